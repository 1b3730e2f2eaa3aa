"""Linear equations with few figures each, solved exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from ..number.interval import Number, divide, exact

Terms = dict[int, Number]  # column -> coefficient


def _over(a: Number, b: Number) -> Number:
    """The quotient, without fractions where there is no need of any."""
    if b in (1, -1):
        return a * b
    return divide(a, b)


def solve(equations: Sequence[Terms], right: Sequence[Number]) -> Terms | None:
    """The one solution of linear equations, exactly; None where there is not just one.

    Examples
    --------
    >>> solve([{0: 1, 1: 2}, {0: 1, 1: -1}], [5, 2])
    {1: 1, 0: 3}
    """
    left = _Equations(equations, right)
    if len(left.holding) != len(equations):
        return None
    order = []
    while (number := left.shortest()) is not None:
        if not left.rows[number]:
            return None
        order.append((number, left.solve_for_one(number)))
    found: Terms = {}
    for number, column in reversed(order):
        terms = left.rows[number]
        rest = left.values[number]
        rest -= sum(a * found[j] for j, a in terms.items() if j != column)
        found[column] = _over(rest, terms[column])
    return found


class _Equations:
    """Equations, from each of which a column is taken by means of another."""

    def __init__(self, equations: Sequence[Terms], right: Sequence[Number]) -> None:
        self.rows, self.values = [dict(terms) for terms in equations], list(right)
        self.holding: dict[int, set[int]] = defaultdict(set)
        for number, terms in enumerate(self.rows):
            for column in terms:
                self.holding[column].add(number)
        self._done: set[int] = set()
        self._queue = [(len(terms), number) for number, terms in enumerate(self.rows)]
        heapify(self._queue)

    def shortest(self) -> int | None:
        """The equation with the fewest columns that has not been used yet."""
        while self._queue:
            length, number = heappop(self._queue)
            if number not in self._done and length == len(self.rows[number]):
                self._done.add(number)
                return number
        return None

    def solve_for_one(self, number: int) -> int:
        """Take one column of an equation out of all others; the column."""
        terms, holding = self.rows[number], self.holding
        column = min(terms, key=lambda j: (len(holding[j]), j))
        for j in terms:
            holding[j].discard(number)
        for other in list(holding[column]):
            self._subtract(number, other, column)
            heappush(self._queue, (len(self.rows[other]), other))
        return column

    def _subtract(self, number: int, other: int, column: int) -> None:
        pivot, target = self.rows[number], self.rows[other]
        factor = _over(target[column], pivot[column])
        self.values[other] -= factor * self.values[number]
        for j, a in pivot.items():
            value = exact(target.get(j, 0) - factor * a)
            if value:
                target[j] = value
                self.holding[j].add(other)
            else:
                target.pop(j, None)
                self.holding[j].discard(other)
