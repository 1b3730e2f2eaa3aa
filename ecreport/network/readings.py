"""Which reading of figures whose words leave a choice lets a part of the network fit."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from operator import attrgetter

from ..formula.straight import Names
from ..number.interval import LINE, Interval
from ..verdict.arithmetic import Figure
from ..verdict.relation import MOST_READINGS, Relation
from .parts import Ends, LimitReached, Network, Part, printed

MOST_QUESTIONS = 500  # to one part of the network, for a reading of its figures
Reading = dict[str, Figure]


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
    try:
        if (way := _fitting(part)) is not None:
            return way
    except LimitReached:
        return None
    figures = {figure.id: figure for figure in part.figures}
    ways = {id: f.readings.values() for id, f in figures.items() if f.readings}
    first = {id: next(iter(readings)) for id, readings in ways.items()}
    relations = sorted(part.relations, key=lambda relation: relation.id)
    for relation in relations[:MOST_READINGS]:
        rest = [other for other in relations if other is not relation]
        with suppress(LimitReached):
            found = [_fitting(some) for some in Network(figures, rest).parts]
            if None not in found:
                return first | dict(ChainMap(*filter(None, found)))
    return first


def _fitting(part: Part) -> Reading | None:
    """The first reading that fits, best without ties; None where there is none."""
    figures = sorted(part.figures, key=lambda figure: figure.id)
    unclear = [figure for figure in figures if figure.readings]
    asked = count(1)

    def first(given: Reading, ends: Ends) -> Reading | None:
        """The first reading of all that fits beside what is given."""
        if next(asked) > MOST_QUESTIONS:
            raise LimitReached
        if not _may_fit(part, given, ends):
            return None
        if len(given) == len(unclear):
            return given
        ways = unclear[len(given)].readings.values()
        tried = (first({**given, way.id: way}, ends) for way in ways)
        return next(filter(None, tried), None)

    if not unclear:
        return {}
    return first({}, attrgetter("sure")) or first({}, printed)


def _may_fit(part: Part, given: Reading, ends: Ends) -> bool:
    """Whether a part may fit where figures not read yet may be anything."""

    def bounds(figure: Figure) -> Interval:
        unread = figure.readings and figure.id not in given
        return LINE if unread else ends(given.get(figure.id, figure))

    return part.feasible(bounds) is not False
