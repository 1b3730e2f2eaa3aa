"""Checks of table rows a second, beside bare NumPy and interval packages, in one run.

    python tests/benchmarks/bench_table.py [rows]

Peers that are not installed are passed over with a word. The ratios are what counts:
both sides of each are measured in turns on the same rows.
"""

import sys
import time
import tracemalloc
from importlib import import_module

import numpy as np
import pandas as pd

from ecreport.table.check import check_table

SHARE = "share = users / total"
GENERAL = "spent = price * (sold + returned) / people"
HALF = "half = max(one, other) * 0.5"
STEPS_HALF = {"half": "0.1", "one": 1, "other": 1}
STEPS = {"users": 1000, "total": 1000, "share": "0.001"}
STEPS_GENERAL = {
    "spent": "0.1", "price": "0.01", "sold": 1, "returned": 1, "people": 1000,
}  # fmt: skip
ROUNDS = 7
PEER_ROWS = 5_000


def shares(rows):
    """Printed counts, totals and shares of which a third are made wrong by a step."""
    rng = np.random.default_rng(0)
    total = rng.integers(10**6, 10**9, rows)
    users = (total * rng.random(rows)).astype(np.int64)
    off = rng.integers(-1, 2, rows) * (rng.random(rows) < 0.5)
    share = (np.rint(users / total * 1000) + off) / 1000
    rounded = {
        "users": (users + 500) // 1000 * 1000,
        "total": (total + 500) // 1000 * 1000,
    }
    return pd.DataFrame({**rounded, "share": share})


def sales(rows):
    """Printed prices, pieces and people, and what each of the people spent."""
    rng = np.random.default_rng(0)
    price = rng.integers(100, 10**4, rows) / 100
    sold, returned = rng.integers(10**6, 10**8, (2, rows))
    people = rng.integers(10**3, 10**5, rows) * 1000
    spent = np.round(price * (sold + returned) / people, 1)
    return pd.DataFrame(
        {
            "spent": spent,
            "price": price,
            "sold": sold,
            "returned": returned,
            "people": people,
        }
    )


def halves(rows, tied):
    """Half the larger of two counts, every second one exactly at an end if tied."""
    one = np.random.default_rng(0).integers(10, 10**6, rows)
    off = 0.3 * (np.arange(rows) % 2 == 0) * tied
    return pd.DataFrame(
        {"one": one, "other": one - 5, "half": np.round(one / 2 + off, 1)}
    )


def bare_share(df):
    """The same question in plain floats on two bounds: fast, and wrong at ties."""
    users, total, share = (df[name].to_numpy() for name in ("users", "total", "share"))
    low = (users - 500.0) / (total + 500.0)
    high = (users + 500.0) / (total - 500.0)
    least, most = share - 0.0005, share + 0.0005
    meets = (low <= most) & (high >= least)
    return meets, (low > least) & (high < most)


def bare_general(df):
    price, sold, returned, people, spent = (
        df[name].to_numpy() for name in ("price", "sold", "returned", "people", "spent")
    )
    low = (price - 0.005) * ((sold - 0.5) + (returned - 0.5)) / (people + 500.0)
    high = (price + 0.005) * ((sold + 0.5) + (returned + 0.5)) / (people - 500.0)
    least, most = spent - 0.05, spent + 0.05
    return (low <= most) & (high >= least), (low > least) & (high < most)


def in_turns(*functions, rounds=ROUNDS):
    """The shortest time of each function, measured in turns."""
    times = [[] for _ in functions]
    for _ in range(rounds):
        for function, found in zip(functions, times, strict=True):
            start = time.perf_counter()
            function()
            found.append(time.perf_counter() - start)
    return [min(found) for found in times]


def with_uncertainties(package, rows):
    ufloat = package.ufloat
    for users, total, share in rows:
        ratio = ufloat(users, 500) / ufloat(total, 500)
        _ = abs(ratio.n - share) <= ratio.s + 0.0005


