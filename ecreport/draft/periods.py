"""Which months a figure is of, from the dates and periods around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from .words import BASE, MONTH, VERSUS

_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_NUMBER = {
    word: n
    for n, words in enumerate(
        ("first one 1st", "second two 2nd", "third three 3rd", "fourth four 4th final"),
        1,
    )
    for word in words.split()
} | {
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_YEAR = r"(?:19|20)\d\d"
_COUNT = "|".join(_NUMBER) + r"|\d{1,2}"
_OF = r"(?:\s+(?:of|in)(?:\s+the)?(?:\s+(?:fiscal|financial)?\s*(?:year)?)?|,)?\s*(?:FY\s?)?"
_IN_YEAR = rf"(?:{_OF}\s*(?P<{{0}}>{_YEAR})(?![-\d,]*\d|\.\d))?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"


def _year(name: str) -> str:
    return _IN_YEAR.replace("{0}", name)


_PERIOD = re.compile(
    rf"(?P<y8>{_YEAR})-(?P<iso>\d\d)-\d\d"
    rf"|(?P<y9>{_YEAR})\s*(?:to|–|through)\s*(?P<till_year>{_YEAR})(?!\d)"
    rf"|(?P<span>(?P<length>three|six|nine|twelve|3|6|9|12)[\s-]months?(?:\s+period)?"
    rf"|(?:fiscal\s+|financial\s+)?(?P<whole>quarter|half[\s-]year|year))\s+(?:to|end(?:ed|ing))"
    rf"(?:\s+on|\s+at)?\s+(?:{_DAY}\s+)?(?P<ended>{MONTH})(?:\s*{_DAY}\b(?!\s*(?:%|m)))?{_year('y1')}"
    rf"|(?:{_DAY}\s+)?(?P<from>{MONTH})(?:{_year('y0')})\s*(?:to|through|and|-|–|until)\s*(?:{_DAY}\s+)?(?P<till>{MONTH}){_year('y2')}"
    rf"|(?i:first)\s+(?P<months>{_COUNT})\s+months{_year('y3')}"
    rf"|(?:(?P<qy>{_YEAR})\s+)?(?:(?i:(?P<qword>first|second|third|fourth|final|1st|2nd|3rd|4th)[\s-]+quarter)"
    rf"|Q(?P<q>[1-4])|(?P<q2>[1-4])Q){_year('y4')}(?:[/-]?(?P<s4>\d\d)\b(?!\s*%))?"
    rf"|(?:(?P<hy>{_YEAR})\s+)?(?:(?i:(?P<hword>first|second|1st|2nd)[\s-]+half)|H(?P<h>[12])|(?P<h2>[12])H)"
    rf"(?:[\s-]+year)?{_year('y5')}(?:[/-]?(?P<s5>\d\d)\b(?!\s*%))?"
    rf"|(?P<nm>[369]|12)M{_year('y7')}"
    rf"|(?:{_DAY}\s+(?:of\s+)?)?(?P<month>{MONTH})(?:\s*(?:{_DAY})\b(?![,.]\d|\s*(?:%|per|million|billion|thousand)))?{_year('y6')}"
    r"|(?P<relative>(?i:(?:the\s+)?(?:same|corresponding)\s+(?:period|quarter|month|half)(?:\s+(?:of\s+)?"
    r"(?:last|the\s+previous|the\s+prior|a)\s+year(?:\s+(?:ago|earlier|before))?)?"
    r"|(?:a|one)\s+year\s+(?:ago|earlier|before)|year[\s-]earlier|year[\s-]ago"
    r"|(?:the\s+)?(?:prior|previous|last|preceding)[\s-](?:year|quarter|month)))"
    rf"|(?:FY\s?|(?i:fiscal|financial)\s+(?:year\s+)?)?(?P<year>{_YEAR})(?:\s?[/–-]\s?\d\d(?:\d\d)?)?(?![-\d]|[,.]\d)"
)


class Period(NamedTuple):
    """Where a period stands in the text, and its first and last month (year * 12 + month)."""

    start: int
    end: int
    first: int | None  # None where the year is not said
    months: int
    month: int = 0  # the first month of its year
    back: int = 0  # months before the period that the text speaks of

    def of_year(self, year: int) -> Period:
        """The same months, of a year that stands elsewhere."""
        return self if self.first is not None else self._replace(first=year * 12 + self.month)


def periods(text: str) -> list[Period]:
    """Every date and period that a text names, in order."""
    return [_period(match) for match in _PERIOD.finditer(text)]


def _period(m: re.Match[str]) -> Period:
    year = next((int(m[k]) for k in _YEARS if m[k]), None)
    year = year or next((2000 + int(m[k]) for k in ("s4", "s5") if m[k]), None)
    if m["relative"]:
        word = m["relative"].lower()
        back = 1 if word.endswith("month") and "same" not in word else 12
        back = (
            3
            if word.endswith("quarter") and "same" not in word and "year" not in word
            else back
        )
        return Period(*m.span(), None, 0, 0, back)
    month, months = _months(m)
    first = None if year is None else year * 12 + month
    return Period(*m.span(), first, months, month)


_YEARS = ("y2", "y1", "y0", "y3", "y4", "y5", "y6", "y7", "y8", "y9", "qy", "hy", "year")


def _months(m: re.Match[str]) -> tuple[int, int]:
    """The first month of its year, from 0, and how many months."""
    if m["year"]:
        return 0, 12
    if m["months"]:
        return 0, _count(m["months"])
    if m["till_year"]:
        return 0, 12 * (int(m["till_year"]) - int(m["y9"]) + 1)
    if m["nm"]:
        return 0, int(m["nm"])
    if m["iso"]:
        return min(int(m["iso"]), 12) - 1, 1
    quarter = m["qword"] or m["q"] or m["q2"]
    if quarter:
        return 3 * (_count(quarter) - 1), 3
    half = m["hword"] or m["h"] or m["h2"]
    if half:
        return 6 * (_count(half) - 1), 6
    return _named_months(m)


def _named_months(m: re.Match[str]) -> tuple[int, int]:
    if m["from"]:
        first, last = _month(m["from"]), _month(m["till"])
        return first, (last - first) % 12 + 1
    if m["ended"]:
        whole = {"quarter": 3, "year": 12, None: 0}.get(m["whole"], 6)
        months = whole or _count(m["length"])
        return _month(m["ended"]) - months + 1, months
    return _month(m["month"]), 1


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBER[word.lower()]


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower())


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
_COMPARED = re.compile(
    rf"\b(?:{VERSUS}\s+{_FILL}{{0,7}}|{BASE}\s+(?:(?:in|at|on|the|end|of)\s+)*)$"
)
_IS_BASE = re.compile(rf"\b{VERSUS}\s+{_FILL}{{0,4}}$")
_DIRECTLY = re.compile(
    r"(?:\s+[a-z][\w-]*){0,3}?\s+(?:(?:in|during|for|at|as of|on|by)\s+)?"
    r"(?:(?:the|end|of|both|its|a)\s+|(?:same|prior|previous)\s+)*"
)
_ANY_BASE = re.compile(rf"(?<![-\w]){BASE}(?![-\w])")
_AHEAD = re.compile(
    r"\b(?:will|would|expect\w*|forecast\w*|expir\w*|due|matur\w*|target\w*)\b[^.\d]*$"
)
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
        self.open = [
            p
            for p in self.named
            if not (p.back or self._base(p) or self._bracket(p.start) or self._is_date(p))
        ]
        now = [p for p in self.open if not _AHEAD.search(context.left(p.start, 90))]
        self.main = now[0] if now else None
        compared = [p for p in self.named if p.back or self._base(p)]
        self.base = self._absolute(compared[0]) if compared else context.base

    def _is_date(self, period: Period) -> bool:
        """Whether it is a full date that no word ties to a figure, as in a dateline."""
        dated = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", self.text[period.start : period.end])
        return bool(
            period.months == 1 and dated and not _TIED.search(self.context.left(period.start))
        )

    def _base(self, period: Period) -> bool:
        return bool(_COMPARED.search(self.context.left(period.start, 70)))

    def _bracket(self, place: int) -> bool:
        left = self.context.left(place, 120)
        return left.rfind("(") > left.rfind(")")

    def date(self) -> None:
        """Write the period of each figure, and a doubt where it was only carried."""
        for number, place in enumerate(self.places):
            found = self._inside(place) or self.owned.get(number)
            again = number and re.search(
                r",?\s+or\s+\S{0,5}$", self.context.left(place.before, 12)
            )
            if found is None and again:
                last = self.places[number - 1]
                place.first, place.months, place.doubt = last.first, last.months, last.doubt
                continue
            found = self._absolute(found or self._carried(number, place))
            if found:
                place.first, place.months = found.first, found.months
                self._since(place)
        self._in_order()

    def _carried(self, number: int, place: Place) -> Period | None:
        """The base for a figure behind "from"; else the sentence's period, else the text's."""
        if _IS_BASE.search(self.context.left(place.before)):
            place.doubt = "period of the base taken from the words around"
            return self.base
        others = [p for n, p in self.owned.items() if n != number]
        before = [p for p in self.open if p.end <= place.before]
        after = [p for p in self.open if p.start >= place.after and p not in others]
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
