"""The words of many rows at once: the rule of `verdict`, put to columns of intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any

import numpy as np

from ..formula.bounds import plan, worth
from ..formula.parse import Comparison, Node
from ..verdict.judge import word_of
from ..verdict.word import WORDS, print_first
from .columns import Array, Cells
from .spans import Flag, Span, above_none, beneath, facing, meeting, within

UNDECIDED, HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 0, 1, 2, 4
MOST_SPLIT = 4  # divisors that are taken above and below zero
TURNED = {">": "<", ">=": "<="}
ZERO = Node("number", number=0)
Table = Mapping[str, Cells]
Spans = Mapping[str, Span]


class Link:
    """One comparison, ready to be put to any number of rows.

    Parameters
    ----------
    comparison : Comparison
        With its printed side first.
    """

    def __init__(self, comparison: Comparison) -> None:
        left, op, right = comparison
        names = [*comparison.names()]
        self.names, self.once = tuple(dict.fromkeys(names)), len(names) == len({*names})
        difference = Node("+", (left, Node("-", (right,))))
        self.tight, self.divisors = plan(difference).tight, [*difference.divisors()]
        self.equal = op == "=" and left.op == right.op == "name"
        self.given = comparison
        if op == "=" and (left.op not in ("name", "number") or _shared(left, right)):
            left, right = ZERO, difference
        elif op != "=" and _shared(left, right):
            left, right = difference, ZERO
        if op in TURNED:
            left, op, right = right, TURNED[op], left
        self.left, self.op, self.right = left, op, right

    def words(self, table: Table) -> Array:
        """The word of every row, `UNDECIDED` where the core has to be asked."""
        codes = asked(lambda spans: self._codes(spans, table), table)
        if not self.tight:
            codes[codes == CAN_HOLD] = UNDECIDED
        apart = asked(self._zero, table)
        for name in self.names:
            if (missing := table[name].missing) is not None:
                apart |= missing
        rows = np.flatnonzero(apart)
        if len(rows):
            splits = self.once and len(self.divisors) <= MOST_SPLIT
            codes[rows] = self._split(taken(table, rows)) if splits else UNDECIDED
        return codes

    def _codes(self, spans: Spans, table: Table) -> tuple[Array, Flag]:
        """The words where nothing is missing and no divisor may be zero; and doubt."""
        left, right = (
            plan(side).over(spans, Span.of) for side in (self.left, self.right)
        )
        some, doubt = self._possible(left, right)
        if self.op == "=":
            holds, more = within(right, self._sure(left, table))
        else:
            holds, more = above_none(left, right, self.op == "<")
        if self.equal and len({table[name].rounding for name in self.names}) == 1:
            (one, _), (other, again) = within(left, right), within(right, left)
            holds, more = holds | (one & other), more | again
        certain = np.asarray(some & holds, dtype=bool).view(np.int8)
        return CANNOT_HOLD - np.asarray(some, dtype=bool).view(
            np.int8
        ) - certain, doubt | more

    def _possible(self, left: Span, right: Span) -> tuple[Flag, Flag]:
        if self.op == "=":
            return meeting(left, right)
        return beneath(left, right, self.op == "<")

    def _sure(self, left: Span, table: Table) -> Span:
        """The printed values that print so whichever way ties are rounded."""
        cells = table.get(self.left.name)
        return left if cells is None or cells.point or cells.ties else left.inner

    def _zero(self, spans: Spans) -> tuple[Flag, Flag]:
        """In which rows a divisor may be zero, and in which that is in doubt."""
        found = [plan(divisor).over(spans, Span.of).zero for divisor in self.divisors]
        return _any(zero for zero, _ in found), _any(doubt for _, doubt in found)

    def _split(self, table: Table) -> Array:
        """The words of rows with a missing cell or a divisor that may be zero.

        Each divisor is taken above zero and below it, in every combination.
        """
        spans = {name: _with_gaps(cells) for name, cells in table.items()}
        signs = product((1, -1), repeat=len(self.divisors))
        possible = _any(self._possible_with(spans, iter(way)) for way in signs)
        unknown = _any(
            table[n].missing for n in self.names if table[n].missing is not None
        )
        codes = np.where(
            possible, np.where(unknown, NOT_CHECKABLE, CAN_HOLD), CANNOT_HOLD
        )
        void = _any(_only_zero(plan(d).over(spans, Span.of)) for d in self.divisors)
        return np.where(void, NOT_CHECKABLE, codes)

    def _possible_with(self, spans: Spans, signs: Iterator[int]) -> Flag:
        there: list[Flag] = []

        def divide(above: Span, below: Span) -> Span:
            half, some = below.half(next(signs))
            there.append(some)
            return above / half

        left, op, right = self.given
        if op in TURNED:
            left, right = right, left
        sides = (worth(side, spans, Span.of, divide) for side in (left, right))
        possible, _ = self._possible(*sides)
        return reduce(and_, there, possible)


def _with_gaps(cells: Cells) -> Span:
    span = Span.column(cells, large=True)
    return span if cells.missing is None else span.endless(cells.missing)


def _shared(left: Node, right: Node) -> bool:
    return not {*left.names()}.isdisjoint(right.names())


def _any(flags: Iterable[Flag]) -> Flag:
    found: Flag = False
    return reduce(or_, flags, found)


def _only_zero(span: Span) -> Flag:
    return (span.low.n.value == 0) & (span.high.n.value == 0)


def taken(table: Table, rows: Array) -> Table:
    """Some rows of a table."""
    return {name: cells.take(rows) for name, cells in table.items()}


def asked(ask: Callable[[Spans], tuple[Flag, Flag]], table: Table) -> Array:
    """What is answered in each row: in 64 bits, or in any size where that is in doubt."""
    size = len(next(iter(table.values())).value)
    with np.errstate(all="ignore"):
        answer, doubt = ask({name: Span.column(cells) for name, cells in table.items()})
        found = np.array(np.broadcast_to(answer, size))
        rows = np.flatnonzero(np.broadcast_to(doubt, size))
        if len(rows):
            some = taken(table, rows).items()
            large = {name: Span.column(cells, large=True) for name, cells in some}
            found[rows] = ask(large)[0]
    return found


class Chain:
    """A chain of comparisons, ready to be put to any number of rows.

    Parameters
    ----------
    comparisons : sequence of Comparison
    """

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
            possible = asked(self._together, taken(table, rows))
            codes[rows[~possible]] = CANNOT_HOLD
        return codes

    def _together(self, spans: Spans) -> tuple[Flag, Flag]:
        """In which rows some values satisfy all links of the chain at once; and doubt."""
        left = plan(self.sides[0]).over(spans, Span.of)
        found: Flag = True
        doubt: Flag = False
        for link, side in zip(self.comparisons, self.sides[1:], strict=True):
            left = facing(left, link.op) & plan(side).over(spans, Span.of)
            some, more = beneath(left, left)
            found, doubt = found & some, doubt | more
        return found, doubt

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
        spans = {name: Span.column(cells, large=True) for name, cells in table.items()}
        found = [plan(side).over(spans, Span.of).floats() for side in (left, right)]
        ends = np.stack(np.broadcast_arrays(*found[0], *found[1]), axis=1)
        for cells in table.values():
            if cells.missing is not None:
                ends[cells.missing] = np.nan
        return ends
