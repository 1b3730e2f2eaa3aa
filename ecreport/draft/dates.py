"""Which months each figure is of, by where it stands among the periods of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from .periods import Period, periods
from .words import BASE, VERSUS


@dataclass
class Place:
    """A figure as far as its period needs it: where its words begin and end."""

    before: int
    after: int
    is_change: bool = False
    first: int | None = None
    months: int = 0
    doubt: str = ""


def date_figures(places: Sequence[Place], text: str, sentences: Sequence[int]) -> None:
    """Give each figure its period by four rules.

    A bracket binds only inside itself; words after "compared with", "over", "from" are
    the base and never the period of what stands before them; a period right behind a
    figure is its own; else the one of its sentence, else the last one of the text before.
    """
    of_sentence: dict[int, list[Period]] = {}
    grouped: dict[int, list[Place]] = {}
    for period in periods(text):
        of_sentence.setdefault(bisect_right(sentences, period.start), []).append(period)
    for place in places:
        grouped.setdefault(bisect_right(sentences, place.before), []).append(place)
    context = Context(text)
    dated = {n: _Sentence(context, found, []) for n, found in of_sentence.items()}
    context.main = next((one.main for one in dated.values() if one.main), None)
    context.year = next((one.year for one in dated.values() if one.year), None)
    for number in sorted({*of_sentence, *grouped}):
        found = _Sentence(context, of_sentence.get(number, []), grouped.get(number, []))
        found.date()
        context.after(found)


class Context:
    """What the text has said so far: the period it speaks of, and the one it compares with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.main: Period | None = None
        self.base: Period | None = None
        self.year: int | None = None

    def after(self, sentence: _Sentence) -> None:
        """Go on behind a sentence."""
        self.base = sentence.base or (None if sentence.main else self.base)
        self.main = sentence.main or self.main

    def left(self, place: int, size: int = 60) -> str:
        """The text just before a place."""
        return self.text[max(0, place - size) : place]


_TIED = re.compile(r"(?:as (?:of|at)|at|end of|until|through|since|by|on|ended|ending|to)\s+$")
_FILL = r"(?:(?!and\b|or\b)[a-zA-Z'’-]+\s+)"
_SAME = r"(?:in|at|on|the|end|of|same|corresponding|period|quarter|month|half|year|level)"
_COMPARED = re.compile(rf"\b(?:{VERSUS}\s+{_FILL}{{0,7}}|{BASE}\s+(?:{_SAME}\s+)*)$")
_IS_BASE = re.compile(rf"\b{VERSUS}\s+{_FILL}{{0,4}}$")
_DIRECTLY = re.compile(
    r"(?:\s+(?!and\b|while\b|but\b)[a-z][\w-]*){0,3}?"
    r"\s+(?:(?:in|during|for|at|as of|on|by)\s+)?"
    r"(?:(?:the|end|of|both|its|a)\s+|(?:same|prior|previous)\s+)*"
)
_ANY_BASE = re.compile(rf"(?<![-\w]){BASE}(?![-\w])")
_DUE = re.compile(
    r"\b(?:(?:expir\w*|due|matur\w*|runs?|until)\b[^.\d]*|(?:Act|Law|Code)\s+of\s+)$"
)
_AHEAD = re.compile(r"\b(?:will|would|expect\w*|forecast\w*|target\w*)\b[^.]*$")
_SINCE = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:from|since|compared\s+with|over)\s+(?:the\s+end\s+of\s+)?"
)
_LISTED = re.compile(r"[\s,]*(?:and|or)?\s*(?:in\s+)?")


