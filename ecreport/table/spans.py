"""Columns of intervals, with the arithmetic of `Interval` in every row at once.

An end is a quotient of whole numbers, so that nothing is rounded: divisors go along to
the comparison, where both sides are multiplied out. Whole numbers are held in 64 bits
as long as a bound on their size says that they fit, and from there on in any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from operator import add, mul
from typing import Any, NamedTuple

import numpy as np

from ..number.interval import Number

Array = np.ndarray[Any, Any]
LIMIT = 2**62  # whole numbers below it are added in 64 bits
OUTWARD = 2.0**-50  # covers what it takes to write an end as a float
Flag = Any  # a truth value for all rows, or an array of them


class Counts(NamedTuple):
    """Whole numbers, an array or one for all rows, with what bounds them all."""

    value: Any
    size: int
    above: bool = False  # whether all are known to be above zero

    @property
    def positive(self) -> bool:
        """Whether all are above zero."""
        return self.above or bool(np.min(self.value, initial=1) > 0)

    def __mul__(self, other: Counts) -> Counts:  # type: ignore[override]
        if self is UNIT or other is UNIT:
            return other if self is UNIT else self
        return self._joined(mul, other, self.size * other.size)

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        return self._joined(add, other, self.size + other.size)

    def _joined(self, by: Any, other: Counts, size: int) -> Counts:
        value = by(*_alike(self, other, size))
        return Counts(value, size, self.above and other.above)

    def __neg__(self) -> Counts:
        return Counts(-self.value, self.size)

    def where(self, rows: Flag, other: Counts) -> Counts:
        """These numbers in some rows, the others elsewhere."""
        if self is other:
            return self
        size = max(self.size, other.size)
        return Counts(np.where(rows, *_alike(self, other, size)), size)


UNIT = Counts(1, 1, above=True)
NONE = Counts(0, 0)


def _alike(a: Counts, b: Counts, size: int) -> tuple[Any, Any]:
    """The values of both, in any size where theirs or the result's exceeds 64 bits."""
    if max(size, a.size, b.size) < LIMIT:
        return a.value, b.value
    return np.asarray(a.value, dtype=object), np.asarray(b.value, dtype=object)


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
            left_out = left_out & _no(reached[0] | reached[1])
        return self._joined(other, n, d, left_out)

    def _joined(self, other: End, n: Counts, d: Counts, left_out: Flag) -> End:
        endless = self.endless or other.endless
        if endless and left_out is not False:
            left_out = left_out & (d.value != 0)
        return End(n, d, left_out, endless)

    def below(self, other: End, touching: Flag = False) -> Flag:
        """In which rows it lies below the other end, or meets it where `touching`."""
        left, right = self.n * other.d, other.n * self.d
        if self.endless and other.endless:
            both = (self.d.value == 0) & (other.d.value == 0)
            left, right = self.n.where(both, left), other.n.where(both, right)
        if touching is False:
            return left.value < right.value
        meets = left.value <= right.value
        if touching is not True:
            meets = meets & (touching | (left.value != right.value))
        return meets

    def lesser(self, other: End, open_wins: bool = False) -> End:
        """The smaller end in every row; of two that meet the closed one, or the open."""
        first = self.below(other, self.open if open_wins else _no(self.open))
        n, d = self.n.where(first, other.n), self.d.where(first, other.d)
        left_out: Flag = False
        if not (self.open is other.open is False):
            left_out = np.where(first, self.open, other.open)
        return End(n, d, left_out, self.endless or other.endless)

    def greater(self, other: End, open_wins: bool = False) -> End:
        """The larger end in every row."""
        return -(-self).lesser(-other, open_wins)

    def inverse(self, sign: Counts) -> End:
        """1 / end, for an end of this sign; no end where it is zero."""
        left_out = self.open | (self.d.value == 0) if self.endless else self.open
        return End(self.d * sign, self.n * sign, left_out, not self.n.positive)


@dataclass(frozen=True)
class Span:
    """An interval in every row, both ends counted in one unit."""

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

    def endless(self, rows: Flag) -> Span:
        """The same with no ends in some rows: any number may stand there."""
        low, high = (
            End(
                Counts(to, 1).where(rows, end.n),
                NONE.where(rows, end.d),
                end.open & _no(rows),
                True,
            )
            for end, to in ((self.low, -1), (self.high, 1))
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
            return self
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
    def open(self) -> Span:
        """The same intervals without their ends."""
        low, high = (end._replace(open=True) for end in (self.low, self.high))
        return Span(low, high, self.unit)

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low, self.unit)

    def __add__(self, other: Span) -> Span:
        a, b = self.together(other)
        return Span(a.low + b.low, a.high + b.high, a.unit)

    def __mul__(self, other: Span) -> Span:
        unit = self.unit * other.unit
        if self.low.n.positive and other.low.n.positive:
            return Span(self.low * other.low, self.high * other.high, unit)
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(reduce(End.lesser, ends), reduce(End.greater, ends), unit)

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
        return found.endless(torn | self.only_zero)

    @property
    def only_zero(self) -> Flag:
        """In which rows there is no value but zero."""
        return (self.low.n.value == 0) & (self.high.n.value == 0)

    def half(self, sign: int) -> tuple[Span, Flag]:
        """Its values above zero (1) or below (-1), and in which rows there are some."""
        if sign < 0:
            found, some = (-self).half(1)
            return -found, some
        low = self.low.greater(End(NONE, UNIT, True), open_wins=True)
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
        return Span(nearest, high.greater(-low), self.unit)

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
        return Span(a.low.lesser(b.low), a.high.lesser(b.high, open_wins=True), a.unit)

    def hull(self, other: Span) -> Span:
        """The smallest interval that holds both."""
        a, b = self.together(other)
        return Span(a.low.lesser(b.low), a.high.greater(b.high), a.unit)

    def __and__(self, other: Span) -> Span:
        a, b = self.together(other)
        low, high = a.low.greater(b.low, True), a.high.lesser(b.high, True)
        return Span(low, high, a.unit)

    def beneath(self, strictly: bool) -> Span:
        """All numbers that are at most (or below) one of its values."""
        no_end = End(Counts(-1, 1), NONE, endless=True)
        high = self.high._replace(open=self.high.open | strictly)
        return Span(no_end, high, self.unit)

    def overlaps(self, other: Span) -> Flag:
        """In which rows the two intervals share a value."""
        a, b = self.together(other)
        pairs = (a.low, b.high), (b.low, a.high)
        one, two = (low.below(high, _no(low.open | high.open)) for low, high in pairs)
        return one & two

    def contains(self, other: Span) -> Flag:
        """In which rows every value of the other interval lies in this one."""
        a, b = self.together(other)
        low = a.low.below(b.low, b.low.open | _no(a.low.open))
        return low & b.high.below(a.high, b.high.open | _no(a.high.open))

    def floats(self) -> tuple[Array, Array]:
        """Both ends as floats, rounded outward."""
        return _outward(self.low, self.unit, -1), _outward(self.high, self.unit, 1)


def _no(flag: Flag) -> Flag:
    return not flag if isinstance(flag, bool) else ~flag


def _outward(end: End, unit: Fraction, side: int) -> Array:
    d = end.d.value
    quotient = np.asarray(end.n.value / np.where(d == 0, 1, d), dtype=float)
    found = np.where(d == 0, side * np.inf, quotient * float(unit))
    return np.nextafter(found + side * np.abs(found) * OUTWARD, side * np.inf)
