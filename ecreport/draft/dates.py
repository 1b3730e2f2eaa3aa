"""Which months each figure is of, by where it stands among the periods of the text.

A bracket binds only inside itself; words after "compared with", "over", "from" are the
base and never the period of what stands before them; a period right behind a figure is
its own; else the one of its sentence, else the last one of the text before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .found import Found
from .periods import Period, periods
from .vocabulary import BASE, VERSUS, any_of

_TIED = re.compile(r"(?i:as (?:of|at)|at|end of|until|through|since|by|on|ended|ending|to)\s+$")
_POINT = re.compile(r"\b(?:end\s+of|as\s+(?:of|at)|by|on|at)\s+(?:the\s+)?$")
_FILL = rf"(?:(?!(?:and|or|{any_of('verb')})\b)[a-zA-Z'’-]+\s+)"
_SAME = r"(?:in|at|on|the|end|of|same|corresponding|period|quarter|month|half|year|level|that)"
_COMPARED = re.compile(
    rf"\b(?!From\b)(?i:{VERSUS}\s+{_FILL}{{0,7}}|{BASE}\s+(?:{_SAME}\s+)*)$"
)
_IS_BASE = re.compile(rf"\b(?!From\b)(?i:{VERSUS})\s+{_FILL}{{0,4}}$")
_IS_DIRECT_BASE = re.compile(rf"\b(?!From\b)(?i:{VERSUS})\s+$")
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
_THAT = re.compile(r"\b(?:that|this) (?:quarter|period|month|half)\b")
_BEGINS = re.compile(
    r"(?:^|[;,.…\n]\s*)(?:(?:and|but|while)\s+)?(?i:(?:in|during|for)\s+(?:the\s+)?)$"
)
_SINCE = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:from|since|compared\s+with|over)\s+(?:the\s+end\s+of\s+)?"
)

_LISTED = re.compile(r"[\s,]*(?:and|or)?\s*(?:in\s+)?")


def date_figures(found: Sequence[Found], text: str, starts: Sequence[int]) -> None:
    """Write the first and last month of each figure."""
    dates = _Dates(text, starts)
    for number in range(len(starts)):
        dates.go_on(number, [one for one in found if one.sentence == number])


class _Dates:
    """The periods of a text, read on sentence by sentence."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text, self.starts, self.every = text, starts, periods(text)
        self.of_sentence: dict[int, list[Period]] = {}
        for period in self.every:
            number = bisect_right(starts, period.start) - 1
            self.of_sentence.setdefault(number, []).append(period)
        self.year: int | None = None  # that a month without a year is of
        self.base: Period | None = None  # what the text compares with
        self.main: Period | None = None  # what the text speaks of
        said = (self._now(number) for number in self.of_sentence)
        self.main = self.first = next((period for period in said if period), None)
        self.year = self.main and self.main.year

    def go_on(self, number: int, found: Sequence[Found]) -> None:
        """Date the figures of the next sentence, and keep what it speaks of."""
        start, end = self._span(number)
        begins = self.text.endswith("\n\n", 0, start)
        begins = begins and not _THAT.search(self.text, start, end)
        if begins and self.first and self.main and self.main.year <= self.first.year:
            self.main = self.first  # a paragraph speaks of what the text is of
        self.found, self.named = found, self._named(number)
        self.owned = {i: p for i, one in enumerate(found) if (p := self._behind(one))}
        self.owned |= self._in_order()
        first = (self.main and self.main.first) or 0
        self.past = [p for i, p in self.owned.items() if i and (p.first or first) < first]
        self.open = self._open(self.named)
        now = self._now(number, self.past)
        self.last: Period | None = None  # of the figure before
        before, self.main = self.main, now or self.main
        compared = [p for p in self.named if p.back or self._is_apart(p)]
        self.base = self._absolute(compared[0]) if compared else None if now else self.base
        if self.base and self.main and not compared:  # as many months, of the year before
            self.base = self.main.back_by(0, self.base.year)
        for i, one in enumerate(found):
            self._date(i, one)
        if now and (_AHEAD.search(self._left(now.start, 90)) or self._is_point(now)):
            self.main = before

    def _now(self, number: int, past: Sequence[Period] = ()) -> Period | None:
        """What a sentence speaks of; a line of a table speaks for itself alone."""
        found = (p for p in self._open(self._named(number)) if p not in past)
        table = self.text.find("|", *self._span(number)) >= 0
        return None if table else next(found, None)

    def _span(self, number: int) -> tuple[int, int]:
        start, end = [*self.starts[number : number + 2], len(self.text)][:2]
        return start, end

    def _named(self, number: int) -> list[Period]:
        """The periods of a sentence; what says no year is of the last one said."""
        named = self.of_sentence.get(number, [])
        said = [p.year for p in named if p.first is not None and not self._is_apart(p)]
        self.year = said[0] if said else self.year
        return _of_years(named, self.year)

    def _open(self, named: Sequence[Period]) -> list[Period]:
        """Those that may date any figure of the sentence."""
        return [
            p
            for p in named
            if not (p.back or self._is_apart(p) or self._is_dateline(p))
            and not _DUE.search(self._left(p.start))
        ]

    def _left(self, place: int, size: int = 60) -> str:
        return self.text[max(0, place - size) : place]

    def _is_dateline(self, period: Period) -> bool:
        """Whether it is a full date that no word ties to a figure."""
        said = self.text[period.start : period.end]
        day = period.months == 1 and re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", said)
        tied = _TIED.search(self._left(period.start)) and re.search(r"\d{4}", said)
        return bool(day and not tied)

    def _is_point(self, period: Period) -> bool:
        """Whether it is the end of something, as in "by the end of March"."""
        return period.months == 1 and bool(_POINT.search(self._left(period.start)))

    def _is_apart(self, period: Period) -> bool:
        return self._in_bracket(period.start) or self._compared(period)

    def _compared(self, period: Period) -> bool:
        left = self._left(period.start, 70)
        day = left.endswith("on ") and self.text[period.start].isdigit() and period.months == 1
        return bool(_COMPARED.search(left)) and not day

    def _in_bracket(self, place: int) -> bool:
        left = re.split(r"…|\n\n", self._left(place, 120))[-1]
        return left.rfind("(") > left.rfind(")")

    def _date(self, i: int, one: Found) -> None:
        """Write the period of a figure; a change "from March 2020" begins there."""
        found = self._of_head(one) or self._inside(one) or self.owned.get(i)
        if not found and i and re.search(r",?\s+or\s+\S{0,5}$", self._left(one.before, 12)):
            one.period = self.found[i - 1].period  # "5 %, or 12 million"
            return
        found = self.last = self._absolute(found or self._carried(one))
        if found is None or found.first is None:
            return
        first, last = found.first, found.first + max(found.months, 1) - 1
        for since in self.named if one.kind == "change" else ():
            between = self.text[one.after : since.start]
            if since.first and since.first < first and _SINCE.fullmatch(between):
                first = since.first
        start, end = (f"{month // 12:04}-{month % 12 + 1:02}" for month in (first, last))
        one.period = start, end

    def _of_head(self, one: Found) -> Period | None:
        """The period that the heads of a cell name, else the last one of its row."""
        if own := self._in_heads(one):
            return min(own, key=lambda period: period.months)
        beside = [p for cell in self.found for p in self._in_heads(cell)]
        return max(beside, key=lambda p: p.first or 0, default=None) if one.heads else None

    def _in_heads(self, one: Found) -> list[Period]:
        named = [p for a, b in one.heads for p in self.every if a <= p.start < b and p.months]
        return _of_years(named, next((p.year for p in named if p.first is not None), self.year))

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
        like = self.last or self.main
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

    def _in_order(self) -> dict[int, Period]:
        """Figures whose periods follow in the same order, "respectively"."""
        gaps = [self.text[p.end : q.start] for p, q in pairwise(self.named)]
        listed = gaps and all(_LISTED.fullmatch(gap) for gap in gaps)
        if not listed or "respectively" not in self.text[self.named[-1].end :][:20]:
            return {}
        before = [i for i, one in enumerate(self.found) if one.after <= self.named[0].start]
        return dict(zip(before[-len(self.named) :], self.named, strict=False))

    def _carried(self, one: Found) -> Period | None:
        """The base for a figure behind "from"; else the sentence's period, else the text's."""
        if _IS_BASE.search(self._left(one.before)):
            one.doubt("period of the base taken from the words around")
            return self.base or self._year_before(one)
        before = [p for p in self.named if p.end <= one.before]
        if before and self._begins_clause(before[-1]):
            return before[-1]
        now = [p for p in self.open if p not in self.past]
        after = [p for p in now if p.start >= one.after]
        before = now if one.kind in ("growth", "change") else self.open
        before = [p for p in before if p.end <= one.before]
        if before or after:
            return before[-1] if before else after[0]
        if self.main and "\n\n" in self.text[self.main.end : one.before]:
            one.doubt("period carried from a paragraph before")
        return self.main

    def _year_before(self, one: Found) -> Period | None:
        """The same months a year before, for the base of a figure like it."""
        like = [o for o in self.found if (o.kind, o.unit) == (one.kind, one.unit)]
        direct = _IS_DIRECT_BASE.search(self._left(one.before))
        now = next((p for p in self.open if 3 <= p.months <= 12), None)
        return now.back_by(12, 0) if now and direct and len(like) > 1 else None

    def _begins_clause(self, period: Period) -> bool:
        """Whether a base dates what follows: "than in 2022, when", "in the prior year they"."""
        said = self.text[period.start : period.end]
        begins = _BEGINS.search(self._left(period.start))
        again = begins and period.back and re.search(r"year|prior|previous|last|\d{4}", said)
        return bool(again or re.match(r",?\s+(?:when|where)\b", self.text[period.end :]))

    def _absolute(self, period: Period | None) -> Period | None:
        """A period counted from the one that the sentence or the text is of."""
        if period is None or not period.back:
            return period
        return self.main and self.main.back_by(period.back, period.same_in)


def _of_years(named: Sequence[Period], year: int | None) -> list[Period]:
    dated = [p.of_year(year) if p.months and p.first is None and year else p for p in named]
    return [p for p in dated if p.first is not None or p.back]
