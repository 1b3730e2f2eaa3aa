"""A folder of CSV files read into figures and relations, or refused with one sentence."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from .errors import InputError, printable
from .figure import CONVENTIONS, QUALIFIERS, Figure, weight_of
from .formula import WRITTEN_NUMBER, Formula
from .interval import Number
from .relation import Relation
from .units import check_units

MOST_BYTES = 200_000_000  # of one file
MOST_ROWS = 1_000_000  # of one file
LONGEST_CELL = 25_000  # characters
LARGEST_POWER = 40  # of ten, in a scale, a step or a weight
FIGURE_COLUMNS = ("id", "as_printed", "scale", "unit")
OPTIONAL_COLUMNS = (
    "qualifier",
    "step",
    "rounding",
    "whole",
    "period_start",
    "period_end",
    "basis",
    "weight",
    "label",
    "readings",
    "status",
    "independent",
)
KINDS = ("", "arithmetic", "print", "elsewhere")
_ID = re.compile(r"(?=.*[^\W\d_])[\w.]{1,100}")
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?/?\d*", re.ASCII)
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One line of a file, which knows where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def error(self, why: str) -> InputError:
        """The error for this row: file, line and id first."""
        name = self.cells.get("id", "") or "no id"
        return InputError(f"{self.file} line {self.line} ({name[:60]}): {why}")

    def get(self, column: str, default: str = "") -> str:
        """The cell of a column; the default where it is blank or not there."""
        return self.cells.get(column, "").strip() or default

    def read(
        self, column: str, reader: Callable[[str], T], default: str, form: str
    ) -> T:
        """The cell as a value; an error that names the column where it is none."""
        text = self.get(column, default)
        try:
            return reader(text)
        except InputError as error:
            raise self.error(str(error)) from None
        except (ValueError, ZeroDivisionError):
            raise self.error(f'{column} is "{text[:40]}"; it must be {form}') from None


@dataclass(frozen=True)
class Folder:
    """What a folder holds: figures of the report, figures of others, relations."""

    claims: Mapping[str, Figure]
    references: Mapping[str, Figure]
    relations: Mapping[str, Relation]

    def with_figures(self, changed: Mapping[str, Figure]) -> Folder:
        """The same folder with some figures changed."""
        claims, references = (
            {id: changed.get(id, figure) for id, figure in figures.items()}
            for figures in (self.claims, self.references)
        )
        return Folder(claims, references, self.relations)


def read_folder(path: Path) -> Folder:
    """Read and check a folder; nothing is half loaded.

    Parameters
    ----------
    path : Path
        A folder with claims.csv and relations.csv, and perhaps references.csv.

    Raises
    ------
    InputError
        With file, line, id, what was found and the way out.
    """
    if not path.is_dir():
        raise InputError(f'"{path}" is not a folder; name one that holds claims.csv')
    claims = _figures(path / "claims.csv", {})
    references: dict[str, Figure] = {}
    if (path / "references.csv").exists():
        references = _figures(path / "references.csv", claims)
    relations = _relations(path / "relations.csv", {**claims, **references}, claims)
    return Folder(claims, references, relations)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(
                f"{path.name} is larger than the limit of {MOST_BYTES} bytes"
            )
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path.name} is missing; put it into {path.parent}") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 (byte {error.start}); save it as CSV UTF-8"
        ) from None
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}") from None


def rows(path: Path, required: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV file, one by one, each with as many cells as the header."""
    name = path.name
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(name, header, required)
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                raise InputError(f"{name} has more than the limit of {MOST_ROWS} rows")
            if any(cell.strip() for cell in cells):
                yield _row(name, reader.line_num, header, cells)
    except csv.Error as error:
        raise InputError(
            f"{name} line {reader.line_num}: broken line ({error}); check its quotes"
        ) from None


