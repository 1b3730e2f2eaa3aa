"""One relation between printed figures: its verdict in the reading that fits best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from ..formula.parse import Formula
from .judge import judge, void_divisor
from .word import (
    CAN_HOLD,
    CANNOT_HOLD,
    HOLDS,
    JUDGED,
    NOT_CHECKABLE,
    NOT_COMPARABLE,
    Figures,
    Verdict,
)

MOST_READINGS = 64  # ways to read all figures of one relation
MOST_TOLD = 3  # of them in a sentence, the best first
MILDEST = (HOLDS, CAN_HOLD, NOT_CHECKABLE, NOT_COMPARABLE, CANNOT_HOLD)


@dataclass(frozen=True)
class Relation:
    """A formula that printed figures should satisfy, and why they may be compared.

    Parameters
    ----------
    id : str
    formula : Formula
    kind : str
        "print" where somebody prints the same figure, "elsewhere" where somebody
        prints it of another subject or period, blank for arithmetic.
    about : tuple of str
        The claims it bears on.
    because : str
        Why the two sides may be compared although periods or bases differ.
    basis : str
        Why they may not: the verdict is then *not comparable*.
    """

    id: str
    formula: Formula
    kind: str = ""
    about: tuple[str, ...] = ()
    because: str = ""
    basis: str = ""

    def check(self, figures: Figures) -> Verdict:
        """The verdict on this relation alone, from the figures as printed."""
        used = {name: figures[name] for name in self.formula.names}
        return read_best(self._check, used)

    def _check(self, used: Figures) -> Verdict:
        """The verdict where each figure is read in one way."""
        doubt = self._not_comparable(used)
        doubtful = next((f for f in used.values() if not f.usable), None)
        if doubtful is not None and not doubt:
            why = f"{doubtful.id} is marked {doubtful.about['status']} and proves nothing"
            return Verdict(NOT_CHECKABLE, why)
        found = judge(self.formula.comparisons, used)
        if not doubt:
            return found
        if found.computed is not None and found.computed.bounded:
            printed, computed = found.shown
            doubt = f"{doubt.rstrip('.')}; printed {printed}, computed {computed}"
        return replace(found, word=NOT_COMPARABLE, sentence=doubt)

    def comparable(self, figures: Figures) -> bool:
        """Whether it may be asked together with others.

        Not with a basis or a doubtful row, and not where it divides by nothing but zero.
        """
        used = {name: figures[name] for name in self.formula.names}
        usable = all(figure.usable for figure in used.values())
        apart = self.kind == "elsewhere" or self._not_comparable(used)
        void = void_divisor(self.formula.comparisons, used)
        return usable and not apart and void is None

    def _not_comparable(self, used: Figures) -> str:
        """Why the sides may not be compared; nothing where they may."""
        told = self.because or self.kind == "elsewhere"
        return self.basis or ("" if told else _apart(used))


def read_best(check: Callable[[Figures], Verdict], used: Figures) -> Verdict:
    """The verdict under the reading that fares best, with the others named."""
    unclear = {id: figure.readings for id, figure in used.items() if figure.readings}
    if not unclear:
        return check(used)
    ways = prod(len(readings) for readings in unclear.values())
    if ways > MOST_READINGS:
        limit = f"the limit of {MOST_READINGS}"
        return Verdict(NOT_CHECKABLE, f"{ways} ways to read it exceed {limit}")
    found = []
    for way in product(*(readings.items() for readings in unclear.values())):
        read = dict(zip(unclear, (reading for _, reading in way), strict=True))
        label = " and ".join(f'"{label}"' for label, _ in way)
        verdict = check({**used, **read})
        be = "" if verdict.word in JUDGED else "is "
        found.append((f"read as {label} it {be}{verdict}", verdict))
    best_first = sorted(found, key=lambda told: MILDEST.index(told[1].word))
    said = [sentence for sentence, _ in found]
    if len(found) > MOST_TOLD:
        said = [sentence for sentence, _ in best_first[:MOST_TOLD]]
        said += [f"these are the best {MOST_TOLD} of {len(found)} ways to read it"]
    return replace(best_first[0][1], sentence="; ".join(said))


def _apart(used: Figures) -> str:
    """How periods or bases differ; nothing where they do not."""
    for key in ("period_start", "period_end", "basis"):
        found = sorted({figure.about.get(key, "") for figure in used.values()} - {""})
        if len(found) > 1:
            return (
                f"{key.replace('_', ' ')} differs ({' and '.join(found[:3])}) and "
                "the relation does not say why that may be compared"
            )
    return ""
