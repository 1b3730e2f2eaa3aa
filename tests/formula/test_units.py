"""Units: persons are never added to yuan, nor a share compared with a count."""

import pytest
from samples import figure, load, verdict

from ecreport.errors import InputError
from ecreport.formula.parse import Formula, parse
from ecreport.formula.units import check_units, read_unit, unit_of, write_unit

UNITS = {
    "users": "person",
    "total": "person",
    "sales": "yuan",
    "spent": "yuan/person",
    "share": "ratio",
    "percent": "%",
    "loose": "",
}


@pytest.mark.parametrize(
    "text",
    [
        "share = users / total",
        "percent = share",
        "users = total - 5",
        "sales = spent * users",
        "spent = sales / users",
        "share = users / total - 1",
        "0 <= users",
        "users <= max(total, 1e6)",
        "sales / spent = users * share",
        "share * total / users = 1",
        "users = sales + loose",
        "loose = users + sales",
        "1 / spent = users / sales",
        "-users < total",
    ],
)
def test_units_that_fit_pass(text):
    check_units(Formula(text).comparisons, UNITS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("users = sales", "compares users (person) and sales (yuan)"),
        ("share = users", "compares share (ratio) and users (person)"),
        ("users = total + sales", "adds total (person) and sales (yuan)"),
        ("users = min(total, sales)", "compares total (person) and sales (yuan)"),
        (
            "share = users * total",
            "compares share (ratio) and users * total (person*person)",
        ),
        ("spent = users / sales", "(yuan/person) and users / sales (person/yuan)"),
        ("users < total < sales", "compares total (person) and sales (yuan)"),
        (
            "share = users / total + sales",
            "adds users / total (ratio) and sales (yuan)",
        ),
    ],
)
def test_units_that_do_not_fit_are_refused_with_the_way_out(text, says):
    with pytest.raises(InputError) as refusal:
        check_units(Formula(text).comparisons, UNITS)
    assert says in str(refusal.value)
    assert "give both the same unit, or leave a unit blank" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("users / total", "ratio"),
        ("sales / users", "yuan/person"),
        ("spent * users", "yuan"),
        ("users * total", "person*person"),
        ("users * total * users", "person*person*person"),
        ("users^2 / total", "person"),
        ("(1 + share)^5", "ratio"),
        ("2^3", "ratio"),
        ("mean(users, total)", "person"),
        ("1 / users", "1/person"),
        ("users + 1", "person"),
        ("users + loose", ""),
        ("2", "ratio"),
    ],
)
def test_an_expression_has_the_unit_of_its_parts(text, unit):
    assert unit_of(parse(text)[0][0], UNITS) == unit


@pytest.mark.parametrize("text", ["yuan/person", "1/person", "yuan", "a*b/c", "a/b/c"])
def test_a_unit_written_out_is_read_back(text):
    assert read_unit(write_unit(read_unit(text))) == read_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ratio", "%", "percent", "Per cent", "1", "person/person", "pp", "bp"),
        *("percentage point", "percentage points", "basis points"),
    ],
)
def test_a_share_has_no_unit_however_it_is_called(text):
    assert not read_unit(text)
    assert write_unit(read_unit(text)) == "ratio"


def test_a_relation_with_a_blank_unit_is_still_judged():
    people, money = figure("a", "1", unit="person"), figure("b", "2", unit="yuan")
    found = verdict("a + b = c * 2", people, money, figure("c", "9"))
    assert found.word == "cannot hold"
    assert found.unit == ""


@pytest.mark.parametrize(
    ("printed", "scale", "unit", "expected"),
    [
        ("2.3", "0.01", "percentage point", "can hold"),
        ("230", "0.0001", "bp", "can hold"),
        ("2.9", "0.01", "pp", "cannot hold"),
    ],
)
def test_points_are_differences_of_ratios(tmp_path, printed, scale, unit, expected):
    claims = "id,as_printed,scale,unit\nnow,61.7,0.01,ratio\nthen,59.4,0.01,ratio\n"
    claims += f"rise,{printed},{scale},{unit}\n"
    report = load(
        tmp_path, claims=claims, relations="id,formula\nr,rise = now - then\n"
    )
    assert report.verdicts["r"].word == expected


def test_a_wrong_unit_in_a_folder_names_the_row(tmp_path):
    relations = "id,formula\nfine,users = total\nshares,share = users\n"
    with pytest.raises(InputError) as refusal:
        load(tmp_path, relations=relations)
    assert str(refusal.value).startswith(
        "relations.csv line 3 (shares): compares share (ratio)"
    )
