"""A printed number as the interval of values it stands for."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from ..errors import InputError
from ..number.interval import INF, exact
from ..number.wording import tail
from ..plots import marks
from ..report.report import Report
from ..verdict.arithmetic import Figure
from .frame import Picture
from .style import BAND_EDGE, BAR, INK, LINE, QUIET, styled
from .wording import publishers, words


@styled()
def rounding(report: Report, id: str = "live_users_share") -> Picture:
    """Draw the interval of true values behind one printed figure, and its neighbours.

    Parameters
    ----------
    report : Report
    id : str
        The figure.

    Returns
    -------
    Picture
        Its data has one row: face value, low and high in the printed scale.
    """
    figure = report[id]
    if figure.digits is None:
        raise InputError(f"{id} has no printed digits: there is no interval to draw")
    low, high, *_ = figure.interval
    said = words(figure.interval, figure.unit, exact(figure.scale))
    some = "any value from " if -INF < low < high < INF else ""
    finding = f"\u201c{figure.printed}\u201d stands for {some}{said}"
    if low == high:
        finding = f"\u201c{figure.printed}\u201d is exact: nothing was rounded"
    data = marks.table({id: figure}, figure.scale, "id")
    picture = Picture(finding, data, publishers(report, [id]), 1.65)
    _line(picture.axes(0.05, 1.25), figure, figure.digits.decimals)
    return picture


def _line(axes: Axes, figure: Figure, decimals: int) -> None:
    """The band on the line of numbers, with the steps that might have been printed."""
    middle, ends = (
        marks.face(figure, figure.scale),
        marks.span(figure.interval, figure.scale),
    )
    step = float(figure.rounding_step / figure.scale) or 1.0
    axes.set_xlim(middle - 2.6 * step, middle + 2.6 * step)
    ticks = [middle + n * step for n in range(-2, 3)]
    sign = " %" if tail(exact(figure.scale), figure.unit) == " %" else ""
    axes.set_xticks(ticks, [f"{tick:,.{decimals}f}{sign}" for tick in ticks])
    axes.tick_params(color=LINE, labelcolor=INK)
    marks.band(axes, ends, 0.9, 0.5)
    axes.plot([middle, middle], [0.8, 0.25], color=BAR, lw=1.2)
    marks.ring(axes, middle, 0.9)
    marks.label(axes, (middle, middle), 0.15, figure.printed, weight="bold", color=BAR)
    if ends[0] < ends[1] < math.inf:
        halves = [tick - step / 2 for tick in [*ticks, ticks[-1] + step]]
        axes.vlines(halves, 0.65, 1.15, color=LINE, lw=1, zorder=0)
        axes.vlines(ends, 0.53, 1.15, color=BAND_EDGE, lw=1.5)
        for end in dict.fromkeys(ends):
            marks.label(axes, (end, end), 0.44, f"{end:,.{decimals + 1}f}", color=QUIET)