class _Sentence:
    """The periods of one sentence, sorted into those that may be a figure's and bases."""

    def __init__(
        self, context: Context, named: Sequence[Period], places: Sequence[Place]
    ) -> None:
        self.context, self.text, self.places = context, context.text, places
        apart = [p for p in named if self._bracket(p.start) or self._base(p)]
        years = [p.first // 12 for p in named if p.first is not None and p not in apart]
        said = next(iter(years), context.year)
        context.year = self.year = said
        known = [p.of_year(said) if p.months and said is not None else p for p in named]
        self.named = [p for p in known if p.first is not None or p.back]
        self.owned = {i: p for i, place in enumerate(places) if (p := self._behind(place))}
        bases = [p for i, p in self.owned.items() if self._is_base(places[i])]
        self.open = [
            p
            for p in self.named
            if not (p.back or p in bases or self._base(p) or self._bracket(p.start))
            and not (self._is_date(p) or _DUE.search(context.left(p.start, 40)))
        ]
        main = context.main.first if context.main else None
        self.past = [  # what a later figure of the sentence is compared with
            p for i, p in self.owned.items() if i and main and p.first and p.first < main
        ]
        now = [
            p
            for p in self.open
            if p not in self.past and not _AHEAD.search(context.left(p.start, 90))
        ]
        self.main = now[0] if now else None
        compared = [p for p in self.named if p.back or self._base(p)]
        self.base = self._absolute(compared[0]) if compared else context.base

    def _is_date(self, period: Period) -> bool:
        """Whether it is a full date that no word ties to a figure, as in a dateline."""
        said = self.text[period.start : period.end]
        dated = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", said)
        return bool(
            period.months == 1
            and dated
            and not (
                re.search(r"\d{4}", said) and _TIED.search(self.context.left(period.start))
            )
        )

    def _base(self, period: Period) -> bool:
        return bool(_COMPARED.search(self.context.left(period.start, 70)))

    def _is_base(self, place: Place) -> bool:
        """Whether a figure stands right behind "from", "versus" or "compared with"."""
        return bool(_IS_BASE.search(self.context.left(place.before)))

    def _bracket(self, place: int) -> bool:
        left = re.split(r"…|\n\n", self.context.left(place, 120))[-1]
        return left.rfind("(") > left.rfind(")")

    def date(self) -> None:
        """Write the period of each figure, and a doubt where it was only carried."""
        for number, place in enumerate(self.places):
            found = self._same_months(self._inside(place)) or self.owned.get(number)
            again = number and re.search(
                r",?\s+or\s+\S{0,5}$", self.context.left(place.before, 12)
            )
            if found is None and again:
                last = self.places[number - 1]
                place.first, place.months, place.doubt = last.first, last.months, last.doubt
                continue
            found = self._absolute(found or self._carried(place))
            if found:
                place.first, place.months = found.first, found.months
                self._since(place)
        self._in_order()

    def _same_months(self, period: Period | None) -> Period | None:
        """A year in a bracket is the same months of that year: "(2022: 11.1 million)"."""
        main = self.main or self.context.main
        if period and main and period.months == 12 and main.months < 12 and main.first:
            years = main.first // 12 - (period.first or 0) // 12
            return main._replace(first=main.first - 12 * years)
        return period

    def _carried(self, place: Place) -> Period | None:
        """The base for a figure behind "from"; else the sentence's period, else the text's."""
        if self._is_base(place):
            place.doubt = "period of the base taken from the words around"
            return self.base
        before = [p for p in self.open if p.end <= place.before]
        after = [p for p in self.open if p.start >= place.after and p not in self.past]
        found = before[-1] if before else after[0] if after else None
        if found is None and self.context.main is not None:
            found = self.context.main
            if "\n\n" in self.text[found.end : place.before]:
                place.doubt = "period carried from a paragraph before"
        return found

    def _absolute(self, period: Period | None) -> Period | None:
        """A period counted back from the one that the sentence or the text is of."""
        if period is None or not period.back:
            return period
        main = self.main or self.context.main
        if main is None or main.first is None:
            return None
        return main._replace(first=main.first - period.back)

    def _inside(self, place: Place) -> Period | None:
        """The period in the bracket that the figure stands in."""
        if not self._bracket(place.before):
            return None
        opened, closed = self.text.rfind("(", 0, place.before), self.text.find(")", place.after)
        return next((p for p in self.named if opened < p.start and p.end <= closed + 1), None)

    def _behind(self, place: Place) -> Period | None:
        """The period that follows the figure directly."""
        for period in self.named:
            between = self.text[place.after : period.start]
            if 0 <= period.start - place.after <= 45 and not _ANY_BASE.search(between):
                space = "" if between[-1:].isspace() else " "
                if _DIRECTLY.fullmatch(between + space):
                    return period
        return None

    def _since(self, place: Place) -> None:
        """A change "from March 2020" begins there."""
        for start in (p for p in self.named if place.is_change and p.start >= place.after):
            if start.first is None or place.first is None or start.first >= place.first:
                continue
            if _SINCE.fullmatch(self.text[place.after : start.start]):
                place.months += place.first - start.first
                place.first = start.first

    def _in_order(self) -> None:
        """Periods and figures named in the same order, "respectively"."""
        ends = [place.after for place in self.places] + [period.end for period in self.named]
        if not ends or "respectively" not in self.text[min(ends) : max(ends) + 40]:
            return
        known = [p for p in self.named if p.first is not None]
        lists = [
            g for g in _runs(known, [(p.start, p.end) for p in known], self.text) if len(g) > 1
        ]
        ends_of = [(place.before, place.after) for place in self.places]
        for group in _runs(self.places, ends_of, self.text):
            years = next((years for years in lists if len(years) == len(group)), [])
            for place, period in zip(group, years, strict=False):
                place.first, place.months, place.doubt = period.first, period.months, ""


_T = TypeVar("_T")


def _runs(found: Sequence[_T], ends: Sequence[tuple[int, int]], text: str) -> list[list[_T]]:
    """What is joined by nothing but commas and "and"."""
    runs: list[list[_T]] = []
    for number, one in enumerate(found):
        if number and _LISTED.fullmatch(text[ends[number - 1][1] : ends[number][0]]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def written(first: int | None, months: int) -> tuple[str, str]:
    """First and last month as "2022-01", "2022-09"; blank where they are not known.

    Examples
    --------
    >>> written(2022 * 12, 9)
    ('2022-01', '2022-09')
    """
    if first is None:
        return "", ""
    ends = (first, first + max(months, 1) - 1)
    start, end = (f"{month // 12:04}-{month % 12 + 1:02}" for month in ends)
    return start, end
