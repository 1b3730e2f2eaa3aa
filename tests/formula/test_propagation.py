"""Bounds through formulas: always sound, and tight where they say so."""

import re
from fractions import Fraction as F
from itertools import permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    corners,
    domains,
    expressions,
    intervals,
    numbers,
    once,
    points,
    positive_domains,
)

from ecreport.formula.bounds import (
    NOTHING,
    Constraint,
    bounds,
    root,
    tight_bounds,
    zero_divisor,
)
from ecreport.formula.parse import Comparison, Formula, parse
from ecreport.formula.polynomial import degree, ratio_of
from ecreport.number.interval import INF, LINE, Interval

either_domains = domains | positive_domains


def read(text):
    return parse(text)[0][0]


def holds(interval, value):
    return interval.contains(Interval(value, value))


@given(expressions, either_domains, st.data())
def test_bounds_hold_the_value_at_every_point(expression, domains, data):
    node = read(expression.text)
    assume(zero_divisor(node, domains) is None)
    value = expression.value(data.draw(points(domains)))
    assert holds(bounds(node, domains), value)
    assert holds(tight_bounds(node, domains)[0], value)


@given(once(), either_domains)
def test_bounds_are_reached_where_each_figure_stands_once(expression, domains):
    node = read(expression.text)
    assume(zero_divisor(node, domains) is None)
    reached = [expression.value(corner) for corner in corners(domains)]
    assert tight_bounds(node, domains) == (Interval(min(reached), max(reached)), True)


def rises_or_falls(node):
    """Whether it has no more than one direction in each figure, the others given."""
    names, ratio = list(node.names()), ratio_of(node)
    if len(names) == len(set(names)):
        return "^" not in str(node)
    return ratio is not None and all(degree(p, n) < 2 for p in ratio for n in names)


@given(expressions, either_domains)
def test_bounds_are_reached_wherever_they_are_called_tight(expression, domains):
    node = read(expression.text)
    if zero_divisor(node, domains) is None and rises_or_falls(node):
        interval, tight = tight_bounds(node, domains)
        reached = [expression.value(corner) for corner in corners(domains)]
        assert not tight or interval[:2] == (min(reached), max(reached))


@given(
    st.fractions(-3, 3, max_denominator=4),
    st.fractions(-9, 9, max_denominator=4),
    st.sampled_from([-2, -1, F(1, 3), 4]),
    intervals(),
)
def test_a_parabola_is_bounded_by_its_ends_and_its_turn(line, rest, square, domain):
    text = f"{square} * x * x + {line} * x + {rest}".replace("+ -", "- ")
    node = read(re.sub(r"(\d+/\d+)", r"(\1)", text))
    turn = -line / (2 * square)
    at = [domain.low, domain.high, *([turn] if holds(domain, turn) else [])]
    values = [square * x * x + line * x + rest for x in map(F, at)]
    assert tight_bounds(node, {"x": domain}) == (
        Interval(min(values), max(values)),
        True,
    )


@given(expressions, either_domains, st.data())
def test_what_is_not_called_a_zero_divisor_can_be_divided_by(expression, domains, data):
    point = data.draw(points(domains))
    if zero_divisor(read(expression.text), domains) is None:
        expression.value(point)  # would raise ZeroDivisionError


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(a - b) / b", "a / b - 1"),
        ("a / (a + b)", "1 - b / (a + b)"),
        ("a * b + a * c", "a * (b + c)"),
        ("a - (a - b)", "b"),
        ("a + a", "2 * a"),
        ("(a - b) / (a + b)", "1 - 2 * b / (a + b)"),
        ("a / b + c / b", "(a + c) / b"),
        ("sum(a, b) - max(a)", "b + a - a"),
    ],
)
@given(domains=positive_domains)
def test_two_ways_to_write_one_thing_have_one_tight_interval(one, other, domains):
    first, second = (tight_bounds(read(text), domains) for text in (one, other))
    if "max" not in one:
        assert first == second
        assert first[1]
    assert first[0].contains(second[0])


