"""Columns of printed numbers as whole multiples of their rounding steps, exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype, is_scalar

from ..errors import InputError
from ..number.interval import decimal
from ..number.notation import MOST_DIGITS, NUMBER, Digits, plain, refuse_scale_of_one
from ..number.printed import CONVENTIONS, ENDS
from ..verdict.arithmetic import Figure
from .spans import UNIT, Array, Counts, End, Flag, Span

SAFE = 2**61  # whole numbers below it can be doubled and added in 64 bits
LARGEST_FLOAT = 2.0**48  # multiples below it are read from a float without doubt
NEAR = 1e-6  # how far from a whole multiple a float may lie
_POWER_OF_TEN = re.compile(r"[\d.+-]+[eE][+-]?\d\d?", re.ASCII)
_MARKS = re.compile("[, ']")  # between thousands


@dataclass(frozen=True)
class Cells:
    """Some rows of a column: values and steps as whole multiples of one unit."""

    value: Array
    step: int | Array
    unit: Fraction
    rounding: str
    missing: Array | None = None

    @property
    def point(self) -> bool:
        """Whether the print is the value."""
        return not isinstance(self.step, np.ndarray) and self.step == 0

    @cached_property
    def span(self) -> Span:
        """What the cells stand for, any number where one is missing."""
        way = "exact" if self.point else self.rounding
        down, up = (int(2 * part) * self.step for part in ENDS[way][:2])
        flags: tuple[Flag, Flag] = ENDS[way][2:]
        if way == "truncated":
            flags = self.value <= 0, self.value >= 0
            down, up = down * flags[0], up * flags[1]
        low, high = self.value * 2 + down, self.value * 2 + up
        size = max(-int(low.min(initial=0)), int(high.max(initial=0)), 1)
        positive = self.missing is None and bool(low.min(initial=1) > 0)
        first, last = (
            End(Counts(end, size, positive), UNIT, left_out)
            for end, left_out in zip((low, high), flags, strict=True)
        )
        found = Span(first, first if self.point else last, self.unit / 2)
        return found if self.missing is None else found.endless(self.missing)

    @property
    def sure(self) -> Span:
        """The values that print like this whichever way ties were rounded."""
        tied = self.rounding == "nearest" and not self.point
        return self.span.open if tied else self.span

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
        value, step = key[0], key[1] * self.unit or None
        rounding = self.rounding if step else "exact"
        return Figure(name, str(value), self.unit, step=step, rounding=rounding)


@dataclass(frozen=True)
class Column:
    """A column of a table with what is known of its rounding."""

    name: str
    values: pd.Series[Any]
    step: Fraction | None
    scale: Fraction
    rounding: str

    def __post_init__(self) -> None:
        if not self.scale:
            raise InputError(
                f"scale of {self.name}: 0 would make every number zero; leave it out"
            )
        if self.rounding not in CONVENTIONS:
            known = ", ".join(CONVENTIONS)
            raise InputError(
                f'rounding of {self.name}: "{self.rounding}" is none of {known}'
            )

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
        found = self._numbers(part, kind, start) if kind in "iuf" else None
        return found or self._objects(np.asarray(part, dtype=object), start)

    def _numbers(self, part: Any, kind: str, start: int) -> Cells | None:
        """Numbers of 64 bits as multiples of the step; None if some are too large."""
        values = part.to_numpy(dtype=np.dtype(f"{kind}8"), na_value=0)
        found = self._floats(values) if kind == "f" else self._whole(values)
        if found is None:
            return None
        counts, off = found
        if off.any():
            row = int(np.argmax(off))
            raise self._no_multiple(start + row, values[row])
        gaps = np.asarray(pd.isna(part))
        step = 1 if self.step and self.rounding != "exact" else 0
        unit, missing = self.step or self.scale, gaps if gaps.any() else None
        return Cells(counts, step, unit, self.rounding, missing)

    def _whole(self, values: Array) -> tuple[Array, Array] | None:
        """Whole numbers as multiples, and which are none."""
        above, below = self.multiples.as_integer_ratio()
        if below >= SAFE or not _small(values, SAFE // above):
            return None
        found = values.astype(np.int64, copy=False) * above
        counts = found // below
        return counts, counts * below != found

    def _floats(self, values: Array) -> tuple[Array, Array] | None:
        steps = values * float(self.multiples)
        if not self.step or not _small(steps, LARGEST_FLOAT):
            return None
        counts = np.rint(steps)
        off = np.abs(steps - counts)
        if off.max(initial=0) > NEAR:  # the size of the value matters too
            off -= np.abs(steps) * 2.0**-51
        return counts.astype(np.int64), off > NEAR

    @property
    def multiples(self) -> Fraction:
        """How many steps one unit of a number in this column is worth."""
        if self.step is None and self.rounding != "exact":
            raise InputError(
                f"column {self.name}: numbers do not say how they were rounded; give "
                f'steps={{"{self.name}": "0.1"}} or the digits as text'
            )
        return self.scale / self.step if self.step else Fraction(1)

    def _objects(self, part: Array, start: int) -> Cells:
        """Text, or numbers of any kind, each different one read once."""
        try:
            codes, unique = pd.factorize(part)  # a missing cell has the code -1
        except TypeError:  # a list, a dict or a set
            row = next(n for n, item in enumerate(part) if not _is_plain(item))
            raise self._error(start + row, part[row], "is not a number") from None

        def row_of(place: int) -> int:
            return start + int(np.argmax(codes == place))

        kinds = [isinstance(item, str) for item in unique]
        if len({*kinds}) > 1:
            row = row_of(kinds.index(False))
            raise self._error(row, part[row - start], "is a number in a column of text")
        if not all(kinds):
            self.multiples  # noqa: B018  numbers without a step are refused
        read = []
        for place, item in enumerate(unique):
            try:
                text = item if kinds[place] else _written(item)
                read.append(_digits(text, self.scale))
            except InputError as error:
                raise InputError(f"{self._where(row_of(place))}: {error}") from None
        found, off = self._counted([*read, None])
        if off is not None:
            raise self._no_multiple(row_of(off), unique[off])
        missing = np.array([digits is None for digits in [*read, None]])[codes]
        return replace(found.take(codes), missing=missing if missing.any() else None)

    def _counted(
        self, read: Sequence[tuple[int, int] | None]
    ) -> tuple[Cells, int | None]:
        """Digits and decimals as multiples of one unit, and where one is no multiple."""
        finest = max((digits[1] for digits in read if digits), default=0)
        filled = [digits or (0, finest) for digits in read]
        grow = [10 ** (finest - decimals) for _, decimals in filled]
        step: int | Array = grow[0] if len({*grow}) == 1 else _array(grow)
        unit, parts = self.scale / 10**finest, 1
        if self.rounding == "exact":
            step = 0
        elif self.step is not None:
            step, parts = (self.step / unit).as_integer_ratio()
        counts = [n * by * parts for (n, _), by in zip(filled, grow, strict=True)]
        checked = enumerate(counts if self.step and step else ())
        off = next((place for place, count in checked if count % step), None)
        values = _array(counts) if np.max(step) < SAFE else _object(counts)
        return Cells(values, step, unit / parts, self.rounding), off

    def _no_multiple(self, row: int, found: object) -> InputError:
        step = decimal(1 / self.multiples, -1, 12)
        why = f"is no multiple of its step {step}; give the step it was rounded to"
        return self._error(row, found, why)

    def _where(self, row: int) -> str:
        return f"column {self.name}, row {self.values.index[row]}"

    def _error(self, row: int, found: object, why: str) -> InputError:
        return InputError(f"{self._where(row)}: {str(found)[:50]} {why}")


def implied_scale(values: pd.Series[Any]) -> Fraction:
    """That of per cent where every figure of a column carries its sign; else 1."""
    percent = False
    for cell in [] if is_numeric_dtype(values.dtype) else values:
        if isinstance(cell, str) and plain(cell).endswith("%"):
            percent = True
        elif cell.strip() if isinstance(cell, str) else not _is_missing(cell):
            return Fraction(1)
    return Fraction(1, 100) if percent else Fraction(1)


def _is_missing(cell: Any) -> bool:
    return is_scalar(cell) and bool(pd.isna(cell))


def _is_plain(item: object) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True


def _written(item: Any) -> str:
    """A number of any kind in decimals."""
    fraction = isinstance(item, Fraction)
    text = decimal(item, -1, MOST_DIGITS) if fraction else str(item)
    if _POWER_OF_TEN.fullmatch(text):
        text = format(Decimal(text), "f")
    if not NUMBER.fullmatch(text) or (fraction and Fraction(text) != item):
        raise InputError(f"{text[:50]} is not a number in decimals")
    return text


def _digits(text: str, scale: Fraction) -> tuple[int, int] | None:
    """The digits as a whole number, and how many are decimals; None where it is blank."""
    short = len(text) <= MOST_DIGITS and text.isascii()
    whole, point, part = text.partition(".")
    if short and whole.isdigit() and (part.isdigit() or not point):  # the usual case
        return int(whole + part), len(part)
    match = NUMBER.fullmatch(text) if short and text[-1:].isdigit() else None
    if match is not None:
        whole, part = _MARKS.sub("", match[2]), match[3] or ""
        return int(match[1] + whole + part), len(part)
    if not text.strip():
        return None
    refuse_scale_of_one(text, "", scale)
    digits = Digits.read(text, "ratio" if scale != 1 else "")
    return int(digits.value * 10**digits.decimals), digits.decimals


def _small(values: Array, limit: float) -> bool:
    return bool(-limit < values.min(initial=0) and values.max(initial=0) < limit)


def _object(items: Sequence[Any]) -> Array:
    found = np.empty(len(items), dtype=object)
    found[:] = items
    return found


def _array(numbers: Sequence[int]) -> Array:
    """Whole numbers in 64 bits where they fit, else as they are."""
    large = max(map(abs, numbers), default=0) >= SAFE
    return _object(numbers) if large else np.array(numbers, dtype=np.int64)


def exact_number(value: Any, what: str) -> Fraction:
    """A step or a scale as an exact number; a float as its shortest decimal.

    Examples
    --------
    >>> exact_number(0.001, "step")
    Fraction(1, 1000)
    """
    try:
        found = Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or found < 0:
        raise InputError(f'{what}: "{value}" is no size; write it like 1000 or "0.1"')
    return found
