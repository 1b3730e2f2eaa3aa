"""Pictures of any report; the title of each is its finding, computed from the data.

Every function takes a report and returns a `Picture`, which shows itself in a
notebook and saves itself as PNG or SVG.
"""

from importlib import import_module
from typing import Any

from .digits import digits
from .frame import Picture
from .intervals import rounding
from .overview import claims
from .strips import strip
from .web import web

__all__ = ["Picture", "claims", "digits", "rounding", "strip", "web"]


def __getattr__(name: str) -> Any:
    """The pictures of `ecreport.article` under their old names, for one step."""
    article = import_module("ecreport.article")
    if name in article.__all__:
        return getattr(article, name)
    raise AttributeError(f"ecreport.plots has no {name!r}; it has {', '.join(__all__)}")
