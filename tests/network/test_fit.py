"""Fit, severity, suspects and conflicts: small cases worked out by hand."""

from fractions import Fraction as F
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from networks import draw, network, suspects
from samples import figure

from ecreport.network.fit import fit, misfits, severity
from ecreport.network.parts import Network
from ecreport.network.questions import Answer
from ecreport.network.suspects import Search, conflicts, families, groups
from ecreport.number.interval import INF
from ecreport.verdict.arithmetic import Figure


def sum_of_ten_and_ten(total, **more):
    figures = [figure("a", "10"), figure("b", "10"), figure("c", total, **more)]
    return network(figures, "c = a + b")


@pytest.mark.parametrize(
    ("total", "factor", "word"),
    [
        ("20", 0, "fits"),
        ("21", F(2, 3), "fits"),  # half steps of a, b and c, times the factor, make 1
        ("19", F(2, 3), "fits"),
        ("23", 2, "does not fit"),  # three half steps of 1 make 1.5; 3 are needed
        ("25", F(10, 3), "does not fit"),
        ("21.5", F(15, 10) / F(105, 100), "does not fit"),
    ],
)
def test_the_severity_is_the_factor_worked_out_by_hand(total, factor, word):
    found = fit(sum_of_ten_and_ten(total))
    assert found.word == word
    assert factor <= found.severity <= factor * (1 + F(1, 10**6))


@pytest.mark.parametrize("total", ["21", "19"])
def test_a_fit_in_a_corner_has_the_severity_one_exactly(total):
    found = fit(sum_of_ten_and_ten(total, rounding="exact"))
    assert found.word == "fits only in a corner"
    assert found.severity == 1
    assert "ties" in found.why


@pytest.mark.parametrize(
    ("how", "total", "word"),
    [
        ("half_up", "21", "does not fit"),
        ("half_up", "19", "fits"),
        ("half_down", "21", "fits"),
        ("half_down", "19", "does not fit"),
    ],
)
def test_a_convention_decides_what_happens_in_the_corner(how, total, word):
    figures = [figure(name, "10", rounding=how) for name in "ab"]
    figures.append(figure("c", total, rounding="exact"))
    assert fit(network(figures, "c = a + b")).word == word


def test_figures_that_are_exact_cannot_be_mended_by_coarser_rounding():
    figures = [figure(n, v, rounding="exact") for n, v in (("a", "1"), ("b", "2"))]
    found = fit(network(figures, "a = b"))
    assert found.word == "does not fit"
    assert found.severity == INF
    assert "no rounding" in found.why


def test_a_one_sided_word_does_not_grow_with_the_rounding():
    figures = [figure("a", "9", qualifier="more_than"), figure("b", "8")]
    found = fit(network(figures, "a = b"))
    assert (found.word, found.severity) == ("does not fit", 2)
    firm = [figure("a", "9", qualifier="more_than"), figure("b", "8", rounding="exact")]
    assert fit(network(firm, "a = b")).severity == INF


def test_the_severity_of_all_parts_is_that_of_the_worst():
    names = "abcdef"
    prints = dict(zip(names, ["10", "10", "23", "10", "10", "25"], strict=True))
    made = network([figure(n, v) for n, v in prints.items()], "c = a + b", "f = d + e")
    assert len(made.parts) == 2
    assert fit(made).severity == pytest.approx(10 / 3, abs=1e-5)


def test_a_part_that_no_growth_can_mend_makes_the_whole_infinite_in_any_order():
    soft = [figure("a", "10"), figure("b", "12")]
    hard = [figure(n, v, rounding="exact") for n, v in (("c", "1"), ("d", "2"))]
    for figures, formulas in (
        (soft + hard, ("a = b", "c = d")),
        (hard + soft, ("c = d", "a = b")),
    ):
        assert fit(network(figures, *formulas)).severity == INF


def test_the_severity_is_the_turning_point_of_the_fit():
    for seed in range(25):
        made = draw(seed, steps=3)
        shifted = made.figures | {id: f.reads(more(f)) for id, f in first(made.figures)}
        found = made._replace(figures=shifted).network
        factor = severity(found.parts)
        if factor is None or factor == INF:
            continue
        assert all(feasible(part, factor) is not False for part in found.parts)
        if factor:
            below = factor - max(factor, F(1, 100)) / 10**6
            assert any(feasible(part, below) is not True for part in found.parts)


def first(figures):
    return [(id, f) for id, f in figures.items() if f.as_printed][:1]


def more(printed):
    """Digits that are off by some steps."""
    return printed.as_printed[:-1] + ("7" if printed.as_printed[-1] == "0" else "0")


def feasible(part, factor):
    return part.feasible(lambda f: f.widened(factor))


def doubted(figures, *formulas):
    """The lightest sets of each part that does not fit."""
    made = network(figures, *formulas)
    return [sorted(map(sorted, suspects(part))) for part in misfits(made)]


def test_figures_that_could_each_explain_a_misfit_are_shown_as_ties():
    figures = [figure("a", "10"), figure("b", "10"), figure("c", "99")]
    assert doubted(figures, "c = a + b") == [[["a"], ["b"], ["c"]]]


