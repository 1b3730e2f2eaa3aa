"""Formulas: what may be written, what it means, and that nothing is executed."""

import time
from fractions import Fraction as F

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import NAMES, expressions, numbers

from ecreport.errors import InputError
from ecreport.formula.bounds import bounds, zero_divisor
from ecreport.formula.parse import Formula, can_name, parse
from ecreport.number.interval import Interval

some_points = st.fixed_dictionaries(dict.fromkeys(NAMES, numbers))
HOSTILE = [
    "x = __import__('os').system('true')",
    "x = a.__class__.__bases__()",
    "x = open(a)",
    "x = abs(a)",
    "x = (lambda: 1)()",
    "x = [a for a in b]",
    "x = {a}",
    "x = a[0]",
    "x = 'text'",
    "x = a ** 9 ** 9 ** 9",
    "x = a // b",
    "x = a % b",
    "x = a @ b",
    "x = ~a",
    "x = a if b else c",
    "x = a and b",
    "x = not a",
    "x := a",
    "x != a",
    "x is a",
    "x in a",
    "x = min()",
    "x = min(*a)",
    "x = min(a=b)",
    "x = min(a)(b)",
    "x = (a, b)",
    "x = a, b",
    "x = (a = b)",
    "x = a b",
    "x = 2a + ",
    "x = ",
    "= x",
    "x = y;",
    "x = 1e61",
    "x = 1e-999999",
    "x = 1e999999999999999999999",
    "x = " + "9" * 61,
    "x = 1j(",
    "x = \uff11 \uff0b \uff12",
    "x \uff1d a",
    "x = a \u2212 b",
    "x = a\u200b + b",
    "x = a\x00",
    "x = \x1b[31m",
    "x = .",
    "",
    " ",
    "x",
    "a + b",
    "x = #a",
    "x = \\\na",
    "x = $a",
    "x = `a`",
    "x = " + "(" * 61 + "a" + ")" * 61,
    "x = " + "min(" * 61 + "a" + ")" * 61,
    "x = " + "-" * 5000 + "a",
    "x = a" + " + a" * 4900,
    "x = a" + " * a" * 4900,
    "x = " + "a" * 20_000,
]


@given(expressions, some_points)
def test_a_formula_means_what_its_signs_say(expression, point):
    node = parse(expression.text)[0][0]
    domains = {name: Interval(value, value) for name, value in point.items()}
    assume(zero_divisor(node, domains) is None)
    value = expression.value(point)
    assert bounds(node, domains) == Interval(value, value)


@given(expressions, some_points)
def test_a_formula_written_out_means_the_same(expression, point):
    node = parse(expression.text)[0][0]
    domains = {name: Interval(value, value) for name, value in point.items()}
    assume(zero_divisor(node, domains) is None)
    assert bounds(parse(str(node))[0][0], domains) == bounds(node, domains)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 / 4 / 2", 1),
        ("8 / (4 / 2)", 4),
        ("8 - 4 - 2", 2),
        ("8 - (4 - 2)", 6),
        ("-2 * 3", -6),
        ("2 * -3", -6),
        ("--2", 2),
        ("+2", 2),
        ("1 / 0.5", 2),
        ("0.1 + .2", F(3, 10)),
        ("1.5e3", 1500),
        ("1E-2", F(1, 100)),
        ("5.", 5),
        ("min(3, 1, 2)", 1),
        ("max(3, 1 + 4, 2)", 5),
        ("sum(1, 2, 3)", 6),
        ("min(7)", 7),
        ("mean(1, 2, 6)", 3),
        ("2 * 3 ^ 2", 18),
        ("-2 ^ 2", -4),
        ("(-2) ^ 3", -8),
        ("2 ** 10", 1024),
        ("(1 + 0.5)^2", F(9, 4)),
        ("5^1", 5),
    ],
)
def test_signs_bind_as_in_school(text, value):
    assert bounds(parse(text)[0][0], {}) == Interval(value, value)


@pytest.mark.parametrize(
    "text",
    [
        "a / (b * c)",
        "a / (b / c)",
        "a / b / c",
        "a - (b - c)",
        "a - b - c",
        "a - b * c / d",
        "(-a) * b",
        "-(a + b)",
        "(a + b) / c",
        "min(a, b + 1)",
        "(a + b)^2",
        "-a^2",
        "(-a)^2",
        "(a^2)^3 / b^2",
        "a * (b * c)",
    ],
)
def test_only_the_brackets_that_are_needed_are_written(text):
    assert str(parse(text)[0][0]) == text


def test_a_chain_is_its_links():
    chain = Formula("a <= b < c = d >= e > f")
    assert [link.op for link in chain.comparisons] == ["<=", "<", "=", ">=", ">"]
    assert [str(link.left) for link in chain.comparisons] == list("abcde")
    assert [str(link.right) for link in chain.comparisons] == list("bcdef")


def test_one_equals_sign_or_two_are_the_same():
    assert Formula("a == b").comparisons == Formula("a = b").comparisons


def test_names_come_once_each_in_reading_order():
    formula = Formula("growth = (new - old) / old")
    assert formula.names == ("growth", "new", "old")


