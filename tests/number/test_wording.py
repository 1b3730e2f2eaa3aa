"""Words around numbers: how values, bounds, periods and units are written."""

import csv
from fractions import Fraction as F
from importlib.resources import files

import pytest

from ecreport import Figure
from ecreport.number.interval import Interval, decimal
from ecreport.number.notation import read_notation, same_unit
from ecreport.number.vocabulary import meanings, values
from ecreport.number.wording import (
    places_of,
    plural,
    said_scale,
    show_interval,
    show_period,
    show_print,
    show_value,
)
from ecreport.verdict.sentence import show_steps


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2022-06", "2022-06", "June 2022"),
        ("", "2022-06", "June 2022"),
        ("2022-01", "2022-06", "January to June 2022"),
        ("2021-11", "2022-02", "November 2021 to February 2022"),
        ("2021-01", "2021-12", "2021"),
        ("2020-01", "2021-12", "January 2020 to December 2021"),
        ("summer", "2022-06", "summer to 2022-06"),
        ("", "", ""),
    ],
)
def test_a_period_is_said_in_as_few_words_as_it_takes(start, end, said):
    assert show_period(start, end) == said


def test_a_value_is_said_in_the_scale_people_use():
    assert show_value(F(469, 1051), "ratio") == "44.62 %"
    assert show_value(8237400000000, "yuan") == "8,237.4 bn yuan"
    assert said_scale(5330000, 10**4, 10**4, "person") == 10**6
    assert show_print(5330000, 10**4, 10**6, "person") == "5.33 million people"
    assert show_print(F("0.446"), F("0.0001"), F("0.01"), "ratio") == "44.60 %"


def test_bounds_are_rounded_outward_and_no_finer_than_they_are():
    people = Interval(468500000, 469500000)
    assert show_interval(people, "person") == "[468.5, 469.5] million people"
    assert show_interval(people, "person", 10**6, bare=True) == "[468.5, 469.5]"
    assert places_of(Interval(F("0.4455"), F("0.4465")), F("0.01")) == 2
    assert (decimal(F(1, 3), -1), decimal(F(1, 3), 1, 2)) == ("0.333333", "0.34")


def test_a_distance_has_a_decimal_or_two_digits():
    assert show_steps(F(1234567, 1000)) == "1,234.5"
    assert show_steps(F("0.0465")) == "0.046"


def test_a_cell_is_taken_apart():
    found = read_notation("$930.9m")
    assert (found.digits, found.scale, found.money) == ("930.9", 10**6, "$")
    assert read_notation("~(4.7)%").digits == "-4.7"


def test_a_unit_is_one_in_the_singular_and_in_the_plural():
    for one, many in (("person", "People"), ("match", "matches"), ("child", "children")):
        assert same_unit(one, many)
    assert not same_unit("m", "s")


def test_another_interval_is_said_in_the_scale_of_the_print_beside_it():
    share = Figure("share", "44.6", F(1, 100), "ratio")
    assert share.beside(Interval(F(2, 5), F(4, 9))) == "[40 %, 44.45 %]"


def test_no_word_of_the_table_means_two_things_of_one_kind():
    table = files("ecreport.number").joinpath("words.csv").read_text("utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    said = [(row["kind"], word) for row in rows for word in row["words"].split(";")]
    assert len(said) == len(set(said)) > 200
    assert meanings("qualifier")["up to"] == "at_most"
    assert values("scale")["lakh crore"] == 10**12
    assert all(plural(one) == many for one, many in meanings("plural").items())
