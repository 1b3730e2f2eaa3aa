"""Level, count, share, growth, change, rate or rank: what a figure is, and its direction."""

from __future__ import annotations

import re

from .found import Found
from .sharing import JOINT
from .units import MEASURES
from .vocabulary import BASE, DOWN, UP, WORDS, any_of

_MANNER = rf"(?:\s+(?:{any_of('manner')}))*"
_CHANGED = re.compile(  # "rose by", "an increase of", "up", before the digits
    rf"(?:\b(?:{UP}|{DOWN}|chang(?:e|ed|es))\b,?{_MANNER}|\bby)\s*$", re.IGNORECASE
)
_CHANGES = re.compile(  # "5 % higher", "a 5 % increase", "5 % or 558 fewer", behind them
    r"(?:\s+or\s+[\d,.]+)?\s*(?:(?:year[- ](?:on|over)[- ]year|yoy|y/y|annual"
    r"|quarterly|monthly|sequential|organic|like-for-like|nominal|real)\s+)*"
    r"(?!rose|grew|fell|[a-z]+ed\b)"
    rf"(?P<word>{UP}|{DOWN}|fall|rise|change|growth|above|below)\b(?!\s+than\s+half)",
    re.IGNORECASE,
)
_DIRECTION = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}|below))\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"\b(?:to|at|from|versus|vs\.?|against|with|than|of|was|were|is|reached|totall?ed)\s*$"
)
_GROWTH = re.compile(
    r"(?:increase|decrease|rise|fall|growth|decline|drop|gain|change|reduction|jump|surge"
    r"|improvement|contraction|slump)(?:\s+rate)?\s+(?:of|at|to|was|is|were)\s*$"
)
_RATE_OF_GROWTH = re.compile(
    r"\b(?:growth|increase)\b(?:\s+\w+){0,3}\s+(?:of|at|to|was|from|reached)\s*$"
)
_SHARE = re.compile(WORDS["kind"]["share"], re.IGNORECASE)
_RATE = re.compile(WORDS["kind"]["rate"], re.IGNORECASE)
_COMPARED = re.compile(rf"(?:\b{BASE}|\([^()]*)\s*(?:the\s+|a\s+|an\s+)?$")
_AGAIN = re.compile(r"[\w\s]{0,25},?\s+or\s+")
_ELLIPSIS = re.compile(r"[\s,]+and\s+(?:(?!of\b)[a-z]+\s+){1,3}(?:by\s+)?")
_PER = re.compile(r"[\s\w]{0,20}\bper\s+(?:\d|head\b|capita\b|thousand\b|million\b)")


def judge_kind(found: list[Found], i: int, text: str, start: int) -> None:
    """Write kind and sign of a figure, whose sentence begins at a place."""
    one, before = found[i], found[i - 1] if i else None
    left = one.head or re.sub(r"\bbetween\s*$", "", text[start : one.before])
    high = next((other for other in found[i + 1 : i + 2] if other.range_of == i), one)
    right = "" if one.head else text[high.after : high.after + 60]
    last = before if before and before.sentence == one.sentence and not one.head else None
    gap = text[last.after : one.before] if last else ""
    grew = bool(last and last.kind in ("growth", "change"))
    if last and (one.range_of is not None or (grew and _AGAIN.fullmatch(gap))):
        one.kind = _change(one) if grew else last.kind
        one.sign = one.sign or last.sign
    elif _is_changed(one, left, right):
        one.kind = _change(one)
        one.sign = one.sign or _direction(left, right)
    elif last and _is_listed(one, last, gap, grew):
        one.kind = last.kind
        one.sign = one.sign or (last.sign if grew else "")
    else:
        again = before and before.kind == "rate" and before.unit != "ratio"
        rated = again and "." in one.digits and not one.currency
        one.kind = "rate" if rated else _level(one, left, right, last)


def _change(one: Found) -> str:
    return "growth" if one.unit in ("ratio", "times") else "change"


def _is_listed(one: Found, last: Found, gap: str, grew: bool) -> bool:
    """Whether it stands in a list with the last one: "7.4, 7.1", "fell 7 % and imports 5 %"."""
    if last.unit != one.unit:
        return False
    joint = JOINT.fullmatch(gap) and not gap.strip().startswith("to")
    return bool(joint or (grew and one.unit == "ratio" and _ELLIPSIS.fullmatch(gap)))


def _is_changed(one: Found, left: str, right: str) -> bool:
    if one.unit == "percentage point":
        return True
    if one.value is not None:
        return bool(_CHANGED.search(left) and re.search(r"\bby\s*$", left))
    behind = _CHANGES.match(right)
    if _LEVEL.search(left) and not behind:
        return bool(_GROWTH.search(left))
    if one.unit == "ratio" and one.signed:
        return True
    if re.search(r"\bby\s*$", left) and re.match(r"\s+of\s+[a-z]", right):
        return bool(_DIRECTION.search(left))  # "used by 44 % of all users" is a share
    earned = r"\bgained\s*$" if one.currency else r"\bma(?:d|k)(?:es?|ing)\s+up\s*$"
    return bool(behind or (_CHANGED.search(left) and not re.search(earned, left)))


def _direction(left: str, right: str) -> str:
    """Minus where the words nearest to the figure say down."""
    behind = _CHANGES.match(right)
    if behind and not _CHANGED.search(left):
        said = _DIRECTION.fullmatch(behind["word"])
        return "-" if said and said["down"] else ""
    nearest = [*_DIRECTION.finditer(left[-120:])]
    if not nearest or re.search(r"\b(?:not|without)\s+$", left[-120:][: nearest[-1].start()]):
        return ""
    return "-" if nearest[-1]["down"] else ""


def _level(one: Found, left: str, right: str, last: Found | None) -> str:
    if one.unit == "ratio":
        return _share_or_rate(one, left, right, last)
    if one.unit == "times" or _PER.match(right):
        return "rate"
    if re.search(r"\brank\w*(?:\s+\w+)?\s*$", left):
        return "rank"
    measured = one.currency or one.unit in MEASURES
    return "level" if measured or (one.bare and "." in one.digits) else "count"


def _share_or_rate(one: Found, left: str, right: str, last: Found | None) -> str:
    if last and last.unit == "ratio" and _COMPARED.search(left):
        one.sign = one.sign or (last.sign if left.rfind("(") > left.rfind(")") else "")
        return last.kind
    if _RATE_OF_GROWTH.search(left[-90:]):
        return "growth"
    of_all = re.match(r"\s+of\s+(?:the|all|total|its|their|our)\b", right)
    if one.value is not None or of_all or _SHARE.search(left[-90:]):
        return "share"
    return "rate" if _RATE.search(left) else "share"
