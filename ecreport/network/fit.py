"""Can all figures be true together, and if not, which few are in doubt?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from html import escape
from itertools import islice, product

import z3

from ..number.interval import INF, LINE, Number, decimal
from .parts import Bounds, Network, Part

FITS = "fits"
CORNER = "fits only in a corner"
MISFIT = "does not fit"
UNCHECKED = "not checkable"
MOST_SETS = 100  # suspects or conflicts listed
MOST_SECONDS = 30.0  # of work, for a severity, and for the sets of one part
Names = frozenset[str]
Question = Callable[[Names], bool | None]


@dataclass(frozen=True)
class Fit:
    """Whether one set of true values satisfies every relation at once.

    Parameters
    ----------
    word : str
        "fits", "fits only in a corner" (only if ties were rounded just so), "does not
        fit" or "not checkable" (the time ran out).
    network : Network
    """

    word: str
    network: Network = field(repr=False)

    @cached_property
    def severity(self) -> Number | None:
        """The smallest factor on all rounding steps with which everything fits.

        Below 1 it fits with room, above 1 it does not; inf where no rounding explains
        the misfit, None where it was not found in time. Found to a millionth, rounded
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
            return "the time ran out before an answer was found"
        if self.word == CORNER:
            return "everything fits only if ties were rounded just so"
        if self.severity is None:
            return "by how much was not found in time"
        if self.severity == INF:
            return "no growth of the rounding steps would let everything fit"
        size = f"{decimal(self.severity, 1, 3)} times their size"
        if self.word == FITS:
            return f"even with rounding steps {size}"
        return f"rounding steps would have to be {size}"

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
    until = time.process_time() + MOST_SECONDS
    worst: Number | None = 0
    for part in parts:
        if worst in (None, INF):
            break
        worst = _severity(part, worst, until)
    return worst


def _severity(part: Part, least: Number, until: float) -> Number | None:
    """The factor, at least `least`; in a tree found on the branches that need more."""
    while least != INF and time.process_time() < until:
        fits, branch = part.ask(_widened(part, least))
        if fits is not False:
            return least if fits else None
        found = _turning_point(branch, least, until)
        if found is None:
            return None
        least = found
    return INF if least == INF else None


def _widened(part: Part, factor: Number) -> Bounds:
    return part.bounds(lambda figure: figure.widened(factor))


def _turning_point(part: Part, low: Number, until: float) -> Number | None:
    """Where a part that does not fit with one factor begins to fit, to a millionth."""

    def fits(factor: Number) -> bool | None:
        if time.process_time() > until:
            return None
        return part.feasible(_widened(part, factor))

    high: Number = max(1, low)
    while (found := fits(high)) is False:
        high *= 4
        if high > 2**60:
            return INF
    low, high = Fraction(low), Fraction(high)
    while found is not None and high - low > max(high, Fraction(1, 100)) / 10**7:
        middle = (low + high) / 2
        found = fits(middle)
        low, high = (low, middle) if found else (middle, high)
    simple = high.limit_denominator(1000)
    if found is None:
        return None
    return simple if low < simple <= high and fits(simple) else high


def suspects(part: Part, seconds: float = MOST_SECONDS) -> list[Names]:
    """Every lightest set of figures without whose prints the rest of a part fits.

    Relations are not doubted; a figure of weight inf is never a suspect. What a set
    must hold is learned from the cores found on the way. None is found where the time
    runs out first.
    """
    until = time.process_time() + seconds
    weights = {figure.id: figure.weight for figure in part.figures if figure.as_printed}
    firm = frozenset(id for id, weight in weights.items() if weight == INF)
    doubtful = frozenset(weights) - firm
    chart, out = z3.Optimize(), {id: z3.Bool(id) for id in doubtful}
    for id in sorted(doubtful):
        chart.add_soft(z3.Not(out[id]), str(Fraction(weights[id])))
    found: list[Names] = []
    while len(found) < MOST_SETS and (left := until - time.process_time()) > 0:
        chart.set("timeout", int(left * 1000) + 1)
        if chart.check() != z3.sat:
            break
        model = chart.model()
        removed = frozenset(id for id in doubtful if z3.is_true(model[out[id]]))
        if found and _weight(removed, weights) > _weight(found[0], weights):
            break
        fits, where = part.ask(_kept(part, firm | doubtful - removed))
        if fits is None:
            break
        if fits:
            found.append(removed)
            chart.add(z3.Or(*(z3.Not(out[id]) for id in removed)))
        else:
            core = _core(where, firm, doubtful - removed, until)
            chart.add(z3.Or(*(out[id] for id in core)))
    return found


def _weight(ids: Names, weights: Mapping[str, Number]) -> Number:
    return sum(weights[id] for id in ids)


def _kept(part: Part, ids: Names) -> Bounds:
    """The bounds of a part of which only some prints are believed."""
    return part.bounds(lambda figure: figure.interval if figure.id in ids else LINE)


def _core(part: Part, firm: Names, doubtful: Names, until: float) -> Names:
    """A smallest set of doubtful prints that do not fit beside the firm ones."""

    def fits(ids: Names) -> bool | None:
        if time.process_time() > until:
            return None
        return part.feasible(_kept(part, firm | ids))

    return smallest_misfit(fits, doubtful & {figure.id for figure in part.figures})


def smallest_misfit(fits: Question, names: Names) -> Names:
    """A smallest part of names that do not fit: no member can be left out.

    Halves are tried before single names, so that a small core in a large set is
    found in few questions (QuickXplain, Junker 2004).
    """

    def explain(given: Names, added: bool, rest: list[str]) -> Names:
        if added and fits(given) is False:
            return frozenset()
        if len(rest) <= 1:
            return frozenset(rest)
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        of_second = explain(given | set(first), True, second)
        return explain(given | of_second, bool(of_second), first) | of_second

    return explain(frozenset(), True, sorted(names))


def conflicts(network: Network, part: Part) -> Iterator[Names]:
    """Every smallest set of relations of a part that cannot all be true as printed."""
    relations = {relation.id: relation for relation in part.relations}
    switches = {id: z3.Bool(id) for id in sorted(relations)}
    until = time.process_time() + MOST_SECONDS

    def fits(ids: Names) -> bool | None:
        if time.process_time() > until:
            return None
        chosen = [relations[id] for id in relations if id in ids]
        answers = [part.fits for part in Network(network.figures, chosen).parts]
        return False if False in answers else (None if None in answers else True)

    chart = z3.Solver()
    while time.process_time() < until and chart.check() == z3.sat:
        model = chart.model()
        tried = frozenset(n for n, s in switches.items() if not z3.is_false(model[s]))
        if fits(tried) is False:
            core = smallest_misfit(fits, tried)
            if time.process_time() > until:
                return  # what was found last need not be the smallest
            yield core
            chart.add(z3.Not(z3.And(*(switches[id] for id in core))))
        else:
            for name in sorted(frozenset(switches) - tried):
                if fits(tried | {name}) is not False:
                    tried |= {name}
            left_out = frozenset(switches) - tried
            chart.add(z3.Or(*(switches[id] for id in left_out)))


def combine(choices: list[list[Names]]) -> list[Names]:
    """One choice from each part, in all combinations, up to a limit."""
    joined = (frozenset[str]().union(*choice) for choice in product(*choices))
    return list(islice(joined, MOST_SETS))
