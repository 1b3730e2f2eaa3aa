"""Levels against growth: customs' half-years and the Bureau's months."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..plots.frame import Picture
from ..plots.marks import CENT, face, note, ring, span, table
from ..plots.style import BAND_EDGE, BAR, CLASH, INK, LINE, styled
from ..plots.wording import publishers, rough
from ..report.report import Report
from ..verdict.arithmetic import Computed, Figure

LEVEL, GROWTH = "gacc_cbec_{}_level_{}_h1", "gacc_cbec_{}_growth_{}_h1"
CLAIM, BILLION = "cross_border_growth", 10**9
PRINTED = (2021, 2023)  # the half-years of which customs print the level
STEM = "nbs_online_physical"
MONTH = re.compile(rf"{STEM}_growth_(\d{{4}})_01_(\d\d)")
NINE = "2022-09"  # January to September 2022, of which the report speaks
Months = dict[str, tuple[Figure, Computed]]


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
    points = _half_years(report)
    claim = points[2021] * (1 + report[CLAIM])
    fits = claim.interval.overlaps(points[2022].interval)
    said = f"+{report[CLAIM].printed}"
    left = rough((points[2022] / points[2021] - 1).interval)
    finding = f"{said} {'fits' if fits else 'does not fit'} early 2022: "
    finding += f"customs\u2019 own figures leave {left}"
    data = table({**points, "2022 claimed": claim}, BILLION, "first_half_year")
    used = {CLAIM, *(id for point in points.values() for id in point.figures)}
    picture = Picture(finding, data, publishers(report, sorted(used)), 2.95)
    axes = picture.axes(0.1, 2.5)
    low, high = min(data["low"]), max(data["high"])
    axes.set_xlim(2019.75, 2023.62)
    axes.set_ylim(low - 0.4 * (high - low), high + 0.2 * (high - low))
    axes.set_xticks(list(points), [f"Jan\u2013Jun {year}" for year in points])
    axes.tick_params(length=0, labelcolor=INK)
    axes.plot(list(points), data["face_value"][:-1], color=BAND_EDGE, lw=2)
    for year, point in points.items():
        level = face(point, BILLION)
        axes.plot([year, year], span(point.interval, BILLION), color=BAR, lw=5)
        ring(axes, year, level)
        how = "printed" if year in PRINTED else "implied"
        text = f"{level:,.0f} bn yuan\n{how}"
        note(axes, year, level, text, -11, -7, ha="left", color=BAR)
    ends = [face(points[2021], BILLION), face(claim, BILLION)]
    look: dict[str, Any] = {"color": BAR if fits else CLASH, "zorder": 4}
    axes.plot([2021, 2022], ends, ls=(0, (3, 2)), lw=1.8, **look)
    axes.plot(2022, ends[1], "D" if fits else "X", ms=11, mec="white", **look)
    text = f"the claim, {said}: {ends[1]:,.0f} bn yuan"
    note(axes, 2022, ends[1], text, 10, color=look["color"], weight="bold")
    return picture


def _half_years(report: Report) -> dict[int, Computed]:
    """The levels, printed or behind printed levels and growth of the year after."""
    base = report[LEVEL.format("total", 2021)]
    exports, imports = (report[LEVEL.format(p, 2023)] for p in ("exports", "imports"))
    more, most = (report[GROWTH.format(p, 2023)] for p in ("exports", "imports"))
    return {
        2020: base / (1 + report[GROWTH.format("total", 2021)]),
        2021: base.computed,
        2022: exports / (1 + more) + imports / (1 + most),
        2023: exports + imports,
    }


@styled()
def levels(report: Report) -> Picture:
    """Draw, month by month, how far printed levels are from giving the printed growth.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row for January to each month: printed growth, that of the
        levels (face value, low, high), all in per cent, and whether they overlap.
    """
    months = _months(report)
    data = table({month: row for month, (_, row) in months.items()}, CENT, "january_to")
    data = data.rename(columns={"face_value": "implied"})
    data.insert(0, "printed", [face(printed, CENT) for printed, _ in months.values()])
    meet = [p.interval.overlaps(row.interval) for p, row in months.values()]
    data["overlap"] = meet
    printed, implied = months[NINE]
    finding = (
        f"For {meet.count(False)} of {len(meet)} months printed levels do not give the "
        "printed growth: for January to September 2022 they give "
        f"{rough(implied.interval)}, "
        f"{'which fits' if data.loc[NINE, 'overlap'] else 'not'} {printed.printed}"
    )
    used = publishers(report, [id for _, row in months.values() for id in row.figures])
    picture = Picture(finding, data, used, 3.75)
    axes = picture.axes(0.1, 3.35, left=0.6)
    _calendar(axes, data)
    for month, shown, given in zip(
        data.index, data["printed"], data["implied"], strict=True
    ):
        x = _place(month)
        axes.plot([x, x], [shown, given], color=BAND_EDGE, lw=1.8)
        axes.plot(x, given, "_", ms=11, mew=3.2, color=BAR)
        axes.plot(x, shown, "o", ms=6, mfc="white", mec=INK, mew=1.5, zorder=5)
    x, shown, given = _place(NINE), face(printed, CENT), face(implied, CENT)
    side = 1 if given >= shown else -1
    note(axes, x, shown, f"\u25cb printed\n{printed.printed}", -9 * side)
    text = f"\u2501 levels give\n{given:.1f} %"
    note(axes, x, given, text, 22 * side, color=BAR, weight="bold")
    after = data["printed"][data.index > "2024"]
    if len(after):
        note(axes, 2024.5, after.max(), "new base after\n2023 census", 12)
    return picture


def _months(report: Report) -> Months:
    """Months for which growth and both levels are printed."""
    found: Months = {}
    for match in filter(None, map(MONTH.fullmatch, report.references.index)):
        year, month = int(match[1]), match[2]
        ids = [f"{STEM}_level_{y}_01_{month}" for y in (year, year - 1)]
        if all(id in report.figures for id in ids):
            now, before = (report[id] for id in ids)
            found[f"{year}-{month}"] = report[match[0]], now / before - 1
    return dict(sorted(found.items()))


def _calendar(axes: Axes, data: pd.DataFrame) -> None:
    years = sorted({int(month[:4]) for month in data.index})
    low, high = data["low"].min(), data[["printed", "high"]].to_numpy().max()
    axes.set_xlim(years[0], years[-1] + 1)
    axes.set_ylim(min(0, low), high * 1.06)
    axes.set_xticks([year + 0.5 for year in years], [str(year) for year in years])
    ticks = [tick for tick in range(0, 100, 10) if tick < high]
    axes.set_yticks(ticks, [f"{tick} %" for tick in ticks])
    axes.tick_params(length=0, labelcolor=INK)
    axes.grid(axis="y", color=LINE, lw=0.6)
    axes.set_axisbelow(True)
    for year in years[1:]:
        axes.axvline(year, color=LINE, lw=0.6, zorder=0)


def _place(month: str) -> float:
    return int(month[:4]) + (int(month[5:]) - 0.5) / 12
