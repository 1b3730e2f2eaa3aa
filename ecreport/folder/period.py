"""Months as people and spreadsheets write them: "2022-06", "Jun-22", "2022Q2", "2022"."""

from __future__ import annotations

import re
from datetime import date

from ..errors import InputError
from ..number.wording import MONTHS

NAMES = {
    name[:length].lower(): n
    for n, name in enumerate(MONTHS, 1)
    for length in (3, 4, 20)
}
_YEAR, _MONTH = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>\d{1,2})"
_DAY, _NAME = r"(?P<day>\d{1,2})", r"(?P<name>[A-Za-z]{3,9})\.?"
_SHORT = r"(?P<short>[0-37-9]\d)"  # a year that can only be of one century
_FORMS = [
    re.compile(form, re.I)
    for form in (
        rf"{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY}(?:[ T]00:00(?::00)?)?)?",
        rf"{_MONTH}/{_YEAR}",
        rf"{_NAME}[- ,]{{0,2}}(?:{_YEAR}|'?{_SHORT})",
        rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[- ]{_NAME}[- ,]{{1,2}}{_YEAR}",
        rf"{_YEAR}[- ]{{0,2}}(?P<part>[QH])(?P<n>\d)",
        rf"(?P<part>[QH])(?P<n>\d)[- /]{{0,2}}{_YEAR}",
        rf"(?P<n>\d)(?P<part>[QH])[- ]?{_YEAR}",
        rf"{_YEAR}[- ,]{{1,2}}{_NAME}",
        _YEAR,
    )
]


def read_period(text: str, last: bool) -> str:
    """The first month, or the last, of what a cell names, as YYYY-MM.

    >>> read_period("Jun-22", last=False), read_period("2022H1", last=True)
    ('2022-06', '2022-06')
    >>> read_period("2022", last=False), read_period("June 1, 2022", last=True)
    ('2022-01', '2022-06')
    """
    matches = (form.fullmatch(text.strip()) for form in _FORMS)
    found = next((match.groupdict("") for match in matches if match), {})
    short = found.get("short", "")
    year = found.get("year") or ("19" if short > "69" else "20") + short
    months = _months(found, year) if found else range(0)
    if not months:
        raise InputError(
            f'"{text[:40]}" is no month; write it as YYYY-MM, such as 2022-06 (2022Q2, '
            "2022H1 and 2022 are read too)"
        )
    return f"{year}-{months[-1 if last else 0]:02}"


def _months(found: dict[str, str], year: str) -> range:
    """The months of a match; none where there are no such months or days."""
    if found.get("part"):
        size = {"Q": 3, "H": 6}[found["part"].upper()]
        end = int(found["n"]) * size
        return range(end - size + 1, end + 1) if size <= end <= 12 else range(0)
    if not found.get("name") and not found.get("month"):
        return range(1, 13)
    month = NAMES.get(found.get("name", "").lower()) or int(found.get("month") or 0)
    try:
        date(int(year), month, int(found.get("day") or 1))
    except ValueError:
        return range(0)
    return range(month, month + 1)
