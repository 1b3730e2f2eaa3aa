"""The sentence of a verdict: what is printed, what the others give, how far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..formula.bounds import bounds, tight_bounds, zero_divisor
from ..formula.parse import Comparison, Node
from ..formula.units import unit_of
from ..number.interval import LINE, Interval, Number, decimal, divide
from ..number.printed import Printed
from ..number.wording import (
    ends_of,
    grouped,
    places_of,
    scale_of,
    scaled_by,
    show_interval,
    show_value,
    tail,
)
from .word import (
    CAN_HOLD,
    CANNOT_HOLD,
    HOLDS,
    NOT_CHECKABLE,
    ONE_SIDED,
    Figures,
    Measured,
    Verdict,
    same_print,
)

MOST_NAMED = 8  # figures; of more than that, six are named and the others counted
MOST_PLACES = 12  # decimals beyond those of the print that may show two sides apart
SIGNS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
BY_SOLVER, BY_ALWAYS, BY_ZERO, BY_WHOLE = "solver", "always", "zero", "whole"


@dataclass(frozen=True)
class Telling:
    """All that the sentence of one verdict is made of.

    Parameters
    ----------
    word : str
    link : Measured
        The comparison that decides, the printed side first.
    comparisons : sequence of Comparison
        The chain as written.
    figures : mapping of str to Printed
    why : str
        What decided beside the two intervals: one of the four `BY_` words, a sentence
        of its own, or nothing.
    """

    word: str
    link: Measured
    comparisons: Sequence[Comparison]
    figures: Figures
    why: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict with its sentence."""
        if self.missing:
            return Verdict(self.word, self.sentence, unit=self.unit)
        return Verdict(
            self.word,
            self.sentence,
            self.link.printed,
            self.link.computed,
            self.distance,
            self.unit,
            self.at_end,
            self.shown,
        )

    @property
    def missing(self) -> list[str]:
        """The figures of the comparison that are not printed."""
        names = dict.fromkeys(self.link.comparison.names())
        return [name for name in names if not self.figures[name].as_printed]

    @cached_property
    def figure(self) -> Printed | None:
        """The figure on the printed side, where it is one."""
        left = self.link.comparison.left
        return self.figures[left.name] if left.op == "name" else None

    @property
    def at_end(self) -> bool:
        """Whether the two sides have no more than an end in common, and may hold."""
        return self.word == CAN_HOLD and not self.why and self.link.at_end

    @property
    def gap(self) -> Number:
        """How far the comparison is from being true; 0 where it may be."""
        op, (low, high) = self.link.comparison.op, self.link.difference[:2]
        above, below = max(low, 0), max(-high, 0)
        apart = self.link.printed.gap(self.link.computed) if self.link.has_print else 0
        return {"<": above, ">": below}.get(op[0], max(below, above, apart))

    @property
    def distance(self) -> Number | None:
        """The gap in rounding steps of the printed side, else of its coarsest figure."""
        left, _, right = self.link.comparison
        side = left if any(left.names()) else right
        used = [self.figures[name] for name in side.names()]
        if not _adds(side):  # a product may be of another unit than its figures
            used = [figure for figure in used if figure.unit == self.unit != ""]
        step = max((figure.rounding_step for figure in used), default=0)
        bound = self.figure is not None and self.figure.qualifier in ONE_SIDED
        if self.why == BY_SOLVER or not step or (bound and self.gap):
            return None
        return divide(self.gap, step)

    @cached_property
    def unit(self) -> str:
        """The unit both sides are written in: blank where it cannot be told."""
        left, _, right = self.link.comparison
        sides = [side for side in (left, right) if any(side.names())]
        units = {name: self.figures[name].unit for name in self.link.comparison.names()}
        one = self.figure
        if one is not None and " points" in tail(one.said_scale, one.unit):
            return one.unit
        if not sides or not (
            sides[0].op == "name" or all(map(str.strip, units.values()))
        ):
            return ""
        return unit_of(sides[0], units)

    @cached_property
    def shown(self) -> tuple[str, str]:
        """Both sides with one digit more than the print, more where it takes more."""
        printed, computed = self.link.printed, self.link.computed
        if self.figure is None or not self.figure.as_printed:
            return self.show(printed), self.show(computed)
        scale, right = self.figure.said_scale, self.link.comparison.right
        places = places_of(self.figure.interval, scale)
        other = self.figures[right.name].interval if right.op == "name" else LINE
        beside = max(places, places_of(other, scale))
        most = MOST_PLACES if self.word == CANNOT_HOLD and self.gap else 1
        beside += _places_more(printed, computed, scale, beside, most)
        return self.show(printed, places), self.show(computed, beside)

    def show(self, side: Interval, places: int | None = None) -> str:
        """An interval in the unit and scale of the comparison."""
        return show_interval(side, self.unit, self.scale, places)

    @cached_property
    def scale(self) -> Number | None:
        """The scale of the left side: that of its figures, where they are summed."""
        left = self.link.comparison.left
        said = {
            (self.figures[n].said_scale, self.figures[n].unit) for n in left.names()
        }
        return said.pop()[0] if len(said) == 1 and _adds(left) else None

    @property
    def formula(self) -> str:
        """The chain as written."""
        text = str(self.comparisons[0])
        return text + "".join(f" {op} {right}" for _, op, right in self.comparisons[1:])

    @property
    def sentence(self) -> str:
        """The proof in one plain sentence."""
        if self.why in (BY_SOLVER, BY_ZERO, BY_WHOLE):
            return _decided(self)
        if self.why and self.why != BY_ALWAYS:
            return self.why
        if self.missing and self.word == NOT_CHECKABLE:
            return f"{self.missing[0]} is not printed"
        always = len(self.comparisons) > 1 or not self.link.has_print
        if self.link.comparison.op != "=" and self.why != BY_ALWAYS:
            return _order(self)
        if self.word == HOLDS and (always or self.why):
            return _always(self)
        return _refusal(self) if self.word == CANNOT_HOLD else _agreement(self)


