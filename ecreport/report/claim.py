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
from ..number.printed import Printed
from ..verdict.judge import CAN_HOLD, CANNOT_HOLD, HOLDS, NOT_COMPARABLE, Verdict
from ..verdict.relation import Relation

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
ONE_SIDED = ("more_than", "less_than", "at_least", "at_most")


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
    quoted = _first(_QUOTED, evidence)
    support = _first(_SUPPORT, evidence)
    on = dict.fromkeys(r.id for r in (*quoted.on, *support.on))
    because = f"{quoted.why}; {support.why}"
    return Claim(id, quoted.word, support.word, because, tuple(on))


def in_short(quoted: Sequence[str], support: Sequence[str]) -> str:
    """What the words of all claims mean, in one sentence.

    Examples
    --------
    >>> in_short(["faithful", "untraced", "altered"], ["one source"] * 2 + ["own word"])
    "Of 3 claims 1 quotes one source faithfully, 1 is a party's own word."
    """
    sourced = ("adds up", "one source")
    ways = [*zip(quoted, support, strict=True)]
    counts = [
        (sum(ways.count(("faithful", by)) for by in sourced), *_QUOTES),
        (support.count("own word"), "is a party's own word", "are a party's own word"),
        (support.count("corroborated"), *(f"{be} {_SECOND}" for be in ("is", "are"))),
        (support.count("contradicted"), "is contradicted", "are contradicted"),
    ]
    said = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    return f"Of {len(ways)} claims {', '.join(said)}." * bool(said)


_QUOTES = tuple(f"{verb} one source faithfully" for verb in ("quotes", "quote"))
_SECOND = "corroborated by a second count"


@dataclass(frozen=True)
class _Word:
    word: str
    why: str
    on: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class _Evidence:
    """The relations that bear on a claim, sorted by what they say."""

    claim: Printed
    folder: Folder
    verdicts: Mapping[str, Verdict]

    def relations(self, *words: str, kind: str | None = None) -> list[Relation]:
        """Those with one of these words, but for renderings of the report."""
        return [
            relation
            for relation in self.folder.relations.values()
            if self.claim.id in relation.about
            and self.verdicts[relation.id].word in words
            and kind in (None, relation.kind)
            and not any(
                f.about.get("independent") == "no" for f in self.others(relation)
            )
        ]

    def fitting(self, kind: str | None = None) -> list[Relation]:
        """Those that fit, and not only by how a tie was rounded."""
        found = self.relations(*FITS, kind=kind)
        return [r for r in found if not self.verdicts[r.id].at_end]

    def others(self, relation: Relation) -> list[Printed]:
        """The figures of a relation but for the claim itself."""
        figures = {**self.folder.claims, **self.folder.references}
        return [figures[n] for n in relation.formula.names if n != self.claim.id]

    def of_origin(self, relations: list[Relation]) -> list[Relation]:
        """Those in which nobody but the claim's origin prints a figure."""
        own = _origin(self.claim)
        return [r for r in relations if own and self.origins(r) == {own}]

    def origins(self, relation: Relation) -> set[str]:
        return {_origin(figure) for figure in self.others(relation)}

    def filled(self, relation: Relation) -> str:
        """A formula with its figures as printed, each but the claim's with what it is of."""
        return (
            f"{relation.formula.filled(self._said)} {self.verdicts[relation.id].word}"
        )

    def _said(self, name: str) -> str:
        figure = {**self.folder.claims, **self.folder.references}[name]
        of = "" if name == self.claim.id else f" ({figure.described})"
        return figure.printed + of

    def publishers(self, relations: list[Relation]) -> str:
        found = [f for r in relations for f in self.others(r)]
        return ", ".join(dict.fromkeys(_publisher(f) for f in found))


def _origin(figure: Printed) -> str:
    return figure.about.get("origin") or figure.about.get("publisher", "")


def _publisher(figure: Printed) -> str:
    return figure.about.get("publisher") or figure.id


def _named(origins: set[str]) -> bool:
    return not origins & {"", UNNAMED}


_Rule = Callable[[_Evidence], _Word | None]


def _first(rules: tuple[_Rule, ...], evidence: _Evidence) -> _Word:
    return next(word for rule in rules if (word := rule(evidence)))


def _ambiguous(evidence: _Evidence) -> _Word | None:
    claim = evidence.claim
    if len(claim.readings) < 2:
        return None
    figures = {**evidence.folder.claims, **evidence.folder.references}
    usable = evidence.relations(*JUDGED)
    surviving = [
        label
        for label, reading in claim.readings.items()
        if all(
            relation.check({**figures, claim.id: reading}).word != CANNOT_HOLD
            for relation in usable
        )
    ]
    ways = " or ".join(f'"{label}"' for label in claim.readings)
    left = " and ".join(f'"{label}"' for label in surviving) or "neither"
    verb = "survive" if len(surviving) > 1 else "survives"
    return _Word("ambiguous", f"can be read as {ways}; {left} {verb}", tuple(usable))


def _faithful(evidence: _Evidence) -> _Word | None:
    found = evidence.of_origin(evidence.fitting("print"))
    if not found:
        return None
    return _Word("faithful", f"printed by {evidence.publishers(found)}", tuple(found))


