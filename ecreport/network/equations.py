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
    if len(holding) != len(rows):
        return None
    queue = [(len(row), number) for number, row in enumerate(rows)]
    heapify(queue)
    order: dict[int, int] = {}  # equation -> the column it gives
    while queue:
        length, number = heappop(queue)
        row = rows[number]
        if number in order or length != len(row):
            continue
        columns = sorted(row.keys() - {FIXED}, key=lambda j: (len(holding[j]), j))
        if not columns:
            return None
        order[number] = columns[0]
        for column in columns:
            holding[column].discard(number)
        for other in holding[columns[0]].copy():
            _subtract(row, rows[other], columns[0])
            for column in columns:
                change = set.add if column in rows[other] else set.discard
                change(holding[column], other)
            heappush(queue, (len(rows[other]), other))
    found: Terms = {FIXED: 1}
    for number, column in reversed(order.items()):
        rest = sum(a * found[j] for j, a in rows[number].items() if j != column)
        found[column] = _over(-rest, rows[number][column])
    del found[FIXED]
    return found


def _over(a: Number, b: Number) -> Number:
    """The quotient, without fractions where there is no need of any."""
    return a * b if b in (1, -1) else divide(a, b)


def _subtract(pivot: Terms, target: Terms, column: int) -> None:
    """Take a column out of a row, by so many times another row."""
    factor = _over(target[column], pivot[column])
    for j, a in pivot.items():
        value = exact(target.get(j, 0) - factor * a)
        if value or j == FIXED:
            target[j] = value
        else:
            target.pop(j, None)
