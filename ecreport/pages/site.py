"""Writes the site: an index of claims, a list of sources, and a page a notebook."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup
from nbformat import from_dict

from ecreport.network.slips import WRONG, slips
from ecreport.pages.exporter import page_exporter, prose
from ecreport.plots.wording import bare, publishers
from ecreport.report.claim import QUOTED_MARKS, SUPPORT_MARKS, in_short
from ecreport.report.report import Report
from ecreport.verdict.arithmetic import Figure

SLIPPED = "online_office_share"  # the share that a pocket calculator takes for an error
COPIED = ("data/*", "LICENSE")  # to be taken away from the site
PICTURE = "picture.png"


class Page(NamedTuple):
    """A notebook on its way to a page."""

    stem: str
    notebook: Any

    @property
    def file(self) -> str:
        """The name of the page."""
        return f"{self.stem}.html"

    @property
    def title(self) -> str:
        """The first heading, as text."""
        found = re.match(r"#\s+(.+)", self.notebook.cells[0].source)
        return prose(found[1]).striptags() if found else self.stem

    @property
    def lead(self) -> Markup:
        """The first bold sentences: what was found."""
        bold = re.search(r"\*\*(.+?)\*\*", self.notebook.cells[0].source, re.S)
        return prose(bold[1] if bold else "")

    def tagged(self, tag: str) -> list[Any]:
        """The cells that have a tag."""
        return [cell for cell in self.notebook.cells if tag in cell.metadata.get("tags", [])]


def by_heading(notebook: Any) -> Any:
    """The notebook with each heading at the start of a cell."""
    cells = []
    for cell in notebook.cells:
        markdown = cell.cell_type == "markdown"
        parts = re.split(r"\n(?=##+ )", cell.source) if markdown else [cell.source]
        for n, part in enumerate(parts):
            cells.append(from_dict({**cell, "source": part, "id": f"{cell.id}-{n}"}))
    return from_dict({**notebook, "cells": cells})


def write(folder: Path, report: Report, notebooks: Mapping[Path, Any]) -> None:
    """Make the folder of the site anew from notebooks that were run; whole or not at all."""
    pages = [Page(path.stem, by_heading(one)) for path, one in notebooks.items()]
    claims, picture = _claims(report, pages), _picture(pages)
    places = {figure.id: f"sources.html#{figure.id}" for figure in report}
    places |= {claim["id"]: f"index.html#{claim['id']}" for claim in claims}
    exporter = page_exporter()
    exporter.environment.globals |= {
        "quoted": QUOTED_MARKS,
        "support": SUPPORT_MARKS,
        "picture": PICTURE if picture else "",
        "shown": picture.get("text/plain", "").removeprefix("Picture: "),
    }

    def made(template: str, **said: Any) -> bytes:
        text: str = exporter.environment.get_template(template).render(**said)
        return text.encode()

    files = {"index.html": made("index.html", **_index(report, claims, pages))}
    files["sources.html"] = made("sources.html", sources=_sources(report))
    for n, page in enumerate(pages):
        here = [claim for claim in claims if claim["page"] == n]
        resources = {"claims": here, "places": places}
        body, _ = exporter.from_notebook_node(page.notebook, resources)
        around = {"before": [None, *pages][n], "after": [*pages, None][n + 1]}
        files[page.file] = made("page.html", page=page, body=Markup(body), **around)
    files |= {PICTURE: b64decode(picture["image/png"])} if picture else {}
    files |= {f"notebooks/{path.name}": path.read_bytes() for path in notebooks}
    copied = (path for pattern in COPIED for path in Path().glob(pattern))
    _replace(folder, files | {path.as_posix(): path.read_bytes() for path in copied})


def _claims(report: Report, pages: Sequence[Page]) -> list[dict[Any, Any]]:
    """The words of each claim, with the page and the cell that walk through it."""
    found: list[dict[Any, Any]] = []
    for row in report.words().reset_index().to_dict("records"):
        page, cell = place(pages, row["id"]) or (None, None)
        found.append({**row, "page": page, "cell": cell})
    return found


def place(pages: Sequence[Page], claim: str) -> tuple[int, int] | None:
    """Find where a claim is walked through: the numbers of a page and of a cell.

    That is the heading whose cell has the tag "claim-..."; without that, the heading
    before the first code cell that names the claim. The first page only introduces, and
    so do the cells under the title of a page: they count when none after them names it.
    """
    named, found = re.compile(rf"(?<!\w){re.escape(claim)}(?!\w)"), []
    for number, page in enumerate(pages):
        headed = 0
        for n, cell in enumerate(page.notebook.cells):
            if cell.cell_type == "markdown" and cell.source.startswith("#"):
                headed = n
                if f"claim-{claim}" in cell.metadata.get("tags", []):
                    return number, n
            elif cell.cell_type == "code" and named.search(cell.source):
                found.append((number, headed))
    return min(found, key=lambda at: (at[0] == 0, at[0], at[1] == 0), default=None)


def _index(report: Report, claims: Any, pages: Sequence[Page]) -> dict[str, Any]:
    quoted, support = ([claim[name] for claim in claims] for name in ("quoted", "support"))
    findings = [page for page in pages if page.tagged("finding")]
    findings.sort(key=lambda page: not page.tagged("front"))
    return {
        "claims": claims,
        "pages": pages,
        "short": in_short(quoted, support),
        "findings": findings,
        "checkable": checkable(report),
        "changed": _changed(report, SLIPPED) if SLIPPED in report else [],
        "sources": _sources(report),
    }


def _changed(report: Report, claim: str) -> list[tuple[str, dict[str, str]]]:
    """How a claim reads with each digit made wrong, and the checks it would change."""
    found = []
    for slip in slips(report[claim]):
        if slip.kind == WRONG:
            printed = {claim: slip.figure.as_printed}
            figures = report.replace(**printed).figures
            words = report.what_if(**printed)["after"].items()
            said = {_filled(report, str(id), figures): word for id, word in words}
            found.append((slip.reads, said))
    return found


def _filled(report: Report, relation: str, figures: Mapping[str, Figure]) -> str:
    """A relation with figures as printed, and by whom if by others."""
    formula = report.formula(relation)
    others = [name for name in publishers(report, formula.names) if name != "the report"]
    whose = f" ({', '.join(others)})" if others else ""
    return formula.filled(lambda id: bare(figures[id])) + whose


def checkable(report: Report) -> str:
    """How checkable the report is: single slips that would be noticed."""
    return (
        f"If one digit, sign, scale or decimal point in its figures were wrong, the "
        f"report alone would show it in {_share(report, alone=True)} of all cases, with "
        f"the figures of official and other outside bodies in {_share(_outside(report))}, "
        f"and with what companies say of themselves and renderings of the report in "
        f"{_share(report)}."
    )


def _outside(report: Report) -> Report:
    """The report without relations to its own renderings and to a party's own word."""
    others, relations = report.references, report.relations
    left_out = {
        figure.id
        for figure in report
        if figure.about.get("party") == "yes" or figure.about.get("independent") == "no"
    } & {*others.index}
    kept = [not left_out & {*report.formula(id).names} for id in relations.index]
    tables = (report.claims, relations[kept], others)
    return Report.from_tables(*(table.reset_index() for table in tables))


def _share(report: Report, alone: bool = False) -> str:
    table = report.blind_spots(alone)
    caught, tried = int(table["slips_caught"].sum()), int(table["slips_tried"].sum())
    return f"{round(100 * caught / tried)} % ({caught:,} of {tried:,})"


def _sources(report: Report) -> list[tuple[Figure, list[Figure]]]:
    """Each publication once, by its first figure, with all figures read there."""
    found: dict[str, list[Figure]] = {}
    for id in report.references.index:
        found.setdefault(report[id].source, []).append(report[id])
    read = sorted(found.items(), key=lambda one: one[0].casefold())
    return [(figures[0], figures) for _, figures in read]


def _picture(pages: Sequence[Page]) -> Mapping[str, str]:
    """The picture of the cell tagged "front", or else the first, with its finding."""
    cells = [cell for page in pages for cell in page.notebook.cells]
    cells.sort(key=lambda cell: "front" not in cell.metadata.get("tags", []))
    shown = (output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
    return next((data for data in shown if "image/png" in data), {})


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name, content in files.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
