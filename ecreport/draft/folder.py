"""A draft written down: the figures of a text as claims.csv, its ranges as relations.csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from ..errors import InputError
from ..number.printed import QUALIFIERS
from .figures import COLUMNS, find, read
from .patterns import Proposal, odds
from .vocabulary import WORDS

CLAIMS = (
    *("id", "as_printed", "scale", "unit", "qualifier", "readings", "kind", "period_start"),
    *("period_end", "step", "label", "counted", "quote", "start", "end", "doubt"),
)
POINTS = (Fraction(1, 100), Fraction(1, 10_000))  # the scales of a point
RELATIONS = ("id", "formula", "because")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+")
_UNITS = {"ratio", "percentage point", *WORDS["currency"]}


def claims(text: str) -> list[dict[str, str]]:
    """The rows of claims.csv for a text: signs stand in the digits, guessed nouns apart."""
    found = find(text)
    rows = read(text).astype(str).to_dict("records")
    return [
        _claim(dict(zip(COLUMNS, row.values(), strict=True)), one.value)
        for one, row in zip(found, rows, strict=True)
    ]


def _claim(row: Mapping[str, str], value: Fraction | None) -> dict[str, str]:
    unit = "ratio" if row["unit"] == "times" else row["unit"]
    if unit == "percentage point" and Fraction(row["scale"]) not in POINTS:
        unit = ""  # "6 crore percentage points" is no figure a folder would read
    qualifier = row["qualifier"] if row["qualifier"] in QUALIFIERS else "about"
    return {
        **{column: row.get(column, "") for column in CLAIMS},
        "as_printed": row["sign"] + _digits(row["as_printed"], value, row["doubt"]),
        "unit": unit if unit in _UNITS else "",
        "step": "100" if "step 100" in row["doubt"] else "",
        "counted": "" if unit in _UNITS else unit,
        "qualifier": "" if qualifier == "exact" else qualifier,
    }


def _digits(printed: str, value: Fraction | None, doubt: str) -> str:
    """The digits as a folder reads them; blank where they are malformed."""
    if value is not None:
        return f"{float(value):.2f}".rstrip("0")
    if "well-formed" in doubt or "write them with decimals" in doubt:
        return ""
    return printed if _PLAIN.fullmatch(printed) else re.sub(r"[^\d.]", "", printed)


def ranges(text: str) -> list[dict[str, str]]:
    """The rows of relations.csv for a text: each range runs from low to high."""
    found, rows = find(text), read(text)
    ends = [(one.range_of, high) for high, one in enumerate(found) if one.range_of is not None]
    return [
        {
            "id": f"range_{n}",
            "formula": f"{rows['id'][low]} <= {rows['id'][high]}",
            "because": "the two ends of one range in the text",
        }
        for n, (low, high) in enumerate(ends, 1)
        if not {"well-formed"}
        & {*str(rows["doubt"][low]).split(), *str(rows["doubt"][high]).split()}
    ]


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]], mark: str = ",") -> str:
    """A CSV file as text."""
    file = io.StringIO()
    table = csv.DictWriter(
        file, columns, extrasaction="ignore", lineterminator="\n", delimiter=mark
    )
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def numbers(text: str) -> list[int]:
    """The numbers of a list such as "1,4,7".

    Raises
    ------
    InputError
        When it is no such list.
    """
    if not re.fullmatch(r"\s*\d{1,6}\s*(?:[,\s]\s*\d{1,6}\s*)*", text):
        raise InputError(f'--accept "{text[:50]}" is no list of numbers; write it like 1,4,7')
    return [int(number) for number in re.findall(r"\d+", text)]


def accept(folder: Path, numbers: Iterable[int], lines: Sequence[Proposal]) -> list[str]:
    """Move proposals to relations.csv; returns their formulas.

    Raises
    ------
    InputError
        When a number names no proposal.
    """
    chosen = []
    for number in dict.fromkeys(numbers):
        if not 1 <= number <= len(lines):
            raise InputError(f"there is no proposal {number}; they run from 1 to {len(lines)}")
        chosen.append(lines[number - 1])
    path = folder / "relations.csv"
    try:
        old = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(RELATIONS)
    except UnicodeDecodeError:
        raise InputError("relations.csv is not UTF-8; save it as CSV UTF-8 first") from None
    lead = re.match(r"(?:\s*\n|sep=.*\n)*", old)
    body = old[lead.end() if lead else 0 :]
    header = body.split("\n", 1)[0].strip()
    mark = max(",;\t", key=header.count)
    columns = next(csv.reader([header], delimiter=mark), list(RELATIONS))
    table = list(csv.DictReader(io.StringIO(body), delimiter=mark))
    known = {row.get("formula") for row in table}
    names = {row.get("id") for row in table}
    rows = [relation(line, names) for line in chosen if line.fit.formula not in known]
    added = written(columns, rows, mark).split("\n", 1)[1]
    path.write_text(old.rstrip("\n") + "\n" + added, encoding="utf-8", newline="\n")
    return [row["formula"] for row in rows]


def relation(line: Proposal, taken: set[str | None]) -> dict[str, str]:
    """The row of relations.csv that a proposal becomes."""
    name = f"{line.fit.kind.replace(' ', '_')}_{line.fit.result.id}"
    id = next(
        i for n in range(1, 10_000) if (i := name if n == 1 else f"{name}_{n}") not in taken
    )
    taken.add(id)
    because = f"accepted from a proposal: {odds(line.fit.chance)} would fit as well"
    return {"id": id, "formula": line.fit.formula, "because": because}
