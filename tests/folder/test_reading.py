"""What people type from a page or a spreadsheet is read as it is meant, or refused."""

import io
from fractions import Fraction as F

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import load

from ecreport import InputError, Report
from ecreport.folder.period import read_period
from ecreport.number.interval import INF
from ecreport.number.notation import read_notation, same_unit

HEAD = "id,as_printed,scale,unit"
NONE = "id,formula\n"


def one(folder, cell, scale="", unit="", columns="", cells=""):
    """The figure of one row."""
    text = f'{HEAD}{columns}\nx,"{cell}",{scale},{unit}{cells}\n'
    return load(folder, claims=text, relations=NONE).x


def refusal(folder, *row, **more):
    with pytest.raises(InputError) as found:
        one(folder, *row, **more)
    return str(found.value)


# Notations of a number


@pytest.mark.parametrize(
    ("cell", "scale", "unit", "value"),
    [
        ("7\u2007204", "1e6", "person", 7_204_000_000),
        ("7\u00a0204", "1", "", 7204),
        ("7'204", "1", "", 7204),
        ("7\u2019204.5", "1", "", F("7204.5")),
        ("12,34,567", "1", "rupee", 1_234_567),
        ("\uff17\uff12\uff0e\uff15", "1", "", F("72.5")),
        ("(3.1)", "0.01", "ratio", F("-0.031")),
        ("(3.1)%", "", "ratio", F("-0.031")),
        ("\u22120.7", "1", "", F("-0.7")),
        ("$412.8", "1e6", "usd", 412_800_000),
        ("\u20ac1.2bn", "", "eur", 1_200_000_000),
        ("EUR 88 million", "", "eur", 88_000_000),
        ("7.31\u4ebf", "", "yuan", 731_000_000),
        ("52\u4e07", "1e4", "person", 520_000),
        ("61.5%", "", "ratio", F("0.615")),
        ("61.5 per cent", "0.01", "ratio", F("0.615")),
        ("2.3 pp", "", "percentage point", F("0.023")),
        ("\u00bd", "1", "", F("0.5")),
        ("2\u00be", "1e6", "ton", 2_750_000),
        ("31 thousand people", "", "person", 31_000),
        ("2,310 shops", "", "", 2310),
        ("61.5", "", "%", F("0.615")),
        ("3 lakh crore", "", "", 3 * 10**12),
        ("5 thousand million", "", "", 5 * 10**9),
        ("6.2\u4e07\u4ebf\u5143", "", "yuan", F("6.2") * 10**12),
        ("1.2bn \u20ac", "", "eur", 1_200_000_000),
        ("-$4.7m", "", "usd", -4_700_000),
        ("2.2x", "", "ratio", F("2.2")),
        ("14 bps", "", "", F("0.0014")),
        ("\u20134", "", "", -4),
    ],
)
def test_a_cell_is_read_as_it_stands_on_a_page(tmp_path, cell, scale, unit, value):
    assert one(tmp_path, cell, scale, unit).value == value


@pytest.mark.parametrize(
    ("cell", "qualifier"),
    [
        ("~70", "about"),
        ("<0.3", "less_than"),
        (">12", "more_than"),
        ("over 12 million", "more_than"),
        ("nearly 12 million", "nearly"),
        ("up to 40", "at_most"),
        ("at least 40", "at_least"),
        ("40+", "at_least"),
        ("12 million or more", "at_least"),
        ("ca.250", "about"),
        ("just over 9", "more_than"),
    ],
)
def test_a_qualifier_may_stand_in_the_cell(tmp_path, cell, qualifier):
    scale = "" if "million" in cell else "1"
    assert one(tmp_path, cell, scale).qualifier == qualifier


