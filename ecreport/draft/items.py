"""The figures and the fits that the search for relations works on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..number.interval import Interval
from ..number.printed import Printed
from ..number.wording import DIMENSIONLESS

POINTS = ("percentage point", "percentage points", "pp", "basis point", "basis points")
SURE = 1.5  # odds from which a proposal is shown before the fold
_LIKE = {"penetration": "share", "multiple": "growth", "comparison": ""}  # kinds of a folder
_KINDS = {  # what the words of a label say, where a folder says no kind
    r"growth|grow|chang|increas|decreas|declin|(?:^|[_ ])(?:rise|fall|drop|up|down)": "growth",
    "rate|margin|yield": "rate",
    "share|proportion|part of|percent": "share",
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
    low: float  # the ends of the interval, near enough to search by
    high: float

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
    unit = "%" if figure.unit in DIMENSIONLESS else figure.unit
    if unit in POINTS:
        unit = "pp"
    elif not unit and figure.about.get("counted"):  # a noun: never money, else undecided
        unit = "counted"
    first, last = (_month(text) for text in figure.period)
    quote = figure.about.get("quote", "") or figure.about.get("section", "")
    kind = _kind(kind, unit, f"{figure.id} {figure.label}".lower())
    ends = float(interval.low), float(interval.high)
    return Item(figure.id, place, interval, unit, kind, first, last, words, quote, *ends)


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
