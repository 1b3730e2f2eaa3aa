"""Figures of the article over time: half-years, months and series of counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.patheffects import withStroke

from ..errors import InputError, suggest
from ..number.interval import Interval, hull
from ..number.wording import MONTHS, show_period, show_subject
from ..plots.picture import Picture, Span, text_width
from ..plots.rows import (
    CENT,
    MILLION,
    Line,
    Row,
    face,
    key,
    ring,
    rows,
    span,
    table,
    ticks,
)
from ..plots.style import BAND, BAND_EDGE, BAR, CLASH, EDGE, LINE, QUIET, WIDTH, styled
from ..plots.wording import part_of, publishers, rough
from ..report.report import Report
from ..verdict.arithmetic import Computed, Figure
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS

LEVEL, GROWTH = "gacc_cbec_{}_level_{}_h1", "gacc_cbec_{}_growth_{}_h1"
CLAIM, BILLION = "cross_border_growth", 10**9
HOW = {2020: "implied", 2021: "printed", 2022: "any way", 2023: "our sum"}
STEM = "nbs_online_physical"
MONTH = re.compile(rf"{STEM}_growth_(\d{{4}})_01_(\d\d)")
NINE = "2022-09"  # January to September 2022, of which the report speaks
DATE, BEFORE = "2022-06", "2021-12"  # of the report's counts, and half a year before
UNIT = "million_people"
LOOKS = ((BAR, "-"), ("#7a4a9e", "--"), ("#00704f", "-."), (QUIET, ":"))
HALO = [withStroke(linewidth=3, foreground="white")]
Months = dict[str, tuple[Figure, Computed]]
Counts = dict[str, Figure | Computed]  # by month


class Chart:
    """Values over time: a quiet grid between an axis of values and one of dates."""

    def __init__(
        self, picture: Picture, dates: Span, values: Span, unit: str
    ) -> None:
        levels = ticks(Line(*values), 5)
        left = EDGE + max(text_width(text) for _, text in levels) + 0.08
        picture.write(EDGE, picture.down(0.24) + 0.08, unit, color=QUIET)
        top = picture.down(2.6)
        self.picture, self.x = picture, Line(*dates, left, WIDTH - EDGE)
        self.y = Line(*values, top + 2.5, top)
        for value, text in levels:
            picture.write(left - 0.06, self.y(value), text, ha="right", color=QUIET)
            self.draw([*dates], [value] * 2, color=LINE, lw=0.6, zorder=0)
        y = picture.down(0.2) + 0.06
        for year in range(ceil(dates[0]), int(dates[1]) + 1):
            picture.write(self.x(year), y, str(year), ha="center", color=QUIET)

    def draw(self, dates: Sequence[float], values: Sequence[float], **how: Any) -> None:
        """A line through values."""
        xs, ys = [self.x(date) for date in dates], [self.y(value) for value in values]
        self.picture.paper.plot(xs, ys, **how)

    def note(self, date: float, value: float, text: str, dy: float, **how: Any) -> None:
        """A text some inches below a value, or above it."""
        for n, line in enumerate(text.split("\n")):
            look = {"ha": "center", "path_effects": HALO, **how}
            self.picture.write(self.x(date), self.y(value) + dy + 0.17 * n, line, **look)


@styled()
def path(report: Report) -> Picture:
    """Draw first half-years 2020 to 2023, and where the claim puts that of 2022.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has one row per half-year, one for all ways to find that of 2022, and
        one for the claim: face value, low and high, in bn yuan.
    """
    points, ways = _half_years(report), _ways(report)
    claim, said = points[2021] * (1 + report[CLAIM]), f"+{report[CLAIM].printed}"
    fits = report[CLAIM].interval.overlaps(ways)
    finding = f"{said} {'fits' if fits else 'does not fit'} early 2022: whichever way, "
    finding += f"customs\u2019 own figures leave {rough(ways)}"
    data = table({**points, "2022 claimed": claim}, BILLION, "first_half_year")
    band = (points[2021].interval * (ways + Interval(1, 1))).closed
    data.loc["2022 any way"] = None, *span(band, BILLION)
    used = {CLAIM, *(id for point in points.values() for id in point.figures)}
    picture = Picture(finding, data, publishers(report, sorted(used)))
    low, high = data["low"].min(), data["high"].max()
    heights = low - 0.24 * (high - low), high + 0.16 * (high - low)
    chart = Chart(picture, (2019.6, 2023.45), heights, "bn yuan, January to June")
    values = [face(point, BILLION) for point in points.values()]
    chart.draw(list(points), values, color=BAND_EDGE, lw=2)
    least, most = span(band, BILLION)
    ends, tall = (chart.x(2022) - 0.09, chart.x(2022) + 0.09), chart.y(least) - chart.y(most)
    picture.box(ends, chart.y(most) + tall / 2, tall, BAND, BAND_EDGE, zorder=3)
    for (year, point), level in zip(points.items(), values, strict=True):
        chart.draw([year] * 2, span(point.interval, BILLION), color=BAR, lw=4, zorder=4)
        ring(picture, chart.x(year), chart.y(level), BAR)
        text = f"{least:,.0f} to {most:,.0f}" if year == 2022 else f"{level:,.0f}"
        at = least if year == 2022 else level
        chart.note(year, at, f"{text}\n{HOW[year]}", 0.16, color=BAR)
    look: dict[str, Any] = {"color": BAR if fits else CLASH, "zorder": 6}
    top = face(claim, BILLION)
    chart.draw([2021, 2022], [values[1], top], ls=(0, (3, 2)), lw=1.6, **look)
    chart.draw([2022], [top], marker="D" if fits else "X", ms=10, mec="white", **look)
    text = f"the claim, {said}:\n{top:,.0f}"
    chart.note(2021.87, top, text, -0.2, ha="right", weight="bold", **look)
    return picture


def _ways(report: Report) -> Interval:
    """What all checks that give the growth of the claim leave it, each taken for itself."""
    found = []
    for id in report.relations.index[report.relations["kind"] == ""]:
        left, verdict = report.formula(id).comparisons[0].left, report.verdict(id)
        judged = verdict.word in (HOLDS, CAN_HOLD, CANNOT_HOLD)
        if judged and str(left) == CLAIM and verdict.computed is not None:
            found.append(verdict.computed)
    return hull(found)


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
def levels(report: Report, year: str = "2022") -> Picture:
    """Draw, month by month, how far printed levels are from giving the printed growth.

    Parameters
    ----------
    report : Report
    year : str
        The year that is drawn; blank for all of them.

    Returns
    -------
    Picture
        Its data has one row for January to each month of every year: printed growth,
        that of the levels (face value, low, high), all in per cent, and whether they
        overlap.
    """
    months = _months(report)
    data = table({month: row for month, (_, row) in months.items()}, CENT, "january_to")
    data = data.rename(columns={"face_value": "implied"})
    data.insert(0, "printed", [face(printed, CENT) for printed, _ in months.values()])
    data["overlap"] = [p.interval.overlaps(row.interval) for p, row in months.values()]
    shown = {month: row for month, row in months.items() if month.startswith(year)}
    if not shown:
        years = sorted({month[:4] for month in months})
        raise InputError(f'no months of "{year}"; there are {", ".join(years)}')
    apart = (~data.loc[[*shown], "overlap"]).sum()
    printed, implied = months[NINE]
    fits = "which fits" if data.loc[NINE, "overlap"] else "not"
    finding = (
        f"In {part_of(apart, len(shown), 'month')}{f' of {year}' * bool(year)} printed "
        "levels do not give the printed growth: for January to September 2022 they give "
        f"{rough(implied.interval)}, {fits} {printed.printed}"
    )
    used = publishers(report, [id for _, row in shown.values() for id in row.figures])
    picture = Picture(finding, data, used)
    key(picture, {"ring": "growth printed", "bar": "growth of levels"}, QUIET)
    lines = []
    for month, (growth, row) in shown.items():
        ink = BAR if data.loc[month, "overlap"] else QUIET
        name = f"Jan to {MONTHS[int(month[5:]) - 1][:3]}{f' {month[:4]}' * (not year)}"
        lines.append(Row(name, growth.interval, row.interval, growth.value, "", ink))
    rows(picture, lines, CENT, " %", also=[0])
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


@styled()
def series(report: Report, *subjects: str) -> Picture:
    """Draw the users that CNNIC counted over the years, the report's claim as a ring.

    A month for which CNNIC printed only the change since then is derived from it.

    Parameters
    ----------
    report : Report
    *subjects : str
        One to four subjects, such as "ecommerce_live_users", "online_office_users".

    Returns
    -------
    Picture
        Its data has one row per count: subject, month, million people, id, and whether
        it is derived.
    """
    if not 1 <= len(subjects) <= len(LOOKS):
        way = "subjects, such as online_office_users"
        raise InputError(f"name one to {len(LOOKS)} {way}")
    found = {subject: _counts(report, subject) for subject in dict.fromkeys(subjects)}
    cells = [
        (subject, month, face(count, MILLION), ids, not isinstance(count, Figure))
        for subject, counts in found.items()
        for month, count in counts.items()
        for ids in ["; ".join(count.computed.figures)]
    ]
    columns = ["subject", "month", UNIT, "id", "derived"]
    data = pd.DataFrame(cells, columns=columns)
    claims = {subject: _claims(report, subject) for subject in found}
    names = {s: claims[s][0].label if claims[s] else show_subject(s) for s in found}
    used = [id for ids in data["id"] for id in ids.split("; ")]
    used += [claim.id for figures in claims.values() for claim in figures]
    picture = Picture(_finding(found, names), data, publishers(report, used))
    looks = dict(zip(found, LOOKS, strict=False))
    if len(found) > 1:
        picture.key((partial(_sample, picture, *looks[s]), names[s]) for s in found)
    if data["derived"].any():
        key(picture, {"diamond": "derived from a printed change"})
    dates, most = [_at(month) for month in [*data["month"], DATE]], data[UNIT].max()
    place = (min(dates) - 0.15, max(dates) + 0.15), (0, 1.2 * most)
    chart, mark = Chart(picture, *place, "million users"), {"color": QUIET, "zorder": 0}
    chart.draw([_at(DATE)] * 2, [0, 1.2 * most], lw=0.8, ls=(0, (2, 3)), **mark)
    chart.note(_at(DATE), 0, "the report ", -0.12, ha="right", **mark)
    for subject, counts in found.items():
        _draw(chart, counts, *looks[subject], labelled=len(found) == 1)
        for claim in claims[subject]:
            ring(picture, chart.x(_at(DATE)), chart.y(face(claim, MILLION)), looks[subject][0])
    return picture


def _sample(picture: Picture, colour: str, dash: str, x: float, y: float) -> None:
    picture.paper.plot([x - 0.1, x + 0.1], [y, y], color=colour, ls=dash, lw=1.8)


def _counts(report: Report, subject: str) -> Counts:
    """CNNIC's count for each month: the weightiest row, then the finest."""
    figures = _rows(report, subject, "count")
    if not figures:
        near = suggest(subject, tuple(sorted(set(report.references["subject"]))))
        raise InputError(f'CNNIC counts no "{subject}"{near}')
    ranked = sorted(figures, key=lambda f: (f.weight, -f.rounding_step, f.id))
    found: Counts = {figure.period[1]: figure for figure in ranked}
    for change in _rows(report, subject, "change"):
        start, end = change.period
        if start not in found and end in found and start != end:
            found[start] = found[end] - change
    return dict(sorted(found.items()))


