"""The templates of all pages: one frame, one style, everything escaped."""

from __future__ import annotations

from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

SAFE = " /:=;,()'!*"  # stands as it is in an address, and keeps a picture small
FIGURE = Markup('<figure><img src="data:image/{kind},{body}" alt="{alt}"></figure>')


def environment() -> Environment:
    """The templates of this chapter."""
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def picture(svg: str, alt: str) -> Markup:
    """A picture inside a page; the alternative text says what it shows."""
    return FIGURE.format(kind="svg+xml", body=quote(svg, SAFE), alt=alt)
