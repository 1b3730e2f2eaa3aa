"""First in the world: outside counts for China and for the next country."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from ..number.interval import decimal
from ..plots.frame import Picture
from ..plots.marks import band, face
from ..plots.style import BAR, BODY, CLASH, EDGE, QUIET, WIDTH, styled
from ..plots.wording import publishers
from ..report.report import Report
from ..verdict.arithmetic import Figure
from ..verdict.judge import MARKS, NOT_COMPARABLE

PAIRS = {
    "retail_china_over_us": ("Online retail sales, 2022", "United States"),
    "shoppers_china_over_us": ("Online shoppers, 2021", "United States"),
    "parcels_china_over_us": ("Parcels, 2021", "United States"),
    "payment_china_over_india": ("Paying by phone at a till, 2018", "India"),
}
START, LONGEST = 1.35, 3.9  # inches: where the bars begin, and the longest of them


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
    formulas = {id: str(report.relations.loc[id, "formula"]) for id in PAIRS}
    pairs = {id: _pair(report, formula) for id, formula in formulas.items()}
    words = {id: report.verdict(id).word for id in PAIRS}
    times = {id: Fraction((a / b).interval.low) for id, (a, b) in pairs.items()}
    rows = [
        (face(a, 1), PAIRS[id][1], face(b, 1), float(times[id]), words[id])
        for id, (a, b) in pairs.items()
    ]
    columns = ["china", "next", "next_value", "times_at_least", "word"]
    data = pd.DataFrame(rows, index=pd.Index(list(pairs), name="id"), columns=columns)
    usable = [times[id] for id in PAIRS if words[id] != NOT_COMPARABLE]
    used = [figure.id for pair in pairs.values() for figure in pair]
    sources = publishers(report, used)
    finding = _finding(usable, len(pairs) - len(usable))
    picture = Picture(finding, data, sources, len(pairs) - 0.05)
    paper = picture.paper()
    for y, (id, (title, country)) in enumerate(PAIRS.items()):
        colour = BAR if times[id] > 1 else CLASH
        look: Any = {"color": QUIET if words[id] == NOT_COMPARABLE else colour}
        look |= {"ha": "right", "size": BODY, "weight": "bold"}
        picture.write(EDGE, y + 0.12, title, weight="bold")
        picture.write(WIDTH - EDGE, y + 0.12, f"{MARKS[words[id]]} {words[id]}", **look)
        most = max(face(figure, 1) for figure in pairs[id])
        for row, figure in enumerate(pairs[id]):
            middle, end = y + 0.41 + 0.3 * row, START + LONGEST * face(figure, 1) / most
            band(paper, (START, end), middle, 0.2)
            said, name = figure.printed.replace("usd", "dollars"), ("China", country)
            picture.write(end + 0.07, middle, said)
            picture.write(START - 0.08, middle, name[row], ha="right")
    return picture


def _pair(report: Report, formula: str) -> tuple[Figure, Figure]:
    """The counts that a relation "china > other" compares."""
    china, _, other = formula.partition(" > ")
    return report[china], report[other]


def _finding(times: list[Fraction], others: int) -> str:
    """How often China comes first in the counts that compare, and how far ahead."""
    first = [ahead for ahead in times if ahead > 1]
    which = "all" if len(first) == len(times) else f"{len(first)} of"
    said = f"China comes first in {which} {len(times)} outside counts that compare"
    said += f", at least {decimal(min(first), -1, 1)} times the other" if first else ""
    return said + (f"; {others} does not compare" if others else "")
