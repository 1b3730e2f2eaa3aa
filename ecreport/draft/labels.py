"""What a figure is of, in a few words, and its name in formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from ..number.wording import show_period
from .found import Found
from .periods import undated
from .units import singular
from .vocabulary import CURRENCY, SCALE, VERSUS, any_of

_CLAUSE = re.compile(
    r"[;:(|]|\s[-–—]\s|,\s+(?:and|while|but|of which|or|so)\s+"
    r"|\b(?:while|(?<!compared )with|but|of which)\b"
)
_LEAD = re.compile(
    r"^\W*(?:(?:In|During|At|By|As of|From|For|Of|On|Among|Between)\b[^,]*|\w+ly),(?!\d)"
)
_STOP = (
    rf"(?:{any_of('not a unit')}|{any_of('qualifier before')}|{any_of('label ends')}"
    rf"|{SCALE}|(?:{CURRENCY})?\d[\d.,]*)"
)
_EDGE = re.compile(rf"^(?:{_STOP}(?:\W+|$)|\W)+|(?:(?:^|\W+){_STOP}|\W)+$", re.IGNORECASE)
_VERB = re.compile(
    rf"\b(?:{any_of('verb')}|between|up|down|by|to|at|from|of\s*$)\b"
    r"|\b[a-z]+ed(?=\s+(?:the|an?|in|on|over|for|as|about|some)\b|\s*$)"
)
_RATE = re.compile(r",\s+an?\s+((?:[a-z-]+\s+){2,4})of\s+[\d.,%\s(]*$")
_COMPARED = re.compile(rf"\b{VERSUS}\s+$", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s+(?:of|in|on|for|among|to)\b)?(?:\s+[A-Za-z][\w'’-]*){1,6}")


def name_figures(found: Sequence[Found], text: str, starts: Sequence[int]) -> None:
    """Write label and id of each figure; a period tells two of one name apart."""
    first: dict[str, tuple[str, str]] = {}
    for i, one in enumerate(found):
        last = found[i - 1] if i and found[i - 1].sentence == one.sentence else None
        if last and one.range_of is not None:
            one.label = last.label
        elif like := _compared(found[:i], one, text):
            one.label = like.label
        elif not one.heads:
            left, right = text[starts[one.sentence] : one.before], text[one.after :][:80]
            one.label = _label(one, left, right, last)
        slug = _slug(one.label)
        slug = slug if slug[:1].isalpha() else f"figure_{slug}".rstrip("_")
        if one.kind in ("growth", "change", "share") and one.kind not in slug:
            slug = f"{slug}_{one.kind}"
        if first.setdefault(slug, one.period) != one.period and one.period[0]:
            slug = f"{slug}_{_slug(show_period(*one.period))}"
        names = (f"{slug}_{n}" if n > 1 else slug for n in count(1))
        taken = {other.id for other in found[:i]}
        one.id = next(name for name in names if name not in taken)


def _compared(before: Sequence[Found], one: Found, text: str) -> Found | None:
    """What a figure right behind "compared with" is the base of: one like it."""
    if one.heads or not _COMPARED.search(text[: one.before][-40:]):
        return None
    looks = (one.sentence, one.kind, one.unit, one.scaled)
    alike = (o for o in before[::-1] if (o.sentence, o.kind, o.unit, o.scaled) == looks)
    return next(alike, None)


def _slug(words: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", words.lower())[:6])


def _label(one: Found, left: str, right: str, last: Found | None) -> str:
    """The subject of its clause and the noun a count is of; else what stands behind it."""
    behind = _BEHIND.match(right)
    noun = _nouns(behind[0]) if behind else ""
    clauses = (_nouns(_LEAD.sub("", clause)) for clause in reversed(_CLAUSE.split(left)))
    subject = next((said for said in clauses if said), "")
    if one.kind == "rate" and (rate := _RATE.search(left)):  # ", an operating margin of"
        subject = _nouns(rate[1]) or subject
    counted = one.kind == "count" and one.unit and noun and noun.lower() not in subject.lower()
    if counted:
        return f"{subject}: {noun}" if subject else noun
    if last and (subject, one.kind, one.period) == (last.label, last.kind, last.period):
        return noun if noun and singular(noun) != one.unit else subject
    return subject or noun or (last.label if last else "")


def _nouns(words: str) -> str:
    """The words before a verb, without dates, figures and little words at the ends."""
    words = re.split(r"(?<=\w)\W+(?=\d)", _EDGE.sub("", undated(words)))[0]
    words = _EDGE.sub("", _VERB.split(words)[0])
    return " ".join(_EDGE.sub("", " ".join(words.split()[-7:])).split())
