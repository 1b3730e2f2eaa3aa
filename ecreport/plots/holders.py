"""What holds each claim: who prints it, and which sums with figures of others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from ..report.report import Report
from ..verdict.judge import CAN_HOLD, CANNOT_HOLD, HOLDS
from ..verdict.relation import Relation
from .wording import publishers

SAME, SUMS, COPY, ELSEWHERE, CLASHING = "same", "sums", "copy", "elsewhere", "clash"
KINDS = (SAME, SUMS, COPY, ELSEWHERE, CLASHING)
MOST_NAMES = 2


@dataclass
class Holder:
    """What bears on the claims of a section in one way.

    Attributes
    ----------
    kind : str
        "same": others print the same figure; "sums": sums with figures of others fit;
        "copy": the same report prints it elsewhere; "elsewhere": others print it for
        something else; "clash": sums with figures of others do not fit.
    checks : dict of str to list of str
        For each claim, the relations it is held by.
    names : list of str
        The publishers of the figures that enter, as often as they do.
    """

    kind: str
    checks: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What the holder is, in words."""
        n = len({relation for ids in self.checks.values() for relation in ids})
        s, fit = ("s", "") if n > 1 else ("", "s")
        return {
            SAME: f"{n} print{s}: {self.whose}",
            SUMS: f"{n} sum{s} fit{fit}: {self.whose}",
            COPY: f"{n} print{s} of this same report",
            ELSEWHERE: f"\u21c4 printed for something else: {self.whose}",
            CLASHING: f"\u2715 {n} sum{s} clash{'e' * bool(fit)}{fit}: {self.whose}",
        }[self.kind]

    @property
    def whose(self) -> str:
        """The publishers, those of most figures first."""
        names = [name for name, _ in Counter(sorted(self.names)).most_common()]
        left = len(names) - MOST_NAMES
        return ", ".join(names[:MOST_NAMES]) + f" and {left} more" * (left > 0)


def holders(report: Report, claims: list[str]) -> list[Holder]:
    """What holds some claims, one holder a kind, in the order of the claims held."""
    found = {kind: Holder(kind) for kind in KINDS}
    for relation in report.joint.folder.relations.values():
        others = [n for n in relation.formula.names if n not in report.claims.index]
        kind = _kind(report, relation, others)
        for claim in {*relation.about} & {*claims} if kind else ():
            found[kind].checks.setdefault(claim, []).append(relation.id)
            found[kind].names += [n for id in others for n in publishers(report, [id])]
    some = [holder for holder in found.values() if holder.checks]
    return sorted(some, key=lambda h: fmean(claims.index(claim) for claim in h.checks))


def _kind(report: Report, relation: Relation, others: list[str]) -> str:
    """In which way a relation bears on its claims; nothing where it does not."""
    word = report.verdict(relation.id).word
    if not others or word not in (HOLDS, CAN_HOLD, CANNOT_HOLD):
        return ""
    if word == CANNOT_HOLD:
        return CLASHING
    if relation.kind == "elsewhere":
        return ELSEWHERE
    if any(report[n].about.get("independent") == "no" for n in others):
        return COPY if relation.kind == "print" else ""
    return SAME if relation.kind == "print" else SUMS


def links(report: Report, claims: list[str]) -> dict[tuple[str, str], bool]:
    """Which claims stand in one sum, in pairs; whether each pair always fits."""
    found: dict[tuple[str, str], bool] = {}
    for relation in report.joint.folder.relations.values():
        inside = [claim for claim in claims if claim in relation.formula.names]
        word = report.verdict(relation.id).word
        for pair in pairwise(inside):
            if word in (HOLDS, CAN_HOLD, CANNOT_HOLD):
                found[pair] = found.get(pair, True) and word != CANNOT_HOLD
    return found
