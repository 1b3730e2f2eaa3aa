"""Straight parts: what floats propose and fractions prove is what the solver says."""

import os
import random
from dataclasses import replace
from fractions import Fraction as F
from functools import reduce
from itertools import combinations
from operator import and_

import pytest
from networks import LINEAR, draw, network, suspects
from samples import figure

from ecreport.formula.parse import Formula
from ecreport.network import linear
from ecreport.network.equations import solve
from ecreport.network.fit import fit, misfits, severity
from ecreport.network.linear import Basis, Program, Proof
from ecreport.network.parts import Network
from ecreport.network.questions import answer
from ecreport.network.ranges import Ranges
from ecreport.network.reach import Reach
from ecreport.network.suspects import factors, groups
from ecreport.number.interval import INF, LINE, Interval
from ecreport.verdict.relation import Relation

DRAWS = int(os.environ.get("ECREPORT_DRAWS", "25"))
SHARES = LINEAR | {
    name: getattr(draw.__globals__["Draw"], name) for name in ("share", "growth")
}
SCALES = [F(1, 10**9), F(1, 1000), F(1), F(10**6), F(10**15)]


def drawn(seed):
    """A network without products: as printed, misprinted, or at another scale."""
    rng = random.Random(seed)
    made = draw(seed, steps=rng.randint(2, 4), kinds=rng.choice([LINEAR, SHARES]))
    made = made.not_whole()
    for id, printed in made.figures.items():
        digits = printed.as_printed
        if digits and rng.random() < 0.2:
            made.figures[id] = printed.reads(digits[:-1] + rng.choice("0123456789"))
        if rng.random() < 0.2:
            weight = rng.choice([2, F(1, 2), INF])
            made.figures[id] = replace(made.figures[id], weight=weight)
    return made


def scaled(made, scale):
    """The same of sums and differences, every figure in another unit."""
    figures = {
        id: replace(f, scale=scale, step=None if f.step is None else f.step * scale)
        for id, f in made.figures.items()
    }
    return made._replace(figures=figures)


def parts(count, first=0):
    """Parts that are lines throughout, with the text of their network."""
    for seed in range(first, first + count):
        made = drawn(seed)
        if seed % 3 == 0 and all("/" not in r.formula.text for r in made.relations):
            made = scaled(made, SCALES[seed % 5])
        for part in made.network.parts:
            if part.constraints and part.lines.straight:
                yield part, made.text()


def asked(part, of=lambda f: f.interval):
    return part.system.feasible(part.bounds(of))


def test_the_word_is_that_of_the_exact_solver():
    words = []
    for part, text in parts(DRAWS * 40):
        found, truth = answer(part.lines), asked(part)
        assert found.fits in (None, truth), text
        assert part.fits is truth, text
        words.append(found.fits)
        if found.fits:
            assert part.fits_surely is asked(part, lambda f: f.sure), text
    assert words.count(True) > DRAWS * 10
    assert words.count(False) > DRAWS * 3
    assert words.count(None) < DRAWS / 5


def test_a_conflict_is_one_for_the_exact_solver_as_well():
    for part, text in parts(DRAWS * 20):
        found = answer(part.lines)
        if found.fits is False:
            names = found.conflict
            kept = part.bounds(lambda f, n=names: f.interval if f.id in n else LINE)
            assert part.system.feasible(kept) is False, (found.conflict, text)


def test_a_severity_is_the_turning_point_for_the_exact_solver():
    finite = infinite = 0
    for part, text in parts(DRAWS * 12, first=5000):
        factor = severity([part])
        assert factor is not None, text
        if factor == INF:
            assert asked(part, lambda f: f.widened(10**12)) is False, text
            infinite += 1
            continue
        assert asked(part, lambda f, x=factor: f.widened(x)) is True, text
        below = factor - max(factor, F(1, 100)) / 10**6
        if below > 0:
            assert asked(part, lambda f, x=below: f.widened(x)) is False, text
            finite += 1
    assert finite > DRAWS * 3
    assert infinite > 0


def one_by_one(part):
    """Every lightest set, each tried by the exact solver, up to three figures."""
    weights = {f.id: f.weight for f in part.figures if f.as_printed and f.weight != INF}
    sets = [
        frozenset(s) for size in (1, 2, 3) for s in combinations(sorted(weights), size)
    ]
    heaviest = 4 * min(weights.values(), default=INF)  # four figures are not tried
    found, least = [], INF
    for names in sorted(sets, key=lambda s: (sum(weights[n] for n in s), sorted(s))):
        weight = sum(weights[n] for n in names)
        if weight > least or weight >= heaviest:
            break
        if any(other < names for other in found):
            continue
        if asked(part, lambda f, n=names: LINE if f.id in n else f.interval):
            found, least = [*found, names], weight
    return found


