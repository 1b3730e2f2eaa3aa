"""Figures of the article over time: cross-border trade, online sales, counts of users."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.patheffects import withStroke

from ..errors import InputError, suggest
from ..number.interval import Interval, hull
from ..number.wording import MONTHS, show_period
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
from ..verdict.word import JUDGED

LEVEL, GROWTH = "gacc_cbec_{}_level_{}_h1", "gacc_cbec_{}_growth_{}_h1"
CLAIM, BILLION = "cross_border_growth", 10**9
HOW = {2020: "implied", 2021: "printed", 2022: "any way", 2023: "our sum"}
STEM = "nbs_online_physical"
NINE = "2022-09"  # January to September 2022, of which the report speaks
DATE, BEFORE = "2022-06", "2021-12"  # of the report's counts, and half a year before
LOOKS = ((BAR, "-"), ("#7a4a9e", "--"), ("#00704f", "-."), (QUIET, ":"))
HALO = [withStroke(linewidth=3, foreground="white")]


class Chart:
    """Values over time: a quiet grid between an axis of values and one of dates."""

    def __init__(self, picture: Picture, dates: Span, values: Span, unit: str) -> None:
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

    def draw(self, dates: Iterable[float], values: Iterable[float], **how: Any) -> None:
        """A line through values."""
        xs, ys = [self.x(date) for date in dates], [self.y(value) for value in values]
        self.picture.paper.plot(xs, ys, **how)

    def ring(self, date: float, value: float, *look: Any) -> None:
        """A hollow mark."""
        ring(self.picture, self.x(date), self.y(value), *look)

    def note(self, date: float, value: float, text: str, dy: float, **how: Any) -> None:
        """A text some inches below a value, or above it."""
        for n, line in enumerate(text.split("\n")):
            look = {"ha": "center", "path_effects": HALO, **how}
            self.picture.write(self.x(date), self.y(value) + dy + 0.17 * n, line, **look)


@styled()
def path(report: Report) -> Picture:
    """Draw first half-years 2020 to 2023, and where the claim puts that of 2022.

    Its data has one row per half-year, one for all ways to find that of 2022, and
    one for the claim: face value, low and high, in bn yuan.
    """
    points, ways = _half_years(report), _ways(report)
    claim, said = points[2021] * (1 + report[CLAIM]), f"+{report[CLAIM].printed}"
    fits = report[CLAIM].interval.overlaps(ways)
    finding = f"{said} {'fits' if fits else 'does not fit'} early 2022: whichever way, "
    finding += f"customs\u2019 own figures leave {rough(ways)}"
    data = table({**points, "2022 claimed": claim}, BILLION, "first_half_year")
    least, most = span(points[2021].interval * (ways + Interval(1, 1)), BILLION)
    data.loc["2022 any way"] = None, least, most
    used = {CLAIM, *(id for point in points.values() for id in point.figures)}
    picture = Picture(finding, data, publishers(report, sorted(used)))
    low, high = data["low"].min(), data["high"].max()
    heights = low - 0.24 * (high - low), high + 0.16 * (high - low)
    chart = Chart(picture, (2019.6, 2023.45), heights, "bn yuan, January to June")
    levels = data["face_value"]
    chart.draw([*points], levels[[*points]], color=BAND_EDGE, lw=2)
    ends, tall = (chart.x(2022) - 0.09, chart.x(2022) + 0.09), chart.y(least) - chart.y(most)
    picture.box(ends, chart.y(most) + tall / 2, tall, BAND, BAND_EDGE, zorder=3)
    for year, point in points.items():
        chart.draw([year] * 2, span(point.interval, BILLION), color=BAR, lw=4, zorder=4)
        chart.ring(year, levels[year], BAR)
        text = f"{least:,.0f} to {most:,.0f}" if year == 2022 else f"{levels[year]:,.0f}"
        at = least if year == 2022 else levels[year]
        chart.note(year, at, f"{text}\n{HOW[year]}", 0.16, color=BAR)
    look: dict[str, Any] = {"color": BAR if fits else CLASH, "zorder": 6}
    top = levels["2022 claimed"]
    chart.draw([2021, 2022], [levels[2021], top], ls=(0, (3, 2)), lw=1.6, **look)
    chart.draw([2022], [top], marker="D" if fits else "X", ms=10, mec="white", **look)
    text = f"the claim, {said}:\n{top:,.0f}"
    chart.note(2021.87, top, text, -0.2, ha="right", weight="bold", **look)
    return picture


def _ways(report: Report) -> Interval:
    """What all checks that give the growth of the claim leave it, each taken for itself."""
    relations = report.relations[report.relations["kind"] == ""]
    giving = relations.index[relations["formula"].str.match(rf"{CLAIM} [=<>]")]
    verdicts = [report.verdict(id) for id in giving]
    computed = (verdict.computed for verdict in verdicts if verdict.word in JUDGED)
    return hull([way for way in computed if way is not None])


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

    Its data has one row for January to each month of every year: printed growth,
    that of the levels (face value, low, high), all in per cent, and whether they
    overlap.

    Parameters
    ----------
    year : str
        The year that is drawn; blank for all of them.
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


def _months(report: Report) -> dict[str, tuple[Figure, Computed]]:
    """Growth as printed and as levels give it, for months in which all are printed."""
    found = {}
    for id in report.references.index:
        if match := re.fullmatch(rf"{STEM}_growth_(\d{{4}})_01_(\d\d)", id):
            year, month = int(match[1]), match[2]
            now, before = (f"{STEM}_level_{y}_01_{month}" for y in (year, year - 1))
            if now in report and before in report:
                found[f"{year}-{month}"] = report[id], report[now] / report[before] - 1
    return dict(sorted(found.items()))


@styled()
def series(report: Report, *subjects: str) -> Picture:
    """Draw the users that CNNIC counted over the years, the report's claim as a ring.

    A month for which CNNIC printed only the change since then is derived from it.

    Its data has one row per count: subject, month, million people, id, and whether
    it is derived.

    Parameters
    ----------
    *subjects : str
        One to four subjects, such as "e-commerce_live_users", "online_office_users".
    """
    if not 1 <= len(subjects) <= len(LOOKS):
        way = "subjects, such as online_office_users"
        raise InputError(f"name one to {len(LOOKS)} {way}")
    cells = [
        (subject, month, face(count, MILLION), ids, not isinstance(count, Figure))
        for subject in dict.fromkeys(subjects)
        for month, count in _counts(report, subject).items()
        for ids in ["; ".join(count.computed.figures)]
    ]
    columns = ["subject", "month", "million_people", "id", "derived"]
    data = pd.DataFrame(cells, columns=columns)
    claims = {subject: _claims(report, subject) for subject in subjects}
    names = {s: of[0].label if of else s.replace("_", " ") for s, of in claims.items()}
    used = [id for ids in data["id"] for id in ids.split("; ")]
    used += [claim.id for figures in claims.values() for claim in figures]
    picture = Picture(_finding(data, names), data, publishers(report, used))
    looks = dict(zip(names, LOOKS, strict=False))
    if len(names) > 1:
        picture.key((partial(_sample, picture, *looks[s]), names[s]) for s in names)
    if data["derived"].any():
        key(picture, {"diamond": "derived from a printed change"})
    picture.down(0.05)
    dates, most = data["month"].map(_at), 1.2 * data["million_people"].max()
    place = min(*dates, _at(DATE)) - 0.15, max(*dates, _at(DATE)) + 0.15
    chart = Chart(picture, place, (0, most), "million users")
    mark: dict[str, Any] = {"color": QUIET, "zorder": 0}
    chart.draw([_at(DATE)] * 2, [0, most], lw=0.8, ls=(0, (2, 3)), **mark)
    chart.note(_at(DATE), 0, "the report ", -0.12, ha="right", **mark)
    for subject in names:
        counts = data[data["subject"] == subject]
        _draw(chart, counts, *looks[subject], labelled=len(names) == 1)
        for claim in claims[subject]:
            chart.ring(_at(DATE), face(claim, MILLION), looks[subject][0])
    return picture


def _sample(picture: Picture, colour: str, dash: str, x: float, y: float) -> None:
    picture.paper.plot([x - 0.1, x + 0.1], [y, y], color=colour, ls=dash, lw=1.8)


def _counts(report: Report, subject: str) -> dict[str, Figure | Computed]:
    """CNNIC's count for each month: the weightiest row, then the finest."""
    printed = report.references[report.references["publisher"].str.endswith("(CNNIC)")]
    figures = _exact(report, printed, subject, "count")
    if not figures:
        near = suggest(subject, tuple(sorted(set(report.references["subject"]))))
        raise InputError(f'CNNIC counts no "{subject}"{near}')
    ranked = sorted(figures, key=lambda f: (f.weight, -f.rounding_step, f.id))
    found: dict[str, Figure | Computed] = {figure.period[1]: figure for figure in ranked}
    for change in _exact(report, printed, subject, "change"):
        start, end = change.period
        if start not in found and end in found and start != end:
            found[start] = found[end] - change
    return dict(sorted(found.items()))


