"""Can all figures be true together, and if not, which few are in doubt?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

import z3

from .interval import INF, LINE, Number, decimal
from .network import Network, Part

FITS = "fits"
CORNER = "fits only in a corner"
MISFIT = "does not fit"
UNCHECKED = "not checkable"
MOST_SETS = 100  # suspects or conflicts listed
MOST_SECONDS = 30.0  # for the suspects, and for the conflicts, of one part
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
    severity : int, Fraction, inf or None
        The smallest factor by which all rounding steps would have to grow for
        everything to fit: below 1 it fits with room, above 1 it does not; inf where
        no rounding explains the misfit. Found to a millionth, rounded up.
    why : str
        One sentence.
    """

    word: str
    severity: Number | None
    why: str

    def __repr__(self) -> str:
        return f"{self.word}: {self.why}"


def fit(network: Network) -> Fit:
    """Whether all figures of a network can be true together."""
    bad = misfits(network)
    if bad:
        worst = severity(bad)
        return Fit(MISFIT, worst, _misfit(worst))
    if any(part.fits is None for part in network.parts):
        return Fit(UNCHECKED, None, "the time ran out before an answer was found")
    sure = [part.feasible(part.bounds(lambda f: f.sure)) for part in network.parts]
    if False in sure:
        return Fit(CORNER, 1, "everything fits only if ties were rounded just so")
    factor = severity(network.parts)
    return Fit(FITS, factor, f"even with rounding steps {_times(factor)} their size")


def _misfit(worst: Number | None) -> str:
    if worst == INF:
        return "no growth of the rounding steps would let everything fit"
    return f"rounding steps would have to be {_times(worst)} their size"


def _times(factor: Number | None) -> str:
    return (
        "of unknown factor to" if factor is None else f"{decimal(factor, 1, 3)} times"
    )


def misfits(network: Network) -> list[Part]:
    """The parts of the network that do not fit."""
    return [part for part in network.parts if part.fits is False]


def severity(parts: Iterable[Part]) -> Number | None:
    """The smallest factor on all rounding steps with which every part fits."""
    worst: Number = 0
    for part in parts:
        found = _severity(part, worst)
        if found in (None, INF):
            return found
        worst = max(worst, found or 0)
    return worst


def _severity(part: Part, least: Number) -> Number | None:
    def fits(factor: Number) -> bool | None:
        return part.feasible(part.bounds(lambda figure: figure.widened(factor)))

    start = fits(least)
    if start is not False:
        return least if start else None
    high: Number = max(1, least)
    while (found := fits(high)) is False:
        high *= 4
        if high > 2**60:
            return INF
    return None if found is None else _between(fits, least, high)


def _between(
    fits: Callable[[Number], bool | None], low: Number, high: Number
) -> Number | None:
    """The turning point to a millionth; the simplest fraction there where it is one."""
    low, high = Fraction(low), Fraction(high)
    while high - low > max(high, Fraction(1, 100)) / 10**7:
        middle = (low + high) / 2
        found = fits(middle)
        if found is None:
            return None
        low, high = (low, middle) if found else (middle, high)
    simple = high.limit_denominator(1000)
    return simple if low < simple <= high and fits(simple) else high


def suspects(part: Part, seconds: float = MOST_SECONDS) -> list[Names]:
    """Every lightest set of figures without whose prints the rest of a part fits.

    Relations are not doubted; a figure of weight inf is never a suspect.
    """
    weights = {figure.id: figure.weight for figure in part.figures if figure.as_printed}
    firm = frozenset(id for id, weight in weights.items() if weight == INF)

    def fits(ids: Names) -> bool | None:
        kept = ids | firm
        return part.feasible(
            part.bounds(lambda f: f.interval if f.id in kept else LINE)
        )

    if not fits(frozenset()):
        return []
    return _lightest(
        fits, weights, frozenset(weights) - firm, time.monotonic() + seconds
    )


def _lightest(
    fits: Question, weights: Mapping[str, Number], doubtful: Names, until: float
) -> list[Names]:
    """All lightest sets, each checked; cores found on the way guide the search."""
    cores: list[Names] = []
    found: list[Names] = []
    best: Number = INF
    while time.monotonic() < until and len(found) < MOST_SETS:
        removed = lightest_hit(cores, weights, found, best)
        if removed is None:
            break
        answer = fits(doubtful - removed)
        if answer is None:
            break
        if answer:
            best = sum(weights[id] for id in removed)
            found.append(removed)
        else:
            cores.append(smallest_misfit(fits, doubtful - removed))
    return found


def lightest_hit(
    cores: Sequence[Names],
    weights: Mapping[str, Number],
    found: list[Names],
    best: Number,
) -> Names | None:
    """The lightest set that takes a figure out of every core, and repeats none found.

    Examples
    --------
    >>> cores = [frozenset("ab"), frozenset("bc")]
    >>> sorted(lightest_hit(cores, dict(a=1, b=1, c=1), [], float("inf")))
    ['b']
    """
    lightest: tuple[Number, list[str]] | None = None
    waiting: list[tuple[Number, Names]] = [(0, frozenset())]
    while waiting:
        weight, chosen = waiting.pop()
        bound = best if lightest is None else min(best, lightest[0])
        if weight > bound or any(chosen >= earlier for earlier in found):
            continue
        core = next((core for core in cores if not core & chosen), None)
        if core is not None:
            waiting += [(weight + weights[n], chosen | {n}) for n in sorted(core)]
        elif lightest is None or (weight, sorted(chosen)) < lightest:
            lightest = weight, sorted(chosen)
    return None if lightest is None else frozenset(lightest[1])


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

    return explain(frozenset(), False, sorted(names))


def conflicts(network: Network, part: Part) -> Iterator[Names]:
    """Every smallest set of relations of a part that cannot all be true as printed."""
    relations = {relation.id: relation for relation in part.relations}
    switches = {id: z3.Bool(id) for id in sorted(relations)}
    until = time.monotonic() + MOST_SECONDS

    def fits(ids: Names) -> bool | None:
        if time.monotonic() > until:
            return None
        chosen = [relations[id] for id in relations if id in ids]
        answers = [part.fits for part in Network(network.figures, chosen).parts]
        return False if False in answers else (None if None in answers else True)

    chart = z3.Solver()
    while time.monotonic() < until and chart.check() == z3.sat:
        model = chart.model()
        tried = frozenset(n for n, s in switches.items() if not z3.is_false(model[s]))
        if fits(tried) is False:
            core = smallest_misfit(fits, tried)
            if time.monotonic() > until:
                return  # what was found last need not be the smallest
            yield core
            chart.add(z3.Not(z3.And(*(switches[id] for id in core))))
        else:
            left_out = _left_out(fits, tried, frozenset(switches), until)
            chart.add(z3.Or(*(switches[id] for id in left_out)))


def _left_out(fits: Question, tried: Names, every: Names, until: float) -> Names:
    """What remains outside when a set that fits has grown as far as time allows."""
    for name in sorted(every - tried):
        if time.monotonic() > until:
            break
        if fits(tried | {name}) is not False:
            tried = tried | {name}
    return every - tried


def combine(choices: list[list[Names]]) -> list[Names]:
    """One choice from each part, in all combinations, up to a limit."""
    joined = (frozenset[str]().union(*choice) for choice in product(*choices))
    return list(islice(joined, MOST_SETS))
