"""Every printed digit of the report, marked by whether a slip in it would be noticed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from ..network.joint import Joint
from ..network.slips import WRONG
from ..report.report import Report
from ..verdict.arithmetic import Figure
from .picture import (
    BAND,
    BAND_EDGE,
    BAR,
    CLASH,
    EDGE,
    LEADING,
    LINE,
    QUIET,
    WIDTH,
    Picture,
    styled,
    text_width,
    wrapped,
)
from .wording import in_doubt, part_of, publishers

BOX, GAP, POINT, ROW, NAME = 0.17, 0.025, 0.09, 0.27, 2.3  # inches
MOST = 60  # figures that are drawn; all are in the data
COLUMNS = ["claim", "place", "digit", "tried", "caught_alone", "caught"]
ALONE, BESIDE, SOME, NONE = "alone", "beside", "some", "none"
KEY = {
    ALONE: "any slip noticed by the report alone",
    BESIDE: "any slip noticed beside others\u2019 figures",
    SOME: "some slips noticed",
    NONE: "none",
}
LOOKS: dict[str, tuple[float, str, str, str]] = {  # filled so far, fill, edge, digit
    ALONE: (1, BAR, BAR, "white"),
    BESIDE: (1, BAND, BAND_EDGE, BAR),
    SOME: (0.4, BAND, BAND_EDGE, QUIET),
    NONE: (0, "none", LINE, QUIET),
}


@styled()
def digits(report: Report) -> Picture:
    """Draw each printed digit, marked by whether another in its place would be noticed.

    Figures that are in doubt are set aside: beside them every digit looks wrong.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has one row per digit: claim, place (from the left), digit, tried
        (wrong digits), caught_alone and caught.
    """
    every = (report[id] for id in report.claims.index)
    figures = [f for f in every if f.as_printed and f.unit != "rank"]
    doubt = set(report.suspects().index)
    joints = [_without(joint, doubt) for joint in (report.alone, report.joint)]
    sound = [figure for figure in figures if figure.id not in doubt]
    found = [row for figure in sound for row in _slips(joints, figure)]
    data = pd.DataFrame(found, columns=COLUMNS)
    picture = Picture(_finding(report, data), data, _sources(report))
    states = {(row.claim, row.place): _state(row) for row in data.itertuples()}
    _key(picture, [state for state in KEY if state in states.values()])
    for figure in figures[:MOST]:
        marks = {p: states[figure.id, p] for p in range(40) if (figure.id, p) in states}
        _row(picture, figure, marks, figure.id in doubt)
    if len(figures) > MOST:
        more = f"and {len(figures) - MOST} more figures, in the data of this picture"
        picture.text(more, color=QUIET)
    return picture


def _without(joint: Joint, doubt: set[str]) -> Joint:
    """All figures and relations asked together, but for those that name some figures."""
    kept = {
        id: relation
        for id, relation in joint.folder.relations.items()
        if not doubt & {*relation.formula.names}
    }
    alone = not {*joint.folder.references} & {*joint.figures}
    return Joint(replace(joint.folder, relations=kept), alone) if doubt else joint


def _slips(joints: list[Joint], figure: Figure) -> list[tuple[object, ...]]:
    alone, beside = (_caught(joint, figure) for joint in joints)
    return [
        (figure.id, at, figure.as_printed[at], len(seen), sum(alone[at]), sum(seen))
        for at, seen in beside.items()
    ]


def _caught(joint: Joint, figure: Figure) -> dict[int, list[bool]]:
    """For each digit of a figure, whether each wrong one would be noticed."""
    places = [i for i, char in enumerate(figure.as_printed) if char.isdigit()]
    found: dict[int, list[bool]] = {place: [] for place in places}
    for slip, noticed in joint.slips(figure.id):
        if slip.kind == WRONG:
            wrong = filter(str.isdigit, slip.figure.as_printed)
            pairs = zip(places, wrong, strict=True)
            at = next(i for i, c in pairs if figure.as_printed[i] != c)
            found[at].append(noticed)
    return found


def _state(row: Any) -> str:
    if row.caught_alone == row.tried:
        return ALONE
    return BESIDE if row.caught == row.tried else SOME if row.caught else NONE


def _finding(report: Report, data: pd.DataFrame) -> str:
    doubt, total = in_doubt(report), len(data)
    alone, beside = ((data[c] == data["tried"]).sum() for c in COLUMNS[-2:])
    said = part_of(alone, total, "printed digit") if total else "no other printed digit"
    said = f"{said} {'are' if total > 1 else 'is'} guarded by the report alone"
    if len(report.references):
        said += f", {beside or 'none'} beside the figures of others"
    said = said[:1].upper() + said[1:]
    return f"{said} ({doubt}, and set aside)" if doubt else said


def _sources(report: Report) -> list[str]:
    used = {n for r in report.joint.network.relations for n in r.formula.names}
    names = publishers(report, used - {*report.claims.index})
    few = names if len(names) < 4 else [f"{len(names)} other publishers"]
    return ["the report", *few]


def _row(picture: Picture, figure: Figure, states: dict[int, str], doubt: bool) -> None:
    """The name of a figure and its digits, below it where there is no room beside it."""
    sizes = [BOX + GAP if char.isdigit() else POINT for char in figure.as_printed]
    mark = (text_width("\u2715") + 0.1) * doubt
    room = WIDTH - 2 * EDGE - sum(sizes) - mark
    beside = room > min(NAME, text_width(figure.label) + 0.1)
    lines = wrapped(figure.label, room - 0.1 if beside else WIDTH - 2 * EDGE - mark)[:2]
    top = picture.down(max(ROW, LEADING * len(lines) + 0.09))
    for n, line in enumerate(lines):
        picture.write(EDGE, top + 0.045 + LEADING * (n + 0.5), line)
    y, x = top + ROW / 2, WIDTH - EDGE - sum(sizes)
    if doubt:
        look: dict[str, Any] = {"color": CLASH, "weight": "bold", "ha": "right"}
        picture.write(x - 0.06 if beside else WIDTH - EDGE, y, "\u2715", **look)
    for place, (char, size) in enumerate(zip(figure.as_printed, sizes, strict=True)):
        if not beside and (place == 0 or x + size > WIDTH - EDGE):
            x, y = EDGE, picture.down(ROW) + ROW / 2
        _digit(picture, x, y, char, states.get(place, ""), CLASH if doubt else QUIET)
        x += size


def _digit(
    picture: Picture, x: float, y: float, char: str, state: str, colour: str
) -> None:
    """A digit in a box that is filled as far as slips are noticed; other signs bare."""
    wide = BOX if char.isdigit() else POINT
    if state:
        share, fill, edge, colour = LOOKS[state]
        ends, low = (x, x + BOX), y + BOX / 2 + 0.01
        height = (BOX + 0.02) * share
        picture.box(ends, low - height / 2, height, fill, "none")
        dashes = "-" if share else (0, (2, 1.5))
        picture.box(ends, y, BOX + 0.02, "none", edge, ls=dashes)
    weight = "bold" if state in (ALONE, BESIDE) else "normal"
    picture.write(x + wide / 2, y, char, ha="center", color=colour, weight=weight)


def _key(picture: Picture, states: list[str]) -> None:
    """What the boxes mean, two short ones on a line."""
    x = WIDTH
    for state in states:
        wide = BOX + 0.1 + text_width(KEY[state])
        if x + wide > WIDTH - EDGE:
            x, y = EDGE, picture.down(0.23) + 0.1
        _digit(picture, x, y, "5", state, QUIET)
        picture.write(x + BOX + 0.08, y, KEY[state], color=QUIET)
        x += wide + 0.2
    picture.down(0.05)
