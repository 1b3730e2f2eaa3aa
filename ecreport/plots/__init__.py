"""Pictures of any report; the title of each is its finding, computed from the data.

Every function takes a `Report` first and returns a `Picture`, which shows itself in a
notebook, saves itself as PNG or SVG, and keeps what it draws as its `data`.
"""

from .claims import checks, claims
from .digits import digits
from .picture import Picture
from .strips import rounding, strip

__all__ = ["Picture", "checks", "claims", "digits", "rounding", "strip"]
