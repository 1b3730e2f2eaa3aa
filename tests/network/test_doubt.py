"""Several wrong figures: conflict by conflict, with what speaks for and against each."""

import random
from itertools import product

import pytest
from networks import Draw, draw, slipped
from samples import figure, load

from ecreport.folder.folder import Folder
from ecreport.formula.parse import Formula
from ecreport.network.doubt import kind_of, other_rule, pattern, rule_of
from ecreport.network.joint import Joint
from ecreport.network.slips import POINTS
from ecreport.verdict.relation import Relation

HEAD = "id,as_printed,scale,unit,rounding\n"


def rows(ids, digits, unit="", rounding="", scale=1):
    lines = zip(ids.split(), digits.split(), strict=True)
    return "".join(f"{id},{text},{scale},{unit},{rounding}\n" for id, text in lines)


def of(folder, claims, *formulas, head=HEAD):
    lines = (f'r{n},"{text}"\n' for n, text in enumerate(formulas, 1))
    return load(folder, claims=head + claims, relations="id,formula\n" + "".join(lines))


def sets(report):
    return [group.sets for group in report.joint.groups]


def reads(report, id):
    return {slip.reads: slip.kind for slip in report.joint.explanations(id)}


TWO_SUMS = rows("a b c x y z", "12 30 52 14 40 64", "eur")


def test_two_conflicts_that_share_no_figure_are_told_apart(tmp_path):
    report = of(tmp_path, TWO_SUMS, "c = a + b", "z = x + y")
    first, second = sets(report)
    assert sorted(first) == [["a"], ["b"], ["c"]]
    assert sorted(second) == [["x"], ["y"], ["z"]]
    assert report.joint.suspects == first + second
    assert sorted(set(report.suspects().group)) == [1, 2]


def test_conflicts_are_told_in_one_order_whatever_the_order_of_rows(tmp_path):
    one = of(tmp_path, TWO_SUMS, "c = a + b", "z = x + y").joint.suspects
    turned = "".join(reversed(TWO_SUMS.splitlines(keepends=True)))
    assert of(tmp_path, turned, "z = x + y", "c = a + b").joint.suspects == one


def test_they_are_told_apart_in_one_part_as_well(tmp_path):
    loose = "a + x + b + y <= 500"
    report = of(tmp_path, TWO_SUMS, "c = a + b", "z = x + y", loose)
    assert [sorted(group) for group in sets(report)] == [
        [["a"], ["b"], ["c"]],
        [["x"], ["y"], ["z"]],
    ]
    assert "52.0" not in reads(report, "c")
    assert reads(report, "c")["42 eur"] == "one digit wrong"
    assert report.joint.left("a").aside == {"x", "y", "z"}


def test_what_lies_in_no_conflict_is_not_in_doubt(tmp_path):
    report = of(tmp_path, TWO_SUMS.replace("z,64", "z,54"), "c = a + b", "z = x + y")
    assert {name for group in sets(report) for names in group for name in names} == {
        *"abc"
    }


def test_a_conflict_of_one_relation_may_lie_in_the_relation(tmp_path):
    report = of(tmp_path, TWO_SUMS, "c = a + b")
    (group,) = report.joint.groups
    assert group.relations == ["r1"]
    assert "or relation r1 itself is wrong (a part left out or counted twice)" in (
        group.sentence
    )
    assert "a part left out" in report.suspects().because.iloc[0]


def averages(wrong, count=10):
    """Rows of exact counts with their averages, some of which are wrong."""
    points = [37 + 11 * n for n in range(count)]
    games = [4 + n % 5 for n in range(count)]
    made = ""
    for n in range(count):
        mean = f"{round(points[n] / games[n] + 1e-9, 1)}"
        made += rows(f"p{n}", f"{points[n]}", "point", "exact")
        made += rows(f"g{n}", f"{games[n]}", "game", "exact")
        made += rows(f"m{n}", wrong.get(n, mean), "point/game")
    formulas = [f"m{n} = p{n} / g{n}" for n in range(count)]
    made += rows("all_points all_games", f"{sum(points)} {sum(games)}", "", "exact")
    for name, part in (("all_points", "p"), ("all_games", "g")):
        formulas.append(f"{name} = " + " + ".join(f"{part}{n}" for n in range(count)))
    return made, formulas


