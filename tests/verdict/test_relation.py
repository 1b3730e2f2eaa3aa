"""Verdicts: each word at the very end of an interval, and what never changes it."""

import math
from dataclasses import replace
from fractions import Fraction as F
from itertools import permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from samples import figure, point, verdict, word
from strategies import NAMES, expressions, once, points, positive_domains

from ecreport.errors import InputError
from ecreport.formula.bounds import zero_divisor
from ecreport.formula.parse import Formula, parse
from ecreport.network.parts import Network
from ecreport.number.interval import Interval
from ecreport.verdict.judge import certainly, possible
from ecreport.verdict.relation import Relation
from ecreport.verdict.word import bounds_nothing

HALF = F(1, 2)
TINY = F(1, 10**30)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (F("2.5") - TINY, "cannot hold"),
        (F("2.5"), "can hold"),
        (F("2.5") + TINY, "holds"),
        (F("3.5") - TINY, "holds"),
        (F("3.5"), "can hold"),
        (F("3.5") + TINY, "cannot hold"),
    ],
)
def test_a_computed_value_is_judged_at_the_very_ends_of_the_print(value, expected):
    assert word("a = b", figure("a", "3"), point("b", value)) == expected


@pytest.mark.parametrize(
    ("how", "low", "high"),
    [
        ("half_up", "holds", "cannot hold"),
        ("half_down", "cannot hold", "holds"),
        ("nearest", "can hold", "can hold"),
    ],
)
def test_a_tie_is_judged_by_the_convention(how, low, high):
    printed = figure("a", "3", rounding=how)
    assert word("a = b", printed, point("b", F("2.5"))) == low
    assert word("a = b", printed, point("b", F("3.5"))) == high


@pytest.mark.parametrize(
    ("how", "digits", "inside", "outside"),
    [
        ("truncated", "3", 3, 4),
        ("truncated", "-3", -3, -4),
        ("truncated", "0", TINY - 1, -1),
        ("floor", "-3", -3, -2),
        ("ceiling", "3", 3, 2),
        ("exact", "3", 3, 3 + TINY),
    ],
)
def test_a_one_way_convention_is_judged_at_both_ends(how, digits, inside, outside):
    printed = figure("a", digits, rounding=how)
    assert word("a = b", printed, point("b", inside)) == "holds"
    assert word("a = b", printed, point("b", outside)) == "cannot hold"


@pytest.mark.parametrize(
    ("qualifier", "below", "at", "above"),
    [
        ("more_than", "cannot hold", "can hold", "holds"),
        ("at_least", "cannot hold", "holds", "holds"),
        ("less_than", "holds", "can hold", "cannot hold"),
        ("at_most", "holds", "holds", "cannot hold"),
    ],
)
def test_a_one_sided_word_is_judged_at_its_bound(qualifier, below, at, above):
    printed = figure("a", "9", qualifier=qualifier)
    found = [word("a = b", printed, point("b", 9 + d)) for d in (-TINY, 0, TINY)]
    assert found == [below, at, above]


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        ("<", "holds", "cannot hold", "cannot hold"),
        ("<=", "holds", "holds", "cannot hold"),
        (">", "cannot hold", "cannot hold", "holds"),
        (">=", "cannot hold", "holds", "holds"),
    ],
)
def test_an_order_of_known_values_is_judged_at_the_end(op, below, at, above):
    found = [
        word(f"a {op} b", point("a", 9 + d), point("b", 9)) for d in (-TINY, 0, TINY)
    ]
    assert found == [below, at, above]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a < b", "can hold"),
        ("a <= b", "holds"),
        ("a > b", "cannot hold"),
        ("a >= b", "can hold"),
    ],
)
def test_an_order_of_prints_that_touch_hangs_on_the_point_they_share(formula, expected):
    assert word(formula, figure("a", "2"), figure("b", "3")) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("less < ten", "holds"),
        ("more > eight", "holds"),
        ("more < eight", "cannot hold"),
        ("more < ten", "can hold"),
        ("more <= nine", "not checkable"),
        ("more < likewise", "not checkable"),
    ],
)
def test_an_order_is_judged_by_the_end_that_is_there(formula, expected):
    ends = [point("eight", 8), point("nine", 9), point("ten", 10)]
    ends += [figure(name, "9", qualifier="more_than") for name in ("more", "likewise")]
    ends.append(figure("less", "9", qualifier="less_than"))
    assert word(formula, *ends) == expected


def test_a_bound_within_a_looser_bound_holds():
    looser, tighter = (
        figure("a", "9", qualifier="more_than"),
        figure("b", "10", qualifier="at_least"),
    )
    assert word("a = b", looser, tighter) == "holds"
    assert word("b = a", looser, tighter) == "can hold"


def test_prints_that_overlap_can_stand_in_any_order():
    prints = figure("a", "3"), figure("b", "3.2")
    for op in ("<", "<=", ">", ">="):
        assert word(f"a {op} b", *prints) == "can hold"


