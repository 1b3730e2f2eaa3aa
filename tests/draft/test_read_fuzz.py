"""Reading any text at all: it ends, keeps the digits, and invents none."""

from __future__ import annotations

import random

import pandas as pd

from ecreport.draft import folder
from ecreport.draft.figures import COLUMNS, read

PARTS = (
    *(
        "rose",
        "by",
        "to",
        "from",
        "between",
        "and",
        "-",
        "–",
        "(",
        ")",
        "$",
        "EUR",
        "€",
        "%",
        "percent",
        "million",
    ),
    *(
        "2022",
        "5",
        "4.5",
        "1,234",
        "12,34",
        "1.2.3",
        "half",
        "one-fifth",
        "a third of",
        "respectively",
        "in June",
    ),
    *(
        "people",
        "more than",
        "not to exceed",
        "nearly",
        "Q3 2022",
        "…",
        "\n",
        "\n\n",
        "<p>",
        "</p>",
        "&nbsp;",
        "&#53;",
    ),
    *(
        "**",
        "[1]",
        "(2)",
        "Section",
        "bn",
        "m",
        "k",
        "2.2 times",
        "compared with",
        "a year earlier",
        ".",
        ",",
        ";",
        "0",
    ),
    *(
        "|",
        "\n|",
        "|\n",
        "\t",
        "<table>",
        "<tr>",
        "<td>",
        '<td colspan="3">',
        "</td>",
        "</tr>",
        "</table>",
        "in millions",
        "(%)",
        "FY23",
        "fiscal year ended 30 June 2022",
        "third quarter ended March 31",
        "points",
        "bps",
        "mb/d",
        "Total",
    ),
    *(
        "-5",
        "+6",
        "66 2/3%",
        "½",
        "\u00a0",
        "816 000",
        "(4.7)",
        "percentage points",
        "over",
        "tel.",
        "5-7",
        "≥",
        "#5",
    ),
)


def test_every_text_is_read_or_refused_and_its_digits_kept():
    draw = random.Random(7)
    for _ in range(3000):
        text = "".join(
            draw.choice(PARTS) + draw.choice((" ", " ", ""))
            for _ in range(draw.randint(1, 25))
        )
        rows = read(text)
        assert list(rows) == list(COLUMNS) and rows["id"].is_unique
        places = [(row.start, row.end) for row in rows.itertuples()]
        assert all(
            text[a:b] == digits and digits
            for (a, b), digits in zip(places, rows["as_printed"], strict=True)
        )
        assert all(
            end <= start
            for (_, end), (start, _) in zip(places, places[1:], strict=False)
        )
        assert set(rows["sign"]) <= {"", "-"} and not pd.isna(rows["scale"]).any()


def test_every_drafted_folder_can_be_loaded(tmp_path):
    import ecreport

    draw = random.Random(8)
    for number in range(60):
        text = " ".join(draw.choice(PARTS) for _ in range(80))
        home = tmp_path / str(number)
        home.mkdir()
        (home / "claims.csv").write_text(
            folder.written(folder.CLAIMS, folder.claims(text)), encoding="utf-8"
        )
        (home / "relations.csv").write_text(
            folder.written(folder.RELATIONS, folder.ranges(text)), encoding="utf-8"
        )
        ecreport.load(home).suggest()
