"""One row of figures: what people type, read exactly or refused with the way out."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..errors import InputError, suggest
from ..formula.parse import can_name
from ..number.interval import Number, decimal, exact
from ..number.notation import (
    POINTS,
    SAID,
    SHARES,
    TAILS,
    Notation,
    money_fits,
    plain,
    read_notation,
    refuse_scale_of_one,
    singular,
)
from ..number.printed import CONVENTIONS, QUALIFIERS
from ..number.wording import DIMENSIONLESS
from ..verdict.arithmetic import Figure
from .period import read_period
from .rows import Row

LARGEST_POWER = 40  # of ten, in a scale, a step or a weight
_ID = re.compile(r"(?=.*[^\W\d_])[\w.]{1,100}")
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?/?\d*", re.ASCII)
# A scale of three digits beside the unit "1": a comma has shifted the cells.
_SHIFTED = re.compile(r"[2-9]\d\d|1(?!00)\d\d")
_POSITIVE = "a positive number such as 1e6, 0.01 or 1, or a word such as million"
_COMMA = re.compile(r"\D*\d[\d .]*,(?!\d{3}(?!\d))\d+\D*")  # marks no thousand


def figure_of(row: Row) -> Figure:
    """The figure of a row, whatever notation its cells use."""
    check_id(row)
    notation = row.read("as_printed", lambda text: _notation(text, row), "", "")
    unit = _unit(row, notation)
    scale = _scale(row, notation)
    told = {"unit": unit, "scale": row.get("scale")} if "scale" in row.cells else {}
    if not row.get("scale") and notation.digits:
        told["scale"] = decimal(scale, 1, 12)  # the cell said it: now the column does
    step = row.read("step", number_of, "", _POSITIVE) if row.get("step") else None
    figure = Figure(
        id=row.get("id"),
        as_printed=notation.digits,
        scale=scale,
        unit=unit,
        qualifier=_qualifier(row, notation),
        step=notation.step * scale if notation.step and step is None else step,
        rounding=one_of(row, "rounding", CONVENTIONS, "nearest"),
        whole=one_of(row, "whole", ("yes", "no"), "no") == "yes",
        weight=row.read("weight", _weight, "1", 'a positive number or "inf"'),
        about={**row.cells, **told, **_periods(row)},
    )
    return _checked(row, figure)


def _notation(text: str, row: Row) -> Notation:
    return read_notation(text, row.get("unit")) if text else Notation("")


def _scale(row: Row, notation: Notation) -> Fraction:
    """The scale of the row: that of its column, of its cell, or of both if they agree."""
    text, unit = row.get("as_printed"), row.get("unit").lower()
    scale = row.read("scale", scale_of, "", _POSITIVE) if row.get("scale") else None
    if scale is None:
        scale = notation.scale or SHARES.get(unit) or POINTS.get(unit) or Fraction(1)
        if notation.digits and notation.scale is None and unit in ("ratio", "1"):
            raise row.error(
                f'"{text[:40]}" without a scale can be read as {notation.digits} % or as '
                f"{notation.digits} times; write scale 0.01 or 1"
            )
    try:
        refuse_scale_of_one(text, unit, scale)
    except InputError as error:
        raise row.error(str(error)) from None
    if notation.scale not in (None, scale):
        said, there = decimal(notation.scale or 1, 1), decimal(scale, 1)
        raise row.error(
            f'"{text[:40]}" names a scale of {said} itself, and the column '
            f"scale says {there}; leave the column blank or let both say the same"
        )
    return scale


def scale_of(text: str) -> Fraction:
    """Read a scale: a positive number, or a word such as million, bn or per cent."""
    word = TAILS.get(text.lower())
    return word if word is not None else number_of(text)


def _unit(row: Row, notation: Notation) -> str:
    """The unit of the row, or the one its cell names, if they do not contradict."""
    unit, named, text = row.get("unit"), notation.unit, row.get("as_printed")[:40]
    numeric = unit != "1" or _SHIFTED.fullmatch(row.get("scale"))
    if _NUMBER.fullmatch(unit) and numeric:
        raise row.error(
            f'the unit is "{unit}", a number; put quotes around a cell that holds a comma'
        )
    if notation.money and not money_fits(notation.money, unit):
        raise row.error(
            f'"{text}" is an amount in {notation.money}, but the unit is "{unit}"; '
            "correct one of them"
        )
    if named == "%" and unit and unit.lower() not in _PER_CENT:
        raise row.error(
            f'"{text}" has a per-cent sign but its unit is "{unit}"; '
            'drop the sign or set the unit to "ratio" with scale 0.01'
        )
    if named in ("%", "times"):
        return unit or "ratio"
    code = notation.money if re.fullmatch("[a-z]{3,}", notation.money) else ""
    return unit or named or singular(code)


_PER_CENT = {*DIMENSIONLESS, *POINTS, *SHARES, "percentage point"}


def _qualifier(row: Row, notation: Notation) -> str:
    """The qualifier of the column or of the cell, in one of the words people use."""
    text = row.get("qualifier").lower().replace("_", " ")
    found = SAID.get(text) or one_of(row, "qualifier", QUALIFIERS, "exact")
    if notation.qualifier and row.get("qualifier") and notation.qualifier != found:
        raise row.error(
            f'as_printed says "{notation.qualifier}" and the column qualifier '
            f'"{found}"; leave the column blank or let both say the same'
        )
    return notation.qualifier or found


def _periods(row: Row) -> dict[str, str]:
    """The first and last month as YYYY-MM; an end before its start is refused."""
    first, last = "period_start", "period_end"
    found = {
        key: row.read(key, partial(read_period, last=key == last), "", "")
        for key in (first, last)
        if row.get(key)
    }
    if len(found) == 2 and found[last] < found[first]:
        raise row.error(
            f"period_end {found[last]} is before period_start {found[first]}; exchange them"
        )
    return found


def _checked(row: Row, figure: Figure) -> Figure:
    try:
        empty = figure.interval.empty
        figure.readings  # noqa: B018  read now, so that an error names the row
    except InputError as error:
        raise row.error(str(error)) from None
    if figure.digits and figure.step and _finer(figure):
        raise row.error(
            f'"{figure.as_printed}" is no multiple of the step {decimal(figure.step, 1)} '
            "that is declared; correct the digits, or clear the column step"
        )
    if empty:
        raise row.error(
            f'no whole number prints as "{figure.as_printed}"; clear the column whole'
        )
    return figure


def _finer(figure: Figure) -> bool:
    """Whether the digits say more than the step that is declared leaves."""
    assert figure.digits is not None and figure.step is not None
    return figure.digits.value * figure.scale % figure.step != 0


def one_unit(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures with one spelling for each unit, singular or plural, in any case."""
    spelt: dict[str, str] = {}
    for figure in figures.values():
        for word in _words(figure.unit):
            known = spelt.setdefault(singular(word), word)
            spelt[singular(word)] = min(known, word, key=lambda text: (len(text), text))
    return {
        id: figure
        if (unit := _respelt(figure.unit, spelt)) == figure.unit
        else replace(figure, unit=unit)
        for id, figure in figures.items()
    }