def test_a_divisor_that_may_be_zero_is_decided_by_its_other_values():
    hundred, zero, one = figure("a", "100"), figure("b", "0"), figure("c", "1")
    for fits in ("a = c / b", "a = c / (b + 0.5)", "a = (c - b) / b", "a > c / b"):
        assert word(fits, hundred, zero, one) == "can hold"
    half = figure("a", "0.5")
    for never in ("a = c / b", "a = (c + 8) / b"):  # at least 1 in size, and 17
        refused = verdict(never, half, zero, one)
        assert (refused.word, refused.distance) == ("cannot hold", None)
        assert "no value of b other than zero fits" in refused.sentence
    assert verdict("a = c / b", hundred, zero, one).sentence == (
        "b may be zero; other values of it fit a = c / b"
    )
    assert word("a = c / b", point("a", 100), zero, point("c", 1)) == "can hold"


def test_a_divisor_that_can_only_be_zero_is_not_checkable():
    hundred, one, whole = (
        figure("a", "100"),
        figure("c", "1"),
        figure("n", "0", whole=True),
    )
    for nothing in ("a = c / 0", "a = c / n", "a = c / (c - c)", "2 < a < c / n"):
        found = verdict(nothing, hundred, one, whole)
        assert (found.word, "can only be zero" in found.sentence) == (
            "not checkable",
            True,
        )
    coin = figure("n", "0.5", step=F(1), whole=True)  # 0 or 1
    for nothing in ("a = c / (n * (1 - n))", "a = 1 / n + 1 / (1 - n)"):
        assert word(nothing, hundred, one, coin) == "not checkable"
    assert word("a = c / n", hundred, one, coin) == "cannot hold"
    assert word("c = 1 / n", one, coin) == "can hold"


def test_a_growth_from_a_base_near_zero_gets_one_word_alone_and_together():
    now, before = figure("now", "7.0"), figure("before", "0.0")
    for digits, expected in (("25", "cannot hold"), ("13900", "can hold")):
        growth = figure("g", digits, "0.01")
        figures = {f.id: f for f in (now, before, growth)}
        relation = Relation("r", Formula("g = now / before - 1"))
        fits = Network(figures, [relation]).parts[0].fits
        assert relation.check(figures).word == expected
        assert fits is (expected == "can hold")


def test_a_figure_that_is_not_printed_is_not_checkable():
    found = verdict("a = b", figure("a", "1"), figure("b", ""))
    assert (found.word, found.sentence) == ("not checkable", "b is not printed")
    assert not found.at_end
    two = figure("b", ""), figure("c", "")
    assert verdict("a = b + c", figure("a", "1"), *two).sentence == "b is not printed"


def test_a_bound_over_a_bound_bounds_nothing():
    floor = {"qualifier": "more_than"}
    found = verdict(
        "r = a / b",
        figure("r", "3"),
        figure("a", "9", **floor),
        figure("b", "9", **floor),
    )
    assert found.word == "not checkable"
    assert bounds_nothing(found.computed)


@pytest.mark.parametrize("status", ["contested", "misprint", "suspect"])
def test_a_row_in_doubt_is_never_used_as_truth(status):
    doubtful = figure("b", "5", about={"status": status})
    found = verdict("a = b", figure("a", "3"), doubtful)
    assert found.word == "not checkable"
    assert found.sentence == f"b is marked {status} and proves nothing"


def test_a_filled_basis_makes_a_relation_not_comparable_and_gives_the_reason():
    found = verdict(
        "a = b", figure("a", "3"), figure("b", "5"), basis="the base was revised"
    )
    assert found.word == "not comparable"
    assert found.sentence.startswith("the base was revised")
    assert found.computed == Interval(F("4.5"), F("5.5"))


@pytest.mark.parametrize("column", ["period_start", "period_end", "basis"])
def test_what_differs_must_be_explained(column):
    a = figure("a", "3", about={column: "2021-01"})
    b = figure("b", "3", about={column: "2022-01"})
    silent = verdict("a = b", a, b)
    assert silent.word == "not comparable"
    assert "differs (2021-01 and 2022-01)" in silent.sentence
    assert word("a = b", a, b, because="the one follows from the other") == "holds"
    assert word("a = b", a, figure("b", "3")) == "holds"


def test_a_chain_is_as_good_as_its_worst_link():
    one, two, five = point("a", 1), point("b", 2), point("c", 5)
    assert word("a < b < c", one, two, five) == "holds"
    assert word("a < c < b", one, two, five) == "cannot hold"
    assert word("a < b < x", one, two, figure("x", "2")) == "can hold"
    assert word("a < b = x", one, two, figure("x", "")) == "not checkable"
    broken = verdict("c < b < x", five, two, figure("x", ""))
    assert (broken.word, broken.computed) == ("cannot hold", Interval(2, 2))


def test_the_links_of_a_chain_must_be_possible_together():
    middle, same = figure("m", "3"), point("s", 3)
    assert word("s < m", same, middle) == word("m < s", middle, same) == "can hold"
    assert word("s < m < s", same, middle) == "cannot hold"


CURVE = "a * a * (1 - a)"  # a stands twice, so that intervals are too wide