def _displaced(evidence: _Evidence) -> _Word | None:
    found = evidence.fitting("elsewhere")
    if not found:
        return None
    source = evidence.others(found[0])[0]
    why = f"{_publisher(source)} prints {source.printed} for {source.described}"
    return _Word("displaced", why, tuple(found))


def _altered(evidence: _Evidence) -> _Word | None:
    found = evidence.of_origin(evidence.relations(CANNOT_HOLD, kind="print"))
    if not found:
        return None
    source = evidence.others(found[0])[0]
    return _Word(
        "altered", f"{_publisher(source)} prints {source.printed}", tuple(found)
    )


def _untraced(evidence: _Evidence) -> _Word:
    origin = evidence.claim.about.get("origin", "")
    why = f"no print of {origin} was found" if origin else "the report names no origin"
    return _Word("untraced", why)


def _contradicted(evidence: _Evidence) -> _Word | None:
    found = [r for r in evidence.relations(CANNOT_HOLD) if r.kind != "elsewhere"]
    if not found or evidence.claim.about.get("measure") == "statement":
        return None
    verdict = evidence.verdicts[found[0].id]
    return _Word("contradicted", f"a check of it {verdict}", tuple(found))


def _corroborated(evidence: _Evidence) -> _Word | None:
    rank = evidence.claim.unit == "rank"
    found = evidence.relations(HOLDS, kind="") if rank else evidence.fitting("print")
    found = [r for r in found if _counted_apart(evidence, r)]
    if not found:
        return None
    if not rank:
        why = f"counted apart by {evidence.publishers(found)}"
    else:
        why = f"{evidence.filled(found[0])}. {found[0].because}".rstrip(".")
    return _Word("corroborated", why, tuple(found))


def _counted_apart(evidence: _Evidence, relation: Relation) -> bool:
    """Whether its figures are counts of named origins, none of them the claim's own."""
    others, origins = evidence.others(relation), evidence.origins(relation)
    enough = len(others) >= (2 if evidence.claim.unit == "rank" else 1)
    counts = all(f.unit != "rank" and f.about.get("party") != "yes" for f in others)
    outside = all(f.id in evidence.folder.references for f in others)
    apart = _named(origins) and _origin(evidence.claim) not in origins
    return enough and counts and outside and apart


def _own_word(evidence: _Evidence) -> _Word | None:
    prints = evidence.fitting("print")
    parties = [
        f.about.get("party") == "yes" for r in prints for f in evidence.others(r)
    ]
    if evidence.claim.about.get("party") != "yes" and not (parties and all(parties)):
        return None
    who = _origin(evidence.claim) or evidence.publishers(prints)
    return _Word("own word", f"only {who} says so, of itself", tuple(prints))


def _adds_up(evidence: _Evidence) -> _Word | None:
    found = [r for r in evidence.fitting() if _is_equation(evidence, r)]
    found += [r for r in evidence.relations(HOLDS) if _is_stated(evidence, r)]
    if not found or evidence.claim.about.get("measure") == "statement":
        return None
    return _Word("adds up", evidence.filled(found[0]), tuple(found))


def _is_equation(evidence: _Evidence, relation: Relation) -> bool:
    """At least three figures, the claim among them, all the others of one origin."""
    names, origins = relation.formula.names, evidence.origins(relation)
    equal = all(c.op == "=" for c in relation.formula.comparisons)
    inside = evidence.claim.id in names and relation.kind == ""
    return (
        equal
        and inside
        and len(names) > 2
        and origins != {UNNAMED}
        and len(origins) == 1
    )


def _is_stated(evidence: _Evidence, relation: Relation) -> bool:
    """Whether it is the comparison that the claim's own words state."""
    claim, signs = evidence.claim, [c.op for c in relation.formula.comparisons]
    if relation.kind == "elsewhere" or len(signs) != 1:
        return False
    words = claim.about.get("measure") == "comparison"
    floor = claim.qualifier in ONE_SIDED and signs == ["="]
    return words or (floor and claim.id in relation.formula.names)


def _one_source(evidence: _Evidence) -> _Word | None:
    found = [r for r in evidence.fitting("print") if UNNAMED not in evidence.origins(r)]
    if not found:
        return None
    return _Word("one source", "nothing was found to recompute it from", tuple(found))


def _incomparable(evidence: _Evidence) -> _Word | None:
    found = evidence.relations(NOT_COMPARABLE)
    if found:
        return _Word(
            "not comparable", evidence.verdicts[found[0].id].sentence, tuple(found)
        )
    found = [r for r in evidence.relations(*JUDGED) if r.kind == ""]
    if not found or evidence.claim.about.get("measure") != "statement":
        return None
    why = f"{found[0].because[:1].lower()}{found[0].because[1:]}".rstrip(".")
    shown = evidence.verdicts[found[0].id].sentence
    return _Word(
        "not comparable", f"its words name no measure; {why}: {shown}", tuple(found)
    )


def _unsupported(evidence: _Evidence) -> _Word:
    return _Word("unsupported", "nothing was found to hold it against")


_QUOTED: tuple[_Rule, ...] = (_ambiguous, _faithful, _displaced, _altered, _untraced)
_SUPPORT: tuple[_Rule, ...] = (
    *(_contradicted, _corroborated, _own_word, _adds_up, _one_source),
    *(_incomparable, _unsupported),
)
