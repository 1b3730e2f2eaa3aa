"""Intervals with exact ends: what a printed number says about the true one."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, NoReturn

INF = math.inf
Number = int | Fraction | float
"""An exact end (``int`` or ``Fraction``), or ``-inf`` / ``inf`` for "no end"."""


def exact(value: Number) -> Number:
    """Whole fractions as ``int``, which is many times faster and as exact."""
    if type(value) is Fraction and value.denominator == 1:  # 10 times isinstance here
        return value.numerator
    return value


def divide(a: Number, b: Number) -> Number:
    """``a / b`` for exact numbers, never through a float."""
    return exact(Fraction(a) / Fraction(b))


def _times(a: Number, b: Number) -> Number:
    if a == 0 or b == 0:
        return 0
    if isinstance(a, float) or isinstance(b, float):  # only an infinite end is one
        return INF if (a > 0) == (b > 0) else -INF
    return a * b


class Interval(NamedTuple):
    """Every value between two exact ends; an end may be open, or missing.

    Parameters
    ----------
    low, high : int, Fraction, or -inf / inf where there is no end
    low_open, high_open : bool
        True where the end itself does not belong to the interval.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> Interval(F(1, 2), 1) + Interval(1, 2)
    [1.5, 3]
    >>> Interval(1, 2) / Interval(4, 5)
    [0.2, 0.5]
    >>> Interval(1, 2, high_open=True).overlaps(Interval(2, 3))
    False
    """

    low: Number
    high: Number
    low_open: bool = False
    high_open: bool = False

    @property
    def bounded(self) -> bool:
        """Whether both ends are there."""
        return self.low != -INF and self.high != INF

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        if self.low == self.high:
            return self.low_open or self.high_open
        return self.low > self.high

    @property
    def open(self) -> Interval:
        """The same interval without its ends; a single point stays."""
        if self.low == self.high:
            return self
        return Interval(self.low, self.high, True, True)

    def contains(self, other: Interval) -> bool:
        """Whether every value of the other interval lies in this one."""
        return not (_below(other, self) or _below(-other, -self))

    def __contains__(self, value: object) -> bool:
        """Whether an exact number is one of the values.

        Examples
        --------
        >>> 2 in Interval(1, 3), 3 in Interval(1, 3, high_open=True)
        (True, False)
        """
        if type(value) not in (int, Fraction):
            raise TypeError(
                f"{value!r} is no exact number: ask with 3 or Fraction('0.5'); "
                "for an interval use .contains() or .overlaps()"
            )
        return self.contains(Interval(value, value))  # type: ignore[arg-type]

    def overlaps(self, other: Interval) -> bool:
        """Whether the two intervals share at least one value."""
        return not (self & other).empty

    def beneath(self, strictly: bool) -> Interval:
        """All numbers that are at most (or below) one of its values."""
        return Interval(-INF, self.high, True, self.high_open or strictly)

    def gap(self, other: Interval) -> Number:
        """How far apart the two intervals lie; 0 where they meet."""
        return max(_plus(self.low, -other.high), _plus(other.low, -self.high), 0)

    def __and__(self, other: Interval) -> Interval:
        low, low_open = self.low, self.low_open
        if other.low > low or (other.low == low and other.low_open):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high < high or (other.high == high and other.high_open):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]
        return Interval(
            exact(_plus(self.low, other.low)),
            exact(_plus(self.high, other.high)),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:  # type: ignore[override]
        if self.low > 0 and other.low > 0:  # the common case, in two products
            low, high = _product(self, other, 0, 0), _product(self, other, 1, 1)
            return Interval(low[0], high[0], low[1], high[1])
        ends = [_product(self, other, i, j) for i in (0, 1) for j in (0, 1)]
        low = min(ends)  # a closed end (False) wins a tie on both sides
        high = max(ends, key=lambda end: (end[0], not end[1]))
        return Interval(low[0], high[0], low[1], high[1])

    def __truediv__(self, other: Interval) -> Interval:
        """All quotients; where the divisor holds zero, the tightest superset."""
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """All values of 1/x, x not zero; the whole line if zero lies inside or is all."""
        if self.low < 0 < self.high or self.low == self.high == 0:
            return LINE
        if self.high <= 0:
            return -(-self).reciprocal()
        low = 0 if self.high == INF else divide(1, self.high)
        high = INF if self.low == 0 else divide(1, self.low)
        low_open = self.high_open or self.high == INF
        return Interval(low, high, low_open, self.low_open or self.low == 0)

    def __abs__(self) -> Interval:
        """All values without their sign."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        high, closed = max(
            (-self.low, not self.low_open), (self.high, not self.high_open)
        )
        return Interval(0, high, False, not closed)

    def __pow__(self, power: int) -> Interval:
        """All values multiplied with themselves so many times, at least once.

        Examples
        --------
        >>> Interval(-2, 1) ** 2, Interval(-2, 1) ** 3
        ([0, 4], [-8, 1])
        """
        low, high, *opens = self if power % 2 else abs(self)
        return Interval(exact(low**power), exact(high**power), *opens)

    def least(self, other: Interval) -> Interval:
        """The smaller of a value here and a value there."""
        low, low_open = min(self[::2], other[::2])
        high, closed = min((i.high, not i.high_open) for i in (self, other))
        return Interval(low, high, low_open, not closed)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both; an end that either reaches is closed."""
        return hull([self, other])

    @property
    def landmarks(self) -> list[Interval]:
        """Its ends as points, and its middle where an end is left out.

        Whatever rises or falls from end to end has its extremes there. An end that is
        left out stays so marked; the middle tells whether another point reaches as far.
        """
        ends = dict.fromkeys(((self.low, self.low_open), (self.high, self.high_open)))
        points = [Interval(end, end, left_out, left_out) for end, left_out in ends]
        if len(points) > 1 and (self.low_open or self.high_open):
            middle = divide(self.low + self.high, 2)
            points.append(Interval(middle, middle))
        return points

    def whole(self) -> Interval:
        """The interval from the first to the last whole number in it."""
        low, high = self.low, self.high
        if low != -INF:
            low = math.floor(low) + 1 if self.low_open else math.ceil(low)
        if high != INF:
            high = math.ceil(high) - 1 if self.high_open else math.floor(high)
        return Interval(low, high)

    def __lt__(self, other: object) -> NoReturn:
        raise TypeError(
            "intervals have no order: use .overlaps(), .contains() or .gap()"
        )

    __le__ = __gt__ = __ge__ = __lt__  # type: ignore[misc]

    def __bool__(self) -> NoReturn:
        raise TypeError("an interval is neither true nor false: use .empty")

    def __repr__(self) -> str:
        left = "(" if self.low_open or self.low == -INF else "["
        right = ")" if self.high_open or self.high == INF else "]"
        return f"{left}{decimal(self.low, -1)}, {decimal(self.high, 1)}{right}"


LINE = Interval(-INF, INF)
"""Every number."""


def _plus(a: Number, b: Number) -> Number:
    if isinstance(a, float) or isinstance(b, float):  # only an infinite end is one
        return a if isinstance(a, float) else b
    return a + b


def _below(a: Interval, b: Interval) -> bool:
    """Whether some value of ``a`` lies below every value of ``b``."""
    if a.low == b.low != -INF:  # a missing end is neither open nor closed
        return b.low_open and not a.low_open
    return a.low < b.low


def _product(a: Interval, b: Interval, i: int, j: int) -> tuple[Number, bool]:
    value = exact(_times(a[i], b[j]))
    if value == 0:  # zero is reached as soon as one factor reaches it
        return 0, not ((a[i] == 0 and not a[2 + i]) or (b[j] == 0 and not b[2 + j]))
    return value, bool(a[2 + i] or b[2 + j])


def hull(intervals: list[Interval]) -> Interval:
    """The smallest interval that holds all of the given ones."""
    low, low_open = min((i.low, i.low_open) for i in intervals)
    high, closed = max((i.high, not i.high_open) for i in intervals)
    return Interval(low, high, low_open, not closed)


def fixed(value: Number, places: int, side: int = 1) -> str:
    """Write a number with exactly so many decimals, rounded down (-1) or up (+1)."""
    scaled = Fraction(value) * 10**places
    units = math.floor(scaled) if side < 0 else math.ceil(scaled)
    return f"{Decimal(f'{units}e-{places}'):f}"


def decimal(value: Number, side: int, places: int = 6) -> str:
    """Write an exact number in decimals, rounded down (-1) or up (+1) to `places`."""
    if value in (INF, -INF):
        return str(value)
    shown = fixed(value, places, side)
    return shown.rstrip("0").rstrip(".") if places else shown
