"""What a check found, as lines for a terminal: the answer first, then what is wrong."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import printable
from ..verdict.word import MARKS
from .answer import answer, refused
from .tables import LATE

MOST_SLIPS = 3  # explanations shown for one figure; the JSON has all
FEW = 12  # relations that are all shown without being asked for
INDENT = " " * 19
Record = dict[str, Any]


def lines(
    found: Record, ties: Sequence[str], *, full: bool = False, quiet: bool = False
) -> Iterator[tuple[str, str]]:
    """Each line with its kind: "answer", "wrong", "open" or "plain".

    Parameters
    ----------
    found : dict
        As `record` gives it.
    ties : sequence of str
        The relations that hold only if a tie was rounded one way.
    full : bool
        Whether to show the relations that fit, however many there are.
    quiet : bool
        Whether to show only the answer, what is wrong and the last lines.
    """
    yield "answer", answer(found)
    yield from _wrong(found)
    if quiet:
        yield from _last(found)
        return
    rows = {row["id"]: row for row in found["relations"]}
    for id in ties:
        yield "open", _relation(rows[id])
    open_ones = {row["id"] for row in found["not_checked"]}
    for id in open_ones & rows.keys() and [i for i in rows if i in open_ones]:
        yield "open", _relation(rows[id])
    yield from _unknowns(found)
    told = {row["id"] for row in refused(found)} | open_ones | {*ties}
    rest = [row for id, row in rows.items() if id not in told]
    if full or len(rows) <= FEW:
        yield from (("plain", _relation(row)) for row in rest)
    elif rest:
        yield "plain", f"{len(rest)} relations more fit; --all shows them"
    yield from _last(found)


def _relation(row: Record) -> str:
    return (
        f"{MARKS[row['verdict']]} {row['verdict']:<14} {row['id']}  {row['sentence']}"
    )


def _wrong(found: Record) -> Iterator[tuple[str, str]]:
    """What cannot hold, alone and together, and which figures would explain it."""
    for row in refused(found):
        yield "wrong", _relation(row)
    fit = found["fit"]
    if fit["verdict"] != "does not fit":
        return
    for names in fit["conflicts"]:
        if len(names) > 1:
            yield "wrong", f"Cannot all be true: {', '.join(names)}"
    groups = fit["groups"]
    for group in groups:
        yield from (("wrong", text) for text in _doubt(group))
    for row in found["figures"]:
        for slip in row["likely_slips"][:MOST_SLIPS]:
            yield "wrong", f"Would explain {row['id']}: {slip}"
    if not fit.get("complete", True):
        yield "wrong", "A limit of work was reached: there may be more suspects."


def _doubt(group: Record) -> Iterator[str]:
    """One line for a group of conflicts: the sets, one of which mends it, and why."""
    sets = [" with ".join(names) for names in group["sets"]]
    if sets:
        why = str(group.get("sentence", "")).partition(";")
        line = f"In doubt: {'one of ' if len(sets) > 1 else ''}{', '.join(sets)}"
        yield line + why[1] + why[2]


def _unknowns(found: Record) -> Iterator[tuple[str, str]]:
    for row in found["figures"]:
        if row.get("unknown") and row["left_by_others"] != [None, None]:
            yield (
                "plain",
                f"{row['id']} is not printed; the others leave {row['left_in_words']}",
            )


def _last(found: Record) -> Iterator[tuple[str, str]]:
    fit, figures = found["fit"], found["figures"]
    yield "plain", f"All together: {fit['verdict']}: {fit['sentence']}"
    tried, caught = (
        sum(row[key] for row in figures) for key in ("slips_tried", "slips_caught")
    )
    if tried and fit["verdict"] != "does not fit":  # a misfit notices everything
        least = (
            ""
            if all(row.get("complete", row["left_in_words"] != LATE) for row in figures)
            else "at least "
        )
        said = (
            f"Of {tried} single slips in these figures {least}{caught} would be noticed"
        )
        yield "plain", said
    count = f"{len(found['not_checked'])} of {len(found['relations'])} relations"
    yield "plain", f"Not checked: {count}"


def wrapped(text: str, width: int) -> list[str]:
    """A line broken to a width, its later lines set in; nothing moves the cursor."""
    return textwrap.wrap(printable(text), max(width, 60), subsequent_indent=INDENT) or [
        ""
    ]


def status(found: Record) -> int:
    """What the command ends with: 1 something cannot hold, 3 nothing checked, else 0."""
    if refused(found) or found["fit"]["verdict"] == "does not fit":
        return 1
    return 3 if answer(found).startswith("Nothing was checked") else 0
