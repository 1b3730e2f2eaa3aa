"""Verdicts on many rows at once: in whole numbers, else in floats with error bounds.

A row that neither can settle is marked `UNDECIDED`, never guessed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from .columns import Array, Cells
from .formula import Comparison, Node
from .polynomial import Polynomial, Ratio, degree, difference, linear, ratio_of
from .propagation import MOST_CORNERS

UNDECIDED, HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_CHECKABLE = -1, 0, 1, 2, 4
LIMIT = 2**62  # products below it can be compared in 64 bits
Table = Mapping[str, Cells]
Pair = tuple[Any, Any]  # lower and upper ends: arrays, or plain numbers


class Straight(NamedTuple):
    """A comparison as "side op top / bottom" in which each figure stands once."""

    side: Polynomial
    op: str
    top: Polynomial
    bottom: Polynomial
    divisors: tuple[Polynomial, ...]
    strict: bool  # the side is a figure or a sum of figures: sure without its ends
    named: bool  # the side is one figure: its own convention says which ends are sure


def straighten(comparison: Comparison) -> Straight | None:
    """The comparison with each figure once, or None where that is not possible.

    Examples
    --------
    >>> from ecreport.formula import Formula
    >>> growth = Formula("growth = now / before - 1").comparisons[0]
    >>> straighten(growth)[:4]
    ({('growth',): 1, (): 1}, '=', {('now',): 1}, {('before',): 1})
    """
    left, op, right = comparison
    beside = op == "=" and not set(left.names()) & set(right.names())
    side = ratio_of(left) if beside else ({}, {(): 1})
    whole = ratio_of(right) if beside else difference(comparison)
    divisors = [ratio_of(node) for node in divisors_of(comparison)]
    if side is None or whole is None or None in divisors or not _plain(side):
        return None
    if not all(_plain(d) and d[0] for d in divisors):  # type: ignore[arg-type]
        return None
    top, bottom, shift = _apart(whole)
    moved = _less(_over(side), {(): shift})
    given = tuple(_over(d) for d in divisors if set(d[0]) != {()})  # type: ignore
    found = Straight(
        moved, op if beside else _TURNED[op], top, bottom, given,
        beside and any(left.names()), left.op == "name",
    )  # fmt: skip
    once = _once(moved, top, bottom) and all(_once(d) for d in given)
    return found if once and any(top) else None


_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def divisors_of(comparison: Comparison) -> list[Node]:
    """Every expression that something is divided by."""
    return [*_divisors(comparison.left), *_divisors(comparison.right)]


def _divisors(node: Node) -> Iterator[Node]:
    if node.op == "/":
        yield node.args[1]
    for arg in node.args:
        yield from _divisors(arg)


def _plain(ratio: Ratio) -> bool:
    return set(ratio[1]) == {()}


def _over(ratio: Ratio) -> Polynomial:
    """A ratio whose bottom is a number as one polynomial."""
    return {m: Fraction(c) / Fraction(ratio[1][()]) for m, c in ratio[0].items()}


def _less(a: Polynomial, b: Polynomial) -> Polynomial:
    found = {m: Fraction(a.get(m, 0)) - Fraction(b.get(m, 0)) for m in {**a, **b}}
    return {m: c for m, c in found.items() if c}


def _apart(ratio: Ratio) -> tuple[Polynomial, Polynomial, Fraction]:
    """The ratio as another ratio and a number: (a - b) / b is a / b and -1."""
    top, bottom = ratio
    if not bottom:
        return {}, bottom, Fraction(0)
    if _plain(ratio):
        top, bottom = _over(ratio), {(): 1}
    first = next(iter(bottom))
    shift = Fraction(top.get(first, 0)) / Fraction(bottom[first])
    return _less(top, {m: c * shift for m, c in bottom.items()}), bottom, shift


def _once(*polynomials: Polynomial) -> bool:
    names = [name for p in polynomials for monomial in p for name in monomial]
    return len(names) == len(set(names))


def settle(question: Straight, table: Table, rows: int) -> Array | None:
    """Verdicts in 64-bit whole numbers; None where the numbers are too large for it."""
    side, op, top, bottom, divisors, *_ = question
    grains = [_grain(p, table) for p in (top, bottom, side)]
    above, below = (grains[0] / (grains[1] * grains[2])).as_integer_ratio()
    units = grains[0] / above, grains[1] / below, grains[2]
    sizes = [_size(p, table) / u for p, u in zip((top, bottom, side), units, strict=True)]
    others = [_size(d, table) / _grain(d, table) for d in divisors]
    if max(sizes[0], sizes[1], sizes[1] * sizes[2], *others) >= LIMIT:
        return None
    ends = [_ends(p, table, u) for p, u in zip((top, bottom, side), units, strict=True)]
    codes = (_equal if op == "=" else _ordered)(question, table, ends)
    for divisor in divisors:
        low = ends[1][0] if divisor == bottom else _ends(
            divisor, table, _grain(divisor, table)
        )[0]  # fmt: skip
        _leave(codes, low <= 0)
    return codes if bottom.keys() == {()} else _leave(codes, ends[1][0] <= 0)


def _leave(codes: Array, unfit: Array) -> Array:
    if unfit.any():
        codes[unfit] = UNDECIDED
    return codes


def _equal(question: Straight, table: Table, ends: list[Pair]) -> Array:
    """The word for "side = top / bottom", as top against side times bottom."""
    (low, high), bottom, side = ends
    inner_low, outer_high = _scaled(side[0], bottom), _scaled(side[1], bottom)
    marks = _Marks(question, table)
    cannot = marks.meets(low, outer_high[1], marks.below_side)
    cannot |= marks.meets(inner_low[0], high, marks.above_side)
    holds = marks.meets(low, inner_low[1], marks.within_low)
    holds &= marks.meets(outer_high[0], high, marks.within_high)
    codes = CAN_HOLD - holds.view(np.int8)
    codes += cannot.view(np.int8)
    return marks.leave_ties(
        codes, (low, outer_high[1]), (inner_low[0], high),
        (low, inner_low[1]), (outer_high[0], high),
    )  # fmt: skip


def _ordered(question: Straight, table: Table, ends: list[Pair]) -> Array:
    """The word for "0 op difference", as side times bottom against top."""
    top, bottom, side = ends
    at = _scaled(side[0], bottom)
    marks = _Marks(question, table)
    if question.op in (">", ">="):  # top / bottom lies below the side
        low, high, least, most, opens = top[0], top[1], at[0], at[1], marks.top
    else:
        low, high, least, most = at[1], at[0], top[1], top[0]
        opens = marks.top and marks.top[::-1]
        low, high, least, most = -top[1], -top[0], -at[1], -at[0]
    touch = question.op in (">=", "<=")
    low_open, high_open = opens or (False, False)
    cannot = marks.meets(low, most, not touch or low_open)
    holds = marks.meets(least, high, touch or high_open)
    codes = CAN_HOLD - holds.view(np.int8) + cannot.view(np.int8)
    return marks.leave_ties(codes, (low, most), (least, high))


class _Marks:
    """Which ends belong to their intervals, and so which signs compare them."""

    def __init__(self, question: Straight, table: Table) -> None:
        self.known = True
        self.top = self._opens(question.top, table)
        side = self._opens(question.side, table)
        bottom = self._opens(question.bottom, table)
        if bottom and (any(bottom) or (len(question.bottom) > 1 and self._any_open)):
            bottom = None
        self.known = None not in (self.top, side, bottom)
        ...
