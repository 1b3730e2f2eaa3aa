"""A printed number: its digits, how they were rounded, and the true values behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from numbers import Real
from typing import Self, cast

from ..errors import InputError, suggest
from .interval import INF, Interval, Number, exact
from .notation import Digits, refuse_scale_of_one
from .wording import (
    places_for,
    places_of,
    said_scale,
    scaled_by,
    show_interval,
    show_period,
    show_print,
    tail,
)

ONE_SIDED = ("more_than", "less_than", "at_least", "at_most")
QUALIFIERS = ("exact", "about", *ONE_SIDED, "nearly", "much_higher")
HALF = Fraction(1, 2)
# Steps below and above the value, and whether either end is open.
ENDS: dict[str, tuple[Number, Number, bool, bool]] = {
    "nearest": (-HALF, HALF, False, False),
    "half_up": (-HALF, HALF, False, True),
    "half_down": (-HALF, HALF, True, False),
    "truncated": (-1, 1, True, True),  # of zero; else as floor or ceiling
    "floor": (0, 1, False, True),
    "ceiling": (-1, 0, True, False),
    "exact": (0, 0, False, False),
}
CONVENTIONS = tuple(ENDS)
_SHIFT = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?", re.ASCII)


@dataclass(frozen=True, eq=False)
class Printed:
    """One printed number, held as the interval of true values it stands for.

    Its fields are described where they can be calculated with, at `Figure`.
    """

    id: str
    as_printed: str
    scale: Fraction = Fraction(1)
    unit: str = ""
    qualifier: str = "exact"
    step: Fraction | None = None
    rounding: str = "nearest"
    whole: bool = False
    weight: Number = 1
    shift: Fraction = Fraction(0)
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.as_printed, str):
            number = isinstance(self.as_printed, int | float | Fraction)
            found = f"{self.as_printed!r} is {'a number' if number else 'no text'}"
            raise InputError(
                f"{self.id}: {found}, and the digits as printed are text; write "
                f'"{self.as_printed if number else 44.6}", trailing zeros included'
            )
        for name in ("scale", "step"):
            given = getattr(self, name)
            if name == "scale" or given is not None:
                object.__setattr__(self, name, _exactly(self.id, name, given))
        for name, known in (("qualifier", QUALIFIERS), ("rounding", CONVENTIONS)):
            if (word := getattr(self, name)) not in known:
                raise InputError(
                    f'{self.id}: {name} is "{word}"{suggest(str(word), known)}; it must be '
                    f"one of {', '.join(known)}"
                )
        if not (isinstance(self.weight, Real) and self.weight > 0):
            raise InputError(
                f"{self.id}: weight {self.weight!r} is no positive number; write 2, a "
                "Fraction, or inf for a figure that is never in doubt"
            )

    @cached_property
    def digits(self) -> Digits | None:
        """The digits that were read, or None for an unknown."""
        if not self.as_printed:
            return None
        digits = Digits.read(self.as_printed, self.unit)
        if self.scale == 1:
            refuse_scale_of_one(self.as_printed, self.unit, self.scale)
        return digits

    @cached_property
    def value(self) -> Number | None:
        """The face value: digits times scale, in the unit; None for an unknown."""
        if self.digits is None:
            return None
        return exact(self.digits.value * self.scale + self.shift)

    @cached_property
    def rounding_step(self) -> Number:
        """What one unit of the last printed digit is worth; 0 where print is value."""
        if self.rounding == "exact" or self.digits is None:
            return 0
        if self.step is not None:
            return exact(self.step)
        if self.qualifier in ("about", "nearly"):
            return exact(Fraction(10) ** self.digits.last_power * self.scale)
        return exact(self._last_digit)

    @property
    def _last_digit(self) -> Fraction:
        """What one unit of the last printed digit is worth."""
        assert self.digits is not None
        return Fraction(10) ** -self.digits.decimals * self.scale

    @cached_property
    def interval(self) -> Interval:
        """Every true value that the print allows, ties included."""
        return self.widened(1)

    def widened(self, factor: Number) -> Interval:
        """The interval with its rounding step grown by a factor.

        The bound of a one-sided word ("more than") has no rounding step and stays.
        """
        found = self._behind(factor)
        return found.whole() if self.whole else found

    def _behind(self, factor: Number) -> Interval:
        """The true values behind the print, whole or not."""
        if self.value is None or self.qualifier == "much_higher":
            return Interval(-INF, INF)
        if self.qualifier in ONE_SIDED:
            return self._one_sided(self.value)
        step = Fraction(self.rounding_step) * Fraction(factor)
        if self.qualifier == "nearly":
            return _nearly(Fraction(self.value), step, Fraction(factor) / 10)
        return self._rounded(self.value, exact(step))

    def _one_sided(self, end: Number) -> Interval:
        """All beyond the print: a fall of more than 5 %, printed -5, goes further down."""
        counted = self.whole and self.step is None and self.rounding_step in (0, 1)
        strictly = counted and self.qualifier in ("more_than", "less_than")
        below = self.digits is not None and self.digits.value < 0
        if (self.qualifier in ("more_than", "at_least")) != below:
            return Interval(end, INF, low_open=strictly)
        return Interval(-INF, end, high_open=strictly)

    def _rounded(self, value: Number, step: Number) -> Interval:
        """From so many steps below the value to so many above, by the convention."""
        assert self.digits is not None
        rounding, sign = self.rounding, self.digits.value
        if rounding == "truncated" and sign:
            rounding = "floor" if sign > 0 else "ceiling"
        below, above, low_open, high_open = ENDS[rounding]
        low, high = exact(value + below * step), exact(value + above * step)
        return Interval(low, high, low_open and step > 0, high_open and step > 0)

    @cached_property
    def sure(self) -> Interval:
        """The values that print like this whichever way ties are rounded."""
        found = self._behind(1)
        if self.qualifier in ("more_than", "less_than") or (
            self.qualifier in ("exact", "about") and self.rounding == "nearest"
        ):
            found = found.open
        return found.whole() if self.whole else found

    @property
    def label(self) -> str:
        """The reader's name of the figure; its id where none is given."""
        return self.about.get("label") or self.id

    @property
    def period(self) -> tuple[str, str]:
        """First and last month, such as ("2022-01", "2022-09"); blank if not given."""
        return self.about.get("period_start", ""), self.about.get("period_end", "")

    @property
    def described(self) -> str:
        """What the figure is of and when, in words; its id where that is not given."""
        label, measure = self.about.get("label"), self.about.get("measure")
        what = label or self.about.get("subject", "").replace("_", " ")
        if measure in ("growth", "change") and not label:
            what = f"{measure} of {what}"
        when = show_period(*self.period)
        when = "" if when in what else when  # a label may say it already
        return ", ".join(filter(None, (what, when))) or self.id

    @property
    def url(self) -> str:
        """The address where it was read; blank where none is given."""
        return self.about.get("url", "")

    @property
    def note(self) -> str:
        """What else a reader should know of it."""
        return self.about.get("note", "")

    @property
    def source(self) -> str:
        """Who printed it, where and when it was read, with a link if there is one."""
        about = self.about.get
        who = about("publisher") or about("attributed_to")
        told = who, about("publication"), about("published_on"), self.seen
        return ", ".join(filter(None, told))

    @property
    def seen(self) -> str:
        """The link to where it was read, or the words that there is none to follow."""
        return "seen in a copy" if self.about.get("link") == "no" else self.url

    @property
    def usable(self) -> bool:
        """Whether the row may be used as truth: its status is ok, or not given."""
        return self.about.get("status", "") in ("", "ok")

    @property
    def printed(self) -> str:
        """The figure as a reader writes it: "more than 9 million broadcasts"."""
        if self.digits is None:
            return "much higher" if self.qualifier == "much_higher" else "not printed"
        words = [] if self.qualifier == "exact" else [self.qualifier.replace("_", " ")]
        words += ["rank"] * (self.unit == "rank")
        value = self.digits.value * self.scale
        if value < 0 and self.qualifier in ONE_SIDED:  # it is said of the size
            words.insert(0, "minus")
            value = -value
        words.append(show_print(value, self._last_digit, self.said_scale, self.unit))
        named = tail(exact(self.scale), self.unit)
        if self.about.get("measure") in ("growth", "multiple") and not named:
            words.append("times")
        return " ".join(words)

    def beside(self, other: Interval) -> str:
        """Another interval in the scale of the print, with one digit more than it has.

        A narrower interval has more, so that two of its digits can be told apart.
        """
        if not self.as_printed:
            return show_interval(other, self.unit)
        scale, places = self.said_scale, None
        if self.rounding_step:
            narrow = scaled_by(other, scale)
            width = narrow.high - narrow.low if other.bounded else INF
            fine = places_for(width) - 1 if width and width != INF else 0
            places = max(places_of(self.interval, scale), fine)
        return show_interval(other, self.unit, scale, places)

    @cached_property
    def said_scale(self) -> Number:
        """The scale in which people say the figure: million for one in ten thousands."""
        scale = exact(self.scale)
        if self.digits is None:
            return scale
        value = self.digits.value * scale
        return said_scale(value, self._last_digit, scale, self.unit)

    @cached_property
    def readings(self) -> dict[str, Self]:
        """The figure in each way its words can be read; empty where there is one way.

        The column `readings` holds "label: shift; label: shift".
        """
        found: dict[str, Self] = {}
        one_way = {**self.about, "readings": ""}
        for part in self.about.get("readings", "").split(";"):
            label, _, shift = (text.strip() for text in part.rpartition(":"))
            if not part.strip():
                continue
            if label in found or not label or not _SHIFT.fullmatch(shift):
                raise InputError(
                    f'readings holds "{part.strip()[:60]}"; write each as "label: shift" '
                    "(twice as much: -1), each with a label of its own"
                )
            found[label] = replace(self, shift=Fraction(shift), about=one_way)
        return found

    def reads(self, as_printed: str) -> Self:
        """The same figure with other digits on the page."""
        return replace(self, as_printed=as_printed)

    @property
    def title(self) -> str:
        """What a reader calls it: its label, or what it is of, when and by whom."""
        publisher = self.about.get("publisher")
        by = f" ({publisher})" if publisher else ""
        return self.about.get("label") or self.described + by

    def __repr__(self) -> str:
        if not self.as_printed or self.interval.low == self.interval.high:
            return f"{self.title}: {self.printed}"
        bounds = show_interval(self.interval, self.unit, self.said_scale, bare=True)
        return f"{self.title}: {self.printed}  {bounds}"


def _nearly(value: Fraction, step: Fraction, part: Fraction) -> Interval:
    """From the value down, towards zero, by a part of it or by its last unit not zero.

    Zero has no size to fall short of: what is nearly 0 lies within a unit around it.
    """
    if not value:
        return Interval(exact(-step), exact(step))
    size = abs(value)
    low = exact(max(size - max(size * part, step), Fraction(0)))
    found = Interval(low, exact(size))
    return found if value >= 0 else -found


def _exactly(id: str, name: str, given: object) -> Fraction:
    """A scale or step as an exact fraction; a float only where it is a whole number."""
    if type(given) is Fraction and given.numerator > 0:  # all but always so
        return given
    if isinstance(given, float) and not given.is_integer():
        raise InputError(
            f"{id}: {name} {given} is a float, which is not exact; write it as text, "
            f'"{given}", or as a Fraction'
        )
    try:
        value = Fraction(cast(float, given))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        value = Fraction(-1)
    if value < 0 or (name == "scale" and not value):
        raise InputError(
            f'{id}: {name} {given!r} is no positive number; write 10**6 or "0.01"'
        )
    return value
