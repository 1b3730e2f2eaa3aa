"""The sentence of a verdict: what is printed, what the others give, how far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ..formula.bounds import bounds, tight_bounds, zero_divisor
from ..formula.parse import Comparison, Node
from ..formula.units import unit_of
from ..number.interval import LINE, Interval, Number, decimal, divide
from ..number.printed import ONE_SIDED, Printed
from ..number.wording import (
    ends_of,
    grouped,
    listed,
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
    Figures,
    Measured,
    Verdict,
    same_print,
)

MOST_NAMED = 8  # figures; of more than that, six are named and the others counted
MOST_PLACES = 12  # decimals beyond those of the print that may show two sides apart
SIGNS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
BY_SOLVER, BY_ALWAYS, BY_ZERO, BY_WHOLE = "solver", "always", "zero", "whole"
_SURENESS = {
    HOLDS: " whatever the unrounded figures were",
    CAN_HOLD: " for some unrounded figures, not for all",
    CANNOT_HOLD: " for any unrounded figures",
}


@dataclass
class Telling:
    """One verdict, and all that its sentence is made of."""

    word: str
    link: Measured  # the comparison that decides, the printed side first
    comparisons: Sequence[Comparison]  # the chain as written
    figures: Figures
    why: str = ""  # what decided beside the intervals: a `BY_` word, or a sentence

    def __post_init__(self) -> None:
        first, *more = self.comparisons
        self.formula = str(first) + "".join(f" {op} {right}" for _, op, right in more)
        self.left, self.op, self.right = self.link.comparison
        self.figure = self.figures[self.left.name] if self.left.op == "name" else None
        names = dict.fromkeys(self.link.comparison.names())
        self.missing = [n for n in names if not self.figures[n].as_printed]
        self.at_end = self.word == CAN_HOLD and not self.why and self.link.at_end

    @property
    def verdict(self) -> Verdict:
        """The verdict with its sentence."""
        told = Verdict(self.word, self.sentence, unit=self.unit)
        if self.missing:
            return told
        return replace(
            told,
            printed=self.link.printed,
            computed=self.link.computed,
            distance=self.distance,
            at_end=self.at_end,
            shown=self.shown,
        )

    @cached_property
    def gap(self) -> Number:
        """How far the comparison is from being true; 0 where it may be."""
        low, high = self.link.difference[:2]
        above, below = max(low, 0), max(-high, 0)
        apart = self.link.printed.gap(self.link.computed) if self.link.has_print else 0
        return {"<": above, ">": below}.get(self.op[0], max(below, above, apart))

    @property
    def distance(self) -> Number | None:
        """The gap in rounding steps of the printed side, else of its coarsest figure."""
        side = self.left if any(self.left.names()) else self.right
        used = [self.figures[name] for name in side.names()]
        if self.gap and not _adds(side):  # a product may be of another unit
            used = [figure for figure in used if figure.unit == self.unit != ""]
        step = max((figure.rounding_step for figure in used), default=0)
        bound = self.figure is not None and self.figure.qualifier in ONE_SIDED
        if self.why == BY_SOLVER or not step or (bound and self.gap):
            return None
        return divide(self.gap, step)

    @cached_property
    def unit(self) -> str:
        """The unit both sides are written in: blank where it cannot be told."""
        one = self.figure
        if one is not None and " points" in tail(one.said_scale, one.unit):
            return one.unit
        units = {name: self.figures[name].unit for name in self.link.comparison.names()}
        side = self.left if any(self.left.names()) else self.right
        known = side.op == "name" or all(map(str.strip, units.values()))
        return unit_of(side, units) if known and any(side.names()) else ""

    @cached_property
    def scale(self) -> Number | None:
        """The scale of the left side: that of its figures, where they are summed."""
        used = [self.figures[name] for name in self.left.names()]
        said = {(figure.said_scale, figure.unit) for figure in used}
        return said.pop()[0] if len(said) == 1 and _adds(self.left) else None

    @cached_property
    def shown(self) -> tuple[str, str]:
        """Both sides with one digit more than the print, more where it takes more."""
        printed, computed = self.link.printed, self.link.computed
        if self.figure is None or not self.figure.as_printed:
            return self._show(printed), self._show(computed)
        scale, right = self.figure.said_scale, self.right
        places = places_of(self.figure.interval, scale)
        other = self.figures[right.name].interval if right.op == "name" else LINE
        beside = max(places, places_of(other, scale))
        most = MOST_PLACES if self.word == CANNOT_HOLD and self.gap else 1
        beside += _places_more(printed, computed, scale, beside, most)
        return self._show(printed, places), self._show(computed, beside)

    def _show(self, side: Interval, places: int | None = None) -> str:
        return show_interval(side, self.unit, self.scale, places)

    @property
    def sentence(self) -> str:
        """The proof in one plain sentence."""
        if self.why in (BY_SOLVER, BY_ZERO, BY_WHOLE):
            return self._decided()
        if self.why and self.why != BY_ALWAYS:
            return self.why
        if self.missing and self.word == NOT_CHECKABLE:
            return f"{self.missing[0]} is not printed"
        if self.op != "=" and not self.why:
            return self._order()
        always = self.why or len(self.comparisons) > 1 or not self.link.has_print
        if self.word == HOLDS and always:
            equations = [c for c in self.comparisons if c.op == "="]
            printed = any("name" in (c.left.op, c.right.op) for c in equations)
            return f"{self.formula}{' as printed,' * printed}{_SURENESS[HOLDS]}"
        return self._refusal() if self.word == CANNOT_HOLD else self._agreement()

    def _decided(self) -> str:
        """The sentence where more than the two intervals decided."""
        divisor, missing = self.link.divisor, " and ".join(self.missing)
        if self.why == BY_ZERO:
            return f"{divisor} may be zero; other values of it fit {self.formula}"
        if self.why == BY_WHOLE:
            return f"a whole number {missing} fits {self.formula}"
        whole = any(figure.whole for figure in self.figures.values())
        what = f"no {'whole' if whole else 'true'} numbers behind them fit"
        if missing and whole:
            what = f"no whole number {missing} fits"
        elif divisor is not None:
            what = f"no value of {divisor} other than zero fits"
        printed = [figure for figure in self.figures.values() if figure.as_printed]
        return f"{_named(printed)}: {what} {self.formula}"

    def _refusal(self) -> str:
        """What is printed, what the others give, and how far off that is."""
        printed, computed = self.shown
        given = self._given(self.right)
        if self.figure is not None:
            read = f", here {printed}" if self.figure.shift else ""
            exact = self._is_its_print(self.right)
            other = self._said(self.right) if exact else f"{given} {computed}"
            text = f"printed {self.figure.printed}{read}, but {other}"
        elif self.left.op == "number":
            text = f"{given} {computed}, not {self.left}"
        else:
            text = f"{self._given(self.left)} {self._face(self.left)}{printed}, "
            text += f"but {given} {self._face(self.right)}{computed}"
        return text + self._off()

    def _agreement(self) -> str:
        """How the two sides of an equation lie that may be true."""
        printed, computed = self.shown
        if self.left.op == self.right.op == "name":
            one, other = (self.figures[s.name] for s in (self.left, self.right))
            if same_print(one, other):
                if one.printed == other.printed:
                    return f"both are printed {one.printed}"
                return f"both stand for {printed}"
        if self.word == NOT_CHECKABLE:
            return f"computed {computed} has no end that could contradict printed {printed}"
        if printed == computed:
            point = self.link.printed.low == self.link.printed.high
            return f"both {'are' if point else 'stand for'} {printed}"
        sure = self.word == HOLDS
        if self.left.op not in ("name", "number"):
            return f"left {printed} and right {computed} overlap{self._tie()}"
        if self.figure is not None and self.figure.qualifier in ONE_SIDED:
            how = f"{'is' if sure else 'may be'} {self.figure.printed}"
        else:
            how = f"{'lies inside' if sure else 'overlaps'} printed {printed}"
        return f"computed {computed} {how}{self._tie()}"

    def _tie(self) -> str:
        """On what it depends where the two sides have no more than an end in common."""
        if not self.at_end:
            return ""
        if self.figure is not None and self.figure.qualifier in (
            "more_than",
            "less_than",
        ):
            return ", but only if the very end counts as that"
        unsure = {f.qualifier for f in self.figures.values() if f.interval != f.sure}
        tie = ": true only if a tie was rounded one way"
        return " at an end alone" + (tie if unsure & {"exact", "about"} else "")

    def _order(self) -> str:
        """Whether one side is above the other, or a value between two others."""
        said = f"{self._said(self.left)}{{}} {SIGNS[self.op]} {self._said(self.right)}"
        if self.word == NOT_CHECKABLE:
            return f"an end is missing to tell whether {said.format(' is')}"
        ops = "".join(comparison.op[0] for comparison in self.comparisons)
        if ops in ("<<", ">>"):
            sides = self.comparisons[0].left, *(c.right for c in self.comparisons)
            low, middle, high = map(self._said, sides[:: 1 if ops == "<<" else -1])
            said = f"{middle}{{}} between {low} and {high}"
        refused = self.word == CANNOT_HOLD
        after = _SURENESS[self.word]
        if refused and self.gap:
            after = self._off(in_steps=ops in SIGNS)
        return said.format(" is not" if refused else " is") + after

    def _off(self, in_steps: bool = True) -> str:
        """How far the two sides are apart, in rounding steps where there are some."""
        if not self.gap:
            return ": they meet only at an end that the declared rounding excludes"
        if self.distance is None or not in_steps:
            scale = self.scale or scale_of(self.gap, self.unit)
            far = show_steps(divide(self.gap, scale), 6)
            after = tail(scale, self.unit, one=far == "1")
            if after == " %":
                after = f" percentage point{'s' * (far != '1')}"
        else:
            far = show_steps(self.distance)
            after = f" rounding step{'s' * (far != '1')}"
        return f": off by at least {far}{after}" if far else ": just outside"

    def _given(self, side: Node) -> str:
        """The figures of one side, with the verb that leads to what they give."""
        figures = [self.figures[name] for name in dict.fromkeys(side.names())]
        if not figures:
            return f"{side} is"
        verb = "stands for" if side.op == "name" else "gives"
        return f"{_named(figures)} {verb if len(figures) == 1 else 'give'}"

    def _said(self, side: Node) -> str:
        """One side of an order: a print and what it is of, or what its figures give."""
        used = {name: self.figures[name] for name in side.names()}
        if side.op == "name":
            return _named(used.values())
        if side.op == "number":
            number, scale = Fraction(side.number), self.scale
            near = None if scale and abs(number) * 100 < scale else scale
            return show_value(number, self.unit, 40, near) if number else "0"
        domains = {name: figure.interval for name, figure in used.items()}
        given = self._show(tight_bounds(side, domains)[0])
        return f"{given} from {_named(used.values())}" if used else given

    def _face(self, side: Node) -> str:
        """What the printed digits of one side give, before the interval of that side."""
        points = {}
        for name in side.names():
            value = self.figures[name].value
            if value is None or self.figures[name].qualifier in ONE_SIDED:
                return ""
            points[name] = Interval(value, value)
        if not points or zero_divisor(side, points) is not None:
            return ""
        return show_value(bounds(side, points).low, self.unit, 6, self.scale) + ", "

    def _is_its_print(self, side: Node) -> bool:
        """Whether a side is one figure whose print is its value."""
        figure = self.figures.get(side.name)
        return (
            figure is not None
            and figure.interval[:2] == (figure.value,) * 2
            and not figure.shift
        )


def _named(figures: Iterable[Printed]) -> str:
    """Figures as printed and what they are of; of a long list the rest is counted."""
    said = [
        f"{f.printed} ({f.described})"
        if f.as_printed
        else f"{f.described} (not printed)"
        for f in figures
    ]
    return listed(said, 6 if len(said) > MOST_NAMED else 0)


def _adds(node: Node) -> bool:
    """Whether an expression neither multiplies nor divides."""
    return node.op not in ("*", "/", "^") and all(map(_adds, node.args))


def show_steps(distance: Number, places: int = 1) -> str:
    """A distance rounded down to some decimals, or to two digits; blank if tiny."""
    while (
        0 < distance * 10**places < (1 if places == 1 else 10) and places < MOST_PLACES
    ):
        places += 1
    shown = grouped(decimal(distance, -1, places))
    return "" if shown == "0" and distance else shown


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
