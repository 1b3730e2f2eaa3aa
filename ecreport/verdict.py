"""A verdict on one relation: a word with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from .interval import INF, Interval, Number

HOLDS = "holds"
CAN_HOLD = "can hold"
CANNOT_HOLD = "cannot hold"
NOT_COMPARABLE = "not comparable"
NOT_CHECKABLE = "not checkable"
WORDS = (HOLDS, CAN_HOLD, CANNOT_HOLD, NOT_COMPARABLE, NOT_CHECKABLE)
MARKS = dict(zip(WORDS, "\u25cf\u25d0\u2715\u2260\u25cb", strict=True))


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
        hangs on how a tie was rounded.
    """

    word: str
    sentence: str
    printed: Interval | None = None
    computed: Interval | None = None
    distance: Number | None = None
    unit: str = ""
    at_end: bool = False

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f'a verdict is one of five words ("{self.word}"), not true or false: '
            "compare .word"
        )

    def __repr__(self) -> str:
        return f"{self.word}: {self.sentence}"


def word_of_equality(printed: Interval, sure: Interval, computed: Interval) -> str:
    """The word for "printed = computed".

    `sure` is what prints like this whichever way ties are rounded, so that *holds*
    never hangs on a tie; *cannot hold* asks that even the ends do not meet.

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
