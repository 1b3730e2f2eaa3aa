"""Bound propagation: what a formula says about each figure in it, exactly.

Forward, the intervals of the figures give the interval of an expression; backward,
the interval of an expression gives that of each figure. Where each figure stands once
both are tight. A figure that stands more than once is still one figure: formulas that
are a ratio of straight lines in each of their figures are tight at the corners.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate, product
from operator import add, mul, truediv
from typing import Any

from ..number.interval import INF, LINE, Interval, Number, hull
from .parse import Comparison, Node
from .polynomial import Ratio, degree, difference, linear, ratio_of, solved_for

MOST_CORNERS = 10  # figures that stand more than once: 2**10 corners
ZERO = Interval(0, 0)
NOTHING = Interval(0, 0, True, True)
Domains = Mapping[str, Interval]
Parts = Sequence[Interval]
_Tree = tuple[Interval, tuple[Any, ...], bool]  # interval of a node, its parts, exact?


def bounds(node: Node, domains: Domains) -> Interval:
    """The interval of an expression, each standing of a figure taken for itself.

    Examples
    --------
    >>> from ecreport.formula.parse import parse
    >>> node = parse("a / b")[0][0]
    >>> bounds(node, {"a": Interval(1, 2), "b": Interval(4, 5)})
    [0.2, 0.5]
    """
    return _forward(node, domains)[0]


def tight_bounds(node: Node, domains: Domains) -> tuple[Interval, bool]:
    """The interval of an expression, and whether it is known to be the tightest.

    Examples
    --------
    >>> from ecreport.formula.parse import parse
    >>> inputs = {"a": Interval(10, 12), "b": Interval(4, 5)}
    >>> tight_bounds(parse("(a - b) / b")[0][0], inputs)
    ([1, 2], True)
    >>> tight_bounds(parse("a / b - 1")[0][0], inputs)
    ([1, 2], True)
    """
    counts = Counter(node.names())
    repeated = sorted(name for name, count in counts.items() if count > 1)
    if not repeated:
        return bounds(node, domains), True
    ratio = ratio_of(node)
    if ratio is None or not _has_tight_corners(ratio, repeated, domains):
        return bounds(node, domains), False
    straight = linear(ratio)
    if straight is not None:
        return bounds(straight, domains), True
    corners = product(*({domains[n].low, domains[n].high} for n in repeated))
    ends = (dict(zip(repeated, corner, strict=True)) for corner in corners)
    found = [bounds(node, {**domains, **_points(end)}) for end in ends]
    if all(domains[name] == domains[name].closed for name in repeated):
        return hull(found), True
    return hull([interval.closed for interval in found]), False


def _points(values: Mapping[str, Number]) -> Domains:
    return {name: Interval(value, value) for name, value in values.items()}


def zero_divisor(node: Node, domains: Domains) -> Node | None:
    """The first divisor that may be zero, or None."""
    for arg in node.args:
        found = zero_divisor(arg, domains)
        if found is not None:
            return found
    if node.op == "/" and tight_bounds(node.args[1], domains)[0].overlaps(ZERO):
        return node.args[1]
    return None


def _has_tight_corners(ratio: Ratio, repeated: list[str], domains: Domains) -> bool:
    if linear(ratio) is not None:
        return True
    if len(repeated) > MOST_CORNERS:
        return False
    straight = all(degree(part, name) <= 1 for part in ratio for name in repeated)
    return straight and all(domains[name].bounded for name in repeated)


class Constraint:
    """One comparison as a rule that narrows every figure in it.

    Parameters
    ----------
    comparison : Comparison
        The two sides and their sign.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.names = tuple(dict.fromkeys(comparison.names()))

    @cached_property
    def once(self) -> bool:
        """Whether each figure stands in it once."""
        return len(self.names) == sum(1 for _ in self.comparison.names())

    @cached_property
    def multiplied(self) -> frozenset[str]:
        """The figures that it multiplies or divides by others; with min or max, all."""
        ratio = difference(self.comparison)
        if ratio is None:
            return frozenset(self.names)
        top, bottom = ratio
        return frozenset(
            n for m in (*top, *bottom) if len(m) > 1 or m in bottom for n in m
        )

    @cached_property
    def solved(self) -> Mapping[str, Node] | None:
        """For figures that stand more than once: each as a formula of the others."""
        if self.comparison.op != "=" or len(self.names) > MOST_CORNERS:
            return None
        return solved_for(self.comparison, self.names)

    def project(
        self, domains: Domains, wanted: Iterable[str] | None = None
    ) -> tuple[dict[str, Interval], bool]:
        """What it leaves to each figure given the others, and whether that is tight.

        The domain of a figure never enters what is left to that figure. Only the
        `wanted` figures need be tight (by default all). Where a figure has no value,
        nothing is left to the others.
        """
        wanted = self.names if wanted is None else tuple(wanted)
        empty = [name for name in self.names if domains[name].empty]
        if not empty:
            return self._project(domains, wanted)
        left = dict.fromkeys(self.names, NOTHING)
        if len(empty) > 1 or empty[0] not in wanted:
            return left, True
        found, tight = self._project({**domains, empty[0]: LINE}, empty)
        return left | {empty[0]: found[empty[0]]}, tight

    def _project(
        self, domains: Domains, wanted: Sequence[str]
    ) -> tuple[dict[str, Interval], bool]:
        found = dict.fromkeys(self.names, (LINE, False))
        if self.once:
            found = self._backward(domains)
        elif self.solved is not None:
            found |= {name: self._solve(name, domains) for name in wanted}
        left = {name: interval for name, (interval, _) in found.items()}
        return left, all(found[name][1] for name in wanted)

    def _solve(self, name: str, domains: Domains) -> tuple[Interval, bool]:
        assert self.solved is not None
        node = self.solved[name]
        if zero_divisor(node, domains) is not None:
            return LINE, False
        return tight_bounds(node, domains)

    def _backward(self, domains: Domains) -> dict[str, tuple[Interval, bool]]:
        left, op, right = self.comparison
        one, other = _forward(left, domains), _forward(right, domains)
        found: dict[str, tuple[Interval, bool]] = {}
        _narrow(left, one, (_facing(op, other[0]), other[2]), found)
        _narrow(right, other, (-_facing(op, -one[0]), one[2]), found)
        return found


