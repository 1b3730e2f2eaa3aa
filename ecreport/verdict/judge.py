"""The rule that gives a comparison of printed figures its word, and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, NoReturn

from ..formula.bounds import ZERO, tight_bounds, zero_divisor
from ..formula.parse import Comparison, Node
from ..formula.units import unit_of
from ..number.interval import INF, Interval, Number, decimal, divide
from ..number.printed import Printed
from ..number.wording import show_interval

if TYPE_CHECKING:
    from ..formula.solver import System

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

    def _repr_html_(self) -> str:
        mark = MARKS.get(self.word, "")
        return f"<p><b>{mark} {escape(self.word)}</b>: {escape(self.sentence)}</p>"


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


Figures = Mapping[str, Printed]
SIGNS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


def unchecked(why: str) -> Verdict:
    """The verdict where nothing can be told, with the reason."""
    return Verdict(NOT_CHECKABLE, why)


def judge(comparisons: Sequence[Comparison], figures: Figures) -> Verdict:
    """The verdict on a chain of comparisons: the worst of its links, and all at once."""
    verdicts = [_judge_one(comparison, figures) for comparison in comparisons]
    worst = (CANNOT_HOLD, NOT_CHECKABLE, CAN_HOLD, HOLDS)
    found = min(verdicts, key=lambda verdict: worst.index(verdict.word))
    if found.word in (CAN_HOLD, NOT_CHECKABLE) and _needs_solver(comparisons, figures):
        return _solved(found, comparisons, figures)
    return found


def divides_by_nothing(comparisons: Sequence[Comparison], figures: Figures) -> bool:
    """Whether a divisor can only be zero, so that nothing follows."""
    domains = _domains(figures)
    sides = [side for c in comparisons for side in (c.left, c.right)]
    divisors = [divisor for side in sides for divisor in side.divisors()]
    return any(tight_bounds(divisor, domains)[0] == ZERO for divisor in divisors)


def _needs_solver(comparisons: Sequence[Comparison], figures: Figures) -> bool:
    """Whether intervals alone may be too wide: links, curves or whole numbers."""
    if divides_by_nothing(comparisons, figures):
        return False
    if len(comparisons) > 1 or any(figure.whole for figure in figures.values()):
        return True
    return not tight_bounds(_difference(comparisons[0]), _domains(figures))[1]


def _solved(
    found: Verdict, comparisons: Sequence[Comparison], figures: Figures
) -> Verdict:
    can = possible(comparisons, figures)
    if can is None:
        return found if found.word == NOT_CHECKABLE else unchecked("time limit reached")
    if not can:
        kind = "whole" if any(figure.whole for figure in figures.values()) else "true"
        asked = " and ".join(map(str, comparisons))
        why = f"no {kind} numbers behind the print satisfy {asked}"
        return replace(found, word=CANNOT_HOLD, sentence=why)
    if (
        found.word == CAN_HOLD
        and len(comparisons) == 1
        and certainly(comparisons[0], figures)
    ):
        why = f"{comparisons[0]} whatever the unrounded figures were"
        return replace(found, word=HOLDS, sentence=why)
    return found


def _difference(comparison: Comparison) -> Node:
    return Node("+", (comparison.left, Node("-", (comparison.right,))))


def _domains(figures: Figures) -> dict[str, Interval]:
    return {name: figure.interval for name, figure in figures.items()}


def _judge_one(comparison: Comparison, figures: Figures) -> Verdict:
    names = dict.fromkeys(comparison.names())
    missing = [name for name in names if not figures[name].as_printed]
    if missing:
        return unchecked(f"{missing[0]} is not printed")
    domains = _domains(figures)
    for side in (comparison.left, comparison.right):
        divisor = zero_divisor(side, domains)
        if divisor is not None:
            return unchecked(f"{divisor} may be zero, so nothing can be divided by it")
    return _compare(print_first(comparison), figures, domains)


def print_first(comparison: Comparison) -> Comparison:
    """The comparison with the printed side, a figure alone or a number, on the left."""
    left, op, right = comparison
    if (
        op == "="
        and left.op not in ("name", "number")
        and right.op in ("name", "number")
    ):
        return Comparison(right, op, left)
    return comparison


def _compare(
    comparison: Comparison, figures: Figures, domains: Mapping[str, Interval]
) -> Verdict:
    left, op, right = comparison
    printed, _ = tight_bounds(left, domains)
    computed, _ = tight_bounds(right, domains)
    difference, _ = tight_bounds(_difference(comparison), domains)
    if op != "=":
        word = word_of_order(difference, op)
    elif set(left.names()) & set(right.names()):
        word = word_of_equality(ZERO, ZERO, difference)
    else:
        word = word_of_equality(printed, _sure(left, figures, printed), computed)
    gap = ZERO.gap(difference) if op == "=" else _excess(difference, op)
    step = _step(left, figures)
    distance = divide(gap, step) if step else None
    unit = _unit(comparison, figures)
    at_end = word == CAN_HOLD and op == "=" and _touches(printed, computed)
    draft = Verdict(word, "", printed, computed, distance, unit, at_end)
    return replace(draft, sentence=_sentence(draft, comparison, figures))


def _sure(left: Node, figures: Figures, printed: Interval) -> Interval:
    return figures[left.name].sure if left.op == "name" else printed.open


def _excess(difference: Interval, op: str) -> Number:
    return max(difference.low if op in ("<", "<=") else -difference.high, 0)


def _step(left: Node, figures: Figures) -> Number:
    """The rounding step of the printed side; else the largest of all its figures."""
    names = set(left.names()) or set(figures)
    return max((figures[name].rounding_step for name in names), default=0)


def _unit(comparison: Comparison, figures: Figures) -> str:
    """The unit both sides are written in: blank where it cannot be told."""
    units = {name: figure.unit for name, figure in figures.items()}
    sides = [side for side in (comparison.left, comparison.right) if any(side.names())]
    if not sides:
        return ""
    told = sides[0].op == "name" or all(unit.strip() for unit in units.values())
    return unit_of(sides[0], units) if told else ""


def _sentence(verdict: Verdict, comparison: Comparison, figures: Figures) -> str:
    assert verdict.printed is not None and verdict.computed is not None
    printed = show_interval(verdict.printed, verdict.unit)
    computed = show_interval(verdict.computed, verdict.unit)
    if comparison.op != "=":
        return _order_sentence(verdict.word, comparison, printed, computed)
    if verdict.word == CANNOT_HOLD:
        return _refusal(verdict, comparison, figures, computed)
    if verdict.word == NOT_CHECKABLE:
        return f"computed {computed} has no end that could contradict printed {printed}"
    if verdict.word == CAN_HOLD and verdict.printed == verdict.computed:
        return f"both stand for {printed}"
    verb = "lies inside" if verdict.word == HOLDS else "overlaps"
    text = f"computed {computed} {verb} printed {printed}"
    if verdict.at_end:
        text += ", but only at an end: it hangs on how a tie was rounded"
    return text


def _touches(a: Interval, b: Interval) -> bool:
    """Whether two intervals have no more than an end in common."""
    return a.high == b.low or b.high == a.low


def _order_sentence(word: str, comparison: Comparison, left: str, right: str) -> str:
    ends = {
        HOLDS: "whatever the unrounded figures were",
        CAN_HOLD: "for some unrounded figures, not for all",
        CANNOT_HOLD: "for no unrounded figures",
        NOT_CHECKABLE: "cannot be told: an end is missing",
    }
    return f"{left} {SIGNS[comparison.op]} {right}: {ends[word]}"


def _refusal(
    verdict: Verdict, comparison: Comparison, figures: Figures, computed: str
) -> str:
    """The sentence that accuses: what is printed, what the others give, how far off."""
    others = [figures[name] for name in dict.fromkeys(comparison.right.names())]
    given = ", ".join(f"{figure.printed} ({figure.described})" for figure in others[:6])
    left = comparison.left
    said = figures[left.name].printed if left.op == "name" else str(left)
    off = ""
    if verdict.distance == 0:
        off = ": they meet only at an end that the declared rounding rules out"
    elif verdict.distance is not None:
        off = f": off by at least {decimal(verdict.distance, -1, 1)} rounding steps"
    return f"printed {said}, but {given or comparison.right} give {computed}{off}"


def _system(comparisons: Iterable[Comparison], figures: Figures) -> System:
    from ..formula.solver import System  # slow to start, and seldom needed

    whole = frozenset(id for id, figure in figures.items() if figure.whole)
    return System(comparisons, whole)


def possible(comparisons: Iterable[Comparison], figures: Figures) -> bool | None:
    """Whether some true values behind the print satisfy all comparisons together."""
    system = _system(comparisons, figures)
    return system.feasible({id: figure.interval for id, figure in figures.items()})


def certainly(comparison: Comparison, figures: Figures) -> bool:
    """Whether whatever true values stand behind the inputs, the result prints so.

    Asks for values of the inputs whose result lies outside the printed interval.
    """
    left, op, right = comparison
    if op != "=" or left.op != "name" or left.name in set(right.names()):
        return False
    system = _system([comparison], figures)
    inputs = {id: f.interval for id, f in figures.items() if id != left.name}
    sure = figures[left.name].sure
    below = Interval(-INF, sure.low, True, not sure.low_open)
    above = Interval(sure.high, INF, not sure.high_open, True)
    sides = [side for side in (below, above) if not side.empty]
    asked = [system.feasible({**inputs, left.name: side}) for side in sides]
    return all(answer is False for answer in asked)
