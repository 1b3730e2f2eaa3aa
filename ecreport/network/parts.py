"""All figures and relations of a report as one network, split into its parts.

Figures that a relation sets equal are one quantity with several prints. A part whose
quantities and rules form a tree is solved by passing what each rule leaves from end to
end and back, which is exact; a part with cycles, curves or whole numbers goes to the
solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_

from ..formula.bounds import Constraint
from ..formula.parse import Comparison, Node
from ..formula.solver import System
from ..formula.straight import Names, put, untangled
from ..number.interval import LINE, Interval
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from .lines import Lines, Prints
from .questions import Answer, answer
from .tree import Bounds, Messages

Ends = Callable[[Figure], Interval]


class LimitReached(Exception):
    """More work than is done for one question."""


def printed(figure: Figure) -> Interval:
    """What a figure stands for, ties included."""
    return figure.interval


@dataclass(eq=False)
class Part:
    """A part of the network that no rule connects with the rest."""

    prints: dict[str, list[Figure]] = field(default_factory=dict)  # of each quantity
    constraints: list[Constraint] = field(default_factory=list)  # each once
    relations: list[Relation] = field(default_factory=list)  # they come from these

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the part, in order."""
        return [figure for prints in self.prints.values() for figure in prints]

    def read(self, figures: Mapping[str, Figure]) -> Part:
        """The same part with some figures printed or read in another way."""
        prints = {
            name: [figures.get(f.id, f) for f in given]
            for name, given in self.prints.items()
        }
        return replace(self, prints=prints)

    @cached_property
    def whole(self) -> Names:
        """The quantities that are whole numbers."""
        return frozenset(
            name for name, prints in self.prints.items() if any(f.whole for f in prints)
        )

    @cached_property
    def is_tree(self) -> bool:
        """Whether there is one way only from any quantity to any other."""
        edges = sum(len(constraint.names) for constraint in self.constraints)
        nodes = len(self.prints) + len(self.constraints)
        return edges == nodes - 1 and bool(self.prints) and not self.whole

    @cached_property
    def messages(self) -> Messages:
        """The messages of a tree between its figures as printed."""
        return Messages(self.constraints, self.bounds())

    @cached_property
    def lines(self) -> Lines:
        """The rules and prints as straight lines, as far as they are."""
        rules = untangled((rule.comparison for rule in self.constraints), self.whole)
        return Lines(self._printed(printed), rules)

    @cached_property
    def system(self) -> System:
        """The rules for the solver."""
        return System((rule.comparison for rule in self.constraints), self.whole)

    def _printed(self, ends: Ends) -> Prints:
        return {n: [(f.id, ends(f)) for f in fs] for n, fs in self.prints.items()}

    def bounds(self, ends: Ends = printed) -> Bounds:
        """The interval that its prints leave each quantity."""
        return {n: reduce(and_, map(ends, fs), LINE) for n, fs in self.prints.items()}

    @cached_property
    def fits(self) -> bool | None:
        """Whether the part fits as printed; None if a limit of work was reached."""
        if self.is_tree and (self.messages.stuck or self.messages.exact):
            return not self.messages.stuck
        return self.ask().fits

    @cached_property
    def fits_surely(self) -> bool | None:
        """Whether it fits whichever way ties were rounded; None as above."""
        return self.feasible(lambda figure: figure.sure)

    def ask(self, released: Names = frozenset()) -> Answer:
        """Whether all prints but some can be right, and which cannot if not."""
        found = answer(self.lines, released)
        if found.fits is not None:
            return found
        kept = self.bounds(lambda f: LINE if f.id in released else f.interval)
        return Answer(self.system.feasible(kept))

    def feasible(self, ends: Ends) -> bool | None:
        """Whether every rule can hold with other ends of the prints; None as above."""
        if self.is_tree:
            messages = Messages(self.constraints, self.bounds(ends))
            if messages.stuck or messages.exact:
                return not messages.stuck
        fits = answer(self.with_ends(ends)).fits
        return self.system.feasible(self.bounds(ends)) if fits is None else fits

    def with_ends(self, ends: Ends) -> Lines:
        """The lines with other ends of the prints."""
        return self.lines.with_prints(self._printed(ends))


class Network:
    """The figures and relations that can be asked together, split into parts."""

    def __init__(self, figures: Mapping[str, Figure], relations: Iterable[Relation]):
        self.relations = list(relations)
        self.figures = {n: figures[n] for r in self.relations for n in r.formula.names}
        pairs = filter(None, map(equal_pair, self.relations))
        self.quantity = joined(self.figures, pairs)
        self.parts = self._split()

    def _split(self) -> list[Part]:
        sets = joined(
            self.figures, (relation.formula.names for relation in self.relations)
        )
        parts: dict[str, Part] = defaultdict(Part)
        for name, figure in self.figures.items():
            prints = parts[sets[self.quantity[name]]].prints
            prints.setdefault(self.quantity[name], []).append(figure)
        seen: set[Comparison] = set()
        for relation in self.relations:
            part = parts[next((sets[name] for name in relation.formula.names), "")]
            part.relations.append(relation)
            for rule in [] if equal_pair(relation) else relation.formula.comparisons:
                names = {n: self.quantity[n] for n in rule.names()}
                new = {_name(n): _name(q) for n, q in names.items() if n != q}
                renamed = put(rule, new) if new else rule
                if renamed not in seen:
                    seen.add(renamed)
                    part.constraints.append(Constraint(renamed))
        return list(parts.values())


def equal_pair(relation: Relation) -> tuple[str, str] | None:
    """The two figures of a relation that sets them equal and says nothing else."""
    left, op, right = relation.formula.comparisons[0]
    alone = len(relation.formula.comparisons) == 1 and left != right
    if alone and op == "=" and left.op == right.op == "name":
        return left.name, right.name
    return None


def _name(name: str) -> Node:
    return Node("name", name=name)


def joined(names: Iterable[str], links: Iterable[Sequence[str]]) -> dict[str, str]:
    """The name that stands for the set of each name, linked names being in one set.

    Examples
    --------
    >>> joined("abcd", ["ab", "cb"])
    {'a': 'c', 'b': 'c', 'c': 'c', 'd': 'd'}
    """
    above: dict[str, str] = {}

    def find(name: str) -> str:
        while name in above:
            above[name] = above.get(above[name], above[name])  # half the way next time
            name = above[name]
        return name

    for first, *others in filter(None, links):
        for other in others:
            if find(first) != find(other):
                above[find(other)] = find(first)
    return {name: find(name) for name in names}


def smallest_misfit(fits: Callable[[Names], bool | None], names: Names) -> Names:
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
