"""Verdicts over the columns of a table are those of the exact core, row by row."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import once

from ecreport.errors import InputError
from ecreport.formula.parse import Formula
from ecreport.table.check import check_table
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation

SHARE = "share = users / total"
FORMULAS = [
    SHARE,
    "users / total = share",
    "total * share = users",
    "users = total + share",
    "users = total - 2 * share",
    "users - total = share",
    "users + total = share + rest",
    "share = (users - total) / total",
    "share = users / total - 1",
    "share = 100 * (users / total - 1)",
    "share = users / (total + rest)",
    "share = (users + rest) / total",
    "share = users / (total * rest)",
    "share = users / (-total)",
    "share = users / (total / rest)",
    "share * rest = users * total",
    "users / total = share / rest",
    "share = users * (total + rest)",
    "share = (users + total) / (users + rest)",
    "share = min(users, total)",
    "share = max(users, total - rest, 0)",
    "share = min(users, total) / rest",
    "0 = users + total - share",
    "users - total = 0",
    "users < total",
    "users <= total",
    "users > total",
    "users >= 2 * total",
    "share < users / total",
    "share >= users / total",
    "users * total <= share",
    "users + total > share + rest",
    "users - total >= 0",
    "users / total > rest / share",
    "share = users^2 / total",
    "share = mean(users, total, rest)",
    "share = max(users, -users) - total",
    "share = (users - total) * (users - total)",
    "share = -users^3",
    "share / rest = users / total",
    "users <= total <= rest",
    "share < users >= total + rest",
    "share = users = total",
    "users / total <= share < rest / 2",
    "0 <= users - total < 3",
    "rest <= users <= total / share",
    "rest <= users / total < share",
    "rest > users / total > share",
]
CONVENTIONS = [
    "nearest",
    "half_up",
    "half_down",
    "truncated",
    "floor",
    "ceiling",
    "exact",
]


def digits(numbers, most=3):
    """Text of printed numbers, from whole numbers and as many decimals."""
    places = st.integers(0, most)
    return st.builds(lambda n, d: f"{Decimal(n).scaleb(-d):.{d}f}", numbers, places)


small = digits(st.integers(-30, 30), 1)
any_size = digits(st.one_of(st.integers(-40, 40), st.integers(-(10**20), 10**20)))
names = ("share", "users", "total", "rest")


def rows_of(cells):
    return st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=6)


def from_core(frame, formula, rounding="nearest", steps=None, scales=None):
    """The words that the core gives to figures with these digits, one row at a time."""
    steps, scales = steps or {}, scales or {}
    relation = Relation("", Formula(formula))
    words = []
    for _, row in frame.iterrows():
        figures = {
            name: Figure(
                name,
                "" if pd.isna(row[name]) else str(row[name]),
                Fraction(scales.get(name, 1)),
                step=Fraction(steps[name]) if name in steps else None,
                rounding=rounding.get(name, "nearest")
                if isinstance(rounding, dict)
                else rounding,
            )
            for name in relation.formula.names
        }
        words.append(relation.check(figures).word)
    return words


def words(*args, **options):
    return check_table(*args, **options).tolist()


@pytest.mark.parametrize("formula", FORMULAS)
@given(rows=rows_of(small))
@settings(max_examples=25)
def test_small_figures_that_often_tie_get_the_words_of_the_core(formula, rows):
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    assert words(frame, formula) == from_core(frame, formula)


@pytest.mark.parametrize("formula", FORMULAS)
@given(rows=rows_of(any_size))
@settings(max_examples=10)
def test_figures_of_any_size_get_the_words_of_the_core(formula, rows):
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    assert words(frame, formula) == from_core(frame, formula)


CURVED = ["share = users * users - total", "users <= max(users, total) * 1.5"]


@pytest.mark.parametrize("formula", CURVED)
@given(rows=rows_of(small))
@settings(max_examples=15)
def test_a_column_that_stands_twice_gets_the_words_of_the_core(formula, rows):
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    assert words(frame, formula) == from_core(frame, formula)


def formula_of(expression):
    text = expression.text
    for short, name in zip("abcd", names, strict=True):
        text = re.sub(rf"\b{short}\b", name, text)
    return text


@given(
    left=once(("a",)), right=once(("b", "c", "d")), rows=rows_of(small), data=st.data()
)
def test_any_formula_with_each_column_once_gets_the_words_of_the_core(
    left, right, rows, data
):
    op = data.draw(st.sampled_from(["=", "<", "<=", ">", ">="]))
    rounding = data.draw(st.sampled_from(CONVENTIONS))
    formula = f"{formula_of(left)} {op} {formula_of(right)}"
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    found = check_table(frame, formula, rounding=rounding)
    assert found.tolist() == from_core(frame, formula, rounding)
    assert found.attrs["solved"] == 0


@given(
    sides=st.tuples(once(("a",)), once(("b", "c")), once(("d",))),
    ops=st.tuples(*[st.sampled_from(["=", "<", "<=", ">", ">="])] * 2),
    rows=rows_of(small | st.none()),
)
def test_any_chain_with_each_column_once_gets_the_words_of_the_core(sides, ops, rows):
    one, two, three = map(formula_of, sides)
    formula = f"{one} {ops[0]} {two} {ops[1]} {three}"
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    found = check_table(frame, formula)
    assert found.tolist() == from_core(frame, formula)
    assert found.attrs["solved"] == 0


@given(
    rows=rows_of(small | st.none() | st.just("0")),
    formula=st.sampled_from([*FORMULAS[:26], *FORMULAS[34:37], *FORMULAS[-3:]]),
)
def test_gaps_and_zeros_get_the_words_of_the_core(rows, formula):
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    assert words(frame, formula) == from_core(frame, formula)


@pytest.mark.parametrize("formula", [SHARE, *FORMULAS[3:5], *FORMULAS[22:27]])
@pytest.mark.parametrize("rounding", CONVENTIONS)
@given(rows=rows_of(small))
@settings(max_examples=10)
def test_every_convention_gets_the_words_of_the_core(formula, rounding, rows):
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    found = words(frame, formula, rounding=rounding)
    assert found == from_core(frame, formula, rounding)


@pytest.mark.parametrize("formula", ["share = users", "share = users + total"])
@given(rows=rows_of(small), ways=st.tuples(*[st.sampled_from(CONVENTIONS)] * 3))
@settings(max_examples=50)
def test_columns_of_two_conventions_get_the_words_of_the_core(formula, rows, ways):
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    frame["users"] = frame["share"]
    rounding = dict(zip(Formula(formula).names, ways, strict=False))
    found = words(frame, formula, rounding=rounding)
    assert found == from_core(frame, formula, rounding)


@given(
    users=st.integers(1, 10**6),
    total=st.integers(1, 10**6),
    step=st.integers(-1, 1),
    half=st.booleans(),
)
def test_shares_next_to_a_rounding_boundary_are_never_wrong(users, total, step, half):
    """The share nearest to an end of the computed interval, and its neighbours."""
    end = Fraction(2 * users + 1, 2 * total - 1)
    tenths = end * 1000 + (Fraction(1, 2) if half else -Fraction(1, 2))
    share = str(Decimal(int(tenths) + step).scaleb(-1))
    row = {"share": [share], "users": [str(users)], "total": [str(total)]}
    frame, scales = pd.DataFrame(row), {"share": "0.01"}
    assert words(frame, SHARE, scales=scales) == from_core(frame, SHARE, scales=scales)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        ("6.1", "cannot hold"),
        ("6.2", "can hold"),
        ("6.3", "can hold"),
        ("6.4", "cannot hold"),
    ],
)
def test_a_share_on_a_rounding_boundary_may_have_been_rounded_either_way(share, word):
    frame = pd.DataFrame({"share": [share], "users": [1], "total": [16]})
    exact = {"users": 0, "total": 0}
    assert words(frame, SHARE, steps=exact, scales={"share": "0.01"}) == [word]


def test_a_third_figure_that_touches_an_end_can_hold_and_one_beyond_it_cannot():
    frame = pd.DataFrame({"a": ["1", "1"], "b": ["1", "1"], "c": ["1", "1"]})
    frame["sum"] = ["5", "6"]
    assert words(frame, "sum = a + b + c") == ["can hold", "cannot hold"]


@pytest.mark.parametrize(
    ("formula", "printed", "expected"),
    [
        ("m = max(a, b) / 2", "6.5", "cannot hold"),
        ("m = max(a, b) * 0.5", "2.7", "can hold"),
        ("m = (a + b) / 2", "5", "can hold"),
        ("a = a", "1", "holds"),
        ("a - a = 0", "1", "holds"),
        ("a <= a", "1", "holds"),
        ("a < a", "1", "cannot hold"),
        ("0 <= 0 <= a", "1", "holds"),
        ("1 <= 2 <= a", "1", "holds"),
        ("7 <= 2 <= a", "1", "cannot hold"),
        ("a * a >= 0", "1", "holds"),
        ("a >= min(a, b)", "1", "holds"),
        ("m = a * a / 100", "0.4", "can hold"),
        ("m = (a * b + b * a) / 3", "12", "can hold"),
        ("m = (a - 7)^4", "1", "can hold"),
        ("m = (a - 7)^3", "-1", "can hold"),
        ("m = a / 0", "1", "not checkable"),
    ],
)
def test_every_formula_gets_a_word(formula, printed, expected):
    frame = pd.DataFrame({"a": ["6"] * 2, "b": ["3"] * 2, "m": [printed] * 2})
    assert words(frame, formula) == [expected] * 2


def test_ties_beyond_64_bits_are_settled_exactly():
    big = 2**60
    steps = {"a": 1, "b": 1, "m": 1}
    frame = pd.DataFrame({"a": [big] * 3, "b": [big + 2] * 3})
    frame["m"] = [big, big + 1, big + 3]
    found = words(frame, "m = (a + b) / 2", steps=steps)
    assert found == ["can hold", "can hold", "cannot hold"]
    exact = words(frame, "m = (a + b) / 2", steps={**steps, "m": 0})
    assert exact == ["cannot hold", "can hold", "cannot hold"]


@pytest.mark.parametrize(
    ("formula", "first", "result"),
    [
        ("m = a + b + c + d", 2**60, 2**62),
        ("m = a * b", 3 * 10**9, 9 * 10**18),
        ("m = a^3", 10**6 + 1, (10**6 + 1) ** 3),
        ("m * b = a / 0.5^20 - c / 0.5^20 + d * a", 2**40, 2**40),
    ],
)
def test_what_outgrows_64_bits_on_the_way_is_right(formula, first, result):
    frame = pd.DataFrame(dict.fromkeys("abcd", [first] * 2))
    frame["m"] = [str(result), str(result + 9 * 10**12 * first)]
    steps = dict.fromkeys(Formula(formula).names, 1)
    found = words(frame, formula, steps=steps)
    assert found == ["can hold", "cannot hold"]


def test_a_divisor_that_comes_as_close_to_zero_as_you_like_leaves_a_check():
    frame = pd.DataFrame([["0", "-1", "0.8", "0"]], columns=names)
    formula = "total <= rest * 3 / (users - share)"
    found = words(frame, formula, rounding="half_down")
    assert found == from_core(frame, formula, "half_down") == ["can hold"]


def test_a_gap_beside_a_large_number_stays_a_gap():
    rows = [[None, "0.00", "38614986332350070758", None], ["1", "0.25", "2", "5"]]
    frame = pd.DataFrame(rows, columns=["a", "b", "c", "d"])
    formula = "a = min((min(d, c)^3 * b)^2, 3)^2"
    found = words(frame, formula, rounding="exact")
    assert found == ["not checkable", "cannot hold"]


def test_numbers_beyond_every_float_are_right():
    frame = pd.DataFrame({"a": ["1" + "0" * 35] * 2, "b": ["10", "11"]})
    formula = "a^9 = (b / 10)^12 * 1e60^5 * 1e15"
    assert words(frame, formula) == from_core(frame, formula)


def test_ties_need_no_solver_however_many_there_are():
    rng = np.random.default_rng(0)
    a = rng.integers(1, 10**6, 20_000)
    frame = pd.DataFrame({"a": a, "b": a - 5, "m": (a + 0.6) / 2})
    steps = {"a": 1, "b": 1, "m": "0.1"}
    found = check_table(frame, "m = max(a, b) * 0.5", steps=steps)
    assert found.attrs["solved"] == 0
    assert (found == "can hold").all()


def test_rows_for_the_solver_are_counted_and_from_a_thousand_on_said(monkeypatch):
    curve = "m = a * a * (1 - a)"
    frame = pd.DataFrame({"a": ["0.5", "0.5", "0.6"], "m": ["0.1", "0.12", "9"]})
    found = check_table(frame, curve)
    assert found.attrs["solved"] == 2
    assert found.tolist() == ["holds", "can hold", "cannot hold"]
    monkeypatch.setattr("ecreport.table.check.MANY", 2)
    with pytest.warns(UserWarning, match="2 of 3 rows were put to the exact solver"):
        check_table(frame, curve)


def test_a_sparse_column_counts_as_a_dense_one():
    sparse = pd.arrays.SparseArray([1, 0, 0])
    frame = pd.DataFrame({"a": sparse, "b": [1, 0, 2]})
    steps = {"a": 1, "b": 1}
    assert words(frame, "a = b", steps=steps) == ["holds", "holds", "cannot hold"]


def test_a_sum_inside_the_printed_interval_holds():
    frame = pd.DataFrame({"a": ["1.1"], "b": ["2.1"], "sum": ["3"]})
    assert words(frame, "sum = a + b") == ["holds"]


def test_a_missing_cell_is_not_checkable_and_a_divisor_near_zero_is_decided():
    rows = [["1", "1", "1"], [None, "1", "1"], ["1", "", "1"], ["1", "1", "0"]]
    rows += [["0.3", "1", "0"], ["2", "0", None]]
    frame = pd.DataFrame(rows, columns=["share", "users", "total"])
    found = words(frame, SHARE)
    assert found == from_core(frame, SHARE)
    assert found[:5] == ["can hold", *["not checkable"] * 2, "can hold", "cannot hold"]
    exact = words(frame, SHARE, rounding="exact")
    assert exact[3:] == ["not checkable", "not checkable", "cannot hold"]


def test_a_growth_with_a_missing_cell_is_not_checkable():
    frame = pd.DataFrame({"g": [0.1, np.nan], "now": [np.nan, 2], "was": [1.0, 2.0]})
    steps = {"g": "0.1", "now": 1, "was": 1}
    assert words(frame, "g = (now - was) / was", steps=steps) == ["not checkable"] * 2


def test_a_missing_figure_that_no_value_could_stand_for_gets_the_word_of_the_core():
    rows = [["1", None, "-0.1", "144.3"], ["1", None, "2", "2"], ["1", "3", None, "2"]]
    frame = pd.DataFrame(rows, columns=names)
    formula = "share = (users + total) / (users + rest)"
    found = words(frame, formula, rounding="exact")
    assert found == from_core(frame, formula, "exact")
    assert found == ["cannot hold", "not checkable", "not checkable"]


def test_numbers_with_a_step_get_the_words_of_their_text():
    text = pd.DataFrame(
        {"share": ["0.446", "0.464"], "users": ["469", "-469"], "total": ["1051"] * 2}
    )
    numbers = text.astype(float)
    steps = {"share": 0.001, "users": 1, "total": 1.0}
    assert words(numbers, SHARE, steps=steps) == words(text, SHARE)


@pytest.mark.parametrize("step", ["1000", 1000, 1000.0, Fraction(1000), np.int64(1000)])
def test_a_step_may_be_any_kind_of_number(step):
    frame = pd.DataFrame({"a": [5000], "b": [5000]})
    assert words(frame, "a = b", steps={"a": step, "b": "1e3"}) == ["holds"]


def test_a_scale_applies_to_the_digits_and_the_step_is_in_the_unit_after_scaling():
    frame = pd.DataFrame({"share": [44.6], "users": ["469"], "total": ["1051"]})
    options = {"steps": {"share": "0.001"}, "scales": {"share": "0.01"}}
    assert words(frame, SHARE, **options) == ["can hold"]


@pytest.mark.parametrize("printed", ["p", ["44.6"], np.array(["44.6"])])
def test_the_printed_side_may_be_a_column_or_values(printed):
    frame = pd.DataFrame({"p": ["44.6"], "users": ["469"], "total": ["1051"]})
    assert words(frame, "100 * users / total", printed) == ["can hold"]
    assert words(frame, "share = 100 * users / total", printed) == ["can hold"]


def test_a_chain_is_judged_as_a_whole():
    frame = pd.DataFrame({"a": list("1215"), "b": list("2224"), "c": list("3322")})
    frame.loc[4] = ["5", None, "1"]
    formula = "a <= b <= c"
    found = check_table(frame, formula)
    assert found.tolist() == from_core(frame, formula)
    assert found.iloc[-1] == "cannot hold"
    assert found.attrs["solved"] == 0


def test_huge_figures_and_their_smallest_misses_are_right():
    frame = pd.DataFrame({"sum": ["2" * 30, "2" * 29 + "4"], "a": ["1" * 30] * 2})
    frame["b"] = frame["a"]
    assert words(frame, "sum = a + b") == from_core(frame, "sum = a + b")
    assert words(frame, "sum = a + b") == ["can hold", "cannot hold"]


def test_whole_numbers_near_the_end_of_64_bits_are_right():
    big = 2**63 - 1
    frame = pd.DataFrame({"a": [big, big, -big], "b": [big, big - 2, -big + 1]})
    steps = {"a": 1, "b": 1}
    assert words(frame, "a = b", steps=steps) == ["holds", "cannot hold", "can hold"]
    unsigned = frame.abs().astype("uint64")
    found = words(unsigned, "a = b", steps=steps)
    assert found == ["holds", "cannot hold", "can hold"]


def test_the_words_are_ordered_categories_with_the_index_of_the_table():
    frame = pd.DataFrame({"a": ["1"], "b": ["1"]}, index=["x"])
    found = check_table(frame, "a = b")
    assert found.index.tolist() == ["x"]
    assert found.cat.ordered
    assert check_table(frame[:0], "a = b").empty


def test_bounds_hold_the_exact_ends_and_are_tight():
    frame = pd.DataFrame(
        {"share": ["44.6", None], "users": ["469"] * 2, "total": ["1051"] * 2}
    )
    found = check_table(frame, SHARE, scales={"share": "0.01"}, bounds=True)
    low, high = Fraction(937, 2103), Fraction(939, 2101)
    assert Fraction(found.computed_low[0]) <= low
    assert Fraction(found.computed_high[0]) >= high
    assert found.computed_low[0] == pytest.approx(float(low), rel=1e-14)
    assert found.printed_low[0] == pytest.approx(0.4455, rel=1e-14)
    assert found.loc[1, "printed_low":].isna().all()
    assert found.verdict.tolist() == ["can hold", "not checkable"]


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_the_size_of_the_pieces_changes_nothing(chunk):
    frame = pd.DataFrame(
        {"a": ["1", "1.5", None, "12,000"], "b": ["1", "2", "3", "12000"]}
    )
    whole = ["holds", "can hold", "not checkable", "holds"]
    assert words(frame, "a = b", chunk=chunk) == whole


def test_nullable_columns_keep_every_digit():
    big = 2**55 + 1
    frame = pd.DataFrame({"a": [big, None], "b": [big - 2, 1]}, dtype="Int64")
    assert words(frame, "a = b", steps={"a": 1, "b": 1}) == [
        "cannot hold",
        "not checkable",
    ]


def test_arrow_columns_give_the_words_of_numpy_columns():
    pytest.importorskip("pyarrow")
    big = 2**55 + 1
    frame = pd.DataFrame({"a": [big, None], "b": [big - 2, 1]}, dtype="int64[pyarrow]")
    assert words(frame, "a = b", steps={"a": 1, "b": 1}) == [
        "cannot hold",
        "not checkable",
    ]
    text = pd.DataFrame({"a": ["1.5", None], "b": ["2", "1"]}, dtype="string[pyarrow]")
    assert words(text, "a = b") == ["can hold", "not checkable"]
    floats = pd.DataFrame({"a": [0.3, None], "b": [0.5, 0.5]}, dtype="float64[pyarrow]")
    steps = {"a": "0.1", "b": "0.1"}
    assert words(floats, "a = b", steps=steps) == ["cannot hold", "not checkable"]


def test_partitions_on_dask_give_the_words_of_the_whole():
    dask = pytest.importorskip("dask.dataframe")
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {"users": rng.integers(0, 99, 500), "total": rng.integers(0, 99, 500)}
    )
    frame["share"] = rng.integers(0, 20, 500) / 10
    options = {"steps": {"users": 1, "total": 1, "share": "0.1"}}
    whole = check_table(frame, SHARE, **options)
    parts = dask.from_pandas(frame, npartitions=7)
    found = parts.map_partitions(
        check_table, SHARE, meta=whole[:0], **options
    ).compute()
    pd.testing.assert_series_equal(found, whole)


@pytest.mark.parametrize(
    ("column", "options", "said"),
    [
        (
            [44.6, 44.63],
            {"steps": {"a": 0.1}},
            "column a, row 1: 44.63 is no multiple of its step 0.1",
        ),
        (
            [1000, 1500],
            {"steps": {"a": 1000}},
            "column a, row 1: 1500 is no multiple of its step 1000",
        ),
        ([1.0, np.inf], {"steps": {"a": 1}}, "column a, row 1: inf is no"),
        ([1.0, 2.0], {}, "numbers do not say how they were rounded"),
        (["1", "1.2.3"], {}, 'column a, row 1: "1.2.3" is not a printed number'),
        (["1", "5%"], {}, 'column a, row 1: "5%" is in per cent but its scale is 1'),
        ([1, [2]], {"steps": {"a": 1}}, "column a, row 1: [2] is not a number"),
        ([{}, 2], {"steps": {"a": 1}}, "column a, row 0: {} is not a number"),
        (
            ["1", "2"],
            {"scales": {"a": 0}},
            "scale of a: 0 would make every number zero",
        ),
        ([1, 2], {"steps": {"a": 1}, "scales": {"a": "0"}}, "scale of a: 0 would make"),
        (["1", "2"], {"steps": 3}, 'steps is 3; write it like {"column": ...}'),
        (["1", "2"], {"printed": 3}, "printed has 1 values for 2 rows"),
        (["1", 2], {}, "column a, row 1: 2 is a number in a column of text"),
        ([True, False], {}, "column a, row 0: True is not a number"),
        (["1", "2"], {"steps": {"a": "x"}}, 'step of a: "x" is no size'),
        (["1", "2"], {"steps": {"c": 1}}, 'steps: the formula has no "c"'),
        (["1", "2"], {"scales": {"c": 1}}, 'scales: the formula has no "c"'),
        (["1", "2"], {"rounding": "up"}, 'rounding of a: "up" is none of nearest'),
        (["1", "2"], {"chunk": 0}, "chunk is 0"),
        (["1", "2"], {"printed": ["1"]}, "printed has 1 values for 2 rows"),
        (["1", "2"], {"printed": pd.Series(["1", "2"], index=[1, 2])}, "another index"),
    ],
)
def test_unusable_input_says_where_what_and_the_way_out(column, options, said):
    frame = pd.DataFrame({"a": column, "b": ["1", "1"]})
    with pytest.raises(InputError) as error:
        check_table(frame, "a = b", **options)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("aa = b", 'no column "aa" (did you mean "a"?)'),
        ("a + b", 'compares nothing; give printed="..."'),
        ("1 = 2", "names no column"),
        ("a = user count", 'the column "user count" cannot stand in a formula; rename'),
        ("a = user-count", 'df.rename(columns={"user-count": "user_count"})'),
        ("a = 2023e-5", 'the column "2023e" cannot stand in a formula; rename'),
        ("a = 2023e + 5", '"2023e" may be the start of a number such as 2023e-5'),
        (3, "the formula is 3; give a line of text"),
    ],
)
def test_a_formula_that_does_not_fit_the_table_is_refused(formula, said):
    columns = ["a", "b", "user count", "user-count", "2023e"]
    frame = pd.DataFrame([["1"] * 5], columns=columns)
    with pytest.raises(InputError) as error:
        check_table(frame, formula)
    assert said in str(error.value)


def test_a_column_that_stands_twice_is_refused():
    frame = pd.DataFrame([["1", "1", "2"]], columns=["a", "a", "b"])
    with pytest.raises(InputError, match='2 columns "a"'):
        check_table(frame, "a = b")


@pytest.mark.parametrize("table", [{"a": ["1"]}, [1], None])
def test_what_is_no_table_is_refused_with_the_way_out(table):
    with pytest.raises(InputError, match="give a pandas DataFrame"):
        check_table(table, "a = 1")


def test_digits_as_publishers_print_them_get_the_words_of_the_core():
    rows = ["8,237.4", "8 237.4", "8'237.4", "+8237.4", "-0.5", ".5", "1,23,456", "007"]
    frame = pd.DataFrame(
        {"a": rows, "b": ["8237.40"] * 4 + ["-.5", "0.5", "123456", "7"]}
    )
    assert words(frame, "a = b") == from_core(frame, "a = b")
    share = pd.DataFrame({"a": ["44.6%", "44.6 %"], "b": ["0.446", "0.45"]})
    scales = {"a": "0.01"}
    figures = from_core(share.replace(" ?%", "", regex=True), "a = b", scales=scales)
    assert words(share, "a = b", scales=scales) == figures


@pytest.mark.parametrize("rounding", ["nearest", "exact"])
def test_numbers_of_any_kind_get_the_words_of_their_text(rounding):
    text = pd.DataFrame({"a": ["1.5", "1e30", None], "b": ["1.5", "2e30", "1"]})
    kinds = [Decimal, Fraction, float]
    steps = {} if rounding == "exact" else {"a": "0.1", "b": "0.1"}
    found = {
        kind.__name__: words(
            text.map(lambda cell, kind=kind: cell if pd.isna(cell) else kind(cell)),
            "a = b",
            steps=steps,
            rounding=rounding,
        )
        for kind in kinds
    }
    assert set(map(tuple, found.values())) == {
        ("holds", "cannot hold", "not checkable")
    }


def test_digits_finer_than_their_step_are_refused():
    frame = pd.DataFrame({"a": ["3,000", "2,499"], "b": ["3,000", "2,000"]})
    with pytest.raises(
        InputError, match="row 1: 2,499 is no multiple of its step 1000"
    ):
        check_table(frame, "a = b", steps={"a": 1000})


@pytest.mark.parametrize("cells", [["41.7%", None, "41.7 %"], ["41.7%", "", "41.7％"]])
def test_a_column_of_per_cent_signs_needs_no_scale(cells):
    frame = pd.DataFrame({"a": ["417", "417", "500"], "b": ["1000"] * 3, "s": cells})
    words = check_table(frame, "s = a / b")
    assert list(words) == ["can hold", "not checkable", "cannot hold"]


def test_a_scale_of_one_is_refused_beside_a_per_cent_sign():
    frame = pd.DataFrame({"a": ["417"], "b": ["1000"], "s": ["41.7%"]})
    with pytest.raises(InputError, match="is in per cent but its scale is 1"):
        check_table(frame, "s = a / b", scales={"s": 1})
