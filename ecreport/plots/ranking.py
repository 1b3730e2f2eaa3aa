"""First in the world: outside counts for China and for the next country."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..figure import Figure
from ..interval import decimal
from ..report import Report
from ..verdict import MARKS, NOT_COMPARABLE, Verdict
from .marks import band, face, name, note, publishers
from .picture import Picture
from .style import BAR, BODY, CLASH, EDGE, QUIET, WIDTH, Sheet, styled

PAIRS = {
    "retail_china_over_us": ("Online retail sales, 2022", "United States"),
    "shoppers_china_over_us": ("Online shoppers, 2021", "United States"),
    "parcels_china_over_us": ("Parcels, 2021", "United States"),
    "payment_china_over_india": ("Paying by phone at a till, 2018", "India"),
}
ROW = 1.0  # inches


@dataclass(frozen=True)
class Pair:
    """China and the next country by one outside count."""

    title: str
    china: Figure
    other: Figure
    country: str
    verdict: Verdict

    @classmethod
    def of(cls, report: Report, id: str) -> Pair:
        """The pair that a relation "china > other" compares."""
        china, _, other = str(report.relations.loc[id, "formula"]).partition(" > ")
        title, country = PAIRS[id]
        return cls(title, report[china], report[other], country, report.verdict(id))

    @property
    def times(self) -> Fraction:
        """How many times the other China has at least, after rounding."""
        return Fraction((self.china / self.other).interval.low)

    @property
    def compares(self) -> bool:
        """Whether the count is of what the report ranks."""
        return self.verdict.word != NOT_COMPARABLE


@styled()
def ranks(report: Report) -> Picture:
    """Draw what outsiders count for China and for the next, with the verdicts.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a count: China, the other, how many times at least, word.
    """
    pairs = {id: Pair.of(report, id) for id in PAIRS}
    finding = _finding(list(pairs.values()))
    used = [figure.id for pair in pairs.values() for figure in (pair.china, pair.other)]
    sheet = Sheet(finding, publishers(report, used), ROW * len(pairs) - 0.05)
    axes = sheet.axes(0.05, ROW * len(pairs), left=1.35, right=1.75)
    axes.set_axis_off()
    axes.set_ylim(ROW * len(pairs), 0)
    for place, pair in enumerate(pairs.values()):
        _head(sheet, pair, ROW * place)
        _bars(axes, pair, ROW * place)
    return Picture(finding, _data(pairs), sheet.canvas)


def _finding(pairs: list[Pair]) -> str:
    usable = [pair for pair in pairs if pair.compares]
    first = [pair.times for pair in usable if pair.times > 1]
    which = "all" if len(first) == len(usable) else f"{len(first)} of"
    said = f"China comes first in {which} {len(usable)} outside counts that compare"
    said += f", at least {decimal(min(first), -1, 1)} times the other" if first else ""
    rest = len(pairs) - len(usable)
    return said + (f"; {rest} does not compare" if rest else "")


def _head(sheet: Sheet, pair: Pair, y: float) -> None:
    colour = (BAR if pair.times > 1 else CLASH) if pair.compares else QUIET
    word, top = pair.verdict.word, sheet.top + 0.05 + y
    sheet.write(EDGE, top, pair.title, weight="bold")
    how: dict[str, Any] = {
        "ha": "right",
        "color": colour,
        "weight": "bold",
        "size": BODY,
    }
    sheet.write(WIDTH - EDGE, top, f"{MARKS[word]} {word}", **how)


def _bars(axes: Axes, pair: Pair, y: float) -> None:
    most = max(face(pair.china, 1), face(pair.other, 1))
    rows = ((pair.china, "China", y + 0.36), (pair.other, pair.country, y + 0.66))
    for figure, country, middle in rows:
        length = face(figure, 1) / most
        band(axes, (0, length), middle, 0.2)
        note(
            axes,
            length,
            middle,
            figure.printed.replace("usd", "dollars"),
            0,
            5,
            ha="left",
        )
        name(axes, middle, country)


def _data(pairs: dict[str, Pair]) -> pd.DataFrame:
    rows = [
        (face(p.china, 1), p.country, face(p.other, 1), float(p.times), p.verdict.word)
        for p in pairs.values()
    ]
    columns = ["china", "next", "next_value", "times_at_least", "word"]
    return pd.DataFrame(rows, index=pd.Index(list(pairs), name="id"), columns=columns)