def _claims(report: Report, subject: str) -> list[Figure]:
    return _exact(report, report.claims, subject, "count")


def _exact(report: Report, table: pd.DataFrame, subject: str, measure: str) -> list[Figure]:
    """What a table prints of a subject, without words such as "about"."""
    chosen = table["subject"].eq(subject) & table["measure"].eq(measure)
    figures = [report[id] for id in table.index[chosen]]
    return [f for f in figures if f.usable and f.qualifier == "exact"]


def _finding(data: pd.DataFrame, names: dict[str, str]) -> str:
    """The pace before the last half-year and in it, or the last half-year of several."""
    stops = []
    for subject in names:
        counts = data[data["subject"] == subject].set_index("month")["million_people"]
        if not {BEFORE, DATE} <= {*counts.index} or counts.index[0] >= BEFORE:
            raise InputError(
                f"no counts up to {BEFORE} and in {DATE}: name another subject"
            )
        stops.append(counts.loc[[counts.index[0], BEFORE, DATE]])
    if len(names) == 1:
        return _pace(next(iter(names.values())), stops[0])
    said = [
        f"{name[0].lower()}{name[1:]} {'rose' if last > first else 'fell'} from "
        f"{first:,.0f} to {last:,.0f} million"
        for name, (_, first, last) in zip(names.values(), stops, strict=True)
    ]
    return f"In the half-year to {show_period('', DATE)} {', '.join(said)}"