def test_a_figure_taken_from_itself_leaves_nothing():
    inputs = {"a": Interval(1, 9), "b": Interval(2, 3)}
    assert tight_bounds(read("a - a"), inputs) == (Interval(0, 0), True)
    assert bounds(read("a - a"), inputs) == Interval(-8, 8)
    assert tight_bounds(read("a / a"), inputs)[0] == Interval(1, 1)
    assert zero_divisor(read("b / (a - a)"), inputs) == read("a - a")


def test_a_curve_is_called_not_tight_but_still_holds_its_values():
    interval, tight = tight_bounds(read("a * a * (1 - a)"), {"a": Interval(0, 1)})
    assert not tight
    assert holds(interval, F(4, 27))


def test_more_figures_than_corners_are_worth_stay_sound():
    names = [f"x{i}" for i in range(12)]
    text = " + ".join(f"y * {name} / {name}" for name in names)
    inputs = {**dict.fromkeys(names, Interval(1, 2)), "y": Interval(1, 2)}
    interval, tight = tight_bounds(read(text), inputs)
    assert not tight
    assert interval.contains(Interval(12, 24))


def test_a_share_of_open_intervals_has_open_ends():
    inputs = {"a": Interval(1, 2, high_open=True), "b": Interval(4, 8)}
    assert tight_bounds(read("a / b"), inputs)[0] == Interval(
        F(1, 8), F(1, 2), False, True
    )


@pytest.mark.parametrize(
    ("text", "divisor"),
    [
        ("a / b", "b"),
        ("a / (b - c)", "b - c"),
        ("1 / (1 / b)", "b"),
        ("a * (c / 0)", "0"),
        ("a / c", None),
        ("min(a, 1 / b)", "b"),
    ],
)
def test_the_divisor_that_may_be_zero_is_found(text, divisor):
    inputs = {"a": Interval(1, 2), "b": Interval(0, 5), "c": Interval(1, 5)}
    found = zero_divisor(read(text), inputs)
    assert (str(found) if found else None) == divisor


SIGNS = {
    "=": lambda x, y: x == y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}


@given(once(), either_domains, st.data())
def test_what_is_left_to_a_figure_holds_every_solution(expression, domains, data):
    op = data.draw(st.sampled_from(sorted(SIGNS)))
    point = data.draw(points(domains))
    assume(zero_divisor(read(expression.text), domains) is None)
    value = expression.value(point)
    total = value if op == "=" else data.draw(numbers)
    assume(SIGNS[op](total, value))
    inputs = {**domains, "t": Interval(total - data.draw(st.integers(0, 2)), total)}
    formula = Formula(f"t {op} {expression.text}")
    left, _ = Constraint(formula.comparisons[0]).project(inputs)
    assert set(left) == set(formula.names)
    for name, of_name in {**point, "t": total}.items():
        assert holds(left[name], of_name)


@given(
    once(("a", "b", "c")),
    once(("d",)),
    either_domains,
    st.sampled_from(["=", "<=", ">="]),
)
def test_a_figure_at_the_end_of_what_is_left_can_be_completed(one, other, domains, op):
    comparison = Comparison(read(one.text), op, read(other.text))
    assume(meets(comparison, domains))
    for name in comparison.names():
        left, tight = Constraint(comparison).project(domains, [name])
        for end in left[name][:2] if tight else ():
            inputs = {**domains, name: Interval(end, end)}
            if end not in (INF, -INF) and divides(comparison, inputs):
                assert meets(comparison, inputs)


@pytest.mark.parametrize(
    "text",
    [
        "t = a / b",
        "t = a + b - c",
        "t = a * b",
        "t <= min(a, b)",
        "t = a / b - 1",
        "a > b",
    ],
)
@given(domains=positive_domains, total=intervals(1, 20))
def test_the_usual_relations_are_tight_where_nothing_may_be_zero(text, domains, total):
    inputs = {**domains, "t": total}
    assert Constraint(Formula(text).comparisons[0]).project(inputs)[1]


def divides(comparison, domains):
    sides = (comparison.left, comparison.right)
    return all(zero_divisor(side, domains) is None for side in sides)


