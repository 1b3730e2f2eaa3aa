"""Pictures of the article that this project takes apart: they name its figures.

Every function takes a report and returns a `Picture`, as those of `ecreport.plots` do.
"""

from .applications import series
from .growth import levels, path
from .parts import bounds, categories
from .ranking import ranks
from .shares import hidden, totals

__all__ = [
    "bounds",
    "categories",
    "hidden",
    "levels",
    "path",
    "ranks",
    "series",
    "totals",
]