def test_the_suspects_are_those_that_the_exact_solver_finds_one_by_one():
    compared = 0
    for part, text in parts(DRAWS * 10, first=9000):
        if (
            part.fits is False
            and len(part.figures) < 16
            and (expected := one_by_one(part))
        ):
            found = suspects(part)
            assert sorted(map(sorted, found)) == sorted(map(sorted, expected)), text
            assert all(group.complete for group in groups(part)), text
            compared += 1
    assert compared > DRAWS / 3


def end_is(part, name, others, low, is_open):
    """Whether the exact solver has a value at an end if closed, near it, none beyond."""

    def has(interval):
        inside = reduce(and_, others, interval)
        return part.system.feasible({**part.bounds(), name: inside})

    if low == -INF:
        return has(Interval(-INF, -(10**20)))
    near = max(abs(low), F(1, 10**12)) / 10**9
    return (
        has(Interval(-INF, low, True, True)) is False
        and has(Interval(low, low)) is not is_open
        and has(Interval(low, low + near))
    )


def test_a_range_ends_where_it_does_for_the_exact_solver():
    compared = 0
    for part, text in parts(DRAWS * 4, first=13000):
        for name, prints in part.prints.items():
            for one in prints:
                left = Reach(part.lines, name, frozenset({one.id}))
                if not left.exact:
                    continue
                others = [f.interval for f in prints if f is not one]
                if left.outer.empty:
                    kept = reduce(and_, others, LINE)
                    assert not part.system.feasible({**part.bounds(), name: kept}), text
                    continue
                low, _, low_open, _ = left.outer
                assert end_is(part, name, others, low, low_open), (one.id, text)
                compared += 1
    assert compared > DRAWS * 10


def test_a_range_is_the_same_by_lines_and_by_messages():
    compared = 0
    for part, text in parts(DRAWS * 20, first=17000):
        if part.is_tree and part.messages.all_exact:
            for name, prints in part.prints.items():
                by_lines = Reach(part.lines, name, frozenset({prints[0].id}))
                if len(prints) == 1 and by_lines.exact:
                    by_messages = part.messages.left(name)
                    if by_lines.outer.empty:
                        assert by_messages.empty, text
                    else:
                        assert by_lines.holds_all_of(LINE)
                        assert repr(by_lines.outer) == repr(by_messages), text
                    compared += 1
    assert compared > DRAWS * 10


LIES = {
    "another basis": lambda basis, rng, lines: Basis(
        sorted(rng.sample(range(lines), len(basis.free))), basis.upper
    ),
    "other ends": lambda basis, rng, lines: Basis(
        basis.free, set(rng.sample(range(lines), rng.randint(0, lines)))
    ),
    "one line for another": lambda basis, rng, lines: Basis(
        sorted({*basis.free[1:], rng.randrange(lines)}), basis.upper
    ),
    "nothing free": lambda basis, rng, lines: Basis([], basis.upper),
    "no basis": lambda basis, rng, lines: None,
}


@pytest.mark.parametrize("lie", LIES)
def test_a_float_solver_that_lies_is_found_out(lie, monkeypatch):
    """What it proposes is proved or given up; an answer is the right one."""
    honest, rng, lies = Program.basis, random.Random(lie), []

    def lying(self, ends, cost=None):
        basis = honest(self, ends, cost)
        told = basis and LIES[lie](basis, rng, len(ends))
        lies.append(told != basis)
        return told

    monkeypatch.setattr(Program, "basis", lying)
    for part, text in parts(DRAWS * 4, first=21000):
        found = answer(part.lines)
        truth = asked(part)
        assert found.fits in (None, truth), (found, text)
        assert part.ask().fits is truth, text
        for name, prints in part.prints.items():
            left = Reach(part.lines, name, frozenset({prints[0].id}))
            if left.exact and len(prints) == 1 and not left.outer.empty:
                low, _, low_open, _ = left.outer
                assert end_is(part, name, [], low, low_open), (name, text)
    assert sum(lies) > DRAWS


def test_multipliers_that_are_wrong_prove_nothing():
    ends = [Interval(0, 1), Interval(0, 1), Interval(3, 3)]
    right = Proof({2: 1, 0: -1, 1: -1})
    assert right.refutes(ends)
    assert not Proof({2: 1, 0: -1, 1: -2}).refutes([*ends[:2], Interval(3, 4)])
    program = Program([{0: 1, 1: 1}], ends)
    found = program.within(ends)
    assert isinstance(found, Proof)
    assert {n: abs(m) for n, m in found.multiples.items()} == {0: 1, 1: 1, 2: 1}


