"""All claims of the report: what supports them, and how they were quoted."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..report.claim import QUOTED_MARKS, SUPPORT_MARKS
from ..report.report import Report
from .picture import Picture
from .style import BAR, CLASH, EDGE, QUIET, WIDTH, styled
from .wording import NAMED, publishers

SAID = {  # one claim, several claims
    "corroborated": ("is corroborated by a second count", "are corroborated by a second count"),
    "adds up": ("adds up", "add up"),
    "one source": ("rests on one source", "rest on one source"),
    "own word": ("is a party\u2019s own word", "are a party\u2019s own word"),
    "contradicted": ("is contradicted", "are contradicted"),
    "not comparable": ("cannot be compared",) * 2,
    "unsupported": ("has no support", "have no support"),
}
INKS = {"corroborated": BAR, "adds up": BAR, "one source": BAR, "contradicted": CLASH}
FAITHFUL = "faithful"
NAMELY = ("contradicted", "not comparable", "unsupported")
BAD = ("displaced", "altered")
BOX, LEFT = 0.205, 1.6  # inches: a box with its gap, and where the boxes begin


@styled()
def claims(report: Report) -> Picture:
    """Draw one box for each claim, sorted by its support, marked by how it was quoted.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has one row per claim: label, printed, quoted and support.
    """
    data = report.words()[["label", "printed", "quoted", "support"]]
    found = {word: data[data["support"] == word] for word in SUPPORT_MARKS}
    groups = {word: group for word, group in found.items() if len(group)}
    parts = [f"{len(g)} {SAID[word][len(g) > 1]}" for word, g in groups.items()]
    finding = f"Of {len(data)} claims {', '.join(parts)}"
    picture = Picture(finding, data, publishers(report, data.index))
    quoted = [word for word in QUOTED_MARKS if word in set(data["quoted"])]
    picture.key((partial(_box, picture, word, BAR), f"quoted: {word}") for word in quoted)
    for word, group in groups.items():
        _boxes(picture, word, list(group["quoted"]), INKS.get(word, QUIET))
        named = group[:NAMED] if word in NAMELY else group[:0]
        for label, printed in named[["label", "printed"]].astype(str).to_numpy():
            picture.text(label + f" ({printed})" * (printed not in ("in words", "not printed")))
        if word in NAMELY and len(group) > NAMED:
            picture.text(f"and {len(group) - NAMED} more")
        picture.down(0.05)
    return picture


def _boxes(picture: Picture, word: str, quoted: list[str], ink: str) -> None:
    """A word of support with its mark, its boxes and their number."""
    across = int((WIDTH - EDGE - LEFT) / BOX) - 2
    top = picture.down(BOX * (1 + (len(quoted) - 1) // across) + 0.1) + 0.06
    bold: dict[str, Any] = {"color": ink, "weight": "bold"}
    picture.write(EDGE, top + BOX / 2, f"{SUPPORT_MARKS[word]} {word}", **bold)
    x = y = 0.0
    for n, how in enumerate(quoted):
        x, y = LEFT + BOX * (n % across + 0.5), top + BOX * (n // across + 0.5)
        _box(picture, how, ink, x, y)
    picture.write(x + BOX / 2 + 0.04, y, str(len(quoted)), **bold)


def _box(picture: Picture, quoted: str, ink: str, x: float, y: float) -> None:
    """A full box for what was quoted faithfully, else an open one with its mark."""
    half = BOX / 2 - 0.02
    edge = CLASH if quoted in BAD else ink
    full = quoted == FAITHFUL
    picture.box((x - half, x + half), y, 2 * half, ink if full else "white", edge)
    if not full:
        mark = {"ha": "center", "color": edge, "weight": "bold"}
        picture.write(x, y, QUOTED_MARKS[quoted], **mark)

