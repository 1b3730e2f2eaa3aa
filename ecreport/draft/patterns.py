"""Proposals as a reader sees them: one line per figure, rivals folded, few near misses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from ..formula.parse import Formula
from ..formula.polynomial import ratio_of
from ..network.slips import MOVED, SWAPPED, WRONG, slips
from ..number.interval import divide
from ..verdict.arithmetic import Figure
from ..verdict.judge import word_of
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS
from .odds import Fit
from .suggest import KINDS, fits

NEAR_MISS = "near miss"
SLIPS = (SWAPPED, WRONG, MOVED)
MOST_NEAR_MISSES = 3
FEWEST_SIBLINGS = 3
COLUMNS = ("formula", "kind", "verdict", "chance", "rivals", "because")


@dataclass(frozen=True)
class Proposal:
    """One line of proposals: the likeliest relation of a figure, and its rivals."""

    fit: Fit
    rivals: tuple[str, ...]
    figures: Mapping[str, Figure]
    misses: str = ""  # the slip that would make a near miss fit

    @property
    def first(self) -> bool:
        """Whether it is shown before the fold."""
        return self.fit.shown_first or bool(self.misses)

    @cached_property
    def verdict(self) -> str:
        """The word of the relation alone, or that it nearly fits."""
        if self.misses:
            return NEAR_MISS
        formula = Formula(self.fit.formula)
        used = {name: self.figures[name] for name in formula.names}
        readings = any(figure.readings for figure in used.values())
        return CAN_HOLD if readings else word_of(formula.comparisons, used)

    @property
    def said(self) -> str:
        """The relation with each figure as it is printed."""
        return self.filled(self.fit.formula)

    def filled(self, formula: str) -> str:
        """A formula, as of a rival, with each figure as it is printed."""
        return Formula(formula).filled(lambda id: self.figures[id].printed)

    @property
    def because(self) -> str:
        """Why it is proposed, in a sentence with its odds in words."""
        said = f"{odds(self.fit.chance)} would fit as well"
        if self.misses:
            return f"its siblings hold; it would too with {self.misses}"
        if self.fit.shown_first:
            return said
        return f"{said}; with so many figures to try this may be a coincidence"


def odds(chance: float) -> str:
    """A chance in words.

    Examples
    --------
    >>> odds(0.000005)
    '1 in 200,000 random figures'
    """
    if chance > 0.4:
        return "every second random figure" if chance < 0.7 else "nearly every random figure"
    one_in = 1 / max(chance, 1e-12)
    digits = len(str(int(one_in))) - 1
    return f"1 in {round(one_in, -max(digits - (digits > 1), 0)):,.0f} random figures"


def proposals(figures: Sequence[Figure]) -> list[Proposal]:
    """One proposal for each figure that may follow from others, the likeliest first."""
    by_id = {figure.id: figure for figure in figures}
    lines: dict[int, list[tuple[Fit, list[str]]]] = {}
    for fit in sorted(fits(figures), key=lambda fit: fit.rank):
        of_figure = lines.setdefault(fit.result.place, [])
        rivals = next((rivals for best, rivals in of_figure if _rival(fit, best)), None)
        if rivals is None:
            of_figure.append((fit, []))
        else:
            rivals.append(fit.formula)
    best = [line for of_figure in lines.values() for line in of_figure]
    best.sort(key=lambda line: line[0].rank)
    found = [Proposal(fit, tuple(rivals), by_id) for fit, rivals in best]
    first = sum(line.first for line in found)
    return [*found[:first], *_near_misses(found, figures), *found[first:]]


def _rival(fit: Fit, best: Fit) -> bool:
    """Whether both cannot well be meant: one figure, made from the same or from a share."""
    if "same" in (fit.kind, best.kind):
        return False
    ids = {item.id for item in fit.inputs}
    return fit.result.unit in ("%", "pp") or bool(ids & {item.id for item in best.inputs})


def _near_misses(found: list[Proposal], figures: Sequence[Figure]) -> list[Proposal]:
    """Relations that one slip keeps from fitting, where three siblings of one layout hold."""
    firm = [p.fit for p in found if p.fit.shown_first and len(p.fit.inputs) == 2]
    explained = {fit.result.place for fit in firm}
    layouts: dict[tuple[str, tuple[int, ...]], list[Fit]] = {}
    for fit in firm:
        offsets = tuple(item.place - fit.result.place for item in fit.inputs)
        layouts.setdefault((fit.kind, (0, *offsets)), []).append(fit)
    missed: dict[int, Proposal] = {}
    for (kind, offsets), siblings in layouts.items():
        if kind in KINDS and len(siblings) >= FEWEST_SIBLINGS:
            for place in range(-min(offsets), len(figures) - max(offsets)):
                row = [figures[place + offset] for offset in offsets]
                if place not in explained and (miss := _miss(siblings[0], row, figures)):
                    missed.setdefault(place, miss)
    return list(missed.values())[:MOST_NEAR_MISSES]


def _miss(like: Fit, row: Sequence[Figure], figures: Sequence[Figure]) -> Proposal | None:
    """The relation of a sibling at another place, if one slip in its result makes it fit."""
    model = [figures[item.place] for item in (like.result, *like.inputs)]
    by_id = {figure.id: figure for figure in row}
    if [*map(_looks, row)] != [*map(_looks, model)] or len(by_id) < len(row):
        return None
    formula = Formula(KINDS[like.kind][0].format(*by_id))
    if word_of(formula.comparisons, by_id) != CANNOT_HOLD:
        return None
    for slip in slips(row[0]):
        slipped = by_id | {row[0].id: slip.figure}
        if slip.kind in SLIPS and word_of(formula.comparisons, slipped) in (HOLDS, CAN_HOLD):
            fit = replace(like, formula=formula.text)
            said = f'"{slip.figure.as_printed}" for "{row[0].as_printed}"'
            return Proposal(fit, (), {figure.id: figure for figure in figures}, said)
    return None


def _looks(figure: Figure) -> tuple[str, str, bool]:
    """What siblings have in common: unit, kind, and that they are printed."""
    kind = figure.about.get("kind") or figure.about.get("measure", "")
    return figure.unit, kind, bool(figure.as_printed and not figure.readings)


def _meaning(formula: Formula) -> list[object]:
    """What a formula says, however it is arranged."""
    said: list[object] = []
    for part in formula.comparisons:
        ratio = ratio_of(part.difference)
        terms = sorted(ratio[0].items()) if ratio else []
        scaled = [(figures, divide(n, terms[0][1])) for figures, n in terms]
        said.append((part.op, scaled or str(part)))
    return said


def listed(lines: Sequence[Proposal], accepted: Iterable[Formula] = ()) -> list[str]:
    """The proposals for a terminal, each with the number that accepts it."""
    known = [_meaning(formula) for formula in accepted]
    first = sum(line.first for line in lines)
    said = []
    for number, line in enumerate(lines, 1):
        if number == first + 1:
            said.append("These fit too, though perhaps by chance:")
        mark = " (accepted)" if _meaning(Formula(line.fit.formula)) in known else ""
        said.append(f"{number:4}  {line.fit.kind}: {line.fit.formula}{mark}")
        said.append(f"      {line.said}; {line.because}")
    return said or ["No relation among these figures fits what is printed"]


def table(figures: Sequence[Figure]) -> pd.DataFrame:
    """The proposals as rows, numbered from 1 as `ecreport suggest --accept` counts them."""
    found = proposals(figures)
    rows = [
        (p.fit.formula, p.fit.kind, p.verdict, p.fit.chance, "; ".join(p.rivals), p.because)
        for p in found
    ]
    index = pd.RangeIndex(1, len(found) + 1, name="number")
    frame = pd.DataFrame(rows, index=index, columns=list(COLUMNS))
    frame.attrs["shown_first"] = sum(line.first for line in found)
    return frame
