"""Columns of intervals, with the arithmetic of `Interval` in every row at once.

An end is a quotient of whole numbers, so that nothing is rounded: divisors go along to
the comparison, where both sides are multiplied out. Numbers too large for 64 bits are
continued in floats with a bound on their error; a row that this leaves in doubt is asked
again in whole numbers of any size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from operator import add, and_, mul, or_
from typing import Any, NamedTuple

import numpy as np

from ..number.interval import Number
from .columns import Array, Cells

LIMIT = 2**62  # whole numbers below it are added in 64 bits
EXACT = 2**53  # whole numbers below it are exact as floats
ROUNDING = 2.0**-52  # twice the relative error of one operation in floats
OUTWARD = 2.0**-50  # covers what it takes to write an end as a float
Flag = Any  # a truth value for all rows, or an array of them


class Counts(NamedTuple):
    """Whole numbers, an array or one for all rows, with what bounds them all."""

    value: Any
    size: int
    error: float = 0.0
    above: bool = False  # whether all are known to be above zero

    @property
    def kind(self) -> str:
        """How they are held: "i" in 64 bits, "f" as floats, "O" in any size."""
        if isinstance(self.value, int):
            return "i" if self.size < LIMIT else "O"
        kind: str = self.value.dtype.kind
        return kind

    @property
    def positive(self) -> bool:
        """Whether all are above zero without doubt."""
        return self.above or bool(np.min(self.value, initial=1) > self.error)

    def __mul__(self, other: Counts) -> Counts:  # type: ignore[override]
        if self is UNIT or other is UNIT:
            return other if self is UNIT else self
        a, b = _alike(self, other, self.size * other.size)
        error = a.error * _near(b.size) + b.error * _near(a.size) + a.error * b.error
        return _joined(mul, a, b, self.size * other.size, error)

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        a, b = _alike(self, other, self.size + other.size)
        return _joined(add, a, b, self.size + other.size, a.error + b.error)

    def __neg__(self) -> Counts:
        return Counts(-self.value, self.size, self.error)

    def where(self, rows: Flag, other: Counts) -> Counts:
        """These numbers in some rows, the others elsewhere."""
        if self is other:
            return self
        a, b = _alike(self, other, 0)
        value = np.where(rows, a.value, b.value)
        return Counts(value, max(a.size, b.size), max(a.error, b.error))

    def doubted(self, rows: Flag) -> Counts:
        """The same as floats, with no number where it is in doubt which one it is."""
        found = _as_floats(self)
        return found._replace(value=np.where(rows, np.nan, found.value))


UNIT = Counts(1, 1, above=True)
NONE = Counts(0, 0)


def _alike(a: Counts, b: Counts, size: int) -> tuple[Counts, Counts]:
    """Both as floats where one is, or where the result would not fit into 64 bits."""
    kinds = a.kind + b.kind
    if kinds == "ii" and max(size, a.size, b.size) < LIMIT:
        return a, b
    if "O" in kinds and "f" not in kinds:
        return _in_any_size(a), _in_any_size(b)
    return _as_floats(a), _as_floats(b)


def _in_any_size(a: Counts) -> Counts:
    whole = isinstance(a.value, int) or a.kind == "O"
    return a if whole else a._replace(value=a.value.astype(object))


def _as_floats(a: Counts) -> Counts:
    if a.kind == "f":
        return a
    error = 0.0 if a.size < EXACT else _near(a.size) * ROUNDING
    try:
        value = np.asarray(a.value).astype(float)
    except OverflowError:
        value = np.full(np.shape(a.value), np.nan)
    return a._replace(value=value, error=error)


def _near(size: int) -> float:
    return float(size) if size < 10**300 else np.inf


def _joined(by: Any, a: Counts, b: Counts, size: int, error: float) -> Counts:
    value = by(a.value, b.value)
    if a.kind + b.kind == "ff" and (error or size >= EXACT):
        error = (error + _near(size) * ROUNDING) * (1 + ROUNDING)
    return Counts(value, size, error, a.above and b.above)


class End(NamedTuple):
    """One end in every row: n / d, or beyond all numbers where d is zero, else above."""

    n: Counts
    d: Counts = UNIT
    open: Flag = False
    endless: bool = False  # whether d may be zero

    def __neg__(self) -> End:
        return self._replace(n=-self.n)

    def scaled(self, factor: int) -> End:
        """The end counted in a unit so many times smaller."""
        return self._replace(n=self.n * Counts(factor, factor, above=True))

    def __add__(self, other: End) -> End:  # type: ignore[override]
        n, d = self.n * other.d + other.n * self.d, self.d * other.d
        if self.endless and other.endless:
            n = n.where((self.d.value != 0) | (other.d.value != 0), self.n)
        return self._joined(other, n, d, self.open | other.open)

    def __mul__(self, other: End) -> End:  # type: ignore[override]
        n, d, left_out = self.n * other.n, self.d * other.d, self.open | other.open
        if self.endless or other.endless:
            d = d.where((n.value != 0) | (d.value != 0), UNIT)  # zero times no end
        if left_out is not False:  # zero is reached as soon as one factor reaches it
            reached = [_no(x.open) & (x.n.value == 0) for x in (self, other)]
            left_out = left_out & ~(reached[0] | reached[1])
        return self._joined(other, n, d, left_out)

    def _joined(self, other: End, n: Counts, d: Counts, left_out: Flag) -> End:
        endless = self.endless or other.endless
        if endless and left_out is not False:
            left_out = left_out & (d.value != 0)
        return End(n, d, left_out, endless)

    def times(self, other: End, falling: End) -> End:
        """The product with one end, or with another where this end is below zero."""
        up = self.n.value >= 0
        n, d = other.n.where(up, falling.n), other.d.where(up, falling.d)
        if self.n.error:
            n = n.doubted(~(np.abs(self.n.value) > self.n.error))
        left_out: Flag = False
        if not (other.open is falling.open is False):
            left_out = np.where(up, other.open, falling.open)
        return self * End(n, d, left_out, other.endless or falling.endless)

    def below(self, other: End, touching: Flag = False) -> tuple[Flag, Flag]:
        """In which rows it lies below the other end, and in which that is in doubt.

        Where `touching`, an end that meets the other counts as below.
        """
        left, right = self.n * other.d, other.n * self.d
        if self.endless and other.endless:
            both = (self.d.value == 0) & (other.d.value == 0)
            left, right = self.n.where(both, left), other.n.where(both, right)
        left, right = _alike(left, right, 0)
        if left.kind == "f":
            apart, error = left.value - right.value, left.error + right.error
            return apart < 0, ~(np.abs(apart) > error * (1 + ROUNDING))
        if touching is False:
            return left.value < right.value, False
        meets = left.value <= right.value
        if touching is not True:
            meets = meets & (touching | (left.value != right.value))
        return meets, False

    def lesser(self, other: End, tied: Callable[[Flag, Flag], Flag]) -> End:
        """The smaller end in every row; `tied` says if one that is both is open."""
        if self.d is other.d is UNIT and self.open is other.open is False:
            a, b = _alike(self.n, other.n, 0)
            size, error = max(a.size, b.size), max(a.error, b.error)
            return End(Counts(np.minimum(a.value, b.value), size, error))
        first, doubt = self.below(other)
        n, d = self.n.where(first, other.n), self.d.where(first, other.d)
        if doubt is not False:
            n = n.doubted(doubt)
        left_out: Flag = False
        if not (self.open is other.open is False):
            both = np.where(
                other.below(self)[0], other.open, tied(self.open, other.open)
            )
            left_out = np.where(first, self.open, both)
        return End(n, d, left_out, self.endless or other.endless)

    def greater(self, other: End, tied: Callable[[Flag, Flag], Flag]) -> End:
        """The larger end in every row."""
        return -(-self).lesser(-other, tied)

    def inverse(self, sign: Counts) -> End:
        """1 / end, for an end of this sign; no end where it is zero."""
        left_out = self.open
        if self.endless:
            left_out = left_out | (self.d.value == 0)
        n, d = self.d * sign, self.n * sign
        if self.n.error:
            n = n.doubted(~(np.abs(self.n.value) > self.n.error))
        return End(n, d, left_out, not self.n.positive)


@dataclass(frozen=True)
class Span:
    """An interval in every row, both ends counted in one unit.

    Parameters
    ----------
    low, high : End
    unit : Fraction
    """

    low: End
    high: End
    unit: Fraction = Fraction(1)

    @classmethod
    def of(cls, number: Number) -> Span:
        """One number, the same in every row."""
        if number == 0:
            return cls(End(NONE), End(NONE))
        end = End(UNIT if number > 0 else Counts(-1, 1))
        return cls(end, end, abs(Fraction(number)))

    @classmethod
    def column(cls, cells: Cells, large: bool = False) -> Span:
        """What the cells of a column stand for; in numbers of any size where `large`."""
        kind = object if large else cells.value.dtype
        low, high = (
            End(Counts(end.astype(kind), cells.largest, above=cells.above), UNIT, flag)
            for end, flag in zip(cells.ends, cells.open, strict=True)
        )
        return cls(low, low if cells.point else high, cells.half)

    def endless(self, rows: Flag) -> Span:
        """The same with no ends in some rows: any number may stand there."""
        low, high = (
            End(
                Counts(to, 1).where(rows, n),
                NONE.where(rows, d),
                left_out & ~rows,
                True,
            )
            for (n, d, left_out, _), to in ((self.low, -1), (self.high, 1))
        )
        return Span(low, high, self.unit)

    def together(self, other: Span) -> tuple[Span, Span]:
        """Both counted in one unit."""
        if self.unit == other.unit:
            return self, other
        above = gcd(self.unit.numerator, other.unit.numerator)
        unit = Fraction(above, lcm(self.unit.denominator, other.unit.denominator))
        return self._in(unit), other._in(unit)

    def _in(self, unit: Fraction) -> Span:
        factor = int(self.unit / unit)
        if factor == 1:
            return Span(self.low, self.high, unit)
        return Span(self.low.scaled(factor), self.high.scaled(factor), unit)

    @property
    def landmarks(self) -> list[Span]:
        """Its ends as points, and its middle where an end may be left out."""
        low, high = self.low, self.high
        if low is high:
            return [self]
        points = [Span(end, end, self.unit) for end in (low, high)]
        if not (low.open is high.open is False):
            middle = low._replace(open=False) + high._replace(open=False)
            points.append(Span(middle, middle, self.unit / 2))
        return points

    @property
    def inner(self) -> Span:
        """The same intervals without their ends."""
        low, high = (end._replace(open=True) for end in (self.low, self.high))
        return Span(low, high, self.unit)

    @property
    def zero(self) -> tuple[Flag, Flag]:
        """In which rows zero is one of the values, and in which that is in doubt."""
        if self.low.n.positive:
            return False, False
        return meeting(self, Span(End(NONE), End(NONE), self.unit))

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low, self.unit)

    def __add__(self, other: Span) -> Span:
        a, b = self.together(other)
        return Span(a.low + b.low, a.high + b.high, a.unit)

    def __mul__(self, other: Span) -> Span:
        a, b, unit = self, other, self.unit * other.unit
        if a.low.n.positive:
            a, b = b, a
        if a.low.n.positive:
            return Span(a.low * b.low, a.high * b.high, unit)
        if b.low.n.positive:
            low, high = a.low.times(b.low, b.high), a.high.times(b.high, b.low)
            return Span(low, high, unit)
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low = reduce(lambda x, y: x.lesser(y, and_), ends)
        return Span(low, reduce(lambda x, y: x.greater(y, and_), ends), unit)

    def __truediv__(self, other: Span) -> Span:
        return self * other.reciprocal()

    def reciprocal(self) -> Span:
        """All values of 1/x, x not zero; every number where zero lies inside or is all."""
        low, high = self.low, self.high
        if low.n.positive:
            return Span(high.inverse(UNIT), low.inverse(UNIT), 1 / self.unit)
        sign = Counts(np.where(high.n.value <= 0, -1, 1), 1)
        found = Span(high.inverse(sign), low.inverse(sign), 1 / self.unit)
        torn = (low.n.value < 0) & (high.n.value > 0)
        return found.endless(torn | ((low.n.value == 0) & (high.n.value == 0)))

    def half(self, sign: int) -> tuple[Span, Flag]:
        """Its values above zero (1) or below (-1), and in which rows there are some."""
        if sign < 0:
            found, some = (-self).half(1)
            return -found, some
        low = self.low.greater(End(NONE, UNIT, True), or_)
        return Span(low, self.high, self.unit), self.high.n.value > 0

    def __abs__(self) -> Span:
        low, high = self.low, self.high
        if low.n.positive:
            return self
        rises, falls = low.n.value >= 0, high.n.value <= 0
        n = low.n.where(rises, (-high.n).where(falls, NONE))
        d = low.d.where(rises, high.d.where(falls, UNIT))
        left_out = np.where(rises, low.open, np.where(falls, high.open, False))
        nearest = End(n, d, left_out, low.endless or high.endless)
        return Span(nearest, high.greater(-low, and_), self.unit)

    def __pow__(self, power: int) -> Span:
        base = self if power % 2 else abs(self)
        low, high = (
            end._replace(n=reduce(mul, [end.n] * power), d=reduce(mul, [end.d] * power))
            for end in (base.low, base.high)
        )
        return Span(low, high, self.unit**power)

    def least(self, other: Span) -> Span:
        """The smaller of a value here and a value there."""
        a, b = self.together(other)
        return Span(a.low.lesser(b.low, and_), a.high.lesser(b.high, or_), a.unit)

    def hull(self, other: Span) -> Span:
        """The smallest interval that holds both."""
        a, b = self.together(other)
        return Span(a.low.lesser(b.low, and_), a.high.greater(b.high, and_), a.unit)

    def __and__(self, other: Span) -> Span:
        a, b = self.together(other)
        return Span(a.low.greater(b.low, or_), a.high.lesser(b.high, or_), a.unit)

    def floats(self) -> tuple[Array, Array]:
        """Both ends as floats, rounded outward."""
        return _outward(self.low, self.unit, -1), _outward(self.high, self.unit, 1)


def beneath(a: Span, b: Span, strictly: bool = False) -> tuple[Flag, Flag]:
    """In which rows some value of `a` is at most (or below) one of `b`; and doubt."""
    a, b = a.together(b)
    touching = not strictly and _no(a.low.open | b.high.open)
    return a.low.below(b.high, touching)


def above_none(a: Span, b: Span, strictly: bool = False) -> tuple[Flag, Flag]:
    """In which rows every value of `a` is at most (or below) each of `b`; and doubt."""
    a, b = a.together(b)
    return a.high.below(b.low, not strictly or a.high.open | b.low.open)


def meeting(a: Span, b: Span) -> tuple[Flag, Flag]:
    """In which rows two intervals share a value, and in which that is in doubt."""
    a, b = a.together(b)
    (one, doubt), (other, more) = beneath(a, b), beneath(b, a)
    return one & other, doubt | more


def within(a: Span, b: Span) -> tuple[Flag, Flag]:
    """In which rows every value of `a` lies in `b`, and in which that is in doubt."""
    a, b = a.together(b)
    low, doubt = b.low.below(a.low, a.low.open | _no(b.low.open))
    high, more = a.high.below(b.high, a.high.open | _no(b.high.open))
    return low & high, doubt | more


def facing(a: Span, op: str) -> Span:
    """Where a value may lie that has the sign between one of `a` and itself."""
    if op == "=":
        return a
    no_end = End(UNIT, NONE, endless=True)
    if op in ("<", "<="):
        low = a.low._replace(open=a.low.open | (op == "<"))
        return Span(low, no_end, a.unit)
    return -facing(-a, {">": "<", ">=": "<="}[op])


def _no(flag: Flag) -> Flag:
    return not flag if isinstance(flag, bool) else ~flag


def _outward(end: End, unit: Fraction, side: int) -> Array:
    d = end.d.value
    quotient = np.asarray(end.n.value / np.where(d == 0, 1, d), dtype=float)
    found = np.where(d == 0, side * np.inf, quotient * float(unit))
    return np.nextafter(found + side * np.abs(found) * OUTWARD, side * np.inf)
