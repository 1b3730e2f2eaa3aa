"""The words that reading knows: `vocabulary.csv` and its neighbours, read once."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    text = Path(__file__).with_name(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


_WORDS: dict[str, dict[str, list[str]]] = {}
for _row in table("vocabulary"):
    _named = _WORDS.setdefault(_row["list"], {})
    _named.setdefault(_row["name"], []).append(_row["words"].replace(" ", r"\s+"))
WORDS = {
    kind: {name: "|".join(words) for name, words in named.items()}
    for kind, named in _WORDS.items()
}


def any_of(kind: str) -> str:
    """Every word of a list, as one pattern."""
    return "|".join(WORDS[kind].values())


@cache
def meaning(kind: str, word: str) -> str:
    """What a word of a list stands for: "pounds" of the list "currency" is "gbp"."""
    named = WORDS[kind].items()
    return next((n for n, words in named if re.fullmatch(words, word, re.IGNORECASE)), "")


def filled(pattern: str, parts: dict[str, str]) -> str:
    """A pattern with its parts in place of their names, as in "<MONTH> 2022"."""
    return re.sub(r"<([A-Z_]+)>", lambda name: parts[name[1]], pattern)


MONTH = rf"(?:{any_of('month')}|{any_of('month').upper()})\b\.?"
SCALE = any_of("scale")
CURRENCY = any_of("currency")
UP, DOWN = WORDS["direction"].values()
VERSUS, BASE = f"(?:{WORDS['comparison']['versus']})", f"(?:{any_of('comparison')})"
