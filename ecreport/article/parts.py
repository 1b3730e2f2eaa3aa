"""Open figures, and parts beside their whole."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from ..number.interval import INF, hull
from ..plots import marks
from ..plots.frame import Picture
from ..plots.style import BAR, CLASH, INK, LINE, styled
from ..plots.wording import publishers, signed, words
from ..report.report import Report
from ..verdict.arithmetic import Figure

FLOORS = {
    "visits": "visits",
    "items sold": "douyin_items_sold",
    "broadcasts a month": "douyin_broadcasts_per_month",
}
RATIO, MONTHS = "items a broadcast", 12
PARTS = {
    "food": "food_growth",
    "clothing": "clothing_growth",
    "daily goods": "daily_goods_growth",
}
WHOLE, SHOWN = "online_physical_growth", "all goods"


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
    rows: dict[str, marks.Value] = {title: report[id] for title, id in FLOORS.items()}
    _, items, broadcasts = (report[id] for id in FLOORS.values())
    rows[RATIO] = ratio = items / (MONTHS * broadcasts)
    nothing = (ratio.interval.low, ratio.interval.high) == (0, INF)
    left = "any number" if nothing else words(ratio.interval, "")
    given = f"{items.printed} over {broadcasts.printed} a month".capitalize()
    open_ = f"every number of {RATIO} open" if nothing else f"{left} {RATIO}"
    data, used = marks.table(rows, 1, "figure"), publishers(report, FLOORS.values())
    picture = Picture(f"{given} leave {open_}", data, used, 3.04)
    axes = picture.axes(0.05, 2.64, left=1.9)
    axes.set(xscale="log", xlim=(0.05, 20))  # multiples of the face value
    axes.set_xticks([0.1, 1, 10], ["a tenth", "face value", "ten times"])
    axes.xaxis.set_minor_locator(NullLocator())
    for y, (title, value) in zip((0.4, 1.06, 1.72, 2.38), rows.items(), strict=True):
        low, high = marks.span(value.interval, value.value or 1)
        ends = (low or -math.inf, high)
        if isinstance(value, Figure):
            marks.band(axes, ends, y, 0.26)
            said = value.printed
        else:
            marks.bar(axes, ends, y)
            said = f"{marks.face(value, 1):,.0f} from the face values; {left} fits"
        marks.ring(axes, 1, y)
        axes.text(1, y - 0.27, said, ha="center", va="center")
        marks.name(axes, y, title, x=-0.04)
    return picture


@styled()
def categories(report: Report) -> Picture:
    """Draw the growth of each category, and between them that of all goods.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a category and one for all goods: face value, low and high
        in per cent.
    """
    parts = {title: report[id] for title, id in PARTS.items()}
    parts = dict(
        sorted(parts.items(), key=lambda part: -marks.face(part[1], marks.CENT))
    )
    room, whole = hull([part.interval for part in parts.values()]), report[WHOLE]
    fits = room.overlaps(whole.interval)
    verb = "lies, as it must," if fits else "should lie, and does not,"
    (most, top), *_, (least, bottom) = parts.items()
    ends = f"{least} ({signed(bottom)}) and {most} ({signed(top)})"
    finding = f"{signed(whole)} for all goods {verb} between {ends}"
    data = marks.table({**parts, SHOWN: whole}, marks.CENT, "category")
    picture = Picture(finding, data, publishers(report, [*PARTS.values(), WHOLE]), 2.55)
    axes = picture.axes(0.05, 2.2, left=1.25)
    low, high = marks.limits([*data["low"], *data["high"]])
    axes.set_xlim(min(low, 0), high * 1.08)
    marks.scale_axis(axes, " %")
    _room(axes, marks.span(room, marks.CENT))
    for y, (title, figure) in zip((0.25, 0.75, 1.25), parts.items(), strict=True):
        _growth(axes, title, figure, y, color=INK)
    look = {"color": BAR if fits else CLASH, "weight": "bold"}
    _growth(axes, SHOWN, whole, 1.95, **look)
    return picture


def _room(axes: Axes, ends: marks.Span) -> None:
    axes.vlines(ends, 0, 2.2, color=LINE, lw=1, ls=(0, (3, 3)), zorder=0)
    marks.block(axes, ends, 1.95, 0.34, "#eef1f4", LINE, 0)
    marks.label(axes, ends, 1.65, "the whole must lie in here")


def _growth(axes: Axes, title: str, figure: Figure, y: float, **how: Any) -> None:
    marks.band(axes, marks.span(figure.interval, marks.CENT), y, 0.3)
    marks.ring(axes, marks.face(figure, marks.CENT), y, how["color"])
    marks.note(
        axes, marks.face(figure, marks.CENT), y, signed(figure), 0, 11, ha="left", **how
    )
    marks.name(axes, y, title, **how)
