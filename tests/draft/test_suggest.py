"""Proposals: what fits is found, chance is told, and nothing is accused."""

from __future__ import annotations

from fractions import Fraction

import marks
import pytest

import ecreport
from ecreport.draft import folder
from ecreport.draft.patterns import NEAR_MISS, listed, odds, proposals, table
from ecreport.formula.parse import Formula
from ecreport.verdict.arithmetic import Figure

PERCENT = Fraction(1, 100)


def figure(id, digits, unit="usd", kind="", scale=1, period="", **more):
    scale = (
        PERCENT
        if unit in ("ratio", "percentage point") and scale == 1
        else Fraction(scale)
    )
    about = {"kind": kind, "period_start": period, "period_end": period, **more}
    return Figure(id, digits, scale, unit, about=about)


def drafted(text, path):
    """The report that a text becomes."""
    (path / "claims.csv").write_text(
        folder.written(folder.CLAIMS, folder.claims(text)), encoding="utf-8"
    )
    (path / "relations.csv").write_text(
        folder.written(folder.RELATIONS, folder.ranges(text)), encoding="utf-8"
    )
    return ecreport.load(path)


def formulas(figures):
    """Every formula proposed, rivals included."""
    return {f for line in proposals(figures) for f in (line.fit.formula, *line.rivals)}


@pytest.mark.parametrize(
    ("figures", "formula"),
    [
        ([("part", "412", "usd"), ("whole", "1,284", "usd"), ("share", "32.1", "ratio")], "share = part / whole"),
        ([("now", "1,284", "usd"), ("before", "1,190", "usd"), ("growth", "7.9", "ratio")], "growth = now / before - 1"),
        ([("now", "1,190", "usd"), ("before", "1,284", "usd"), ("growth", "-7.3", "ratio")], "growth = now / before - 1"),
        ([("rise", "94", "usd", "change"), ("now", "1,284", "usd"), ("growth", "7.9", "ratio")],
         "growth = rise / (now - rise)"),
        ([("all", "1,284", "usd"), ("some", "412", "usd"), ("rest", "872", "usd")], "all = some + rest"),
        ([("now", "1,284", "usd", "level"), ("before", "1,190", "usd", "level"), ("rise", "94", "usd", "change")],
         "rise = now - before"),
        ([("up", "62,000", "", "change"), ("down", "-48,000", "", "change"), ("net", "14,000", "", "change")],
         "net = up + down"),
        ([("all", "100.3", "usd"), ("a", "20.1", "usd"), ("b", "30.1", "usd"), ("c", "50.1", "usd")],
         "all = a + b + c"),
        ([("a", "20.1", "usd"), ("b", "30.1", "usd"), ("c", "5.1", "usd"), ("d", "7.7", "usd"), ("e", "9.3", "usd"),
          ("f", "11.9", "usd"), ("all", "84.2", "usd")], "all = a + b + c + d + e + f"),
        ([("a", "32", "ratio"), ("b", "32", "ratio"), ("c", "36", "ratio")], "a + b + c = 1"),
        ([("a", "7.16", "usd", "", 10**12), ("b", "7,160", "usd", "", 10**9)], "a = b"),
        ([("made", "500", "yuan"), ("heads", "40", "person"), ("each", "12.5", "yuan/person")], "each = made / heads"),
        ([("a", "469", ""), ("s", "44.6", "ratio"), ("b", "461", ""), ("t", "43.8", "ratio")], "a / s = b / t"),
    ],
)  # fmt: skip
def test_each_kind_of_relation_is_among_the_proposals(figures, formula):
    assert formula in formulas([figure(*row) for row in figures])


def test_percentage_points_are_differences_of_percentages():
    figures = [
        figure("gain", "0.6", "percentage point"),
        figure("now", "15.3", "ratio"),
        figure("then", "14.7", "ratio"),
    ]
    assert "gain = now - then" in formulas(figures)


