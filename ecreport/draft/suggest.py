"""Which printed figures may be shares, growths, sums or repeats of which others.

A proposal never accuses. Its chance is the share of random figures that would fit as
well; what counts is that chance times the number of candidates that were tried.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import permutations
from operator import add
from typing import Any

from ..number.interval import Interval, divide
from ..number.printed import Printed
from .odds import PRIOR, Fit, Item, Spread, items, weighed
from .units import MEASURES
from .vocabulary import WORDS

MOST_AT_ONCE = 150  # figures; beyond it only neighbours and figures of one period are tried
BLOCK = 80
MOST_PARTS = 6
ONE = Interval(1, 1)
# What a result is of two amounts: its formula, and its value in floats or intervals, each
# amount once in it and one as the 1 of either.
KINDS: dict[str, tuple[str, Callable[[Any, Any, Any], Any]]] = {
    "share": ("{0} = {1} / {2}", lambda a, b, one: a / b),
    "growth": ("{0} = {1} / {2} - 1", lambda a, b, one: a / b - one),
    "change": ("{0} = {1} / ({2} - {1})", lambda a, b, one: one / (b / a - one)),
    "per head": ("{0} = {1} / {2}", lambda a, b, one: a / b),
    "sum": ("{0} = {1} + {2}", lambda a, b, one: a + b),
    "difference": ("{0} = {1} - {2}", lambda a, b, one: a - b),
}


def fits(figures: Sequence[Printed]) -> list[Fit]:
    """Every relation of the listed kinds that fits the print, the likeliest first."""
    all_items = items(figures)
    spread = Spread(all_items)
    found: dict[str, Fit] = {}
    for pool in _pools(all_items):
        for search in (_pairs, _neighbours, _repeats):
            for fit in search(pool, spread):
                if fit.formula not in found:
                    found[fit.formula] = weighed(fit, pool)
    seen = (fit for fit in found.values() if fit.worth_a_look)
    ranked = sorted(seen, key=lambda fit: fit.rank)
    return [*_totals(all_items, ranked, spread), *ranked]


def _pools(found: list[Item]) -> Iterator[list[Item]]:
    """What is searched at once: all, or neighbours and figures of one period."""
    if len(found) <= MOST_AT_ONCE:
        yield found
        return
    for start in range(0, len(found), BLOCK // 2):
        yield found[start : start + BLOCK]
    periods: dict[object, list[Item]] = {}
    for item in found:
        if item.last is not None:
            periods.setdefault((item.first, item.last), []).append(item)
    yield from (same for same in periods.values() if len(same) <= BLOCK)


class _Sorted:
    """Items by their middle, so that those near a number are found at once."""

    def __init__(self, found: Iterable[Item]) -> None:
        self.items = sorted(found, key=lambda item: item.middle)
        self.middles = [item.middle for item in self.items]
        self.half = max((i.high - i.low for i in self.items), default=0.0) / 2

    def near(self, low: float, high: float) -> Iterator[Item]:
        """The items whose interval may reach between two numbers."""
        slack = self.half + 1e-9 * max(abs(low), abs(high))
        start = bisect_left(self.middles, low - slack)
        while start < len(self.items) and self.middles[start] <= high + slack:
            yield self.items[start]
            start += 1


def _pairs(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    """Every relation of two figures and their result: near in floats, then exactly."""
    amounts = [item for item in pool if item.unit not in ("%", "pp")]
    percents = [item for item in pool if item.unit == "%"]
    points = _Sorted(item for item in pool if item.unit == "pp")
    of_percent, of_amount = _Sorted(percents), _Sorted(amounts)
    for a, b in permutations(amounts, 2):
        for kind in _possible(a, b):
            results = of_percent if kind in ("share", "growth", "change") else of_amount
            yield from _found(kind, a, b, results, spread)
    for a, b in permutations(percents if points.items else [], 2):
        yield from _found("difference", a, b, points, spread)


def _possible(a: Item, b: Item) -> Iterator[str]:
    """What two amounts may make together."""
    if a.unit and b.unit and a.unit != b.unit:
        if b.low > 0 and b.unit not in WORDS["currency"]:
            yield "per head"
        return
    if a.low > 0 and b.low > 0:
        yield "growth"
        if a.middle < b.middle:
            yield "share"
    part = b.low > max(a.high, 0) and (a.low > 0 or a.high < 0)
    if part and a.kind in ("", "change") and b.kind != "change":
        yield "change"
    if a.place < b.place:
        yield "sum"
    if "change" not in (a.kind, b.kind):
        yield "difference"


def _found(kind: str, a: Item, b: Item, results: _Sorted, spread: Spread) -> Iterator[Fit]:
    """The results that fit exactly among those near."""
    formula, value = KINDS[kind]
    ends = [value(x, y, 1.0) for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = min(ends), max(ends)
    near = [
        result
        for result in results.near(low, high)
        if result.place not in (a.place, b.place) and _suits(kind, result, a, b)
    ]
    exact = value(a.interval, b.interval, ONE) if near else ONE
    for result in near:
        if exact.overlaps(result.interval):
            chance = spread.chance(high - low, result)
            if kind in ("sum", "difference"):
                chance = spread.of_sum(result, (a, b))
            yield Fit(formula.format(result.id, a.id, b.id), kind, result, (a, b), chance)


def _suits(kind: str, result: Item, a: Item, b: Item) -> bool:
    """Whether unit and kind of a result go with what it is made from."""
    if kind == "per head":
        known = {result.unit, a.unit, b.unit}.isdisjoint({"", "counted", *MEASURES})
        return result.unit == f"{a.unit}/{b.unit}" if known else result.unit != b.unit
    if kind not in ("sum", "difference") or result.unit == "pp":
        return True
    if kind == "difference" and result.kind != "change":
        return False
    mixed = len({item.kind == "change" for item in (result, a, b) if item.kind}) > 1
    one_unit = len({result.unit, a.unit, b.unit} - {""}) < 2
    return one_unit and (kind == "difference" or not mixed)


def _neighbours(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    """Sums of three to six figures that follow each other, and shares that make a whole."""
    for run in _runs(pool):
        results, percent = _Sorted(run), run[0].unit == "%"
        sizes = range(2 if percent else 3, MOST_PARTS + 1)
        for parts in (run[i : i + n] for n in sizes for i in range(len(run) - n + 1)):
            low, high = sum(item.low for item in parts), sum(item.high for item in parts)
            near = [result for result in results.near(low, high) if result not in parts]
            whole = percent and low <= 1.000001 and high >= 0.999999
            if not near and not whole:
                continue
            total = reduce(add, (item.interval for item in parts))
            ids = " + ".join(item.id for item in parts)
            if whole and total.overlaps(ONE) and all(item.low > 0 for item in parts):
                *rest, last = parts
                yield Fit(f"{ids} = 1", "parts", last, (*rest,), min(1.0, high - low))
            for result in near:
                if total.overlaps(result.interval):
                    chance = spread.of_sum(result, parts)
                    yield Fit(f"{result.id} = {ids}", "sum", result, (*parts,), chance)


def _runs(pool: list[Item]) -> Iterator[list[Item]]:
    """Figures of one unit in the order of the text: all, and those of one period."""
    for unit in dict.fromkeys(item.unit for item in pool if item.unit != "pp"):
        run = [i for i in pool if i.unit == unit and (unit != "%" or i.kind != "growth")]
        if run:
            yield run
        periods = dict.fromkeys((item.first, item.last) for item in run)
        for period in periods if len(periods) > 1 else ():
            yield [item for item in run if (item.first, item.last) == period]


def _repeats(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    """The same figure twice: the finer print, rounded again, is the coarser one."""
    results = _Sorted(pool)
    for b in pool:
        for a in results.near(b.low, b.high):
            if a.place < b.place and a.unit == b.unit:
                fine, coarse = sorted((a.interval, b.interval), key=lambda i: i.high - i.low)
                if divide(fine.low + fine.high, 2) in coarse:
                    chance = spread.chance(a.high - a.low, b)
                    yield Fit(f"{a.id} = {b.id}", "same", b, (a,), chance)


def _totals(found: list[Item], ranked: list[Fit], spread: Spread) -> list[Fit]:
    """Pairs of an amount and its share that imply one total, which is not printed."""
    explained = {fit.result.place for fit in ranked if fit.kind == "share" and fit.shown_first}
    pairs = []
    for place, share in enumerate(found):
        before = found[place - 1] if place else share
        if before.kind == "change" and place > 1 and found[place - 2].unit == before.unit:
            before = found[place - 2]
        part = share.unit == "%" and share.kind in ("share", "") and share.low > 0
        whole = before.unit not in ("%", "pp") and before.kind != "change" and before.low > 0
        if part and whole and share.interval.high < 1 and share.place not in explained:
            pairs.append((before, share))
    return sorted(_implied(pairs, spread), key=lambda fit: fit.rank)


def _implied(pairs: list[tuple[Item, Item]], spread: Spread) -> Iterator[Fit]:
    left = pairs
    while left:
        (a, s), *others = left
        common, chain, chance = a.interval / s.interval, [(a, s)], 1.0
        for b, t in others:
            implied = b.interval / t.interval
            if a.unit == b.unit and b.last in (None, a.last) and common.overlaps(implied):
                size = float(implied.high) - float(implied.low)
                chance *= spread.chance(size, replace(a, interval=common))
                common, chain = common & implied, [*chain, (b, t)]
        left = [pair for pair in left if pair not in chain]
        if len(chain) > 1:
            formula = " = ".join(f"{b.id} / {t.id}" for b, t in chain)
            members = tuple(item for pair in chain for item in pair)
            odds = PRIOR["total"] / max(chance * math.comb(len(pairs), len(chain)), 1e-12)
            yield Fit(formula, "total", chain[-1][1], members[:-1], chance, odds)