def meets(comparison, domains):
    """Whether some point satisfies it; exact, as each figure stands once."""
    if not divides(comparison, domains):
        return False
    left, right = bounds(comparison.left, domains), bounds(comparison.right, domains)
    return {
        "=": left.overlaps(right),
        "<=": left.low <= right.high,
        ">=": left.high >= right.low,
    }[comparison.op]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("s = a / (a + b)", "a", "b"),
        ("g = (a - b) / b", "a", "b"),
        ("s * (a + b) = a", "a", "b"),
    ],
)
@given(domains=positive_domains, share=st.fractions(0, 2, max_denominator=30))
def test_a_figure_that_stands_twice_is_solved_for(text, one, other, domains, share):
    inputs = {one: domains[one], other: domains[other], "s": Interval(share, share + 1)}
    inputs["g"] = inputs["s"]
    comparison = Formula(text).comparisons[0]
    left, tight = Constraint(comparison).project(inputs)
    for name, interval in left.items():
        others = {n: inputs[n] for n in comparison.names() if n != name}
        for end in interval[:2]:
            if not tight or end in (INF, -INF):
                continue
            assert any(
                solves(comparison, {**corner, name: end}) for corner in corners(others)
            )


def solves(comparison, point):
    inputs = {name: Interval(value, value) for name, value in point.items()}
    if not divides(comparison, inputs):
        return True  # the formula says nothing there
    return bounds(comparison.left, inputs) == bounds(comparison.right, inputs)


def test_a_sum_leaves_to_each_part_the_whole_less_the_others():
    inputs = {
        "t": Interval(10, 11),
        "a": Interval(1, 2),
        "b": Interval(3, 5),
        "c": LINE,
    }
    left, tight = Constraint(Formula("t = a + b + c").comparisons[0]).project(inputs)
    assert tight
    assert left["c"] == Interval(3, 7)
    assert left["a"] == LINE


def test_a_strict_sign_leaves_an_open_end():
    inputs = {"a": Interval(0, 9), "b": Interval(3, 5)}
    below, _ = Constraint(Formula("a < b").comparisons[0]).project(inputs)
    at_most, _ = Constraint(Formula("a <= b").comparisons[0]).project(inputs)
    assert below["a"] == Interval(-INF, 5, True, True)
    assert at_most["a"] == Interval(-INF, 5, True, False)
    assert below["b"] == Interval(0, INF, True, True)


def test_a_minimum_bounds_each_of_its_parts_from_below():
    inputs = {"m": Interval(3, 4), "a": Interval(0, 9), "b": Interval(7, 9)}
    left, _ = Constraint(Formula("m = min(a, b)").comparisons[0]).project(inputs)
    assert left["a"] == Interval(3, 4)
    assert left["b"] == Interval(3, INF, False, True)
    assert left["m"] == Interval(0, 9)


def test_what_is_left_to_a_figure_never_hangs_on_its_own_print():
    comparison = Formula("s = a / b").comparisons[0]
    inputs = {"s": Interval(0, 1), "a": Interval(1, 2), "b": Interval(4, 5)}
    for name in inputs:
        before = Constraint(comparison).project(inputs)[0][name]
        after = Constraint(comparison).project({**inputs, name: Interval(100, 200)})[0][
            name
        ]
        assert before == after


def test_what_cannot_be_solved_for_is_left_open():
    inputs = {"a": Interval(1, 2), "b": Interval(1, 2)}
    left, tight = Constraint(Formula("a * a = b").comparisons[0]).project(inputs)
    assert left == {"a": LINE, "b": LINE}
    assert not tight


def test_the_order_of_terms_does_not_matter():
    inputs = {"t": Interval(10, 11), "a": Interval(1, 2), "b": Interval(3, 5)}
    found = set()
    for order in permutations(["a", "b", "2"]):
        comparison = Formula(f"t = {' + '.join(order)}").comparisons[0]
        found.add(
            tuple(sorted(Constraint(comparison).project(inputs)[0].items(), key=str))
        )
    assert len(found) == 1


def test_a_factor_that_may_be_small_bounds_the_other_from_below():
    inputs = {"t": Interval(1, 2), "a": Interval(0, 2), "b": Interval(1, 9)}
    left, _ = Constraint(Formula("t = a * b").comparisons[0]).project(inputs)
    assert left["b"] == Interval(F(1, 2), INF, False, True)
    assert left["a"] == Interval(F(1, 9), 2)


