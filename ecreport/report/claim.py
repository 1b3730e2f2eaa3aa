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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..folder.folder import Folder
from ..number.printed import ONE_SIDED, Printed
from ..verdict.relation import Relation
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS, NOT_COMPARABLE, Verdict

QUOTED_MARKS = {
    "faithful": "\u25cf",
    "displaced": "\u21c4",
    "altered": "\u2715",
    "ambiguous": "?",
    "untraced": "\u25cb",
}
SUPPORT_MARKS = {
    "corroborated": "\u25cf",
    "adds up": "\u25d0",
    "one source": "\u25d4",
    "own word": "\u25cc",
    "contradicted": "\u2715",
    "not comparable": "\u2260",
    "unsupported": "\u25cb",
}
FITS = (HOLDS, CAN_HOLD)
JUDGED = (*FITS, CANNOT_HOLD)
UNNAMED = "not named"


@dataclass(frozen=True)
class Claim:
    """A claim's two words, one sentence of why, and the relations they rest on."""

    id: str
    quoted: str
    support: str
    because: str
    rests_on: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The words, the sentence and the relations as cells of a table."""
        return self.quoted, self.support, self.because, "; ".join(self.rests_on)


def judge_claim(id: str, folder: Folder, verdicts: Mapping[str, Verdict]) -> Claim:
    """The words of one claim by the two rules at the head of this module."""
    evidence = _Evidence(folder.claims[id], folder, verdicts)
    quoted, how, printed = _first(_QUOTED, evidence)
    support, why, checked = _first(_SUPPORT, evidence)
    on = tuple(dict.fromkeys(relation.id for relation in (*printed, *checked)))
    return Claim(id, quoted, support, f"{how}; {why}", on)


@dataclass(frozen=True)
class _Evidence:
    """The relations that bear on a claim, sorted by what they say."""

    claim: Printed
    folder: Folder
    verdicts: Mapping[str, Verdict]

    def relations(self, *words: str, kind: str | None = None) -> list[Relation]:
        """Those with one of these words, but for renderings of the report."""
        bearing = (
            r for r in self.folder.relations.values() if self.claim.id in r.about
        )
        return [
            relation
            for relation in bearing
            if self.verdicts[relation.id].word in words
            and kind in (None, relation.kind)
            and all(self.of(f, "independent") != "no" for f in self.others(relation))
        ]

    def fitting(self, kind: str | None = None) -> list[Relation]:
        """Those that fit, and not only by how a tie was rounded."""
        found = self.relations(*FITS, kind=kind)
        return [r for r in found if not self.verdicts[r.id].at_end]

    def others(self, relation: Relation) -> list[Printed]:
        """The figures of a relation but for the claim itself."""
        return [self.figures[n] for n in relation.formula.names if n != self.claim.id]

    @property
    def figures(self) -> Mapping[str, Printed]:
        return {**self.folder.claims, **self.folder.references}

    @staticmethod
    def of(figure: Printed, column: str) -> str:
        return figure.about.get(column, "")

    def origin(self, figure: Printed) -> str:
        return self.of(figure, "origin") or self.of(figure, "publisher")

    def origins(self, relation: Relation) -> set[str]:
        return {self.origin(figure) for figure in self.others(relation)}

    def prints_of_origin(self, relations: list[Relation]) -> list[Relation]:
        own = self.origin(self.claim)
        return [r for r in relations if own and self.origins(r) == {own}]

    def filled(self, relation: Relation) -> str:
        """A formula with each figure as printed, and all but the claim described."""
        said = relation.formula.filled(self._said)
        return f"{said} {self.verdicts[relation.id].word}"

    def _said(self, name: str) -> str:
        figure = self.figures[name]
        of = "" if name == self.claim.id else f" ({figure.described})"
        return figure.printed + of

    def publishers(self, relations: list[Relation]) -> str:
        found = [f for r in relations for f in self.others(r)]
        return ", ".join(dict.fromkeys(self.of(f, "publisher") or f.id for f in found))


def in_short(quoted: Sequence[str], support: Sequence[str]) -> str:
    """What the words of all claims mean, in one sentence.

    Examples
    --------
    >>> in_short(["faithful", "untraced", "altered"], ["one source"] * 2 + ["own word"])
    "Of 3 claims 1 quotes one source faithfully, 1 is a party's own word."
    """
    sourced = [("faithful", "adds up"), ("faithful", "one source")]
    alone = [way in sourced for way in zip(quoted, support, strict=True)]
    counts = {
        "quotes one source faithfully": sum(alone),
        "is a party's own word": support.count("own word"),
        "is corroborated by a second count": support.count("corroborated"),
        "is contradicted": support.count("contradicted"),
    }
    many = {"quotes": "quote", "is": "are"}
    said = []
    for text, n in counts.items():
        verb, _, rest = text.partition(" ")
        said += [f"{n} {verb if n == 1 else many[verb]} {rest}"] * bool(n)
    return f"Of {len(quoted)} claims {', '.join(said)}." if said else ""


_Found = tuple[str, list[Relation]] | None  # why, and the relations that say so
_Rules = Mapping[str, Callable[[_Evidence], _Found]]


def _first(rules: _Rules, evidence: _Evidence) -> tuple[str, str, list[Relation]]:
    return next((w, *found) for w, rule in rules.items() if (found := rule(evidence)))


def _ambiguous(evidence: _Evidence) -> _Found:
    claim, figures = evidence.claim, evidence.figures
    if len(claim.readings) < 2:
        return None
    usable = evidence.relations(*JUDGED)
    surviving = [
        f'"{label}"'
        for label, reading in claim.readings.items()
        if all(
            relation.check({**figures, claim.id: reading}).word != CANNOT_HOLD
            for relation in usable
        )
    ]
    ways = " or ".join(f'"{label}"' for label in claim.readings)
    left = " and ".join(surviving) or "neither"
    verb = "survive" if len(surviving) > 1 else "survives"
    return f"can be read as {ways}; {left} {verb}", usable


def _faithful(evidence: _Evidence) -> _Found:
    found = evidence.prints_of_origin(evidence.fitting("print"))
    return (f"printed by {evidence.publishers(found)}", found) if found else None


def _displaced(evidence: _Evidence) -> _Found:
    found = evidence.fitting("elsewhere")
    return (_instead(evidence, found[0]), found) if found else None


def _altered(evidence: _Evidence) -> _Found:
    found = evidence.relations(CANNOT_HOLD, kind="print")
    found = evidence.prints_of_origin(found)
    return (_instead(evidence, found[0]), found) if found else None


def _instead(evidence: _Evidence, relation: Relation) -> str:
    source = evidence.others(relation)[0]
    who = evidence.of(source, "publisher") or source.id
    return f"{who} prints {source.printed} for {source.described}"


def _untraced(evidence: _Evidence) -> _Found:
    origin = evidence.of(evidence.claim, "origin")
    return f"no print of {origin} was found" if origin else "the report's own", []


def _contradicted(evidence: _Evidence) -> _Found:
    found = [r for r in evidence.relations(CANNOT_HOLD) if r.kind != "elsewhere"]
    if not found or _without_measure(evidence):
        return None
    return f"a check of it {evidence.verdicts[found[0].id]}", found


def _corroborated(evidence: _Evidence) -> _Found:
    if evidence.claim.unit != "rank":
        found = [r for r in evidence.fitting("print") if _counted_apart(evidence, r)]
        return (f"counted by {evidence.publishers(found)}", found) if found else None
    pairs = [r for r in evidence.relations(HOLDS, kind="") if len(r.formula.names) > 1]
    found = [r for r in pairs if _counted_apart(evidence, r)]
    return (_reasoned(evidence, found[0]), found) if found else None


def _counted_apart(evidence: _Evidence, relation: Relation) -> bool:
    """Whether its figures are counts of named origins, none of them the claim's own."""
    others, origins = evidence.others(relation), evidence.origins(relation)
    apart = not origins & {"", UNNAMED, evidence.origin(evidence.claim)}
    return apart and all(
        f.unit != "rank"
        and evidence.of(f, "party") != "yes"
        and f.id in evidence.folder.references
        for f in others
    )


