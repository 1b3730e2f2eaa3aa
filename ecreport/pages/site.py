"""Writes the site: an index with the table of claims, and a page a notebook."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from ecreport.page.template import environment
from ecreport.pages import outputs
from ecreport.pages.anchors import Place, places
from ecreport.pages.slips import Slip
from ecreport.report.claim import QUOTED_MARKS, SUPPORT_MARKS, in_short


class Page(NamedTuple):
    """A notebook on its way to a page."""

    file: str
    title: str
    notebook: Any


def write(
    folder: Path,
    words: Any,
    notebooks: dict[Path, Any],
    checkable: str = "",
    changed: Sequence[Slip] = (),
) -> None:
    """Write the site, whole or not at all.

    Parameters
    ----------
    folder : Path
        Made anew.
    words : DataFrame
        ``report.words()``: one row per claim.
    notebooks : dict of Path to notebook
        Run, in reading order.
    checkable : str
        A sentence on how far the report can be checked.
    changed : sequence of Slip
        Every wrong digit of one figure, as `slips` tells them.
    """
    pages = [Page(f"{p.stem}.html", outputs.title(n), n) for p, n in notebooks.items()]
    walks = places([page.notebook for page in pages], words.index)
    claims = [_claim(row, pages, walks.get(row.Index)) for row in words.itertuples()]
    texts = {"index.html": _index(claims, pages, checkable, changed)}
    for number in range(len(pages)):
        texts[pages[number].file] = _page(number, pages, claims, walks)
    _replace(folder, texts)


def _claim(row: Any, pages: Sequence[Page], place: Place | None) -> dict[str, Any]:
    link = f"{pages[place.notebook].file}#claim-{row.Index}" if place else None
    words = [
        (name, marks.get(name, ""))
        for name, marks in ((row.quoted, QUOTED_MARKS), (row.support, SUPPORT_MARKS))
    ]
    return {**row._asdict(), "id": row.Index, "words": words, "link": link}


def _environment() -> Environment:
    made = environment("ecreport.pages")
    made.filters.update(prose=outputs.prose, code=outputs.code, shown=outputs.shown)
    return made


def _index(
    claims: list[dict[str, Any]],
    pages: Sequence[Page],
    checkable: str,
    changed: Sequence[Slip],
) -> str:
    template = _environment().get_template("index.html")
    return template.render(
        claims=claims,
        pages=pages,
        quoted=QUOTED_MARKS,
        support=SUPPORT_MARKS,
        short=in_short(*([c[name] for c in claims] for name in ("quoted", "support"))),
        findings=[
            (page, _lead(page))
            for page in sorted(pages, key=_later)
            if _tagged(page, "finding")
        ],
        picture=_front(pages),
        checkable=checkable,
        changed=changed,
    )


def _tagged(page: Page, tag: str) -> bool:
    return any(tag in cell.metadata.get("tags", []) for cell in page.notebook.cells)


def _later(page: Page) -> bool:
    """Sort the page whose picture the index shows before the others."""
    return not _tagged(page, "front")


def _lead(page: Page) -> Markup:
    """Return the first bold sentences of a notebook: what was found."""
    bold = re.search(r"\*\*(.+?)\*\*", page.notebook.cells[0].source, re.S)
    return outputs.prose(bold[1]) if bold else Markup("")


def _front(pages: Sequence[Page]) -> Markup | None:
    """Return the picture of the cell tagged `front`, or else the first of all."""
    cells = [cell for page in pages for cell in page.notebook.cells]
    cells.sort(key=lambda cell: "front" not in cell.metadata.get("tags", []))
    results = (o for cell in cells for o in cell.get("outputs", []))
    pictures = (o for o in results if outputs.is_picture(o))
    first = next(pictures, None)
    return outputs.picture(first) if first else None


def _page(
    number: int,
    pages: Sequence[Page],
    claims: list[dict[str, Any]],
    walks: dict[str, Place],
) -> str:
    here: dict[int, list[dict[str, Any]]] = {}
    for claim in claims:
        if claim["id"] in walks and walks[claim["id"]].notebook == number:
            here.setdefault(walks[claim["id"]].cell, []).append(claim)
    template = _environment().get_template("page.html")
    return template.render(
        page=pages[number],
        before=pages[number - 1] if number else None,
        after=pages[number + 1] if number + 1 < len(pages) else None,
        claims=here,
    )


def _replace(folder: Path, texts: dict[str, str]) -> None:
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, text in texts.items():
        (part / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
