"""The words of many rows at once: the rule of `verdict`, put to columns of intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any

import numpy as np

from ..formula.bounds import facing, plan, worth
from ..formula.parse import Comparison, Node
from ..verdict.judge import NOT, word_of
from ..verdict.word import WORDS, print_first
from .columns import Cells
from .spans import Array, Flag, Span

UNDECIDED, HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 0, 1, 2, 4
MOST_SPLIT = 4  # divisors that are taken above and below zero
ZERO = Node("number", number=0)
Table = Mapping[str, Cells]
Spans = Mapping[str, Span]


class Link:
    """One comparison, its printed side first, ready to be put to any number of rows."""

    def __init__(self, comparison: Comparison) -> None:
        self.given = comparison
        left, op, right = comparison
        names = [*comparison.names()]
        self.names, self.once = tuple(dict.fromkeys(names)), len(names) == len({*names})
        difference = comparison.difference
        self.tight, self.divisors = plan(difference).tight, [*difference.divisors()]
        self.equal = op == "=" and left.op == right.op == "name"
        shared = not {*left.names()}.isdisjoint(right.names())
        unprinted = op == "=" and left.op not in ("name", "number")
        one_side = shared or unprinted
        self.sides = (ZERO, Node("-", (difference,))) if one_side else (left, right)

    def words(self, table: Table) -> Array:
        """The word of every row, `UNDECIDED` where the core has to be asked."""
        spans = _spans(table)
        codes = _rows(self._codes(spans, table), table)
        if not self.tight:
            codes[codes == CAN_HOLD] = UNDECIDED
        zero = [_span(d, spans).overlaps(Span.of(0)) for d in self.divisors]
        rows = np.flatnonzero(_rows(_any([*zero, self._unknown(table)]), table))
        if len(rows):
            splits = self.once and len(self.divisors) <= MOST_SPLIT
            codes[rows] = self._split(taken(table, rows)) if splits else UNDECIDED
        return codes

    def _codes(self, spans: Spans, table: Table) -> Array:
        """The words where nothing is missing and no divisor may be zero."""
        left, right = (_span(side, spans) for side in self.sides)
        some = left.overlaps(facing(self.given.op, right))
        if self.given.op == "=":
            printed = table.get(self.sides[0].name)
            holds = (printed.sure if printed else left).contains(right)
        else:
            holds = np.logical_not(left.overlaps(facing(NOT[self.given.op], right)))
        if self.equal and len({table[name].rounding for name in self.names}) == 1:
            holds = holds | (left.contains(right) & right.contains(left))
        some, certain = (np.asarray(f, dtype=bool) for f in (some, some & holds))
        return CANNOT_HOLD - some.view(np.int8) - certain.view(np.int8)

    def _unknown(self, table: Table) -> Flag:
        missing = (table[name].missing for name in self.names)
        return _any([flags for flags in missing if flags is not None])

    def _split(self, table: Table) -> Array:
        """The words of rows with a missing cell or a divisor that may be zero.

        Each divisor is taken above zero and below it, in every combination.
        """
        spans = _spans(table)
        signs = product((1, -1), repeat=len(self.divisors))
        possible = _any([self._possible_with(spans, iter(way)) for way in signs])
        told = np.where(self._unknown(table), NOT_CHECKABLE, CAN_HOLD)
        codes = np.where(possible, told, CANNOT_HOLD)
        void = _any([_span(d, spans).only_zero for d in self.divisors])
        return np.where(void, NOT_CHECKABLE, codes)

    def _possible_with(self, spans: Spans, signs: Iterator[int]) -> Flag:
        there: list[Flag] = []

        def divide(above: Span, below: Span) -> Span:
            half, some = below.half(next(signs))
            there.append(some)
            return above / half

        left, right = (worth(side, spans, Span.of, divide) for side in self.given[::2])
        return reduce(and_, there, left.overlaps(facing(self.given.op, right)))


def _spans(table: Table) -> Spans:
    return {name: cells.span for name, cells in table.items()}


def _span(node: Node, spans: Spans) -> Span:
    found: Span = plan(node).over(spans, Span.of)
    return found


def _any(flags: Sequence[Flag]) -> Flag:
    return reduce(or_, flags, False)


def _rows(found: Flag, table: Table) -> Array:
    """What was found for every row, also where it is the same in all."""
    return np.array(np.broadcast_to(found, len(next(iter(table.values())).value)))


def taken(table: Table, rows: Array) -> Table:
    """Some rows of a table."""
    return {name: cells.take(rows) for name, cells in table.items()}


class Chain:
    """A chain of comparisons, ready to be put to any number of rows."""

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        self.comparisons = [print_first(comparison) for comparison in comparisons]
        self.links = [Link(comparison) for comparison in self.comparisons]
        sides = [comparisons[0].left, *(link.right for link in comparisons)]
        names = [name for side in sides for name in side.names()]
        self.sides, self.once = sides, len(names) == len(set(names))
        self.solved = 0  # rows that were settled one by one

    def words(self, table: Table) -> Array:
        """The word of every row, as its place in `WORDS`."""
        found = [link.words(table) for link in self.links]
        codes = found[0] if len(found) == 1 else self._chained(table, np.stack(found))
        rows = np.flatnonzero(codes == UNDECIDED)
        if len(rows):
            self.solved += len(rows)
            codes[rows] = self._one_by_one(table, rows)
        return codes

    def _chained(self, table: Table, found: Array) -> Array:
        """The words of a chain: the worst of its links, and all of them at once."""
        codes = np.full(found.shape[1], CAN_HOLD, dtype=np.int8)
        told = ((found == HOLDS) | (found == CAN_HOLD)).all(axis=0)
        codes[~told if self.once else ...] = UNDECIDED
        codes[(found == HOLDS).all(axis=0)] = HOLDS
        void = (found == NOT_CHECKABLE).any(axis=0)  # perhaps: then nothing follows
        codes[(found == CANNOT_HOLD).any(axis=0) & ~void] = CANNOT_HOLD
        rows = np.flatnonzero(codes == CAN_HOLD)
        if len(rows):
            part = taken(table, rows)
            possible = _rows(self._together(_spans(part)), part)
            codes[rows[~possible]] = CANNOT_HOLD
        return codes

    def _together(self, spans: Spans) -> Flag:
        """In which rows some values satisfy all links of the chain at once."""
        left, found = _span(self.sides[0], spans), True
        for link, side in zip(self.comparisons, self.sides[1:], strict=True):
            left = -facing(link.op, -left) & _span(side, spans)
            found = found & left.overlaps(left)
        return found

    def _one_by_one(self, table: Table, rows: Array) -> list[int]:
        """The words of some rows from their figures, each combination once."""
        keys = [tuple(cells.key(row) for cells in table.values()) for row in rows]
        words = {key: self._word(table, key) for key in dict.fromkeys(keys)}
        return [words[key] for key in keys]

    def _word(self, table: Table, key: tuple[Any, ...]) -> int:
        cells = zip(table.items(), key, strict=True)
        figures = {name: part.figure(name, found) for (name, part), found in cells}
        return WORDS.index(word_of(self.comparisons, figures))

    def bounds(self, table: Table) -> Array:
        """The ends of both sides of the first comparison, rounded outward."""
        left, _, right = self.comparisons[0]
        spans = _spans(table)
        found = [_span(side, spans).floats() for side in (left, right)]
        ends = np.stack(np.broadcast_arrays(*found[0], *found[1]), axis=1)
        for cells in table.values():
            if cells.missing is not None:
                ends[cells.missing] = np.nan
        return ends
