"""The network: what is true is never accused; what is grossly wrong is found."""

import os
import random
from dataclasses import replace
from fractions import Fraction as F
from operator import and_

import pytest
from networks import Draw, draw, network, ranges, suspects
from samples import figure, load

from ecreport.formula.bounds import without_each
from ecreport.formula.parse import Formula
from ecreport.network.fit import fit, misfits
from ecreport.network.parts import Network
from ecreport.number.interval import LINE, Interval
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation

DRAWS = int(os.environ.get("ECREPORT_DRAWS", "25"))
"""How many networks are drawn: `make draws` draws 10,000 of them, and as many slips."""


def test_rounding_true_values_never_makes_a_conflict():
    for seed in range(DRAWS * 10):
        made = draw(seed)
        assert all(part.fits is not False for part in made.network.parts), made.text()


def test_rounding_true_values_never_makes_a_relation_that_cannot_hold():
    for seed in range(DRAWS * 4):
        made = draw(seed)
        for relation in made.relations:
            found = relation.check(made.figures)
            assert found.word != "cannot hold", (found, made.text())


def test_no_range_ever_excludes_the_truth():
    for seed in range(DRAWS):
        made = draw(seed)
        for id, left in ranges(made.network).items():
            value = made.truth[id]
            assert left is None or left.contains(Interval(value, value)), made.text()


def test_severity_is_at_most_one_where_rounding_explains_everything():
    for seed in range(DRAWS):
        found = fit(draw(seed, steps=3).network)
        assert found.word in ("fits", "fits only in a corner")
        assert found.severity is None or found.severity <= 1


def planted(seed):
    """A true network in which one figure, held twice, is grossly wrong, and its id."""
    rng = random.Random(seed)
    made = Draw(seed, steps=2)
    a, b, c = (made.add(rng.randint(40, 300)) for _ in range(3))
    total = made.add(lambda t: t[a] + t[b])
    made.say(f"{total} = {a} + {b}")
    other = made.add(lambda t: t[total] - t[c])
    made.say(f"{other} = {total} - {c}")
    for id in (a, b, c, total, other):
        made.figures[id] = Figure(id, str(made.truth[id]), F(1))
    digits = made.figures[total].as_printed
    wrong = rng.choice([f"{digits}0", digits[1:] or "0", f"9{digits}", f"-{digits}"])
    if F(wrong) != made.truth[total]:
        made.figures[total] = Figure(total, wrong, F(1))
    return made.drawn(), total


def test_a_gross_slip_in_a_figure_that_two_relations_hold_is_found():
    for seed in range(DRAWS):
        made, wrong = planted(seed)
        bad = misfits(made.network)
        assert len(bad) == 1, made.text()
        assert frozenset({wrong}) in suspects(bad[0]), made.text()


