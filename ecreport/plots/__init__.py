"""Pictures of any report; the title of each is its finding, computed from the data.

Every function takes a report and returns a `Picture`, which shows itself in a
notebook and saves itself as PNG or SVG.
"""

from importlib import import_module
from typing import Any

from .checks import checks
from .claims import claims
from .digits import digits
from .picture import Picture
from .strips import rounding, strip

__all__ = ["Picture", "checks", "claims", "digits", "rounding", "strip"]
OLD = {"web": "checks", "bounds": "turnover"}  # for one step


def __getattr__(name: str) -> Any:
    """The pictures of `ecreport.article` and those renamed, for one step."""
    if OLD.get(name) == "checks":
        return checks
    article = import_module("ecreport.article")
    if OLD.get(name, name) in article.__all__:
        return getattr(article, OLD.get(name, name))
    raise AttributeError(f"ecreport.plots has no {name!r}; it has {', '.join(__all__)}")
