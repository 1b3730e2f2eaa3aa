"""From an article to a folder, and a page to tick its relations from."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from ..draft import folder as drafted
from ..draft.figures import find, read
from ..draft.patterns import Proposal, proposals
from ..draft.text import blanked
from ..errors import InputError
from ..folder.folder import read_folder
from ..number.interval import exact
from ..number.wording import tail
from .template import environment

PAGE = "draft.html"


def write_draft(article: Path, folder: Path) -> tuple[int, int]:
    """Read an article into a new folder, with a page to tick from.

    Parameters
    ----------
    article : Path
        Text, Markdown or HTML, in UTF-8.
    folder : Path
        A folder that does not exist yet.

    Returns
    -------
    tuple of int
        How many figures were found, and how many relations are proposed first.

    Raises
    ------
    InputError
        When the article cannot be read, holds no figure, or the folder is there already.
    """
    if folder.exists():
        raise InputError(f'"{folder}" is already there; name a folder that is not')
    text = _text(article)
    rows = drafted.claims(text)
    if not rows:
        raise InputError(f'"{article}" holds no printed figure; is it the whole text?')
    folder.mkdir(parents=True)
    files = {
        "claims.csv": drafted.written(drafted.CLAIMS, rows),
        "relations.csv": drafted.written(drafted.RELATIONS, drafted.ranges(text)),
    }
    for name, body in files.items():
        (folder / name).write_text(body, encoding="utf-8", newline="\n")
    lines = proposals([*read_folder(folder).claims.values()])
    page = tick_page(text, lines, folder, article.stem)
    (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    return len(rows), sum(line.first for line in lines)


def _text(article: Path) -> str:
    try:
        return article.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f'"{article}" is not UTF-8; save it as UTF-8 text') from None


def tick_page(text: str, lines: Sequence[Proposal], folder: Path, title: str) -> str:
    """The page: proposals to tick, then the text with each figure's row beside it."""
    ticks = [_tick(number, line) for number, line in enumerate(lines, 1)]
    template = environment().get_template("tick.html")
    return template.render(
        title=title,
        figures=len(find(text)),
        first=[tick for tick in ticks if tick["first"]],
        rest=[tick for tick in ticks if not tick["first"]],
        blocks=list(_blocks(text)),
        command=f"ecreport suggest {shlex.quote(str(folder))} --accept ",
        ranges=drafted.written(drafted.RELATIONS, drafted.ranges(text)),
    )


def _tick(number: int, line: Proposal) -> dict[str, Any]:
    row = drafted.written(drafted.RELATIONS, [drafted.relation(line, set())])
    return {
        "number": number,
        "first": line.first,
        "said": line.said,
        "label": line.figures[line.fit.result.id].label,
        "formula": line.fit.formula,
        "kind": line.fit.kind,
        "verdict": line.verdict,
        "because": line.because,
        "rivals": line.rivals,
        "row": row.split("\n", 1)[1],
    }


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    """The text paragraph by paragraph: its figures marked, their rows beside it."""
    clean, rows = blanked(text), read(text).to_dict("records")
    for row in rows:
        row["said"] = _said(row)
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", clean):
        start, end = match.span()
        inside = [row for row in rows if start <= row["start"] < end]
        yield {"text": _marked(clean, start, end, inside), "rows": inside}


def _said(row: Any) -> str:
    """The figure as a reader writes it: "more than 460 million people"."""
    scale = exact(Fraction(str(row["scale"])))
    word = (
        "" if row["qualifier"] == "exact" else row["qualifier"].replace("_", " ") + " "
    )
    return f"{word}{row['sign']}{row['as_printed']}{tail(scale, row['unit'])}"


def _marked(text: str, start: int, end: int, rows: Sequence[Any]) -> Markup:
    """A paragraph in which each figure is a link to its row."""
    parts, place = [], start
    for row in rows:
        parts += [escape(text[place : row["start"]]), _link(text, row)]
        place = row["end"]
    return Markup("").join([*parts, escape(text[place:end])])


def _link(text: str, row: Any) -> Markup:
    mark = Markup('<a class="figure{}" href="#{}">{}</a>')
    doubtful = " doubtful" if row["doubt"] else ""
    return mark.format(doubtful, row["id"], text[row["start"] : row["end"]])
