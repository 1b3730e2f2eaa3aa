"""Random networks of rounded true values, of each kind: what is true is never accused."""

import os
import random
from dataclasses import replace
from fractions import Fraction as F

import pytest
from networks import (
    KINDS,
    LINEAR,
    MORE,
    Draw,
    draw,
    named_twice,
    shuffled,
    slipped,
    swapped,
)

from ecreport.folder.folder import Folder
from ecreport.network.fit import fit
from ecreport.network.joint import NOTHING_CHECKED, Joint
from ecreport.network.readings import best_read

DRAWS = int(os.environ.get("ECREPORT_DRAWS", "40"))
"""How many networks of each kind: `make draws` draws 10,000 of each."""
OF = {
    "readings": {"read": MORE["read"], **LINEAR},
    "corners": {"corner": MORE["corner"], **LINEAR},
    "whole numbers": {"counted": MORE["counted"], "part": Draw.part, "sum": Draw.sum},
    "units": {"converted": MORE["converted"], "sum": Draw.sum},
    "bases near zero": {"grown": MORE["grown"], "sum": Draw.sum},
    "all": {**KINDS, **MORE},
}


def joint(made):
    relations = {relation.id: relation for relation in made.relations}
    return Joint(Folder(made.figures, {}, relations))


@pytest.mark.parametrize("kind", OF)
def test_what_is_true_is_never_accused(kind):
    for seed in range(DRAWS):
        made = draw(seed, kinds=OF[kind], steps=1 + seed % 4)
        _, _, unread = best_read(made.figures, made.relations)
        assert not unread, made.text()
        assert all(part.fits is not False for part in made.network.parts), made.text()
        for relation in made.relations:
            assert relation.check(made.figures).word != "cannot hold", made.text()


@pytest.mark.parametrize("turn", ["shuffled", "swapped"])
def test_the_order_of_relations_and_of_sides_changes_nothing(turn):
    for seed in range(DRAWS):
        rng = random.Random(seed)
        made = draw(seed, kinds=OF["all"], steps=1 + seed % 3)
        made, _ = slipped(made, rng, seed % 2)
        other = shuffled(made, rng) if turn == "shuffled" else swapped(made)
        one, two = fit(made.network), fit(other.network)
        assert one.word == two.word, made.text()


