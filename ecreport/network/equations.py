"""Linear equations with few figures each, solved exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from ..number.interval import Number, divide, exact

Terms = dict[int, Number]  # column -> coefficient
FIXED = -1  # the column of what is no unknown


def solve(equations: Sequence[Terms], right: Sequence[Number]) -> Terms | None:
    """The one solution of linear equations, exactly; None where there is not just one.

    The shortest equation gives the column that the fewest others hold.

    Examples
    --------
    >>> solve([{0: 1, 1: 2}, {0: 1, 1: -1}], [5, 2])
    {1: 1, 0: 3}
    """
    pairs = zip(equations, right, strict=True)
    rows = [{**terms, FIXED: -value} for terms, value in pairs]
    holding: dict[int, set[int]] = defaultdict(set)
    for number, terms in enumerate(equations):
        for column in terms:
            holding[column].add(number)
    order = _triangle(rows, holding) if len(holding) == len(rows) else None
    if order is None:
        return None
    found: Terms = {FIXED: 1}
    for number, column in reversed(order.items()):
        rest = sum(a * found[j] for j, a in rows[number].items() if j != column)
        found[column] = _over(-rest, rows[number][column])
    del found[FIXED]
    return found


def _triangle(rows: list[Terms], holding: dict[int, set[int]]) -> dict[int, int] | None:
    """Which column each row gives, which is then in no row that comes later."""
    queue = [(len(row), number) for number, row in enumerate(rows)]
    heapify(queue)
    order: dict[int, int] = {}
    while queue:
        length, number = heappop(queue)
        row = rows[number]
        if number in order or length != len(row):
            continue
        if length == 1:
            return None
        for column in row.keys() - {FIXED}:
            holding[column].discard(number)
        column = min(row.keys() - {FIXED}, key=lambda j: (len(holding[j]), j))
        order[number] = column
        for other in holding[column].copy():
            _subtract(row, other, rows, holding, column)
            heappush(queue, (len(rows[other]), other))
    return order


def _over(a: Number, b: Number) -> Number:
    """The quotient, without fractions where there is no need of any."""
    return a * b if b in (1, -1) else divide(a, b)


def _subtract(
    pivot: Terms,
    number: int,
    rows: list[Terms],
    holding: dict[int, set[int]],
    column: int,
) -> None:
    """Take a column out of a row, by so many times another row."""
    target = rows[number]
    factor = _over(target[column], pivot[column])
    for j, a in pivot.items():
        value = exact(target.get(j, 0) - factor * a)
        if value or j == FIXED:
            target[j] = value
            holding[j].add(number)
        else:
            target.pop(j, None)
            holding[j].discard(number)
