"""The numbers of internet users that counts and shares imply, beside the print."""

from __future__ import annotations

from functools import reduce

from matplotlib.axes import Axes

from ..computed import Computed
from ..interval import Interval
from ..report import Report
from .marks import (
    HALO,
    MILLION,
    band,
    bar,
    face,
    label,
    limits,
    name,
    publishers,
    ring,
    scale_axis,
    span,
    table,
    words,
)
from .picture import Picture
from .style import BAR, CLASH, Sheet, styled

PRINTED = "cnnic50_internet_users_2022_06"
PAIRS = {
    "live shopping": ("live_users", "live_users_share"),
    "online office": ("online_office_users", "online_office_share"),
    "online medical": ("online_medical_users", "online_medical_share"),
}
ROW = 0.72  # inches
TALL = ROW * len(PAIRS)


@styled()
def totals(report: Report) -> Picture:
    """Draw the total of internet users behind each count and its share.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a pair and one for the print: face value, low and high, in
        million people.
    """
    rows = {
        title: report[users] / report[share] for title, (users, share) in PAIRS.items()
    }
    data = table({**rows, "printed": report[PRINTED]}, MILLION, "total")
    finding = _finding(report, [row.interval for row in rows.values()])
    used = [PRINTED, *(id for pair in PAIRS.values() for id in pair)]
    sheet = Sheet(finding, publishers(report, used), TALL + 0.8)
    axes = sheet.axes(0.05, TALL + 0.3, left=2.05)
    axes.set_ylim(TALL + 0.05, -0.25)
    axes.set_xlim(limits([*zip(data["low"], data["high"], strict=True)], 0.08))
    _print(axes, report)
    for place, (title, total) in enumerate(rows.items()):
        _total(axes, report, title, total, ROW * (place + 0.5))
    scale_axis(axes, " million people", 6)
    return Picture(finding, data, sheet.canvas)


def _finding(report: Report, implied: list[Interval]) -> str:
    shared = reduce(Interval.__and__, implied)
    if shared.empty:
        return "No number of internet users fits all three shares of the report"
    left = words(shared, "person").removesuffix("people") + "internet users"
    said = report[PRINTED].printed.removesuffix(" people")
    fits = shared.overlaps(report[PRINTED].interval)
    end = (
        f"and CNNIC\u2019s {said} fits"
        if fits
        else f"but CNNIC\u2019s {said} does not fit"
    )
    return f"Three shares leave {left}, {end}"


def _print(axes: Axes, report: Report) -> None:
    printed = report[PRINTED].interval
    band(axes, span(printed, MILLION), TALL / 2 + 0.02, TALL + 0.06)
    said = words(printed, "person", MILLION, bare=True)
    label(axes, span(printed, MILLION), -0.14, f"CNNIC prints {said}")


def _total(axes: Axes, report: Report, title: str, total: Computed, y: float) -> None:
    fits = total.interval.overlaps(report[PRINTED].interval)
    colour, ends = BAR if fits else CLASH, span(total.interval, MILLION)
    bar(axes, ends, y, colour)
    ring(axes, face(total, MILLION), y, colour)
    said = words(total.interval, "person", MILLION, bare=True) + (
        " \u2715" * (not fits)
    )
    label(axes, ends, y + 0.22, said, color=colour, weight="bold", path_effects=HALO)
    users, share = (report[id].printed.removesuffix(" people") for id in PAIRS[title])
    name(axes, y, f"{title}\n{users} \u00f7 {share}")
