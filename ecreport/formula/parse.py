"""One line of arithmetic over named figures, parsed and never executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ..errors import InputError
from ..number.interval import Number, exact

LONGEST = 20_000  # characters of one formula
DEEPEST = 60  # parentheses and calls inside one another
MOST_LEVELS = 200  # operations inside one another
MOST_SIGNS = 2_000  # of + - * / ^ in one formula; a longer list goes into sum(a, b, c)
SIGNS = {"-": "\u2212", "*": "\u00d7", "/": "\u00f7", "<=": "\u2264", ">=": "\u2265"}
LARGEST_POWER = 60  # of ten, in a written number
FUNCTIONS = ("min", "max", "sum", "mean")
_TOKEN = re.compile(
    r"\s*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])|[\w.]+"
    r"|\*\*|<=|>=|==|[-+*/^()=<>,])"
)
_WRITTEN_NUMBER = re.compile(r"[\d.]+(?:[eE]([+-]?\d+))?", re.ASCII)
_HALF_A_NUMBER = re.compile(r"[\d.]+[eE]", re.ASCII)


class Node(NamedTuple):
    """A piece of a formula: an operation on other pieces, a name or a number.

    `op` is "name", "number", "+", "*", "min" or "max" (of any number of parts), "-"
    (of one), "/" (of two) or "^" (of one, raised to `number`).
    """

    op: str
    args: tuple[Node, ...] = ()
    name: str = ""
    number: Number = 0

    def walk(self) -> Iterator[Node]:
        """Itself and every piece of it, in reading order."""
        yield self
        for arg in self.args:
            yield from arg.walk()

    def names(self) -> Iterator[str]:
        """Every name in reading order, as often as it stands there."""
        return (node.name for node in self.walk() if node.op == "name")

    def divisors(self) -> Iterator[Node]:
        """Everything that something is divided by."""
        return (node.args[1] for node in self.walk() if node.op == "/")

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

    @property
    def difference(self) -> Node:
        """The left side minus the right side."""
        return Node("+", (self.left, Node("-", (self.right,))))

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
    try:
        sides, ops = _Reader(_tokens(text)).sides()
        level, levels = sides, 0
        while level := [arg for node in level for arg in node.args]:
            levels += 1
        if levels > MOST_LEVELS:
            raise ValueError(f"has more than {MOST_LEVELS} signs inside one another")
    except ValueError as error:
        raise _error(text, str(error)) from None
    return sides, ops


def _tokens(text: str) -> list[str]:
    """The names, numbers and signs of a formula that keeps to the limits."""
    if len(text) > LONGEST:
        raise ValueError(f"is longer than the limit of {LONGEST} characters")
    text, at, tokens = text.rstrip(), 0, []
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            found = text[at:].lstrip()[0]
            raise ValueError(
                f'unexpected "{found}"; only + - * / ^ = < > ( ) , and names may stand'
            )
        at = match.end()
        tokens.append(match[1])
    if max(accumulate((t == "(") - (t == ")") for t in tokens), default=0) > DEEPEST:
        raise ValueError(f"is nested deeper than the limit of {DEEPEST}")
    if sum(token in ("+", "-", "*", "/", "^", "**") for token in tokens) > MOST_SIGNS:
        raise ValueError(
            f"exceeds the limit of {MOST_SIGNS} signs + - * / ^; write a long sum as "
            "sum(a, b, c)"
        )
    return tokens


class _Reader:
    """Reads a formula from left to right: sums of products of powers."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [*reversed(tokens)]

    def sides(self) -> tuple[list[Node], list[str]]:
        nodes, ops = [self._sum()], []
        while op := self._take("=", "==", "<", "<=", ">", ">="):
            ops.append("=" if op == "==" else op)
            nodes.append(self._sum())
        self._must(not self.tokens)
        return nodes, ops

    def _take(self, *signs: str) -> str:
        """The next token if it is one of these signs, else nothing."""
        found = self.tokens and self.tokens[-1] in signs
        return self.tokens.pop() if found else ""

    def _must(self, right: object) -> None:
        if not right:
            raise ValueError("is not a line of arithmetic; check its signs")

    def _sum(self) -> Node:
        terms = [self._product()]
        while op := self._take("+", "-"):
            term = self._product()
            terms.append(Node("-", (term,)) if op == "-" else term)
        return Node("+", tuple(terms)) if len(terms) > 1 else terms[0]

    def _product(self) -> Node:
        first, factors = self._signed(self._power), []
        while op := self._take("*", "/"):
            factors.append((op, self._signed(self._power)))
        return _product(first, factors)

    def _signed(self, read: Callable[[], Node]) -> Node:
        minus = False
        while sign := self._take("+", "-"):
            minus ^= sign == "-"
        return Node("-", (read(),)) if minus else read()

    def _power(self) -> Node:
        base = self._atom()
        found = self._take("^", "**")
        return _power(base, self._signed(self._atom)) if found else base

    def _atom(self) -> Node:
        if self._take("("):
            found = self._sum()
            self._must(self._take(")"))
            return found
        self._must(self.tokens and re.match(r"[\w.]", self.tokens[-1]))
        word = self.tokens.pop()
        if not self._take("("):
            return _leaf(word)
        args = [self._sum()]
        while self._take(","):
            args.append(self._sum())
        self._must(self._take(")"))
        return _call(word, tuple(args))


def _call(name: str, args: tuple[Node, ...]) -> Node:
    if name not in FUNCTIONS:
        way = "; write abs(x) as max(x, -x)" if name == "abs" else ""
        raise ValueError(
            f'calls "{name[:20]}"; only min, max, sum and mean can be called{way}'
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
