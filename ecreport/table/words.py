"""The words of many rows at once: the rule of `verdict`, put to columns of intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import Any

import numpy as np

from ..formula.bounds import facing, plan, worth
from ..formula.parse import Comparison, Node
from ..verdict.judge import NOT, word_of
from ..verdict.word import WORDS, print_first
from .columns import Cells
from .spans import Array, Flag, Span

UNDECIDED, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 1, 2, 4  # places in WORDS
MOST_SPLIT = 4  # divisors that are taken above and below zero
ZERO = Node("number", number=0)
Table = Mapping[str, Cells]
Spans = Mapping[str, Span]


class Link:
    """One comparison, its printed side first, as it is asked of many rows."""

    def __init__(self, comparison: Comparison) -> None:
        left, self.op, right = comparison
        difference = comparison.difference
        self.tight = plan(difference).tight
        self.equal = self.op == "=" and left.op == right.op == "name"
        shared = not {*left.names()}.isdisjoint(right.names())
        unprinted = self.op == "=" and left.op not in ("name", "number")
        one_side = shared or unprinted
        self.sides = (ZERO, Node("-", (difference,))) if one_side else (left, right)

    def codes(self, spans: Spans, table: Table) -> Array:
        """The words where nothing is missing and no divisor may be zero."""
        left, right = (_span(side, spans) for side in self.sides)
        some = left.overlaps(facing(self.op, right))
        if self.op == "=":
            printed = table.get(self.sides[0].name)
            holds = (printed.sure if printed else left).contains(right)
        else:
            holds = np.logical_not(left.overlaps(facing(NOT[self.op], right)))
        if self.equal:  # two prints that are the same
            holds = holds | (left.contains(right) & right.contains(left))
        some, certain = (np.asarray(f, dtype=bool) for f in (some, some & holds))
        return _rows(CANNOT_HOLD - some.view(np.int8) - certain.view(np.int8), table)


class Chain:
    """A chain of comparisons, ready to be put to any number of rows."""

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        self.comparisons = [print_first(comparison) for comparison in comparisons]
        self.links = [Link(comparison) for comparison in self.comparisons]
        self.ops = [comparison.op for comparison in comparisons]
        self.sides = [comparisons[0].left, *(link.right for link in comparisons)]
        names = [name for side in self.sides for name in side.names()]
        self.once = len(names) == len(set(names))
        self.divisors = [d for side in self.sides for d in side.divisors()]
        self.solved = 0  # rows that were settled one by one

    def words(self, table: Table) -> Array:
        """The word of every row, as its place in `WORDS`."""
        spans = _spans(table)
        codes = reduce(np.maximum, [link.codes(spans, table) for link in self.links])
        apart = _rows(_any([self._unknown(table), *self._zeros(spans)]), table)
        loose = len(self.links) > 1 or not self.links[0].tight
        for some in apart, ~apart & (codes == CAN_HOLD) & loose:
            rows = np.flatnonzero(some)
            if len(rows):
                codes[rows] = (
                    self._apart(taken(table, rows)) if self.once else UNDECIDED
                )
        rows = np.flatnonzero(codes == UNDECIDED)
        if len(rows):
            self.solved += len(rows)
            codes[rows] = self._one_by_one(table, rows)
        return codes

    def _unknown(self, table: Table) -> Flag:
        missing = (cells.missing for cells in table.values())
        return _any([flags for flags in missing if flags is not None])

    def _zeros(self, spans: Spans) -> list[Flag]:
        """For each divisor, in which rows it may be zero."""
        return [_span(divisor, spans).overlaps(Span.of(0)) for divisor in self.divisors]

    def _apart(self, table: Table) -> Array:
        """The words of rows with a missing cell, a divisor that may be zero, or a chain.

        Each such divisor is taken above zero and below it, in every combination.
        """
        spans = _spans(table)
        zeros = sum(bool(np.any(zero)) for zero in self._zeros(spans))
        if zeros > MOST_SPLIT:
            return np.array(UNDECIDED)
        ways = product((1, -1), repeat=zeros)
        possible = _any([self._together(spans, iter(way)) for way in ways])
        told = np.where(self._unknown(table), NOT_CHECKABLE, CAN_HOLD)
        codes = np.where(possible, told, CANNOT_HOLD)
        void = _any([_span(divisor, spans).only_zero for divisor in self.divisors])
        return np.where(void, NOT_CHECKABLE, codes)

    def _together(self, spans: Spans, signs: Iterator[int]) -> Flag:
        """In which rows some values satisfy the whole chain, divisors of these signs."""
        found: Flag = True

        def divide(above: Span, below: Span) -> Span:
            nonlocal found
            if np.any(below.overlaps(Span.of(0))):
                below, some = below.half(next(signs))
                found = found & some
            return above / below

        left, *others = (worth(side, spans, Span.of, divide) for side in self.sides)
        for op, side in zip(self.ops, others, strict=True):
            left = -facing(op, -left) & side
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
        found = [_span(side, _spans(table)).floats() for side in (left, right)]
        ends = np.stack(np.broadcast_arrays(*found[0], *found[1]), axis=1)
        for cells in table.values():
            if cells.missing is not None:
                ends[cells.missing] = np.nan
        return ends


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
