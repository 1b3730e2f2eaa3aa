"""The general pictures on reports of every size, sound and unsound."""

import pytest
from samples import load
from test_plots import assert_readable

from ecreport import plots
from ecreport.plots.style import CLASH

PLOTS = {
    "checks": plots.checks,
    "claims": plots.claims,
    "digits": plots.digits,
    "rounding": lambda r: plots.rounding(r, r.claims.index[0]),
    "strip": lambda r: plots.strip(r, *r.relations.index[:8]),
}
HEAD = "id,label,as_printed,scale,unit,section\n"


def table(wrong=""):
    """Six shops in four years with the sums of both: 35 figures, perhaps one wrong."""
    shops, years = range(6), range(2015, 2019)
    sold = {f"s{s}_{y}": 37 + 11 * s + 5 * (y - 2015) for y in years for s in shops}
    sums = {f"all_{y}": [f"s{s}_{y}" for s in shops] for y in years}
    sums |= {f"s{s}": [f"s{s}_{y}" for y in years] for s in shops}
    sums |= {"all": [f"all_{y}" for y in years]}
    for total, parts in sums.items():
        sold[total] = sum(sold[part] for part in parts)
    rows = [f"{id},Sales of {id},{n},1e6,yuan,{id[-4:]}\n" for id, n in sold.items()]
    links = [
        f"r_{total},{total} = {' + '.join(parts)}\n" for total, parts in sums.items()
    ]
    claims = HEAD + "".join(rows)
    return {
        "claims": claims.replace(*wrong.split(">")) if wrong else claims,
        "relations": "id,formula\n" + "".join(links),
    }


def many(n):
    """So many claims in one chain, each twice the one before or half of it."""
    rows = [
        f"c{k},A claim about the {k}th thing,{12 + 12 * (k % 2)},1,\n" for k in range(n)
    ]
    links = [f"r{k},c{k} = c{k + 1} {'/*'[k % 2]} 2\n" for k in range(n - 1)]
    claims = "id,label,as_printed,scale,unit\n" + "".join(rows)
    return {
        "claims": claims,
        "relations": "id,formula\n" + "".join(links or ["r0,c0 > 1\n"]),
    }


WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen" * 3
LONG = {
    "claims": HEAD
    + f'a,"{WORD}",{"1234567890" * 4},1,{WORD[:60]},\n'
    + 'b,,"-1,234,567.25",1e12,yuan,\n'
    + "an_id_that_goes_on_and_on_and_on_beyond_every_margin_of_a_page,,0.00004,1e-6,,\n"
    + "c,No digits,,1,,\n",
    "relations": "id,formula\nup,a > 1000\ndown,b < -3\n"
    "tiny,an_id_that_goes_on_and_on_and_on_beyond_every_margin_of_a_page > 0\n"
    "open,c = a + a\n",
}
TWO = {
    "claims": HEAD + "".join(f"{k}{n},,{3 + n},1,,\n" for k in "ab" for n in range(5)),
    "relations": "id,formula\n"
    + "".join(f"{k},{k}0 = {k}1 + {k}2 + {k}3 + {k}4\n" for k in "ab"),
}
REPORTS = {
    "two sums wrong": TWO,
    "35 figures": table(),
    "35 figures, one digit wrong": table("s3_2017,80>s3_2017,180"),
    "35 figures, a total wrong": table("all_2017,447>all_2017,747"),
    "1 claim": many(1),
    "200 claims": many(200),
    "long names and numbers": LONG,
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folders = {name: tmp_path_factory.mktemp("report") for name in REPORTS}
    reports = {name: load(folders[name], **files) for name, files in REPORTS.items()}
    return {(n, p): draw(r) for n, r in reports.items() for p, draw in PLOTS.items()}


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("name", REPORTS)
def test_no_text_leaves_the_picture_or_lies_on_another(name, plot, drawn):
    assert_readable(drawn[name, plot])


@pytest.mark.parametrize("name", REPORTS)
def test_what_there_is_none_of_is_not_named(name, drawn):
    texts = [
        text.get_text() for plot in PLOTS for text in drawn[name, plot].paper.texts
    ]
    texts += [drawn[name, plot].alt for plot in PLOTS]
    for words in ("Section", "of others", "others\u2019", "0 of 3"):
        assert not [text for text in texts if words in text]


def test_a_sound_report_puts_nothing_in_doubt(drawn):
    said = "All 35 claims fit the report\u2019s own figures"
    assert drawn["35 figures", "checks"].alt == said
    assert "doubt" not in drawn["35 figures", "digits"].alt


def test_one_suspect_is_named_as_one_and_only_it_is_marked(drawn):
    picture = drawn["35 figures, one digit wrong", "checks"]
    assert picture.alt.startswith(
        "33 of 35 claims"
    )  # the sum of its shop has no other check
    assert picture.alt.endswith("; 180 million is in doubt")
    red = [text for text in picture.paper.texts if text.get_color() == CLASH]
    assert [text.get_text() for text in red] == ["180 million", "Sales of s3_2017"]


def test_beside_a_suspect_no_digit_is_said_to_be_guarded_for_its_sake(drawn):
    sound, wrong = (
        drawn[name, "digits"].data.set_index(["claim", "place"])["caught"]
        for name in ("35 figures", "35 figures, one digit wrong")
    )
    assert "s3_2017" not in wrong.index.get_level_values("claim")
    assert (wrong <= sound.reindex(wrong.index)).all()
    assert "; 180 million is in doubt" in (
        drawn["35 figures, one digit wrong", "digits"].alt
    )


def test_a_large_report_shows_a_part_and_says_so(drawn):
    texts = [text.get_text() for text in drawn["200 claims", "checks"].paper.texts]
    assert "and 140 more claims, in the data of this picture" in texts
    assert drawn["200 claims", "checks"].data["claim"].nunique() == 200


def test_two_groups_of_suspects_are_two_and_counted_where_they_are_many(drawn):
    said = drawn["two sums wrong", "checks"].alt
    assert said.endswith("; one of 5 figures and one of 5 figures are in doubt")
