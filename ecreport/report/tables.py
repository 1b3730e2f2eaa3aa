"""What was found of all figures and relations together, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from ..errors import InputError, suggest
from ..folder.folder import Folder
from ..network.fit import Fit
from ..network.joint import Joint
from ..number.interval import INF
from ..number.wording import listed
from ..verdict.arithmetic import Figure

LATE = "not found within the limit of work"


class Tables:
    """The questions to a folder as a whole, each answered by a table."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.figures = folder.figures

    def __getitem__(self, id: str) -> Figure:
        if id not in self.figures:
            raise InputError(f'no figure is called "{id}"{suggest(id, self.figures)}')
        return self.figures[id]

    @cached_property
    def joint(self) -> Joint:
        """All figures and relations asked together; the tables below come from it."""
        return Joint(self._folder)

    @cached_property
    def alone(self) -> Joint:
        """The claims asked together without what others print."""
        return Joint(self._folder, alone=True)

    @property
    def used(self) -> list[str]:
        """The ids of the figures that are asked together: some relation binds them."""
        return list(self.joint.network.figures)

    def fit(self) -> Fit:
        """Can all figures be true together, and how far from it are they?"""
        return self.joint.fit

    def suspects(self) -> pd.DataFrame:
        """Which few figures are in doubt: every lightest set without which all fits.

        Returns
        -------
        DataFrame
            Index: the id of the figure. Columns: set (its number; equal sets are all
            listed), printed, left_by_others, likely_slips, group (of conflicts) and
            because. A group whose suspects were not found has one row that says so.
        """
        rows: list[tuple[object, ...]] = []
        number = 0
        for group, doubt in enumerate(self.joint.groups, 1):
            for names in doubt.sets or [[]]:
                number += 1
                because = "; ".join(filter(None, (doubt.remark, doubt.because)))
                for id in names:
                    found = self.joint.explanations(id)
                    slips = "; ".join(f"{slip.kind} ({slip.reads})" for slip in found)
                    shown = _shown(self.joint, id)
                    rows.append((id, number, *shown, slips, group, because))
                if not names:
                    rows.append((LATE, number, "", "", "", group, doubt.sentence))
        columns = ["set", "printed", "left_by_others", "likely_slips", "group"]
        return table(rows, "id", *columns, "because")

    def conflicts(self) -> pd.DataFrame:
        """Which few relations cannot all be true as printed: every smallest set.

        Returns
        -------
        DataFrame
            Columns: relations and figures (ids), sentence.
        """
        rows = []
        for names in self.joint.conflicts:
            relations = [self._folder.relations[name] for name in names]
            figures = dict.fromkeys(n for r in relations for n in r.formula.names)
            formulas = "; ".join(relation.formula.text for relation in relations)
            sentence = f"as printed these cannot all be true: {formulas}"
            if len(relations) == 1:
                sentence = relations[0].check(self.joint.figures).sentence
            rows.append(("; ".join(names), "; ".join(figures), sentence))
        return pd.DataFrame(rows, columns=["relations", "figures", "sentence"])

    def ranges(self) -> pd.DataFrame:
        """What all other figures leave each figure, printed or not.

        Returns
        -------
        DataFrame
            Index: id. Columns: printed, left_by_others (bounds rounded outward).
        """
        ids = [id for id in self.joint.figures if id in self.joint.network.figures]
        rows = [(id, *_shown(self.joint, id)) for id in ids]
        return table(rows, "id", "printed", "left_by_others")

    def slips(self, id: str) -> pd.DataFrame:
        """Every single slip of a figure, and whether the other figures would catch it.

        Returns
        -------
        DataFrame
            Columns: slip (its kind), reads, outcome ("caught" or "missed").
        """
        rows = [
            (slip.kind, slip.reads, "caught" if noticed else "missed")
            for slip, noticed in self.joint.slips(self[id].id)
        ]
        return pd.DataFrame(rows, columns=["slip", "reads", "outcome"])

    def blind_spots(self, alone: bool = False) -> pd.DataFrame:
        """How far each claim could be off unnoticed, and how many slips are caught.

        Parameters
        ----------
        alone : bool
            True to ask the report alone, without the figures of others.

        Returns
        -------
        DataFrame
            Index: id of the claim. Columns: printed, left_by_others, slips_tried,
            slips_caught.
        """
        joint = self.alone if alone else self.joint
        claims = self._folder.claims.values()
        ids = [f.id for f in claims if f.as_printed and f.unit != "rank"]
        rows = [(id, *_shown(joint, id), *count(joint, id)) for id in ids]
        columns = ["printed", "left_by_others", "slips_tried", "slips_caught"]
        return table(rows, "id", *columns)


def table(rows: Iterable[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    """Rows as a table, whose first column is its index."""
    return pd.DataFrame(list(rows), columns=list(columns)).set_index(columns[0])


class Linked(pd.DataFrame):
    """A table whose addresses are links in a notebook."""

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):
            return self.to_html(render_links=True)


def _shown(joint: Joint, id: str) -> tuple[str, str]:
    return joint.figures[id].printed, show_left(joint, id)


def show_left(joint: Joint, id: str) -> str:
    """The range the others leave a figure, in words where it is no interval."""
    left, aside = joint.left(id)
    if left is None:
        return LATE
    if left.empty:
        return "nothing: the others contradict each other"
    if (left.low, left.high) == (-INF, INF):
        shown = "anything"
    else:
        shown = joint.figures[id].beside(left)
    few = listed(sorted(aside)) if len(aside) < 4 else f"{len(aside)} suspects"
    return f"{shown}, with {few} set aside" if aside else shown


def count(joint: Joint, id: str) -> tuple[int, int]:
    """How many single slips a figure can have, and how many would be caught."""
    found = joint.slips(id)
    return len(found), sum(noticed for _, noticed in found)