def _row(name: str, line: int, header: list[str], cells: list[str]) -> Row:
    row = Row(name, line, dict(zip(header, cells, strict=False)))
    if len(cells) != len(header):
        raise row.error(
            f"{len(cells)} cells under {len(header)} columns; put quotes around a cell "
            "that holds a comma"
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise row.error(f"a cell is longer than the limit of {LONGEST_CELL} characters")
    return row


def _check_header(name: str, header: list[str], required: tuple[str, ...]) -> None:
    if not any(header):
        raise InputError(
            f"{name} is empty; its first line must name {', '.join(required)}"
        )
    for column in required:
        if column not in header:
            raise InputError(
                f'{name} has no column "{column}"; found {printable(", ".join(header))[:200]}'
            )
    for column in header:
        if header.count(column) > 1 and column:
            raise InputError(f'{name} has the column "{column}" twice; rename one')
    if required == FIGURE_COLUMNS:
        _warn_of_misspelt(name, header)


def _warn_of_misspelt(name: str, header: list[str]) -> None:
    missing = [column for column in OPTIONAL_COLUMNS if column not in header]
    for column in set(header) - {*OPTIONAL_COLUMNS, *FIGURE_COLUMNS}:
        close = get_close_matches(column, missing, 1, 0.85)
        if close:
            warnings.warn(
                f'{name}: column "{printable(column)}" is ignored; did you mean "{close[0]}"?',
                stacklevel=2,
            )


def _figures(path: Path, known: Mapping[str, Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for row in rows(path, FIGURE_COLUMNS):
        figure = _figure(row)
        if figure.id in found or figure.id in known:
            raise row.error("the id is already taken; give each figure its own")
        found[figure.id] = figure
    return found


def _figure(row: Row) -> Figure:
    _check_id(row)
    printed = row.get("as_printed")
    figure = Figure(
        id=row.get("id"),
        as_printed=printed,
        scale=row.read("scale", number_of, "" if printed else "1", _POSITIVE),
        unit=row.get("unit"),
        qualifier=_one_of(row, "qualifier", QUALIFIERS, "exact"),
        step=row.read("step", number_of, "", _POSITIVE) if row.get("step") else None,
        rounding=_one_of(row, "rounding", CONVENTIONS, "nearest"),
        whole=_one_of(row, "whole", ("yes", "no"), "no") == "yes",
        weight=row.read("weight", _weight, "1", 'a positive number or "inf"'),
        about=row.cells,
    )
    return _checked(row, figure)


_POSITIVE = "a positive number such as 1e6, 0.01 or 1"


def _checked(row: Row, figure: Figure) -> Figure:
    try:
        empty = figure.interval.empty
        figure.readings  # noqa: B018  read now, so that an error names the row
    except InputError as error:
        raise row.error(str(error)) from None
    if empty:
        raise row.error(
            f'no whole number prints as "{figure.as_printed}"; clear the column whole'
        )
    return figure


def number_of(text: str) -> Fraction:
    """Read a positive number such as 1e6, 0.01 or 1/3, of bounded size."""
    if len(text) > LARGEST_POWER or not _NUMBER.fullmatch(text):
        raise ValueError(text)
    power = re.search(r"[eE]([+-]?\d+)", text)
    if power and abs(int(power[1])) > LARGEST_POWER:
        raise InputError(f"{text} exceeds the limit of {LARGEST_POWER} powers of ten")
    value = Fraction(text)
    if value <= 0:
        raise ValueError(text)
    return value


def _weight(text: str) -> Number:
    return weight_of(text) if text.lower() == "inf" else number_of(text)


def _one_of(row: Row, column: str, known: tuple[str, ...], default: str) -> str:
    text = row.get(column, default).lower()
    if text not in known:
        raise row.error(
            f'{column} is "{text[:40]}"{suggest(text, known)}; it must be one of '
            f"{', '.join(word for word in known if word)}"
        )
    return text


def _check_id(row: Row) -> None:
    id = row.get("id")
    if not _ID.fullmatch(id) or WRITTEN_NUMBER.fullmatch(id):
        raise row.error(
            f'the id "{id[:60]}" cannot stand in a formula; use letters, digits, _ and . '
            "with at least one letter, at most 100"
        )


def _relations(
    path: Path, figures: Mapping[str, Figure], claims: Mapping[str, Figure]
) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    units = {id: figure.unit for id, figure in figures.items()}
    for row in rows(path, ("id", "formula")):
        relation = _relation(row, figures, claims)
        if relation.id in found:
            raise row.error("the id is already taken; give each relation its own")
        try:
            check_units(relation.formula.comparisons, units)
        except InputError as error:
            raise row.error(str(error)) from None
        found[relation.id] = relation
    return found


def _relation(
    row: Row, figures: Mapping[str, Figure], claims: Mapping[str, Figure]
) -> Relation:
    _check_id(row)
    formula = row.read("formula", Formula, "", "a formula")
    about = tuple(part.strip() for part in row.get("about").split(";") if part.strip())
    _check_names(row, formula.names, figures)
    _check_names(row, about, claims)
    return Relation(
        id=row.get("id"),
        formula=formula,
        kind=_one_of(row, "kind", KINDS, "").replace("arithmetic", ""),
        about=about or tuple(name for name in formula.names if name in claims),
        because=row.get("because"),
        basis=row.get("basis"),
    )


def _check_names(row: Row, names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise row.error(
                f'no figure is called "{name[:60]}"{suggest(name, known)}; add a row for '
                "it or correct the name"
            )


def suggest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The nearest known name as a question, or nothing.

    Examples
    --------
    >>> suggest("live_user", ("live_users", "visits"))
    ' (did you mean "live_users"?)'
    """
    close = get_close_matches(name, list(known), 1) if len(name) < 100 else []
    return f' (did you mean "{close[0]}"?)' if close else ""
