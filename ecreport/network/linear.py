"""A part of the network as straight lines: floats propose, fractions prove.

HiGHS, a simplex solver in floats, names a basis: the lines that are at an end of their
interval. Solved in fractions, the basis gives a point, which is proved by looking
whether it lies within every line, or for one line a sum of the others that keeps it
out of its interval, which is proved by adding up. Where neither comes out there is no
answer here, and the question is one for the exact solver.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import highspy
import numpy as np

from ..number.interval import INF, LINE, Interval, Number, divide, exact
from .equations import Terms, solve

_STATUS = highspy.HighsBasisStatus
MOST_PIVOTS = 200_000  # of the simplex method, for one question
MOST_ROOMS = 30  # rooms asked for, the next less than half the last
MOST_TRIED = 20  # lines that are off, any of which may give the proof
BASIC, UPPER = int(_STATUS.kBasic), int(_STATUS.kUpper)
DUAL, PRIMAL = 1, 4  # ways of the simplex method
TOLERANCE = 1e-9  # of the float solver; no answer depends on it


class Proof(NamedTuple):
    """Multiples of lines that add up to nothing, or to what is asked for."""

    multiples: Mapping[int, Number]  # line -> multiple

    def least(self, ends: Sequence[Interval]) -> Number:
        """The least sum, each line being at the end of its interval that makes it so."""
        found: Number = 0
        for line, multiple in self.multiples.items():
            end = ends[line].low if multiple > 0 else ends[line].high
            if end in (INF, -INF):
                return -INF
            found += multiple * end
        return exact(found)

    def open(self, ends: Sequence[Interval]) -> bool:
        """Whether one of those ends is open."""
        return any(
            ends[line].low_open if multiple > 0 else ends[line].high_open
            for line, multiple in self.multiples.items()
        )

    def refutes(self, ends: Sequence[Interval]) -> bool:
        """Whether the sum, which is nothing, would have to be above zero."""
        least = self.least(ends)
        return least > 0 or (least == 0 and self.open(ends))


class Basis(NamedTuple):
    """What the float solver proposes: which lines are free of their ends."""

    free: list[int]  # in order
    upper: set[int]  # of the others, those at their upper end


class Program:
    """Columns and rows, kept by the float solver from question to question.

    A line is a column or, after these, a row. The float solver sees every line as a
    distance from where it is first expected, in units of its own.
    """

    def __init__(self, rows: Sequence[Terms], ends: Sequence[Interval]) -> None:
        self.rows = rows
        self.width = len(ends) - len(rows)
        self._center = [_center(interval) for interval in ends[: self.width]]
        self._size = _sizes(rows, ends[: self.width])
        self._given = [LINE] * len(ends)
        self._low, self._high = np.full(len(ends), -INF), np.full(len(ends), INF)
        self._columns: list[list[int]] = [[] for _ in range(self.width)]
        for number, terms in enumerate(rows):
            for column in terms:
                self._columns[column].append(number)
        self._solver: Any = _solver()  # its stubs miss what is used
        self._pass()

    def _pass(self) -> None:
        size = self._size
        for terms in self.rows:
            moved = (self._center[j] * a for j, a in terms.items())
            self._center.append(exact(sum(moved, Fraction(0))))
            parts = (abs(_float(a)) * size[j] for j, a in terms.items())
            size.append(max(parts, default=1.0) or 1.0)
        entries = [
            (j, _float(a) * size[j] / size[i])
            for i, terms in enumerate(self.rows, self.width)
            for j, a in terms.items()
        ]
        columns, values = np.array(entries or np.zeros((0, 2))).T
        starts = np.cumsum([0, *map(len, self.rows)])[:-1]
        low, high = self._low, self._high
        self._solver.addVars(self.width, low[: self.width], high[: self.width])
        self._solver.addRows(
            len(self.rows),
            low[self.width :],
            high[self.width :],
            len(values),
            starts.astype(np.int32),
            columns.astype(np.int32),
            values,
        )

    def _bound(self, ends: Sequence[Interval]) -> None:
        """Tell the float solver the intervals that have changed."""
        given = self._given
        changed = [i for i, e in enumerate(ends) if e is not given[i] and e != given[i]]
        self._given = list(ends)
        if changed:
            places = np.array(changed, dtype=np.int32)
            self._low[places] = [self._scaled(i, ends[i].low) for i in changed]
            self._high[places] = [self._scaled(i, ends[i].high) for i in changed]
            columns, rows = places[places < self.width], places[places >= self.width]
            self._solver.changeColsBounds(
                len(columns), columns, self._low[columns], self._high[columns]
            )
            self._solver.changeRowsBounds(
                len(rows), rows - self.width, self._low[rows], self._high[rows]
            )

    def _scaled(self, line: int, end: Number) -> float:
        if end in (INF, -INF):
            return float(end)
        return _float(end - self._center[line]) / self._size[line]

    def basis(
        self, ends: Sequence[Interval], cost: Mapping[int, Number] | None = None
    ) -> Basis | None:
        """The basis where the float solver stops; None if it loses its way.

        With a cost it starts from a point, so it goes on from point to point.
        """
        self._bound(ends)
        columns = np.array(list(cost or {}), dtype=np.int32)
        values = [_float(c) * self._size[j] for j, c in (cost or {}).items()]
        unit = max(map(abs, values), default=1.0) or 1.0
        self._solver.changeColsCost(len(columns), columns, np.array(values) / unit)
        self._solver.setOptionValue("simplex_strategy", PRIMAL if cost else DUAL)
        self._solver.run()
        self._solver.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        found = self._solver.getBasis()
        status = [*map(int, found.col_status), *map(int, found.row_status)]
        if not found.valid or len(status) != len(ends):
            return None
        free = [line for line, at in enumerate(status) if at == BASIC]
        return Basis(free, {line for line, at in enumerate(status) if at == UPPER})

    def _end(self, line: int, ends: Sequence[Interval], upper: set[int]) -> Number:
        """The end at which a line is that is not free, or where it is expected."""
        end = ends[line][line in upper]
        if end in (INF, -INF):
            end = ends[line][line not in upper]
        return self._center[line] if end in (INF, -INF) else end

    def form(self, line: int) -> Mapping[int, Number]:
        """A line as the coefficients of its columns."""
        return self.rows[line - self.width] if line >= self.width else {line: 1}

    def point(self, basis: Basis, ends: Sequence[Interval]) -> list[Number] | None:
        """The value of every line at a basis, exactly."""
        free, upper = set(basis.free), basis.upper
        values: list[Number] = [
            0 if line in free else self._end(line, ends, upper)
            for line in range(self.width)
        ]
        equations, right = [], []
        for line, terms in enumerate(self.rows, self.width):
            if line not in free:
                known = [a * values[j] for j, a in terms.items()]  # a free one is 0
                equations.append({j: a for j, a in terms.items() if j in free})
                right.append(exact(self._end(line, ends, upper) - sum(known)))
        solved = solve(equations, right)
        if solved is None:
            return None
        for column, value in solved.items():
            values[column] = value
        rows = (sum([a * values[j] for j, a in terms.items()]) for terms in self.rows)
        return [*values, *map(exact, rows)]

    def proof(self, basis: Basis, form: Mapping[int, Number]) -> Proof | None:
        """A form as a sum of the lines that are not free."""
        free = set(basis.free)
        equations: dict[int, Terms] = {}
        for row in self._beside(form, free):
            for j, a in self.rows[row].items():
                if j in free:
                    equations.setdefault(j, {})[row] = a
        solved = solve(list(equations.values()), [form.get(j, 0) for j in equations])
        if solved is None:
            return None
        left = dict(form)
        for row, multiple in solved.items():
            for j, a in self.rows[row].items() if multiple else ():
                left[j] = left.get(j, 0) - multiple * a
        rows = {self.width + row: multiple for row, multiple in solved.items()}
        return Proof({line: exact(m) for line, m in (left | rows).items() if m})

    def _beside(self, form: Mapping[int, Number], free: set[int]) -> list[int]:
        """The rows that are not free and hang together with a form by free columns."""
        found: dict[int, None] = {}
        todo = [j for j in form if j in free]
        for column in todo:
            new = [
                row
                for row in self._columns[column]
                if row not in found and self.width + row not in free
            ]
            found |= dict.fromkeys(new)
            todo += {j for row in new for j in self.rows[row] if j in free} - set(todo)
        return list(found)

    def within(self, ends: Sequence[Interval]) -> list[Number] | Proof | None:
        """A point within all intervals, or a proof that there is none, open ends kept.

        Where ends are open, room is asked for at all of them at once: as much as no
        proof found so far forbids.
        """
        found = self._within_closed(ends)
        if not isinstance(found, list) or inside(found, ends):
            return found
        room = Fraction(1, 2)
        for _ in range(MOST_ROOMS):
            narrow = [
                self._narrowed(i, interval, room) for i, interval in enumerate(ends)
            ]
            found = self._within_closed(narrow)
            if not isinstance(found, Proof) or found.refutes(ends):
                return found
            wide, tight = found.least(ends), found.least(narrow)
            room = room * -Fraction(wide) / Fraction(tight - wide) / 2
        return None

    def _narrowed(self, line: int, interval: Interval, room: Fraction) -> Interval:
        if not (interval.low_open or interval.high_open):
            return interval
        unit = Fraction(2) ** math.frexp(self._size[line])[1]
        if interval.bounded:
            unit = Fraction(interval.high - interval.low) / 2
        low, high = interval[:2]
        return Interval(
            exact(low + room * unit) if interval.low_open and low != -INF else low,
            exact(high - room * unit) if interval.high_open and high != INF else high,
        )

    def _within_closed(self, ends: Sequence[Interval]) -> list[Number] | Proof | None:
        """As `within`, but at ends as well."""
        basis = self.basis(ends)
        point = basis and self.point(basis, ends)
        if not basis or not point:
            return None
        off = [i for i in basis.free if not ends[i][0] <= point[i] <= ends[i][1]]
        if not off:
            return point
        off = sorted(off, key=self._ray(), reverse=True)[:MOST_TRIED]
        tried = (self._refuted(basis, ends, line) for line in off)
        return next((proof for proof in tried if proof is not None), None)

    def _ray(self) -> Callable[[int], float]:
        """How much each line has to do with what made the float solver give up."""
        _, there, ray = self._solver.getDualRay()

        def weight(line: int) -> float:
            if line >= self.width:
                return abs(float(ray[line - self.width]))
            parts = (
                ray[i] / self._size[self.width + i] * _float(self.rows[i][line])
                for i in self._columns[line]
            )
            return abs(float(sum(parts))) * self._size[line]

        return weight if there else lambda _: 0.0

    def _refuted(
        self, basis: Basis, ends: Sequence[Interval], line: int
    ) -> Proof | None:
        """Why a free line must lie beyond one of its ends."""
        rest = self.proof(basis, self.form(line))
        if rest is None:
            return None
        for turn in (1, -1):
            proof = Proof(
                {i: -turn * m for i, m in rest.multiples.items()} | {line: turn}
            )
            if proof.refutes(ends):
                return proof
        return None

    def minimum(
        self, ends: Sequence[Interval], form: Mapping[int, Number]
    ) -> tuple[Number, Proof, list[Number]] | None:
        """The least value of a form within closed intervals, its proof, and where.

        The least value is -inf where a way leads down for ever.
        """
        basis = self.basis(ends, form)
        point = basis and self.point(basis, ends)
        proof = basis and self.proof(basis, form)
        if not basis or not point or not proof:
            return None
        if not all(ends[i].low <= point[i] <= ends[i].high for i in basis.free):
            return None
        value = exact(sum(a * point[j] for j, a in form.items()))
        if proof.least(ends) == value:
            return value, proof, point
        if any(self._leads_down(basis, ends, *m) for m in proof.multiples.items()):
            return -INF, proof, point
        return None

    def _leads_down(
        self, basis: Basis, ends: Sequence[Interval], line: int, multiple: Number
    ) -> bool:
        """Whether a line that lowers the form can go on for ever."""
        if (ends[line].low if multiple > 0 else ends[line].high) not in (INF, -INF):
            return False
        still = [Interval(0, 0)] * len(ends)
        step = -1 if multiple > 0 else 1
        still[line] = Interval(step, step)
        way = self.point(basis, still) or []
        return all(
            (step <= 0 or interval.high == INF) and (step >= 0 or interval.low == -INF)
            for step, interval in zip(way, ends, strict=False)
        )


def inside(point: Sequence[Number], ends: Sequence[Interval]) -> bool:
    """Whether a point that lies within closed intervals is at no open end."""
    return not any(
        (interval[2] and point[line] == interval[0])
        or (interval[3] and point[line] == interval[1])
        for line, interval in enumerate(ends)
        if interval[2] or interval[3]
    )


class _Silent(highspy.Highs):
    """HiGHS without its callbacks, which greet on the console when they are set up."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def _solver() -> highspy.Highs:
    solver = _Silent()
    for option, value in (
        ("output_flag", False),
        ("presolve", "off"),
        ("solver", "simplex"),
        ("parallel", "off"),
        ("threads", 1),
        ("simplex_iteration_limit", MOST_PIVOTS),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
    ):
        solver.setOptionValue(option, value)
    return solver


