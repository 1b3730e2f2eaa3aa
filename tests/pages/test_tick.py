"""From an article to a folder and a page to tick from, on the command line."""

from __future__ import annotations

import dataclasses
import re

import markupsafe
import pytest

import ecreport
from ecreport.cli import main
from ecreport.draft.patterns import proposals
from ecreport.page.tick import PAGE, tick_page

ARTICLE = """\
A shop grows

Lyon, 3 May 2023 - In the first quarter of 2023, sales rose 14.1% to EUR 68.6 million (Q1 2022: EUR 60.1 million).
Costs were EUR 61.1 million. <script>alert(1)</script>

It expects between 70 and 75 million euros & more.
"""


@pytest.fixture
def made(tmp_path):
    """A folder drafted from an article, and what was printed."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["draft", str(tmp_path / "article.txt"), str(tmp_path / "shop")]) == 0
    return tmp_path / "shop"


def test_an_article_becomes_an_ordinary_folder(made):
    report = ecreport.load(made)
    assert list(report.claims["as_printed"]) == [
        "14.1",
        "68.6",
        "60.1",
        "61.1",
        "70",
        "75",
    ]
    assert main(["check", str(made)]) == 0


def test_the_page_holds_every_figure_and_every_proposal(made):
    html = (made / PAGE).read_text(encoding="utf-8")
    ids = set(ecreport.load(made).claims.index)
    assert {*re.findall(r'<a class="figure[^"]*" href="#([\w.]+)"', html)} == ids
    assert {*re.findall(r'<li id="([\w.]+)"', html)} == ids
    assert len(re.findall('type="checkbox"', html)) == len(
        ecreport.load(made).suggest()
    )
    assert "random figures would fit as well" in html


def test_the_page_says_what_to_run_without_scripts(made):
    html = (made / PAGE).read_text(encoding="utf-8")
    static = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    assert f"ecreport suggest {made} --accept 1,4,7" in static
    assert "<b>1</b>" in static and "Put the numbers" in static


def test_the_page_fetches_nothing_and_runs_nothing_of_the_article(made):
    html = (made / PAGE).read_text(encoding="utf-8")
    assert "alert(1)" not in html
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)""", html)


def test_accepted_numbers_move_to_the_folder(made, capsys):
    assert main(["suggest", str(made)]) == 0
    assert "   1  growth:" in capsys.readouterr().out
    assert main(["suggest", str(made), "--accept", "1"]) == 0
    assert "Accepted: " in capsys.readouterr().out
    assert main(["suggest", str(made), "--accept", "1"]) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert main(["check", str(made)]) == 0


@pytest.mark.parametrize("numbers", ["x", "0", "99", "1,,2", "", "-1"])
def test_other_numbers_are_refused(made, numbers, capsys):
    assert main(["suggest", str(made), f"--accept={numbers}"]) == 2
    assert capsys.readouterr().err.startswith("ecreport: ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"no figure here", "no printed figure"),
        ("销售额增长了百分之五，达到五亿元".encode(), "English"),
        (b"\xff\xfe\x00 5", "UTF-8"),
    ],
)
def test_an_article_that_cannot_be_read_is_refused(tmp_path, body, said, capsys):
    (tmp_path / "a.txt").write_bytes(body)
    assert main(["draft", str(tmp_path / "a.txt"), str(tmp_path / "new")]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_a_folder_that_exists_is_not_written_over(made, capsys):
    assert main(["draft", str(made.parent / "article.txt"), str(made)]) == 2
    assert "already there" in capsys.readouterr().err


def test_relations_are_proposed_before_there_is_a_file_of_them(tmp_path, capsys):
    rows = "id,as_printed,scale,unit\nnow,\"1,284\",1e6,yuan\nbefore,\"1,190\",1e6,yuan\ngrowth,7.9,0.01,ratio\n"
    (tmp_path / "claims.csv").write_text(rows, encoding="utf-8")
    assert main(["suggest", str(tmp_path)]) == 0
    assert "growth = now / before - 1" in capsys.readouterr().out
    assert main(["suggest", str(tmp_path), "--accept", "1"]) == 0
    assert main(["check", str(tmp_path)]) == 0


def test_rivals_stand_in_figures_as_the_proposal_does(made):
    line, *_ = proposals([*ecreport.load(made)._folder.claims.values()])
    line = dataclasses.replace(line, rivals=(line.fit.formula,))
    html = tick_page(ARTICLE, [line], made, "shop")
    assert f"Or instead: {markupsafe.escape(line.said)}</span>" in html


def test_an_accepted_proposal_is_marked_and_keeps_its_number(made, capsys):
    assert main(["suggest", str(made), "--accept", "1"]) == 0
    capsys.readouterr()
    assert main(["suggest", str(made)]) == 0
    assert re.match(r" +1  growth: .* \(accepted\)\n", capsys.readouterr().out)
