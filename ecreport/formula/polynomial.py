"""Formulas multiplied out, so that a figure that stands twice is seen as one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from ..number.interval import Number, divide, exact
from .parse import Comparison, Node

MOST_TERMS = 2_000
Monomial = tuple[str, ...]  # figures multiplied, sorted; one twice is a square
Polynomial = dict[Monomial, Number]
Ratio = tuple[Polynomial, Polynomial]
ONE: Polynomial = {(): 1}


class TooLarge(Exception):
    """A formula with more terms than are worth multiplying out."""


def ratio_of(node: Node) -> Ratio | None:
    """The formula as one polynomial over another; None with min, max or too many terms.

    Examples
    --------
    >>> from ecreport.formula.parse import parse
    >>> ratio_of(parse("(a - b) / b")[0][0])
    ({('a',): 1, ('b',): -1}, {('b',): 1})
    """
    try:
        return _ratio(node)
    except TooLarge:
        return None


def _ratio(node: Node) -> Ratio:
    match node.op:
        case "name":
            return {(node.name,): 1}, ONE
        case "number":
            return ({(): node.number} if node.number else {}), ONE
        case "min" | "max":
            raise TooLarge
    parts = [_ratio(arg) for arg in node.args]
    match node.op:
        case "-":
            return minus(parts[0][0]), parts[0][1]
        case "+":
            return _sum(parts)
        case "*":
            return times(parts[0][0], parts[1][0]), times(parts[0][1], parts[1][1])
    return times(parts[0][0], parts[1][1]), times(parts[0][1], parts[1][0])


def _sum(parts: list[Ratio]) -> Ratio:
    over: dict[frozenset[tuple[Monomial, Number]], Ratio] = {}
    for top, bottom in parts:
        _add(over.setdefault(frozenset(bottom.items()), ({}, bottom))[0], top)
    return reduce(_plus, over.values())


def _plus(a: Ratio, b: Ratio) -> Ratio:
    top = times(a[0], b[1])
    _add(top, times(b[0], a[1]))
    return top, times(a[1], b[1])


def _add(whole: Polynomial, part: Polynomial) -> None:
    for monomial, number in part.items():
        whole[monomial] = exact(whole.get(monomial, 0) + number)
        if whole[monomial] == 0:
            del whole[monomial]


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    """Two polynomials multiplied out."""
    if len(a) * len(b) > MOST_TERMS:
        raise TooLarge
    found: Polynomial = {}
    for left, x in a.items():
        for right, y in b.items():
            _add(found, {tuple(sorted(left + right)): exact(x * y)})
    return found


def degree(polynomial: Polynomial, name: str) -> int:
    """The highest power of a figure in it."""
    return max((monomial.count(name) for monomial in polynomial), default=0)


def linear(ratio: Ratio) -> Node | None:
    """The ratio as a weighted sum of figures, each once; None if it is not one."""
    top, bottom = ratio
    if set(bottom) != {()} or any(len(monomial) > 1 for monomial in top):
        return None
    return as_node({m: divide(number, bottom[()]) for m, number in top.items()})


def as_node(polynomial: Polynomial) -> Node:
    """The polynomial as a formula again."""
    terms = [_term(monomial, number) for monomial, number in polynomial.items()]
    return Node("+", tuple(terms)) if terms else Node("number", number=0)


def _term(monomial: Monomial, number: Number) -> Node:
    factors = [Node("name", name=name) for name in monomial]
    if number != 1 or not factors:
        factors.insert(0, Node("number", number=number))
    return reduce(lambda a, b: Node("*", (a, b)), factors)


def difference(comparison: Comparison) -> Ratio | None:
    """Left side minus right side as one polynomial over another."""
    minus = Node("-", (comparison.right,))
    return ratio_of(Node("+", (comparison.left, minus)))


def split(polynomial: Polynomial, name: str) -> tuple[Polynomial, Polynomial]:
    """The factor of a figure of degree one, and the rest without the figure."""
    terms = polynomial.items()
    factor = {tuple(n for n in m if n != name): k for m, k in terms if name in m}
    return factor, {m: k for m, k in terms if name not in m}


def solved_for(
    comparison: Comparison, names: tuple[str, ...]
) -> Mapping[str, Node] | None:
    """Each figure of an equation as a formula of the others; None if it is curved."""
    ratio = difference(comparison)
    if ratio is None or any(degree(ratio[0], name) > 1 for name in names):
        return None
    parts = {name: split(ratio[0], name) for name in names}
    if not all(factor for factor, _ in parts.values()):
        return None
    return {n: _quotient(minus(rest), factor) for n, (factor, rest) in parts.items()}


def _quotient(top: Polynomial, bottom: Polynomial) -> Node:
    return linear((top, bottom)) or Node("/", (as_node(top), as_node(bottom)))


def minus(polynomial: Polynomial) -> Polynomial:
    """The polynomial with every sign turned."""
    return {monomial: -number for monomial, number in polynomial.items()}
