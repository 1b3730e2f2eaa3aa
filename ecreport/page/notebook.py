"""A notebook of one's own report: one section for each claim, stored from a clean run."""

from __future__ import annotations

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
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def write_notebook(folder: Path, force: bool = False) -> Path:
    """Write and run a narrative notebook of the report in a folder, to be edited.

    Parameters
    ----------
    folder : Path
        A folder that `load` reads; the notebook goes beside its files.
    force : bool
        Whether an existing notebook may be replaced.

    Raises
    ------
    InputError
        When there is a notebook already, or the packages that run it are missing.
    """
    path, report = folder / NAME, load(folder)
    if path.exists() and not force:
        raise InputError(f'"{path}" is already there; use --force to replace it')
    notebook = _run(_cells(report), folder)
    part = path.with_suffix(".part")
    part.write_text(notebook, encoding="utf-8", newline="\n")
    part.replace(path)
    return path


def _cells(report: Report) -> list[tuple[str, str]]:
    """The kind and source of each cell, in order."""
    cells = [
        ("markdown", "# Which of these figures can be true together?"),
        ("code", SET_UP),
        ("markdown", "All relations asked at once:"),
        ("code", "report.fit()"),
        ("markdown", "Which figures are in doubt, and which slip would explain each:"),
        ("code", "report.suspects()"),
        ("markdown", "Each relation by itself:"),
        ("code", 'report.check()[["formula", "verdict"]]'),
    ]
    for id in report.claims.index:
        cells += _section(report, id)
    cells += [
        ("markdown", "## What the others leave each figure"),
        ("code", "report.ranges()"),
    ]
    return cells


def _section(report: Report, id: str) -> list[tuple[str, str]]:
    """One claim: the figure, each relation with its verdict, its strip, its sources."""
    figure = report[id]
    cells = [("markdown", f"## {figure.title}"), ("code", f"report[{id!r}]")]
    relations = [r for r in report.verdicts if id in report.formula(r).names]
    if not relations:
        return [*cells, ("markdown", "No relation holds this figure to another.")]
    for relation in relations:
        because = str(report.relations.loc[relation, "because"])
        said = f"`{report.formula(relation)}`" + (f": {because}." if because else "")
        cells += [("markdown", said), ("code", f"report.verdict({relation!r})")]
        if report.verdict(relation).printed is not None:
            cells.append(("code", f"plots.strip(report, {relation!r})"))
        if len(report.evidence(relation)):
            cells.append(("code", f"report.evidence({relation!r})"))
    return cells


def _run(cells: list[tuple[str, str]], folder: Path) -> str:
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
