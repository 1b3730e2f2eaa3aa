"""Bound propagation: what a formula says about each figure in it, exactly.

Forward, the intervals of the figures give the interval of an expression; backward,
the interval of an expression gives that of each figure. Where each figure stands once
both are tight. A figure that stands more than once is still one figure: formulas that
are a ratio of straight lines in each of their figures are tight at the corners.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, product
from operator import add, mul, truediv
from typing import Any, NamedTuple

from ..number.interval import INF, LINE, Interval, Number, divide
from .parse import Comparison, Node
from .polynomial import degree, ratio_of, single, solved_for

MOST_CORNERS = 10  # figures that stand more than once: 2**10 corners
GRAIN = 10**20  # roots are found to a whole number of parts of one
ZERO = Interval(0, 0)
ONE = Interval(1, 1)
NOTHING = Interval(0, 0, True, True)
Domains = Mapping[str, Interval]
Parts = Sequence[Interval]
_Tree = tuple[Interval, tuple[Any, ...]]  # the interval of a node, and its parts


def bounds(node: Node, domains: Domains) -> Interval:
    """The interval of an expression, treating each occurrence of a figure as another.

    Examples
    --------
    >>> from ecreport.formula.parse import parse
    >>> node = parse("a / b")[0][0]
    >>> bounds(node, {"a": Interval(1, 2), "b": Interval(4, 5)})
    [0.2, 0.5]
    """
    found: Interval = worth(node, domains, point)
    return found


def point(number: Number) -> Interval:
    """A number as an interval."""
    return Interval(number, number)


def worth(
    node: Node,
    domains: Mapping[str, Any],
    point: Callable[[Number], Any],
    divide: Callable[[Any, Any], Any] = truediv,
) -> Any:
    """What an expression comes to, on intervals or on columns of them alike."""
    if node.op == "name":
        return domains[node.name]
    if node.op == "number":
        return point(node.number)
    parts = [worth(arg, domains, point, divide) for arg in node.args]
    return divide(*parts) if node.op == "/" else JOIN[node.op](parts, node.number)


class Plan(NamedTuple):
    """How the tightest ends of an expression are found: its form alone decides that."""

    given: Node
    node: Node  # the form that is evaluated, each figure once if that can be
    corners: tuple[str, ...] = ()  # figures that stand twice, to be put at their ends
    tight: bool = True  # whether that finds the tightest ends, no divisor being zero

    def over(
        self, domains: Mapping[str, Any], point: Callable[[Number], Any] = point
    ) -> Any:
        """The interval (or the column of intervals) of the expression.

        Where there are corners, every domain has both ends and no divisor may be zero.
        """
        ways = product(*(domains[name].landmarks for name in self.corners))
        ends = (dict(zip(self.corners, way, strict=True)) for way in ways)
        found = (worth(self.node, {**domains, **end}, point) for end in ends)
        return reduce(lambda a, b: a.hull(b), found)

    def suits(self, domains: Domains) -> bool:
        """Whether the corners are there and few enough, with no divisor at zero."""
        if not self.corners:
            return True
        ends = [domains[name] for name in self.corners]
        if not all(interval.bounded for interval in ends):
            return False
        ways = math.prod(len(interval.landmarks) for interval in ends)
        return ways <= 2**MOST_CORNERS and zero_divisor(self.given, domains) is None


@lru_cache(maxsize=4096)
def plan(given: Node) -> Plan:
    """The plan of an expression, made once."""
    node = _folded(given)
    repeated = sorted(name for name, k in Counter(node.names()).items() if k > 1)
    ratio = ratio_of(node) if repeated else None
    if ratio is None:
        return Plan(given, node, tight=not repeated)
    once = single(ratio)
    if once is not None:
        return Plan(given, once)
    straight = all(degree(part, name) <= 1 for part in ratio for name in repeated)
    if straight and len(repeated) <= MOST_CORNERS:
        return Plan(given, node, tuple(repeated))
    return Plan(given, node, tight=False)


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
    way = plan(node)
    if way.suits(domains):
        return way.over(domains), way.tight
    return bounds(node, domains), False


def _folded(node: Node) -> Node:
    """Equal factors as one power, and the larger of x and -x as its size."""
    args = tuple(map(_folded, node.args))
    if node.op == "*":
        powers = Counter(args)
        args = tuple(
            Node("^", (a,), number=k) if k > 1 else a for a, k in powers.items()
        )
        return args[0] if len(args) == 1 else node._replace(args=args)
    if node.op in ("min", "max") and len(args) == 2:
        total = ratio_of(Node("+", args))
        if total is not None and not total[0] and any(node.names()):
            size = Node("size", args[:1])
            return size if node.op == "max" else Node("-", (size,))
    return node._replace(args=args)


def zero_divisor(node: Node, domains: Domains) -> Node | None:
    """The first divisor that may be zero, or None."""
    for arg in node.args:
        found = zero_divisor(arg, domains)
        if found is not None:
            return found
    if node.op == "/" and tight_bounds(node.args[1], domains)[0].overlaps(ZERO):
        return node.args[1]
    return None


class Constraint:
    """One comparison as a rule that narrows every figure in it."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.names = tuple(dict.fromkeys(comparison.names()))
        self._nodes = [*comparison.left.walk(), *comparison.right.walk()]

    @cached_property
    def factors(self) -> list[Node]:
        """What is multiplied with figures, and every divisor."""
        return [factor for node in self._nodes for factor in _factors(node)]

    @cached_property
    def once(self) -> bool:
        """Whether each figure stands in it once."""
        return len(self.names) == sum(1 for _ in self.comparison.names())

    @cached_property
    def solved(self) -> Mapping[str, Node] | None:
        """For figures that stand more than once: each as a formula of the others."""
        if self.comparison.op != "=" or len(self.names) > MOST_CORNERS:
            return None
        return solved_for(self.comparison, self.names)

    def project(
        self, domains: Domains, wanted: Iterable[str] | None = None
    ) -> tuple[dict[str, Interval], bool]:
        """What it leaves to each figure given the others, and whether that is exact.

        The domain of a figure never enters what is left to that figure. Only the
        `wanted` figures need be exact (by default all). Where a figure has no value,
        nothing is left to the others. Where a factor or divisor may be zero, what is
        left may have a gap.
        """
        wanted = self.names if wanted is None else tuple(wanted)
        empty = [name for name in self.names if domains[name].empty]
        left = dict.fromkeys(self.names, NOTHING)
        if len(empty) > 1 or not set(empty) <= {*wanted}:
            return left, True
        given = {**domains, **dict.fromkeys(empty, LINE)}
        found, exact = self._project(given, empty or wanted)
        left |= {name: found[name] for name in empty} if empty else found
        there = {**domains, **{name: left[name] for name in wanted}}
        vanish = any(bounds(node, there).overlaps(ZERO) for node in self.factors)
        return left, exact and not vanish

    def _project(
        self, domains: Domains, wanted: Sequence[str]
    ) -> tuple[dict[str, Interval], bool]:
        """What is left where no factor may be zero, and whether that is exact."""
        left, op, right = self.comparison
        found = dict.fromkeys(self.names, LINE)
        if self.once:
            one, other = _forward(left, domains), _forward(right, domains)
            _narrow(left, one, facing(op, other[0]), found)
            _narrow(right, other, -facing(op, -one[0]), found)
            return found, all(node.op != "^" for node in self._nodes)
        exact = self.solved is not None
        for name, node in (self.solved or {}).items():
            tight = name not in wanted
            if not tight and zero_divisor(node, domains) is None:
                found[name], tight = tight_bounds(node, domains)
            exact &= tight
        return found, exact


