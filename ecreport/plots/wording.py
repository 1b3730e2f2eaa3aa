"""How pictures say intervals, figures and publishers: in few words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..number.interval import Interval, Number
from ..number.printed import Printed
from ..number.wording import listed, show_interval, tail
from ..report.report import Report
from ..verdict.arithmetic import Figure

NAMED = 3  # so many are named; the others are counted


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


def bare(figure: Printed) -> str:
    """A figure without its unit: "469 million"."""
    unit = "" if figure.unit == "ratio" else tail(1, figure.unit)
    return figure.printed.removesuffix(unit)


def short_value(figure: Figure) -> str:
    """What is printed, short: "over 9 million", "+6.1 %"; nothing for a comparison."""
    if not figure.as_printed:
        return ""
    if figure.unit == "rank" and figure.as_printed == "1":
        return "first"
    said = bare(figure).replace("more than ", "over ").replace("less than ", "under ")
    grown = figure.about.get("measure") == "growth" and said[0] not in "+-"
    return "+" * grown + said


def part_of(n: int, total: int, noun: str) -> str:
    """How many of all: "all 35 claims", "12 of 48 claims", "none of 24 claims"."""
    if total == 1:
        return f"{'the' if n else 'not the'} one {noun}"
    all_ = f"all {total} {noun}s"
    return all_ if n == total else f"{n or 'none'} of {total} {noun}s"


def doubtful(report: Report) -> set[str]:
    """The figures in doubt; where no few could be named, all of the relations in doubt."""
    found: set[str] = set()
    for doubt in report.joint.groups:
        names = (name for id in doubt.relations for name in report.formula(id).names)
        found |= {*doubt.figures} or {*names}
    return found


def with_doubt(said: str, report: Report) -> str:
    """A finding, and whom the report as a whole puts in doubt, in the report's order."""
    said, ids = said[:1].upper() + said[1:], [*report.figures]
    groups = [[*filter(None, doubt.sets)] for doubt in report.joint.groups]
    groups.sort(key=lambda sets: [ids.index(id) for id in sets[0]] if sets else [])
    doubts = [_suspected(report, sets) for sets in groups]
    if not doubts:
        return said
    one = len(doubts) == 1 and (doubts[0].startswith("one of ") or " and " not in doubts[0])
    return f"{said}; {listed(doubts, NAMED)} {'is' if one else 'are'} in doubt"


def _suspected(report: Report, sets: list[list[str]]) -> str:
    """One group of suspects: by their figures if they are few, else by their number."""
    names = [[short_value(report[id]) or id for id in ids] for ids in sets]
    ways = [" and ".join(few) for few in names]
    if len(ways) < 2:
        return ways[0] if ways else "a check"
    return f"one of {listed(ways) if len(ways) <= NAMED else f'{len(ways)} figures'}"


def publishers(report: Report, ids: Iterable[str], few: bool = False) -> list[str]:
    """Whose figures these are: the report first, then others by their short names.

    With `few`, others are named only if they are few, and the report is in any case.
    """
    used = {*ids}
    others = {_short(report[id]) for id in used if id in report.references.index}
    mine = ["the report"] * (few or not used <= {*report.references.index})
    if few and len(others) > NAMED:
        return [*mine, f"{len(others)} other publishers"]
    return mine + sorted(others, key=str.lower)


def _short(figure: Figure) -> str:
    name = figure.about.get("publisher", "") or "not named"
    if "named" in name:
        return "a source not named"
    short = name.rpartition("(")[2].rstrip(")")
    if short.isupper():
        return short
    return name.partition(" (")[0].removesuffix(" of China")