def test_the_lighter_figure_is_the_one_in_doubt():
    figures = [figure(n, v, weight=w) for n, v, w in (("a", "10", 3), ("b", "99", 1))]
    assert doubted(figures, "a = b") == [[["b"]]]


def test_two_light_figures_may_outweigh_a_heavy_one_and_may_tie_with_it():
    def web(weight):
        names = (("x", "5", weight), ("y", "9", 1), ("z", "9", 1))
        return doubted([figure(n, v, weight=w) for n, v, w in names], "x = y", "x = z")

    assert web(3) == [[["y", "z"]]]
    assert web(2) == [[["x"], ["y", "z"]]]
    assert web(1) == [[["x"]]]


def test_a_figure_of_infinite_weight_is_never_in_doubt():
    figures = [figure("a", "10", weight=INF), figure("b", "10"), figure("c", "99")]
    assert doubted(figures, "c = a + b") == [[["b"], ["c"]]]
    firm = [figure(n, v, weight=INF) for n, v in (("a", "1"), ("b", "9"))]
    assert doubted(firm, "a = b") == [[]]


def test_a_figure_covered_twice_is_the_one_suspect():
    prints = {"a": "10", "b": "20", "c": "99", "d": "60", "e": "30"}
    figures = [figure(n, v) for n, v in prints.items()]
    assert doubted(figures, "c = a + b", "d = c + e") == [[["c"]]]


def search(family, weights):
    """A search that is told the first conflict of a family that is left."""
    family = list(family)

    def ask(out):
        left = [names for names in family if names.isdisjoint(out)]
        return Answer(not left, left[0] if left else None)

    return Search(ask, weights, 1000)


drawn = st.lists(
    st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=4), min_size=1
)


@example([frozenset(names) for names in ("ab", "ac", "bd")], [1] * 6)
@given(drawn, st.lists(st.integers(1, 3), min_size=6, max_size=6))
def test_the_lightest_sets_are_those_found_by_trying_all(family, numbers):
    weights = dict(zip("abcdef", numbers, strict=True))
    sizes = {
        names: sum(weights[name] for name in names)
        for size in range(7)
        for names in map(frozenset, combinations("abcdef", size))
        if not any(conflict.isdisjoint(names) for conflict in family)
    }
    least = min(sizes.values())
    found = [*search(family, weights).sets()]
    assert len(found) == len({*found})
    assert {*found} == {names for names, size in sizes.items() if size == least}


@given(drawn)
def test_going_through_all_sets_meets_every_smallest_conflict(family):
    smallest = {c for c in family if not any(other < c for other in family)}
    asked = search(sorted(smallest, key=sorted), dict.fromkeys("abcdef", 1))
    for names in asked.sets(lightest=False):
        assert not any(conflict.isdisjoint(names) for conflict in smallest)
    assert sorted(map(sorted, asked.conflicts)) == sorted(map(sorted, smallest))


@pytest.mark.parametrize(("order", "combined"), [("acbd", 1000), ("adbc", 0)])
def test_conflicts_that_a_third_links_are_one_group(order, combined, monkeypatch):
    """That A and C exclude each other shows when one or both are kept."""
    monkeypatch.setattr("ecreport.network.suspects.MOST_COMBINED", combined)
    asked = search(map(frozenset, ("ab", "cd", "ac")), dict.fromkeys(order, 1))
    *_, (sets,) = families(asked)
    assert {*sets} == {*map(frozenset, ("ac", "ad", "bc"))}


def test_two_independent_misfits_are_two_parts():
    figures = [
        figure(n, v) for n, v in (("a", "1"), ("b", "9"), ("c", "2"), ("d", "8"))
    ]
    sets = doubted(figures, "a = b", "c = d")
    assert sets == [[["a"], ["b"]], [["c"], ["d"]]]


def test_two_misfits_of_one_part_need_a_figure_of_each():
    figures = [
        figure(n, v) for n, v in (("a", "1"), ("b", "9"), ("c", "2"), ("d", "8"))
    ]
    sets = doubted(figures, "a = b", "c = d", "a + b + c + d <= 100")
    assert sets == [[["a", "c"], ["a", "d"], ["b", "c"], ["b", "d"]]]


def test_an_unknown_is_never_in_doubt():
    figures = [figure("a", "1"), figure("t", ""), figure("b", "9")]
    assert doubted(figures, "t = a + 0", "t = b + 0") == [[["a"], ["b"]]]


def brute_suspects(made):
    """Every lightest set, by trying all sets of up to two figures."""
    (part,) = misfits(made)
    names = [f.id for f in part.figures if f.as_printed]
    for size in (1, 2):
        found = []
        for out in combinations(names, size):
            figures = {
                n: f.reads("") if n in out else f for n, f in made.figures.items()
            }
            if all(p.fits for p in Network(figures, made.relations).parts):
                found.append(sorted(out))
        if found:
            return found
    return None


