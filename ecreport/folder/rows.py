"""Rows of a CSV file, each of which knows where it stands, or clear errors."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from ..errors import InputError, printable, suggest
from ..number.wording import counted

MOST_BYTES = 200_000_000  # of one file
MOST_ROWS = 1_000_000  # of one file
LONGEST_CELL = 25_000  # characters
MARKS = ",;\t"  # what may part the cells of a line
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One line of a file, which knows where it stands and what parts its cells."""

    file: str
    line: int
    cells: Mapping[str, str]
    mark: str = ","

    def error(self, why: object) -> InputError:
        """The error for this row: file, line and id first."""
        name = self.cells.get("id", "") or "no id"
        return InputError(f"{self.file} line {self.line} ({name[:60]}): {why}")

    def get(self, column: str, default: str = "") -> str:
        """The cell of a column; the default where it is blank or not there."""
        return self.cells.get(column, "").strip() or default

    def read(self, column: str, reader: Callable[[str], T], form: str) -> T | None:
        """The cell as a value, None where it is blank; `form` says how to write it."""
        text = self.get(column)
        try:
            return reader(text) if text else None
        except InputError:
            raise
        except (ValueError, ZeroDivisionError):
            raise InputError(f'{column} is "{text[:40]}"; it must be {form}') from None

    def one_of(self, column: str, known: tuple[str, ...], default: str) -> str:
        """The cell of a column that must hold one of a few words."""
        text = self.get(column, default).lower()
        if text not in known:
            raise InputError(
                f'{column} is "{text[:40]}"{suggest(text, known)}; it must be one of '
                f"{', '.join(word for word in known if word)}"
            )
        return text


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of file: those it must have, and others that are known."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def named(self, cell: str) -> str:
        """A column of the header under its known name, whatever its case."""
        name = cell.strip()
        plain = re.sub(r"[ -]", "_", name.lower())
        return plain if plain in (*self.required, *self.optional) else name

    def check(self, file: str, header: list[str]) -> None:
        """Refuse a header that lacks a column or has one twice; warn of misspelt ones."""
        if not any(header):
            needed = ", ".join(self.required)
            raise InputError(f"{file} is empty; its first line must name {needed}")
        for column in self.required:
            if column not in header:
                found = printable(", ".join(header))[:200]
                hint = printable(suggest(column, tuple(header)))
                raise InputError(
                    f'{file} has no column "{column}"; found {found}{hint}'
                )
        known = {*self.required, *self.optional}
        for column in dict.fromkeys(filter(None, header)):
            if header.count(column) > 1:
                raise InputError(f'{file} has the column "{column}" twice; rename one')
            close = get_close_matches(column, sorted(known - {*header}), 1, 0.85)
            if close and column not in known:
                said = f'{file}: column "{printable(column)}" is ignored; did you mean'
                warnings.warn(f'{said} "{close[0]}"?', stacklevel=2)


def _text(path: Path) -> str:
    name = path.name
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{name} is no ordinary file; put a CSV file there")
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{name} is larger than the limit of {MOST_BYTES} bytes")
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name} is missing; put it into {path.parent}") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
        at = -1 if wide else text.find("\0")
    except UnicodeDecodeError as error:
        text, at = "", error.start
    if at >= 0:
        raise InputError(f"{name} is not UTF-8 (byte {at}); save it as CSV UTF-8")
    return text


def rows(path: Path, columns: Columns, errors: list[InputError]) -> Iterator[Row]:
    """The rows of a CSV file, one by one.

    Blank lines and a first line ``sep=;`` are passed over; semicolons and tabs are read
    where they part the header. Broken rows are added to `errors`.
    """
    name, text = path.name, _text(path)
    mark, skipped = _mark(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for _ in range(skipped):
            next(reader)
        header = [columns.named(cell) for cell in next(reader, [])]
        columns.check(name, header)
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                raise InputError(f"{name} has more than the limit of {MOST_ROWS} rows")
            if any(cell.strip() for cell in cells):
                named = dict.fromkeys(header, "")
                named.update(zip(header, cells, strict=False))
                row = Row(name, reader.line_num, named, mark)
                why = _broken(header, cells, columns)
                if why:
                    errors.append(row.error(why))
                else:
                    yield row
    except csv.Error as error:
        line = reader.line_num
        raise InputError(
            f"{name} line {line}: broken line ({error}); check its quotes"
        ) from None


def _mark(text: str, columns: Columns) -> tuple[str, int]:
    """What parts the cells, and how many lines stand before the header."""

    def known(mark: str) -> int:
        return sum(columns.named(cell) in columns.required for cell in line.split(mark))

    for skipped, line in enumerate(text.splitlines()):
        told = re.fullmatch(r'"?sep=(.)"?[,;\t]*', line.strip(" "), re.I)
        if told:
            return told[1], skipped + 1
        if line.strip(" ,;\t"):
            return max(MARKS, key=known), skipped
    return ",", 0


def _broken(header: list[str], cells: list[str], columns: Columns) -> str:
    """Why a line cannot be read; blank cells may be too many or missing at its end."""
    needed = max(header.index(column) for column in columns.required) + 1
    said = f"{counted(len(cells), 'cell')} under {counted(len(header), 'column')}"
    if any(cell.strip() for cell in cells[len(header) :]):
        return f"{said}; put quotes around a cell that holds a comma"
    if len(cells) < needed and ";" in cells[0]:
        return f"{said}; part the cells by commas, as in the header"
    if len(cells) < needed:
        return f"{said}; add the missing comma"
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return f"a cell is longer than the limit of {LONGEST_CELL} characters"
    return ""
