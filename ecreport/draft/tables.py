"""Tables in a text: the words of its row and column date, name and measure a figure.

A table is lines with bars between their cells, as Markdown writes them; `text.py` gives
tables of HTML and of tabs the same form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from .found import Found
from .periods import undated
from .units import is_counted, measure
from .vocabulary import SCALE, any_of

_TABLE = re.compile(r"(?m:^(?=[^\n]*\S[ ]*\|)[^\n]*\|[^\n]*(?:\n\n?|\Z)){2,}")
_SENTENCE = re.compile(r"\d[.!?]?$|\.$|^\W*[-•*] ")
_RULE = re.compile(r"[\s|:=-]*")
_UNITS = re.compile(
    rf"\([^()]*\)|(?:\bin\s+)?(?:%|[$€£]\s?(?:m|bn|million|billion)?\b)"
    rf"|,\s+(?:(?:{SCALE})\b[a-z ]*|(?:{any_of('unit symbol')}|{any_of('measure')})s?\b)\s*"
)


class _Cell(NamedTuple):
    start: int
    end: int
    words: str


def read_tables(found: list[Found], text: str) -> list[Found]:
    """Give the figures in tables their heads; digits that stand in heads are none."""
    starts = [one.start for one in found]
    dropped: set[int] = set()
    for table in _TABLE.finditer(text):
        first, last = (bisect_left(starts, place) for place in table.span())
        above = text[: table.start()].rstrip("\n").rsplit("\n", 1)[-1]
        place = text.rfind(above, 0, table.start())
        title = len(above) < 120 and not _SENTENCE.search(above)
        heads = [_Cell(place, place + len(above), above)] if title else []
        dropped |= _head([*_rows(text, *table.span())], found[first:last], heads)
    return [one for one in found if id(one) not in dropped]


def _rows(text: str, start: int, end: int) -> Iterator[list[_Cell]]:
    """The cells of each line but the rule under a head."""
    for line in re.finditer(r"[^\n]*\|[^\n]*", text[start:end]):
        if not _RULE.fullmatch(line[0]):
            place = start + line.start()
            yield [
                _Cell(place + cell.start(), place + cell.end(), cell[0].strip())
                for cell in re.finditer(r"(?:(?<=\|)|^(?!\|))[^|]*(?=\||$)", line[0])
            ]


def _head(rows: list[list[_Cell]], found: list[Found], title: list[_Cell]) -> set[int]:
    """Write the heads of every figure of one table; returns those that stand in a head."""
    dropped: set[int] = set()
    columns: list[list[_Cell]] = []
    section: list[_Cell] = []
    money = ""  # currencies stand in the first line of many a table alone
    for row in rows:
        cells = [
            (i, one) for i, c in enumerate(row) for one in found if c.start <= one.start < c.end
        ]
        name = row[:1] if re.search(r"[A-Za-z]{2}", row[0].words) else []
        dropped |= {id(one) for i, one in cells if i == 0 and name}
        cells = [(i, one) for i, one in cells if i or not name]
        if not cells and any(cell.words for cell in row[1:]):
            columns.append(row)
        elif not cells:
            section = row[:1]
        for i, one in cells:
            money = one.currency or money
            above = [cell for line in columns if (cell := _over(line, i)).words]
            corners = [line[0] for line in columns]
            _describe(one, name, above, section, [*corners, *title])
            if one.scaled and not one.unit and money and not is_counted(row[0].words):
                one.unit = one.currency = money
                one.doubt("currency taken from a figure above")
    return dropped


def _over(line: list[_Cell], i: int) -> _Cell:
    """The cell of a head over a column; one that spans several stands over the first."""
    return next((cell for cell in reversed(line[1 : i + 1]) if cell.words), line[-1])


def _describe(
    one: Found, row: list[_Cell], above: list[_Cell], section: list[_Cell], rest: list[_Cell]
) -> None:
    one.heads = tuple((cell.start, cell.end) for cell in (*row, *above, *section, *rest))
    name, column, part = (" ".join(c.words for c in cells) for cells in (row, above, section))
    one.head = _plain(f"{part} {name} {column}")
    one.label = _plain(f"{part} {name}") or one.head
    measure(one, name, column, [part, *(cell.words for cell in rest)])


def _plain(words: str) -> str:
    """A head without its dates and units."""
    return " ".join(_UNITS.sub(" ", undated(words)).split()).strip(" ,.:-–|")
