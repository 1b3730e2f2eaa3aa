"""The reader of texts: every figure with its words, and nothing that is no figure."""

from __future__ import annotations

import textwrap

import marks
import pytest

import ecreport
from ecreport.draft.figures import find, read
from ecreport.draft.vocabulary import table


def cells(text, *columns):
    """The rows of a text as tuples of some columns."""
    return [tuple(row) for row in read(text)[list(columns)].itertuples(index=False)]


def printed(text):
    return list(read(text)["as_printed"])


@pytest.mark.parametrize(
    "text",
    [
        "The 2022 report covers 2019-2021 and the 1990s, FY2023 and 2012-13.",
        "On 30 June 2022, and again on July 4, 2021 and 15-19 May, we met.",
        "Sales on Double 11, on 11.11 and in H1, Q3 2022, 2Q23 and 1H22 were strong.",
        "A 3G modem, a 28nm chip, COVID-19, a B2B shop, an F-16, the A320 and the G20.",
        "Section 382 and Sections 382 and 383 of the Code apply; see Note 12 and page 4.",
        "Call +86 10 1234 5678, (937) 242-4781, 1-800-555-0199 or tel. 0211 4560 900.",
        "Visit us at stand 512 in hall 7, or at booth B12.",
        "Revenue in constant currency(1) rose [2], as reported.(3)",
        "Persons aged 15 to 74, those aged 65 and over, 16- to 24-year-olds, a child of age 5.",
        "A 5-year plan, the first 9 months, the last 12 months, 10 years and 24 hours.",
        "We meet at 10:30, or at 5 p.m., on 2020-04-19 or 30.06.2022.",
        "Our Form 10-K, a 401(k) plan, a 2-for-1 split, version 3.11.7, the 50th report.",
        "2835 Miami Village Drive, Miamisburg, OH 45342; 40474 Düsseldorf.",
        "The Boeing 737 and Windows 11 and the S&P 500 and the Fortune 500.",
        "The first half, the second half-year, half a year, a third party, the third quarter.",
        "About five companies in ten countries took one of three ways.",
        "1. The first item\n2. The second item\n## 3.1 Outlook",
        "See https://example.org/2022/5000?page=12 or write to info500@example.org.",
    ],
)
def test_years_dates_names_and_marks_are_no_figures(text):
    assert printed(text) == []


@pytest.mark.parametrize("name", table("names"), ids=lambda row: row["example"])
def test_every_name_in_the_table_is_no_figure(name):
    assert printed(f"{name['example']}\n") == []


