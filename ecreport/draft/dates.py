"""Which months each figure is of, by where it stands among the periods of the text.

A bracket binds only inside itself; words after "compared with", "over", "from" are the
base and never the period of what stands before them; a period right behind a figure is
its own; else the one of its sentence, else the last one of the text before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from .found import Found
from .periods import Period, periods
from .vocabulary import BASE, VERSUS, any_of

_TIED = re.compile(r"(?i:as (?:of|at)|at|end of|until|through|since|by|on|ended|ending|to)\s+$")
_POINT = re.compile(r"\b(?:end\s+of|as\s+(?:of|at)|by|on|at)\s+(?:the\s+)?$")
_FILL = rf"(?:(?!(?:and|or|{any_of('verb')})\b)[a-zA-Z'’-]+\s+)"
_SAME = r"(?:in|at|on|the|end|of|same|corresponding|period|quarter|month|half|year|level|that)"
_COMPARED = re.compile(rf"\b(?!From\b)(?i:{VERSUS}\s+{_FILL}{{0,7}}|{BASE}\s+(?:{_SAME}\s+)*)$")
_IS_BASE = re.compile(rf"\b(?!From\b)(?i:{VERSUS})\s+{_FILL}{{0,4}}$")
_DIRECTLY = re.compile(
    r"(?:\s+(?!and\b|while\b|but\b)[a-zA-Z][\w-]*){0,3}?"
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


def date_figures(found: Sequence[Found], text: str, starts: Sequence[int]) -> None:
    """Write the first and last month of each figure."""
    named: dict[int, list[Period]] = {}
    every = periods(text)
    for period in every:
        named.setdefault(bisect_right(starts, period.start) - 1, []).append(period)
    context = _Context(text, every)
    dated = {n: _Sentence(context, periods, []) for n, periods in named.items()}
    context.main = next((one.main for one in dated.values() if one.main), None)
    first = context.main
    context.year = next((one.year for one in dated.values() if one.year), None)
    figures: dict[int, list[Found]] = {}
    for one in found:
        figures.setdefault(one.sentence, []).append(one)
    for number in sorted({*named, *figures}):
        begins = text[: starts[number]].endswith("\n\n")
        if begins and first and context.main and context.main.year <= first.year:
            context.main = first  # a paragraph speaks of what the text is of
        sentence = _Sentence(context, named.get(number, []), figures.get(number, []))
        sentence.date()
        context.base = sentence.base or (None if sentence.main else context.base)
        if sentence.main and not context.is_point(sentence.main):
            context.main = sentence.main


class _Context:
    """What the text has said so far: the period it speaks of, and the one it compares with."""

    def __init__(self, text: str, periods: Sequence[Period]) -> None:
        self.text, self.periods = text, periods
        self.main: Period | None = None
        self.base: Period | None = None
        self.year: int | None = None

    def is_point(self, period: Period) -> bool:
        """Whether it is the end of something, as in "by the end of March"."""
        return period.months == 1 and bool(_POINT.search(self.left(period.start)))

    def left(self, place: int, size: int = 60) -> str:
        return self.text[max(0, place - size) : place]


class _Sentence:
    """The periods of one sentence, sorted into those that may be a figure's and bases."""

    def __init__(
        self, context: _Context, named: Sequence[Period], found: Sequence[Found]
    ) -> None:
        self.context, self.text, self.found = context, context.text, found
        self.last: Period | None = None  # of the figure before
        apart = [p for p in named if self._in_bracket(p.start) or self._compared(p)]
        years = [p.year for p in named if p.first is not None and p not in apart]
        context.year = self.year = next(iter(years), context.year)
        self.named = [
            p.of_year(self.year) if p.months and p.first is None and self.year else p
            for p in named
        ]
        self.named = [p for p in self.named if p.first is not None or p.back]
        self.owned = {i: p for i, one in enumerate(found) if (p := self._behind(one))}
        bases = [p for i, p in self.owned.items() if self._is_base(found[i])]
        self.open = [
            p
            for p in self.named
            if not (p.back or p in bases or self._compared(p) or self._in_bracket(p.start))
            and not (self._is_dateline(p) or _DUE.search(context.left(p.start, 40)))
        ]
        main = context.main.first if context.main else None
        self.past = [  # what a later figure of the sentence is compared with
            p for i, p in self.owned.items() if i and main and p.first and p.first < main
        ]
        now = (p for p in self.open if p not in self.past)
        ahead = (p for p in now if not _AHEAD.search(context.left(p.start, 90)))
        self.main = next(ahead, None)
        compared = [p for p in self.named if p.back or self._compared(p)]
        self.base = self._absolute(compared[0]) if compared else context.base

    def _is_dateline(self, period: Period) -> bool:
        """Whether it is a full date that no word ties to a figure."""
        said = self.text[period.start : period.end]
        if period.months != 1 or not re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", said):
            return False
        tied = _TIED.search(self.context.left(period.start))
        return not (tied and re.search(r"\d{4}", said))

    def _compared(self, period: Period) -> bool:
        return bool(_COMPARED.search(self.context.left(period.start, 70)))

    def _is_base(self, one: Found) -> bool:
        """Whether a figure stands right behind "from", "versus" or "compared with"."""
        return bool(_IS_BASE.search(self.context.left(one.before)))

    def _in_bracket(self, place: int) -> bool:
        left = re.split(r"…|\n\n", self.context.left(place, 120))[-1]
        return left.rfind("(") > left.rfind(")")

    def date(self) -> None:
        """Write the period of each figure, and a doubt where it was only carried."""
        for i, one in enumerate(self.found):
            found = self._of_head(one) or self._inside(one) or self.owned.get(i)
            again = re.search(r",?\s+or\s+\S{0,5}$", self.context.left(one.before, 12))
            if found is None and again and i:
                one.period = self.found[i - 1].period
            elif found := self._absolute(found or self._carried(one)):
                self._write(one, found)
                self.last = found
        self._in_order()

    def _of_head(self, one: Found) -> Period | None:
        """The period that the heads of a cell name, else the last one of its row."""
        if own := self._named_in(one.heads):
            return min(own, key=lambda period: period.months)
        beside = [p for cell in self.found for p in self._named_in(cell.heads)]
        return max(beside, key=lambda p: p.first or 0, default=None) if one.heads else None

    def _named_in(self, heads: Sequence[tuple[int, int]]) -> list[Period]:
        every = [p for a, b in heads for p in self.context.periods if a <= p.start < b]
        year = next((p.year for p in every if p.first is not None), self.year)
        dated = [p.of_year(year) if p.first is None and year else p for p in every if p.months]
        return [p for p in dated if p.first is not None]

    def _write(self, one: Found, period: Period) -> None:
        """Write it; a change "from March 2020" begins there."""
        first, last = period.first or 0, (period.first or 0) + max(period.months, 1) - 1
        for since in self.named if one.kind == "change" else ():
            between = self.text[one.after : since.start]
            if since.first and since.first < first and _SINCE.fullmatch(between):
                first = since.first
        start, end = (f"{month // 12:04}-{month % 12 + 1:02}" for month in (first, last))
        one.period = start, end

    def _carried(self, one: Found) -> Period | None:
        """The base for a figure behind "from"; else the sentence's period, else the text's."""
        if self._is_base(one):
            one.doubt("period of the base taken from the words around")
            return self.base
        before = [p for p in self.open if p.end <= one.before]
        after = [p for p in self.open if p.start >= one.after and p not in self.past]
        if before or after:
            return before[-1] if before else after[0]
        main = self.context.main
        if main and "\n\n" in self.text[main.end : one.before]:
            one.doubt("period carried from a paragraph before")
        return main

    def _absolute(self, period: Period | None) -> Period | None:
        """A period counted from the one that the sentence or the text is of."""
        main = self.main or self.context.main
        if period is None or not period.back:
            return period
        return main and main.back_by(period.back, period.same_in)

    def _inside(self, one: Found) -> Period | None:
        """The period in the bracket of a figure; a year is the same months of that year."""
        if not self._in_bracket(one.before):
            return None
        opened, closed = self.text.rfind("(", 0, one.before), self.text.find(")", one.after)
        inside = (p for p in self.named if opened < p.start and p.end <= closed + 1)
        found = next((p for p in inside if not self._compared(p)), None)
        if found is None and one.kind not in ("growth", "change"):  # "2014 (715,000)"
            before = (p for p in self.named if p.end <= opened)
            return next((p for p in before if not self.text[p.end : opened].strip()), None)
        like = self.last or self.main or self.context.main
        if found and like and found.months == 12 >= like.months:
            return like.back_by(0, found.year)
        return found

    def _behind(self, one: Found) -> Period | None:
        """The period that follows the figure directly."""
        for period in self.named:
            between = self.text[one.after : period.start]
            if period.months == 1 and one.kind not in ("growth", "change"):
                between = re.sub(r"\son\s$", " ", between)  # "of capacity on 31 December"
            if 0 <= period.start - one.after <= 45 and not _ANY_BASE.search(between):
                space = "" if between[-1:].isspace() else " "
                if _DIRECTLY.fullmatch(between + space):
                    return period
        return None

    def _in_order(self) -> None:
        """Periods and figures named in the same order, "respectively"."""
        ends = [one.after for one in self.found] + [period.end for period in self.named]
        if not ends or "respectively" not in self.text[min(ends) : max(ends) + 40]:
            return
        known = [p for p in self.named if p.first is not None]
        lists = _runs(known, [(p.start, p.end) for p in known], self.text)
        ends_of = [(one.before, one.after) for one in self.found]
        for group in _runs(self.found, ends_of, self.text):
            years = next((y for y in lists if len(y) == len(group) > 1), [])
            for one, period in zip(group, years, strict=False):
                self._write(one, period)


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
