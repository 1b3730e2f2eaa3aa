"""Customs' path of cross-border trade by half-years, and the claim beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..computed import Computed
from ..report import Report
from .marks import face, note, publishers, ring, rough, span, table
from .picture import Picture
from .style import BAND_EDGE, BAR, CLASH, INK, Sheet, styled

LEVEL, GROWTH = "gacc_cbec_{}_level_{}_h1", "gacc_cbec_{}_growth_{}_h1"
CLAIM, BILLION = "cross_border_growth", 10**9
PRINTED = (2021, 2023)  # the half-years of which customs print the level


@styled()
def path(report: Report) -> Picture:
    """Draw first half-years 2020 to 2023, and where the claim puts that of 2022.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a half-year and one for the claim: face value, low and
        high, in bn yuan.
    """
    points = _points(report)
    claim = points[2021] * (1 + report[CLAIM])
    finding = _finding(report, points, claim)
    named = {str(year): point for year, point in points.items()}
    data = table({**named, "2022 claimed": claim}, BILLION, "first_half_year")
    used = {CLAIM, *(id for point in points.values() for id in point.figures)}
    sheet = Sheet(finding, publishers(report, sorted(used)), 2.95)
    axes = sheet.axes(0.1, 2.5)
    _frame(axes, data)
    _line(axes, points)
    _claim(axes, report, points, claim)
    return Picture(finding, data, sheet.canvas)


def _points(report: Report) -> dict[int, Computed]:
    """The levels, printed or behind printed levels and growth of the year after."""
    base = report[LEVEL.format("total", 2021)]
    exports, imports = (
        report[LEVEL.format(part, 2023)] for part in ("exports", "imports")
    )
    more, most = (report[GROWTH.format(part, 2023)] for part in ("exports", "imports"))
    return {
        2020: base / (1 + report[GROWTH.format("total", 2021)]),
        2021: base.computed,
        2022: exports / (1 + more) + imports / (1 + most),
        2023: exports + imports,
    }


def _finding(report: Report, points: dict[int, Computed], claim: Computed) -> str:
    growth = rough((points[2022] / points[2021] - 1).interval)
    verb = "fits" if claim.interval.overlaps(points[2022].interval) else "does not fit"
    said = f"+{report[CLAIM].printed} {verb} early 2022"
    return f"{said}: customs\u2019 own figures leave {growth}"


def _frame(axes: Axes, data: pd.DataFrame) -> None:
    low, high = min(data["low"]), max(data["high"])
    axes.set_xlim(2019.75, 2023.62)
    axes.set_ylim(low - 0.4 * (high - low), high + 0.2 * (high - low))
    axes.set_xticks(range(2020, 2024), [f"Jan\u2013Jun {y}" for y in range(2020, 2024)])
    axes.tick_params(length=0, labelcolor=INK)
    axes.set_yticks([])


def _line(axes: Axes, points: dict[int, Computed]) -> None:
    levels = [face(point, BILLION) for point in points.values()]
    axes.plot(list(points), levels, color=BAND_EDGE, lw=2)
    for year, level in zip(points, levels, strict=True):
        axes.plot([year, year], span(points[year].interval, BILLION), color=BAR, lw=5)
        ring(axes, year, level)
        how = "printed" if year in PRINTED else "implied"
        text = f"{level:,.0f} bn yuan\n{how}"
        note(axes, year, level, text, -11, -7, ha="left", color=BAR)


def _claim(
    axes: Axes, report: Report, points: dict[int, Computed], claim: Computed
) -> None:
    level, base = face(claim, BILLION), face(points[2021], BILLION)
    fits = claim.interval.overlaps(points[2022].interval)
    look: dict[str, Any] = {"color": BAR if fits else CLASH, "zorder": 4}
    axes.plot([2021, 2022], [base, level], ls=(0, (3, 2)), lw=1.8, **look)
    axes.plot(2022, level, "D" if fits else "X", ms=11, mec="white", **look)
    text = f"the claim, +{report[CLAIM].printed}: {level:,.0f} bn yuan"
    note(axes, 2022, level, text, 10, color=look["color"], weight="bold")
