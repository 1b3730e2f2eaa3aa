"""Rules with fewer products: they allow what the rules as written allow, no more."""

import os
import random
from fractions import Fraction as F

import pytest

from ecreport.formula.bounds import ZERO, bounds, facing, zero_divisor
from ecreport.formula.parse import Formula
from ecreport.formula.solver import System
from ecreport.formula.straight import only, untangled
from ecreport.network.lines import Lines
from ecreport.network.questions import answer
from ecreport.number.interval import LINE, Interval

DRAWS = int(os.environ.get("ECREPORT_DRAWS", "25"))
TEXTS = {
    "shares of one total": ("s = a / t", "z = b / t", "a / s = b / z"),
    "a share compared with a share": ("s = a / t", "z = a / u", "s > z"),
    "shares that add up": ("s = a / t", "z = b / t", "s + z = 1"),
    "levels before": ("t / (1 + g) = a / (1 + h) + b", "t = a + b"),
    "growth that is fallen": ("t / (1 + g) = a / (1 + h)", "g < 0", "h = 2 * s"),
    "a level compared": ("a / (1 + g) < b", "a / (1 + g) = t * s"),
    "growth and its sign": ("g = a / b - 1", "h = a / (1 + g) / t", "g <= h"),
    "limits": ("2 * a - 1 <= 3", "-a < 2", "s = a / t", "z = s * t"),
}


def rules_of(*texts):
    return [rule for text in texts for rule in Formula(text).comparisons]


def true(rule, values):
    sides = rule.left, rule.right
    if any(zero_divisor(side, values) for side in sides):
        return False
    left, right = (bounds(side, values) for side in sides)
    return facing(rule.op, ZERO).contains(left - right)


def points(rules, names, rng):
    """Small values, many of them 0 or -1; half of them satisfy most of the rules."""
    some = [F(n) for n in (-2, -1, -1, 0, 0, 1, 1, 2, 3, 4)] + [F(1, 2), F(-1, 2)]
    for _ in range(DRAWS * 4):
        values = {name: rng.choice(some) for name in names}
        for rule in rules if rng.random() < 0.7 else ():
            at = {name: only(value) for name, value in values.items()}
            alone = rule.op == "=" and rule.left.op == "name"
            if alone and zero_divisor(rule.right, at) is None:
                values[rule.left.name] = F(bounds(rule.right, at).low)
        yield values


@pytest.mark.parametrize("kind", TEXTS)
def test_a_point_satisfies_them_or_not_as_it_does_the_rules_as_written(kind):
    rules, rng, answers = rules_of(*TEXTS[kind]), random.Random(kind), []
    names = sorted({name for rule in rules for name in rule.names()})
    system, found = System(rules), untangled(rules, frozenset())
    for values in points(rules, names, rng):
        at = {name: only(value) for name, value in values.items()}
        truth = all(true(rule, at) for rule in rules)
        assert system.feasible(at) is truth, values
        prints = {name: [(name, interval)] for name, interval in at.items()}
        assert answer(Lines(prints, found)).fits in (None, truth), values
        answers.append(truth)
    assert 0 < answers.count(True) < len(answers)


def as_written(rules, within):
    """What the solver says of the rules term by term."""
    system = System([])
    solver = system.solver()
    solver.add(*map(system._written, rules))
    solver.add(*(system.within(*bound) for bound in within.items()))
    return system.ask(solver)[0]


@pytest.mark.parametrize("kind", TEXTS)
def test_intervals_fit_them_or_not_as_they_do_the_rules_as_written(kind):
    rules, rng, answers = rules_of(*TEXTS[kind]), random.Random(kind), []
    names = sorted({name for rule in rules for name in rule.names()})
    system, found = System(rules), untangled(rules, frozenset())
    for values in points(rules, names, rng):
        within = {
            name: rng.choice(
                [only(x), Interval(x, x + 1), Interval(x - 1, x, True), LINE]
            )
            for name, x in values.items()
        }
        truth = as_written(rules, within)
        if truth is not None:
            assert system.feasible(within) in (None, truth), within
            prints = {name: [(name, interval)] for name, interval in within.items()}
            assert answer(Lines(prints, found)).fits in (None, truth), within
            answers.append(truth)
    assert 0 < answers.count(True) < len(answers)
