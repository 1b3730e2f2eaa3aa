"""How far a quantity can go, the others being as printed: by lines, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ..formula.bounds import NOTHING
from ..formula.straight import Names, plus
from ..number.interval import INF, LINE, Interval, Number, exact, hull
from .linear import Proof, inside
from .lines import Lines
from .questions import Question

MOST_SIGNS = 9  # of divisors, for the range of one figure
MOST_STEPS = 50  # towards the end of the range of a share


class Reach:
    """How far a quantity can go without some prints, by lines alone.

    `outer` is what lines leave it, `exact` whether no other rule leaves it less.
    """

    def __init__(self, lines: Lines, name: str, released: Names) -> None:
        self.lines, self.name = lines, name
        self.question = Question(lines, released)
        ways = self._ways()
        limit = LINE if ways is None else lines.rules.limits.get(name, LINE)
        self.outer = limit if ways is None else limit & hull(ways or [NOTHING])
        self._one_piece = ways is not None and len(ways) < 2
        self.exact = ways is not None and self._sure(self.outer)

    def holds_all_of(self, interval: Interval) -> bool:
        """Whether all values of an interval that lines leave are left by every rule."""
        return self._one_piece and (self.exact or self._sure(interval & self.outer))

    def _sure(self, interval: Interval) -> bool:
        return interval.empty or self.question.holds_surely(self.name, interval)

    def _ways(self) -> list[Interval] | None:
        """The range for each sign that the prints leave to the slopes, if proved."""
        question, found = self.question, []
        if question.empty is not None:
            return []
        left = [n for n in range(len(self.lines.slopes)) if n not in question.signs]
        if prod(len(self.lines.signs_of(slope)) for slope in left) > MOST_SIGNS:
            return None
        for case in product(*map(self.lines.signs_of, left)):
            signs = {**question.signs, **dict(zip(left, case, strict=True))}
            point = None if left else self.lines.example
            part = self._range(question.ends(signs), signs, point)
            if part is None:
                return None
            found += [] if part.empty else [part]
        return found

    def _range(
        self,
        ends: Sequence[Interval],
        signs: Mapping[int, int],
        point: Sequence[Number] | None,
    ) -> Interval | None:
        name, found = self.name, point or self.lines.program.within(ends)
        if not isinstance(found, list):
            return None if found is None else NOTHING
        if name in self.lines.place:
            sides = [self._end(ends, self.lines.place[name], turn) for turn in (1, -1)]
        elif signs.get(self.lines.slope_of(self.lines.leaves[name].slope)[0]) == 0:
            return LINE  # a share of nothing
        else:
            sides = [self._share_end(ends, signs, found, turn) for turn in (1, -1)]
        low, high = sides
        if low is None or high is None:
            return None
        return Interval(low[0], -high[0], low[1], high[1])

    def _end(
        self, ends: Sequence[Interval], column: int, turn: int
    ) -> tuple[Number, bool] | None:
        """The least value of a column, or of its negative, and whether it is open."""
        least = self.lines.program.minimum(ends, {column: turn})
        if least is None:
            return None
        value, proof, point = least
        if value == -INF or proof.open(ends):
            return value, True
        if inside(point, ends):
            return value, False
        there = list(ends)
        there[column] = Interval(turn * value, turn * value)
        found = self.lines.program.within(there)
        return None if found is None else (value, isinstance(found, Proof))

    def _share_end(
        self,
        ends: Sequence[Interval],
        signs: Mapping[int, int],
        point: Sequence[Number],
        turn: int,
    ) -> tuple[Number, bool] | None:
        """The least value of -rest / slope, or of its negative (Dinkelbach 1967)."""
        found = self.lines.leaves[self.name]
        number, side = self.lines.slope_of(found.slope)
        side *= signs[number] if number >= 0 else 1
        slope = {m: side * k for m, k in found.slope.items()}
        rest = {m: -side * turn * k for m, k in found.rest.items()}
        for _ in range(MOST_STEPS):
            below = self.lines.at(slope, point)
            if not below:
                return None
            share = exact(Fraction(self.lines.at(rest, point)) / Fraction(below))
            form = {
                self.lines.place[m[0]]: k
                for m, k in plus(slope, -share, rest).items()
                if m
            }
            least = self.lines.program.minimum(ends, form)
            if least is None or least[0] == -INF:
                return None
            value, proof, point = least
            if value + plus(slope, -share, rest).get((), 0) == 0:
                if proof.open(ends):
                    return share, True
                return (share, False) if inside(point, ends) else None
        return None
