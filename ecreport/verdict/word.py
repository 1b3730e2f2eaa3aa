"""The words of a verdict, and what is measured of a comparison before it gets one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple, NoReturn

from ..formula.bounds import ZERO, Domains, tight_bounds, zero_divisor
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
ONE_SIDED = ("more_than", "less_than", "at_least", "at_most")

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
    difference = Node("+", (left, Node("-", (right,))))
    return Measured(
        comparison,
        tight_bounds(left, domains)[0],
        tight_bounds(right, domains)[0],
        *tight_bounds(difference, domains),
        zero_divisor(difference, domains),
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
    word = _word(measured, figures)
    used = [figures[name] for name in measured.comparison.names()]
    if word == CANNOT_HOLD:
        return word
    if any(not figure.as_printed for figure in used):
        return NOT_CHECKABLE
    if word == NOT_CHECKABLE and all(figure.interval.bounded for figure in used):
        return CAN_HOLD
    return CAN_HOLD if word == HOLDS and measured.divisor is not None else word


def _word(measured: Measured, figures: Figures) -> str:
    left, op, right = measured.comparison
    if op != "=":
        return word_of_order(measured.difference, op)
    if not measured.has_print:
        return word_of_equality(ZERO, ZERO, measured.difference)
    if left.op == right.op == "name" and same_print(
        figures[left.name], figures[right.name]
    ):
        return HOLDS
    printed, computed = measured.printed, measured.computed
    if left.op == "number":
        return word_of_equality(printed, printed, computed)
    figure = figures[left.name]
    word = word_of_equality(printed, figure.sure, computed)
    fits = computed.low == computed.high == computed.whole().low
    return CAN_HOLD if word == HOLDS and figure.whole and not fits else word


def same_print(a: Printed, b: Printed) -> bool:
    """Whether two figures were rounded by one rule and print the same.

    Whatever value stands behind the one, the other prints it too, ties included.
    """
    rules = (a.rounding, a.qualifier), (b.rounding, b.qualifier)
    return rules[0] == rules[1] and (a.interval, a.sure) == (b.interval, b.sure)


def word_of_equality(printed: Interval, sure: Interval, computed: Interval) -> str:
    """The word for "printed = computed".

    `sure` is what prints like this whichever way ties are rounded, so that *holds*
    never depends on a tie; *cannot hold* asks that even the ends do not meet.

    Examples
    --------
    >>> word_of_equality(Interval(1, 2), Interval(1, 2).open, Interval(2, 3))
    'can hold'
    """
    if not printed.overlaps(computed):
        return CANNOT_HOLD
    if bounds_nothing(printed) or bounds_nothing(computed):
        return NOT_CHECKABLE
    return HOLDS if sure.contains(computed) else CAN_HOLD


def word_of_order(difference: Interval, op: str) -> str:
    """The word for "left op right", from the interval of left minus right."""
    if op in (">", ">="):
        return word_of_order(-difference, {">": "<", ">=": "<="}[op])
    allowed = Interval(-INF, 0, high_open=op == "<")
    if not allowed.overlaps(difference):
        return CANNOT_HOLD
    if allowed.contains(difference):
        return HOLDS
    return NOT_CHECKABLE if bounds_nothing(difference) else CAN_HOLD


def bounds_nothing(interval: Interval) -> bool:
    """Whether an interval has no end, or none but zero: nothing could contradict it."""
    return [end for end in interval[:2] if end not in (INF, -INF)] in ([], [0])