def test_the_only_suspect_is_the_figure_that_is_wrong_where_all_others_are_sure():
    for seed in range(DRAWS // 2):
        made, wrong = planted(seed)
        sure = {
            id: f if id == wrong or not f.as_printed else replace(f, weight=5)
            for id, f in made.figures.items()
        }
        (part,) = misfits(made._replace(figures=sure).network)
        assert suspects(part) == [frozenset({wrong})]


def test_figures_set_equal_are_one_quantity_with_several_prints():
    made = network(
        [figure("a", "1"), figure("b", "1.2"), figure("c", "1.19")], "a = b", "c = b"
    )
    (part,) = made.parts
    assert list(part.prints) == [made.quantity["a"]]
    assert [f.id for f in part.figures] == ["a", "b", "c"]
    assert part.constraints == []
    assert part.bounds() == {made.quantity["a"]: Interval(F("1.185"), F("1.195"))}


def test_what_no_relation_connects_is_asked_apart():
    figures = [figure(n, "1") for n in "abcdefg"]
    made = network(figures, "a + b <= c", "d = e", "e + f <= 9")
    assert [sorted(f.id for f in part.figures) for part in made.parts] == [
        ["a", "b", "c"],
        ["d", "e", "f"],
    ]
    assert "g" not in made.figures


def test_a_relation_that_is_said_twice_is_no_cycle():
    figures = [figure(n, "1") for n in "abcd"]
    (part,) = network(figures, "a = b + c", "a = b + c", "d = a", "d = b + c").parts
    assert len(part.constraints) == 1
    assert part.is_tree


@pytest.mark.parametrize(
    ("formulas", "tree"),
    [
        (["c = a + b"], True),
        (["c = a + b", "d = a / e"], True),
        (["c = a + b", "d = a - b"], False),
        (["c = a + b", "a <= c"], False),
        (["a <= b <= c"], True),
        (["a <= b + c <= d"], False),
        (["a >= 0", "a = b / c"], True),
    ],
)
def test_a_part_is_a_tree_where_one_way_only_leads_anywhere(formulas, tree):
    (part,) = network([figure(n, "1") for n in "abcde"], *formulas).parts
    assert part.is_tree is tree


def test_a_part_with_whole_numbers_is_no_tree_for_intervals():
    (part,) = network(
        [Figure("a", "3", F(1), whole=True), figure("b", "1")], "b <= a"
    ).parts
    assert not part.is_tree


def test_a_chain_of_equal_signs_is_all_its_links():
    figures = [figure("a", "3"), figure("b", "3"), figure("c", "9")]
    assert [p.fits for p in network(figures, "a = b = c").parts] == [False]
    assert [p.fits for p in network(figures, "a = b", "a <= c").parts] == [True]


def test_the_order_of_figures_and_relations_changes_nothing():
    for seed in range(DRAWS // 3):
        made = draw(seed, steps=3)
        turned = made._replace(
            figures=dict(reversed(made.figures.items())), relations=made.relations[::-1]
        )
        one, other = fit(made.network), fit(turned.network)
        assert one.word == other.word
        assert one.severity == pytest.approx(other.severity, abs=2e-6)


def test_other_units_of_all_figures_change_nothing():
    for seed in range(DRAWS // 3):
        made = draw(seed, steps=3, kinds={"sum": Draw.sum, "table": Draw.table})
        scaled = {
            id: replace(f, scale=F(10**6), step=f.step and f.step * 10**6, whole=False)
            for id, f in made.figures.items()
        }
        one = fit(made.not_whole().network)
        other = fit(made._replace(figures=scaled).network)
        assert (one.word, one.severity) == (other.word, other.severity), made.text()


def test_every_root_of_a_tree_gives_the_same_answer():
    for seed in range(DRAWS * 2):
        made = draw(seed, steps=2)
        one = made.network.parts
        turned = dict(reversed(made.figures.items()))
        other = Network(turned, made.relations[::-1]).parts
        assert sorted(p.fits for p in one) == sorted(p.fits for p in other), made.text()


def test_without_each_leaves_each_out():
    intervals = [Interval(0, 9), Interval(1, 8), Interval(2, 7)]
    left = without_each(intervals, and_, LINE)
    assert left == [Interval(2, 7), Interval(2, 7), Interval(1, 8)]
    assert without_each(intervals[:1], and_, LINE) == [LINE]


@pytest.mark.parametrize(
    ("text", "fits"), [("1 = 2", False), ("1 = 1", True), ("2 * 3 > 7", False)]
)
def test_a_relation_without_figures_is_true_or_not(text, fits):
    found = Network({}, [Relation("r", Formula(text))])
    assert all(part.fits for part in found.parts) is fits


@pytest.mark.parametrize("value", ["-3", "0", "0.0", "-0.5"])
def test_figures_at_or_below_zero_are_figures_like_others(value):
    figures = [figure("profit", value), figure("sales", "10"), figure("costs", "10.2")]
    fits = [p.fits for p in network(figures, "profit = sales - costs").parts]
    assert fits == [value != "-3"]


def test_a_figure_of_two_readings_is_asked_in_the_reading_that_fits(tmp_path):
    """In one reading 2.2 is growth, in the other a ratio; one of them is right."""
    claims = (
        "id,as_printed,scale,unit,rounding,readings\n"
        "times,2.2,1,,,growth of 220 %: 0; 2.2 times as much: -1\n"
        "now,{now},1,,exact,\nbefore,100,1,,exact,\n"
    )
    words = {}
    for now in ("220", "320", "270"):
        folder = tmp_path / now
        folder.mkdir()
        relations = "id,formula\nr,times = now / before - 1\n"
        report = load(folder, claims=claims.format(now=now), relations=relations)
        words[now] = report.verdict("r").word, report.fit().word
    assert words == {
        "220": ("holds", "fits"),
        "320": ("holds", "fits"),
        "270": ("cannot hold", "does not fit"),
    }


@pytest.mark.parametrize("growth", ["", "5"])
def test_growth_from_nothing_accuses_nobody(tmp_path, growth):
    """Nothing follows where the base is zero, and nothing is contradicted."""
    claims = (
        f"id,as_printed,scale,unit,whole\nnow,5,1,,yes\nbase,0,1,,yes\ng,{growth},1,,\n"
    )
    relations = "id,formula\nr,g = now / base - 1\n"
    report = load(tmp_path, claims=claims, relations=relations)
    assert report.verdict("r").word == "not checkable"
    assert report.fit().word == "not checkable"