def _factors(node: Node) -> Sequence[Node]:
    if node.op == "/":
        return node.args[1:]
    held = [arg for arg in node.args if any(arg.names())]
    return [arg for arg in node.args if [arg] != held] if node.op == "*" else []


def facing(op: str, other: Any) -> Any:
    """Where a side may lie that has this sign between it and the other side.

    The same sign stands between the negatives of the two sides when they are swapped.
    """
    if op == "=":
        return other
    strictly = op in ("<", ">")
    return other.beneath(strictly) if "<" in op else -(-other).beneath(strictly)


def without_each(
    parts: Parts, join: Callable[[Interval, Interval], Interval], none: Interval
) -> list[Interval]:
    """For each interval, what all the others come to when joined."""
    before = accumulate(parts[:-1], join, initial=none)
    after = [*accumulate(parts[:0:-1], join, initial=none)]
    return [join(*pair) for pair in zip(before, reversed(after), strict=True)]


JOIN: dict[str, Callable[[Sequence[Any], Any], Any]] = {
    "+": lambda parts, _: reduce(add, parts),
    "-": lambda parts, _: -parts[0],
    "*": lambda parts, _: reduce(mul, parts),
    "/": lambda parts, _: parts[0] / parts[1],
    "^": lambda parts, power: parts[0] ** power,
    "size": lambda parts, _: abs(parts[0]),
    "min": lambda parts, _: reduce(_least, parts),
    "max": lambda parts, _: -reduce(_least, [-part for part in parts]),
}
"""What each operation makes of its parts; a power has its number beside them."""


