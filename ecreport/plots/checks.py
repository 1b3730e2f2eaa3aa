"""Which claim takes part in which checks: one mark for each."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd

from ..report.report import Report
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS
from .picture import Picture, fitted, text_width
from .style import BAND, BAR, CLASH, EDGE, INK, LINE, QUIET, WIDTH, styled
from .wording import doubtful, in_doubt, part_of, short_value, sources

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
def checks(report: Report) -> Picture:
    """Draw each claim with its checks: one mark for each, of the kind of the check.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has one row per claim and relation: claim, kind, relation; words without
        a measure have none. A check of
        kind "same" is a print by others, "sum" fits with figures of others, "own" with
        the report's only, "elsewhere" is printed by others for something else, "copy"
        is this report in another rendering, "clash" cannot hold.
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
    picture = Picture(_finding(report, kinds, doubt), data, sources(report, used))
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
    if len(ids) > MOST:
        more = f"and {len(ids) - MOST} more claims, in the data of this picture"
        picture.text(more, color=QUIET)
    return picture


def _kind(report: Report, relation: Relation) -> str:
    """In which way a relation bears on its claims; nothing where it proves nothing."""
    word = report.verdict(relation.id).word
    others = [n for n in relation.formula.names if n in report.references.index]
    if word not in (HOLDS, CAN_HOLD, CANNOT_HOLD):
        return ""
    if word == CANNOT_HOLD or relation.kind == "elsewhere":
        return CLASHING if word == CANNOT_HOLD else "elsewhere"
    if any(report[n].about.get("independent") == "no" for n in others):
        return "copy"
    return (SAME if relation.kind == "print" else SUM) if others else OWN


def _finding(report: Report, kinds: dict[str, list[str]], doubt: set[str]) -> str:
    """How many claims fit, and whom the report as a whole puts in doubt."""
    outside = any({SAME, SUM} & {*found} for found in kinds.values())
    fitting = {SAME, SUM} if outside else {OWN}
    fit = sum(bool(fitting & {*kinds[id]}) for id in kinds if id not in doubt)
    whose = "figures of others" if outside else "the report\u2019s own figures"
    said = f"{part_of(fit, len(kinds), 'claim')} fit{'s' * (len(kinds) == 1)} {whose}"
    return "; ".join(filter(None, [said[:1].upper() + said[1:], in_doubt(report)]))


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
