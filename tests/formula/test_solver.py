"""The solver: the same answers as arithmetic by hand, and silence when time runs out."""

import itertools
import random
from fractions import Fraction as F

import pytest
from networks import draw, network, ranges
from samples import figure, verdict, write

import ecreport
from ecreport.formula import solver
from ecreport.formula.parse import Formula
from ecreport.formula.solver import System
from ecreport.network.fit import fit
from ecreport.number.interval import INF, LINE, Interval
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.judge import certainly, possible


def system(*texts, whole=(), **more):
    rules = [c for t in texts for c in Formula(t).comparisons]
    return System(rules, frozenset(whole), **more)


def point(**values):
    return {name: Interval(F(value), F(value)) for name, value in values.items()}


@pytest.mark.parametrize(
    ("text", "values", "fits"),
    [
        ("a = b / c", {"a": 2, "b": 6, "c": 3}, True),
        ("a = b / c", {"a": 2, "b": 6, "c": 4}, False),
        ("a = b / c", {"a": 0, "b": 0, "c": 0}, False),
        ("a * c = b", {"a": 5, "b": 0, "c": 0}, True),
        ("g = (a - b) / b", {"g": F(1, 4), "a": 5, "b": 4}, True),
        ("g = a / b - 1", {"g": F(1, 3), "a": 5, "b": 4}, False),
        ("m = min(a, b)", {"m": -2, "a": 5, "b": -2}, True),
        ("m = max(a, b)", {"m": -2, "a": 5, "b": -2}, False),
        ("m = max(a, b, a + b)", {"m": 5, "a": 5, "b": -2}, True),
        ("a / b < 1", {"a": 1, "b": -2}, True),
        ("a / b < 1", {"a": -3, "b": -2}, False),
        ("a / b <= 1", {"a": 2, "b": 2}, True),
        ("a / b > 0", {"a": 0, "b": 2}, False),
        ("min(a, b) / c >= 1", {"a": 4, "b": 2, "c": 2}, True),
        ("min(a, b) / c >= 1", {"a": 4, "b": 2, "c": 0}, False),
        ("-a = b - -c", {"a": 1, "b": -3, "c": 2}, True),
        ("0 = a + b - c", {"a": 1, "b": 2, "c": 3}, True),
        ("a * a = b", {"a": -2, "b": 4}, True),
    ],
)
def test_a_point_satisfies_a_rule_or_not(text, values, fits):
    assert system(text).feasible(point(**values)) is fits


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_no_quantity_is_lost_when_it_is_eliminated(name):
    """Whatever stands in one rule only is taken out of it; its bounds must stay."""
    values = {"a": 2, "b": 6, "c": 3}
    for text in ("a = b / c", "b = a * c", "c = b / a"):
        asked = system(text)
        for low, high, fits in ((values[name], values[name], True), (7, 8, False)):
            bounds = {**point(**values), name: Interval(low, high)}
            assert asked.feasible(bounds) is fits


def test_a_share_of_nothing_is_any_share_but_one_within_its_print():
    """0 = s * 0 leaves s free; it once was free of its own two prints as well."""
    asked = system("b = s * c")
    two = asked.solver()
    two.add(asked.within("b", Interval(0, 0)), asked.within("c", Interval(0, 0)))
    two.add(asked.within("s", Interval(1, 2)))
    assert asked.ask(two)[0] is True
    two.add(asked.within("s", Interval(3, 4)))
    assert asked.ask(two)[0] is False


def test_open_ends_are_strict():
    asked = system("a = b")
    closed = {"a": Interval(1, 2), "b": Interval(2, 3)}
    assert asked.feasible(closed) is True
    assert asked.feasible({**closed, "b": Interval(2, 3, True)}) is False
    assert asked.feasible({**closed, "a": Interval(1, 2, False, True)}) is False


def test_whole_numbers_leave_gaps():
    assert system("a = 2 * b", whole="b").feasible({"a": Interval(3, 3)}) is False
    assert system("a = 2 * b").feasible({"a": Interval(3, 3)}) is True
    pair = system("c = a * b", whole="ab")
    prime = {"a": Interval(2, 90), "b": Interval(2, 90), "c": Interval(97, 97)}
    assert pair.feasible(prime) is False
    assert pair.feasible({**prime, "c": Interval(91, 91)}) is True


def test_a_difference_smaller_than_any_float_can_see_is_seen():
    tiny = F(1, 10**30)
    bounds = {"a": Interval(1, 1), "b": Interval(1 + tiny, 2)}
    assert system("a = b").feasible(bounds) is False
    assert system("a = b").feasible({**bounds, "b": Interval(1 - tiny, 2)}) is True


def test_possible_and_certain_at_the_ends_of_a_print():
    comparison = Formula("c = a * a").comparisons[0]
    figures = {"a": figure("a", "3", rounding="exact"), "c": figure("c", "9")}
    assert possible([comparison], figures) is True
    assert certainly(comparison, figures) is True
    figures["a"] = figure("a", "3", step=F(1))
    assert certainly(comparison, figures) is False