def test_trying_every_set_of_figures_finds_the_same_suspects():
    compared = 0
    for seed in range(60):
        made = draw(seed, steps=3)
        for id, printed in first(made.figures):
            changed = made.figures | {
                id: printed.reads("77" + printed.as_printed.lstrip("-"))
            }
            found = made._replace(figures=changed).network
            if len(misfits(found)) == 1:
                expected = brute_suspects(found)
                if expected:
                    compared += 1
                    sets = suspects(misfits(found)[0])
                    assert sorted(map(sorted, sets)) == sorted(expected), made.text()
    assert compared > 10


def all_conflicts(figures, *formulas):
    made = network(figures, *formulas)
    return sorted(
        sorted(names)
        for part in misfits(made)
        for names in conflicts(part, made.figures)[0]
    )


def test_every_smallest_conflict_is_found():
    figures = [
        figure(n, v) for n, v in (("a", "1"), ("b", "9"), ("c", "20"), ("d", "3"))
    ]
    assert all_conflicts(figures, "a = b", "c = a + b", "d <= c") == [["r1"], ["r2"]]


def test_a_conflict_that_the_smallest_mending_set_hides_is_found():
    """Leaving R1 out mends all; each of the others contradicts it alone."""
    prints = {"a": "1", "b": "9", "c": "9", "d": "9", "x": ""}
    figures = [figure(n, v) for n, v in prints.items()]
    found = all_conflicts(figures, "x = a", "x = b", "x = c", "x = d")
    assert found == [["r1", "r2"], ["r1", "r3"], ["r1", "r4"]]


def test_a_conflict_of_three_relations_holds_none_that_is_not_needed():
    """x < y < z < x cannot be, though any two of them can."""
    figures = [figure(n, "") for n in "xyz"] + [figure("w", "5")]
    found = all_conflicts(figures, "x < y", "y < z", "z < x", "w + x >= 0")
    assert found == [["r1", "r2", "r3"]]


def test_conflicts_are_those_found_by_trying_all_sets_of_relations():
    compared = 0
    for seed in range(40):
        made = draw(seed, steps=4)
        for id, printed in first(made.figures):
            made.figures[id] = printed.reads("77" + printed.as_printed.lstrip("-"))
        whole = made.network
        bad = misfits(whole)
        if not bad or len(made.relations) > 7:
            continue
        minimal = []
        for size in range(1, len(made.relations) + 1):
            for chosen in combinations(made.relations, size):
                ids = {r.id for r in chosen}
                if not any(m <= ids for m in minimal):
                    parts = Network(made.figures, chosen).parts
                    if any(part.fits is False for part in parts):
                        minimal.append(ids)
        found = [
            set(names) for part in bad for names in conflicts(part, made.figures)[0]
        ]
        assert sorted(map(sorted, found)) == sorted(map(sorted, minimal)), made.text()
        compared += 1
    assert compared > 10


def test_what_is_not_answered_is_never_taken_for_a_conflict(monkeypatch):
    figures = [figure("a", "1"), figure("b", "9")]
    made = network(figures, "a = b")
    (part,) = misfits(made)
    monkeypatch.setattr(part, "ask", lambda released: Answer(None))
    assert groups(part) == [([], frozenset(), False)]
    refused = part.read({})
    assert groups(refused, part) == [([], frozenset(), False)]
    answers = iter([False, None])
    monkeypatch.setattr(
        "ecreport.network.suspects.fit_together", lambda *_: next(answers, True)
    )
    assert conflicts(part, made.figures) == ([{"r1"}], False)


def test_where_no_work_may_be_done_no_list_of_conflicts_is_complete(monkeypatch):
    figures = [figure(n, v) for n, v in (("a", "1"), ("b", "9"), ("c", "20"))]
    made = network(figures, "a = b", "b = c")
    (part,) = misfits(made)
    assert conflicts(part, made.figures)[1]
    monkeypatch.setattr("ecreport.network.suspects.MOST_LEFT_OUT", 1)
    assert not conflicts(part, made.figures)[1]


def test_a_misfit_that_whole_numbers_make_has_conflicts_and_suspects():
    figures = [figure("m", "5.19"), Figure("t", "", F(1), whole=True)]
    figures.append(figure("n", "28", rounding="exact"))
    assert doubted(figures, "m = t / n") == [[["m"], ["n"]]]
    assert all_conflicts(figures, "m = t / n") == [["r1"]]


@pytest.mark.parametrize(
    ("other", "word"), [("2", "fits only in a corner"), ("1.4", "fits")]
)
def test_two_prints_that_meet_at_an_end_only_fit_in_a_corner(other, word):
    assert fit(network([figure("a", "1"), figure("b", other)], "a = b")).word == word


def test_rules_that_contradict_each_other_fit_with_no_rounding():
    made = network([figure("a", "7.1"), figure("b", "7.1")], "a <= b", "a > b")
    found = fit(made)
    assert found.severity == INF
    assert found.why.startswith("no rounding was found")


def test_what_the_least_bit_would_mend_is_told_so():
    why = fit(network([figure("a", "12"), figure("b", "13")], "a > b")).why
    assert why.endswith("off by the least bit more than their rounding allows")
