"""Who is in doubt, conflict by conflict, and what speaks for and against each figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..formula.parse import Formula
from ..number.wording import is_ratio, listed
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from ..verdict.word import print_first

FEWEST_ROWS = 4  # of one rule, before they are called a pattern
SHARE, AVERAGE, GROWTH_RATE = "share", "average", "growth rate"
SUM, DIFFERENCE, PRODUCT = "sum", "difference", "product"
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve"),
)
_REMARKS = {SUM: "a part left out or counted twice", DIFFERENCE: "another base"}
_REMARKS |= dict.fromkeys((SHARE, AVERAGE, GROWTH_RATE), "another base")
_N = r"((?![\d.]+(?![\w.]))[\w.]+)"  # a figure, not a number
_SHAPES = (  # what is computed, and the rule that is taken for it
    (rf"{_N} / {_N} - 1", GROWTH_RATE, "{0} - {1}"),
    (rf"\({_N} - {_N}\) / \2", GROWTH_RATE, "{0} - {1}"),
    (rf"{_N} / {_N}", SHARE, ""),
    (rf"{_N} - {_N}", DIFFERENCE, "{0} / {1} - 1"),
    (rf"{_N}( \+ {_N})+", SUM, ""),
    (rf"-?{_N}( [+-] {_N})+", DIFFERENCE, ""),
    (rf"{_N}( \* {_N})+", PRODUCT, ""),
)


@dataclass(frozen=True)
class Doubt:
    """One group of conflicts that share no figure with any other group.

    Parameters
    ----------
    sets : list of list of str
        Its smallest sets of figures, likeliest first; setting one aside mends it.
    relations : list of str
        The relations any one of which, left out, would mend it as well.
    pattern : str
        How the other rows of the same rule fare; blank where there are few.
    why : dict of str to str
        For figures doubted last among equals, why.
    remark : str
        What may be wrong with the relation instead.
    complete : bool
        False where the limit of work was reached: there may be other sets.
    """

    sets: list[list[str]]
    relations: list[str]
    pattern: str
    why: Mapping[str, str]
    remark: str
    complete: bool

    @property
    def figures(self) -> list[str]:
        """Every figure of its sets, in order."""
        return list(dict.fromkeys(name for names in self.sets for name in names))

    @property
    def sentence(self) -> str:
        """What is in doubt, in one sentence."""
        return "; ".join(filter(None, (self._who(), self.remark, self.because)))

    @property
    def because(self) -> str:
        """What speaks for and against its figures."""
        last: dict[str, list[str]] = {}
        for name, why in self.why.items():
            last.setdefault(why, []).append(name)
        doubts = [f"{listed(names)} doubted last: {why}" for why, names in last.items()]
        return "; ".join(filter(None, (self.pattern, *doubts)))

    def _who(self) -> str:
        each = [listed(names) for names in self.sets]
        if not any(map(len, self.sets)):
            who = "no figure may be doubted" if self.complete else "suspects not found"
        elif len(each) == 1:
            who = f"{each[0]} {'is' if len(self.sets[0]) == 1 else 'are'} in doubt"
        elif all(len(names) == 1 for names in self.sets):
            who = f"one of {listed(each)} is in doubt"
        else:
            who = f"in doubt: {', or '.join(each)}"
        late = "the limit of work was reached, so there may be others"
        return who if self.complete else f"{who} ({late})"


def _shape(relation: Relation) -> tuple[str, str, str]:
    """The figure that a relation computes, what it is, and the other rule; or blanks."""
    comparisons = relation.formula.comparisons
    left, op, right = print_first(comparisons[0])
    if op == "=" and left.op == "name" and len(comparisons) == 1:
        for shape, kind, other in _SHAPES:
            if found := re.fullmatch(shape, str(right)):
                return left.name, kind, other.format(*found.groups())
    return "", "", ""


def kind_of(relation: Relation, figures: Mapping[str, Figure]) -> str:
    """What a relation computes: a share, an average, a sum ...; blank for anything else."""
    name, kind, _ = _shape(relation)
    average = kind == SHARE and not is_ratio(figures[name].unit)
    return AVERAGE if average else kind


def rule_of(relation: Relation, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """The rule that rows of a table have in common: what is computed, in which units."""
    kind = kind_of(relation, figures)
    if not kind:
        return ()
    units = tuple(figures[name].unit for name in relation.formula.names)
    return kind, *(dict.fromkeys(units) if kind == SUM else units)


def remark_on(relation: Relation, figures: Mapping[str, Figure]) -> str:
    """What may be wrong with a relation instead of with its figures."""
    kind = _REMARKS.get(kind_of(relation, figures), "a class left out, or another base")
    return f"or relation {relation.id} itself is wrong ({kind})"


def pattern(kind: str, good: int, bad: int) -> str:
    """How many rows of one rule fit, in a sentence; blank where it tells nothing.

    Examples
    --------
    >>> pattern("average", 11, 1)
    'eleven of twelve averages fit; this one does not'
    >>> pattern("share", 0, 5)
    'none of five shares fits: the rule itself or what all share is in doubt'
    """
    rows = good + bad
    if rows < FEWEST_ROWS or 0 < good <= bad:
        return ""
    of = f"of {in_words(rows)} {kind}s"
    if not good:
        return f"none {of} fits: the rule itself or what all share is in doubt"
    return f"{in_words(good)} {of} fit; this one does not"


def in_words(number: int) -> str:
    """A small number as a word: "two", "twelve", "13"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def other_rule(relation: Relation) -> Formula | None:
    """A growth rate as a difference, a difference as a growth rate; else nothing.

    Examples
    --------
    >>> other_rule(Relation("r", Formula("g = now / before - 1"))).text
    'g = now - before'
    """
    name, _, rule = _shape(relation)
    return Formula(f"{name} = {rule}") if rule else None
