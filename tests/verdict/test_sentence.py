"""Sentences: true, complete, and readable aloud."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from samples import figure, point, verdict

from ecreport.number.interval import Interval
from ecreport.number.wording import plural, show_interval, show_value, unit_words
from ecreport.verdict.sentence import show_steps


def sentence(formula, *figures):
    return verdict(formula, *figures).sentence


def test_a_tiny_distance_is_said_in_more_digits_and_never_as_nothing():
    votes = figure("v", "1234", whole=True), figure("all", "190000000", whole=True)
    said = sentence("p = v / all", figure("p", "0.0007", "0.01"), *votes)
    assert "at least 0 " not in said
    assert said.endswith("off by at least 0.0052 rounding steps")
    assert "[0.0006494 %, 0.0006495 %]" in said
    near = sentence("a = b", figure("a", "3"), point("b", F("3.5") + F(1, 10**40)))
    assert ": just outside" in near


def test_a_distance_of_thousands_of_steps_has_its_marks():
    said = sentence("a = b", figure("a", "3"), figure("b", "12345"))
    assert said.endswith("off by at least 12,341 rounding steps")


def test_two_expressions_are_told_with_their_values_and_figures():
    figures = [
        figure(id, v, 10**9, unit="gbp")
        for id, v in zip("abcd", ("7.4", "2.1", "9.0", "1.2"), strict=True)
    ]
    assert sentence("a - b = c - d", *figures) == (
        "7.4 bn gbp (a) and 2.1 bn gbp (b) give 5.3 bn gbp, [5.2, 5.4] bn gbp, but "
        "9.0 bn gbp (c) and 1.2 bn gbp (d) give 7.8 bn gbp, [7.7, 7.9] bn gbp: "
        "off by at least 23 rounding steps"
    )
    fits = sentence(
        "a + b = c + d", *figures[:3], replace(figures[3], as_printed="0.5")
    )
    assert (
        fits == "left [9.4, 9.6] bn gbp and right [9.4, 9.6] bn gbp overlap"
        or "both" in fits
    )


def test_a_chain_is_told_as_one_statement():
    debt = figure("debt", "270", 10**12, unit="eur", about={"label": "Public debt"})
    low, high = (
        figure(id, v, 10**12, unit="eur") for id, v in (("low", "2.6"), ("high", "2.8"))
    )
    for formula in ("low <= debt <= high", "high >= debt >= low", "low < debt < high"):
        assert sentence(formula, low, debt, high) == (
            "270 tn eur (Public debt) is not between 2.6 tn eur (low) and 2.8 tn eur (high): "
            "off by at least 266.65 tn eur"
        )


def test_an_order_is_told_in_prints():
    three, five = figure("a", "3", unit="match"), figure("b", "5", unit="match")
    assert sentence("b < a", three, five) == (
        "5 matches (b) is not below 3 matches (a): off by at least 1 rounding step"
    )
    assert sentence("a < b", three, five) == (
        "3 matches (a) is below 5 matches (b) whatever the unrounded figures were"
    )
    near = replace(five, as_printed="3")
    assert sentence("a > b", three, near) == (
        "3 matches (a) is above 3 matches (b) for some unrounded figures, not for all"
    )
    bound = [figure(id, "9", qualifier="more_than") for id in "ab"]
    assert sentence("a > b", *bound) == (
        "an end is missing to tell whether more than 9 (a) is above more than 9 (b)"
    )
    assert (
        sentence("0 > a", three)
        == "0 is not above 3 matches (a): off by at least 2.5 rounding steps"
    )


def test_from_an_open_end_the_distance_is_no_number_of_steps():
    over = figure("a", "40", 10**6, qualifier="more_than", unit="visit")
    found = verdict("a = b", over, figure("b", "31.5", 10**6, unit="visit"))
    assert found.distance is None
    assert found.sentence.endswith("off by at least 8.45 million visits")
    assert "rounding step" not in found.sentence


def test_a_value_is_written_as_a_value():
    assert "[7, 7]" not in sentence("a = b", figure("a", "3"), point("b", 7))
    assert sentence("2 * a = b", point("a", 1), point("b", 2)) == "both are 2"
    assert show_interval(Interval(3, 3), "parcel") == "3 parcels"
    assert show_interval(Interval(1, 1), "parcel") == "1 parcel"


def test_what_would_hold_if_digits_had_been_cut_is_said_so():
    total = figure("t", "12.3"), point("a", F("5.19")), point("b", F("7.2"))
    cut = "it would hold if digits had been cut instead of rounded"
    assert sentence("t = a + b", *total).endswith(cut)
    for other in ("half_up", "floor", "exact"):
        declared = replace(total[0], rounding=other)
        assert cut not in sentence("t = a + b", declared, *total[1:])
    assert cut not in sentence(
        "t = a + b", replace(total[0], as_printed="12.5"), *total[1:]
    )
    alone = figure("t", "3"), figure("a", "4"), point("b", F("0.2"))
    assert sentence("t = a + b", *alone).endswith(cut)  # t was cut, a was rounded
    parts = figure("t", "15.9"), figure("a", "1.5"), figure("b", "12.6")
    assert cut not in sentence("t = a + b", *parts)
    parts = [figure(name, digits) for name, digits in zip("abcd", "1241", strict=True)]
    said = sentence("t = a + b + c + d", figure("t", "11"), *parts)
    assert said.endswith(cut)  # 1.9, 2.9, 4.9 and 1.9 are 11.6, which is cut to 11


def test_one_digit_more_than_the_print_is_shown_and_two_where_it_takes_two():
    share = figure("s", "29.8", "0.01"), figure("a", "311"), figure("b", "1044")
    assert sentence("s = a / b", *share) == (
        "computed [29.72 %, 29.86 %] overlaps printed [29.75 %, 29.85 %]"
    )
    apart = sentence("s = a / b", share[0], figure("a", "3110"), figure("b", "10416"))
    assert "give [29.851 %, 29.865 %]" in apart


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        *(("match", "matches"), ("box", "boxes"), ("city", "cities"), ("day", "days")),
        *(
            ("person", "people"),
            ("child", "children"),
            ("half", "halves"),
            ("bus", "buses"),
        ),
        *(
            ("visits", "visits"),
            ("usd", "usd"),
            ("yuan", "yuan"),
            ("kWh", "kWh"),
            ("km", "km"),
        ),
        *(("tonne of coal", "tonnes of coal"), ("cubic metre", "cubic metres")),
        *(("full-time job", "full-time jobs"), ("TWh", "TWh"), ("people", "people")),
        *(("Person", "people"), ("Yuan", "Yuan"), ("People", "People")),
        *(("analysis", "analyses"), ("potato", "potatoes"), ("gas", "gases")),
    ],
)
def test_the_plural_of_a_unit(unit, said):
    assert plural(unit) == said


def test_a_unit_with_a_stroke_is_said_with_per():
    assert unit_words("yuan/person") == "yuan per person"
    assert unit_words("case/person", one=True) == "case per person"
    assert show_value(8, "match/day") == "8 matches per day"


@pytest.mark.parametrize(
    ("digits", "scale", "unit", "said"),
    [
        ("533", "1e4", "person", "5.33 million people"),
        ("46,866", "1e4", "person", "468.66 million people"),
        ("4.69", "1e8", "person", "469 million people"),
        ("10.5", "1e8", "person", "1.05 bn people"),
        ("3", "1e8", "yuan", "0.3 bn yuan"),
        ("8.2", "1e12", "yuan", "8.2 tn yuan"),
        ("12", "1e3", "parcel", "12 thousand parcels"),
        ("17.30", "1e-5", "ratio", "17.30 per 100,000"),
        ("17.3", "1e-5", "case/person", "17.3 cases per 100,000 people"),
        ("4.2", "1e-3", "ratio", "4.2 per thousand"),
        ("4.2", "1e-3", "\u2030", "4.2 per thousand"),
        ("44.6", "0.01", "pct", "44.6 %"),
        ("44.6", "0.01", "Per cent", "44.6 %"),
        ("1.6", "0.01", "percentage point", "1.6 percentage points"),
        ("1.6", "0.01", "Percentage points", "1.6 percentage points"),
        ("25", "0.0001", "bp", "25 basis points"),
        ("7", "0.01", "usd", "7 x 0.01 usd"),
        ("1", "1", "match", "1 match"),
        ("1.0", "1", "match", "1.0 matches"),
        ("52", "1", "match", "52 matches"),
        ("2", "1", "rank", "rank 2"),
        (".50", "0.01", "ratio", "0.50 %"),
    ],
)
def test_a_print_is_said_in_the_scale_people_use_with_the_digits_it_has(
    digits, scale, unit, said
):
    assert figure("a", digits, F(scale), unit=unit).printed == said


def test_a_rate_is_shown_as_printed():
    rate = figure("r", "17.3", F(1, 10**5), unit="ratio")
    cases = figure("c", "183"), figure("n", "1", 10**6, rounding="exact")
    assert sentence("r = c / n", rate, *cases) == (
        "printed 17.3 per 100,000, but 183 (c) and 1 million (n) give "
        "[18.25, 18.35] per 100,000: off by at least 9 rounding steps"
    )


def test_a_one_sided_print_is_told_in_its_own_words():
    over = figure("a", "6", 10**6, qualifier="more_than", unit="visit")
    for digits, said in (("7.4", "is"), ("6.0", "may be")):
        visits = figure("b", digits, 10**6, unit="visit")
        assert f"million visits {said} more than 6 million visits" in sentence(
            "a = b", over, visits
        )


def test_a_share_in_an_order_is_told_in_per_cent_also_where_the_limit_is_a_number():
    people = [
        figure(id, digits, 10**6, unit="person")
        for id, digits in (("a", "3"), ("b", "40"))
    ]
    assert sentence("a / b < 0.1", *people) == (
        "[6.17 %, 8.87 %] from 3 million people (a) and 40 million people (b) is below 10 % "
        "whatever the unrounded figures were"
    )


def test_a_chain_that_holds_is_told_as_one_statement():
    low, high = figure("low", "2"), figure("high", "9")
    middle = figure("m", "5")
    sure = "5 (m) is between 2 (low) and 9 (high) whatever the unrounded figures were"
    for formula in ("low < m < high", "high >= m >= low"):
        assert sentence(formula, low, middle, high) == sure
    assert sentence("low <= m <= high", low, replace(middle, as_printed="9"), high) == (
        "9 (m) is between 2 (low) and 9 (high) for some unrounded figures, not for all"
    )
    assert sentence("0 < min(low, m) < high", low, middle, high) == (
        "[1.5, 2.5] from 2 (low) and 5 (m) is between 0 and 9 (high) "
        "whatever the unrounded figures were"
    )
    assert sentence("m = 5 > low", middle, low) == (
        "m = 5 > low as printed, whatever the unrounded figures were"
    )


def test_an_exact_figure_stands_for_itself():
    over = figure("a", "9", qualifier="more_than", whole=True, unit="parcel")
    nine = figure("b", "9", rounding="exact", unit="parcel")
    assert sentence("a = b", over, nine) == (
        "printed more than 9 parcels, but 9 parcels (b): off by at least 1 parcel"
    )


@pytest.mark.parametrize(
    "gap", [F(2, 3), F(1, 7000), F(12345678, 7), F(1, 3 * 10**8), F(5)]
)
@pytest.mark.parametrize("places", [1, 6])
def test_a_distance_is_never_said_larger_than_it_is(gap, places):
    said = F(show_steps(gap, places).replace(",", ""))
    assert gap * F(9, 10) <= said <= gap or (places == 1 and gap - said < F(1, 10))
    assert said > 0


def test_an_unknown_is_named_before_it_is_said_to_be_none():
    said = sentence("t = a * a", figure("t", "-3.2"), figure("a", ""))
    assert said.startswith("printed -3.2, but a (not printed) gives [0, inf): off by")


def test_a_reading_that_is_refused_says_what_it_stands_for():
    twice = figure("g", "2.2", about={"readings": "growth: 0; multiple: -1"})
    assert sentence("g = b", twice, figure("b", "2.2")) == (
        'read as "growth" it holds: both are printed 2.2; read as "multiple" it cannot hold: '
        "printed 2.2, here [1.15, 1.25], but 2.2 (b) stands for [2.15, 2.25]: "
        "off by at least 9 rounding steps"
    )


def test_two_products_are_told_apart_in_their_own_unit_and_not_in_steps():
    rates = [
        figure("a", "4.8", 10**3, unit="eur"),
        figure("b", "25", 10**3, unit="box"),
        figure("c", "2.4", 10**3, unit="eur"),
        figure("d", "20", 10**3, unit="box"),
    ]
    far = F(4750, 25500) - F(2450, 19500)
    said = sentence("a / b = c / d", *rates)
    assert said.endswith(f"off by at least {show_steps(far, 6)} eur per box")
    assert verdict("a / b = c / d", *rates).distance is None
    assert verdict("a / b < c / d", *rates).distance is None
    assert verdict("a / b > c / d", *rates).distance == 0


def test_a_distance_between_rates_is_one_of_percentage_points():
    rates = [figure(i, n, "0.01", unit="ratio") for i, n in (("a", "-2"), ("b", "-7"))]
    said = sentence("a <= b <= 0", *rates)
    assert said.endswith("off by at least 4 percentage points")


def test_points_are_told_as_points_on_both_sides():
    now = figure("now", "7.5", "0.01", unit="ratio")
    before = figure("before", "7.1", "0.01", unit="ratio")
    rise = figure("rise", "90", "0.0001", unit="bp")
    said = sentence("rise = now - before", rise, now, before)
    assert "give [30, 50] basis points" in said
    one = [figure("x", "1", "0.01", unit="pp"), figure("y", "3", "0.01", unit="pp")]
    assert sentence("x < y", *one).startswith(
        "1 percentage point (x) is below 3 percent"
    )


def test_a_scale_without_a_word_is_a_power_of_ten():
    said = sentence("a > b", figure("a", "2", "1e-13"), figure("b", "7", "1e15"))
    assert said.startswith("2 x 10^-13 (a) is not above 7 x 10^15 (b)")


def test_a_number_of_the_formula_is_never_said_as_nothing():
    users = figure("users", "7", 10**9, unit="person")
    assert " is above 0.2 people " in sentence("users > 0.2", users)


def test_ties_are_blamed_only_where_something_was_rounded():
    a = figure("a", "12", whole=True, qualifier="at_least")
    b = figure("b", "12", whole=True)
    assert sentence("b = a", a, b).endswith("at an end alone")
    c = figure("c", "60", step=5, whole=True)  # 57.5 is no whole number
    assert sentence("d = c", point("d", F(58)), c).endswith("at an end alone")
    assert sentence("d = c", point("d", F("57.5")), figure("c", "60", step=5)).endswith(
        "true only if a tie was rounded one way"
    )


def test_an_order_is_excused_by_cutting_only_where_all_digits_are_cut():
    a, b = figure("a", "15"), figure("b", "16")
    assert "cut instead" not in sentence("a > b", a, b)
    assert "cut instead" in sentence("a > c", a, point("c", F("15.5")))


def test_a_floor_below_zero_is_said_of_its_size():
    fall = figure("fall", "-6", "0.01", unit="ratio", qualifier="more_than")
    other = figure("other", "-5.7", "0.01", unit="ratio")
    said = sentence("fall = other", fall, other)
    assert said.startswith("printed minus more than 6 %, but -5.7 % (other)")
    less = figure("less", "-2", unit="eur", qualifier="at_most")
    assert less.printed == "minus at most 2 eur"


def test_of_many_readings_the_best_are_told():
    about = {"readings": "a: 0; b: 1; c: 2; d: 3; e: 4"}
    said = sentence("x = y", figure("x", "5", about=about), figure("y", "9"))
    assert said.startswith('read as "e" it holds: both stand for')
    assert said.endswith("these are the best 3 of 5 ways to read it")