def test_each_of_several_wrong_averages_is_named_with_its_slip(tmp_path):
    """Row 3 is 70 / 7, row 6 is 103 / 5, row 8 is 125 / 7."""
    claims, formulas = averages({3: "1.0", 6: "26.0", 8: "71.9"})
    report = of(tmp_path, claims, *formulas)
    assert sorted(sets(report)) == [[["m3"]], [["m6"]], [["m8"]]]
    assert reads(report, "m3")["10.0 points per game"] == "a digit dropped"
    assert reads(report, "m6")["20.6 points per game"] == "two digits swapped"
    assert reads(report, "m8")["17.9 points per game"] == "two digits swapped"
    assert {g.pattern for g in report.joint.groups} == {
        "seven of ten averages fit; this one does not"
    }
    assert len(report.joint.conflicts) == 3


def test_the_one_row_that_breaks_a_rule_is_the_suspect(tmp_path):
    claims, formulas = averages({6: "71.2"})
    (group,) = of(tmp_path, claims, *formulas[:10]).joint.groups
    assert group.sets == [["m6"], ["g6"], ["p6"]]
    assert group.pattern == "nine of ten averages fit; this one does not"
    assert group.why == {"g6": "an exact count", "p6": "an exact count"}
    assert "itself is wrong" not in group.sentence
    assert "g6 and p6 doubted last: an exact count" in group.sentence


def test_a_rule_that_no_row_keeps_is_doubted_itself(tmp_path):
    """All four are shares of a total of 450, not of 900."""
    claims = rows("t a b c d", "900 90 180 270 360", "eur", "exact")
    claims += rows("s1 s2 s3 s4", "20 40 60 80", "ratio", scale=0.01)
    formulas = [f"s{n} = {part} / t" for n, part in enumerate("abcd", 1)]
    (group,) = of(tmp_path, claims, *formulas).joint.groups
    assert group.sets == [["t"]]
    assert group.pattern.startswith("none of four shares fits: the rule itself")


def test_what_many_relations_share_is_doubted_last_among_equals(tmp_path):
    claims = rows("t a b c n", "50 30 30 99 4", "eur")
    report = of(tmp_path, claims, "t = a + b", "t >= n", "c >= a + n")
    (group,) = report.joint.groups
    assert group.sets == [["b"], ["a"], ["t"]]
    assert group.why["t"] == "shared by 2 relations"


RATE = rows("rate", " ".join(["-"]), "usd/eur").replace(",-,", ",,")
PAIRS = rows("a c e", "1000 2000 3000", "eur") + rows("b d f", "1102 2204 3036", "usd")


def test_an_unknown_is_solved_by_those_that_agree(tmp_path):
    report = of(tmp_path, RATE + PAIRS, "b = a * rate", "d = c * rate", "f = e * rate")
    assert sets(report) == [[["f"], ["e"]]]
    assert reads(report, "f")["3,306 usd"] == "two digits swapped"
    assert not reads(report, "e")
    left = report.joint.left("rate")
    assert 1.1014 < left.interval.low < left.interval.high < 1.1026
    assert left.aside == {"e", "f"}
    shown = report.ranges().loc["rate"]
    assert shown.printed == "not printed"
    assert shown.left_by_others.endswith("with e and f set aside")


def test_relations_asked_together_are_checked_though_none_is_alone(tmp_path):
    together = of(tmp_path, RATE + PAIRS, "b = a * rate", "d = c * rate")
    assert {v.word for v in together.verdicts.values()} == {"not checkable"}
    assert together.joint.checked == {"r1", "r2"}
    alone = of(tmp_path, RATE + PAIRS, "b = a * rate")
    assert alone.joint.checked == set()
    assert alone.joint.nothing_checked
    assert alone.fit().word == "not checkable"
    assert "nothing was checked" in alone.fit().why


def test_as_many_unknowns_as_relations_leave_nothing_to_check(tmp_path):
    claims = "x,,1,eur,\ny,,1,eur,\n" + rows("t d s", "88 12 50", "eur")
    two = of(tmp_path, claims, "t = x + y", "x - y = d")
    assert two.joint.nothing_checked
    more = of(tmp_path, claims, "t = x + y", "x - y = d", "s = x")
    assert more.joint.checked == {"r1", "r2", "r3"}
    same = of(tmp_path, claims, "t = x + y", "2 * x + 2 * y = 14.7 * d")
    assert same.joint.checked == {"r1", "r2"}