@pytest.mark.parametrize(
    ("said", "qualifier"),
    [
        ("More than", "more_than"),
        ("over", "more_than"),
        ("almost", "nearly"),
        ("around", "about"),
        ("no more than", "at_most"),
        ("at_least", "at_least"),
    ],
)
def test_qualifiers_are_taken_as_people_write_them(tmp_path, said, qualifier):
    found = one(tmp_path, "9", "1", columns=",qualifier", cells=f",{said}")
    assert found.qualifier == qualifier


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("more than", -INF, -5), ("at least", -INF, -5), ("up to", -5, INF)],
)
def test_more_than_a_fall_goes_further_down(tmp_path, said, low, high):
    found = one(tmp_path, f"{said} (5)").interval
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("cell", "step"), [("4\u00bd", "0.5"), ("2\u00be%", "0.0025"), ("3\u2156", "0.2")]
)
def test_a_half_is_no_finer_than_a_half(tmp_path, cell, step):
    assert one(tmp_path, cell).rounding_step == F(step)


def test_nearly_lies_just_below_and_never_above(tmp_path):
    found = one(tmp_path, "nearly 25%", "", "ratio").interval
    assert (found.low, found.high) == (F("0.225"), F("0.25"))
    found = one(tmp_path, "nearly 300", "1").interval
    assert (found.low, found.high) == (200, 300)
    found = one(tmp_path, "nearly (5)", "1").interval
    assert (found.low, found.high) == (-5, -4)


@pytest.mark.parametrize(("digits", "size"), [("0", 1), ("0.0", F("0.1"))])
def test_nearly_nothing_lies_within_a_unit_around_it(tmp_path, digits, size):
    found = one(tmp_path, f"nearly {digits}", "1").interval
    assert (found.low, found.high) == (-size, size)


@pytest.mark.parametrize(
    ("cell", "scale", "unit", "says"),
    [
        ("61.5%", "1", "ratio", "per cent has scale 0.01"),
        ("61.5", "1", "%", "per cent has scale 0.01"),
        ("61.5%", "0.001", "ratio", "per cent has scale 0.01"),
        ("61.5%", "1e6", "ratio", "per cent has scale 0.01"),
        ("61.5", "100", "%", "per cent has scale 0.01"),
        ("2.3", "1", "pp", "pp has scale 0.01"),
        ("4m", "1e3", "", "the column scale says 1000"),
        ("61.5", "", "ratio", "61.5 % or as 61.5 times"),
        ("0,512", "1", "", "0.512 (a decimal comma) or as 512"),
        ("-(4)", "1", "", "not a printed number"),
        ("(4.7", "1", "", "not a printed number"),
        ("4.7)", "1", "", "not a printed number"),
        (">-5", "1", "", "as more or less than its size"),
        ("4 millon", "", "", "neither a word of scale nor a unit"),
        ("4 dozen", "", "", "neither a word of scale nor a unit"),
        ("4 of ten", "", "", "neither a word of scale nor a unit"),
        ("4", "1", "1e6", "put quotes around a cell that holds a comma"),
        ("3", "284", "1", "put quotes around a cell that holds a comma"),
        ("7.31\u4ebf", "1", "yuan", "leave the column blank or let both say the same"),
        ("$4.1m", "1e6", "eur", 'is an amount in $, but the unit is "eur"'),
        ("61.5%", "", "person", 'per-cent sign but its unit is "person"'),
        ("61,5", "1", "", "61.5 (a decimal comma) or as 615"),
        ("1.204,5", "1", "", "1204.5 (a decimal comma)"),
        ("4 parsecs", "1", "person", 'neither a word of scale nor the unit "person"'),
        ("7\u00b2", "1", "", "neither a word of scale nor a unit"),
        ("1204\u00b9", "1", "person", "neither a word of scale"),
    ],
)
def test_what_contradicts_itself_or_could_be_two_things_is_refused(
    tmp_path, cell, scale, unit, says
):
    assert says in refusal(tmp_path, cell, scale, unit)


