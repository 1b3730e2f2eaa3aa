"""What the others leave a figure: by hand, by a linear program, by trying points."""

import os
import random
from fractions import Fraction as F

import pytest
from networks import LINEAR, Draw, draw, excess, network, ranges, satisfies
from samples import figure

from ecreport.network.ranges import _asked, _of_tree
from ecreport.number.interval import INF, LINE, Interval
from ecreport.verdict.arithmetic import Figure

DRAWS = int(os.environ.get("ECREPORT_DRAWS", "25"))
CLOSE = F(1, 10**8)


def left(figures, *formulas):
    return ranges(network(figures, *formulas))


def holds(interval, value):
    return interval.contains(Interval(value, value))


def test_a_share_and_a_count_leave_the_total_that_is_not_printed_a_range():
    found = left(
        [
            figure("users", "469"),
            figure("share", "44.6", F(1, 100)),
            figure("total", ""),
        ],
        "share = users / total",
    )
    assert found["total"] == Interval(F(937000, 893), F(939000, 891))


def test_three_shares_of_one_unknown_total_leave_it_what_they_have_in_common():
    """CNNIC's live, office and medical users of June 2022, and their shares."""
    prints = {
        "live": ("469", "44.6"),
        "office": ("461", "43.8"),
        "medical": ("300", "28.5"),
    }
    figures, formulas, totals = [figure("total", "")], [], []
    for name, (users, share) in prints.items():
        figures += [figure(name, users), figure(f"{name}_share", share, F(1, 100))]
        formulas.append(f"{name}_share = {name} / total")
        low, high = F(users) - F(1, 2), F(users) + F(1, 2)
        least, most = F(share) - F(1, 20), F(share) + F(1, 20)
        totals.append((low * 100 / most, high * 100 / least))
    found = left(figures, *formulas)["total"]
    assert found == Interval(
        max(low for low, _ in totals), min(high for _, high in totals)
    )
    assert not holds(found, 1032)
    assert holds(found, 1051)


@pytest.mark.parametrize(
    ("mean", "possible"),
    [("5.17", False), ("5.18", True), ("5.19", False), ("5.21", True)],
)
def test_some_means_are_no_mean_of_28_whole_answers(mean, possible):
    """145 / 28 = 5.1786 and 146 / 28 = 5.2143: nothing between prints as 5.19."""
    total = Figure("total", "", F(1), whole=True)
    answers = figure("n", "28", rounding="exact")
    made = network([figure("mean", mean), total, answers], "mean = total / n")
    assert [part.fits for part in made.parts] == [possible]
    expected = {"5.18": 145, "5.21": 146}.get(mean)
    if possible:
        assert ranges(made)["total"] == Interval(expected, expected)
    else:
        assert ranges(made)["total"].empty


def test_what_is_left_never_comes_from_the_print_itself():
    for printed in ("10", "999"):
        parts = [figure("a", "3"), figure("b", "4"), figure("c", printed)]
        assert left(parts, "c = a + b")["c"] == Interval(6, 8)


def test_two_prints_of_one_quantity_leave_each_other_their_own_interval():
    found = left([figure("a", "10"), figure("b", "10.4")], "a = b")
    assert found == {
        "a": Interval(F("10.35"), F("10.45")),
        "b": Interval(F("9.5"), F("10.5")),
    }


def test_nothing_is_left_where_the_others_contradict_each_other():
    figures = [
        figure(n, v) for n, v in (("a", "1"), ("b", "9"), ("c", "5"), ("d", "6"))
    ]
    found = left(figures, "a = b", "d = a + c")
    assert found["c"].empty
    assert found["d"].empty


def test_a_figure_that_only_an_inequality_bounds_has_one_end():
    found = left([figure("part", "3"), figure("whole", "5")], "part <= whole")
    assert found["part"] == Interval(-INF, F("5.5"), True, False)
    assert found["whole"] == Interval(F("2.5"), INF, False, True)


@pytest.mark.parametrize("sign", [1, -1])
def test_an_end_at_zero_is_found_on_a_cycle(sign):
    """It once was halved for ever."""
    figures = [figure("u", "0", rounding="exact"), figure("v", "5"), figure("x", "")]
    figures += [figure("y", ""), figure("z", f"{sign}0"), figure("w", "")]
    found = left(
        figures, "y = x + v", f"{sign} * x <= u", "w = y + z", "w = 2 * x - x + v + z"
    )
    end = found["x"].high if sign > 0 else found["x"].low
    assert end == 0


def test_open_ends_stay_open_on_a_tree_and_on_a_cycle():
    a, b = figure("a", "1", rounding="half_up"), figure("b", "2", rounding="floor")
    tree = left([a, b, figure("c", "9")], "c = a + b")
    cycle = left([a, b, figure("c", "9")], "c = a + b", "a + b = 1 * c")
    assert tree["c"] == cycle["c"] == Interval(F("2.5"), F("4.5"), False, True)


