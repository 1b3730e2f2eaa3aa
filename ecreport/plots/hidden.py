"""What counts and their shares say of the total behind them, beyond its print."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..errors import InputError
from ..interval import Interval
from ..report import Report
from .marks import (
    HALO,
    band,
    bar,
    label,
    limits,
    name,
    publishers,
    scale_axis,
    span,
    words,
)
from .picture import Picture
from .style import BAND_EDGE, BAR, CLASH, Sheet, styled

MILLION, ROW, SHOWN, WIDEST = 10**6, 0.5, 6, 3
Pair = tuple[str, str]  # the ids of a share and of the count it is of


@styled()
def hidden(report: Report, total: str) -> Picture:
    """Draw the total that each count and share leave, and what is left by them all.

    Parameters
    ----------
    report : Report
    total : str
        The id of a count with relations of the form ``share = users / total``.

    Returns
    -------
    Picture
        Its data has a row a pair, one for the print and one for all of it together:
        low and high, in million people.
    """
    found = _implied(report, total)
    printed = report[total].interval
    common = reduce(Interval.__and__, found.values(), printed)
    finding = _finding(report, total, common)
    tight = _tightest(found, printed)
    height = ROW * (len(tight) + 1) + 0.65
    used = [total, *(id for pair in tight for id in pair)]
    sheet = Sheet(finding, publishers(report, used), height + 0.5)
    axes = sheet.axes(0.05, height, left=2.35)
    axes.set_ylim(height, 0)
    axes.set_xlim(limits([span(found[pair], MILLION) for pair in tight], 0.03))
    _print(axes, report, total, height)
    for place, pair in enumerate(tight):
        y = 0.3 + ROW * (place + 0.5)
        bar(axes, span(found[pair], MILLION), y)
        _name(axes, report, pair, y)
    _together(axes, common, 0.3 + ROW * (len(tight) + 0.5))
    scale_axis(axes, " million people")
    return Picture(finding, _data(found, printed, common), sheet.canvas)


def _implied(report: Report, total: str) -> dict[Pair, Interval]:
    """The total behind each share and its count, both printed by others."""
    report[total]  # an unknown name is refused with the nearest known one
    found = {}
    for relation in report.joint.folder.relations.values():
        left, op, right = relation.formula.comparisons[0]
        names = relation.formula.names
        shape = (left.op, op, right.op, *names[2:])
        mine = set(names) & set(report.claims.index)
        if shape == ("name", "=", "/", total) and not mine:
            share, users, _ = names
            found[share, users] = (report[users] / report[share]).interval
    if not found:
        raise InputError(f'no relation of others says "share = users / {total}"')
    return found


def _tightest(found: dict[Pair, Interval], printed: Interval) -> list[Pair]:
    """The pairs that say most, the most telling first; one at least."""
    widths = {pair: float(i.high) - float(i.low) for pair, i in found.items()}
    order = sorted(found, key=lambda pair: widths[pair])
    most = WIDEST * (float(printed.high) - float(printed.low))
    return ([pair for pair in order if widths[pair] < most] or order[:1])[:SHOWN]


def _finding(report: Report, total: str, left: Interval) -> str:
    said = report[total].printed.removesuffix(" people")
    if left.empty:
        return f"No number prints as \u201c{said}\u201d and fits all of the shares"
    range_ = words(left, "person", MILLION)
    return f"Behind \u201c{said}\u201d: the shares leave {range_}"


def _print(axes: Axes, report: Report, total: str, height: float) -> None:
    ends = span(report[total].interval, MILLION)
    band(axes, ends, (0.28 + height) / 2, height - 0.28)
    said = words(report[total].interval, "person", MILLION, bare=True)
    label(axes, ends, 0.12, f"the print says {said}")


def _together(axes: Axes, common: Interval, y: float) -> None:
    """What print and pairs leave: a stretch that runs up through all of them."""
    if common.empty:
        said = "all of it together\nleaves no number \u2715"
        return name(axes, y, said, color=CLASH, weight="bold")
    ends = span(common, MILLION)
    top = 1 - 0.28 / axes.get_ylim()[0]
    axes.axvspan(*ends, ymax=top, fc=BAND_EDGE, ec="none", zorder=2)
    bar(axes, ends, y)
    how: Any = {"color": BAR, "weight": "bold"}
    said = words(common, "person", MILLION, bare=True)
    label(axes, ends, y + 0.2, said, path_effects=HALO, **how)
    return name(axes, y, "all of it together", **how)


def _name(axes: Axes, report: Report, pair: Pair, y: float) -> None:
    share, users = (report[id] for id in pair)
    subject = users.about.get("subject", "") or users.id
    title = subject.removesuffix("_users").replace("_", " ")
    places = 2 if users.rounding_step < MILLION else 0
    count: Any = users.value
    said = f"{float(count / MILLION):,.{places}f} million \u00f7 {share.printed}"
    name(axes, y, f"{title}\n{said}")


def _data(
    found: dict[Pair, Interval], printed: Interval, left: Interval
) -> pd.DataFrame:
    rows = {users: interval for (_, users), interval in found.items()}
    rows |= {"printed": printed, "all": left}
    spans = [span(interval, MILLION) for interval in rows.values()]
    index = pd.Index(list(rows), name="total")
    return pd.DataFrame(spans, index=index, columns=["low", "high"])
