"""Verdicts on many rows at once in 64-bit whole numbers, exactly.

A comparison is brought into the form "side op top / bottom" in which each figure stands
once; then the ends of top are compared with the ends of side times bottom, all of them
whole multiples of one unit. So shares, sums, differences, products, quotients and
growths are decided without a division and without rounding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, NamedTuple

import numpy as np

from ..formula.parse import Comparison
from ..formula.polynomial import ONE, Polynomial, Ratio, difference, ratio_of
from ..number.interval import Number, divide, exact
from .columns import Array, Cells

UNDECIDED, HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 0, 1, 2, 4
LIMIT = 2**62  # whole numbers below it are subtracted in 64 bits
Table = Mapping[str, Cells]
Pair = tuple[Any, Any]  # lower and upper ends: arrays, or one number for all rows
Flags = tuple[bool, bool]  # whether the lower and the upper end are open
CLOSED: Flags = (False, False)


def decide(
    apart: Any, inside: Any, ties: tuple[int, int], error: Any = 0, tight: bool = True
) -> Array:
    """The words of rows in which two things lie so far apart, and one so far inside.

    Above zero they are apart (*cannot hold*) or inside (*holds*), below zero not;
    `ties` says which of the two zero counts as (1, -1; 0 leaves the row undecided).
    Nothing closer to zero than the error is decided; *can hold* asks for tight ends.
    """
    cannot, meet = _sides(apart, ties[0], error)
    within, beyond = _sides(inside, ties[1], error)
    holds, can = (meet & within).view(np.int8), (meet & beyond & tight).view(np.int8)
    codes: Array = holds + can * 2 + cannot.view(np.int8) * 3 + UNDECIDED
    return codes


def _sides(values: Any, tie: int, error: Any) -> tuple[Array, Array]:
    above = values >= error if tie > 0 else values > error
    below = values <= -error if tie < 0 else values < -error
    return above, below


class Straight(NamedTuple):
    """A comparison as "side = top / bottom", or "top / bottom op side" where not "="."""

    side: Polynomial
    op: str
    top: Polynomial
    bottom: Polynomial
    divisors: tuple[Polynomial, ...]
    named: str  # the one figure on the side, whose convention says what is sure


def straighten(comparison: Comparison) -> Straight | None:
    """The comparison with each figure once, or None where that is not possible.

    Examples
    --------
    >>> from ecreport.formula.parse import Formula
    >>> growth = Formula("growth = (now - before) / before").comparisons[0]
    >>> straighten(growth)[:4]
    ({('growth',): 1, (): 1}, '=', {('now',): 1}, {('before',): 1})
    """
    left, op, right = comparison
    beside = op == "=" and not set(left.names()) & set(right.names())
    side = ratio_of(left) if beside else ({}, ONE)
    whole = ratio_of(right) if beside else difference(comparison)
    given = [ratio_of(node) for part in (left, right) for node in part.divisors()]
    if whole is None or not whole[1]:
        return None
    top, bottom, shift = _apart(whole)
    beside_it, *below = map(_over, (side, *given))
    if beside_it is None or not all(below):  # divides by zero or a quotient
        return None
    moved = _less(beside_it, {(): shift})
    divisors = (bottom, *(d for d in below if d and d != bottom))
    divisors = tuple(d for d in divisors if d.keys() != {()})
    once = _once(moved, top, bottom) and all(map(_once, divisors))
    if not once or not top:
        return None
    return Straight(moved, op, top, bottom, divisors, left.name if beside else "")


def _over(ratio: Ratio | None) -> Polynomial | None:
    """A ratio whose bottom is a number as one polynomial; None if it is another."""
    if ratio is None or ratio[1].keys() != {()}:
        return None
    return {m: divide(c, ratio[1][()]) for m, c in ratio[0].items()}


def _less(a: Polynomial, b: Polynomial) -> Polynomial:
    found = {m: exact(a.get(m, 0) - b.get(m, 0)) for m in {**a, **b}}
    return {m: c for m, c in found.items() if c}


def _apart(ratio: Ratio) -> tuple[Polynomial, Polynomial, Number]:
    """The ratio as another ratio and a number: (a - b) / b is a / b and -1."""
    whole = _over(ratio)
    top, bottom = ratio if whole is None else (whole, ONE)
    first = next(iter(bottom))
    shift = divide(top.get(first, 0), bottom[first])
    return _less(top, {m: c * shift for m, c in bottom.items()}), bottom, shift


def _once(*polynomials: Polynomial) -> bool:
    names = [name for p in polynomials for monomial in p for name in monomial]
    return len(names) == len(set(names))


def settle(question: Straight, table: Table) -> Array | None:
    """The words of all rows; None where the numbers are too large for 64 bits."""
    parts = question.top, question.bottom, question.side
    grains = [_grain(part, table) for part in parts]
    above, below = (grains[0] / (grains[1] * grains[2])).as_integer_ratio()
    units = grains[0] / above, grains[1] / below, grains[2]
    sizes = [_size(*pair, table) for pair in zip(parts, units, strict=True)]
    others = [_size(d, _grain(d, table), table) for d in question.divisors]
    if max(sizes[0], sizes[1] * max(sizes[2], 1), *others, 0) >= LIMIT:
        return None
    top, bottom, side = (_ends(*pair, table) for pair in zip(parts, units, strict=True))
    codes = decide(*_distances(question, table, top, bottom, side))
    for divisor in question.divisors:
        low = (
            bottom
            if divisor == question.bottom
            else _ends(divisor, _grain(divisor, table), table)
        )[0]
        if low.min(initial=1) <= 0:  # a divisor not surely positive is for others
            codes[low <= 0] = UNDECIDED
    return codes


def _distances(
    question: Straight, table: Table, top: Pair, bottom: Pair, side: Pair
) -> tuple[Any, Any, tuple[int, int]]:
    """How far top lies from, and inside, side times bottom; and what a tie means.

    All are whole numbers, so an end that must not be touched moves by one.
    """
    flags = _open(question.top, question, table)
    of_side = _open(question.side, question, table)
    known = flags is not None and of_side is not None
    (low_open, high_open), (least_open, most_open) = flags or CLOSED, of_side or CLOSED
    least, most = _times(side[0], bottom), _times(side[1], bottom)
    if question.op != "=":
        strict = known and question.op == "<"
        apart = _moved(top[0] - most[1], known and (strict or low_open))
        inside = _moved(least[0] - top[1], known and (not strict or high_open))
        return apart, inside, (-known, -known)
    sure_low, sure_high = _sure(question, table, of_side or CLOSED)
    apart = np.maximum(
        _moved(top[0] - most[1], known and (low_open or most_open)),
        _moved(least[0] - top[1], known and (high_open or least_open)),
    )
    inside = np.minimum(
        _moved(top[0] - least[1], known and (low_open or not sure_low)),
        _moved(most[0] - top[1], known and (high_open or not sure_high)),
    )
    return apart, inside, (-known, -known)


def _moved(distance: Any, by: bool) -> Any:
    return distance + 1 if by else distance


def _open(part: Polynomial, question: Straight, table: Table) -> Flags | None:
    """Which ends of a part are open; None where that differs from row to row."""
    parts = question.top, question.bottom, question.side
    names = {name for p in parts for monomial in p for name in monomial}
    if all(table[name].open == CLOSED for name in names):
        return CLOSED
    if question.bottom.keys() != {()} or any(len(m) > 1 for p in parts for m in p):
        return None
    flags = [(table[m[0]].open, c) for m, c in part.items() if m]
    turned = [f if c > 0 else f[::-1] for f, c in flags if f is not None]
    if len(turned) < len(flags):
        return None
    return any(f[0] for f in turned), any(f[1] for f in turned)


def _sure(question: Straight, table: Table, of_side: Flags) -> Flags:
    """Whether the surely so printed values leave out the ends of the side."""
    cells = [table[name] for monomial in question.side for name in monomial]
    if all(part.point for part in cells):
        return CLOSED
    if question.named and table[question.named].rounding != "nearest":
        return of_side
    return True, True


def _grain(part: Polynomial, table: Table) -> Fraction:
    """The largest number of which all terms of a part are whole multiples."""
    found = [abs(_worth(monomial, c, table)) for monomial, c in part.items()]
    above = math.gcd(*(worth.numerator for worth in found)) or 1
    return Fraction(above, math.lcm(*(worth.denominator for worth in found)))


def _worth(monomial: tuple[str, ...], number: Any, table: Table) -> Fraction:
    return math.prod((table[n].half for n in monomial), start=Fraction(number))


def _size(part: Polynomial, unit: Fraction, table: Table) -> int:
    """A whole number that the part never exceeds, counted in a unit."""
    sizes = (
        abs(_worth(monomial, c, table)) * math.prod(table[n].largest for n in monomial)
        for monomial, c in part.items()
    )
    return math.ceil(sum(sizes) / unit)


def _ends(part: Polynomial, unit: Fraction, table: Table) -> Pair:
    """The ends of a part in all rows, as whole multiples of a unit."""
    terms = [_term(monomial, c, unit, table) for monomial, c in part.items()]
    if not terms:
        return 0, 0
    return reduce(add, (low for low, _ in terms)), reduce(
        add, (high for _, high in terms)
    )


def _term(monomial: tuple[str, ...], number: Any, unit: Fraction, table: Table) -> Pair:
    factor = int(_worth(monomial, number, table) / unit)
    ends = (table[name].ends for name in monomial)
    low, high = reduce(_product, ends, (abs(factor), abs(factor)))
    return (low, high) if factor > 0 else (-high, -low)


def _product(a: Pair, b: Pair) -> Pair:
    if isinstance(a[0], int):  # a number, which is positive
        return b if a[0] == 1 else (a[0] * b[0], a[0] * b[1])
    if a[0].min() >= 0 and b[0].min() >= 0:
        return a[0] * b[0], a[1] * b[1]
    first, second = _times(a[0], b), _times(a[1], b)
    return np.minimum(first[0], second[0]), np.maximum(first[1], second[1])


def _times(factor: Any, ends: Pair) -> Pair:
    """The smaller and the larger product of a factor with two ends."""
    if isinstance(ends[0], int):  # the ends of a number are one: it is positive
        found = factor if ends[0] == 1 else factor * ends[0]
        return found, found
    first, second = factor * ends[0], factor * ends[1]
    if np.min(factor) >= 0:
        return first, second
    return np.minimum(first, second), np.maximum(first, second)