def test_a_curve_is_decided_by_solving_it():
    near_half = figure("a", "0.5")
    assert word(f"{CURVE} = b", near_half, point("b", F("0.16"))) == "cannot hold"
    assert word(f"{CURVE} = b", near_half, point("b", F("0.125"))) != "cannot hold"
    tenth = figure("q", "0.1")
    always = verdict(f"q = {CURVE}", tenth, near_half)
    assert always.word == "holds"
    assert (
        always.sentence
        == f"q = {CURVE} as printed, whatever the unrounded figures were"
    )
    assert word(f"{CURVE} / b = 0.16", near_half, point("b", 1)) == "cannot hold"
    assert word(f"{CURVE} / b = 0.16", near_half, point("b", 0)) == "not checkable"


def test_a_square_has_its_own_interval():
    near_half, around_zero = figure("a", "0.5"), figure("a", "0")
    quarter = verdict("q = a * (1 - a)", figure("q", "0.25"), near_half)
    assert quarter.computed == Interval(F("0.2475"), F("0.25"))
    assert quarter.word == "holds"
    nothing = figure("q", "0")
    square = verdict("q = a * a", nothing, around_zero)
    assert square.computed == Interval(0, F("0.25"))
    size = verdict("q = max(a, -a)", nothing, around_zero)
    assert size.computed == Interval(0, F("0.5"))
    assert word("a * a >= 0", around_zero) == "holds"
    apart = word("(a - b) * (a - b) = -0.01", around_zero, figure("b", "0.5"))
    assert apart == "cannot hold"


def test_what_is_not_decided_within_the_limit_is_not_checkable(monkeypatch):
    monkeypatch.setattr("ecreport.verdict.judge.possible", lambda *_: None)
    found = verdict(f"{CURVE} = b", figure("a", "0.5"), point("b", F("0.125")))
    assert (found.word, found.sentence) == (
        "not checkable",
        "a limit of work was reached",
    )
    unknown = verdict("a < b = x", point("a", 1), point("b", 2), figure("x", ""))
    assert (unknown.word, unknown.sentence) == ("not checkable", "x is not printed")


def test_whole_numbers_are_decided_as_whole_numbers():
    whole = figure("a", "3", whole=True)
    assert word("a / 2 = b", whole, point("b", F("1.4"))) == "cannot hold"
    assert word("a / 2 = b", whole, point("b", F("1.5"))) == "holds"
    assert (
        word("a / 2 = b", replace(whole, whole=False), point("b", F("1.4")))
        == "can hold"
    )


def test_a_whole_number_at_a_tie_can_hold():
    printed = figure("a", "30", step=F(10), whole=True)
    assert word("a = b", printed, point("b", 35)) == "can hold"
    assert word("a = b", printed, point("b", 34)) == "holds"
    assert word("a = b", printed, point("b", 36)) == "cannot hold"


def test_numbers_alone_are_judged_too():
    assert word("1 = 2") == "cannot hold"
    assert word("1 < 2") == "holds"
    assert word("a >= 0", figure("a", "3")) == "holds"
    assert word("0 = a - b", figure("a", "3"), figure("b", "3")) == "can hold"
    assert word("0 = a - b", figure("a", "3"), figure("b", "5")) == "cannot hold"


@pytest.mark.parametrize("low", [True, False])
def test_values_beyond_the_reach_of_floats_are_judged(low):
    scale = F(1, 10**40) if low else F(10) ** 40
    names = [f"x{i}" for i in range(10)]
    figures = [figure(name, "9" * 40, scale) for name in names]
    side = {"qualifier": "more_than" if low else "less_than"}
    found = verdict("t = " + " * ".join(names), figure("t", "9", **side), *figures)
    assert (
        found.word == "cannot hold"
        if not low
        else found.word in ("cannot hold", "can hold")
    )
    assert found.sentence


def test_the_distance_counts_rounding_steps_of_the_print():
    found = verdict(
        "s = a / b", figure("s", "44.6", "0.01"), point("a", 1), point("b", 2)
    )
    assert found.word == "cannot hold"
    assert found.distance == (F("0.5") - F("0.4465")) / F("0.001")
    assert found.sentence.endswith("off by at least 53.5 rounding steps")
    assert verdict("a = b", figure("a", "3"), point("b", 3)).distance == 0
    assert verdict("a = b", point("a", 3), point("b", 4)).distance is None


def test_the_refusal_says_what_is_printed_and_what_the_others_give():
    found = verdict(
        "total = a + b", figure("total", "9"), figure("a", "3"), figure("b", "4")
    )
    assert found.sentence == (
        "printed 9, but 3 (a) and 4 (b) give [6, 8]: off by at least 0.5 rounding steps"
    )


def test_the_distance_is_rounded_down_and_has_the_step_of_the_print():
    found = verdict("a = b", figure("a", "3"), point("b", F("3.5") + F(2, 3)))
    assert found.sentence.endswith("off by at least 0.6 rounding steps")
    share = figure("s", "54.6", "0.01"), figure("a", "469"), figure("b", "1051")
    assert verdict("s = a / b", *share).distance > 90
    three, nine = figure("a", "3"), figure("b", "9")
    assert verdict("b < a", three, nine).distance == 5
    assert verdict("a > b", three, nine).distance == 5
    assert verdict("a < b", three, nine).distance == 0
    assert verdict("0 = b - a", three, nine).distance == 5


