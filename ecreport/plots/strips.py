"""Interval strips: what is printed beside what the other figures give."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..display import tail
from ..errors import InputError
from ..interval import Interval
from ..judge import SIGNS
from ..report import Report
from .formula_text import Row, finding
from .marks import Span, band, bar, label, limits, publishers, ring, scale_axis, span
from .picture import Picture
from .style import BODY, EDGE, QUIET, WIDTH, Sheet, styled, wrapped

STRIP, LINE = 0.92, 0.21  # inches: from the label above a band to the axis; a line
WORD = 1.75  # inches kept for the word at the right


@styled()
def strip(report: Report, *relations: str) -> Picture:
    """Draw relations as strips: printed band, computed bar, face value as a ring.

    Parameters
    ----------
    report : Report
    *relations : str
        Ids of relations, a strip each, drawn from top to bottom.

    Returns
    -------
    Picture
        Its data has a row a relation: word, printed, computed and face value.
    """
    if not relations:
        raise InputError(
            'name a relation: plots.strip(report, "live_users_share_of_all")'
        )
    rows = [Row.of(report, id) for id in relations]
    heads = [wrapped(row.formula, width=WIDTH - 2 * EDGE - WORD) for row in rows]
    tall = [LINE * len(head) + STRIP + 0.52 for head in heads]
    used = [name for row in rows for name in row.names]
    sheet = Sheet(finding(rows), publishers(report, used), sum(tall) - 0.1)
    y, shared = 0.04, _shared(rows)
    for row, head, height in zip(rows, heads, tall, strict=True):
        _head(sheet, row, head, y)
        _strip(sheet.axes(y + LINE * len(head) + 0.06, STRIP), row, shared)
        y += height
    return Picture(finding(rows), _data(rows), sheet.canvas)


def _head(sheet: Sheet, row: Row, head: list[str], y: float) -> None:
    sheet.write(EDGE, sheet.top + y, "\n".join(head))
    right: dict[str, Any] = {
        "ha": "right",
        "weight": "bold",
        "color": row.colour,
        "size": BODY,
    }
    sheet.write(WIDTH - EDGE, sheet.top + y, row.mark, **right)


def _spans(row: Row) -> list[Span]:
    face = [] if row.face is None or not row.sides else [Interval(row.face, row.face)]
    return [span(side, row.scale) for side in (*row.sides, *face)]


def _shared(rows: list[Row]) -> Span | None:
    """One axis for all strips where they are about the same printed interval."""
    if len({(row.verdict.printed, row.verdict.unit) for row in rows}) > 1:
        return None
    return limits([pair for row in rows for pair in _spans(row)])


def _strip(axes: Axes, row: Row, shared: Span | None) -> None:
    axes.set_ylim(0, STRIP)
    if len(row.sides) < 2:
        axes.set_axis_off()
        text = "\n".join(wrapped(row.verdict.sentence))
        axes.text(0, STRIP, text, color=QUIET, va="top", linespacing=1.3)
        return
    axes.set_xlim(shared or limits(_spans(row)))
    printed, computed = (span(side, row.scale) for side in row.sides)
    band(axes, printed, 0.49, 0.34)
    bar(axes, computed, 0.49, row.colour)
    if row.face is not None:
        ring(axes, float(row.face / row.scale), 0.49, row.colour)
    label(axes, printed, 0.79, _above(row))
    label(axes, computed, 0.17, _below(row), color=row.colour, weight="bold")
    scale_axis(axes, " %" if tail(row.scale, row.verdict.unit) == " %" else "")


def _above(row: Row) -> str:
    said = row.said(row.verdict.printed)
    if row.op == "=":
        return f"printed: {said}"
    return f"{said} must be {SIGNS[row.op]}" if row.op else said


def _below(row: Row) -> str:
    said = row.said(row.verdict.computed)
    return f"computed: {said}" if row.op == "=" else said


def _data(rows: list[Row]) -> pd.DataFrame:
    cells = [
        {
            "word": row.verdict.word,
            "printed": row.said(row.verdict.printed),
            "computed": row.said(row.verdict.computed),
            "face_value": None if row.face is None else float(row.face / row.scale),
        }
        for row in rows
    ]
    return pd.DataFrame(cells, index=pd.Index([row.id for row in rows], name="id"))
