"""All claims of the report, sorted by their words."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from ..report.claim import CLAIM_MARKS, CLAIM_WORDS
from ..report.report import Report
from .picture import Picture
from .style import BAND, BAR, CLASH, EDGE, LEADING, QUIET, WIDTH, styled
from .wording import NAMED, publishers

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
BOX, LEFT = 0.2, 1.75  # inches: a box with its gap, and where the boxes begin


@styled()
def claims(report: Report) -> Picture:
    """Draw one box for each claim, sorted by word, with the names of those in doubt.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has one row per claim: label, printed and word.
    """
    data = report.words()[["label", "printed", "word"]]
    groups = {word: data[data["word"] == word] for word in CLAIM_WORDS}
    groups = {word: group for word, group in groups.items() if len(group)}
    parts = [f"{len(g)} {SAID[word][len(g) > 1]}" for word, g in groups.items()]
    finding = f"Of {len(data)} claims {', '.join(parts)}"
    picture = Picture(finding, data, publishers(report, data.index))
    for word, group in groups.items():
        edge, fill = LOOKS.get(word, (QUIET, QUIET))
        _boxes(picture, word, len(group), edge, fill)
        if word not in ("confirmed", "consistent"):
            _names(picture, group)
    return picture


def _boxes(picture: Picture, word: str, n: int, edge: str, fill: str) -> None:
    """The word with its mark, its boxes and their number."""
    across = int((WIDTH - EDGE - LEFT) / BOX) - 2
    top = picture.down(BOX * (1 + (n - 1) // across) + 0.1)
    bold: dict[str, Any] = {"color": edge, "weight": "bold"}
    picture.write(EDGE, top + BOX / 2, f"{CLAIM_MARKS[word]} {word}", **bold)
    for k in range(n):
        place = (LEFT + k % across * BOX, top + k // across * BOX + 0.02)
        box = Rectangle(place, BOX - 0.04, BOX - 0.04, fc=fill, ec=edge)
        picture.paper.add_patch(box)
    x, row = LEFT + ((n - 1) % across + 1) * BOX, (n - 1) // across
    picture.write(x + 0.04, top + BOX * (row + 0.5), str(n), **bold)


def _names(picture: Picture, group: pd.DataFrame) -> None:
    """The claims in doubt by name."""
    texts = [f"{row.label} ({row.printed})" for row in group[:NAMED].itertuples()]
    texts += [f"and {len(group) - NAMED} more"] if len(group) > NAMED else []
    for text in texts:
        picture.text(text)
    picture.down(LEADING / 2)
