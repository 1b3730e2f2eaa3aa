"""A relation as a strip shows it: its formula in printed figures, its face value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..computed import Computed
from ..display import scale_of, tail
from ..errors import InputError
from ..figure import Figure
from ..formula import Formula
from ..interval import INF, Interval, Number
from ..report import Report
from ..verdict import CANNOT_HOLD, HOLDS, MARKS, NOT_CHECKABLE, NOT_COMPARABLE, Verdict
from .marks import words
from .style import BAR, CLASH, QUIET

SIGNS = {" - ": " \u2212 ", " * ": " \u00d7 ", " / ": " \u00f7 "}
SIGNS |= {"<=": "\u2264", ">=": "\u2265"}
NAME = re.compile(r"[A-Za-z_][\w.]*")


@dataclass(frozen=True)
class Row:
    """One relation: its verdict, its formula in printed figures, its face value."""

    id: str
    verdict: Verdict
    formula: str
    op: str
    face: Fraction | None
    names: tuple[str, ...]

    @classmethod
    def of(cls, report: Report, id: str) -> Row:
        """The row of a relation of a report."""
        verdict = report.verdict(id)
        formula = Formula(str(report.relations.loc[id, "formula"]))
        op = formula.comparisons[0].op if len(formula.comparisons) == 1 else ""
        text, face = filled(report, formula), _face(report, formula)
        return cls(id, verdict, text, op, face, formula.names)

    @property
    def sides(self) -> list[Interval]:
        """The printed and the computed interval, as far as there are any."""
        both = (self.verdict.printed, self.verdict.computed)
        return [side for side in both if side is not None]

    @property
    def scale(self) -> Number:
        """The scale of its axis."""
        ends: list[Number] = [
            end for side in self.sides for end in (side.low, side.high)
        ]
        sizes: list[Number] = [max(end, -end) for end in ends if end not in (INF, -INF)]
        return scale_of(max(sizes, default=1), self.verdict.unit)

    @property
    def mark(self) -> str:
        """The word of the verdict with its mark."""
        return f"{MARKS[self.verdict.word]} {self.verdict.word}"

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

    @property
    def verb(self) -> str:
        """The word of the verdict as a verb: "can hold", "is not comparable"."""
        word = self.verdict.word
        return f"is {word}" if word.startswith("not") else word

    def said(self, side: Interval | None) -> str:
        """One side of the relation in words."""
        return "nothing" if side is None else words(side, self.verdict.unit)


def filled(report: Report, formula: Formula) -> str:
    """The formula with each name replaced by the figure that is printed."""
    text = NAME.sub(lambda name: _brief(report, name[0]), formula.text)
    for sign, shown in SIGNS.items():
        text = text.replace(sign, shown)
    return text


def _brief(report: Report, name: str) -> str:
    """A figure without its unit, in one piece; another word as it is."""
    if name not in report.figures:
        return name
    figure: Figure = report[name]
    unit = "" if figure.unit == "ratio" else tail(1, figure.unit)
    return figure.printed.removesuffix(unit).replace(" ", "\u00a0")


def _face(report: Report, formula: Formula) -> Fraction | None:
    """What the face values give for the computed side of an equation."""
    left, op, right = formula.comparisons[0]
    if op != "=" or len(formula.comparisons) > 1:
        return None
    node = right if left.op in ("name", "number") else left
    try:
        return Computed(node, {name: report[name] for name in node.names()}).value
    except (InputError, ZeroDivisionError):
        return None


def finding(rows: list[Row]) -> str:
    """What one or several relations show, in a sentence."""
    if len(rows) == 1:
        return _finding_of_one(rows[0])
    found, given = [row.verdict.word for row in rows], {row.given for row in rows}
    about = f"{given.pop()}: " if len(given) == 1 else ""
    if len(set(found)) == 1:
        how = "both" if len(rows) == 2 else f"all {len(rows)}"
        said = f"{how} checks end in \u201c{found[0]}\u201d"
    else:
        said = f"of {len(rows)} checks {', '.join(_counts(found))}"
    return about + said if about else said[0].upper() + said[1:]


def _counts(found: list[str]) -> list[str]:
    """How often each word was found: "2 hold", "1 can hold"."""
    counts = {word: found.count(word) for word in MARKS if word in found}
    return [
        f"{n} {'hold' if word == HOLDS and n > 1 else word}"
        for word, n in counts.items()
    ]


def _finding_of_one(row: Row) -> str:
    computed = row.verdict.computed
    if computed is None:
        return f"{row.given} {row.verb}"
    if row.op != "=":
        return f"{row.formula}: {row.verdict.word}"
    return f"{row.given} {row.verb}: the other figures give {row.said(computed)}"