@pytest.mark.parametrize("word", ["more_than", "less_than", "at_least", "at_most"])
def test_certainty_is_asked_of_one_sided_words_as_well(word):
    """It once asked for a value beyond infinity."""
    small = word in ("more_than", "at_least")
    result = figure("c", "1" if small else "99", qualifier=word)
    whole = Figure("a", "3", F(1), whole=True)
    comparison = Formula("c = a * b").comparisons[0]
    figures = {"a": whole, "b": figure("b", "3", rounding="exact"), "c": result}
    assert certainly(comparison, figures) is True
    assert certainly(comparison, {**figures, "c": figure("c", "9")}) is True
    assert certainly(comparison, {**figures, "c": figure("c", "8")}) is False


def test_small_whole_networks_are_those_that_trying_all_values_finds():
    rng = random.Random(1)
    for _ in range(60):
        texts = rng.sample(
            ["c = a + b", "c = a * b", "a <= b", "c = max(a, b)", "b = 2 * a - 1"], 2
        )
        ends = {n: sorted((rng.randint(-4, 5), rng.randint(-4, 5))) for n in "abc"}
        asked = system(*texts, whole="abc")
        found = asked.feasible({n: Interval(*pair) for n, pair in ends.items()})
        values = [range(low, high + 1) for low, high in ends.values()]
        points = (dict(zip("abc", v, strict=True)) for v in itertools.product(*values))
        assert found is any(all(true(t, p) for t in texts) for p in points)


def true(text, p):
    a, b, c = p["a"], p["b"], p["c"]
    return {
        "c = a + b": c == a + b,
        "c = a * b": c == a * b,
        "a <= b": a <= b,
        "c = max(a, b)": c == max(a, b),
        "b = 2 * a - 1": b == 2 * a - 1,
    }[text]


@pytest.fixture()
def no_time(monkeypatch):
    """Every question to the solver is one too many."""
    monkeypatch.setattr(System, "ask", lambda _, asked, *__: (None, asked))


def curved(c="100"):
    prints = {"a": "10", "b": "10", "c": c, "d": "0"}
    return [figure(n, v) for n, v in prints.items()], ("c = a * b", "d = a - b")


def test_without_time_there_is_no_answer(no_time):
    assert system("a * a = b").feasible({"b": LINE}) is None


@pytest.mark.parametrize("total", ["100", "999"])
def test_without_time_nothing_is_said_to_fit_or_not(no_time, total):
    figures, formulas = curved(total)
    made = network(figures, *formulas)
    found = fit(made)
    assert (found.word, found.severity) == ("not checkable", None)
    assert "limit" in found.why
    assert set(ranges(made).values()) == {None}


def test_a_severity_for_which_time_ran_out_is_unknown_not_zero(monkeypatch):
    figures, formulas = curved("101")
    made = network(figures, *formulas)
    assert made.parts[0].fits
    monkeypatch.setattr(System, "ask", lambda _, asked, *__: (None, asked))
    assert fit(made).severity is None


def test_without_time_only_slips_that_one_relation_refutes_are_caught(
    no_time, tmp_path
):
    claims = "id,as_printed,scale,unit\na,10,1,\nb,10,1,\nc,100,1,\nd,0,1,\n"
    relations = "id,formula\nr,c = a * b\ns,d = a - b\n"
    report = ecreport.load(write(tmp_path, claims, relations))
    assert report.fit().word == "not checkable"
    figures = {**report.joint.figures}
    for slip, caught in report.joint.slips("c"):
        word = report._folder.relations["r"].check({**figures, "c": slip.figure}).word
        assert caught == (word == "cannot hold"), slip
    assert set(report.slips("c").outcome) == {"caught", "missed"}
    assert report.suspects().empty
    assert report.conflicts().empty
    assert set(report.ranges().left_by_others) == {"not found within the limit of work"}


def test_a_thousandth_of_a_second_gives_an_answer_or_none_but_never_a_wrong_one():
    hard = system("x * x * x + y * y * y + z * z * z = 42", whole="xyz", steps=2000)
    assert hard.feasible(dict.fromkeys("xyz", LINE)) is not False
    for seed in range(30):
        made = draw(seed)
        for part in made.network.parts:
            part.system.steps = 1
            assert part.system.feasible(part.bounds()) is not False


def test_an_unanswered_relation_is_not_checkable(no_time):
    total = Figure("total", "145", F(1), step=F(10), whole=True)
    figures = [figure("mean", "5.19"), total, figure("n", "28", rounding="exact")]
    found = verdict("mean = total / n", *figures)
    assert found.word == "not checkable"
    assert "limit of work" in found.sentence


def test_the_interval_of_a_solver_is_never_rounded():
    third = F(1, 3)
    asked = system("a = b / 3")
    assert asked.feasible({"a": Interval(third, INF), "b": Interval(-INF, 1)}) is True
    beyond = Interval(third, INF, True)
    assert asked.feasible({"a": beyond, "b": Interval(-INF, 1)}) is False


def test_a_question_that_z3_breaks_off_is_left_open(monkeypatch):
    def broken(*_):
        raise solver.z3.Z3Exception("canceled")

    monkeypatch.setattr(solver.z3.Solver, "check", broken)
    assert system("a = b").feasible({"a": LINE, "b": LINE}) is None
