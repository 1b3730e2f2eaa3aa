"""Formulas multiplied out: the same values, each figure once where that is possible."""

from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import NAMES, expressions, numbers

from ecreport.formula.bounds import bounds
from ecreport.formula.parse import Formula, parse
from ecreport.formula.polynomial import (
    TooLarge,
    as_node,
    degree,
    difference,
    ratio_of,
    single,
    solved_for,
    times,
)
from ecreport.number.interval import Interval

points = st.fixed_dictionaries(dict.fromkeys(NAMES, numbers))


def read(text):
    return parse(text)[0][0]


def worth(polynomial, point):
    return sum(k * prod(point[n] for n in m) for m, k in polynomial.items())


def value(node, point):
    return bounds(node, {name: Interval(x, x) for name, x in point.items()}).low


@given(expressions, points)
def test_the_ratio_has_the_value_of_the_formula(expression, point):
    ratio = ratio_of(read(expression.text))
    assume(ratio is not None and worth(ratio[1], point) != 0)
    try:
        expected = expression.value(point)
    except ZeroDivisionError:
        assume(False)
    assert worth(ratio[0], point) == expected * worth(ratio[1], point)


@given(points)
def test_fractions_are_multiplied_divided_and_turned(point):
    assume(all(point.values()))
    a, b, c, d = (point[name] for name in "abcd")
    for text, expected in {
        "(a / b) * (c / d)": a * c / (b * d),
        "(a / b) / (c / d)": a * d / (b * c),
        "-(a / b)": -a / b,
        "a / b + c / d": a / b + c / d,
        "a / b - c / b": (a - c) / b,
    }.items():
        top, bottom = ratio_of(read(text))
        assert worth(top, point) == expected * worth(bottom, point)


@given(expressions, points)
def test_a_polynomial_written_out_has_its_value(expression, point):
    ratio = ratio_of(read(expression.text))
    assume(ratio is not None)
    assert value(as_node(ratio[0]), point) == worth(ratio[0], point)


def test_a_factor_of_one_is_not_written():
    assert str(as_node({("a",): 1, ("b",): 2, (): 1})) == "a + 2 * b + 1"
    assert str(as_node({})) == "0"


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("(a - b) / 2", "(1/2) * a - (1/2) * b"),
        ("2 * a + 3 - a", "a + 3"),
        ("4", "4"),
        ("a - a", "0"),
        ("a * 0", "0"),
        ("(a - b) / b", "a / b - 1"),
        ("(2 * c + a - 3 * b) / (b - 2 * c)", None),
        ("(a + 2 * b) / (b + c)", None),
        ("(a + b + c) / (b + c)", "a / (b + c) + 1"),
        ("a * a - a + b", "(a - (1/2))^2 + b - (1/4)"),
        ("3 * a - a * a", "-(a - (3/2))^2 + (9/4)"),
        ("(a + b) * (a - b)", "a^2 - b^2"),
        ("a * b * b", "a * b^2"),
        ("a * a * a + a", None),
        ("a * b + a", None),
        ("a / (a + b)", None),
    ],
)
def test_a_formula_is_written_with_each_figure_once_where_it_can_be(text, once):
    found = single(ratio_of(read(text)))
    assert (found and str(found)) == once
    if found is not None:
        assert len(set(found.names())) == len(list(found.names()))


@given(expressions, points)
def test_each_figure_once_has_the_value_of_the_formula(expression, point):
    ratio = ratio_of(read(expression.text))
    found = single(ratio) if ratio is not None else None
    if found is not None and worth(ratio[1], point) != 0:
        assert value(found, point) * worth(ratio[1], point) == worth(ratio[0], point)


def test_the_degree_is_the_highest_power():
    top, _ = ratio_of(read("a * a * b + b"))
    assert [degree(top, name) for name in "abc"] == [2, 1, 0]
    assert degree({}, "a") == 0


def test_more_terms_than_the_limit_are_not_multiplied_out():
    many = {(f"a{n}",): 1 for n in range(50)}
    forty = {(f"b{n}",): 1 for n in range(40)}
    assert len(times(many, forty)) == 2000
    with pytest.raises(TooLarge):
        times({(f"a{n}",): 1 for n in range(667)}, {(name,): 1 for name in "bcd"})
    long, wide = (
        " + ".join(f"{x}{n}" for n in range(k)) for x, k in (("a", 50), ("b", 41))
    )
    assert ratio_of(read(f"({long}) * ({wide})")) is None
    assert ratio_of(read("min(a, b)")) is ratio_of(read("max(a, b) + 1")) is None


@given(points)
def test_an_equation_is_solved_for_each_figure_that_it_holds(point):
    b, c = point["b"], point["c"]
    (equation,) = Formula("a = b * c - b / 2").comparisons
    ways = solved_for(equation, ("a", "b", "c"))
    known = dict(point, a=b * c - b / 2)
    for name, way in ways.items():
        assume(name == "a" or (c != 0.5 and b != 0))
        assert value(way, known) == known[name]


@pytest.mark.parametrize("text", ["a = b * b", "a * b = b * b - 1", "a = min(a, b)"])
def test_a_curve_is_not_solved(text):
    (equation,) = Formula(text).comparisons
    assert solved_for(equation, ("a", "b")) is None


def test_a_figure_that_cancels_out_cannot_be_solved_for():
    (equation,) = Formula("a + b = b").comparisons
    assert solved_for(equation, ("a",)) is not None
    assert solved_for(equation, ("a", "b")) is None
    assert difference(equation) == ({("a",): 1}, {(): 1})