@pytest.mark.parametrize("way", table("periods"), ids=lambda row: row["example"])
def test_every_way_to_write_a_period_is_read(way):
    text = f"By {way['example']}, 430 shops closed." if way["first"] else f"430 shops closed in 2022, {way['example']} 215."
    assert cells(text, "as_printed", "period_start", "period_end")[0] == ("430", way["first"] or "2022-01", way["last"] or "2022-12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit was EUR 207.0 million.", ("207.0", 1e6, "eur")),
        ("Profit was €207m.", ("207", 1e6, "eur")),
        ("Profit was TEUR 225,846.", ("225,846", 1e3, "eur")),
        ("Liabilities were 232.9 Mio. EUR in all.", ("232.9", 1e6, "eur")),
        ("Sales of US$1.2bn were reported.", ("1.2", 1e9, "usd")),
        ("It made $5 million.", ("5", 1e6, "usd")),
        ("It made HK$ 5.4 billion.", ("5.4", 1e9, "hkd")),
        ("It made £3.2bn.", ("3.2", 1e9, "gbp")),
        ("Retail reached RMB2,208.5 billion.", ("2,208.5", 1e9, "yuan")),
        ("Retail reached 8,237.4 billion yuan.", ("8,237.4", 1e9, "yuan")),
        ("The outlay was Rs 1.5 lakh crore.", ("1.5", 1e12, "inr")),
        ("It has 12 crore subscribers.", ("12", 1e7, "subscriber")),
        ("About 4,69,000 people came.", ("4,69,000", 1, "person")),
        ("Some 816 000 tonnes were shipped.", ("816 000", 1, "tonne")),
        ("The rate was 4.2 per cent.", ("4.2", 0.01, "ratio")),
        ("It rose 0.6 percentage points.", ("0.6", 0.01, "percentage point")),
        ("It rose 25 basis points.", ("25", 0.0001, "percentage point")),
        ("It has 9 million live broadcasts.", ("9", 1e6, "broadcast")),
        ("A 5-percent rise was seen.", ("5", 0.01, "ratio")),
        ("Capacity is 5.2 GW now.", ("5.2", 1, "GW")),
        ("It shipped 1.5 tn cubic feet of gas.", ("1.5", 1e12, "cubic foot")),
        ("It has 2000 employees.", ("2000", 1, "employee")),
        ("Batteries: 3 million batteries were sold.", ("3", 1e6, "battery")),
    ],
)
def test_scale_and_unit_are_read_from_the_words_around(text, expected):
    assert cells(text, "as_printed", "scale", "unit") == [expected]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("more than", "more_than"), ("over", "more_than"), ("in excess of", "more_than"),
        ("exceeding", "more_than"), ("less than", "less_than"), ("fewer than", "less_than"),
        ("under", "less_than"), ("at least", "at_least"), ("no fewer than", "at_least"),
        ("not less than", "at_least"), ("up to", "at_most"), ("no more than", "at_most"),
        ("not to exceed", "at_most"), ("not exceeding", "at_most"), ("at most", "at_most"),
        ("about", "about"), ("around", "about"), ("approximately", "about"), ("some", "about"),
        ("nearly", "nearly"), ("almost", "nearly"), ("just under", "nearly"), ("a total of", "exact"),
    ],
)  # fmt: skip
def test_a_qualifier_stands_before_the_number_or_its_currency(words, qualifier):
    assert cells(f"It counts {words} 460 million users.", "qualifier") == [(qualifier,)]
    assert cells(f"It is worth {words} $4.6 million.", "qualifier") == [(qualifier,)]


@pytest.mark.parametrize(
    "text",
    [
        "Profit rose 5% over a year earlier.",
        "Profit rose 5% over $3.2 million in 2020.",
        "The rate was 0.3 percentage points above 4.2% a year ago.",
        "Revenue was up 8% over 5.2 million.",
        "The result, above market expectations of 64.9 percent, came late.",
        "This is more of the 5 million.",
    ],
)
def test_no_qualifier_is_invented(text):
    assert set(read(text)["qualifier"]) == {"exact"}


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("500 million or more users", "at_least"),
        ("It took 500 tonnes or less", "at_most"),
        ("It sold 500+ stores", "more_than"),
        ("It sold 5 million or so", "about"),
    ],
)
def test_a_qualifier_may_follow(text, qualifier):
    assert cells(text, "qualifier") == [(qualifier,)]


@pytest.mark.parametrize(
    ("text", "sign", "kind"),
    [
        ("Sales fell by 5%.", "-", "growth"),
        ("Sales fell 5 percent.", "-", "growth"),
        ("Sales were down 15.8 percent.", "-", "growth"),
        ("A decrease of 1.8 % was seen.", "-", "growth"),
        ("We saw a 5% decline in sales.", "-", "growth"),
        ("Sales were 5% lower.", "-", "growth"),
        ("Sales rose by 5%.", "", "growth"),
        ("Sales fell to 5 million yuan.", "", "level"),
        ("Employment decreased by 48,000.", "-", "change"),
        ("The rate was 0.3 percentage points lower.", "-", "change"),
        ("The rate stood at 4.5%.", "", "rate"),
        ("Online sales accounted for 24.5% of the total.", "", "share"),
        ("The result was -5.2 million euros.", "-", "level"),
        ("The result was EUR -5.2 million.", "-", "level"),
        ("The population was 83 million people.", "", "count"),
    ],
)
def test_direction_and_kind_come_from_the_words(text, sign, kind):
    assert cells(text, "sign", "kind") == [(sign, kind)]


def test_each_change_takes_the_direction_nearest_to_it():
    text = "It was a decrease of 1.8 % or an increase of 1.34 %."
    assert cells(text, "as_printed", "sign") == [("1.8", "-"), ("1.34", "")]


