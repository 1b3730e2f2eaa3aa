"""Figures that share their words: lists, ranges, a second bracket."""

from __future__ import annotations

import re

from .found import Found

JOINT = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|to|and/or|through|&|-|–|—|versus|vs\.?)|/)\s*(?:(?:to|by|from|a|an|the)\s+)?$"
)
_BRACKET = re.compile(r"[^()\d]{0,30}\((?:[^()]{0,60}[:=]\s*|(?:[a-z]+\s+){0,3})$")


def share_words(found: list[Found], text: str) -> None:
    """Lists, ranges and brackets: the 7.4 of "7.4, 7.1 and 16.6 percent" is per cent."""
    for one, after in reversed(list(zip(found, found[1:], strict=False))):
        gap = text[one.after : after.before]
        either = "or" in gap and after.unit == "ratio"  # "430, or 20 %" is no list
        if (
            JOINT.fullmatch(gap)
            and _shares(one, after)
            and _alike(one, after, 2 if either else 100)
        ):
            _copy(after, one)
    for i, (one, after) in enumerate(zip(found, found[1:], strict=False)):
        gap = text[one.after : after.before]
        if after.bare and not one.bare and (_BRACKET.fullmatch(gap) and _alike(one, after)):
            _copy(one, after)
        if _is_range(text, one, after, gap):
            after.range_of = i
            for end, what in ((one, "low"), (after, "high")):
                end.doubts.append(f"{what} end of a range")


def _shares(one: Found, after: Found) -> bool:
    """Whether the words behind the second figure are the first one's too."""
    if one.value is not None or after.value is not None:
        return False
    if one.currency and not one.scaled and after.bare is False and after.unit in ("", one.unit):
        return after.scaled and _alike(one, after) and "," not in one.digits
    if one.unit not in ("", after.unit):
        return False
    if one.scaled or (one.unit and not after.scaled) or (not after.unit and not after.scaled):
        return False
    if re.search(r"\d,\d{3}", one.digits) and after.scaled:
        return False
    if (
        one.unit == ""
        and after.unit not in ("ratio", "percentage point", "times")
        and not after.scaled
    ):
        return True
    return _alike(one, after)


def _alike(one: Found, after: Found, most: int = 100) -> bool:
    a, b = (
        float(re.sub(r"[^\d.]", "", f.digits) or 0) if f.digits.count(".") < 2 else 0.0
        for f in (one, after)
    )
    return a == 0 or b == 0 or 1 / most <= a / b <= most


def _copy(source: Found, target: Found) -> None:
    target.power, target.scaled = source.power, source.scaled
    target.currency = source.currency = target.currency or source.currency
    target.unit = source.unit = source.unit or target.unit
    if any("US dollar" in doubt for doubt in source.doubts) and not any(
        "US dollar" in d for d in target.doubts
    ):
        target.doubts.append("$ read as US dollar")


def _is_range(text: str, one: Found, after: Found, gap: str) -> bool:
    """Two ends: "between 5 and 7", "5-7", "5 to 7", not "from 5 to 7"."""
    left = text[max(0, one.before - 40) : one.before]
    if one.unit != after.unit or one.power != after.power or one.value or after.value:
        return False
    if re.fullmatch(r"\s*and\s*", gap):
        return bool(re.search(r"\bbetween\s*$", left))
    if re.fullmatch(r"\s*[-–—]\s*", gap):
        return True
    ranging = re.search(r"\b(?:rang\w+|range of|anywhere)\s+(?:from\s*)?$", left)
    return bool(
        re.fullmatch(r"\s*to\s*", gap)
        and (
            ranging
            or not re.search(
                r"\b(?:from|by)\s*$|(?:rose|fell|grew|up|down|increas\w+|decreas\w+)\s*$", left
            )
        )
    )
