"""Qualifiers: "more than", "nearly", "or so", before a number or behind it."""

from __future__ import annotations

import re

from .found import Found
from .units import PERCENT, POINTS
from .vocabulary import WORDS

# Each ends where the number, or its currency, begins.
_BEFORE = re.compile(
    "(?:"
    + "|".join(
        rf"(?P<{name}>(?<![A-Za-z])(?i:{words}))"
        for name, words in WORDS["qualifier before"].items()
    )
    + r")\s*(?:an?\s+|the\s+(?=full\s))?$"
)
# "5 % over 3 million", "an increase over 3 million": a base, no qualifier.
_COMPARES = re.compile(
    rf"(?:{PERCENT}|{POINTS}|\bpoints|\d|increases?|growth|gains?|improvements?|rise|lead"
    r"|advantage|(?:up|down|higher|lower|rose|fell|grew|increased|decreased|risen|fallen))"
    r"(?:\s+(?:more|higher|lower|less))?\s*$"
)


def qualify(one: Found, text: str, start: int) -> None:
    """Read the qualifier of a figure, whose sentence begins at a place."""
    left, right = text[max(start, one.before - 60) : one.before], text[one.after :][:60]
    match = _BEFORE.search(left[-40:])
    if match and match.lastgroup and not _is_base(match[0], left[: -len(match[0])]):
        one.qualifier = match.lastgroup
        one.before -= len(match[0])
        return
    noun = re.match(r"(?:\s+[a-z]+){0,2}?(?=\s+or\s)", right)
    right = right[noun.end() :] if noun else right
    for name, words in WORDS["qualifier after"].items():
        if re.match(rf"\s*(?:{words})", right):
            one.qualifier = name
            return
    if re.match(r"\s?\+(?!\s?\d)", right):
        one.qualifier = "more_than"


def _is_base(said: str, left: str) -> bool:
    word = said.split()[0].lower()
    return word in ("over", "above", "below", "under", "more", "less") and bool(
        _COMPARES.search(left)
    )
