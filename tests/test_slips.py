"""Single slips: each kind by example, and none that reads like the print itself."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import figure

from ecreport.network.slips import (
    DOUBLED,
    DROPPED,
    KINDS,
    MOVED,
    SCALE,
    SIGN,
    SWAPPED,
    WRONG,
    borrowed,
    causes,
    slips,
)
from ecreport.verdict.arithmetic import Figure


def of_kind(kind, printed):
    return [slip.reads for slip in slips(printed) if slip.kind == kind]


def texts(kind, digits):
    return [
        slip.figure.as_printed
        for slip in slips(figure("a", digits))
        if slip.kind == kind
    ]


@pytest.mark.parametrize(
    ("kind", "digits", "expected"),
    [
        (SWAPPED, "469", ["649", "496"]),
        (SWAPPED, "44.6", ["46.4"]),
        (SWAPPED, "11", []),
        (DROPPED, "469", ["49", "46"]),
        (DROPPED, "44.6", ["44"]),
        (DROPPED, "8", []),
        (DOUBLED, "46", ["446", "466"]),
        (DOUBLED, "4.6", ["44.6", "4.66"]),
        (MOVED, "46.4", ["464", "4.64"]),
        (MOVED, "469", ["4690", "46.9"]),
        (MOVED, "0.5", ["05", "0.05"]),
        (SIGN, "6.1", ["-6.1"]),
        (SIGN, "-6.1", ["6.1"]),
        (SIGN, "+6.1", ["-6.1"]),
        (SIGN, "−6.1", ["6.1"]),
    ],
)
def test_each_kind_of_slip_by_example(kind, digits, expected):
    assert texts(kind, digits) == expected


def test_one_digit_may_be_any_other():
    assert sorted(texts(WRONG, "7")) == list("012345689")
    assert len(texts(WRONG, "469")) == 27  # 069 is 469 with a digit dropped


def test_commas_spaces_and_signs_of_per_cent_are_no_digits():
    assert texts(SWAPPED, "1,051") == ["0151", "1501", "1015"]
    percent = Figure("a", "44.6 %", F(1, 100), "ratio")
    assert of_kind(SWAPPED, percent) == ["46.4 %"]


def test_units_and_scales_are_mistaken_for_those_nearby():
    persons = slips(Figure("a", "469", F(10**6), "person"))
    factors = {
        s.detail: F(s.figure.value) / (469 * 10**6) for s in persons if s.kind == SCALE
    }
    assert factors == {
        "million for billion": 1000,
        "billion for million": F(1, 1000),
        "ten thousand for hundred million": 10**4,
        "hundred million for ten thousand": F(1, 10**4),
    }
    shares = slips(Figure("a", "44.6", F(1, 100), "ratio"))
    assert {F(s.figure.value) / F("0.446") for s in shares if s.kind == SCALE} == {
        100,
        F(1, 100),
    }
    assert not of_kind(SCALE, Figure("a", "1", F(1), "rank"))


def test_a_step_that_is_given_keeps_to_the_scale():
    (slip,) = [
        s
        for s in slips(Figure("a", "469", F(10**6), "person", step=F(10**6)))
        if s.detail == "million for billion"
    ]
    assert slip.figure.rounding_step == 10**9


def test_an_unknown_has_no_slips():
    assert slips(figure("a", "")) == []


prints = st.from_regex(r"[+-]?(0|[1-9][0-9]{0,4})(\.[0-9]{1,3})?", fullmatch=True)
units = st.sampled_from(["", "person", "ratio", "rank"])


@given(prints, units)
def test_no_slip_reads_like_the_print_and_none_twice(digits, unit):
    printed = Figure("a", digits, F(1), unit)
    found = [(s.figure.value, s.figure.rounding_step) for s in slips(printed)]
    assert (printed.value, printed.rounding_step) not in found
    assert len(set(found)) == len(found)
    assert {slip.kind for slip in slips(printed)} <= set(KINDS)


@given(prints)
def test_every_slip_is_a_figure_that_reads(digits):
    for slip in slips(figure("a", digits)):
        assert not slip.figure.interval.empty
        assert slip.reads


@given(st.integers(10, 99_999))
def test_what_was_meant_is_among_the_causes_of_every_slip(number):
    meant = figure("a", str(number))
    for slip in slips(meant):
        assert meant.value in [cause.figure.value for cause in causes(slip.figure)], (
            slip
        )


def sourced(id, digits, period, **about):
    keys = {"subject": "trade", "measure": "growth", "period_start": period}
    return figure(id, digits, F(1, 100), about={**keys, "period_end": period, **about})


def test_a_figure_of_another_period_is_named_where_it_prints_the_same():
    printed = sourced("claim", "28.6", "2022")
    others = [
        sourced("right", "28.6", "2021"),
        sourced("same_period", "28.6", "2022"),
        sourced("other_digits", "28.7", "2021"),
        sourced("coarser", "29", "2021"),
        sourced("other_subject", "28.6", "2021", subject="rice"),
        sourced("doubtful", "28.6", "2021", status="suspect"),
    ]
    found = borrowed(printed, {other.id: other for other in others})
    assert [slip.figure.id for slip in found] == ["right"]
