"""A folder of CSV files in, or every error of it at once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Integral, Real
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
    doubt_of_commas,
    figure_of,
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

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Those of the report and those of others, by id."""
        return {**self.claims, **self.references}

    @cached_property
    def about(self) -> Mapping[str, list[Relation]]:
        """The relations that bear on each claim, by the id of the claim."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations.values():
            for claim in dict.fromkeys(relation.about):
                found.setdefault(claim, []).append(relation)
        return found

    def with_figures(self, changed: Mapping[str, Figure]) -> Folder:
        """The same folder with some figures changed."""
        claims, references = (
            {id: changed.get(id, figure) for id, figure in figures.items()}
            for figures in (self.claims, self.references)
        )
        return replace(self, claims=claims, references=references)


def read_folder(path: Path, bare: bool = False) -> Folder:
    """Read and check a folder, or raise every error of it; nothing is half loaded.

    relations.csv may be missing where claims.csv has a column `formula`, and if `bare`.
    """
    if not path.is_dir():
        raise InputError(f'"{path}" is not a folder; name one that holds claims.csv')
    return _Reading(path, {}, bare).folder()


def read_tables(claims: Table, relations: Table, references: Table = ()) -> Folder:
    """A folder from rows in hand, mappings of column to cell, read as those of files."""
    tables = {"claims": claims, "references": references, "relations": relations}
    tables = {name: list(table) for name, table in tables.items()}
    return _Reading(None, tables, bare=True).folder()


class _Reading:
    """One run over all files of a folder, which collects every error it meets."""

    def __init__(
        self, path: Path | None, tables: Mapping[str, Table], bare: bool
    ) -> None:
        self.path, self.tables = path, tables
        self.bare = bare  # whether relations.csv may be missing
        self.errors: list[InputError] = []
        self.figure_places: dict[str, Place] = {}
        self.relation_places: dict[str, Place] = {}
        self.formulas: list[Row] = []  # of rows of claims.csv

    def folder(self) -> Folder:
        """All of it, or all its errors at once."""
        claims, references = self._figures("claims"), self._figures("references")
        figures = one_unit({**claims, **references})
        claims = {id: figures[id] for id in claims}
        references = {id: figures[id] for id in references}
        found = Folder(claims, references, {}, self.figure_places, self.relation_places)
        found = replace(found, relations=self._relations(found))
        if self.errors:
            raise InputError.of(self.errors)
        warn_of_two_formulas(found)
        return found

    def _rows(self, name: str, columns: Columns, needed: bool) -> list[Row]:
        """The rows of one file; an error of the file as a whole is kept too."""
        found: list[Row] = []
        try:
            if self.path is None:
                return table_rows(name, self.tables[name], columns)
            file = self.path / f"{name}.csv"
            if needed or file.exists() or file.is_symlink():  # a dead link is told
                found.extend(rows(file, columns, self.errors))
        except InputError as error:
            self.errors.append(error)
        return found

    def _figures(self, name: str) -> dict[str, Figure]:
        found: dict[str, Figure] = {}
        told = self._rows(name, FIGURES, needed=name == "claims")
        doubt = doubt_of_commas(told)
        for row in told:
            formula = name == "claims" and row.get("formula")
            self.bare |= bool(formula)
            try:
                refuse_decimal_comma(row, doubt)
                figure = figure_of(row)
                self._place(row, self.figure_places, "figure")
            except InputError as error:
                self.errors.append(row.error(error))
            else:
                found[figure.id] = figure
                self.formulas += [row] if formula else []
        if not doubt:
            warn_of_three_decimals(told)
        return found

    def _relations(self, folder: Folder) -> dict[str, Relation]:
        found: dict[str, Relation] = {}
        short = bool(self.errors)  # of figures that could not be read
        told = [_own_formula(row) for row in self.formulas]
        for row in told + self._rows("relations", RELATIONS, needed=not self.bare):
            try:
                check_id(row.get("id"))
                formula = Formula(row.get("formula"))
                about = re.findall(r"[^;\s](?:[^;]*[^;\s])?", row.get("about"))
                if short and not {*formula.names, *about} <= folder.figures.keys():
                    continue  # the figure may have its own error: say that one alone
                relation = _relation(row, formula, tuple(about), folder)
                self._place(row, self.relation_places, "relation")
                found[relation.id] = relation
            except InputError as error:
                self.errors.append(row.error(error))
        return found

    @staticmethod
    def _place(row: Row, places: dict[str, Place], what: str) -> None:
        """Keep where a row stands; refuse an id that another row has."""
        if row.get("id") in places:
            raise InputError(f"the id is already taken; give each {what} its own")
        places[row.get("id")] = (row.file, row.line)


def _relation(
    row: Row, formula: Formula, about: tuple[str, ...], folder: Folder
) -> Relation:
    _check_names(formula.names, folder.figures)
    _check_names(about, folder.claims)
    units = {name: folder.figures[name].unit for name in formula.names}
    check_units(formula.comparisons, units)
    return Relation(
        id=row.get("id"),
        formula=formula,
        kind=row.one_of("kind", KINDS, "").replace("arithmetic", ""),
        about=about or tuple(name for name in formula.names if name in folder.claims),
        because=row.get("because"),
        basis=row.get("basis"),
    )


def _own_formula(row: Row) -> Row:
    """The relation that a row of claims.csv gives in its column `formula`."""
    id, formula = row.get("id"), row.get("formula")
    text = f"{id} {formula}" if formula[0] in "<=>" else formula
    text = text if re.search("[<=>]", text) else f"{id} = {text}"
    return Row(row.file, row.line, {"id": id, "formula": text})


def table_rows(name: str, table: Table, columns: Columns) -> list[Row]:
    """Rows in hand, each with its number; a cell that is missing is blank."""
    found = []
    for number, cells in enumerate(table, 1):
        told = {
            columns.named(str(key)): "" if cell is None or cell != cell else cell
            for key, cell in cells.items()
        }
        for column in columns.required:
            if column not in told:
                raise InputError(
                    f'{name} row {number} has no "{column}"; found {", ".join(told)[:200]}'
                )
        row = Row(name, number, {column: str(cell) for column, cell in told.items()})
        printed = told.get("as_printed")
        if isinstance(printed, Real) and not isinstance(printed, Integral):
            raise row.error(
                f"as_printed is {printed}, a number that may have lost or gained digits; "
                "give it as text (pandas.read_csv does with dtype=str)"
            )
        found.append(row)
    return found


def _check_names(names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise InputError(
                f'no figure is called "{name[:60]}"{suggest(name, known)}; add a row for '
                "it or correct the name"
            )


def warn_of_two_formulas(folder: Folder) -> None:
    """Say where one figure is given by two formulas over the same figures that clash."""
    seen: dict[tuple[str, frozenset[str]], Relation] = {}
    for relation in folder.relations.values():
        links = relation.formula.comparisons
        if len(links) > 1 or links[0].op != "=" or links[0].left.op != "name":
            continue
        key = str(links[0].left), frozenset(relation.formula.names)
        first = seen.setdefault(key, relation)
        both = [*first.formula.comparisons, *links]
        used = {name: folder.figures[name] for name in key[1]}
        if first is not relation and judge(both, used).word == CANNOT_HOLD:
            warnings.warn(
                f"relations {first.id} and {relation.id} give {key[0]} by two formulas that "
                "cannot both hold; if its words can be read in two ways, keep one formula "
                "and name the ways in the column readings",
                stacklevel=2,
            )
