"""Our own report as one system: what is claimed of it is tried on it."""

from functools import cache

import pytest
from samples import load

import ecreport


@cache
def report():
    return ecreport.load()


def part_of(joint, id):
    return next(p for p in joint.network.parts if any(f.id == id for f in p.figures))


def joint_of(asked, alone):
    return asked.alone if alone else asked.joint


def printed_slips(alone):
    """Every slip of every claim that a check covers: id, digits, and whether caught."""
    joint = joint_of(report(), alone)
    for id, claim in joint.folder.claims.items():
        if claim.as_printed and not claim.readings and id in joint.network.figures:
            for slip, caught in joint.slips(id):
                same = slip.figure.scale, slip.figure.qualifier
            if same == (claim.scale, claim.qualifier):
                yield id, slip.figure.as_printed, caught


@pytest.mark.parametrize("alone", [True, False])
def test_a_slip_in_our_own_report_is_caught_where_we_say_so_and_only_there(alone):
    tried = caught_in_all = 0
    for id, digits, caught in printed_slips(alone):
        changed = part_of(joint_of(report().replace(**{id: digits}), alone), id)
        with_room = changed.fits and changed.fits_surely
        assert with_room is not caught, (id, digits, caught)
        tried, caught_in_all = tried + 1, caught_in_all + caught
    assert tried > caught_in_all > 0


def test_what_a_figure_is_left_decides_which_of_its_slips_are_caught():
    joint = report().joint
    for id in ("live_users", "live_users_share", "online_physical_sales"):
        left = joint.ranges[id]
        for slip, caught in joint.slips(id):
            inside = slip.figure.interval.open.overlaps(left.open)
            assert caught is not inside, (id, slip.reads)


def test_slips_of_whole_numbers_are_caught_between_the_values_left(tmp_path):
    """5.2 is the mean of 29 whole answers that sum to 150, 151 or 152."""
    claims = (
        "id,as_printed,scale,unit,whole,rounding\n"
        "mean,5.2,1,,,\ntotal,151,1,,yes,\nn,29,1,,,exact\n"
    )
    relations = "id,formula\nr,mean = total / n\n"
    slips = load(tmp_path, claims=claims, relations=relations).slips("total")
    missed = slips.reads[slips.outcome == "missed"]
    assert sorted(missed) == ["150", "152"]


@pytest.mark.parametrize("more", ["", "beside,d = a + b\n"])
def test_no_slip_explains_a_figure_that_would_lie_in_a_gap(tmp_path, more):
    """5 over something between -0.5 and 0.5 is 9 or more, or -9 or less."""
    claims = "id,as_printed,scale,unit\na,0,1,\nb,5,1,\ns,3,1,\nd,5,1,\n"
    relations = f"id,formula\nquotient,s = b / a\n{more}"
    joint = load(tmp_path, claims=claims, relations=relations).joint
    assert not joint.ranges["s"].bounded
    found = joint.explanations("s")
    assert {slip.figure.id for slip in found} == {"s"}
    assert all(
        max(-slip.figure.interval.low, slip.figure.interval.high) >= 9 for slip in found
    )
    missed = {slip.reads for slip, caught in joint.slips("s") if not caught}
    assert missed >= {"9", "30"}
    assert not missed & set("012345678")


def test_beside_a_print_as_fine_only_a_coarser_or_finer_reading_is_missed():
    slips = report().slips("online_physical_growth")
    assert list(slips.reads[slips.outcome == "missed"]) == ["6 %", "6.11 %"]


def test_the_one_suspect_of_our_report_is_the_growth_of_cross_border_trade():
    found = report().suspects()
    assert list(found.index) == ["cross_border_growth"]
    assert "2021" in found.likely_slips.iloc[0]
    assert found.likely_slips.iloc[0].startswith("a figure of something else")


def test_every_conflict_of_our_report_holds_the_suspect():
    for figures in report().conflicts().figures:
        assert "cross_border_growth" in figures.split("; ")


def test_without_the_suspect_our_report_fits():
    joint = report().joint
    part = part_of(joint, "cross_border_growth")
    assert part.fits is False
    assert part.ask(frozenset({"cross_border_growth"})).fits is True


