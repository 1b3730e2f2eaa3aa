"""One visual language: colours, sizes, and a sheet that every picture is drawn on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

INK, QUIET, LINE = "#1b2733", "#4d5b69", "#b9c3cd"
BAND, BAND_EDGE, BAR, CLASH = "#c3dff0", "#6fa8d0", "#0b5394", "#c03a00"
WIDTH, EDGE = 7.0, 0.14  # inches
TITLE, BODY, SMALL = 13.5, 11.5, 10.5  # points
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": SMALL,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": LINE,
    "axes.labelcolor": QUIET,
    "axes.labelsize": SMALL,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.titlesize": BODY,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.dpi": 200,
    "svg.hashsalt": "ecreport",
    "svg.fonttype": "path",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house style, whatever the reader has set; nothing stays behind."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)  # type: ignore[arg-type]
        yield


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """How wide a line of text is, in inches; pixels may make it a little wider."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return 1.02 * float(width) / 72


def wrapped(
    text: str,
    size: float = SMALL,
    width: float = WIDTH - 2 * EDGE,
    weight: str = "normal",
) -> list[str]:
    """The lines of a text that fit in a width, in inches."""
    lines, whole = [""], text.replace(" %", "\u00a0%")
    for word in whole.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Sheet:
    """A white sheet: the finding on top, the sources at the foot, room between.

    Parameters
    ----------
    finding : str
        The title: what the picture shows, in a sentence.
    sources : iterable of str
        Whose figures are drawn.
    height : float
        The room between title and foot, in inches.
    """

    def __init__(self, finding: str, sources: Iterable[str], height: float) -> None:
        title = wrapped(finding, TITLE, weight="bold")
        foot = wrapped("Figures: " + "; ".join(dict.fromkeys(sources)))
        self.top = 2 * EDGE + 0.26 * len(title)
        self.height = self.top + height + 0.2 * len(foot) + 2 * EDGE
        self.canvas = Canvas(figsize=(WIDTH, self.height))
        self.write(EDGE, EDGE, "\n".join(title), size=TITLE, weight="bold")
        low = self.height - EDGE
        self.write(EDGE, low, "\n".join(foot), va="bottom", color=QUIET)

    def write(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write a text at a place in inches from the left and from the top."""
        how = {"size": SMALL, "va": "top", "linespacing": 1.3, **how}
        self.canvas.text(x / WIDTH, 1 - y / self.height, text, **how)

    def axes(
        self, y: float, height: float, left: float = EDGE, right: float = EDGE
    ) -> Axes:
        """Axes between margins in inches, their top `y` inches below the title."""
        width = (WIDTH - left - right) / WIDTH
        bottom = 1 - (self.top + y + height) / self.height
        return self.canvas.add_axes((left / WIDTH, bottom, width, height / self.height))