def test_the_sentence_says_how_the_two_sides_lie():
    three, tenths = figure("a", "3"), figure("b", "3.2")
    assert (
        verdict("a = b", three, tenths).sentence
        == "computed [3.15, 3.25] lies inside printed [2.5, 3.5]"
    )
    assert (
        verdict("b = a", three, tenths).sentence
        == "computed [2.5, 3.5] overlaps printed [3.15, 3.25]"
    )
    assert verdict("a = b", three, figure("b", "3")).sentence == "both are printed 3"
    scaled = figure("a", "3", 10**6), figure("b", "0.003", 10**9)
    assert verdict("a = b", *scaled).sentence == "both stand for [2.5, 3.5] million"
    tens = figure("a", "30", step=F(10), whole=True)
    whole = verdict("a / 2 = b", tens, point("b", F("14.3")))
    assert whole.sentence == (
        "30 (a) and 1 (b): no whole numbers behind them fit a / 2 = b"
    )
    curve = verdict(f"{CURVE} = b", figure("a", "0.5"), point("b", F("0.16")))
    refused = f"no true numbers behind them fit {CURVE} = b"
    assert curve.sentence == f"0.5 (a) and 1 (b): {refused}"


def test_only_prints_that_can_hold_and_share_an_end_hang_on_a_tie():
    three = figure("a", "3")
    assert verdict("a = b", three, point("b", F("2.5"))).at_end
    assert verdict("a = b", three, point("b", F("3.5"))).at_end
    assert not verdict("a = b", three, figure("b", "3.2")).at_end
    assert not verdict("a = b", three, figure("b", "3")).at_end
    assert not verdict("a <= b", three, figure("b", "4")).at_end
    assert not verdict("a < b", three, figure("b", "2")).at_end


def test_the_verdict_has_the_unit_of_the_side_that_has_one():
    people = figure("a", "3", unit="person"), figure("b", "4", unit="person")
    assert verdict("0 = b - a", *people).unit == "person"
    assert verdict("a / b = a / b", *people).unit == "ratio"
    assert verdict("1 = 2").unit == ""


@pytest.mark.parametrize(
    ("digits", "unit"), [("44.6", "%"), ("44.6", "per cent"), ("44.6%", "ratio"), ("2", "pp")]
)
def test_per_cent_without_its_scale_is_refused_before_anyone_is_accused(digits, unit):
    people = figure("a", "469", unit="ratio"), figure("b", "1051", unit="ratio")
    with pytest.raises(InputError, match=r"its scale is 1; (per cent|pp) has scale 0\.01"):
        word("s = a / b", figure("s", digits, unit=unit), *people)
    with pytest.raises(InputError, match=r"has scale 0\.01"):
        repr(figure("s", digits, unit=unit))


def test_a_share_of_any_other_scale_is_taken_at_its_word():
    people = figure("a", "469"), figure("b", "1051")
    assert word("s = a / b", figure("s", "44.6", "0.01", unit="%"), *people) == "can hold"
    for digits, scale in (("54.6", "0.01"), ("4462", "0.01"), ("0.00004462", 10**6)):
        share = figure("s", digits, scale, unit="%")
        assert word("s = a / b", share, *people) == "cannot hold"


def test_a_relation_is_asked_with_others_where_nothing_speaks_against_it():
    figures = {"a": figure("a", "3"), "b": figure("b", "3"), "z": point("z", 0)}
    doubtful = {**figures, "b": figure("b", "3", about={"status": "misprint"})}
    plain = Relation("r", Formula("a = b"))
    assert plain.comparable(figures)
    assert not plain.comparable(doubtful)
    assert not replace(plain, kind="elsewhere").comparable(figures)
    assert not replace(plain, basis="revised").comparable(figures)
    assert not Relation("r", Formula("a = b / z")).comparable(figures)


def test_a_reason_stands_alone_where_the_sides_have_no_ends():
    known, bound = figure("a", "3"), figure("b", "5", qualifier="more_than")
    reason = {"basis": "the base was revised."}
    assert verdict("a = b", known, bound, **reason).sentence == reason["basis"]
    assert (
        verdict("a = b", known, figure("b", ""), **reason).sentence == reason["basis"]
    )
    assert verdict("a = b", known, figure("b", "5"), **reason).sentence == (
        "the base was revised; printed [2.5, 3.5], computed [4.5, 5.5]"
    )


def test_a_tie_is_named_in_the_sentence():
    found = verdict("a = b", figure("a", "3"), point("b", F("2.5")))
    assert found.sentence.endswith(
        "at an end alone: true only if a tie was rounded one way"
    )


def test_the_print_is_compared_with_the_computed_whichever_side_it_stands_on():
    figures = figure("s", "44.6", "0.01"), figure("a", "469"), figure("b", "1051")
    assert verdict("s = a / b", *figures) == verdict("a / b = s", *figures)


def test_a_verdict_is_neither_true_nor_false():
    with pytest.raises(TypeError, match=r'five words \("can hold"\).*compare \.word'):
        bool(verdict("b = a", figure("a", "3"), figure("b", "2.6")))


