"""One line of arithmetic over named figures, parsed and never executed."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ..errors import InputError
from ..number.interval import Number, exact

LONGEST = 20_000  # characters of one formula
DEEPEST = 60  # parentheses and calls inside one another
MOST_SIGNS = 2_000  # of + - * / ^ in one formula; a longer list goes into sum(a, b, c)
SIGNS = {"-": "\u2212", "*": "\u00d7", "/": "\u00f7", "<=": "\u2264", ">=": "\u2265"}
LARGEST_POWER = 60  # of ten, in a written number
FUNCTIONS = ("min", "max", "sum", "mean")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|(?P<name>[\w.]+)"
    r"|(?P<op><=|>=|==|[-+*/^()=<>,]))"
)
_WRITTEN_NUMBER = re.compile(r"[\d.]+(?:[eE]([+-]?\d+))?", re.ASCII)
_HALF_A_NUMBER = re.compile(r"[\d.]+[eE]", re.ASCII)
_OPS = {
    ast.Eq: "=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class Node(NamedTuple):
    """A piece of a formula: an operation on other pieces, a name or a number.

    `op` is "name", "number", "+", "*", "min" or "max" (of any number of parts), "-"
    (of one), "/" (of two) or "^" (of one, raised to `number`).
    """

    op: str
    args: tuple[Node, ...] = ()
    name: str = ""
    number: Number = 0

    def names(self) -> Iterator[str]:
        """Every name in reading order, as often as it stands there."""
        if self.op == "name":
            yield self.name
        for arg in self.args:
            yield from arg.names()

    def divisors(self) -> Iterator[Node]:
        """Everything that something is divided by."""
        if self.op == "/":
            yield self.args[1]
        for arg in self.args:
            yield from arg.divisors()

    def __str__(self) -> str:
        return _write(self)


class Comparison(NamedTuple):
    """Two expressions and the sign between them: = < <= > or >=."""

    left: Node
    op: str
    right: Node

    def names(self) -> Iterator[str]:
        """Every name on either side, as often as it stands there."""
        yield from self.left.names()
        yield from self.right.names()

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


@dataclass(frozen=True)
class Formula:
    """A relation between figures, such as ``share = users / total``.

    Parameters
    ----------
    text : str
        Names, numbers, ``+ - * /``, whole powers such as ``(1 + g)^5``, parentheses,
        ``min max sum mean`` and a chain of ``= < <= > >=``.

    Raises
    ------
    InputError
        When the text holds anything else, or exceeds a stated limit.

    Examples
    --------
    >>> Formula("share = users / total").names
    ('share', 'users', 'total')
    >>> Formula("low <= middle <= high").comparisons[1].op
    '<='
    >>> Formula("share = __import__('os')")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ecreport.errors.InputError: formula "share = __import__('os')": unexpected "'"...
    """

    text: str

    def __post_init__(self) -> None:
        self.comparisons  # noqa: B018  a formula that cannot be read never exists

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The chain as comparisons of two neighbours each."""
        sides, ops = parse(self.text)
        if not ops:
            raise _error(self.text, "compares nothing; write it as left = right")
        pairs = zip(sides, ops, sides[1:], strict=False)
        return tuple(Comparison(*pair) for pair in pairs)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The figures it speaks of, each once, in reading order."""
        return tuple(dict.fromkeys(n for c in self.comparisons for n in c.names()))

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The figures that stand in one comparison more than once."""
        counts = [Counter(c.names()) for c in self.comparisons]
        return frozenset(n for count in counts for n, k in count.items() if k > 1)

    def filled(self, say: Callable[[str], str]) -> str:
        """The formula for a reader, each name as `say` writes it.

        Examples
        --------
        >>> Formula("share = users / total").filled(str.upper)
        'SHARE = USERS \u00f7 TOTAL'
        """
        text = re.sub(r" (-|\*|/|<=|>=) ", lambda op: f" {SIGNS[op[1]]} ", self.text)
        names = {*self.names}
        return re.sub(r"[\w.]+", lambda n: say(n[0]) if n[0] in names else n[0], text)

    def __str__(self) -> str:
        return self.text


