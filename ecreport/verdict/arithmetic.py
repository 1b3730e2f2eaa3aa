"""Arithmetic with printed figures, as written in a notebook cell: never a comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NoReturn

from ..errors import InputError
from ..formula.bounds import tight_bounds, zero_divisor
from ..formula.parse import LARGEST_POWER, Comparison, Node
from ..formula.units import check_units, unit_of
from ..number.interval import Interval, exact
from ..number.printed import Printed
from ..number.wording import places_for, scale_of, show_interval, show_value
from .judge import judge
from .relation import read_best
from .word import Verdict

NO_ORDER = (
    "printed figures are intervals: they have no order, equality or truth value; "
    "use (a / b).compare(c), or .value for the face value"
)


NO_NUMBER = (
    "a printed figure is an interval, not one number: use .interval, .value for the "
    'exact face value, or format(x, ".1%") to write it'
)
FORMAT_DIGITS = 60  # more than any print has


def _operator(op: str, turned: bool = False) -> Callable[[Operand, object], Computed]:
    """The method of a sign; turned where the other side comes first."""

    def joined(self: Operand, other: object) -> Computed:
        sides = [self.computed, Computed.of(other)]
        left, right = reversed(sides) if turned else sides
        if op == "-":
            node = Node("+", (left.node, Node("-", (right.node,))))
        else:
            node = Node(op, (left.node, right.node))
        return Computed(node, left.together(right.figures))

    return joined


def _refusal(why: str) -> Callable[..., NoReturn]:
    """The method of what a figure cannot do."""

    def refused(*_: object) -> NoReturn:
        raise TypeError(why)

    return refused


class Operand:
    """What may stand on either side of ``+ - * /`` and gives a computed value."""

    __add__, __radd__ = _operator("+"), _operator("+", turned=True)
    __sub__, __rsub__ = _operator("-"), _operator("-", turned=True)
    __mul__, __rmul__ = _operator("*"), _operator("*", turned=True)
    __truediv__, __rtruediv__ = _operator("/"), _operator("/", turned=True)
    __hash__ = object.__hash__
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __bool__ = _refusal(NO_ORDER)
    __float__ = __int__ = __abs__ = __trunc__ = __round__ = _refusal(NO_NUMBER)

    def __neg__(self) -> Computed:
        return Computed(Node("-", (self.computed.node,)), self.computed.figures)

    def __pow__(self, power: object) -> Computed:
        if type(power) is not int or power not in range(1, LARGEST_POWER + 1):
            raise TypeError(
                f"raises to {power!r}; a power is a whole number from 1 to {LARGEST_POWER}"
            )
        node = Node("^", (self.computed.node,), number=power)
        return Computed(node, self.computed.figures)

    @property
    def computed(self) -> Computed:
        """Itself as a computed value, the start of a calculation."""
        return Computed.of(self)

    def compare(self, other: object) -> Verdict:
        """Compare with a printed figure or another value: a verdict, never true or false.

        Parameters
        ----------
        other : Figure, Computed, int or Fraction
            The printed side.

        Raises
        ------
        InputError
            When the units differ, or two figures share an id.
        TypeError
            When the other side is text, a float or anything else.
        """
        mine, printed = self.computed, Computed.of(other)
        figures = mine.together(printed.figures)
        comparison = Comparison(printed.node, "=", mine.node)
        check_units([comparison], {id: figure.unit for id, figure in figures.items()})
        return read_best(lambda read: judge([comparison], read), figures)

    def __format__(self, spec: str) -> str:
        """The face value as `spec` says (".1%"); all of it where that is blank."""
        if not spec:
            return str(self)
        value = Fraction(self.computed.value)
        with localcontext(prec=FORMAT_DIGITS):
            return format(Decimal(value.numerator) / value.denominator, spec)


class Computed(Operand):
    """A value computed from printed figures: its face value and its interval.

    A figure that enters twice stays one figure, so the interval is tight.

    Examples
    --------
    >>> live = Figure("live", "469", Fraction(10**6), "person")
    >>> users = Figure("users", "10.51", Fraction(10**8), "person")
    >>> live / users
    44.62 %  [44.555 %, 44.694 %]
    """

    def __init__(self, node: Node, figures: Mapping[str, Printed]) -> None:
        self.node = node
        self.figures = dict(figures)
        units = {id: figure.unit for id, figure in self.figures.items()}
        self.unit = unit_of(node, units)  # raises where units do not fit

    @classmethod
    def of(cls, value: object) -> Computed:
        """A figure, a number or a computed value as a computed value."""
        if isinstance(value, Computed):
            return value
        if isinstance(value, Printed):
            return cls(Node("name", name=value.id), {value.id: value})
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return cls(Node("number", number=exact(value)), {})
        raise TypeError(_no_operand(value))

    @property
    def formula(self) -> str:
        """How it was computed."""
        return str(self.node)

    @property
    def interval(self) -> Interval:
        """Every value that the printed figures allow.

        Raises
        ------
        ZeroDivisionError
            When a divisor may be zero.
        """
        return self._over({id: f.interval for id, f in self.figures.items()})

    @property
    def value(self) -> Fraction:
        """What the face values give, as if nothing had been rounded."""
        points = {}
        for id, figure in self.figures.items():
            if figure.value is None:
                raise InputError(f"{id} is not printed: it has no face value")
            points[id] = Interval(figure.value, figure.value)
        return Fraction(self._over(points).low)

    def _over(self, domains: Mapping[str, Interval]) -> Interval:
        divisor = zero_divisor(self.node, domains)
        if divisor is not None:
            raise ZeroDivisionError(f"{divisor} may be zero: nothing can be computed")
        return tight_bounds(self.node, domains)[0]

    def together(self, others: Mapping[str, Printed]) -> dict[str, Printed]:
        """Its figures and the others by id; an error where two share one."""
        for id in self.figures.keys() & others.keys():
            if self.figures[id] is not others[id]:
                raise InputError(f'two different figures are both called "{id}"')
        return {**self.figures, **others}

    def __repr__(self) -> str:
        shown = show_interval(self.interval, self.unit)
        if any(figure.value is None for figure in self.figures.values()):
            return shown  # of what is not printed there is no face value
        scale = scale_of(self.value, self.unit)
        low, high = self.interval[:2]
        width = (high - low) / scale if self.interval.bounded else 1
        places = max(places_for(width) - 1, 0)
        return f"{show_value(self.value, self.unit, places)}  {shown}"


def _no_operand(value: object) -> str:
    found = f"{type(value).__name__} is neither a figure nor an exact number"
    if isinstance(value, str | float):
        kind = "text" if isinstance(value, str) else "a float, which is not exact"
        found = f"{value!r} is {kind}"
    number = value if re.fullmatch(r"-?\d+(\.\d+)?", str(value)) else 0.5
    return (
        f"{found}: write 3, Fraction('{number}') or a figure such as report.live_users"
    )


@dataclass(frozen=True, eq=False, repr=False)
class Figure(Printed, Operand):
    """One printed number that can be calculated with.

    Parameters
    ----------
    id : str
        Its name in formulas.
    as_printed : str
        The digits as printed, trailing zeros included; blank for an unknown.
    scale : Fraction
        What one unit of the digits is worth: 10**6 for "469 million", 1/100 for
        "44.6 %".
    unit : str
        The unit after scaling; blank switches the unit check off.
    qualifier : str
        The word before the digits: "exact" where there is none, "about", "nearly",
        "much_higher"; "more_than", "less_than", "at_least" and "at_most" leave out an
        end of the interval.
    step : Fraction, optional
        The rounding step after scaling; by default that of the last printed digit.
    rounding : str
        "nearest" leaves open which way a tie was rounded; else "half_up", "half_down",
        "truncated", "floor", "ceiling" or "exact".
    whole : bool
        True for a count that has no parts.
    weight : int, Fraction or inf
        How much it takes to doubt the figure; `inf` is never a suspect.
    shift : Fraction
        Added to the value, for a reading such as "a ratio of 2.2" (growth of 1.2).
    about : mapping of str to str
        Every other column of its row, such as period, publisher and note.

    Examples
    --------
    >>> Figure("users", "469", Fraction(10**6), "person")
    users: 469 million people  [468.5, 469.5]
    >>> Figure("share", "44.6", Fraction(1, 100), "ratio").interval
    [0.4455, 0.4465]
    """
