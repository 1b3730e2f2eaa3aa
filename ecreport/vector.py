"""Verdicts on many rows at once in 64-bit whole numbers, exactly.

A comparison is brought into the form "side op top / bottom" in which each figure stands
once; then the ends of top are compared with the ends of side times bottom, all of them
whole multiples of one unit. So shares, sums, differences, products, quotients and
growths are decided without a division and without rounding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from .columns import Array, Cells
from .formula import Comparison, Node
from .interval import Number, divide, exact
from .polynomial import ONE, Polynomial, Ratio, difference, ratio_of

UNDECIDED, HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 0, 1, 2, 4
LIMIT = 2**62  # whole numbers below it are compared in 64 bits
Table = Mapping[str, Cells]
Pair = tuple[Any, Any]  # lower and upper ends: arrays, or one number for all rows
Flags = tuple[bool, bool]  # whether the lower and the upper end are open
CLOSED: Flags = (False, False)


class Straight(NamedTuple):
    """A comparison as "side = top / bottom" or "top / bottom op side"."""

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
    >>> from ecreport.formula import Formula
    >>> growth = Formula("growth = (now - before) / before").comparisons[0]
    >>> straighten(growth)[:4]
    ({('growth',): 1, (): 1}, '=', {('now',): 1}, {('before',): 1})
    """
    left, op, right = comparison
    beside = op == "=" and not set(left.names()) & set(right.names())
    side = ratio_of(left) if beside else ({}, {(): 1})
    whole = ratio_of(right) if beside else difference(comparison)
    given = [ratio_of(node) for side in (left, right) for node in divisors_in(side)]
    if whole is None or not whole[1]:
        return None
    top, bottom, shift = _apart(whole)
    beside_it, *below = map(_over, (side, *given))
    if beside_it is None or not all(below):  # divides by zero or a quotient
        return None
    moved = _less(beside_it, {(): shift})
    divisors = tuple(d for d in below if d is not None and d.keys() != {()})
    once = _once(moved, top, bottom) and all(map(_once, divisors))
    if not once or not top:
        return None
    return Straight(moved, op, top, bottom, divisors, left.name if beside else "")


def divisors_in(node: Node) -> Iterator[Node]:
    """Every expression that something is divided by."""
    if node.op == "/":
        yield node.args[1]
    for arg in node.args:
        yield from divisors_in(arg)


def _over(ratio: Ratio | None) -> Polynomial | None:
    """A ratio whose bottom is a number as one polynomial; None if it is another."""
    if ratio is None or ratio[1].keys() != {()}:
        return None
    return _less(
        {m: Fraction(c) / Fraction(ratio[1][()]) for m, c in ratio[0].items()}, {}
    )


def _less(a: Polynomial, b: Polynomial) -> Polynomial:
    found = {m: exact(Fraction(a.get(m, 0)) - b.get(m, 0)) for m in {**a, **b}}
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
    decide = _equal if question.op == "=" else _ordered
    codes = decide(question, table, top, bottom, side)
    for divisor in {id(d): d for d in (question.bottom, *question.divisors)}.values():
        known = bottom if divisor == question.bottom else None
        _leave(codes, known or _ends(divisor, _grain(divisor, table), table))
    return codes


def _leave(codes: Array, divisor: Pair) -> None:
    """Leave the rows whose divisor is not surely positive to others."""
    unfit = divisor[0] <= 0
    if np.any(unfit):
        codes[unfit] = UNDECIDED


def _equal(
    question: Straight, table: Table, top: Pair, bottom: Pair, side: Pair
) -> Array:
    """The words for "side = top / bottom": top against side times bottom."""
    (low, high), lower, upper = top, _times(side[0], bottom), _times(side[1], bottom)
    flags, of_side = (
        _open(question.top, question, table),
        _open(question.side, question, table),
    )
    ends = (low, upper[1]), (lower[0], high), (low, lower[1]), (upper[0], high)
    if flags is None or of_side is None:
        met = [first > second for first, second in ends]
        return _without_ties(_codes(met[0] | met[1], met[2] & met[3]), ends)
    sure = _sure(question, table, of_side)
    touch = (
        flags[0] or of_side[1],
        flags[1] or of_side[0],
        flags[0] or not sure[0],
        flags[1] or not sure[1],
    )
    met = [_beyond(*pair, also) for pair, also in zip(ends, touch, strict=True)]
    return _codes(met[0] | met[1], met[2] & met[3])


def _ordered(
    question: Straight, table: Table, top: Pair, bottom: Pair, side: Pair
) -> Array:
    """The words for "top / bottom op side", where the side is a number."""
    least, most = _times(side[0], bottom)
    flags = _open(question.top, question, table)
    ends = (top[0], most), (least, top[1])
    low_open, high_open = flags or CLOSED
    touches = question.op in ("<=", ">=")
    if question.op in (">", ">="):
        holds = _beyond(*ends[0], touches or low_open)
        cannot = _beyond(*ends[1], not touches or high_open)
    else:
        cannot = _beyond(*ends[0], not touches or low_open)
        holds = _beyond(*ends[1], touches or high_open)
    codes = _codes(cannot, holds)
    return codes if flags else _without_ties(codes, ends)


def _codes(cannot: Array, holds: Array) -> Array:
    codes = CAN_HOLD - holds.view(np.int8) + cannot.view(np.int8)
    both = cannot & holds
    return np.where(both, CANNOT_HOLD, codes).astype(np.int8) if both.any() else codes


def _without_ties(codes: Array, ends: tuple[Pair, ...]) -> Array:
    for first, second in ends:
        codes[first == second] = UNDECIDED
    return codes


def _beyond(first: Any, second: Any, also_equal: bool) -> Array:
    found: Array = first >= second if also_equal else first > second
    return found


def _open(part: Polynomial, question: Straight, table: Table) -> Flags | None:
    """Which ends of a part are open; None where that differs from row to row."""
    parts = question.top, question.bottom, question.side
    names = {name for p in parts for monomial in p for name in monomial}
    if all(table[name].open == CLOSED for name in names):
        return CLOSED
    if question.bottom.keys() != {()} or any(len(m) > 1 for p in parts for m in p):
        return None
    flags = [_turned(table[m[0]].open, c < 0) for m, c in part.items() if m]
    if None in flags:
        return None
    return any(f[0] for f in flags if f), any(f[1] for f in flags if f)


def _turned(flags: Flags | None, turn: bool) -> Flags | None:
    return flags[::-1] if flags and turn else flags


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
    low: Any = 0
    high: Any = 0
    for monomial, number in part.items():
        factor = int(_worth(monomial, number, table) / unit)
        ends = (abs(factor), abs(factor))
        for name in monomial:
            ends = _product(ends, table[name].ends)
        if factor < 0:
            ends = (-ends[1], -ends[0])
        low, high = _plus(low, ends[0]), _plus(high, ends[1])
    return low, high


def _plus(a: Any, b: Any) -> Any:
    return b if isinstance(a, int) and a == 0 else a + b


def _product(a: Pair, b: Pair) -> Pair:
    if isinstance(a[0], int):
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
