"""How easily a relation fits by chance, and how likely it is meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .items import Fit, Item
from .vocabulary import any_of

# How likely it is that such a relation stands in a report beside its figures.
PRIOR = {
    **{"growth": 0.6, "share": 0.4, "difference": 0.4, "points": 0.9, "sum": 0.4},
    **{"change": 0.3, "per head": 0.1, "parts": 0.3, "same": 0.3, "total": 0.3},
}
_ADDS = re.compile(rf"\b(?:{any_of('adds up')})\b", re.IGNORECASE)


class Spread:
    """How widely the report's own figures of one unit are spread, in logarithms."""

    def __init__(self, found: Iterable[Item]) -> None:
        sizes: dict[str, list[float]] = {}
        for item in found:
            sizes.setdefault(item.unit, []).append(math.log(abs(item.middle)))
        self.of_unit = {unit: _spread(sorted(values)) for unit, values in sizes.items()}

    def chance(self, size: float, printed: Item) -> float:
        """The share of random figures, printed as finely, that would meet a width."""
        spread = self.of_unit.get(printed.unit, math.log(10))
        return min(1.0, (size / abs(printed.middle) + printed.width) / spread)

    def of_sum(self, total: Item, parts: Sequence[Item]) -> float:
        """The chance of a sum: that of its smallest figure, which the others leave it."""
        every = (total, *parts)
        size = sum(abs(item.middle) * item.width for item in every)
        return self.chance(size, min(every, key=lambda item: abs(item.middle)))


def _spread(sizes: list[float]) -> float:
    tenth = len(sizes) // 10
    return max(sizes[-1 - tenth] - sizes[tenth], math.log(10))


def weighed(fit: Fit, pool: Iterable[Item]) -> Fit:
    """The odds that it is meant: prior odds over the coincidences expected as near."""
    unit, place, span = fit.inputs[0].unit, fit.result.place, fit.span
    near = sum(item.unit == unit and abs(item.place - place) <= span for item in pool)
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
        return 0.1 if now <= before else 1.0 if fit.result.last in (None, now) else 0.3
    if fit.kind == "change":
        return 1.0 if len({item.last for item in every} - {None}) < 2 else 0.05
    known = {(item.first, item.last) for item in every if item.last is not None}
    if len(known) > 1:
        return 0.05 if fit.kind == "same" else 0.15
    return 1.0 if known else 0.6


def _kinds(fit: Fit) -> float:
    """How well what the words call each figure suits the relation."""
    result, kinds = fit.result.kind, {item.kind for item in fit.inputs}
    every = (kinds | {result}) - {""}
    shares = every <= {"share"}
    right = {
        "growth": result in ("growth", "") and "change" not in kinds,
        "change": result in ("growth", ""),
        "share": result not in ("growth", "change") and "change" not in kinds,
        "difference": result in ("change", "") or fit.result.unit == "pp",
        "parts": shares,
        "same": len(every) < 2 or every <= {"level", "count"},
        "sum": (len(every) < 2 or every <= {"level", "count"}) and "rate" not in every,
    }
    if fit.kind == "sum" and fit.result.unit == "%":
        return 0.3 if shares else 0.04
    if not right.get(fit.kind, True):
        return 0.04
    if result or fit.kind in ("sum", "same", "parts", "per head"):
        return 1.0
    return 0.2 if fit.kind != "change" else 0.05


def _together(fit: Fit) -> float:
    """Whether the text puts its figures together; a repeat stands in another sentence."""
    every = (fit.result, *fit.inputs)
    if fit.kind == "sum" and any(_ADDS.search(item.quote) for item in every):
        return 2.5
    if not fit.result.quote or len(fit.inputs) > 2:
        return 1.0
    beside = any(item.quote == fit.result.quote for item in fit.inputs)
    return 1.0 if beside == (fit.kind != "same") else 0.1 if beside else 0.15


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
