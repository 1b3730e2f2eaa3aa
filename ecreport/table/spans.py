"""Verdicts on many rows at once in floats, each with a bound on its error.

For formulas that whole numbers cannot settle. A row that lies closer to the line
between two words than the error is left undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import product
from math import gcd, lcm
from typing import Any, NamedTuple

import numpy as np

from ..formula.bounds import plan
from ..formula.parse import Comparison, Node
from .columns import Array, Cells
from .vector import CLOSED, NOT_CHECKABLE, UNDECIDED, Table, decide

ROUNDING = 2.0**-52  # twice the relative error of one operation
MORE = 1 + 2.0**-40  # covers the rounding of the error bounds themselves
LEAST = 1e-300  # covers what is lost below the smallest floats
WHOLE = 2**53  # whole numbers below it are exact


class Ends(NamedTuple):
    """Lower and upper ends, neither further from the truth than the error."""

    low: Any
    high: Any
    error: Any

    def __neg__(self) -> Ends:
        return Ends(-self.high, -self.low, self.error)

    def size(self, rough: bool) -> Any:
        """The largest absolute value: of each row, or of all rows."""
        if rough:
            return np.maximum(-np.min(self.low), np.max(self.high))
        return np.maximum(np.abs(self.low), np.abs(self.high))


Leaves = Mapping[str, Ends]


class Tight(NamedTuple):
    """How to find the ends of an expression: at which corners, and if tightly."""

    node: Node
    corners: tuple[str, ...] = ()
    tight: bool = True


def tighten(node: Node) -> Tight:
    """The way to the tightest ends; powers as products, which are not tight."""
    way = plan(node)
    if _curved(way.node):
        return Tight(_spread(node), (), False)
    return Tight(way.node, way.corners, way.tight)


def _curved(node: Node) -> bool:
    return node.op in ("^", "size") or any(map(_curved, node.args))


def _spread(node: Node) -> Node:
    args = tuple(map(_spread, node.args))
    if node.op == "^":
        return Node("*", args * int(node.number))
    return node._replace(args=args)


class Approximate:
    """One comparison ("=", "<" or "<="), ready to be put to many rows in floats."""

    def __init__(self, comparison: Comparison) -> None:
        left, self.op, right = comparison
        self.beside = self.op == "=" and not set(left.names()) & set(right.names())
        self.names = tuple(left.names())
        self.uses = Counter(comparison.names())
        self.left, self.right = tighten(left), tighten(right)
        self.difference = tighten(Node("+", (left, Node("-", (right,)))))
        self.divisors = [tighten(n) for side in (left, right) for n in side.divisors()]
        self.sums_only = _sums_only(left) and _sums_only(right)

    def settle(self, table: Table) -> Array:
        """The words of all rows, `UNDECIDED` where floats cannot tell.

        First with one error for all rows, which is quick; where that is too large,
        with an error for each row.
        """
        codes = self._settle(table, rough=True)
        rows = np.flatnonzero(codes == UNDECIDED)
        if len(rows):
            some = {name: cells.take(rows) for name, cells in table.items()}
            codes[rows] = self._settle(some, rough=False)
        return codes

    def needs_solver(self, table: Table) -> bool:
        """Whether intervals may be too wide for these columns, as `judge` sees it."""
        ends = [table[name].open for name in self.difference.corners]
        return not self.difference.tight or any(end != CLOSED for end in ends)

    def _settle(self, table: Table, rough: bool) -> Array:
        find = Finder(table, self._unit(table) if self.sums_only else None, rough)
        closed = all(cells.open == CLOSED for cells in table.values())
        with np.errstate(all="ignore"):
            codes = self._words(find, closed)
            for divisor in self.divisors:
                _mark_zero(codes, find(divisor), divisor.tight and closed)
        return codes

    def _unit(self, table: Table) -> Fraction | None:
        """A unit that makes every end a whole number that floats hold exactly."""
        halves = [cells.half for cells in table.values()]
        above = gcd(*(half.numerator for half in halves))
        unit = Fraction(above, lcm(*(half.denominator for half in halves)))
        sizes = (
            count * table[name].largest * (table[name].half / unit)
            for name, count in self.uses.items()
        )
        return unit if sum(sizes) < WHOLE else None

    def _words(self, find: Finder, closed: bool) -> Array:
        """The words from how far the sides lie apart, and how far one in the other."""
        if self.beside:
            printed, computed = find(self.left), find(self.right)
            apart = np.maximum(computed.low - printed.high, printed.low - computed.high)
            inside = np.minimum(
                computed.low - printed.low, printed.high - computed.high
            )
            error = printed.error + computed.error
            point = all(find.table[name].point for name in self.names)
            ties, tight = (-1, 1 if point else -1), self.left.tight and self.right.tight
        else:
            low, high, error = find(self.difference)
            apart, inside, ties = low, -high, (1, -1) if self.op == "<" else (-1, 1)
            if self.op == "=":
                apart, inside = np.maximum(low, -high), np.minimum(low, -high)
            tight = self.difference.tight
        return decide(apart, inside, ties if closed else (0, 0), error * MORE, tight)


def _sums_only(node: Node) -> bool:
    """Whether it only adds and picks figures: then the unit does not matter."""
    if node.op == "number":
        return node.number == 0
    return node.op not in ("*", "/") and all(map(_sums_only, node.args))


class Finder:
    """Finds the ends of expressions over the rows of a table.

    Parameters
    ----------
    table : mapping of str to Cells
    unit : Fraction, optional
        Where given, every end is a whole number of it that floats hold exactly.
    rough : bool
        Whether one error may stand for all rows, which is several times as quick.
    """

    def __init__(
        self, table: Table, unit: Fraction | None = None, rough: bool = False
    ) -> None:
        self.table, self.exact, self.rough = table, unit is not None, rough
        self.leaves = {
            name: _leaf(cells, unit or Fraction(1), rough)
            for name, cells in table.items()
        }

    def __call__(self, form: Tight) -> Ends:
        """The ends of an expression, at all corners of what stands more than once."""
        ways = [(self._end(name, 0), self._end(name, 1)) for name in form.corners]
        found = [
            self._forward(
                form.node, {**self.leaves, **dict(zip(form.corners, at, strict=True))}
            )
            for at in product(*ways)
        ]
        return reduce(_hull, found)

    def _end(self, name: str, which: int) -> Ends:
        leaf = self.leaves[name]
        return Ends(leaf[which], leaf[which], leaf.error)

    def _forward(self, node: Node, leaves: Leaves) -> Ends:
        if node.op == "name":
            return leaves[node.name]
        if node.op == "number":
            value = float(node.number)
            exact = Fraction(value) == node.number
            return Ends(value, value, 0.0 if exact else abs(value) * ROUNDING + LEAST)
        parts = [self._forward(arg, leaves) for arg in node.args]
        return -parts[0] if node.op == "-" else reduce(self._join[node.op], parts)

    @property
    def _join(self) -> dict[str, Any]:
        return {
            "+": self._sum,
            "*": self._product,
            "/": self._quotient,
            "min": _least,
            "max": lambda a, b: -_least(-a, -b),
        }

    def _sum(self, a: Ends, b: Ends) -> Ends:
        return self._rounded(Ends(a.low + b.low, a.high + b.high, a.error + b.error))

    def _product(self, a: Ends, b: Ends) -> Ends:
        low, high = _extremes(np.multiply, a, b, _positive(a) and _positive(b))
        error = a.error * (b.size(self.rough) + b.error) + b.error * a.size(self.rough)
        return self._rounded(Ends(low, high, error))

    def _quotient(self, a: Ends, b: Ends) -> Ends:
        turned, positive = Ends(b.high, b.low, b.error), _positive(b)
        low, high = _extremes(np.divide, a, turned, _positive(a) and positive)
        found = Ends(low, high, 0.0)
        side = np.where(b.high < 0, -b.high, b.low) if not positive else b.low
        nearest = (np.min(side) if self.rough and positive else side) - b.error
        error = a.error + found.size(self.rough) * b.error
        return self._rounded(
            found._replace(error=error / np.where(nearest > 0, nearest, np.nan))
        )

    def _rounded(self, found: Ends) -> Ends:
        """Add the error of this operation to what its parts bring along."""
        if self.exact:
            return found
        own = found.size(self.rough) * ROUNDING
        return found._replace(error=(found.error + own) * MORE + LEAST)


def _leaf(cells: Cells, unit: Fraction, rough: bool) -> Ends:
    factor = cells.half / unit
    near = float(factor)
    low, high = (end.astype(np.float64) * near for end in cells.ends)
    found = Ends(low, high, 0.0)
    if near == factor and cells.largest * factor.numerator < WHOLE:
        return found
    return found._replace(error=found.size(rough) * (4 * ROUNDING) + LEAST)


def _positive(a: Ends) -> bool:
    return bool(np.min(a.low) > 0)


def _extremes(by: Any, a: Ends, b: Ends, positive: bool) -> tuple[Any, Any]:
    """The smallest and the largest result of an operation on two pairs of ends."""
    if positive:
        return by(a.low, b.low), by(a.high, b.high)
    ends = [by(x, y) for x in a[:2] for y in b[:2]]
    return reduce(np.minimum, ends), reduce(np.maximum, ends)


def _least(a: Ends, b: Ends) -> Ends:
    error = np.maximum(a.error, b.error)
    return Ends(np.minimum(a.low, b.low), np.minimum(a.high, b.high), error)


def _hull(a: Ends, b: Ends) -> Ends:
    error = np.maximum(a.error, b.error)
    return Ends(np.minimum(a.low, b.low), np.maximum(a.high, b.high), error)


def _mark_zero(codes: Array, divisor: Ends, sure: bool) -> None:
    """Mark the rows whose divisor may be zero; leave those that floats cannot tell."""
    low, high, error = divisor
    away = (low > error) | (high < -error)
    zero = (low <= -error) & (high >= error)
    codes[~away] = UNDECIDED
    codes[zero & sure] = NOT_CHECKABLE
