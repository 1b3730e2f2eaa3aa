"""Dates and periods as a text names them."""

from __future__ import annotations

import re
from typing import NamedTuple

from .words import MONTH

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBER = {
    word: n
    for n, words in enumerate(
        ("first one 1st", "second two 2nd", "third three 3rd", "fourth four 4th final"), 1
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
    rf"(?:\s+on|\s+at)?\s+(?:{_DAY}\s+)?(?P<ended>{MONTH})(?:\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:%|m)))?{_year('y1')}"
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
        early = int(m["day"] or 31) < 8  # a week that runs a little into the next month
        return _month(m["ended"]) - months + 1 - early, months
    return _month(m["month"]), 1


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBER[word.lower()]


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower())