def test_a_verdict_once_given_cannot_be_changed():
    with pytest.raises(AttributeError):
        verdict("a = b", figure("a", "3"), figure("b", "3")).word = "holds"


READINGS = {"readings": "growth of 220 %: 0; 2.2 times as much: -1"}


def test_the_reading_that_fares_best_gives_the_word_and_all_are_named():
    twice = figure("g", "2.2", about=READINGS)
    found = verdict("g = b", twice, point("b", F("1.2")))
    assert found.word == "holds"
    assert 'read as "growth of 220 %" it cannot hold' in found.sentence
    assert 'read as "2.2 times as much" it holds' in found.sentence
    assert word("g = b", twice, point("b", F("1.7"))) == "cannot hold"
    assert word("g > b", twice, point("b", F("1.2"))) == "holds"


def test_more_readings_than_the_limit_are_not_checked():
    figures = [figure(f"x{i}", "2", about=READINGS) for i in range(7)]
    total = "0 < y + sum(" + ", ".join(f.id for f in figures)
    found = verdict(total + ")", figure("y", "1"), *figures)
    assert found.word == "not checkable"
    assert "128 ways to read it exceed the limit of 64" in found.sentence
    six = verdict("0 < sum(" + ", ".join(f.id for f in figures[1:]) + ")", *figures[1:])
    assert six.word == "holds"


CONVENTIONS = {
    "nearest": round,
    "half_up": lambda x: math.floor(x + HALF),
    "half_down": lambda x: math.ceil(x - HALF),
    "truncated": math.trunc,
    "floor": math.floor,
    "ceiling": math.ceil,
}
steps = st.sampled_from([F(1, 100), F(1, 10), F(1), F(5)])


def rounded(id, value, step, how):
    digits = CONVENTIONS[how](value / step)
    scale, text = (step, str(digits))
    return figure(id, text, scale, rounding=how)


@settings(max_examples=150)
@given(
    expressions | once(),
    positive_domains.flatmap(points),
    st.lists(steps, min_size=5, max_size=5),
    st.sampled_from(sorted(CONVENTIONS)),
)
def test_true_values_rounded_by_their_convention_are_never_accused(
    expression, true, sizes, how
):
    node = parse(expression.text)[0][0]
    assume(zero_divisor(node, {n: Interval(v, v) for n, v in true.items()}) is None)
    whole = {**true, "t": expression.value(true)}
    figures = {
        name: rounded(name, whole[name], size, how)
        for name, size in zip((*NAMES, "t"), sizes, strict=True)
    }
    formula = Formula(f"t = {expression.text}")
    assert Relation("r", formula).check(figures).word != "cannot hold"


prints = st.builds(
    lambda digits, how: (str(digits), how),
    st.integers(1, 40),
    st.sampled_from(["nearest", "half_up", "floor", "truncated", "exact"]),
)
formulas = st.builds(
    lambda e, op: f"t {op} {e.text}",
    once(),
    st.sampled_from(["=", "<", "<=", ">", ">="]),
)
five_prints = st.fixed_dictionaries(dict.fromkeys((*NAMES, "t"), prints))


def figures_of(drawn):
    return {n: figure(n, text, rounding=how) for n, (text, how) in drawn.items()}


ACCUSES = {"cannot hold"}


@given(formulas, five_prints, st.sampled_from((*NAMES, "t")), st.integers(2, 30))
def test_a_coarser_print_is_never_accused_where_the_finer_is_not(
    text, drawn, wide, factor
):
    figures, formula = figures_of(drawn), Formula(text)
    before = Relation("r", formula).check(figures)
    finer = figures[wide]
    coarser = replace(finer, step=F(factor))
    assume(coarser.interval.contains(finer.interval))
    after = Relation("r", formula).check({**figures, wide: coarser})
    assert before.word in ACCUSES or after.word not in ACCUSES
    if wide != "t" or " = " not in text:  # a coarser printed side may hold the computed
        assert not (before.word == "can hold" and after.word == "holds")


@given(formulas, five_prints, st.sampled_from((*NAMES, "t")))
def test_an_unknown_accuses_only_where_no_value_of_it_fits(text, drawn, gone):
    figures = figures_of(drawn)
    figures[gone] = replace(figures[gone], as_printed="")
    comparisons = Formula(text).comparisons
    can = possible(comparisons, figures)
    assume(can is not None)
    expected = "not checkable" if can else "cannot hold"
    assert Relation("r", Formula(text)).check(figures).word == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("t = (a - b) / b", "t = a / b - 1"),
        ("t = a / (a + b)", "t = 1 - b / (a + b)"),
        ("t = a + b + c", "t = sum(c, a, b)"),
        ("t = 2 * a", "t = a + a"),
        ("t <= a / b", "a / b >= t"),
        ("t = a / b", "a / b = t"),
        ("t < a + b", "t - a < b"),
        ("t - b = a - a", "b = t"),
    ],
)
@given(drawn=five_prints)
def test_a_relation_written_in_another_way_gets_the_same_word(one, other, drawn):
    figures = figures_of(drawn)
    first, second = (
        Relation("r", Formula(text)).check(figures) for text in (one, other)
    )
    if one == "t - b = a - a":  # no longer a print beside a computed value
        assert (first.word in ACCUSES) == (second.word in ACCUSES)
    else:
        assert first.word == second.word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("t = a / b", "a = b * t"),
        ("t = a / b", "b = a / t"),
        ("t = a - b", "a = t + b"),
        ("t = a + b", "0 = a + b - t"),
        ("t = a / b - 1", "b = a / (1 + t)"),
        ("t = (a - b) / b", "(1 + t) * b = a"),
        ("t = a / (a + b)", "t * (a + b) = a"),
    ],
)
@given(drawn=five_prints)
def test_a_relation_solved_for_another_figure_accuses_in_the_same_cases(
    one, other, drawn
):
    figures = figures_of(drawn)
    first, second = (
        Relation("r", Formula(text)).check(figures) for text in (one, other)
    )
    assert (first.word in ACCUSES) == (second.word in ACCUSES)


