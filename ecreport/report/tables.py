"""What was found of all relations together, as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from ..network.doubt import Doubt, listed
from ..network.joint import Joint
from ..network.slips import Slip
from ..number.interval import LINE
from ..verdict.arithmetic import Figure

LATE = "not found within the limit of work"


def suspects_table(joint: Joint) -> pd.DataFrame:
    """A row for each suspect: its set, what is printed, what the others leave it.

    A group of conflicts whose suspects were not found has one row that says so.
    """
    rows: list[tuple[object, ...]] = []
    number = 0
    for group, doubt in enumerate(joint.groups, 1):
        for names in doubt.sets or [[]]:
            number += 1
            rows += [_suspect(joint, doubt, (number, group), id) for id in names]
            rows += [] if names else [(number, LATE, "", "", "", group, doubt.sentence)]
    columns = [
        "set",
        "id",
        "printed",
        "left_by_others",
        "likely_slips",
        "group",
        "because",
    ]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def _suspect(
    joint: Joint, doubt: Doubt, numbers: tuple[int, int], id: str
) -> tuple[object, ...]:
    number, group = numbers
    because = "; ".join(filter(None, (doubt.remark, doubt.because)))
    slips = _reads(joint.explanations(id))
    return number, id, *_shown(joint, id), slips, group, because


def _shown(joint: Joint, id: str) -> tuple[str, str]:
    return joint.figures[id].printed, show_left(joint, id)


def show_left(joint: Joint, id: str) -> str:
    """The range the others leave a figure, in words where it is no interval."""
    left, aside = joint.left(id)
    if left is None:
        return LATE
    if left.empty:
        return "nothing: the others contradict each other"
    if left == LINE or not (left.low > -float("inf") or left.high < float("inf")):
        shown = "anything"
    else:
        shown = joint.figures[id].beside(left)
    return f"{shown}, with {_few(aside)} set aside" if aside else shown


def _few(names: Collection[str]) -> str:
    return listed(sorted(names)) if len(names) < 4 else f"{len(names)} suspects"


def _reads(found: Iterable[Slip]) -> str:
    return "; ".join(f"{slip.kind} ({slip.reads})" for slip in found)


def conflicts_table(joint: Joint) -> pd.DataFrame:
    """A row for each conflict: its relations, its figures, and one sentence."""
    rows = [_conflict(joint, names) for names in joint.conflicts]
    return pd.DataFrame(rows, columns=["relations", "figures", "sentence"])


def _conflict(joint: Joint, names: list[str]) -> tuple[str, str, str]:
    relations = [joint.folder.relations[name] for name in names]
    figures = dict.fromkeys(n for r in relations for n in r.formula.names)
    if len(relations) == 1:
        sentence = relations[0].check(joint.figures).sentence
    else:
        formulas = "; ".join(relation.formula.text for relation in relations)
        sentence = f"as printed these cannot all be true: {formulas}"
    return "; ".join(names), "; ".join(figures), sentence


def ranges_table(joint: Joint) -> pd.DataFrame:
    """A row for each figure that a check covers: printed, and left by the others."""
    ids = [id for id in joint.figures if id in joint.network.figures]
    rows = [_shown(joint, id) for id in ids]
    index = pd.Index(ids, name="id")
    return pd.DataFrame(rows, index=index, columns=["printed", "left_by_others"])


def slips_table(joint: Joint, id: str) -> pd.DataFrame:
    """A row for each single slip of a figure: what it would read, and whether caught."""
    rows = [
        (slip.kind, slip.reads, "caught" if noticed else "missed")
        for slip, noticed in joint.slips(id)
    ]
    return pd.DataFrame(rows, columns=["slip", "reads", "outcome"])


def blind_spots_table(joint: Joint) -> pd.DataFrame:
    """A row for each claim that is a figure, not a rank: how many slips are caught."""
    claims = joint.folder.claims.values()
    figures = [f for f in claims if f.as_printed and f.unit != "rank"]
    index = pd.Index([figure.id for figure in figures], name="id")
    rows = [(*_shown(joint, figure.id), *count(joint, figure)) for figure in figures]
    columns = ["printed", "left_by_others", "slips_tried", "slips_caught"]
    return pd.DataFrame(rows, index=index, columns=columns)


def count(joint: Joint, figure: Figure) -> tuple[int, int]:
    """How many single slips a figure can have, and how many would be caught."""
    found = joint.slips(figure.id)
    return len(found), sum(noticed for _, noticed in found)
