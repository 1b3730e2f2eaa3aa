"""Single slips of the pen: what else might stand on the page, and would a check see it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ..errors import InputError
from ..number.wording import DIMENSIONLESS
from ..verdict.arithmetic import Figure

SWAPPED = "two digits swapped"
WRONG = "one digit wrong"
DROPPED = "a digit dropped"
DOUBLED = "a digit doubled"
MOVED = "the decimal point moved"
SIGN = "the sign lost"
SCALE = "the unit or scale mistaken"
BORROWED = "a figure of something else"
KINDS = (SWAPPED, WRONG, DROPPED, DOUBLED, MOVED, SIGN, SCALE)
_SCALES = {  # factors between what is easily confused
    "million for billion": Fraction(1000),
    "billion for million": Fraction(1, 1000),
    "ten thousand for hundred million": Fraction(10**4),
    "hundred million for ten thousand": Fraction(1, 10**4),
}
_RATIOS = {
    "per mille for per cent": Fraction(10),
    "per cent for per mille": Fraction(1, 10),
    "per cent for times": Fraction(100),
    "times for per cent": Fraction(1, 100),
}


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
    return _each_once(figure, _texts)


def causes(figure: Figure) -> list[Slip]:
    """What may have been meant, had one slip put this print on the page.

    Examples
    --------
    >>> found = causes(Figure("users", "49", Fraction(1), "person"))
    >>> [slip.kind for slip in found if slip.reads == "469 people"]
    ['a digit dropped']
    """
    return _each_once(figure, _meant)


def _each_once(figure: Figure, texts: Texts) -> list[Slip]:
    if figure.value is None:
        return []
    seen = {_key(figure)}
    found = []
    for slip in _all(figure, texts):
        if _key(slip.figure) not in seen:
            seen.add(_key(slip.figure))
            found.append(slip)
    return found


def _key(figure: Figure) -> tuple[object, object]:
    return figure.value, figure.rounding_step


def _all(figure: Figure, texts: Texts) -> Iterator[Slip]:
    for kind, text in texts(re.sub(r"[^\d.+\u2212-]", "", figure.as_printed)):
        try:
            slipped = figure.reads(text)
            slipped.interval  # noqa: B018  digits that no longer read are no slip
        except InputError:
            continue
        if slipped.value is not None:  # a blank is no figure
            yield Slip(kind, slipped)
    factors = _RATIOS if figure.unit in DIMENSIONLESS else _SCALES
    for detail, factor in {} if figure.unit == "rank" else factors.items():
        yield Slip(SCALE, _scaled(figure, factor), detail)


def _scaled(figure: Figure, factor: Fraction) -> Figure:
    step = None if figure.step is None else figure.step * factor
    return replace(figure, scale=figure.scale * factor, step=step)


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
        for digit in "0123456789":
            yield DROPPED, text[:i] + digit + text[i:]
            yield DROPPED, text[: i + 1] + digit + text[i + 1 :]


def _either_way(text: str) -> Iterator[tuple[str, str]]:
    """Each slip that undoes itself."""
    places = _places(text)
    for a, b in zip(places, places[1:], strict=False):
        yield SWAPPED, text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    for i in places:
        for digit in "0123456789":
            yield WRONG, text[:i] + digit + text[i + 1 :]
    yield from ((MOVED, moved) for moved in _moved(text))
    yield SIGN, text[1:] if text[0] in "-\u2212" else "-" + text.lstrip("+")


def _places(text: str) -> list[int]:
    return [i for i, char in enumerate(text) if char.isdigit()]


def _moved(text: str) -> Iterator[str]:
    """The text with its decimal point one place to the right, and one to the left."""
    sign, digits = re.fullmatch(r"([+\u2212-]?)(.*)", text).groups()  # type: ignore[union-attr]
    whole, _, part = digits.partition(".")
    if part:
        yield sign + whole + part[0] + ("." + part[1:] if part[1:] else "")
    else:
        yield sign + whole + "0"
    yield sign + (whole[:-1] or "0") + "." + whole[-1:] + part


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