def test_a_floor_that_an_unknown_hands_on_is_checked(tmp_path):
    claims = "x,,1,eur,\nf,31,1,eur,at_most\n" + rows("s t", "2 60", "")
    head = HEAD.replace("rounding", "qualifier")
    report = of(tmp_path, claims, "x = f", "t = s * x", head=head)
    assert report.joint.checked == {"r1", "r2"}
    assert report.fit().word == "fits"
    wrong = of(tmp_path, claims.replace("60", "90"), "x = f", "t = s * x", head=head)
    assert wrong.fit().word == "does not fit"
    assert of(tmp_path, claims, "x = f", head=head).joint.nothing_checked


@pytest.mark.parametrize("formulas", [(), ("rate >= 0",), ("rate = b / a",)])
def test_where_nothing_was_checked_nothing_fits(formulas, tmp_path):
    report = of(tmp_path, RATE + PAIRS, *formulas)
    assert report.joint.nothing_checked
    assert (report.fit().word, report.fit().severity) == ("not checkable", None)
    assert report.joint.complete


def test_a_chain_whose_point_is_two_places_off(tmp_path):
    claims = rows("low mid high", "2.1 290 3.7", "eur", scale="1e12")
    report = of(tmp_path, claims, "low <= mid <= high")
    assert sorted(sets(report)[0]) == [["high"], ["mid"]]
    assert "two places off" in " ".join(reads(report, "mid").values())
    assert any(text.startswith("370 ") for text in reads(report, "high"))


def test_per_cent_is_read_as_percentage_points_and_the_other_way(tmp_path):
    claims = rows("now before", "12.6 12.0", "ratio", scale=0.01)
    grown = of(
        tmp_path, claims + rows("g", "0.6", "ratio", scale=0.01), "g = now / before - 1"
    )
    assert POINTS in reads(grown, "g").values()
    points = of(
        tmp_path, claims + rows("g", "5.0", "ratio", scale=0.01), "g = now - before"
    )
    assert "percentage points for per cent" in reads(points, "g").values()
    assert POINTS not in reads(grown, "now").values()


def test_a_difference_of_amounts_is_no_difference_of_percentage_points(tmp_path):
    claims = rows("now before", "12.6 12.0") + rows("g", "60", "ratio", scale=0.01)
    report = of(tmp_path, claims, "g = now / before - 1")
    assert POINTS not in reads(report, "g").values()


def test_exact_counts_alone_are_not_doubted_after_each_other(tmp_path):
    report = of(tmp_path, rows("a b c", "12 30 52", "", "exact"), "c = a + b")
    assert report.joint.groups[0].why == {}


@pytest.mark.parametrize(("good", "bad"), [(3, 3), (2, 3), (2, 1)])
def test_few_rows_or_as_many_wrong_as_right_are_no_pattern(good, bad):
    assert pattern("average", good, bad) == ""


def test_where_suspects_are_not_found_the_check_is_not_complete(tmp_path, monkeypatch):
    monkeypatch.setattr("ecreport.network.suspects.MOST_ASKED", 1)
    report = of(tmp_path, TWO_SUMS, "c = a + b", "z = x + y")
    assert not report.joint.complete
    assert "suspects not found" in report.joint.groups[0].sentence


def test_digits_that_were_cut_are_an_explanation_of_their_own(tmp_path):
    """287 of 620 are 46.29 %; 46.3 rounded, 46.2 where the digits were cut."""
    claims = rows("part all", "287 620", "item", "exact")
    report = of(
        tmp_path, claims + rows("s", "46.2", "ratio", scale=0.01), "s = part / all"
    )
    assert "cut instead of rounded" in reads(report, "s").values()


