"""Columns of printed numbers as whole multiples of their rounding steps, exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from ..number.notation import refuse_scale_of_one
from ..number.printed import MOST_DIGITS, Digits
from ..verdict.arithmetic import Figure

Array = np.ndarray[Any, Any]
SAFE = 2**61  # whole numbers below it can be doubled and added in 64 bits
LARGEST_FLOAT = 2.0**48  # multiples below it are read from a float without doubt
NEAR = 1e-6  # how far from a whole multiple a float may lie
_PLAIN = re.compile(r"(-?\d{0,17})(?:\.(\d{1,17}))?", re.ASCII)


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
        missing = _missing(part, kind)
        if kind in "iu":
            return self._whole(_filled(part, missing, np.int64), missing, start)
        if kind == "f":
            return self._floats(_filled(part, missing, np.float64), missing, start)
        if kind in "bmMc":
            raise self._error(
                start, part[0], "is not a number; give a column of numbers"
            )
        return self._objects(np.asarray(part, dtype=object), start)

    @property
    def multiples(self) -> Fraction:
        """How many steps one unit of a number in this column is worth."""
        if self.step is None and self.rounding != "exact":
            raise InputError(
                f"column {self.name}: numbers do not say how they were rounded; give "
                f'steps={{"{self.name}": "0.1"}} or the digits as text'
            )
        return self.scale / self.step if self.step else Fraction(1)

    def _cells(self, value: Array, missing: Array | None) -> Cells:
        if self.step and self.rounding != "exact":
            return Cells(value, 1, self.step, self.rounding, missing)
        return Cells(value, 0, self.step or self.scale, self.rounding, missing)

    def _whole(self, values: Array, missing: Array | None, start: int) -> Cells:
        above, below = self.multiples.as_integer_ratio()
        found = values
        if below != 1:
            found = (values if below < SAFE else values.astype(object)) // below
            self._refuse(values, found * below != values, start)
        if above != 1:
            found = (
                found * above if _small(found, SAFE // above) else _times(found, above)
            )
        elif not _small(found, SAFE):
            found = found.astype(object)
        return self._cells(found, missing)

    def _floats(self, values: Array, missing: Array | None, start: int) -> Cells:
        steps = values * float(self.multiples)
        exact = self.step is None or self.step == 0
        if exact or not _small(steps, LARGEST_FLOAT):
            found = values.astype(object)
            if missing is not None:
                found[missing] = None
            return self._objects(found, start)
        found = np.rint(steps)
        off = np.abs(steps - found)
        if len(off) and not off.max() <= NEAR:  # the size of the value matters too
            allowed = NEAR + np.abs(steps) * 2.0**-51
            self._refuse(values, ~(off <= allowed), start)
        return self._cells(found.astype(np.int64), missing)

    def _objects(self, part: Array, start: int) -> Cells:
        try:
            codes, unique = pd.factorize(part)
        except TypeError:  # a list, a dict or a set
            row = next(n for n, item in enumerate(part) if not _plain(item))
            raise self._error(start + row, part[row], "is not a number") from None
        text = [isinstance(item, str) for item in unique]
        if not all(text) and any(text):
            row = int(np.argmax(codes == text.index(False)))
            raise self._error(start + row, part[row], "is a number in a column of text")
        read = self._text if any(text) else self._numbers
        found = read(list(unique), codes, start)
        if (codes >= 0).all() and found.missing is None:
            return found.take(codes)
        codes[codes < 0] = len(unique)
        blank = np.zeros(len(unique) + 1, dtype=bool)
        blank[:-1] = False if found.missing is None else found.missing
        blank[-1] = True
        value = np.append(found.value, 0)
        step = found.step
        step = np.append(step, 0) if isinstance(step, np.ndarray) else step
        return replace(found, value=value, step=step, missing=blank).take(codes)

    def _text(self, items: list[str], codes: Array, start: int) -> Cells:
        read = [self._digits(item, n, codes, start) for n, item in enumerate(items)]
        finest = max((decimals for _, decimals in read), default=0)
        grow = [10 ** (finest - decimals) for _, decimals in read]
        unit, step = self.scale / 10**finest, _array(grow)
        values = [number * by for (number, _), by in zip(read, grow, strict=True)]
        missing = np.array([not item.strip() for item in items], dtype=bool)
        one = int(step[0]) if len(set(grow)) == 1 else step
        size: int | Array = one if self.rounding != "exact" else 0
        if self.step is not None and self.rounding != "exact":
            size, parts = (self.step / unit).as_integer_ratio()
            unit, values = unit / parts, [value * parts for value in values]
        whole = _array(values) if np.max(size) < SAFE else _object(values)
        return Cells(whole, size, unit, self.rounding, missing)

    def _digits(
        self, item: str, place: int, codes: Array, start: int
    ) -> tuple[int, int]:
        plain = _PLAIN.fullmatch(item)
        if plain and plain[1] not in ("", "-"):
            part = plain[2] or ""
            return int(plain[1] + part), len(part)
        if not item.strip():
            return 0, 0
        try:
            refuse_scale_of_one(item, "", self.scale)
            digits = Digits.read(item, "ratio" if self.scale != 1 else "")
        except InputError as error:
            row = int(np.argmax(codes == place)) + start
            raise InputError(f"{self._where(row)}: {error}") from None
        return int(digits.value * 10**digits.decimals), digits.decimals

    def _numbers(self, items: list[Any], codes: Array, start: int) -> Cells:
        numbers = [_exact(item) for item in items]
        for place, number in enumerate(numbers):
            if number is None:
                row = int(np.argmax(codes == place)) + start
                raise self._error(row, items[place], "is not a number")
        counts = [number * self.multiples for number in numbers if number is not None]
        if self.step:
            off = [count.denominator != 1 for count in counts]
            self._refuse(_object(items), np.array(off, dtype=bool), start, codes)
            return self._cells(_array([int(count) for count in counts]), None)
        parts = lcm(*(count.denominator for count in counts))
        whole = _array([int(count * parts) for count in counts])
        return Cells(whole, 0, self.scale / parts, self.rounding)

    def _refuse(
        self, values: Array, off: Array, start: int, codes: Array | None = None
    ) -> None:
        """Name the first row that is no multiple of its step, if there is one."""
        if not off.any():
            return
        place = int(np.argmax(off))
        row = place if codes is None else int(np.argmax(codes == place))
        step = decimal(1 / self.multiples, -1, 12)
        why = f"is no multiple of its step {step}; give the step it was rounded to"
        raise self._error(start + row, values[place], why)

    def _where(self, row: int) -> str:
        return f"column {self.name}, row {self.values.index[row]}"

    def _error(self, row: int, found: object, why: str) -> InputError:
        return InputError(f"{self._where(row)}: {str(found)[:50]} {why}")


def _plain(item: object) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True


def _missing(part: Any, kind: str) -> Array | None:
    if kind in "iu" and isinstance(part.dtype, np.dtype):
        return None
    found = np.asarray(pd.isna(part))
    return found if found.any() else None


def _filled(part: Any, missing: Array | None, dtype: type) -> Array:
    """The numbers with a harmless one in place of each missing cell."""
    if isinstance(part.dtype, np.dtype):
        found = part.to_numpy()
        if missing is not None:
            found = np.where(missing, 0, found)
    else:
        found = part.to_numpy(dtype=part.dtype.numpy_dtype, na_value=0)
    if found.dtype == np.uint64 and not _small(found, SAFE):
        return _object([int(item) for item in found])
    filled: Array = found.astype(dtype, copy=False)
    return filled


def _small(values: Array, limit: float) -> bool:
    if not len(values):
        return True
    return bool(-limit < values.min() and values.max() < limit)


def _times(values: Array, factor: int) -> Array:
    found: Array = values.astype(object) * factor
    return found


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