@given(
    formulas, five_prints, st.sampled_from([F(1, 100), F(1, 1000), F(10**4), F(10**6)])
)
def test_another_scale_for_the_same_prints_changes_no_verdict(text, drawn, factor):
    """All of a, b, c, d and t in another unit, every written number with them."""
    assume("*" not in text and "/" not in text)
    assume(not any(c.isdigit() for c in text))
    figures = figures_of(drawn)
    scaled = {name: replace(f, scale=factor) for name, f in figures.items()}
    before, after = (Relation("r", Formula(text)).check(f) for f in (figures, scaled))
    assert before.word == after.word
    assert before.distance == after.distance


@given(
    five_prints,
    st.sampled_from([F(1, 100), F(10**4)]),
    st.sampled_from([F(1, 7), F(10**8)]),
)
def test_a_share_does_not_hang_on_the_scale_of_what_it_divides(
    drawn, of_both, of_share
):
    figures = figures_of(drawn)
    scaled = {
        "a": replace(figures["a"], scale=of_both * of_share),
        "b": replace(figures["b"], scale=of_both),
        "t": replace(figures["t"], scale=of_share),
    }
    relation = Relation("r", Formula("t = a / b"))
    assert relation.check(figures).word == relation.check(scaled).word


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_order_of_a_sum_does_not_matter(order):
    parts = [figure("a", "1.1"), figure("b", "2.25"), figure("c", "3")]
    formula = f"t = {' + '.join(order)}"
    expected = verdict("t = a + b + c", figure("t", "6.4"), *parts)
    found = verdict(formula, figure("t", "6.4"), *reversed(parts))
    assert (found.word, found.computed) == (expected.word, expected.computed)


def test_only_what_can_hold_is_said_to_hang_on_a_tie():
    found = verdict("a = b", figure("a", "1", rounding="floor"), point("b", 1))
    assert (found.word, found.at_end) == ("holds", False)
    assert "tie" not in found.sentence


@pytest.mark.parametrize(
    ("formula", "unit"),
    [("a = 2 * b", "person"), ("b = a", ""), ("a + a = b", ""), ("b = 2 * a", "")],
)
def test_beside_a_blank_unit_only_a_printed_figure_says_its_own(formula, unit):
    person, blank = figure("a", "3", unit="person"), figure("b", "3")
    assert verdict(formula, person, blank).unit == unit


def test_numbers_alone_have_no_distance():
    assert verdict("1 = 2").distance is None


def test_a_gap_of_nothing_and_of_one_step_are_told_apart():
    floor = figure("a", "1", rounding="floor")
    at_end = verdict("a = b", floor, point("b", 2))
    assert at_end.sentence == (
        "printed 1, but 1 (b) stands for 2: "
        "they meet only at an end that the declared rounding excludes"
    )
    assert verdict("a = b", floor, point("b", 3)).sentence.endswith(
        "off by at least 1 rounding step"
    )


def test_a_refusal_names_eight_figures_and_counts_the_rest_of_more():
    names = [f"x{i}" for i in range(20)]
    many = [figure(name, "1") for name in names]

    def said(count):
        formula = f"a = {' + '.join(names[:count])}"
        return verdict(formula, figure("a", "99"), *many[:count]).sentence

    assert "1 (x6) and 1 (x7) give [4, 12]" in said(8)
    assert "1 (x5) and 3 more give [4.5, 13.5]" in said(9)
    assert "1 (x5) and 14 more give [10, 30]" in said(20)


def test_three_periods_that_differ_are_named_and_no_more():
    figures = [
        figure(name, "1", about={"period_end": f"202{place}-12"})
        for place, name in enumerate("abcd")
    ]
    found = verdict("a = b + c + d", *figures)
    assert "differs (2020-12 and 2021-12 and 2022-12) and" in found.sentence


def test_two_prints_of_one_rounding_rule_hold():
    three = figure("a", "3")
    assert word("a = b", three, figure("b", "3")) == "holds"
    assert word("a = b", three, figure("b", "3", rounding="half_up")) == "can hold"
    assert word("a = b", three, figure("b", "3.0")) == "holds"
    assert word("b = a", three, figure("b", "3.0")) == "can hold"
    bound = {"qualifier": "more_than"}
    assert (
        word("a = b", figure("a", "0", **bound), figure("b", "0", **bound)) == "holds"
    )
    whole = [figure(id, "30", step=F(10), whole=True) for id in "ab"]
    assert word("a = b", *whole) == "holds"
    assert word("a = b", whole[0], replace(whole[1], whole=False)) == "can hold"