def _error(text: str, why: str) -> InputError:
    shown = text if len(text) <= 80 else text[:77] + "..."
    return InputError(f'formula "{shown}": {why}')


def parse(text: str) -> tuple[list[Node], list[str]]:
    """Split a formula into its sides and the signs between them."""
    code, words = _tokens(text)
    try:
        tree = ast.parse(code, mode="eval").body
        sides = (
            [tree.left, *tree.comparators] if isinstance(tree, ast.Compare) else [tree]
        )
        nodes = [_node(side, words, 0) for side in sides]
        ops = [_OPS[type(op)] for op in getattr(tree, "ops", [])]
    except (RecursionError, MemoryError, SyntaxError):
        raise _error(text, "is not a line of arithmetic; check its signs") from None
    except ValueError as error:
        raise _error(text, str(error)) from None
    return nodes, ops


def _tokens(text: str) -> tuple[str, list[str]]:
    """The formula with each name and number replaced by the place it has in a list.

    So only characters chosen here ever reach the parser, and an id may hold points
    or start with a digit.
    """
    if len(text) > LONGEST:
        raise _error(text, f"is longer than the limit of {LONGEST} characters")
    code: list[str] = []
    words: list[str] = []
    at = depth = signs = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            found = text[at:].lstrip()[0]
            raise _error(
                text,
                f'unexpected "{found}"; only + - * / ^ = < > ( ) , and names may stand',
            )
        at = match.end()
        op = match["op"]
        depth += (op == "(") - (op == ")")
        if depth > DEEPEST:
            raise _error(text, f"is nested deeper than the limit of {DEEPEST}")
        signs += op in ("+", "-", "*", "/", "^")
        if signs > MOST_SIGNS:
            limit = f"the limit of {MOST_SIGNS} signs + - * / ^"
            raise _error(text, f"exceeds {limit}; write a long sum as sum(a, b, c)")
        if op:
            code.append({"=": "==", "^": "**"}.get(op, op))
        else:
            code.append(f" _{len(words)} ")
            words.append(match["number"] or match["name"])
    return "".join(code).strip(), words


def _node(tree: ast.expr, words: list[str], depth: int) -> Node:
    if depth > DEEPEST * 4:
        raise ValueError(f"is nested deeper than the limit of {DEEPEST}")

    def node(part: ast.expr) -> Node:
        return _node(part, words, depth + 1)

    match tree:
        case ast.Name(id=place) if place.startswith("_"):
            return _leaf(words[int(place[1:])])
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return Node("+", tuple(map(node, _terms(tree))))
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            first, *factors = _factors(tree)
            return _product(node(first[1]), [(op, node(part)) for op, part in factors])
        case ast.BinOp(left=base, op=ast.Pow(), right=power):
            return _power(node(base), node(power))
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
            found = node(operand)
            return Node("-", (found,)) if isinstance(op, ast.USub) else found
        case ast.Call(func=ast.Name(id=place), args=args, keywords=[]) if args:
            return _call(words[int(place[1:])], tuple(map(node, args)))
    raise ValueError(
        "holds something other than names, numbers, + - * / ^ min max sum mean"
    )


def _call(name: str, args: tuple[Node, ...]) -> Node:
    if name not in FUNCTIONS:
        way = "; write abs(x) as max(x, -x)" if name == "abs" else ""
        raise ValueError(
            f'calls "{name}"; only min, max, sum and mean can be called{way}'
        )
    if name == "mean":
        return Node("/", (Node("+", args), Node("number", number=len(args))))
    return Node("+" if name == "sum" else name, args)


def _power(base: Node, power: Node) -> Node:
    if power.op != "number" or power.number not in range(1, LARGEST_POWER + 1):
        raise ValueError(
            f"raises to {str(power)[:20]}; a power is a whole number from 1 to "
            f"{LARGEST_POWER}, as in (1 + g)^5"
        )
    if power.number * _highest(base) > LARGEST_POWER:
        raise ValueError(f"exceeds the limit of {LARGEST_POWER} for powers of powers")
    return Node("^", (base,), number=power.number) if power.number > 1 else base


