"""Broken and hostile folders: a verdict or one clear line, in bounded time, always.

The normal run tries 150 of them; ``make fuzz CASES=100000`` tries that many. Each case is drawn from its own number: ``make fuzz FROM=4711 CASES=1`` repeats
number 4711 alone.
"""

import contextlib
import io
import json
import os
import random
import re
import warnings
from pathlib import Path

import pytest
from samples import CLAIMS, RELATIONS

from ecreport import cli
from ecreport.formula import solver

CASES = int(os.environ.get("ECREPORT_FUZZ", "150"))
FIRST = int(os.environ.get("ECREPORT_FUZZ_FROM", "0"))
DATA = Path(__file__).parents[2] / "data"
EXAMPLE = cli.EXAMPLE
TABLE = Path(__file__).parents[1] / "reports" / "retail_table"
GRIM = (
    "id,as_printed,scale,unit,whole,rounding\n"
    "mean,5.19,1,,,\ntotal,,1,,yes,\nn,28,1,,,exact\n",
    "id,formula\nr,mean = total / n\nsquare,total * total >= n\n",
)
CELLS = [
    "", "0", "-0", "-1", "1e6", "1e999999", "1/0", "0/0", "1/3", "inf", "nan", "-inf", "0.0",
    "4.69亿", "$930.9m", "(4.7)", "~250", "<0.1", "4½", "1'051", "4,69,000", "2022Q2", "Jun-22",
    "0,512", "44,6", "–", "n/a", "nearly 5", "million", "lakh", "pp", "2 people", "5 m",
    "1,234", "1 234", "1,23", "44.6%", ".5", "5.", "+6.1", "−6.1", "٣", "９", "²", "0x10",
    "9" * 39, "9" * 41, "0." + "0" * 39 + "1", "yes", "no", "exact", "nearest", "half_up",
    "floor", "truncated", "ceiling", "more_than", "at_most", "about", "much_higher", "person",
    "ratio", "%", "yuan/person", "a" * 101, "=1+1", "@x", "\x1b[31m", "\x00", "\ufeff", "\u202e",
    '"', '""', "'", ",", "\n", "\r", "; ; :", "growth: 0; ratio: -1", "2022-13", "../..",
    "__class__", "users", "share", "total", "sum", "min", "print", "elsewhere", "suspect",
]  # fmt: skip
PIECES = [
    " + ", " - ", " * ", " / ", "(", ")", "((((", "))))", " = ", " < ", " <= ", " > ", " >= ",
    " == ", " != ", ",", "min(", "max(", "sum(", "sum()", " 0", " 1e60", " 1e61", " 1e999999",
    " 0.1", " .5", " **", " // ", "%", "__import__('os')", "lambda: 1", "[1]", "{}", "a.b", ".",
    "users", "share", "total", "x" * 200, "\n", "#", ";", "\\", '"', "'", "\x00", "é", " if ",
]  # fmt: skip


def bases():
    """Folders that work, as pairs or triples of texts."""
    yield CLAIMS, RELATIONS, None
    names = "claims", "relations"
    yield *((EXAMPLE / f"{name}.csv").read_text("utf-8") for name in names), None
    yield *GRIM, None
    yield (
        (TABLE / "claims.csv").read_text("utf-8"),
        (TABLE / "relations.csv").read_text("utf-8"),
        None,
    )
    claims, references, relations = (
        (DATA / f"{name}.csv").read_text("utf-8").splitlines(keepends=True)
        for name in ("claims", "references", "relations")
    )
    named = [r for r in relations[1:] if re.search(r"^(live|online_medical)\w*,", r)]
    used = set(re.findall(r"\w+", "".join(named)))
    known = [r for r in references[1:] if r.split(",")[0] in used]
    ids = {r.split(",")[0] for r in known + claims}
    named = [
        r for r in named if set(re.findall(r"\b\w+_\w+\b", r.split(",")[2])) <= ids
    ]
    yield (
        "".join(claims),
        relations[0] + "".join(named),
        references[0] + "".join(known),
    )


BASES = list(bases())