def test_a_factor_of_zero_leaves_the_other_open():
    inputs = {"t": Interval(0, 1), "a": Interval(0, 0), "b": Interval(1, 2)}
    left, _ = Constraint(Formula("t = a * b").comparisons[0]).project(inputs)
    assert left["b"] == LINE
    inputs["t"] = Interval(1, 2)
    assert Constraint(Formula("t = a * b").comparisons[0]).project(inputs)[0][
        "t"
    ] == Interval(0, 0)


BELOW, ABOVE = Interval(-INF, 0, high_open=True), Interval(0, INF, low_open=True)
CHOICES = [(-2, -1), (-1, 1), (0, 0), (0, 1), (1, 2), (1, INF)]
VALUES = [F(n, 2) for n in (-9, -4, -3, -2, -1, 0, 1, 2, 3, 4, 9)]


def divisors(comparison):
    return [d for side in (comparison.left, comparison.right) for d in side.divisors()]


def solvable(comparison, domains):
    """Whether some point satisfies an equation, divisors taken below and above zero."""
    names = [name for node in divisors(comparison) for name in node.names()]
    halves = product(*([domains[n] & BELOW, domains[n] & ABOVE] for n in names))
    for half in halves:
        inputs = {**domains, **dict(zip(names, half, strict=True))}
        if not any(interval.empty for interval in half):
            left, right = (bounds(node, inputs) for node in comparison[::2])
            if left.overlaps(right):
                return True
    return False


@pytest.mark.parametrize(
    "text",
    [
        "t = a * b",
        "t = a / b",
        "t / b = a",
        "a / b = c / t",
        "t = a * b + c",
        "t * (a - b) = c",
        "t = a / b + c",
        "min(a, b, c) = t",
        "t = a / (b * c)",
        "t = -max(a, -b)",
    ],
)
def test_exactly_the_values_that_can_be_completed_are_left_where_it_is_tight(text):
    comparison = Formula(text).comparisons[0]
    name, *others = sorted(set(comparison.names()), reverse=True)
    rule = Constraint(comparison)
    for ends in product(CHOICES, repeat=len(others)):
        inputs = {n: Interval(*pair) for n, pair in zip(others, ends, strict=True)}
        left, tight = rule.project({**inputs, name: LINE}, [name])
        for value in VALUES:
            point = {**inputs, name: Interval(value, value)}
            if Interval(0, 0) in [bounds(d, point) for d in divisors(comparison)]:
                continue  # the formula says nothing there
            can = solvable(comparison, point)
            assert not can or holds(left[name], value)
            assert can or not tight or not value or not holds(left[name], value)


def project(text, wanted=None, **inputs):
    return Constraint(Formula(text).comparisons[0]).project(inputs, wanted)


def test_a_share_of_a_whole_is_solved_for_each_part_where_nothing_may_be_zero():
    part, rest = Interval(1, 2), Interval(3, 5)
    left, tight = project(
        "s = a / (a + b)", s=Interval(F(1, 4), F(1, 2)), a=part, b=rest
    )
    assert tight
    assert left == {
        "s": Interval(F(1, 6), F(2, 5)),
        "a": Interval(1, 5),
        "b": Interval(1, 6),
    }
    left, tight = project("s = a / (a + b)", s=Interval(F(1, 2), 1), a=part, b=rest)
    assert not tight
    assert left["a"] == LINE


def test_a_figure_that_stands_twice_is_not_solved_for_in_an_order():
    inputs = {"s": Interval(1, 2), "a": Interval(1, 2), "b": Interval(3, 5)}
    assert project("s < a / (a + b)", **inputs) == (dict.fromkeys("sab", LINE), False)


def test_fractions_with_one_divisor_are_added_as_they_stand():
    inputs = {"a": Interval(1, 2), "b": Interval(2, 4), "c": Interval(3, 5)}
    left, tight = project("g = a / b + c / b - 1", g=Interval(1, 3), **inputs)
    assert tight
    assert left["g"] == Interval(0, F(5, 2))
    assert left["a"] == Interval(-1, 13)
    assert left["b"] == Interval(1, F(7, 2))