def test_the_order_changes_no_suspect_and_no_severity():
    for seed in range(DRAWS // 4):
        rng = random.Random(seed)
        made, _ = slipped(draw(seed, kinds=LINEAR, steps=3), rng, 2)
        one, two = joint(made), joint(swapped(shuffled(made, rng)))
        if one.complete and two.complete:
            assert one.suspects == two.suspects, made.text()
            assert one.fit.severity == two.fit.severity, made.text()


@pytest.mark.parametrize("kind", ["linear", "corners", "all"])
def test_a_figure_that_goes_by_two_names_is_one(kind):
    """A second name, not printed and set equal, stands in some of the relations."""
    for seed in range(DRAWS // 4):
        rng = random.Random(seed)
        made = draw(seed, kinds=OF.get(kind, LINEAR), steps=1 + seed % 3)
        made, _ = slipped(made, rng, seed % 3)
        one, two = joint(made), joint(named_twice(made, rng))
        if not (one.complete and two.complete):
            continue
        if NOTHING_CHECKED in (one.fit.why, two.fit.why):  # a floor by itself is none
            continue
        assert one.fit.word == two.fit.word, made.text()
        assert sorted(one.suspects) == sorted(two.suspects), made.text()
        assert two.fit.severity == pytest.approx(float(one.fit.severity), rel=1e-5)


def test_several_slips_at_once_accuse_no_more_figures_than_are_wrong():
    """Setting all wrong figures aside mends everything, so no smallest set is larger."""
    for seed in range(DRAWS // 2):
        rng = random.Random(seed)
        made, wrong = slipped(draw(seed, kinds=LINEAR, steps=4), rng, 2 + seed % 2)
        found = joint(made)
        if not found.complete or found.fit.word != "does not fit":
            continue
        assert sum(len(group.sets[0]) for group in found.groups) <= len(wrong)
        for choice in ({*group.sets[-1]} for group in found.groups):
            assert choice, made.text()
        aside = {name for group in found.groups for name in group.sets[-1]}
        blank = {
            id: f.reads("") if id in aside else f for id, f in made.figures.items()
        }
        assert all(
            p.fits is not False for p in best_read(blank, made.relations)[0].parts
        )


def test_a_relation_named_beside_suspects_would_mend_them_as_well():
    """Without it all fits, the suspects of the other groups being set aside."""
    tried = 0
    for seed in range(DRAWS * 2):
        made, _ = slipped(draw(seed, kinds=LINEAR, steps=4), random.Random(seed), 3)
        found = joint(made)
        for group in found.groups:
            for out in group.relations:
                others = (other for other in found.groups if other is not group)
                aside = {name for other in others for name in other.sets[0]}
                figures = {
                    id: f.reads("") if id in aside else f
                    for id, f in made.figures.items()
                }
                kept = [r for r in made.relations if r.id != out]
                parts = best_read(figures, kept)[0].parts
                assert all(part.fits is not False for part in parts), made.text()
                tried += 1
    assert tried > DRAWS


@pytest.mark.parametrize("power", [11, -10])
def test_other_units_of_all_figures_change_no_word_no_suspect_and_no_slip(power):
    for seed in range(DRAWS // 8):
        rng = random.Random(seed)
        kinds = {"sum": Draw.sum, "table": Draw.table}
        made, _ = slipped(draw(seed, kinds=kinds, steps=2), rng, seed % 2)
        made = made.not_whole()
        by = F(10) ** power  # a scale that is written in no word
        scaled = made._replace(
            figures={
                id: replace(f, scale=f.scale * by, step=f.step and f.step * by)
                for id, f in made.figures.items()
            }
        )
        one, two = joint(made), joint(scaled)
        assert (one.fit.word, one.fit.severity) == (two.fit.word, two.fit.severity)
        assert one.suspects == two.suspects, made.text()
        for id in made.figures:
            pair = [
                {s.figure.as_printed: c for s, c in each.slips(id)}
                for each in (one, two)
            ]
            assert pair[0] == pair[1], (id, made.text())


@pytest.mark.parametrize("kind", ["linear", *OF])
def test_a_slip_is_caught_where_a_fresh_fit_says_so_and_only_there(kind):
    """Each outcome is tried again on a network that holds the slip from the start."""
    for seed in range(DRAWS // 10):
        rng = random.Random(seed)
        made = draw(seed, kinds=OF.get(kind, LINEAR), steps=1 + seed % 2)
        found = joint(made)
        if found.fit.word != "fits":
            continue
        for id in rng.sample([*made.figures], min(2, len(made.figures))):
            outcomes = found.slips(id)
            if found.left(id).interval is None or made.figures[id].readings:
                continue
            for slip, caught in rng.sample(outcomes, min(6, len(outcomes))):
                changed = {**found.network.figures, id: slip.figure}
                fresh = fit(best_read(changed, made.relations)[0])
                expected = {"fits": False, "does not fit": True}.get(fresh.word, caught)
                assert caught is expected, (id, slip, made.text())


if DRAWS < 1000:

    def test_the_sample_holds_every_kind_of_network():
        made = [draw(seed, kinds=OF["all"], steps=3) for seed in range(DRAWS)]
        texts = " ".join(r.formula.text for one in made for r in one.relations)
        assert all(word in texts for word in ("min(", "max(", "sum(", "/", "<=", "- 1"))
        figures = [f for one in made for f in one.figures.values()]
        assert any(f.readings for f in figures)
        assert any(f.whole and not f.as_printed for f in figures)


def test_the_line_and_the_joint_question_never_contradict_each_other():
    """One relation by itself, also where a base may be zero, has one answer."""
    for seed in range(DRAWS * 2):
        rng = random.Random(seed)
        made, _ = slipped(draw(seed, kinds=OF["all"], steps=2), rng, 1 + seed % 2)
        for relation in made.relations:
            word = relation.check(made.figures).word
            alone = made._replace(relations=[relation])
            if not relation.comparable(made.figures):
                continue
            found = fit(alone.network).word
            assert (word == "cannot hold") == (found == "does not fit") or (
                found == "not checkable"
            ), (word, found, relation.formula.text, made.text())