def _decided(told: Telling) -> str:
    """The sentence where more than the two intervals decided."""
    formula, missing = told.formula, " and ".join(told.missing)
    if told.why == BY_ZERO:
        return f"{told.link.divisor} may be zero; other values of it fit {formula}"
    if told.why == BY_WHOLE:
        return f"a whole number {missing} fits {formula}"
    whole = any(figure.whole for figure in told.figures.values())
    what = f"no {'whole' if whole else 'true'} numbers behind them fit"
    if missing and whole:
        what = f"no whole number {missing} fits"
    elif told.link.divisor is not None:
        what = f"no value of {told.link.divisor} other than zero fits"
    given = _named(figure for figure in told.figures.values() if figure.as_printed)
    return f"{given}: {what} {formula}"


def _always(told: Telling) -> str:
    sides = (s.op for c in told.comparisons if c.op == "=" for s in (c.left, c.right))
    said = " as printed," if "name" in sides else ""
    return f"{told.formula}{said} whatever the unrounded figures were"


def _refusal(told: Telling) -> str:
    """What is printed, what the others give, and how far off that is."""
    left, _, right = told.link.comparison
    printed, computed = told.shown
    given = _given(told, right)
    if told.figure is not None:
        read = f", here {printed}" if told.figure.shift else ""
        other = _said(told, right) if _exact(told, right) else f"{given} {computed}"
        text = f"printed {told.figure.printed}{read}, but {other}"
    elif left.op == "number":
        text = f"{given} {computed}, not {left}"
    else:
        value, other = _face(told, left), _face(told, right)
        text = f"{_given(told, left)} {value}{printed}, but {given} {other}{computed}"
    return text + _off(told)


def _exact(told: Telling, node: Node) -> bool:
    """Whether a side is one figure whose print is its value."""
    figure = told.figures[node.name] if node.op == "name" else None
    return (
        figure is not None
        and figure.interval[:2] == (figure.value,) * 2
        and not figure.shift
    )


def _given(told: Telling, node: Node) -> str:
    """The figures of one side, with the verb that leads to what they give."""
    figures = [told.figures[name] for name in dict.fromkeys(node.names())]
    if node.op == "number" or not figures:
        return f"{node} is"
    verb = (
        "give" if len(figures) > 1 else "stands for" if node.op == "name" else "gives"
    )
    return f"{_named(figures)} {verb}"


def _named(figures: Iterable[Printed]) -> str:
    """Figures as printed and what they are of; of a long list the rest is counted."""
    said = [
        f"{f.printed} ({f.described})"
        if f.as_printed
        else f"{f.described} (not printed)"
        for f in figures
    ]
    if len(said) > MOST_NAMED:
        said = [*said[:6], f"{len(said) - 6} more"]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _face(told: Telling, node: Node) -> str:
    """What the printed digits of one side give, before the interval of that side."""
    points = {}
    for name in node.names():
        value = told.figures[name].value
        if value is None or told.figures[name].qualifier in ONE_SIDED:
            return ""
        points[name] = Interval(value, value)
    if not points or zero_divisor(node, points) is not None:
        return ""
    return show_value(bounds(node, points).low, told.unit, 6, told.scale) + ", "


def _off(told: Telling, in_steps: bool = True) -> str:
    """How far the two sides are apart, in rounding steps where there are some."""
    if not told.gap:
        return ": they meet only at an end that the declared rounding excludes"
    if told.distance is None or not in_steps:
        scale = told.scale or scale_of(told.gap, told.unit)
        far = show_steps(divide(told.gap, scale), 6)
        after = tail(scale, told.unit, one=far == "1")
        if after == " %":
            after = f" percentage point{'s' * (far != '1')}"
    else:
        far = show_steps(told.distance)
        after = f" rounding step{'s' * (far != '1')}"
    return f": off by at least {far}{after}" if far else ": just outside"