def test_the_numbers_of_the_tables_agree():
    blind = report().blind_spots()
    for id in ("live_users", "live_users_share", "cross_border_growth"):
        slips = report().slips(id)
        assert blind.loc[id, "slips_tried"] == len(slips)
        assert blind.loc[id, "slips_caught"] == (slips.outcome == "caught").sum()
        assert (
            report().ranges().loc[id, "left_by_others"]
            == blind.loc[id, "left_by_others"]
        )


def test_alone_the_report_is_held_by_fewer_checks():
    alone, both = report().blind_spots(alone=True), report().blind_spots()
    assert (alone.slips_caught <= both.slips_caught).all()
    assert alone.slips_caught.sum() < both.slips_caught.sum()
    assert report().alone.fit.word == "fits"


CLAIMS = (
    "id,as_printed,scale,unit\na,10,1,\nb,10,1,\nc,23,1,\nlonely,7,1,\nhidden,,1,\n"
)
RELATIONS = "id,formula\nr,c = a + b\nh,hidden = a - b\n"


def test_the_tables_of_a_small_folder(tmp_path):
    small = load(tmp_path, claims=CLAIMS, relations=RELATIONS)
    assert (
        repr(small.fit())
        == "does not fit: everything would fit only if figures could be off by 2 times "
        "what their rounding allows"
    )
    assert list(small.suspects().index) == ["c", "a", "b"]  # 23 for 20: one digit
    assert list(small.suspects()["set"]) == [1, 2, 3]
    assert small.suspects().loc["c", "left_by_others"] == "[19, 21]"
    assert small.conflicts().to_dict("list")["relations"] == ["r"]
    hidden = small.ranges().loc["hidden", "left_by_others"]
    assert hidden == "anything, with a, b and c set aside"
    right = small.replace(c="20").ranges()
    assert right.loc["hidden", "left_by_others"] == "[-1, 1]"
    assert small.ranges().loc["hidden", "printed"] == "not printed"
    assert "lonely" not in small.ranges().index
    assert small.blind_spots().loc["lonely", "left_by_others"] == "anything"
    assert small.blind_spots().loc["lonely", "slips_caught"] == 0


def test_relations_that_may_not_be_compared_accuse_nobody(tmp_path):
    relations = "id,formula,basis\nr,c = a + b,the two are counted otherwise\n"
    small = load(tmp_path, claims=CLAIMS, relations=relations)
    assert small.fit().word == "not checkable"
    assert small.suspects().empty
    assert small.conflicts().empty
    assert small.verdict("r").word == "not comparable"


def test_a_doubtful_reference_accuses_nobody(tmp_path):
    references = "id,as_printed,scale,unit,status\nd,99,1,,suspect\n"
    relations = "id,formula\nr,c = d\n"
    small = load(tmp_path, claims=CLAIMS, relations=relations, references=references)
    assert small.fit().word == "not checkable"
    assert small.verdict("r").word == "not checkable"


def printed_by_others(asked, claim):
    """The intervals in which somebody independent prints the figure of a claim."""
    folder = asked.joint.folder
    for id, relation in folder.relations.items():
        others = [n for n in relation.formula.names if n in folder.references]
        own = any(folder.references[n].about["independent"] == "no" for n in others)
        fits = asked.verdict(id).word in ("holds", "can hold")
        if relation.kind == "print" and claim in relation.about and fits and not own:
            yield from (folder.references[n].interval for n in others)


def test_a_slip_that_leaves_an_independent_print_is_caught():
    tried = 0
    for id, claim in report().joint.folder.claims.items():
        prints = list(printed_by_others(report(), id))
        for slip, caught in report().joint.slips(id) if not claim.readings else []:
            if not all(slip.figure.interval.overlaps(other) for other in prints):
                assert caught, (id, slip.reads)
                tried += 1
    assert tried > 400