def test_rivals_are_folded_under_the_likeliest():
    figures = [
        figure("users", "469", "person", "count", period="2022-06"),
        figure("share", "42.9", "ratio", "share", period="2022-06"),
        figure("all_now", "1,092", "person", "count", period="2022-06"),
        figure("all_then", "1,093", "person", "count", period="2021-06"),
    ]
    (line,) = [line for line in proposals(figures) if line.fit.kind == "share"]
    assert line.fit.formula == "share = users / all_now"
    assert line.rivals == ("share = users / all_then",)


def test_open_figures_prove_nothing():
    figures = [figure("part", "412"), figure("share", "32.1", "ratio")]
    whole = Figure("whole", "1,284", Fraction(1), "usd", "more_than")
    assert formulas([*figures, whole]) == set()


def test_what_nearly_every_figure_would_fit_is_not_proposed():
    figures = [figure("a", "3"), figure("b", "8"), figure("share", "40", "ratio")]
    assert all(line.fit.chance <= 0.35 for line in proposals(figures) if not line.first)


def test_tonnes_and_people_are_not_added():
    units = [("12.4", "tonne"), ("8.6", "person"), ("21.0", "tonne")]
    figures = [figure(f"f{n}", digits, "", counted=unit) for n, (digits, unit) in enumerate(units)]
    assert not [f for f in formulas(figures) if "+" in f]


def test_the_chance_is_smaller_the_finer_the_print():
    def chance(share):
        rows = [
            figure("part", "412"),
            figure("whole", "1,284"),
            figure("share", share, "ratio"),
        ]
        return next(
            line.fit.chance for line in proposals(rows) if line.fit.kind == "share"
        )

    assert 1 > chance("32") > chance("32.1") > chance("32.09") > 0


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.9, "nearly every random figure"), (0.5, "every second random figure"), (0.05, "1 in 20 random figures"),
     (0.000005, "1 in 200,000 random figures")],
)  # fmt: skip
def test_odds_are_said_in_words(chance, said):
    assert odds(chance) == said


GROUPS = [("412", "1,284"), ("233", "901"), ("118", "777"), ("509", "1,634")]


def siblings(last):
    """Four groups of part, whole and share, the last share as given."""
    shares = ["32.1", "25.9", "15.2", last]
    return [
        one
        for n, ((part, whole), share) in enumerate(zip(GROUPS, shares, strict=True))
        for one in (
            figure(f"part{n}", part, kind="level", quote=str(n)),
            figure(f"whole{n}", whole, kind="level", quote=str(n)),
            figure(f"share{n}", share, "ratio", "share", quote=str(n)),
        )
    ]


def test_siblings_that_hold_make_the_one_that_does_not_a_near_miss():
    (miss,) = [
        line for line in proposals(siblings("31.5")) if line.verdict == NEAR_MISS
    ]
    assert miss.fit.formula == "share3 = part3 / whole3"
    assert "siblings hold" in miss.because and "cannot" not in miss.because


def test_there_is_no_near_miss_where_all_siblings_hold():
    assert not [
        line for line in proposals(siblings("31.2")) if line.verdict == NEAR_MISS
    ]


def test_a_near_miss_needs_a_single_slip():
    assert not [
        line for line in proposals(siblings("77.7")) if line.verdict == NEAR_MISS
    ]


def test_no_proposal_accuses():
    for last in ("31.2", "31.5", "77.7"):
        words = {line.verdict for line in proposals(siblings(last))}
        assert words <= {"holds", "can hold", NEAR_MISS}


@pytest.mark.parametrize(
    "text",
    [
        "employment_uk_2020",
        "labour_spain_2016",
        "air_traffic_sept_2016",
        "taxes_note_2018",
        "trade_fairs_2008",
    ],
)
def test_texts_without_relations_get_no_proposal_shown_first(text, tmp_path):
    plain, _ = marks.unmarked((marks.HERE / f"{text}.txt").read_text(encoding="utf-8"))
    found = drafted(plain, tmp_path).suggest()
    assert not found.attrs["shown_first"] and NEAR_MISS not in set(found["verdict"])