@pytest.mark.parametrize(
    "formula",
    [
        *(
            "a = a",
            "a - a = 0",
            "0 <= a * a",
            "a >= min(a, b)",
            "a + b <= 2 * max(a, b)",
        ),
        *("max(a, b) + min(a, b) = a + b", "a * b = b * a", "(a + b) / b = 1 + a / b"),
        *("a * a >= 0", "a * a + b * b >= 2 * a * b", "0 <= a * a <= a * a + 1"),
    ],
)
def test_what_is_always_true_holds(formula):
    assert word(formula, figure("a", "3"), figure("b", "2")) == "holds"


@pytest.mark.parametrize("formula", ["u >= min(u, b)", "u = u", "u * u >= 0", "b < u"])
def test_an_unknown_that_any_value_satisfies_is_not_checkable(formula):
    assert word(formula, figure("u", ""), figure("b", "2")) == "not checkable"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b = c - d", "c - d = a + b"),
        ("2 * a = 3 * b", "3 * b = 2 * a"),
        ("5 = a", "a = 5"),
        ("5 = a + b", "a + b = 5"),
        ("min(a, b) = c", "c = min(a, b)"),
        ("a * b = c / d", "c / d = a * b"),
        ("max(a, b) = c + d", "c + d = max(a, b)"),
    ],
)
@given(drawn=five_prints)
def test_swapped_sides_get_one_word(one, other, drawn):
    figures = figures_of(drawn)
    found = [Relation("r", Formula(text)).check(figures) for text in (one, other)]
    assert found[0].word == found[1].word
    assert found[0].distance == found[1].distance or "=" in one


def test_a_whole_print_is_held_by_whole_values_only():
    one, wide = figure("a", "1", whole=True), figure("b", "1.0")
    assert word("a = b", one, wide) == "can hold"
    tens = figure("a", "30", step=F(10), whole=True)
    assert word("a = b", tens, point("b", F("30.5"))) == "cannot hold"
    assert word("a = b + 1", tens, figure("b", "29", whole=True)) == "holds"
    share, voters = figure("s", "31.25", "0.01"), figure("n", "1600")
    assert (
        word("v = s * n", figure("v", "500", whole=True), share, voters) == "can hold"
    )


def test_more_than_a_whole_number_is_not_that_number():
    nine = figure("b", "9", rounding="exact")
    over = figure("a", "9", qualifier="more_than", whole=True)
    under = figure("a", "9", qualifier="less_than", whole=True)
    for bound in (over, under):
        found = verdict("a = b", bound, nine)
        assert found.word == "cannot hold"
        assert "tie" not in found.sentence
        assert found.sentence.endswith("off by at least 1")
    assert word("a = b", replace(over, qualifier="at_least"), nine) == "holds"
    assert word("a = b", over, replace(nine, as_printed="10")) == "holds"


def test_an_unknown_whole_number_is_a_check_of_its_own():
    total, n = figure("total", "", whole=True), figure("n", "28", rounding="exact")
    assert word("m = total / n", figure("m", "5.19"), total, n) == "cannot hold"
    found = verdict("m = total / n", figure("m", "5.18"), total, n)
    assert found.word == "can hold"
    assert found.sentence == "a whole number total fits m = total / n"
    free = figure("total", "")
    assert word("m = total / n", figure("m", "5.19"), free, n) == "not checkable"
    both = figure("n", "", whole=True)
    assert word("m = total / n", figure("m", "5.19"), total, both) == "not checkable"
    assert word("m > total", figure("m", "5.19"), total) == "not checkable"
    low, high = figure("low", "2.3"), figure("high", "2.6")
    assert word("low < total < high", low, high, total) == "cannot hold"
    assert (
        word("low < total < high", low, replace(high, as_printed="3.6"), total)
        == "can hold"
    )


whole_prints = st.fixed_dictionaries(dict.fromkeys("abt", st.integers(0, 12)))
WHOLE_FORMULAS = {
    "t = a + b": lambda v: v["t"] == v["a"] + v["b"],
    "t = a * b": lambda v: v["t"] == v["a"] * v["b"],
    "3 * t = a - b": lambda v: 3 * v["t"] == v["a"] - v["b"],
    "t = 2 * a + 4 * b": lambda v: v["t"] == 2 * v["a"] + 4 * v["b"],
    "t < min(a, b)": lambda v: v["t"] < min(v["a"], v["b"]),
    "t = a / b": lambda v: v["b"] != 0 and v["t"] * v["b"] == v["a"],
    "a < t < b": lambda v: v["a"] < v["t"] < v["b"],
    "a * t >= b": lambda v: v["a"] * v["t"] >= v["b"],
}