def _pace(name: str, stops: pd.Series) -> str:
    """How fast a count moved up to the last half-year, and how fast in it."""
    months = stops.index.map(_at).to_series(stops.index)
    paces = (stops.diff() / months.diff() / 12)[1:]
    ways = ["rose" if pace > 0 else "fell" for pace in paces]
    also = f"then {ways[1]} by" if ways[0] != ways[1] else "then by"
    before, since = paces.abs()
    return (
        f"{name} {ways[0]} by {before:.1f} million a month until "
        f"{show_period('', BEFORE)}, {also} {since:.1f} million"
    )


def _at(month: str) -> float:
    return int(month[:4]) + int(month[5:]) / 12


def _draw(chart: Chart, counts: pd.DataFrame, colour: str, dash: str, labelled: bool) -> None:
    """One series: a dot where printed, a hollow one where derived."""
    dates, values = counts["month"].map(_at), counts["million_people"]
    chart.draw(dates, values, color=colour, ls=dash, lw=1.8)
    for date, value, derived in zip(dates, values, counts["derived"], strict=True):
        if derived:
            chart.ring(date, value, colour, 6, "D")
        else:
            chart.draw([date], [value], marker="o", ms=5, color=colour, zorder=4)
        if labelled:
            chart.note(date, value, f"{value:,.0f}", -0.15, color=colour, weight="bold")