def test_a_misfit_of_firm_figures_alone_says_that_none_may_be_doubted(tmp_path):
    head = "id,as_printed,scale,unit,rounding,weight\n"
    report = of(tmp_path, "a,1,1,,,inf\nb,9,1,,,inf\n", "a = b", head=head)
    assert report.fit().word == "does not fit"
    assert report.joint.suspects == []
    assert "no figure may be doubted" in report.joint.groups[0].sentence
    assert report.joint.complete


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("a = b / c", "average"),
        ("s = b / c", "share"),
        ("s = b / c - 1", "growth rate"),
        ("s = (b - c) / c", "growth rate"),
        ("a = sum(b, c)", "sum"),
        ("a = b - c", "difference"),
        ("a = b * c", "product"),
        ("a <= b", ""),
        ("a = b = c", ""),
        ("a >= b / c", ""),
        ("a = b / c <= s", ""),
        ("a = min(b, c)", ""),
        ("a = b / 28", ""),
        ("a = b + 2.5", ""),
    ],
)
def test_what_a_relation_computes_is_told_from_its_shape(formula, kind):
    figures = {n: figure(n, "1", unit="eur") for n in "abc"}
    figures["s"] = figure("s", "1", unit="ratio")
    assert kind_of(Relation("r", Formula(formula)), figures) == kind


def test_rows_of_one_rule_have_the_same_shape_and_units():
    figures = {n: figure(n, "1", unit="eur") for n in "abcd"}
    figures["e"] = figure("e", "1", unit="usd")
    rule = [
        rule_of(Relation("r", Formula(text)), figures)
        for text in ("a = b + c", "a = b + c + d", "e = b + c", "a = b / c")
    ]
    assert rule[0] == rule[1]
    assert len({*rule}) == 3


def test_only_a_rate_or_a_difference_has_another_rule():
    def other(text):
        found = other_rule(Relation("r", Formula(text)))
        return found and found.text

    assert other("g = (a - b) / b") == "g = a - b"
    assert other("g = a - b") == "g = a / b - 1"
    assert other("g = a + b") is None
    assert other("g = (a - b) / c") is None


@pytest.mark.parametrize("formula", ["c = a + b", "a + b = c", "b + a = c"])
def test_the_relation_is_doubted_in_the_same_words_whichever_side_it_is_written(
    tmp_path, formula
):
    report = of(tmp_path, rows("a b c", "12 30 52", "eur"), formula)
    assert report.joint.groups[0].remark.endswith("(a part left out or counted twice)")


def test_a_slip_from_a_print_that_needed_a_tie_is_offered(tmp_path):
    claims = rows("v", "0.42") + rows("a g", "83 20", rounding="exact")
    report = of(tmp_path, claims, "v = a / g")  # 4.15, printed 4.2
    assert reads(report, "v") == {"4.2": "the decimal point moved"}


READ = "as growth: 0; as multiple: -1"


def test_who_is_in_doubt_does_not_hang_on_the_reading_that_was_taken(tmp_path):
    claims = f"g,3.7,1,ratio,{READ}\nn,2.7,1,ratio,\nk,3.7,1,ratio,\n"
    head = HEAD.replace("rounding", "readings")
    for formulas in (("g = n", "g = k"), ("k = g", "n = g")):
        report = of(tmp_path, claims, *formulas, head=head)
        assert sorted(report.joint.suspects) == [["k"], ["n"]]
        assert report.joint.conflicts == [["r1", "r2"]]
        assert "2.7" in reads(report, "k")
        assert "3.7" in reads(report, "n")


def test_suspects_of_all_readings_are_those_of_the_readings_one_by_one():
    """Beside the same network with each reading written down as the only one."""
    for seed in range(12):
        rng = random.Random(seed)
        made = draw(seed, kinds={"read": Draw.read, "sum": Draw.sum}, steps=3)
        made, _ = slipped(made, rng, 2)
        unclear = [f for f in made.figures.values() if f.readings]
        rules = {relation.id: relation for relation in made.relations}
        found = []
        for way in product(*(f.readings.values() for f in unclear)):
            figures = {**made.figures, **{f.id: f for f in way}}
            found.append(Joint(Folder(figures, {}, rules)))
        told = Joint(Folder(made.figures, {}, rules))
        if any(one.fit.word != "does not fit" for one in [*found, told]):
            continue
        sizes = [sum(len(group.sets[0]) for group in one.groups) for one in found]
        least = {
            frozenset(name for names in sets for name in names)
            for one, size in zip(found, sizes, strict=True)
            if size == min(sizes)
            for sets in product(*(group.sets for group in one.groups))
        }
        both = product(*(group.sets for group in told.groups))
        assert {frozenset(n for names in sets for n in names) for sets in both} == least
