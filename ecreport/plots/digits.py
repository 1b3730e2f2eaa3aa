"""Every printed digit of the report, marked by whether a slip in it would be caught."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figure import Figure
from ..joint import Joint
from ..report import Report
from ..slips import WRONG
from .marks import publishers
from .picture import Picture
from .short import fitted
from .style import (
    BAND,
    BAR,
    CLASH,
    EDGE,
    INK,
    LINE,
    QUIET,
    SMALL,
    WIDTH,
    Sheet,
    styled,
    text_width,
)

ROW, BOX, GAP, POINT = 0.29, 0.225, 0.03, 0.1
COLUMNS = (3.7, 5.2)  # inches: where the digits of the two strips begin
HEADS = ("the report alone", "beside others\u2019 figures")
KEY = (
    (1.0, "every wrong digit would be caught"),
    (0.5, "some would be"),
    (0.0, "none"),
)
CLASHES = "\u2715 clashes"


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
    data = _data(report)
    finding = _finding(data)
    ids = list(dict.fromkeys(data["claim"]))
    sections = list(dict.fromkeys(_section(report[id]) for id in ids))
    height = ROW * (len(ids) + 0.35 * (len(sections) - 1)) + 0.75
    sheet = Sheet(finding, _sources(report), height)
    axes = sheet.axes(0, height, left=0, right=0)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    _key(axes, 0.05)
    for x, head in zip(COLUMNS, HEADS, strict=True):
        _write(axes, x, 0.48, head, color=QUIET)
    _rows(axes, report, data, ids)
    return Picture(finding, data, sheet.canvas)


def _figures(report: Report) -> list[Figure]:
    """The claims that are figures: ranks and comparisons have no digits to slip in."""
    claims = [report[id] for id in report.claims.index]
    return [figure for figure in claims if figure.as_printed and figure.unit != "rank"]


def _data(report: Report) -> pd.DataFrame:
    rows = []
    for figure in _figures(report):
        alone, beside = (
            _caught(joint, figure) for joint in (report.alone, report.joint)
        )
        for place, outcomes in beside.items():
            digit = figure.as_printed[place]
            counts = len(outcomes), sum(alone[place]), sum(outcomes)
            rows.append((figure.id, place, digit, *counts))
    columns = ["claim", "place", "digit", "tried", "caught_alone", "caught"]
    return pd.DataFrame(rows, columns=columns)


def _caught(joint: Joint, figure: Figure) -> dict[int, list[bool]]:
    """For each digit of a figure, whether each wrong one would be noticed."""
    text = figure.as_printed
    found: dict[int, list[bool]] = {
        i: [] for i, char in enumerate(text) if char.isdigit()
    }
    for slip, noticed in joint.slips(figure.id):
        if slip.kind == WRONG:
            found[_changed(_restored(slip.figure.as_printed, text), text)].append(
                noticed
            )
    return found


def _restored(slipped: str, text: str) -> str:
    """The slip with the marks at the thousands that the print has."""
    chars = iter(slipped)
    return "".join(char if char in ", %" else next(chars, "") for char in text)


def _changed(slipped: str, text: str) -> int:
    return next(i for i, (a, b) in enumerate(zip(slipped, text, strict=True)) if a != b)


def _finding(data: pd.DataFrame) -> str:
    alone, beside = (
        int((data[column] == data["tried"]).sum())
        for column in ("caught_alone", "caught")
    )
    return (
        f"Of {len(data)} printed digits, the report alone guards {alone} against any "
        f"slip; beside the figures of others, {beside} are guarded"
    )


def _sources(report: Report) -> list[str]:
    used = {n for r in report.joint.network.relations for n in r.formula.names}
    others = [n for n in used if n not in report.claims.index]
    names = publishers(report, others)
    few = names if len(names) < 4 else [f"{len(names)} other publishers"]
    return ["the report", *few]


def _section(figure: Figure) -> str:
    return figure.about.get("section", "")


def _rows(axes: Axes, report: Report, data: pd.DataFrame, ids: list[str]) -> None:
    y, before = 0.85, _section(report[ids[0]]) if ids else ""
    for id in ids:
        section = _section(report[id])
        y += 0.35 * ROW * (section != before)
        end = _row(axes, report[id], data[data["claim"] == id], y)
        if _clashes(report, id):
            _write(axes, end + 0.08, y, CLASHES, color=CLASH, weight="bold")
        y, before = y + ROW, section


def _clashes(report: Report, id: str) -> bool:
    """Whether all other figures leave a range that the print does not reach."""
    left = report.joint.ranges[id]
    known = left is not None and not left.empty
    return known and not report[id].interval.overlaps(left)  # type: ignore[arg-type]


def _row(axes: Axes, figure: Figure, data: pd.DataFrame, y: float) -> float:
    """Draw the name and the digits of a figure; where they end, in inches."""
    _write(axes, EDGE, y, fitted(figure.label, COLUMNS[0] - EDGE - 0.1))
    for x, column in zip(COLUMNS, ("caught_alone", "caught"), strict=True):
        share = dict(zip(data["place"], data[column] / data["tried"], strict=True))
        for place, left, char in _places(figure.as_printed, x):
            if place in share:
                _digit(axes, left, y, char, share[place])
            else:
                _write(axes, left + POINT / 2, y, char, ha="center")
    return left + BOX


def _places(text: str, x: float) -> Iterator[tuple[int, float, str]]:
    """Each sign of a print with the place where it is drawn."""
    for place, char in enumerate(text):
        yield place, x, char
        x += BOX + GAP if char.isdigit() else POINT


def _digit(axes: Axes, x: float, y: float, char: str, share: float) -> None:
    """A box filled as far as wrong digits are caught: dark if all, dashed if none."""
    low, every = y + BOX / 2, share == 1
    fill = BAR if every else BAND
    axes.add_patch(Rectangle((x, low), BOX, -BOX * share, fc=fill, ec="none"))
    edge = BAR if every else QUIET if share else LINE
    style = "-" if share else (0, (2, 1.5))
    axes.add_patch(Rectangle((x, low), BOX, -BOX, fc="none", ec=edge, ls=style))
    colour, weight = ("white", "bold") if every else (INK if share else QUIET, "normal")
    _write(axes, x + BOX / 2, y, char, ha="center", color=colour, weight=weight)


def _key(axes: Axes, y: float) -> None:
    """What the boxes say, in words, beside one of each."""
    x = EDGE
    for share, words in KEY:
        _digit(axes, x, y + BOX / 2, "5", share)
        _write(axes, x + BOX + 0.08, y + BOX / 2, words, color=QUIET)
        x += BOX + 0.08 + text_width(words, SMALL) + 0.3


def _write(axes: Axes, x: float, y: float, text: str, **how: object) -> None:
    options = {"va": "center_baseline", "size": SMALL, "color": INK, **how}
    axes.text(x, y, text, **options)  # type: ignore[arg-type]