@pytest.mark.parametrize(
    "mark", ["-", "\u2013", "\u2014", "n/a", "N/A", "..", ":", "nan"]
)
def test_a_mark_for_nothing_is_refused_with_both_ways_out(tmp_path, mark):
    said = refusal(tmp_path, mark, "1")
    assert "leave the cell blank if the figure was not printed" in said
    assert "or write 0 if it is zero" in said


def test_a_thousand_beside_a_decimal_comma_is_refused_too(tmp_path):
    rows = f'{HEAD}\na,"12,7",1,\nb,"3,481",1,\n'
    with pytest.raises(InputError) as found:
        load(tmp_path, claims=rows, relations=NONE)
    first, second = found.value.messages
    assert "12.7 (a decimal comma)" in first
    assert "as 3481 or" in second and "as 3.481" in second


SEMICOLONS = HEAD.replace(",", ";") + "\na;1,284;1;\n"


def test_a_comma_beside_semicolons_may_mark_decimals(tmp_path):
    with pytest.raises(InputError) as found:
        load(tmp_path, claims=SEMICOLONS, relations=NONE)
    said = str(found.value)
    assert '"1,284" can be read as 1284 or' in said
    assert "semicolons part the cells of this file, as 1.284" in said
    load(tmp_path, claims=SEMICOLONS.replace("1,284", "1284"), relations=NONE)


@pytest.mark.parametrize("other", ["44.6", "8,237.4", "1,284,000", "4,69,000"])
def test_a_cell_that_shows_what_a_comma_marks_settles_it(tmp_path, other):
    rows = f"{SEMICOLONS}b;{other};1;\n"
    assert load(tmp_path, claims=rows, relations=NONE).a.value == 1284


@pytest.mark.parametrize("other", ["1.204", "7 204", "3,481", "469"])
def test_a_cell_that_shows_nothing_leaves_the_doubt(tmp_path, other):
    with pytest.raises(InputError, match=r"as 1\.284"):
        load(tmp_path, claims=f"{SEMICOLONS}b;{other};1;\n", relations=NONE)


def test_three_decimals_beside_commas_get_a_doubt(tmp_path):
    rows = f'{HEAD}\na,"12,700",1,\nb,3.481,1,\n'
    with pytest.warns(UserWarning, match=r"3\.481 is read with three decimals"):
        assert load(tmp_path, claims=rows, relations=NONE).b.value == F("3.481")


@pytest.mark.parametrize(("digits", "fits"), [("2,500", False), ("3,000", True)])
def test_digits_finer_than_the_step_are_refused(tmp_path, digits, fits):
    row = {"columns": ",step", "cells": ",1000"}
    if fits:
        assert one(tmp_path, digits, "1", **row).rounding_step == 1000
    else:
        assert "no multiple of the step 1000" in refusal(tmp_path, digits, "1", **row)


digits = st.from_regex(
    r"[1-9][0-9]{0,2}((,[0-9]{3}){0,3}|[0-9]{0,6})(\.[0-9]{1,4})?", fullmatch=True
)


@given(
    digits,
    st.sampled_from(["", "-", "+"]),
    st.sampled_from(["", "%", " million", "bn", "\u4ebf", " lakh", " pp"]),
    st.sampled_from(["", "~", "more than ", "up to ", "nearly "]),
)
def test_what_is_accepted_is_written_back_and_read_again_the_same(
    digits, sign, tail, said
):
    found = read_notation(f"{said}{sign}{digits}{tail}".replace(" -", " -"))
    again = read_notation(found.digits)
    assert again.digits == found.digits
    assert again.scale is None and not again.qualifier
    assert found.digits.replace(",", "") == (sign + digits).replace(",", "")


# Units, scales and periods


