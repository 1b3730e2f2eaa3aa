"""The range that all other figures leave each figure, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import and_

from ..formula.bounds import NOTHING, without_each
from ..number.interval import INF, LINE, Interval, Number
from .parts import Part
from .reach import Reach

DIGITS = 10  # to which an end is found that is no simple fraction
NEAREST = Fraction(1, 10**15)  # how closely an end near zero is found
FARTHEST = 10**40  # an end beyond this is none
Found = dict[str, Interval | None]  # None where a limit of work was reached


class Ranges(Found):
    """What the others leave each figure, computed when asked for, of a tree at once.

    None where a limit of work was reached; an empty interval says that the others
    contradict each other without it.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {
            f.id: (part, name)
            for part in parts
            for name, prints in part.prints.items()
            for f in prints
        }
        self._pieces: set[str] = set()  # all of their range is left to them
        self._reached: dict[str, Reach] = {}

    def __missing__(self, id: str) -> Interval | None:
        """Ask the part that holds a figure; where none does, nothing bounds it."""
        if id not in self._parts:
            self[id] = LINE
            return LINE
        part, name = self._parts[id]
        if found := _of_tree(part):
            self.update(found)
            self._pieces |= set(found) if part.messages.all_exact else set()
            return self[id]
        left = self._reached[id] = Reach(part.lines, name, frozenset({id}))
        self[id] = left.outer if left.exact else _asked(part, name, id, left.outer)
        return self[id]

    def allows(self, id: str, interval: Interval) -> bool | None:
        """Whether the others let a figure lie in an interval; None as above."""
        left = self[id]
        if left is None or id not in self._parts or not left.overlaps(interval):
            return None if left is None else left.overlaps(interval)
        if id in self._pieces or _holds_an_end(interval, left):
            return True
        if id in self._reached and self._reached[id].holds_all_of(interval):
            return True
        part, _ = self._parts[id]
        return part.feasible(lambda f: interval if f.id == id else f.interval)


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


def outer(part: Part, name: str, id: str) -> Interval:
    """A range that is wide enough: what the rules of a figure leave it, one by one."""
    bounds = part.bounds()
    others = [f.interval for f in part.prints[name] if f.id != id]
    rules = [rule for rule in part.constraints if name in rule.names]
    left = [rule.project({**bounds, name: LINE}, [name])[0][name] for rule in rules]
    return reduce(and_, [*others, *left], LINE)


def _asked(part: Part, name: str, id: str, start: Interval) -> Interval | None:
    """The range by asking the solver, within one that is wide enough."""
    high, low = (_Question(part, name, id, turn) for turn in (1, -1))
    some = high.has(-INF), low.has(-INF)
    if not all(some):
        return NOTHING if False in some else None
    start &= outer(part, name, id)
    above, below = high.end(start.high), low.end(-start.low)
    if above is None or below is None:
        return None
    return Interval(-below[0], above[0], below[1], above[1])


class _Question:
    """Questions about the greatest value of a quantity, or of its negative."""

    def __init__(self, part: Part, name: str, id: str, turn: int) -> None:
        self.system, self.name, self.turn = part.system, name, turn
        self.solver = part.system.solver()
        bounds = part.bounds(lambda f: LINE if f.id == id else f.interval)
        self.solver.add(*(part.system.within(*bound) for bound in bounds.items()))
        self.reached = Fraction(0)
        self._found = False

    def has(self, low: Number, open: bool = False) -> bool | None:
        """Whether it can lie at or above a value; how far it got is kept."""
        above = Interval(low, INF, low_open=open or low == -INF)
        statement = self.system.within(self.name, above if self.turn > 0 else -above)
        found, solver = self.system.ask(self.solver, statement)
        if found:
            value = self.turn * self.system.value_of(self.name, solver.model())
            self.reached = max(value, self.reached) if self._found else value
            self._found = True
        return found

    def end(self, most: Number) -> tuple[Number, bool] | None:
        """The upper end up to a limit, and whether it is open; None if not found."""
        limit = self._limit() if most == INF else most
        if limit is None or limit == INF:
            return None if limit is None else (INF, True)
        found, high = self.has(limit), Fraction(limit)
        if found:
            return limit, False
        near = True  # perhaps it goes up to the limit, and that is an open end
        while found is not None:
            unit = _unit(max(abs(self.reached), abs(high)))
            first, last = floor(self.reached / unit), ceil(high / unit)
            if last - first <= 1:
                return self._snapped(first * unit, last * unit)
            middle = (last - 1 if near else (first + last) // 2) * unit
            found = self.has(middle)
            near, high = near and bool(found), high if found else middle
        return None

    def _limit(self) -> Number | None:
        """A value too large for it; infinite where there is none, None if not found."""
        found = self.has(FARTHEST)
        if found is not False:
            return INF if found else None
        most = max(abs(self.reached), Fraction(1))
        while (found := self.has(most := most * 1000)) is not False:
            if found is None:
                return None
        return most

    def _snapped(self, low: Fraction, high: Fraction) -> tuple[Number, bool]:
        """The simplest fraction between, if that is the end; else the outer value."""
        for simple in (high.limit_denominator(n) for n in (1, 10, 1000, 10**6)):
            if low <= simple <= high and self.has(simple, True) is False:
                return simple, self.has(simple) is not True
        return high, True


def _unit(size: Fraction) -> Fraction:
    """One of the last digit to which a number of this size is found."""
    about = Decimal(size.numerator) / size.denominator  # of any size, unlike a float
    digits = about.adjusted() if size else -99
    return max(Fraction(10) ** (digits + 1 - DIGITS), NEAREST)
