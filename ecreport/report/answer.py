"""The answer on a whole report in one sentence, as a reader would pass it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..verdict.judge import CANNOT_HOLD

Record = dict[str, Any]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def answer(found: Record) -> str:
    """What a check found, in one sentence.

    Parameters
    ----------
    found : dict
        As `record` gives it.

    Examples
    --------
    >>> fit = {"verdict": "fits", "suspects": []}
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
    """For each group of conflicts, which figures one of which explains it."""
    groups = found["fit"].get("groups") or [{"sets": found["fit"]["suspects"]}]
    alone = len(groups) == 1
    return [_doubt(found, group["sets"], alone) for group in groups if group["sets"]]


def _doubt(found: Record, sets: Sequence[Sequence[str]], alone: bool) -> str:
    what = "it" if not alone or len(refused(found)) < 2 else "all of it"
    if len(sets) > 1:
        names = list(dict.fromkeys(name for names in sets for name in names))
        shown = ", ".join(names[:6])
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        return f"in doubt: {'one' if len(sets[0]) == 1 else 'some'} of {shown}{more}"
    (only,) = sets
    said = " and ".join(_with_slip(found, name) for name in only)
    count = NUMBERS[len(only)] if len(only) < len(NUMBERS) else len(only)
    verb = "figures explain" if len(only) > 1 else "figure explains"
    return f"{count} {verb} {what}: {said}"


def _with_slip(found: Record, id: str) -> str:
    """A suspect, and what its likeliest slip says was meant."""
    rows = {row["id"]: row["likely_slips"] for row in found["figures"]}
    slips = rows.get(id, [])
    return f"{id} ({slips[0]})" if len(slips) == 1 else id


def _count(number: int) -> str:
    return NUMBERS[number].capitalize() if number < 10 else str(number)