def test_lists_share_their_scale_unit_and_direction():
    text = "Food, clothing and goods fell by 7.4, 7.1 and 16.6 percent respectively."
    assert cells(text, "as_printed", "scale", "unit", "sign", "kind") == [
        (digits, 0.01, "ratio", "-", "growth") for digits in ("7.4", "7.1", "16.6")
    ]


@pytest.mark.parametrize(
    "text",
    ["between 24.2 and 33.5 billion yuan", "24.2-33.5 billion yuan", "24.2 to 33.5 billion yuan",
     "24.2\u201333.5 billion yuan"],
)  # fmt: skip
def test_a_range_is_two_figures_of_one_scale(text):
    text = f"We expect {text} this year."
    assert cells(text, "as_printed", "scale", "unit") == [
        ("24.2", 1e9, "yuan"),
        ("33.5", 1e9, "yuan"),
    ]
    assert [one.range_of for one in find(text)] == [None, 0]


@pytest.mark.parametrize(
    "text", ["between $24.2 and 33.5 billion", "between $24.2 and $33.5 billion", "$24.2-33.5bn", "$24.2bn-$33.5bn"]
)
def test_the_ends_of_a_range_share_currency_and_scale(text):
    assert cells(f"It will spend {text}.", "scale", "unit") == [(1e9, "usd"), (1e9, "usd")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dividend of 12p was paid.", ("12", 1, "penny")),
        ("About 1 in 5 adults smoke.", ("1 in 5", 1, "ratio")),
        ("Net loss was $(0.12) a share.", ("0.12", 1, "usd")),
        ("It owns 66 2/3% of it.", ("66 2/3", 0.01, "ratio")),
        ("Debt is 3.0x earnings.", ("3.0", 1, "times")),
        ("Of them 430 had closed.", ("430", 1, "")),
        ("The term is 2.3 years.", ("2.3", 1, "year")),
    ],
)
def test_uncommon_prints_are_read_too(text, expected):
    assert cells(text, "as_printed", "scale", "unit") == [expected]


def test_a_count_and_its_share_are_no_list():
    assert cells("Of 2,150 shops, 430, or 20%, closed.", "scale", "unit") == [(1, "shop"), (1, ""), (0.01, "ratio")]
    assert cells("It rose 5 or 6 percent.", "scale", "unit") == [(0.01, "ratio"), (0.01, "ratio")]


def test_from_one_level_to_another_is_no_range():
    found = find("The share rose from 38% to 63%.")
    assert [(one.digits, one.kind, one.range_of) for one in found] == [
        ("38", "share", None),
        ("63", "share", None),
    ]


@pytest.mark.parametrize(
    ("words", "unit"),
    [("half", "ratio"), ("one-fifth", "ratio"), ("two-thirds", "ratio"), ("four out of five", "ratio"),
     ("three quarters", "ratio"), ("one in ten", "ratio")],
)  # fmt: skip
def test_fractions_in_words_count(words, unit):
    assert cells(
        f"Nearly {words} of the users shop online.",
        "as_printed",
        "unit",
        "kind",
        "qualifier",
    ) == [(words, unit, "share", "nearly")]


def test_times_have_two_readings():
    row = read("The volume increased by 2.2 times.").iloc[0]
    assert (row["unit"], row["scale"], row["kind"]) == ("times", 1, "growth")
    assert row["readings"].count(":") == 2 and "-1" in row["readings"]


def test_a_bare_dollar_is_a_us_dollar_with_a_doubt():
    (row,) = read("It earned $5 million.").to_dict("records")
    assert row["unit"] == "usd" and "dollar" in row["doubt"]


@pytest.mark.parametrize("digits", ["1966,514,816", "1.234.567", "12,34", "1,23"])
def test_malformed_numbers_are_told_not_skipped(digits):
    (row,) = read(f"The fund holds {digits} shares now.").to_dict("records")
    assert row["as_printed"] == digits and "well-formed" in row["doubt"]


def test_a_second_bracket_inherits_scale_and_unit():
    text = "Cash was EUR 207.0 million (Q3 2022: 198.7)."
    assert cells(text, "as_printed", "scale", "unit") == [
        ("207.0", 1e6, "eur"),
        ("198.7", 1e6, "eur"),
    ]
    text = "Cash was TEUR 230,112 (TEUR: 225,846)."
    assert cells(text, "as_printed", "scale", "unit") == [
        ("230,112", 1e3, "eur"),
        ("225,846", 1e3, "eur"),
    ]


