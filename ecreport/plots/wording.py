"""How pictures say intervals, figures and publishers: in few words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from ..number.interval import INF, Interval, Number, decimal
from ..number.wording import show_interval, tail
from ..report.report import Report
from ..verdict.arithmetic import Figure
from .style import EDGE, SMALL, WIDTH

SIGNS = {"more_than": "over ", "less_than": "under ", "about": "about "}
STARTS = ("Growth of ", "First in the world: ")  # what the value beside a name says
ENDS = (" of internet users", " since ", " per ")


def words(
    interval: Interval, unit: str, scale: Number | None = None, bare: bool = False
) -> str:
    """An interval as a reader says it: "44.55 % to 44.65 %", "460 million and up"."""
    if interval.low == -INF and interval.high == INF:
        return "any number"
    if unit == "rank" and interval.low == interval.high:
        return f"rank {interval.low}"
    shown = show_interval(interval, unit, scale)[1:].replace(")", "]")
    inside, _, after = shown.partition("]")
    low, _, high = inside.partition(", ")
    if scale is not None and "%" not in inside and not bare:
        after = tail(scale, unit)
    if interval.bounded:
        return f"{low} to {high}{after}" if low != high else low + after
    return f"{low}{after} and up" if interval.high == INF else f"{high}{after} and down"


def rough(interval: Interval) -> str:
    """A share or growth to one decimal, rounded outward: "6.5 % to 6.9 %"."""
    ends = zip((-1, 1), interval[:2], strict=True)
    said = [decimal(Fraction(end) * 100, side, 1) for side, end in ends]
    return " % to ".join(dict.fromkeys(said)) + " %"


def signed(figure: Figure) -> str:
    """A growth with its sign: "+6.1 %"."""
    return ("" if figure.as_printed.startswith("-") else "+") + figure.printed


def bare(figure: Figure) -> str:
    """A figure without its unit: "469 million"."""
    unit = "" if figure.unit == "ratio" else tail(1, figure.unit)
    return figure.printed.removesuffix(unit)


def short_value(figure: Figure) -> str:
    """What is printed, short: "over 9 million", "+6.1 %"; nothing for a comparison."""
    if not figure.as_printed:
        return ""
    if figure.unit == "rank":
        return "first" if figure.as_printed == "1" else f"rank {figure.as_printed}"
    said = bare(figure)
    for word, short in SIGNS.items():
        said = said.replace(word.replace("_", " ") + " ", short)
    if figure.about.get("measure") != "growth":
        return said
    return ("" if said[0] in "+-" else "+") + said


def short_name(figure: Figure) -> str:
    """The label without what the figure beside it says already."""
    label = figure.label
    for start, end in product(STARTS, ENDS):
        label = label.removeprefix(start).partition(end)[0]
    return label[:1].upper() + label[1:]


def text_width(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """How wide a line of text is, in inches; pixels may make it a little wider."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return 1.02 * float(width) / 72


def wrapped(
    text: str,
    width: float = WIDTH - 2 * EDGE,
    size: float = SMALL,
    weight: str = "normal",
) -> list[str]:
    """The lines of a text that fit in a width, in inches."""
    lines = [""]
    for word in text.replace(" %", "\u00a0%").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def fitted(text: str, width: float) -> str:
    """A text without the last words that do not fit in a width, in inches."""
    while " " in text and text_width(text) > width:
        text = text.rpartition(" ")[0].rstrip(",")
    return text


def publishers(report: Report, ids: Iterable[str]) -> list[str]:
    """Whose figures these are: the report first, then others by their short names."""
    found = [report[id] for id in ids]
    others = [_short(f) for f in found if f.id in report.references.index]
    mine = ["the report"] if len(others) < len(found) else []
    return mine + sorted(dict.fromkeys(others), key=str.lower)


def _short(figure: Figure) -> str:
    name = figure.about.get("publisher", "") or "not named"
    if "named" in name:
        return "a source not named"
    short = name.rpartition("(")[2].rstrip(")")
    if short.isupper():
        return short
    return name.partition(" (")[0].removesuffix(" of China")
