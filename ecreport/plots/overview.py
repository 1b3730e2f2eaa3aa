"""All claims of the report, sorted by their words."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from ..report.claim import CLAIM_MARKS, CLAIM_WORDS
from ..report.report import Report
from .frame import Picture
from .style import BAND, BAR, BODY, CLASH, EDGE, QUIET, WIDTH, styled
from .wording import publishers, wrapped

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
    parts = [f"{len(g)} {SAID[word][len(g) > 1]}" for word, g in groups.items()]
    finding = f"Of {len(data)} claims {', '.join(parts)}"
    height = sum(0.42 + LINE * len(lines) for lines in names.values())
    picture, y = Picture(finding, data, publishers(report, data.index), height), 0.05
    paper = picture.paper()
    for word, group in groups.items():
        edge, fill = LOOKS.get(word, (QUIET, QUIET))
        bold: dict[str, Any] = {"color": edge, "weight": "bold", "size": BODY}
        middle, n = y + BOX / 2, len(group)
        picture.write(EDGE + 0.1, middle, CLAIM_MARKS[word], ha="center", **bold)
        picture.write(EDGE + 0.3, middle, word, **bold)
        for x in (LEFT + k * (BOX + GAP) for k in range(n)):
            paper.add_patch(Rectangle((x, y), BOX, BOX, fc=fill, ec=edge))
        picture.write(LEFT + n * (BOX + GAP) + 0.05, middle, str(n), **bold)
        for k, text in enumerate(names[word]):
            picture.write(LEFT, y + 0.35 + LINE * k, text)
        y += 0.42 + LINE * len(names[word])
    return picture


def _names(word: str, group: pd.DataFrame) -> list[str]:
    """The claims in doubt by name, in lines."""
    if word in ("confirmed", "consistent"):
        return []
    texts = [f"{row.label} ({row.printed})" for row in group[:NAMED].itertuples()]
    texts += [f"and {len(group) - NAMED} more"] if len(group) > NAMED else []
    return [line for text in texts for line in wrapped(text, WIDTH - LEFT - EDGE)]
