"""The questions to the whole report at once, asked once and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, islice, product
from typing import NamedTuple

from ..folder.folder import Folder
from ..formula.straight import Names
from ..number.interval import LINE, Interval
from ..number.wording import counted
from ..verdict.arithmetic import Figure
from ..verdict.judge import always_true
from ..verdict.relation import MOST_READINGS, Relation
from ..verdict.word import CANNOT_HOLD, HOLDS, NOT_CHECKABLE
from .doubt import Doubt, kind_of, other_rule, pattern, remark_on, rule_of
from .fit import MISFIT, UNCHECKED, Fit, fit, misfits
from .parts import Part
from .ranges import Ranges, outer
from .readings import best_read, fit_together
from .slips import PER_CENT, POINTS, Slip, borrowed, causes, slips
from .suspects import NOBODY, Group, conflicts, groups

NOTHING_CHECKED = "nothing was checked: no relation could be contradicted"
UNREAD = "some figures can be read in more ways than the limit of work lets us try"


class Left(NamedTuple):
    """What is left to a figure, and the suspects set aside for it."""

    interval: Interval | None  # None where the limit of work was reached
    aside: Names


class Others(NamedTuple):
    """The part of a figure, if there is one, with suspects set aside, and its ranges."""

    part: Part | None
    aside: Names
    ranges: Ranges


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
        self.network, self.readings, self.unread = best_read(self.figures, asked)
        self.figures |= self.network.figures
        self._word = cache(self._word_alone)
        self._others = cache(self._beside)
        self._blank = cache(_blank)

    def __repr__(self) -> str:
        figures = counted(len(self.network.figures), "figure")
        relations = counted(len(self.network.relations), "relation")
        return f"{figures} in {relations}: {self.fit!r}"

    @cached_property
    def fit(self) -> Fit:
        """Whether all of it can be true together."""
        found = fit(self.network)
        if found.word == MISFIT or not (self.unread or self.nothing_checked):
            return found
        return Fit(UNCHECKED, self.network, UNREAD if self.unread else NOTHING_CHECKED)

    @property
    def nothing_checked(self) -> bool:
        """Whether no relation was checked, alone or together with others."""
        return not self.checked and not self.unread

    @cached_property
    def checked(self) -> Names:
        """The relations that figures could contradict, alone or together.

        One that nothing contradicts by itself is checked together with others, unless
        it shares none of its figures, or holds one without any end that it alone holds.
        """
        live = [r for r in self.network.relations if r.id not in self.always_true]
        while True:
            uses = Counter(n for r in live for n in r.formula.names)
            kept = [r for r in live if not self._idle(r, uses)]
            if len(kept) == len(live):
                free = (p.relations for p in self.network.parts if self._leaves_free(p))
                return frozenset(r.id for r in live) - {r.id for rs in free for r in rs}
            live = kept

    @cached_property
    def always_true(self) -> Names:
        """The relations that hold whatever the figures are, and so check nothing."""
        relations = self.network.relations
        held = (r for r in relations if self._word(r) in (HOLDS, NOT_CHECKABLE))
        found = (r for r in held if always_true(r.formula.comparisons, self.figures))
        return frozenset(relation.id for relation in found)

    def _idle(self, relation: Relation, uses: Mapping[str, int]) -> bool:
        own = [self.figures[n] for n in relation.formula.names if uses[n] == 1]
        free = any(figure.interval[:2] == LINE[:2] for figure in own)
        alone = len(own) == len(relation.formula.names)
        return (free or alone) and self._word(relation) == NOT_CHECKABLE

    def _leaves_free(self, part: Part) -> bool:
        """Whether the unknowns of a part can make up for any print of it."""
        if any(self._word(r) != NOT_CHECKABLE for r in part.relations):
            return False
        if part.fits is not True:
            return False
        left = (self.ranges[f.id] for f in part.figures if f.as_printed)
        return all(x is not None and x[:2] == LINE[:2] for x in left)

    def _word_alone(self, relation: Relation) -> str:
        return relation.check(self.figures).word

    @cached_property
    def _groups(self) -> list[tuple[Part, Group]]:
        """The groups of conflicts of each part that does not fit."""
        return [(p, group) for p, ways in self._ways.items() for group in groups(*ways)]

    @cached_property
    def _ways(self) -> dict[Part, list[Part]]:
        """Each part that does not fit, as it was read, then in every way it can be read."""
        bad = sorted(
            misfits(self.network), key=lambda part: min(f.id for f in part.figures)
        )
        return {part: [part, *self._each_reading(part)] for part in bad}

    def _each_reading(self, part: Part) -> list[Part]:
        given = (self.folder.figures[f.id] for f in part.figures)
        choices = [figure.readings.values() for figure in given if figure.readings]
        ways = islice(product(*choices), MOST_READINGS) if choices else ()
        return [part.read({figure.id: figure for figure in way}) for way in ways]

    @cached_property
    def groups(self) -> list[Doubt]:
        """For each group of conflicts that share no figure, which figures are in doubt."""
        return [self._doubt(part, group) for part, group in self._groups]

    def _doubt(self, part: Part, group: Group) -> Doubt:
        sets = self._ordered(group)
        failing = self._failing(part, group.figures)
        breaks = sorted(self._instead(part, group, failing), key=self._likely)
        told = self._pattern(breaks or failing)
        remark = remark_on(breaks[0], self.figures) if breaks and not told else ""
        if not group.sets and group.complete:
            blank = {f.id: f.reads("") for f in part.figures}
            for names in map(sorted, conflicts(part, blank)[0][:1]):
                verb = "contradict each other" if names[1:] else "contradicts itself"
                remark = f"{' and '.join(names)} {verb} whatever the figures are"
        return Doubt(
            sets,
            [relation.id for relation in breaks],
            told,
            self._doubted_last(dict.fromkeys(chain(*sets))),
            remark,
            group.complete,
        )

    def _ordered(self, group: Group) -> list[list[str]]:
        """Its sets, first those of few relations that a slip explains, no exact counts."""

        def doubtful(names: Names) -> tuple[object, ...]:
            exact = sum(self._is_exact(name) for name in names)
            uses = max((self._uses[name] for name in names), default=0)
            unexplained = sum(not self.explanations(name) for name in names)
            return exact, uses, unexplained, sorted(names)

        return [sorted(names) for names in sorted(group.sets, key=doubtful)]

    def _is_exact(self, id: str) -> bool:
        return not self.figures[id].rounding_step

    @cached_property
    def _uses(self) -> Counter[str]:
        """In how many relations each figure stands."""
        return Counter(n for r in self.network.relations for n in r.formula.names)

    def _doubted_last(self, names: Collection[str]) -> dict[str, str]:
        """Which of several figures are doubted last among equals, and why."""
        exact = {name for name in names if self._is_exact(name)}
        shared = {
            name: f"shared by {self._uses[name]} relations"
            for name in names
            if self._uses[name] > min(self._uses[other] for other in names)
        }
        alike = len(exact) in (0, len(names))
        counts = {} if alike else dict.fromkeys(exact, "an exact count")
        return {n: why for n in names if (why := counts.get(n) or shared.get(n))}

    def _likely(self, relation: Relation) -> tuple[bool, str]:
        """Relations whose kind says what may be wrong with them first."""
        return not kind_of(relation, self.figures), relation.id

    def _failing(self, part: Part, names: Names) -> list[Relation]:
        """The relations of the conflicts that concern these figures."""
        held = {r.id for r in part.relations if names & set(r.formula.names)}
        cores = [core for core in self._cores[part][0] if core & held]
        return [r for r in part.relations if any(r.id in core for core in cores)]

    def _instead(
        self, part: Part, group: Group, failing: Sequence[Relation]
    ) -> Iterator[Relation]:
        """Those without which the part fits, the other groups being mended."""
        others = [g.sets for p, g in self._groups if p is part and g is not group]
        aside = frozenset[str]().union(*(sets[0] for sets in others if sets))
        blank = {name: self.figures[name].reads("") for name in aside}
        figures = {**self.folder.figures, **blank}
        for relation in failing:
            rest = [other for other in part.relations if other is not relation]
            if fit_together(figures, rest):
                yield relation

    def _pattern(self, failing: Sequence[Relation]) -> str:
        """How the rows of one rule fare: all but one, or none of them."""
        rules = {rule_of(relation, self.figures) for relation in failing}
        if len(rules) != 1 or not (rule := rules.pop()):
            return ""
        rows = [r for r in self.network.relations if rule_of(r, self.figures) == rule]
        checked = [r for r in rows if r.id in self.checked]
        refused = {r.id for r in checked if self._word(r) == CANNOT_HOLD}
        bad = len(refused | {relation.id for relation in failing})
        good = len(checked) - bad
        return pattern(rule[0], good, bad) if len(failing) == 1 or not good else ""

    @cached_property
    def suspects(self) -> list[list[str]]:
        """The smallest sets of figures that mend a group of conflicts, group by group."""
        found = (names for _, group in self._groups for names in self._ordered(group))
        return [names for names in found if names]

    @cached_property
    def _cores(self) -> dict[Part, tuple[list[Names], bool]]:
        """The smallest sets of relations of each misfit that cannot all be true."""
        figures, bad = self.folder.figures, misfits(self.network)
        return {part: conflicts(part, figures) for part in bad}

    @cached_property
    def conflicts(self) -> list[list[str]]:
        """The smallest sets of relations that cannot all be true, smallest first."""
        found = [sorted(names) for sets, _ in self._cores.values() for names in sets]
        return sorted(found, key=lambda names: (len(names), names))

    @property
    def complete(self) -> bool:
        """Whether all of it was found within the limits of work."""
        measured = self.nothing_checked or self.fit.severity is not None
        told = all(complete for _, complete in self._cores.values())
        return measured and told and all(group.complete for _, group in self._groups)

    @cached_property
    def ranges(self) -> Ranges:
        """What all others leave each figure; every number where nothing bounds it."""
        return Ranges(self.network.parts)

    def left(self, id: str) -> Left:
        """What the others leave a figure, while suspects that contradict are set aside."""
        others = self._others(id)
        return Left(others.ranges[id], others.aside)

    def _beside(self, id: str) -> Others:
        """The part of a figure, with all suspects blank that compete not with it."""
        part = self._parts.get(id)
        if part is None or part.fits is not False:
            return Others(part, NOBODY, self.ranges)
        aside = NOBODY
        for _, group in (pair for pair in self._groups if pair[0] is part):
            own = [names for names in group.sets if id in names][:1]
            aside = aside.union(*(own or group.sets or [group.figures]))
        fitting = (way for way in self._ways[part] if way.ask(aside | {id}).fits)
        return self._blank(next(fitting, part), aside - {id})

    def slips(self, id: str) -> list[tuple[Slip, bool]]:
        """Every single slip of a figure, and whether the other figures notice it.

        Where a limit of work was reached, those are that a relation alone notices.
        """
        others = self._others(id)
        left = others.ranges[id]
        if left is None and others.part:
            left = outer(others.part, self.network.quantity[id], id)
        found = slips(self.figures[id])
        return [(s, self._allows(s, others, left) is False) for s in found]

    def _allows(
        self, slip: Slip, others: Others, left: Interval | None, ties: bool = False
    ) -> bool | None:
        """Whether a slip goes unnoticed; where it needs a tie, only if ties are allowed.

        What is left may have gaps: then the slip is tried on the whole part.
        """
        meant = slip.figure.interval if ties else slip.figure.sure
        if left is None or left.empty or not slip.figure.interval.overlaps(left):
            return False
        whole = ties or (others.part is not None and others.part.whole)
        if not whole and not meant.overlaps(left.open):
            return False
        return others.ranges.allows(slip.figure.id, meant)

    @cached_property
    def _parts(self) -> dict[str, Part]:
        return {f.id: part for part in self.network.parts for f in part.figures}

    def explanations(self, id: str) -> list[Slip]:
        """The single slips that would explain a suspect, another's figure first."""
        figure = self.figures[id]
        found = borrowed(figure, self.folder.references)
        others = self._others(id)
        left = others.ranges[id]
        if left is None:
            return found
        ways = (
            [s for s in causes(figure) if self._allows(s, others, left, ties)]
            for ties in (False, True)
        )
        meant = next(filter(None, ways), [])
        return [*found, *meant, *self._other_rules(figure, others)]

    def _other_rules(self, figure: Figure, others: Others) -> Iterator[Slip]:
        """Per cent read as percentage points, where all fits with the other rule."""
        blank = {name: self.figures[name].reads("") for name in others.aside}
        relations = others.part.relations if others.part else []
        for relation in relations:
            rule = other_rule(relation)
            scales = {self.figures[name].scale for name in relation.formula.names}
            if rule and rule.names[0] == figure.id and len(scales) == 1:
                rest = [other for other in relations if other is not relation]
                tried = [*rest, replace(relation, formula=rule)]
                if fit_together({**self.figures, **blank}, tried):
                    kind = PER_CENT if "/" in rule.text else POINTS
                    yield Slip(kind, figure, f"{figure.printed}, {rule.text}")


def _blank(part: Part, aside: Names) -> Others:
    blank = {f.id: f.reads("") for f in part.figures if f.id in aside}
    left = part.read(blank) if aside else part
    return Others(left, aside, Ranges([left]))
