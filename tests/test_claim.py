"""The word of a claim comes from its relations by the written rule, first fit first."""

import pytest
from samples import load

import ecreport

COLUMNS = (
    "id,as_printed,scale,unit,period_start,publisher,independent,status,readings\n"
)
CLAIM = "c,5,1,item,,,,,{readings}\n"
SAME, OTHER, OWN = "same,5,1,item", "other,9,1,item", "own,5,1,item"
REFERENCES = COLUMNS + (
    "same,5,1,item,,Bureau,yes,,\n"
    "other,9,1,item,,Bureau,yes,,\n"
    "own,5,1,item,,The report,no,,\n"
    "doubt,9,1,item,,Bureau,yes,misprint,\n"
    "base,9,1,item,2019-01,Bureau,yes,,\n"
)


def claim(folder, *relations, readings=""):
    text = COLUMNS.replace("readings", "readings") + CLAIM.format(readings=readings)
    rows = [f"r{n},{row}" for n, row in enumerate(relations)]
    report = load(
        folder,
        claims=text,
        references=REFERENCES,
        relations="\n".join(["id,kind,formula,about,because,basis", *rows, ""]),
    )
    return report.claim("c")


@pytest.mark.parametrize(
    ("word", "relations"),
    [
        ("unsupported", []),
        ("unsupported", ["print,c = doubt,,,"]),
        ("unsupported", ["print,c = own,,,"]),
        ("confirmed", ["print,c = same,,,"]),
        ("confirmed", ["print,c = own,,,", "print,c = same,,,"]),
        ("consistent", [",c < other,,,"]),
        ("consistent", [",c < other,,,", "print,c = own,,,"]),
        ("confirmed", [",c < other,,,", "print,c = same,,,"]),
        ("contradicted", [",c > other,,,"]),
        ("contradicted", ["print,c = other,,,", "print,c = same,,,"]),
        ("not comparable", [",c = other,,,another base"]),
        ("consistent", [",c = other,,,another base", ",c < other,,,"]),
        ("misattributed", ["elsewhere,c = same,,,"]),
        ("misattributed", ["elsewhere,c = same,,,", ",c > other,,,"]),
        (
            "misattributed",
            ["elsewhere,c = same,,,", ",c > other,,,", "print,c = same,,,"],
        ),
        ("confirmed", ["elsewhere,c = same,,,", "print,c = same,,,"]),
        ("misattributed", ["elsewhere,c = same,,,", "print,c = own,,,"]),
        ("contradicted", ["elsewhere,c = other,,,"]),
        ("consistent", [",same < other,c,,"]),
        ("unsupported", [",same < other,,,"]),
    ],
)
def test_the_first_line_of_the_rule_that_fits_gives_the_word(tmp_path, word, relations):
    assert claim(tmp_path, *relations).word == word


def test_readings_make_a_claim_ambiguous_and_the_survivor_is_named(tmp_path):
    found = claim(
        tmp_path, "print,c = same,,,", ",c < other,,,", readings="as said: 0; less: -2"
    )
    assert found.word == "ambiguous"
    assert found.because == 'can be read as "as said" or "less"; "as said" survives'


def test_readings_can_survive_all_or_not_at_all(tmp_path):
    both = claim(tmp_path, ",c < other,,,", readings="a: 0; b: -2")
    none = claim(tmp_path, "print,c = other,,,", readings="a: 0; b: -2")
    assert both.because.endswith('"a" and "b" survive')
    assert none.because.endswith("neither survives")


def test_a_word_comes_with_the_relations_it_rests_on(tmp_path):
    found = claim(tmp_path, ",c < other,,,", "print,c = same,,,", "print,c = doubt,,,")
    assert found.rests_on == ("r0", "r1")
    assert found.because == "Bureau prints the same; 1 other check agrees"
    against = claim(tmp_path, ",c < other,,,", ",c > other,,,")
    assert against.rests_on == ("r1",)


def test_one_reading_is_no_choice_and_three_are_one(tmp_path):
    relation = "print,c = same,,,"
    assert claim(tmp_path, relation, readings="a: 0").word == "confirmed"
    found = claim(tmp_path, relation, readings="a: 0; b: -2; d: 4")
    assert found.because == 'can be read as "a" or "b" or "d"; "a" survives'


