"""CNNIC's series of an application's users, with the report's date marked."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..errors import InputError, suggest
from ..number.wording import show_period
from ..plots.frame import Picture
from ..plots.marks import MILLION, face, name, note, ring
from ..plots.style import BAR, CLASH, INK, LINE, QUIET, styled
from ..plots.wording import publishers
from ..report.report import Report
from ..verdict.arithmetic import Figure

DATE = "2022-06"  # of the report's counts
LOOKS = ((BAR, "-"), (CLASH, "--"), ("#00704f", "-."), ("#7a4a9e", ":"))


@styled()
def series(report: Report, *subjects: str) -> Picture:
    """Draw the users that CNNIC printed over the years, the report's claim as a ring.

    Parameters
    ----------
    report : Report
    *subjects : str
        One to four subjects, such as "ecommerce_live_users", "online_office_users".

    Returns
    -------
    Picture
        Its data has a row a printed count: subject, month, million people, id.
    """
    if not 1 <= len(subjects) <= len(LOOKS):
        way = "subjects, such as online_office_users"
        raise InputError(f"name one to {len(LOOKS)} {way}")
    found = {subject: _counts(report, subject) for subject in dict.fromkeys(subjects)}
    rows = [(s, f.period[1], face(f, MILLION), f.id) for s in found for f in found[s]]
    data = pd.DataFrame(rows, columns=["subject", "month", "million_people", "id"])
    claims = {subject: _claims(report, subject) for subject in found}
    rings = [figure.id for figures in claims.values() for figure in figures]
    sources = publishers(report, [*data["id"], *rings])
    names = {s: claims[s][0].label if claims[s] else _plain(s) for s in found}
    picture = Picture(_finding(found, names), data, sources, 3.45)
    axes = picture.axes(0.1, 3.0, right=1.9)
    _frame(axes, data)
    right, heights = axes.get_xlim()[1], _heights(axes, data)
    for (subject, counts), (colour, dash) in zip(found.items(), LOOKS, strict=False):
        line: Any = {"ls": dash, "color": colour}
        xs = [_at(figure.period[1]) for figure in counts]
        ys = [face(figure, MILLION) for figure in counts]
        axes.plot(xs, ys, lw=2, marker="o", ms=5, **line)
        axes.plot(
            [xs[-1], right], [ys[-1], heights[subject]], lw=0.9, alpha=0.8, **line
        )
        said = f"{names[subject]}\n{ys[-1]:,.0f} million"
        name(axes, heights[subject], said, x=1.02, color=colour)
        for x, y in zip(xs, ys, strict=True) if len(found) == 1 else ():
            note(axes, x, y, f"{y:,.0f}", -9, color=colour)
        for claim in claims[subject]:
            ring(axes, _at(DATE), face(claim, MILLION), colour)
    return picture


def _counts(report: Report, subject: str) -> list[Figure]:
    """CNNIC's count for each month: the weightiest row, then the finest."""
    rows = report.references
    chosen = rows["subject"].eq(subject) & rows["measure"].eq("count")
    chosen &= rows["publisher"].str.endswith("(CNNIC)")
    figures = [report[id] for id in rows.index[chosen]]
    usable = [f for f in figures if f.usable and f.qualifier == "exact"]
    if not usable:
        near = suggest(subject, tuple(sorted(set(rows["subject"]))))
        raise InputError(f'CNNIC counts no "{subject}"{near}')
    ranked = sorted(usable, key=lambda f: (f.weight, -f.rounding_step, f.id))
    best = {figure.period[1]: figure for figure in ranked}
    return [best[month] for month in sorted(best)]


def _claims(report: Report, subject: str) -> list[Figure]:
    rows = report.claims
    mine = rows["subject"].eq(subject) & rows["measure"].eq("count")
    figures = [report[id] for id in rows.index[mine]]
    return [figure for figure in figures if figure.qualifier == "exact"]


def _plain(subject: str) -> str:
    return subject.replace("_", " ").capitalize()


def _finding(found: dict[str, list[Figure]], names: dict[str, str]) -> str:
    """The changes up to the report's date, the steepest first."""
    until = {s: [f for f in found[s] if f.period[1] <= DATE] or found[s] for s in found}
    ends = {subject: (counts[0], counts[-1]) for subject, counts in until.items()}
    steep = sorted(ends, key=lambda s: -face(ends[s][1], 1) / face(ends[s][0], 1))
    said = [_change(names[subject], *ends[subject]) for subject in steep]
    if len(said) > 1:
        others = [text[0].lower() + text[1:] for text in said[1:]]
        return f"{', '.join([said[0], *others])} by {_month(ends[steep[0]][1])}"
    first, last = ends[steep[0]]
    start, _, end = said[0].rpartition(" to ")
    return f"{start} million in {_month(first)} to {end} in {_month(last)}"


def _change(name: str, first: Figure, last: Figure) -> str:
    way = "rose" if face(last, 1) > face(first, 1) else "fell"
    levels = " to ".join(f"{face(figure, MILLION):,.0f}" for figure in (first, last))
    return f"{name} {way} from {levels} million"


def _month(figure: Figure) -> str:
    return show_period("", figure.period[1])


def _at(month: str) -> float:
    return int(month[:4]) + int(month[5:]) / 12


def _frame(axes: Axes, data: pd.DataFrame) -> None:
    first, last = _at(min(data["month"])), _at(max([*data["month"], DATE]))
    axes.set_xlim(first - 0.15, last + 0.1)
    axes.set_ylim(0, data["million_people"].max() * 1.17)
    years = [year for year in range(2000, 2100) if first <= year <= last]
    axes.set_xticks(years, [f"Jan {year}" for year in years])
    axes.tick_params(color=LINE, labelcolor=INK)
    axes.axvline(_at(DATE), color=QUIET, lw=1, ls=(0, (2, 3)))
    text, top = "the report\u2019s figures, June 2022", axes.get_ylim()[1]
    axes.text(_at(DATE) - 0.04, top, text, color=QUIET, ha="right", va="top")


def _heights(axes: Axes, data: pd.DataFrame) -> dict[str, float]:
    """Where each name stands: so far apart that no two collide."""
    step = axes.get_ylim()[1] * 0.155
    low, placed = step / 2, {}
    last = data.groupby("subject")["million_people"].last().sort_values()
    for subject, level in last.items():
        placed[str(subject)] = low = max(level, low)
        low += step
    return placed
