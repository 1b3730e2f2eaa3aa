"""Single slips of the pen: what else might stand on the page, and what was meant?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from ..errors import InputError
from ..number.wording import DIMENSIONLESS
from ..verdict.arithmetic import Figure

SWAPPED = "two digits swapped"
WRONG = "one digit wrong"
DROPPED = "a digit dropped"
DOUBLED = "a digit doubled"
MOVED = "the decimal point moved"
FARTHER = {n: f"the decimal point {n} places off" for n in ("two", "three")}
SIGN = "the sign lost"
WORD = "the word before it turned round"
SCALE = "the unit or scale mistaken"
MULTIPLE = "a multiple read as growth"
GROWTH = "growth read as a multiple"
CUT = "cut instead of rounded"
POINTS = "per cent for percentage points"
PER_CENT = "percentage points for per cent"
BORROWED = "a figure of something else"
KINDS = (
    *(SWAPPED, WRONG, DROPPED, DOUBLED, MOVED, *FARTHER.values()),
    *(SIGN, WORD, SCALE, MULTIPLE, GROWTH),
)
_WORDS: dict[Fraction, str] = {  # of the scales that stand on a page in words
    Fraction(10**3): "thousand",
    Fraction(10**4): "ten thousand",
    Fraction(10**5): "lakh",
    Fraction(10**6): "million",
    Fraction(10**7): "crore",
    Fraction(10**8): "hundred million",
    Fraction(10**9): "billion",
    Fraction(10**12): "trillion",
    Fraction(1, 100): "per cent",
    Fraction(1, 1000): "per mille",
}
_CONFUSED = (  # pairs of words
    *(("thousand", "million"), ("million", "billion"), ("billion", "trillion")),
    *(("ten thousand", "hundred million"), ("lakh", "crore")),
    ("per cent", "per mille"),
)
_TURNED = {"more_than": "less_than", "at_least": "at_most"}
_TURNED |= {b: a for a, b in _TURNED.items()}
_ONE = {GROWTH: -1, MULTIPLE: 1}
_PRINTABLE = re.compile(r"[+\u2212-]?(0|[1-9]\d*)?(\.\d+)?")
Texts = Callable[[str], Iterator[tuple[str, str]]]  # what may stand for a text, and why


@dataclass(frozen=True)
class Slip:
    """A figure as it would stand on the page, had one thing been written otherwise."""

    kind: str
    figure: Figure
    detail: str = ""

    @property
    def reads(self) -> str:
        """What would have been printed."""
        return self.detail or self.figure.printed


def slips(figure: Figure) -> list[Slip]:
    """Every single slip of a printed figure, each reading once.

    Examples
    --------
    >>> found = slips(Figure("share", "44.6", Fraction(1, 100), "ratio"))
    >>> [slip.reads for slip in found if slip.kind == SWAPPED]
    ['46.4 %']
    """
    return _each_once(figure, _texts, meant=False)


def causes(figure: Figure) -> list[Slip]:
    """What may have been meant, had one slip put this print on the page.

    Examples
    --------
    >>> found = causes(Figure("users", "49", Fraction(1), "person"))
    >>> [slip.kind for slip in found if slip.reads == "469 people"]
    ['a digit dropped']
    """
    found = _each_once(figure, _meant, meant=True)
    rounded = figure.rounding == "nearest" and figure.qualifier == "exact"
    if not rounded or not figure.rounding_step:
        return found
    cut = replace(figure, rounding="truncated")
    return [
        *found,
        Slip(CUT, cut, f"{figure.printed}, if its last digits were cut off"),
    ]


def _each_once(figure: Figure, texts: Texts, meant: bool) -> list[Slip]:
    if figure.value is None:
        return []
    found: dict[object, Slip] = {}
    for slip in _all(figure, texts, meant):
        found.setdefault(_key(slip.figure), slip)
    found.pop(_key(figure), None)
    return list(found.values())


def _key(figure: Figure) -> object:
    return figure.value, figure.rounding_step, figure.qualifier


def _all(figure: Figure, texts: Texts, meant: bool) -> Iterator[Slip]:
    if figure.unit != "rank":
        yield from _scales(figure, meant)
    ways = texts(_plain(figure)), _growths(figure, meant)
    for kind, text in chain(*(reversed(ways) if meant else ways)):
        slipped = _reads(figure, text)
        if slipped is not None:
            yield Slip(kind, slipped)
    if figure.qualifier in _TURNED:
        yield Slip(WORD, replace(figure, qualifier=_TURNED[figure.qualifier]))


def _plain(figure: Figure) -> str:
    """The digits with sign and point alone, as they stand on the page where they can."""
    text = re.sub(r"[^\d.+\u2212-]", "", figure.as_printed)
    digits = figure.digits
    assert digits is not None
    try:
        if Fraction(text.replace("\u2212", "-")) == digits.value:
            return text
    except ValueError:
        pass
    return _written(digits.value, max(digits.decimals, 0))


def _written(value: Fraction, decimals: int) -> str:
    """A number in decimals; no digits at all where it has more of them."""
    units = value * 10**decimals
    if units.denominator > 1:
        return "none"
    digits = str(abs(units.numerator)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{'-' * (value < 0)}{whole}.{part}".rstrip(".")


def _reads(figure: Figure, text: str) -> Figure | None:
    """The figure with these digits; None where nobody would print them."""
    if not _PRINTABLE.fullmatch(text):
        return None
    try:
        slipped = figure.reads(text)
        return None if slipped.value is None or slipped.interval.empty else slipped
    except InputError:  # no whole number prints so
        return None


def _scales(figure: Figure, meant: bool) -> Iterator[Slip]:
    """Another word of scale, where the scale is one that stands there in a word."""
    printed = _WORDS.get(Fraction(figure.scale), "")
    for pair in _CONFUSED if printed else ():
        for other in {*pair} - {printed} if printed in pair else ():
            (scale,) = (scale for scale, word in _WORDS.items() if word == other)
            words = (printed, other) if meant else (other, printed)
            yield Slip(
                SCALE, _scaled(figure, scale / figure.scale), " for ".join(words)
            )


def _scaled(figure: Figure, factor: Fraction) -> Figure:
    step = None if figure.step is None else figure.step * factor
    return replace(figure, scale=figure.scale * factor, step=step)


def _growths(figure: Figure, meant: bool) -> Iterator[tuple[str, str]]:
    """Twice as much read as growth of 200 %, and the other way.

    Where nothing says what a ratio measures, one above 100 % is no share.
    """
    digits, measure = figure.digits, figure.about.get("measure", "")
    assert digits is not None and figure.value is not None
    told = measure in ("growth", "multiple") or (not measure and figure.value >= 1)
    if figure.unit in DIMENSIONLESS and told:
        for kind, one in _ONE.items():
            value = digits.value + (-one if meant else one) / figure.scale
            yield kind, _written(value, max(digits.decimals, 0))


def _texts(text: str) -> Iterator[tuple[str, str]]:
    """Each slip in the digits, with the text it leaves."""
    yield from _either_way(text)
    for i in _places(text):
        yield DROPPED, (text[:i] + text[i + 1 :]).rstrip(".")
        yield DOUBLED, text[:i] + text[i] + text[i:]


def _meant(text: str) -> Iterator[tuple[str, str]]:
    """Each slip in the digits that leaves this text, with what was meant."""
    yield from _either_way(text)
    for i in _places(text):
        if text[i] == text[i - 1 : i]:
            yield DOUBLED, text[:i] + text[i + 1 :]
    signs = len(text) - len(text.lstrip("+\u2212-"))
    for i in range(signs, len(text) + 1):  # before the point as well
        for digit in "0123456789":
            yield DROPPED, text[:i] + digit + text[i:]


def _either_way(text: str) -> Iterator[tuple[str, str]]:
    """Each slip that undoes itself."""
    places = _places(text)
    for a, b in zip(places, places[1:], strict=False):
        yield SWAPPED, text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    for i in places:
        for digit in "0123456789":
            yield WRONG, text[:i] + digit + text[i + 1 :]
    yield from _moved(text)
    yield SIGN, text[1:] if text[0] in "-\u2212" else "-" + text.lstrip("+")


def _places(text: str) -> list[int]:
    return [i for i, char in enumerate(text) if char.isdigit()]


def _moved(text: str) -> Iterator[tuple[str, str]]:
    """The text with its decimal point up to three places to the right, and to the left."""
    sign, digits = re.fullmatch(r"([+\u2212-]?)(.*)", text).groups()  # type: ignore[union-attr]
    whole, _, part = digits.partition(".")
    for places, kind in enumerate((MOVED, *FARTHER.values()), 1):
        more, less = part.ljust(places, "0"), whole.rjust(places + 1, "0")
        ways = (
            (whole + more[:places], more[places:]),
            (less[:-places], less[-places:] + part),
        )
        for before, after in ways:
            yield kind, f"{sign}{before.lstrip('0') or '0'}.{after}".rstrip(".")


def borrowed(figure: Figure, references: Mapping[str, Figure]) -> list[Slip]:
    """The rows that print the same for another period of the same subject and measure."""
    return [
        Slip(BORROWED, other, f"{other.id} prints {other.printed}")
        for other in references.values()
        if _same_measure(figure, other) and _key(other) == _key(figure)
    ]


def _same_measure(figure: Figure, other: Figure) -> bool:
    keys = ("subject", "measure")
    same = all(
        figure.about.get(key) and figure.about.get(key) == other.about.get(key)
        for key in keys
    )
    return same and other.usable and figure.period != other.period
