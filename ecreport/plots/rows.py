"""Rows on one axis: a printed band, a computed bar and the face value as a ring."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..number.interval import Interval, Number
from ..number.printed import Printed
from ..verdict.arithmetic import Computed
from .picture import (
    BAND,
    BAND_EDGE,
    BAR,
    EDGE,
    LEADING,
    LINE,
    QUIET,
    WIDTH,
    Picture,
    fitted,
    text_width,
    wrapped,
)

TALL, LOW, SWATCH = 0.2, 0.1, 0.3  # inches: a band, a bar, room for the mark in a key
TRACK, ROW, NAME = 0.31, 0.27, 1.3  # a row below its name, beside it; the widest name
LEAST = 0.02  # inches: so wide is what has no width
CENT, MILLION = Fraction(1, 100), 10**6
Value = Printed | Computed


@dataclass(frozen=True)
class Row:
    """One line of a picture.

    Parameters
    ----------
    name : str
        What it is about.
    printed, computed : Interval, optional
        Drawn as a band and as a bar; where they do not meet, a thread joins them.
    face : int or Fraction, optional
        What follows if nothing was rounded, drawn as a ring.
    said : str
        Written at the right.
    colour : str
        Of the bar, the ring and what is said.
    keys : mapping of str to str
        What the marks ("band", "bar", "ring") say, written above them.
    """

    name: str
    printed: Interval | None = None
    computed: Interval | None = None
    face: Number | None = None
    said: str = ""
    colour: str = BAR
    keys: Mapping[str, str] | None = None

    def ends(self, scale: Number) -> list[float]:
        """Every end that the axis must show."""
        sides = [side for side in (self.printed, self.computed) if side is not None]
        found = [end for side in sides for end in span(side, scale)]
        face = (
            [] if self.face is None else [float(Fraction(self.face) / Fraction(scale))]
        )
        return [end for end in found + face if math.isfinite(end)]


@dataclass(frozen=True)
class Line:
    """A line of numbers between two places, in inches."""

    low: float
    high: float
    left: float = EDGE
    right: float = WIDTH - EDGE

    @classmethod
    def around(cls, ends: Iterable[float], left: float, right: float) -> Line:
        """A line that shows every end with room on both sides."""
        found = [*ends] or [0.0, 1.0]
        low, high = min(found), max(found)
        pad = (high - low) * 0.1 or abs(high) * 0.1 or 1
        start = 0.0 if low == 0 else low - pad  # what begins at zero is drawn from it
        return cls(start, high + pad, left, right)

    def __call__(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the end."""
        share = (min(max(value, self.low), self.high) - self.low) / (
            self.high - self.low
        )
        return self.left + share * (self.right - self.left)


def span(interval: Interval, scale: Number) -> tuple[float, float]:
    """The ends of an interval in the scale of an axis."""
    low, high = (
        end if isinstance(end, float) else float(Fraction(end) / Fraction(scale))
        for end in (interval.low, interval.high)
    )
    return low, high


def face(value: Value, scale: Number) -> float:
    """The face value in the scale of an axis."""
    return float(Fraction(value.value or 0) / Fraction(scale))


def table(rows: Mapping[Any, Value], scale: Number, index: str) -> pd.DataFrame:
    """Face value and ends of each row, as they are drawn."""
    cells = [(face(row, scale), *span(row.interval, scale)) for row in rows.values()]
    names = pd.Index(list(rows), name=index)
    return pd.DataFrame(cells, index=names, columns=["face_value", "low", "high"])


def rows(
    picture: Picture,
    lines: Sequence[Row],
    scale: Number,
    unit: str = "",
    also: Iterable[float] = (),
) -> None:
    """Draw rows below each other on one axis; their names beside them if all are short.

    Parameters
    ----------
    picture : Picture
    lines : sequence of Row
    scale : int or Fraction
        What one unit of the axis is worth.
    unit : str
        " %" goes with each tick, any other unit under the axis.
    also : iterable of float
        Other values that the axis must show, in its scale.
    """
    names = max(text_width(row.name, weight="bold") for row in lines)
    said = max(text_width(row.said, weight="bold") for row in lines)
    beside = names <= NAME and said <= NAME and not any(row.keys for row in lines)
    left = EDGE + (names + 0.12) * beside
    right = WIDTH - EDGE - (said + 0.08 if said else 0) * beside
    ends = [end for row in lines for end in row.ends(scale)]
    line = Line.around([*ends, *also], left, right)
    for row in lines:
        if beside:
            middle = picture.down(ROW) + ROW / 2
            picture.write(left - 0.12, middle, row.name, ha="right")
            picture.write(
                right + 0.08, middle, row.said, color=row.colour, weight="bold"
            )
        else:
            _head(picture, row)
            middle = picture.down(TRACK) + TRACK / 2
        marks(picture, row, line, scale, middle)
    axis(picture, line, unit)


def _head(picture: Picture, row: Row) -> None:
    """The name of a row, what is said of it, and the key of its marks."""
    picture.down(0.09)
    pair(picture, row.name, row.said, color=row.colour)
    key(picture, row.keys or {}, row.colour)


def pair(picture: Picture, name: str, said: str, **how: Any) -> None:
    """A name at the left and a word at the right; below it, where there is no room."""
    room, top = WIDTH - 2 * EDGE - text_width(said, weight="bold") - 0.15, picture.y
    how = {"weight": "bold", **how}
    if room < NAME:
        picture.text(name)
        picture.text(said, **how)
    else:
        picture.text(name, width=room if said else room + 0.15)
        picture.write(WIDTH - EDGE, top + LEADING / 2, said, ha="right", **how)


