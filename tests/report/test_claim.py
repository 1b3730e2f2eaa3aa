"""The words of a claim come from its relations by the written rules, first fit first."""

import pytest
from samples import load

import ecreport

COLUMNS = "id,as_printed,scale,unit,period_start,publisher,independent,status,readings,"
COLUMNS += "origin,party,measure,qualifier\n"
CLAIM = "c,5,1,item,,,,,{readings},{origin},{party},{measure},{qualifier}\n"
REFERENCES = COLUMNS + (
    "same,5,1,item,,Bureau,yes,,,Bureau,no,,\n"
    "more,9,1,item,,Bureau,yes,,,Bureau,no,,\n"
    "four,4,1,item,,Bureau,yes,,,Bureau,no,,\n"
    "lab,5,1,item,,Laboratory,yes,,,Laboratory,no,,\n"
    "copy,5,1,item,,Gazette,yes,,,Bureau,no,,\n"
    "firm,5,1,item,,Firm,yes,,,Firm,yes,,\n"
    "own,5,1,item,,The report,no,,,Bureau,no,,\n"
    "doubt,5,1,item,,Bureau,yes,misprint,,Bureau,no,,\n"
    "one,1,1,item,,Bureau,yes,,,Bureau,no,,\n"
    "stray,5,1,item,,not named,yes,,,not named,no,,\n"
)


def claim(
    folder, *relations, origin="Bureau", readings="", party="", measure="", qualifier=""
):
    cells = {"origin": origin, "readings": readings, "party": party}
    text = COLUMNS + CLAIM.format(**cells, measure=measure, qualifier=qualifier)
    rows = [f"r{n},{row}" for n, row in enumerate(relations)]
    report = load(
        folder,
        claims=text,
        references=REFERENCES,
        relations="\n".join(["id,kind,formula,about,because,basis", *rows, ""]),
    )
    return report.claim("c")


PRINT, COPY, LAB = "print,c = same,,,", "print,c = copy,,,", "print,c = lab,,,"
SUM, ORDER, FALSE = ",c = four + one,,,", ",c < more,,,", ",c > more,,,"
ELSEWHERE, OTHER = "elsewhere,c = lab,,,", "print,c = more,,,"


@pytest.mark.parametrize(
    ("quoted", "support", "relations"),
    [
        ("untraced", "unsupported", []),
        ("untraced", "unsupported", ["print,c = doubt,,,"]),
        ("untraced", "unsupported", ["print,c = own,,,"]),
        ("untraced", "unsupported", ["print,c = stray,,,"]),
        ("faithful", "one source", [PRINT]),
        ("faithful", "one source", [COPY]),
        ("faithful", "adds up", [PRINT, SUM]),
        ("untraced", "adds up", [SUM]),
        ("faithful", "one source", [PRINT, ORDER]),
        ("untraced", "unsupported", [ORDER]),
        ("untraced", "corroborated", [LAB]),
        ("faithful", "corroborated", [PRINT, LAB]),
        ("faithful", "corroborated", [PRINT, LAB, SUM]),
        ("faithful", "contradicted", [PRINT, LAB, FALSE]),
        ("altered", "contradicted", [OTHER]),
        ("displaced", "unsupported", [ELSEWHERE]),
        ("displaced", "contradicted", [ELSEWHERE, FALSE]),
        ("displaced", "contradicted", [ELSEWHERE, OTHER]),
        ("faithful", "contradicted", [ELSEWHERE, FALSE, PRINT]),
        ("untraced", "unsupported", ["elsewhere,c = more,,,"]),
        ("untraced", "not comparable", [",c = more,,,another base"]),
        ("untraced", "own word", ["print,c = firm,,,"]),
        ("untraced", "unsupported", [",same < more,,,"]),
    ],
)
def test_the_first_line_of_each_rule_that_fits_gives_the_word(
    tmp_path, quoted, support, relations
):
    found = claim(tmp_path, *relations)
    assert (found.quoted, found.support) == (quoted, support)


def test_figures_of_two_origins_add_nothing_up(tmp_path):
    mixed = ",c = four + lab - four,,,"
    assert claim(tmp_path, mixed).support == "unsupported"