def mutate(text, rng):
    """The text with one thing changed, as bytes."""
    way = rng.randrange(9)
    if way == 0:
        return bytes_changed(text.encode(), rng)
    if way in (1, 2, 3):
        return cell_changed(text, rng).encode("utf-8", "surrogatepass")
    if way in (4, 5):
        at = rng.randrange(len(text) + 1)
        piece = rng.choice(PIECES)
        return (text[:at] + piece + text[at + rng.choice([0, 1, 3]) :]).encode()
    if way == 6:
        return rows_changed(text, rng).encode()
    if way == 7:
        return text[: rng.randrange(len(text))].encode()
    return digit_changed(text, rng).encode()


def bytes_changed(data, rng):
    at = rng.randrange(len(data))
    new = bytes(rng.randrange(256) for _ in range(rng.randint(0, 4)))
    return data[:at] + new + data[at + rng.randint(0, 3) :]


def cell_changed(text, rng):
    cells = list(re.finditer(r"[^,\n]*", text))
    cell = rng.choice(cells)
    return text[: cell.start()] + rng.choice(CELLS) + text[cell.end() :]


def rows_changed(text, rng):
    rows = text.splitlines(keepends=True)
    a, b = rng.randrange(len(rows)), rng.randrange(len(rows))
    match rng.randrange(4):
        case 0:
            rows[a], rows[b] = rows[b], rows[a]
        case 1:
            rows.insert(a, rows[b])
        case 2:
            del rows[a]
        case 3:
            rows = rows[:1]
    return "".join(rows)


def digit_changed(text, rng):
    at = rng.choice([m.start() for m in re.finditer(r"\d", text)] or [0])
    return text[:at] + str(rng.randrange(10)) + text[at + 1 :]


def case(number, folder):
    """Write the folder of a number."""
    rng = random.Random(number)
    texts = [None if t is None else t.encode() for t in rng.choice(BASES)]
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        which = rng.choice([i for i, text in enumerate(texts) if text])
        with contextlib.suppress(UnicodeDecodeError):
            texts[which] = mutate(texts[which].decode(), rng)
    for name, text in zip(("claims", "relations", "references"), texts, strict=True):
        path = folder / f"{name}.csv"
        path.write_bytes(text) if text is not None else path.unlink(missing_ok=True)


def check(folder):
    """Status, output and errors of a check in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("always")
        status = cli.main(["check", str(folder), "--json", str(folder / "out.json")])
    return status, out.getvalue(), err.getvalue()


def judged(number, folder):
    """That the case of a number ends as every case must; its status."""
    before = set(os.listdir(folder.parent))
    case(number, folder)
    given = {path: path.read_bytes() for path in folder.iterdir()}
    status, out, err = check(folder)
    assert status in (0, 1, 2, 3)
    assert err or status != 2, "refused without a word"
    assert "Traceback" not in err
    assert all(line.isprintable() for line in (out + err).splitlines())
    assert (folder / "out.json").exists() is (status != 2)
    if status != 2:
        json.loads((folder / "out.json").read_text("utf-8"))
    assert set(os.listdir(folder.parent)) == before
    (folder / "out.json").unlink(missing_ok=True)
    assert {path: path.read_bytes() for path in folder.iterdir()} == given
    return status


def test_every_broken_folder_ends_with_a_verdict_or_clear_lines(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(solver, "MOST_STEPS", 300_000)
    folder = tmp_path / "folder"
    folder.mkdir()
    counts = {0: 0, 1: 0, 2: 0, 3: 0}
    for number in range(FIRST, FIRST + CASES):
        try:
            counts[judged(number, folder)] += 1
        except BaseException as error:
            error.add_note(f"case {number}")
            raise
    print(f"{CASES} folders: {counts}")
    assert CASES < 100 or all(counts[status] for status in (0, 1, 2))


@pytest.mark.parametrize("base", range(len(BASES)))
def test_the_folders_that_are_broken_work_before(base, tmp_path):
    for name, text in zip(
        ("claims", "relations", "references"), BASES[base], strict=True
    ):
        if text is not None:
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    status, _, err = check(tmp_path)
    assert (status, err) == (1 if BASES[base][0] == GRIM[0] else 0, "")
