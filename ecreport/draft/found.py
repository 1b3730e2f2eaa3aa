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
    id: str = ""
    label: str = ""
    quote: str = ""
    head: str = ""  # of a cell of a table: the words of its row and column
    heads: tuple[tuple[int, int], ...] = ()  # where they stand
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
    def readings(self) -> str:
        """What times may mean, where they grow."""
        return TIMES if self.unit == "times" and self.kind == "growth" else ""

    def doubt(self, said: str) -> None:
        """Say once why a field wants a look."""
        if said not in self.doubts:
            self.doubts.append(said)
