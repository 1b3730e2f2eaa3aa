"""One figure found in a text, and what its words say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

TIMES = "growth as printed: 0; times as much: -1"


@dataclass
class Found:
    """One figure of a text: its digits, their place, and what the words say of it."""

    start: int
    end: int
    digits: str
    before: int  # where its qualifier, currency or sign begins
    after: int  # where its scale and unit end
    sign: str = ""
    power: int = 0
    unit: str = ""
    currency: str = ""
    qualifier: str = "exact"
    kind: str = "level"
    label: str = ""
    quote: str = ""
    value: Fraction | None = None  # of a fraction in words
    sentence: int = 0
    signed: bool = False  # a plus or minus stands before it
    scaled: bool = False  # a scale word or letter stands with it
    range_of: int | None = None  # the place of the range's low end in the list
    period: tuple[str, str] = ("", "")
    doubts: list[str] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Whether neither scale nor unit stands with the digits."""
        return not self.scaled and not self.unit and not self.value

    @property
    def scale(self) -> float | int:
        """What one unit of the digits is worth."""
        return 10**self.power if self.power >= 0 else float(f"1e{self.power}")

    @property
    def row(self) -> tuple[object, ...]:
        """The cells between its digits and its doubts."""
        readings = TIMES if self.unit == "times" and self.kind == "growth" else ""
        said = self.sign, self.scale, self.unit, self.qualifier, readings
        return *said, self.kind, *self.period, self.label, self.quote, self.start, self.end