def _rows(report: Report, subject: str, measure: str) -> list[Figure]:
    """What CNNIC printed of a subject, without words such as "about"."""
    table = report.references
    chosen = table["subject"].eq(subject) & table["measure"].eq(measure)
    chosen &= table["publisher"].str.endswith("(CNNIC)")
    figures = [report[id] for id in table.index[chosen]]
    return [f for f in figures if f.usable and f.qualifier == "exact"]


def _claims(report: Report, subject: str) -> list[Figure]:
    table = report.claims
    mine = table["subject"].eq(subject) & table["measure"].eq("count")
    figures = [report[id] for id in table.index[mine]]
    return [figure for figure in figures if figure.qualifier == "exact"]


def _finding(found: dict[str, Counts], names: dict[str, str]) -> str:
    """The pace before the last half-year and in it, or the last half-year of several."""
    if len(found) == 1:
        [(subject, counts)] = found.items()
        return _pace(names[subject], counts)
    said = ", ".join(_change(names[s], found[s]) for s in found)
    return f"In the half-year to {show_period('', DATE)} {said}"


def _change(name: str, counts: Counts) -> str:
    """How a count moved in the last half-year."""
    first, last = (face(counts[month], MILLION) for month in (_before(counts), DATE))
    way = "rose" if last > first else "fell"
    return f"{name[0].lower()}{name[1:]} {way} from {first:,.0f} to {last:,.0f} million"


