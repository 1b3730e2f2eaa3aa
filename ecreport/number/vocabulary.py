"""The words and signs that stand around printed numbers, as the table words.csv."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path


@cache
def _table() -> list[dict[str, str]]:
    text = Path(__file__).with_name("words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def meanings(kind: str) -> dict[str, str]:
    """What each word of a kind means."""
    rows = [row for row in _table() if row["kind"] == kind]
    return {word: row["means"] for row in rows for word in row["words"].split(";")}


def values(kind: str) -> dict[str, Fraction]:
    """What each word of a kind is worth, such as that of a scale."""
    return {word: Fraction(means) for word, means in meanings(kind).items()}
