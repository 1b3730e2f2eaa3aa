"""The Bureau's months: printed growth against the growth that printed levels imply."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes

from ..computed import Computed
from ..figure import Figure
from ..report import Report
from .marks import CENT, face, note, publishers, rough, span
from .picture import Picture
from .style import BAND_EDGE, BAR, INK, LINE, Sheet, styled

STEM = "nbs_online_physical"
MONTH = re.compile(rf"{STEM}_growth_(\d{{4}})_01_(\d\d)")
PRINT = (2022, 9)  # January to September 2022, of which the report speaks
Months = dict[tuple[int, int], tuple[Figure, Computed]]


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
    data, finding = _data(months), _finding(months)
    used = [id for _, implied in months.values() for id in implied.figures]
    sheet = Sheet(finding, publishers(report, used), 3.75)
    axes = sheet.axes(0.1, 3.35, left=0.6)
    _frame(axes, data)
    for month, (printed, implied) in months.items():
        _pair(axes, _place(month), face(printed, CENT), face(implied, CENT))
    _notes(axes, months)
    return Picture(finding, data, sheet.canvas)


def _months(report: Report) -> Months:
    """Months for which growth and both levels are printed."""
    found = {}
    for match in filter(None, map(MONTH.fullmatch, report.references.index)):
        year, month = int(match[1]), int(match[2])
        ids = [f"{STEM}_level_{y}_01_{month:02}" for y in (year, year - 1)]
        if all(id in report.figures for id in ids):
            now, before = (report[id] for id in ids)
            found[year, month] = report[match[0]], now / before - 1
    return dict(sorted(found.items()))


def _meet(pair: tuple[Figure, Computed]) -> bool:
    return pair[0].interval.overlaps(pair[1].interval)


def _finding(months: Months) -> str:
    apart = [month for month, pair in months.items() if not _meet(pair)]
    printed, implied = months[PRINT]
    but = "not" if PRINT in apart else "which fits"
    return (
        f"For {len(apart)} of {len(months)} months printed levels do not give the "
        "printed growth: for January to September 2022 they give "
        f"{rough(implied.interval)}, {but} {printed.printed}"
    )


def _place(month: tuple[int, int]) -> float:
    return month[0] + (month[1] - 0.5) / 12


def _frame(axes: Axes, data: pd.DataFrame) -> None:
    years = sorted({int(name[:4]) for name in data.index})
    low, high = (
        min(0, data["low"].min()),
        max(data["printed"].max(), data["high"].max()),
    )
    axes.set_xlim(years[0], years[-1] + 1)
    axes.set_ylim(low, high * 1.06)
    axes.set_xticks([year + 0.5 for year in years], [str(year) for year in years])
    ticks = [tick for tick in range(0, 100, 10) if tick < high]
    axes.set_yticks(ticks, [f"{tick} %" for tick in ticks])
    axes.tick_params(length=0, labelcolor=INK)
    axes.grid(axis="y", color=LINE, lw=0.6)
    axes.set_axisbelow(True)
    for year in years[1:]:
        axes.axvline(year, color=LINE, lw=0.6, zorder=0)


def _pair(axes: Axes, x: float, printed: float, implied: float) -> None:
    axes.plot([x, x], [printed, implied], color=BAND_EDGE, lw=1.8)
    axes.plot(x, implied, "_", ms=11, mew=3.2, color=BAR)
    axes.plot(x, printed, "o", ms=6, mfc="white", mec=INK, mew=1.5, zorder=5)


def _notes(axes: Axes, months: Months) -> None:
    x, (printed, implied) = _place(PRINT), months[PRINT]
    ends = [face(printed, CENT), face(implied, CENT)]
    side = 1 if ends[1] >= ends[0] else -1
    said = f"\u25cb printed\n{printed.printed}"
    note(axes, x, ends[0], said, -9 * side, color=INK)
    said = f"\u2501 levels give\n{ends[1]:.1f} %"
    note(axes, x, ends[1], said, 22 * side, color=BAR, weight="bold")
    last, (printed, implied) = list(months.items())[-1]
    if last >= (2024, 1) and face(implied, CENT) < face(printed, CENT) - 5:
        top = max(
            face(pair[0], CENT) for month, pair in months.items() if month[0] == 2024
        )
        note(axes, 2024.5, top, "new base after\n2023 census", 12)


def _data(months: Months) -> pd.DataFrame:
    rows = [
        (face(p, CENT), face(i, CENT), *span(i.interval, CENT), _meet((p, i)))
        for p, i in months.values()
    ]
    index = pd.Index(
        [f"{year}-{month:02}" for year, month in months], name="january_to"
    )
    columns = ["printed", "implied", "low", "high", "overlap"]
    return pd.DataFrame(rows, index=index, columns=columns)
