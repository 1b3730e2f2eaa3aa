"""The marks of all pictures: printed band, computed bar, ring, and the texts by them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from ..number.interval import Interval, Number
from ..number.printed import Printed
from ..verdict.arithmetic import Computed
from .style import BAND, BAND_EDGE, BAR, INK, LINE, SMALL, WIDTH
from .wording import text_width

Span = tuple[float, float]
Value = Printed | Computed
HALO = [withStroke(linewidth=3, foreground="white")]
CENT, MILLION = Fraction(1, 100), 10**6


def span(interval: Interval, scale: Number) -> Span:
    """The ends of an interval in the scale of an axis."""
    return float(interval.low) / float(scale), float(interval.high) / float(scale)


def face(value: Value, scale: Number) -> float:
    """The face value in the scale of an axis."""
    return float(Fraction(value.value or 0) / Fraction(scale))


def table(rows: Mapping[Any, Value], scale: Number, index: str) -> pd.DataFrame:
    """Face value and ends of each row, as they are drawn."""
    cells = [(face(row, scale), *span(row.interval, scale)) for row in rows.values()]
    names = pd.Index(list(rows), name=index)
    return pd.DataFrame(cells, index=names, columns=["face_value", "low", "high"])


def limits(ends: Iterable[float], room: float = 0.12) -> Span:
    """Axis limits that show every finite end with room on both sides."""
    finite = [end for end in ends if math.isfinite(end)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    pad = (high - low) * room or abs(high) * room or 1
    return low - pad, high + pad


def block(
    axes: Axes, ends: Span, y: float, height: float, colour: str, edge: str, z: int = 1
) -> None:
    """A filled stretch from end to end; an arrow where it never ends."""
    left, right = axes.get_xlim()
    low, high = max(ends[0], left), min(ends[1], right)
    corner = (low, y - height / 2)
    axes.add_patch(Rectangle(corner, high - low, height, fc=colour, ec=edge, zorder=z))
    for end, x, arrow in ((ends[0], left, "<"), (ends[1], right, ">")):
        if math.isinf(end):
            axes.plot(x, y, arrow, color=edge, ms=9, clip_on=False, zorder=z)


def band(axes: Axes, ends: Span, y: float, height: float = 0.34) -> None:
    """The printed interval: a pale band."""
    block(axes, ends, y, height, BAND, BAND_EDGE)


def bar(axes: Axes, ends: Span, y: float, colour: str = BAR) -> None:
    """The computed interval: a dark bar."""
    block(axes, ends, y, 0.13, colour, colour, 3)


def ring(axes: Axes, x: float, y: float, colour: str = BAR) -> None:
    """The face value, as if nothing had been rounded: a ring."""
    axes.plot(x, y, "o", ms=10, mfc="white", mec=colour, mew=2.2, zorder=5)


def label(axes: Axes, ends: Span, y: float, text: str, **how: Any) -> None:
    """A text centred on a stretch, moved inwards where it would leave the axes."""
    left, right = axes.get_xlim()
    middle = (max(ends[0], left) + min(ends[1], right)) / 2
    inches = axes.get_position().width * WIDTH
    wide = text_width(text, SMALL, how.get("weight", "normal"))
    half = wide / inches * (right - left) / 2
    x = min(max(middle, left + half), right - half)
    axes.text(x, y, text, ha="center", va="center", **how)


def note(
    axes: Axes, x: float, y: float, text: str, dy: float, dx: float = 0, **how: Any
) -> None:
    """A text so many points above, below or beside a place on the axes."""
    va = "bottom" if dy > 0 else "top" if dy < 0 else "center"
    how = {"ha": "center", "linespacing": 1.25, "path_effects": HALO, **how}
    axes.annotate(text, (x, y), (dx, dy), textcoords="offset points", va=va, **how)


def name(axes: Axes, y: float, text: str, x: float = -0.02, **how: Any) -> None:
    """The name of a row, left of the axes, or right of them where x is above 1."""
    how = {"color": INK, "linespacing": 1.25, "ha": "right" if x < 0 else "left", **how}
    axes.text(x, y, text, va="center", transform=axes.get_yaxis_transform(), **how)


def scale_axis(axes: Axes, unit: str, ticks: int = 5) -> None:
    """A quiet axis below: per cent at each tick, any other unit once, at the right."""
    sign = " %" if unit == " %" else ""
    (low, high), room = axes.get_xlim(), 0.3 / (axes.get_position().width * WIDTH)
    found = MaxNLocator(ticks, min_n_ticks=2).tick_values(low, high)
    inside = [x for x in found if room < (x - low) / (high - low) < 1 - room]
    axes.set_xticks(inside, [f"{x:,.6g}{sign}".replace("-", "\u2212") for x in inside])
    axes.tick_params(axis="x", length=3, color=LINE)
    if not sign and unit:
        axes.set_xlabel(unit.strip(), loc="right", labelpad=1)
