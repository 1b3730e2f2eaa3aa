"""What data/README.md says of a folder of one's own, line by line."""

import csv
import io
import json
from pathlib import Path

import pytest
from samples import load

from ecreport import cli
from ecreport.errors import InputError

CODEBOOK = (Path(__file__).parents[2] / "data" / "README.md").read_text("utf-8")
OWN = CODEBOOK.partition("## A folder of your own")[2].partition("\n## ")[0]
FIGURES = [
    {"id": "users", "as_printed": "469", "scale": "1e6", "unit": "person"},
    {"id": "total", "as_printed": "1051", "scale": "1e6", "unit": "person"},
    {"id": "share", "as_printed": "44.6", "scale": "0.01", "unit": "ratio"},
]
RELATIONS = [{"id": "part", "formula": "users < total"}]
LAST = {
    "claims": {"id": "more", "as_printed": "1", "scale": "1e6", "unit": "person"},
    "relations": {"id": "share_of_all", "formula": "share = users / total"},
}
HEADER = "id,as_printed,scale,unit\n"
FILES = {
    "not there": {"claims": None},
    "empty": {"claims": ""},
    "no column `unit`": {"claims": "id,as_printed,scale\n"},
    "a column twice": {"claims": "id,as_printed,scale,unit,scale\n"},
    "not UTF-8": {"claims": b"id,as_printed,scale,uni\xe9"},
    "a comma too many": {"claims": HEADER + "total,1,051,1e6,person\n"},
    "a quote left open": {"claims": HEADER + '"total,1051,1e6,person\n'},
    "a print no whole number has": {
        "claims": "id,as_printed,scale,unit,whole\na,2.5,1,person,yes\n"
    },
    "a cell too long": {
        "claims": f"id,as_printed,scale,unit,note\na,1,1,,{'x' * 25_001}\n"
    },
    "too many rows": {"claims": HEADER + "\n" * 1_000_001},
    "too many bytes": {"claims": b" " * 200_000_001},
    "a formula too long": {"relations": f"id,formula\nr,{'a' * 20_001}\n"},
    "nested too deep": {"relations": f"id,formula\nr,{'(' * 61}\n"},
    "too many signs": {"relations": f"id,formula\nr,{'a+' * 2_001}a\n"},
}


def table(head):
    """The lines of a table of the codebook, cell by cell."""
    lines = OWN.partition(head)[2].partition("\n\n")[0].splitlines()[2:]
    return [tuple(line.strip("| ").split(" | ")) for line in lines]


def csv_of(lines):
    text = io.StringIO()
    names = dict.fromkeys(name for line in lines for name in line)
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def refusal(folder, files):
    with pytest.raises(InputError) as found:
        load(folder, **files)
    return str(found.value).replace(str(folder), "FOLDER")


@pytest.mark.parametrize(("file", "column", "cell", "said"), table("| file | column |"))
def test_a_cell_is_refused_as_the_codebook_says(tmp_path, file, column, cell, said):
    lines = {"claims": FIGURES, "relations": RELATIONS}
    last = {**LAST[file], column: cell.strip("`")}
    broken = {**lines, file: [*lines[file], last]}
    where = f"{file}.csv line {len(broken[file]) + 1} ({last['id']}): "
    files = {name: csv_of(some) for name, some in broken.items()}
    assert refusal(tmp_path, files) == where + said


@pytest.mark.parametrize(("file", "wrong", "said"), table("| file | what is wrong |"))
def test_a_file_is_refused_as_the_codebook_says(tmp_path, file, wrong, said):
    files = {"claims": csv_of(FIGURES), "relations": csv_of(RELATIONS), **FILES[wrong]}
    found = refusal(tmp_path, files)
    assert found.startswith(f"{file}.csv")
    assert found.endswith(said)


def test_every_broken_file_stands_in_the_codebook():
    assert {wrong for _, wrong, _ in table("| file | what is wrong |")} == set(FILES)


def test_the_step_of_the_codebook_gives_its_interval(tmp_path):
    files = {
        "claims": csv_of([{**FIGURES[0], "as_printed": "470", "step": "5e6"}]),
        "relations": "id,formula\n",
    }
    interval = load(tmp_path, **files).users.interval
    assert (interval.low, interval.high) == (467_500_000, 472_500_000)
    assert "stands for 467.5 to 472.5 million" in OWN


def test_the_codebook_names_every_key_of_the_json(tmp_path):
    load(tmp_path)
    assert cli.main(["check", str(tmp_path), "--json", str(tmp_path / "found")]) == 0
    found = json.loads((tmp_path / "found").read_text("utf-8"))
    for name, part in found.items():
        (line,) = [one for one in OWN.split("\n- ") if one.startswith(f"`{name}`:")]
        empty = {"id": 0, "why": 0} if name == "not_checked" else {}
        keys = part if isinstance(part, dict) else (part or [empty])[0]
        assert all(f"`{key}`" in line for key in keys)
