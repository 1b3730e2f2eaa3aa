"""Every printed digit of the report, marked by whether a slip in it would be caught."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..network.joint import Joint
from ..network.slips import WRONG
from ..report.report import Report
from ..verdict.arithmetic import Figure
from .frame import Picture
from .style import BAND, BAR, CLASH, EDGE, INK, LINE, QUIET, styled
from .wording import fitted, publishers, text_width

ROW, BOX, GAP, POINT = 0.29, 0.225, 0.03, 0.1
COLUMNS = {  # inches: where the digits of each strip begin, and what it says
    "caught_alone": (3.7, "the report alone"),
    "caught": (5.2, "beside others\u2019 figures"),
}
KEY = {1.0: "every wrong digit would be caught", 0.5: "some would be", 0.0: "none"}


@styled()
def digits(report: Report) -> Picture:
    """Draw each printed digit, marked by whether another in its place would be noticed.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a digit: claim, place (from the left), digit, tried (wrong
        digits), caught_alone and caught.
    """
    every = (report[id] for id in report.claims.index)
    figures = [f for f in every if f.as_printed and f.unit != "rank"]
    rows = [row for figure in figures for row in _rows(report, figure)]
    data = pd.DataFrame(rows, columns=["claim", "place", "digit", "tried", *COLUMNS])
    alone, beside = ((data[c] == data["tried"]).sum() for c in COLUMNS)
    finding = (
        f"Of {len(data)} printed digits, the report alone guards {alone} against any "
        f"slip; beside the figures of others, {beside} are guarded"
    )
    sections = [figure.about.get("section", "") for figure in figures]
    steps = [1.35 if a != b else 1.0 for a, b in pairwise(sections[:1] + sections)]
    picture = Picture(finding, data, _sources(report), ROW * sum(steps) + 0.75)
    paper = picture.paper()
    _key(picture, paper)
    y = 0.85 - ROW
    for figure, step in zip(figures, steps, strict=True):
        y += ROW * step
        end = _row(picture, paper, figure, data[data["claim"] == figure.id], y)
        left = report.joint.ranges[figure.id]
        if left is not None and not left.empty and not left.overlaps(figure.interval):
            look: Any = {"color": CLASH, "weight": "bold", "va": "center_baseline"}
            picture.write(end + 0.08, y, "\u2715 clashes", **look)
    return picture


def _rows(report: Report, figure: Figure) -> list[tuple[object, ...]]:
    alone, beside = (_caught(joint, figure) for joint in (report.alone, report.joint))
    return [
        (figure.id, at, figure.as_printed[at], len(seen), sum(alone[at]), sum(seen))
        for at, seen in beside.items()
    ]


def _caught(joint: Joint, figure: Figure) -> dict[int, list[bool]]:
    """For each digit of a figure, whether each wrong one would be noticed."""
    places = [i for i, char in enumerate(figure.as_printed) if char.isdigit()]
    found: dict[int, list[bool]] = {place: [] for place in places}
    for slip, noticed in joint.slips(figure.id):
        if slip.kind == WRONG:
            wrong = filter(str.isdigit, slip.figure.as_printed)
            pairs = zip(places, wrong, strict=True)
            found[next(i for i, c in pairs if figure.as_printed[i] != c)].append(
                noticed
            )
    return found


def _sources(report: Report) -> list[str]:
    used = {n for r in report.joint.network.relations for n in r.formula.names}
    names = publishers(report, used - {*report.claims.index})
    return [
        "the report",
        *(names if len(names) < 4 else [f"{len(names)} other publishers"]),
    ]


def _row(
    picture: Picture, paper: Axes, figure: Figure, data: pd.DataFrame, y: float
) -> float:
    """Draw the name and the digits of a figure; where they end, in inches."""
    middle, end = {"va": "center_baseline"}, 0.0
    room = COLUMNS["caught_alone"][0] - EDGE - 0.1
    picture.write(EDGE, y, fitted(figure.label, room), **middle)
    for column, (end, _) in COLUMNS.items():
        share = dict(zip(data["place"], data[column] / data["tried"], strict=True))
        for place, char in enumerate(figure.as_printed):
            if place in share:
                _digit(picture, paper, end, y, char, share[place])
            else:
                picture.write(end + POINT / 2, y, char, ha="center", **middle)
            end += BOX + GAP if place in share else POINT
    return end - GAP


def _digit(
    picture: Picture, paper: Axes, x: float, y: float, char: str, share: float
) -> None:
    """A box filled as far as wrong digits are caught: dark if all, dashed if none."""
    low, every = y + BOX / 2, share == 1
    edge = BAR if every else QUIET if share else LINE
    fill = Rectangle((x, low), BOX, -BOX * share, fc=BAR if every else BAND, ec="none")
    paper.add_patch(fill)
    dashes = "-" if share else (0, (2, 1.5))
    paper.add_patch(Rectangle((x, low), BOX, -BOX, fc="none", ec=edge, ls=dashes))
    look: Any = {"color": "white" if every else INK if share else QUIET, "ha": "center"}
    look |= {"weight": "bold" if every else "normal", "va": "center_baseline"}
    picture.write(x + BOX / 2, y, char, **look)


def _key(picture: Picture, paper: Axes) -> None:
    """What the boxes and the columns say, in words."""
    x, y, look = EDGE, 0.05 + BOX / 2, {"color": QUIET, "va": "center_baseline"}
    for share, words in KEY.items():
        _digit(picture, paper, x, y, "5", share)
        picture.write(x + BOX + 0.08, y, words, **look)
        x += BOX + 0.38 + text_width(words)
    for left, words in COLUMNS.values():
        picture.write(left, 0.48, words, **look)
