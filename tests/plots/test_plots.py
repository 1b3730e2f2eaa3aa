"""Pictures: what they draw, what their titles say, and that every text can be read."""

import itertools
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import ecreport
from ecreport import article, plots
from ecreport.plots.picture import wrapped
from ecreport.plots.style import WIDTH, styled

report = ecreport.load()
CUSTOMS = (
    "cross_border_from_parts",
    "cross_border_from_total",
    "cross_border_from_parts_base_lowered",
)
MIXED = (
    "headline_cnnic",
    "physical_outgrows_retail",
    "turnover_technode_320",
    "categories_bound_growth",
    "turnover_from_estimates",
    "retail_first_mofcom_2021",
)
APPS = ("e-commerce_live_users", "online_office_users", "online_medical_users")
DRAW = {
    "strip, one": lambda r: plots.strip(r, "office_share_of_all"),
    "strip, one claim": lambda r: plots.strip(r, *CUSTOMS),
    "strip, mixed": lambda r: plots.strip(r, *MIXED),
    "totals": article.totals,
    "path": article.path,
    "levels": article.levels,
    "series": lambda r: article.series(r, APPS[0]),
    "series, three": lambda r: article.series(r, *APPS),
    "rounding": plots.rounding,
    "rounding, open": lambda r: plots.rounding(r, "live_users_headline"),
    "rounding, rank": lambda r: plots.rounding(r, "first_online_shoppers"),
    "turnover": article.turnover,
    "categories": article.categories,
    "ranks": article.ranks,
    "claims": plots.claims,
}
CHANGED = {
    "strip, one": {"online_office_share": "48.3"},
    "strip, one claim": {"cross_border_growth": "6.7"},
    "strip, mixed": {"live_users_headline": "480"},
    "totals": {"live_users_share": "46.4"},
    "path": {"cross_border_growth": "6.7"},
    "levels": {"nbs_online_physical_growth_2022_01_09": "9.8"},
    "series": {"cnnic50_ecommerce_live_users_2022_06": "4.96"},
    "series, three": {"cnnic50_online_office_users_2022_06": "1.64"},
    "rounding": {"live_users_share": "44.60"},
    "rounding, open": {"live_users_headline": "460.0"},
    "rounding, rank": {"first_online_shoppers": "2"},
    "turnover": {"douyin_turnover_growth": "3.3"},
    "categories": {"online_physical_growth": "16.1"},
    "ranks": {"emarketer_us_ecommerce_level_2022": "5.01"},
    "claims": {"live_users": "496"},
}
every = pytest.mark.parametrize("name", DRAW)


@pytest.fixture(scope="module")
def drawn():
    return {name: draw(report) for name, draw in DRAW.items()}


@pytest.fixture(scope="module")
def changed():
    return {name: draw(report.replace(**CHANGED[name])) for name, draw in DRAW.items()}


def boxes(picture):
    """The box of every text that shows, with the text."""
    canvas = picture.canvas
    with styled():
        renderer = FigureCanvasAgg(canvas).get_renderer()
        texts = picture.paper.texts
        canvas.draw_without_rendering()
        return {t: t.get_window_extent(renderer) for t in texts if t.get_text().strip()}


