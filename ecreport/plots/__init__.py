"""Pictures of a report; the title of each is its finding, computed from the data.

Every function takes a report and returns a `Picture`, which shows itself in a
notebook and saves itself as PNG or SVG.
"""

from .applications import series
from .customs import path
from .digits import digits
from .floors import bounds
from .goods import categories
from .hidden import hidden
from .months import levels
from .number_line import rounding
from .overview import claims
from .picture import Picture
from .ranking import ranks
from .strips import strip
from .user_totals import totals
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
