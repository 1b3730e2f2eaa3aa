"""Which few figures are in doubt: the lightest sets without which the rest fits.

What does not fit is a conflict: prints that cannot all be right. A set of figures mends
a part if it holds one of every conflict, so conflicts are collected, and the lightest
sets that hold one of each are tried, until no set of that weight has been left untried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from math import lcm, prod
from typing import NamedTuple

from ..formula.straight import Names
from ..number.interval import INF, Number
from .parts import LimitReached, Part, joined, smallest_misfit

MOST_ASKED = 4_000  # questions whether a set mends a part
MOST_NODES = 400_000  # sets begun
MOST_COMBINED = 1_000  # sets of several groups tried with one another


class Group(NamedTuple):
    """Conflicts that share no doubtful figure with others.

    Attributes
    ----------
    sets : list of frozenset of str
        The lightest sets of figures, one of which mends the group, the others mended.
    figures : frozenset of str
        The figures of the sets and of a conflict that only they mend.
    complete : bool
        False where a limit of work was reached: sets may be missing, even all.
    """

    sets: list[Names]
    figures: Names
    complete: bool


def groups(part: Part) -> list[Group]:
    """The groups of conflicts of a part, each with every lightest set that mends it.

    A figure of weight inf is never in doubt; where no set mends the part, a group of no
    sets is complete all the same.
    """
    search = _Search(part)
    try:
        families = search.families()
    except LimitReached:
        families = [search.mended] if search.mended else []
        found = [group for sets in families for group in search.apart(sets)]
        left = frozenset[str]().union(*search.conflicts)
        return [g._replace(complete=False) for g in found] or [Group([], left, False)]
    return [group for sets in families for group in search.apart(sets)]


class _Search:
    def __init__(self, part: Part) -> None:
        self.part = part
        given = [f for f in part.figures if f.as_printed]
        weights = {f.id: Fraction(f.weight) for f in given if f.weight != INF}
        unit = lcm(*(weight.denominator for weight in weights.values()))
        self.weights = {id: int(weight * unit) for id, weight in weights.items()}
        uses = Counter(n for rule in part.constraints for n in rule.names)
        shared = {
            f.id: (bool(f.rounding_step == 0), uses[name])
            for name, prints in part.prints.items()
            for f in prints
        }
        self.order = {
            id: place
            for place, id in enumerate(
                sorted(self.weights, key=lambda i: (shared[i], i))
            )
        }
        self.conflicts: list[Names] = []
        self.mended: list[Names] = []
        self._answers: dict[Names, bool] = {}
        self._nodes = 0

    def fits(self, released: Names) -> bool:
        """Whether the rest fits; what still does not is learned as a conflict."""
        if released not in self._answers:
            if len(self._answers) >= MOST_ASKED:
                raise LimitReached
            found = self.part.ask(released)
            if found.fits is None:
                raise LimitReached
            self._answers[released] = found.fits
            if not found.fits:
                conflict = found.conflict
                if conflict is None:
                    conflict = self._smallest(frozenset(self.weights) - released)
                self.conflicts.append(conflict & frozenset(self.weights))
        return self._answers[released]

    def _smallest(self, kept: Names) -> Names:
        """A smallest set of doubtful prints that do not fit beside the firm ones."""
        everything = frozenset(self.weights)
        return smallest_misfit(lambda ids: self.part.ask(everything - ids).fits, kept)

    def families(self) -> list[list[Names]]:
        """For each group of conflicts the lightest sets that mend it."""
        released = frozenset[str]()
        while not self.fits(released):
            if not self.conflicts[-1]:
                return [[]]
            released |= self.conflicts[-1]
        while True:
            first = self._first()
            found = [self._lightest(group, first) for group in self._groups()]
            if all(found) and self._fit_together(found):
                return found

    def _first(self) -> Names:
        """A lightest set that mends the part."""
        most = self._least_weight(self.conflicts)
        while True:
            self._beyond: Number = INF
            found = next(
                self._within(most, frozenset(), frozenset(), self.conflicts), None
            )
            if found is not None:
                self.mended = [found]
                return found
            if self._beyond == INF:
                raise LimitReached
            most = self._beyond

    def _lightest(self, group: list[Names], first: Names) -> list[Names]:
        """Every lightest set that mends a group; none if the group is a larger one."""
        inside = frozenset[str]().union(*group)
        known, most = len(self.conflicts), self._weight(first & inside)
        found = [*self._within(most, frozenset(), frozenset(), group, first - inside)]
        new = frozenset[str]().union(*self.conflicts[known:])
        beside = frozenset[str]().union(*self.conflicts[:known]) - inside
        return found if new.isdisjoint(beside) else []

    def _groups(self) -> list[list[Names]]:
        names = sorted(frozenset[str]().union(*self.conflicts))
        of = joined(names, [sorted(conflict) for conflict in self.conflicts])
        found: dict[str, list[Names]] = {}
        for conflict in self.conflicts:
            found.setdefault(of[min(conflict)], []).append(conflict)
        return list(found.values())

    def _fit_together(self, families: list[list[Names]]) -> bool:
        """Whether sets of all groups mend the part together, as far as they are tried."""
        first = [sets[0] for sets in families]
        one = (
            [*first[:i], other, *first[i + 1 :]]
            for i, sets in enumerate(families)
            for other in sets
        )
        ways = [*one]
        if prod(map(len, families)) <= MOST_COMBINED:
            ways += map(list, product(*families))
        return all(self.fits(frozenset[str]().union(*way)) for way in ways)

    def _within(
        self,
        most: Number,
        chosen: Names,
        banned: Names,
        open_: Sequence[Names],
        aside: Names = frozenset(),
    ) -> Iterator[Names]:
        """The sets that mend, no heavier than `most`, that hold some names, not others."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise LimitReached
        if not open_ and self._weight(chosen) <= most:
            if self.fits(chosen | aside):
                yield chosen
                return
            open_ = [c for c in self.conflicts if c.isdisjoint(chosen | aside)]
        needed = self._weight(chosen) + self._least_weight(open_)
        if needed > most:
            self._beyond = min(self._beyond, needed)
            return
        conflict = min(open_, key=lambda names: len(names - banned))
        for name in sorted(conflict - banned, key=self.order.__getitem__):
            with_it = chosen | {name}
            left = [c for c in open_ if name not in c]
            learned = len(self.conflicts)
            yield from self._within(most, with_it, banned, left, aside)
            new = self.conflicts[learned:]
            open_ = [*open_, *(c for c in new if c.isdisjoint(chosen))]
            banned |= {name}

    def _weight(self, names: Iterable[str]) -> Number:
        return sum(self.weights[name] for name in names)

    def _least_weight(self, conflicts: Sequence[Names]) -> Number:
        """What any set that holds one of each must weigh: by conflicts without overlap."""
        weight: Number = 0
        seen: Names = frozenset()
        for conflict in sorted(conflicts, key=len):
            if seen.isdisjoint(conflict):
                seen |= conflict
                weight += min(self.weights[name] for name in conflict)
        return weight

    def apart(self, sets: list[Names]) -> list[Group]:
        """The sets of one group as those of several that make them up, if there are."""
        if not sets:
            return [Group([], frozenset().union(*self.conflicts), True)]
        found = factors(sets)
        doubted = [frozenset[str]().union(*factor) for factor in found]
        everything = frozenset[str]().union(*doubted)
        result = []
        for factor, names in zip(found, doubted, strict=True):
            own = [
                c for c in self.conflicts if c & everything and c & everything <= names
            ]
            smallest = min(own, key=lambda c: (len(c), sorted(c)), default=names)
            result.append(Group(factor, names | smallest, True))
        return result