@pytest.mark.filterwarnings("ignore:.*three decimals")
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("radio_q2_2014", ["growth", "growth", "growth", "sum", "sum"]),
        ("retail_h1_2019", ["share", "sum"]),
        ("internet_users_2016", ["share"]),
        ("netizens_2020", ["share"]),
        ("budget_india_2017", ["sum"]),
        ("data_warehouse_q2_2014", ["growth"]),
    ],
)
def test_true_relations_of_a_text_are_shown_first(text, kinds, tmp_path):
    plain, _ = marks.unmarked((marks.HERE / f"{text}.txt").read_text(encoding="utf-8"))
    found = drafted(plain, tmp_path).suggest()
    first = list(found["kind"][: found.attrs["shown_first"]])
    assert [first.count(kind) >= kinds.count(kind) for kind in kinds] == [True] * len(
        kinds
    )


def test_the_seed_has_an_unprinted_total_and_nothing_else():
    found = ecreport.load().suggest()
    assert list(found["kind"][: found.attrs["shown_first"]]) == ["total"]
    assert list(found.columns) == [
        "formula",
        "kind",
        "verdict",
        "chance",
        "rivals",
        "because",
    ]


def test_proposals_do_not_depend_on_how_often_they_are_asked():
    figures = siblings("31.5")
    assert table(figures).equals(table(figures))


def test_beyond_a_limit_the_search_stays_among_neighbours():
    rows = [one for n in range(70) for one in siblings("31.2") if (n, one)]
    figures = [
        Figure(f"{one.id}_{n}", one.as_printed, one.scale, one.unit, about=one.about)
        for n, one in enumerate(rows)
    ]
    spans = [line.fit.span for line in proposals(figures)]
    assert len(figures) > 800 and spans and max(spans) < 80


def test_accepted_proposals_become_relations_once(tmp_path):
    text = "Sales rose 14.1% to $68.6 million in 2014 from $60.1 million in 2013. Costs were $61.1 million, profit $7.5 million."
    report = drafted(text, tmp_path)
    lines = proposals(list(report._folder.claims.values()))
    added = folder.accept(tmp_path, [1, 2, 1], lines)
    assert len(added) == 2 and folder.accept(tmp_path, [1], lines) == []
    words = ecreport.load(tmp_path).check()["verdict"]
    assert len(words) == 2 and set(words) <= {"holds", "can hold"}
    with pytest.raises(ecreport.InputError, match="no proposal 99"):
        folder.accept(tmp_path, [99], lines)


@pytest.mark.parametrize("header", ["ID,Formula", "sep=;\nid;FORMULA;note", "formula\tId"])
def test_a_header_in_any_case_takes_what_is_accepted(tmp_path, header):
    (tmp_path / "claims.csv").write_text(
        "id,as_printed,scale,unit\na,468.5,1,eur\nb,122.31,1,eur\nc,346.19,1,eur\n"
    )
    (tmp_path / "relations.csv").write_text(header + "\n")
    lines = proposals(list(ecreport.load(tmp_path)._folder.claims.values()))
    assert folder.accept(tmp_path, [1], lines) == ["a = b + c"]
    assert ecreport.load(tmp_path).check()["formula"].tolist() == ["a = b + c"]


def test_a_drafted_folder_reads_signs_fractions_and_ranges(tmp_path):
    text = "Sales fell by 4.5% in 2022. One-fifth of sales were online. We expect between 24.2 and 33.5 billion yuan."
    report = drafted(text, tmp_path)
    assert list(report.claims["as_printed"]) == ["-4.5", "0.2", "24.2", "33.5"]
    assert list(report.check()["verdict"]) == ["holds"]


