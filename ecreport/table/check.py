"""The same check over the columns of a table: one exact verdict for each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError, suggest
from ..formula.parse import Comparison, Node, parse
from ..number.printed import CONVENTIONS
from ..verdict.judge import WORDS, judge, print_first
from .columns import Array, Column, exact_number
from .spans import Approximate, Finder, tighten
from .vector import (
    CANNOT_HOLD,
    HOLDS,
    NOT_CHECKABLE,
    UNDECIDED,
    Table,
    settle,
    straighten,
)

CHUNK = 2**16  # rows at a time: few enough to stay in the processor's cache
BOUNDS = ("printed_low", "printed_high", "computed_low", "computed_high")
TURNED = {">": "<", ">=": "<="}
Given = Mapping[str, Any]


def check_table(
    df: pd.DataFrame,
    formula: str,
    printed: Any = None,
    *,
    steps: Given | None = None,
    scales: Given | None = None,
    rounding: str | Mapping[str, str] = "nearest",
    bounds: bool = False,
    chunk: int = CHUNK,
) -> pd.Series[Any] | pd.DataFrame:
    """Check a formula in every row of a table of printed numbers.

    The word of each row is the one that `Relation.check` gives for figures with these
    digits: it never hangs on how a computer rounds.

    Parameters
    ----------
    df : DataFrame
        Columns of digits as text ("44.60" was rounded to 0.01), or of numbers.
    formula : str
        ``"share = users / total"``, or ``"users / total"`` together with `printed`.
    printed : str, Series or array, optional
        The column, or the values, of the printed side.
    steps : mapping, optional
        What each column of numbers was rounded to, in the unit after scaling:
        ``{"users": 1000, "share": "0.001"}``; 0 where the number is exact.
    scales : mapping, optional
        What one unit of a column is worth: ``{"share": "0.01"}`` for per cent.
    rounding : str or mapping of str to str
        A convention of `Figure`, for all columns or for each.
    bounds : bool
        Whether to return the two intervals as well, as floats rounded outward.
    chunk : int
        How many rows to take at a time.

    Returns
    -------
    Series
        "holds", "can hold", "cannot hold" or "not checkable" (a cell is missing, or a
        divisor may be zero, and the rest refutes nothing) for each row, with the index
        of `df`. With `bounds`, a DataFrame that adds the ends of both sides.

    Raises
    ------
    InputError
        When a column is missing, has no step, or a number is no multiple of its step.

    Examples
    --------
    >>> table = pd.DataFrame({"users": ["469", "469"], "total": ["1051", "1051"]})
    >>> check_table(table.assign(share=["44.6", "46.4"]), "share = users / total",
    ...             scales={"share": "0.01"}).tolist()
    ['can hold', 'cannot hold']
    >>> table = pd.DataFrame({"a": [17.5], "b": [0.5], "sum": [18.0]})
    >>> steps = {"a": 0.1, "b": 0.1, "sum": 1}
    >>> check_table(table, "a + b", "sum", steps=steps).tolist()
    ['holds']
    >>> check_table(table, "a = b", steps={"a": 1, "b": 1})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ecreport.errors.InputError: column a, row 0: 17.5 is no multiple of its step 1; ...
    """
    comparisons, values = _question(df, formula, printed)
    columns = _columns(values, steps or {}, scales or {}, rounding)
    if chunk < 1:
        raise InputError(f"chunk is {chunk}; it must be at least one row")
    question = Question(comparisons)
    codes = np.empty(len(df), dtype=np.int8)
    ends = np.empty((len(df), len(BOUNDS)) if bounds else (0, 0))
    for start in range(0, len(df), chunk):
        rows = slice(start, start + chunk)
        table = {column.name: column.read(start, start + chunk) for column in columns}
        codes[rows] = question.words(table)
        if bounds:
            ends[rows] = question.bounds(table)
    words = pd.Categorical.from_codes(codes, pd.Index(WORDS), ordered=True)
    found = pd.Series(words, index=df.index, name="verdict")
    if not bounds:
        return found
    return pd.DataFrame({"verdict": found} | dict(zip(BOUNDS, ends.T, strict=True)))


def _question(
    df: pd.DataFrame, formula: str, printed: Any
) -> tuple[list[Comparison], dict[str, pd.Series[Any]]]:
    """The comparisons to be made, and the column of each name in them."""
    sides, ops = parse(formula)
    given = {}
    if printed is not None:
        name = printed if isinstance(printed, str) else "printed"
        if ops:
            name = _printed_name(formula, sides[0])
        else:
            sides, ops = [Node("name", name=name), *sides], ["="]
        given[name] = _printed_values(df, printed)
    if not ops:
        raise InputError(
            f'formula "{formula[:80]}" compares nothing; give printed="..."'
        )
    comparisons = [
        Comparison(*link) for link in zip(sides, ops, sides[1:], strict=False)
    ]
    names = dict.fromkeys(name for link in comparisons for name in link.names())
    if not names:
        raise InputError(f'formula "{formula[:80]}" names no column')
    return comparisons, {n: given[n] if n in given else _column(df, n) for n in names}


def _printed_name(formula: str, left: Node) -> str:
    if left.op != "name":
        raise InputError(
            f'formula "{formula[:80]}": printed stands for its left side, which must '
            "be a name; give the right side alone as the formula"
        )
    return left.name


def _printed_values(df: pd.DataFrame, printed: Any) -> pd.Series[Any]:
    if isinstance(printed, str):
        return _column(df, printed)
    if isinstance(printed, pd.Series) and not printed.index.equals(df.index):
        raise InputError("printed has another index than the table; align it first")
    if len(printed) != len(df):
        raise InputError(f"printed has {len(printed)} values for {len(df)} rows")
    return pd.Series(printed, index=df.index)


def _column(df: pd.DataFrame, name: str) -> pd.Series[Any]:
    known = [str(column) for column in df.columns]
    if name not in known:
        raise InputError(
            f'the table has no column "{name[:60]}"{suggest(name, tuple(known))}; '
            "rename a column or correct the formula"
        )
    if known.count(name) > 1:
        raise InputError(f'the table has {known.count(name)} columns "{name}"')
    return df.iloc[:, known.index(name)]


def _columns(
    values: Mapping[str, pd.Series[Any]],
    steps: Given,
    scales: Given,
    rounding: str | Mapping[str, str],
) -> list[Column]:
    ways = dict.fromkeys(values, rounding) if isinstance(rounding, str) else rounding
    for what, given in (("steps", steps), ("scales", scales), ("rounding", ways)):
        for name in given:
            if name not in values:
                close = suggest(str(name), tuple(values))
                raise InputError(f'{what}: the formula has no "{name}"{close}')
    return [
        Column(
            name=name,
            values=series,
            step=exact_number(steps[name], f"step of {name}")
            if name in steps
            else None,
            scale=exact_number(scales.get(name, 1), f"scale of {name}"),
            rounding=_convention(name, ways.get(name, "nearest")),
        )
        for name, series in values.items()
    ]


def _convention(name: str, rounding: str) -> str:
    if rounding not in CONVENTIONS:
        known = ", ".join(CONVENTIONS)
        raise InputError(f'rounding of {name}: "{rounding}" is none of {known}')
    return rounding


@dataclass(frozen=True)
class Question:
    """A chain of comparisons, ready to be put to any number of rows."""

    comparisons: Sequence[Comparison]

    @cached_property
    def links(self) -> list[Link]:
        """The comparisons one by one."""
        return [Link(print_first(comparison)) for comparison in self.comparisons]

    def words(self, table: Table) -> Array:
        """The word of every row, as its place in `WORDS`."""
        found = [link.words(table) for link in self.links]
        codes = found[0] if len(found) == 1 else _chained(found)
        rows = np.flatnonzero(codes == UNDECIDED)
        if len(rows):
            codes[rows] = self._exactly(table, rows)
        return codes

    def _exactly(self, table: Table, rows: Array) -> list[int]:
        """The words of some rows from their figures, each combination once."""
        keys = [tuple(cells.key(row) for cells in table.values()) for row in rows]
        words = {key: self._word(table, key) for key in dict.fromkeys(keys)}
        return [words[key] for key in keys]

    def _word(self, table: Table, key: tuple[Any, ...]) -> int:
        cells = zip(table.items(), key, strict=True)
        figures = {name: part.figure(name, found) for (name, part), found in cells}
        return WORDS.index(judge(self.comparisons, figures).word)

    def bounds(self, table: Table) -> Array:
        """The ends of both sides of the first comparison, rounded outward."""
        left, _, right = print_first(self.comparisons[0])
        find, columns = Finder(table), []
        with np.errstate(all="ignore"):
            for found in (find(tighten(left)), find(tighten(right))):
                columns += [
                    np.nextafter(found.low - found.error, -np.inf),
                    np.nextafter(found.high + found.error, np.inf),
                ]
        ends = np.stack(np.broadcast_arrays(*columns), axis=1)
        for cells in table.values():
            if cells.missing is not None:
                ends[cells.missing] = np.nan
        return ends


class Link:
    """One comparison: in whole numbers where that is safe, else in floats."""

    def __init__(self, comparison: Comparison) -> None:
        left, op, right = comparison
        if op in TURNED:
            comparison = Comparison(right, TURNED[op], left)
        self.names = tuple(dict.fromkeys(comparison.names()))
        self.straight = straighten(comparison)
        self.approximate = Approximate(comparison)

    def words(self, table: Table) -> Array:
        """The word of every row, `UNDECIDED` where only fractions can tell."""
        used = {name: table[name] for name in self.names}
        codes = settle(self.straight, used) if self.straight else None
        if codes is None:
            codes = self.approximate.settle(used)
        elif (codes == UNDECIDED).any():
            rows = np.flatnonzero(codes == UNDECIDED)
            some = {name: cells.take(rows) for name, cells in used.items()}
            codes[rows] = self.approximate.settle(some)
        return self._missing(codes, used)

    def _missing(self, codes: Array, table: Table) -> Array:
        """Mark the rows with a missing cell; leave those that may fail even so."""
        asked = set(self.names) if self.approximate.needs_solver(table) else set()
        if asked:
            codes[codes == NOT_CHECKABLE] = UNDECIDED
        asked.update(self.approximate.difference.corners)
        if self.straight and not any(cells.point for cells in table.values()):
            asked.clear()  # some value of the missing figure always fits
        for word, names in ((NOT_CHECKABLE, self.names), (UNDECIDED, asked)):
            for name in names:
                if (missing := table[name].missing) is not None:
                    codes[missing] = word
        return codes


def _chained(found: list[Array]) -> Array:
    """The words of a chain: a row that might fail as a whole is left undecided."""
    links = np.stack(found)
    codes = np.full(links.shape[1], UNDECIDED, dtype=np.int8)
    codes[(links == HOLDS).all(axis=0)] = HOLDS
    codes[(links == CANNOT_HOLD).any(axis=0)] = CANNOT_HOLD
    return codes
