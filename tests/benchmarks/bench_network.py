"""Networks of relations: fit, suspects and ranges, beside HiGHS alone on the same.

A tree of sums is solved by passing on what each sum leaves; a table with totals of its
rows and columns has cycles, and HiGHS proposes what fractions prove. HiGHS alone, warm
from question to question, in floats and without proof, does the same job; of large
networks it is given a sample of the figures, and its time is scaled to all of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from fractions import Fraction

import highspy
import numpy as np

from ecreport.formula.parse import Formula
from ecreport.network.fit import fit, misfits
from ecreport.network.parts import Network
from ecreport.network.ranges import Ranges
from ecreport.network.suspects import groups
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation

STEP = 1000  # of every printed figure
ASKED = 20  # figures of a large network that HiGHS is asked about
COLUMNS = ("network", "figures", "fit, s", "/ HiGHS", "ranges, s", "/ HiGHS")
QUESTIONS = ("network", "figures", "fit, s", "severity", "suspects", "a range")
Sum = tuple[str, list[str]]  # a total and its parts


def tree(size: int, seed: int = 1) -> tuple[dict[str, int], list[Sum]]:
    """True values and sums of a tree of so many figures, each split in three."""
    rng = random.Random(seed)
    values, sums, open_ = {"f0": 10**12}, [], ["f0"]
    for whole in open_:
        if len(values) + 3 > size:
            break
        cuts = sorted(rng.randint(0, values[whole]) for _ in range(2))
        parts = [cuts[0], cuts[1] - cuts[0], values[whole] - cuts[1]]
        names = [f"f{len(values) + place}" for place in range(3)]
        values.update(zip(names, parts, strict=True))
        open_.extend(names)
        sums.append((whole, names))
    return values, sums


def table(side: int, seed: int = 1) -> tuple[dict[str, int], list[Sum]]:
    """A square table of true values with totals of rows, of columns, and of all."""
    rng = random.Random(seed)
    values, sums, lines = {}, [], range(side)
    for i in lines:
        values.update({f"x{i}_{j}": rng.randint(1000, 99999) for j in lines})
    for i in lines:
        row, column = [f"x{i}_{j}" for j in lines], [f"x{j}_{i}" for j in lines]
        for total, parts in ((f"r{i}", row), (f"c{i}", column)):
            values[total] = sum(values[part] for part in parts)
            sums.append((total, parts))
    values["all"] = sum(values[f"r{i}"] for i in lines)
    sums += [("all", [f"{kind}{i}" for i in lines]) for kind in "rc"]
    return values, sums


def network(values: dict[str, int], sums: list[Sum]) -> Network:
    """The network whose figures print these values to the nearest step."""
    figures = {
        id: Figure(id, str(round(value / STEP) * STEP), step=Fraction(STEP))
        for id, value in values.items()
    }
    relations = [
        Relation(f"r{n}", Formula(f"{total} = sum({', '.join(parts)})"))
        for n, (total, parts) in enumerate(sums)
    ]
    return Network(figures, relations)


def averages(wrong: int, rows: int = 21) -> Network:
    """Averages of exact counts with totals, some with the first two digits swapped."""
    rng, figures, formulas = random.Random(11), [], []
    games = [rng.randint(4, 19) for _ in range(rows)]
    people = [g * rng.randint(1300, 4200) + rng.randint(0, g - 1) for g in games]
    for n, (a, g) in enumerate(zip(people, games, strict=True)):
        digits = str(round(Fraction(a, g)))
        if n < wrong:
            digits = str((int(digits[0]) + 4) % 9 + 1) + digits[1:]
        figures += [exact(f"a{n}", a), exact(f"g{n}", g), Figure(f"v{n}", digits)]
        formulas.append(f"v{n} = a{n} / g{n}")
    figures += [exact("a", sum(people)), exact("g", sum(games))]
    figures.append(Figure("v", str(round(Fraction(sum(people), sum(games))))))
    sums = [f"{k} = {' + '.join(f'{k}{n}' for n in range(rows))}" for k in "ag"]
    return of(figures, [*formulas, "v = a / g", *sums])


def exact(id: str, value: int) -> Figure:
    """A count that is printed in full."""
    return Figure(id, str(value), rounding="exact")


def rates(pairs: int = 65) -> Network:
    """Amounts in two other currencies, at two exchange rates that are not printed."""
    rng, figures, formulas = random.Random(7), [Figure("r0", ""), Figure("r1", "")], []
    for n in range(pairs):
        amount = rng.randint(1000, 90000)
        other = round(amount * (Fraction(1438, 10**4), Fraction(1273, 10**5))[n % 2], 1)
        figures += [
            Figure(f"c{n}", str(amount)),
            Figure(f"u{n}", f"{float(other):.1f}"),
        ]
        formulas.append(f"u{n} = c{n} * r{n % 2}")
    return of(figures, formulas)


def of(figures: list[Figure], formulas: list[str]) -> Network:
    """The network of these figures and formulas."""
    relations = [Relation(f"r{n}", Formula(text)) for n, text in enumerate(formulas)]
    return Network({figure.id: figure for figure in figures}, relations)


def wrong_table(side: int) -> Network:
    """The square table with two cells that are wrong by more than rounding."""
    values, sums = table(side)
    return network(
        values
        | {"x3_4": values["x3_4"] + 10**4 * side, "x1_2": values["x1_2"] - 7000 * side},
        sums,
    )


def highs(net: Network, sums: list[Sum], asked: list[str]) -> tuple[float, float]:
    """Seconds that HiGHS alone takes for the fit, and for the ranges of some figures."""
    place = {id: n for n, id in enumerate(net.figures)}
    low, high = np.array([f.interval[:2] for f in net.figures.values()], dtype=float).T
    solver = _silent()
    rows = [
        ([place[t], *(place[p] for p in ps)], [1] + [-1] * len(ps)) for t, ps in sums
    ]
    for column in zip(low, high, strict=True):
        solver.addVar(*column)
    for places, factors in rows:
        solver.addRow(
            0, 0, len(places), np.array(places), np.array(factors, dtype=float)
        )
    fitted = timed(solver.run)
    started = time.process_time()
    for column in (place[id] for id in asked):
        solver.changeColBounds(column, -np.inf, np.inf)
        for sign in (1.0, -1.0):
            solver.changeColCost(column, sign)
            solver.run()
        solver.changeColCost(column, 0.0)
        solver.changeColBounds(column, low[column], high[column])
    return fitted, time.process_time() - started


def _silent() -> highspy.Highs:
    class Silent(highspy.Highs):
        def __init__(self) -> None:  # without callbacks, which greet on the console
            super(highspy.Highs, self).__init__()

    solver = Silent()
    for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1)):
        solver.setOptionValue(option, value)
    return solver


def timed(job: Callable[[], object]) -> float:
    """Seconds of work that a job takes."""
    started = time.process_time()
    job()
    return time.process_time() - started


def beside_highs(name: str, values: dict[str, int], sums: list[Sum]) -> None:
    """A line of fit and ranges, ours and those of HiGHS alone."""
    net = network(values, sums)
    whole = len(values) <= 1000 or name.startswith("tree")
    some = random.Random(1).sample(list(values), min(ASKED, len(values)))
    asked = list(values) if whole else some
    fitted = timed(lambda: [part.fits for part in net.parts])
    left = Ranges(net.parts)
    ranged = timed(lambda: [left[id] for id in asked]) * len(values) / len(asked)
    assert all(left[id].low <= values[id] <= left[id].high for id in asked)
    alone, bare = highs(net, sums, some)
    bare *= len(values) / len(some)
    row = (fitted, fitted / alone, ranged, ranged / bare)
    print(
        "{:<20}{:>9,}{:>9.2f}{:>9.1f}{:>11.2f}{:>9.2f}".format(name, len(values), *row)
    )


def questions(name: str, net: Network) -> None:
    """A line of fit, severity, suspects and one range."""
    took = [timed(lambda: fit(net).word), timed(lambda: fit(net).severity)]
    took.append(timed(lambda: [groups(part) for part in misfits(net)]))
    left = Ranges(net.parts)
    took.append(timed(lambda: left[next(iter(net.figures))]))
    print(
        "{:<28}{:>9,}{:>9.2f}{:>10.2f}{:>10.2f}{:>10.2f}".format(
            name, len(net.figures), *took
        )
    )


def main() -> None:
    """Print seconds of work and ratios, measured side by side in one run."""
    made = [(f"tree of {size:,}", *tree(size)) for size in (1_000, 10_000, 100_000)]
    made += [(f"table of {side} x {side}", *table(side)) for side in (5, 15, 30, 100)]
    print("{:<20}{:>9}{:>9}{:>9}{:>11}{:>9}".format(*COLUMNS))
    for one in made:
        beside_highs(*one)
    print(
        f"HiGHS is asked about {ASKED} figures of each network, we of the largest table;"
    )
    print("both times are scaled to all.\n")
    print("{:<28}{:>9}{:>9}{:>10}{:>10}{:>10}".format(*QUESTIONS))
    questions("ten wrong averages", averages(10))
    questions("unprinted exchange rates", rates())
    for side in (30, 100):
        questions(f"two slips in {side} x {side}", wrong_table(side))


if __name__ == "__main__":
    main()
