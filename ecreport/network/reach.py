"""How far a quantity can go, the others being as printed: by lines, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ..formula.bounds import NOTHING
from ..formula.parse import Comparison
from ..formula.polynomial import Monomial
from ..number.interval import INF, LINE, Interval, Number, exact, hull
from .linear import Proof, inside
from .lines import Lines, Prints, Question
from .shape import Names, only, plus, shape, without_extremes

MOST_SIGNS = 9  # of divisors, for the range of one figure
MOST_STEPS = 50  # towards the end of the range of a share


class Reach:
    """The ranges of the quantities between some lines.

    Parameters
    ----------
    lines : Lines
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def range(self, name: str, released: Names) -> tuple[Interval, bool] | None:
        """What is left of a quantity without some prints, and whether it is one piece.

        None where that is not proved.
        """
        if not self.lines.straight and not self._pinned_fast(released):
            return None
        return self._in_cases(name, released)

    def outer(self, name: str, id: str) -> Interval:
        """An interval that holds the range of a figure: as the lines alone leave it."""
        found = self._in_cases(name, frozenset({id}))
        return LINE if found is None else found[0]

    def _in_cases(self, name: str, released: Names) -> tuple[Interval, bool] | None:
        """The range over every sign that the prints leave to the slopes."""
        question = Question(self.lines, released)
        if question.empty:
            return NOTHING, True
        left = [n for n in range(len(self.lines.slopes)) if n not in question.signs]
        if prod(len(self.lines.signs_of(slope)) for slope in left) > MOST_SIGNS:
            return None
        found = []
        for case in product(*map(self.lines.signs_of, left)):
            signs = {**question.signs, **dict(zip(left, case, strict=True))}
            part = self._range(name, question.ends(signs), signs)
            if part is None:
                return None
            found += [] if part.empty else [part]
        return (hull(found) if found else NOTHING), len(found) < 2

    def _pinned_fast(self, released: Names) -> bool:
        """Whether nothing that a row is made of has been released."""
        pinned = any(row.needs & released for row in self.lines.rows if row.needs)
        wild = self.lines.beyond or self.lines.whole.intersection(self.lines.columns)
        return not wild and not (pinned and any(s.pins for s in self.lines.shapes))

    def _range(
        self, name: str, ends: Sequence[Interval], signs: Mapping[int, int]
    ) -> Interval | None:
        found = self.lines.program.within(ends)
        if not isinstance(found, list):
            return None if found is None else NOTHING
        slope = (
            self.lines.slope_of(self.lines.leaves[name].slope)[0]
            if name in self.lines.leaves
            else -1
        )
        if signs.get(slope) == 0:
            return LINE  # a share of nothing
        if name in self.lines.place:
            sides = [self._end(ends, self.lines.place[name], turn) for turn in (1, -1)]
        else:
            sides = [
                self._share_end(name, ends, signs, found, turn) for turn in (1, -1)
            ]
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
        name: str,
        ends: Sequence[Interval],
        signs: Mapping[int, int],
        point: Sequence[Number],
        turn: int,
    ) -> tuple[Number, bool] | None:
        """The least value of -rest / slope, or of its negative (Dinkelbach 1967)."""
        found = self.lines.leaves[name]
        number, side = self.lines.slope_of(found.slope)
        side *= signs[number] if number >= 0 else 1
        slope = {m: side * k for m, k in found.slope.items()}
        rest = {m: -side * turn * k for m, k in found.rest.items()}
        for _ in range(MOST_STEPS):
            below = self._value(slope, point)
            if not below:
                return None
            share = exact(Fraction(self._value(rest, point)) / Fraction(below))
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

    def _value(
        self, total: Mapping[Monomial, Number], point: Sequence[Number]
    ) -> Number:
        parts = (
            k * point[self.lines.place[m[0]]] if m else k for m, k in total.items()
        )
        return exact(sum(parts, Fraction(0)))


def surely_left(
    prints: Prints,
    rules: Sequence[Comparison],
    values: Mapping[str, Number],
    name: str,
    id: str,
) -> Interval:
    """Values that a figure can surely have: some other quantities being held still.

    What is multiplied with others, smallest or largest, stays as it is in one answer.
    """
    still = {other: value for other, value in values.items() if other != name}
    straight = [r for rule in rules for r in without_extremes(rule, values)]
    shapes = [shape(rule, frozenset(), still) for rule in straight]
    held = frozenset[str]().union(*(s.pins for s in shapes if s is not None))
    kept = {
        n: [("", only(values[n]))] if n in held else figures
        for n, figures in prints.items()
    }
    own = [(i, LINE if i == id else interval) for i, interval in prints[name]]
    lines = Lines({**kept, name: own}, straight, frozenset())
    return NOTHING if lines.beyond else Reach(lines).outer(name, id)