def test_a_divisor_that_may_be_zero_is_no_reason_to_see_no_conflict():
    """1.456 = 134 / x puts x near 92, not between -23 and 17; once this was missed."""
    figures = [figure("g", "1.456"), figure("a", "134"), figure("x", "-3", step=F(40))]
    for text in ("g = a / x", "a / x = g", "a = g * x", "x = a / g", "g * x - a = 0"):
        assert [part.fits for part in network(figures, text).parts] == [False]


def near(a, b):
    if a in (INF, -INF) or b in (INF, -INF):
        return a == b
    return abs(a - b) <= max(abs(a), abs(b), F(1, 10**5)) * CLOSE


def loose(seed):
    """A small network, some of its figures printed so coarsely that zero is possible."""
    rng = random.Random(seed)
    made = Draw(seed, steps=rng.randint(1, 3))
    for id in list(made.figures):
        step, how = (
            F(rng.choice([1, 2, 4, 20, 40])),
            rng.choice(
                ["nearest", "half_up", "half_down", "floor", "ceiling", "truncated"]
            ),
        )
        if rng.random() < 0.4:
            digits = str(rng.choice([0, 1, 5, -3, 10]))
            made.figures[id] = Figure(id, digits, F(1), step=step, rounding=how)
    return made.drawn().not_whole()


def same(tree, asked):
    if tree.empty or asked.empty:
        return tree.empty == asked.empty
    return near(tree.low, asked.low) and near(tree.high, asked.high)


def test_messages_on_a_tree_find_what_the_solver_finds():
    compared = 0
    for seed in range(DRAWS * 5):
        made = loose(seed)
        for part in made.network.parts:
            by_messages = _of_tree(part) if part.constraints else {}
            if not by_messages:
                continue
            compared += 1
            assert part.fits == part.system.feasible(part.bounds()), made.text()
            for name, prints in part.prints.items():
                for id in (one.id for one in prints):
                    asked = _asked(part, name, id, LINE)
                    assert asked is None or same(by_messages[id], asked), made.text()
    assert compared > DRAWS * 2


def linear_program(made, id):
    """The least and the greatest value of a figure, its own print left out, by HiGHS."""
    optimize = pytest.importorskip("scipy.optimize")
    names = list(made.figures)
    zero = dict.fromkeys(names, F(0)) | {"HALF": F(1, 2)}
    rows = {"=": [], "<=": []}
    for relation in made.relations:
        text = relation.formula.text
        op, _ = excess(text, zero)
        row = [float(excess(text, {**zero, name: F(1)})[1]) for name in names]
        rows["=" if op == "=" else "<="].append(
            [-x for x in row] if op == ">=" else row
        )
    bounds = [
        tuple(None if abs(end) == INF else float(end) for end in f.interval[:2])
        if f.id != id
        else (None, None)
        for f in made.figures.values()
    ]
    ends = []
    for sign in (1, -1):
        objective = [float(sign * (name == id)) for name in names]
        found = optimize.linprog(
            objective,
            A_eq=rows["="] or None,
            b_eq=[0.0] * len(rows["="]) or None,
            A_ub=rows["<="] or None,
            b_ub=[0.0] * len(rows["<="]) or None,
            bounds=bounds,
        )
        ends.append(sign * {0: found.fun, 3: -INF}[found.status])
    return ends


def test_on_linear_networks_with_cycles_a_linear_program_finds_the_same():
    pytest.importorskip("scipy")
    for seed in range(DRAWS // 2):
        made = draw(seed, kinds=LINEAR, steps=3)
        made = made.not_whole()
        for id, found in ranges(made.network).items():
            low, high = linear_program(made, id)
            assert float(found.low) == pytest.approx(low, rel=1e-6, abs=1e-6), (
                seed,
                id,
            )
            assert float(found.high) == pytest.approx(high, rel=1e-6, abs=1e-6), (
                seed,
                id,
            )


def test_every_point_that_satisfies_all_other_prints_lies_in_every_range():
    inside = 0
    for seed in range(DRAWS // 2):
        rng = random.Random(seed)
        made = draw(seed, steps=3)
        found = ranges(made.network)
        for point in (made.moved(rng) for _ in range(40)):
            if all(satisfies(r.formula.text, point) for r in made.relations):
                inside += point_is_left(made, found, point)
    assert inside > DRAWS


def point_is_left(made, found, point):
    """A figure may be whatever it likes while all the others print as they do."""
    whole = all(
        point[n].denominator == 1
        for n, printed in made.figures.items()
        if printed.whole
    )
    off = [n for n, f in made.figures.items() if not holds(f.interval, point[n])]
    if not whole or len(off) > 1:
        return False
    for id in off or found:
        left = found.get(id)
        assert left is None or holds(left, point[id]), (id, made.text(), point)
    return True
