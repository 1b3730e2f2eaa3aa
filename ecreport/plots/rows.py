"""Rows on one axis: a printed band, a computed bar and the face value as a ring."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..number.interval import Interval, Number
from ..number.printed import Printed
from ..verdict.arithmetic import Computed
from .picture import SWATCH, Picture, Span, fitted, text_width
from .style import BAND, BAND_EDGE, BAR, EDGE, LEADING, LINE, QUIET, WIDTH

TALL, LOW = 0.2, 0.1  # inches: a band, a bar
TRACK, ROW, NAME = 0.31, 0.27, 1.3  # a row below its name, beside it; the widest name
LEAST = 0.02  # inches: so wide is what has no width
CENT, MILLION = Fraction(1, 100), 10**6
Value = Printed | Computed


@dataclass(frozen=True)
class Row:
    """A name, a printed band, a computed bar, the face value as a ring, what is said.

    A thread joins band and bar where they do not meet. `keys` say what the marks
    "band", "bar" and "ring" mean, above them.
    """

    name: str
    printed: Interval | None = None
    computed: Interval | None = None
    face: Number | None = None
    said: str = ""
    colour: str = BAR
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def sides(self) -> list[Interval]:
        """The printed and the computed interval, as far as there are any."""
        return [side for side in (self.printed, self.computed) if side is not None]

    def ends(self, scale: Number) -> list[float]:
        """Every end that the axis must show."""
        found = [] if self.face is None else [scaled(self.face, scale)]
        found += [end for side in self.sides for end in span(side, scale)]
        return [end for end in found if math.isfinite(end)]


@dataclass(frozen=True)
class Line:
    """A line of numbers between two places, in inches."""

    low: float
    high: float
    left: float = EDGE
    right: float = WIDTH - EDGE

    @classmethod
    def around(cls, ends: Iterable[float], left: float, right: float) -> Line:
        """A line that shows every end with room on both sides, none below a zero."""
        found = [*ends] or [0.0, 1.0]
        low, high = min(found), max(found)
        pad = (high - low) * 0.1 or abs(high) * 0.1 or 1
        return cls(low - pad * (low != 0), high + pad, left, right)

    def __call__(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the end."""
        value = min(max(value, self.low), self.high)
        return self.left + (value - self.low) / (self.high - self.low) * (
            self.right - self.left
        )


def scaled(value: Number, scale: Number) -> float:
    """A value in the scale of an axis."""
    infinite = isinstance(value, float)
    return float(value) if infinite else float(Fraction(value) / Fraction(scale))


def span(interval: Interval, scale: Number) -> Span:
    """The ends of an interval in the scale of an axis."""
    return scaled(interval.low, scale), scaled(interval.high, scale)


def face(value: Value, scale: Number) -> float:
    """The face value in the scale of an axis."""
    return scaled(value.value or 0, scale)


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
    ticked: bool = True,
) -> None:
    """Draw rows below each other on one axis; their names beside them if all are short.

    The axis is counted in a scale and shows `also` some other values; " %" goes with
    each tick, any other unit under the axis.
    """
    names, said = (
        max(text_width(text, weight="bold") for text in texts)
        for texts in ([row.name for row in lines], [row.said for row in lines])
    )
    beside = max(names, said) <= NAME and not any(row.keys for row in lines)
    left = EDGE + (names + 0.12) * beside
    right = WIDTH - EDGE - (said + 0.08 if said else 0) * beside
    line = Line.around([*(e for row in lines for e in row.ends(scale)), *also], left, right)
    for row in lines:
        if beside:
            middle = picture.down(ROW) + ROW / 2
            picture.write(left - 0.12, middle, row.name, ha="right")
            look: dict[str, Any] = {"color": row.colour, "weight": "bold", "ha": "right"}
            picture.write(WIDTH - EDGE, middle, row.said, **look)
        else:
            picture.down(0.09)
            if row.name:
                picture.pair(row.name, row.said, color=row.colour)
            key(picture, row.keys, row.colour)
            middle = picture.down(TRACK) + TRACK / 2
        marks(picture, row, line, scale, middle)
    if ticked:
        axis(picture, line, unit)


def key(picture: Picture, said: Mapping[str, str], colour: str = BAR) -> None:
    """What the marks of rows mean: "band", "bar", "ring" or "diamond"."""
    picture.key((partial(_swatch, picture, mark, colour), text) for mark, text in said.items())


def _swatch(picture: Picture, mark: str, colour: str, x: float, y: float) -> None:
    ends = (x - SWATCH / 2 + 0.03, x + SWATCH / 2 - 0.03)
    if mark == "band":
        picture.box(ends, y, 0.13, BAND, BAND_EDGE)
    elif mark == "bar":
        picture.box(ends, y, 0.07, colour, colour)
    else:
        ring(picture, x, y, colour, 6, "D" if mark == "diamond" else "o")


def ring(
    picture: Picture, x: float, y: float, colour: str, size: float = 8, shape: str = "o"
) -> None:
    """The face value, as if nothing had been rounded."""
    look: dict[str, Any] = {"mfc": "white", "mec": colour, "mew": 1.6, "zorder": 5}
    picture.paper.plot(x, y, shape, ms=size, **look)


def marks(picture: Picture, row: Row, line: Line, scale: Number, y: float) -> None:
    """Draw the band, the bar and the ring of a row."""
    if len(row.sides) == 2 and not row.sides[0].overlaps(row.sides[1]):
        gap = sorted(end for side in row.sides for end in span(side, scale))[1:3]
        thread: dict[str, Any] = {"color": row.colour, "lw": 1, "ls": (0, (2, 1.5))}
        picture.paper.plot([line(end) for end in gap], [y, y], zorder=2, **thread)
    if row.printed is not None:
        _stretch(picture, span(row.printed, scale), line, y, TALL, (BAND, BAND_EDGE))
    if row.computed is not None:
        _stretch(picture, span(row.computed, scale), line, y, LOW, (row.colour,) * 2)
    if row.face is not None:
        ring(picture, line(scaled(row.face, scale)), y, row.colour)


def _stretch(
    picture: Picture, ends: Span, line: Line, y: float, tall: float, look: tuple[str, str]
) -> None:
    """A filled stretch from end to end; an arrow where it never ends."""
    low, high = line(ends[0]), line(ends[1])
    middle, half, z = (low + high) / 2, max(high - low, LEAST) / 2, 1 + 2 * (tall == LOW)
    picture.box((middle - half, middle + half), y, tall, *look, zorder=z)
    for end, x, arrow in ((ends[0], line.left, "<"), (ends[1], line.right, ">")):
        if math.isinf(end):
            picture.paper.plot(x, y, arrow, color=look[1], ms=8, zorder=z)


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
        found = [(v, text + unit * (unit == " %")) for v, text in ticks(line, most)]
        wide = max((text_width(text) for _, text in found), default=0) + 0.15
        if all(line(b) - line(a) > wide for (a, _), (b, _) in pairwise(found)):
            return found
    return found[:1]


def ticks(line: Line, most: int) -> list[tuple[float, str]]:
    """Round values on a line, with as many decimals as their step needs."""
    locator = MaxNLocator(most, steps=[1, 2, 5, 10], min_n_ticks=2)
    found = locator.tick_values(line.low, line.high)
    step = found[1] - found[0]
    places = next((n for n in range(10) if math.isclose(round(step, n), step)), 10)
    how = f",.{places}f" if max(map(abs, found)) < 1e12 and places < 10 else ".4g"
    inside = [value for value in found if line.low <= value <= line.high]
    return [(value, format(value, how).replace("-", "\u2212")) for value in inside]
