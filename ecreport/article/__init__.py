"""Pictures of the article that this project takes apart: they name its figures.

Every function takes a report and returns a `Picture`, as those of `ecreport.plots` do.
"""

from .beside import categories, hidden, ranks, totals, turnover
from .over_time import levels, path, series

__all__ = ["categories", "hidden", "levels", "path", "ranks", "series", "totals", "turnover"]
