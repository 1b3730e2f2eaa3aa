"""Printed figures: which true values stand behind the digits."""

import math
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import figure

from ecreport.errors import InputError
from ecreport.number.interval import INF, Interval
from ecreport.number.notation import Digits
from ecreport.verdict.arithmetic import Figure

TIES = {
    "half_up": lambda x: math.floor(x + F(1, 2)),
    "half_down": lambda x: math.ceil(x - F(1, 2)),
    "half_even": round,
}
PRINTS = {  # how each convention prints a number of steps
    "half_up": [TIES["half_up"]],
    "half_down": [TIES["half_down"]],
    "nearest": list(TIES.values()),
    "truncated": [math.trunc],
    "floor": [math.floor],
    "ceiling": [math.ceil],
}
halves = st.integers(-40, 40).map(lambda n: F(n, 2))
steps_of_ten = st.sampled_from([0, 1, 2])


def printed(value, decimals):
    """Write whole steps as digits: -45 with one decimal is "-4.5"."""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return "-" * (value < 0) + whole + ("." + part if decimals else "")


def holds(interval, value):
    return interval.contains(Interval(value, value))


@given(
    st.sampled_from(sorted(PRINTS)),
    st.fractions(-30, 30, max_denominator=12) | halves,
    steps_of_ten,
)
def test_the_interval_holds_every_true_value_that_prints_like_this(how, true, decimals):
    for rule in PRINTS[how]:
        text = printed(rule(true), decimals)
        assert holds(figure("x", text, rounding=how).interval, true / 10**decimals)


@given(
    st.sampled_from(sorted(PRINTS)),
    st.integers(-3, 3),
    st.fractions(-5, 5, max_denominator=12) | halves,
)
def test_the_interval_holds_no_other_value(how, steps, other):
    prints = {rule(other) for rule in PRINTS[how]}
    assert holds(figure("x", str(steps), rounding=how).interval, other) == (
        steps in prints
    )


@given(st.integers(-3, 3), st.fractions(-5, 5, max_denominator=12) | halves)
def test_the_sure_values_print_like_this_under_every_rule_for_ties(steps, other):
    prints = {rule(other) for rule in TIES.values()}
    away = math.copysign(math.floor(abs(other) + F(1, 2)), other)
    assert holds(figure("x", str(steps)).sure, other) == (prints | {away} == {steps})


@given(st.integers(0, 60), st.integers(-100, 100), st.sampled_from([2, 5, 10]))
def test_the_sure_whole_values_print_like_this_under_every_rule_for_ties(
    n, other, step
):
    sure = figure("x", str(n), step=F(step), whole=True).sure
    distance = abs(F(other) - n)
    assert holds(sure, other) == (distance < F(step, 2))


@pytest.mark.parametrize(
    ("how", "text", "low", "high"),
    [
        ("nearest", "2.5", "[", "]"),
        ("half_up", "2.5", "[", ")"),
        ("half_up", "-2.5", "[", ")"),
        ("half_down", "2.5", "(", "]"),
        ("half_down", "-2.5", "(", "]"),
    ],
)
def test_a_tie_belongs_where_the_convention_puts_it(how, text, low, high):
    interval = figure("x", text, rounding=how).interval
    assert interval[:2] == (F(text) - F("0.05"), F(text) + F("0.05"))
    assert (interval.low_open, interval.high_open) == (low == "(", high == ")")


@pytest.mark.parametrize(
    ("how", "text", "expected"),
    [
        ("truncated", "7", Interval(7, 8, high_open=True)),
        ("truncated", "-7", Interval(-8, -7, low_open=True)),
        ("truncated", "0", Interval(-1, 1, True, True)),
        ("floor", "0", Interval(0, 1, high_open=True)),
        ("floor", "-7", Interval(-7, -6, high_open=True)),
        ("ceiling", "0", Interval(-1, 0, low_open=True)),
        ("ceiling", "7", Interval(6, 7, low_open=True)),
        ("exact", "7", Interval(7, 7)),
    ],
)
def test_one_way_rounding_opens_the_far_end(how, text, expected):
    assert figure("x", text, rounding=how).interval == expected