def test_a_set_of_numbers_in_hundreds_gets_a_doubt():
    text = "Employment rose by 14,000 to 12,166,900; full-time by 62,000 to 8,356,000, part-time to 3,810,800."
    assert all("step 100" in doubt for doubt in read(text)["doubt"])


def test_a_scale_said_elsewhere_gets_a_doubt():
    doubts = list(read("(in millions)\nRevenue was $150.0 in the year.")["doubt"])
    assert "millions" in doubts[0]


def test_notes_menus_and_feet_of_a_page_are_no_figures():
    html = (
        "<nav>Home 12</nav><p>Sales<sup>1</sup> made up 32.1% of it [^2].</p>"
        "<table><tr><td>Costs</td><td>(61.1)</td></tr></table><footer>12 rue X</footer>"
    )
    assert cells(html, "as_printed", "sign", "kind") == [("32.1", "", "share"), ("61.1", "-", "level")]


def test_marks_between_currency_and_digits_do_not_part_them():
    for text in ("EUR <strong>5.0</strong> million", "&euro;5.0&nbsp;million", "EUR **5.0** million"):
        assert cells(f"It made {text}.", "as_printed", "scale", "unit") == [("5.0", 1e6, "eur")]


@pytest.mark.parametrize(
    "text",
    [
        "Sales of <b>8,237.4</b> billion&nbsp;yuan rose <i>6.1</i>%.",
        "<p>Sales of 8,237.4 billion yuan</p><script>var x = 55</script><p>rose 6.1%.</p>",
        "Sales of **8,237.4** billion yuan [rose](https://example.org/12) 6.1%.",
    ],
)
def test_html_and_markdown_keep_their_places(text):
    rows = read(text)
    assert list(rows["as_printed"]) == ["8,237.4", "6.1"]
    assert all(text[row.start : row.end] == row.as_printed for row in rows.itertuples())
    assert list(rows["unit"]) == ["yuan", "ratio"] and rows["scale"][0] == 1e9


@pytest.mark.parametrize(
    "text", ["2022年上半年，全国网上零售额6.3万亿元", "Оборот вырос на 5 процентов"]
)
def test_another_script_is_refused_kindly(text):
    with pytest.raises(ecreport.InputError, match="English"):
        read(text)


def test_an_empty_text_has_no_figures():
    assert read("").empty and list(read("")) == list(read("It is 5%."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In June 2022 it had 469 million users.", [("2022-06", "2022-06")]),
        ("Profit was EUR 207.0 million in Q3 2023 (Q3 2022: EUR 198.7 million).",
         [("2023-07", "2023-09"), ("2022-07", "2022-09")]),
        ("In the first half of 2019 sales were 19,521 billion yuan.", [("2019-01", "2019-06")]),
        ("From January to March 2020, sales fell by 19.0 percent.", [("2020-01", "2020-03")]),
        ("Sales were $676 million for the quarter ended June 30, 2014.", [("2014-04", "2014-06")]),
        ("The share rose from 38% in 2010 to 63% in 2020.",
         [("2010-01", "2010-12"), ("2020-01", "2020-12")]),
        ("Sales were 5.0 million in May 2021, compared with 4.0 million a year earlier.",
         [("2021-05", "2021-05"), ("2020-05", "2020-05")]),
        ("In the first nine months of 2022 sales rose 6.1%. They stood at 5 million yuan.",
         [("2022-01", "2022-09"), ("2022-01", "2022-09")]),
        ("Sales were $3.0 million and $4.0 million in 2019 and 2020, respectively.",
         [("2019-01", "2019-12"), ("2020-01", "2020-12")]),
        ("In June 2022 it had 469 million users, an increase of 204 million from March 2020.",
         [("2022-06", "2022-06"), ("2020-03", "2022-06")]),
        ("It employs 5,000 people.", [("", "")]),
        ("From 1 January 2020 to 31 December 2020, 45 stores opened.", [("2020-01", "2020-12")]),
        ("In the six months ended 30 September 2023 sales were £12.4m (2022: £11.1m).",
         [("2023-04", "2023-09"), ("2022-04", "2022-09")]),
        ("In 2023 we sold 5 million. Some 42% bought online, against 22% in 2019. Debt was £3m.",
         [("2023-01", "2023-12"), ("2023-01", "2023-12"), ("2019-01", "2019-12"), ("2023-01", "2023-12")]),
        ("Lyon, 3 May 2023 - In the first quarter, sales rose 5%.", [("2023-01", "2023-03")]),
        ("Notes due 2027 were sold in 2019. Revenue was $5 million.", [("2019-01", "2019-12")]),
        ("In Q3 2023 it made 5 million. Costs were 4 million, up from 3 million. In the first half of 2023 it made 9 million,"
         " compared with 8 million in the same period of 2022 (+12%).",
         [("2023-07", "2023-09")] * 2 + [("", ""), ("2023-01", "2023-06"), ("2022-01", "2022-06"), ("2023-01", "2023-06")]),
        ("In May 2024 it sold 5 million.\n\nIn the first quarter of 2024 it sold 9 million.\n\nCosts were 4 million in that quarter.",
         [("2024-05", "2024-05"), ("2024-01", "2024-03"), ("2024-01", "2024-03")]),
        ("Births rose 3.2% compared with the average for the years 2019 to 2021 in 2022.", [("2022-01", "2022-12")]),
    ],
)  # fmt: skip
def test_periods_follow_four_rules(text, expected):
    assert cells(text, "period_start", "period_end") == expected


