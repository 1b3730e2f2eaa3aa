"""The rules and prints of a part as straight lines between its quantities.

A quantity that stands in one rule only, such as a share, goes into that rule: a share
between 44.55 % and 44.65 % is two lines between users and total, whose sense depends on
the sign of the total. A figure that can have one value only is that number. What is
curved all the same, or whole, is left to be looked at where a point is found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import cached_property, reduce
from itertools import chain
from operator import add
from typing import NamedTuple

from ..formula.bounds import ZERO, Constraint, facing
from ..formula.parse import Comparison, Node
from ..formula.polynomial import Monomial, Polynomial
from ..formula.straight import (
    NEGATIVE,
    POSITIVE,
    Names,
    Rules,
    Shape,
    only,
    plus,
)
from ..number.interval import INF, LINE, Interval, Number, exact
from .equations import Terms
from .linear import Program

Prints = Mapping[str, Sequence[tuple[str, Interval]]]  # quantity -> ids and intervals


class Row(NamedTuple):
    """A line between columns, and where it lies for either sign of a slope."""

    terms: Terms
    up: Interval
    down: Interval
    still: Interval  # where the slope is zero
    slope: int = -1
    needs: Names = frozenset()  # prints that it is made of


class Lines:
    """The lines of a part, for one width of its prints."""

    def __init__(self, prints: Prints, rules: Rules) -> None:
        self.rules, self.whole = rules, rules.whole
        self.prints = self._limited(prints)
        shapes = rules.shapes(self._points)
        self.shapes = [found for found in shapes if isinstance(found, Shape)]
        self.leaves = {s.leaf: s for s in self.shapes if s.leaf}
        self.beyond = [found for found in shapes if isinstance(found, Comparison)]
        self.beyond += [
            _is_not(leaf, value) for leaf, s in self.leaves.items() for value in s.never
        ]
        names = dict.fromkeys(n for rule in rules.rules for n in rule.names())
        self.everything = list({**prints, **names})
        self.columns = [name for name in self.everything if name not in self.leaves]
        self.place = {name: n for n, name in enumerate(self.columns)}
        self.slopes: list[Polynomial] = []
        self._never_zero: set[int] = set()
        self._signs: dict[int, list[tuple[int, Names]]] = {}
        self.rows: list[Row] = []
        self.example: Sequence[Number] | None = None  # a point between all lines
        for found in self.shapes:
            self._add(found)
        for number, slope in enumerate(self.slopes):
            self._row(slope, POSITIVE, NEGATIVE, number)

    def _limited(self, prints: Prints) -> Prints:
        """The prints, and what a rule about one figure alone leaves it, without an id."""
        limits = {name: [("", end)] for name, end in self.rules.limits.items()}
        names = {**prints, **limits}
        return {n: [*prints.get(n, ()), *limits.get(n, ())] for n in names}

    @cached_property
    def _points(self) -> Mapping[str, Number]:
        boxes = {name: self.box(name, frozenset())[0] for name in self.prints}
        return {n: box.low for n, box in boxes.items() if box.low == box.high}

    @cached_property
    def boxes(self) -> tuple[list[Interval], list[tuple[str, str]]]:
        """What the prints leave each column, and which prints give the ends."""
        found = [self.box(name, frozenset()) for name in self.columns]
        return [box for box, _ in found], [ids for _, ids in found]

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The column of each figure."""
        columns = enumerate(self.columns)
        return {id: n for n, name in columns for id, _ in self.prints.get(name, ())}

    @cached_property
    def about(self) -> Mapping[str, list[Constraint]]:
        """The rules in which each quantity stands."""
        found: dict[str, list[Constraint]] = {}
        for rule in map(Constraint, self.rules.rules):
            for name in rule.names:
                found.setdefault(name, []).append(rule)
        return found

    def box(self, name: str, released: Names) -> tuple[Interval, tuple[str, str]]:
        """What the prints leave a quantity, and the two that give the ends."""
        left, low, high = LINE, "", ""
        for id, interval in self.prints.get(name, ()):
            if id not in released:
                both = left & interval
                low = id if both[::2] != left[::2] else low
                high = id if both[1::2] != left[1::2] else high
                left = both
        return left, (low, high)

    def _add(self, found: Shape) -> None:
        for divisor in found.divisors:
            self._never_zero.add(self.slope_of(divisor)[0])
        needs = frozenset(chain(*(self.box(n, frozenset())[1] for n in found.pins)))
        slope, turn = self.slope_of(found.slope)
        if not found.leaf:
            there = facing(found.comparison.op, ZERO)
            self._row(found.rest, there * only(turn), -there * only(turn), slope, needs)
        for id, interval in self.prints.get(found.leaf, ()):
            for end, there in _sides(interval):
                total = plus(found.slope, end, found.rest)
                there = there * only(turn)
                self._row(total, there, -there, slope, needs | {id})

    def slope_of(self, slope: Polynomial) -> tuple[int, int]:
        """The number of a slope, and its sign beside the one that is kept."""
        if set(slope) <= {()}:
            return -1, 1 if slope.get((), 0) > 0 else -1
        terms = sorted(slope.items())
        first = terms[-1][1]  # a constant sorts first
        unit = {m: exact(Fraction(k) / abs(Fraction(first))) for m, k in terms}
        turn = 1 if first > 0 else -1
        unit = {m: turn * k for m, k in unit.items()}
        if unit not in self.slopes:
            self.slopes.append(unit)
        return self.slopes.index(unit), turn

    def _row(
        self,
        total: Polynomial,
        up: Interval,
        down: Interval,
        slope: int,
        needs: Names = frozenset(),
    ) -> None:
        unit = math.lcm(*(Fraction(k).denominator for k in total.values()))
        terms = {self.place[m[0]]: exact(k * unit) for m, k in total.items() if m}
        moved = only(exact(-total.get((), 0) * unit))
        self.rows.append(Row(terms, up + moved, down + moved, moved, slope, needs))

    @cached_property
    def program(self) -> Program:
        """The lines for the simplex solver."""
        up = [row.up for row in self.rows]
        return Program([row.terms for row in self.rows], [*self.boxes[0], *up])

    def with_prints(self, prints: Prints) -> Lines:
        """The same lines between other prints."""
        if self.leaves or any(found.pins for found in self.shapes):
            return Lines(prints, self.rules)
        self.program  # noqa: B018  shared, so that it is kept warm
        found = copy(self)
        found.__dict__.pop("boxes", None)
        found._signs, found.example = {}, None
        found.prints = self._limited(prints)
        return found

    @property
    def straight(self) -> bool:
        """Whether the lines are all there is to ask, whatever is released."""
        pinned = any(found.pins for found in self.shapes)
        return not (self.beyond or pinned or self.whole.intersection(self.columns))

    def at(self, total: Mapping[Monomial, Number], point: Sequence[Number]) -> Number:
        """What a sum of columns comes to at a point."""
        parts = (k * point[self.place[m[0]]] if m else k for m, k in total.items())
        return exact(sum(parts, Fraction(0)))

    def sign_of(self, number: int, released: Names) -> tuple[int, Names]:
        """The sign that prints leave a slope, 0 if it may be either, and which prints."""
        known = self._signs.setdefault(number, [])
        for sign, made in known:
            if released.isdisjoint(made):
                return sign, made
        found = self._sign(self.slopes[number], released)
        known += [found] if found[0] or not released else []
        return found

    def _sign(self, slope: Polynomial, released: Names) -> tuple[int, Names]:
        """The sign by the prints of its figures, or by a rule about the only one."""
        found = {m[0]: self.box(m[0], released) for m in slope if m}
        sign = _sign_over(slope, {name: box for name, (box, _) in found.items()})
        ends = [found[m[0]][1][k * sign < 0] for m, k in slope.items() if m]
        for rule in self.about[min(found)] if len(found) == 1 and not sign else ():
            names = [name for name in rule.names if name not in found]
            others = {name: self.box(name, released) for name in names}
            domains = {n: box for n, (box, _) in others.items()} | {min(found): LINE}
            sign = _sign_over(slope, rule.project(domains, [*found])[0])
            ends = [id for _, ids in others.values() for id in ids]
            if sign:
                break
        return sign, frozenset(ends if sign else ())

    def signs_of(self, slope: int) -> tuple[int, ...]:
        """The signs that a slope may have."""
        return (-1, 1) if slope in self._never_zero else (0, -1, 1)


def _sides(interval: Interval) -> list[tuple[Number, Interval]]:
    """Each end of a share, and where end x slope + rest lies with a positive slope."""
    low, high, low_open, high_open = interval
    if low == high:
        return [(low, Interval(0, 0, low_open, high_open))]
    found = []
    if low != -INF:
        found.append((low, Interval(-INF, 0, True, low_open)))
    if high != INF:
        found.append((high, Interval(0, INF, high_open, True)))
    return found or [(0, LINE)]


def _sign_over(slope: Polynomial, boxes: Mapping[str, Interval]) -> int:
    """The sign of a sum of figures within their intervals; 0 if it may be either."""
    terms = (only(k) * boxes[m[0]] if m else only(k) for m, k in slope.items())
    found = reduce(add, terms)
    return POSITIVE.contains(found) - NEGATIVE.contains(found)


def _is_not(name: str, value: Number) -> Comparison:
    """The rule that a figure is not a value, as one that it would make meaningless."""
    zero = Node("number", number=0)
    gap = Node("+", (Node("name", name=name), Node("number", number=-value)))
    return Comparison(Node("/", (zero, gap)), "=", zero)
