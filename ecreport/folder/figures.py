"""One row of figures: what people type, read exactly or refused with the way out.

An error says what is wrong in the row; whoever reads the rows says where it stands.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..errors import InputError
from ..formula.parse import can_name
from ..formula.units import PURE
from ..number.interval import Number, decimal, exact
from ..number.notation import (
    POINTS,
    QUALIFIED,
    SCALES,
    SHARES,
    Notation,
    money_fits,
    plain,
    read_notation,
    refuse_scale_of_one,
    singular,
)
from ..number.printed import CONVENTIONS, QUALIFIERS
from ..verdict.arithmetic import Figure
from .period import read_period
from .rows import Row

LARGEST_POWER = 40  # of ten, in a scale, a step or a weight
_ID = re.compile(r"(?=.*[^\W\d_])[\w.]{1,100}")
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?/?\d*", re.ASCII)
# A scale of three digits beside the unit "1": a comma has shifted the cells.
_SHIFTED = re.compile(r"[2-9]\d\d|1(?!00)\d\d")
_POSITIVE = "a positive number such as 1e6, 0.01 or 1, or a word such as million"
_UNIT_WORD = re.compile(r"[^\s/*](?:[^/*]*[^\s/*])?")
# A comma that marks decimals for sure, one that may, and what shows that commas do not.
_DECIMAL_COMMA = re.compile(r"\D*\d[\d .]*,(?!\d{3}(?!\d))\d+\D*")
_LONE_COMMA = re.compile(r"\D*[1-9]\d{0,2},\d{3}\D*")
_THOUSANDS = re.compile(r"\d,\d{2,3}[,.]\d|\d\.(?!\d{3}(?!\d))\d")


def figure_of(row: Row) -> Figure:
    """The figure of a row, whatever notation its cells use."""
    check_id(row.get("id"))
    text = row.get("as_printed")
    notation = read_notation(text, row.get("unit")) if text else Notation("")
    unit = _unit(row, notation)
    scale = _scale(row, notation)
    told = {"unit": unit, "scale": row.get("scale")} if "scale" in row.cells else {}
    if not row.get("scale") and notation.digits:
        told["scale"] = decimal(scale, 1, 12)  # the cell said it: now the column does
    step = row.read("step", number_of, _POSITIVE)
    figure = Figure(
        id=row.get("id"),
        as_printed=notation.digits,
        scale=scale,
        unit=unit,
        qualifier=_qualifier(row, notation),
        step=notation.step * scale if notation.step and step is None else step,
        rounding=row.one_of("rounding", CONVENTIONS, "nearest"),
        whole=row.one_of("whole", ("yes", "no"), "no") == "yes",
        weight=row.read("weight", _weight, 'a positive number or "inf"') or 1,
        about={**row.cells, **told, **_periods(row)},
    )
    _check(figure)
    return figure


def _scale(row: Row, notation: Notation) -> Fraction:
    """The scale of the row: that of its column, of its cell, or of both if they agree."""
    text, unit = row.get("as_printed"), row.get("unit").lower()
    scale = row.read("scale", scale_of, _POSITIVE)
    if scale is None:
        scale = notation.scale or SHARES.get(unit) or POINTS.get(unit) or Fraction(1)
        if notation.digits and notation.scale is None and unit in ("ratio", "1"):
            raise InputError(
                f'"{text[:40]}" without a scale can be read as {notation.digits} % or as '
                f"{notation.digits} times; write scale 0.01 or 1"
            )
    refuse_scale_of_one(text, unit, scale)
    if notation.scale not in (None, scale):
        said, there = decimal(notation.scale or 1, 1), decimal(scale, 1)
        raise InputError(
            f'"{text[:40]}" names a scale of {said} itself, and the column '
            f"scale says {there}; leave the column blank or let both say the same"
        )
    return scale


def scale_of(text: str) -> Fraction:
    """Read a scale: a positive number, or a word such as million, bn or per cent."""
    word = SCALES.get(text.lower())
    return word if word is not None else number_of(text)


def _unit(row: Row, notation: Notation) -> str:
    """The unit of the row, or the one its cell names, if they do not contradict."""
    unit, named, text = row.get("unit"), notation.unit, row.get("as_printed")[:40]
    numeric = unit != "1" or _SHIFTED.fullmatch(row.get("scale"))
    if _NUMBER.fullmatch(unit) and numeric:
        raise InputError(
            f'the unit is "{unit}", a number; put quotes around a cell that holds a comma'
        )
    if notation.money and not money_fits(notation.money, unit):
        raise InputError(
            f'"{text}" is an amount in {notation.money}, but the unit is "{unit}"; '
            "correct one of them"
        )
    if named == "%" and unit and unit.lower() not in PURE:
        raise InputError(
            f'"{text}" has a per-cent sign but its unit is "{unit}"; '
            'drop the sign or set the unit to "ratio" with scale 0.01'
        )
    if named in ("%", "times"):
        return unit or "ratio"
    code = notation.money if re.fullmatch("[a-z]{3,}", notation.money) else ""
    return unit or named or singular(code)


def _qualifier(row: Row, notation: Notation) -> str:
    """The qualifier of the column or of the cell, in one of the words people use."""
    text = row.get("qualifier").lower().replace("_", " ")
    found = QUALIFIED.get(text) or row.one_of("qualifier", QUALIFIERS, "exact")
    if notation.qualifier and text and notation.qualifier != found:
        raise InputError(
            f'as_printed says "{notation.qualifier}" and the column qualifier '
            f'"{found}"; leave the column blank or let both say the same'
        )
    return notation.qualifier or found


def _periods(row: Row) -> dict[str, str]:
    """The first and last month as YYYY-MM; an end before its start is refused."""
    first, last = "period_start", "period_end"
    found = {
        key: read_period(row.get(key), last=key == last)
        for key in (first, last)
        if row.get(key)
    }
    if len(found) == 2 and found[last] < found[first]:
        raise InputError(
            f"period_end {found[last]} is before period_start {found[first]}; exchange them"
        )
    return found


def _check(figure: Figure) -> None:
    """Refuse digits finer than their step, readings that are none, and no value at all."""
    empty, digits, step = figure.interval.empty, figure.digits, figure.step
    figure.readings  # noqa: B018  read now, so that an error names the row
    if digits and step and digits.value * figure.scale % step != 0:
        raise InputError(
            f'"{figure.as_printed}" is no multiple of the step {decimal(step, 1)} '
            "that is declared; correct the digits, or clear the column step"
        )
    if empty:
        raise InputError(
            f'no whole number prints as "{figure.as_printed}"; clear the column whole'
        )


def one_unit(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures with one spelling for each unit, singular or plural, in any case."""
    words = {word for f in figures.values() for word in _UNIT_WORD.findall(f.unit)}
    spelt: dict[str, str] = {}
    for word in sorted(words, key=lambda text: (len(text), text)):
        spelt.setdefault(singular(word), word)
    found = {}
    for id, figure in figures.items():
        unit = _UNIT_WORD.sub(lambda word: spelt[singular(word[0])], figure.unit)
        found[id] = figure if unit == figure.unit else replace(figure, unit=unit)
    return found


