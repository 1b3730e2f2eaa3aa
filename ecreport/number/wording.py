"""How an exact value is written for a reader: scaled, with bounds rounded outward."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from .interval import INF, Interval, Number, decimal

DIMENSIONLESS = frozenset({"ratio", "%", "percent", "per cent", "1"})
SCALES: dict[Number, str] = {
    10**4: "ten thousand",
    10**6: "million",
    10**8: "hundred million",
    10**9: "bn",
    10**12: "trillion",
}
PLURALS = {
    "person": "people",
    "item": "items",
    "visit": "visits",
    "broadcast": "broadcasts",
    "parcel": "parcels",
}


WORDS = {
    "cbec": "cross-border e-commerce",
    "gmv": "turnover",
    "us": "American",
    "uk": "British",
} | {
    name.lower(): name for name in ("China", "Douyin", "India", "JD", "Korea", "Taobao")
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show_period(start: str, end: str) -> str:
    """Write a period of months: "June 2022", "January to June 2022", "2022".

    Examples
    --------
    >>> show_period("2022-01", "2022-06"), show_period("2021-01", "2021-12")
    ('January to June 2022', '2021')
    """
    months = [month for month in (start, end) if month]
    if not all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) for month in months):
        return " to ".join(dict.fromkeys(months))
    if not months:
        return ""
    names = [f"{MONTHS[int(month[5:]) - 1]} {month[:4]}" for month in months]
    if (months[0][4:], months[-1][4:]) == ("-01", "-12") and start[:4] == end[:4]:
        return end[:4]
    if start[:4] == end[:4]:
        names[0] = names[0][:-5] if names[0] != names[-1] else names[0]
    return " to ".join(dict.fromkeys(names))


def show_subject(subject: str) -> str:
    """Write the machine name of a subject in words."""
    words = " ".join(WORDS.get(word, word) for word in subject.split("_"))
    return words.replace("imports exports", "imports and exports")


def scale_of(value: Number, unit: str) -> Number:
    """The scale in which a reader expects a value of this size and unit."""
    if unit in ("ratio", "%", "percent", "per cent"):
        return Fraction(1, 100)
    size = -value if value < 0 else value
    if size == INF:
        return 1
    if size >= 10**10:
        return 10**9
    return 10**6 if size >= 10**6 else 1


def tail(scale: Number, unit: str) -> str:
    """What follows the digits: the word of the scale and the unit."""
    if scale == Fraction(1, 100):
        return " %"
    words = [SCALES.get(scale, ""), "" if unit == "rank" else PLURALS.get(unit, unit)]
    if scale != 1 and scale not in SCALES:
        words[0] = f"x {decimal(scale, -1)}"
    if unit in ("ratio", "1"):
        words[1] = ""
    return "".join(" " + word for word in words if word)


def grouped(digits: str) -> str:
    """The digits with a comma at each thousand: "8237.4" as "8,237.4"."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, rest = digits.partition(".")
    return sign + (f"{int(whole):,}" if whole.isdigit() else whole) + point + rest


def places_for(width: Number) -> int:
    """Decimals enough to see a hundredth part of an interval of this width."""
    if width in (0, INF):
        return 6
    if width >= 100:  # also where it is too large for a float
        return 0
    return math.ceil(2 - math.log10(max(width, Fraction(1, 10**7))))


def show_value(value: Number, unit: str, places: int = 2) -> str:
    """Write one value: "44.62 %", "8,237.4 bn yuan".

    Examples
    --------
    >>> from fractions import Fraction
    >>> show_value(Fraction(469, 1051), "ratio"), show_value(8237400000000, "yuan")
    ('44.62 %', '8,237.4 bn yuan')
    """
    scale = scale_of(value, unit)
    if value in (INF, -INF):
        return decimal(value, 1)
    nearest = Fraction(round(Fraction(value) / scale * 10**places), 10**places)
    return grouped(decimal(nearest, 1, places)) + tail(scale, unit)


def show_interval(interval: Interval, unit: str, scale: Number | None = None) -> str:
    """Write an interval with its ends rounded outward: "[468.5, 469.5] million people".

    With a scale given, the bounds stand alone, in that scale.

    Examples
    --------
    >>> show_interval(Interval(468500000, 469500000), "person")
    '[468.5, 469.5] million people'
    """
    if unit == "rank" and scale is None and interval.low == interval.high:
        return f"rank {interval.low}"
    ends = [end for end in interval[:2] if end not in (INF, -INF)]
    after = ""
    if scale is None:
        scale = max((scale_of(end, unit) for end in ends), default=1)
        after = tail(scale, unit)
    scaled = [
        end if end in (INF, -INF) else Fraction(end) / scale for end in interval[:2]
    ]
    places = places_for(scaled[1] - scaled[0] if interval.bounded else INF)
    inside = " %" if scale == Fraction(1, 100) else ""
    low, high = (
        grouped(decimal(end, side, places)) + (inside if abs(end) != INF else "")
        for end, side in zip(scaled, (-1, 1), strict=True)
    )
    left = "(" if interval.low_open or interval.low == -INF else "["
    right = ")" if interval.high_open or interval.high == INF else "]"
    return f"{left}{low}, {high}{right}" + (after if not inside else "")
