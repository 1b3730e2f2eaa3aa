"""Which printed figures may be shares, growths, sums or repeats of which others.

A proposal never accuses. Its chance is the share of random figures that would fit as
well; what counts is that chance times the number of candidates that were tried.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import permutations

from ..errors import InputError
from ..formula.parse import Formula
from ..formula.units import check_units
from ..number.interval import Interval
from ..number.printed import Printed
from ..number.wording import DIMENSIONLESS
from .words import CURRENCIES

MOST_AT_ONCE = 150  # figures; beyond it only neighbours and figures of one period are tried
BLOCK = 80
MOST_PARTS = 6
POINTS = ("percentage point", "percentage points", "pp")
MONEY = frozenset(CURRENCIES.values())
SURE = 1.5  # odds from which a proposal is shown before the fold
ONE = Interval(1, 1)
# How likely it is that such a relation stands in a report beside its figures.
PRIOR = {
    **{
        "growth": 0.6,
        "share": 0.4,
        "difference": 0.4,
        "points": 0.9,
        "sum": 0.4,
        "change": 0.3,
    },
    **{"per head": 0.1, "parts": 0.3, "same": 0.3, "total": 0.3},
}


@dataclass(frozen=True, eq=False)
class Item:
    """A closed printed figure as the search sees it."""

    id: str
    place: int
    interval: Interval
    unit: str
    kind: str
    first: int | None
    last: int | None
    words: frozenset[str]
    quote: str

    @cached_property
    def middle(self) -> float:
        """The middle of its interval."""
        return float(Fraction(self.interval.low) + Fraction(self.interval.high)) / 2

    @cached_property
    def width(self) -> float:
        """The width of its interval, as a part of its middle."""
        size = float(Fraction(self.interval.high) - Fraction(self.interval.low))
        return size / max(abs(self.middle), size, 1e-300)


@dataclass(frozen=True)
class Fit:
    """A relation that fits the print: how easily by chance, how likely it is meant."""

    formula: str
    kind: str
    result: Item
    inputs: tuple[Item, ...]
    chance: float
    odds: float = 0.0

    @property
    def shown_first(self) -> bool:
        """Whether it is more likely meant than a coincidence."""
        return self.odds > SURE

    @cached_property
    def span(self) -> int:
        """How far its figures are apart in the list."""
        places = [item.place for item in (self.result, *self.inputs)]
        return max(places) - min(places)


def items(figures: Iterable[Printed]) -> list[Item]:
    """The figures that can prove something: printed, bounded and in use."""
    found = []
    for place, figure in enumerate(figures):
        kind = figure.about.get("kind") or figure.about.get("measure", "")
        for one in figure.readings.values() or [figure]:
            end = kind == "rank" or "end of a range" in figure.about.get("doubt", "")
            if one.as_printed and one.usable and one.interval.bounded and not end:
                found.append(_item(one, place, kind))
    return [item for item in found if item.middle]


def _item(figure: Printed, place: int, kind: str) -> Item:
    interval = figure.interval
    if interval.low == interval.high:  # an exact print is no better than its last digit
        assert figure.digits is not None
        half = Fraction(figure.scale) / 10**figure.digits.decimals / 2
        interval = Interval(Fraction(interval.low) - half, Fraction(interval.high) + half)
    words = frozenset(re.findall(r"[a-z]{4,}", figure.label.lower().replace("_", " ")))
    unit = "%" if figure.unit in DIMENSIONLESS else figure.unit
    unit = "pp" if unit in POINTS else unit
    first, last = (_month(text) for text in figure.period)
    quote = figure.about.get("quote", "") or figure.about.get("section", "")
    kind = _kind(kind, unit, f"{figure.id} {figure.label}".lower())
    return Item(figure.id, place, interval, unit, kind, first, last, words, quote)


def _kind(kind: str, unit: str, label: str) -> str:
    """What the folder calls the figure, or what its label suggests."""
    if kind.startswith("share") or kind == "penetration":
        return "share"
    if kind:
        return {"multiple": "growth", "comparison": ""}.get(kind, kind)
    if re.search(
        r"growth|grow|chang|increas|decreas|declin|(?:^|[_ ])(?:rise|fall|drop|up|down)", label
    ):
        return "growth" if unit == "%" else "change"
    found = re.search(r"share|proportion|part of|percent|(rate|margin|yield)", label)
    return ("rate" if found[1] else "share") if found and unit == "%" else ""


def _month(text: str) -> int | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    return int(match[1]) * 12 + int(match[2]) - 1 if match else None


def fits(figures: Sequence[Printed]) -> list[Fit]:
    """Every relation of the listed kinds that fits the print, the likeliest first."""
    all_items = items(figures)
    spread = _Spread(all_items)
    found: dict[str, Fit] = {}
    allowed: dict[tuple[str, ...], bool] = {}
    for pool in _pools(all_items):
        places = _Places(pool)
        for fit in _tried(pool, spread):
            if fit.formula not in found and _units_fit(fit, figures, allowed):
                found[fit.formula] = _weighed(fit, places)
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


class _Places:
    """Where the figures of each unit stand, to count those near a place."""

    def __init__(self, pool: Iterable[Item]) -> None:
        self.of_unit: dict[str, list[int]] = {}
        for item in pool:
            self.of_unit.setdefault(item.unit, []).append(item.place)
        for places in self.of_unit.values():
            places.sort()

    def near(self, unit: str, place: int, span: int) -> int:
        """How many figures of a unit stand within a span of a place."""
        places = self.of_unit.get(unit, [])
        return bisect_right(places, place + span) - bisect_left(places, place - span)


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


class _Spread:
    """How widely the report's own figures of one unit are spread, in logarithms."""

    def __init__(self, found: Iterable[Item]) -> None:
        sizes: dict[str, list[float]] = {}
        for item in found:
            sizes.setdefault(item.unit, []).append(math.log(abs(item.middle)))
        self.sizes = {unit: sorted(values) for unit, values in sizes.items()}

    def of_sum(self, total: Item, parts: Sequence[Item]) -> float:
        """The chance of a sum: that of its smallest figure, which the others leave it."""
        least = min((total, *parts), key=lambda item: abs(item.middle))
        size = sum(abs(item.middle) * item.width for item in (total, *parts))
        left = Interval(-Fraction(size) / 2, Fraction(size) / 2)
        return self.chance(left, least)

    def chance(self, computed: Interval, printed: Item) -> float:
        """The share of random figures, printed as finely, that would meet the interval."""
        sizes = self.sizes.get(printed.unit, [0.0])
        tenth = len(sizes) // 10
        spread = max(sizes[-1 - tenth] - sizes[tenth], math.log(10))
        size = float(Fraction(computed.high) - Fraction(computed.low))
        return min(1.0, (size / abs(printed.middle) + printed.width) / spread)


