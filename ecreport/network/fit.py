"""Can all figures be true together, and if not, which few are in doubt?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from html import escape
from math import ceil

from ..formula.straight import Names
from ..number.interval import INF, Number, decimal, exact
from .parts import Ends, Network, Part
from .questions import refuted

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
    """The factor, at least `least`: from proof to proof where all is straight."""
    lines = part.lines
    plain = lines.straight and not lines.leaves and not lines.slopes
    grown = _growth(part, least) if plain else None
    return _turning_point(part, least) if grown is None else grown


def _widened(factor: Number) -> Ends:
    return lambda figure: figure.widened(factor)


def _growth(part: Part, factor: Number) -> Number | None:
    """The factor, from one proof that a smaller one is too small to the next.

    What a proof adds up to falls in a straight line as the prints widen, so each proof
    names the factor up to which it holds.
    """
    figures = {figure.id: figure for figure in part.figures}
    for _ in range(MOST_PROOFS):
        proof = refuted(part.with_ends(_widened(factor)))
        if proof is None:
            return None
        if not proof.prints:  # it fits, or rules alone contradict each other
            return factor if proof.fixed < 0 else INF
        now, later = (
            proof.sum({id: figures[id].widened(f) for id, _ in proof.prints})
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

    found = fits(least)
    if found is not False:
        return least if found else None
    low, high = Fraction(0), Fraction(1)
    while (found := fits(high)) is False:
        low, high = high, high * 4
        if high > 2**60:
            return INF
    while found is not None and high - low > max(high, Fraction(1, 100)) / 10**7:
        middle = (low + high) / 2
        found = fits(middle)
        low, high = (low, middle) if found else (middle, high)
    if found is None:
        return None
    simple = high.limit_denominator(1000)
    return simple if low < simple <= high and fits(simple) else high
