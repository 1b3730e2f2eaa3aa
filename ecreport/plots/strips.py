"""What is printed beside what the other figures give, and one print as an interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from ..errors import InputError
from ..number.interval import INF, Interval, Number, exact, hull
from ..number.wording import fixed, grouped, places_of, scale_of, show_value, tail
from ..report.report import Report
from ..verdict.arithmetic import Computed
from ..verdict.judge import CAN_HOLD, CANNOT_HOLD, HOLDS, MARKS, Verdict
from .picture import Picture, fitted, text_width
from .rows import Line, Row, marks, rows, table
from .style import BAND_EDGE, BAR, CLASH, EDGE, LINE, QUIET, WIDTH, styled
from .wording import bare, listed, publishers, spoken, words


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
        formula = report.formula(id)
        text = formula.filled(lambda name: bare(report[name]).replace(" ", "\u00a0"))
        op = formula.comparisons[0].op if len(formula.comparisons) == 1 else ""
        face = _face(report, id) if op == "=" else None
        return cls(report.verdict(id), text, op, face, formula.names)

    @property
    def sides(self) -> list[Interval]:
        """The printed and the computed interval, as far as there are any."""
        both = (self.verdict.printed, self.verdict.computed)
        return [side for side in both if side is not None]

    @property
    def scale(self) -> Number:
        """The scale of its axis: that in which the verdict shows its sides."""
        said = "".join(self.verdict.shown)
        if said and "%" not in said and scale_of(1, self.verdict.unit) < 1:
            return 1
        ends: list[Number] = [max(e, -e) for i in self.sides for e in (i.low, i.high)]
        largest = max((end for end in ends if end != INF), default=1)
        return scale_of(largest, self.verdict.unit)

    @property
    def colour(self) -> str:
        """The colour of the computed bar."""
        known = {CANNOT_HOLD: CLASH, HOLDS: BAR, CAN_HOLD: BAR}
        return known.get(self.verdict.word, QUIET)

    @property
    def given(self) -> str:
        """The left side of the formula, as printed."""
        return self.formula.partition(f" {self.op} ")[0] if self.op else self.formula

    @property
    def mark(self) -> str:
        """Its word with its sign."""
        return f"{MARKS[self.verdict.word]} {self.verdict.word}"

    @property
    def said(self) -> tuple[str, str]:
        """The printed and the computed side in words, as the verdict shows them."""
        printed, computed = (spoken(side) or "nothing" for side in self.verdict.shown)
        return printed, computed

    @property
    def row(self) -> Row:
        """The row that draws it."""
        printed, computed = self.sides
        names = ("printed", "computed") if self.op == "=" else ("left", "right")
        sides = zip(("band", "bar"), names, self.said, strict=True)
        keys = {mark: f"{name}: {said}" for mark, name, said in sides}
        if self.face is not None and computed.low != computed.high:
            exactly = show_value(self.face, self.verdict.unit, 2, self.scale)
            keys["ring"] = f"as if exact: {exactly}"
        return Row(
            self.formula, printed, computed, self.face, self.mark, self.colour, keys
        )


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

    Parameters
    ----------
    report : Report
    *relations : str
        Ids of relations, one strip for each, drawn from top to bottom.

    Returns
    -------
    Picture
        Its data has one row per relation: word, printed, computed and face value.
    """
    if not relations:
        way = 'plots.strip(report, "live_users_share_of_all")'
        raise InputError(f"name a relation: {way}")
    found = {id: Strip.of(report, id) for id in relations}
    every = list(found.values())
    used = publishers(report, [name for strip in every for name in strip.names])
    picture = Picture(_finding(every), _data(found), used)
    if _alike(every):
        rows(picture, [s.row for s in every], every[0].scale, _unit(every[0]))
        return picture
    for strip in every:
        if len(strip.sides) == 2:
            rows(picture, [strip.row], strip.scale, _unit(strip))
        else:
            picture.down(0.09)
            picture.pair(strip.formula, strip.mark, color=strip.colour)
            picture.text(strip.verdict.sentence, color=QUIET)
    return picture


