"""Which numbers of a published report can be true together."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for type checkers and editors; the code below does the rest
    from .draft.figures import read as read
    from .errors import InputError as InputError
    from .formula.parse import Formula as Formula
    from .number.interval import Interval as Interval
    from .report.report import Report as Report
    from .report.report import load as load
    from .report.report import what_if as what_if
    from .table.check import check_table as check_table
    from .verdict.arithmetic import Figure as Figure
    from .verdict.word import Verdict as Verdict

_HOMES = {
    "Figure": "verdict.arithmetic",
    "Formula": "formula.parse",
    "InputError": "errors",
    "Interval": "number.interval",
    "Report": "report.report",
    "Verdict": "verdict.word",
    "check_table": "table.check",
    "load": "report.report",
    "read": "draft.figures",
    "what_if": "report.report",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    """What is asked for, imported then: the command can be stopped from its start."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    if name in ("plots", "article"):
        return import_module(f".{name}", __name__)
    raise AttributeError(
        f"ecreport has no {name!r}; it has {', '.join(__all__)}, plots, article"
    )


def __dir__() -> list[str]:
    return [*__all__, "plots", "article"]
