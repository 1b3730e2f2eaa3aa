"""Verdicts on many rows at once in floats, each with a bound on its error.

For formulas that whole numbers cannot settle. A row that lies closer to the line
between two words than the error is left undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from itertools import product
from math import gcd, lcm
from typing import Any, NamedTuple

import numpy as np

from .columns import Array, Cells
from .formula import Comparison, Node
from .polynomial import degree, linear, ratio_of
from .propagation import MOST_CORNERS
from .vector import (
    CAN_HOLD,
    CANNOT_HOLD,
    HOLDS,
    NOT_CHECKABLE,
    UNDECIDED,
    Table,
    divisors_in,
)

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

    @property
    def size(self) -> Any:
        """The largest absolute value."""
        return np.maximum(np.abs(self.low), np.abs(self.high))


ZERO = Ends(0.0, 0.0, 0.0)
Leaves = Mapping[str, Ends]


class Tight(NamedTuple):
    """How to find the ends of an expression: at which corners, and if tightly."""

    node: Node
    corners: tuple[str, ...] = ()
    tight: bool = True


def tighten(node: Node) -> Tight:
    """The way to the tightest ends, as `propagation.tight_bounds` finds them."""
    counts = Counter(node.names())
    repeated = tuple(sorted(name for name, count in counts.items() if count > 1))
    if not repeated:
        return Tight(node)
    ratio = ratio_of(node)
    straight = linear(ratio) if ratio else None
    if straight is not None:
        return Tight(straight)
    if ratio is None or len(repeated) > MOST_CORNERS:
        return Tight(node, (), False)
    if any(degree(part, name) > 1 for part in ratio for name in repeated):
        return Tight(node, (), False)
    return Tight(node, repeated)


class Approximate:
    """One comparison, ready to be put to many rows in floats."""

    def __init__(self, comparison: Comparison) -> None:
        left, self.op, right = comparison
        self.beside = self.op == "=" and not set(left.names()) & set(right.names())
        self.names = tuple(left.names())
        self.uses = Counter(comparison.names())
        self.left, self.right = tighten(left), tighten(right)
        self.difference = tighten(Node("+", (left, Node("-", (right,)))))
        self.divisors = [
            tighten(n) for side in (left, right) for n in divisors_in(side)
        ]
        self.sums_only = _sums_only(left) and _sums_only(right)

    def settle(self, table: Table) -> Array:
        """The words of all rows, `UNDECIDED` where floats cannot tell."""
        unit = self._unit(table) if self.sums_only else None
        find = Finder(table, unit)
        closed = all(cells.open == (False, False) for cells in table.values())
        with np.errstate(all="ignore"):
            codes = self._words(find, closed)
            for divisor in self.divisors:
                _mark_zero(codes, find(divisor), divisor.tight and closed)
        return codes

    def needs_solver(self, table: Table) -> bool:
        """Whether intervals may be too wide for these columns, as `judge` sees it."""
        ends = [table[name].open for name in self.difference.corners]
        return not self.difference.tight or any(end != (False, False) for end in ends)

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
        if self.op != "=":
            return _by_order(
                find(self.difference), self.op, closed, self.difference.tight
            )
        if not self.beside:
            found = find(self.difference)
            return _by_place(ZERO, found, False, closed, self.difference.tight)
        strict = not all(find.table[name].point for name in self.names)
        tight = self.left.tight and self.right.tight
        return _by_place(find(self.left), find(self.right), strict, closed, tight)


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
    """

    def __init__(self, table: Table, unit: Fraction | None = None) -> None:
        self.table = table
        self.rounding, self.least = (ROUNDING, LEAST) if unit is None else (0.0, 0.0)
        self.leaves = {name: _leaf(c, unit or Fraction(1)) for name, c in table.items()}

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
        return -parts[0] if node.op == "-" else reduce(self._join(node.op), parts)

    def _join(self, op: str) -> Callable[[Ends, Ends], Ends]:
        return {
            "+": self._sum,
            "*": self._product,
            "/": self._quotient,
            "min": _least,
            "max": _greatest,
        }[op]

    def _sum(self, a: Ends, b: Ends) -> Ends:
        return self._with_error(a.low + b.low, a.high + b.high, a.error + b.error)

    def _product(self, a: Ends, b: Ends) -> Ends:
        low, high = _extremes(np.multiply, a, b, _positive(a) and _positive(b))
        error = a.error * (b.size + b.error) + b.error * a.size
        return self._with_error(low, high, error)

    def _quotient(self, a: Ends, b: Ends) -> Ends:
        turned = Ends(b.high, b.low, b.error)
        low, high = _extremes(np.divide, a, turned, _positive(a) and _positive(b))
        side = np.where(b.high < 0, -b.high, b.low) - b.error
        nearest = np.where(side > 0, side, np.nan)
        size = np.maximum(np.abs(low), np.abs(high))
        return self._with_error(low, high, (a.error + size * b.error) / nearest)

    def _with_error(self, low: Any, high: Any, error: Any) -> Ends:
        """Add the error of this operation to what its parts bring along."""
        if self.rounding:
            size = np.maximum(np.abs(low), np.abs(high))
            error = (error + size * self.rounding) * MORE + self.least
        return Ends(low, high, error)


