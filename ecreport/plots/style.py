"""One style for every picture: colours, sizes, and what matplotlib makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

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
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "savefig.dpi": 200,
    "svg.hashsalt": "ecreport",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house style, whatever the reader has set; nothing stays behind."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)  # type: ignore[arg-type]
        yield
