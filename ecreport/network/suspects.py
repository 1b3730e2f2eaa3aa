"""Which few figures are in doubt: the lightest sets without which the rest fits.

What does not fit is a conflict: prints that cannot all be right. A set of figures mends
a part if it holds one of every conflict. So the lightest sets that hold one of each
known conflict are tried; one that does not mend the part tells of another conflict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from itertools import chain, combinations, count, product
from math import lcm, prod
from typing import NamedTuple

from ..formula.straight import Names
from ..number.interval import INF
from .parts import LimitReached, Part, joined, smallest_misfit

MOST_ASKED = 4_000  # questions whether a set mends a part
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
    search, complete = _Search(ways), True
    try:
        found = search.groups()
    except LimitReached:
        found, complete = search.mended, False
    apart = [sets for group in found for sets in factors(group)]
    return [Group(sets, _all_of(sets), complete) for sets in apart] or [
        Group([], _all_of(search.conflicts), complete)
    ]


class _Search:
    def __init__(self, ways: Sequence[Part]) -> None:
        self.ways, part = ways, ways[0]
        given = [f for f in part.figures if f.as_printed]
        weights = {f.id: Fraction(f.weight) for f in given if f.weight != INF}
        unit = lcm(*(weight.denominator for weight in weights.values()))
        self.weights = {id: int(weight * unit) for id, weight in weights.items()}
        uses = Counter(name for rule in part.constraints for name in rule.names)
        named = [(f.id, n) for n, figures in part.prints.items() for f in figures]
        self.rank = {id: (uses[name], id) for id, name in named}  # likeliest first
        self.conflicts: list[Names] = []
        self.mended: list[list[Names]] = []  # one set that does, once it is known
        self._answers: dict[Names, Names | None] = {}

    def groups(self) -> list[list[Names]]:
        """For each group of conflicts the lightest sets that mend it."""
        released = NOBODY
        while found := self._conflict(released):
            released |= found
        if found is not None:
            return []  # figures that may not be doubted contradict each other
        while first := next(self._lightest(NOBODY), None):
            self.mended = [[first]]
            linked = self._linked()
            sets = [[*self._lightest(first - names)] for names in linked]
            if len(self._linked()) == len(linked) and self._fit_together(sets):
                return sets
        return []

    def _conflict(self, released: Names) -> Names | None:
        """Doubtful prints that do not fit though some are released; None if all fit."""
        if released not in self._answers:
            if len(self._answers) >= MOST_ASKED:
                raise LimitReached
            self._answers[released] = self._ask(released)
        return self._answers[released]

    def _ask(self, released: Names) -> Names | None:
        answers = [part.ask(released) for part in self.ways]
        if any(answer.fits for answer in answers):
            return None
        if any(answer.fits is None for answer in answers):
            raise LimitReached
        pairs = zip(self.ways, answers, strict=True)
        found = (a.conflict or self._smallest(part, released) for part, a in pairs)
        self.conflicts.append(_all_of(found) & self.weights.keys())
        return self.conflicts[-1]

    def _smallest(self, part: Part, released: Names) -> Names:
        """A smallest set of doubtful prints that do not fit beside the firm ones."""
        everything = frozenset(self.weights)
        return smallest_misfit(
            lambda ids: part.ask(everything - ids).fits, everything - released
        )

    def _lightest(self, aside: Names) -> Iterator[Names]:
        """Every lightest set that mends the part beside figures that are set aside.

        Of the sets begun the one is taken up that must come to weigh least. With each
        are kept the figures it may not hold, the conflicts it holds none of, and the
        number of conflicts then known.
        """
        most, turn = INF, count()
        begun = [(0, next(turn), NOBODY, NOBODY, list[Names](), 0)]
        while begun and begun[0][0] <= most:
            weight, _, chosen, banned, left, known = heappop(begun)
            new = self.conflicts[known:]
            left = [*left, *(c for c in new if c.isdisjoint(chosen | aside))]
            known += len(new)
            least = self._least_weight(chosen, left)
            if least > weight:
                heappush(begun, (least, -next(turn), chosen, banned, left, known))
                continue
            if not left and (conflict := self._conflict(chosen | aside)) is not None:
                left, known = [conflict], len(self.conflicts)
            if not left:
                most = weight
                yield chosen
                continue
            shortest = min(left, key=lambda names: len(names - banned)) - banned
            for name in sorted(shortest, key=self.rank.__getitem__, reverse=True):
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

    def _linked(self) -> list[Names]:
        """The figures of each group of conflicts that share figures."""
        names = sorted(_all_of(self.conflicts))
        of = joined(names, [sorted(conflict) for conflict in self.conflicts])
        firsts = dict.fromkeys(of.values())
        return [frozenset(n for n in names if of[n] == first) for first in firsts]

    def _fit_together(self, groups: list[list[Names]]) -> bool:
        """Whether sets of all groups mend the part together, if they are not too many."""
        ways = product(*groups) if prod(map(len, groups)) <= MOST_COMBINED else ()
        return all(self._conflict(_all_of(way)) is None for way in ways)


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
