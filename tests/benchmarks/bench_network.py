"""Networks of relations: one fit and every range, beside SciPy's HiGHS on the same.

A tree of sums is solved by bound propagation alone; a table with totals of its rows and
columns has cycles and goes to the exact solver. HiGHS, a float solver, does the same job
as two linear programs a figure; of large networks it is given a sample of the figures,
and its time is scaled to all of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.util import find_spec

import numpy as np

from ecreport.formula.parse import Formula
from ecreport.network.parts import Network
from ecreport.network.ranges import ranges
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation

STEP = 1000  # of every printed figure
ASKED = 20  # figures of a large network that HiGHS is asked about
COLUMNS = ("network", "figures", "ours, s", "us a figure", "HiGHS / ours")
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


def ours(net: Network, values: dict[str, int]) -> dict[str, tuple[float, float]]:
    """The fit and every range; the true values must lie in both."""
    assert all(part.fits for part in net.parts)
    left = ranges(net)
    found = {id: left[id] for id in values}
    for id, value in values.items():
        assert found[id].low <= value <= found[id].high, id
    return found


def highs(net: Network, values: dict[str, int], sums: list[Sum]) -> float:
    """Seconds HiGHS takes for all ranges, scaled up from those it is asked for."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    names = list(values)
    place = {id: n for n, id in enumerate(names)}
    asked = names if len(names) <= ASKED else random.Random(1).sample(names, ASKED)
    entries = [(n, place[t], 1.0) for n, (t, _) in enumerate(sums)]
    entries += [(n, place[p], -1.0) for n, (_, ps) in enumerate(sums) for p in ps]
    rows, columns, weights = zip(*entries, strict=True)
    matrix = csr_array((weights, (rows, columns)), shape=(len(sums), len(names)))
    bounds = np.array([net.figures[id].interval[:2] for id in names], dtype=float)
    started = time.perf_counter()
    for id in asked:
        free = bounds.copy()
        free[place[id]] = (-np.inf, np.inf)
        for sign in (1.0, -1.0):
            cost = np.zeros(len(names))
            cost[place[id]] = sign
            linprog(cost, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=free)
    return (time.perf_counter() - started) * len(names) / len(asked)


def timed(job: Callable[[], object]) -> float:
    """Seconds that a job takes."""
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def main() -> None:
    """Print seconds and ratios, measured side by side in one run."""
    made = [(f"tree of {size:,}", *tree(size)) for size in (1_000, 10_000, 100_000)]
    made += [(f"table of {side} x {side}", *table(side)) for side in (5, 15, 30)]
    scipy = find_spec("scipy") is not None
    print("{:<18}{:>9}{:>9}{:>13}{:>14}".format(*COLUMNS))
    for name, values, sums in made:
        net = network(values, sums)
        seconds = timed(lambda net=net, values=values: ours(net, values))
        each = seconds / len(values) * 1e6
        ratio = f"{highs(net, values, sums) / seconds:.1f}" if scipy else "no scipy"
        print(f"{name:<18}{len(values):>9,}{seconds:>9.2f}{each:>13.0f}{ratio:>14}")
    print(f"HiGHS is asked about {ASKED} figures of each network and scaled to all.")


if __name__ == "__main__":
    main()
