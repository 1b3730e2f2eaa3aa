"""All figures and relations of a report as one network, split into its parts.

Figures that a relation sets equal are one quantity with several prints. A part whose
quantities and rules form a tree is solved by passing what each rule leaves from end to
end and back, which is exact; a part with cycles, curves or whole numbers goes to the
solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce

from .figure import Figure
from .formula import Comparison, Node
from .interval import LINE, Interval
from .propagation import NOTHING, Constraint
from .relation import Relation
from .solver import Rule, System

Bounds = Mapping[str, Interval]


def printed(figure: Figure) -> Interval:
    """The interval of a figure as it is printed."""
    return figure.interval


@dataclass
class Part:
    """A part of the network that no rule connects with the rest.

    Attributes
    ----------
    prints : dict of str to list of Figure
        The quantities, each with the figures that print it.
    constraints : list of Constraint
        The rules, each once.
    relations : list of Relation
        The relations the rules and the merged figures come from.
    """

    prints: dict[str, list[Figure]] = field(default_factory=dict)
    constraints: list[Constraint] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the part, in order."""
        return [figure for prints in self.prints.values() for figure in prints]

    @cached_property
    def whole(self) -> frozenset[str]:
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
    def system(self) -> System:
        """The rules for the solver."""
        rules = (Rule(c.id, c.comparison) for c in self.constraints)
        return System(rules, self.whole)

    def bounds(self, of: Callable[[Figure], Interval] = printed) -> Bounds:
        """The interval that its prints together leave each quantity."""
        return {
            name: reduce(Interval.__and__, map(of, prints), LINE)
            for name, prints in self.prints.items()
        }

    @cached_property
    def messages(self) -> Messages:
        """The messages of a tree between its figures as printed."""
        return Messages(self, self.bounds())

    @cached_property
    def fits(self) -> bool | None:
        """Whether the part fits as printed; None if time ran out."""
        return self.feasible(self.bounds(), self.messages if self.is_tree else None)

    def feasible(self, bounds: Bounds, tree: Messages | None = None) -> bool | None:
        """Whether some values within bounds satisfy every rule; None if time ran out."""
        if any(interval.empty for interval in bounds.values()):
            return False
        if self.is_tree:
            tree = tree or Messages(self, bounds)
            if not tree.feasible:
                return False
            if tree.exact:
                return True
        return self.system.feasible(bounds)


class Messages:
    """What each rule of a tree leaves each of its quantities, the rest being given.

    Parameters
    ----------
    part : Part
        A part that is a tree.
    bounds : mapping of str to Interval
        The interval of each quantity.
    """

    def __init__(self, part: Part, bounds: Bounds) -> None:
        self.bounds = bounds
        self.exact = True
        self._rules: dict[str, list[Constraint]] = defaultdict(list)  # outward of each
        self._root = next(iter(part.prints))
        self._order = self._outward(part)
        self._up: dict[str, list[Interval]] = {}
        self._inner: dict[str, Interval] = {}
        for name in reversed(self._order):
            self._up[name] = [self._upward(c, name) for c in self._rules[name]]
            self._inner[name] = reduce(Interval.__and__, self._up[name], bounds[name])

    def _outward(self, part: Part) -> list[str]:
        """The quantities from the root outward; each rule belongs to the inner one."""
        around: dict[str, list[Constraint]] = defaultdict(list)
        for constraint in part.constraints:
            for name in constraint.names:
                around[name].append(constraint)
        order, seen = [self._root], set()
        for name in order:
            for constraint in around[name]:
                if id(constraint) not in seen:
                    seen.add(id(constraint))
                    self._rules[name].append(constraint)
                    order += [other for other in constraint.names if other != name]
        return order

    def _upward(self, constraint: Constraint, name: str) -> Interval:
        domains = {other: self._inner.get(other, LINE) for other in constraint.names}
        left, exact = project(constraint, domains, [name])
        self.exact &= exact
        return left[name]

    @cached_property
    def _down(self) -> Bounds:
        """What the rule a quantity is reached by leaves it, from all beyond."""
        found = {self._root: LINE}
        for name in self._order:
            others = without_each([self.bounds[name] & found[name], *self._up[name]])
            for constraint, domain in zip(self._rules[name], others[1:], strict=True):
                domains = {other: self._inner[other] for other in constraint.names}
                beyond = [other for other in domains if other != name]
                left, exact = project(constraint, {**domains, name: domain}, beyond)
                self.exact &= exact
                found |= {other: left[other] for other in beyond}
        return found

    def left(self, name: str) -> Interval:
        """What all rules together leave a quantity, whatever its own prints say."""
        return reduce(Interval.__and__, self._up[name], self._down[name])

    @property
    def feasible(self) -> bool:
        """Whether every quantity has a value left."""
        return not any(interval.empty for interval in self._inner.values())