def _float(value: Number) -> float:
    """A float near a number; where none is near, one that is large."""
    try:
        return float(value)
    except OverflowError:
        return 1e300 if value > 0 else -1e300


def _center(interval: Interval) -> Number:
    if interval.bounded:
        return divide(interval.low + interval.high, 2)
    return next((e for e in interval[:2] if e not in (INF, -INF)), 0)


def _sizes(rows: Sequence[Terms], ends: Sequence[Interval]) -> list[float]:
    """A unit for each column: half its interval, else what fits those beside it."""
    sizes = [
        _float(e.high - e.low) / 2 if e.bounded and e.low < e.high else 0.0
        for e in ends
    ]
    waiting = [terms for terms in rows if any(not sizes[j] for j in terms)]
    while waiting:
        found: dict[int, float] = {}
        for terms in waiting:
            known = [abs(_float(a)) * sizes[j] for j, a in terms.items() if sizes[j]]
            for j, a in terms.items() if known else ():
                if not sizes[j]:
                    size = max(known) / abs(_float(a))
                    found[j] = min(found.get(j, INF), size)
        if not found:
            break
        for j, size in found.items():
            sizes[j] = size
        waiting = [terms for terms in waiting if any(not sizes[j] for j in terms)]
    return [size if 0 < size < INF else 1.0 for size in sizes]