def test_open_ends_are_given_room_together():
    ends = [Interval(0, 1, True, True), Interval(0, 1, True, True), Interval(2, 2)]
    rows = [{0: 1, 1: 1}]
    assert isinstance(Program(rows, ends).within(ends), Proof)
    wider = [*ends[:2], Interval(F(2 * 10**12 - 1, 10**12), 2)]
    point = Program(rows, wider).within(wider)
    assert all(0 < x < 1 for x in point[:2])


def test_equations_with_one_solution_are_solved_exactly():
    rng = random.Random(3)
    for size in range(1, 9):
        x = [F(rng.randint(-9, 9), rng.randint(1, 9)) for _ in range(size)]
        rows = [
            {j: a for j in range(size) if (a := rng.randint(-2, 2))}
            for _ in range(size)
        ]
        right = [sum(a * x[j] for j, a in row.items()) for row in rows]
        found = solve(rows, right)
        assert found is None or found == dict(enumerate(x))
    assert solve([{0: 1, 1: 1}, {0: 2, 1: 2}], [1, 2]) is None


def test_it_says_nothing_on_the_console(capfd):
    ends = [Interval(0, 1), Interval(0, 1)]
    Program([{0: 1}], ends).within(ends)
    assert capfd.readouterr() == ("", "")


def averages(wrong):
    """Twelve averages of exact counts with their totals, some with two digits swapped."""
    rng, figures, formulas = random.Random(8), [], []
    people = [rng.randint(400, 900) * (n + 3) + n for n in range(12)]
    games = [n + 3 for n in range(12)]
    for n, (a, g) in enumerate(zip(people, games, strict=True)):
        digits = str(round(F(a, g)))
        if n < wrong:
            digits = digits[0] + str((int(digits[1]) + 4) % 10) + digits[2:]
        figures += [
            figure(f"a{n}", str(a), rounding="exact"),
            figure(f"g{n}", str(g), rounding="exact"),
            figure(f"v{n}", digits),
        ]
        formulas.append(f"v{n} = a{n} / g{n}")
    for word, values in (("a", people), ("g", games)):
        total = word.upper()
        figures.append(figure(total, str(sum(values)), rounding="exact"))
        formulas.append(f"{total} = {' + '.join(f'{word}{n}' for n in range(12))}")
    return network(figures, *formulas)


@pytest.mark.parametrize("wrong", [1, 3, 5])
def test_each_wrong_average_is_a_group_of_its_own(wrong):
    (part,) = misfits(averages(wrong))
    found = groups(part)
    assert [group.sets for group in found] == [[{f"v{n}"}] for n in range(wrong)]
    assert all(group.complete for group in found)


def test_two_conflicts_of_one_part_are_two_groups():
    figures = [figure(f"{k}{n}", str(10 * n)) for k in "pq" for n in range(1, 5)]
    figures += [figure("p5", "110"), figure("q5", "110")]
    sums = [f"{k}5 = {k}1 + {k}2 + {k}3 + {k}4" for k in "pq"]
    (part,) = network(figures, *sums, "p1 + q1 <= 500").parts
    found = [sorted(map(sorted, group.sets)) for group in groups(part)]
    assert found == [[[f"{k}{n}"] for n in range(1, 6)] for k in "pq"]


@pytest.mark.parametrize("limit", ["MOST_ASKED", "MOST_BEGUN"])
def test_where_no_work_may_be_done_no_set_is_called_complete(limit, monkeypatch):
    monkeypatch.setattr(f"ecreport.network.suspects.{limit}", 2)
    (part,) = misfits(averages(3))
    assert [(group.sets, group.complete) for group in groups(part)] == [([], False)]


def test_sets_that_depend_on_each_other_are_not_taken_apart():
    sets = [frozenset(names) for names in ("ac", "bd")]
    assert factors(sets) == [sorted(sets, key=sorted)]
    assert factors([frozenset("ab")]) == [[frozenset("a")], [frozenset("b")]]


ORDERS = {
    "a divisor merged with what it divides": (
        {"a": "0", "d": "0", "c": "2"},
        [("d = a", "a = d"), ("c = d / a - 1", "d / a - 1 = c", "c = (d - a) / a")],
    ),
    "a smallest value at its very end": (
        {"x": "1", "y": "1", "z": "0"},
        [("z = min(x, y)", "min(x, y) = z", "min(y, x) = z")],
    ),
    "a table": (
        {"a": "1", "b": "2", "c": "4", "d": "2", "e": "3", "f": "6"},
        [
            ("c = a + b", "a + b = c", "c - b = a"),
            ("f = d + e", "d + e = f"),
            ("a + d = b",),
        ],
    ),
}