MARKDOWN = """Sales by region

| € million | 2023 | 2022 | Change |
|---|---:|---:|---:|
| North | 301.4 | 279.0 | 8.0% |
| Share of exports (%) | 41.2 | 40.1 | |
"""
YEARS = """<table><tr><th>&pound;m</th><th>2024</th><th>2023</th><th>%</th></tr>
<tr><td>UK stores</td><td>311.7</td><td>280.8</td><td>+11.0</td></tr></table>"""
SPANNED = """<table><caption>Arrivals, thousands</caption>
<tr><th></th><th colspan=2>Q1</th></tr><tr><th>Country</th>
<th>2024</th><th>Change (%)</th></tr>
<tr><td>Under 25 years</td><td><b>412.6</b></td><td>-4.5</td></tr></table>"""
STATEMENT = """<p>(in millions, except per share data)</p><table>
<tr><td></td><td colspan="6">Three Months Ended March 31,</td></tr>
<tr><td></td><td colspan="3">2024</td><td colspan="3">2023</td></tr>
<tr><td>Net revenue</td><td>$</td><td>1,482.6</td><td></td><td>$</td><td>1,450.2</td><td></td></tr>
<tr><td>Costs</td><td></td><td>(904.2</td><td>)</td><td></td><td>(881.0</td><td>)</td></tr>
<tr><td>Gross margin</td><td></td><td>39.0</td><td>%</td><td></td><td>39.2</td><td>%</td></tr>
<tr><td>Earnings per share</td><td>$</td><td>1.27</td><td></td><td></td><td></td><td></td></tr>
<tr><td>Employees</td><td></td><td>6,120</td><td></td><td></td><td></td><td></td></tr>
</table>"""
TABS = "Output in June\t2023\t2022\nCoal (TWh)\t66.3\t72.0\nGas (TWh)\t15.2\t18.0\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MARKDOWN, [
            ("301.4", 1e6, "eur", "level", "2023-01", "2023-12", "north"),
            ("279.0", 1e6, "eur", "level", "2022-01", "2022-12", "north_2022"),
            ("8.0", 0.01, "ratio", "growth", "2023-01", "2023-12", "north_growth"),
            ("41.2", 0.01, "ratio", "share", "2023-01", "2023-12", "share_of_exports"),
            ("40.1", 0.01, "ratio", "share", "2022-01", "2022-12", "share_of_exports_2022"),
        ]),
        (YEARS, [
            ("311.7", 1e6, "gbp", "level", "2024-01", "2024-12", "uk_stores"),
            ("280.8", 1e6, "gbp", "level", "2023-01", "2023-12", "uk_stores_2023"),
            ("11.0", 0.01, "ratio", "growth", "2024-01", "2024-12", "uk_stores_growth"),
        ]),
        (SPANNED, [
            ("412.6", 1000, "", "count", "2024-01", "2024-03", "under_25_years"),
            ("4.5", 0.01, "ratio", "growth", "2024-01", "2024-03", "under_25_years_growth"),
        ]),
        (STATEMENT, [
            ("1,482.6", 1e6, "usd", "level", "2024-01", "2024-03", "net_revenue"),
            ("1,450.2", 1e6, "usd", "level", "2023-01", "2023-03", "net_revenue_january_to_march_2023"),
            ("904.2", 1e6, "usd", "level", "2024-01", "2024-03", "costs"),
            ("881.0", 1e6, "usd", "level", "2023-01", "2023-03", "costs_january_to_march_2023"),
            ("39.0", 0.01, "ratio", "rate", "2024-01", "2024-03", "gross_margin"),
            ("39.2", 0.01, "ratio", "rate", "2023-01", "2023-03", "gross_margin_january_to_march_2023"),
            ("1.27", 1, "usd", "level", "2024-01", "2024-03", "earnings_per_share"),
            ("6,120", 1, "", "count", "2024-01", "2024-03", "employees"),
        ]),
        (TABS, [
            ("66.3", 1, "TWh", "level", "2023-06", "2023-06", "coal"),
            ("72.0", 1, "TWh", "level", "2022-06", "2022-06", "coal_june_2022"),
            ("15.2", 1, "TWh", "level", "2023-06", "2023-06", "gas"),
            ("18.0", 1, "TWh", "level", "2022-06", "2022-06", "gas_june_2022"),
        ]),
    ],
)  # fmt: skip
def test_the_heads_of_a_table_name_date_and_measure_its_figures(text, expected):
    said = "as_printed", "scale", "unit", "kind", "period_start", "period_end", "id"
    assert cells(text, *said) == expected
    assert all(text[row.start : row.end] == row.as_printed for row in read(text).itertuples())


