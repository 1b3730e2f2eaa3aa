"""Which figure is held by which check: the claims by section, and what holds them."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..report.report import Report
from ..verdict.arithmetic import Figure
from .frame import Picture
from .holders import CLASHING, COPY, ELSEWHERE, SAME, SUMS, Holder, holders, links
from .marks import HALO
from .style import BAR, CLASH, EDGE, INK, LINE, QUIET, WIDTH, styled
from .wording import fitted, short_name, short_value, text_width, wrapped

DOT, VALUE, NAME, START, NODE = 0.6, 0.74, 2.16, 4.7, 5.08  # inches from the left
STEP, WIDEST, LINES, APART, HEAD = 0.27, 0.4, 0.19, 0.13, 0.36
LOOKS: dict[str, dict[str, Any]] = {  # of the line to a holder
    SAME: {"ec": BAR, "ls": "-", "lw": 1.8},
    SUMS: {"ec": BAR, "ls": (0, (4, 1.5)), "lw": 1.2},
    COPY: {"ec": QUIET, "ls": (0, (1, 2)), "lw": 1.2},
    ELSEWHERE: {"ec": CLASH, "ls": (0, (1, 2)), "lw": 1.4},
    CLASHING: {"ec": CLASH, "ls": "-", "lw": 2.4},
}
STATES = {"held": ("o", BAR, BAR), "clash": ("X", CLASH, CLASH)}
STATES["free"] = ("o", "white", QUIET)
Place = tuple[float, float]


class Block(NamedTuple):
    """A section: its claims and holders with their heights on the paper."""

    title: str
    claims: dict[str, float]
    holders: list[tuple[Holder, list[str], float]]
    top: float
    end: float


@styled()
def web(report: Report) -> Picture:
    """Draw each claim with what holds it: other claims, and figures of others.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Picture
        Its data has a row a claim and holder: kind, checks (how many) and relations.
    """
    blocks = _blocks(report)
    rows = [
        (claim, holder.kind, len(ids), "; ".join(ids))
        for block in blocks
        for claim in block.claims
        for holder, _, _ in block.holders
        if (ids := holder.checks.get(claim))
    ]
    data = pd.DataFrame(rows, columns=["claim", "kind", "checks", "relations"])
    places = {claim: y for block in blocks for claim, y in block.claims.items()}
    states = {claim: _state(data, claim) for claim in places}
    sources = ["the report", "the publishers named at the right"]
    picture = Picture(_finding(report, states), data, sources, blocks[-1].end + 0.1)
    paper = picture.paper()
    for (a, b), fits in links(report, list(places)).items():
        _arc(paper, places[a], places[b], fits)
    for block in blocks:
        for claim, y in block.claims.items():
            _claim(picture, paper, report[claim], y, states[claim])
        _holders(picture, paper, block)
    return picture


def _blocks(report: Report) -> list[Block]:
    """The claims by section, from top to bottom; the headline goes with the first."""

    def section(id: str) -> str:
        return report[id].about.get("section", "").replace("0", "1")

    blocks, top = [], 0.0
    for number, ids in groupby(report.claims.index, section):
        title = f"Section {number}".strip()
        title = "Headline and section 1" if number == "1" else title
        blocks.append(_placed(report, title, list(ids), top))
        top = blocks[-1].end + 0.12
    return blocks


def _placed(report: Report, title: str, claims: list[str], top: float) -> Block:
    """A section with its claims and holders spread over the same height."""
    found = holders(report, claims)
    texts = [wrapped(holder.words, WIDTH - NODE - EDGE - 0.08) for holder in found]
    tall = sum(LINES * len(text) + APART for text in texts)
    height, y = max(STEP * len(claims), tall), top + HEAD
    step = min(height / len(claims), WIDEST)
    first = y + (height - step * len(claims)) / 2
    rows = {claim: first + step * (n + 0.5) for n, claim in enumerate(claims)}
    nodes, gap = [], (height - tall) / max(len(found), 1)
    for holder, text in zip(found, texts, strict=True):
        room = LINES * len(text) + APART + gap
        nodes.append((holder, text, y + room / 2))
        y += room
    return Block(title, rows, nodes, top, top + HEAD + height)


def _state(data: pd.DataFrame, claim: str) -> str:
    """Whether others hold a claim, clash with it, or neither."""
    kinds = set(data.loc[data["claim"] == claim, "kind"])
    held = "held" if kinds & {SAME, SUMS} else "free"
    return "clash" if CLASHING in kinds else held


def _finding(report: Report, states: dict[str, str]) -> str:
    clashing = [claim for claim, state in states.items() if state == "clash"]
    held = [*states.values()].count("held")
    said = f"{held} of {len(states)} claims are held by figures of others"
    if len(clashing) == 1:
        figure = report[clashing[0]]
        return f"{said}; {short_value(figure) or figure.label} clashes with them"
    return f"{said}; {len(clashing) or 'none'} clash with them"


def _claim(picture: Picture, paper: Axes, figure: Figure, y: float, state: str) -> None:
    """The dot of a claim (full if others hold it), its figure and its name."""
    mark, fill, edge = STATES[state]
    paper.plot(DOT, y, mark, ms=8, mfc=fill, mec=edge, mew=1.5, zorder=4)
    value, ink = short_value(figure), CLASH if state == "clash" else INK
    x = NAME if value else VALUE
    name = fitted(short_name(figure), START - 0.15 - x)
    picture.write(VALUE, y, value, weight="bold", color=ink)
    picture.write(x, y, name, color=ink, path_effects=HALO)
    paper.plot([x + text_width(name) + 0.06, START], [y, y], "-", color=LINE, lw=0.8)


def _holders(picture: Picture, paper: Axes, block: Block) -> None:
    """The title of a section, and lines from its claims to what holds them."""
    picture.write(DOT - 0.06, block.top + 0.2, block.title, color=QUIET, weight="bold")
    middle = (START + NODE) / 2
    for holder, lines, y in block.holders:
        look = LOOKS[holder.kind]
        for claim in holder.checks:
            start = block.claims[claim]
            curve = [(START, start), (middle, start), (middle, y), (NODE, y)]
            _curve(paper, curve, zorder=3, **look)
        how: dict[str, Any] = {"color": look["ec"], "linespacing": 1.25}
        picture.write(NODE + 0.08, y, "\n".join(lines), **how)


def _arc(paper: Axes, above: float, below: float, fits: bool) -> None:
    """A curve at the left from one claim to another that it stands in a sum with."""
    reach = DOT - 0.08 - min(0.12 + 0.09 * (below - above), 0.48)
    points = [(DOT, above), (reach, above), (reach, below), (DOT, below)]
    colour, width = (BAR, 1.2) if fits else (CLASH, 2.4)
    _curve(paper, points, ec=colour, lw=width, zorder=2)


def _curve(paper: Axes, points: list[Place], **how: Any) -> None:
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    paper.add_patch(PathPatch(Path(points, codes), fc="none", **how))
