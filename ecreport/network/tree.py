"""A network without cycles: what each rule leaves is passed from end to end and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from operator import and_

from ..formula.bounds import Constraint, without_each
from ..number.interval import LINE, Interval

Bounds = Mapping[str, Interval]


class Messages:
    """What each rule of a tree leaves each of its quantities, the rest being given."""

    def __init__(self, rules: Sequence[Constraint], bounds: Bounds) -> None:
        self.bounds = bounds
        self.exact = True
        self._rules = _outward(rules, next(iter(bounds)))
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


def _outward(rules: Sequence[Constraint], first: str) -> dict[str, list[Constraint]]:
    """The quantities of a tree from the first one outward, each with its rules.

    A rule belongs to the innermost of its quantities.
    """
    around: dict[str, list[Constraint]] = defaultdict(list)
    for rule in rules:
        for name in rule.names:
            around[name].append(rule)
    found: dict[str, list[Constraint]] = {}
    order: list[tuple[str, Constraint | None]] = [(first, None)]
    for name, inner in order:
        found[name] = [rule for rule in around[name] if rule is not inner]
        order += [(n, rule) for rule in found[name] for n in rule.names if n != name]
    return found
