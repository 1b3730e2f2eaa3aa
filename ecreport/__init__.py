"""Which numbers of a published report can be true together."""

from importlib import import_module
from types import ModuleType

from .draft.figures import read
from .errors import InputError
from .formula.parse import Formula
from .number.interval import Interval
from .report.report import Report, load, what_if
from .table.check import check_table
from .verdict.arithmetic import Figure
from .verdict.judge import Verdict

__all__ = [
    "Figure",
    "Formula",
    "InputError",
    "Interval",
    "Report",
    "Verdict",
    "check_table",
    "load",
    "read",
    "what_if",
]


def __getattr__(name: str) -> ModuleType:
    """The pictures, which need Matplotlib, when they are first asked for."""
    if name in ("plots", "article"):
        return import_module(f".{name}", __name__)
    raise AttributeError(
        f"ecreport has no {name!r}; it has {', '.join(__all__)}, plots, article"
    )
