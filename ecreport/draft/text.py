"""A text as the reader sees it: no tags, no links, cut into sentences."""

from __future__ import annotations

import html
import re

from ..errors import InputError

_TAG = re.compile(
    r"<(script|style|head|nav|footer|button|form)\b.*?</\1\s*>|<!--.*?-->"
    r"|<sup\b[^<>]*>\s*[\[(]?\d{1,3}[\])]?\s*</sup\s*>|</?[a-zA-Z][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|br|tr|t[dh]|table|section|article|title|caption)\b",
    re.IGNORECASE,
)
_ROW = re.compile(r"<tr\b.*?(?=</tr|<tr\b|</table)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(
    r"(?P<cell><t[dh]\b[^<>]*>)|(?P<end></t[dh]\s*>)|</?(?:p|div|br|li|ul|ol)\b[^<>]*>|\s",
    re.IGNORECASE,
)
_TABS = re.compile(r"(?m:^[^\t\n]*\t[^\t\n]*\t[^\n]*$)")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)|`[^`\n]*`"
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_BREAK = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9$€£])|\n\s*|…|——")
_NEW = re.compile(
    r"[ \t]*(?:[-*•|…#]|\d{1,2}(?:\.\d{1,2})*[.)]\s)"
)  # begins a list item, a gap
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mio|Mrd|Nos?|vs|Rs|Inc|Ltd|Corp|Co|approx|ca|Mr|Ms|Dr|St|Fig|cf|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)


def refuse_other_scripts(text: str) -> None:
    """Refuse a text that is mostly written in letters other than Latin ones."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    if letters and latin < len(letters) / 2:
        raise InputError(
            "the text is not written in Latin letters; reading knows English only. Put an "
            "English text here, or type the figures into claims.csv by hand"
        )


def blanked(text: str) -> str:
    """The text without tags, links and marks of Markdown; every other letter in its place."""
    text = _ROW.sub(_barred, text)
    text = _TABS.sub(lambda line: line[0].replace("\t", "|"), text)
    text = _TAG.sub(_gap, text)
    text = _LINK.sub(lambda match: " " * len(match[0]), text)
    text = _ENTITY.sub(_entity, text)
    text = re.sub(
        r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w%])[*_](?!\w)", lambda m: " " * len(m[0]), text
    )
    return re.sub(r"[^\n]+(?:\n[^\S\n]*\S[^\n]*)+", _unwrapped, text)


def collapsed(text: str) -> tuple[str, list[int]]:
    """The text with one blank for many, and where each of its letters stood."""
    kept: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"\s+|\S+", text):
        piece, start = match[0], match.start()
        if piece.isspace() and len(piece) > 1:
            piece = "\n" * min(piece.count("\n"), 2) or " "
        kept.append(piece)
        places += range(start, start + len(piece))
    return "".join(kept), [*places, len(text)]


def _unwrapped(match: re.Match[str]) -> str:
    """A paragraph whose lines were only broken to fit: a break becomes a space."""
    first, *lines = match[0].split("\n")
    width = max(len(line.rstrip()) for line in (first, *lines))
    whole, last = first, first
    for line in lines:
        word = (line.split() or [""])[0]
        full = len(last.rstrip()) + 1 + len(word) > width
        fits = full or not (word[:1].isupper() or word[:1] in '"“‘(')
        whole += (" " if fits and "|" not in line and not _NEW.match(line) else "\n") + line
        last = line
    return whole


def _entity(match: re.Match[str]) -> str:
    letter = html.unescape(match[0])[0]
    return (" " if letter.isdigit() else letter).rjust(len(match[0]))


def _barred(row: re.Match[str]) -> str:
    """A row of a table on one line, with bars where its cells begin, and where they span."""
    bars = 0

    def barred(tag: re.Match[str]) -> str:
        nonlocal bars
        if tag["cell"]:
            span = re.search(r"colspan\W+([2-6])\b", tag[0], re.IGNORECASE)
            bars = int(span[1]) - 1 if span else 0
        elif tag["end"]:
            return ("|" * bars).ljust(len(tag[0]))
        return ("|" if tag["cell"] else "").ljust(len(tag[0]))

    return _CELL.sub(barred, row[0])


def _gap(match: re.Match[str]) -> str:
    size = len(match[0])
    return ("\n\n" if _BLOCK.match(match[0]) else "").ljust(size) if size > 2 else " " * size


def sentences(text: str) -> list[int]:
    """Where each sentence, list item or paragraph begins."""
    ends = [
        match.end()
        for match in _BREAK.finditer(text)
        if not _ABBREVIATED.search(text[max(0, match.start() - 12) : match.start()])
        or "\n" in match[0]
    ]
    return sorted({0, *ends})