def _leaf(cells: Cells, unit: Fraction) -> Ends:
    factor = cells.half / unit
    near = float(factor)
    low, high = (end.astype(np.float64) * near for end in cells.ends)
    found = Ends(low, high, 0.0)
    if near == factor and cells.largest * factor.numerator < WHOLE:
        return found
    return found._replace(error=found.size * (4 * ROUNDING) + LEAST)


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


def _greatest(a: Ends, b: Ends) -> Ends:
    return -_least(-a, -b)


def _hull(a: Ends, b: Ends) -> Ends:
    error = np.maximum(a.error, b.error)
    return Ends(np.minimum(a.low, b.low), np.maximum(a.high, b.high), error)


def _by_place(
    printed: Ends, computed: Ends, strict: bool, closed: bool, tight: bool
) -> Array:
    """The words for "printed = computed", where the error lets us tell."""
    error = (printed.error + computed.error) * MORE
    apart = np.maximum(computed.low - printed.high, printed.low - computed.high)
    inside = np.minimum(computed.low - printed.low, printed.high - computed.high)
    meet = apart <= -error if closed else apart < -error
    holds = inside > error if strict or not closed else inside >= error
    outside = inside <= -error if strict and closed else inside < -error
    return _words(apart > error, holds & meet, meet & outside & tight)


def _by_order(found: Ends, op: str, closed: bool, tight: bool) -> Array:
    """The words for "difference op 0", where the error lets us tell."""
    if op in (">", ">="):
        return _by_order(-found, {">": "<", ">=": "<="}[op], closed, tight)
    low, high, error = found.low, found.high, found.error * MORE
    if not closed:
        below, above = high < -error, low > error
        return _words(above, below, (low < -error) & (high > error) & tight)
    if op == "<":
        return _words(
            low >= error, high < -error, (low < -error) & (high >= error) & tight
        )
    return _words(low > error, high <= -error, (low <= -error) & (high > error) & tight)


def _words(cannot: Array, holds: Array, can: Array) -> Array:
    codes = np.full(np.shape(cannot), UNDECIDED, dtype=np.int8)
    for found, word in ((can, CAN_HOLD), (holds, HOLDS), (cannot, CANNOT_HOLD)):
        codes[found] = word
    return codes


def _mark_zero(codes: Array, divisor: Ends, sure: bool) -> None:
    """Mark the rows whose divisor may be zero; leave those that floats cannot tell."""
    low, high, error = divisor
    away = (low > error) | (high < -error)
    zero = (low <= -error) & (high >= error)
    codes[~away] = UNDECIDED
    codes[zero & sure] = NOT_CHECKABLE