def _alike(strips: list[Strip]) -> bool:
    """Whether all have the same printed side, so that one axis serves them."""
    printed = {(s.verdict.printed, s.verdict.unit, s.scale) for s in strips}
    return len(printed) == 1 and all(len(s.sides) == 2 for s in strips)


def _unit(strip: Strip) -> str:
    return tail(strip.scale, strip.verdict.unit)


def _finding(strips: list[Strip]) -> str:
    """What one or several relations show, in a sentence."""
    first, found = strips[0], [strip.verdict.word for strip in strips]
    computed = [i for strip in strips if (i := strip.verdict.computed) is not None]
    if len(strips) == 1:
        return _finding_of_one(first)
    if len({s.given for s in strips}) > 1 or len(computed) < len(strips):
        groups = ([s for s in strips if s.verdict.word == word] for word in MARKS)
        counts = [_count(group) for group in groups if group]
        return f"Of {len(strips)} checks {', '.join(counts)}"
    said = [f"{w} by {found.count(w)} of {len(strips)}" for w in MARKS if w in found]
    if len(said) == 1:
        said = [f"{found[0]} by any of {len(strips)}"]
    give = words(hull(computed), first.verdict.unit)
    return f"{first.given} {', '.join(said)} checks: they give {give}"


def _count(strips: list[Strip]) -> str:
    """How many checks end in a word, and of what, where it is no agreement."""
    word, n = strips[0].verdict.word, len(strips)
    if word in (HOLDS, CAN_HOLD):
        return f"{n} hold" if word == HOLDS and n > 1 else f"{n} {word}"
    verb = ("is " if n == 1 else "are ") * word.startswith("not") + word
    return f"{n} {verb} ({listed([strip.given for strip in strips], '; ')})"


def _finding_of_one(strip: Strip) -> str:
    word, computed = strip.verdict.word, strip.verdict.computed
    if computed is not None and strip.op != "=":
        return f"{strip.formula}: {word}"
    said = f"{strip.given} {'is ' * word.startswith('not')}{word}"
    if computed is not None:
        said += f": the other figures give {strip.said[1]}"
    return said


def _data(strips: dict[str, Strip]) -> pd.DataFrame:
    cells = [
        {
            "word": strip.verdict.word,
            "printed": strip.said[0],
            "computed": strip.said[1],
            "face_value": None
            if strip.face is None
            else float(strip.face / strip.scale),
        }
        for strip in strips.values()
    ]
    return pd.DataFrame(cells, index=pd.Index(list(strips), name="id"))


@styled()
def rounding(report: Report, id: str = "live_users_share") -> Picture:
    """Draw the interval of true values behind one printed figure, and its neighbours.

    Parameters
    ----------
    report : Report
    id : str
        The figure.

    Returns
    -------
    Picture
        Its data has one row: face value, low and high in the printed scale.
    """
    figure = report[id]
    if figure.digits is None:
        raise InputError(f"{id} has no printed digits: there is no interval to draw")
    scale, value = exact(figure.said_scale), Fraction(figure.value or 0)
    low, high, *_ = figure.interval
    said = words(figure.interval, figure.unit, scale)
    some = "any value from " if -INF < low < high < INF else ""
    finding = f"\u201c{figure.printed}\u201d stands for {some}{said}"
    if low == high:
        finding = f"\u201c{figure.printed}\u201d is exact: nothing was rounded"
    data = table({id: figure}, scale, "id")
    picture = Picture(finding, data, publishers(report, [id]))
    step = Fraction(figure.rounding_step) or Fraction(scale)
    here, line = (
        -value,
        Line(-2.6, 2.6),
    )  # in steps from the value, which floats can tell
    y = picture.down(1.0) + 0.55
    _neighbours(picture, line, value / Fraction(scale), step / Fraction(scale), y)
    row = Row("", printed=figure.interval + Interval(here, here), face=0)
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

