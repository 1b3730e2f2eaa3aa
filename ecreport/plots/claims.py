"""All claims of a report: what supports each, how it was quoted, which checks it has."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd

from ..report.claim import QUOTED_MARKS, SUPPORT_MARKS
from ..report.report import Report
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from ..verdict.word import CANNOT_HOLD, JUDGED
from .picture import Picture, fitted, text_width
from .style import BAND, BAR, CLASH, EDGE, INK, LINE, QUIET, WIDTH, styled
from .wording import NAMED, doubtful, part_of, publishers, short_value, with_doubt

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
NAMELY = ("contradicted", "not comparable", "unsupported")
BOX, LEFT = 0.205, 1.6  # inches: a box with its gap, and where the boxes begin

SAME, SUM, OWN, CLASHING = "same", "sum", "own", "clash"
KINDS: dict[str, tuple[str, str, str, str, float]] = {  # said, marker, fill, edge, size
    CLASHING: ("cannot hold", "X", CLASH, CLASH, 8),
    SAME: ("printed by others", "o", BAR, BAR, 7),
    SUM: ("fits figures of others", "s", BAND, BAR, 6.5),
    OWN: ("fits the report\u2019s own", "o", "white", BAR, 7),
    "elsewhere": ("printed for something else", "D", "white", CLASH, 5.5),
    "copy": ("this report elsewhere", "o", QUIET, QUIET, 3),
}
ROW, MARK, MARKS = 0.25, 0.125, 11  # inches of a row and a mark; marks in a row
MOST = 60  # claims that are drawn; all are in the data


@styled()
def claims(report: Report) -> Picture:
    """Draw one box for each claim, sorted by its support, marked by how it was quoted.

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
        _boxes(picture, word, list(group["quoted"]))
        named = group[:NAMED] if word in NAMELY else group[:0]
        for label, printed in named[["label", "printed"]].astype(str).to_numpy():
            picture.text(label + f" ({printed})" * (printed not in ("in words", "not printed")))
        if word in NAMELY and len(group) > NAMED:
            picture.text(f"and {len(group) - NAMED} more")
        picture.down(0.05)
    return picture


def _boxes(picture: Picture, word: str, quoted: list[str]) -> None:
    """A word of support with its mark, its boxes and their number."""
    across, ink = int((WIDTH - EDGE - LEFT) / BOX) - 2, INKS.get(word, QUIET)
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
    edge = CLASH if quoted in ("displaced", "altered") else ink
    ends, fill = (x - BOX / 2 + 0.02, x + BOX / 2 - 0.02), "white"
    if quoted == "faithful":
        fill = ink
    else:
        mark = {"ha": "center", "color": edge, "weight": "bold"}
        picture.write(x, y, QUOTED_MARKS[quoted], **mark)
    picture.box(ends, y, ends[1] - ends[0], fill, edge)


@styled()
def checks(report: Report) -> Picture:
    """Draw each claim with its checks: one mark for each, of the kind of the check.

    Its data has one row per claim and relation: claim, kind, relation; words without a
    measure have none. A check of kind "same" is a print by others, "sum" fits with
    figures of others, "own" with the report's only, "elsewhere" is printed by others for
    something else, "copy" is this report in another rendering, "clash" cannot hold.
    """
    ids = list(report.claims.index)
    rows = [
        (claim, kind, relation)
        for relation, of in report.joint.folder.relations.items()
        if (kind := _kind(report, of))
        for claim in of.about
        if claim in ids and report[claim].about.get("measure") != "statement"
    ]
    data = pd.DataFrame(rows, columns=["claim", "kind", "relation"])
    data = data.sort_values("kind", key=lambda k: k.map([*KINDS].index), kind="stable")
    kinds = {id: data.loc[data["claim"] == id, "kind"].tolist() for id in ids}
    doubt = doubtful(report)
    used = {n for id in data["relation"] for n in report.formula(id).names}
    finding = with_doubt(_fitting(kinds, doubt), report)
    picture = Picture(finding, data, publishers(report, used, few=True))
    shown = [kind for kind in KINDS if kind in set(data["kind"])]
    picture.key((partial(_mark, picture, kind), KINDS[kind][0]) for kind in shown)
    picture.down(0.06)
    if len(ids) > MOST:
        ids.sort(key=lambda id: id not in doubt)
    sections = [report[id].about.get("section", "") for id in ids[:MOST]]
    steps = [0.0, *(0.08 * (a != b) for a, b in pairwise(sections))]
    for id, step in zip(ids, steps, strict=False):
        picture.down(step)
        _claim(picture, report[id], kinds[id], CLASH if id in doubt else INK)
    picture.more(len(ids) - MOST, "claims")
    return picture


def _kind(report: Report, relation: Relation) -> str:
    """In which way a relation bears on its claims; nothing where it proves nothing."""
    word = report.verdict(relation.id).word
    others = [n for n in relation.formula.names if n in report.references.index]
    if word not in JUDGED:
        return ""
    if word == CANNOT_HOLD or relation.kind == "elsewhere":
        return CLASHING if word == CANNOT_HOLD else "elsewhere"
    if any(report[n].about.get("independent") == "no" for n in others):
        return "copy"
    return (SAME if relation.kind == "print" else SUM) if others else OWN


def _fitting(kinds: dict[str, list[str]], doubt: set[str]) -> str:
    """How many claims fit, and what."""
    outside = any({SAME, SUM} & {*found} for found in kinds.values())
    fitting = {SAME, SUM} if outside else {OWN}
    fit = sum(bool(fitting & {*kinds[id]}) for id in kinds if id not in doubt)
    whose = "figures of others" if outside else "the report\u2019s own figures"
    return f"{part_of(fit, len(kinds), 'claim')} fit{'s' * (len(kinds) == 1)} {whose}"


def _claim(picture: Picture, figure: Figure, kinds: list[str], ink: str) -> None:
    """The figure and name of a claim at the left, its marks at the right."""
    y = picture.down(ROW) + ROW / 2
    x = WIDTH - EDGE - MARK * min(len(kinds), MARKS)
    more = f"+{len(kinds) - MARKS}" * (len(kinds) > MARKS)
    end, left = x - text_width(more) - 0.1, EDGE
    picture.write(end + 0.04, y, more, color=QUIET)
    value = "" if figure.unit == "rank" else short_value(figure)  # its label says it
    for text, weight in ((value, "bold"), (figure.label, "normal")):
        if text and end - left > 0.4:
            said = fitted(text, end - left, weight)
            picture.write(left, y, said, color=ink, weight=weight)
            left += text_width(said, weight=weight) + 0.08
    if end - left > 0.1:
        picture.paper.plot([left, end], [y, y], color=LINE, lw=0.7)
    for n, kind in enumerate(kinds[:MARKS]):
        _mark(picture, kind, x + MARK * (n + 0.5), y)


def _mark(picture: Picture, kind: str, x: float, y: float) -> None:
    _, marker, fill, edge, size = KINDS[kind]
    look: dict[str, Any] = {"mfc": fill, "mec": edge, "ms": size}
    picture.paper.plot(x, y, marker, **look)
