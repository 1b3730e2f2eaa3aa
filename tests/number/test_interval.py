"""Intervals: exact, sound, and no wider than they must be."""

from fractions import Fraction as F
from itertools import product
from operator import add, mul, sub, truediv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import intervals, numbers, points

from ecreport.number.interval import INF, LINE, Interval, decimal, hull

ZERO = Interval(0, 0)
operators = st.sampled_from([add, sub, mul, truediv])
ends = st.booleans()
FLAGS = [(False, False), (False, True), (True, False), (True, True)]
ENDS = [
    (-INF, -2),
    (-INF, INF),
    (-2, -2),
    (-2, 0),
    (-2, 1),
    (0, 0),
    (0, 1),
    (1, 1),
    (1, INF),
]
ANY = [Interval(*pair, *flags) for pair, flags in product(ENDS, FLAGS)]
SMALL = [i for i in ANY if i.low < i.high or not (i.low_open or i.high_open)]
NEAR, FAR = F(1, 10**9), 10**9


def holds(interval, value):
    return interval.contains(Interval(value, value))


def inside(interval, value):
    """Whether a value lies between the ends, said without the package."""
    low, high, low_open, high_open = interval
    above = value > low if low_open else value >= low
    return above and (value < high if high_open else value <= high)


def places(*intervals):
    """The ends of intervals, what lies close to them, and what lies far away."""
    found = {0, FAR, -FAR}
    for end in {end for i in intervals for end in i[:2]} - {INF, -INF}:
        found |= {end - NEAR, end, end + NEAR}
    return found


def members(interval):
    return [value for value in places(interval) if inside(interval, value)]


@given(
    operators, st.fixed_dictionaries({"x": intervals(), "y": intervals()}), st.data()
)
def test_the_result_holds_what_any_two_values_give(op, sides, data):
    point = data.draw(points(sides))
    assume(op is not truediv or point["y"] != 0)
    assert holds(op(sides["x"], sides["y"]), op(point["x"], point["y"]))


@given(operators, intervals(), intervals())
def test_both_ends_of_the_result_are_reached(op, x, y):
    assume(op is not truediv or not y.overlaps(ZERO))
    reached = [op(F(i), F(j)) for i in x[:2] for j in y[:2]]
    assert op(x, y) == Interval(min(reached), max(reached))


@given(operators, intervals(), intervals(), ends, ends, st.data())
def test_an_open_end_is_never_reached(op, x, y, low_open, high_open, data):
    assume(x.low < x.high and y.low < y.high)
    assume(op is not truediv or not y.overlaps(ZERO))
    x = Interval(x.low, x.high, low_open, high_open)
    result = op(x, y)
    inside = [x.low] * (not low_open) + [x.high] * (not high_open)
    reached = {op(F(i), F(j)) for i in inside for j in y[:2]}
    middle = {op(F(x.low + x.high) / 2, F(j)) for j in y[:2]}
    assert result.low_open != (result.low in reached | middle)
    assert result.high_open != (result.high in reached | middle)


def test_open_and_missing_ends_lie_where_the_results_end():
    for op, x, y in product([add, sub, mul, truediv], SMALL, SMALL):
        divisors = [value for value in members(y) if op is not truediv or value]
        reached = [op(F(i), j) for i in members(x) for j in divisors]
        torn = op is truediv and (y.low < 0 < y.high)
        if not reached or torn:
            continue
        low, high, low_open, high_open = result = op(x, y)
        assert all(inside(result, value) for value in reached)
        assert low_open == (low not in reached) if low != -INF else min(reached) < -9
        assert high_open == (high not in reached) if high != INF else max(reached) > 9
        assert low == -INF or min(reached) < low + F(1, 9)
        assert high == INF or max(reached) > high - F(1, 9)


def test_overlaps_and_parts_are_those_of_the_values():
    for x, y in product(SMALL, SMALL):
        values = places(x, y)
        both = [value for value in values if inside(x, value) and inside(y, value)]
        assert [value for value in values if inside(x & y, value)] == both
        assert x.overlaps(y) == bool(both)
        assert x.contains(y) == (len(both) == len([v for v in values if inside(y, v)]))


def test_an_interval_without_an_end_is_not_bounded():
    assert Interval(1, 2).bounded
    assert not Interval(-INF, 2).bounded
    assert not Interval(1, INF).bounded


def test_dividing_by_what_may_be_zero_leaves_no_end_there():
    assert Interval(1, 2) / Interval(-1, 1) == LINE
    assert Interval(1, 2) / Interval(0, 4) == Interval(F(1, 4), INF, False, True)
    assert Interval(1, 2) / Interval(-4, 0) == Interval(-INF, F(-1, 4), True, False)
    assert Interval(1, 2) / ZERO == LINE


