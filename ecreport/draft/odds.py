"""Figures and fits as the search sees them: how easily by chance, how likely meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ..number.interval import Interval
from ..number.notation import POINTS
from ..number.printed import Printed
from ..number.wording import is_ratio
from .units import MEASURES
from .vocabulary import any_of

SURE = 1.5  # odds from which a proposal is shown before the fold
MOST_CHANCE = 0.35  # of a proposal behind the fold
_LIKE = {"penetration": "share", "multiple": "growth", "comparison": ""}  # kinds of a folder
_KINDS = {  # what the words of a label say, where a folder says no kind
    r"growth|grow|chang|increas|decreas|declin|(?:^|[_ ])(?:rise|fall|drop|up|down)": "growth",
    "rate|margin|yield": "rate",
    "share|proportion|part of|percent": "share",
}
# How likely it is that such a relation stands in a report beside its figures.
PRIOR = {
    **{"growth": 0.6, "share": 0.4, "difference": 0.4, "points": 0.9, "sum": 0.4},
    **{"change": 0.3, "per head": 0.1, "parts": 0.3, "same": 0.3, "total": 0.3},
}
_ADDS = re.compile(rf"\b(?:{any_of('adds up')})\b", re.IGNORECASE)


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
    def low(self) -> float:
        """The low end of the interval, near enough to search by."""
        return float(self.interval.low)

    @cached_property
    def high(self) -> float:
        """The high end."""
        return float(self.interval.high)

    @property
    def middle(self) -> float:
        """The middle of its interval."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """The width of its interval, as a part of its middle."""
        size = self.high - self.low
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

    @property
    def worth_a_look(self) -> bool:
        """Whether few random figures would do as well; a repeat is told by its words."""
        return self.shown_first or self.chance <= MOST_CHANCE or self.kind == "same"

    @property
    def span(self) -> int:
        """How far its figures are apart in the list."""
        places = [item.place for item in (self.result, *self.inputs)]
        return max(places) - min(places)

    @property
    def rank(self) -> tuple[float, int, str]:
        """Its place among others: the likeliest first."""
        return -self.odds, self.span, self.formula


def items(figures: Iterable[Printed]) -> list[Item]:
    """The figures that can prove something: printed, bounded and in use."""
    found = []
    for place, figure in enumerate(figures):
        kind = figure.about.get("kind") or figure.about.get("measure", "")
        end = kind == "rank" or "end of a range" in figure.about.get("doubt", "")
        for one in () if end else figure.readings.values() or [figure]:
            if one.as_printed and one.usable and one.interval.bounded:
                found.append(_item(one, place, kind))
    return [item for item in found if item.middle]


def _item(figure: Printed, place: int, kind: str) -> Item:
    interval = figure.interval
    if interval.low == interval.high:  # an exact print is no better than its last digit
        assert figure.digits is not None
        half = Fraction(figure.scale) / 10**figure.digits.decimals / 2
        interval = Interval(Fraction(interval.low) - half, Fraction(interval.high) + half)
    words = frozenset(re.findall(r"[a-z]{4,}", figure.label.lower().replace("_", " ")))
    unit = "%" if is_ratio(figure.unit) else figure.unit
    if unit in POINTS:
        unit = "pp"
    elif not unit and (noun := figure.about.get("counted")):
        unit = noun if noun in MEASURES else "counted"  # never money, else undecided
    first, last = (_month(text) for text in figure.period)
    quote = figure.about.get("quote", "") or figure.about.get("section", "")
    kind = _kind(kind, unit, f"{figure.id} {figure.label}".lower())
    return Item(figure.id, place, interval, unit, kind, first, last, words, quote)


def _kind(kind: str, unit: str, label: str) -> str:
    """What the folder calls the figure, or what its label suggests."""
    if kind:
        return "share" if kind.startswith("share") else _LIKE.get(kind, kind)
    found = next((kind for words, kind in _KINDS.items() if re.search(words, label)), "")
    if unit == "%":
        return found
    return "change" if found == "growth" else ""


def _month(text: str) -> int | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    return int(match[1]) * 12 + int(match[2]) - 1 if match else None


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
    said = any(_ADDS.search(item.quote) for item in every) or "total" in fit.result.words
    if fit.kind == "sum" and said:
        return 4.0
    if fit.kind == "growth" and len({(item.quote, item.words) for item in every}) == 1:
        return 3.0  # of one sentence, or one row of a table
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
