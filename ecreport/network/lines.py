"""The rules and prints of a part as straight lines between its quantities.

A quantity that stands in one rule only, such as a share, goes into that rule: a share
between 44.55 % and 44.65 % is two lines between users and total, whose sense depends on
the sign of the total. A figure that can have one value only is that number. What is
curved all the same, or whole, is left to be looked at where a point is found.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import cached_property, reduce
from itertools import chain
from operator import add
from typing import NamedTuple

from ..formula.bounds import bounds, zero_divisor
from ..formula.parse import Comparison
from ..formula.polynomial import Polynomial
from ..number.interval import INF, LINE, Interval, Number, exact
from .equations import Terms
from .linear import Program, Proof
from .shape import Names, Shape, only, plus, shape

MOST_CASES = 64  # signs of divisors, one after another
Prints = Mapping[str, Sequence[tuple[str, Interval]]]  # quantity -> ids and intervals
POSITIVE, NEGATIVE = Interval(0, INF, True, True), Interval(-INF, 0, True, True)
_FACING = {
    "=": Interval(0, 0),
    "<": NEGATIVE,
    "<=": Interval(-INF, 0),
    ">": POSITIVE,
    ">=": Interval(0, INF),
}


class Row(NamedTuple):
    """A line between columns, and where it lies for either sign of a slope."""

    terms: Terms
    up: Interval
    down: Interval
    still: Interval  # where the slope is zero
    slope: int = -1
    needs: Names = frozenset()  # prints that it is made of


class Answer(NamedTuple):
    """Whether a part fits (None where that is not proved), and why not."""

    fits: bool | None
    conflict: Names | None = None  # prints that cannot all be right, if known


class Refuted(NamedTuple):
    """What ends of prints and a fixed number add up to: more than nothing."""

    prints: list[tuple[str, Number]]  # figures and multiples
    fixed: Number

    def sum(self, intervals: Mapping[str, Interval]) -> Number:
        """What they add up to with other prints."""
        ends = (
            multiple * (intervals[id].low if multiple > 0 else intervals[id].high)
            for id, multiple in self.prints
        )
        return exact(sum(ends, Fraction(self.fixed)))


class Lines:
    """The lines of a part, for one width of its prints.

    Parameters
    ----------
    prints : mapping of str to sequence of (id, Interval)
        Each quantity with its figures and what each of them allows.
    rules : iterable of Comparison
    whole : frozenset of str
        The quantities that are whole numbers.
    """

    def __init__(
        self, prints: Prints, rules: Iterable[Comparison], whole: Names
    ) -> None:
        self.prints, self.whole = prints, whole
        rules = list(rules)
        uses = Counter(name for rule in rules for name in set(rule.names()))
        once = frozenset(n for n, count in uses.items() if count == 1) - whole
        shapes = [(rule, shape(rule, once, self._points)) for rule in rules]
        self.beyond = [rule for rule, found in shapes if found is None]
        self.shapes = [found for _, found in shapes if found is not None]
        self.leaves = {s.leaf: s for s in self.shapes if s.leaf}
        self.columns = [name for name in prints if name not in self.leaves]
        self.place = {name: n for n, name in enumerate(self.columns)}
        self.slopes: list[Polynomial] = []
        self._never_zero: set[int] = set()
        self._impossible: dict[tuple[int, int], Names | None] = {}
        self.rows: list[Row] = []
        for found in self.shapes:
            self._add(found)
        for number, slope in enumerate(self.slopes):
            self._row(slope, POSITIVE, NEGATIVE, number)

    @cached_property
    def _points(self) -> Mapping[str, Number]:
        boxes = {name: self._box(name, frozenset())[0] for name in self.prints}
        return {n: box.low for n, box in boxes.items() if box.low == box.high}

    @cached_property
    def boxes(self) -> tuple[list[Interval], list[tuple[str, str]]]:
        """What the prints leave each column, and which prints give the ends."""
        found = [self._box(name, frozenset()) for name in self.columns]
        return [box for box, _ in found], [ids for _, ids in found]

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The column of each figure."""
        columns = enumerate(self.columns)
        return {id: n for n, name in columns for id, _ in self.prints[name]}

    def _box(self, name: str, released: Names) -> tuple[Interval, tuple[str, str]]:
        """What the prints leave a quantity, and the two that give the ends."""
        left, low, high = LINE, "", ""
        for id, interval in self.prints[name]:
            if id not in released:
                both = left & interval
                low = id if both[::2] != left[::2] else low
                high = id if both[1::2] != left[1::2] else high
                left = both
        return left, (low, high)

    def _add(self, found: Shape) -> None:
        for divisor in found.divisors:
            self._never_zero.add(self.slope_of(divisor)[0])
        needs = frozenset(chain(*(self._box(n, frozenset())[1] for n in found.pins)))
        slope, turn = self.slope_of(found.slope)
        if not found.leaf:
            facing = _FACING[found.comparison.op]
            self._row(
                found.rest, facing * only(turn), -facing * only(turn), slope, needs
            )
        for id, interval in self.prints[found.leaf] if found.leaf else ():
            for end, facing in _sides(interval):
                total = plus(found.slope, end, found.rest)
                facing = facing * only(turn)
                self._row(total, facing, -facing, slope, needs | {id})

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
        """The same lines, none of which is made of a print, between other prints."""
        self.program  # noqa: B018  shared, so that it is kept warm
        found = copy(self)
        found.__dict__.pop("boxes", None)
        found._impossible = {}
        found.prints = prints
        return found

    def refuted(self) -> Refuted | None:
        """Why straight lines do not fit; less than nothing if they do, None if not proved."""
        question = Question(self, frozenset())
        for box, (low, high) in zip(question.boxes, question.given, strict=True):
            if box.empty:
                return Refuted([(low, 1), (high, -1)], 0)
        ends = question.ends({})
        found = self.program.within(ends)
        if not isinstance(found, Proof):
            return None if found is None else Refuted([], -1)
        width = len(question.boxes)
        rows = Proof({i: m for i, m in found.multiples.items() if i >= width})
        prints = [
            (question.given[i][m < 0], m)
            for i, m in found.multiples.items()
            if i < width
        ]
        return Refuted(prints, rows.least(ends))

    @property
    def straight(self) -> bool:
        """Whether the lines are all there is to ask, whatever is released."""
        pinned = any(found.pins for found in self.shapes)
        return not (self.beyond or pinned or self.whole.intersection(self.columns))

    def answer(self, released: Names = frozenset()) -> Answer:
        """Whether all but some prints can be right together.

        Signs of divisors are tried one by one, where the prints leave them open and
        they make a difference.
        """
        question = Question(self, released)
        if question.empty:
            return Answer(False, question.empty)
        conflict, todo = frozenset[str](), [question.signs]
        for _ in range(MOST_CASES):
            signs = todo.pop()
            found = self.program.within(question.ends(signs))
            if found is None:
                return Answer(None)
            if isinstance(found, Proof):
                conflict |= question.blamed(found)
            elif (slope := question.wrong(found, signs)) is None:
                return Answer(True if question.satisfied(found) else None)
            else:
                todo += [{**signs, slope: sign} for sign in self.signs_of(slope)]
            if not todo:
                return Answer(False, conflict)
        return Answer(None)

    def signs_of(self, slope: int) -> tuple[int, ...]:
        """The signs that a slope may have."""
        return (-1, 1) if slope in self._never_zero else (0, -1, 1)

    def impossible(self, slope: int, sign: int) -> Names | None:
        """Prints that forbid a sign of a slope, none of its own figures among them."""
        key = slope, sign
        if key not in self._impossible:
            own = self._ids(m[0] for m in self.slopes[slope] if m)
            rules = (s for s in self.shapes if self.slope_of(s.slope)[0] == slope)
            near = self._ids(name for s in rules for name in s.comparison.names())
            far = self._ids(self.prints) - near
            found = self._against(slope, sign, own | far)
            self._impossible[key] = found or self._against(slope, sign, own)
        return self._impossible[key]

    def _ids(self, names: Iterable[str]) -> Names:
        return frozenset(id for name in names for id, _ in self.prints[name])

    def _against(self, slope: int, sign: int, released: Names) -> Names | None:
        """The prints of a proof that a slope has not a sign, some being released."""
        question = Question(self, released, plain=True)
        ends = question.ends({**question.signs, slope: sign})
        found = None if question.empty else self.program.within(ends)
        return question.blamed(found) if isinstance(found, Proof) else None


