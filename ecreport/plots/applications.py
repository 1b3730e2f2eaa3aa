"""CNNIC's series of an application's users, with the report's date marked."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ..errors import InputError
from ..figure import Figure
from ..folder import suggest
from ..report import Report
from .marks import MILLION, face, note, publishers, ring
from .picture import Picture
from .style import BAR, CLASH, INK, LINE, QUIET, Sheet, styled

DATE = "2022-06"  # of the report's counts
LOOKS = ((BAR, "-"), (CLASH, "--"), ("#00704f", "-."), ("#7a4a9e", ":"))
MONTHS = {"03": "March", "06": "June", "09": "September", "12": "December"}
Series = dict[str, Figure]  # a count for each month


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
        raise InputError(
            f"name one to {len(LOOKS)} subjects, such as online_office_users"
        )
    found = {subject: _counts(report, subject) for subject in dict.fromkeys(subjects)}
    finding, data = _finding(report, found), _data(found)
    claims = [id for subject in found for id in _claims(report, subject)]
    sheet = Sheet(finding, publishers(report, [*data["id"], *claims]), 3.45)
    axes = sheet.axes(0.1, 3.0, right=1.9)
    _frame(axes, data)
    heights = _heights(axes, found)
    for (subject, counts), look in zip(found.items(), LOOKS, strict=False):
        _draw(axes, counts, look, len(found) == 1)
        _name(axes, _title(report, subject), counts, look, heights[subject])
        for id in _claims(report, subject):
            ring(axes, _at(DATE), face(report[id], MILLION), look[0])
    return Picture(finding, data, sheet.canvas)


def _counts(report: Report, subject: str) -> Series:
    """CNNIC's count for each month: the weightiest row, then the finest."""
    rows = report.references
    chosen = rows["subject"].eq(subject) & rows["measure"].eq("count")
    chosen &= rows["publisher"].str.endswith("(CNNIC)")
    figures = [report[id] for id in rows.index[chosen]]
    usable = [
        figure for figure in figures if figure.usable and figure.qualifier == "exact"
    ]
    if not usable:
        near = suggest(subject, tuple(sorted(set(rows["subject"]))))
        raise InputError(f'CNNIC counts no "{subject}"{near}')
    ranked = sorted(usable, key=lambda f: (f.weight, -f.rounding_step, f.id))
    best = {figure.period[1]: figure for figure in ranked}
    return {month: best[month] for month in sorted(best)}


def _claims(report: Report, subject: str) -> list[str]:
    rows = report.claims
    mine = rows["subject"].eq(subject) & rows["measure"].eq("count")
    return [id for id in rows.index[mine] if report[id].qualifier == "exact"]


def _finding(report: Report, found: dict[str, Series]) -> str:
    """The change up to the report's date; of several, that which rose most."""
    ends = {subject: _ends(counts) for subject, counts in found.items()}
    subject = max(ends, key=lambda s: face(ends[s][1], 1) / face(ends[s][0], 1))
    first, last = ends[subject]
    way = "rose" if face(last, 1) > face(first, 1) else "fell"
    way += " most," if len(found) > 1 else ""
    return f"{_title(report, subject)} {way} from {_said(first)} to {_said(last)}"


def _ends(counts: Series) -> tuple[Figure, Figure]:
    until = [figure for month, figure in counts.items() if month <= DATE]
    chosen = until or list(counts.values())
    return chosen[0], chosen[-1]


def _title(report: Report, subject: str) -> str:
    labels = [report[id].label for id in _claims(report, subject)]
    return labels[0] if labels else subject.replace("_", " ").capitalize()


def _said(figure: Figure) -> str:
    year, month = figure.period[1].split("-")
    return f"{face(figure, MILLION):,.0f} million in {MONTHS.get(month, month)} {year}"


def _at(month: str) -> float:
    return int(month[:4]) + int(month[5:]) / 12


def _levels(counts: Series) -> list[float]:
    return [face(figure, MILLION) for figure in counts.values()]


def _frame(axes: Axes, data: pd.DataFrame) -> None:
    first, last = _at(min(data["month"])), _at(max([*data["month"], DATE]))
    axes.set_xlim(first - 0.15, last + 0.1)
    axes.set_ylim(0, data["million_people"].max() * 1.17)
    years = [year for year in range(2000, 2100) if first <= year <= last]
    axes.set_xticks(years, [f"Jan {year}" for year in years])
    axes.set_yticks([])
    axes.tick_params(color=LINE, labelcolor=INK)
    axes.axvline(_at(DATE), color=QUIET, lw=1, ls=(0, (2, 3)))
    where = axes.get_xaxis_transform()
    place, text = (_at(DATE) - 0.04, 1), "the report\u2019s figures, June 2022"
    axes.text(*place, text, ha="right", va="top", color=QUIET, transform=where)


def _heights(axes: Axes, found: dict[str, Series]) -> dict[str, float]:
    """Where each name stands: so far apart that no two collide."""
    step = axes.get_ylim()[1] * 0.155
    low, placed = step / 2, {}
    for subject in sorted(found, key=lambda s: _levels(found[s])[-1]):
        placed[subject] = low = max(_levels(found[subject])[-1], low)
        low += step
    return placed


def _draw(axes: Axes, counts: Series, look: tuple[str, str], alone: bool) -> None:
    places, levels = [_at(month) for month in counts], _levels(counts)
    axes.plot(places, levels, look[1], color=look[0], lw=2)
    axes.plot(places, levels, "o", color=look[0], ms=5)
    for x, level in zip(places, levels, strict=True):
        if alone:
            note(axes, x, level, f"{level:,.0f}", -9, color=look[0])


def _name(
    axes: Axes, title: str, counts: Series, look: tuple[str, str], height: float
) -> None:
    right, (colour, dash) = axes.get_xlim()[1], look
    month, level = list(counts)[-1], _levels(counts)[-1]
    axes.plot(
        [_at(month), right], [level, height], dash, color=colour, lw=0.9, alpha=0.8
    )
    where, text = axes.get_yaxis_transform(), f"{title}\n{level:,.0f} million"
    axes.text(1.02, height, text, color=colour, va="center", transform=where)


def _data(found: dict[str, Series]) -> pd.DataFrame:
    rows = [
        (subject, month, face(figure, MILLION), figure.id)
        for subject, counts in found.items()
        for month, figure in counts.items()
    ]
    return pd.DataFrame(rows, columns=["subject", "month", "million_people", "id"])
