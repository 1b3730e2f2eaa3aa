"""What a check found, in words: the answer in one sentence, and lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import printable
from ..network.doubt import in_words
from ..number.wording import listed
from ..verdict.word import CANNOT_HOLD, MARKS
from .claim import QUOTED_MARKS, SUPPORT_MARKS, in_short
from .report import Report

Record = dict[str, Any]
MOST_NAMES = 6  # of figures in doubt, in one sentence
MOST_SLIPS = 3  # explanations shown for one figure; the JSON has all
FEW = 12  # relations or claims that are all shown without being asked for
INDENT = " " * 19  # of what follows the word and mark of a relation
_TIED = "\u00a0%"  # the sign stays with its number
Lines = Iterator[tuple[str, str]]


def answer(found: Record, report: Report, titles: bool = False) -> str:
    """What a check found, in one sentence; figures are called by id, or by title."""
    total, wrong = len(found["relations"]), len(refused(found))
    checked, verdict = total - len(found["not_checked"]), found["fit"]["verdict"]
    if nothing_checked(found):
        return "Nothing was checked."
    if wrong:
        said = f"{in_words(wrong).capitalize()} of {total} relations cannot hold"
        if total == 1:
            said = "The only relation cannot hold"
    elif verdict == "does not fit":
        each = "Each relation" if total > 1 else "The only relation"
        said = f"{each} can hold by itself, but the figures do not fit together"
    elif verdict == "not checkable":
        return "No relation is refused; whether all can hold together was not found."
    else:
        said = "The only relation" + " checked" * (total > 1) + " can hold"
        if checked > 1:
            said = f"All {checked} relations checked can hold, and all of them together"
        if verdict == "fits only in a corner":
            said += ", but only if ties were rounded just so"
        return said + "."
    return "; ".join([said, *_doubts(found, report, titles)]) + "."


def refused(found: Record) -> list[Record]:
    """The relations that cannot hold."""
    return [row for row in found["relations"] if row["verdict"] == CANNOT_HOLD]


def nothing_checked(found: Record) -> bool:
    """Whether no relation could have been refused."""
    clash = refused(found) or found["fit"]["verdict"] == "does not fit"
    return not clash and len(found["relations"]) == len(found["not_checked"])


def status(found: Record) -> int:
    """What the command ends with: 1 something cannot hold, 3 nothing checked, else 0."""
    if refused(found) or found["fit"]["verdict"] == "does not fit":
        return 1
    return 3 if nothing_checked(found) else 0


def _doubts(found: Record, report: Report, titles: bool) -> Iterator[str]:
    """Which figures explain it: those in doubt alone, then one of each other group."""
    sets = [group["sets"] for group in found["fit"]["groups"] if group["sets"]]
    slips = {row["id"]: row["likely_slips"] for row in found["figures"]}
    called = {figure.id: figure.title if titles else figure.id for figure in report}
    alone = [name for choices in sets if len(choices) == 1 for name in choices[0]]
    if alone:
        what = {0: "it", 1: "it", 2: "both"}.get(len(refused(found)), "all of it")
        what = what if len(alone) >= len(sets) else "part of it"
        verb = "figures explain" if len(alone) > 1 else "figure explains"
        names = []
        for id in alone:
            meant = _meant(slips[id], report[id].printed)
            form = ", {}" if len(alone) == 1 and meant not in slips[id] else " ({})"
            names.append(called[id] + (form.format(meant) if meant else ""))
        yield f"{in_words(len(alone))} {verb} {what}: {listed(names, MOST_NAMES)}"
    for choices in sets:
        if len(choices) > 1:
            of = dict.fromkeys(called[name] for choice in choices for name in choice)
            one = "one" if len(choices[0]) == 1 else "some"
            yield f"in doubt: {one} of {listed(of, MOST_NAMES)}"


def _meant(slips: Sequence[str], printed: str) -> str:
    """What the one slip that explains a suspect says was meant; blank for several."""
    if len(slips) != 1:
        return ""
    there, meant = printed.split(), slips[0].partition(": ")[2].split()
    while there and meant and there[-1] == meant[-1]:
        there, meant = there[:-1], meant[:-1]
    if there and meant and there[:-1] == meant[:-1]:
        return f"{there[-1]} for {meant[-1]}"
    return slips[0]


def lines(
    found: Record, report: Report, *, full: bool = False, quiet: bool = False
) -> Lines:
    """Each line with its kind: "answer", "wrong", "open" or "plain".

    `full` shows all that fits, `quiet` only the answer, what is wrong and the last lines.
    """
    rows = {row["id"]: row for row in found["relations"]}
    wrong = {row["id"] for row in refused(found)}
    ties = [id for id, verdict in report.verdicts.items() if verdict.at_end]
    unchecked = {row["id"] for row in found["not_checked"]}
    yield "answer", answer(found, report)
    yield from (("wrong", _relation(rows[id])) for id in rows if id in wrong)
    if found["fit"]["verdict"] == "does not fit":
        yield from (("wrong", text) for text in _misfit(found))
    if not quiet:
        opened = [*ties, *(id for id in rows if id in unchecked)]
        yield from (("open", _relation(rows[id])) for id in opened)
        yield from _unknowns(found)
        rest = [id for id in rows if id not in wrong.union(opened)]
        if full or len(rows) <= FEW:
            yield from (("plain", _relation(rows[id])) for id in rest)
        elif rest:
            yield "plain", f"{len(rest)} relations more fit; --all shows them"
        yield from _claims(found["claims"], full)
    yield from _last(found)


def _relation(row: Record) -> str:
    return (
        f"{MARKS[row['verdict']]} {row['verdict']:<14} {row['id']}  {row['sentence']}"
    )


def _misfit(found: Record) -> Iterator[str]:
    """What cannot hold together, and which figures would explain it."""
    fit = found["fit"]
    for names in fit["conflicts"]:
        if len(names) > 1:
            yield f"Cannot all be true: {', '.join(names)}"
    for group in fit["groups"]:
        sets = [" with ".join(names) for names in group["sets"]]
        if sets:
            why = group["sentence"].partition(";")
            one_of = "one of " if len(sets) > 1 else ""
            yield f"In doubt: {one_of}{', '.join(sets)}" + why[1] + why[2]
        elif group["complete"]:
            yield f"Suspects: {group['sentence']}"
    for row in found["figures"]:
        for slip in row["likely_slips"][:MOST_SLIPS]:
            yield f"Would explain {row['id']}: {slip}"
    if not fit["complete"]:
        yield "A limit of work was reached: there may be more suspects."


def _unknowns(found: Record) -> Lines:
    for row in found["figures"]:
        if row["unknown"] and row["left_by_others"] != [None, None]:
            left = row["left_in_words"]
            yield "plain", f"{row['id']} is not printed; the others leave {left}"


def _claims(claims: Sequence[Record], full: bool) -> Lines:
    """The two words of each claim; of many only those that speak against a claim."""
    for row in claims:
        quoted, support = row["quoted"], row["support"]
        against = support == "contradicted" or quoted in ("altered", "displaced")
        if full or against or len(claims) <= FEW:
            words = (
                f"{QUOTED_MARKS[quoted]} {quoted}, {SUPPORT_MARKS[support]} {support}"
            )
            kind = "wrong" if against else "plain"
            yield kind, f"{words}  {row['id']}  {row['because']}"
    told = in_short(*([row[word] for row in claims] for word in ("quoted", "support")))
    if told:
        yield "plain", told


def _last(found: Record) -> Lines:
    fit, figures = found["fit"], found["figures"]
    yield "plain", f"All together: {fit['verdict']}: {fit['sentence']}"
    tried = sum(row["slips_tried"] for row in figures)
    caught = sum(row["slips_caught"] for row in figures)
    if tried and fit["verdict"] != "does not fit":  # a misfit notices everything
        least = "" if all(row["complete"] for row in figures) else "at least "
        said = f"Of {tried} single slips in these figures"
        yield "plain", f"{said} {least}{caught} would be noticed"
    count = f"{len(found['not_checked'])} of {len(found['relations'])} relations"
    yield "plain", f"Not checked: {count}"


def wrapped(text: str, width: int) -> list[str]:
    """A line broken to a width, its later lines set in; nothing moves the cursor.

    >>> wrapped("Two of 9 relations cannot hold; one figure explains both: a, 44.6 %", 66)
    ['Two of 9 relations cannot hold; one figure explains both: a,', '  44.6 %']
    """
    marked = text[:1] in MARKS.values()
    found = textwrap.wrap(
        printable(text).replace(" %", _TIED),
        max(width, 60),
        subsequent_indent=INDENT if marked else "  ",
        break_on_hyphens=False,
    )
    return [line.replace(_TIED, " %") for line in found] or [""]
