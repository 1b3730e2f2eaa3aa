"""A draft written down: the figures of a text as claims.csv, its ranges as relations.csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count
from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..folder.folder import RELATIONS as COLUMNS
from ..number.printed import QUALIFIERS
from .digits import MALFORMED, PARTED, fraction
from .figures import cells, find
from .patterns import Proposal, odds
from .vocabulary import WORDS

CLAIMS = (
    *("id", "as_printed", "scale", "unit", "qualifier", "readings", "kind", "period_start"),
    *("period_end", "step", "label", "counted", "quote", "start", "end", "doubt"),
)
RELATIONS = ("id", "formula", "because")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+")
_UNITS = {"ratio", "percentage point", "basis point", *WORDS["currency"]}


def claims(text: str) -> list[dict[str, str]]:
    """The rows of claims.csv for a text."""
    return [claim(cells(one, text)) for one in find(text)]


def claim(row: Mapping[str, object]) -> dict[str, str]:
    """A row of `read` as claims.csv has it: the sign in the digits, guessed nouns apart."""
    said = {column: str(cell) for column, cell in row.items()}
    unit, power = said["unit"], Fraction(said["scale"])
    if unit == "times":
        unit = "ratio"
    if unit == "percentage point" and power != Fraction(1, 100):
        unit = "basis point" if power == Fraction(1, 10_000) else ""
    digits = _digits(said["as_printed"], said["doubt"])
    qualifier = said["qualifier"] if said["qualifier"] in QUALIFIERS else "about"
    return said | {
        "as_printed": said["sign"] + digits if digits else "",
        "sign": "",
        "unit": unit if unit in _UNITS else "",
        "counted": "" if unit in _UNITS else unit,
        "step": "100" if "step 100" in said["doubt"] else "",
        "qualifier": "" if qualifier == "exact" else qualifier,
    }


def _digits(printed: str, doubt: str) -> str:
    """The digits as a folder reads them, a fraction as decimals; blank if malformed."""
    if (value := fraction(printed)) is not None:
        return f"{float(value):.2f}".rstrip("0")
    if MALFORMED in doubt or PARTED in doubt:
        return ""
    return printed if _PLAIN.fullmatch(printed) else re.sub(r"[^\d.]", "", printed)


def ranges(text: str) -> list[dict[str, str]]:
    """The rows of relations.csv for a text: each range runs from low to high."""
    found = find(text)
    ends = [(found[one.range_of], one) for one in found if one.range_of is not None]
    return [
        {
            "id": f"range_{n}",
            "formula": f"{low.id} <= {high.id}",
            "because": "the two ends of one range in the text",
        }
        for n, (low, high) in enumerate(ends, 1)
        if not any(MALFORMED in doubt for doubt in (*low.doubts, *high.doubts))
    ]


def written(columns: Sequence[str], rows: Sequence[Mapping[str, str]], mark: str = ",") -> str:
    """A CSV file as text."""
    table = pd.DataFrame(rows, columns=list(columns))
    return table.to_csv(index=False, sep=mark, lineterminator="\n")


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
    header = next((line for line in old.splitlines() if "formula" in line.lower()), "")
    mark = max(",;\t", key=header.count)
    names = next(csv.reader([header.strip()], delimiter=mark), list(RELATIONS))
    columns = [COLUMNS.named(name) for name in names]  # a header may be in any case
    taken = {cell for row in csv.reader(io.StringIO(old), delimiter=mark) for cell in row}
    rows = [relation(line, taken) for line in chosen if line.fit.formula not in taken]
    added = written(columns, rows, mark).split("\n", 1)[1]
    path.write_text(old.rstrip("\n") + "\n" + added, encoding="utf-8", newline="\n")
    return [row["formula"] for row in rows]


def relation(line: Proposal, taken: set[str]) -> dict[str, str]:
    """The row of relations.csv that a proposal becomes."""
    name = f"{line.fit.kind.replace(' ', '_')}_{line.fit.result.id}"
    names = (f"{name}_{n}" if n > 1 else name for n in count(1))
    id = next(name for name in names if name not in taken)
    taken.add(id)
    because = f"accepted from a proposal: {odds(line.fit.chance)} would fit as well"
    return {"id": id, "formula": line.fit.formula, "because": because}
