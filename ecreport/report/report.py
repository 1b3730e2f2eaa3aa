"""A report: its claims, the figures of others, and what can be said of them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ..draft import folder as drafted
from ..draft import patterns
from ..errors import InputError, suggest
from ..folder.folder import read_folder, read_tables
from ..formula.parse import Formula
from ..number.interval import decimal
from ..number.wording import counted
from ..verdict.arithmetic import Figure
from ..verdict.sentence import show_steps
from ..verdict.word import WORDS, Verdict
from .claim import Claim, judge_claim
from .tables import Linked, Tables, table


def data_folder() -> Path:
    """Where the data of this package lie: beside it in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load(folder: str | Path | None = None) -> Report:
    """Read a report from a folder; by default the one this package is about.

    Parameters
    ----------
    folder : str or Path, optional
        A folder with claims.csv, relations.csv and perhaps references.csv.

    Raises
    ------
    InputError
        When a file cannot be used: says file, line, id, what was found, the way out.

    Examples
    --------
    >>> report = load()
    >>> report.live_users
    Live-commerce users: 469 million people  [468.5, 469.5]
    """
    return Report(read_folder(Path(folder) if folder is not None else data_folder()))


class Report(Tables):
    """A report taken apart: printed figures, and the relations between them.

    Read a figure by its name: ``report.live_users``; change a printed digit with
    ``report.replace(live_users="496")``; check every relation with ``report.check()``;
    ask for the words of each claim with ``report.words()``.

    Parameters
    ----------
    folder : Folder
        The figures and relations, as `ecreport.load` reads them.
    """

    @classmethod
    def from_tables(cls, claims: Any, relations: Any, references: Any = ()) -> Report:
        """A report from tables in hand, read as those of a folder are.

        Parameters
        ----------
        claims, relations, references : DataFrame or list of dict
            With the columns that the files of a folder have; what `ecreport.read` gives
            may be claims.

        Examples
        --------
        >>> claims = [{"id": "a", "as_printed": "3", "scale": "1", "unit": ""}]
        >>> Report.from_tables(claims, [{"id": "r", "formula": "a > 2"}]).verdict("r").word
        'holds'
        """
        rows, *others = map(_records, (claims, relations, references))
        rows = [
            drafted.claim(row) if {"sign", "doubt"} <= {*row} else row for row in rows
        ]
        return cls(read_tables(rows, *others))

    def __getattr__(self, name: str) -> Figure:
        if name.startswith("__") or "_folder" not in self.__dict__:
            raise AttributeError(name)
        try:
            return self[name]
        except InputError as error:
            raise AttributeError(str(error)) from None

    def __contains__(self, id: object) -> bool:
        return id in self.figures

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def __len__(self) -> int:
        return len(self.figures)

    def __bool__(self) -> bool:
        return True  # an empty report is a report

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._folder.claims]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.figures)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"

    def __repr__(self) -> str:
        folder, counts = self._folder, self.counts()
        said = ", ".join(f"{n} {word}" for word, n in counts.items() if n)
        claims = counted(len(folder.claims), "claim")
        others = counted(len(folder.references), "figure")
        relations = counted(len(folder.relations), "relation")
        beside = f" beside {others} of others" if folder.references else ""
        return f"Report of {claims}{beside}; {relations}: {said or 'none'}"

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Every row of claims.csv, by id."""
        return _frame(self._folder.claims.values())

    @cached_property
    def references(self) -> pd.DataFrame:
        """Every row of references.csv, by id."""
        return _frame(self._folder.references.values())

    @cached_property
    def relations(self) -> pd.DataFrame:
        """Every relation, by id: its formula, and why its sides may be compared."""
        rows = [
            (r.id, r.formula.text, r.kind, "; ".join(r.about), r.because, r.basis)
            for r in self._folder.relations.values()
        ]
        return table(rows, "id", "formula", "kind", "about", "because", "basis")

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict on each relation, by its id."""
        found = self._folder.relations.items()
        return {id: relation.check(self.figures) for id, relation in found}

    def formula(self, relation: str) -> Formula:
        """The formula of one relation, parsed, by its id."""
        self.verdict(relation)  # an unknown id is refused there
        return self._folder.relations[relation].formula

    def verdict(self, relation: str) -> Verdict:
        """The verdict on one relation, by its id."""
        if relation not in self.verdicts:
            raise InputError(
                f'no relation is called "{relation}"{suggest(relation, self.verdicts)}'
            )
        return self.verdicts[relation]

    def check(self) -> pd.DataFrame:
        """Check every relation by itself: a row each, with its word and its proof.

        Returns
        -------
        DataFrame
            Index: the id of the relation. Columns: formula, verdict, printed and
            computed (intervals, bounds rounded outward), distance_in_steps (rounding
            steps between them, rounded down), sentence, because.
        """
        rows = []
        for id, found in self.verdicts.items():
            relation = self._folder.relations[id]
            steps = "" if found.distance is None else show_steps(found.distance)
            why = relation.because or relation.basis
            text = relation.formula.text
            rows.append(
                (id, text, found.word, *found.shown, steps, found.sentence, why)
            )
        columns = ["formula", "verdict", "printed", "computed", "distance_in_steps"]
        return table(rows, "id", *columns, "sentence", "because")

    def suggest(self) -> pd.DataFrame:
        """Relations that the printed figures may obey, the likeliest first; none accuses.

        Returns
        -------
        DataFrame
            Index: the number that `ecreport suggest --accept` takes. Columns: formula,
            kind, verdict, chance (the share of random figures that would fit as well),
            rivals (other relations of the same figure) and because.
        """
        return patterns.table(list(self._folder.claims.values()))

    def counts(self) -> pd.Series:
        """How many relations have each verdict."""
        words = [verdict.word for verdict in self.verdicts.values()]
        return pd.Series({word: words.count(word) for word in WORDS}, name="relations")

    def claim(self, id: str) -> Claim:
        """The words of one claim, with the relations they rest on."""
        claims = self._folder.claims
        if id not in claims:
            raise InputError(f'no claim is called "{id}"{suggest(id, claims)}')
        return judge_claim(id, self._folder, self.verdicts)

    def words(self, *ids: str) -> pd.DataFrame:
        """The two words of each claim, drawn from its relations by a written rule.

        Parameters
        ----------
        *ids : str
            The claims to show; all where none is named.

        Returns
        -------
        DataFrame
            Index: the id of the claim. Columns: label, printed, quoted (how), support
            (by what), because (one sentence) and rests_on (ids of relations).
        """
        rows = []
        for found in map(self.claim, ids or self._folder.claims):
            figure, on = self[found.id], "; ".join(found.rests_on)
            said = found.quoted, found.support, found.because, on
            rows.append((found.id, figure.label, _said(figure), *said))
        columns = ["label", "printed", "quoted", "support", "because", "rests_on"]
        return table(rows, "id", *columns)

    def sources(self, *starts: str) -> pd.DataFrame:
        """Where figures of others were read, each publication once.

        Parameters
        ----------
        *starts : str
            How the ids of the figures begin ("cnnic50_"); all where none is given.

        Returns
        -------
        DataFrame
            Index: the publisher. Columns: publication, published_on, seen (a link, or
            the words that there is none).
        """
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for id, figure in self._folder.references.items():
            if id.startswith(starts or ""):
                source = _source(figure)
                found.setdefault(source[:2], source)
        return table(found.values(), "publisher", *_SOURCE)

    def evidence(self, relation: str) -> pd.DataFrame:
        """The figures of others that one relation uses, and where each was read.

        Parameters
        ----------
        relation : str
            The id of the relation.

        Returns
        -------
        DataFrame
            Index: the publisher. Columns: figure (what it is of, and when), printed,
            publication, published_on, seen (a link, or the words that there is none).
        """
        names, others = self.formula(relation).names, self._folder.references
        rows = []
        for figure in (others[name] for name in names if name in others):
            publisher, *where = _source(figure)
            rows.append((publisher, figure.described, figure.printed, *where))
        return Linked(table(rows, "publisher", "figure", "printed", *_SOURCE))

    def replace(self, **printed: str) -> Report:
        """The same report with other digits printed: ``replace(live_users="496")``.

        Raises
        ------
        InputError
            When no figure has that name, or the text is no printed number.
        """
        changed = {id: self._reprinted(id, text) for id, text in printed.items()}
        return Report(self._folder.with_figures(changed))

    def _reprinted(self, id: str, text: str) -> Figure:
        figure = self[id].reads(text)
        if figure.interval.empty:
            raise InputError(f'{id}: no whole number prints as "{text}"')
        if figure.digits and abs(figure.digits.value) >= figure.scale > 1:
            meant = decimal(figure.digits.value / figure.scale, 1)
            warnings.warn(
                f"{id} now reads {figure.printed}: its digits are counted in units of "
                f'{int(figure.scale):,}; perhaps you meant "{meant}"',
                stacklevel=3,
            )
        return figure

    def what_if(self, **printed: str) -> pd.DataFrame:
        """Change printed digits and read which checks notice.

        Parameters
        ----------
        **printed : str
            The figures to change and the digits to print instead.

        Returns
        -------
        DataFrame
            One row for each relation that notices: its word before and after, with
            "just" where only one way to round a tie lets it hold, and the sentence.

        Examples
        --------
        >>> found = load().what_if(live_users_share="46.4")
        >>> found.loc["live_users_share_of_all", "after"]
        'cannot hold'
        """
        rows, changed = [], self.replace(**printed).figures
        for id, relation in self._folder.relations.items():
            if printed.keys() & {*relation.formula.names}:
                found = relation.check(changed)
                before, after = _with_tie(self.verdicts[id]), _with_tie(found)
                rows += [(id, before, after, found.sentence)] * (before != after)
        return table(rows, "id", "before", "after", "sentence")