def test_a_sum_of_more_figures_than_corners_are_worth_is_not_tight():
    for many in (10, 11):
        names = [f"x{i}" for i in range(many)]
        node = read(f"sum({', '.join(names)}) / sum({', '.join(names)})")
        found, tight = tight_bounds(node, dict.fromkeys(names, Interval(1, 2)))
        assert (found, tight) == (Interval(1, 1), True)
        node = read(f"(x0 + sum({', '.join(names)})) / sum({', '.join(names)})")
        tight = tight_bounds(node, dict.fromkeys(names, Interval(1, 2)))[1]
        assert tight == (many == 10)


def test_more_figures_than_corners_are_worth_are_not_solved_for():
    for many in (9, 10):
        parts = ", ".join(f"x{i}" for i in range(many))
        rule = Constraint(Formula(f"s = x0 / sum({parts})").comparisons[0])
        assert (rule.solved is None) == (many == 10)


@pytest.mark.parametrize("flags", [(False, True), (True, False), (True, True)])
def test_an_end_is_open_where_a_figure_that_stands_twice_leaves_its_own_out(flags):
    inputs = {"a": Interval(1, 2, *flags), "b": Interval(2, 3)}
    found = tight_bounds(read("a / (a + b)"), inputs)
    assert found == (Interval(F(1, 4), F(1, 2), *flags), True)


def test_an_end_is_closed_where_a_figure_does_not_matter_to_it():
    inputs = {"a": Interval(1, 2, True, True), "b": Interval(0, 1, high_open=True)}
    interval, tight = tight_bounds(read("b + a * b"), inputs)
    assert (interval, tight) == (Interval(0, 3, False, True), True)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("a * a", Interval(0, F(1, 4))),
        ("a^3", Interval(F(-1, 8), F(1, 8))),
        ("max(a, -a)", Interval(0, F(1, 2))),
        ("min(-a, a)", Interval(F(-1, 2), 0)),
        ("a - a * a", Interval(F(-3, 4), F(1, 4))),
        ("(a - b) * (a - b)", Interval(F(1, 4), F(25, 4))),
        ("max(a - b, b - a)", Interval(F(1, 2), F(5, 2))),
        ("a * b * a", Interval(0, F(1, 2))),
        ("2 * a * a + b", Interval(1, F(5, 2))),
        ("mean(a, b, 2)", Interval(F(5, 6), F(3, 2))),
    ],
)
def test_squares_and_sizes_are_tight(text, interval):
    inputs = {"a": Interval(F(-1, 2), F(1, 2)), "b": Interval(1, 2)}
    assert tight_bounds(read(text), inputs) == (interval, True)


@given(expressions, either_domains, st.data())
def test_no_value_lies_on_an_end_that_is_left_out(expression, domains, data):
    node, value = read(expression.text), data.draw(points(domains))
    opened = {}
    for name, (low, high, *_) in domains.items():
        flags = data.draw(st.tuples(st.booleans(), st.booleans()))
        opened[name] = Interval(low, high, *(flags if low < high else ()))
    inside = all(holds(opened[name], x) for name, x in value.items())
    if inside and zero_divisor(node, domains) is None:
        assert holds(tight_bounds(node, opened)[0], expression.value(value))


def test_a_root_is_bounded_from_both_sides():
    for number, power in product((0, F(1, 3), 2, 8, 10**30, -5, INF), (2, 3, 5)):
        if number >= 0 or power % 2:
            low, high = root(number, power, -1), root(number, power, 1)
            assert low**power <= number <= high**power
            assert low == high or high - low <= F(1, 10**20)


def test_a_power_leaves_its_base_the_root():
    inputs = {"e": Interval(4, 9), "s": Interval(1, 1), "g": LINE}
    left, tight = project("e = s * (1 + g)^2", **inputs)
    assert (left["g"], tight) == (Interval(-4, 2), False)
    left, _ = project("e = s * g^3", **{**inputs, "e": Interval(-8, 27)})
    assert left["g"] == Interval(-2, 3)
    assert project("e = g^2", e=Interval(-2, -1), g=LINE)[0]["g"].empty


