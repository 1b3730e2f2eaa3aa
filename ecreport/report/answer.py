"""The answer on a whole report in one sentence, as a reader would pass it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..verdict.word import CANNOT_HOLD

Record = dict[str, Any]
MOST_NAMES = 6  # of figures in doubt, in one sentence
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def answer(found: Record) -> str:
    """What a check found, in one sentence.

    Parameters
    ----------
    found : dict
        As `record` gives it.

    Examples
    --------
    >>> fit = {"verdict": "fits", "groups": []}
    >>> answer({"relations": [{"verdict": "holds"}], "fit": fit, "not_checked": []})
    'The only relation can hold.'
    """
    total, wrong = len(found["relations"]), len(refused(found))
    verdict = found["fit"]["verdict"]
    if total == len(found["not_checked"]) and not wrong and verdict != "does not fit":
        return "Nothing was checked."
    if wrong:
        said = f"{_count(wrong)} of {total} relations cannot hold"
        if total == 1:
            said = "The only relation cannot hold"
    elif verdict == "does not fit":
        each = "Each relation" if total > 1 else "The only relation"
        said = f"{each} can hold by itself, but the figures do not fit together"
    elif verdict == "not checkable":
        return "No relation is refused; whether all can hold together was not found."
    else:
        said = "The only relation can hold"
        if total > 1:
            said = f"All {total - len(found['not_checked'])} relations checked can hold"
            said += ", and all of them together"
        if verdict == "fits only in a corner":
            said += ", but only if ties were rounded just so"
        return said + "."
    return "; ".join([said, *doubts(found)]) + "."


def refused(found: Record) -> list[Record]:
    """The relations that cannot hold."""
    return [row for row in found["relations"] if row["verdict"] == CANNOT_HOLD]


def doubts(found: Record) -> list[str]:
    """Which figures explain it: those in doubt alone, then one of each other group."""
    sets = [group["sets"] for group in found["fit"]["groups"] if group["sets"]]
    alone = [name for choices in sets if len(choices) == 1 for name in choices[0]]
    said = []
    if alone:
        count = NUMBERS[len(alone)] if len(alone) < len(NUMBERS) else len(alone)
        what = {0: "it", 1: "it", 2: "both"}.get(len(refused(found)), "all of it")
        what = what if len(alone) >= len(sets) else "part of it"
        verb = "figures explain" if len(alone) > 1 else "figure explains"
        names = _listed([_with_slip(found, name) for name in alone])
        said.append(f"{count} {verb} {what}: {names}")
    for choices in sets:
        if len(choices) > 1:
            all_of_them = list(dict.fromkeys(n for choice in choices for n in choice))
            one = "one" if len(choices[0]) == 1 else "some"
            said.append(f"in doubt: {one} of {_listed(all_of_them)}")
    return said


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    if more > 0:
        return f"{', '.join(names[:MOST_NAMES])} and {more} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _with_slip(found: Record, id: str) -> str:
    """A suspect, and what its likeliest slip says was meant."""
    rows = {row["id"]: row["likely_slips"] for row in found["figures"]}
    slips = rows.get(id, [])
    return f"{id} ({slips[0]})" if len(slips) == 1 else id


def _count(number: int) -> str:
    return NUMBERS[number].capitalize() if number < 10 else str(number)
