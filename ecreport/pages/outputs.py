"""The outputs and texts of a notebook as safe, plain HTML."""

import html
import re
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from nbconvert.filters import (
    Highlight2HTML,
    ansi2html,
    markdown2html_mistune,
)

SCROLL = '<div class="scroll" role="group" tabindex="0" aria-label="{}">'
FIGURE = Markup('<figure><img src="data:image/{kind},{body}" alt="{alt}"></figure>')
LINK = re.compile(r"<td>(https?://([^\s<>\"/]+)[^\s<>\"]*)</td>")  # a cell that is an address
EMPTY = "<td></td>"  # a blank header is none
STYLE = re.compile(r"<style.*?</style>", re.S)
SECTION = re.compile(r"<(thead|tbody)>.*?</\1>", re.S)
CELLS = re.compile(r"<t[hd][^>]*>.*?</t[hd]>", re.S)
PILCROW = re.compile(r'<a class="anchor-link".*?</a>')
highlight = Highlight2HTML()


def prose(source: str) -> Markup:
    """Return a markdown cell as HTML, its links leading to pages."""
    made = PILCROW.sub("", markdown2html_mistune(source))
    made = re.sub(r'href="([\w.-]+)\.ipynb', r'href="\1.html', made)
    made = made.replace('href="../', 'href="../../')
    made = made.replace("<pre>", '<pre tabindex="0">')
    return Markup(_tables(made))


def code(source: str) -> Markup:
    """Return a code cell as coloured HTML."""
    return Markup(highlight(source).replace("<pre>", '<pre tabindex="0">'))


def shown(output: Any) -> Markup:
    """Return one output as HTML: its richest form, a picture with its finding."""
    if output.output_type == "stream":
        return _plain(output.text)
    data = output.data
    if is_picture(output):
        return picture(output)
    if "text/html" in data:
        return Markup(_tables(data["text/html"]))
    if "text/markdown" in data:
        return prose(data["text/markdown"])
    return _plain(data.get("text/plain", ""))


def is_picture(output: Any) -> bool:
    """Say whether an output can be shown as a picture."""
    return bool({"image/svg+xml", "image/png"} & output.get("data", {}).keys())


def picture(output: Any) -> Markup:
    """Return a picture inside the page; its text form says what it shows."""
    data = output.data
    alt = data.get("text/plain", "").strip().removeprefix("Picture: ")
    if "image/svg+xml" in data:
        kind, body = "svg+xml", quote(data["image/svg+xml"])
    else:
        kind, body = "png;base64", "".join(data["image/png"].split())
    return FIGURE.format(kind=kind, body=body, alt=alt)


def _plain(text: str) -> Markup:
    return Markup('<pre class="result" tabindex="0">{}</pre>').format(
        Markup(ansi2html(text))
    )


def _tables(made: str) -> str:
    """Give tables a box to scroll in and headers their direction."""
    made = re.sub(r' (?:border|valign)="\w+"', "", STYLE.sub("", made))
    made = LINK.sub(r'<td><a href="\1">\2</a></td>', made)
    made = SECTION.sub(_scoped, made.replace("<th></th>", EMPTY))
    made = re.sub(r"<table(?=[ >])", SCROLL.format("Table") + "<table", made)
    return made.replace("</table>", "</table></div>")


def _scoped(section: re.Match[str]) -> str:
    head = section[1] == "thead"
    made = _one_row(section[0]) if head else section[0]
    made = re.sub(r">[^<]+<", lambda text: text[0].replace("_", "_<wbr>"), made)
    scope = "col" if head else "row"
    return re.sub(r"<th(?=[ >])(?! scope)", f'<th scope="{scope}"', made)


def _one_row(head: str) -> str:
    """Move the names of the index, which pandas writes below, up beside the columns."""
    lines = [CELLS.findall(line) for line in head.split("</tr>")[:-1]]
    if len(lines) != 2 or len(lines[0]) != len(lines[1]):
        return head
    named = [cell for cell in lines[1] if cell != EMPTY]
    if lines[1][: len(named)] != named:
        return head
    cells = named + lines[0][len(named) :]
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def title(notebook: Any) -> str:
    """Return the first heading of a notebook, as text."""
    for cell in notebook.cells:
        heading = re.match(r"#\s+(.+)", cell.source)
        if cell.cell_type == "markdown" and heading:
            return html.unescape(re.sub(r"[*`_]", "", heading[1]))
    return "Untitled"
