"""Notebooks as HTML: an exporter of nbconvert with templates of our own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.filters import Highlight2HTML, markdown2html_mistune

SCROLL = '<div class="scroll" role="group" tabindex="0" aria-label="Table">'
LINK = re.compile(r"(?<=<td>)(https?://([^\s<>\"/]+)[^\s<>\"]*)(?=</td>)")
BREAK = re.compile(r"_|\.(?=[a-z])")  # a long name may break after it
TEXT = re.compile(r">[^<]+<")
EMPTY = "<td></td>"  # a blank header is none
STYLE = re.compile(r"<style.*?</style>", re.S)
SECTION = re.compile(r"<(thead|tbody)>.*?</\1>", re.S)
CELLS = re.compile(r"<t[hd][^>]*>.*?</t[hd]>", re.S)
PILCROW = re.compile(r'<a class="anchor-link".*?</a>')
NAMED = re.compile(r'(<th>|<span class="n">)(\w+)(?=</)')
highlighted = Highlight2HTML()


def page_exporter() -> Any:
    """Makes the body of a page of a notebook, and has the templates around it."""
    made: Any = TemplateExporter(
        template_name="base",
        template_file="cells.html",
        extra_loaders=[PackageLoader("ecreport.pages"), PackageLoader("ecreport.page")],
        filters={"prose": prose, "code": code, "tables": tables},
    )
    made.environment.autoescape, made.environment.undefined = True, StrictUndefined
    made.environment.trim_blocks = made.environment.lstrip_blocks = True
    return made


def prose(source: str) -> Markup:
    """Markdown as HTML, its links leading to pages and to the files beside them."""
    made = PILCROW.sub("", markdown2html_mistune(source))
    made = re.sub(r'href="([\w.-]+)\.ipynb', r'href="\1.html', made)
    made = made.replace('href="../', 'href="').replace("<pre>", '<pre tabindex="0">')
    return tables(made)


def code(source: str, places: Mapping[str, str]) -> Markup:
    """Coloured code, each figure in it with a link to where it was printed."""
    made = highlighted(source).replace("<pre>", '<pre tabindex="0">')
    return Markup(_breakable(_linked(made, places)))


def tables(made: str, places: Mapping[str, str] = {}) -> Markup:
    """HTML whose tables scroll in a box, say what their headers head, and link figures."""
    made = re.sub(r' (?:border|valign)="\w+"', "", STYLE.sub("", made))
    made = LINK.sub(r'<a href="\1" title="\2">link</a>', _linked(made, places))
    made = re.sub(r"(?<=\d) %", "&nbsp;%", made)
    made = SECTION.sub(_scoped, made.replace("<th></th>", EMPTY))
    made = re.sub(r"<table(?=[ >])", f"{SCROLL}<table", made)
    return Markup(made.replace("</table>", "</table></div>"))


def _linked(made: str, places: Mapping[str, str]) -> str:
    def link(found: re.Match[str]) -> str:
        before, name = found.groups()
        place = places.get(name)
        return f'{before}<a href="{place}">{name}</a>' if place else found[0]

    return NAMED.sub(link, made)


def _scoped(section: re.Match[str]) -> str:
    head = section[1] == "thead"
    made = _one_row(section[0]) if head else section[0]
    scope = "col" if head else "row"
    return re.sub(r"<th(?=[ >])(?! scope)", f'<th scope="{scope}"', _breakable(made))


def _breakable(made: str) -> str:
    return TEXT.sub(lambda text: BREAK.sub(r"\g<0><wbr>", text[0]), made)


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
