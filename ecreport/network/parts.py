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

from ..formula.bounds import NOTHING, Constraint, without_each
from ..formula.parse import Comparison, Node
from ..formula.solver import System
from ..number.interval import LINE, Interval, Number
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from .lines import Answer, Lines, Prints
from .reach import Reach, surely_left
from .shape import Names

Bounds = Mapping[str, Interval]


class LimitReached(Exception):
    """More work than is done for one question."""


@dataclass(eq=False)
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

    def read(self, figures: Mapping[str, Figure]) -> Part:
        """The same part with some figures printed or read in another way."""
        prints = {
            name: [figures.get(f.id, f) for f in given]
            for name, given in self.prints.items()
        }
        return replace(self, prints=prints)

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
    def outward(self) -> dict[str, list[Constraint]]:
        """The quantities of a tree from the first one outward, each with its rules.

        A rule belongs to the innermost of its quantities.
        """
        around: dict[str, list[Constraint]] = defaultdict(list)
        for constraint in self.constraints:
            for name in constraint.names:
                around[name].append(constraint)
        found: dict[str, list[Constraint]] = {}
        order: list[tuple[str, Constraint | None]] = [(next(iter(self.prints)), None)]
        for name, inner in order:
            found[name] = [rule for rule in around[name] if rule is not inner]
            order += [
                (n, rule) for rule in found[name] for n in rule.names if n != name
            ]
        return found

    @cached_property
    def lines(self) -> Lines:
        """The rules and prints as straight lines, as far as they are."""
        named = {n: [(f.id, f.interval) for f in fs] for n, fs in self.prints.items()}
        return self._lines(named)

    @cached_property
    def reach(self) -> Reach:
        """How far each quantity can go between the lines."""
        return Reach(self.lines)

    def widened(self, factor: Number) -> Lines:
        """The lines with rounding steps grown by a factor."""
        named = {
            n: [(f.id, f.widened(factor)) for f in fs] for n, fs in self.prints.items()
        }
        return self.lines.with_prints(named)

    @cached_property
    def core(self) -> Names:
        """Prints that cannot all be right; of the others each may be what it likes."""
        everything = frozenset(figure.id for figure in self.figures)
        known = self.ask().conflict
        if known is not None:
            return known
        return smallest_misfit(lambda ids: self.ask(everything - ids).fits, everything)

    @cached_property
    def example(self) -> Mapping[str, Number]:
        """Values with which all is right, if the exact solver finds any."""
        return self.system.solve(self.bounds())[1]

    def inner(self, name: str, id: str) -> Interval:
        """Values that a figure can surely have beside all the others."""
        if not self.example or self.whole:
            return NOTHING
        named = {n: [(f.id, f.interval) for f in fs] for n, fs in self.prints.items()}
        rules = [rule.comparison for rule in self.constraints]
        return surely_left(named, rules, self.example, name, id)

    def _lines(self, prints: Prints) -> Lines:
        return Lines(prints, [rule.comparison for rule in self.constraints], self.whole)

    @cached_property
    def system(self) -> System:
        """The rules for the solver."""
        return System([rule.comparison for rule in self.constraints], self.whole)

    def bounds(self, of: Callable[[Figure], Interval] | None = None) -> Bounds:
        """The interval that its prints (or what is made of them) leave each quantity."""
        return {
            name: reduce(and_, map(of, prints) if of else (f.interval for f in prints))
            for name, prints in self.prints.items()
        }

    @cached_property
    def messages(self) -> Messages:
        """The messages of a tree between its figures as printed."""
        return Messages(self, self.bounds())

    @cached_property
    def fits(self) -> bool | None:
        """Whether the part fits as printed; None if a limit of work was reached."""
        if self.is_tree and (self.messages.stuck or self.messages.exact):
            return not self.messages.stuck
        return self.ask().fits

    @cached_property
    def fits_surely(self) -> bool | None:
        """Whether it fits whichever way ties were rounded; None as above."""
        return self.feasible(self.bounds(lambda figure: figure.sure))

    def ask(self, released: Names = frozenset()) -> Answer:
        """Whether all prints but some can be right, and which cannot if not."""
        found = self.lines.answer(released)
        if found.fits is not None:
            return found
        kept = self.bounds(lambda f: LINE if f.id in released else f.interval)
        return Answer(self.system.feasible(kept))

    def feasible(self, bounds: Bounds) -> bool | None:
        """Whether some values within bounds satisfy every rule; None as above."""
        if self.is_tree:
            messages = Messages(self, bounds)
            if messages.stuck or messages.exact:
                return not messages.stuck
        found = self._lines({n: [(n, interval)] for n, interval in bounds.items()})
        fits = found.answer().fits
        return self.system.feasible(bounds) if fits is None else fits


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
        self._rules = part.outward
        self._up: dict[str, list[Interval]] = {}
        self._inner: dict[str, Interval] = {}
        for name in reversed(self._rules):
            self._up[name] = [self._upward(c, name) for c in self._rules[name]]
            self._inner[name] = reduce(and_, self._up[name], bounds[name])

    def _upward(self, rule: Constraint, name: str) -> Interval:
        domains = {other: self._inner.get(other, LINE) for other in rule.names}
        return self._project(rule, domains, [name])[name]

    def _project(self, rule: Constraint, domains: Bounds, wanted: list[str]) -> Bounds:
        left, exact = rule.project(domains, wanted)
        self.exact &= exact
        return left

    @cached_property
    def _down(self) -> Bounds:
        """What the rule a quantity is reached by leaves it, from all beyond."""
        found = {next(iter(self._rules)): LINE}
        for name, rules in self._rules.items():
            own = self.bounds[name] & found[name]
            others = without_each([own, *self._up[name]], and_, LINE)
            for rule, domain in zip(rules, others[1:], strict=True):
                domains = {n: self._inner[n] for n in rule.names} | {name: domain}
                beyond = [other for other in domains if other != name]
                left = self._project(rule, domains, beyond)
                found |= {other: left[other] for other in beyond}
        return found

    @property
    def all_exact(self) -> bool:
        """Whether what is left to every quantity is exact, inward and outward."""
        return bool(self._down) and self.exact

    def left(self, name: str) -> Interval:
        """What all rules together leave a quantity, whatever its own prints say."""
        return reduce(and_, self._up[name], self._down[name])

    @cached_property
    def stuck(self) -> str | None:
        """The first quantity, from the ends inward, that has no value left."""
        return next((name for name, left in self._inner.items() if left.empty), None)


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
                left, right = (
                    _renamed(s, self.quantity) for s in (rule.left, rule.right)
                )
                renamed = Comparison(left, rule.op, right)
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


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if node.op == "name":
        return Node("name", name=names[node.name])
    return node._replace(args=tuple(_renamed(arg, names) for arg in node.args))


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
