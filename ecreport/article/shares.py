"""The total behind counts and their shares, beside the total that is printed."""

from __future__ import annotations

from functools import reduce
from typing import Any

from matplotlib.axes import Axes

from ..errors import InputError
from ..number.interval import Interval
from ..number.printed import Printed
from ..plots.frame import Picture
from ..plots.marks import (
    HALO,
    MILLION,
    band,
    bar,
    face,
    label,
    limits,
    name,
    ring,
    scale_axis,
    span,
    table,
)
from ..plots.style import BAND_EDGE, BAR, CLASH, styled
from ..plots.wording import bare, publishers, words
from ..report.report import Report
from ..verdict.arithmetic import Computed

PRINTED = "cnnic50_internet_users_2022_06"
CLAIMED = {
    "live_users": "live_users_share",
    "online_office_users": "online_office_share",
    "online_medical_users": "online_medical_share",
}
MOST, WIDEST = 6, 3  # pairs that are drawn; printed widths that still say something
HEAD, ROW = 0.3, 0.72  # inches
Totals = dict[str, Computed]  # by the count over the share


@styled()
def totals(report: Report) -> Picture:
    """Draw the total of internet users behind each count of the report and its share.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a count, one for the print and one for all of it together:
        face value, low and high, in million people.
    """
    found = {users: report[users] / report[share] for users, share in CLAIMED.items()}
    left = reduce(Interval.__and__, (total.interval for total in found.values()))
    if left.empty:
        finding = "No number of internet users fits all three shares of the report"
        return _drawn(report, PRINTED, found, found, finding)
    said = words(left, "person").removesuffix("people") + "internet users"
    fits = left.overlaps(report[PRINTED].interval)
    how = "and CNNIC\u2019s {} fits" if fits else "but CNNIC\u2019s {} does not fit"
    finding = f"Three shares leave {said}, {how.format(bare(report[PRINTED]))}"
    return _drawn(report, PRINTED, found, found, finding)


@styled()
def hidden(report: Report, total: str) -> Picture:
    """Draw the total that counts and shares of others leave, and what all leave.

    Parameters
    ----------
    report : Report
    total : str
        The id of a count with relations of the form ``share = users / total``.

    Returns
    -------
    Picture
        Its data is that of `totals`.
    """
    found, printed = _implied(report, total), report[total].interval
    left = reduce(Interval.__and__, (row.interval for row in found.values()), printed)
    said = f"\u201c{bare(report[total])}\u201d"
    finding = f"Behind {said}: the shares leave {words(left, 'person', MILLION)}"
    if left.empty:
        finding = f"No number prints as {said} and fits all of the shares"
    width = {users: _width(row.interval) for users, row in found.items()}
    order, most = sorted(found, key=lambda u: width[u]), WIDEST * _width(printed)
    telling = [users for users in order if width[users] < most] or order[:1]
    shown = {users: found[users] for users in telling[:MOST]}
    return _drawn(report, total, found, shown, finding)


def _width(interval: Interval) -> float:
    return float(interval.high) - float(interval.low)


def _implied(report: Report, total: str) -> Totals:
    """The total behind each share and its count, both printed by others."""
    report[total]  # an unknown name is refused with the nearest known one
    found = {}
    for relation in report.joint.folder.relations.values():
        left, op, right = relation.formula.comparisons[0]
        names = relation.formula.names
        shape = (left.op, op, right.op, *names[2:]) == ("name", "=", "/", total)
        if shape and not {*names} & {*report.claims.index}:
            found[names[1]] = report[names[1]] / report[names[0]]
    if not found:
        raise InputError(f'no relation of others says "share = users / {total}"')
    return found


def _drawn(
    report: Report, total: str, found: Totals, shown: Totals, finding: str
) -> Picture:
    """Some of the totals as bars, the print as a band, and what all of them leave."""
    printed, data = report[total].interval, table(found, MILLION, "total")
    left = reduce(Interval.__and__, (row.interval for row in found.values()), printed)
    data.loc["printed"] = face(report[total], MILLION), *span(printed, MILLION)
    data.loc["all"] = None, *span(left, MILLION)
    tall, ids = (
        HEAD + ROW * (len(shown) + 1),
        [i for r in shown.values() for i in r.figures],
    )
    picture = Picture(finding, data, publishers(report, [total, *ids]), tall + 0.55)
    axes, ends = picture.axes(0.05, tall, left=2.35), span(printed, MILLION)
    axes.set_xlim(limits(data.loc[[*shown], ["low", "high"]].to_numpy().ravel(), 0.05))
    band(axes, ends, (HEAD + tall) / 2, tall - HEAD)
    label(axes, ends, 0.14, f"CNNIC prints {_said(printed)}")
    for n, row in enumerate(shown.values()):
        colour = BAR if row.interval.overlaps(printed) else CLASH
        _bar(
            axes,
            HEAD + ROW * (n + 0.5),
            row.interval,
            _title(*row.figures.values()),
            colour,
        )
        ring(axes, face(row, MILLION), HEAD + ROW * (n + 0.5), colour)
    if not left.empty:
        top, stretch = 1 - HEAD / tall, span(left, MILLION)
        axes.axvspan(*stretch, ymax=top, fc=BAND_EDGE, ec="none", zorder=2)
    _bar(axes, tall - ROW / 2, left, "all of it together", CLASH if left.empty else BAR)
    scale_axis(axes, " million people")
    return picture


def _bar(axes: Axes, y: float, interval: Interval, title: str, colour: str) -> None:
    """A total with its name and its ends."""
    look: dict[str, Any] = {"color": colour, "weight": "bold"}
    if interval.empty:
        return name(axes, y, f"{title}\nleaves no number \u2715", **look)
    bar(axes, span(interval, MILLION), y, colour)
    said = _said(interval) + " \u2715" * (colour == CLASH)
    label(axes, span(interval, MILLION), y + 0.22, said, path_effects=HALO, **look)
    return name(axes, y, title)


def _said(interval: Interval) -> str:
    return words(interval, "person", MILLION, bare=True)


def _title(users: Printed, share: Printed) -> str:
    """What was divided: "online office, 461 million by 43.8 %"."""
    subject = users.about.get("subject", "") or users.id
    places = 2 if users.rounding_step < MILLION else 0
    count = f"{face(users, MILLION):,.{places}f} million"
    title = subject.removesuffix("_users").replace("_", " ")
    return f"{title}\n{count} \u00f7 {share.printed}"