def test_a_growth_of_years_is_asked_with_all_the_others(tmp_path):
    claims = "id,as_printed,scale,unit\nend,161,1,usd\nstart,100,1,usd\n"
    claims += "middle,130,1,usd\ngrowth,{},0.01,ratio\n"
    relations = "id,formula\nr,end = start * (1 + growth)^5\n"
    relations += 'm,"middle = mean(end, start)"\n'
    fits = load(tmp_path, claims=claims.format("10.0"), relations=relations)
    assert fits.fit().word == "fits"
    wrong = load(tmp_path, claims=claims.format("10.9"), relations=relations)
    assert wrong.fit().word == "does not fit"
    assert ["growth"] in [list(names) for names in wrong.joint.suspects]


READINGS = "id,as_printed,scale,unit,readings\n"


def multiples(count, grown):
    """Figures that may be read as growth or as a multiple, and what each should be."""
    lines = [f"m{n},3.4,1,,growth: 0; multiple: -1\n" for n in range(count)]
    return READINGS + "".join(
        [*lines, *(f"g{n},{grown(n)},1,,\n" for n in range(count))]
    )


def test_readings_are_chosen_part_by_part_however_many_there_are(tmp_path):
    claims = multiples(12, lambda n: "2.4" if n % 3 else "3.4")
    relations = "id,formula\n" + "".join(f"r{n},m{n} = g{n}\n" for n in range(12))
    report = load(tmp_path, claims=claims, relations=relations)
    assert report.fit().word == "fits"
    assert [n for n in range(12) if report.joint.readings[f"m{n}"] == "growth"] == [
        *range(0, 12, 3)
    ]


def test_readings_of_one_part_are_chosen_together(tmp_path):
    """Nine figures with two readings each are 512 ways; one way adds up."""
    claims = multiples(9, lambda n: "2.4" if n % 2 else "3.4") + "t,26.6,1,,\n"
    total = "t = " + " + ".join(f"m{n}" for n in range(9))
    pairs = "".join(f"r{n},m{n} = g{n}\n" for n in range(9))
    report = load(
        tmp_path, claims=claims, relations=f"id,formula\n{pairs}sum,{total}\n"
    )
    assert report.fit().word == "fits"
    wrong = report.replace(t="99.6")
    assert wrong.fit().word == "does not fit"
    assert ["t"] in wrong.joint.suspects


def test_more_readings_than_can_be_tried_are_not_checkable(tmp_path):
    """Thirty figures whose sum is nothing that any of 2 ** 30 readings gives."""
    claims = multiples(30, lambda n: "2.4") + "t,500.5,1,,\n"
    total = "t = " + " + ".join(f"m{n}" for n in range(30))
    report = load(tmp_path, claims=claims, relations=f"id,formula\nsum,{total}\n")
    assert report.fit().word == "not checkable"
    assert "more ways than" in report.fit().why
    assert report.joint.unread == {"sum"}
    assert not report.joint.complete
    assert report.joint.suspects == []


def test_a_slip_on_a_curve_is_caught_where_its_square_no_longer_fits(tmp_path):
    claims = "id,as_printed,scale,unit\nside,5,1,\narea,25,1,\n"
    relations = "id,formula\nr,side * side = area\ns,side < area\n"
    report = load(tmp_path, claims=claims, relations=relations)
    outcome = report.slips("side").set_index("reads").outcome
    assert outcome["-5"] == "missed"
    assert set(outcome[["1", "0", "4", "6"]]) == {"caught"}


@pytest.mark.parametrize("scale", ["1e-7", "1", "1e7"])
def test_the_same_slips_are_caught_at_any_scale(scale, tmp_path):
    claims = "id,as_printed,scale,unit\n" + "".join(
        f"{id},{digits},{scale},\n"
        for id, digits in (("a", "2.6"), ("b", "5.3"), ("t", "7.9"), ("d", "-2.7"))
    )
    relations = "id,formula\nr,t = a + b\ns,d = a - b\nu,a < b\n"
    report = load(tmp_path, claims=claims, relations=relations)
    missed = {
        id: [
            slip.figure.as_printed
            for slip, caught in report.joint.slips(id)
            if not caught
        ]
        for id in "abtd"
    }
    assert missed == {
        "a": [],
        "b": ["5", "5.33"],
        "t": ["7.8", "7.99"],
        "d": ["-2.6", "-2.8", "-2.77"],
    }
