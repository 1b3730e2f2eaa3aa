"""Two words for each claim: how it was quoted, and what supports it.

What was quoted and what was counted are two questions. A claim and a figure of others
have an origin, who counted it: the cell `origin`, else the publisher. A blank origin of
a claim means that the report counted itself. A rendering of the report (`independent`
is no) neither confirms nor convicts, and a print that meets the claim at no more than
an end of its rounding fits nothing.

*quoted* is the first of these that fits:

1. *ambiguous*: its words can be read in several ways, and the readings differ.
2. *faithful*: a print of its origin, of the same subject and period, fits; the count
   that a floor names fits the floor.
3. *displaced*: a source that is no rendering prints these digits for another subject or
   period.
4. *altered*: its origin prints something else.
5. *untraced*: no print of its origin was found; so for what the report counted itself.

*support* is the first of these that fits; prints of something else never count:

1. *contradicted*: a check of it cannot hold.
2. *corroborated*: another origin, which is not speaking of itself, prints the same
   count; for a rank, a comparison of two counts neither of which is the claimant's
   holds. A rank without a count is none, nor is a copy of the origin's count.
3. *own word*: only the party it is about says so.
4. *adds up*: an equation over at least three figures, all the others of one origin,
   fits; or the comparison that its own words state holds. Being printed twice is no
   equation, and neither is lying between two bounds.
5. *one source*: a named body prints it, and nothing was found to recompute it from.
6. *not comparable*: there are checks, but periods, units, bases or definitions differ,
   or its words name no measure. Words without a measure are never contradicted.
7. *unsupported*: nothing was found to hold it against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..folder.folder import Folder
from ..number.printed import ONE_SIDED, Printed
from ..verdict.relation import Relation
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS, JUDGED, NOT_COMPARABLE, Verdict

QUOTED = ("faithful", "displaced", "altered", "ambiguous", "untraced")
SUPPORT = (
    *("corroborated", "adds up", "one source", "own word", "contradicted"),
    *("not comparable", "unsupported"),
)
QUOTED_MARKS = dict(zip(QUOTED, "\u25cf\u21c4\u2715?\u25cb", strict=True))
SUPPORT_MARKS = dict(
    zip(SUPPORT, "\u25cf\u25d0\u25d4\u25cc\u2715\u2260\u25cb", strict=True)
)
FITS = (HOLDS, CAN_HOLD)
UNNAMED = "not named"


@dataclass(frozen=True)
class Claim:
    """A claim's two words, one sentence of why, and the relations they rest on."""

    id: str
    quoted: str
    support: str
    because: str
    rests_on: tuple[str, ...]


def judge_claim(id: str, folder: Folder, verdicts: Mapping[str, Verdict]) -> Claim:
    """The words of one claim by the two rules at the head of this module."""
    evidence = _Evidence(folder.claims[id], folder, verdicts)
    quoted, how, printed = evidence.quoted()
    support, why, checked = evidence.support()
    on = dict.fromkeys(relation.id for relation in (*printed, *checked))
    return Claim(id, quoted, support, f"{how}; {why}", tuple(on))


def in_short(quoted: Sequence[str], support: Sequence[str]) -> str:
    """What the words of all claims mean, in one sentence.

    >>> in_short(["faithful", "untraced", "altered"], ["one source"] * 2 + ["own word"])
    "Of 3 claims 1 quotes one source faithfully, 1 is a party's own word, 1 is none of these."
    """
    both = [*zip(quoted, support, strict=True)]
    sourced = both.count(("faithful", "adds up")) + both.count(
        ("faithful", "one source")
    )
    counts = {
        ("quotes", "quote", "one source faithfully"): sourced,
        ("is", "are", "a party's own word"): support.count("own word"),
        ("is", "are", "corroborated by a second count"): support.count("corroborated"),
        ("is", "are", "contradicted"): support.count("contradicted"),
    }
    rest = len(quoted) - sum(counts.values())
    if 0 < rest < len(quoted):
        counts["is", "are", "none of these"] = rest
    said = [
        f"{n} {one if n == 1 else many} {what}"
        for (one, many, what), n in counts.items()
        if n
    ]
    return f"Of {len(quoted)} claims {', '.join(said)}." if said else ""


