"""Which few are in doubt: the lightest sets without which the rest fits.

What does not fit is a conflict: prints, or relations, that cannot all be right. A set
mends it all if it holds one of every conflict. So the lightest sets that hold one of
each known conflict are tried; one that does not mend all tells of another conflict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from heapq import heappop, heappush
from itertools import chain, combinations, count, product
from math import lcm, prod
from typing import NamedTuple

from ..formula.straight import Names
from ..number.interval import INF
from ..verdict.arithmetic import Figure
from .parts import LimitReached, Part, joined, smallest_misfit
from .questions import Answer
from .readings import fit_together

MOST_ASKED = 4_000  # questions whether a set mends a part
MOST_LEFT_OUT = 2_000  # sets of relations left out of a part, for its conflicts
MOST_BEGUN = 400_000  # sets taken up on the way
MOST_COMBINED = 1_000  # sets of several groups tried with one another
NOBODY: Names = frozenset()


class Group(NamedTuple):
    """Conflicts that share no doubtful figure with others.

    Attributes
    ----------
    sets : list of frozenset of str
        The lightest sets of figures, one of which mends the group, the others mended.
    figures : frozenset of str
        The figures of the sets; where none was found, those of all conflicts.
    complete : bool
        False where a limit of work was reached: sets may be missing, even all.
    """

    sets: list[Names]
    figures: Names
    complete: bool


def groups(*ways: Part) -> list[Group]:
    """The groups of conflicts of a part, each with every lightest set that mends it.

    A figure of weight inf is never in doubt; where no set mends the part, a group of no
    sets is complete all the same. Where a part can be read in several ways, one of them
    is to be mended.
    """

    def ask(out: Names) -> Answer:
        answers = [part.ask(out) for part in ways]
        fits = [answer.fits for answer in answers]
        known = [answer.conflict for answer in answers if answer.conflict is not None]
        conflict = _all_of(known) if len(known) == len(ways) else None
        return Answer(True in fits or (None if None in fits else False), conflict)

    search = Search(ask, _weights(ways[0]), MOST_ASKED)
    found, complete = list[list[Names]](), True
    try:
        for sets in families(search):
            found = sets
    except LimitReached:
        complete = False
    apart = [sets for group in found for sets in factors(group)]
    apart.sort(key=lambda sets: sorted(_all_of(sets)))
    return [Group(sets, _all_of(sets), complete) for sets in apart] or [
        Group([], _all_of(search.conflicts), complete)
    ]


def _weights(part: Part) -> dict[str, int]:
    """The weights of the figures that may be doubted, as whole numbers, likeliest first."""
    uses = Counter(name for rule in part.constraints for name in rule.names)
    found = sorted(
        (uses[name], figure.id, Fraction(figure.weight))
        for name, figures in part.prints.items()
        for figure in figures
        if figure.weight != INF
    )
    unit = lcm(*(weight.denominator for _, _, weight in found))
    return {id: int(weight * unit) for _, id, weight in found}


def families(search: Search) -> Iterator[list[list[Names]]]:
    """One set that mends all; then for each group of conflicts all that mend it."""
    out = NOBODY
    while conflict := search.conflict(out):
        out |= conflict
    while conflict is None and (first := next(search.sets(), None)):
        yield [[first]]
        linked = search.linked()
        sets = [[*search.sets(first - names)] for names in linked]
        ways = product(*sets) if prod(map(len, sets)) <= MOST_COMBINED else ()
        if len(search.linked()) == len(linked) and all(
            search.conflict(_all_of(way)) is None for way in ways
        ):
            yield sets
            return


def conflicts(part: Part, figures: Mapping[str, Figure]) -> tuple[list[Names], bool]:
    """Every smallest set of relations of a part that cannot all be true as printed.

    Figures whose words leave a choice are read anew for every set. False where a limit of
    work was reached, so that sets may be missing.
    """
    answers: list[bool | None] = []

    @cache
    def ask(out: Names) -> Answer:
        kept = [relation for relation in part.relations if relation.id not in out]
        answers.append(fit_together(figures, kept))
        return Answer(answers[-1] is not False)

    ids = sorted(relation.id for relation in part.relations)
    search = Search(ask, dict.fromkeys(ids, 1), MOST_LEFT_OUT)
    complete = True
    try:
        for _ in search.sets(lightest=False):
            pass
    except LimitReached:
        complete = False
    return search.conflicts, complete and None not in answers


class Search:
    """Sets that hold one of every conflict; what a set does not mend tells of one more.

    Parameters
    ----------
    ask : callable
        Whether all fits but what is left out, and a conflict if it is known.
    weights : mapping of str to int
        Of all names, likeliest first.
    most : int
        Sets that may be left out and asked about.
    """

    def __init__(
        self, ask: Callable[[Names], Answer], weights: Mapping[str, int], most: int
    ) -> None:
        self.weights, self.most, self.begun = weights, most, 0
        self.conflicts: list[Names] = []
        self._ask = ask
        self._answers: dict[Names, Names | None] = {}
        self._rank = {name: rank for rank, name in enumerate(weights)}

    def conflict(self, out: Names) -> Names | None:
        """Names that do not fit though some are left out; None if all fit."""
        if out not in self._answers:
            found = self._ask(out)
            if found.fits is None or len(self._answers) >= self.most:
                raise LimitReached
            self._answers[out] = None if found.fits else self._learn(out, found)
        return self._answers[out]

    def _learn(self, out: Names, found: Answer) -> Names:
        names = frozenset(self.weights)
        known = found.conflict
        if known is None:
            known = smallest_misfit(lambda n: self._ask(names - n).fits, names - out)
        self.conflicts.append(known & names)
        return known & names

    def sets(self, aside: Names = NOBODY, lightest: bool = True) -> Iterator[Names]:
        """Every lightest set that mends all, or every set, beside some set aside.

        Of the sets begun the one is taken up that must come to weigh least. With each
        are kept the names it may not hold, the conflicts it holds none of, and the
        number of conflicts then known.
        """
        most, turn = INF, count()
        begun = [(0, next(turn), NOBODY, NOBODY, list[Names](), 0)]
        while begun and begun[0][0] <= most:
            self.begun += 1
            if self.begun > MOST_BEGUN:
                raise LimitReached
            weight, _, chosen, banned, left, known = heappop(begun)
            new = self.conflicts[known:]
            left = [*left, *(c for c in new if c.isdisjoint(chosen | aside))]
            known += len(new)
            least = self._least_weight(chosen, left)
            if least > weight:
                heappush(begun, (least, -next(turn), chosen, banned, left, known))
                continue
            if not left and (conflict := self.conflict(chosen | aside)) is not None:
                left, known = [conflict], len(self.conflicts)
            if not left:
                most = weight if lightest else INF
                yield chosen
                continue
            shortest = min(left, key=lambda names: len(names - banned)) - banned
            for name in sorted(shortest, key=self._rank.__getitem__, reverse=True):
                open_ = [names for names in left if name not in names]
                more = chosen | {name}
                heappush(begun, (least, -next(turn), more, banned, open_, known))
                banned |= {name}

    def _least_weight(self, chosen: Names, left: list[Names]) -> int:
        """What a set must weigh at least: conflicts without overlap need one each."""
        seen = NOBODY
        weight = sum(self.weights[name] for name in chosen)
        for conflict in sorted(left, key=len):
            if seen.isdisjoint(conflict):
                seen |= conflict
                weight += min(self.weights[name] for name in conflict)
        return weight

    def linked(self) -> list[Names]:
        """The names of each group of conflicts that share names."""
        names = sorted(_all_of(self.conflicts))
        of = joined(names, [sorted(conflict) for conflict in self.conflicts])
        firsts = dict.fromkeys(of.values())
        return [frozenset(n for n in names if of[n] == first) for first in firsts]


def _all_of(sets: Iterable[Names]) -> Names:
    return NOBODY.union(*sets)


def factors(sets: list[Names]) -> list[list[Names]]:
    """The fewest choices that, made one by one, give these sets and no others.

    Examples
    --------
    >>> pairs = [frozenset(pair) for pair in ("ac", "ad", "bc", "bd")]
    >>> [sorted(map(sorted, choice)) for choice in factors(pairs)]
    [[['a'], ['b']], [['c'], ['d']]]
    """
    names, size = sorted(_all_of(sets)), len(sets)
    alone = Counter(chain(*sets))
    both = Counter(pair for names in sets for pair in combinations(sorted(names), 2))
    links = [
        (a, b)
        for a, b in combinations(names, 2)
        if both[a, b] * size != alone[a] * alone[b]
    ]
    blocks = defaultdict(set)
    for name, first in joined(names, links).items():
        blocks[first].add(name)
    choices = [
        sorted({s & block for s in sets}, key=sorted) for block in blocks.values()
    ]
    return choices if prod(map(len, choices)) == size else [sorted(sets, key=sorted)]