def test_a_reading_is_truncated_by_the_digits_on_the_page():
    ratio = figure("x", "2.2", rounding="truncated", shift=F(-3))
    assert ratio.interval == Interval(F("-0.8"), F("-0.7"), high_open=True)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("469", 469, 1),
        ("3.00", 3, F("0.01")),
        ("300", 300, 1),
        ("8,237.4", F("8237.4"), F("0.1")),
        ("1,234,567", 1234567, 1),
        ("8 237.4", F("8237.4"), F("0.1")),
        ("8\u202f237", 8237, 1),
        ("8\u00a0237", 8237, 1),
        ("+6.1", F("6.1"), F("0.1")),
        ("-0.5", F("-0.5"), F("0.1")),
        ("\u22120.5", F("-0.5"), F("0.1")),
        (".5", F("0.5"), F("0.1")),
        ("007", 7, 1),
        ("0.0", 0, F("0.1")),
        (" 12 ", 12, 1),
    ],
)
def test_digits_are_read_as_publishers_print_them(text, value, step):
    found = figure("x", text)
    assert found.value == value
    assert found.rounding_step == step


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "0x10",
        "1..2",
        "--1",
        "1-",
        "5.",
        ".",
        "%",
        "inf",
        "1/2",
        "1_000",
        "\u0664\u0665",
        "\u00bd",
        "4 5",
        "12\n345",
        "12\x00",
        "469 million",
    ],
)
def test_anything_else_is_no_printed_number(text):
    with pytest.raises(
        InputError, match=r"is not a printed number; write it like 8,237\.4"
    ):
        figure("x", text).interval  # noqa: B018


def test_a_per_cent_sign_stands_only_where_the_unit_says_so():
    for unit in ("ratio", "%", "percent"):
        assert figure("x", "44.6 %", "0.01", unit=unit).value == F("0.446")
    assert figure("x", "44.6%", "0.01", unit="ratio").rounding_step == F("0.001")
    with pytest.raises(
        InputError, match=r"per-cent sign but its unit is .person.; drop"
    ):
        figure("x", "44.6%", unit="person").interval  # noqa: B018


def test_more_digits_than_the_limit_are_refused_by_name():
    assert figure("x", "9" * 40).value == 10**40 - 1
    with pytest.raises(InputError, match=r"41 digits are more than the limit of 40"):
        figure("x", "9" * 41).interval  # noqa: B018


def test_the_scale_multiplies_value_and_step():
    found = figure("users", "10.51", "1e8", unit="person")
    assert found.value == 1_051_000_000
    assert found.interval == Interval(1_050_500_000, 1_051_500_000)


def test_trailing_zeros_are_never_guessed_away():
    coarse, fine = figure("x", "3", "1e8"), figure("x", "3.00", "1e8")
    assert coarse.value == fine.value
    assert coarse.rounding_step == 100 * fine.rounding_step


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("500", 450, 550),
        ("1,050", 1045, 1055),
        ("0.50", F("0.45"), F("0.55")),
        ("-30", -35, -25),
        ("0", F(-1, 2), F(1, 2)),
    ],
)
def test_about_takes_its_step_at_the_last_digit_that_is_not_zero(text, low, high):
    assert figure("x", text, qualifier="about").interval == Interval(low, high)


@pytest.mark.parametrize(
    ("qualifier", "interval", "sure"),
    [
        ("more_than", Interval(9, INF), Interval(9, INF, True, True)),
        ("at_least", Interval(9, INF), Interval(9, INF)),
        ("less_than", Interval(-INF, 9), Interval(-INF, 9, True, True)),
        ("at_most", Interval(-INF, 9), Interval(-INF, 9)),
        ("much_higher", Interval(-INF, INF), Interval(-INF, INF)),
    ],
)
def test_one_sided_words_leave_one_side_open(qualifier, interval, sure):
    found = figure("x", "9", qualifier=qualifier)
    assert found.interval == interval
    assert found.sure == sure


def test_a_step_in_the_unit_overrides_the_digits():
    found = figure("x", "469", "1e6", step=F(5_000_000))
    assert found.interval == Interval(466_500_000, 471_500_000)
    assert figure("x", "500", step=F(10), qualifier="about").interval == Interval(
        495, 505
    )


def test_a_whole_figure_holds_whole_numbers_only():
    assert figure("x", "3", whole=True).interval == Interval(3, 3)
    assert figure("x", "30", step=F(5), whole=True).interval == Interval(28, 32)
    assert figure("x", "2.5", whole=True).interval.empty
    assert figure("x", "9", qualifier="more_than", whole=True).sure.low == 10


def test_a_blank_figure_is_an_unknown():
    unknown = figure("x", "")
    assert unknown.value is None
    assert unknown.interval == Interval(-INF, INF)
    assert repr(unknown) == "x: not printed"


@given(st.sampled_from(sorted(PRINTS)), st.integers(-99, 99), st.integers(1, 9))
def test_a_grown_step_only_widens(how, digits, factor):
    found = figure("x", str(digits), rounding=how)
    assert found.widened(factor).contains(found.interval)


def test_a_bound_has_no_step_to_grow():
    assert figure("x", "9", qualifier="at_least").widened(100) == Interval(9, INF)


def test_each_reading_shifts_the_value_by_its_own_amount():
    about = {"readings": "growth of 220 %: 0; 2.2 times as much: -1"}
    readings = figure("x", "2.2", unit="ratio", about=about).readings
    assert [str(label) for label in readings] == [
        "growth of 220 %",
        "2.2 times as much",
    ]
    assert [reading.value for reading in readings.values()] == [F("2.2"), F("1.2")]
    assert [reading.readings for reading in readings.values()] == [{}, {}]


