"""Columns of printed numbers as whole multiples of their rounding steps, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError
from ..number.interval import decimal
from ..number.notation import MOST_DIGITS, NUMBER, Digits, refuse_scale_of_one
from ..verdict.arithmetic import Figure

Array = np.ndarray[Any, Any]
SAFE = 2**61  # whole numbers below it can be doubled and added in 64 bits
LARGEST_FLOAT = 2.0**48  # multiples below it are read from a float without doubt
NEAR = 1e-6  # how far from a whole multiple a float may lie
_MARKS = re.compile("[, ']")  # between thousands


@dataclass(frozen=True)
class Cells:
    """Some rows of a column: values and steps as whole multiples of one unit."""

    value: Array
    step: int | Array
    unit: Fraction
    rounding: str
    missing: Array | None = None

    @cached_property
    def ends(self) -> tuple[Array, Array]:
        """The lower and upper ends, in halves of the unit."""
        middle, step = self.value * 2, self.step
        if self.point:
            return middle, middle
        match self.way:
            case "floor":
                return middle, middle + 2 * step
            case "ceiling":
                return middle - 2 * step, middle
            case "truncated":
                down, up = self.value <= 0, self.value >= 0
                return middle - 2 * step * down, middle + 2 * step * up
        return middle - step, middle + step

    @property
    def half(self) -> Fraction:
        """What the ends are counted in."""
        return self.unit / 2

    @cached_property
    def way(self) -> str:
        """The convention; "truncated" is "floor" where all values are positive."""
        if self.rounding == "truncated" and len(self.value) and self.value.min() > 0:
            return "floor"
        return self.rounding

    @property
    def point(self) -> bool:
        """Whether the print is the value."""
        return not isinstance(self.step, np.ndarray) and self.step == 0

    @property
    def ties(self) -> bool:
        """Whether it is known which way ties were rounded."""
        return self.rounding != "nearest"

    @cached_property
    def open(self) -> tuple[Any, Any]:
        """Whether the lower and the upper end are left out; arrays if that differs."""
        if self.way == "truncated" and not self.point:
            return self.value <= 0, self.value >= 0
        low = self.way in ("ceiling", "half_down") and not self.point
        high = self.way in ("floor", "half_up") and not self.point
        return low, high

    @cached_property
    def largest(self) -> int:
        """A whole number that no end exceeds, in halves of the unit."""
        low, high = self.ends
        return max(-int(low.min()), int(high.max()), 1) if len(low) else 1

    @cached_property
    def above(self) -> bool:
        """Whether all its values are above zero."""
        return self.missing is None and bool(self.ends[0].min(initial=1) > 0)

    def take(self, rows: Array) -> Cells:
        """The same column with only some of the rows."""
        step = self.step[rows] if isinstance(self.step, np.ndarray) else self.step
        missing = None if self.missing is None else self.missing[rows]
        return replace(self, value=self.value[rows], step=step, missing=missing)

    def key(self, row: int) -> tuple[int, int] | None:
        """Value and step of a row as plain numbers; None for a missing cell."""
        if self.missing is not None and self.missing[row]:
            return None
        step = self.step[row] if isinstance(self.step, np.ndarray) else self.step
        return int(self.value[row]), int(step)

    def figure(self, name: str, key: tuple[int, int] | None) -> Figure:
        """The printed figure that such a row holds."""
        if key is None:
            return Figure(name, "")
        value, step = key
        return Figure(
            name, str(value), self.unit, step=step * self.unit, rounding=self.rounding
        )


@dataclass(frozen=True)
class Column:
    """A column of a table with what is known of its rounding."""

    name: str
    values: pd.Series[Any]
    step: Fraction | None
    scale: Fraction
    rounding: str

    def read(self, start: int, stop: int) -> Cells:
        """Some of its rows as whole multiples of a unit.

        Raises
        ------
        InputError
            When a cell is no printed number, or no multiple of its step.
        """
        part = self.values.array[start:stop]
        kind = getattr(part.dtype, "kind", "O")
        if kind in "bmMc":
            why = "is not a number; give a column of numbers"
            raise self._error(start, part[0], why)
        if kind not in "iuf":
            return self._objects(np.asarray(part, dtype=object), start)
        missing = None
        if kind == "f" or not isinstance(part.dtype, np.dtype):
            gaps = np.asarray(pd.isna(part))
            missing = gaps if gaps.any() else None
        return self._numbers(_filled(part, missing), missing, start)

    def _numbers(self, values: Array, missing: Array | None, start: int) -> Cells:
        """Numbers of 64 bits as multiples of the step; those too large one by one."""
        read = self._floats if values.dtype.kind == "f" else self._whole
        found = read(values) if values.dtype != object else None
        if found is None:
            items = values.astype(object)
            items[[] if missing is None else missing] = None
            return self._objects(items, start)
        counts, off = found
        if off is not None and off.any():
            row = int(np.argmax(off))
            raise self._no_multiple(start + row, values[row])
        return self._cells(counts, missing)

    def _whole(self, values: Array) -> tuple[Array, Array | None] | None:
        """Whole numbers as multiples, and which are none; nothing if they are too large."""
        above, below = self.multiples.as_integer_ratio()
        if below >= SAFE or not _small(values, SAFE // above):
            return None
        found = values * above if above > 1 else values
        if below == 1:
            return found, None
        counts = found // below
        return counts, counts * below != found

    def _floats(self, values: Array) -> tuple[Array, Array | None] | None:
        steps = values * float(self.multiples)
        if not self.step or not _small(steps, LARGEST_FLOAT):
            return None
        counts = np.rint(steps)
        off = np.abs(steps - counts)
        near = not len(off) or off.max() <= NEAR  # the size of the value matters too
        far = None if near else ~(off <= NEAR + np.abs(steps) * 2.0**-51)
        return counts.astype(np.int64), far

    @property
    def multiples(self) -> Fraction:
        """How many steps one unit of a number in this column is worth."""
        if self.step is None and self.rounding != "exact":
            raise InputError(
                f"column {self.name}: numbers do not say how they were rounded; give "
                f'steps={{"{self.name}": "0.1"}} or the digits as text'
            )
        return self.scale / self.step if self.step else Fraction(1)

    def _cells(self, value: Array, missing: Array | None = None) -> Cells:
        if self.step and self.rounding != "exact":
            return Cells(value, 1, self.step, self.rounding, missing)
        return Cells(value, 0, self.step or self.scale, self.rounding, missing)

    def _objects(self, part: Array, start: int) -> Cells:
        """Text, or numbers of any kind, each different one read once."""
        try:
            codes, unique = pd.factorize(part)
        except TypeError:  # a list, a dict or a set
            row = next(n for n, item in enumerate(part) if not _is_plain(item))
            raise self._error(start + row, part[row], "is not a number") from None
        kinds = [isinstance(item, str) for item in unique]
        if len(set(kinds)) > 1:
            row = int(np.argmax(codes == kinds.index(False)))
            raise self._error(start + row, part[row], "is a number in a column of text")
        items = [*unique, None]  # a missing cell has the code -1
        read = self._exactly if kinds and not any(kinds) else self._text
        found = read(items, lambda place: start + int(np.argmax(codes == place)))
        gaps = np.array([item is None or not str(item).strip() for item in items])
        missing = gaps[codes]
        return replace(found.take(codes), missing=missing if missing.any() else None)

    def _text(self, items: list[str | None], row: Callable[[int], int]) -> Cells:
        read = [
            self._digits(item or "", place, row) for place, item in enumerate(items)
        ]
        finest = max(decimals for _, decimals in read)
        grow = [10 ** (finest - decimals) for _, decimals in read]
        step: int | Array = grow[0] if len({*grow[:-1]}) == 1 else _array(grow)
        unit, parts = self.scale / 10**finest, 1
        if self.rounding == "exact":
            step = 0
        elif self.step is not None:
            step, parts = (self.step / unit).as_integer_ratio()
        counts = [count * by * parts for (count, _), by in zip(read, grow, strict=True)]
        for place, count in enumerate(counts if self.step and step else ()):
            if count % step:
                raise self._no_multiple(row(place), items[place])
        large = not np.max(step) < SAFE
        values = _object(counts) if large else _array(counts)
        return Cells(values, step, unit / parts, self.rounding)

    def _digits(
        self, item: str, place: int, row: Callable[[int], int]
    ) -> tuple[int, int]:
        """The digits of a cell as a whole number, and how many are decimals."""
        short = len(item) <= MOST_DIGITS and item.isascii()
        whole, point, part = item.partition(".")
        if (
            short and whole.isdigit() and (part.isdigit() or not point)
        ):  # the usual case
            return int(whole + part), len(part)
        match = NUMBER.fullmatch(item) if short and item[-1:].isdigit() else None
        if match is not None:
            whole, part = _MARKS.sub("", match[2]), match[3] or ""
            return int(match[1] + whole + part), len(part)
        if not item.strip():
            return 0, 0
        try:
            refuse_scale_of_one(item, "", self.scale)
            digits = Digits.read(item, "ratio" if self.scale != 1 else "")
        except InputError as error:
            raise InputError(f"{self._where(row(place))}: {error}") from None
        return int(digits.value * 10**digits.decimals), digits.decimals

    def _exactly(self, items: list[Any], row: Callable[[int], int]) -> Cells:
        numbers = [Fraction(0) if item is None else _exact(item) for item in items]
        for place, number in enumerate(numbers):
            if number is None:
                raise self._error(row(place), items[place], "is not a number")
        counts = [(number or 0) * self.multiples for number in numbers]
        for place, count in enumerate(counts if self.step else ()):
            if count.denominator != 1:
                raise self._no_multiple(row(place), items[place])
        parts = lcm(*(count.denominator for count in counts))
        found = self._cells(_array([int(count * parts) for count in counts]))
        return replace(found, unit=found.unit / parts)

    def _no_multiple(self, row: int, found: object) -> InputError:
        step = decimal(1 / self.multiples, -1, 12)
        why = f"is no multiple of its step {step}; give the step it was rounded to"
        return self._error(row, found, why)

    def _where(self, row: int) -> str:
        return f"column {self.name}, row {self.values.index[row]}"

    def _error(self, row: int, found: object, why: str) -> InputError:
        return InputError(f"{self._where(row)}: {str(found)[:50]} {why}")


def _is_plain(item: object) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True


def _filled(part: Any, missing: Array | None) -> Array:
    """The numbers with zero in place of each missing cell."""
    if not isinstance(part.dtype, np.dtype):
        found = part.to_numpy(dtype=part.dtype.numpy_dtype, na_value=0)
    else:
        found = part.to_numpy() if missing is None else np.where(missing, 0, part)
    if found.dtype == np.uint64 and not _small(found, SAFE):
        return _object([int(item) for item in found])
    kind = np.int64 if found.dtype.kind in "iu" else np.float64
    filled: Array = found.astype(kind, copy=False)
    return filled


def _small(values: Array, limit: float) -> bool:
    return bool(-limit < values.min(initial=0) and values.max(initial=0) < limit)


def _object(items: Sequence[Any]) -> Array:
    found = np.empty(len(items), dtype=object)
    found[:] = items
    return found


def _array(numbers: list[int]) -> Array:
    """Whole numbers in 64 bits where they fit, else as they are."""
    largest = max(map(abs, numbers), default=0)
    if largest >= 10 ** (2 * MOST_DIGITS):
        raise InputError(f"a number exceeds the limit of {2 * MOST_DIGITS} digits")
    return np.array(numbers, dtype=np.int64) if largest < SAFE else _object(numbers)


def _exact(item: Any) -> Fraction | None:
    """A number exactly; a float as the shortest decimal that gives it."""
    try:
        if isinstance(item, Fraction | Decimal):
            return Fraction(item)
        return Fraction(repr(float(item)) if hasattr(item, "hex") else int(item))
    except (TypeError, ValueError, OverflowError):
        return None


def exact_number(value: Any, what: str) -> Fraction:
    """A step or a scale as an exact number; a float as its shortest decimal.

    Examples
    --------
    >>> exact_number(0.001, "step")
    Fraction(1, 1000)
    """
    try:
        text = value.strip() if isinstance(value, str) else None
        found = Fraction(text) if text is not None else _exact(value)
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or found < 0:
        raise InputError(f'{what}: "{value}" is no size; write it like 1000 or "0.1"')
    return found
