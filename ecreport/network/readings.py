"""Which reading of figures whose words leave a choice lets a part of the network fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..formula.straight import Names
from ..number.interval import LINE, Interval
from ..verdict.arithmetic import Figure
from ..verdict.relation import MOST_READINGS, Relation
from .parts import Ends, Network, Part, printed

MOST_QUESTIONS = 500  # to one part of the network, for a reading of its figures
Reading = Mapping[str, Figure]


def best_read(
    figures: Mapping[str, Figure], relations: Sequence[Relation]
) -> tuple[Network, dict[str, str], Names]:
    """The network with each figure read as fits best, where words leave a choice.

    Returns
    -------
    Network, dict of str to str, frozenset of str
        The label of each reading taken, and the relations whose figures can be read in
        more ways than could be tried: these are left out.
    """
    if not any(figure.readings for figure in figures.values()):
        return Network(figures, relations), {}, frozenset()
    chosen: dict[str, Figure] = {}
    unread = frozenset[str]()
    for part in Network(figures, relations).parts:
        found = _reading(part)
        if found is None:
            unread |= {relation.id for relation in part.relations}
        else:
            chosen |= found
    labels = {id: _label(figures[id], way) for id, way in chosen.items()}
    kept = [relation for relation in relations if relation.id not in unread]
    return Network({**figures, **chosen}, kept), labels, unread


def fit_together(
    figures: Mapping[str, Figure], relations: Sequence[Relation]
) -> bool | None:
    """Whether relations can all be true, read as fits best; None if not found."""
    network, _, unread = best_read(figures, relations)
    found = {part.fits for part in network.parts} | ({None} if unread else set())
    return False if False in found else None if None in found else True


def _label(figure: Figure, way: Figure) -> str:
    ways = figure.readings.items()
    return next(label for label, other in ways if other.shift == way.shift)


def _reading(part: Part) -> Reading | None:
    """The first reading with which a part fits, best without ties; None if not found.

    Where none fits, one with which all but one relation fit, if there is such a one.
    """
    search = _Search(part)
    found = search.fitting()
    if found is not None or search.questions > MOST_QUESTIONS:
        return found
    figures = {figure.id: figure for figure in part.figures}
    first = {
        id: next(iter(f.readings.values())) for id, f in figures.items() if f.readings
    }
    relations = sorted(part.relations, key=lambda relation: relation.id)
    for relation in relations[:MOST_READINGS]:
        others = [other for other in relations if other is not relation]
        rest = [_Search(some).fitting() for some in Network(figures, others).parts]
        if None not in rest:
            return {**first, **{id: f for way in rest for id, f in (way or {}).items()}}
    return first


def sure(figure: Figure) -> Interval:
    """What a figure stands for whichever way ties were rounded."""
    return figure.sure


class _Search:
    """Readings taken one after another, while the part still fits."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.questions = 0

    def fitting(self) -> Reading | None:
        """The first reading that fits, best without ties; None where none was found."""
        figures = sorted(self.part.figures, key=lambda figure: figure.id)
        unclear = [figure for figure in figures if figure.readings]
        if not unclear:
            return {}
        found = (self.first({}, unclear, ends) for ends in (sure, printed))
        return next(filter(None, found), None)

    def first(
        self, given: Reading, open: Sequence[Figure], ends: Ends
    ) -> Reading | None:
        """The first reading of what is still open that fits beside what is given."""
        self.questions += 1
        if self.questions > MOST_QUESTIONS or self._fits(given, ends) is False:
            return None
        if not open:
            return given
        ways = open[0].readings.values()
        tried = (self.first({**given, way.id: way}, open[1:], ends) for way in ways)
        return next(filter(None, tried), None)

    def _fits(self, given: Reading, ends: Ends) -> bool | None:
        def bounds(figure: Figure) -> Interval:
            unread = figure.readings and figure.id not in given
            return LINE if unread else ends(given.get(figure.id, figure))

        return self.part.feasible(bounds)
