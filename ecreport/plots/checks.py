"""Which claim is held by which checks: one mark for each."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from ..report.report import Report
from ..verdict.arithmetic import Figure
from ..verdict.judge import CAN_HOLD, CANNOT_HOLD, HOLDS
from ..verdict.relation import Relation
from .picture import (
    BAND,
    BAR,
    CLASH,
    EDGE,
    INK,
    LINE,
    QUIET,
    WIDTH,
    Picture,
    fitted,
    styled,
    text_width,
)
from .wording import in_doubt, part_of, publishers, short_name, short_value

SAME, SUM, OWN, COPY, ELSEWHERE, CLASHING = (
    *("same", "sum", "own", "copy", "elsewhere", "clash"),
)
KEY = {
    CLASHING: "cannot hold",
    SAME: "printed by others",
    SUM: "fits figures of others",
    OWN: "fits the report\u2019s own",
    ELSEWHERE: "printed for something else",
    COPY: "this report elsewhere",
}
LOOKS: dict[str, dict[str, Any]] = {
    CLASHING: {"marker": "X", "mfc": CLASH, "mec": CLASH, "ms": 8},
    SAME: {"marker": "o", "mfc": BAR, "mec": BAR, "ms": 7},
    SUM: {"marker": "s", "mfc": BAND, "mec": BAR, "ms": 6.5},
    OWN: {"marker": "o", "mfc": "white", "mec": BAR, "ms": 7},
    ELSEWHERE: {"marker": "D", "mfc": "white", "mec": CLASH, "ms": 5.5},
    COPY: {"marker": "o", "mfc": QUIET, "mec": QUIET, "ms": 3},
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
        Its data has one row per claim and relation: claim, kind, relation. A check of
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
        if claim in ids
    ]
    data = pd.DataFrame(rows, columns=["claim", "kind", "relation"])
    data = data.sort_values("kind", key=lambda k: k.map([*KEY].index), kind="stable")
    kinds = {id: data.loc[data["claim"] == id, "kind"].tolist() for id in ids}
    names = {n for id in data["relation"] for n in report.formula(id).names}
    others = publishers(report, names - {*ids})
    few = others if len(others) < 4 else [f"{len(others)} other publishers"]
    doubt = set(report.suspects().index) or {
        *data.loc[data["kind"] == CLASHING, "claim"]
    }
    picture = Picture(_finding(report, kinds, doubt), data, ["the report", *few])
    _key(picture, [kind for kind in KEY if kind in set(data["kind"])])
    shown = sorted(ids, key=lambda id: id not in doubt) if len(ids) > MOST else ids
    sections = [report[id].about.get("section", "") for id in shown]
    news = [False, *(a != b for a, b in pairwise(sections))]
    for id, new in [*zip(shown, news, strict=True)][:MOST]:
        picture.down(0.08 * new)
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
    if word == CANNOT_HOLD:
        return CLASHING
    if relation.kind == "elsewhere":
        return ELSEWHERE
    if any(report[n].about.get("independent") == "no" for n in others):
        return COPY
    return (SAME if relation.kind == "print" else SUM) if others else OWN


def _finding(report: Report, kinds: dict[str, list[str]], doubt: set[str]) -> str:
    """How many claims are held, and whom the report as a whole puts in doubt."""
    outside = any({SAME, SUM} & {*found} for found in kinds.values())
    holding = {SAME, SUM} if outside else {OWN}
    held = sum(bool(holding & {*kinds[id]}) for id in kinds if id not in doubt)
    by = (
        "held by figures of others"
        if outside
        else "held by the report\u2019s own figures"
    )
    verb = "is" if len(kinds) == 1 else "are"
    said = f"{part_of(held, len(kinds), 'claim')} {verb} {by}"
    said = said[:1].upper() + said[1:]
    clash = sum(CLASHING in found for found in kinds.values())
    also = in_doubt(
        report
    ) or f"{clash} stand{'s' * (clash == 1)} in a check that cannot hold" * (clash > 0)
    return f"{said}; {also}" if also else said


def _claim(picture: Picture, figure: Figure, kinds: list[str], ink: str) -> None:
    """The figure and name of a claim at the left, its marks at the right."""
    y = picture.down(ROW) + ROW / 2
    x = WIDTH - EDGE - MARK * min(len(kinds), MARKS)
    left = f"+{len(kinds) - MARKS}" if len(kinds) > MARKS else ""
    start = x - text_width(left) - 0.06 * bool(left)
    picture.write(start, y, left, color=QUIET)
    value = short_value(figure)
    bold = {"color": ink, "weight": "bold"}
    said = fitted(value, start - EDGE - 0.1, "bold")
    picture.write(EDGE, y, said, **bold)
    after = EDGE + (text_width(said, weight="bold") + 0.1) * bool(said)
    if start - after - 0.1 > 0.4:
        name = fitted(short_name(figure), start - after - 0.1)
        picture.write(after, y, name, color=ink)
        after += text_width(name) + 0.06
    if start - after > 0.1:
        picture.paper.plot([after, start - 0.08], [y, y], color=LINE, lw=0.7)
    for n, kind in enumerate(kinds[:MARKS]):
        picture.paper.plot(x + MARK * (n + 0.5), y, ls="", **LOOKS[kind])


def _key(picture: Picture, kinds: list[str]) -> None:
    """What each mark means, as many on a line as have room."""
    x = WIDTH
    for kind in kinds:
        wide = 0.17 + text_width(KEY[kind])
        if x + wide > WIDTH - EDGE:
            x, y = EDGE, picture.down(0.2) + 0.1
        picture.paper.plot(x + 0.06, y, ls="", **LOOKS[kind])
        picture.write(x + 0.17, y, KEY[kind], color=QUIET)
        x += wide + 0.18
    picture.down(0.06)