@pytest.mark.parametrize(
    "text",
    ["a", "a: ", ": 1", "a: x", "a: 1/0", "a: 1e99999999", "a: 0; a: 1", "a: \u0661"],
)
def test_a_reading_without_a_label_and_a_plain_shift_is_refused(text):
    with pytest.raises(InputError, match=r'write each as "label: shift"'):
        figure("x", "1", about={"readings": text}).readings  # noqa: B018


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            figure("u", "469", "1e6", unit="person"),
            "u: 469 million people  [468.5, 469.5]",
        ),
        (figure("s", "44.6%", "0.01", unit="ratio"), "s: 44.6 %  [44.55 %, 44.65 %]"),
        (figure("r", "1", unit="rank", rounding="exact"), "r: rank 1"),
        (
            figure("m", "9", "1e6", unit="broadcast", qualifier="more_than"),
            "m: more than 9 million broadcasts  [9, inf)",
        ),
        (
            figure("a", "500", unit="item", qualifier="about"),
            "a: about 500 items  [450, 550]",
        ),
        (figure("w", "5,000", step=F(1000)), "w: 5,000  [4,500, 5,500]"),
        (figure("n", "5", step=F(1, 10**9)), "n: 5  [4.999999999, 5.000000001]"),
        (figure("h", "", qualifier="much_higher", unit="ratio"), "h: much higher"),
    ],
)
def test_the_repr_is_one_plain_sentence(found, said):
    assert repr(found) == said


def test_the_label_falls_back_to_the_id():
    assert figure("x", "1").label == "x"
    assert figure("x", "1", about={"label": "Users"}).label == "Users"


def test_only_rows_that_are_ok_are_truth():
    assert figure("x", "1").usable
    assert figure("x", "1", about={"status": "ok"}).usable
    assert not figure("x", "1", about={"status": "misprint"}).usable


@pytest.mark.parametrize(
    "question", ["x < x", "x <= 1", "x > x", "x >= 1", "x == x", "bool(x)"]
)
def test_figures_are_neither_ordered_nor_equal_nor_true(question):
    with pytest.raises(TypeError, match=r"use \(a / b\)\.compare\(c\)"):
        eval(question, {"x": figure("x", "1")})


def test_other_digits_keep_everything_else():
    found = figure("x", "44.6", "0.01", unit="ratio", rounding="floor").reads("46.40")
    assert found.value == F("0.464")
    assert (found.rounding, found.unit, found.rounding_step) == (
        "floor",
        "ratio",
        F("0.0001"),
    )


def test_digits_know_how_fine_they_are():
    assert Digits.read("1,050.0", "").decimals == 1
    assert Digits.read("1,050.0", "").last_power == 1


@pytest.mark.parametrize("measure", ["growth", "multiple"])
def test_a_growth_that_is_no_share_of_a_hundred_is_printed_in_times(measure):
    about = {"measure": measure}
    assert figure("x", "2.2", unit="ratio", about=about).printed == "2.2 times"
    assert figure("x", "2.2", "0.01", unit="ratio", about=about).printed == "2.2 %"
    assert figure("x", "2.2", unit="ratio").printed == "2.2"


MAY = {"period_start": "2022-05", "period_end": "2022-05"}


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "x"),
        (MAY, "May 2022"),
        ({"subject": "live_users"}, "live users"),
        ({"subject": "live_users", **MAY}, "live users, May 2022"),
        ({"subject": "live_users", "measure": "count"}, "live users"),
        ({"subject": "live_users", "measure": "growth"}, "growth of live users"),
        ({"subject": "live_users", "measure": "change"}, "change of live users"),
        ({"subject": "users", "measure": "growth", "label": "Rise"}, "Rise"),
        ({"label": "Sales, May 2022", **MAY}, "Sales, May 2022"),
    ],
)
def test_a_figure_is_described_by_its_label_or_its_subject_and_its_period(about, said):
    assert figure("x", "5", about=about).described == said


def test_a_figure_without_more_has_scale_and_weight_one():
    assert (Figure("x", "5").scale, Figure("x", "5").weight) == (1, 1)


@pytest.mark.parametrize("digits", ["5", ""])
def test_what_is_exact_or_not_printed_has_no_step(digits):
    assert figure("x", digits, rounding="exact").rounding_step == 0
    assert figure("x", "").rounding_step == 0


@pytest.mark.parametrize("weight", [-1, 0, "2", float("nan"), None])
def test_a_weight_that_is_no_positive_number_is_refused(weight):
    with pytest.raises(InputError, match=r"w: weight .* is no positive number; write 2"):
        Figure("w", "7.5", weight=weight)
