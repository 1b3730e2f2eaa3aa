"""The stored notebooks are clean, and the rules that say so catch what they should."""

import copy
import csv
import json
from pathlib import Path

import hygiene
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def printed():
    for name in ("claims", "references"):
        with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as rows:
            yield from ((row["id"], row["as_printed"]) for row in csv.DictReader(rows))


def sample(source="1 + 1", output="2", prose="# Title"):
    """A notebook that breaks no rule, unless told to."""
    result = {
        "output_type": "execute_result",
        "data": {"text/plain": output},
        "metadata": {},
        "execution_count": 1,
    }
    cells = [
        {"cell_type": "markdown", "source": prose},
        {"cell_type": "code", "source": source},
    ]
    cells[1] |= {"outputs": [result], "execution_count": 1}
    cells = [{"id": f"c{n}", "metadata": {}, **cell} for n, cell in enumerate(cells)]
    return {"cells": cells, "metadata": copy.deepcopy(hygiene.METADATA)}


def breaches(notebook):
    return [found for rule in hygiene.RULES for found in rule(notebook)]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("rule", hygiene.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_is_clean(path, rule):
    assert not [f"{path.name}: {found}" for found in rule(read(path))]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_prose_is_tied_to_a_cell_or_a_row(path):
    found = hygiene.numbers_tied(read(path), list(printed()))
    assert not [f"{path.name}: {sentence}" for sentence in found]


def test_a_clean_notebook_breaks_no_rule():
    assert breaches(sample()) == []


@pytest.mark.parametrize(
    ("said", "notebook"),
    [
        ("memory address", sample(output="<thing at 0x7f12ab34>")),
        ("magic", sample(source="%matplotlib inline")),
        ("magic", sample(source="!ls")),
        ("semicolon", sample(source="1 + 1;")),
        ("defines a function", sample(source="def f():\n    return 1")),
        ("defines a function", sample(source="f = lambda: 1")),
        ("prints", sample(source="print(1)")),
        ("11 lines", sample(source="\n".join("123456789ab"))),
        ("over 88", sample(source="x = '" + "a" * 90 + "'")),
        ("not a title", sample(prose="no title")),
        ("follows one of level 1", sample(prose="# A\n\n### B")),
        ("path of a machine", sample(output="/home/someone/data.csv")),
        ("path of a machine", sample(prose="# A\n\nsee " + "/".join(["", "root", "x"]))),
    ],
)
def test_a_breach_is_named(said, notebook):
    assert said in " ".join(breaches(notebook))


def test_a_notebook_that_never_ran_fails():
    notebook = sample()
    notebook["cells"][1] |= {"outputs": [], "execution_count": None}
    assert "make notebooks" in " ".join(breaches(notebook))


def test_a_notebook_whose_outputs_were_cleared_fails():
    notebook = sample()
    notebook["cells"][1]["outputs"] = []
    assert "no cell has an output" in " ".join(breaches(notebook))


def test_a_warning_on_stderr_fails():
    notebook = sample()
    warning = {"output_type": "stream", "name": "stderr", "text": "careful"}
    notebook["cells"][1]["outputs"].append(warning)
    assert "stderr" in " ".join(breaches(notebook))


def test_metadata_of_an_editor_fails():
    notebook = sample()
    notebook["cells"][0]["metadata"]["collapsed"] = True
    assert "collapsed" in " ".join(breaches(notebook))


@pytest.mark.parametrize(
    "prose",
    [
        "it is 44.62 %",
        "some 1,051 sites",
        "about 5 million",
        "7 %",
        "rose 3 per cent",
        "**44.6**",
        "(0.9, then)",
    ],
)
def test_a_number_in_prose_that_nothing_shows_fails(prose):
    assert len(list(hygiene.numbers_tied(sample(prose=f"# T\n\n{prose}")))) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "in 2022, on 1 September 2022",
        "the 50th report",
        "two or 3 ways",
        "see [it](https://example.org/12345)",
        "report.cnnic50_users",
    ],
)
def test_dates_small_counts_and_addresses_are_free(prose):
    assert list(hygiene.numbers_tied(sample(prose=f"# T\n\n{prose}"))) == []


def test_a_number_that_a_cell_shows_is_tied():
    notebook = sample(output="44.62 %  [44.555 %, 44.694 %]", prose="# T\n\n44.62 %")
    assert list(hygiene.numbers_tied(notebook)) == []


def test_a_number_printed_in_a_row_is_tied_only_where_the_notebook_names_the_row():
    rows = [("live_users", "0.469")]
    said = "# T\n\nIt prints 0.469 billion."
    named = sample(source="report.live_users", prose=said)
    assert list(hygiene.numbers_tied(named, rows)) == []
    other = sample(source="report.live_users_share", prose=said)
    assert len(list(hygiene.numbers_tied(other, rows))) == 1
