"""One style for every picture: colours, sizes, and what matplotlib makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

# Safe for colour-blind readers and in grey: blue fits, vermilion clashes, grey is open.
INK, QUIET, LINE = "#1b2733", "#4d5b69", "#b9c3cd"
BAND, BAND_EDGE, BAR, CLASH = "#c3dff0", "#6fa8d0", "#0b5394", "#c03a00"
# So narrow that the smallest type has 10 pixels on a screen of 360.
WIDTH, EDGE = 4.4, 0.12  # inches
INNER = WIDTH - 2 * EDGE
TITLE, SMALL = 12.5, 10.0  # points
LEADING = 0.185  # inches from one line of small type to the next
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": SMALL,
    "text.color": INK,
    "text.parse_math": False,
    "savefig.dpi": 260,
    "svg.hashsalt": "ecreport",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house style, whatever the reader has set; nothing stays behind."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)  # type: ignore[arg-type]
        yield
