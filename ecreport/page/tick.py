"""From an article to a folder, and a page to tick its relations from."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..draft import folder as drafted
from ..draft.figures import find, read
from ..draft.patterns import Proposal, proposals
from ..draft.text import blanked
from ..errors import InputError
from ..folder.folder import read_folder
from ..number.interval import exact
from ..number.wording import tail
from .template import rendered

PAGE = "draft.html"


def write_draft(article: Path, folder: Path) -> tuple[int, int]:
    """Read an article into a new folder with a page to tick from.

    Returns how many figures were found, and how many relations are proposed first.
    """
    if folder.exists():
        raise InputError(f'"{folder}" is already there; name a folder that is not')
    try:
        text = article.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f'"{article}" is not UTF-8; save it as UTF-8 text') from None
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


def tick_page(text: str, lines: Sequence[Proposal], folder: Path, title: str) -> str:
    """The page: proposals to tick, then the text with each figure's row beside it."""
    return rendered(
        "tick.html",
        title=title,
        figures=len(find(text)),
        first=[(n, line) for n, line in enumerate(lines, 1) if line.first],
        rest=[(n, line) for n, line in enumerate(lines, 1) if not line.first],
        blocks=list(_blocks(text)),
        command=f"ecreport suggest {shlex.quote(str(folder))} --accept ",
        ranges=drafted.written(drafted.RELATIONS, drafted.ranges(text)),
        accepted=_accepted,
        said=_said,
    )


def _accepted(line: Proposal) -> str:
    """The line of relations.csv that a proposal becomes."""
    rows = [drafted.relation(line, set())]
    return drafted.written(drafted.RELATIONS, rows).split("\n", 1)[1]


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    """The text paragraph by paragraph: its pieces, those of figures with their rows."""
    clean, rows = blanked(text), read(text).to_dict("records")
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", clean):
        place, end = match.span()
        inside = [row for row in rows if place <= row["start"] < end]
        pieces: list[tuple[str, Any]] = []
        for row in inside:
            printed = clean[row["start"] : row["end"]]
            pieces += [(clean[place : row["start"]], None), (printed, row)]
            place = row["end"]
        yield {"pieces": [*pieces, (clean[place:end], None)], "rows": inside}


def _said(row: Any) -> str:
    """The figure as a reader writes it: "more than 460 million people"."""
    scale = exact(Fraction(str(row["scale"])))
    word = row["qualifier"].replace("exact", "").replace("_", " ")
    basis = row["unit"] == "percentage point" and scale == Fraction(1, 10_000)
    unit = "basis point" if basis else row["unit"]
    printed = f"{row['sign']}{row['as_printed']}{tail(scale, unit)}"
    return f"{word} {printed}".strip()