def _pace(name: str, counts: Counts) -> str:
    """How fast a count moved up to the last half-year, and how fast in it."""
    months = min(counts), _before(counts), DATE
    stops = [(_at(month), face(counts[month], MILLION)) for month in months]
    paces = [(b - a) / (until - at) / 12 for (at, a), (until, b) in pairwise(stops)]
    ways = ["rose" if pace > 0 else "fell" for pace in paces]
    also = f"then {ways[1]} by" if ways[0] != ways[1] else "then by"
    return (
        f"{name} {ways[0]} by {abs(paces[0]):.1f} million a month until "
        f"{show_period('', BEFORE)}, {also} {abs(paces[1]):.1f} million"
    )


def _before(counts: Counts) -> str:
    """The month half a year before the report's counts."""
    if not {BEFORE, DATE} <= counts.keys() or min(counts) >= BEFORE:
        raise InputError(f"no counts up to {BEFORE} and in {DATE}: name another subject")
    return BEFORE


def _at(month: str) -> float:
    return int(month[:4]) + int(month[5:]) / 12


def _draw(chart: Chart, counts: Counts, colour: str, dash: str, labelled: bool) -> None:
    """One series: a dot where printed, a hollow one where derived."""
    months, values = list(counts), [face(count, MILLION) for count in counts.values()]
    dates = [_at(month) for month in months]
    chart.draw(dates, values, color=colour, ls=dash, lw=1.8)
    for date, value, count in zip(dates, values, counts.values(), strict=True):
        if isinstance(count, Figure):
            chart.draw([date], [value], marker="o", ms=5, color=colour, zorder=4)
        else:
            ring(chart.picture, chart.x(date), chart.y(value), colour, 6, "D")
        if labelled:
            chart.note(date, value, f"{value:,.0f}", -0.15, color=colour, weight="bold")

