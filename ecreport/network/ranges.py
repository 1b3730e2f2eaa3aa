"""The range that all other figures leave each figure, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from math import ceil, floor, log10
from operator import and_

import z3

from ..formula.bounds import NOTHING, without_each
from ..number.interval import INF, LINE, Interval, Number
from ..verdict.arithmetic import Figure
from .parts import Network, Part

DIGITS = 10  # to which an end is found that is no simple fraction
NEAREST = Fraction(1, 10**15)  # how closely an end near zero is found
FARTHEST = 10**40  # an end beyond this is none
MOST_ASKED = 3_000  # questions for one part of the network
Found = dict[str, Interval | None]  # None where a limit of work was reached


def ranges(network: Network) -> Found:
    """What the others leave each figure; None where a limit of work was reached.

    An empty interval says that the others contradict each other without it.
    """
    found = Ranges(network.parts)
    return {f.id: found[f.id] for part in network.parts for f in part.figures}


class Ranges(Found):
    """The ranges of figures, each computed when asked for, or with all of its part."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {
            f.id: (part, name)
            for part in parts
            for name, prints in part.prints.items()
            for f in prints
        }
        self._pieces: set[str] = set()
        self._inner: dict[str, Interval] = {}

    def __missing__(self, id: str) -> Interval | None:
        """Ask the part that holds a figure; where none does, nothing bounds it."""
        if id not in self._parts:
            self[id] = LINE
            return LINE
        part, name = self._parts[id]
        if found := _of_tree(part):
            self.update(found)
            self._pieces |= set(found) if part.messages.all_exact else set()
        elif left := part.reach.range(name, frozenset({id})):
            self[id], whole = left
            self._pieces |= {id} if whole else set()
        else:
            self.update({i: x for i, x in _of_cycles(part).items() if i not in self})
        return self[id]

    def allows(self, id: str, interval: Interval) -> bool | None:
        """Whether the others let a figure lie in an interval; None as above."""
        left = self[id]
        if left is None or id not in self._parts or not left.overlaps(interval):
            return None if left is None else left.overlaps(interval)
        if self.in_one_piece(id) or _holds_an_end(interval, left):
            return True
        part, name = self._parts[id]
        if id not in self._inner:
            self._inner[id] = part.inner(name, id)
        if self._inner[id].overlaps(interval):
            return True
        own = [f.interval for f in part.prints[name] if f.id != id]
        return part.feasible({**part.bounds(), name: reduce(and_, own, interval)})

    def in_one_piece(self, id: str) -> bool:
        """Whether every value in the range of a figure is known to be left to it."""
        self[id]  # so that it is known
        return id in self._pieces or id not in self._parts


def _holds_an_end(interval: Interval, left: Interval) -> bool:
    """Whether an end of a range, which is reached, lies in an interval."""
    ends = ((left.low, left.low_open), (left.high, left.high_open))
    return any(
        abs(end) != INF and not is_open and interval.overlaps(Interval(end, end))
        for end, is_open in ends
    )


def _of_tree(part: Part) -> Found:
    """The ranges by messages from end to end; nothing where that is not exact."""
    if not part.is_tree:
        return {}
    messages = part.messages
    found: Found = {}
    for name, prints in part.prints.items():
        left = messages.left(name)
        others = without_each([figure.interval for figure in prints], and_, LINE)
        for figure, rest in zip(prints, others, strict=True):
            found[figure.id] = left & rest
    return found if messages.exact else {}


def _of_cycles(part: Part) -> Found:
    """The ranges by asking the solver, each figure's own print left out in turn."""
    quantity = {f.id: name for name, prints in part.prints.items() for f in prints}
    solver = part.system.solver()
    core = part.core if part.fits is False else None
    found: Found = {}
    asked = 0
    for figure in _each_left_out(solver, part, part.figures, quantity):
        name, found[figure.id] = quantity[figure.id], None
        if core is not None and figure.id not in core:
            found[figure.id] = NOTHING
        elif asked < MOST_ASKED:
            question = Asked(solver, part, name)
            start = outer(part, name, figure) & part.reach.outer(name, figure.id)
            found[figure.id] = question.range(start, part.inner(name, figure.id))
            asked += question.count
    return found