def _facing(op: str, other: Interval) -> Interval:
    """Where a side may lie that has this sign between it and the other side.

    The same sign stands between the negatives of the two sides when they are swapped.
    """
    if op in ("<", "<="):
        return Interval(-INF, other.high, True, op == "<" or other.high_open)
    if op in (">", ">="):
        return Interval(other.low, INF, op == ">" or other.low_open, True)
    return other


def least(intervals: Parts) -> Interval:
    """The interval of the smallest of several values."""
    low, low_open = min((i.low, i.low_open) for i in intervals)
    high, closed = min((i.high, not i.high_open) for i in intervals)
    return Interval(low, high, low_open, not closed)


def without_each(
    parts: Parts, join: Callable[[Interval, Interval], Interval], none: Interval
) -> list[Interval]:
    """For each interval, what all the others come to when joined."""
    before = accumulate(parts[:-1], join, initial=none)
    after = [*accumulate(parts[:0:-1], join, initial=none)]
    return [join(*pair) for pair in zip(before, reversed(after), strict=True)]


_FORWARD: dict[str, Callable[[Parts], Interval]] = {
    "+": lambda parts: reduce(add, parts),
    "-": lambda parts: -parts[0],
    "*": lambda parts: reduce(mul, parts),
    "/": lambda parts: truediv(parts[0], parts[1]),
    "min": least,
    "max": lambda parts: -least([-part for part in parts]),
}


def _forward(node: Node, domains: Domains) -> _Tree:
    if node.op == "name":
        return domains[node.name], (), True
    if node.op == "number":
        return Interval(node.number, node.number), (), True
    trees = tuple(_forward(arg, domains) for arg in node.args)
    parts = tuple(tree[0] for tree in trees)
    exact = all(tree[2] for tree in trees) and not (node.op == "/" and _torn(*parts))
    return _FORWARD[node.op](parts), trees, exact


def _narrow(
    node: Node,
    tree: _Tree,
    target: tuple[Interval, bool],
    found: dict[str, tuple[Interval, bool]],
) -> None:
    """Bring what a node may be down to the figures in it, and whether that is exact."""
    if node.op == "name":
        found[node.name] = target
    if not node.args:
        return
    parts = tuple(part[0] for part in tree[1])
    aims = _BACKWARD[node.op](target[0], parts)
    inexact = sum(not part[2] for part in tree[1])
    for i, (arg, part) in enumerate(zip(node.args, tree[1], strict=True)):
        others = inexact == (not part[2])
        exact = target[1] and others and not _torn_back(node.op, target[0], parts, i)
        _narrow(arg, part, (aims[i], exact), found)


def _torn(value: Interval, factor: Interval) -> bool:
    """Whether the quotients are no one interval: the divisor holds zero, the rest not.

    A divisor that is all numbers leaves all numbers but zero, which does no harm.
    """
    return factor != LINE and factor.overlaps(ZERO) and not value.overlaps(ZERO)


def _torn_back(op: str, target: Interval, parts: Parts, i: int) -> bool:
    """Whether what is left to one part of a product or quotient is no one interval."""
    if op == "/" and i == 1:
        return any(side != LINE and side.overlaps(ZERO) for side in (target, parts[0]))
    return op in ("*", "/") and _torn(target, parts[1 - i])


def _quotient(target: Interval, factor: Interval) -> Interval:
    """Every x for which x times the factor can lie in the target."""
    if target.overlaps(ZERO) and factor.overlaps(ZERO):
        return LINE
    return target / factor


def _of_least(target: Interval, parts: Parts) -> list[Interval]:
    rests = without_each(parts, lambda a, b: least((a, b)), Interval(INF, INF))
    return [_beside(target, rest) for rest in rests]


def _beside(target: Interval, rest: Interval) -> Interval:
    """Where one value may lie if the smaller of it and the rest is the target."""
    if rest.overlaps(target):
        return Interval(target.low, INF, target.low_open, True)
    return target if rest.low >= target.high else NOTHING


_BACKWARD: dict[str, Callable[[Interval, Parts], list[Interval]]] = {
    "+": lambda whole, parts: [whole - rest for rest in without_each(parts, add, ZERO)],
    "-": lambda whole, parts: [-whole],
    "*": lambda whole, parts: [_quotient(whole, part) for part in reversed(parts)],
    "/": lambda whole, parts: [whole * parts[1], _quotient(parts[0], whole)],
    "min": _of_least,
    "max": lambda whole, parts: [-i for i in _of_least(-whole, [-p for p in parts])],
}