def test_a_missing_end_stays_missing():
    over = Interval(10, INF)
    assert over + Interval(1, 2) == Interval(11, INF)
    assert Interval(1, 2) - over == Interval(-INF, -8)
    assert (over * Interval(-1, 2))[:2] == (-INF, INF)
    assert Interval(1, 2) / over == Interval(0, F(1, 5), low_open=True)
    assert over * ZERO == ZERO


@given(intervals(), intervals(), numbers)
def test_a_value_lies_in_both_exactly_where_it_lies_in_their_overlap(x, y, value):
    assert (holds(x, value) and holds(y, value)) == holds(x & y, value)


@given(intervals(), intervals())
def test_two_intervals_overlap_or_have_a_gap_between_them(x, y):
    assert x.overlaps(y) == (x.gap(y) == 0)


def test_intervals_that_touch_overlap_only_where_both_ends_belong():
    left, right = Interval(1, 2), Interval(2, 3)
    assert left.overlaps(right)
    assert not left.overlaps(Interval(2, 3, low_open=True))
    assert not Interval(1, 2, high_open=True).overlaps(right)


def test_an_open_interval_does_not_hold_its_own_ends():
    closed = Interval(1, 2)
    assert closed.contains(closed.open)
    assert not closed.open.contains(closed)
    assert not closed.open.contains(Interval(F(3, 2), 2))
    assert Interval(1, 1).open == Interval(1, 1)


def test_an_interval_is_empty_without_values():
    assert Interval(2, 1).empty
    assert Interval(1, 1, high_open=True).empty
    assert Interval(1, 1, low_open=True).empty
    assert not Interval(1, 2, True, True).empty
    assert not Interval(1, 1).empty


def test_whole_numbers_leave_the_first_and_the_last_one():
    assert Interval(F(5, 2), F(9, 2)).whole() == Interval(3, 4)
    assert Interval(2, 4, True, True).whole() == Interval(3, 3)
    assert Interval(F(1, 3), F(2, 3)).whole().empty
    assert Interval(F(1, 2), INF).whole() == Interval(1, INF)
    assert Interval(-INF, F(1, 2)).whole() == Interval(-INF, 0)


@given(st.lists(intervals(), min_size=1, max_size=4))
def test_the_hull_is_the_smallest_interval_around_all(found):
    around = hull(found)
    assert all(around.contains(interval) for interval in found)
    assert around.low in [i.low for i in found]
    assert around.high in [i.high for i in found]


@given(st.fractions(), st.integers(0, 8))
def test_decimals_are_rounded_outward_by_less_than_one_unit(value, places):
    low, high = (F(decimal(value, side, places)) for side in (-1, 1))
    assert low <= value <= high
    assert high - low <= F(1, 10**places)


def test_school_notation_marks_open_and_missing_ends():
    assert repr(Interval(1, 2, high_open=True)) == "[1, 2)"
    assert repr(Interval(-INF, F(-1, 3))) == "(-inf, -0.333333]"
    assert repr(Interval(F(-1, 3), F(1, 3))) == "[-0.333334, 0.333334]"
    assert repr(LINE) == "(-inf, inf)"


@pytest.mark.parametrize("question", ["x < x", "x <= x", "x > x", "x >= x", "bool(x)"])
def test_an_interval_is_neither_ordered_nor_true(question):
    with pytest.raises(TypeError, match=r"use \."):
        eval(question, {"x": Interval(1, 2)})


def test_an_end_beyond_the_reach_of_floats_stays_exact_beside_a_missing_one():
    huge = Interval(10**400, INF)
    assert (huge * huge).low == 10**800
    assert (huge + huge).low == 2 * 10**400
    assert (huge * Interval(-1, 10**400)).high == INF
    assert (Interval(F(1, 10**400), 1) / huge).high == F(1, 10**400)


def test_zero_has_no_sign():
    assert decimal(0, -1) == decimal(0, 1) == decimal(F(-1, 10**9), 1) == "0"


def test_the_sign_of_a_part_of_one_counts_like_any_other():
    half = F(1, 2)
    assert Interval(-half, 1) * Interval(2, 3) == Interval(-3 * half, 3)
    assert Interval(2, 3) * Interval(-half, 1) == Interval(-3 * half, 3)
    assert Interval(-half, half) * Interval(1, INF) == LINE


def test_without_its_ends_an_interval_is_open_on_both_sides():
    assert Interval(1, 2).open == Interval(1, 2, True, True)
    assert Interval(1, 1).open == Interval(1, 1)
