"""The five questions to the whole report at once, asked once and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import islice, product

from ..folder.folder import Folder
from ..number.interval import Interval
from ..verdict.arithmetic import Figure
from ..verdict.relation import MOST_READINGS, Relation
from .fit import Fit, conflicts, fit, misfits
from .parts import Network, Part
from .ranges import Ranges, outer
from .slips import Slip, borrowed, causes, slips
from .suspects import combine, suspects


class Joint:
    """All figures and relations of a folder, asked together.

    Parameters
    ----------
    folder : Folder
    alone : bool
        True to leave out what others print: the report against itself only.
    """

    def __init__(self, folder: Folder, alone: bool = False) -> None:
        self.folder = folder
        claims, relations = folder.claims, folder.relations.values()
        self.figures = dict(claims) if alone else {**claims, **folder.references}
        asked = [
            relation
            for relation in relations
            if set(relation.formula.names) <= set(self.figures)
            and relation.comparable(self.figures)
        ]
        self.network = best_read(self.figures, asked)
        self.figures |= self.network.figures

    def __repr__(self) -> str:
        relations = len(self.network.relations)
        return f"{len(self.network.figures)} figures in {relations} relations: {self.fit!r}"

    @cached_property
    def fit(self) -> Fit:
        """Whether all of it can be true together."""
        return fit(self.network)

    @cached_property
    def suspects(self) -> list[list[str]]:
        """The lightest sets of figures without which the rest fits, in order."""
        choices = [suspects(part) for part in misfits(self.network)]
        return sorted(sorted(names) for names in combine(choices)) if choices else []

    @cached_property
    def conflicts(self) -> list[list[str]]:
        """The smallest sets of relations that cannot all be true, smallest first."""
        found = [
            sorted(names)
            for part in misfits(self.network)
            for names in conflicts(self.network, part).sets
        ]
        return sorted(found, key=lambda names: (len(names), names))

    @cached_property
    def ranges(self) -> Ranges:
        """What all others leave each figure; every number where nothing bounds it."""
        return Ranges(self.network.parts)

    def slips(self, id: str) -> list[tuple[Slip, bool]]:
        """Every single slip of a figure, and whether the other figures notice it.

        Where the time ran out, those are that a relation alone notices.
        """
        figure, left = self.figures[id], self.ranges[id]
        if left is not None:
            return [(slip, not self._allows(slip, left)) for slip in slips(figure)]
        left = outer(self._parts[id], self.network.quantity[id], figure)
        return [
            (slip, not slip.figure.interval.overlaps(left)) for slip in slips(figure)
        ]

    def _allows(self, slip: Slip, left: Interval) -> bool:
        """Whether a slip goes unnoticed; meeting at no more than an end is noticed."""
        if left.empty or not slip.figure.interval.overlaps(left):
            return False
        part = self._parts.get(slip.figure.id)
        whole = part is not None and part.whole
        if not whole and not slip.figure.sure.overlaps(left.open):
            return False
        return self.ranges.allows(slip.figure.id, slip.figure.interval) is not False

    @cached_property
    def _parts(self) -> dict[str, Part]:
        return {f.id: part for part in self.network.parts for f in part.figures}

    def explanations(self, id: str) -> list[Slip]:
        """The single slips that would explain a suspect, another's figure first."""
        figure, left = self.figures[id], self.ranges[id]
        found = borrowed(figure, self.folder.references)
        if left is None:
            return found
        return found + [slip for slip in causes(figure) if self._allows(slip, left)]


def best_read(figures: Mapping[str, Figure], relations: Sequence[Relation]) -> Network:
    """The network with each figure read, where words leave a choice, as fits best."""
    used = dict.fromkeys(name for r in relations for name in r.formula.names)
    unclear = {id: figures[id].readings for id in used if figures[id].readings}
    ways = islice(product(*(ways.values() for ways in unclear.values())), MOST_READINGS)
    read = [dict(zip(unclear, way, strict=True)) for way in ways]
    networks = (Network({**figures, **way}, relations) for way in read)
    return min(networks, key=lambda network: _misfits_among(network, unclear))


def _misfits_among(network: Network, ids: Collection[str]) -> int:
    """How many parts that hold one of these figures do not fit."""
    held = (part for part in network.parts if any(f.id in ids for f in part.figures))
    return sum(part.fits is False for part in held)