def test_one_unit_has_one_spelling(tmp_path):
    rows = f"{HEAD}\na,3,1,match\nb,4,1,Matches\nc,7,1,matches\n"
    found = load(tmp_path, claims=rows, relations=NONE + "r,c = a + b\n")
    assert found.verdict("r").word in ("can hold", "holds")
    assert same_unit("countries", "country") and not same_unit("bus", "bu")


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        *(("thousand", 3000), ("Million", 3 * 10**6), ("hundred million", 3 * 10**8)),
        *(
            ("crore", 3 * 10**7),
            ("bn", 3 * 10**9),
            ("\u4e07", 30_000),
            ("%", F("0.03")),
        ),
    ],
)
def test_a_scale_may_be_a_word(tmp_path, scale, value):
    assert one(tmp_path, "3", scale).value == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-03", "2019-03", "2019-03"),
        ("2019-03-31", "2019-03", "2019-03"),
        ("2019/3", "2019-03", "2019-03"),
        ("2019-3", "2019-03", "2019-03"),
        ("Mar-19", "2019-03", "2019-03"),
        ("March 2019", "2019-03", "2019-03"),
        ("Sept 2019", "2019-09", "2019-09"),
        ("Mar-98", "1998-03", "1998-03"),
        ("2019Q3", "2019-07", "2019-09"),
        ("1H 2019", "2019-01", "2019-06"),
        ("Q3 2019", "2019-07", "2019-09"),
        ("2019H2", "2019-07", "2019-12"),
        ("2019", "2019-01", "2019-12"),
        ("March 1, 2019", "2019-03", "2019-03"),
        ("Mar 31st, 2019", "2019-03", "2019-03"),
        ("1 March 2019", "2019-03", "2019-03"),
        ("2nd March 2019", "2019-03", "2019-03"),
        ("2019 March", "2019-03", "2019-03"),
        ("2019-Mar", "2019-03", "2019-03"),
    ],
)
def test_a_period_is_read_as_what_it_is(text, first, last):
    assert (read_period(text, last=False), read_period(text, last=True)) == (
        first,
        last,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2019-13",
        "Mar-50",
        "2019-00",
        "2019-02-30",
        "February 30, 2019",
        "2019 Foo",
        "2019Q5",
        "2019H3",
        "Foo-19",
        "03/04/05",
        "soon",
    ],
)
def test_what_is_no_month_is_refused_with_the_form(text):
    with pytest.raises(InputError, match="write it as YYYY-MM"):
        read_period(text, last=False)


def test_two_notations_of_one_month_are_compared(tmp_path):
    rows = (
        f"{HEAD},period_start,period_end\na,31,1,,2019-03,2019-03\nb,64,1,,Mar-19,Mar-19\n"
        "s,84.4,0.01,,2019/3,2019-03-31\n"
    )
    found = load(tmp_path, claims=rows, relations=NONE + "r,s = a / b\n")
    assert found.verdict("r").word == "cannot hold"


def test_an_end_before_its_start_is_refused(tmp_path):
    more = {"columns": ",period_start,period_end", "cells": ",2019-05,2019-03"}
    assert "period_end 2019-03 is before period_start" in refusal(
        tmp_path, "1", "1", **more
    )


# Files

PLAIN = f"{HEAD}\nmen,31,1e6,person\nall,64,1e6,person\nshare,48.4,0.01,ratio\n"
SHARE = "id,formula\nr,share = men / all\n"


@pytest.mark.parametrize(
    "turned",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: "sep=;\n" + text.replace(",", ";"),
        lambda text: "\n\n" + text,
        lambda text: text.replace("id,as_printed", "ID,As printed").replace(
            "unit", "UNIT"
        ),
        lambda text: text.replace("\n", ",note\n", 1),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").replace("\n", ';"note, free"\n', 1),
    ],
)
def test_what_a_spreadsheet_saves_is_read(tmp_path, turned):
    found = load(tmp_path, claims=turned(PLAIN), relations=SHARE)
    assert found.verdict("r").word == "can hold"


