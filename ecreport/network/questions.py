"""Questions to the lines of a part, with some of its prints released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from ..formula.bounds import ZERO, bounds, facing, zero_divisor
from ..formula.parse import Comparison
from ..formula.straight import Names, Shape, only
from ..number.interval import LINE, Interval, Number, exact
from .linear import Proof
from .lines import Lines, Row

MOST_CASES = 64  # signs of divisors, one after another


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
        ends = (multiple * intervals[id][multiple < 0] for id, multiple in self.prints)
        return exact(sum(ends, self.fixed))


def answer(lines: Lines, released: Names = frozenset()) -> Answer:
    """Whether all but some prints can be right together.

    Signs of divisors are tried one by one, where the prints leave them open and
    they make a difference.
    """
    question = Question(lines, released)
    if question.empty is not None:
        return Answer(False, question.empty)
    conflict, todo = frozenset[str](), [question.signs]
    for _ in range(MOST_CASES):
        signs = todo.pop()
        found = lines.program.within(question.ends(signs))
        if found is None:
            return Answer(None)
        if isinstance(found, Proof):
            conflict |= question.blamed(found)
        elif (slope := question.wrong(found, signs)) is None:
            lines.example = lines.example if released else found
            return Answer(True if question.satisfied(found) else None)
        else:
            todo += [{**signs, slope: sign} for sign in lines.signs_of(slope)]
        if not todo:
            return Answer(False, conflict)
    return Answer(None)


def refuted(lines: Lines) -> Refuted | None:
    """Why straight lines do not fit; less than nothing if they do, None if not proved."""
    question = Question(lines, frozenset())
    ends = question.ends({})
    place = next((i for i, box in enumerate(question.boxes) if box.empty), None)
    terms: list[tuple[int, Number]] = []
    if place is not None:
        terms = [(place, 1), (place, -1)]
    else:
        found = lines.program.within(ends)
        if not isinstance(found, Proof):
            return None if found is None else Refuted([], -1)
        terms += found.multiples.items()
    prints: list[tuple[str, Number]] = []
    fixed: Number = 0
    for line, multiple in terms:
        id = question.given[line][multiple < 0] if line < len(lines.columns) else ""
        if id:
            prints.append((id, multiple))
        else:
            fixed += multiple * ends[line][multiple < 0]
    return Refuted(prints, fixed)


class Question:
    """Lines, with some prints released."""

    def __init__(self, lines: Lines, released: Names) -> None:
        self.lines, self.released = lines, released
        self.boxes, self.given = lines.boxes[0].copy(), lines.boxes[1].copy()
        for place in {lines.place_of[id] for id in released if id in lines.place_of}:
            found = lines.box(lines.columns[place], released)
            self.boxes[place], self.given[place] = found
        self.signs: dict[int, int] = {}
        self._deciding: dict[int, Names] = {}
        for number in range(len(lines.slopes)):
            sign, made = lines.sign_of(number, released)
            if sign:
                self.signs[number], self._deciding[number] = sign, made

    @property
    def empty(self) -> Names | None:
        """Prints of one quantity that cannot be right, if there are some."""
        for box, ids in zip(self.boxes, self.given, strict=True):
            if box.empty:
                return frozenset(ids) - {""}
        return None

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
            if row.slope in at and value not in self._facing(row, at):
                return row.slope
        return None

    def satisfied(self, point: Sequence[Number]) -> bool:
        """Whether what is no line holds at a point as well."""
        lines = self.lines
        values = {n: only(x) for n, x in zip(lines.columns, point, strict=False)}
        whole = all(
            values[n].low == int(values[n].low) for n in lines.whole if n in values
        )
        loose = [s for s in lines.shapes if s.pins and self._loose(s)]
        if any(found.leaf for found in loose):
            return False
        for leaf, found in lines.leaves.items() if lines.beyond else ():
            slope, rest = (lines.at(part, point) for part in (found.slope, found.rest))
            values[leaf] = only(exact(-Fraction(rest) / slope)) if slope else LINE
        rules = [*lines.beyond, *(found.comparison for found in loose)]
        return whole and all(true(rule, values) for rule in rules)

    def _loose(self, found: Shape) -> bool:
        made = chain(*(self.lines.box(n, frozenset())[1] for n in found.pins))
        return not self.released.isdisjoint(made)

    def holds_surely(self, name: str, left: Interval) -> bool:
        """Whether all that is no line holds between the prints, a quantity being left."""
        lines = self.lines
        if lines.whole.intersection(lines.columns) or any(
            found.pins and self._loose(found) for found in lines.shapes
        ):
            return False
        if not lines.beyond:
            return True
        boxes = {n: lines.box(n, self.released)[0] for n in lines.everything}
        boxes[name] = left
        for rule in lines.rules.rules:
            if rule.left.name and rule.left.name not in lines.prints:
                boxes[rule.left.name] = bounds(rule.right, boxes)
        return all(true(rule, boxes) for rule in lines.beyond)


def _sign_of(value: Number) -> int:
    return (value > 0) - (value < 0)


def true(rule: Comparison, boxes: Mapping[str, Interval]) -> bool:
    """Whether a rule holds whatever value each quantity has."""
    left, right = (bounds(side, boxes) for side in (rule.left, rule.right))
    void = any(zero_divisor(side, boxes) for side in (rule.left, rule.right))
    return not void and facing(rule.op, ZERO).contains(left - right)
