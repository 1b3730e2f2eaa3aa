"""What is printed beside what the other figures give, and one print as an interval."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from ..errors import InputError
from ..number.interval import INF, Interval, Number, fixed, hull
from ..number.wording import (
    grouped,
    listed,
    places_of,
    scale_of,
    show_value,
    tail,
)
from ..report.report import Report
from ..verdict.arithmetic import Computed
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS, MARKS
from .picture import Picture, fitted, text_width
from .rows import Line, Row, marks, rows, scaled, table
from .style import BAND_EDGE, BAR, CLASH, EDGE, LINE, QUIET, WIDTH, styled
from .wording import NAMED, bare, publishers, spoken, words

INKS = {CANNOT_HOLD: CLASH, HOLDS: BAR, CAN_HOLD: BAR}


class Strip:
    """One relation: its verdict, its formula in printed figures, its face value."""

    def __init__(self, report: Report, id: str) -> None:
        self.verdict, formula = report.verdict(id), report.formula(id)
        self.text = formula.filled(lambda name: bare(report[name]).replace(" ", "\u00a0"))
        self.op = formula.comparisons[0].op if len(formula.comparisons) == 1 else ""
        self.face = _face(report, id) if self.op == "=" else None
        self.given = self.text.partition(f" {self.op} ")[0] if self.op else self.text
        self.said = [spoken(side) or "nothing" for side in self.verdict.shown]

    @property
    def axis(self) -> tuple[Number, str]:
        """Scale and unit of its axis: those in which the verdict shows its sides."""
        unit, both = self.verdict.unit, (self.verdict.printed, self.verdict.computed)
        if "%" not in "".join(self.verdict.shown) and scale_of(1, unit) < 1:
            return 1, unit
        sides = [side for side in both if side is not None]
        ends: list[Number] = [max(-end, end) for side in sides for end in side[:2]]
        return scale_of(max((end for end in ends if end != INF), default=1), unit), unit

    @property
    def row(self) -> Row:
        """The row that draws it; without sides where the verdict has none."""
        word, (printed, computed) = self.verdict.word, self.said
        names = ("printed", "computed") if self.op == "=" else ("left", "right")
        keys = {"band": f"{names[0]}: {printed}", "bar": f"{names[1]}: {computed}"}
        if self.face is not None:
            scale, unit = self.axis
            keys["ring"] = f"as if exact: {show_value(self.face, unit, 2, scale)}"
        sides = self.verdict.printed, self.verdict.computed
        ink = INKS.get(word, QUIET)
        return Row(self.text, *sides, self.face, f"{MARKS[word]} {word}", ink, keys)


def _face(report: Report, id: str) -> Fraction | None:
    """What the face values give for the computed side of an equation."""
    left, _, right = report.formula(id).comparisons[0]
    node = right if left.op in ("name", "number") else left
    try:
        return Computed(node, {name: report[name] for name in node.names()}).value
    except (InputError, ZeroDivisionError):
        return None


@styled()
def strip(report: Report, *relations: str) -> Picture:
    """Draw relations as strips: printed band, computed bar, face value as a ring.

    Its data has one row per relation: word, printed, computed and face value.

    Parameters
    ----------
    *relations : str
        Ids of relations, one strip for each, drawn from top to bottom.
    """
    if not relations:
        way = 'plots.strip(report, "live_users_share_of_all")'
        raise InputError(f"name a relation: {way}")
    found = [Strip(report, id) for id in relations]
    cells = [
        (s.verdict.word, *s.said, None if s.face is None else scaled(s.face, s.axis[0]))
        for s in found
    ]
    columns = ["word", "printed", "computed", "face_value"]
    data = pd.DataFrame(cells, index=pd.Index(relations, name="id"), columns=columns)
    used = [name for id in relations for name in report.formula(id).names]
    finding = _finding(found)
    picture = Picture(finding, data, publishers(report, used))
    one_axis = len({(s.verdict.printed, *s.axis) for s in found}) == 1
    drawn = all(s.verdict.computed is not None for s in found)
    for strips in [found] if one_axis and drawn else [[strip] for strip in found]:
        first, (scale, unit) = strips[0], strips[0].axis
        if first.verdict.computed is not None:
            lines = [strip.row for strip in strips]
            if finding.startswith(f"{first.text}:"):  # the title says it all
                lines = [replace(first.row, name="", said="")]
            rows(picture, lines, scale, tail(scale, unit))
        else:
            picture.down(0.09)
            picture.pair(first.text, first.row.said, color=QUIET)
            picture.text(first.verdict.sentence, color=QUIET)
    return picture


def _finding(strips: list[Strip]) -> str:
    """What one or several relations show, in a sentence."""
    first, found = strips[0], [strip.verdict.word for strip in strips]
    computed = [i for strip in strips if (i := strip.verdict.computed) is not None]
    if len(strips) == 1:
        return _finding_of_one(first)
    if len({s.given for s in strips}) > 1 or len(computed) < len(strips):
        groups = ([s for s in strips if s.verdict.word == word] for word in MARKS)
        counts = ", ".join(_count(group) for group in groups if group)
        return f"Of {len(strips)} checks {counts}"
    said = [f"{w} by {found.count(w)} of {len(strips)}" for w in MARKS if w in found]
    some = said if len(said) > 1 else [f"{found[0]} by any of {len(strips)}"]
    give = words(hull(computed), first.verdict.unit)
    return f"{first.given} {', '.join(some)} checks: they give {give}"


def _count(strips: list[Strip]) -> str:
    """How many checks end in a word, and of what, where it is no agreement."""
    word, n = strips[0].verdict.word, len(strips)
    if word in (HOLDS, CAN_HOLD):
        return f"{n} hold" if word == HOLDS and n > 1 else f"{n} {word}"
    verb = ("is " if n == 1 else "are ") * word.startswith("not") + word
    return f"{n} {verb} ({listed([strip.given for strip in strips], NAMED, '; ')})"


def _finding_of_one(strip: Strip) -> str:
    word, computed = strip.verdict.word, strip.verdict.computed
    if computed is not None and strip.op != "=":
        return f"{strip.text}: {word}"
    said = f"{strip.given} {'is ' * word.startswith('not')}{word}"
    if computed is not None:
        said += f": the other figures give {strip.said[1]}"
    return said


@styled()
def rounding(report: Report, id: str = "live_users_share") -> Picture:
    """Draw the interval of true values behind one printed figure, and its neighbours.

    Its data has one row: face value, low and high in the printed scale.

    Parameters
    ----------
    id : str
        The figure.
    """
    figure = report[id]
    if figure.digits is None:
        raise InputError(f"{id} has no printed digits: there is no interval to draw")
    scale, value = Fraction(figure.said_scale), Fraction(figure.value or 0)
    low, high, *_ = figure.interval
    some = "any value from " if -INF < low < high < INF else ""
    stands = f"stands for {some}{words(figure.interval, figure.unit, scale)}"
    how = "is exact: nothing was rounded" if low == high else stands
    data = table({id: figure}, scale, "id")
    finding = f"\u201c{figure.printed}\u201d {how}"
    picture = Picture(finding, data, publishers(report, [id]))
    step = Fraction(figure.rounding_step) or scale
    line = Line(-2.6, 2.6)  # in steps from the value, which floats can tell apart
    y = picture.down(1.0) + 0.55
    _neighbours(picture, line, value / scale, step / scale, y)
    row = Row("", printed=figure.interval + Interval(-value, -value), face=0)
    marks(picture, row, line, step, y)
    look = {"ha": "center", "color": BAR, "weight": "bold"}
    picture.write(WIDTH / 2, y - 0.42, fitted(figure.printed, WIDTH - 4 * EDGE), **look)
    picture.paper.plot([WIDTH / 2] * 2, [y - 0.3, y], color=BAR, lw=1.2)
    return picture


def _neighbours(
    picture: Picture, line: Line, middle: Fraction, step: Fraction, y: float
) -> None:
    """What else might have been printed, and where one print ends and the next begins."""
    apart, places = line(1) - line(0), places_of(Interval(middle, middle + step), 1)
    for n in range(-2, 3):
        x, text = WIDTH / 2 + n * apart, grouped(fixed(middle + n * step, places))
        if n == 0 or text_width(text) < apart - 0.06:
            how = {"ha": "center", "color": BAR if n == 0 else QUIET}
            picture.write(x, y + 0.29, fitted(text, WIDTH - 2 * EDGE), **how)
        for end in (x - apart / 2, x + apart / 2):
            edge = BAND_EDGE if n == 0 else LINE
            picture.paper.plot([end] * 2, [y - 0.18, y + 0.18], color=edge, lw=1)