def test_every_error_of_a_folder_is_told_in_one_run(tmp_path):
    rows = PLAIN.replace("31,", "3x1,").replace("48.4,0.01", "48.4,one")
    with pytest.raises(InputError) as found:
        load(tmp_path, claims=rows, relations=SHARE + "s,all = (men\n")
    assert [message[:18] for message in found.value.messages] == [
        "claims.csv line 2 ",
        "claims.csv line 4 ",
        "relations.csv line",
    ]


@pytest.mark.parametrize("formula", ["men / all", "= men / all", "share = men / all"])
def test_one_file_is_enough(tmp_path, formula):
    rows = PLAIN.replace("unit\n", "unit,formula\n").replace(
        "ratio\n", f"ratio,{formula}\n"
    )
    found = load(tmp_path, claims=rows, relations=None)
    assert found.verdict("share").word == "can hold"


def test_a_report_is_made_of_tables_in_hand():
    claims = [
        {"id": "men", "as_printed": "31", "scale": 10**6, "unit": "person"},
        {"id": "all", "as_printed": "64", "scale": 10**6, "unit": "person"},
        {"id": "share", "as_printed": "48.4%", "scale": None, "unit": "ratio"},
    ]
    found = Report.from_tables(claims, [{"id": "r", "formula": "share = men / all"}])
    assert found.verdict("r").word == "can hold"
    again = Report.from_tables(
        found.claims.reset_index(), [{"id": "r", "formula": "men < all"}]
    )
    assert again.verdict("r").word == "holds"
    with pytest.raises(InputError, match='claims row 1 has no "as_printed"'):
        Report.from_tables([{"id": "men"}], [])
    with pytest.raises(InputError, match="give a DataFrame or a list of dicts"):
        Report.from_tables("men", [])


def test_digits_that_went_through_floats_are_refused():
    table = pd.read_csv(io.StringIO(PLAIN))  # 31 becomes 31.0, finer than it was
    with pytest.raises(InputError, match=r"line 1 .men.: as_printed is 31\.0, .*dtype=str"):
        Report.from_tables(table, [])
    table = pd.read_csv(io.StringIO(PLAIN), dtype=str)
    relations = pd.read_csv(io.StringIO(SHARE))
    assert Report.from_tables(table, relations).verdict("r").word == "can hold"
    whole = pd.read_csv(io.StringIO(PLAIN.rpartition("share")[0]))
    found = Report.from_tables(whole, [{"id": "r", "formula": "men < all"}])
    assert found.men.as_printed == "31"


def test_two_formulas_that_exclude_each_other_are_pointed_out(tmp_path):
    rows = f"{HEAD}\nnow,30,1,\nbefore,10,1,\ng,2,1,\n"
    two = NONE + "growth,g = now / before - 1\nmultiple,g = now / before\n"
    with pytest.warns(UserWarning, match="name the ways in the column readings"):
        load(tmp_path, claims=rows, relations=two)


def test_ten_figures_of_a_press_release_are_read_as_they_stand(tmp_path):
    page = [
        ("revenue", "$1,204.3 million", "", "usd"),
        ("before", "$1,118.0 million", "", "usd"),
        ("growth", "7.7%", "", "ratio"),
        ("loss", "$(3.1) million", "", "usd"),
        ("margin", "12.4 per cent", "", "ratio"),
        ("rise", "0.6 percentage points", "", "percentage point"),
        ("staff", "more than 9,400 employees", "1", "employee"),
        ("shops", "1'051", "1", "shop"),
        ("users", "nearly 3 million people", "", "person"),
        ("yield", "~4\u00bd%", "", "ratio"),
    ]
    text = HEAD + "\n" + "".join(f'{i},"{c}",{s},{u}\n' for i, c, s, u in page)
    found = load(
        tmp_path, claims=text, relations=NONE + "g,growth = revenue / before - 1\n"
    )
    assert found.verdict("g").word in ("can hold", "holds")
    assert found.loss.value == -3_100_000
    assert found["yield"].qualifier == "about"
