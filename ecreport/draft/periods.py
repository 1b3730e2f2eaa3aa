"""Dates and periods as a text names them; `periods.csv` says how they are written."""

from __future__ import annotations

import re
from typing import NamedTuple

from .vocabulary import MONTH, any_of, filled, meaning, table

_YEAR = r"(?:19|20)\d\d"
_IN_YEAR = (
    r"(?:(?:\s+(?:of|in)(?:\s+the)?(?:\s+(?:fiscal|financial)?\s*(?:year)?)?|,)?\s*(?:FY\s?)?"
    rf"\s*(?P<year>{_YEAR})(?![-\d,]*\d|\.\d))?"
)
_PARTS = {
    "YEAR": _YEAR,
    "IN_YEAR": _IN_YEAR,
    "IN_FROM_YEAR": _IN_YEAR.replace("<year>", "<from_year>"),
    "MONTH": MONTH,
    "DAY": r"(?:\d{1,2}(?:st|nd|rd|th)?)",
    "ORDINAL": any_of("ordinal"),
    "COUNT": any_of("number") + r"|\d{1,2}",
}
_WAYS = [filled(row["pattern"], _PARTS) for row in table("periods")]
_EACH = [re.compile(way) for way in _WAYS]
_ANY = re.compile("|".join(f"({re.sub(r'[?]P<[a-z_]+>', '?:', way)})" for way in _WAYS))


class Period(NamedTuple):
    """Where a period stands in the text, and its first and last month (year * 12 + month)."""

    start: int
    end: int
    first: int | None  # None where the year is not said
    months: int
    month: int = 0  # the first month of its year; of a fiscal year it may be negative
    back: int = 0  # months before the period that the text speaks of
    same_in: int = 0  # the same months as that period, of this year

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return ((self.first or 0) + self.months - 1) // 12

    def of_year(self, year: int) -> Period:
        """The same months, of another year."""
        return self._replace(first=year * 12 + self.month)

    def back_by(self, months: int, year: int) -> Period:
        """As many months before, or the same months of a year."""
        months = 12 * (self.year - year) if year else months
        return self._replace(first=(self.first or 0) - months)


def periods(text: str) -> list[Period]:
    """Every date and period that a text names, in order."""
    found = []
    for match in _ANY.finditer(text):
        way = _EACH[(match.lastindex or 0) - 1].fullmatch(text, *match.span())
        assert way is not None
        found.append((match.span(), {k: said for k, said in way.groupdict().items() if said}))
    shift = next((n for _, said in found if (n := _shift(said))), 0)
    return [_period(span, said, shift) for span, said in found]


def undated(text: str) -> str:
    """The text without the dates and periods it names."""
    for period in reversed(periods(text)):
        text = f"{text[: period.start]} {text[period.end :]}"
    return text


def _shift(said: dict[str, str]) -> int:
    """How many months before a calendar year its fiscal year begins, where it says so."""
    whole = said.get("whole", "").lower()
    if "ended" in said and (whole == "year" or "nth" in said):
        quarter = _count(said["nth"]) if "nth" in said else 4
        return (_month(said["ended"]) + 1 - 3 * quarter) % 12 - 12
    if "from" in said and _months(said)[1] == 12:
        return _months(said)[0]
    return 0


def _period(span: tuple[int, int], said: dict[str, str], shift: int) -> Period:
    if "relative" in said:
        word = said["relative"].lower()
        month = 1 if word.endswith("month") else 3 if word.endswith("quarter") else 12
        back = 12 if re.search("same|corr|year", word) else month
        return Period(*span, None, 0, 0, back, int(said.get("year", 0)))
    month, months = _months(said)
    if {"fiscal", "quarter", "half"} & said.keys():
        month += shift
    year = said.get("year") or ("20" + said["short"] if "short" in said else "")
    first = int(year) * 12 + month if year else None
    if first is not None and "from_year" in said:
        start = int(said["from_year"]) * 12 + month % 12
        first, months = start, max(1, months + first - start)
    return Period(*span, first, months, month)


def _months(said: dict[str, str]) -> tuple[int, int]:
    """The first month of its year, from 0, and how many months."""
    if "till_year" in said:
        return 0, 12 * (int(said["till_year"]) - int(said["year"]) + 1)
    if "quarter" in said:
        return 3 * (_count(said["quarter"]) - 1), 3
    if "half" in said:
        return 6 * (_count(said["half"]) - 1), 6
    if "months" in said:
        return 0, _count(said["months"])
    if "iso" in said:
        return min(int(said["iso"]), 12) - 1, 1
    if "ended" in said:
        whole = {"quarter": 3, "year": 12}.get(said.get("whole", "").lower(), 6)
        months = _count(said["length"]) if "length" in said else whole
        months = int(said["weeks"]) * 3 // 13 if "weeks" in said else months
        early = int(said.get("day", 31)) < 8  # a week that runs a little into the next month
        return _month(said["ended"]) - months + 1 - early, months
    if "from" in said:
        first = _month(said["from"])
        months = (_month(said["till"]) - first) % 12 + 1
        return first - 12 * (first + months > 12), months
    return (_month(said["month"]), 1) if "month" in said else (0, 12)


def _count(word: str) -> int:
    return int(word if word.isdigit() else meaning("ordinal", word) or meaning("number", word))


def _month(word: str) -> int:
    return int(meaning("month", word.rstrip("."))) - 1