@pytest.mark.parametrize(
    "name",
    [
        "a.b",
        "_x",
        "2020_users",
        "x2",
        "1e5x",
        "lambda",
        "None",
        "import",
        "\u7528\u6237",
    ],
)
def test_an_id_is_a_name_whatever_it_means_to_python(name):
    assert Formula(f"{name} = 1").names == (name,)


def test_two_spellings_that_python_takes_for_one_name_stay_two():
    assert Formula("\ufb01le = file").names == ("\ufb01le", "file")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(InputError) as refusal:
        Formula(text)
    assert time.process_time() - started < 1
    assert len(str(refusal.value)) < 300
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a + b", "compares nothing; write it as left = right"),
        ("x = abs(a)", "only min, max, sum and mean can be called; write abs(x) as"),
        ("x = sqrt(a)", 'calls "sqrt"; only min, max, sum and mean can be called'),
        ("x = a $ b", 'unexpected "$"; only + - * / ^ = < > ( ) , and names may stand'),
        ("x = a ^ 0.5", "raises to (1/2); a power is a whole number from 1 to 60"),
        ("x = a ^ b", "raises to b; a power is a whole number from 1 to 60"),
        ("x = a ^ -1", "raises to -1; a power is a whole number from 1 to 60"),
        ("x = a ^ 61", "raises to 61; a power is a whole number from 1 to 60"),
        ("x = (a ^ 8) ^ 8", "exceeds the limit of 60 for powers of powers"),
        ("x = 2023e + 5", '"2023e" may be the start of a number such as 2023e-5'),
        ("x = (a", "is not a line of arithmetic; check its signs"),
        ("x = 1e999999", "1e999999 exceeds the limit of 60 digits or powers"),
        ("x = " + "(" * 61, "is nested deeper than the limit of 60"),
        (
            "x = " + "(1 - " * 59 + "a" + " / b * c" * 20 + " / b * c)" * 59,
            "has more than 200 signs inside one another",
        ),
        ("x" * 20_001, "is longer than the limit of 20000 characters"),
        (
            "x = " + "a+" * 2_001 + "a",
            "exceeds the limit of 2000 signs + - * / ^; write",
        ),
        (
            "x = " + "-" * 2_001 + "a",
            "exceeds the limit of 2000 signs + - * / ^; write",
        ),
        ("x = .", '"." is neither a name nor a number'),
    ],
)
def test_a_refusal_names_what_was_found_and_the_way_out(text, says):
    with pytest.raises(InputError) as refusal:
        Formula(text)
    assert str(refusal.value).startswith('formula "' + text[:70])
    assert says in str(refusal.value)


def test_what_the_limits_allow_is_read_at_once():
    started = time.process_time()
    assert len(Formula("t = sum(" + ", ".join(["a"] * 6000) + ")").names) == 2
    assert len(Formula(" + ".join(f"a{i}" for i in range(1000)) + " = t").names) == 1001
    assert len(Formula("<".join("a" * 9000)).comparisons) == 8999
    assert Formula("x = " + "(" * 60 + "a" + ")" * 60).names == ("x", "a")
    assert Formula("1" * 19_900 + "x = 1").names == ("1" * 19_900 + "x",)
    assert Formula("x = 1e60").comparisons[0].right.number == 10**60
    assert time.process_time() - started < 3


pieces = st.sampled_from(
    [
        *"ab019.,+-*/()=<>eE_ %'\"[]{}:;!@\\\n\t\x00",
        "min(",
        "max",
        "sum",
        "**",
        "//",
        "1e9",
        "\u0661",
    ]
)


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=12))
@example("a = b\n")
@example("=" * 9)
@example("a.b.c = 1.2.3")
def test_any_text_is_a_formula_or_one_clear_error(text):
    try:
        formula = Formula(text)
    except InputError as error:
        said, formula = str(error), None
        assert said.isprintable()
    if formula is not None:
        assert formula.comparisons
        assert all(set(name) <= set(text) for name in formula.names)


def test_a_sum_may_have_as_many_signs_as_the_limit_says():
    assert Formula("x = " + "a+" * 2_000 + "a").names == ("x", "a")


def test_a_product_may_have_as_many_signs_as_the_limit_says():
    many = " * ".join(f"a{n}" for n in range(2_001))
    assert len(Formula(f"x = {many}").names) == 2_002
    mixed = "a" + " / b * c" * 1_000
    point = {"a": Interval(5, 5), "b": Interval(4, 4), "c": Interval(2, 2)}
    assert bounds(parse(mixed)[0][0], point).low == F(5, 2**1_000)


def test_a_name_that_a_number_could_swallow_is_no_name():
    assert can_name("2023_e") and can_name("e2023") and can_name("1e5x")
    assert not any(map(can_name, ["2023e", "1.5E", "1e5", "2023", "."]))


def test_every_divisor_is_found_and_nothing_else():
    (side,), _ = parse("a * b / (c / d) + max(1 / e, f)")
    assert [str(divisor) for divisor in side.divisors()] == ["c / d", "d", "e"]


@pytest.mark.parametrize(
    "text", ["2 * a", "a + b + c", "a - (b + c)", "a / b * c", "-(-a)"]
)
def test_a_formula_is_written_as_one_writes_it(text):
    assert str(parse(text)[0][0]) == text