@pytest.mark.parametrize("kind", ORDERS)
def test_order_and_sides_change_no_answer(kind):
    prints, rules = ORDERS[kind]
    rng, answers = random.Random(kind), []
    for _ in range(12):
        names = rng.sample(sorted(prints), len(prints))
        formulas = [rng.choice(ways) for ways in rng.sample(rules, len(rules))]
        made = network([figure(n, prints[n]) for n in names], *formulas)
        left = Ranges(made.parts)
        doubted = [sorted(map(sorted, suspects(part))) for part in misfits(made)]
        found = fit(made)
        shown = {n: "none" if left[n].empty else left[n] for n in sorted(prints)}
        answers.append((found.word, found.severity, doubted, shown))
    assert all(answer == answers[0] for answer in answers)


def test_random_networks_shuffled_give_the_same_answers():
    for seed in range(DRAWS):
        made, rng = drawn(seed + 900), random.Random(seed)
        figures = dict(rng.sample(sorted(made.figures.items()), len(made.figures)))
        turned = Network(figures, rng.sample(made.relations, len(made.relations)))
        one, other = fit(made.network), fit(turned)
        assert (one.word, one.severity) == (other.word, other.severity), made.text()
        sets = [
            sorted(sorted(map(sorted, suspects(part))) for part in misfits(net))
            for net in (made.network, turned)
        ]
        assert sets[0] == sets[1], made.text()


def test_the_limit_of_pivots_is_a_limit_of_work_and_leaves_the_answer_right(
    monkeypatch,
):
    monkeypatch.setattr(linear, "MOST_PIVOTS", 0)
    for part, text in parts(DRAWS * 2, first=25000):
        assert part.ask().fits is asked(part), text


def curved(count):
    """Parts with products, smallest or largest values, and their text."""
    for seed in range(count):
        made = draw(seed, steps=3).not_whole()
        for part in made.network.parts:
            if part.lines.beyond and part.fits:
                yield part, made.text()


def asked_about(part, name, id, interval):
    """Whether the exact solver lets a figure lie in an interval."""
    others = [f.interval for f in part.prints[name] if f.id != id]
    inside = reduce(and_, others, interval)
    return part.system.feasible({**part.bounds(), name: inside})


def beside_a_curve(count):
    """Parts with a product that its factors and their bound allow by far, or not quite."""
    for seed in range(count):
        made, rng = drawn(seed), random.Random(seed)
        for part in made.network.parts:
            some = [f for f in part.figures if f.value]
            if len(some) > 2:
                a, b, c = rng.sample(some, 3)
                sign = "<" if a.value * b.value < c.value else ">"
                rule = Formula(f"{a.id} * {b.id} {sign} {c.id}")
                rules = [*made.relations, Relation("curve", rule)]
                (whole,) = (
                    p
                    for p in Network(made.figures, rules).parts
                    if a.id in {f.id for f in p.figures}
                )
                yield whole, f"{made.text()}; {rule.text}"


def test_a_range_beside_a_curve_ends_where_it_does_for_the_exact_solver():
    """Where lines alone leave a range that every curved rule surely allows."""
    compared = 0
    for part, text in beside_a_curve(DRAWS * 2):
        for name, prints in part.prints.items():
            left = Reach(part.lines, name, frozenset({prints[0].id}))
            if part.lines.beyond and left.exact and not left.outer.empty:
                others = [f.interval for f in prints[1:]]
                low, _, low_open, _ = left.outer
                assert end_is(part, name, others, low, low_open), (name, text)
                compared += 1
    assert compared > DRAWS * 2


def test_what_a_figure_may_be_is_what_the_exact_solver_says_of_it():
    """Also where its range has a gap, and where only some of it is proved by lines."""
    words = []
    for part, text in curved(DRAWS * 2):
        left = Ranges([part])
        for figures in part.prints.values():
            printed = figures[0]
            if printed.value is None or left[printed.id] is None:
                continue
            for shift in (0, 1, -7, 40):
                low = printed.value + shift * (printed.rounding_step or 1)
                interval = Interval(low, low + (printed.rounding_step or 1))
                found = left.allows(printed.id, interval)
                name = next(n for n, fs in part.prints.items() if fs is figures)
                truth = asked_about(part, name, printed.id, interval)
                assert found in (None, truth) or truth is None, (printed.id, text)
                words.append(found)
    assert words.count(True) > DRAWS
    assert words.count(False) > DRAWS
