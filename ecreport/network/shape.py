"""Rules as straight lines: which figure goes into its rule, and which is a number.

A quantity that stands in one rule only, such as a share, goes into that rule: slope
times share plus rest is zero, and both are straight. Where that does not do, a figure
that can have one value only is that number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..formula.bounds import bounds
from ..formula.parse import Comparison, Node
from ..formula.polynomial import (
    ONE,
    Monomial,
    Polynomial,
    degree,
    difference,
    ratio_of,
    split,
)
from ..number.interval import Interval, Number, exact

Names = frozenset[str]


class Shape(NamedTuple):
    """A rule as straight lines: slope times leaf plus rest, or the rest alone."""

    comparison: Comparison
    leaf: str
    slope: Polynomial  # without a leaf: what turns the sense where it is negative
    rest: Polynomial
    divisors: list[Polynomial]
    pins: Names = frozenset()  # figures taken for the one value they can have


def shape(rule: Comparison, once: Names, points: Mapping[str, Number]) -> Shape | None:
    """A rule as straight lines, figures of one value being numbers where that helps."""
    top = difference(rule)
    divisors = [
        ratio_of(node) for side in (rule.left, rule.right) for node in side.divisors()
    ]
    if top is None or any(ratio is None for ratio in divisors):
        return None
    parts = [*top, *(ratio[0] for ratio in divisors if ratio is not None)]
    found = _shape(rule, once, parts, frozenset())
    if found is None:
        pins = frozenset(
            name
            for part in parts
            for monomial in part
            for name in _to_pin(monomial, points)
        )
        parts = [_pinned(part, {name: points[name] for name in pins}) for part in parts]
        found = _shape(rule, once - pins, parts, pins) if pins else None
    return found


def _to_pin(monomial: tuple[str, ...], points: Mapping[str, Number]) -> list[str]:
    """The figures of one value without which a product is no product."""
    found: list[str] = []
    for name in dict.fromkeys(monomial):
        if name in points and len([n for n in monomial if n not in found]) > 1:
            found.append(name)
    return found


def _pinned(total: Polynomial, points: Mapping[str, Number]) -> Polynomial:
    found: Polynomial = {}
    for monomial, factor in total.items():
        left = tuple(n for n in monomial if n not in points)
        for name in monomial:
            factor *= points.get(name, 1)
        found[left] = exact(found.get(left, 0) + factor)
    return {monomial: factor for monomial, factor in found.items() if factor}


def _shape(
    rule: Comparison, once: Names, parts: Sequence[Polynomial], pins: Names
) -> Shape | None:
    top, bottom, *divisors = parts
    if not all(divisors) or not all(map(_straight, divisors)):
        return None  # a divisor that is nothing but zero, or curved
    divisors = [divisor for divisor in divisors if set(divisor) != {()}]
    if rule.op != "=":
        straight = _straight(top) and _straight(bottom)
        return Shape(rule, "", bottom, top, divisors, pins) if straight else None
    if _straight(top):
        return Shape(rule, "", ONE, top, divisors, pins)
    for name in dict.fromkeys(rule.names()):
        if (
            name in once
            and degree(top, name) == 1
            and not any(degree(d, name) for d in divisors)
        ):
            slope, rest = split(top, name)
            if _straight(slope) and _straight(rest):
                return Shape(rule, name, slope, rest, divisors, pins)
    return None


def without_extremes(
    rule: Comparison, values: Mapping[str, Number]
) -> list[Comparison]:
    """A rule with the smallest or largest of some terms as the one it is, and why."""
    chosen: list[Comparison] = []
    points = {name: only(value) for name, value in values.items()}

    def plain(node: Node) -> Node:
        args = tuple(map(plain, node.args))
        if node.op not in ("min", "max"):
            return node._replace(args=args)
        sign = 1 if node.op == "min" else -1
        first = min(args, key=lambda arg: sign * bounds(arg, points).low)
        op = "<=" if node.op == "min" else ">="
        chosen.extend(Comparison(first, op, arg) for arg in args if arg != first)
        return first

    return [Comparison(plain(rule.left), rule.op, plain(rule.right)), *chosen]


def _straight(total: Polynomial) -> bool:
    return all(len(monomial) <= 1 for monomial in total)


def plus(
    slope: Mapping[Monomial, Number], times: Number, rest: Mapping[Monomial, Number]
) -> Polynomial:
    """Slope times a number, plus the rest."""
    found: Polynomial = {m: exact(k * times) for m, k in slope.items() if times}
    for monomial, factor in rest.items():
        found[monomial] = exact(found.get(monomial, 0) + factor)
    return {monomial: factor for monomial, factor in found.items() if factor}


def only(value: Number) -> Interval:
    """The interval of one value."""
    return Interval(value, value)
