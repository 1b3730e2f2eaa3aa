"""What hypothesis draws: intervals, points in them, expressions with their meaning."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from hypothesis import strategies as st

from ecreport.number.interval import Interval

NAMES = ("a", "b", "c", "d")
numbers = st.fractions(-20, 20, max_denominator=20)
Point = Mapping[str, Fraction]


class Expression(NamedTuple):
    """A piece of a formula, and what it means, worked out without the package."""

    text: str
    value: Callable[[Point], Fraction]


@st.composite
def intervals(draw, low=-20, high=20):
    """Closed intervals, single points among them."""
    ends = st.fractions(low, high, max_denominator=20)
    return Interval(*sorted((draw(ends), draw(ends))))


@st.composite
def points(draw, domains):
    """A value of each figure, the ends of its interval as likely as its inside."""
    drawn = {}
    for name, interval in domains.items():
        share = draw(st.sampled_from([0, 1]) | st.fractions(0, 1, max_denominator=9))
        drawn[name] = Fraction(interval.low + share * (interval.high - interval.low))
    return drawn


def corners(domains):
    """Every combination of the ends of the intervals."""
    for ends in product(*(interval[:2] for interval in domains.values())):
        yield dict(zip(domains, map(Fraction, ends), strict=True))


def name(word):
    return Expression(word, lambda point: point[word])


def number(value):
    return Expression(str(value), lambda point: Fraction(value))


def _pair(op, x, y):
    meaning = {
        "+": lambda p: x.value(p) + y.value(p),
        "-": lambda p: x.value(p) - y.value(p),
        "*": lambda p: x.value(p) * y.value(p),
        "/": lambda p: x.value(p) / y.value(p),
        "min": lambda p: min(x.value(p), y.value(p)),
        "max": lambda p: max(x.value(p), y.value(p)),
        "sum": lambda p: x.value(p) + y.value(p),
        "mean": lambda p: (x.value(p) + y.value(p)) / 2,
    }
    if op in ("min", "max", "sum", "mean"):
        return Expression(f"{op}({x.text}, {y.text})", meaning[op])
    return Expression(f"({x.text} {op} {y.text})", meaning[op])


def _power(x, power):
    return Expression(f"({x.text})^{power}", lambda p: x.value(p) ** power)


def _minus(x):
    return Expression(f"-{x.text}", lambda p: -x.value(p))


SIGNS = st.sampled_from(["+", "-", "*", "/", "min", "max", "sum", "mean"])
leaves = st.sampled_from(NAMES).map(name) | st.integers(0, 9).map(number)
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(_pair, SIGNS, inner, inner)
        | st.builds(_minus, inner)
        | st.builds(_power, inner, st.integers(1, 3))
    ),
    max_leaves=6,
)
"""Expressions in which a figure may stand any number of times."""


@st.composite
def once(draw, names=NAMES):
    """Expressions in which each of the figures stands exactly once."""
    parts = [name(word) for word in names]
    if draw(st.booleans()):
        parts.append(number(draw(st.integers(1, 9))))
    while len(parts) > 1:
        x = parts.pop(draw(st.integers(0, len(parts) - 1)))
        y = parts.pop(draw(st.integers(0, len(parts) - 1)))
        parts.append(_pair(draw(SIGNS), x, y))
    return parts[0]


domains = st.fixed_dictionaries({word: intervals() for word in NAMES})
positive_domains = st.fixed_dictionaries(
    {word: intervals(Fraction(1, 2), 20) for word in NAMES}
)
