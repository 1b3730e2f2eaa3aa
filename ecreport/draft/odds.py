"""How easily a relation fits by chance, and how likely it is meant."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..number.interval import Interval
from .items import Fit, Item

# How likely it is that such a relation stands in a report beside its figures.
PRIOR = {
    **{"growth": 0.6, "share": 0.4, "difference": 0.4, "points": 0.9, "sum": 0.4},
    **{"change": 0.3, "per head": 0.1, "parts": 0.3, "same": 0.3, "total": 0.3},
}


class Spread:
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


class Places:
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


def weighed(fit: Fit, places: Places) -> Fit:
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
        right = right and not (fit.kind == "sum" and "rate" in every)
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
        "growth": fit.inputs, "change": fit.inputs,
        "share": (fit.result, fit.inputs[0]), "same": (fit.result, *fit.inputs),
    }.get(fit.kind, ())  # fmt: skip
    if not pair or not all(item.words for item in pair):
        return 0.7 if pair and fit.kind != "share" else 1.0
    common = len(frozenset.intersection(*(item.words for item in pair)))
    every = len(frozenset.union(*(item.words for item in pair)))
    if fit.kind == "same":
        return 1.0 if common > every / 2 else 0.3 if common else 0.1
    return 1.0 if common else 0.6 if fit.kind == "share" else 0.4
