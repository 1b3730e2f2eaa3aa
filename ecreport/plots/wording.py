"""How pictures say intervals, figures and publishers: in few words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product

from ..network.fit import MISFIT
from ..number.interval import Interval, Number
from ..number.printed import Printed
from ..number.wording import show_interval, tail
from ..report.report import Report
from ..verdict.arithmetic import Figure
from ..verdict.judge import CANNOT_HOLD

SIGNS = {"more_than": "over ", "less_than": "under ", "about": "about "}
STARTS = ("Growth of ", "First in the world: ")  # what the value beside a name says
ENDS = (" of internet users", " since ", " per ")
NAMED = 3  # so many are named in a title; the others are counted


def spoken(shown: str) -> str:
    """An interval as a reader says it: "44.55 % to 44.65 %", "460 million and up".

    Examples
    --------
    >>> spoken("[44.55 %, 44.65 %]"), spoken("[460, inf) million people")
    ('44.55 % to 44.65 %', '460 million people and up')
    """
    found = re.fullmatch(r"[\[(](.*), (.*)[\])](.*)", shown)
    if found is None:
        return shown
    low, high, unit = found.groups()
    if "inf" not in low + high:
        return f"{low} to {high}{unit}"
    if low != "-inf":
        return f"{low}{unit} and up"
    return f"{high}{unit} and down" if high != "inf" else "any number"


def words(
    interval: Interval, unit: str, scale: Number | None = None, bare: bool = False
) -> str:
    """An interval in the words of a reader, in a scale if one is given."""
    return spoken(show_interval(interval, unit, scale, bare=bare))


def rough(interval: Interval) -> str:
    """A share or growth to one decimal, rounded outward: "6.5 % to 6.9 %"."""
    return spoken(show_interval(interval, "ratio", places=1))


def signed(figure: Figure) -> str:
    """A growth with its sign: "+6.1 %"."""
    return ("" if figure.as_printed.startswith("-") else "+") + figure.printed


def bare(figure: Printed) -> str:
    """A figure without its unit: "469 million"."""
    unit = "" if figure.unit == "ratio" else tail(1, figure.unit)
    return figure.printed.removesuffix(unit)


def short_value(figure: Figure) -> str:
    """What is printed, short: "over 9 million", "+6.1 %"; nothing for a comparison."""
    if not figure.as_printed:
        return ""
    if figure.unit == "rank":
        return "first" if figure.as_printed == "1" else f"rank {figure.as_printed}"
    said = bare(figure)
    for word, short in SIGNS.items():
        said = said.replace(word.replace("_", " ") + " ", short)
    if figure.about.get("measure") != "growth":
        return said
    return ("" if said[0] in "+-" else "+") + said


def short_name(figure: Figure) -> str:
    """The label without what the figure beside it says already."""
    label = figure.label
    for start, end in product(STARTS, ENDS):
        label = label.removeprefix(start).partition(end)[0]
    return label[:1].upper() + label[1:]


def listed(names: Sequence[str], sign: str = ", ") -> str:
    """A few names, and how many more there are."""
    left = len(names) - NAMED
    return sign.join(names[:NAMED]) + f" and {left} more" * (left > 0)


def part_of(n: int, total: int, noun: str) -> str:
    """How many of all: "all 35 claims", "12 of 48 claims", "none of 24 claims"."""
    if total == 1:
        return f"{'the' if n else 'not the'} one {noun}"
    all_ = f"all {total} {noun}s"
    return all_ if n == total else f"{n or 'none'} of {total} {noun}s"


def doubtful(report: Report) -> set[str]:
    """The figures in doubt; where no few could be named, all that clash."""
    found = {*report.suspects().index} & {*report.figures}
    if found or report.fit().word != MISFIT:
        return found
    refused = [id for id, v in report.verdicts.items() if v.word == CANNOT_HOLD]
    clashing = {name for id in refused for name in report.formula(id).names}
    return clashing or {*report.used}


def in_doubt(report: Report) -> str:
    """Whom the report as a whole puts in doubt, in a few words; nothing if all fits."""
    table = report.suspects().reset_index()
    table["group"] = table.get("group", 1)
    table = table[table["id"].isin([*report.figures])].copy()
    if table.empty:
        return "some figures clash" * (report.fit().word == MISFIT)
    table["said"] = [short_value(report[id]) or report[id].label for id in table["id"]]
    sets = table.groupby(["group", "set"])["said"].agg(" and ".join)
    parts = [_one_of([*ways]) for _, ways in sets.groupby("group")]
    few = len(parts) == 1 and " and " not in parts[0]
    return f"{listed(parts)} {'is' if few else 'are'} in doubt"


def _one_of(ways: Sequence[str]) -> str:
    return ways[0] if len(ways) == 1 else f"one of {listed(ways)}"


def sources(report: Report, ids: Iterable[str]) -> list[str]:
    """The report, and the publishers of these figures by name if they are few."""
    others = [name for name in publishers(report, ids) if name != "the report"]
    few = others if len(others) < 4 else [f"{len(others)} other publishers"]
    return ["the report", *few]


def publishers(report: Report, ids: Iterable[str]) -> list[str]:
    """Whose figures these are: the report first, then others by their short names."""
    found = [report[id] for id in ids]
    others = [_short(f) for f in found if f.id in report.references.index]
    mine = ["the report"] if len(others) < len(found) else []
    return mine + sorted(dict.fromkeys(others), key=str.lower)


def _short(figure: Figure) -> str:
    name = figure.about.get("publisher", "") or "not named"
    if "named" in name:
        return "a source not named"
    short = name.rpartition("(")[2].rstrip(")")
    if short.isupper():
        return short
    return name.partition(" (")[0].removesuffix(" of China")
