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
_YEAR, _MONTH, _DAY = (
    r"(?P<year>(?:19|20)\d\d)",
    r"(?P<month>\d{1,2})",
    r"(?P<day>\d{1,2})",
)
# A year of two digits, where it can only be of one century.
_NAME, _SHORT = r"(?P<name>[A-Za-z]{3,9})\.?", r"(?P<short>[0-37-9]\d)"
_FORMS = [
    re.compile(form, re.I)
    for form in (
        rf"{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY}(?:[ T]00:00(?::00)?)?)?",
        rf"{_MONTH}/{_YEAR}",
        rf"{_NAME}[- ,]{{0,2}}(?:{_YEAR}|'?{_SHORT})",
        rf"{_DAY}[- ]{_NAME}[- ,]{{1,2}}{_YEAR}",
        rf"{_YEAR}[- ]{{0,2}}(?P<part>[QH])(?P<n>\d)",
        rf"(?P<part>[QH])(?P<n>\d)[- /]{{0,2}}{_YEAR}",
        rf"(?P<n>\d)(?P<part>[QH])[- ]?{_YEAR}",
        _YEAR,
    )
]


def read_period(text: str, last: bool) -> str:
    """The first month, or the last, of what a cell names, as YYYY-MM.

    Raises
    ------
    InputError
        When it is no month, quarter, half-year or year.

    Examples
    --------
    >>> read_period("Jun-22", last=False), read_period("2022H1", last=True)
    ('2022-06', '2022-06')
    >>> read_period("2022", last=False), read_period("2022", last=True)
    ('2022-01', '2022-12')
    """
    matches = (form.fullmatch(text.strip()) for form in _FORMS)
    found = next((match.groupdict() for match in matches if match), None)
    months = _months(found) if found else ()
    if not months:
        raise InputError(
            f'"{text[:40]}" is no month; write it as YYYY-MM, such as 2022-06 (2022Q2, '
            "2022H1 and 2022 are read too)"
        )
    return f"{_year(found)}-{months[-1 if last else 0]:02}" if found else ""


def _year(found: dict[str, str | None]) -> str:
    short = found.get("short") or ""
    return found.get("year") or ("19" if short > "69" else "20") + short


def _months(found: dict[str, str | None]) -> tuple[int, ...]:
    """The months of a match; none where there are no such months or days."""
    if found.get("part"):
        size = {"Q": 3, "H": 6}[str(found["part"]).upper()]
        end = int(found["n"] or 0) * size
        return tuple(range(end - size + 1, end + 1)) if size <= end <= 12 else ()
    if found.get("name"):
        month = NAMES.get(str(found["name"]).lower(), 0)
    elif found.get("month"):
        month = int(found["month"] or 0)
    else:
        return tuple(range(1, 13))
    try:
        date(int(_year(found)), month, int(found.get("day") or 1))
    except ValueError:
        return ()
    return (month,)
