"""All claims of the report, sorted by their words."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..claim import CLAIM_MARKS, CLAIM_WORDS
from ..report import Report
from .marks import publishers
from .picture import Picture
from .style import (
    BAND,
    BAR,
    BODY,
    CLASH,
    EDGE,
    QUIET,
    SMALL,
    WIDTH,
    Sheet,
    styled,
    wrapped,
)

SAID = {  # one claim, several claims
    "confirmed": ("is confirmed by others", "are confirmed by others"),
    "consistent": ("fits", "fit"),
    "contradicted": ("is contradicted", "are contradicted"),
    "misattributed": ("belongs to something else", "belong to something else"),
    "ambiguous": ("can be read in two ways",) * 2,
    "not comparable": ("cannot be compared",) * 2,
    "unsupported": ("cannot be checked",) * 2,
}
LOOKS = {"confirmed": (BAR, BAR), "consistent": (BAR, BAND)}
LOOKS |= dict.fromkeys(("contradicted", "misattributed"), (CLASH, CLASH))
BOX, GAP, LEFT, LINE, NAMED = 0.19, 0.05, 2.1, 0.2, 4  # inches, but for the last


@styled()
def claims(report: Report) -> Picture:
    """Draw one box a claim, sorted by word, with the names of those in doubt.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a claim: label, printed and word.
    """
    data = report.words()[["label", "printed", "word"]]
    groups = {word: data[data["word"] == word] for word in CLAIM_WORDS}
    groups = {word: group for word, group in groups.items() if len(group)}
    names = {word: _names(word, group) for word, group in groups.items()}
    finding = _finding(groups)
    height = sum(0.42 + LINE * len(lines) for lines in names.values())
    sheet = Sheet(finding, publishers(report, data.index), height)
    axes, y = _axes(sheet, height), 0.05
    for word, group in groups.items():
        _row(axes, word, len(group), names[word], y)
        y += 0.42 + LINE * len(names[word])
    return Picture(finding, data, sheet.canvas)


def _axes(sheet: Sheet, height: float) -> Axes:
    """Axes measured in inches."""
    axes = sheet.axes(0, height, left=0, right=0)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    return axes


def _finding(groups: dict[str, pd.DataFrame]) -> str:
    counts = {word: len(group) for word, group in groups.items()}
    parts = [f"{n} {SAID[word][n > 1]}" for word, n in counts.items()]
    return f"Of {sum(counts.values())} claims {', '.join(parts)}"


def _names(word: str, group: pd.DataFrame) -> list[str]:
    """The claims in doubt by name, in lines."""
    if word in ("confirmed", "consistent"):
        return []
    pairs = zip(group["label"][:NAMED], group["printed"][:NAMED], strict=True)
    texts = [f"{label} ({printed})" for label, printed in pairs]
    more = [f"and {len(group) - NAMED} more"] if len(group) > NAMED else []
    width = WIDTH - LEFT - EDGE
    return [line for text in texts + more for line in wrapped(text, width=width)]


def _row(axes: Axes, word: str, count: int, names: list[str], y: float) -> None:
    edge, fill = LOOKS.get(word, (QUIET, QUIET))
    bold: dict[str, Any] = {"color": edge, "weight": "bold", "size": BODY}
    middle = y + BOX / 2
    _write(axes, EDGE + 0.1, middle, CLAIM_MARKS[word], ha="center", **bold)
    _write(axes, EDGE + 0.3, middle, word, **bold)
    for x in (LEFT + n * (BOX + GAP) for n in range(count)):
        axes.add_patch(Rectangle((x, y), BOX, BOX, fc=fill, ec=edge))
    _write(axes, LEFT + count * (BOX + GAP) + 0.05, middle, str(count), **bold)
    for n, text in enumerate(names):
        _write(axes, LEFT, y + 0.35 + LINE * n, text, size=SMALL)


def _write(axes: Axes, x: float, y: float, text: str, **how: Any) -> None:
    axes.text(x, y, text, va="center", **how)
