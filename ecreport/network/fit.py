"""Can all figures be true together, and if not, which few are in doubt?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from html import escape
from math import ceil
from typing import NamedTuple

import z3

from ..formula.straight import Names
from ..number.interval import INF, Number, decimal, exact
from ..verdict.arithmetic import Figure
from .parts import Ends, LimitReached, Network, Part, smallest_misfit
from .readings import fit_together

FITS = "fits"
CORNER = "fits only in a corner"
MISFIT = "does not fit"
UNCHECKED = "not checkable"
MOST_PROOFS = 200  # on the way to a severity
MOST_ASKED = 2_000  # sets of relations tried for the conflicts of a part
FINITE, INFINITE, NOT_FOUND = "finite", "infinite", "not found"
LIMIT = "a limit of work was reached before an answer was found"
Question = Callable[[Names], bool | None]


@dataclass(frozen=True)
class Fit:
    """Whether one set of true values satisfies every relation at once.

    Parameters
    ----------
    word : str
        "fits", "fits only in a corner" (only if ties were rounded just so), "does not
        fit" or "not checkable".
    network : Network
    reason : str
        Why it is not checkable; by default that the limit of work was reached.
    """

    word: str
    network: Network = field(repr=False)
    reason: str = LIMIT

    @cached_property
    def severity(self) -> Number | None:
        """The smallest factor on all rounding steps with which everything fits.

        Below 1 it fits with room, above 1 it does not; inf where no rounding explains
        the misfit, None where it was not found. Found to a millionth, rounded
        up, when first asked for.
        """
        if self.word == CORNER:
            return 1
        parts = misfits(self.network) or self.network.parts
        return None if self.word == UNCHECKED else severity(parts)

    @property
    def why(self) -> str:
        """One sentence."""
        if self.word == UNCHECKED:
            return self.reason
        if self.word == CORNER:
            return "everything fits only if ties were rounded just so"
        if self.severity is None:
            return "by how much was not found within the limit of work"
        if self.severity == INF:
            return (
                "no rounding was found, however coarse, that would let everything fit"
            )
        if self.severity == 0:
            return "every figure agrees to its last printed digit"
        if self.word == FITS:
            return "everything would still fit if no figure were off by more than " + (
                f"{decimal(self.severity * 100, 1, 1)} % of what its rounding allows"
            )
        if self.severity < Fraction("1.005"):
            least = "the least bit more than their rounding allows"
            return f"everything would fit if figures could be off by {least}"
        small = self.severity < 10
        near = round(Fraction(self.severity), 2)
        times = decimal(near, 1, 2) if small else f"{ceil(self.severity):,}"
        return (
            "everything would fit only if figures could be off by "
            f"{times} times what their rounding allows"
        )

    @property
    def severity_is(self) -> str:
        """What the severity is: finite, infinite or not found."""
        if self.severity is None:
            return NOT_FOUND
        return INFINITE if self.severity == INF else FINITE

    def __repr__(self) -> str:
        return f"{self.word}: {self.why}"

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(self.word)}</b>: {escape(self.why)}</p>"


def fit(network: Network) -> Fit:
    """Whether all figures of a network can be true together."""
    fits = [part.fits for part in network.parts]
    if all(fits):
        surely = (part.fits_surely for part in network.parts)
        return Fit(CORNER if False in surely else FITS, network)
    return Fit(MISFIT if False in fits else UNCHECKED, network)


def misfits(network: Network) -> list[Part]:
    """The parts of the network that do not fit."""
    return [part for part in network.parts if part.fits is False]


def severity(parts: Iterable[Part]) -> Number | None:
    """The smallest factor on all rounding steps with which every part fits."""
    worst: Number | None = 0
    for part in parts:
        if worst in (None, INF):
            break
        worst = _severity(part, worst)
    return worst


def _severity(part: Part, least: Number) -> Number | None:
    """The factor, at least `least`."""
    if part.lines.straight and not part.lines.leaves and not part.lines.slopes:
        grown = _growth(part, least)
        if grown is not None:
            return grown
    fits = part.feasible(_widened(least))
    if fits is not False:
        return least if fits else None
    for rule in part.constraints if len(part.constraints) > 1 else ():
        prints = {name: part.prints[name] for name in rule.names}
        if least != INF:
            least = max(least, _severity(Part(prints, [rule]), least) or 0)
    return _turning_point(part, least)


def _widened(factor: Number) -> Ends:
    return lambda figure: figure.widened(factor)


def _growth(part: Part, factor: Number) -> Number | None:
    """The factor, from one proof that a smaller one is too small to the next.

    What a proof adds up to falls in a straight line as the prints widen, so each proof
    names the factor up to which it holds.
    """
    figures = {figure.id: figure for figure in part.figures}
    for _ in range(MOST_PROOFS):
        refuted = part.with_ends(_widened(factor)).refuted()
        if refuted is None:
            return None
        if not refuted.prints:  # it fits, or rules alone contradict each other
            return factor if refuted.fixed < 0 else INF
        now, later = (
            refuted.sum({id: figures[id].widened(f) for id, _ in refuted.prints})
            for f in (factor, factor + 1)
        )
        if later >= now:
            return INF
        if now == 0:  # any larger factor will do, this one will not
            factor += max(factor, Fraction(1, 100)) / 10**7
        else:
            factor = exact(factor + Fraction(now) / (now - later))
    return None


def _turning_point(part: Part, least: Number) -> Number | None:
    """Where a part that does not fit with less than a factor begins to, to a millionth.

    The halving is the same whatever is known to be too little.
    """

    def fits(factor: Number) -> bool | None:
        return False if factor < least else part.feasible(_widened(factor))

    if least == INF or fits(least):
        return least
    low, high = Fraction(0), Fraction(1)
    while (found := fits(high)) is False:
        low, high = high, high * 4
        if high > 2**60:
            return INF
    while found is not None and high - low > max(high, Fraction(1, 100)) / 10**7:
        middle = (low + high) / 2
        found = fits(middle)
        low, high = (low, middle) if found else (middle, high)
    simple = high.limit_denominator(1000)
    if found is None:
        return None
    return simple if low < simple <= high and fits(simple) else high


class Conflicts(NamedTuple):
    """Smallest sets of relations that cannot all be true; all of them if complete."""

    sets: list[Names]
    complete: bool


def conflicts(part: Part, figures: Mapping[str, Figure]) -> Conflicts:
    """Every smallest set of relations of a part that cannot all be true as printed.

    Figures whose words leave a choice are read anew for every set.
    """
    relations = {relation.id: relation for relation in part.relations}
    switches = {id: z3.Bool(id) for id in sorted(relations)}
    answers: dict[Names, bool | None] = {}

    def fits(ids: Names) -> bool | None:
        if ids not in answers:
            if len(answers) >= MOST_ASKED:
                raise LimitReached
            chosen = [relations[id] for id in relations if id in ids]
            answers[ids] = fit_together(figures, chosen)
        return answers[ids]

    found: list[Names] = []
    try:
        found.extend(_smallest_conflicts(fits, switches))
    except LimitReached:
        return Conflicts(found, False)
    return Conflicts(found, None not in answers.values())


def _smallest_conflicts(
    fits: Question, switches: Mapping[str, z3.BoolRef]
) -> Iterator[Names]:
    """Every smallest set that does not fit (MARCO, Liffiton et al. 2016)."""
    chart = z3.Solver()
    while chart.check() == z3.sat:
        model = chart.model()
        tried = frozenset(n for n, s in switches.items() if not z3.is_false(model[s]))
        if fits(tried) is False:
            core = smallest_misfit(fits, tried)
            yield core
            chart.add(z3.Not(z3.And(*(switches[id] for id in core))))
        else:
            for name in sorted(frozenset(switches) - tried):
                if fits(tried | {name}) is not False:
                    tried |= {name}
            left_out = frozenset(switches) - tried
            chart.add(z3.Or(*(switches[id] for id in left_out)))