def show_steps(distance: Number, places: int = 1) -> str:
    """A distance rounded down to some decimals, or to two digits; blank if tiny.

    Examples
    --------
    >>> from fractions import Fraction
    >>> show_steps(Fraction(1234567, 1000)), show_steps(Fraction("0.0465"))
    ('1,234.5', '0.046')
    """
    while (
        0 < distance * 10**places < (1 if places == 1 else 10) and places < MOST_PLACES
    ):
        places += 1
    shown = grouped(decimal(distance, -1, places))
    return "" if shown == "0" and distance else shown


def _agreement(told: Telling) -> str:
    """How the two sides of an equation lie that may be true."""
    left, _, right = told.link.comparison
    printed, computed = told.shown
    figures = [told.figures[side.name] for side in (left, right) if side.op == "name"]
    if len(figures) == 2 and same_print(*figures):
        if figures[0].printed == figures[1].printed:
            return f"both are printed {figures[0].printed}"
        return f"both stand for {printed}"
    if told.word == NOT_CHECKABLE:
        return f"computed {computed} has no end that could contradict printed {printed}"
    if printed == computed:
        point = told.link.printed.low == told.link.printed.high
        return f"both {'are' if point else 'stand for'} {printed}"
    if told.figure is not None and told.figure.qualifier in ONE_SIDED:
        verb = "is" if told.word == HOLDS else "may be"
        return f"computed {computed} {verb} {told.figure.printed}{_tie(told)}"
    if left.op not in ("name", "number"):
        return f"left {printed} and right {computed} overlap{_tie(told)}"
    verb = "lies inside" if told.word == HOLDS else "overlaps"
    return f"computed {computed} {verb} printed {printed}{_tie(told)}"


def _tie(told: Telling) -> str:
    """On what it depends where the two sides have no more than an end in common."""
    if not told.at_end:
        return ""
    if told.figure is not None and told.figure.qualifier in ("more_than", "less_than"):
        return ", but only if the very end counts as that"
    unsure = {f.qualifier for f in told.figures.values() if f.interval != f.sure}
    if unsure & {"exact", "about"}:
        return " at an end alone: true only if a tie was rounded one way"
    return " at an end alone"


_SURENESS = {
    HOLDS: " whatever the unrounded figures were",
    CAN_HOLD: " for some unrounded figures, not for all",
    CANNOT_HOLD: " for any unrounded figures",
}


def _order(told: Telling) -> str:
    """Whether one side is above the other, or a value between two others."""
    left, op, right = told.link.comparison
    said = f"{_said(told, left)}{{}} {SIGNS[op]} {_said(told, right)}"
    ops = "".join(comparison.op[0] for comparison in told.comparisons)
    if told.word == NOT_CHECKABLE:
        return f"an end is missing to tell whether {said.format(' is')}"
    if ops in ("<<", ">>"):
        sides = told.comparisons[0].left, *(c.right for c in told.comparisons)
        low, middle, high = (
            _said(told, side) for side in sides[:: 1 if ops == "<<" else -1]
        )
        said = f"{middle}{{}} between {low} and {high}"
    if told.word == CANNOT_HOLD and told.gap:
        return said.format(" is not") + _off(told, in_steps=ops in SIGNS)
    return (
        said.format(" is not" if told.word == CANNOT_HOLD else " is")
        + _SURENESS[told.word]
    )


def _adds(node: Node) -> bool:
    """Whether an expression neither multiplies nor divides."""
    return node.op not in ("*", "/", "^") and all(map(_adds, node.args))


def _said(told: Telling, side: Node) -> str:
    """One side of an order: a print and what it is of, or what its figures give."""
    used = {name: told.figures[name] for name in side.names()}
    if side.op == "name":
        return _named(used.values())
    if side.op == "number":
        number, scale = Fraction(side.number), told.scale
        near = None if scale and abs(number) * 100 < scale else scale
        return show_value(number, told.unit, 40, near) if number else "0"
    domains = {name: figure.interval for name, figure in used.items()}
    given = told.show(tight_bounds(side, domains)[0])
    return f"{given} from {_named(used.values())}" if used else given


def _places_more(
    a: Interval, b: Interval, scale: Number, places: int, most: int
) -> int:
    """How many decimals more it takes until ends that differ are shown to differ."""
    sides = scaled_by(a, scale), scaled_by(b, scale)
    apart = [(i, j) for i in (0, 1) for j in (0, 1) if a[i] != b[j]]
    for more in range(most):
        one, other = (ends_of(side, places + more) for side in sides)
        if all(one[i] != other[j] for i, j in apart):
            return more
    return most