def _highest(node: Node) -> Number:
    """The product of the powers inside one another, where it is largest."""
    inner = max(map(_highest, node.args), default=1)
    return inner * node.number if node.op == "^" else inner


def _factors(tree: ast.expr) -> list[tuple[str, ast.expr]]:
    """The parts of a product, each with its sign, without descending into the first."""
    factors: list[tuple[str, ast.expr]] = []
    while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Div):
        sign = "*" if isinstance(tree.op, ast.Mult) else "/"
        factors.append((sign, tree.right))
        tree = tree.left
    return [("*", tree), *reversed(factors)]


def _product(first: Node, factors: list[tuple[str, Node]]) -> Node:
    """The factors from left to right; a long list as one fraction, which nests less."""
    if len(factors) > DEEPEST:
        above = [first, *(part for op, part in factors if op == "*")]
        below = [part for op, part in factors if op == "/"]
        top, *bottom = (_times(parts) for parts in (above, below) if parts)
        return Node("/", (top, *bottom)) if bottom else top
    found = first
    for op, part in factors:
        longer = op == found.op == "*" and found is not first
        found = Node(op, (*found.args, part) if longer else (found, part))
    return found


def _times(parts: list[Node]) -> Node:
    return Node("*", tuple(parts)) if len(parts) > 1 else parts[0]


def _terms(tree: ast.expr) -> list[ast.expr]:
    """The terms of a sum, however long, without descending into its first part."""
    terms: list[ast.expr] = []
    while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub):
        minus = isinstance(tree.op, ast.Sub)
        terms.append(ast.UnaryOp(ast.USub(), tree.right) if minus else tree.right)
        tree = tree.left
    return [tree, *reversed(terms)]


def _leaf(word: str) -> Node:
    if word == "." * len(word):
        raise ValueError(f'"{word[:20]}" is neither a name nor a number')
    if word[0].isdigit() or word[0] == ".":
        match = _WRITTEN_NUMBER.fullmatch(word)
        if match and word.count(".") <= 1:
            if len(word) > LARGEST_POWER or abs(int(match[1] or 0)) > LARGEST_POWER:
                raise ValueError(
                    f"{word[:20]} exceeds the limit of {LARGEST_POWER} digits or powers"
                )
            return Node("number", number=exact(Fraction(word)))
    if _HALF_A_NUMBER.fullmatch(word):
        raise ValueError(
            f'"{word[:20]}" may be the start of a number such as {word[:20]}-5; give '
            "the figure or column another name"
        )
    return Node("name", name=word)


def can_name(text: str) -> bool:
    """Whether a formula can tell it from a number: 2023 and 2023e it cannot.

    Examples
    --------
    >>> can_name("users_2023e"), can_name("2023e"), can_name("1e5")
    (True, False, False)
    """
    number = _WRITTEN_NUMBER.fullmatch(text) or _HALF_A_NUMBER.fullmatch(text)
    return number is None


_RANK = {"+": 1, "-": 2, "*": 3, "/": 3, "^": 4}  # how closely a sign binds
_LEAST = {"+": (1, 1), "-": (3, 3), "*": (3, 4), "/": (3, 4), "^": (5, 5)}
"""The rank that the first and the other parts of a sign have without brackets."""


def _write(node: Node) -> str:
    if node.op == "name":
        return node.name
    if node.op == "number":
        sign = "-" if node.number < 0 else ""
        size = str(node.number).removeprefix("-")
        return sign + (size if size.isdigit() else f"({size})")
    if node.op in ("min", "max"):
        return f"{node.op}({', '.join(map(_write, node.args))})"
    first, other = _LEAST[node.op]
    parts = [
        _part(arg, other if place else first) for place, arg in enumerate(node.args)
    ]
    if node.op == "-":
        return "-" + parts[0]
    if node.op == "^":
        return f"{parts[0]}^{node.number}"
    return f" {node.op} ".join(parts).replace(" + -", " - ")


def _part(node: Node, least: int) -> str:
    bare = _RANK.get(node.op, least) >= least
    return _write(node) if bare else f"({_write(node)})"
