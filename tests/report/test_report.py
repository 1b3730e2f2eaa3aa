"""The report: figures by name, verdicts in tables, digits changed to see the effect."""

import pytest
from samples import CLAIMS, RELATIONS, load

import ecreport
from ecreport.errors import InputError
from ecreport.verdict.word import WORDS


@pytest.fixture(scope="module")
def report():
    return ecreport.load()


def test_a_figure_is_read_by_name_or_by_id(report):
    assert report.live_users is report["live_users"]
    assert report.cnnic50_internet_users_2022_06.value == 1_051_000_000
    assert repr(report.live_users) == (
        "Live-commerce users: 469 million people  [468.5, 469.5]"
    )
    assert {"live_users", "check"} <= set(dir(report))


def test_an_unknown_name_suggests_the_nearest_known_one(report):
    with pytest.raises(
        AttributeError, match=r'called "live_user" .did you mean "live_users"'
    ):
        report.live_user  # noqa: B018
    with pytest.raises(InputError, match=r'no figure is called "zzz"$'):
        report["zzz"]
    with pytest.raises(
        InputError, match=r'no relation is called "live_users_shar" .did you mean'
    ):
        report.verdict("live_users_shar")
    with pytest.raises(
        InputError, match=r'no claim is called "live_user" .did you mean'
    ):
        report.claim("live_user")
    assert not hasattr(report, "__nothing__")


def test_a_report_can_be_copied(report):
    import copy

    assert copy.copy(report).live_users is report.live_users


def test_check_has_one_row_for_each_relation_in_order(report):
    table = report.check()
    assert list(table.index) == list(report.relations.index)
    assert table.index.is_unique
    assert set(table["verdict"]) <= set(WORDS)
    assert (table["sentence"].str.len() > 0).all()
    assert list(table.columns) == [
        "formula",
        "verdict",
        "printed",
        "computed",
        "distance_in_steps",
        "sentence",
        "because",
    ]


def test_counts_add_up_to_the_relations(report):
    assert report.counts().sum() == len(report.relations)
    assert (
        report.counts()["can hold"] == (report.check()["verdict"] == "can hold").sum()
    )


def test_the_repr_counts_what_there_is(tmp_path):
    found = load(tmp_path, relations=RELATIONS + "r,users > total\n")
    assert repr(found) == "Report of 3 claims; 2 relations: 1 can hold, 1 cannot hold"
    assert repr(load(tmp_path)).endswith("1 relation: 1 can hold")
    assert " in 1 relation: fits" in repr(load(tmp_path).joint)
    empty = load(tmp_path, relations="id,formula\n")
    assert repr(empty).endswith("0 relations: none")


def test_a_changed_digit_breaks_what_hangs_on_it(report):
    changed = report.replace(live_users_share="46.4")
    assert changed.verdict("live_users_share_of_all").word == "cannot hold"
    assert report.verdict("live_users_share_of_all").word == "can hold"
    assert changed.live_users_share.scale == report.live_users_share.scale
    assert changed.live_users_share.unit == report.live_users_share.unit


def test_what_if_lists_only_what_changes(report):
    table = ecreport.what_if(report, live_users_share="46.4")
    assert (table["before"] != table["after"]).all()
    assert table.loc["live_users_share_of_all", "after"] == "cannot hold"
    assert ecreport.what_if(report, live_users_share="44.6").empty


def test_references_can_be_changed_too(report):
    changed = report.replace(cnnic50_internet_users_2022_06="9.51")
    assert changed.verdict("live_users_share_of_all").word == "cannot hold"


def test_a_print_that_cannot_be_read_is_refused_on_replacing(tmp_path):
    found = load(tmp_path)
    with pytest.raises(InputError, match=r'"4x9" is not a printed number'):
        found.replace(users="4x9")
    with pytest.raises(
        InputError, match=r'users: 496 is a number, and .* are text; write "496"'
    ):
        found.replace(users=496)
    with pytest.raises(InputError, match=r'called "user" .did you mean "users"'):
        found.replace(user="496")
    whole = CLAIMS.replace("unit", "unit,whole", 1).replace(",person", ",person,yes")
    whole = whole.replace(",ratio", ",ratio,").replace("1e6", "1")
    with pytest.raises(InputError, match=r'no whole number prints as "2\.5"'):
        load(tmp_path, claims=whole).replace(users="2.5")


def test_the_order_of_rows_and_relations_changes_no_verdict(tmp_path):
    rows = RELATIONS + "up,users < total\nback,total = users / share\n"
    first = load(tmp_path, relations=rows)
    turned = [
        "\n".join([text.splitlines()[0], *text.splitlines()[:0:-1]]) + "\n"
        for text in (CLAIMS, rows)
    ]
    second = load(tmp_path, claims=turned[0], relations=turned[1])
    assert list(second.relations.index) == list(first.relations.index)[::-1]
    assert second.check().loc[first.relations.index].equals(first.check())
    words = ["quoted", "support"]
    assert second.words().loc[first.claims.index, words].equals(first.words()[words])


def test_scales_changed_consistently_change_no_verdict(tmp_path):
    rows = RELATIONS + "sum,total = users + users / share * (1 - share)\n"
    first = load(tmp_path, relations=rows).check()["verdict"]
    other = CLAIMS.replace("469,1e6", '"46,900",1e4').replace("44.6,0.01", ".446,1")
    other = other.replace("scale,unit", "scale,unit,step").replace(
        "person\n", "person,1e6\n"
    )
    other = other.replace("ratio\n", "ratio,\n").replace('"1,051",1e6', "10.51,1e8")
    assert load(tmp_path, claims=other, relations=rows).check()["verdict"].equals(first)


def test_a_report_runs_over_all_its_figures(report):
    ids = [figure.id for figure in report]
    assert ids == [*report.claims.index, *report.references.index]


def test_bounds_are_shown_rounded_outward(report):
    row = report.check().loc["live_users_share_of_all"]
    assert (row["printed"], row["computed"]) == (
        "[44.55 %, 44.65 %]",
        "[44.555 %, 44.694 %]",
    )
    assert row["distance_in_steps"] == "0"


def test_reading_twice_gives_the_same_tables(report):
    again = ecreport.load()
    assert again.check().equals(report.check())
    assert again.words().equals(report.words())


def test_the_evidence_of_a_relation_says_who_what_when_and_where(report):
    found = report.evidence("live_users_share_of_all")
    assert list(found.index) == ["China Internet Network Information Center (CNNIC)"]
    row = found.iloc[0]
    assert row["figure"] == "internet users, June 2022"
    assert row["printed"] == "1,051 million people"
    assert row["published_on"] == "2022-08-31"
    assert row["seen"].startswith("https://")
    seen = [report.evidence(id)["seen"] for id in report.relations.index]
    seen = {cell for column in seen for cell in column}
    assert "seen in a copy" in seen and "" not in seen
    with pytest.raises(InputError, match="no relation is called"):
        report.evidence("live")
