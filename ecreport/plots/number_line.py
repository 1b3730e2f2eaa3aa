"""A printed number as an interval on the line of numbers."""

from __future__ import annotations

from matplotlib.axes import Axes

from ..display import tail
from ..errors import InputError
from ..figure import Figure
from ..interval import exact
from ..report import Report
from .marks import band, face, label, publishers, ring, span, table, words
from .picture import Picture
from .style import BAND_EDGE, BAR, INK, LINE, QUIET, Sheet, styled

TALL, MIDDLE = 1.25, 0.35  # inches: of the axes, and where the band lies


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
    finding, data = _finding(figure), table({id: figure}, figure.scale, "id")
    sheet = Sheet(finding, publishers(report, [id]), TALL + 0.4)
    axes = sheet.axes(0.05, TALL)
    _line(axes, figure, figure.digits.decimals)
    return Picture(finding, data, sheet.canvas)


def _finding(figure: Figure) -> str:
    said = words(figure.interval, figure.unit, exact(figure.scale))
    between = "any value from " if figure.interval.bounded else ""
    return f"\u201c{figure.printed}\u201d stands for {between}{said}"


def _line(axes: Axes, figure: Figure, decimals: int) -> None:
    middle = face(figure, figure.scale)
    step = float(figure.rounding_step / figure.scale) or 1.0
    axes.set_xlim(middle - 2.6 * step, middle + 2.6 * step)
    axes.set_ylim(0, TALL)
    ticks = [middle + n * step for n in range(-2, 3)]
    sign = " %" if tail(exact(figure.scale), figure.unit) == " %" else ""
    axes.set_xticks(ticks, [f"{tick:,.{decimals}f}{sign}" for tick in ticks])
    axes.set_yticks([])
    axes.tick_params(color=LINE, labelcolor=INK)
    band(axes, span(figure.interval, figure.scale), MIDDLE, 0.5)
    axes.plot([middle, middle], [0.45, 1.0], color=BAR, lw=1.2)
    ring(axes, middle, MIDDLE)
    label(axes, (middle, middle), 1.1, figure.printed, weight="bold", color=BAR)
    if figure.interval.bounded:
        _ends(axes, figure, ticks, decimals + 1)


def _ends(axes: Axes, figure: Figure, ticks: list[float], decimals: int) -> None:
    """The ends of the interval, and those of its neighbours without numbers."""
    half = (ticks[1] - ticks[0]) / 2
    for tick in [*ticks, ticks[-1] + 2 * half]:
        axes.plot([tick - half] * 2, [0.1, 0.6], color=LINE, lw=1, zorder=0)
    for end in dict.fromkeys(span(figure.interval, figure.scale)):
        axes.plot([end, end], [0.1, 0.72], color=BAND_EDGE, lw=1.5)
        label(axes, (end, end), 0.81, f"{end:,.{decimals}f}", color=QUIET)
