"""Pictures of the whole report: what holds a figure, which digits are guarded."""

import pytest
from test_plots import DRAW as SINGLE
from test_plots import assert_readable

import ecreport
from ecreport import article, plots

report = ecreport.load()
SLIPPED = {"live_users_share": "46.4"}
DECEMBER, JUNE = "cnnic49_internet_users_2021_12", "cnnic50_internet_users_2022_06"
SLIPPED |= {"cnnic50_online_video_users_share_2021_12": "94.6"}
DRAW = {
    "checks": plots.checks,
    "digits": plots.digits,
    "hidden": lambda r: article.hidden(r, DECEMBER),
    "hidden, june": lambda r: article.hidden(r, JUNE),
}
every = pytest.mark.parametrize("name", DRAW)


@pytest.fixture(scope="module")
def drawn():
    return {name: draw(report) for name, draw in DRAW.items()}


@pytest.fixture(scope="module")
def slipped():
    changed = report.replace(**SLIPPED)
    return {name: draw(changed) for name, draw in DRAW.items()}


def row_of(picture, claim, **more):
    rows = picture.data[picture.data["claim"] == claim]
    for column, value in more.items():
        rows = rows[rows[column] == value]
    return rows


@every
@pytest.mark.parametrize("state", ["drawn", "slipped"])
def test_every_text_can_be_read(name, state, request):
    assert_readable(request.getfixturevalue(state)[name])


@every
def test_the_finding_is_the_title_and_the_text(name, drawn):
    picture = drawn[name]
    assert " ".join(picture.title).replace("\u00a0", " ") == picture.alt
    assert repr(picture) == f"Picture: {picture.alt}"


@pytest.mark.parametrize("name", ["checks", "hidden"])
def test_a_slip_changes_the_title(name, drawn, slipped):
    assert slipped[name].alt != drawn[name].alt


@every
def test_a_picture_is_the_same_each_time(name, drawn):
    assert DRAW[name](report).svg() == drawn[name].svg()


def test_the_checks_name_the_one_figure_in_doubt(drawn):
    picture = drawn["checks"]
    assert picture.alt.endswith("; +28.6 % is in doubt")
    clashing = picture.data[picture.data["kind"] == "clash"]
    assert set(clashing["claim"]) == {"cross_border_growth"}


def test_every_check_bears_on_its_claim(drawn):
    about = report.relations["about"]
    for row in drawn["checks"].data.itertuples():
        assert row.claim in about[row.relation].split("; ")


def test_a_print_of_the_report_itself_holds_nothing(drawn):
    kinds = row_of(drawn["checks"], "visits")["kind"].tolist()
    assert set(kinds) == {"copy", "elsewhere"}
    for row in drawn["checks"].data.query("kind in ('same', 'sum')").itertuples():
        names = report.formula(row.relation).names
        assert not any(report[n].about.get("independent") == "no" for n in names)


def test_a_slip_shows_as_a_clash_and_puts_its_figure_in_doubt(slipped):
    assert len(row_of(slipped["checks"], "live_users_share", kind="clash")) > 1
    assert "claims fit figures of others" in slipped["checks"].alt
    assert slipped["checks"].alt.endswith("46.4 %, +28.6 % and 94.6 % are in doubt")


def test_each_digit_of_all_figures_that_are_not_in_doubt_is_there_once(drawn):
    data = drawn["digits"].data
    assert data["claim"].nunique() == 18
    assert "cross_border_growth" not in set(data["claim"])
    assert not data.duplicated(["claim", "place"]).any()
    for claim, rows in data.groupby("claim"):
        digits = [char for char in report[claim].as_printed if char.isdigit()]
        assert rows["digit"].tolist() == digits


def test_nine_wrong_digits_are_tried_at_each_place(drawn):
    data = drawn["digits"].data
    leading = (data["place"] == 0) & (data.groupby("claim").place.transform("max") > 0)
    assert set(data["tried"][~leading]) == {9}
    assert set(data["tried"][leading]) <= {8, 9}  # nobody prints 069
    assert (data["caught"] <= data["tried"]).all()


def test_more_figures_never_catch_less(drawn):
    data = drawn["digits"].data
    assert (data["caught"] >= data["caught_alone"]).all()


def test_the_first_digit_of_a_printed_twin_is_guarded_and_a_bound_is_not(drawn):
    first = row_of(drawn["digits"], "online_physical_sales", place=0).iloc[0]
    assert (first["caught_alone"], first["caught"]) == (0, 8)
    assert row_of(drawn["digits"], "visits")["caught"].sum() == 0


def test_thousands_marks_do_not_shift_the_digits():
    picture = plots.digits(report.replace(online_physical_sales="8,237.4"))
    rows = row_of(picture, "online_physical_sales")
    assert rows["place"].tolist() == [0, 2, 3, 4, 6]
    assert rows["caught"].tolist()[:4] == [8, 9, 9, 9]


def test_shares_leave_a_twentieth_of_the_printed_total(drawn):
    data = drawn["hidden"].data
    low, high = data.loc["all", ["low", "high"]]
    assert data["low"].max() == low
    assert data["high"].min() == high
    assert high - low < (data.loc["printed", "high"] - data.loc["printed", "low"]) / 18


def test_shares_of_two_totals_leave_none(slipped):
    assert slipped["hidden"].alt.startswith("No number prints as")
    low, high = slipped["hidden"].data.loc["all", ["low", "high"]]
    assert high < low


def test_a_total_without_shares_names_what_is_missing():
    with pytest.raises(ecreport.InputError, match="share = users / live_users"):
        article.hidden(report, "live_users")
    with pytest.raises(ecreport.InputError, match=DECEMBER):
        article.hidden(report, DECEMBER[:-1])


def test_every_public_picture_is_drawn_in_these_tests():
    drawn = {name.partition(",")[0] for name in [*SINGLE, *DRAW]}
    assert drawn == {*plots.__all__, *article.__all__} - {"Picture"}
