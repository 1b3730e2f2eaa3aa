"""The frame of every picture: its finding as title, its sources at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from .style import EDGE, QUIET, SMALL, TITLE, WIDTH, styled
from .wording import wrapped

SHOWN = 700  # pixels, the width in a notebook
FORMATS = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


class Picture:
    """A drawn finding: show it in a notebook, save it, or read its data.

    Parameters
    ----------
    finding : str
        What it shows, in a sentence: the title, and the text for who does not see it.
    data : DataFrame
        What is drawn.
    sources : iterable of str
        Whose figures are drawn, said at the foot.
    room : float
        The height between title and foot, in inches.
    """

    def __init__(
        self, finding: str, data: pd.DataFrame, sources: Iterable[str], room: float
    ) -> None:
        self.alt, self.data = finding.replace("\u00a0", " "), data
        title = wrapped(finding, size=TITLE, weight="bold")
        foot = wrapped("Figures: " + "; ".join(dict.fromkeys(sources)))
        self.top, self.room = 2 * EDGE + 0.26 * len(title), room
        self.height = self.top + room + 0.2 * len(foot) + 2 * EDGE
        self.canvas = Canvas(figsize=(WIDTH, self.height))
        bold: dict[str, Any] = {"size": TITLE, "weight": "bold", "va": "top"}
        self.write(EDGE, EDGE - self.top, "\n".join(title), **bold)
        low = self.height - self.top - EDGE
        self.write(EDGE, low, "\n".join(foot), va="bottom", color=QUIET)

    def write(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write at a place in inches from the left and from the foot of the title."""
        how = {"size": SMALL, "va": "center", "linespacing": 1.3, **how}
        self.canvas.text(x / WIDTH, 1 - (self.top + y) / self.height, text, **how)

    def axes(
        self, y: float, height: float, left: float = EDGE, right: float = EDGE
    ) -> Axes:
        """Axes between margins in inches, `y` below the title; heights run down."""
        width, bottom = WIDTH - left - right, self.height - self.top - y - height
        place = [
            left / WIDTH,
            bottom / self.height,
            width / WIDTH,
            height / self.height,
        ]
        made = self.canvas.add_axes(tuple(place))  # type: ignore[arg-type]
        made.set_ylim(height, 0)
        made.set_yticks([])
        return made

    def paper(self) -> Axes:
        """Axes over the whole room, measured in inches as `write` does."""
        made = self.axes(0, self.room, 0, 0)
        made.set_axis_off()
        made.set_xlim(0, WIDTH)
        return made

    def _bytes(self, kind: str) -> bytes:
        buffer = BytesIO()
        with styled():
            self.canvas.savefig(buffer, format=kind, metadata=FORMATS[kind])
        return buffer.getvalue()

    def png(self) -> bytes:
        """The picture as PNG, the same bytes each time."""
        return self._bytes("png")

    def svg(self) -> str:
        """The picture as SVG with its finding as a label, the same text each time."""
        label = f'<svg role="img" aria-label="{escape(self.alt)}" '
        return self._bytes("svg").decode().replace("<svg ", label, 1)

    def save(self, path: str | Path) -> Path:
        """Save as .png or .svg, by the ending of the path."""
        path = Path(path)
        kind = path.suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise ValueError(f'cannot save "{path.name}": end the name in .png or .svg')
        path.write_bytes(self.png() if kind == "png" else self.svg().encode())
        return path

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, object]]:
        data: dict[str, object] = {"image/png": self.png(), "text/plain": repr(self)}
        shown = {"width": SHOWN, "height": round(SHOWN * self.height / WIDTH)}
        return data, {"image/png": {**shown, "alt": self.alt}}

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"
