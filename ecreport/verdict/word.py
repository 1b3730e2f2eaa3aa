"""The words of a verdict, and the rule that draws one from two intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple, NoReturn

from ..formula.bounds import ZERO, Domains, facing, tight_bounds, zero_divisor
from ..formula.parse import Comparison, Node
from ..number.interval import INF, Interval, Number
from ..number.printed import Printed

HOLDS = "holds"
CAN_HOLD = "can hold"
CANNOT_HOLD = "cannot hold"
NOT_COMPARABLE = "not comparable"
NOT_CHECKABLE = "not checkable"
JUDGED = (HOLDS, CAN_HOLD, CANNOT_HOLD)
WORDS = (*JUDGED, NOT_COMPARABLE, NOT_CHECKABLE)
MARKS = dict(zip(WORDS, "\u25cf\u25d0\u2715\u2260\u25cb", strict=True))

Figures = Mapping[str, Printed]


@dataclass(frozen=True)
class Verdict:
    """What can be said of one relation, and the two intervals that prove it.

    Parameters
    ----------
    word : str
        "holds", "can hold", "cannot hold", "not comparable" or "not checkable".
    sentence : str
        The proof in one plain sentence.
    printed, computed : Interval, optional
        The interval of the printed side, and that of the computed side.
    distance : int or Fraction, optional
        How far apart they lie, in rounding steps of the printed figure; 0 where they
        meet, None where there is no step to measure in.
    unit : str
        The unit of both intervals.
    at_end : bool
        True where the two have no more than an end in common, so that *can hold*
        needs a tie to have been rounded one way.
    shown : tuple of str
        Both intervals as the sentence writes them.
    """

    word: str
    sentence: str
    printed: Interval | None = None
    computed: Interval | None = None
    distance: Number | None = None
    unit: str = ""
    at_end: bool = False
    shown: tuple[str, str] = ("", "")

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f'a verdict is one of five words ("{self.word}"), not true or false: '
            "compare .word"
        )

    def __repr__(self) -> str:
        return f"{self.word}: {self.sentence}"

    def _repr_html_(self) -> str:
        mark = MARKS.get(self.word, "")
        return f"<p><b>{mark} {escape(self.word)}</b>: {escape(self.sentence)}</p>"


class Measured(NamedTuple):
    """A comparison, the printed side first, and all that its word is drawn from."""

    comparison: Comparison
    printed: Interval
    computed: Interval
    difference: Interval
    tight: bool  # whether the difference is known to be no wider than need be
    divisor: Node | None  # the first divisor that may be zero

    @property
    def has_print(self) -> bool:
        """Whether the left side is a figure or number that the right side lacks."""
        left, op, right = self.comparison
        shared = left.op == "name" and left.name in set(right.names())
        return op == "=" and left.op in ("name", "number") and not shared

    @property
    def at_end(self) -> bool:
        """Whether the two sides have no more than an end in common."""
        a, b = self.printed, self.computed
        return self.comparison.op == "=" and (a.high == b.low or b.high == a.low)


def measure(comparison: Comparison, domains: Domains) -> Measured:
    """Both sides of a comparison, their difference, and what may be zero, each once."""
    comparison = print_first(comparison)
    left, _, right = comparison
    return Measured(
        comparison,
        tight_bounds(left, domains)[0],
        tight_bounds(right, domains)[0],
        *tight_bounds(comparison.difference, domains),
        zero_divisor(comparison.difference, domains),
    )


def print_first(comparison: Comparison) -> Comparison:
    """The comparison with the printed side on the left: a figure, else a number.

    Of two figures the left one counts as the printed side.
    """
    left, op, right = comparison
    rank = {"name": 0, "number": 1}
    if op == "=" and rank.get(right.op, 2) < rank.get(left.op, 2):
        return Comparison(right, op, left)
    return comparison


def word_by_intervals(measured: Measured, figures: Figures) -> str:
    """The word that intervals alone give: *cannot hold* is final, the others may not be.

    Where a divisor may be zero nothing is sure, and an unknown proves nothing. Figures
    with both ends are a check even where a divisor close to zero leaves no end.
    """
    op = measured.comparison.op
    word = (
        _word_of_equation(measured, figures) if op == "=" else _word_of_order(measured)
    )
    used = [figures[name] for name in measured.comparison.names()]
    if word == CANNOT_HOLD:
        return word
    if any(not figure.as_printed for figure in used):
        return NOT_CHECKABLE
    if word == NOT_CHECKABLE and all(figure.interval.bounded for figure in used):
        return CAN_HOLD
    return CAN_HOLD if word == HOLDS and measured.divisor is not None else word


def _word_of_equation(measured: Measured, figures: Figures) -> str:
    """The word of "printed = computed": *holds* where all that is computed prints so.

    That it does must not depend on how ties are rounded; for *cannot hold* not even
    the ends may meet.
    """
    left, _, right = measured.comparison
    printed, computed = measured.printed, measured.computed
    if not measured.has_print:
        printed, computed = ZERO, measured.difference
    figure = figures[left.name] if measured.has_print and left.op == "name" else None
    if (
        figure is not None
        and right.op == "name"
        and same_print(figure, figures[right.name])
    ):
        return HOLDS
    if not printed.overlaps(computed):
        return CANNOT_HOLD
    if bounds_nothing(printed) or bounds_nothing(computed):
        return NOT_CHECKABLE
    sure = printed if figure is None else figure.sure
    whole = computed.low == computed.high == computed.whole().low
    fits = whole or figure is None or not figure.whole
    return HOLDS if fits and sure.contains(computed) else CAN_HOLD


def _word_of_order(measured: Measured) -> str:
    """The word of "left op right", from the interval of left minus right."""
    difference = measured.difference
    allowed: Interval = facing(measured.comparison.op, ZERO)
    if not allowed.overlaps(difference):
        return CANNOT_HOLD
    if allowed.contains(difference):
        return HOLDS
    return NOT_CHECKABLE if bounds_nothing(difference) else CAN_HOLD


def same_print(a: Printed, b: Printed) -> bool:
    """Whether two figures were rounded by one rule and print the same.

    Whatever value stands behind the one, the other prints it too, ties included.
    """
    rules = (a.rounding, a.qualifier), (b.rounding, b.qualifier)
    return rules[0] == rules[1] and (a.interval, a.sure) == (b.interval, b.sure)


def bounds_nothing(interval: Interval) -> bool:
    """Whether an interval has no end, or none but zero: nothing could contradict it."""
    return [end for end in interval[:2] if end not in (INF, -INF)] in ([], [0])
