"""One self-contained page of a report: the answer first, the evidence below it."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from .. import plots
from ..number.wording import show_period
from ..report.claim import QUOTED_MARKS, SUPPORT_MARKS
from ..report.record import record
from ..report.report import Report
from ..report.text import answer, refused
from ..verdict.arithmetic import Figure
from ..verdict.word import JUDGED, MARKS
from .template import rendered

MOST_SETS = 25  # of suspects in one group; the JSON has all
SAFE = " /:=;,()'!*"  # stands as it is in an address, and keeps a picture small
MOST_STRIPS = 10  # pictures of what cannot hold; the rest is told in words


def page_of(report: Report, title: str = "A report, checked") -> str:
    """The page of a report, as HTML that fetches nothing."""
    found = record(report)
    wrong = [row["id"] for row in refused(found)]
    return rendered(
        "report.html",
        title=title,
        report=report,
        named=partial(_named, report),
        found=found,
        answer=answer(found, report, titles=True),
        figures={row["id"]: row for row in found["figures"]},
        strips={id: plots.strip(report, id) for id in wrong[:MOST_STRIPS]},
        quote=partial(quote, safe=SAFE),
        refused=wrong,
        ties=[id for id, verdict in report.verdicts.items() if verdict.at_end],
        unasked=_unasked(report),
        evidence={id: _evidence(report, id) for id in report.verdicts},
        marks={**MARKS, **QUOTED_MARKS, **SUPPORT_MARKS},
        most_sets=MOST_SETS,
    )


def _named(report: Report, relation: str) -> str:
    """A relation with its figures in words, and their periods where those tell apart."""
    formula = report.formula(relation)
    short = {name: _undated(report[name]) for name in formula.names}
    alike = {name for name in short if [*short.values()].count(short[name]) > 1}
    return formula.filled(lambda n: report[n].described if n in alike else short[n])


def _undated(figure: Figure) -> str:
    return figure.described.removesuffix(f", {show_period(*figure.period)}")


def _evidence(report: Report, relation: str) -> list[Figure]:
    """The figures of others in a relation."""
    others = report.references.index
    return [report[name] for name in report.formula(relation).names if name in others]


def _unasked(report: Report) -> list[str]:
    """The claims on which no relation that can be checked bears."""
    checked = set(report.used)
    for id, verdict in report.verdicts.items():
        if verdict.word in JUDGED:
            about = str(report.relations.loc[id, "about"]).split("; ")
            checked.update(report.formula(id).names, about)
    return [id for id in report.claims.index if id not in checked]
