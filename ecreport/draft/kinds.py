"""What a figure is, which way it goes, and what it is of."""

from __future__ import annotations

import re

from . import words
from .found import Found
from .lists import JOINT
from .periods import periods

_OR = re.compile(r"[\w\s]{0,25},?\s+or\s+")


def judge_kind(found: list[Found], i: int, text: str, starts: list[int]) -> None:
    """What the figure is: level, count, share, growth, change, rate or rank."""
    one, start = found[i], starts[found[i].sentence]
    left, right = text[start : one.before], text[one.after : one.after + 60]
    previous = found[i - 1] if i and found[i - 1].sentence == one.sentence else None
    gap = text[previous.after : one.before] if previous else ""
    listed = previous is not None and (
        JOINT.fullmatch(gap) and not gap.strip().startswith("to") and previous.unit == one.unit
    )
    changed = _changed(one, left, right)
    also = previous is not None and previous.kind in ("growth", "change")
    joined = one.range_of is not None or (also and _OR.fullmatch(gap))
    if previous is not None and joined:
        unit = "growth" if one.unit in ("ratio", "times") else "change"
        one.kind = unit if also else previous.kind
        one.sign, one.label = one.sign or previous.sign, previous.label
        return
    if listed and previous is not None and not changed:
        one.kind, one.sign = (
            previous.kind,
            one.sign or (previous.sign if previous.kind in ("growth", "change") else ""),
        )
    elif changed:
        one.kind = "growth" if one.unit in ("ratio", "times") else "change"
        one.sign = one.sign or _direction(left, right)
    else:
        last = found[i - 1] if i else None
        rated = last and last.kind == "rate" and last.unit != "ratio" and "." in one.digits
        one.kind = "rate" if rated and not one.currency else _level(one, left, right, previous)
    one.label = _label(left, previous)


def _changed(one: Found, left: str, right: str) -> bool:
    if one.unit == "percentage point":
        return True
    if one.value is not None:
        return bool(words.CHANGED.search(left) and re.search(r"\bby\s*$", left))
    behind = words.CHANGES.match(right)
    if words.LEVEL.search(left) and not behind:
        return bool(
            re.search(
                r"(?:increase|decrease|rise|fall|growth|decline|drop|gain|change|reduction|jump|surge|improvement|contraction|slump)(?:\s+rate)?\s+(?:of|at|to|was|is|were)\s*$",
                left,
            )
        )
    if one.unit == "ratio" and one.signed:
        return True
    earned = re.search(
        r"\bgained\s*$" if one.currency else r"\bma(?:d|k)(?:es?|ing)\s+up\s*$", left
    )
    return bool((words.CHANGED.search(left) and not earned) or behind)


def _direction(left: str, right: str) -> str:
    """Minus where the words nearest to the figure say down."""
    behind = words.CHANGES.match(right)
    if behind and not words.CHANGED.search(left):
        return (
            "-" if re.match(r"fall", behind["word"], re.I) or _is_down(behind["word"]) else ""
        )
    nearest = [*words.DIRECTION.finditer(left[-120:])]
    if nearest and re.search(r"\b(?:not|without)\s+$", left[-120:][: nearest[-1].start()]):
        return ""
    return "-" if nearest and nearest[-1]["down"] else ""


def _is_down(word: str) -> bool:
    match = words.DIRECTION.fullmatch(word)
    return bool(match and match["down"])


_PER = re.compile(r"[\s\w]{0,20}\bper\s+(?:\d|head\b|capita\b|thousand\b|million\b)")


def _level(one: Found, left: str, right: str, previous: Found | None) -> str:
    if one.unit == "ratio":
        return _share_or_rate(one, left, right, previous)
    if one.unit == "times":
        return "rate"
    if re.search(r"\brank\w*(?:\s+\w+)?\s*$", left):
        return "rank"
    if _PER.match(right):
        return "rate"
    if (
        one.currency
        or one.unit in words.MEASURES
        or (not one.unit and "." in one.digits and not one.scaled)
    ):
        return "level"
    return "count"


def _share_or_rate(one: Found, left: str, right: str, previous: Found | None) -> str:
    compared = re.search(rf"(?:\b{words.BASE}|\([^()]*)\s*(?:the\s+|a\s+|an\s+)?$", left)
    if compared and previous is not None and previous.unit == "ratio":
        return previous.kind
    near = left[-90:]
    if re.search(
        r"\b(?:growth|increase)\b(?:\s+\w+){0,3}\s+(?:of|at|to|was|from|reached)\s*$", near
    ):
        return "growth"
    if (
        words.SHARE.search(near)
        or one.value is not None
        or re.match(r"\s+of\s+(?:the|all|total|its|their|our)\b", right)
    ):
        return "share"
    return "rate" if words.RATE.search(left) else "share"


_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|stood|reached|rose|fell|grew|increased|decreased|declined"
    r"|dropped|climbed|improved|totall?ed|amounted|hit|went|gained|advanced|exceed\w*|surpass\w*|sold|recorded|reported"
    r"|account\w*|made|came|remained|edged|jumped|surged|soared|expanded|contracted|slipped|averaged|comprised|represent\w*"
    r"|ranged?|posted|generated|shipped|employ\w*|held|saw|attract\w*|register\w*|top\w*|expect\w*|forecast\w*|contribut\w*|showed|shows|between|up|down|by|to|of\s*$|at|from)\b"
)


def _label(left: str, previous: Found | None) -> str:
    """What the figure is of: the words before the verb of its clause."""
    clause = re.split(
        r"[;:(]|\s[-–—]\s|,\s+(?:and|while|but|of which)\s+|\bwhile\b|\bwith\b", left
    )[-1]
    clause = re.sub(
        r"^\W*(?:In|During|At|By|As of|From|For|Of|On|Among)\b[^,]*,(?!\d)", "", clause
    )
    for period in reversed(periods(clause)):
        clause = clause[: period.start] + " " + clause[period.end :]
    clause = re.sub(
        r"^(?:\W|\b(?:[Ii]n|[Dd]uring|[Aa]t|[Ff]or|[Oo]f|[Aa]s|the|a total of)\b)+", "", clause
    )
    subject = _VERB.split(clause)[0]
    subject = re.sub(
        r"^\W*(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|and|that|with|which)\s+",
        "",
        " ".join(subject.split()),
    )
    subject = " ".join(subject.strip(' ,.-–—…*|#"“”').split()[-8:])
    return subject if len(subject) > 2 else previous.label if previous else ""