def test_a_fiscal_year_ends_when_the_text_says():
    text = (
        "In the fiscal year ended 31 March 2022 sales were £12.4m (FY2021: £11.1m). For fiscal "
        "2023 we expect £14m. In the first quarter they were £3m."
    )
    assert cells(text, "period_start", "period_end") == [
        ("2021-04", "2022-03"), ("2020-04", "2021-03"), ("2022-04", "2023-03"), ("2022-04", "2022-06"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Results for the third quarter ended March 31, 2024. In Q3 FY24 sales were $5m.", ("2024-01", "2024-03")),
        ("Results for the first quarter ended September 30, 2023. In the second quarter of fiscal 2024 sales were $5m.",
         ("2023-10", "2023-12")),
        ("SPENDING: APRIL 2022 TO MARCH 2023\n\nIn the financial year ending 2023 it was £5m.", ("2022-04", "2023-03")),
        ("Interim results for the 26 weeks ended 28 September 2024\n\nSales were £5m.", ("2024-04", "2024-09")),
        ("In FY23 sales were $5m.", ("2023-01", "2023-12")),
    ],
)  # fmt: skip
def test_a_quarter_or_a_span_tells_the_fiscal_year_too(text, period):
    assert cells(text, "as_printed", "period_start", "period_end")[-1] == ("5", *period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rate was 112%, 3 points lower than before.", [("112", "ratio", "rate"), ("3", "percentage point", "change")]),
        ("Output was 1.4 mb/d higher.", [("1.4", "mb/d", "change")]),
        ("Customers with sales above $100,000 grew 17%.", [("100,000", "usd", "level"), ("17", "ratio", "growth")]),
        ("Prices were $83/bbl.", [("83", "usd", "level")]),
    ],
)
def test_what_stands_behind_a_unit_is_read_too(text, expected):
    assert cells(text, "as_printed", "unit", "kind") == expected


