"""Which numbers of a published report can be true together."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import InputError
    from .figure import Figure
    from .formula import Formula
    from .interval import Interval
    from .report import Report, load, what_if
    from .table.check import check_table
    from .verdict import Verdict

_HOMES = {
    "Figure": "figure",
    "Formula": "formula",
    "InputError": "errors",
    "Interval": "interval",
    "Report": "report",
    "Verdict": "verdict",
    "check_table": "table.check",
    "load": "report",
    "what_if": "report",
}
__all__ = [
    "Figure",
    "Formula",
    "InputError",
    "Interval",
    "Report",
    "Verdict",
    "check_table",
    "load",
    "what_if",
]


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: the import itself does no work."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    if name == "plots":
        return import_module(".plots", __name__)
    raise AttributeError(
        f"ecreport has no {name!r}; it has {', '.join(__all__)}, plots"
    )


def __dir__() -> list[str]:
    return [*__all__, "plots"]