def _least(a: Any, b: Any) -> Any:
    return a.least(b)


def _forward(node: Node, domains: Domains) -> _Tree:
    if not node.args:
        return bounds(node, domains), ()
    trees = tuple(_forward(arg, domains) for arg in node.args)
    return JOIN[node.op]([tree[0] for tree in trees], node.number), trees


def _narrow(
    node: Node, tree: _Tree, target: Interval, found: dict[str, Interval]
) -> None:
    """Bring what a node may be down to the figures in it."""
    if node.op == "name":
        found[node.name] = target
    if not node.args:
        return
    aims = _BACKWARD[node.op](target, [part[0] for part in tree[1]], node.number)
    for arg, part, aim in zip(node.args, tree[1], aims, strict=True):
        _narrow(arg, part, aim, found)


def _quotient(target: Interval, factor: Interval) -> Interval:
    """Every x for which x times the factor can lie in the target."""
    if target.overlaps(ZERO) and factor.overlaps(ZERO):
        return LINE
    return target / factor


def _root(target: Interval, power: int) -> Interval:
    """Every x whose power can lie in the target, the ends rounded outward."""
    high = root(target.high, power, 1)
    if power % 2:
        return Interval(root(target.low, power, -1), high)
    return NOTHING if target.high < 0 else Interval(-high, high)


def root(value: Number, power: int, side: int) -> Number:
    """The root of a number to twenty decimals, rounded down (-1) or up (1).

    Examples
    --------
    >>> root(8, 3, 1), float(root(2, 2, -1))
    (2, 1.4142135623730951)
    """
    if value < 0:
        return -root(-value, power, -side)
    if value == INF:
        return value
    scaled = Fraction(value) * GRAIN**power
    whole = math.floor(scaled)
    found = 2 << whole.bit_length() // power
    while found:  # Newton's steps on whole numbers, from above
        below = (found * (power - 1) + whole // found ** (power - 1)) // power
        if below >= found:
            break
        found = below
    return divide(found + (side > 0 and found**power != scaled), GRAIN)


def _of_least(target: Interval, parts: Parts) -> list[Interval]:
    rests = without_each(parts, _least, Interval(INF, INF))
    return [_beside(target, rest) for rest in rests]


def _beside(target: Interval, rest: Interval) -> Interval:
    """Where one value may lie if the smaller of it and the rest is the target."""
    if rest.overlaps(target):
        return Interval(target.low, INF, target.low_open, True)
    return target if rest.low >= target.high else NOTHING


_BACKWARD: dict[str, Callable[[Interval, Parts, Any], list[Interval]]] = {
    "+": lambda t, parts, _: [t - rest for rest in without_each(parts, add, ZERO)],
    "-": lambda t, parts, _: [-t],
    "*": lambda t, parts, _: [_quotient(t, r) for r in without_each(parts, mul, ONE)],
    "/": lambda t, parts, _: [t * parts[1], _quotient(parts[0], t)],
    "^": lambda t, parts, power: [_root(t, power)],
    "min": lambda t, parts, _: _of_least(t, parts),
    "max": lambda t, parts, _: [-i for i in _of_least(-t, [-p for p in parts])],
}
"""Where each part of an operation may lie that gives the target."""
