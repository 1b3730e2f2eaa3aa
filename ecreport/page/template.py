"""The templates of all pages: one frame, one style, everything escaped."""

from __future__ import annotations

from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

SAFE = " /:=;,()'!*"  # stands as it is in an address, and keeps a picture small
FIGURE = Markup('<figure><img src="data:image/{kind},{body}" alt="{alt}"></figure>')


def environment(*packages: str) -> Environment:
    """The templates of this chapter, and of other packages first."""
    homes = [*packages, __package__]
    return Environment(
        loader=ChoiceLoader([PackageLoader(home) for home in homes]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def picture(svg: str, alt: str) -> Markup:
    """A picture inside a page; the alternative text says what it shows."""
    return FIGURE.format(kind="svg+xml", body=quote(svg, SAFE), alt=alt)