def test_the_smallest_of_several_is_one_of_them():
    inputs = {"a": Interval(0, 9), "b": Interval(5, 9), "c": Interval(6, 8)}
    left, _ = project("m = min(a, b, c)", m=Interval(1, 3), **inputs)
    assert left["a"] == Interval(1, 3)
    assert left["b"] == left["c"] == Interval(1, INF, high_open=True)
    inputs["b"] = Interval(2, 9)
    left, _ = project("m = min(a, b, c)", m=Interval(1, 3), **inputs)
    assert left["a"] == Interval(1, INF, high_open=True)
    just_above, below = Interval(3, 4, low_open=True), Interval(0, F(1, 2))
    aim = {"m": Interval(1, 3), "a": Interval(0, 9)}
    assert project("m = min(a, b)", b=just_above, **aim)[0]["a"] == Interval(1, 3)
    assert project("m = min(a, b)", b=below, **aim)[0]["a"].empty


def test_beside_one_figure_without_a_value_only_that_figure_is_left_something():
    domains = {"t": Interval(3, 3), "a": NOTHING, "b": Interval(1, 1)}
    left, tight = project("t = a + b", **domains)
    assert (left["a"], tight) == (Interval(2, 2), True)
    assert left["t"].empty and left["b"].empty
    left, tight = project("t = a + b", ["t"], **domains)
    assert left["a"].empty and left["t"].empty and tight


def test_beside_two_figures_without_a_value_nothing_is_left_to_any():
    domains = {"t": Interval(3, 3), "a": NOTHING, "b": NOTHING}
    left, tight = project("t = a + b", **domains)
    assert tight and all(interval.empty for interval in left.values())


def test_an_end_is_open_where_the_sign_is_strict():
    domains = {"a": Interval(0, 3), "b": Interval(1, 2)}
    assert project("a > b", **domains)[0]["a"] == Interval(1, INF, True, True)
    assert project("a >= b", **domains)[0]["a"] == Interval(1, INF, False, True)
    domains["b"] = Interval(1, 2, low_open=True)
    assert project("a >= b", **domains)[0]["a"] == Interval(1, INF, True, True)


@pytest.mark.parametrize(
    ("share", "part", "wanted", "tight"),
    [
        (Interval(1, 2), Interval(4, 5), "whole", True),
        (Interval(-1, 1), Interval(4, 5), "whole", False),
        (Interval(1, 2), Interval(-1, 1), "whole", False),
        (Interval(-1, 1), Interval(4, 5), "part", True),
    ],
)
def test_what_is_left_to_a_divisor_has_a_gap_where_either_side_may_be_zero(
    share, part, wanted, tight
):
    domains = {"share": share, "part": part, "whole": Interval(1, 2)}
    assert project("share = part / whole", [wanted], **domains)[1] is tight


@pytest.mark.parametrize(("low", "tight"), [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize("wanted", ["b", "d", "t"])
def test_a_divisor_that_may_be_zero_leaves_a_gap_to_all(wanted, low, tight):
    domains = dict.fromkeys("btd", Interval(4, 5)) | {"c": Interval(low, 2)}
    assert project("t = b / c + d", [wanted], **domains)[1] is tight


@pytest.mark.parametrize(("factor", "tight"), [("0", False), ("2", True)])
def test_what_is_taken_no_times_is_left_open(factor, tight):
    left, exact = project(f"t = {factor} * a", ["a"], t=Interval(1, 2), a=LINE)
    assert exact is tight
    assert left["a"] == (Interval(F(1, 2), 1) if tight else LINE)


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("s = b / a", ["a"]),
        ("t = a * b + c", ["a", "b"]),
        ("a = b * (1 + g)", ["b", "1 + g"]),
        ("t = a + 2 * b - c / 3", ["2", "3"]),
        ("t = max(a, b)", []),
    ],
)
def test_factors_and_divisors_are_known(text, factors):
    found = Constraint(Formula(text).comparisons[0]).factors
    assert [str(node) for node in found] == factors