Relations = list[Relation]
_Found = tuple[str, str, Relations]  # the word, why, and the relations that say so


@dataclass(frozen=True)
class _Evidence:
    """The relations that bear on a claim, and the rules that draw its words from them."""

    claim: Printed
    folder: Folder
    verdicts: Mapping[str, Verdict]

    def quoted(self) -> _Found:
        """The first word of the first rule that fits."""
        if len(self.claim.readings) > 1:
            return "ambiguous", self._read(), self.relations(*JUDGED)
        if found := self.of_origin(self.fitting("print")):
            return "faithful", f"printed by {self.publishers(found)}", found
        if found := self.fitting("elsewhere"):
            return "displaced", self._instead(found[0]), found
        if found := self.of_origin(self.relations(CANNOT_HOLD, kind="print")):
            return "altered", self._instead(found[0]), found
        origin = _cell(self.claim, "origin")
        why = f"no print of {origin} was found" if origin else "the report's own"
        return "untraced", why, []

    def support(self) -> _Found:
        """The first word of the second rule that fits."""
        measured, prints = self._has_measure(), self.fitting("print")
        found = [r for r in self.relations(CANNOT_HOLD) if r.kind != "elsewhere"]
        if found and measured:
            return "contradicted", f"a check of it {self._verdict(found)}", found
        if found := self._counted_by_others(prints):
            return "corroborated", self._counted(found), found
        if who := self._only_party(prints):
            return "own word", f"only {who} says so, of itself", prints
        if (found := self._sums()) and measured:
            return "adds up", self.filled(found[0]), found
        if found := [r for r in prints if UNNAMED not in self.origins(r)]:
            return "one source", "nothing was found to recompute it from", found
        if found := self.relations(NOT_COMPARABLE):
            return "not comparable", self._verdict(found).sentence, found
        if not measured and (found := self.relations(*JUDGED, kind="")):
            shown = f"{self._verdict(found).sentence}{_reason(found[0])}"
            return "not comparable", f"its words name no measure; {shown}", found
        return "unsupported", "nothing was found to hold it against", []

    @cached_property
    def bearing(self) -> Relations:
        """Those about the claim, but for renderings of the report."""
        return [
            relation
            for relation in self.folder.about.get(self.claim.id, [])
            if all(_cell(f, "independent") != "no" for f in self.others(relation))
        ]

    def _has_measure(self) -> bool:
        return _cell(self.claim, "measure") != "statement"

    def _verdict(self, relations: Relations) -> Verdict:
        return self.verdicts[relations[0].id]

    def relations(self, *words: str, kind: str | None = None) -> Relations:
        """Those of a kind that have one of these words."""
        kinds = [r for r in self.bearing if kind in (None, r.kind)]
        return [r for r in kinds if self.verdicts[r.id].word in words]

    def fitting(self, kind: str | None = None) -> Relations:
        """Those that fit, and not only by how a tie was rounded."""
        found = self.relations(*FITS, kind=kind)
        return [r for r in found if not self.verdicts[r.id].at_end]

    def others(self, relation: Relation) -> list[Printed]:
        """The figures of a relation but for the claim itself."""
        names = [name for name in relation.formula.names if name != self.claim.id]
        return [self.folder.figures[name] for name in names]

    def origins(self, relation: Relation) -> set[str]:
        return {_origin(figure) for figure in self.others(relation)}

    def of_origin(self, relations: Relations) -> Relations:
        """Those whose other figures are all of the claim's own origin."""
        own = _origin(self.claim)
        return [r for r in relations if own and self.origins(r) == {own}]

    def publishers(self, relations: Relations) -> str:
        found = [f for r in relations for f in self.others(r)]
        return ", ".join(dict.fromkeys(_cell(f, "publisher") or f.id for f in found))

    def filled(self, relation: Relation) -> str:
        """A formula with each figure as printed, and all but the claim described."""

        def said(name: str) -> str:
            figure = self.folder.figures[name]
            own = name == self.claim.id
            return figure.printed if own else f"{figure.printed} ({figure.described})"

        return f"{relation.formula.filled(said)} {self.verdicts[relation.id].word}"

    def _read(self) -> str:
        """The ways to read the claim, and which of them no relation refuses."""
        figures, usable = self.folder.figures, self.relations(*JUDGED)
        ways, surviving = [], []
        for label, reading in self.claim.readings.items():
            read = {**figures, self.claim.id: reading}
            ways.append(f'"{label}"')
            if all(r.check(read).word != CANNOT_HOLD for r in usable):
                surviving.append(f'"{label}"')
        left = " and ".join(surviving) or "neither"
        verb = "survive" if len(surviving) > 1 else "survives"
        return f"can be read as {' or '.join(ways)}; {left} {verb}"

    def _instead(self, relation: Relation) -> str:
        source = self.others(relation)[0]
        who = _cell(source, "publisher") or source.id
        return f"{who} prints {source.printed} for {source.described}"

    def _counted_by_others(self, prints: Relations) -> Relations:
        """Counts of named origins, none of them the claim's own, that fit."""
        if self.claim.unit == "rank":
            found = self.relations(HOLDS, kind="")
            prints = [r for r in found if len(r.formula.names) > 1]
        return [relation for relation in prints if self._counted_apart(relation)]

    def _counted_apart(self, relation: Relation) -> bool:
        if self.origins(relation) & {"", UNNAMED, _origin(self.claim)}:
            return False
        return all(
            f.unit != "rank"
            and _cell(f, "party") != "yes"
            and f.id in self.folder.references
            for f in self.others(relation)
        )

    def _counted(self, found: Relations) -> str:
        if self.claim.unit != "rank":
            return f"counted by {self.publishers(found)}"
        return self.filled(found[0]) + _reason(found[0])

    def _only_party(self, prints: Relations) -> str:
        """The party that alone says it, of itself; blank where there is none."""
        said = [self.claim, *(f for r in prints for f in self.others(r))]
        parties = [_cell(figure, "party") == "yes" for figure in said]
        if not parties[0] and not (prints and all(parties[1:])):
            return ""
        return _origin(said[0]) or _origin(said[-1]) or "the report"

    def _sums(self) -> Relations:
        found = [r for r in self.fitting() if self._is_equation(r)]
        return found + [r for r in self.relations(HOLDS) if self._is_stated(r)]

    def _is_equation(self, relation: Relation) -> bool:
        """At least three figures, the claim among them, all the others of one origin."""
        names, origins = relation.formula.names, self.origins(relation)
        equal = all(c.op == "=" for c in relation.formula.comparisons)
        inside = self.claim.id in names and len(names) > 2 and not relation.kind
        return equal and inside and len(origins - {UNNAMED}) == len(origins) == 1

    def _is_stated(self, relation: Relation) -> bool:
        """Whether it is the comparison that the claim's own words state."""
        formula, claim = relation.formula, self.claim
        if relation.kind == "elsewhere" or len(formula.comparisons) != 1:
            return False
        equal = formula.comparisons[0].op == "=" and claim.id in formula.names
        words = _cell(claim, "measure") == "comparison"
        return words or (claim.qualifier in ONE_SIDED and equal)


def _reason(relation: Relation) -> str:
    because = relation.because.rstrip(".")
    return f" ({because})" if because else ""


def _cell(figure: Printed, column: str) -> str:
    return figure.about.get(column, "")


def _origin(figure: Printed) -> str:
    return _cell(figure, "origin") or _cell(figure, "publisher")
