"""A folder of CSV files read into figures and relations, or refused with one sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..errors import InputError, suggest
from ..formula.parse import Formula, can_name
from ..formula.units import check_units
from ..number.interval import Number, exact
from ..number.printed import CONVENTIONS, QUALIFIERS
from ..verdict.arithmetic import Figure
from ..verdict.relation import Relation
from .rows import Row, rows

LARGEST_POWER = 40  # of ten, in a scale, a step or a weight
FIGURE_COLUMNS = ("id", "as_printed", "scale", "unit")
OPTIONAL_COLUMNS = (
    *("qualifier", "step", "rounding", "whole", "period_start", "period_end", "basis"),
    *("weight", "label", "readings", "status", "independent"),
)
KINDS = ("", "arithmetic", "print", "elsewhere")
_ID = re.compile(r"(?=.*[^\W\d_])[\w.]{1,100}")
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?/?\d*", re.ASCII)


@dataclass(frozen=True)
class Folder:
    """What a folder holds: figures of the report, figures of others, relations."""

    claims: Mapping[str, Figure]
    references: Mapping[str, Figure]
    relations: Mapping[str, Relation]

    def with_figures(self, changed: Mapping[str, Figure]) -> Folder:
        """The same folder with some figures changed."""
        claims, references = (
            {id: changed.get(id, figure) for id, figure in figures.items()}
            for figures in (self.claims, self.references)
        )
        return Folder(claims, references, self.relations)


def read_folder(path: Path) -> Folder:
    """Read and check a folder; nothing is half loaded.

    Parameters
    ----------
    path : Path
        A folder with claims.csv and relations.csv, and perhaps references.csv.

    Raises
    ------
    InputError
        With file, line, id, what was found and the way out.
    """
    if not path.is_dir():
        raise InputError(f'"{path}" is not a folder; name one that holds claims.csv')
    claims = _figures(path / "claims.csv", {})
    references: dict[str, Figure] = {}
    if (path / "references.csv").exists():
        references = _figures(path / "references.csv", claims)
    relations = _relations(path / "relations.csv", {**claims, **references}, claims)
    return Folder(claims, references, relations)


def _figures(path: Path, known: Mapping[str, Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for row in rows(path, FIGURE_COLUMNS, OPTIONAL_COLUMNS):
        figure = _figure(row)
        if figure.id in found or figure.id in known:
            raise row.error("the id is already taken; give each figure its own")
        found[figure.id] = figure
    return found


def _figure(row: Row) -> Figure:
    _check_id(row)
    printed = row.get("as_printed")
    figure = Figure(
        id=row.get("id"),
        as_printed=printed,
        scale=row.read("scale", number_of, "" if printed else "1", _POSITIVE),
        unit=row.get("unit"),
        qualifier=_one_of(row, "qualifier", QUALIFIERS, "exact"),
        step=row.read("step", number_of, "", _POSITIVE) if row.get("step") else None,
        rounding=_one_of(row, "rounding", CONVENTIONS, "nearest"),
        whole=_one_of(row, "whole", ("yes", "no"), "no") == "yes",
        weight=row.read("weight", _weight, "1", 'a positive number or "inf"'),
        about=row.cells,
    )
    return _checked(row, figure)


_POSITIVE = "a positive number such as 1e6, 0.01 or 1"


def _checked(row: Row, figure: Figure) -> Figure:
    try:
        empty = figure.interval.empty
        figure.readings  # noqa: B018  read now, so that an error names the row
    except InputError as error:
        raise row.error(str(error)) from None
    if empty:
        raise row.error(
            f'no whole number prints as "{figure.as_printed}"; clear the column whole'
        )
    return figure


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


def _one_of(row: Row, column: str, known: tuple[str, ...], default: str) -> str:
    text = row.get(column, default).lower()
    if text not in known:
        raise row.error(
            f'{column} is "{text[:40]}"{suggest(text, known)}; it must be one of '
            f"{', '.join(word for word in known if word)}"
        )
    return text


def _check_id(row: Row) -> None:
    id = row.get("id")
    if not _ID.fullmatch(id) or not can_name(id):
        raise row.error(
            f'the id "{id[:60]}" cannot stand in a formula; use letters, digits, _ and . '
            "with at least one letter, at most 100"
        )


def _relations(
    path: Path, figures: Mapping[str, Figure], claims: Mapping[str, Figure]
) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    units = {id: figure.unit for id, figure in figures.items()}
    for row in rows(path, ("id", "formula")):
        relation = _relation(row, figures, claims)
        if relation.id in found:
            raise row.error("the id is already taken; give each relation its own")
        try:
            check_units(relation.formula.comparisons, units)
        except InputError as error:
            raise row.error(str(error)) from None
        found[relation.id] = relation
    return found


def _relation(
    row: Row, figures: Mapping[str, Figure], claims: Mapping[str, Figure]
) -> Relation:
    _check_id(row)
    formula = row.read("formula", Formula, "", "a formula")
    about = tuple(part.strip() for part in row.get("about").split(";") if part.strip())
    _check_names(row, formula.names, figures)
    _check_names(row, about, claims)
    return Relation(
        id=row.get("id"),
        formula=formula,
        kind=_one_of(row, "kind", KINDS, "").replace("arithmetic", ""),
        about=about or tuple(name for name in formula.names if name in claims),
        because=row.get("because"),
        basis=row.get("basis"),
    )


def _check_names(row: Row, names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise row.error(
                f'no figure is called "{name[:60]}"{suggest(name, known)}; add a row for '
                "it or correct the name"
            )
