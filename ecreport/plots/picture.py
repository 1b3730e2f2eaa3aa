"""What every plot returns: a finished picture with its finding and its data."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure as Canvas

from .style import WIDTH, styled

FORMATS = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
SHOWN = 700  # pixels, the width in a notebook


class Picture:
    """A drawn finding: show it in a notebook, save it, or read its data.

    Parameters
    ----------
    alt : str
        The finding in a sentence: the title, and the text for those who do not see.
    data : DataFrame
        What is drawn.
    canvas : matplotlib.figure.Figure
        The drawing; no window belongs to it.
    """

    def __init__(self, alt: str, data: pd.DataFrame, canvas: Canvas) -> None:
        self.alt = alt.replace("\u00a0", " ")
        self.data, self.canvas = data, canvas

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
        text = self._bytes("svg").decode()
        label = f'<svg role="img" aria-label="{escape(self.alt)}" '
        return text.replace("<svg ", label, 1)

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
        height = round(SHOWN * self.canvas.get_figheight() / WIDTH)
        shown = {"width": SHOWN, "height": height, "alt": self.alt}
        return data, {"image/png": shown}

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"
