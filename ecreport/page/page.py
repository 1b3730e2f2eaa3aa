"""One self-contained page of a report: the answer first, the evidence below it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from .. import plots
from ..report.answer import answer, refused
from ..report.record import record
from ..report.report import Report
from ..verdict.word import MARKS, NOT_CHECKABLE, NOT_COMPARABLE
from .template import environment, picture

MOST_SETS = 25  # of suspects in one group; the JSON has all
MOST_STRIPS = 10  # pictures of what cannot hold; the rest is told in words


def page_of(report: Report, title: str = "A report, checked") -> str:
    """The page of a report: what is wrong, what is in doubt, what nothing checks.

    Parameters
    ----------
    report : Report
    title : str
        The heading of the page.

    Returns
    -------
    str
        HTML that fetches nothing: styles and pictures are inside.
    """
    found = record(report)
    return (
        environment()
        .get_template("report.html")
        .render(
            title=title,
            answer=answer(found),
            doubts=_doubts(report, found),
            refused=_refused(report, found),
            ties=[_line(report, id) for id, v in report.verdicts.items() if v.at_end],
            figures=_figures(report, found),
            unknown=[row for row in _figures(report, found) if row["unknown"]],
            unasked=_unasked(report),
            unchecked=[
                {**row, "title": _named(report, row["id"])}
                for row in found["not_checked"]
            ],
            relations=[_line(report, id) for id in report.verdicts],
            sources=report.sources().reset_index().to_dict("records"),
        )
    )


def _line(report: Report, id: str) -> dict[str, Any]:
    verdict = report.verdict(id)
    mark = MARKS[verdict.word]
    return {
        "id": id,
        "title": _named(report, id),
        "mark": mark,
        "word": verdict.word,
        "sentence": verdict.sentence,
    }


def _named(report: Report, relation: str) -> str:
    """A relation as its formula reads with the names of its figures."""
    return report.formula(relation).filled(lambda name: report[name].label)


def _refused(report: Report, found: dict[str, Any]) -> list[dict[str, Any]]:
    """What cannot hold, each with its strip as far as there is room."""
    lines = [_line(report, row["id"]) for row in refused(found)]
    for number, line in enumerate(lines):
        line["strip"] = _strip(report, line["id"]) if number < MOST_STRIPS else ""
    return lines


def _strip(report: Report, id: str) -> Markup:
    drawn = plots.strip(report, id)
    return picture(drawn.svg(), drawn.alt)


def _doubts(report: Report, found: dict[str, Any]) -> list[dict[str, Any]]:
    """Each group of conflicts: the sets of which one mends it, figure by figure."""
    groups = found["fit"]["groups"]
    rows = {row["id"]: row for row in found["figures"]}
    return [
        {
            "sentence": group.get("sentence", ""),
            "sets": [
                [_suspect(report, rows[id]) for id in ids]
                for ids in group["sets"][:MOST_SETS]
            ],
            "more": max(len(group["sets"]) - MOST_SETS, 0),
        }
        for group in groups
        if group["sets"]
    ]


def _suspect(report: Report, row: dict[str, Any]) -> dict[str, Any]:
    figure = report[row["id"]]
    return {**row, "title": figure.title, "as_printed": figure.printed}


def _figures(report: Report, found: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures asked together, each with what the others leave it."""
    unknown = {row["id"]: not report[row["id"]].as_printed for row in found["figures"]}
    return [
        {**_suspect(report, row), "unknown": unknown[row["id"]]}
        for row in found["figures"]
    ]


def _unasked(report: Report) -> list[str]:
    """The claims that no relation which can be checked holds to anything."""
    words = (NOT_CHECKABLE, NOT_COMPARABLE)
    checked = {
        name
        for id, verdict in report.verdicts.items()
        if verdict.word not in words
        for name in report.formula(id).names
    } | set(report.used)
    figures = [report[id] for id in report.claims.index if id not in checked]
    return [f"{figure.title}: {figure.printed}" for figure in figures]
