"""A notebook of one's own report: one section for each claim, stored from a clean run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from ..errors import InputError
from ..report.report import Report, load

NAME = "report.ipynb"
SET_UP = """import pandas as pd

import ecreport
from ecreport import plots

report = ecreport.load(".")
pd.options.display.max_colwidth = None"""
KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}


def write_notebook(folder: Path, force: bool = False) -> Path:
    """Write and run a notebook of the report in a folder; an old one if `force`d."""
    path, report = folder / NAME, load(folder)
    if path.exists() and not force:
        raise InputError(f'"{path}" is already there; use --force to replace it')
    notebook = _run(_cells(report), folder)
    part = path.with_suffix(".part")
    part.write_text(notebook, encoding="utf-8", newline="\n")
    part.replace(path)
    return path


def _cells(report: Report) -> Iterator[tuple[str, str]]:
    """The kind and source of each cell, in order."""
    yield "markdown", "# Which of these figures can be true together?"
    yield "code", SET_UP
    yield "markdown", "All relations asked at once:"
    yield "code", "report.fit()"
    yield "markdown", "Which figures are in doubt, and which slip would explain each:"
    yield "code", "report.suspects()"
    yield "markdown", "Each relation by itself:"
    yield "code", 'report.check()[["formula", "verdict"]]'
    for id in report.claims.index:
        yield "markdown", f"## {report[id].title}"
        yield "code", f"report[{id!r}]"
        relations = [r for r in report.verdicts if id in report.formula(r).names]
        for relation in relations:
            yield from _relation(report, relation)
        if not relations:
            yield "markdown", "No relation holds this figure to another."
    yield "markdown", "## What the others leave each figure"
    yield "code", "report.ranges()"


def _relation(report: Report, id: str) -> Iterator[tuple[str, str]]:
    """One relation: why it is asked, its verdict, its strip, its sources."""
    because = str(report.relations.loc[id, "because"])
    yield "markdown", f"`{report.formula(id)}`" + (f": {because}." if because else "")
    yield "code", f"report.verdict({id!r})"
    if report.verdict(id).printed is not None:
        yield "code", f"plots.strip(report, {id!r})"
    if len(report.evidence(id)):
        yield "code", f"report.evidence({id!r})"


def _run(cells: Iterator[tuple[str, str]], folder: Path) -> str:
    try:
        import nbformat
        from nbclient import NotebookClient
    except ImportError:
        raise InputError(
            "running a notebook needs more packages; install ecreport[notebooks]"
        ) from None
    v4: Any = nbformat.v4
    made = v4.new_notebook(metadata=METADATA)
    for number, (kind, source) in enumerate(cells):
        made.cells.append(getattr(v4, f"new_{kind}_cell")(source, id=f"cell-{number}"))
    place = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        made, kernel_name="python3", resources=place, record_timing=False
    )
    client.execute(stdout=DEVNULL, stderr=DEVNULL)
    made.metadata = nbformat.from_dict(METADATA)
    return str(nbformat.writes(made)) + "\n"
