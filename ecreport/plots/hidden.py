"""What counts and their shares say of the total behind them, beyond its printed digits."""

from __future__ import annotations

from functools import reduce

import pandas as pd
from matplotlib.axes import Axes

from ..errors import InputError
from ..interval import Interval
from ..report import Report
from .marks import HALO, Span, band, bar, label, limits, name, publishers
from .marks import scale_axis, span, words
from .picture import Picture
from .style import BAND_EDGE, BAR, CLASH, Sheet, styled

SCALE, ROW, SHOWN = 10**6, 0.5, 6
Pair = tuple[str, str]  # ids of a share and of the count it is of


@styled()
def hidden(report: Report, total: str) -> Picture:
    """Draw the total that each count and share leave, and what all of them leave.

    Parameters
    ----------
    report : Report
    total : str
        The id of a count that relations of the form ``share = users / total`` use.

    Returns
    -------
    Picture
        Its data has a row a pair, one for all pairs and one for the print: low and
        high, in million people.
    """
    pairs = _pairs(report, total)
    if not pairs:
        raise InputError(
            f'no relation "share = users / {total}" between figures of others'
        )
    found = {pair: (report[pair[1]] / report[pair[0]]).interval for pair in pairs}
    common = reduce(Interval.__and__, found.values())
    printed = report[total].interval
    finding = _finding(report, total, common & printed)
    tight = sorted(found, key=lambda pair: found[pair].high - found[pair].low)[:SHOWN]
    height = ROW * (len(tight) + 1) + 0.75
    used = [total, *(id for pair in tight for id in pair)]
    sheet = Sheet(finding, publishers(report, used), height)
    axes = sheet.axes(0.05, height - 0.5, left=2.35)
    axes.set_ylim(height - 0.5, 0)
    axes.set_xlim(limits([span(found[pair], SCALE) for pair in tight], 0.03))
    _draw(axes, report, total, {pair: found[pair] for pair in tight}, common)
    scale_axis(axes, " million people")
    return Picture(finding, _data(found, common, printed), sheet.canvas)


def _pairs(report: Report, total: str) -> list[Pair]:
    """The shares of a total with their counts, both printed by others."""
    found = []
    for relation in report.joint.folder.relations.values():
        left, op, right = relation.formula.comparisons[0]
        names = relation.formula.names
        if (left.op, op, right.op) != ("name", "=", "/") or len(names) != 3:
            continue
        share, users, whole = names
        if whole == total and not {share, users} & set(report.claims.index):
            found.append((share, users))
    return found


def _finding(report: Report, total: str, left: Interval) -> str:
    said = report[total].printed.removesuffix(" people")
    if left.empty:
        return f"No number prints as {said} and fits all of the shares"
    return f"{said[:1].upper()}{said[1:]}: the shares leave {words(left, 'person')}"


def _draw(
    axes: Axes,
    report: Report,
    total: str,
    found: dict[Pair, Interval],
    common: Interval,
) -> None:
    end = ROW * (len(found) + 1) + 0.2
    ends = span(report[total].interval, SCALE)
    band(axes, ends, 0.25 + end / 2, end - 0.05)
    label(
        axes,
        ends,
        0.12,
        f"as printed: {words(report[total].interval, 'person', SCALE)}",
    )
    for place, ((share, users), interval) in enumerate(found.items()):
        y = 0.28 + ROW * (place + 0.5)
        bar(axes, span(interval, SCALE), y)
        _name(
            axes,
            y,
            _label(report, users),
            f"{_count(report, users)} \u00f7 {report[share].printed}",
        )
    _common(axes, common, 0.28 + ROW * (len(found) + 0.5))


def _common(axes: Axes, common: Interval, y: float) -> None:
    """What all pairs leave: a stretch that runs up through all of them."""
    if common.empty:
        _name(axes, y, "all shares together", "leave no number \u2715", CLASH)
        return
    ends = span(common, SCALE)
    axes.axvspan(
        *ends, ymax=1 - 0.3 / axes.get_ylim()[0], fc=BAND_EDGE, alpha=0.55, zorder=2
    )
    bar(axes, ends, y)
    said = words(common, "person", SCALE)
    label(axes, ends, y + 0.27, said, color=BAR, weight="bold", path_effects=HALO)
    _name(axes, y, "all shares together", "", BAR)


def _name(axes: Axes, y: float, first: str, second: str, colour: str = "") -> None:
    text = f"{first}\n{second}".strip()
    name(axes, y, text, **({"color": colour, "weight": "bold"} if colour else {}))


def _label(report: Report, users: str) -> str:
    subject = report[users].about.get("subject", "") or users
    return subject.removesuffix("_users").replace("_", " ")


def _count(report: Report, users: str) -> str:
    """A count in million, with as many decimals as were printed."""
    figure = report[users]
    step = figure.rounding_step
    places = 2 if step < SCALE else 0
    return f"{float(figure.value / SCALE):,.{places}f} million"  # type: ignore[operator]


def _data(
    found: dict[Pair, Interval], common: Interval, printed: Interval
) -> pd.DataFrame:
    rows: dict[str, Span] = {
        users: span(interval, SCALE) for (_, users), interval in found.items()
    }
    rows |= {"all": span(common, SCALE), "printed": span(printed, SCALE)}
    return pd.DataFrame(
        rows.values(), index=pd.Index(rows, name="total"), columns=["low", "high"]
    )
