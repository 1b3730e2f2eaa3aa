"""The same check over the columns of a table: one exact verdict for each row."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError, suggest
from ..formula.parse import Comparison, Node, can_name, parse
from ..verdict.word import WORDS
from .columns import Column, exact_number, implied_scale
from .words import Chain

CHUNK = 2**16  # rows at a time: few enough to stay in the processor's cache
MANY = 1_000  # rows put to the exact solver one by one, from which on a warning says so
BOUNDS = ("printed_low", "printed_high", "computed_low", "computed_high")
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
    digits: it does not depend on floating-point rounding.

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
        What one unit of a column is worth: ``{"share": "0.01"}`` for per cent. A column
        of text in which every figure carries ``%`` needs none.
    rounding : str or mapping of str to str
        A convention of `Figure`, for all columns or for each.
    bounds : bool
        Whether to return the two intervals as well, as floats rounded outward.
    chunk : int
        How many rows to take at a time.

    Returns
    -------
    Series
        "holds", "can hold", "cannot hold" or "not checkable" (a cell is missing and the
        rest refutes nothing, or a divisor can only be zero) for each row, with the index
        of `df`. With `bounds`, a DataFrame that adds the ends of both sides. Its
        ``attrs["solved"]`` counts the rows that were put to the exact solver one by one,
        which only formulas need in which a column stands more than once; from 1,000
        such rows on a warning says so.

    Raises
    ------
    InputError
        When a column is missing, has no step, or holds what is no printed number.

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
    if not isinstance(chunk, int) or chunk < 1:
        raise InputError(f"chunk is {chunk}; it must be at least one row")
    chain = Chain(comparisons)
    codes = np.empty(len(df), dtype=np.int8)
    ends = np.empty((len(df), len(BOUNDS)) if bounds else (0, 0))
    for start in range(0, len(df), chunk):
        rows = slice(start, start + chunk)
        table = {column.name: column.read(start, start + chunk) for column in columns}
        codes[rows] = chain.words(table)
        if bounds:
            ends[rows] = chain.bounds(table)
    words = pd.Categorical.from_codes(codes, pd.Index(WORDS), ordered=True)
    found: pd.Series[Any] | pd.DataFrame
    found = pd.Series(words, index=df.index, name="verdict")
    if bounds:
        ends_named = dict(zip(BOUNDS, ends.T, strict=True))
        found = pd.DataFrame({"verdict": found} | ends_named)
    found.attrs["solved"] = chain.solved
    if chain.solved >= MANY:
        warnings.warn(
            f"{chain.solved:,d} of {len(df):,d} rows were put to the exact solver one by "
            f'one, which is slow; write "{formula[:60]}" with each column once if you can',
            stacklevel=2,
        )
    return found


def _question(
    df: Any, formula: str, printed: Any
) -> tuple[list[Comparison], dict[str, pd.Series[Any]]]:
    """The comparisons to be made, and the column of each name in them."""
    if not isinstance(df, pd.DataFrame):
        raise InputError(
            f"the table is a {type(df).__name__}; give a pandas DataFrame (a dict of "
            "columns: pandas.DataFrame(table); a Polars frame: table.to_pandas())"
        )
    sides, ops = _parsed(df, formula)
    given = {}
    if printed is not None:
        if not ops:
            name = printed if isinstance(printed, str) else "printed"
            sides, ops = [Node("name", name=name), *sides], ["="]
        if sides[0].op != "name":
            raise InputError(
                f'formula "{formula[:80]}": printed stands for its left side, which '
                "must be a name; give the right side alone as the formula"
            )
        given[sides[0].name] = _printed_values(df, printed)
    if not ops:
        raise InputError(
            f'formula "{formula[:80]}" compares nothing; give printed="..."'
        )
    pairs = zip(pairwise(sides), ops, strict=True)
    comparisons = [Comparison(left, op, right) for (left, right), op in pairs]
    names = dict.fromkeys(name for link in comparisons for name in link.names())
    if not names:
        raise InputError(f'formula "{formula[:80]}" names no column')
    return comparisons, {
        n: given[n] if n in given else _column(df, n, formula) for n in names
    }


def _parsed(df: pd.DataFrame, formula: str) -> tuple[list[Node], list[str]]:
    if not isinstance(formula, str):
        raise InputError(f"the formula is {formula!r:.50}; give a line of text")
    for name in map(str, df.columns):
        swallowed = re.escape(name) + r"[-+]?\d"
        if not can_name(name) and re.search(rf"(?<![\w.]){swallowed}", formula):
            raise _no_name(name)
    try:
        return parse(formula)
    except InputError:
        _refuse_spelling(df, formula)
        raise


def _refuse_spelling(df: pd.DataFrame, formula: str) -> None:
    """Name the column that stands in a formula although no formula can spell it."""
    for name in map(str, df.columns):
        if name.strip() and name in formula and not re.fullmatch(r"[\w.]+", name):
            raise _no_name(name)


def _no_name(name: str) -> InputError:
    fit = re.sub(r"\W+", "_", name).strip("_") or "a"
    fit = fit if can_name(fit) else f"{fit}_"
    return InputError(
        f'the column "{name[:60]}" cannot stand in a formula; rename the column, for '
        f'example df.rename(columns={{"{name[:60]}": "{fit[:60]}"}})'
    )


def _printed_values(df: pd.DataFrame, printed: Any) -> pd.Series[Any]:
    if isinstance(printed, str):
        return _column(df, printed)
    if isinstance(printed, pd.Series) and not printed.index.equals(df.index):
        raise InputError("printed has another index than the table; align it first")
    if np.ndim(printed) != 1 or len(printed) != len(df):
        raise InputError(
            f"printed has {np.size(printed)} values for {len(df)} rows; give a column, "
            "its name, or one value for each row"
        )
    return pd.Series(printed, index=df.index)


def _column(df: pd.DataFrame, name: str, formula: str = "") -> pd.Series[Any]:
    known = [str(column) for column in df.columns]
    if name not in known:
        _refuse_spelling(df, formula)
        raise InputError(
            f'the table has no column "{name[:60]}"{suggest(name, tuple(known))}; '
            "rename a column or correct the formula"
        )
    if known.count(name) > 1:
        raise InputError(f'the table has {known.count(name)} columns "{name}"')
    column: pd.Series[Any] = df.iloc[:, known.index(name)]
    sparse = isinstance(column.dtype, pd.SparseDtype)
    return pd.Series(column.to_numpy(), index=df.index) if sparse else column


def _columns(
    values: Mapping[str, pd.Series[Any]],
    steps: Given,
    scales: Given,
    rounding: str | Mapping[str, str],
) -> list[Column]:
    """Each column with what the options say of its rounding."""
    ways = dict.fromkeys(values, rounding) if isinstance(rounding, str) else rounding
    for what, given in (("steps", steps), ("scales", scales), ("rounding", ways)):
        if not isinstance(given, Mapping):
            raise InputError(
                f'{what} is {given!r:.50}; write it like {{"column": ...}}'
            )
        for name in given:
            if name not in values:
                close = suggest(str(name), tuple(values))
                raise InputError(f'{what}: the formula has no "{name}"{close}')
    return [
        Column(
            name,
            series,
            exact_number(steps[name], f"step of {name}") if name in steps else None,
            exact_number(scales.get(name, implied_scale(series)), f"scale of {name}"),
            ways.get(name, "nearest"),
        )
        for name, series in values.items()
    ]