def _tried(pool: list[Item], spread: _Spread) -> Iterator[Fit]:
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


def _pairs(pool: list[Item], spread: _Spread) -> Iterator[Fit]:
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


def _found(kind: str, a: Item, b: Item, results: _Sorted, spread: _Spread) -> Iterator[Fit]:
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


def _neighbours(pool: list[Item], spread: _Spread) -> Iterator[Fit]:
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


def _repeats(pool: list[Item], spread: _Spread) -> Iterator[Fit]:
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


def _weighed(fit: Fit, places: _Places) -> Fit:
    """The odds that it is meant: prior odds over the coincidences expected as near."""
    near = places.near(fit.inputs[0].unit, fit.result.place, fit.span)
    ways = near if fit.kind in ("same", "parts") or len(fit.inputs) > 2 else math.comb(near, 2)
    prior = PRIOR["points" if fit.result.unit == "pp" and fit.kind != "same" else fit.kind]
    prior *= _periods(fit) * _kinds(fit) * _words(fit) * _together(fit)
    return replace(fit, odds=prior / max(fit.chance * max(ways, 1), 1e-12))


def _periods(fit: Fit) -> float:
    """How well the periods suit the kind; they are read from prose and may be wrong."""
    every = (fit.result, *fit.inputs)
    if fit.kind in ("growth", "difference"):
        now, before = fit.inputs[0].last, fit.inputs[1].last
        if now is None or before is None:
            return 0.5
        result = fit.result.last
        return (1.0 if result in (None, now) else 0.3) if now > before else 0.1
    if fit.kind == "change":
        return 1.0 if len({item.last for item in every} - {None}) < 2 else 0.05
    known = {(item.first, item.last) for item in every if item.last is not None}
    if len(known) > 1:
        return 0.05 if fit.kind == "same" else 0.15
    return 1.0 if known else 0.6


def _kinds(fit: Fit) -> float:
    """How well what the words call each figure suits the relation."""
    result, kinds = fit.result.kind, {item.kind for item in fit.inputs}
    if fit.kind in ("growth", "change"):
        right = result in ("growth", "") and not (fit.kind == "growth" and "change" in kinds)
    elif fit.kind == "share":
        right = result not in ("growth", "change") and "change" not in kinds
    elif fit.kind == "difference" and fit.result.unit != "pp":
        right = result in ("change", "")
    elif fit.kind == "parts" or (fit.kind == "sum" and fit.result.unit == "%"):
        right = kinds | {result} <= {"share", ""}
        if right and fit.kind == "sum":
            return 0.3
    elif fit.kind in ("sum", "same"):
        every = (kinds | {result}) - {""}
        right = len(every) < 2 or every <= {"level", "count"}
    else:
        right = True
    known = result or fit.kind in ("sum", "same", "parts", "per head")
    return 0.04 if not right else 1.0 if known else 0.2 if fit.kind != "change" else 0.05


def _together(fit: Fit) -> float:
    """Whether its sentence names an input too; a repeat stands in another sentence."""
    quote = fit.result.quote
    if not quote or len(fit.inputs) > 2:
        return 1.0
    beside = any(item.quote == quote for item in fit.inputs)
    return (0.1 if beside else 1.0) if fit.kind == "same" else 1.0 if beside else 0.15


def _words(fit: Fit) -> float:
    """Whether the labels of figures that must speak of one thing have words in common."""
    pair = {
        "growth": fit.inputs, "difference": fit.inputs, "change": fit.inputs,
        "share": (fit.result, fit.inputs[0]), "same": (fit.result, *fit.inputs),
    }.get(fit.kind, ())  # fmt: skip
    if not pair or not all(item.words for item in pair):
        return 0.7 if pair and fit.kind != "share" else 1.0
    common = len(frozenset.intersection(*(item.words for item in pair)))
    every = len(frozenset.union(*(item.words for item in pair)))
    if fit.kind == "same":
        return 1.0 if common > every / 2 else 0.3 if common else 0.1
    return 1.0 if common else 0.6 if fit.kind == "share" else 0.4


def _totals(found: list[Item], ranked: list[Fit], spread: _Spread) -> list[Fit]:
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


def _implied(pairs: list[tuple[Item, Item]], spread: _Spread) -> Iterator[Fit]:
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
