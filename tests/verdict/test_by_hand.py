"""What a reader types by hand: every line works, or says how it would."""

from fractions import Fraction as F

import pytest

import ecreport
from ecreport import Figure, InputError, Interval


@pytest.fixture(scope="module")
def report():
    return ecreport.load()


@pytest.fixture
def plain():
    """Two counts and their share, made without a folder."""
    return (
        Figure("men", "31", 10**6, "person"),
        Figure("all", "64", 10**6, "person"),
        Figure("share", "48.4", "0.01", "ratio"),
    )


@pytest.mark.parametrize(
    ("value", "inside"),
    [(1, True), (2, True), (3, False), (F(5, 2), True), (F(1, 2), False), (0, False)],
)
def test_a_number_is_in_an_interval_or_not(value, inside):
    assert (value in Interval(1, 3, high_open=True)) is inside


@pytest.mark.parametrize("value", [2.0, "2", None, True, Interval(1, 2)])
def test_only_an_exact_number_can_be_in_an_interval(value):
    with pytest.raises(TypeError, match="no exact number"):
        value in Interval(1, 3)  # noqa: B015


def test_figures_and_computed_values_are_compared_with_each_other(plain):
    men, everyone, share = plain
    assert (men / everyone).compare(share).word == "can hold"
    assert share.compare(men / everyone).word == "can hold"
    assert men.compare(everyone).word == "cannot hold"
    assert (men / everyone).compare(1 - share).word == "cannot hold"
    assert (men / everyone).compare(F(31, 64)).word == "can hold"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("48.4", r"'48\.4' is text: write 3, Fraction\('48\.4'\) or a figure"),
        (0.484, r"0\.484 is a float, which is not exact"),
        ("half", r"'half' is text: write 3, Fraction\('0\.5'\) or a figure"),
        (None, "NoneType is neither a figure nor an exact number"),
    ],
)
def test_comparing_with_what_is_no_figure_says_what_to_write(plain, other, said):
    with pytest.raises(TypeError, match=said):
        plain[2].compare(other)


def test_values_are_written_with_a_format(plain):
    men, everyone, share = plain
    assert f"{men / everyone:.1%}" == "48.4%"
    assert f"{men:,.0f}" == "31,000,000"
    assert f"{share}" == repr(share)


@pytest.mark.parametrize("turned", [round, abs, float, int])
def test_a_figure_is_not_taken_for_one_number(plain, turned):
    with pytest.raises(TypeError, match=r"\.value for the exact face value"):
        turned(plain[0])


def test_a_scale_is_exact_or_refused():
    assert Figure("sales", "930.9", 1e6).value == 930_900_000
    assert Figure("share", "44.6", "0.01").value == F(446, 1000)
    with pytest.raises(InputError, match=r'scale 0\.01 is a float.* "0\.01"'):
        Figure("share", "44.6", 0.01)
    for scale in ("one", None, 0, "-1"):
        with pytest.raises(InputError, match="is no positive number; write"):
            Figure("share", "44.6", scale)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"qualifier": "abuot"}, r'qualifier is "abuot" \(did you mean "about"\?\)'),
        ({"rounding": "even"}, 'rounding is "even"; it must be one of nearest'),
        ({"step": 0.5}, 'step 0.5 is a float, which is not exact; write .* "0.5"'),
        ({"step": -1}, "step -1 is no positive number"),
    ],
)
def test_a_word_that_no_figure_knows_is_refused(column, said):
    with pytest.raises(InputError, match=said):
        Figure("share", "44.6", **column)


def test_digits_are_text_because_trailing_zeros_count():
    with pytest.raises(InputError, match=r'930\.9 is a number.* write "930\.9"'):
        Figure("sales", 930.9)
    with pytest.raises(InputError, match=r'None is no text.* write "44\.6"'):
        Figure("sales", None)


def test_a_report_knows_what_it_holds(report):
    assert "live_users" in report
    assert "live_user" not in report
    assert len(report) == len(report.claims) + len(report.references)
    assert set(report.claims.index) <= set(dir(report))
    assert not set(report.references.index) & set(dir(report))
    assert set(report.used) <= {figure.id for figure in report}


def test_a_formula_is_read_by_the_name_of_its_relation(report):
    assert report.formula("live_users_share_of_all").names[:2] == (
        "live_users_share",
        "live_users",
    )
    with pytest.raises(InputError, match="did you mean"):
        report.formula("live_users_share_of_al")


def test_words_of_some_claims_only(report):
    assert list(report.words("visits", "live_users").index) == ["visits", "live_users"]
    with pytest.raises(InputError, match="no claim is called"):
        report.words("visit")


def test_sources_name_each_publication_once(report):
    found = report.sources("cnnic50_", "cnnic49_")
    assert set(found.columns) == {"publication", "published_on", "seen"}
    assert len(found) == len(found["publication"].drop_duplicates()) >= 2
    assert len(report.sources()) > len(found)


def test_a_figure_leads_to_its_source(report):
    figure = report.cnnic50_internet_users_2022_06
    assert "CNNIC" in figure.source
    assert figure.note == figure.about["note"]
    assert figure.url == figure.about["url"]
    assert Figure("a", "1").source == ""


def test_a_copy_is_not_linked():
    about = {"publisher": "Office", "url": "https://example.org", "link": "no"}
    assert Figure("a", "1", about=about).source == "Office, seen in a copy"
    about["link"] = "yes"
    assert Figure("a", "1", about=about).source == "Office, https://example.org"


def test_digits_that_repeat_the_scale_are_warned_of(report):
    with pytest.warns(UserWarning, match=r'units of 1,000,000; .* "469"'):
        report.replace(live_users="469,000,000")


def test_what_if_is_asked_of_the_report(report):
    found = report.what_if(live_users_share="46.4")
    assert found.loc["live_users_share_of_all", "after"] == "cannot hold"
    assert found.equals(ecreport.what_if(report, live_users_share="46.4"))


@pytest.mark.parametrize(
    "shown", ["fit", "report", "claim", "verdict", "joint", "figure"]
)
def test_what_a_notebook_shows_has_no_memory_address(report, shown):
    things = {
        "fit": report.fit(),
        "report": report,
        "claim": report.claim("visits"),
        "verdict": report.verdict("food_csi"),
        "joint": report.joint,
        "figure": report.visits,
    }
    text = repr(things[shown]) + getattr(things[shown], "_repr_html_", str)()
    assert "0x" not in text and "object at" not in text


def test_words_that_can_be_read_in_two_ways_are_compared_in_both():
    read = {"readings": "as growth: 0; as multiple: -1"}
    grown = Figure("grown", "4.3", unit="ratio", about=read)
    rate = Figure("rate", "3.3", unit="ratio")
    assert grown.compare(rate).word == "holds"
    assert (rate + 1).compare(grown + 1).word == "can hold"
    assert grown.compare(Figure("other", "9.1", unit="ratio")).word == "cannot hold"


def test_a_sign_and_a_power_are_written_as_in_a_formula(plain):
    share = plain[2]
    assert (-share).interval == -share.interval
    assert ((1 + share) ** 3).formula == "(1 + share)^3"
    for power in (0, -1, 0.5, "2", 10**6):
        with pytest.raises(TypeError, match="a power is a whole number from 1 to"):
            share**power


def test_a_figure_is_asked_for_by_its_name(report):
    with pytest.raises(InputError, match="no figure is called"):
        report[0]
