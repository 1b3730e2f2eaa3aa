"""How a figure is said in few words, for pictures with many of them."""

from __future__ import annotations

from itertools import product

from ..display import tail
from ..figure import Figure
from .style import SMALL, text_width

SIGNS = {"more_than": "over ", "less_than": "under ", "about": "about "}
STARTS = ("Growth of ", "First in the world: ")  # what the value beside a name says
ENDS = (" of internet users", " since ", " per ")


def short_value(figure: Figure) -> str:
    """What is printed, short: "over 9 million", "+6.1 %"; nothing for a comparison."""
    if not figure.as_printed:
        return ""
    if figure.unit == "rank":
        return "first" if figure.as_printed == "1" else f"rank {figure.as_printed}"
    plus = "+" * (
        figure.about.get("measure") == "growth" and figure.as_printed[0] not in "+-"
    )
    after = tail(figure.scale, "ratio") or (" times" if plus else "")
    whole, point, part = figure.as_printed.removesuffix("%").strip().partition(".")
    digits = f"{int(whole):,}" if whole.isdigit() else whole
    return SIGNS.get(figure.qualifier, "") + plus + digits + point + part + after


def short_name(figure: Figure) -> str:
    """The label without what the figure beside it says already."""
    label = figure.label
    for start, end in product(STARTS, ENDS):
        label = label.removeprefix(start).partition(end)[0]
    return label[:1].upper() + label[1:]


def fitted(text: str, width: float) -> str:
    """A text without the last words that do not fit in a width, in inches."""
    words = text.split(" ")
    while len(words) > 1 and text_width(" ".join(words), SMALL) > width:
        words.pop()
    return " ".join(words).rstrip(",")