def without_each(intervals: list[Interval]) -> list[Interval]:
    """For each interval, what all the others have in common."""
    before, after = [LINE], [LINE]
    for first, last in zip(intervals[:-1], intervals[:0:-1], strict=True):
        before.append(before[-1] & first)
        after.append(after[-1] & last)
    return [a & b for a, b in zip(before, reversed(after), strict=True)]


def project(
    constraint: Constraint, domains: Bounds, wanted: list[str]
) -> tuple[Bounds, bool]:
    """What a rule leaves the wanted quantities; nothing where another has no value."""
    empty = [name for name, interval in domains.items() if interval.empty]
    if not empty:
        return constraint.project(domains, wanted)
    nothing = dict.fromkeys(domains, NOTHING)
    if len(empty) > 1 or empty[0] not in wanted:
        return nothing, True
    left, exact = constraint.project({**domains, empty[0]: LINE}, empty)
    return {**nothing, empty[0]: left[empty[0]]}, exact


class Network:
    """The figures and relations that can be asked together.

    Parameters
    ----------
    figures : mapping of str to Figure
    relations : iterable of Relation
        Those that may be compared.
    """

    def __init__(self, figures: Mapping[str, Figure], relations: Iterable[Relation]):
        self.relations = list(relations)
        self.figures = {n: figures[n] for r in self.relations for n in r.formula.names}
        self.quantity = self._merge()
        self.parts = self._split()

    def _merge(self) -> dict[str, str]:
        """The quantity of each figure: figures set equal are one."""
        union = _Union()
        for relation in self.relations:
            pair = equal_pair(relation)
            if pair:
                union.join(*pair)
        return {name: union.find(name) for name in self.figures}

    def _split(self) -> list[Part]:
        union = _Union()
        for relation in self.relations:
            joined = [self.quantity[name] for name in relation.formula.names]
            for other in joined[1:]:
                union.join(joined[0], other)
        parts: dict[str, Part] = defaultdict(Part)
        for name, figure in self.figures.items():
            quantity = self.quantity[name]
            prints = parts[union.find(quantity)].prints
            prints.setdefault(quantity, []).append(figure)
        seen: set[tuple[Node, str, Node]] = set()
        for relation in self.relations:
            found = [union.find(self.quantity[n]) for n in relation.formula.names]
            part = parts[found[0] if found else ""]
            part.relations.append(relation)
            part.constraints += self._constraints(relation, seen)
        return list(parts.values())

    def _constraints(
        self, relation: Relation, seen: set[tuple[Node, str, Node]]
    ) -> list[Constraint]:
        """The rules of a relation between quantities, but for those already there."""
        if equal_pair(relation):
            return []
        found = []
        for comparison in relation.formula.comparisons:
            renamed = rename(comparison, self.quantity)
            if tuple(renamed) not in seen:
                seen.add(tuple(renamed))  # type: ignore[arg-type]
                found.append(Constraint(renamed, relation.id))
        return found


def equal_pair(relation: Relation) -> tuple[str, str] | None:
    """The two figures of a relation that sets them equal and says nothing else."""
    if len(relation.formula.comparisons) > 1:
        return None
    left, op, right = relation.formula.comparisons[0]
    if op == "=" and left.op == right.op == "name" and left != right:
        return left.name, right.name
    return None


def rename(comparison: Comparison, names: Mapping[str, str]) -> Comparison:
    """The comparison with each figure replaced by its quantity."""
    return Comparison(
        _renamed(comparison.left, names),
        comparison.op,
        _renamed(comparison.right, names),
    )


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if node.op == "name":
        return Node("name", name=names[node.name])
    return node._replace(args=tuple(_renamed(arg, names) for arg in node.args))


class _Union:
    """Sets that are joined step by step."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The name that stands for the set of a name."""
        root = name
        while root in self._above:
            root = self._above[root]
        while name != root:
            self._above[name], name = root, self._above[name]
        return root

    def join(self, a: str, b: str) -> None:
        """Make one set of two; the first name stands for it."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._above[b] = a