def _reasoned(evidence: _Evidence, relation: Relation) -> str:
    because = f" ({relation.because.rstrip('.')})" if relation.because else ""
    return evidence.filled(relation) + because


def _own_word(evidence: _Evidence) -> _Found:
    prints = evidence.fitting("print")
    said = [evidence.claim, *(f for r in prints for f in evidence.others(r))]
    parties = [evidence.of(figure, "party") == "yes" for figure in said]
    if not parties[0] and not (prints and all(parties[1:])):
        return None
    who = evidence.origin(said[0]) or evidence.origin(said[-1])
    return f"only {who} says so, of itself", prints


def _adds_up(evidence: _Evidence) -> _Found:
    found = [r for r in evidence.fitting() if _is_equation(evidence, r)]
    found += [r for r in evidence.relations(HOLDS) if _is_stated(evidence, r)]
    if not found or _without_measure(evidence):
        return None
    return evidence.filled(found[0]), found


def _is_equation(evidence: _Evidence, relation: Relation) -> bool:
    """At least three figures, the claim among them, all the others of one origin."""
    names, origins = relation.formula.names, evidence.origins(relation)
    equal = all(c.op == "=" for c in relation.formula.comparisons) and not relation.kind
    inside = evidence.claim.id in names and len(names) > 2
    return equal and inside and len(origins - {UNNAMED}) == len(origins) == 1


def _is_stated(evidence: _Evidence, relation: Relation) -> bool:
    """Whether it is the comparison that the claim's own words state."""
    claim, formula = evidence.claim, relation.formula
    if relation.kind == "elsewhere" or len(formula.comparisons) != 1:
        return False
    equal = formula.comparisons[0].op == "=" and claim.id in formula.names
    words = evidence.of(claim, "measure") == "comparison"
    return words or (claim.qualifier in ONE_SIDED and equal)


def _one_source(evidence: _Evidence) -> _Found:
    found = [r for r in evidence.fitting("print") if UNNAMED not in evidence.origins(r)]
    return ("nothing was found to recompute it from", found) if found else None


def _incomparable(evidence: _Evidence) -> _Found:
    found = evidence.relations(NOT_COMPARABLE)
    if found:
        return evidence.verdicts[found[0].id].sentence, found
    found = [r for r in evidence.relations(*JUDGED) if not r.kind]
    if not found or not _without_measure(evidence):
        return None
    shown = evidence.verdicts[found[0].id].sentence
    return f"its words name no measure; {shown} ({found[0].because.rstrip('.')})", found


def _without_measure(evidence: _Evidence) -> bool:
    return evidence.of(evidence.claim, "measure") == "statement"


def _unsupported(evidence: _Evidence) -> _Found:
    return "nothing was found to hold it against", []


_QUOTED: _Rules = {
    "ambiguous": _ambiguous,
    "faithful": _faithful,
    "displaced": _displaced,
    "altered": _altered,
    "untraced": _untraced,
}
_SUPPORT: _Rules = {
    "contradicted": _contradicted,
    "corroborated": _corroborated,
    "own word": _own_word,
    "adds up": _adds_up,
    "one source": _one_source,
    "not comparable": _incomparable,
    "unsupported": _unsupported,
}
