"""Which reading of figures whose words leave a choice lets a part of the network fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product

from ..number.interval import LINE, Interval
from ..verdict.arithmetic import Figure
from ..verdict.judge import CANNOT_HOLD
from ..verdict.relation import MOST_READINGS, Relation
from .lines import Names
from .parts import Network, Part

MOST_QUESTIONS = 500  # to one part of the network, for a reading of its figures
Ends = Callable[[Figure], Interval]
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


def _label(figure: Figure, way: Figure) -> str:
    ways = figure.readings.items()
    return next(label for label, other in ways if other.shift == way.shift)


def _reading(part: Part) -> Reading | None:
    """The first reading with which a part fits, best without ties; None if not found.

    Where none fits, that with which the fewest relations fail by themselves.
    """
    unclear = sorted((f for f in part.figures if f.readings), key=lambda f: f.id)
    if not unclear:
        return {}
    search = _Search(part)
    found = [search.first({}, unclear, ends) for ends in (sure, printed)]
    if search.questions > MOST_QUESTIONS:
        return next(filter(None, found), None)
    ways = product(*(figure.readings.values() for figure in unclear))
    read = [{f.id: f for f in way} for way in islice(ways, MOST_READINGS)]
    return next(filter(None, found), None) or min(
        read, key=lambda way: _failing(part, way)
    )


def sure(figure: Figure) -> Interval:
    """What a figure stands for whichever way ties were rounded."""
    return figure.sure


def printed(figure: Figure) -> Interval:
    """What a figure stands for, ties included."""
    return figure.interval


def _failing(part: Part, way: Reading) -> int:
    figures = {**{f.id: f for f in part.figures}, **way}
    return sum(r.check(figures).word == CANNOT_HOLD for r in part.relations)


class _Search:
    """Readings taken one after another, while the part still fits."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.questions = 0

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

        return self.part.feasible(self.part.bounds(bounds))
