"""Which figure is held by which check: the claims by section, and what holds them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..figure import Figure
from ..report import Report
from .holders import CLASHING, COPY, ELSEWHERE, SAME, SUMS, Holder, holders, links
from .marks import HALO
from .picture import Picture
from .short import fitted, short_name, short_value
from .style import (
    BAR,
    CLASH,
    EDGE,
    INK,
    LINE,
    QUIET,
    SMALL,
    WIDTH,
    Sheet,
    styled,
    text_width,
    wrapped,
)

DOT, VALUE, NAME, START, NODE = 0.6, 0.74, 2.16, 4.7, 5.08  # inches from the left
STEP, WIDEST, LINES, APART, HEAD = 0.27, 0.4, 0.19, 0.13, 0.36
LOOKS = {  # colour, style and width of the line to a holder
    SAME: (BAR, "-", 1.8),
    SUMS: (BAR, (0, (4, 1.5)), 1.2),
    COPY: (QUIET, (0, (1, 2)), 1.2),
    ELSEWHERE: (CLASH, (0, (1, 2)), 1.4),
    CLASHING: (CLASH, "-", 2.4),
}
Place = tuple[float, float]


class Block(NamedTuple):
    """A section: its claims and holders with their heights on the sheet."""

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
    data = _data(report, blocks)
    finding = _finding(report, data)
    height = blocks[-1].end + 0.1
    sheet = Sheet(finding, ["the report", "the publishers named at the right"], height)
    axes = sheet.axes(0, height, left=0, right=0)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    places = {claim: y for block in blocks for claim, y in block.claims.items()}
    for (a, b), fits in links(report, list(places)).items():
        _arc(axes, places[a], places[b], fits)
    for block in blocks:
        _block(axes, report, block, data)
    return Picture(finding, data, sheet.canvas)


def _sections(report: Report) -> dict[str, list[str]]:
    """The claims by section; the headline goes with the first."""
    found: dict[str, list[str]] = {}
    for id in report.claims.index:
        section = report[id].about.get("section", "")
        found.setdefault("1" if section == "0" else section, []).append(id)
    return found


def _blocks(report: Report) -> list[Block]:
    blocks, top = [], 0.0
    for section, claims in _sections(report).items():
        title = (
            "Headline and section 1" if section == "1" else f"Section {section}".strip()
        )
        blocks.append(_placed(report, title, claims, top))
        top = blocks[-1].end + 0.12
    return blocks


def _placed(report: Report, title: str, claims: list[str], top: float) -> Block:
    """A section with its claims and holders spread over the same height."""
    found = holders(report, claims)
    texts = [wrapped(h.words(report), width=WIDTH - NODE - EDGE - 0.08) for h in found]
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


def _data(report: Report, blocks: list[Block]) -> pd.DataFrame:
    rows = [
        (claim, holder.kind, len(ids), "; ".join(ids))
        for block in blocks
        for claim in block.claims
        for holder, _, _ in block.holders
        if (ids := holder.checks.get(claim))
    ]
    return pd.DataFrame(rows, columns=["claim", "kind", "checks", "relations"])


def _finding(report: Report, data: pd.DataFrame) -> str:
    every = list(report.claims.index)
    held = [claim for claim in every if _state(data, claim) == "held"]
    clashing = [claim for claim in every if _state(data, claim) == "clash"]
    said = f"{len(held)} of {len(every)} claims are held by figures of others"
    if len(clashing) == 1:
        figure = report[clashing[0]]
        return f"{said}; {short_value(figure) or figure.label} clashes with them"
    return f"{said}; {len(clashing) or 'none'} clash with them"


def _state(data: pd.DataFrame, claim: str) -> str:
    """Whether others hold a claim, clash with it, or neither."""
    kinds = set(data.loc[data["claim"] == claim, "kind"])
    if CLASHING in kinds:
        return "clash"
    return "held" if kinds & {SAME, SUMS} else "free"


def _block(axes: Axes, report: Report, block: Block, data: pd.DataFrame) -> None:
    _write(axes, DOT - 0.06, block.top + 0.2, block.title, color=QUIET, weight="bold")
    for claim, y in block.claims.items():
        _claim(axes, report[claim], y, _state(data, claim))
    for holder, lines, y in block.holders:
        for claim in holder.checks:
            _line(axes, (START, block.claims[claim]), (NODE, y), holder.kind)
        colour = LOOKS[holder.kind][0]
        _write(axes, NODE + 0.08, y, "\n".join(lines), color=colour, linespacing=1.25)


def _claim(axes: Axes, figure: Figure, y: float, state: str) -> None:
    """The dot of a claim (full if others hold it), its figure and its name."""
    colour = {"held": BAR, "clash": CLASH, "free": QUIET}[state]
    mark, fill = (
        ("X", CLASH) if state == "clash" else ("o", BAR if state == "held" else "white")
    )
    axes.plot(DOT, y, mark, ms=8, mfc=fill, mec=colour, mew=1.5, zorder=4)
    value, ink = short_value(figure), CLASH if state == "clash" else INK
    _write(axes, VALUE, y, value, weight="bold", color=ink)
    x = NAME if value else VALUE
    name = fitted(short_name(figure), START - 0.15 - x)
    _write(axes, x, y, name, color=ink)
    axes.plot(
        [x + text_width(name, SMALL) + 0.06, START], [y, y], "-", color=LINE, lw=0.8
    )


def _arc(axes: Axes, above: float, below: float, fits: bool) -> None:
    """A curve at the left from one claim to another that it stands in a sum with."""
    reach = DOT - 0.08 - min(0.12 + 0.09 * (below - above), 0.48)
    points = [(DOT, above), (reach, above), (reach, below), (DOT, below)]
    colour, width = (BAR, 1.2) if fits else (CLASH, 2.4)
    _curve(axes, points, fc="none", ec=colour, lw=width, zorder=2)


def _line(axes: Axes, start: Place, end: Place, kind: str) -> None:
    """A curve from a claim to what holds it."""
    colour, style, width = LOOKS[kind]
    middle = (start[0] + end[0]) / 2
    points = [start, (middle, start[1]), (middle, end[1]), end]
    _curve(axes, points, fc="none", ec=colour, ls=style, lw=width, zorder=3)


def _curve(axes: Axes, points: list[Place], **how: object) -> None:
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    axes.add_patch(PathPatch(Path(points, codes), **how))


def _write(axes: Axes, x: float, y: float, text: str, **how: object) -> None:
    options = {"va": "center", "size": SMALL, "path_effects": HALO, **how}
    axes.text(x, y, text, **options)  # type: ignore[arg-type]
