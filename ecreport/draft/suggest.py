"""Which printed figures may be shares, growths, sums or repeats of which others.

A proposal never accuses. Its chance is the share of random figures that would fit as
well; what counts is that chance times the number of candidates that were tried.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from ..errors import InputError
from ..formula.parse import Formula
from ..formula.units import check_units
from ..number.interval import Interval
from ..number.printed import Printed
from .items import POINTS, Fit, Item, items
from .odds import PRIOR, Places, Spread, weighed
from .vocabulary import WORDS

MOST_AT_ONCE = 150  # figures; beyond it only neighbours and figures of one period are tried
BLOCK = 80
MOST_PARTS = 6
MONEY = frozenset(WORDS["currency"])
ONE = Interval(1, 1)


def fits(figures: Sequence[Printed]) -> list[Fit]:
    """Every relation of the listed kinds that fits the print, the likeliest first."""
    all_items = items(figures)
    spread = Spread(all_items)
    found: dict[str, Fit] = {}
    allowed: dict[tuple[str, ...], bool] = {}
    for pool in _pools(all_items):
        places = Places(pool)
        for fit in _tried(pool, spread):
            if fit.formula not in found and _units_fit(fit, figures, allowed):
                found[fit.formula] = weighed(fit, places)
    ranked = sorted(found.values(), key=lambda fit: (-fit.odds, fit.span, fit.formula))
    return [*_totals(all_items, ranked, spread), *ranked]


def _units_fit(
    fit: Fit, figures: Sequence[Printed], known: dict[tuple[str, ...], bool]
) -> bool:
    """Whether the relation could be checked: its units agree or are left blank."""
    used = [figures[item.place] for item in (fit.result, *fit.inputs)]
    units = {one.id: "ratio" if one.unit in POINTS else one.unit for one in used}
    shape = (fit.kind, *units.values())
    if shape not in known:
        try:
            check_units(Formula(fit.formula).comparisons, units)
            known[shape] = True
        except InputError:
            known[shape] = False
    return known[shape]


def _pools(found: list[Item]) -> Iterator[list[Item]]:
    """What is searched at once: all, or neighbours and figures of one period."""
    if len(found) <= MOST_AT_ONCE:
        yield found
        return
    for start in range(0, len(found), BLOCK // 2):
        yield found[start : start + BLOCK]
    periods = {(item.first, item.last) for item in found if item.last is not None}
    for period in sorted(periods, key=str):
        same = [item for item in found if (item.first, item.last) == period]
        if len(same) <= BLOCK:
            yield same


def _tried(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    yield from _pairs(pool, spread)
    yield from _neighbours(pool, spread)
    yield from _repeats(pool, spread)


class _Sorted:
    """Items by their middle, so that those near a number are found at once."""

    def __init__(self, found: Iterable[Item]) -> None:
        self.items = sorted(found, key=lambda item: item.middle)
        self.middles = [item.middle for item in self.items]
        self.half = max((abs(i.middle) * i.width for i in self.items), default=0.0)

    def near(self, middle: float, slack: float) -> Iterator[Item]:
        """The items whose interval may come as near as the slack."""
        slack += self.half + 1e-9 * abs(middle)
        start = bisect_left(self.middles, middle - slack)
        while start < len(self.items) and self.middles[start] <= middle + slack:
            yield self.items[start]
            start += 1


def _pairs(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    """Every relation of two figures and their result: near in floats, then exactly."""
    amounts = [item for item in pool if item.unit not in ("%", "pp")]
    percents = [item for item in pool if item.unit == "%"]
    results = {"%": _Sorted(percents), "": _Sorted(amounts)}
    results["pp"] = _Sorted(item for item in pool if item.unit == "pp")
    for a, b in permutations(amounts, 2):
        for kind in _possible(a, b):
            unit = "%" if kind in ("share", "growth", "change") else ""
            yield from _found(kind, a, b, results[unit], spread)
    for a, b in permutations(percents if results["pp"].items else [], 2):
        yield from _found("difference", a, b, results["pp"], spread)


def _possible(a: Item, b: Item) -> Iterator[str]:
    """What two amounts may make together."""
    positive = b.interval.low > 0
    if {"", a.unit} >= {b.unit} or not a.unit:
        if positive and a.interval.low > 0:
            yield "growth"
            if a.middle < b.middle:
                yield "share"
        if positive and a.kind in ("", "change") and b.kind != "change" and a.middle < b.middle:
            yield "change"
        if a.place < b.place:
            yield "sum"
        if "change" not in (a.kind, b.kind):
            yield "difference"
    elif positive and b.unit and b.unit not in MONEY:
        yield "per head"


def _found(kind: str, a: Item, b: Item, results: _Sorted, spread: Spread) -> Iterator[Fit]:
    """The results that fit exactly among those near."""
    computed: Interval | None = None
    for result in results.near(*_nearly(kind, a, b)):
        if result.place in (a.place, b.place) or not _suits(kind, result, a, b):
            continue
        computed = _COMPUTED[kind](a.interval, b.interval) if computed is None else computed
        if computed.bounded and computed.overlaps(result.interval):
            adds = kind in ("sum", "difference")
            chance = spread.of_sum(result, (a, b)) if adds else spread.chance(computed, result)
            formula = _WRITTEN[kind].format(result.id, a.id, b.id)
            yield Fit(formula, kind, result, (a, b), chance)


def _suits(kind: str, result: Item, a: Item, b: Item) -> bool:
    """Whether unit and kind of a result go with what it is made from."""
    if kind == "per head":
        return result.unit != b.unit
    if kind == "difference" and result.unit != "pp":
        return result.kind == "change" and len({result.unit, a.unit, b.unit} - {""}) < 2
    if kind == "sum":
        mixed = len({item.kind == "change" for item in (result, a, b) if item.kind}) > 1
        return not mixed and len({result.unit, a.unit, b.unit} - {""}) < 2
    return True


def _nearly(kind: str, a: Item, b: Item) -> tuple[float, float]:
    """The result in floats, and how far the true one may be from it."""
    width = 1.1 * (a.width + b.width)
    if kind in ("sum", "difference"):
        other = b.middle if kind == "sum" else -b.middle
        return a.middle + other, abs(a.middle) * a.width + abs(b.middle) * b.width
    if kind == "change":
        rest = b.middle - a.middle
        return a.middle / rest, abs(a.middle / rest) * width * 2 * b.middle / rest
    ratio = a.middle / b.middle
    return ratio - (kind == "growth"), abs(ratio) * width


_COMPUTED: dict[str, Callable[[Interval, Interval], Interval]] = {
    "share": lambda a, b: a / b,
    "per head": lambda a, b: a / b,
    "growth": lambda a, b: a / b - ONE,
    # a / (b - a) with each name once
    "change": lambda a, b: (b / a - ONE).reciprocal(),
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
}
_WRITTEN = {
    **{"share": "{0} = {1} / {2}", "growth": "{0} = {1} / {2} - 1"},
    **{"change": "{0} = {1} / ({2} - {1})", "per head": "{0} = {1} / {2}"},
    **{"sum": "{0} = {1} + {2}", "difference": "{0} = {1} - {2}"},
}


def _neighbours(pool: list[Item], spread: Spread) -> Iterator[Fit]:
    """Sums of three to six figures that follow each other, and shares that make a whole."""
    for run in _runs(pool):
        results = _Sorted(run)
        percent = run[0].unit == "%"
        for size in range(2 if percent else 3, MOST_PARTS + 1):
            for start in range(len(run) - size + 1):
                parts = tuple(run[start : start + size])
                total = _total(parts)
                ids = " + ".join(item.id for item in parts)
                if percent and total.overlaps(ONE) and all(i.interval.low > 0 for i in parts):
                    size_of = float(Fraction(total.high) - Fraction(total.low))
                    yield Fit(f"{ids} = 1", "parts", parts[-1], parts[:-1], min(1.0, size_of))
                slack = float(Fraction(total.high) - Fraction(total.low))
                for result in results.near(float(total.low), slack):
                    if result not in parts and total.overlaps(result.interval):
                        chance = spread.of_sum(result, parts)
                        yield Fit(f"{result.id} = {ids}", "sum", result, parts, chance)


def _total(parts: Sequence[Item]) -> Interval:
    total = parts[0].interval
    for item in parts[1:]:
        total = total + item.interval
    return total


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
    """The same figure twice."""
    by_size = sorted(pool, key=lambda item: item.middle)
    for i, a in enumerate(by_size):
        for b in by_size[i + 1 :]:
            if b.middle - a.middle > abs(b.middle) * b.width + abs(a.middle) * a.width:
                break
            if a.place != b.place and a.unit == b.unit and _one_print(a, b):
                first, second = sorted((a, b), key=lambda item: item.place)
                formula = f"{first.id} = {second.id}"
                yield Fit(formula, "same", second, (first,), spread.chance(a.interval, b))


def _one_print(a: Item, b: Item) -> bool:
    """Whether the finer print, rounded again, is the coarser one."""
    fine, coarse = sorted((a.interval, b.interval), key=lambda i: i.high - i.low)
    return (Fraction(fine.low) + Fraction(fine.high)) / 2 in coarse


def _totals(found: list[Item], ranked: list[Fit], spread: Spread) -> list[Fit]:
    """Pairs of an amount and its share that imply one total, which is not printed."""
    explained = {fit.result.place for fit in ranked if fit.kind == "share" and fit.shown_first}
    pairs = []
    for place, share in enumerate(found):
        before = found[place - 1] if place else share
        if before.kind == "change" and place > 1 and found[place - 2].unit == before.unit:
            before = found[place - 2]
        part = share.unit == "%" and share.kind in ("share", "") and share.interval.high < 1
        whole = before.unit not in ("%", "pp") and before.kind != "change"
        positive = share.interval.low > 0 and before.interval.low > 0
        if part and whole and positive and share.place not in explained:
            pairs.append((before, share))
    return sorted(_implied(pairs, spread), key=lambda fit: (-fit.odds, fit.formula))


def _implied(pairs: list[tuple[Item, Item]], spread: Spread) -> Iterator[Fit]:
    left = sorted(pairs, key=lambda pair: pair[0].place)
    while left:
        (a, s), *others = left
        common, chain, chance = a.interval / s.interval, [(a, s)], 1.0
        for b, t in others:
            implied = b.interval / t.interval
            if a.unit == b.unit and b.last in (None, a.last) and common.overlaps(implied):
                chance *= spread.chance(implied, replace(a, interval=common))
                common, chain = common & implied, [*chain, (b, t)]
        left = [pair for pair in left if pair not in chain]
        if len(chain) > 1:
            formula = " = ".join(f"{b.id} / {t.id}" for b, t in chain)
            members = tuple(item for pair in chain for item in pair)
            odds = PRIOR["total"] / max(chance * math.comb(len(pairs), len(chain)), 1e-12)
            yield Fit(formula, "total", chain[-1][1], members[:-1], chance, odds)
