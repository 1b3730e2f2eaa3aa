"""Every printed digit of the report, marked by whether a slip in it would be noticed."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ..network.slips import WRONG
from ..report.report import Report
from ..verdict.arithmetic import Figure
from . import style
from .picture import Picture, text_width, wrapped
from .style import BAND, BAND_EDGE, BAR, CLASH, EDGE, INNER, LINE, QUIET, WIDTH
from .wording import doubtful, part_of, publishers, with_doubt

BOX, GAP, POINT, ROW, NAME = 0.17, 0.025, 0.09, 0.27, 2.3  # inches
MOST = 60  # figures that are drawn; all are in the data
COLUMNS = ["claim", "place", "digit", "tried", "caught_alone", "caught"]
ALONE, BESIDE, SOME, NONE = "alone", "beside", "some", "none"
KEY: dict[str, tuple[str, float, str, str, str]] = {  # said, filled, fill, edge, digit
    ALONE: ("any slip noticed by the report alone", 1, BAR, BAR, "white"),
    BESIDE: ("any slip noticed beside others\u2019 figures", 1, BAND, BAND_EDGE, BAR),
    SOME: ("some slips noticed", 0.4, BAND, BAND_EDGE, QUIET),
    NONE: ("none noticed", 0, "none", LINE, QUIET),
}


@style.styled()
def digits(report: Report) -> Picture:
    """Draw each printed digit, marked by whether another in its place would be noticed.

    Figures that are in doubt are set aside: their own digits cannot be tried.

    Its data has one row per digit: claim, place (from the left), digit, tried
    (wrong digits), caught_alone and caught.
    """
    every = (report[id] for id in report.claims.index)
    figures = [f for f in every if f.as_printed and f.unit != "rank"]
    doubt = doubtful(report)
    found = [row for f in figures if f.id not in doubt for row in _tried(report, f)]
    data = pd.DataFrame(found, columns=COLUMNS)
    used = {n for r in report.joint.network.relations for n in r.formula.names}
    finding = with_doubt(_guarded(report, data), report)
    picture = Picture(finding, data, publishers(report, used, few=True))
    states = {(row.claim, row.place): _state(row) for row in data.itertuples()}
    shown = [state for state in KEY if state in states.values()]
    picture.key((partial(_digit, picture, "5", state, QUIET), KEY[state][0]) for state in shown)
    picture.down(0.05)
    for figure in figures[:MOST]:
        marks = [states.get((figure.id, place), "") for place in range(len(figure.as_printed))]
        _row(picture, figure, marks, figure.id in doubt)
    picture.more(len(figures) - MOST, "figures")
    return picture


def _tried(report: Report, figure: Figure) -> list[tuple[object, ...]]:
    """A row of the data for each digit of a figure: wrong ones tried, and noticed."""
    printed = figure.as_printed
    places = [place for place, char in enumerate(printed) if char.isdigit()]
    counts = {place: np.zeros(3, int) for place in places}
    both = (joint.slips(figure.id) for joint in (report.alone, report.joint))
    for (slip, alone), (_, beside) in zip(*both, strict=True):
        if slip.kind == WRONG:
            wrong = zip(places, filter(str.isdigit, slip.figure.as_printed), strict=True)
            at = next(place for place, char in wrong if printed[place] != char)
            counts[at] += (1, alone, beside)
    return [(figure.id, at, printed[at], *found) for at, found in counts.items()]


def _state(row: Any) -> str:
    if row.caught_alone == row.tried:
        return ALONE
    return BESIDE if row.caught == row.tried else SOME if row.caught else NONE


def _guarded(report: Report, data: pd.DataFrame) -> str:
    """How many digits cannot be wrong unnoticed."""
    total = len(data)
    alone, beside = ((data[c] == data["tried"]).sum() for c in COLUMNS[-2:])
    said = part_of(alone, total, "printed digit") if total else "no other printed digit"
    said += f" {'are' if total > 1 else 'is'} guarded by the report alone"
    if len(report.references):
        said += f", {beside or 'none'} beside the figures of others"
    return said


def _row(picture: Picture, figure: Figure, states: list[str], doubt: bool) -> None:
    """The name of a figure and its digits, below it where there is no room beside it."""
    sizes = [BOX + GAP if char.isdigit() else POINT for char in figure.as_printed]
    mark = (text_width("\u2715") + 0.1) * doubt
    room = INNER - sum(sizes) - mark
    beside = room > min(NAME, text_width(figure.label) + 0.1)
    lines = wrapped(figure.label, room - 0.1 if beside else INNER - mark)[:2]
    top = picture.down(max(ROW, style.LEADING * len(lines) + 0.09))
    for n, line in enumerate(lines):
        picture.write(EDGE, top + 0.045 + style.LEADING * (n + 0.5), line)
    y, x, ink = top + ROW / 2, WIDTH - EDGE - sum(sizes), CLASH if doubt else QUIET
    if doubt:
        place = x - 0.06 if beside else WIDTH - EDGE
        picture.write(place, y, "\u2715", color=CLASH, weight="bold", ha="right")
    for n, (char, size) in enumerate(zip(figure.as_printed, sizes, strict=True)):
        if not beside and (n == 0 or x + size > WIDTH - EDGE):
            x, y = EDGE, picture.down(ROW) + ROW / 2
        _digit(picture, char, states[n], ink, x + (size - GAP * (size > POINT)) / 2, y)
        x += size


def _digit(
    picture: Picture, char: str, state: str, ink: str, x: float, y: float
) -> None:
    """A digit in a box that is filled as far as slips are noticed; other signs bare."""
    if state:
        _, share, fill, edge, ink = KEY[state]
        ends, tall = (x - BOX / 2, x + BOX / 2), BOX + 0.02
        picture.box(ends, y + tall * (1 - share) / 2, tall * share, fill, "none")
        picture.box(ends, y, tall, "none", edge, ls="-" if share else (0, (2, 1.5)))
    weight = "bold" if state in (ALONE, BESIDE) else "normal"
    picture.write(x, y, char, ha="center", color=ink, weight=weight)
