"""Single slips of the pen: what else might stand on the page, and what was meant?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise

from ..errors import InputError
from ..number.wording import is_ratio
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
_LADDERS = (  # powers of the words of scale, each of which is taken for its neighbours
    {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    {"ten thousand": 4, "hundred million": 8},
    {"lakh": 5, "crore": 7},
    {"per cent": -2, "per mille": -3},
)
_TURNED = {"more_than": "less_than", "at_least": "at_most"}
_TURNED |= {b: a for a, b in _TURNED.items()}
_ONE = {GROWTH: -1, MULTIPLE: 1}
_PRINTABLE = re.compile(r"[+\u2212-]?(0|[1-9]\d*)?(\.\d+)?")


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
    return _each_once(figure, meant=False)


def causes(figure: Figure) -> list[Slip]:
    """What may have been meant, had one slip put this print on the page.

    Examples
    --------
    >>> found = causes(Figure("users", "49", Fraction(1), "person"))
    >>> [slip.kind for slip in found if slip.reads == "469 people"]
    ['a digit dropped']
    """
    found = _each_once(figure, meant=True)
    rounded = figure.rounding == "nearest" and figure.qualifier == "exact"
    if rounded and figure.rounding_step:
        cut = replace(figure, rounding="truncated")
        why = f"{figure.printed}, if its last digits were cut off"
        found.append(Slip(CUT, cut, why))
    return found


def _each_once(figure: Figure, meant: bool) -> list[Slip]:
    if figure.value is None:
        return []
    found: dict[object, Slip] = {}
    for slip in _all(figure, meant):
        found.setdefault(_key(slip.figure), slip)
    found.pop(_key(figure), None)
    return list(found.values())


def _key(figure: Figure) -> object:
    return figure.value, figure.rounding_step, figure.qualifier


def _all(figure: Figure, meant: bool) -> Iterator[Slip]:
    if figure.unit != "rank":
        yield from _scales(figure, meant)
    text, growths = _plain(figure), _growths(figure, meant)
    ways = chain(growths, _meant(text)) if meant else chain(_texts(text), growths)
    for kind, text in ways:
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
    exact = units.denominator == 1
    return f"{Decimal(f'{units.numerator}e-{decimals}'):f}" if exact else "none"


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
    for pair in chain(*(pairwise(ladder.items()) for ladder in _LADDERS)):
        for (word, power), (other, to) in (pair, pair[::-1]):
            if figure.scale == Fraction(10) ** power:
                words = (word, other) if meant else (other, word)
                factor = Fraction(10) ** (to - power)
                step = None if figure.step is None else figure.step * factor
                scaled = replace(figure, scale=figure.scale * factor, step=step)
                yield Slip(SCALE, scaled, " for ".join(words))


def _growths(figure: Figure, meant: bool) -> Iterator[tuple[str, str]]:
    """Twice as much read as growth of 200 %, and the other way.

    Where nothing says what a ratio measures, one above 100 % is no share.
    """
    digits, measure = figure.digits, figure.about.get("measure", "")
    assert digits is not None and figure.value is not None
    told = measure in ("growth", "multiple") or (not measure and figure.value >= 1)
    if is_ratio(figure.unit) and told:
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
    value, decimals = Fraction(text.replace("\u2212", "-")), len(text.partition(".")[2])
    for places, kind in enumerate((MOVED, *FARTHER.values()), 1):
        for by in (places, -places):
            yield kind, _written(value * Fraction(10) ** by, max(decimals - by, 0))


def borrowed(figure: Figure, references: Mapping[str, Figure]) -> list[Slip]:
    """The rows that print the same for another period of the same subject and measure."""
    return [
        Slip(BORROWED, other, f"{other.id} prints {other.printed}")
        for other in references.values()
        if _same_measure(figure, other) and _key(other) == _key(figure)
    ]


def _same_measure(figure: Figure, other: Figure) -> bool:
    pairs = [(figure.about.get(k), other.about.get(k)) for k in ("subject", "measure")]
    same = all(mine and mine == theirs for mine, theirs in pairs)
    return same and other.usable and figure.period != other.period
