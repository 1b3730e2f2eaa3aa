"""The range that all other figures leave each figure, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import reduce

import z3

from .figure import Figure
from .interval import INF, LINE, Interval, Number
from .network import Network, Part, project, without_each
from .solver import System

FINE = Fraction(1, 10**9)  # how closely an end is found that is no simple fraction
NEAREST = Fraction(1, 10**15)  # how closely an end near zero is found
FARTHEST = 10**40  # an end beyond this is none


def ranges(network: Network) -> dict[str, Interval | None]:
    """What the others leave each figure; None where the time ran out.

    An empty interval says that the others contradict each other without it.
    """
    return {id: left for part in network.parts for id, left in of_part(part).items()}


class Ranges(Mapping[str, Interval | None]):
    """The ranges of all figures, each part of the network computed when asked for.

    Parameters
    ----------
    figures : mapping of str to Figure
        A figure that no part holds is bounded by nothing.
    network : Network
    """

    def __init__(self, figures: Mapping[str, Figure], network: Network) -> None:
        self._figures = figures
        self._parts = {f.id: part for part in network.parts for f in part.figures}
        self._found: dict[str, Interval | None] = {}

    def __getitem__(self, id: str) -> Interval | None:
        if id not in self._found and id in self._parts:
            self._found |= of_part(self._parts[id])
        return self._found[id] if id in self._parts else LINE

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def of_part(part: Part) -> dict[str, Interval | None]:
    """What the others leave each figure of a part."""
    return (_of_tree(part) or _of_cycles(part)) if part.prints else {}


def _of_tree(part: Part) -> dict[str, Interval | None]:
    """The ranges by messages from end to end; nothing where that is not exact."""
    if not part.is_tree:
        return {}
    messages = part.messages
    found: dict[str, Interval | None] = {}
    for name, prints in part.prints.items():
        left = messages.left(name)
        others = without_each([figure.interval for figure in prints])
        for figure, rest in zip(prints, others, strict=True):
            found[figure.id] = left & rest
    return found if messages.exact else {}


def _of_cycles(part: Part) -> dict[str, Interval | None]:
    """The ranges by asking the solver, each figure's own print left out in turn."""
    system = part.system
    solver = system.solver()
    quantity = {f.id: name for name, prints in part.prints.items() for f in prints}
    figures = part.figures
    found: dict[str, Interval | None] = {}
    for figure in _each_left_out(solver, system, figures, quantity):
        name = quantity[figure.id]
        start = _start(part, name, figure)
        found[figure.id] = Asked(solver, system, name).range(start)
    return found


def _each_left_out(
    solver: z3.Solver, system: System, figures: list[Figure], quantity: dict[str, str]
) -> Iterator[Figure]:
    """Each figure in turn, while the solver knows the prints of all the others.

    Halves are taken in and out together, so a print is added log(n) times, not n.
    """
    if len(figures) < 2:
        yield from figures
        return
    middle = len(figures) // 2
    for inside, outside in (
        (figures[:middle], figures[middle:]),
        (figures[middle:], figures[:middle]),
    ):
        solver.push()
        solver.add(*(system.within(quantity[f.id], f.interval) for f in outside))
        yield from _each_left_out(solver, system, inside, quantity)
        solver.pop()


def _start(part: Part, name: str, figure: Figure) -> Interval:
    """A range that is wide enough: what its own rules leave it, one by one."""
    bounds = dict(part.bounds())
    others = [f.interval for f in part.prints[name] if f is not figure]
    left = [
        project(constraint, {n: bounds[n] for n in constraint.names}, [name])[0][name]
        for constraint in part.constraints
        if name in constraint.names
    ]
    return reduce(Interval.__and__, [*others, *left], LINE)


class Asked:
    """Questions about one quantity, to a solver that knows everything else."""

    def __init__(self, solver: z3.Solver, system: System, name: str) -> None:
        self.solver = solver
        self.system = system
        self.name = name

    def has(self, interval: Interval) -> bool | None:
        """Whether the quantity can lie in an interval."""
        return self._ask(interval)[0]

    def _ask(self, interval: Interval) -> tuple[bool | None, z3.Solver]:
        return self.system.ask(self.solver, self.system.within(self.name, interval))

    def range(self, start: Interval) -> Interval | None:
        """The smallest interval of all its values, known to lie inside `start`."""
        some, solver = self._ask(LINE)
        if not some:
            return None if some is None else Interval(0, 0, True, True)
        inside = self.system.value_of(self.name, solver.model())
        high = self.end(inside, start.high)
        low = Mirrored(self).end(-inside, -start.low)
        if high is None or low is None:
            return None
        return Interval(-low[0], high[0], low[1], high[1])

    def end(self, inside: Number, most: Number) -> tuple[Number, bool] | None:
        """The upper end, and whether it is open, between a value and a limit."""
        if most == INF:
            most = self._limit(inside)
            if most == INF:
                return INF, True
        if self.has(_from(most)):
            return most, False
        low, high = Fraction(inside), Fraction(most)
        while high - low > max(abs(high) * FINE, abs(low) * FINE, NEAREST):
            middle = (low + high) / 2
            found = self.has(_from(middle))
            if found is None:
                return None
            low, high = (middle, high) if found else (low, middle)
        return self._snapped(low, high)

    def _limit(self, inside: Number) -> Number:
        """A value too large for it; infinite where there is none."""
        reach = max(abs(Fraction(inside)), Fraction(1))
        while reach < FARTHEST:
            reach *= 1000
            if self.has(_from(reach)) is False:
                return reach
        return INF

    def _snapped(self, low: Fraction, high: Fraction) -> tuple[Number, bool]:
        """The simplest fraction between, if that is the end; else the outer value."""
        for simple in (high.limit_denominator(n) for n in (1, 10, 1000, 10**6)):
            if low <= simple <= high and self.has(_above(simple)) is False:
                return simple, self.has(_from(simple)) is not True
        return high, True


class Mirrored(Asked):
    """The same questions about the negative of the quantity."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.solver, asked.system, asked.name)

    def has(self, interval: Interval) -> bool | None:
        """Whether the negative of the quantity can lie in an interval."""
        return super().has(-interval)


def _from(low: Number) -> Interval:
    return Interval(low, INF)


def _above(low: Number) -> Interval:
    return Interval(low, INF, low_open=True)