def doubt_of_commas(told: Sequence[Row]) -> str:
    """Why a comma before three digits may mark decimals in a file; blank if it cannot."""
    cells = [plain(row.get("as_printed")) for row in told]
    for cell in filter(_DECIMAL_COMMA.fullmatch, cells):
        return f'"{cell}" in this file has a decimal comma'
    if told and told[0].mark == ";" and not any(map(_THOUSANDS.search, cells)):
        return "semicolons part the cells of this file"
    return ""


def refuse_decimal_comma(row: Row, doubt: str) -> None:
    """Refuse a comma that marks a thousand or decimals, where there is that doubt."""
    text = row.get("as_printed")
    if doubt and _LONE_COMMA.fullmatch(plain(text)):
        whole, parted = text.replace(",", ""), text.replace(",", ".")
        raise InputError(
            f'"{text}" can be read as {whole} or, since {doubt}, as {parted}; '
            "write the one you mean, without a comma"
        )


def warn_of_three_decimals(told: Sequence[Row]) -> None:
    """Say which cells may have a point at the thousand beside others with a comma."""
    cells = [plain(row.get("as_printed")) for row in told]
    if any(re.search(r"\d,\d{3}(?!\d)", cell) for cell in cells):
        for row, cell in zip(told, cells, strict=True):
            if re.fullmatch(r"\D*[1-9]\d{0,2}\.\d{3}\D*", cell):
                said = (
                    f"{cell} is read with three decimals; if its point marks a thousand"
                )
                warnings.warn(str(row.error(f"{said}, write a comma")), stacklevel=2)


def number_of(text: str) -> Fraction:
    """Read a positive number such as 1e6, 0.01 or 1/3, of bounded size."""
    if len(text) > LARGEST_POWER or not _NUMBER.fullmatch(text):
        raise ValueError(text)
    power = re.search(r"[eE]([+-]?\d+)", text)
    if power and abs(int(power[1])) > LARGEST_POWER:
        raise InputError(f"{text} exceeds the limit of {LARGEST_POWER} powers of ten")
    value = Fraction(text)
    if value <= 0:
        raise ValueError(text)
    return value


def _weight(text: str) -> Number:
    return math.inf if text.lower() == "inf" else exact(number_of(text))


def check_id(id: str) -> None:
    """Refuse an id that could not stand in a formula."""
    if not _ID.fullmatch(id):
        raise InputError(
            f'the id "{id[:60]}" cannot stand in a formula; use letters, digits, _ and . '
            "with at least one letter, at most 100"
        )
    if not can_name(id):
        raise InputError(
            f'the id "{id[:60]}" cannot stand in a formula, which would take it for a '
            "number; put a letter first"
        )
