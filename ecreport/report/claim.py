"""The word of a claim, drawn from its relations by one written rule.

The first line that fits gives the word:

1. *ambiguous*: its words can be read in several ways, and the checks tell them apart
   or cannot.
2. *misattributed*: a source prints the figure for something else, and either a check
   cannot hold or nobody prints it for what the claim says.
3. *contradicted*: a check of it cannot hold.
4. *confirmed*: an independent publisher prints it (meeting it at no more than an end
   of its rounding does not count).
5. *consistent*: at least one check of it holds or can hold.
6. *not comparable*: there are checks, but periods, units, bases or definitions differ.
7. *unsupported*: there is nothing to check it against.

A print of the report itself, in whatever rendering, confirms nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..folder.folder import Folder
from ..number.wording import show_interval
from ..verdict.judge import CAN_HOLD, CANNOT_HOLD, HOLDS, NOT_COMPARABLE, Verdict
from ..verdict.relation import Relation

CLAIM_WORDS = (
    "confirmed",
    "consistent",
    "contradicted",
    "misattributed",
    "ambiguous",
    "not comparable",
    "unsupported",
)
CLAIM_MARKS = dict(
    zip(CLAIM_WORDS, "\u25cf\u25d0\u2715\u21c4?\u2260\u25cb", strict=True)
)
FITS = (HOLDS, CAN_HOLD)


@dataclass(frozen=True)
class Claim:
    """A claim's word, one sentence of why, and the relations it rests on."""

    id: str
    word: str
    because: str
    rests_on: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, str, str]:
        """The word, the sentence and the relations as cells of a table."""
        return self.word, self.because, "; ".join(self.rests_on)


@dataclass(frozen=True)
class _Evidence:
    """The relations that bear on a claim, sorted by what they say."""

    claim: str
    folder: Folder
    verdicts: Mapping[str, Verdict]

    @property
    def bearing(self) -> list[Relation]:
        relations = self.folder.relations.values()
        return [relation for relation in relations if self.claim in relation.about]

    def those(self, *words: str, kind: str | None = None) -> list[Relation]:
        return [
            relation
            for relation in self.bearing
            if self.verdicts[relation.id].word in words
            and kind in (None, relation.kind)
        ]

    def independent(self, relations: list[Relation]) -> list[Relation]:
        """Those in which somebody other than the report prints a figure."""
        return [r for r in relations if all(self._outside(n) for n in r.formula.names)]

    def _outside(self, name: str) -> bool:
        figure = self.folder.references.get(name)
        return figure is None or figure.about.get("independent", "") != "no"

    def said(self, name: str) -> str:
        """A figure of a formula as printed; what it is of, unless it is the claim's."""
        figure = {**self.folder.claims, **self.folder.references}[name]
        if figure.unit == "rank":
            printed = show_interval(figure.interval, "rank")
        else:
            printed = figure.printed
        return printed if name == self.claim else f"{printed} ({figure.described})"

    def publishers(self, relations: list[Relation]) -> str:
        names = dict.fromkeys(n for r in relations for n in r.formula.names)
        found = [
            self.folder.references[n] for n in names if n in self.folder.references
        ]
        said = dict.fromkeys(f.about.get("publisher") or f.id for f in found)
        return ", ".join(said)


def judge_claim(id: str, folder: Folder, verdicts: Mapping[str, Verdict]) -> Claim:
    """The word of one claim by the rule at the head of this module."""
    evidence = _Evidence(id, folder, verdicts)
    for rule in _RULES:
        found = rule(evidence)
        if found is not None:
            return found
    return Claim(
        id, "unsupported", "nothing outside the report to check it against", ()
    )


def _claim(evidence: _Evidence, word: str, why: str, on: list[Relation]) -> Claim:
    return Claim(evidence.claim, word, why, tuple(relation.id for relation in on))


def _ambiguous(evidence: _Evidence) -> Claim | None:
    figure = evidence.folder.claims[evidence.claim]
    if len(figure.readings) < 2:
        return None
    figures = {**evidence.folder.claims, **evidence.folder.references}
    usable = evidence.those(HOLDS, CAN_HOLD, CANNOT_HOLD)
    independent = evidence.independent(usable)
    surviving = [
        label
        for label, reading in figure.readings.items()
        if all(
            relation.check({**figures, figure.id: reading}).word != CANNOT_HOLD
            for relation in independent
        )
    ]
    ways = " or ".join(f'"{label}"' for label in figure.readings)
    left = " and ".join(f'"{label}"' for label in surviving) or "neither"
    verb = "survive" if len(surviving) > 1 else "survives"
    why = f"can be read as {ways}; {left} {verb}"
    return _claim(evidence, "ambiguous", why, independent)


def _misattributed(evidence: _Evidence) -> Claim | None:
    elsewhere = evidence.those(*FITS, kind="elsewhere")
    against = evidence.those(CANNOT_HOLD)
    own = evidence.independent(evidence.those(*FITS, kind="print"))
    if not elsewhere or (own and not against):
        return None
    sources = [
        evidence.folder.references[name]
        for name in elsewhere[0].formula.names
        if name in evidence.folder.references
    ]
    what = sources[0]
    why = f"{what.about.get('publisher')} prints {what.printed} for {what.described}"
    if against:
        verdict = evidence.verdicts[against[0].id]
        why += f"; here it {verdict.word}"
        if verdict.computed is not None:
            left = show_interval(verdict.computed, verdict.unit)
            why += f", for other figures give {left}"
    return _claim(evidence, "misattributed", why, [*elsewhere, *against])


def _contradicted(evidence: _Evidence) -> Claim | None:
    against = evidence.those(CANNOT_HOLD)
    if not against:
        return None
    why = evidence.verdicts[against[0].id].sentence
    return _claim(evidence, "contradicted", why, against)


def _confirmed(evidence: _Evidence) -> Claim | None:
    prints = evidence.independent(evidence.those(*FITS, kind="print"))
    prints = [r for r in prints if not evidence.verdicts[r.id].at_end]
    if not prints:
        return None
    publishers = evidence.publishers(prints)
    why = f"{publishers} print{'' if ', ' in publishers else 's'} the same"
    checks = len(evidence.those(*FITS)) - len(prints)
    if checks:
        why += f"; {checks} other check{'s' * (checks > 1)} agree{'s' * (checks == 1)}"
    return _claim(evidence, "confirmed", why, evidence.those(*FITS))


def _consistent(evidence: _Evidence) -> Claim | None:
    fitting = [r for r in evidence.those(*FITS) if r.kind == ""]
    if not fitting:
        return None
    first = fitting[0]
    why = f"{first.formula.filled(evidence.said)} {evidence.verdicts[first.id]}"
    return _claim(evidence, "consistent", why, fitting)


def _incomparable(evidence: _Evidence) -> Claim | None:
    found = evidence.those(NOT_COMPARABLE)
    if not found:
        return None
    why = evidence.verdicts[found[0].id].sentence
    return _claim(evidence, "not comparable", why, found)


_RULES = (
    _ambiguous,
    _misattributed,
    _contradicted,
    _confirmed,
    _consistent,
    _incomparable,
)
