"""Single slips: each kind by example, and none that reads like the print itself."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import figure

from ecreport.network.slips import (
    CUT,
    DOUBLED,
    DROPPED,
    FARTHER,
    GROWTH,
    KINDS,
    MOVED,
    MULTIPLE,
    SCALE,
    SIGN,
    SWAPPED,
    WORD,
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
        (DROPPED, "469", ["69", "49", "46"]),
        (DROPPED, "44.6", ["4.6", "44"]),
        (DROPPED, "5008", ["508", "500"]),  # nobody prints 008,
        (DROPPED, "8", []),
        (DOUBLED, "46", ["446", "466"]),
        (DOUBLED, "4.6", ["44.6", "4.66"]),
        (MOVED, "46.4", ["464", "4.64"]),
        (MOVED, "469", ["4690", "46.9"]),
        (MOVED, "0.5", ["5", "0.05"]),
        (FARTHER["two"], "350", ["35000", "3.50"]),
        (FARTHER["two"], ".37", ["37", "0.0037"]),
        (FARTHER["three"], "4.4", ["4400", "0.0044"]),
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
    assert len(texts(WRONG, "469")) == 26  # nobody prints 069


def test_commas_spaces_and_signs_of_per_cent_are_no_digits():
    assert texts(SWAPPED, "1,051") == ["1501", "1015"]
    percent = Figure("a", "44.6 %", F(1, 100), "ratio")
    assert of_kind(SWAPPED, percent) == ["46.4 %"]


def scales(scale, unit="", of=slips, **more):
    """The factor of each slip in a word of scale, by its words."""
    printed = Figure("a", "469", F(scale), unit, **more)
    found = [slip for slip in of(printed) if slip.kind == SCALE]
    return {slip.detail: F(slip.figure.value) / F(printed.value) for slip in found}


def test_a_word_of_scale_is_mistaken_for_its_neighbours():
    assert scales(10**6, "person") == {
        "thousand for million": F(1, 1000),
        "billion for million": 1000,
    }
    assert scales(10**8) == {"ten thousand for hundred million": F(1, 10**4)}
    assert scales(F(1, 100), "ratio") == {"per mille for per cent": F(1, 10)}
    assert not scales(1, "rank")


def test_what_may_have_been_meant_names_the_words_the_other_way():
    assert scales(10**6, of=causes) == {
        "million for thousand": F(1, 1000),
        "million for billion": 1000,
    }


@pytest.mark.parametrize("scale", [1, F(1, 10**7), 250])
def test_no_word_of_scale_is_mistaken_where_none_was_printed(scale):
    assert scales(scale) == scales(scale, of=causes) == {}


def test_a_step_that_is_given_keeps_to_the_scale():
    printed = Figure("a", "469", F(10**6), "person", step=F(10**6))
    (slip,) = [s for s in slips(printed) if s.detail == "billion for million"]
    assert slip.figure.rounding_step == 10**9


def meant(digits, *more, **about):
    found = causes(Figure("a", digits, *more, **about))
    return {slip.reads: slip.kind for slip in found}


@pytest.mark.parametrize(
    ("digits", "whole"), [(".37", "2.37"), ("0.37", "10.37"), ("-.5", "-4.5")]
)
def test_a_leading_digit_may_have_been_dropped(digits, whole):
    assert meant(digits)[whole] == DROPPED


def test_a_digit_that_nobody_would_print_was_not_meant():
    """8 for 5,008 would have to be printed 0008."""
    assert not {"8", "08", "008"} & {reads.replace(",", "") for reads in meant("5008")}


def test_a_multiple_is_read_as_growth_and_growth_as_a_multiple():
    ratio = F(1, 100), "ratio"
    assert meant("250", *ratio)["150 %"] == MULTIPLE
    assert meant("150", *ratio)["250 %"] == GROWTH
    growth = {"measure": "growth"}
    assert meant("25", *ratio, about=growth)["125 %"] == GROWTH
    assert GROWTH not in meant("25", *ratio, about={"measure": "share"}).values()
    assert GROWTH not in meant("44.6", *ratio).values()


def test_a_word_before_the_digits_may_have_been_turned_round():
    found = meant("9", qualifier="more_than")
    assert found["less than 9"] == WORD
    assert WORD not in meant("9").values()


def test_digits_may_have_been_cut_instead_of_rounded():
    (cut,) = [slip for slip in causes(figure("a", "44.6")) if slip.kind == CUT]
    assert (cut.figure.interval.low, cut.figure.interval.high) == (F("44.6"), F("44.7"))
    assert CUT not in meant("44.6", rounding="exact").values()
    assert CUT not in meant("44.6", qualifier="more_than").values()
    assert CUT not in [slip.kind for slip in slips(figure("a", "44.6"))]


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