def test_a_comparison_and_a_day_date_no_later_sentence():
    text = (
        "In July 2024 we sold 5 million, 3% more than in July 2023. Of these 2 million went "
        "abroad. By the end of August, 45 shops had opened. Sales were £3m."
    )
    assert cells(text, "period_start")[2:] == [("2024-07",), ("2024-08",), ("2024-07",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sadly, 287 people died, 19 fewer than in 2022.", ["people", "people_change"]),
        ("- Domestic sales: 35.3 million, +4.5%", ["domestic_sales", "domestic_sales_growth"]),
        ("Sales of the shop rose to $5.1m in 2023 from $4.2m in 2022.", ["sales_of_the_shop", "sales_of_the_shop_2022"]),
        ("Laboratories notified 412 cases of influenza.", ["laboratories_cases_of_influenza"]),
        ("In June 2022 live broadcasts were watched by 44% of users.", ["live_broadcasts_share"]),
    ],
)  # fmt: skip
def test_ids_are_nouns_around_the_figure(text, names):
    assert [name for (name,) in cells(text, "id")] == names


def test_digits_are_those_of_the_text_and_ids_are_distinct():
    text = (
        "Sales rose 5.0% to 3.0 million and profit rose 5.0% to 1.0 million in 2022."
        * 5
    )
    rows = read(text)
    assert len(rows) == 20 and rows["id"].is_unique
    assert all(text[row.start : row.end] == row.as_printed for row in rows.itertuples())


def test_kinds_and_periods_are_as_right_as_promised():
    figures, kinds, periods = (sum(row[n] for row in marks.kinds().values()) for n in range(3))
    assert figures > 150
    assert kinds >= 0.93 * figures and periods >= 0.8 * figures


def test_marked_texts_are_read_as_well_as_promised():
    counts = {}
    for path in marks.texts():
        for key, value in marks.score(path.read_text(encoding="utf-8")).items():
            counts[key] = counts.get(key, 0) + value
    found = counts["found"]
    assert found >= 0.97 * (found + counts["false"])
    assert found >= 0.99 * counts["figures"]
    assert counts["right"] >= 0.95 * counts["figures"]
    assert counts["word"] >= 0.98 * found and not counts["invented"]


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_reads_the_same_however_its_lines_are_broken(width, end):
    said = ["as_printed", "sign", "scale", "unit", "qualifier", "kind", "period_start", "period_end"]
    for path in marks.texts():
        plain, _ = marks.unmarked(path.read_text(encoding="utf-8"))
        if "<table" in plain or "\n|" in plain:  # lines of a table are no wrapped text
            continue
        parts = [" ".join(part.split()) for part in plain.split("\n") if part.strip()]
        wrapped = [end.join(textwrap.wrap(part, width, break_on_hyphens=False)) for part in parts]
        assert cells((end * 2).join(wrapped), *said) == cells("\n\n".join(parts), *said), path.stem


def test_a_wrapped_line_may_begin_with_a_figure():
    text = "Sales came to 150.0 million yuan, after\n119.0 million yuan in 2023. We sold 5 and\n41.2 million of them."
    assert printed(text) == ["150.0", "119.0", "5", "41.2"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Domestic films drew 4 million visitors.", ["Domestic films: visitors"]),
        ("Sales were 33 million euro, so a visitor paid 8.22 euro.", ["Sales", "visitor"]),
        (
            "Operating profit was $231.5 million, an operating margin of 18.0% (17.2%).",
            ["Operating profit", "operating margin", "operating margin"],
        ),
        (
            "Net income was $148 million, or $0.62 per diluted share, compared with "
            "$127 million, or $0.53, a year ago.",
            ["Net income", "diluted share", "Net income", "diluted share"],
        ),
    ],
)
def test_a_label_is_the_nearest_subject_of_a_figure_like_it(text, labels):
    assert [label for (label,) in cells(text, "label")] == labels


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("For the first six months of 2024, sales totalled $2.47 billion, up 9.8% from $2.25 billion.", ("2023-01", "2023-06")),
        ("In the second quarter of 2024, sales rose to $5 million from $4 million.", ("2023-04", "2023-06")),
        ("In May 2024, sales rose to $5 million from $4 million.", ("", "")),
        ("In 2024, 5 shops took orders from 300 people worth $4 million.", ("2024-01", "2024-12")),
    ],
)
def test_a_base_without_a_date_is_of_the_same_months_a_year_before(text, base):
    *_, last = cells(text, "period_start", "period_end", "doubt")
    assert last[:2] == base
    assert ("period of the base" in last[2]) == ("2024-12" not in base)
