"""Pictures of a report; the title of each is its finding, computed from the data.

Every function takes a report and returns a `Picture`, which shows itself in a
notebook and saves itself as PNG or SVG.
"""

from .applications import series
from .digits import digits
from .frame import Picture
from .growth import levels, path
from .intervals import bounds, categories, rounding
from .overview import claims
from .ranking import ranks
from .shares import hidden, totals
from .strips import strip
from .web import web

__all__ = [
    "Picture",
    "bounds",
    "categories",
    "claims",
    "digits",
    "hidden",
    "levels",
    "path",
    "ranks",
    "rounding",
    "series",
    "strip",
    "totals",
    "web",
]