_SOURCE = ("publication", "published_on", "seen")


def _source(figure: Figure) -> tuple[str, ...]:
    """Who printed a figure, where, when, and a link to it if there is one."""
    keys = ("publisher", "publication", "published_on")
    return *(figure.about.get(key, "") for key in keys), figure.seen


def _records(table: Any) -> list[Any]:
    """The rows of a table in hand."""
    if isinstance(table, pd.DataFrame):
        table = table.astype(object).where(table.notna(), None)
        return list(table.rename(columns=str).to_dict("records"))
    if isinstance(table, Iterable) and not isinstance(table, str | Mapping):
        rows = list(table)
        if all(isinstance(row, Mapping) for row in rows):
            return rows
    raise InputError(
        f"{type(table).__name__} is no table: give a DataFrame or a list of dicts"
    )


def _frame(figures: Iterable[Figure]) -> pd.DataFrame:
    rows = [{**f.about, "id": f.id, "as_printed": f.as_printed} for f in figures]
    frame = pd.DataFrame(rows, dtype=str) if rows else pd.DataFrame({"id": []})
    return frame.set_index("id")


def _said(figure: Figure) -> str:
    if figure.unit == "rank" and figure.as_printed:
        return f"rank {figure.as_printed}"
    if figure.about.get("measure") == "statement" and not figure.as_printed:
        return "in words"  # the article prints the statement, but no number
    return figure.printed


def what_if(report: Report, **printed: str) -> pd.DataFrame:
    """Change printed digits of a report: the same as ``report.what_if(...)``."""
    return report.what_if(**printed)


def _with_tie(verdict: Verdict) -> str:
    return "just " + verdict.word if verdict.at_end else verdict.word