@settings(max_examples=40)
@pytest.mark.parametrize("text", WHOLE_FORMULAS)
@given(
    digits=whole_prints,
    steps=st.fixed_dictionaries(dict.fromkeys("abt", st.sampled_from([1, 2, 3, 5]))),
)
def test_whole_numbers_get_the_words_of_enumeration(text, digits, steps):
    figures = {
        n: figure(n, str(digits[n] * steps[n]), step=F(steps[n]), whole=True)
        for n in "abt"
    }
    values = [
        range(int(f.interval.low), int(f.interval.high) + 1) for f in figures.values()
    ]
    meaning = WHOLE_FORMULAS[text]
    fits = [
        meaning(dict(zip(figures, point, strict=True))) for point in product(*values)
    ]
    found = word(text, *figures.values())
    zero_only = text == "t = a / b" and (
        figures["b"].interval.low,
        figures["b"].interval.high,
    ) == (0, 0)
    if zero_only:
        assert found == "not checkable"
    else:
        assert (found == "cannot hold") is not any(fits)
        assert all(fits) is False or found in ("holds", "can hold")
        assert found != "holds" or any(fits)


def test_the_ways_to_read_several_figures_are_all_tried():
    figures = [figure(f"x{i}", "2.2", about=READINGS) for i in range(3)]
    found = verdict("x0 + x1 + x2 = b", *figures, point("b", F("4.6")))
    assert found.word == "can hold"
    assert "of 8 ways" in found.sentence


def test_a_difference_of_either_sign_may_stand_in_a_comparison():
    one, other = figure("a", "1"), figure("b", "4")
    assert word("a < max(a - b, b - a)", one, other) == "holds"
    assert word("b < min(a - b, b - a)", one, other) == "cannot hold"


some_figures = st.fixed_dictionaries(
    dict.fromkeys(
        (*NAMES, "t"),
        st.builds(
            lambda digits, how, whole, word: (str(digits), how, whole, word),
            st.integers(-2, 6),
            st.sampled_from(["nearest", "nearest", "half_up", "floor", "exact"]),
            st.sampled_from([False, False, False, True]),
            st.sampled_from(["exact"] * 6 + ["more_than", "at_most"]),
        ),
    )
)


def drawn_figures(drawn):
    return {
        n: figure(n, digits, rounding=how, whole=whole, qualifier=word)
        for n, (digits, how, whole, word) in drawn.items()
    }


@settings(max_examples=150)
@given(
    expressions,
    st.sampled_from(["=", "=", "<", "<=", ">", ">="]),
    expressions,
    some_figures,
)
def test_the_word_never_contradicts_the_solver(left, op, right, drawn):
    figures, formula = drawn_figures(drawn), Formula(f"{left.text} {op} {right.text}")
    used = {name: figures[name] for name in formula.names}
    found = Relation("r", formula).check(used)
    can = possible(formula.comparisons, used)
    assume(can is not None)
    if "can only be zero" in found.sentence:
        assert (can, found.word) == (False, "not checkable")
    elif found.sentence != "a limit of work was reached":
        assert (found.word == "cannot hold") is (can is False)


@settings(max_examples=150)
@given(
    expressions, st.sampled_from(["=", "<", "<=", ">", ">="]), expressions, some_figures
)
def test_swapped_sides_and_turned_signs_get_one_word(left, op, right, drawn):
    figures = drawn_figures(drawn)
    turned = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}[op]
    one = Formula(f"{left.text} {op} {right.text}")
    other = Formula(f"{right.text} {turned} {left.text}")
    assume(not {left.text, right.text} <= {*NAMES})  # of two prints the left one counts
    used = {name: figures[name] for name in one.names}
    words = {Relation("r", formula).check(used).word for formula in (one, other)}
    assert len(words) == 1


@given(some_figures, st.sampled_from([F(1, 100), F(1000), F(1, 3)]))
def test_another_unit_for_all_figures_changes_no_word(drawn, factor):
    formulas = (
        "t = a + b - c",
        "t < min(a, b)",
        "t = a * b / c",
        "max(a, t) = b",
        "a <= t <= b",
    )
    figures = drawn_figures(drawn)
    assume(not any(f.whole for f in figures.values()))
    scaled = {name: replace(f, scale=factor) for name, f in figures.items()}
    for text in formulas:
        before, after = (
            Relation("r", Formula(text)).check(f) for f in (figures, scaled)
        )
        assert before.word == after.word
        assert before.distance == after.distance


@pytest.mark.parametrize("formula", ["t = a / n", "t = n", "a < n", "t < (a - n) / n"])
def test_a_print_that_no_whole_number_has_is_not_checkable(formula):
    half = figure("n", "2.5", whole=True)
    found = verdict(formula, figure("t", "3"), figure("a", "4"), half)
    assert found.word == "not checkable"
    assert found.sentence == "no whole number prints as 2.5 (n)"


@pytest.mark.parametrize(
    ("rounding", "low", "high"), [("half_up", True, False), ("half_down", False, True)]
)
def test_a_value_at_an_end_that_is_left_out_does_not_print_so(rounding, low, high):
    comparison = Formula("a = b").comparisons[0]
    for value, prints_so in (("2.5", low), ("3", True), ("3.5", high)):
        figures = {
            "a": figure("a", "3", rounding=rounding),
            "b": point("b", F(value)),
        }
        assert certainly(comparison, figures) is prints_so
