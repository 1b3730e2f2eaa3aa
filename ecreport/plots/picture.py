"""The sheet of every picture: measured in inches, with its finding on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath

from .style import EDGE, INNER, LEADING, QUIET, SMALL, TITLE, WIDTH, styled

SHOWN = 560  # pixels, the width in a notebook
SWATCH = 0.25  # inches, for a mark in a key
FORMATS = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
Draw = Callable[[float, float], object]  # at a place, in inches
Span = tuple[float, float]


class Picture:
    """A drawn finding: show it in a notebook, save it, or read its data.

    The finding, a sentence, is the title and the text alternative for readers who
    cannot see it; the publishers of what is drawn are named at the foot.
    """

    def __init__(
        self, finding: str, data: pd.DataFrame, sources: Iterable[str]
    ) -> None:
        self.alt, self.data, self.y = finding.replace("\u00a0", " "), data, EDGE
        self.canvas = Canvas(figsize=(WIDTH, 1))
        self.paper = self.canvas.add_axes((0, 0, 1, 1))
        self.paper.set_axis_off()
        self.paper.set_xlim(0, WIDTH)
        foot = wrapped("Figures: " + "; ".join(dict.fromkeys(sources)))
        look: dict[str, Any] = {"color": QUIET, "linespacing": 1.3, "va": "top"}
        self.foot = self.paper.text(EDGE, 0, "\n".join(foot), **look)
        self.below = LEADING * len(foot) + 1.5 * EDGE
        self.title = self.text(finding, size=TITLE, weight="bold")
        self.down(0.1)

    def down(self, height: float) -> float:
        """Make room below all that is drawn, in inches; where the room begins."""
        top, self.y = self.y, self.y + height
        self.foot.set_y(self.y + EDGE / 2)
        self.height = self.y + self.below
        self.canvas.set_size_inches(WIDTH, self.height)
        self.paper.set_ylim(self.height, 0)
        return top

    def write(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write a line whose middle is at a place, in inches from the left and the top."""
        self.paper.text(x, y, text, **{"va": "center_baseline", **how})

    def text(
        self, text: str, width: float = INNER, size: float = SMALL, **how: Any
    ) -> list[str]:
        """Write a text below all that is drawn; its lines."""
        lines = wrapped(text, width, size, how.get("weight", "normal"))
        leading = LEADING * size / SMALL
        for line in lines:
            self.write(EDGE, self.down(leading) + leading / 2, line, size=size, **how)
        return lines

    def pair(self, name: str, said: str, **how: Any) -> None:
        """Write a name and at its right a word; below it, where there is no room."""
        room = INNER - text_width(said, weight="bold") - 0.15
        how = {"weight": "bold", **how}
        if room < INNER / 3:
            self.text(name)
            self.text(said, **how)
        else:
            middle = self.y + LEADING / 2
            self.text(name, room if said else INNER)
            self.write(WIDTH - EDGE, middle, said, ha="right", **how)

    def key(self, marks: Iterable[tuple[Draw, str]]) -> None:
        """Say what marks mean, each drawn once, as many on a line as have room."""
        x = WIDTH
        for draw, text in marks:
            for n, line in enumerate(wrapped(text, INNER - SWATCH)):
                wide = SWATCH + text_width(line)
                if n or x + wide > WIDTH - EDGE:
                    x, y = EDGE, self.down(0.21) + 0.1
                if not n:
                    draw(x + SWATCH / 2 - 0.03, y)
                self.write(x + SWATCH, y, line, color=QUIET)
                x += wide + 0.16

    def more(self, number: int, what: str) -> None:
        """Say how many are left out, if any."""
        if number > 0:
            self.text(f"and {number} more {what}, in the data of this picture", color=QUIET)

    def box(
        self, ends: Span, y: float, height: float, fill: str, edge: str, **how: Any
    ) -> None:
        """A box from left to right, its middle at a height."""
        place, wide = (ends[0], y - height / 2), ends[1] - ends[0]
        self.paper.add_patch(Rectangle(place, wide, height, fc=fill, ec=edge, **how))

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


def text_width(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """How wide a line of text is, in inches; pixels may make it a little wider."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return 1.02 * float(width) / 72


def wrapped(
    text: str, width: float = INNER, size: float = SMALL, weight: str = "normal"
) -> list[str]:
    """The lines of a text that fit in a width, in inches; too long a word is cut."""
    text = text.replace(" %", "\u00a0%").replace("\u2212 1", "\u2212\u00a01")
    lines, words = [""], text.split(" ")[::-1]
    while words:
        word = words.pop()
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, weight) <= width or len(longer) < 2:
            lines[-1] = longer
        elif lines[-1]:
            lines.append("")
            words.append(word)
        else:
            cut = _cut(word, width, size, weight)
            words += [word[cut:], word[:cut]]
    return lines


def _cut(word: str, width: float, size: float, weight: str) -> int:
    """How many characters of a word fit in a width, if possible up to a break."""
    most = len(word) - 1
    while most > 1 and text_width(word[:most], size, weight) > width:
        most -= 1
    at = max(word.rfind(sign, 0, most) for sign in "_-/\u00a0") + 1
    return at if at > most / 2 else most


def fitted(text: str, width: float, weight: str = "normal") -> str:
    """A text that fits in a width, in inches; dots say that something was left out."""
    if text_width(text, weight=weight) <= width:
        return text
    first = wrapped(text, width - text_width("\u2026"), weight=weight)[0]
    return first.rstrip(",") + "\u2026"