def with_portion(package, rows):
    closed = package.closed
    for users, total, share in rows:
        ratio = closed((users - 500) / (total + 500), (users + 500) / (total - 500))
        ratio.overlaps(closed(share - 0.0005, share + 0.0005))


def with_mpmath(package, rows):
    mpf = package.iv.mpf
    half = mpf("0.0005")
    for users, total, share in rows:
        ratio = mpf([users - 500, users + 500]) / mpf([total - 500, total + 500])
        printed = mpf(round(share * 1000)) / 1000
        _ = ratio.a <= (printed + half).b and ratio.b >= (printed - half).a


def with_flint(package, rows):
    arb = package.arb
    for users, total, share in rows:
        ratio = arb(users, 500) / arb(total, 500)
        ratio.overlaps(arb(round(share * 2000), 1) / 2000)


PEERS = {
    "uncertainties": with_uncertainties,
    "portion": with_portion,
    "mpmath": with_mpmath,
    "flint": with_flint,
}


def peers(df):
    """How many times faster a row is than with each peer."""
    rows = list(df[:PEER_ROWS].itertuples(index=False, name=None))
    for name, check in PEERS.items():
        try:
            package = import_module(name)
        except ImportError:
            print(f"  {name:22s} not installed, passed over")
            continue
        ours, theirs = in_turns(
            lambda: check_table(df, SHARE, steps=STEPS),
            lambda check=check, package=package: check(package, rows),
            rounds=3,
        )
        ratio = theirs / len(rows) / (ours / len(df))
        print(
            f"  {name:22s} {len(rows) / theirs / 1e6:8.3f} M rows/s   ratio {ratio:.0f}"
        )


def beside_bare(what, df, formula, steps, bare):
    ours, theirs = in_turns(
        lambda: check_table(df, formula, steps=steps), lambda: bare(df)
    )
    print(
        f"  {what:22s} {len(df) / ours / 1e6:8.1f} M rows/s   bare NumPy floats "
        f"{len(df) / theirs / 1e6:.1f} M rows/s   times as long: {ours / theirs:.1f}"
    )


def ties(rows):
    free, tied = (halves(rows, how) for how in (False, True))
    without, with_ties = in_turns(
        lambda: check_table(free, HALF, steps=STEPS_HALF),
        lambda: check_table(tied, HALF, steps=STEPS_HALF),
    )
    print(
        f"  every second row a tie {rows / with_ties / 1e6:8.1f} M rows/s   "
        f"{without / with_ties:.2f} of the speed without ties"
    )


def parsing(df):
    text = pd.DataFrame({name: df[name].astype(str) for name in ("users", "total")})
    text["share"] = df["share"].map("{:.3f}".format)
    from_text, from_numbers = in_turns(
        lambda: check_table(text, SHARE, steps={"users": 1000, "total": 1000}),
        lambda: check_table(df, SHARE, steps=STEPS),
        rounds=3,
    )
    rate = 3 * len(df) / (from_text - from_numbers) / 1e6
    print(f"  parsing text alone     {rate:8.1f} M cells/s")


def growing(largest):
    for rows in (largest // 100, largest // 10, largest):
        df = shares(rows)
        (took,) = in_turns(lambda df=df: check_table(df, SHARE, steps=STEPS), rounds=5)
        tracemalloc.start()
        check_table(df, SHARE, steps=STEPS)
        extra = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        size = df.memory_usage(index=False).sum()
        print(
            f"  {rows:10,d} rows {took / rows * 1e9:10.1f} ns/row   "
            f"extra memory {extra / 2**20:6.1f} MB, {extra / size:.2f} of the columns"
        )


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10**6
    df = shares(rows)
    print(f"Table checks, {rows:,d} rows, one core")
    beside_bare("share", df, SHARE, STEPS, bare_share)
    beside_bare("general formula", sales(rows), GENERAL, STEPS_GENERAL, bare_general)
    ties(rows)
    parsing(df[:200_000])
    print("How many times faster than the peers, share checks on the same rows:")
    peers(df)
    print("From few rows to many:")
    growing(rows * 10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