def _words(unit: str) -> list[str]:
    return [word.strip() for word in re.split(r"[/*]", unit) if word.strip()]


def _respelt(unit: str, spelt: Mapping[str, str]) -> str:
    parts = re.split(r"([/*])", unit)
    return "".join(
        part if part in "/*" else spelt.get(singular(part), part) for part in parts
    )


def decimal_commas(told: Iterable[Row]) -> str:
    """A cell of the file whose comma marks decimals; blank where there is none."""
    cells = (row.get("as_printed") for row in told)
    return next((cell for cell in cells if _COMMA.fullmatch(plain(cell))), "")


def refuse_decimal_comma(row: Row, comma: str) -> None:
    """Refuse a comma that marks a thousand in a file where another marks decimals."""
    text = row.get("as_printed")
    if comma and re.fullmatch(r"\D*\d{1,3},\d{3}\D*", plain(text)):
        raise row.error(
            f'"{text}" can be read as {text.replace(",", "")} or, since "{comma}" in this '
            f"file has a decimal comma, as {text.replace(',', '.')}; write decimal points"
        )


def warn_of_three_decimals(told: Sequence[Row]) -> None:
    """Say which cells may have a point at the thousand beside others with a comma."""
    cells = [plain(row.get("as_printed")) for row in told]
    if any(re.search(r"\d,\d{3}(?!\d)", cell) for cell in cells):
        for row, cell in zip(told, cells, strict=True):
            if re.fullmatch(r"\D*[1-9]\d{0,2}\.\d{3}\D*", cell):
                warnings.warn(
                    f"{row.file} line {row.line} ({row.get('id')}): {cell} is read with three "
                    "decimals; if its point marks a thousand, write a comma",
                    stacklevel=2,
                )


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


def one_of(row: Row, column: str, known: tuple[str, ...], default: str) -> str:
    """The cell of a column that must hold one of a few words."""
    text = row.get(column, default).lower()
    if text not in known:
        raise row.error(
            f'{column} is "{text[:40]}"{suggest(text, known)}; it must be one of '
            f"{', '.join(word for word in known if word)}"
        )
    return text


def check_id(row: Row) -> None:
    """Refuse an id that could not stand in a formula."""
    id = row.get("id")
    if _ID.fullmatch(id) and not can_name(id):
        raise row.error(
            f'the id "{id[:60]}" cannot stand in a formula, which would take it for a '
            "number; put a letter first"
        )
    if not _ID.fullmatch(id):
        raise row.error(
            f'the id "{id[:60]}" cannot stand in a formula; use letters, digits, _ and . '
            "with at least one letter, at most 100"
        )