def test_other_checks_are_counted_in_singular_and_plural(tmp_path):
    prints, order = "print,c = same,,,", ",c < other,,,"
    assert claim(tmp_path, prints).because == "Bureau prints the same"
    two = claim(tmp_path, prints, order, order)
    assert two.because == "Bureau prints the same; 2 other checks agree"
    three = claim(tmp_path, prints, order, order, order)
    assert three.because == "Bureau prints the same; 3 other checks agree"


def test_the_first_relation_gives_the_reason(tmp_path):
    low, high = ",c > other,,,", ",c > same + other,,,"
    assert "at most" not in claim(tmp_path, low, high).because
    assert claim(tmp_path, low, high).because == claim(tmp_path, low).because
    assert claim(tmp_path, high, low).because == claim(tmp_path, high).because
    assert claim(tmp_path, low).because != claim(tmp_path, high).because
    fits, also = ",c < other,,,", ",c <= same + other,,,"
    assert claim(tmp_path, fits, also).because == claim(tmp_path, fits).because
    first, second = ",c = other,,,another base", ",c = other,,,another unit"
    assert "another base" in claim(tmp_path, first, second).because
    elsewhere, more = "elsewhere,c = same,,,", "elsewhere,same = c,,,"
    found = claim(tmp_path, elsewhere, more, low, high).because
    assert found == claim(tmp_path, elsewhere, low).because
    assert found != claim(tmp_path, elsewhere, high).because


def test_a_figure_of_something_else_is_named_with_what_refutes_it(tmp_path):
    elsewhere = "elsewhere,c = same,,,"
    found = claim(tmp_path, elsewhere, "print,c = other,,,").because
    assert found == (
        "Bureau prints 5 items for same; here it cannot hold, "
        "for other figures give [8.5, 9.5] items"
    )


def test_a_reason_says_what_each_figure_is_of_but_for_the_claim_itself(tmp_path):
    found = claim(tmp_path, ",c < other,,,").because
    assert found.startswith("5 items < 9 items (other) holds: ")
    ranks = "id,as_printed,scale,unit,rounding\nc,2,1,rank,exact\nb,3,1,rank,exact\n"
    relations = "id,formula\nr,c < b\n"
    report = load(tmp_path, claims=ranks, relations=relations)
    assert report.claim("c").because.startswith("rank 2 < rank 3 (b) holds: ")


def test_the_first_source_of_the_first_relation_says_whose_figure_it_is(tmp_path):
    two = "elsewhere,c < other,,,", "elsewhere,c = same,,,"
    assert claim(tmp_path, *two).because == "Bureau prints 9 items for other"
    both = claim(tmp_path, "elsewhere,c < same + other,,,").because
    assert both == "Bureau prints 5 items for same"


EXPECTED = {
    "cross_border_growth": ("misattributed", "cross_border_from_parts"),
    "visits": ("misattributed", "visits_taobao_ecns"),
    "douyin_turnover_growth": ("ambiguous", "turnover_more_than_tripled"),
    "online_office_share": ("confirmed", "office_share_of_all"),
    "online_physical_growth": ("confirmed", "physical_growth_nbs"),
    "live_users": ("confirmed", "live_users_cnnic"),
}


@pytest.mark.parametrize("id", EXPECTED)
def test_the_known_findings_come_out_of_the_data(id):
    found = ecreport.load().claim(id)
    assert (found.word, EXPECTED[id][1] in found.rests_on) == (EXPECTED[id][0], True)


def test_a_growth_on_another_base_is_no_error():
    report = ecreport.load()
    assert report.verdict("physical_growth_from_levels").word == "not comparable"
    assert report.verdict("physical_growth_base_raised").word == "holds"


def test_every_claim_has_a_word_and_a_reason():
    words = ecreport.load().words()
    assert list(words.index) == list(ecreport.load().claims.index)
    assert (words["because"].str.len() > 10).all()
    rests = words.loc[words["word"] != "unsupported", "rests_on"]
    assert (rests.str.len() > 0).all()