def _each_left_out(
    solver: z3.Solver, part: Part, figures: list[Figure], quantity: dict[str, str]
) -> Iterator[Figure]:
    """Each figure in turn, while the solver knows the prints of all the others.

    Halves are taken in and out together, so a print is added log(n) times, not n.
    """
    if len(figures) < 2:
        yield from figures
        return
    halves = figures[: len(figures) // 2], figures[len(figures) // 2 :]
    for inside, outside in (halves, halves[::-1]):
        solver.push()
        solver.add(*(part.system.within(quantity[f.id], f.interval) for f in outside))
        yield from _each_left_out(solver, part, inside, quantity)
        solver.pop()


def outer(part: Part, name: str, figure: Figure) -> Interval:
    """A range that is wide enough: what the rules of a figure leave it, one by one."""
    bounds = part.bounds()
    others = [f.interval for f in part.prints[name] if f is not figure]
    rules = [rule for rule in part.constraints if name in rule.names]
    left = [rule.project({**bounds, name: LINE}, [name])[0][name] for rule in rules]
    return reduce(and_, [*others, *left], LINE)


class Asked:
    """Questions about one quantity, to a solver that knows everything else."""

    def __init__(self, solver: z3.Solver, part: Part, name: str) -> None:
        self.solver = solver
        self.system = part.system
        self.name = name
        self.count = 0

    def _ask(self, interval: Interval) -> tuple[bool | None, z3.Solver]:
        self.count += 1
        return self.system.ask(self.solver, self.system.within(self.name, interval))

    def range(self, start: Interval, inside: Interval) -> Interval | None:
        """The smallest interval of all its values, between two that are known."""
        if inside.empty:
            some, solver = self._ask(LINE)
            if not some:
                return None if some is None else NOTHING
            value = self.system.value_of(self.name, solver.model())
            inside = Interval(value, value)
        high = self._end(inside.high, start.high, 1)
        low = self._end(-inside.low, -start.low, -1)
        if high is None or low is None:
            return None
        return Interval(-low[0], high[0], low[1], high[1])

    def _has(self, low: Number, turn: int, open: bool = False) -> bool | None:
        """Whether the quantity, or its negative, can lie at or above a value."""
        above = Interval(low, INF, low_open=open)
        return self._ask(above if turn > 0 else -above)[0]

    def _end(
        self, least: Number, most: Number, turn: int
    ) -> tuple[Number, bool] | None:
        """The upper end, and whether it is open, between a value and a limit."""
        if least == INF:
            return INF, True
        inside = Fraction(least)
        if most == INF:
            most = self._limit(inside, turn)
            if most == INF:
                return INF, True
        if self._has(most, turn):
            return most, False
        low, high = inside, Fraction(most)
        while True:
            unit = _unit(max(abs(low), abs(high)))
            first, last = floor(low / unit), ceil(high / unit)
            if last - first <= 1:
                return self._snapped(first * unit, last * unit, turn)
            middle = (first + last) // 2 * unit
            found = self._has(middle, turn)
            if found is None:
                return None
            low, high = (middle, high) if found else (low, middle)

    def _limit(self, inside: Fraction, turn: int) -> Number:
        """A value too large for it; infinite where there is none."""
        reach = max(abs(inside), Fraction(1))
        while reach < FARTHEST:
            reach *= 1000
            if self._has(reach, turn) is False:
                return reach
        return INF

    def _snapped(self, low: Fraction, high: Fraction, turn: int) -> tuple[Number, bool]:
        """The simplest fraction between, if that is the end; else the outer value."""
        for simple in (high.limit_denominator(n) for n in (1, 10, 1000, 10**6)):
            if low <= simple <= high and self._has(simple, turn, True) is False:
                return simple, self._has(simple, turn) is not True
        return high, True


def _unit(size: Fraction) -> Fraction:
    """One of the last digit to which a number of this size is found."""
    digits = floor(log10(size)) if size else -99
    return max(Fraction(10) ** (digits + 1 - DIGITS), NEAREST)
