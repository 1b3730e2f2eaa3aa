"""Everything that a check found, as one plain record for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..network.joint import Joint
from ..number.interval import INF, Interval, Number, decimal
from ..verdict.word import JUDGED, Verdict
from .report import Report
from .tables import count, show_left

PLACES = 12  # decimals of a bound
GROUP = ("sets", "sentence", "relations", "pattern", "why", "complete")
ALWAYS = "it is true whatever the figures are"
LARGEST = 10**300  # distance that a float can hold


def record(report: Report) -> dict[str, Any]:
    """The verdicts, the fit, the figures, what was not checked, and words of claims.

    Bounds are decimal strings in the unit after scaling, rounded outward, None where
    there is no end. data/record.schema.json describes each key.
    """
    verdicts, joint = report.verdicts, report.joint
    return {
        "relations": [_relation(report, id, v) for id, v in verdicts.items()],
        "fit": _fit(joint),
        "figures": [_figure(joint, id) for id in joint.network.figures],
        "not_checked": [
            {"id": id, "why": ALWAYS if id in joint.always_true else verdict.sentence}
            for id, verdict in verdicts.items()
            if id in joint.always_true
            or (verdict.word not in JUDGED and id not in joint.checked)
        ],
        "claims": [
            _claim(report, id) for id in joint.folder.claims if _told(joint, id)
        ],
    }


def _told(joint: Joint, claim: str) -> bool:
    """Whether its origin is told, or a figure of others bears on it."""
    folder = joint.folder
    names = {name for r in folder.about.get(claim, []) for name in r.formula.names}
    told = folder.claims[claim].about.get("origin")
    return bool(told) or not names.isdisjoint(folder.references)


def _claim(report: Report, id: str) -> dict[str, Any]:
    found = report.claim(id)
    return {**asdict(found), "rests_on": list(found.rests_on)}


def _relation(report: Report, id: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": id,
        "formula": report.relations.loc[id, "formula"],
        "verdict": verdict.word,
        "printed": _ends(verdict.printed),
        "computed": _ends(verdict.computed),
        "distance_in_steps": _number(verdict.distance),
        "sentence": verdict.sentence,
        "checked_together": id in report.joint.checked,
        **_place(report.joint.folder.relation_places, id),
    }


def _place(places: Mapping[str, tuple[str, int]], id: str) -> dict[str, Any]:
    """The file and line of a row; none where the report was not read from files."""
    file, line = places.get(id, (None, None))
    return {"file": file, "line": line}


def _fit(joint: Joint) -> dict[str, Any]:
    return {
        "verdict": joint.fit.word,
        "severity": _number(joint.fit.severity),
        "sentence": joint.fit.why,
        "suspects": joint.suspects,
        "conflicts": joint.conflicts,
        "severity_is": joint.fit.severity_is,
        "complete": joint.complete,
        "nothing_checked": joint.nothing_checked,
        "readings": joint.readings,
        "groups": [{key: getattr(d, key) for key in GROUP} for d in joint.groups],
    }


def _figure(joint: Joint, id: str) -> dict[str, Any]:
    figure, (left, aside) = joint.figures[id], joint.left(id)
    tried, noticed = count(joint, id)
    suspected = any(id in names for names in joint.suspects)
    explanations = joint.explanations(id) if suspected else []
    return {
        "id": id,
        "printed": _ends(figure.interval),
        "left_by_others": _ends(None if left is None or left.empty else left),
        "left_in_words": show_left(joint, id),
        "slips_tried": tried,
        "slips_caught": noticed,
        "likely_slips": [f"{slip.kind}: {slip.reads}" for slip in explanations],
        "unknown": not figure.as_printed,
        "complete": left is not None,
        "set_aside": sorted(aside),
        **_place(joint.folder.figure_places, id),
    }


def _ends(interval: Interval | None) -> list[str | None]:
    if interval is None:
        return [None, None]
    return [_end(interval.low, -1), _end(interval.high, 1)]


def _end(value: Number, side: int) -> str | None:
    return None if value in (INF, -INF) else decimal(value, side, PLACES)


def _number(value: Number | None) -> float | None:
    return None if value is None or value == INF else float(min(value, LARGEST))
