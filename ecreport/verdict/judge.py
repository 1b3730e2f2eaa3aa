"""The word of a chain of comparisons, with an exact solver where intervals are too wide.

Each comparison is measured once and gets the word that its intervals give (`word`). Where they
may be wider than the truth (a figure that stands twice on a curve, whole numbers, a
divisor that may be zero, several comparisons at once) an exact solver has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_

from ..formula.bounds import ZERO, Constraint, facing, tight_bounds
from ..formula.parse import Comparison, Node
from ..number.interval import INF, LINE, Interval
from .sentence import BY_ALWAYS, BY_SOLVER, BY_WHOLE, BY_ZERO, Telling
from .word import (
    CAN_HOLD,
    CANNOT_HOLD,
    HOLDS,
    NOT_CHECKABLE,
    Figures,
    Measured,
    Verdict,
    measure,
    print_first,
    word_by_intervals,
)

WORST_FIRST = (CANNOT_HOLD, NOT_CHECKABLE, CAN_HOLD, HOLDS)
NOT = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
BELOW = "the whole number below"  # no figure has such a name
CUT = "it would hold if digits had been cut instead of rounded"


def judge(comparisons: Sequence[Comparison], figures: Figures) -> Verdict:
    """The verdict on a chain of comparisons: the worst of its links, and all at once."""
    word, why, link = _decide(comparisons, figures)
    if link is None:
        return Verdict(NOT_CHECKABLE, why)
    found = Telling(word, link, comparisons, figures, why).verdict
    if word == CANNOT_HOLD and _would_hold_if_cut(comparisons, figures):
        return replace(found, sentence=f"{found.sentence}; {CUT}")
    return found


def word_of(comparisons: Sequence[Comparison], figures: Figures) -> str:
    """The word of `judge` without its sentence."""
    return _decide(comparisons, figures)[0]


def _decide(
    comparisons: Sequence[Comparison], figures: Figures
) -> tuple[str, str, Measured | None]:
    """The word, what decided beside the intervals, and the link that decides."""
    domains = _domains(figures)
    for id, interval in domains.items():
        if interval.empty:
            why = f"no whole number prints as {figures[id].as_printed} ({id})"
            return NOT_CHECKABLE, why, None
    links = [measure(comparison, domains) for comparison in comparisons]
    if any(link.divisor is not None for link in links):
        void = void_divisor(comparisons, figures)
        if void is not None:
            why = f"{void} can only be zero, so nothing can be divided by it"
            return NOT_CHECKABLE, why, None
    words = [word_by_intervals(link, figures) for link in links]
    worst = min(range(len(links)), key=lambda i: WORST_FIRST.index(words[i]))
    word, why = words[worst], ""
    settled = word == CANNOT_HOLD or (word == HOLDS and len(links) == 1)
    if not settled and _needs_solver(links, figures):
        word, why = _solved(word, links, figures)
    return word, why, links[worst]


def _needs_solver(links: Sequence[Measured], figures: Figures) -> bool:
    """Whether intervals may be wider than the truth: links, curves, whole numbers, zero."""
    loose = any(not link.tight or link.divisor is not None for link in links)
    return len(links) > 1 or loose or any(f.whole for f in figures.values())


def _solved(word: str, links: Sequence[Measured], figures: Figures) -> tuple[str, str]:
    """The word after the solver was asked, and what it says that intervals do not."""
    comparisons = [link.comparison for link in links]
    unknown = [id for id in figures if not figures[id].as_printed]
    can = possible(comparisons, figures)
    if can is None:
        return NOT_CHECKABLE, "" if unknown else "a limit of work was reached"
    if not can:
        return CANNOT_HOLD, BY_SOLVER
    if unknown:
        return (CAN_HOLD, BY_WHOLE) if _is_a_check(comparisons, figures) else (word, "")
    if any(link.divisor is not None for link in links):
        ends = all(figure.interval.bounded for figure in figures.values())
        return (CAN_HOLD, BY_ZERO) if ends or word == CAN_HOLD else (word, "")
    if word != HOLDS and all(certainly(c, figures) for c in comparisons):
        return HOLDS, BY_ALWAYS
    return word, ""


def void_divisor(comparisons: Sequence[Comparison], figures: Figures) -> Node | None:
    """What can only be zero and yet divides, so that nothing follows."""
    domains = _domains(figures)
    sides = [side for c in comparisons for side in (c.left, c.right)]
    divisors = dict.fromkeys(divisor for side in sides for divisor in side.divisors())
    ends = {divisor: tight_bounds(divisor, domains) for divisor in divisors}
    doubtful = {d: end for d, end in ends.items() if end[0].overlaps(ZERO)}
    for divisor, (interval, _) in doubtful.items():
        if interval == ZERO:
            return divisor
    tight = all(sure for _, sure in doubtful.values())
    whole = any(figure.whole for figure in figures.values())
    if not doubtful or (len(doubtful) == 1 and tight and not whole):
        return None
    product = reduce(lambda a, b: Node("*", (a, b)), doubtful)
    zero = Node("number", number=0)
    apart = (possible([Comparison(product, op, zero)], figures) for op in "<>")
    return product if all(answer is False for answer in apart) else None


def _is_a_check(comparisons: Sequence[Comparison], figures: Figures) -> bool:
    """Whether all unknowns are whole numbers that the printed figures bound.

    Only then might no whole number have fitted.
    """
    domains = _domains(figures)
    for id in (id for id, figure in figures.items() if not figure.as_printed):
        about = [Constraint(c) for c in comparisons if id in c.names()]
        left = (constraint.project(domains, [id])[0][id] for constraint in about)
        if not (figures[id].whole and reduce(and_, left, LINE).bounded):
            return False
    return True


def _would_hold_if_cut(comparisons: Sequence[Comparison], figures: Figures) -> bool:
    """Whether the digits of the printed side, or of all figures, may have been cut."""
    cut = {id: figures[id] for id in figures}
    for id, figure in figures.items():
        if figure.rounding == "nearest" and figure.qualifier == "exact":
            cut[id] = replace(figure, rounding="truncated")
    ways = [cut]
    first, op, _ = print_first(comparisons[0])
    if op == "=" and first.op == "name":
        ways.insert(0, {**figures, first.name: cut[first.name]})
    return any(word_of(comparisons, way) in (HOLDS, CAN_HOLD) for way in ways)


def _domains(figures: Figures) -> dict[str, Interval]:
    return {name: figure.interval for name, figure in figures.items()}


def possible(comparisons: Iterable[Comparison], figures: Figures) -> bool | None:
    """Whether some true values behind the print satisfy all comparisons together."""
    from ..formula.solver import System  # slow to start, and seldom needed

    comparisons = list(comparisons)
    names = {name for comparison in comparisons for name in comparison.names()}
    whole = frozenset(id for id, figure in figures.items() if figure.whole)
    bounds = {id: figure.interval for id, figure in figures.items() if id in names}
    return System(comparisons, whole | {BELOW}).feasible(bounds)


def certainly(comparison: Comparison, figures: Figures) -> bool:
    """Whether a comparison holds whatever true values stand behind the figures.

    Beside a printed figure it is enough that every computed value prints like that.
    Asks the solver for values that break it.
    """
    breaches = _breaches(print_first(comparison), figures)
    return all(possible(chain, figures) is False for chain in breaches)


def always_true(comparisons: Sequence[Comparison], figures: Figures) -> bool:
    """Whether they hold whatever the figures are, so that none could contradict them."""
    blank = {id: figures[id].reads("") for c in comparisons for id in c.names()}
    for left, op, right in comparisons:
        found = measure(Comparison(left, op, right), _domains(blank)).difference
        if facing(op, ZERO).contains(found):
            continue
        nodes = {node.op for side in (left, right) for node in side.walk()}
        broken = (
            [Comparison(left, way, right)] for way in ([NOT[op]] if op in NOT else "<>")
        )
        if nodes.isdisjoint(("min", "max")) or any(
            possible(chain, blank) is not False for chain in broken
        ):
            return False
    return True


def _breaches(comparison: Comparison, figures: Figures) -> list[list[Comparison]]:
    """The ways in which a comparison may fail, each as a chain of comparisons.

    What a print is compared with may be too low for it, too high, or not whole.
    """
    left, op, right = comparison
    if op != "=":
        return [[Comparison(left, NOT[op], right)]]
    if left.op != "name" or left.name in set(right.names()):
        return [[Comparison(left, op, right)] for op in "<>"]
    low, high, low_open, high_open = figures[left.name].sure
    found = [
        [Comparison(right, beyond + "=" * left_out, Node("number", number=end))]
        for end, beyond, left_out in ((low, "<", low_open), (high, ">", high_open))
        if abs(end) != INF
    ]
    counted = right.op == "name" and figures[right.name].whole
    if figures[left.name].whole and not counted:
        below = Node("name", name=BELOW)
        above = Node("+", (below, Node("number", number=1)))
        found.append([Comparison(below, "<", right), Comparison(right, "<", above)])
    return found
