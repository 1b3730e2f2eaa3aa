"""Interval strips: what is printed beside what the other figures give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..errors import InputError
from ..formula.parse import Formula
from ..number.interval import INF, Interval, Number, hull
from ..number.wording import scale_of, tail
from ..report.report import Report
from ..verdict.arithmetic import Computed
from ..verdict.judge import (
    CAN_HOLD,
    CANNOT_HOLD,
    HOLDS,
    MARKS,
    NOT_CHECKABLE,
    NOT_COMPARABLE,
    Verdict,
)
from .frame import Picture
from .marks import band, bar, label, limits, ring, scale_axis, span
from .style import BAR, BODY, CLASH, EDGE, QUIET, WIDTH, styled
from .wording import bare, publishers, words, wrapped

TALL, LINE = 0.92, 0.21  # inches: from the label above a band to the axis; a line
WORD = 1.75  # inches kept for the word at the right


@dataclass(frozen=True)
class Strip:
    """One relation: its verdict, its formula in printed figures, its face value."""

    verdict: Verdict
    formula: str
    op: str
    face: Fraction | None
    names: tuple[str, ...]

    @classmethod
    def of(cls, report: Report, id: str) -> Strip:
        """The strip of a relation of a report."""
        verdict = report.verdict(id)
        formula = Formula(str(report.relations.loc[id, "formula"]))
        text = formula.filled(lambda name: bare(report[name]).replace(" ", "\u00a0"))
        op = formula.comparisons[0].op if len(formula.comparisons) == 1 else ""
        return cls(verdict, text, op, _face(report, formula, op), formula.names)

    @property
    def sides(self) -> list[Interval]:
        """The printed and the computed interval, as far as there are any."""
        both = (self.verdict.printed, self.verdict.computed)
        return [side for side in both if side is not None]

    @property
    def scale(self) -> Number:
        """The scale of its axis."""
        ends: list[Number] = [max(e, -e) for i in self.sides for e in (i.low, i.high)]
        largest = max((end for end in ends if end != INF), default=1)
        return scale_of(largest, self.verdict.unit)

    @property
    def ends(self) -> list[float]:
        """Everything that its axis must show."""
        face = [] if self.face is None else [float(self.face / self.scale)]
        return [end for side in self.sides for end in span(side, self.scale)] + face

    @property
    def colour(self) -> str:
        """The colour of the computed bar."""
        if self.verdict.word in (NOT_COMPARABLE, NOT_CHECKABLE):
            return QUIET
        return CLASH if self.verdict.word == CANNOT_HOLD else BAR

    @property
    def given(self) -> str:
        """The left side of the formula, as printed."""
        return self.formula.partition(f" {self.op} ")[0] if self.op else self.formula

    def said(self, side: Interval | None) -> str:
        """One side of the relation in words."""
        return "nothing" if side is None else words(side, self.verdict.unit)


def _face(report: Report, formula: Formula, op: str) -> Fraction | None:
    """What the face values give for the computed side of an equation."""
    if op != "=":
        return None
    left, _, right = formula.comparisons[0]
    node = right if left.op in ("name", "number") else left
    try:
        return Computed(node, {name: report[name] for name in node.names()}).value
    except (InputError, ZeroDivisionError):
        return None


@styled()
def strip(report: Report, *relations: str) -> Picture:
    """Draw relations as strips: printed band, computed bar, face value as a ring.

    Parameters
    ----------
    report : Report
    *relations : str
        Ids of relations, a strip each, drawn from top to bottom.

    Returns
    -------
    Picture
        Its data has a row a relation: word, printed, computed and face value.
    """
    if not relations:
        way = 'plots.strip(report, "live_users_share_of_all")'
        raise InputError(f"name a relation: {way}")
    rows = {id: Strip.of(report, id) for id in relations}
    every = list(rows.values())
    heads = [wrapped(row.formula, WIDTH - 2 * EDGE - WORD) for row in every]
    tall = [LINE * len(head) + TALL + 0.52 for head in heads]
    used = publishers(report, [name for row in every for name in row.names])
    picture = Picture(_finding(every), _data(rows), used, sum(tall) - 0.1)
    alike, y = len({(r.verdict.printed, r.verdict.unit) for r in every}) == 1, 0.04
    for row, head, height in zip(every, heads, tall, strict=True):
        picture.write(EDGE, y, "\n".join(head), va="top")
        word: Any = {"ha": "right", "va": "top", "weight": "bold", "color": row.colour}
        mark = f"{MARKS[row.verdict.word]} {row.verdict.word}"
        picture.write(WIDTH - EDGE, y, mark, size=BODY, **word)
        axes = picture.axes(y + LINE * len(head) + 0.06, TALL)
        _draw(axes, row, [end for r in (every if alike else [row]) for end in r.ends])
        y += height
    return picture


def _finding(rows: list[Strip]) -> str:
    """What one or several relations show, in a sentence."""
    first, found = rows[0], [row.verdict.word for row in rows]
    computed = [i for row in rows if (i := row.verdict.computed) is not None]
    if len(rows) == 1:
        return _finding_of_one(first)
    if len({row.given for row in rows}) > 1 or len(computed) < len(rows):
        groups = ([r for r in rows if r.verdict.word == word] for word in MARKS)
        counts = [_count(group) for group in groups if group]
        return f"Of {len(rows)} checks {', '.join(counts)}"
    said = [f"{w} by {found.count(w)} of {len(rows)}" for w in MARKS if w in found]
    if len(said) == 1:
        said = [f"{found[0]} by any of {len(rows)}"]
    give = words(hull(computed), first.verdict.unit)
    return f"{first.given} {', '.join(said)} checks: they give {give}"


def _count(rows: list[Strip]) -> str:
    """How many checks end in a word, and of what, where it is no agreement."""
    word, n = rows[0].verdict.word, len(rows)
    if word in (HOLDS, CAN_HOLD):
        return f"{n} hold" if word == HOLDS and n > 1 else f"{n} {word}"
    verb = ("is " if n == 1 else "are ") * word.startswith("not") + word
    return f"{n} {verb} ({'; '.join(row.given for row in rows)})"


def _finding_of_one(row: Strip) -> str:
    word, computed = row.verdict.word, row.verdict.computed
    if computed is not None and row.op != "=":
        return f"{row.formula}: {word}"
    said = f"{row.given} {'is ' * word.startswith('not')}{word}"
    if computed is not None:
        said += f": the other figures give {row.said(computed)}"
    return said


def _draw(axes: Axes, row: Strip, ends: list[float]) -> None:
    if len(row.sides) < 2:
        axes.set_axis_off()
        text = "\n".join(wrapped(row.verdict.sentence))
        axes.text(0, 0, text, color=QUIET, va="top", linespacing=1.3)
        return
    axes.set_xlim(limits(ends))
    printed, computed = (span(side, row.scale) for side in row.sides)
    band(axes, printed, 0.43)
    bar(axes, computed, 0.43, row.colour)
    if row.face is not None:
        ring(axes, float(row.face / row.scale), 0.43, row.colour)
    above, below = ("printed", "computed") if row.op == "=" else ("left", "right")
    said = [row.said(side) for side in row.sides]
    label(axes, printed, 0.13, f"{above}: {said[0]}")
    label(axes, computed, 0.75, f"{below}: {said[1]}", color=row.colour, weight="bold")
    scale_axis(axes, " %" if tail(row.scale, row.verdict.unit) == " %" else "")


def _data(rows: dict[str, Strip]) -> pd.DataFrame:
    cells = [
        {
            "word": row.verdict.word,
            "printed": row.said(row.verdict.printed),
            "computed": row.said(row.verdict.computed),
            "face_value": None if row.face is None else float(row.face / row.scale),
        }
        for row in rows.values()
    ]
    return pd.DataFrame(cells, index=pd.Index(list(rows), name="id"))
