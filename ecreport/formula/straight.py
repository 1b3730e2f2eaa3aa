"""Rules as straight lines: which figure goes into its rule, and which is a number.

A quantity that stands in one rule only, such as a share, goes into that rule: slope
times share plus rest is zero, and both are straight. One that stands in several is put
into the others where that leaves fewer of them curved; the level before a growth rate,
level / (1 + growth), is a quantity of its own. Where that does not do, a figure that
can have one value only is that number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_
from typing import NamedTuple

from ..number.interval import INF, LINE, Interval, Number, divide, exact
from .bounds import ZERO, facing
from .parse import Comparison, Node
from .polynomial import (
    ONE,
    Monomial,
    Polynomial,
    degree,
    difference,
    minus,
    quotient,
    ratio_of,
    split,
)

Names = frozenset[str]
POSITIVE, NEGATIVE = Interval(0, INF, True, True), Interval(-INF, 0, True, True)


class Shape(NamedTuple):
    """A rule as straight lines: slope times leaf plus rest, or the rest alone."""

    comparison: Comparison
    leaf: str
    slope: Polynomial  # without a leaf: what turns the sense where it is negative
    rest: Polynomial
    divisors: list[Polynomial]
    never: list[Number]  # what the leaf is not: a divisor would be zero
    pins: Names = frozenset()  # figures taken for the one value they can have


def shape(rule: Comparison, once: Names, points: Mapping[str, Number]) -> Shape | None:
    """A rule as straight lines, figures of one value being numbers where that helps."""
    found = _plain(rule, once.intersection(rule.names()))
    parts = _polynomials(rule)
    if found is not None or parts is None:
        return found
    terms = (monomial for part in parts for monomial in part)
    pins = frozenset(name for term in terms for name in _to_pin(term, points))
    parts = [_pinned(part, {name: points[name] for name in pins}) for part in parts]
    return _shape(rule, once - pins, parts, pins) if pins else None


@lru_cache(maxsize=4096)
def _plain(rule: Comparison, once: Names) -> Shape | None:
    parts = _polynomials(rule)
    return None if parts is None else _shape(rule, once, parts, frozenset())


@lru_cache(maxsize=4096)
def _polynomials(rule: Comparison) -> list[Polynomial] | None:
    """Left side minus right side as top and bottom, then every divisor."""
    ratio = difference(rule)
    divisors = [ratio_of(node) for side in rule[::2] for node in side.divisors()]
    if ratio is None or any(found is None for found in divisors):
        return None
    return [*_cancelled(*ratio), *(found[0] for found in divisors if found is not None)]


def _cancelled(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """A ratio without the figures that every term of both is multiplied with."""
    if () in bottom or not (common := reduce(and_, map(Counter, [*top, *bottom]))):
        return top, bottom

    def without(total: Polynomial) -> Polynomial:
        left = {m: sorted((Counter(m) - common).elements()) for m in total}
        return {tuple(left[m]): k for m, k in total.items()}

    return without(top), without(bottom)


def _to_pin(monomial: tuple[str, ...], points: Mapping[str, Number]) -> list[str]:
    """The figures of one value without which a product is no product."""
    found: list[str] = []
    for name in dict.fromkeys(monomial):
        if name in points and len([n for n in monomial if n not in found]) > 1:
            found.append(name)
    return found


def _pinned(total: Polynomial, points: Mapping[str, Number]) -> Polynomial:
    found: Polynomial = {}
    for monomial, factor in total.items():
        left = tuple(n for n in monomial if n not in points)
        for name in monomial:
            factor *= points.get(name, 1)
        found[left] = exact(found.get(left, 0) + factor)
    return {monomial: factor for monomial, factor in found.items() if factor}


def _shape(
    rule: Comparison, once: Names, parts: Sequence[Polynomial], pins: Names
) -> Shape | None:
    top, bottom, *divisors = parts
    if not all(divisors) or not all(map(_straight, divisors)):
        return None  # a divisor that is nothing but zero, or curved
    divisors = [divisor for divisor in divisors if set(divisor) != {()}]
    if rule.op != "=" or _straight(top):
        slope = ONE if rule.op == "=" else bottom
        straight = _straight(top) and _straight(slope)
        return Shape(rule, "", slope, top, divisors, [], pins) if straight else None
    for name in filter(once.__contains__, dict.fromkeys(rule.names())):
        slope, rest = split(top, name)
        own = [divisor for divisor in divisors if degree(divisor, name)]
        alone = all(divisor.keys() <= {(), (name,)} for divisor in own)
        if degree(top, name) == 1 and alone and _straight(slope) and _straight(rest):
            never = [divide(-d.get((), 0), d[name,]) for d in own]
            others = [divisor for divisor in divisors if divisor not in own]
            return Shape(rule, name, slope, rest, others, never, pins)
    return None


class Rules(NamedTuple):
    """Rules about several figures, and what others leave one figure."""

    rules: list[Comparison]
    limits: dict[str, Interval]
    whole: Names

    def shapes(self, points: Mapping[str, Number]) -> list[Shape | Comparison]:
        """Each rule as straight lines, if it is that."""
        uses = Counter(name for rule in self.rules for name in set(rule.names()))
        once = frozenset(n for n, count in uses.items() if count == 1) - self.whole
        return [shape(rule, once, points) or rule for rule in self.rules]


def untangled(rules: Iterable[Comparison], whole: Names) -> Rules:
    """The same rules with fewer products, and what rules about one figure leave it.

    Examples
    --------
    >>> from .parse import Formula
    >>> texts = "s = a / t", "t = a / s", "x / (1 + g) = y / (1 + h)", "2 * g < 1"
    >>> rules = [rule for text in texts for rule in Formula(text).comparisons]
    >>> found = untangled(rules, frozenset())
    >>> for rule in found.rules:
    ...     print(rule)
    s = a / t
    t = a / (a / t)
    x / (1 + g) = y / (1 + h)
    x / (1 + g) = x / (1 + g)
    y / (1 + h) = y / (1 + h)
    >>> found.limits
    {'g': (-inf, 0.5)}
    """
    found, limits = [], dict[str, Interval]()
    for rule in rules:
        limit = _limit(rule)
        limits |= {name: limits.get(name, LINE) & end for name, end in limit.items()}
        found += [] if limit else [rule]
    while pieces := _levels_before(found, whole):
        names = {piece: Node("name", name=str(piece)) for piece in pieces}
        found = [put(rule, names) for rule in found]
        found += [Comparison(name, "=", piece) for piece, name in names.items()]
    while (fewer := _without_one(found, whole)) is not None:
        found = fewer
    return Rules(found, limits, whole)


def _limit(rule: Comparison) -> dict[str, Interval]:
    """Where a rule about one figure alone leaves it; nothing if it is another rule."""
    found = _plain(rule, frozenset())
    if not found or found.divisors or found.slope.keys() != {()}:
        return {}
    names = [monomial for monomial in found.rest if monomial]
    if len(names) != 1:
        return {}
    left = facing(rule.op, ZERO) * only(found.slope[()]) - only(found.rest.get((), 0))
    return {names[0][0]: left / only(found.rest[names[0]])}


def _levels_before(rules: Sequence[Comparison], whole: Names) -> list[Node]:
    """Quotients in curved rules by a figure, plus a number, that stands in no other."""
    uses = Counter(name for rule in rules for name in rule.names())
    every = Counter(piece for rule in rules for piece in _quotients(rule))
    curved = [r for r in rules if _plain(r, frozenset(r.names()) - whole) is None]
    found = dict.fromkeys(piece for rule in curved for piece in _quotients(rule))
    return [
        piece
        for piece in found
        if all(map(_is_straight, piece.args))
        and len(names := [*piece.args[1].names()]) == 1
        and uses[names[0]] == every[piece]
        and whole.isdisjoint(names)
    ]


def _quotients(rule: Comparison) -> Iterator[Node]:
    todo = [rule.left, rule.right]
    for node in todo:
        todo += node.args
        if node.op == "/":
            yield node


def _is_straight(node: Node) -> bool:
    ratio = ratio_of(node)
    return ratio is not None and ratio[1].keys() == {()} and _straight(ratio[0])


def _without_one(rules: list[Comparison], whole: Names) -> list[Comparison] | None:
    """The rules, a figure of one put into the others so that fewer are curved."""
    before = _curved(rules, whole)
    curved = {name for rule in before for name in rule.names()} - whole
    for rule in rules:
        others = [other for other in rules if other is not rule]
        for name in sorted(curved.intersection(rule.names())):
            solved = _solved(rule, name)
            if solved is not None:
                new = {Node("name", name=name): solved}
                found = [rule, *(put(other, new) for other in others)]
                if _weight(_curved(found, whole)) < _weight(before):
                    return found
    return None


def _solved(rule: Comparison, name: str) -> Node | None:
    """A figure as what its rule says it is, unless that might be divided by zero."""
    found = _plain(rule, frozenset({name}))
    if not found or not found.leaf or found.never:
        return None
    if found.slope not in [ONE, *found.divisors]:
        return None
    return quotient(minus(found.rest), found.slope)


def _curved(rules: list[Comparison], whole: Names) -> list[Comparison]:
    shapes = Rules(rules, {}, whole).shapes({})
    return [found for found in shapes if isinstance(found, Comparison)]


def _weight(rules: Sequence[Comparison]) -> tuple[int, int]:
    return sum(rule.op == "=" for rule in rules), len(rules)


def put(rule: Comparison, new: Mapping[Node, Node]) -> Comparison:
    """A rule with other pieces in place of some."""

    def changed(node: Node) -> Node:
        if node in new:
            return new[node]
        return node._replace(args=tuple(map(changed, node.args)))

    return Comparison(changed(rule.left), rule.op, changed(rule.right))


def _straight(total: Polynomial) -> bool:
    return all(len(monomial) <= 1 for monomial in total)


def plus(
    slope: Mapping[Monomial, Number], times: Number, rest: Mapping[Monomial, Number]
) -> Polynomial:
    """Slope times a number, plus the rest."""
    found: Polynomial = {m: exact(k * times) for m, k in slope.items() if times}
    for monomial, factor in rest.items():
        found[monomial] = exact(found.get(monomial, 0) + factor)
    return {monomial: factor for monomial, factor in found.items() if factor}


def only(value: Number) -> Interval:
    """The interval of one value."""
    return Interval(value, value)
