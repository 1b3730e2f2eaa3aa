"""Formulas multiplied out, so that a figure that stands twice is seen as one."""

from __future__ import annotations

from collections import Counter
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
        case "min" | "max" | "size":
            raise TooLarge
    parts = [_ratio(arg) for arg in node.args]
    match node.op:
        case "-":
            return minus(parts[0][0]), parts[0][1]
        case "+":
            return _sum(parts)
        case "*":
            return reduce(_times, parts)
        case "^":
            return reduce(_times, parts * int(node.number))
    return times(parts[0][0], parts[1][1]), times(parts[0][1], parts[1][0])


def _times(a: Ratio, b: Ratio) -> Ratio:
    return times(a[0], b[0]), times(a[1], b[1])


def _sum(parts: list[Ratio]) -> Ratio:
    over: dict[frozenset[tuple[Monomial, Number]], Ratio] = {}
    for top, bottom in parts:
        _add(over.setdefault(frozenset(bottom.items()), ({}, bottom))[0], top)
    return reduce(_plus, over.values())


def _plus(a: Ratio, b: Ratio) -> Ratio:
    top = times(a[0], b[1])
    _add(top, times(b[0], a[1]))
    return top, times(a[1], b[1])


def _add(whole: Polynomial, part: Polynomial, factor: Number = 1) -> None:
    for monomial, number in part.items():
        whole[monomial] = exact(whole.get(monomial, 0) + number * factor)
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


def single(ratio: Ratio) -> Node | None:
    """The ratio written with each figure once; None where that is not possible.

    Examples
    --------
    >>> from ecreport.formula.parse import parse
    >>> for text in ("(a - b) / b", "a - (a - b)", "x * (1 - x)"):
    ...     print(single(ratio_of(parse(text)[0][0])))
    a / b - 1
    b
    -(x - (1/2))^2 + (1/4)
    """
    top, bottom = ratio
    if bottom.keys() == {()}:
        return _groups({m: divide(k, bottom[()]) for m, k in top.items()})
    below = _groups(bottom)
    for shift in dict.fromkeys(divide(top.get(m, 0), k) for m, k in bottom.items()):
        rest = dict(top)
        _add(rest, bottom, -shift)
        above = _groups(rest)
        if above and below and set(above.names()).isdisjoint(below.names()):
            return _sum_of([Node("/", (above, below)), as_node({(): shift})])
    return None


def _groups(polynomial: Polynomial) -> Node | None:
    """A polynomial as a sum in which each figure stands once, squares completed."""
    rest, parts = dict(polynomial), []
    for monomial in polynomial:
        square, line = monomial * 2, rest.get(monomial, 0)
        if len(monomial) == 1 and line and square in rest:
            factor = rest.pop(square)
            shift = divide(rest.pop(monomial), 2 * factor)
            base = as_node({monomial: 1, (): shift})
            parts.append(_scaled(factor, [Node("^", (base,), number=2)]))
            _add(rest, {(): -factor * shift * shift})
    found = _sum_of([*parts, as_node(rest)])
    names = list(found.names())
    return found if len(names) == len(set(names)) else None


def as_node(polynomial: Polynomial) -> Node:
    """The polynomial as a formula again."""
    return _sum_of([_scaled(k, _powers(m)) for m, k in polynomial.items()])


def _sum_of(parts: list[Node]) -> Node:
    kept = [part for part in parts if part.op != "number" or part.number]
    if not kept:
        return Node("number", number=0)
    return kept[0] if len(kept) == 1 else Node("+", tuple(kept))


def _powers(monomial: Monomial) -> list[Node]:
    names = ((Node("name", name=name), k) for name, k in Counter(monomial).items())
    return [Node("^", (n,), number=k) if k > 1 else n for n, k in names]


def _scaled(number: Number, factors: list[Node]) -> Node:
    if number == -1 and factors:
        return Node("-", (_scaled(1, factors),))
    if number != 1 or not factors:
        factors = [Node("number", number=number), *factors]
    return factors[0] if len(factors) == 1 else Node("*", tuple(factors))


def difference(comparison: Comparison) -> Ratio | None:
    """Left side minus right side as one polynomial over another."""
    return ratio_of(comparison.difference)


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
    return {n: quotient(minus(rest), factor) for n, (factor, rest) in parts.items()}


def quotient(top: Polynomial, bottom: Polynomial) -> Node:
    """One polynomial over another, each figure once where that is possible."""
    return single((top, bottom)) or Node("/", (as_node(top), as_node(bottom)))


def minus(polynomial: Polynomial) -> Polynomial:
    """The polynomial with every sign turned."""
    return {monomial: -number for monomial, number in polynomial.items()}
