"""Growth of the three categories of goods, and where that of the whole must lie."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from ..figure import Figure
from ..interval import Interval, hull
from ..report import Report
from .marks import (
    CENT,
    band,
    block,
    face,
    label,
    limits,
    name,
    note,
    publishers,
    ring,
    scale_axis,
    span,
    table,
)
from .picture import Picture
from .style import BAR, CLASH, INK, LINE, Sheet, styled

PARTS = {
    "food": "food_growth",
    "clothing": "clothing_growth",
    "daily goods": "daily_goods_growth",
}
WHOLE, SHOWN = "online_physical_growth", "all goods"
ROW = 0.5  # inches
TALL = ROW * (len(PARTS) + 1) + 0.2
PLACES = [ROW * (place + 0.5) for place in range(len(PARTS))] + [TALL - ROW / 2]


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
    parts = dict(sorted(parts.items(), key=lambda part: -face(part[1], CENT)))
    room, whole = hull([part.interval for part in parts.values()]), report[WHOLE]
    fits = room.overlaps(whole.interval)
    finding = _finding(parts, whole, fits)
    sheet = Sheet(finding, publishers(report, [*PARTS.values(), WHOLE]), TALL + 0.35)
    axes, data = (
        sheet.axes(0.05, TALL, left=1.25),
        table({**parts, SHOWN: whole}, CENT, "category"),
    )
    _frame(axes, [*zip(data["low"], data["high"], strict=True)], room)
    for y, (title, part) in zip(PLACES, parts.items(), strict=False):
        _row(axes, title, part, y, color=INK)
    _row(axes, SHOWN, whole, PLACES[-1], color=BAR if fits else CLASH, weight="bold")
    return Picture(finding, data, sheet.canvas)


def _finding(parts: dict[str, Figure], whole: Figure, fits: bool) -> str:
    (most, top), *_, (least, bottom) = parts.items()
    verb = "lies, as it must," if fits else "should lie, and does not,"
    ends = f"{least} ({_signed(bottom)}) and {most} ({_signed(top)})"
    return f"{_signed(whole)} for all goods {verb} between {ends}"


def _signed(figure: Figure) -> str:
    return figure.printed if face(figure, 1) < 0 else f"+{figure.printed}"


def _frame(axes: Axes, spans: list[tuple[float, float]], room: Interval) -> None:
    low, high = limits(spans)
    axes.set_xlim(min(low, 0), high * 1.08)
    axes.set_ylim(TALL, 0)
    scale_axis(axes, " %")
    ends = span(room, CENT)
    for end in ends:
        axes.plot([end, end], [0, TALL], color=LINE, lw=1, ls=(0, (3, 3)), zorder=0)
    block(axes, ends, PLACES[-1], 0.34, "#eef1f4", LINE, 0)
    label(axes, ends, PLACES[-1] - 0.3, "the whole must lie in here")


def _row(
    axes: Axes, title: str, figure: Figure, y: float, color: str, weight: str = "normal"
) -> None:
    band(axes, span(figure.interval, CENT), y, 0.3)
    ring(axes, face(figure, CENT), y, color)
    how: dict[str, Any] = {"color": color, "weight": weight}
    note(axes, face(figure, CENT), y, _signed(figure), 0, 11, ha="left", **how)
    name(axes, y, title, **how)
