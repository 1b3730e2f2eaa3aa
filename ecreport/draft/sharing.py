"""Figures that share their words: lists, ranges, a second bracket."""

from __future__ import annotations

import re
from itertools import pairwise

from .found import Found

JOINT = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|to|and/or|through|&|-|–|—|versus|vs\.?)|/)\s*"
    r"(?:(?:to|by|from|a|an|the)\s+)?$"
)
_BRACKET = re.compile(r"[^()\d]{0,30}\((?:[^()]{0,60}[:=]\s*|(?:[a-z]+\s+){0,3})$")
_CHANGED = re.compile(r"\b(?:from|by|rose|fell|grew|up|down|increas\w+|decreas\w+)\s*$")
_RANGING = re.compile(r"\b(?:rang\w+|range of|anywhere)\s+(?:from\s*)?$")


def share_words(found: list[Found], text: str) -> None:
    """Lists, ranges and brackets: the 7.4 of "7.4, 7.1 and 16.6 percent" is per cent."""
    for one, after in reversed([*pairwise(found)]):
        gap = text[one.after : after.before]
        most = 2 if "or" in gap and after.unit == "ratio" else 100  # "430, or 20 %" is no list
        if JOINT.fullmatch(gap) and _shares(one, after) and _alike(one, after, most):
            _copy(after, one)
    for i, (one, after) in enumerate(pairwise(found)):
        gap = text[one.after : after.before]
        if after.bare and not one.bare and _BRACKET.fullmatch(gap) and _alike(one, after):
            _copy(one, after)
        if after.unit == "point" and one.unit == "ratio" and one.sentence == after.sentence:
            after.unit, after.power = "percentage point", -2
            after.doubt("points read as percentage points")
        if _is_range(text[max(0, one.before - 40) : one.before], one, after, gap):
            after.range_of = i
            one.doubt("low end of a range")
            after.doubt("high end of a range")


def _shares(one: Found, after: Found) -> bool:
    """Whether the words behind the second figure are the first one's too."""
    if one.value is not None or after.value is not None or after.bare:
        return False
    grouped = re.search(r"\d,\d{3}", one.digits)
    if one.currency:
        money = after.scaled and not one.scaled and after.unit in ("", one.unit)
        return money and not grouped
    if one.unit not in ("", after.unit) or one.scaled:
        return False
    return not grouped if after.scaled else not one.unit


def _alike(one: Found, after: Found, most: int = 100) -> bool:
    """Whether both are of one size."""
    a, b = (
        float(re.sub(r"[^\d.]", "", f.digits) or 0) if f.digits.count(".") < 2 else 0.0
        for f in (one, after)
    )
    return a == 0 or b == 0 or 1 / most <= a / b <= most


def _copy(source: Found, target: Found) -> None:
    target.power, target.scaled = source.power, source.scaled
    target.currency = source.currency = target.currency or source.currency
    target.unit = source.unit = source.unit or target.unit
    if any("US dollar" in doubt for doubt in source.doubts):
        target.doubt("$ read as US dollar")


def _is_range(left: str, one: Found, after: Found, gap: str) -> bool:
    """Two ends: "between 5 and 7", "5-7", "5 to 7", not "from 5 to 7"."""
    if one.unit != after.unit or one.power != after.power or one.value or after.value:
        return False
    if re.fullmatch(r"\s*and\s*", gap):
        return bool(re.search(r"\bbetween\s*$", left))
    dash, to = re.fullmatch(r"\s*[-–—]\s*", gap), re.fullmatch(r"\s*to\s*", gap)
    return bool(dash or (to and (_RANGING.search(left) or not _CHANGED.search(left))))
