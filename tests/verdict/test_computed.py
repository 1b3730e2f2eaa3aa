"""Arithmetic in a cell: operators build a value, a named method compares it."""

from fractions import Fraction as F

import pytest
from samples import figure

from ecreport.errors import InputError
from ecreport.number.interval import INF, Interval
from ecreport.verdict.arithmetic import Computed


@pytest.fixture
def live():
    return figure("live", "469", "1e6", unit="person")


@pytest.fixture
def total():
    return figure("total", "10.51", "1e8", unit="person")


@pytest.fixture
def share():
    return figure("share", "44.6", "0.01", unit="ratio")


def test_a_cell_reads_as_the_claim(live, total, share):
    computed = live / total
    assert repr(computed) == "44.62 %  [44.555 %, 44.694 %]"
    assert repr(computed.compare(share)) == (
        "can hold: computed [44.555 %, 44.694 %] overlaps printed [44.55 %, 44.65 %]"
    )
    assert computed.value == F(469, 1051)
    assert computed.interval == Interval(F(4685, 10515), F(4695, 10505))
    assert (computed.unit, computed.formula) == ("ratio", "live / total")


def test_numbers_join_on_either_side(live):
    assert (live * 2).value == (2 * live).value == 938_000_000
    assert (1 + live / live).value == (live / live + 1).value == 2
    assert (10**9 - live).value == 531_000_000
    assert (live - 10**6).value == 468_000_000
    assert (938_000_000 / live).value == 2
    assert (live / F(1, 2)).value == (2 * live).value


def test_a_figure_that_enters_twice_stays_one_figure(live, total):
    grown = total / live - 1
    assert ((total - live) / live).interval == grown.interval
    assert (live - live).interval == Interval(0, 0)
    assert (live / live).interval == Interval(1, 1)


def test_the_formula_can_be_read_back(live, total):
    assert ((total - live) / live).formula == "(total - live) / live"
    assert (1 - (live - total)).formula == "1 - (live - total)"
    assert (live / F(1, 2)).formula == "live / (1/2)"


def test_a_float_is_refused_with_the_way_out(live):
    with pytest.raises(
        TypeError,
        match=r"0\.5 is a float, which is not exact: write 3, Fraction\('0\.5'\)",
    ):
        live * 0.5
    with pytest.raises(TypeError, match="bool is neither a figure nor"):
        live + True


def test_units_are_checked_in_a_cell(live, share):
    with pytest.raises(InputError, match=r"adds live \(person\) and share \(ratio\)"):
        live + share
    with pytest.raises(
        InputError, match=r"compares share \(ratio\) and live \* 2 \(person\)"
    ):
        (live * 2).compare(share)
    assert (live * share).unit == "person"
    assert (live + figure("loose", "1")).unit == ""


def test_a_divisor_that_may_be_zero_is_an_error_and_not_a_verdict(live):
    nothing = figure("nothing", "0", unit="person")
    for ask in ("interval", "value"):
        with pytest.raises(ZeroDivisionError, match=r"nothing may be zero"):
            getattr(live / nothing, ask)
    with pytest.raises(ZeroDivisionError, match=r"same - same may be zero|may be zero"):
        (live / (nothing - nothing)).value  # noqa: B018


def test_a_face_value_of_zero_divides_nothing_even_inside_wide_bounds(live):
    near = figure("near", "5")
    other = figure("other", "5", rounding="exact")
    with pytest.raises(ZeroDivisionError, match=r"near - other may be zero"):
        (1 / (near - other)).value  # noqa: B018


def test_an_unknown_has_no_face_value_but_bounds(live):
    unknown = figure("unknown", "", unit="person")
    with pytest.raises(
        InputError, match=r"unknown is not printed: it has no face value"
    ):
        (live + unknown).value  # noqa: B018
    assert (live + unknown).interval == Interval(-INF, INF)
    bound = figure("bound", "3", "1e6", unit="person", qualifier="at_least")
    assert repr(bound + live) == "472 million people  [471.5, inf) million people"
    assert repr(live + unknown) == "(-inf, inf) people"


def test_two_figures_of_one_name_are_never_mixed(live):
    other = figure("live", "496", "1e6", unit="person")
    with pytest.raises(
        InputError, match=r'two different figures are both called "live"'
    ):
        live + other
    with pytest.raises(
        InputError, match=r'two different figures are both called "live"'
    ):
        (live * 2).compare(other)
    assert (live * 2).compare(live).word == "cannot hold"


def test_one_sided_figures_compute_one_sided():
    over = figure("over", "8", qualifier="more_than")
    assert (figure("a", "4") / over).interval == Interval(0, F("0.5625"), True, False)
    assert repr(over + 1) == "9  [9, inf)"


@pytest.mark.parametrize("question", ["c < c", "c >= 1", "c == c", "bool(c)", "c != c"])
def test_computed_values_are_neither_ordered_nor_equal_nor_true(question, live):
    with pytest.raises(TypeError, match=r"\(a / b\)\.compare\(c\)"):
        eval(question, {"c": live + 1})


def test_what_is_computed_already_stays_as_it_is(live):
    computed = live + 1
    assert Computed.of(computed) is computed


def test_the_formula_reads_as_it_was_written():
    live = figure("live", "469", 10**6)
    assert (2 * live).formula == "2 * live"
    assert (live * 2).formula == "live * 2"
    assert (1 + live).formula == "1 + live"
    assert (live + 1).formula == "live + 1"
