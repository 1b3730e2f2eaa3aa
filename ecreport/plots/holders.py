"""What holds each claim: who prints it, and which sums with figures of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from ..relation import Relation
from ..report import Report
from ..verdict import CAN_HOLD, CANNOT_HOLD, HOLDS
from .marks import publishers

SAME, SUMS, COPY, ELSEWHERE, CLASHING = "same", "sums", "copy", "elsewhere", "clash"
KINDS = (SAME, SUMS, COPY, ELSEWHERE, CLASHING)
FITS = (HOLDS, CAN_HOLD)
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
    sources : list of str
        The figures of others that enter.
    """

    kind: str
    checks: dict[str, list[str]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    def add(self, claim: str, relation: Relation, sources: list[str]) -> None:
        """One more relation that bears on a claim."""
        self.checks.setdefault(claim, []).append(relation.id)
        self.sources += sources

    def words(self, report: Report) -> str:
        """What the holder is, in words."""
        n = len({relation for ids in self.checks.values() for relation in ids})
        names, s = _names(report, self.sources), "s" if n > 1 else ""
        return {
            SAME: f"{n} print{s}: {names}",
            SUMS: f"{n} sum{s} fit{'' if n > 1 else 's'}: {names}",
            COPY: f"{n} print{s} of this same report",
            ELSEWHERE: f"\u21c4 printed for something else: {names}",
            CLASHING: f"\u2715 {n} sum{s} clash{'' if n > 1 else 'es'}: {names}",
        }[self.kind]


def _names(report: Report, sources: list[str]) -> str:
    each = [name for source in sources for name in publishers(report, [source])]
    names = sorted(dict.fromkeys(each), key=lambda name: (-each.count(name), name))
    left = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {left} more" if left > 0 else "")


def holders(report: Report, claims: list[str]) -> list[Holder]:
    """What holds some claims, one holder a kind, in the order of the claims held."""
    found = {kind: Holder(kind) for kind in KINDS}
    for relation, about, others in _bearing(report):
        kind = _kind(report, relation, others)
        for claim in about:
            if kind and claim in claims:
                found[kind].add(claim, relation, others)
    some = [holder for holder in found.values() if holder.checks]
    return sorted(some, key=lambda h: fmean(claims.index(claim) for claim in h.checks))


def _bearing(report: Report) -> Iterator[tuple[Relation, list[str], list[str]]]:
    """Each relation with the claims it bears on and the figures of others in it."""
    for relation in report.joint.folder.relations.values():
        others = [n for n in relation.formula.names if n not in report.claims.index]
        yield relation, list(relation.about), others


def _kind(report: Report, relation: Relation, others: list[str]) -> str:
    """In which way a relation bears on its claims; nothing where it does not."""
    word = report.verdict(relation.id).word
    if not others or word not in (*FITS, CANNOT_HOLD):
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
            if word in (*FITS, CANNOT_HOLD):
                found[pair] = found.get(pair, True) and word != CANNOT_HOLD
    return found