def key(picture: Picture, said: Mapping[str, str], colour: str = BAR) -> None:
    """What the marks mean, each beside a small one of its kind."""
    x = WIDTH
    for mark, text in said.items():
        for n, line in enumerate(wrapped(text, WIDTH - 2 * EDGE - SWATCH)):
            wide = SWATCH + text_width(line) + 0.16
            if n or x + wide - 0.16 > WIDTH - EDGE:
                x, middle = EDGE, picture.down(LEADING) + LEADING / 2
            if not n:
                _swatch(picture, mark, (x, x + SWATCH - 0.08), middle, colour)
            picture.write(x + SWATCH, middle, line, color=QUIET)
            x += wide


def _swatch(
    picture: Picture, mark: str, ends: tuple[float, float], y: float, colour: str
) -> None:
    if mark == "band":
        picture.box(ends, y, 0.13, BAND, BAND_EDGE)
    elif mark == "bar":
        picture.box(ends, y, 0.07, colour, colour)
    else:
        shape = "D" if mark == "diamond" else "o"
        ring(picture, sum(ends) / 2, y, colour, 6, shape)


def ring(
    picture: Picture, x: float, y: float, colour: str, size: float = 8, shape: str = "o"
) -> None:
    """The face value, as if nothing had been rounded."""
    look: dict[str, Any] = {"mfc": "white", "mec": colour, "mew": 1.6, "zorder": 5}
    picture.paper.plot(x, y, shape, ms=size, **look)


def marks(picture: Picture, row: Row, line: Line, scale: Number, y: float) -> None:
    """Draw the band, the bar and the ring of a row."""
    if row.printed is not None:
        _stretch(picture, span(row.printed, scale), line, y, TALL, BAND, BAND_EDGE, 1)
    if row.computed is not None:
        ends = span(row.computed, scale)
        _stretch(picture, ends, line, y, LOW, row.colour, row.colour, 3)
        if row.printed is not None and not row.printed.overlaps(row.computed):
            _thread(picture, [*span(row.printed, scale), *ends], line, y, row.colour)
    if row.face is not None:
        ring(picture, line(float(Fraction(row.face) / Fraction(scale))), y, row.colour)


def _stretch(
    picture: Picture,
    ends: tuple[float, float],
    line: Line,
    y: float,
    height: float,
    fc: str,
    ec: str,
    z: int,
) -> None:
    """A filled stretch from end to end; an arrow where it never ends."""
    low, high = line(ends[0]), line(ends[1])
    middle, half = (low + high) / 2, max(high - low, LEAST) / 2
    picture.box((middle - half, middle + half), y, height, fc, ec, zorder=z)
    for end, x, arrow in ((ends[0], line.left, "<"), (ends[1], line.right, ">")):
        if math.isinf(end):
            picture.paper.plot(x, y, arrow, color=ec, ms=8, zorder=z)


def _thread(
    picture: Picture, ends: list[float], line: Line, y: float, colour: str
) -> None:
    """A thin line over the gap between two stretches."""
    inner = sorted(ends)[1:3]
    xs = [line(end) for end in inner]
    picture.paper.plot(xs, [y, y], color=colour, lw=1, ls=(0, (2, 1.5)), zorder=2)


def axis(picture: Picture, line: Line, unit: str = "") -> None:
    """A quiet axis below: per cent at each tick, any other unit at the right."""
    y = picture.down(0.3) + 0.05
    picture.paper.plot([line.left, line.right], [y, y], color=LINE, lw=0.8)
    for value, text in _ticks(line, unit):
        picture.paper.plot([line(value)] * 2, [y, y + 0.04], color=LINE, lw=0.8)
        half = text_width(text) / 2 + 0.03  # a label stays on the sheet
        x = min(max(line(value), half), WIDTH - half)
        picture.write(x, y + 0.14, text, ha="center", color=QUIET)
    if unit.strip() not in ("", "%"):
        y = picture.down(LEADING) + LEADING / 2
        said = fitted(unit.strip(), line.right - EDGE)
        picture.write(line.right, y, said, ha="right", color=QUIET)


def _ticks(line: Line, unit: str) -> list[tuple[float, str]]:
    """As many ticks as have room for their labels."""
    found: list[tuple[float, str]] = []
    for most in (5, 4, 3, 2, 1):
        values = MaxNLocator(most, steps=[1, 2, 5, 10], min_n_ticks=2)
        ticks = values.tick_values(line.low, line.high)
        step = ticks[1] - ticks[0]
        inside = [value for value in ticks if line.low <= value <= line.high]
        found = [(v, number(v, step) + unit * (unit == " %")) for v in inside]
        wide = max((text_width(text) for _, text in found), default=0) + 0.15
        if all(line(b) - line(a) > wide for a, b in pairwise(inside)):
            return found
    return found[:1]


def number(value: float, step: float) -> str:
    """A value of an axis, with as many decimals as its step needs."""
    places = next((n for n in range(10) if math.isclose(round(step, n), step)), 10)
    text = (
        f"{value:,.{places}f}" if abs(value) < 1e12 and places < 10 else f"{value:.4g}"
    )
    return text.replace("-", "\u2212")