class Question:
    """Lines, with some prints released."""

    def __init__(self, lines: Lines, released: Names, plain: bool = False) -> None:
        self.lines, self.released = lines, released
        self.boxes, self.given = lines.boxes[0].copy(), lines.boxes[1].copy()
        for place in {lines.place_of[id] for id in released if id in lines.place_of}:
            found = lines._box(lines.columns[place], released)
            self.boxes[place], self.given[place] = found
        self.signs: dict[int, int] = {}
        self._deciding: dict[int, Names] = {}
        for number, slope in enumerate(lines.slopes):
            self._decide(number, slope)
            if number not in self.signs and not plain:
                self._conclude(number)

    def _decide(self, number: int, slope: Polynomial) -> None:
        parts = [
            Interval(k, k)
            * (self.boxes[self.lines.place[m[0]]] if m else Interval(1, 1))
            for m, k in slope.items()
        ]
        found = reduce(add, parts)
        for sign, side in ((1, POSITIVE), (-1, NEGATIVE)):
            if side.contains(found):
                self.signs[number] = sign
                places = [
                    (self.lines.place[m[0]], k * sign > 0)
                    for m, k in slope.items()
                    if m
                ]
                self._deciding[number] = frozenset(
                    self.given[place][not low] for place, low in places
                )

    def _conclude(self, number: int) -> None:
        """Take the one sign that the prints of other quantities do not forbid."""
        signs = {
            s: self.lines.impossible(number, s) for s in self.lines.signs_of(number)
        }
        forbidden = {s: why for s, why in signs.items() if why is not None}
        forbidden = {s: w for s, w in forbidden.items() if w.isdisjoint(self.released)}
        if len(signs) - len(forbidden) == 1:
            (self.signs[number],) = signs.keys() - forbidden.keys()
            self._deciding[number] = frozenset().union(*forbidden.values())

    @property
    def empty(self) -> Names:
        """Two prints of one quantity that cannot both be right."""
        for box, ids in zip(self.boxes, self.given, strict=True):
            if box.empty:
                return frozenset(ids)
        return frozenset()

    def ends(self, signs: Mapping[int, int]) -> list[Interval]:
        """The interval of every line, for some signs of slopes."""
        return [*self.boxes, *(self._facing(row, signs) for row in self.lines.rows)]

    def _facing(self, row: Row, signs: Mapping[int, int]) -> Interval:
        sign = 1 if row.slope < 0 else signs.get(row.slope)
        if sign == 0:
            return row.still
        if sign is None or row.needs & self.released:
            return LINE
        return row.up if sign > 0 else row.down

    def blamed(self, proof: Proof) -> Names:
        """The prints that a proof is made of."""
        found: set[str] = set()
        width = len(self.boxes)
        for line, multiple in proof.multiples.items():
            if line < width:
                found.add(self.given[line][multiple < 0])
            else:
                row = self.lines.rows[line - width]
                found |= row.needs | self._deciding.get(row.slope, frozenset())
        return frozenset(found) - {""}

    def wrong(self, point: Sequence[Number], signs: Mapping[int, int]) -> int | None:
        """The first slope without a sign whose lines the point does not satisfy."""
        width = len(self.boxes)
        kept = len(self.lines.rows) - len(self.lines.slopes) + width
        at = {
            n: _sign_of(point[kept + n] - self.lines.rows[kept - width + n].still.low)
            for n in range(len(self.lines.slopes))
            if n not in signs
        }
        for number, sign in at.items():
            if sign not in self.lines.signs_of(number):
                return number
        for row, value in zip(self.lines.rows, point[width:], strict=True):
            if row.slope in at and not holds(self._facing(row, at), value):
                return row.slope
        return None

    def satisfied(self, point: Sequence[Number]) -> bool:
        """Whether what is no line holds at a point as well."""
        lines = self.lines
        values = {n: Interval(x, x) for n, x in zip(lines.columns, point, strict=False)}
        whole = all(
            values[n].low == int(values[n].low) for n in lines.whole if n in values
        )
        loose = [s for s in lines.shapes if s.pins and self._loose(s)]
        if any(found.leaf for found in loose):
            return False
        rules = [*lines.beyond, *(found.comparison for found in loose)]
        return whole and all(_true(rule, values) for rule in rules)

    def _loose(self, found: Shape) -> bool:
        made = chain(*(self.lines._box(n, frozenset())[1] for n in found.pins))
        return not self.released.isdisjoint(made)


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


def _sign_of(value: Number) -> int:
    return (value > 0) - (value < 0)


def holds(interval: Interval, value: Number) -> bool:
    """Whether a value lies in an interval."""
    return interval.contains(Interval(value, value))


def _true(rule: Comparison, values: Mapping[str, Interval]) -> bool:
    """Whether a rule holds where every quantity has one value."""
    left, right = (bounds(side, values) for side in (rule.left, rule.right))
    void = any(zero_divisor(side, values) for side in (rule.left, rule.right))
    return not void and holds(_FACING[rule.op], exact(left.low - right.low))