def test_the_rows_of_a_text_make_the_report_that_its_folder_makes(tmp_path):
    text = "Sales fell by 4.5% in 2022, or 25 basis points. One-fifth of sales were online; 430 shops closed."
    folder, tables = drafted(text, tmp_path), ecreport.Report.from_tables(ecreport.read(text), [])
    assert list(tables.claims["as_printed"]) == ["-4.5", "-25", "0.2", "430"]
    assert [one.interval for one in tables] == [one.interval for one in folder]


def test_figures_all_rounded_to_hundreds_are_drafted_with_their_step(tmp_path):
    text = "Jobs stood at 14,400. Full-time jobs were 9,300, part-time jobs 5,200. Vacancies were 1,100."
    report = drafted(text, tmp_path)
    assert set(report.claims["step"]) == {"100"}
    assert any(f.count("+") == 1 for f in report.suggest()["formula"])


def test_basis_points_are_drafted_as_a_folder_reads_them(tmp_path):
    report = drafted("The margin rose by 50 basis points to 19.0% in 2023.", tmp_path)
    assert list(report.claims["unit"]) == ["basis point", "ratio"]


def test_words_that_add_up_make_a_sum_likely(tmp_path):
    text = (
        "Museums received 12.4 million visitors in 2024, of which 5.2 million came from abroad. "
        "Parks received 8.6 million visitors. Museums and parks together had 21.0 million visitors."
    )
    found = drafted(text, tmp_path).suggest()
    assert found["kind"][1] == "sum" and found.attrs["shown_first"] == 1


def test_the_rows_of_a_table_hold_together(tmp_path):
    text = (
        "Freight was 128.4 million tonnes in 2023, compared with 136.0 million tonnes in 2022 (-5.6%).\n\n"
        "| | 2022 | 2023 | change, % |\n|---|---|---|---|\n"
        "| International, mn tonnes | 26.4 | 24.9 | -5.7 |\n"
        "| Domestic, mn tonnes | 18.2 | 16.9 | -7.1 |\n"
        "| Total, mn tonnes | 44.6 | 41.8 | -6.3 |\n"
    )
    found = drafted(text, tmp_path).suggest()
    first = set(found["formula"][: found.attrs["shown_first"]])
    assert first >= {
        "freight_growth = freight / freight_2022 - 1",
        "international_growth = international_2023 / international - 1",
        "domestic_growth = domestic_2023 / domestic - 1",
        "total_growth = total_2023 / total - 1",
        "total = international + domestic",
        "total_2023 = international_2023 + domestic_2023",
    }


def test_a_malformed_number_is_blank_in_the_folder_and_told(tmp_path):
    text = "The fund holds 1966,514,816 shares. It fell by 01,234 euros."
    rows = drafted(text, tmp_path).claims
    assert list(rows["as_printed"]) == ["", ""] and "1966,514,816" in rows["doubt"].iloc[0]


def test_the_marked_relations_are_proposed_and_nothing_else_is_shown_first():
    rows = [marks.suggested(path) for path in marks.texts()]
    assert sum(found for _, found, _ in rows) == sum(true for _, _, true in rows) > 40
    first = [row for lines, _, _ in rows for row in lines if row[1]]
    assert len(first) > 25 and all(true for _, _, true, _ in first)


@pytest.mark.parametrize(
    ("formula", "marked"),
    [
        ("growth = now / before - 1", True),
        ("(now - before) / before = growth", True),
        ("now = before * (1 + growth)", True),
        ("growth = before / now - 1", False),
        ("growth <= now / before - 1", False),
    ],
)
def test_a_relation_of_the_folder_is_marked_in_the_list(formula, marked):
    figures = [
        figure("now", "1,284", kind="level"),
        figure("before", "1,190", kind="level"),
        figure("growth", "7.9", "ratio", "growth"),
    ]
    said = listed(proposals(figures), [Formula(formula)])
    assert said[0].endswith(" (accepted)") == marked
    assert said[0].startswith("   1  growth: growth = now / before - 1")
