"""A folder of CSV files in, or every error of it at once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import InputError, suggest
from ..formula.parse import Formula
from ..formula.units import check_units
from ..verdict.arithmetic import Figure
from ..verdict.judge import judge
from ..verdict.relation import Relation
from ..verdict.word import CANNOT_HOLD
from .figures import (
    check_id,
    decimal_commas,
    figure_of,
    one_of,
    one_unit,
    refuse_decimal_comma,
    warn_of_three_decimals,
)
from .rows import Columns, Row, rows

FIGURES = Columns(
    ("id", "as_printed", "scale", "unit"),
    (
        *("qualifier", "step", "rounding", "whole", "period_start", "period_end"),
        *("basis", "weight", "label", "readings", "status", "independent", "formula"),
        *("origin", "party", "publisher", "publication", "published_on", "url", "link"),
    ),
)
RELATIONS = Columns(("id", "formula"), ("kind", "about", "because", "basis"))
KINDS = ("", "arithmetic", "print", "elsewhere")
Place = tuple[str, int]  # file and line
Cells = Mapping[str, object]
Table = Iterable[Cells]


@dataclass(frozen=True)
class Folder:
    """What a folder holds: figures of the report, figures of others, relations.

    `figure_places` and `relation_places` give the file and line of each by its id.
    """

    claims: Mapping[str, Figure]
    references: Mapping[str, Figure]
    relations: Mapping[str, Relation]
    figure_places: Mapping[str, Place] = field(default_factory=dict)
    relation_places: Mapping[str, Place] = field(default_factory=dict)

    def with_figures(self, changed: Mapping[str, Figure]) -> Folder:
        """The same folder with some figures changed."""
        claims, references = (
            {id: changed.get(id, figure) for id, figure in figures.items()}
            for figures in (self.claims, self.references)
        )
        return replace(self, claims=claims, references=references)


def read_folder(path: Path, bare: bool = False) -> Folder:
    """Read and check a folder; nothing is half loaded.

    Parameters
    ----------
    path : Path
        A folder with claims.csv and relations.csv, and perhaps references.csv. Where
        claims.csv has a column `formula`, relations.csv may be left out.
    bare : bool
        Whether relations.csv may be missing anyway, as before any were found.

    Raises
    ------
    InputError
        Every error of the folder, each with file, line, id, what was found, the way out.
    """
    if not path.is_dir():
        raise InputError(f'"{path}" is not a folder; name one that holds claims.csv')
    return _Reading(path, bare=bare).folder()


def read_tables(claims: Table, relations: Table, references: Table = ()) -> Folder:
    """A folder from rows that are already in hand, read as those of files are.

    Parameters
    ----------
    claims, relations, references : iterable of mapping of str to object
        One mapping from column to cell for each row.
    """
    tables = {"claims": claims, "references": references, "relations": relations}
    return _Reading(
        None, {name: list(table) for name, table in tables.items()}
    ).folder()


class _Reading:
    """One run over all files of a folder, which collects every error it meets."""

    def __init__(
        self,
        path: Path | None,
        tables: Mapping[str, list[Cells]] | None = None,
        bare: bool = False,
    ) -> None:
        self.path, self.tables, self.bare = path, tables or {}, bare
        self.errors: list[InputError] = []
        self.places: dict[str, dict[str, Place]] = {"figures": {}, "relations": {}}
        self.figures: dict[str, Figure] = {}
        self.formulas: list[Row] = []
        self.alone = (
            False  # whether claims.csv gives formulas, so that one file is enough
        )
        self.short = False

    def folder(self) -> Folder:
        """All of it, or all its errors at once."""
        claims = self._figures("claims")
        references = self._figures("references") if self._has("references") else {}
        self.figures = one_unit({**claims, **references})
        self.short = bool(self.errors)  # of figures that could not be read
        relations = self._relations(claims)
        if self.errors:
            raise InputError.of(self.errors)
        claims, references = (
            {id: self.figures[id] for id in part} for part in (claims, references)
        )
        warn_of_two_formulas(relations, self.figures)
        places = self.places["figures"], self.places["relations"]
        return Folder(claims, references, relations, *places)

    def _has(self, name: str) -> bool:
        if self.path is None:
            return bool(self.tables[name])
        file = self.path / f"{name}.csv"
        return file.exists() or file.is_symlink()  # a link that leads nowhere is told

    def _rows(self, name: str, columns: Columns) -> list[Row]:
        """The rows of one file; an error of the file as a whole is kept too."""
        found: list[Row] = []
        try:
            if self.path is None:
                found += table_rows(name, self.tables[name], columns)
            else:
                found.extend(rows(self.path / f"{name}.csv", columns, self.errors))
        except InputError as error:
            self.errors.append(error)
        return found

    def _figures(self, name: str) -> dict[str, Figure]:
        found: dict[str, Figure] = {}
        told = self._rows(name, FIGURES)
        comma = decimal_commas(told)
        self.alone |= any(row.get("formula") for row in told)
        for row in told:
            try:
                refuse_decimal_comma(row, comma)
                figure = figure_of(row)
                if figure.id in found or figure.id in self.places["figures"]:
                    raise row.error("the id is already taken; give each figure its own")
            except InputError as error:
                self.errors.append(error)
                continue
            found[figure.id] = figure
            self.places["figures"][figure.id] = (row.file, row.line)
            self.formulas += [row] if row.get("formula") and name == "claims" else []
        warn_of_three_decimals(told)
        return found

    def _relations(self, claims: Mapping[str, Figure]) -> dict[str, Relation]:
        found: dict[str, Relation] = {}
        told = [_own_formula(row) for row in self.formulas]
        if self._has("relations") or not (self.alone or self.bare):
            told += self._rows("relations", RELATIONS)
        for row in told:
            try:
                relation = self._relation(row, claims)
                if relation.id in found:
                    raise row.error(
                        "the id is already taken; give each relation its own"
                    )
            except _Skipped:
                continue
            except InputError as error:
                self.errors.append(error)
                continue
            found[relation.id] = relation
            self.places["relations"][relation.id] = (row.file, row.line)
        return found

    def _relation(self, row: Row, claims: Mapping[str, Figure]) -> Relation:
        check_id(row)
        formula = row.read("formula", Formula, "", "a formula")
        about = tuple(p.strip() for p in row.get("about").split(";") if p.strip())
        if self.short and not {*formula.names, *about} <= self.figures.keys():
            raise _Skipped  # the figure may have its own error: say that one alone
        _check_names(row, formula.names, self.figures)
        _check_names(row, about, claims)
        units = {name: self.figures[name].unit for name in formula.names}
        try:
            check_units(formula.comparisons, units)
        except InputError as error:
            raise row.error(str(error)) from None
        return Relation(
            id=row.get("id"),
            formula=formula,
            kind=one_of(row, "kind", KINDS, "").replace("arithmetic", ""),
            about=about or tuple(name for name in formula.names if name in claims),
            because=row.get("because"),
            basis=row.get("basis"),
        )


class _Skipped(Exception):
    """A relation that cannot be read because a figure of it was refused."""


def _own_formula(row: Row) -> Row:
    """The relation that a row of claims.csv gives in its column `formula`."""
    id, formula = row.get("id"), row.get("formula")
    text = f"{id} {formula}" if formula[0] in "<=>" else formula
    text = text if re.search("[<=>]", text) else f"{id} = {text}"
    return Row(row.file, row.line, {"id": id, "formula": text})


def table_rows(name: str, table: list[Cells], columns: Columns) -> list[Row]:
    """Rows in hand, each with its number; a cell that is missing is blank."""
    found = []
    for number, cells in enumerate(table, 1):
        named = {columns.named(str(key)): _cell(value) for key, value in cells.items()}
        missing = [column for column in columns.required if column not in named]
        if missing:
            raise InputError(
                f'{name} row {number} has no "{missing[0]}"; found {", ".join(named)[:200]}'
            )
        found.append(Row(name, number, named))
    return found


def _cell(value: object) -> str:
    """A cell as text: whole floats, as tables hold them, without their point."""
    if value is None or value != value:
        return ""
    return str(value)


def _check_names(row: Row, names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise row.error(
                f'no figure is called "{name[:60]}"{suggest(name, known)}; add a row for '
                "it or correct the name"
            )


def warn_of_two_formulas(
    relations: Mapping[str, Relation], figures: Mapping[str, Figure]
) -> None:
    """Say where one figure is given by two formulas over the same figures that clash."""
    seen: dict[tuple[str, frozenset[str]], Relation] = {}
    for relation in relations.values():
        links = relation.formula.comparisons
        key = str(links[0].left), frozenset(relation.formula.names)
        if len(links) > 1 or links[0].op != "=" or links[0].left.op != "name":
            continue
        first = seen.setdefault(key, relation)
        if first is not relation and _clash(first, relation, figures):
            warnings.warn(
                f"relations {first.id} and {relation.id} give {key[0]} by two formulas that "
                "cannot both hold; if its words can be read in two ways, keep one formula "
                "and name the ways in the column readings",
                stacklevel=2,
            )


def _clash(one: Relation, other: Relation, figures: Mapping[str, Figure]) -> bool:
    used = {name: figures[name] for name in one.formula.names}
    both = [*one.formula.comparisons, *other.formula.comparisons]
    return judge(both, used).word == CANNOT_HOLD