def test_without_an_origin_the_report_counted_itself(tmp_path):
    found = claim(tmp_path, SUM, origin="")
    assert (found.quoted, found.support) == ("untraced", "adds up")
    assert found.because.startswith(
        "the report's own; 5 items = 4 items (four)"
    )


def test_a_party_that_speaks_of_itself_gives_its_own_word(tmp_path):
    found = claim(tmp_path, "print,c = firm,,,", SUM, origin="Firm", party="yes")
    assert (found.quoted, found.support) == ("faithful", "own word")
    assert found.because == "printed by Firm; only Firm says so, of itself"


def test_a_party_without_an_origin_is_the_report_itself(tmp_path):
    found = claim(tmp_path, ORDER, origin="", party="yes")
    assert found.support == "own word"
    assert found.because.endswith("; only the report says so, of itself")


def test_readings_make_a_claim_ambiguous_and_the_survivors_are_named(tmp_path):
    found = claim(tmp_path, PRINT, ORDER, readings="as said: 0; less: -2")
    assert found.quoted == "ambiguous"
    said = 'can be read as "as said" or "less"; "as said" survives'
    assert found.because.startswith(said)
    both = claim(tmp_path, ORDER, readings="a: 0; b: -2").because
    none = claim(tmp_path, OTHER, readings="a: 0; b: -2").because
    assert '"a" and "b" survive' in both
    assert "neither survives" in none


def test_one_reading_is_no_choice(tmp_path):
    assert claim(tmp_path, PRINT, readings="a: 0").quoted == "faithful"


def test_the_words_come_with_the_relations_they_rest_on(tmp_path):
    assert claim(tmp_path, ORDER, PRINT, SUM, "print,c = doubt,,,").rests_on == (
        "r1",
        "r2",
    )
    assert claim(tmp_path, PRINT, FALSE).rests_on == ("r0", "r1")


def test_a_word_without_a_measure_is_never_contradicted(tmp_path):
    found = claim(tmp_path, FALSE, ",more > same,c,,", measure="statement")
    assert found.support == "not comparable"


def test_the_comparison_that_the_words_state_adds_up(tmp_path):
    assert claim(tmp_path, ORDER, measure="comparison").support == "adds up"
    assert claim(tmp_path, OTHER, qualifier="more_than").support == "adds up"


def test_a_reason_says_what_each_figure_is_of_but_for_the_claim_itself(tmp_path):
    found = claim(tmp_path, SUM).because
    assert found.endswith("5 items = 4 items (four) + 1 item (one) can hold")


EXPECTED = {
    "live_users_headline": "faithful / adds up",
    "live_users": "faithful / adds up",
    "live_users_increase": "untraced / adds up",
    "live_users_share": "faithful / adds up",
    "live_commerce_accelerates": "untraced / not comparable",
    "douyin_broadcasts_per_month": "faithful / own word",
    "douyin_items_sold": "faithful / own word",
    "douyin_turnover_growth": "ambiguous / own word",
    "visits": "displaced / unsupported",
    "online_physical_sales": "faithful / adds up",
    "online_physical_growth": "faithful / one source",
    "online_physical_outgrows_retail": "untraced / adds up",
    "third_quarter_recovery": "untraced / adds up",
    "first_online_retail_market": "faithful / corroborated",
    "first_online_shoppers": "faithful / corroborated",
    "first_express_delivery": "faithful / corroborated",
    "first_mobile_payment": "faithful / one source",
    "food_growth": "faithful / one source",
    "clothing_growth": "faithful / one source",
    "daily_goods_growth": "faithful / one source",
    "online_office_users": "faithful / adds up",
    "online_office_share": "faithful / adds up",
    "online_medical_users": "faithful / adds up",
    "online_medical_share": "faithful / adds up",
    "cross_border_growth": "displaced / contradicted",
    "imports_new_path": "untraced / not comparable",
    "cross_border_stabilises_trade": "untraced / not comparable",
    "jd_presale_growth": "faithful / own word",
}


def test_the_words_of_all_claims_come_out_of_the_data():
    words = ecreport.load().words()
    assert (words["quoted"] + " / " + words["support"]).to_dict() == EXPECTED
    assert (words["because"].str.len() > 10).all()


def test_a_growth_on_another_base_is_no_error():
    report = ecreport.load()
    assert report.verdict("physical_growth_from_levels").word == "not comparable"
    assert report.verdict("physical_growth_base_raised").word == "holds"