def too_close(one, other):
    """Whether two boxes overlap by more than a pixel each way."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 1 and high > 1


def assert_readable(picture):
    found, frame = boxes(picture), picture.canvas.bbox
    for text, box in found.items():
        inside = (
            box.x0 >= 0 and box.y0 >= 0 and box.x1 <= frame.x1 and box.y1 <= frame.y1
        )
        assert inside, f"{text.get_text()!r} leaves the picture"
    for one, other in itertools.combinations(found, 2):
        clash = too_close(found[one], found[other])
        assert not clash, f"{one.get_text()!r} lies on {other.get_text()!r}"


@every
def test_a_picture_shows_its_finding_as_its_title_and_as_its_text(name, drawn):
    picture = drawn[name]
    assert " ".join(picture.title).replace("\u00a0", " ") == picture.alt
    assert repr(picture) == f"Picture: {picture.alt}"
    assert len(picture.data) > 0


@every
def test_a_changed_figure_changes_the_title(name, drawn, changed):
    assert changed[name].alt != drawn[name].alt


@every
@pytest.mark.parametrize("state", ["drawn", "changed"])
def test_every_text_lies_inside_the_picture_and_on_no_other(name, state, request):
    assert_readable(request.getfixturevalue(state)[name])


@every
def test_a_picture_is_the_same_each_time(name, drawn):
    again = DRAW[name](ecreport.load())
    assert again.svg() == drawn[name].svg() == drawn[name].svg()
    assert again.png() == drawn[name].png()


def test_what_the_reader_has_set_does_not_change_a_picture(drawn):
    with mpl.rc_context(
        {"font.size": 30, "axes.facecolor": "red", "lines.linewidth": 9}
    ):
        assert article.path(report).png() == drawn["path"].png()
        assert mpl.rcParams["font.size"] == 30


def test_drawing_leaves_nothing_behind():
    before = dict(mpl.rcParams)
    article.totals(report).svg()
    assert dict(mpl.rcParams) == before


def test_no_picture_opens_a_window():
    code = "import sys, ecreport; ecreport.plots; print('matplotlib.pyplot' in {})"
    code = code.format("sys.modules")
    run = [sys.executable, "-c", code]
    assert subprocess.run(run, capture_output=True, text=True).stdout == "False\n"


def test_a_notebook_gets_a_picture_and_its_alternative():
    picture = plots.rounding(report)
    data, shown = picture._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == f"Picture: {picture.alt}"
    assert shown["image/png"]["alt"] == picture.alt
    assert shown["image/png"]["width"] == 560


def test_an_svg_is_well_formed_and_names_its_finding():
    picture = article.turnover(report)
    root = ElementTree.fromstring(picture.svg())
    assert root.get("aria-label") == picture.alt
    assert "2026" not in picture.svg()[:2000]


def test_saving_goes_by_the_ending(tmp_path):
    picture = plots.rounding(report)
    assert picture.save(tmp_path / "a.png").read_bytes() == picture.png()
    assert picture.save(str(tmp_path / "a.SVG")).read_text("utf-8") == picture.svg()
    with pytest.raises(ValueError, match=r"a\.pdf.*\.png or \.svg"):
        picture.save(tmp_path / "a.pdf")


def test_the_strip_of_a_share_shows_what_is_printed_and_what_follows(drawn):
    picture = drawn["strip, one"]
    assert picture.alt == "43.8 % can hold: the other figures give 43.79 % to 43.94 %"
    row = picture.data.loc["office_share_of_all"]
    assert (row["word"], row["printed"]) == ("can hold", "43.75 % to 43.85 %")
    assert row["face_value"] == pytest.approx(43.863, abs=0.001)


def test_several_strips_say_what_they_give_or_count_their_words(drawn, changed):
    assert (
        drawn["strip, one claim"].alt
        == "28.6 % cannot hold by any of 3 checks: they give 1.6 % to 12.3 %"
    )
    assert drawn["strip, mixed"].alt.startswith(
        "Of 6 checks 4 hold, 1 is not comparable (2.2 times)"
    )
    assert list(drawn["strip, mixed"].data.index) == list(MIXED)
    said = "6.7 % holds by 1 of 3, can hold by 2 of 3 checks"
    assert changed["strip, one claim"].alt.startswith(said)


def test_a_single_comparison_is_said_once():
    picture = plots.strip(report, "cross_border_below_2023")
    texts = [text.get_text() for text in picture.paper.texts]
    assert picture.alt.endswith(": cannot hold")
    assert sum("cannot hold" in text for text in texts) == 1
    assert sum("886.7" in text for text in texts) == 1


@pytest.mark.parametrize("start", range(0, len(report.relations), 16))
def test_every_relation_can_be_drawn_as_a_strip(start):
    ids = report.relations.index[start : start + 16]
    picture = plots.strip(report, *ids)
    assert picture.data["word"].tolist() == [report.verdict(id).word for id in ids]
    assert_readable(picture)


def test_three_shares_leave_one_number_of_internet_users(drawn):
    picture = drawn["totals"]
    assert "1,050.17 to 1,053.88 million internet users" in picture.alt
    assert picture.alt.endswith("1,051 million fits")
    assert picture.data.loc["printed", ["low", "high"]].tolist() == [1050.5, 1051.5]


def test_a_wrong_share_leaves_none(changed):
    assert changed["totals"].alt.startswith("No number of internet users fits")


def test_the_claim_leaves_the_path_of_customs_whichever_way_it_is_taken(drawn, changed):
    own = "whichever way, customs\u2019 own figures leave 1.6 % to 12.3 %"
    assert drawn["path"].alt == f"+28.6 % does not fit early 2022: {own}"
    levels = drawn["path"].data["face_value"].dropna().round().tolist()
    assert levels == [690, 887, 946, 1097, 1140]
    low, high = drawn["path"].data.loc["2022 any way", ["low", "high"]]
    assert low < 946 < high < 1140
    assert changed["path"].alt.startswith("+6.7 % fits early 2022")


def test_levels_give_another_growth_than_the_one_printed(drawn, changed):
    row = drawn["levels"].data.loc["2022-09"]
    assert (row["printed"], round(row["implied"], 2), row["overlap"]) == (
        6.1,
        9.77,
        False,
    )
    assert drawn["levels"].alt.endswith("they give 9.7 % to 9.8 %, not 6.1 %")
    assert changed["levels"].alt.endswith("which fits 9.8 %")


def test_levels_of_all_years_are_counted_and_a_year_without_any_is_refused():
    assert "33 of 35 months printed levels" in article.levels(report, "").alt
    with pytest.raises(ecreport.InputError, match="there are 2019, 2020"):
        article.levels(report, "2031")


def test_a_series_says_its_pace_before_and_in_the_last_half_year(drawn):
    said = "rose by 9.5 million a month until December 2021, then by 0.9 million"
    assert drawn["series"].alt == f"Live-commerce users {said}"
    assert drawn["series"].data["month"].is_monotonic_increasing
    assert drawn["series"].data["month"].is_unique


def test_december_2021_is_derived_from_the_printed_change(drawn):
    data = drawn["series"].data.set_index("month")
    assert data.index[data["derived"]].tolist() == ["2021-12"]
    assert data.loc["2021-12", "million_people"] == pytest.approx(469 - 5.33)


def test_three_series_say_the_last_half_year(drawn, changed):
    said = drawn["series, three"].alt
    assert said.startswith(
        "In the half-year to June 2022 live-commerce users rose from"
    )
    assert "online office users fell from 469 to 461 million" in said
    assert "office users fell from 469 to 164 million" in changed["series, three"].alt
    assert set(drawn["series, three"].data["subject"]) == set(APPS)


def test_one_reading_of_the_turnover_fits_the_headline(drawn, changed):
    said = "Of 2 readings of \u201c2.2 times\u201d only growth of 220 % fits"
    assert drawn["turnover"].alt == f"{said} \u201cmore than 3 times\u201d"
    assert drawn["turnover"].data["low"].round(2).tolist()[:2] == [3.15, 2.15]
    assert " and 2.2 times as much fit " in changed["turnover"].alt


def test_the_whole_lies_between_its_parts_and_leaves_food_a_share(drawn, changed):
    ends = "between clothing (+4.7 %) and food (+15.6 %)"
    said = f"+6.1 % lies {ends}: so food made up 7.6 % to 13.8 % of all goods"
    assert drawn["categories"].alt.startswith(said)
    assert "should lie between, and does not" in changed["categories"].alt


def test_the_share_of_food_runs_from_the_least_to_the_most_that_any_corner_gives(drawn):
    corners = itertools.product((6.05, 6.15), (15.55, 15.65), (4.65, 4.75, 5.15, 5.25))
    shares = [100 * (whole - rest) / (food - rest) for whole, food, rest in corners]
    found = drawn["categories"].data.loc["share of food", ["low", "high"]].tolist()
    assert found == pytest.approx([min(shares), max(shares)])


def test_ranks_say_where_china_is_ahead_and_what_does_not_compare(drawn, changed):
    said = "China comes first in 5 of 6 outside counts that compare, and may in 1 more"
    assert drawn["ranks"].alt == f"{said}; 2 do not compare"
    assert "in 4 of 6 outside counts" in changed["ranks"].alt
    row = drawn["ranks"].data.loc["retail_china_over_us"]
    assert (row["china"], row["next_value"], row["word"]) == (
        2.879e12,
        1.05e12,
        "holds",
    )


def test_a_printed_number_is_an_interval(drawn):
    said = "\u201c44.6 %\u201d stands for any value from 44.55 % to 44.65 %"
    assert drawn["rounding"].alt == said
    assert drawn["rounding, open"].alt.endswith("stands for 460 million people and up")
    assert (
        drawn["rounding, rank"].alt
        == "\u201crank 1\u201d is exact: nothing was rounded"
    )


def test_the_overview_counts_all_claims(drawn):
    words = report.words()[["quoted", "support"]]
    assert drawn["claims"].data[["quoted", "support"]].equals(words)
    assert drawn["claims"].alt.startswith(f"Of {len(words)} claims")


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plots.strip(report), "name a relation"),
        (lambda: plots.strip(report, "office_share_of_al"), "office_share_of_all"),
        (lambda: article.series(report), "name one to 4 subjects"),
        (lambda: article.series(report, "online_offices_users"), "online_office_users"),
        (lambda: plots.rounding(report, "live_user"), "live_users"),
        (
            lambda: plots.rounding(report, "online_physical_outgrows_retail"),
            "no printed",
        ),
    ],
)
def test_what_cannot_be_drawn_names_the_way_out(draw, message):
    with pytest.raises(ecreport.InputError, match=message):
        draw()


def test_the_smallest_type_has_ten_pixels_on_a_narrow_screen(drawn):
    for picture in drawn.values():
        sizes = [text.get_fontsize() for text in boxes(picture)]
        assert min(sizes) / 72 * 328 / WIDTH > 10


def test_lines_break_where_they_must_and_never_before_per_cent():
    lines = wrapped("a share of 44.6 % " * 6, width=2.0)
    assert len(lines) > 3
    assert not any(line.startswith("%") for line in lines)
