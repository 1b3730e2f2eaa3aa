"""Which months a figure is of, from the dates and periods around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .words import BASE, MONTH

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
    rf"(?P<span>(?P<length>three|six|nine|twelve|3|6|9|12)[\s-]months?(?:\s+period)?"
    rf"|(?:fiscal\s+|financial\s+)?(?P<whole>quarter|half[\s-]year|year))\s+(?:to|end(?:ed|ing))"
    rf"(?:\s+on|\s+at)?\s+(?:{_DAY}\s+)?(?P<ended>{MONTH})(?:\s*{_DAY}\b(?!\s*(?:%|m)))?{_year('y1')}"
    rf"|(?P<from>{MONTH})(?:{_year('y0')})\s*(?:to|through|and|-|–|until)\s*(?P<till>{MONTH}){_year('y2')}"
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


_YEARS = ("y2", "y1", "y0", "y3", "y4", "y5", "y6", "y7", "qy", "hy", "year")


def _months(m: re.Match[str]) -> tuple[int, int]:
    """The first month of its year, from 0, and how many months."""
    if m["year"]:
        return 0, 12
    if m["months"]:
        return 0, _count(m["months"])
    if m["nm"]:
        return 0, int(m["nm"])
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
    named = periods(text)
    starts = list(sentences)
    of_sentence: dict[int, list[Period]] = {}
    for period in named:
        of_sentence.setdefault(bisect_right(starts, period.start), []).append(period)
    main: Period | None = next((p for p in named if p.first is not None), None)
    base: Period | None = None
    grouped: dict[int, list[Place]] = {}
    for place in places:
        grouped.setdefault(bisect_right(starts, place.before), []).append(place)
    for number in sorted({*of_sentence, *grouped}):
        found = _Sentence(text, of_sentence.get(number, []), main, base)
        for place in grouped.get(number, []):
            found.date(place)
        found.in_order(grouped.get(number, []))
        main, base = found.main or main, found.base or (None if found.main else base)


class _Sentence:
    """The periods of one sentence, sorted into those that may be a figure's and bases."""

    def __init__(
        self, text: str, named: list[Period], before: Period | None, base: Period | None
    ) -> None:
        self.text, self.before = text, before
        year = next((p.first // 12 for p in named if p.first is not None), None)
        if year is None and before is not None and before.first is not None:
            year = before.first // 12
        known = [p if year is None else p.of_year(year) if p.months else p for p in named]
        self.named = [p for p in known if p.first is not None or p.back]
        self.open = [  # may be a figure's; a full date is one only where it says "as of"
            p
            for p in self.named
            if not (p.back or self._base(p) or self._bracket(p) or self._is_date(p))
        ]
        self.main = self.open[0] if self.open else None
        compared = [p for p in self.named if p.back or self._base(p)]
        self.base = self._absolute(compared[0]) if compared else base

    def _is_date(self, period: Period) -> bool:
        """Whether it is a full date that no word ties to a figure, as in a dateline."""
        said = self.text[period.start : period.end]
        left = self.text[: period.start][-20:]
        dated = period.months == 1 and re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", said)
        tied = r"(?:as (?:of|at)|at|end of|until|through|since|by|on|ended|ending|to)\s+$"
        return bool(dated and not re.search(tied, left))

    def _base(self, period: Period) -> bool:
        left = self.text[: period.start][-60:]
        return bool(
            re.search(
                rf"\b{BASE}\s+(?:(?:the|in|at|end|of|its|a|that|level|figure)\s+)*$",
                left[-40:],
            )
        )

    def _bracket(self, period: Period) -> bool:
        left = self.text[: period.start][-120:]
        return left.rfind("(") > left.rfind(")")

    def date(self, place: Place) -> None:
        """Write the period of one figure, and a doubt where it was only carried."""
        found = self._inside(place) or self._behind(place)
        if found is None and self._is_base(place):
            found, place.doubt = self.base, "period of the base taken from the words around"
        else:
            found = found or self._nearest(place)
            if found is None and self.before is not None:
                found = self.before
                if "\n\n" in self.text[found.end : place.before]:
                    place.doubt = "period carried from a paragraph before"
        found = found and self._absolute(found)
        if found:
            place.first, place.months = found.first, found.months
            self._since(place)

    def _is_base(self, place: Place) -> bool:
        """Whether it stands right behind "from", "versus" or "compared with"."""
        left = self.text[: place.before][-50:]
        return bool(
            re.search(
                rf"\b{BASE}\s+(?:(?:the|a|an|its)\s+)?(?:[\w-]+\s+){{0,3}}(?:of\s+)?$", left
            )
        ) and (not re.search(r"\b(?:over|on|since|than)\s+$", left))

    def _absolute(self, period: Period) -> Period | None:
        """A period counted back from the one that the sentence or the text is of."""
        if not period.back:
            return period
        base = self.main or self.before
        if base is None or base.first is None:
            return None
        return base._replace(first=base.first - period.back)

    def _inside(self, place: Place) -> Period | None:
        """The period in the bracket that the figure stands in."""
        left = self.text[: place.before][-80:]
        if left.rfind("(") <= left.rfind(")"):
            return None
        opened = place.before - len(left) + left.rfind("(")
        closed = self.text.find(")", place.after)
        return next((p for p in self.named if opened < p.start and p.end <= closed + 1), None)

    def _behind(self, place: Place) -> Period | None:
        """The period that follows the figure directly."""
        gap = re.compile(
            r"(?:\s+[a-z][\w-]*){0,3}?\s+(?:(?:in|during|for|at|as of|on|by)\s+)?"
            r"(?:(?:the|end|of|both|its|a)\s+|(?:same|prior|previous)\s+)*"
        )
        for period in self.named:
            if 0 <= period.start - place.after <= 45:
                between = self.text[place.after : period.start]
                if gap.fullmatch(
                    between + ("" if between[-1:].isspace() else " ")
                ) and not re.search(rf"\b{BASE}\b", between):
                    return period
        return None

    def _nearest(self, place: Place) -> Period | None:
        before = [p for p in self.open if p.end <= place.before]
        after = [p for p in self.open if p.start >= place.after]
        return before[-1] if before else after[0] if after else None

    def _since(self, place: Place) -> None:
        """A change "from March 2020" begins there."""
        for period in self.named:
            between = (
                self.text[place.after : period.start] if period.start >= place.after else "-"
            )
            if (
                place.is_change
                and place.first is not None
                and period.first is not None
                and (
                    re.fullmatch(
                        r"(?:\s+[a-z]+)?\s+(?:from|since|compared\s+with|over)\s+(?:the\s+end\s+of\s+)?",
                        between,
                    )
                )
                and period.first < place.first
            ):
                last = place.first + place.months
                place.first, place.months = period.first, last - period.first

    def in_order(self, places: list[Place]) -> None:
        """Periods and figures named in the same order, "respectively"."""
        if (
            not self.named
            or "respectively" not in self.text[places[0].before : self.named[-1].end + 40]
            if places
            else True
        ):
            return
        years = [p for p in self.named if p.first is not None and not self._bracket(p)]
        lists = [g for g in _runs(places, self.text) if len(g) == len(years) > 1]
        for group in lists:
            for place, period in zip(group, years, strict=True):
                place.first, place.months, place.doubt = period.first, period.months, ""


def _runs(places: list[Place], text: str) -> list[list[Place]]:
    """Figures joined by nothing but commas and "and"."""
    runs: list[list[Place]] = []
    for place in places:
        gap = text[runs[-1][-1].after : place.before] if runs else "-"
        if runs and re.fullmatch(r"[\s,]*(?:and|or)?\s*", gap):
            runs[-1].append(place)
        else:
            runs.append([place])
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
