"""Figures printed as "more than": open above, and what two of them leave."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from ..computed import Computed
from ..interval import INF
from ..report import Report
from .marks import (
    Span,
    Value,
    band,
    bar,
    face,
    name,
    publishers,
    ring,
    span,
    table,
    words,
)
from .picture import Picture
from .style import Sheet, styled

FLOORS = {
    "visits": "visits",
    "items sold": "douyin_items_sold",
    "broadcasts a month": "douyin_broadcasts_per_month",
}
RATIO, MONTHS = "items a broadcast", 12
ROW = 0.66  # inches


@styled()
def bounds(report: Report) -> Picture:
    """Draw the one-sided figures of Douyin, and the quotient of two of them.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a figure: face value, low, high (infinite where open).
    """
    rows: dict[str, Value] = {title: report[id] for title, id in FLOORS.items()}
    _, items, broadcasts = (report[id] for id in FLOORS.values())
    rows[RATIO] = ratio = items / (MONTHS * broadcasts)
    given = f"{items.printed} over {broadcasts.printed} a month".capitalize()
    finding = f"{given} leave {_left(ratio)}"
    sheet = Sheet(finding, publishers(report, FLOORS.values()), ROW * len(rows) + 0.4)
    axes = sheet.axes(0.05, ROW * len(rows), left=1.9)
    _frame(axes, ROW * len(rows))
    for place, (title, value) in enumerate(rows.items()):
        _row(axes, title, value, ROW * (place + 0.6))
    return Picture(finding, table(rows, 1, "figure"), sheet.canvas)


def _left(ratio: Computed) -> str:
    if ratio.interval.low == 0 and ratio.interval.high == INF:
        return "every number of items a broadcast open"
    return f"{words(ratio.interval, '')} items a broadcast"


def _frame(axes: Axes, height: float) -> None:
    """An axis of multiples of the face value, so that all rows share it."""
    axes.set_xscale("log")
    axes.set_xlim(0.05, 20)
    axes.set_ylim(height, 0)
    axes.set_xticks([0.1, 1, 10], ["a tenth", "face value", "ten times"])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_yticks([])


def _multiples(value: Value) -> Span:
    """The ends as multiples of the face value; zero lies beyond the left edge."""
    low, high = span(value.interval, value.value or 1)
    return low if low > 0 else -math.inf, high


def _row(axes: Axes, title: str, value: Value, y: float) -> None:
    if isinstance(value, Computed):
        said = f"{face(value, 1):,.0f} from the face values; {_range(value)} fits"
        bar(axes, _multiples(value), y)
    else:
        said = value.printed
        band(axes, _multiples(value), y, 0.26)
    ring(axes, 1, y)
    axes.text(1, y - 0.27, said, ha="center", va="center")
    name(axes, y, title, x=-0.04)


def _range(value: Computed) -> str:
    open_ended = value.interval.low == 0 and value.interval.high == INF
    return "any number" if open_ended else words(value.interval, "")