def factors(sets: list[Names]) -> list[list[Names]]:
    """The fewest choices that, made one by one, give these sets and no others.

    Examples
    --------
    >>> pairs = [frozenset(pair) for pair in ("ac", "ad", "bc", "bd")]
    >>> [sorted(map(sorted, choice)) for choice in factors(pairs)]
    [[['a'], ['b']], [['c'], ['d']]]
    """
    names = sorted(frozenset[str]().union(*sets))
    together = Counter((a, b) for s in sets for a in s for b in s)
    size = len(sets)
    links = [
        (a, b)
        for i, a in enumerate(names)
        for b in names[:i]
        if together[a, b] * size != together[a, a] * together[b, b]
    ]
    of = joined(names, links)
    blocks = [
        frozenset(n for n in names if of[n] == first)
        for first in dict.fromkeys(of.values())
    ]
    choices = [sorted({s & block for s in sets}, key=sorted) for block in blocks]
    if prod(map(len, choices)) != size:
        return [sorted(sets, key=sorted)]
    return choices


def suspects(part: Part) -> list[Names]:
    """Every lightest set of figures without whose prints the rest of a part fits."""
    found = groups(part)
    return combine([group.sets for group in found]) if found else []


def combine(choices: Iterable[Sequence[Names]]) -> list[Names]:
    """One choice from each group, in all combinations, up to a limit."""
    ways = (frozenset[str]().union(*choice) for choice in product(*choices))
    return list(islice(ways, MOST_COMBINED))


def weight(part: Part, found: Sequence[Group]) -> Number:
    """What the sets that mend all groups weigh together; inf where one has none."""
    weights = {figure.id: figure.weight for figure in part.figures}
    return sum(sum(weights[id] for id in g.sets[0]) if g.sets else INF for g in found)


def one_of_all(ways: Sequence[Sequence[Group]]) -> list[Group]:
    """The groups of a part that can be read in several ways, any of which mends it."""
    sets = {names for way in ways for names in combine([g.sets for g in way])}
    if len(ways) == 1 or not sets:
        return list(ways[0])
    done = all(group.complete for way in ways for group in way)
    choices = factors(list(sets))
    return [Group(c, frozenset[str]().union(*c), done) for c in choices]
