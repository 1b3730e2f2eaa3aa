"""Rows of a CSV file, each of which knows where it stands, or one clear error."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from ..errors import InputError, printable

MOST_BYTES = 200_000_000  # of one file
MOST_ROWS = 1_000_000  # of one file
LONGEST_CELL = 25_000  # characters
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


def rows(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[Row]:
    """The rows of a CSV file, one by one, each with as many cells as the header."""
    name = path.name
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(name, header, required)
        _warn_of_misspelt(name, header, (*required, *optional))
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


def _warn_of_misspelt(name: str, header: list[str], known: tuple[str, ...]) -> None:
    missing = [column for column in known if column not in header]
    for column in set(header) - set(known):
        close = get_close_matches(column, missing, 1, 0.85)
        if close:
            warnings.warn(
                f'{name}: column "{printable(column)}" is ignored; did you mean "{close[0]}"?',
                stacklevel=2,
            )
