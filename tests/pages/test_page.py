"""One report's own page and notebook: the answer first, nothing fetched, all escaped."""

import json
import re
import subprocess
import sys

import hygiene
import pytest
from samples import load, write

import ecreport
from ecreport.cli import main
from ecreport.page.notebook import write_notebook
from ecreport.page.page import page_of
from ecreport.report.record import record
from ecreport.report.text import answer

EVIL = "<script>alert(1)</script>"
WRONG = "id,as_printed,scale,unit\nmen,31,1,person\nall,64,1,person\nshare,84.4,0.01,ratio\n"
RELATION = "id,formula\nr,share = men / all\n"
ADDRESS = re.compile(r"""(?:src|href)=["'](?!data:|#)([^"']+)|@import|url\((?!%23)""")


def page(folder, **files):
    return page_of(load(folder, **files), "Mine")


def words(html):
    """The text of a page, tags and pictures aside."""
    return re.sub(
        r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.S)
    )


def test_the_answer_comes_first(tmp_path):
    html = page(tmp_path, claims=WRONG, relations=RELATION)
    report = ecreport.load(tmp_path)
    said = answer(record(report), report)
    assert "cannot hold" in said
    assert html.index("cannot hold") < html.index("<h2")
    assert words(html).index("in doubt") < words(html).index("What cannot hold")


def test_what_cannot_hold_is_drawn_and_told(tmp_path):
    html = page(tmp_path, claims=WRONG, relations=RELATION)
    assert html.count("<figure>") == 1
    assert re.search(r'<img src="data:image/svg\+xml,[^"]+" alt="[^"]+"', html)
    sentence = ecreport.load(tmp_path).verdict("r").sentence
    assert sentence in html.replace("&#39;", "'")


def test_a_report_that_fits_has_no_suspects_and_no_pictures(tmp_path):
    html = page(tmp_path, claims=WRONG.replace("84.4", "48.4"), relations=RELATION)
    assert "in doubt" not in html
    assert "<figure>" not in html
    assert "can hold" in words(html)


def test_a_page_fetches_nothing(tmp_path):
    assert not ADDRESS.search(page(tmp_path, claims=WRONG, relations=RELATION))


@pytest.mark.parametrize("column", ["label", "note"])
def test_no_text_of_a_folder_becomes_markup(tmp_path, column):
    rows = WRONG.replace("unit\n", f"unit,{column}\n").replace(
        "ratio\n", f"ratio,{EVIL}\n"
    )
    rows = rows.replace("person\n", "person,x\n")
    assert EVIL not in page(tmp_path, claims=rows, relations=RELATION)
    assert EVIL not in page_of(ecreport.load(tmp_path), EVIL)


def test_what_nothing_checks_is_named(tmp_path):
    rows = WRONG + "alone,7,1,person\n"
    html = page(tmp_path, claims=rows, relations=RELATION)
    assert "alone: 7 people" in words(html)
    relations = "id,formula,about\nr,men < all,alone\n"
    html = page(tmp_path, claims=rows, relations=relations)
    assert "alone: 7 people" not in words(html)
    assert "share: 84.4" in words(html)


def test_an_unknown_is_shown_with_what_the_others_leave_it(tmp_path):
    rows = WRONG.replace("84.4", "48.4") + "women,,1,person\n"
    html = page(tmp_path, claims=rows, relations=RELATION + "w,women = all - men\n")
    assert "What was not printed" in html
    left = ecreport.load(tmp_path).ranges().loc["women", "left_by_others"]
    assert left in html


SOURCED = "id,as_printed,scale,unit,subject,period_start,publisher,publication,published_on,url,link\n"
OTHERS = SOURCED + (
    "men_b,31,1,person,men,2022-06,Bureau,Yearbook,2022-12-01,https://example.org/a,yes\n"
    "all_b,64,1,person,all_people,2022-06,Gazette,Reprint,2023,https://example.org/b,no\n"
)
PRINTS = "id,formula,kind\nr,share = men / all,\nm,men = men_b,print\nb,share = men_b / all_b,\n"


def test_each_relation_shows_where_its_figures_were_read(tmp_path):
    html = page(tmp_path, claims=WRONG, relations=PRINTS, references=OTHERS)
    item = re.search(r'<li id="m">.*?</ul>', html, re.S)[0]
    assert "Bureau: 31 people for men, June 2022; read in Yearbook, 2022-12-01" in item
    assert '<a href="https://example.org/a">example.org</a>' in item
    both = re.search(r'<li id="b">.*?</ul>', html, re.S)[0]
    assert "Gazette: 64 people for all people, June 2022; read in Reprint, 2023" in both
    assert "seen in a copy" in both and "example.org/b" not in html
    refused = html.partition("What cannot hold</h2>")[2].partition("<h2")[0]
    assert "Yearbook" in refused and "seen in a copy" in refused
    assert 'class="sources"' not in re.search(r'<li id="r">.*?</li>', html, re.S)[0]


def test_a_page_names_figures_in_words_and_dates_those_that_are_alike(tmp_path):
    rows = OTHERS.replace("men_b", "gov_men_h1") + (
        "gov_men_h2,30,1,person,men,2022-12,Bureau,Yearbook,2022-12-01,,no\n"
    )
    relations = "id,formula\nr,share = gov_men_h1 / all\ns,gov_men_h1 = gov_men_h2\n"
    html = page(tmp_path, claims=WRONG, relations=relations, references=rows)
    assert "<h3>share = men ÷ all</h3>" in html
    assert "men, June 2022 = men, December 2022" in html
    assert "gov_men" not in re.sub(r'id="\w+"', "", html)


def test_a_page_tells_the_words_of_claims_that_others_bear_on(tmp_path):
    right = WRONG.replace("84.4", "48.4")
    html = page(tmp_path, claims=right, relations=PRINTS, references=OTHERS)
    told = words(html).partition("How each claim was quoted")[2]
    assert "corroborated" in told and "counted by Bureau" in told
    without = page(tmp_path, claims=WRONG, relations=RELATION, references=SOURCED)
    assert "How each claim was quoted" not in without


def test_fifty_figures_take_less_than_a_megabyte(tmp_path):
    rows = "".join(f"x{n},{n + 10},1,person\n" for n in range(25))
    rows += "".join(f"y{n},{n + 12},1,person\n" for n in range(25))
    html = page(
        tmp_path,
        claims="id,as_printed,scale,unit\n" + rows,
        relations="id,formula\n" + "".join(f"r{n},x{n} = y{n}\n" for n in range(25)),
    )
    assert len(html.encode()) < 1_000_000


def test_the_command_writes_the_page(tmp_path, capsys):
    folder = tmp_path / "f"
    folder.mkdir()
    write(folder, claims=WRONG, relations=RELATION)
    assert main(["check", str(folder), "--html", str(tmp_path / "page.html")]) == 1
    assert (tmp_path / "page.html").read_text("utf-8") == page_of(
        ecreport.load(folder), "f"
    )


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write(folder, claims=WRONG, relations=PRINTS, references=OTHERS)
    return write_notebook(folder)


def test_a_notebook_is_stored_from_a_clean_run(notebook):
    made = json.loads(notebook.read_text("utf-8"))
    rules = (hygiene.clean_run, hygiene.quiet_outputs, hygiene.minimal_metadata)
    rules += (
        hygiene.short_code,
        hygiene.plain_code,
        hygiene.opening,
        hygiene.one_set_up,
    )
    assert not [breach for rule in rules for breach in rule(made)]


def test_a_notebook_has_a_section_for_each_claim(notebook):
    made = json.loads(notebook.read_text("utf-8"))
    titles = [hygiene.text(c["source"]) for c in hygiene.markdown_cells(made)]
    assert {"## men", "## all", "## share"} <= set(titles)
    shown = "".join(
        t
        for c in hygiene.code_cells(made)
        for o in c["outputs"]
        for t in hygiene.texts_of(o)
    )
    assert "cannot hold" in shown
    assert "report.evidence('m')" in sources(made)
    assert '<a href="https://example.org/a"' in shown and "seen in a copy" in shown
    assert "report.evidence('r')" not in sources(made)


def sources(made):
    return [hygiene.text(cell["source"]) for cell in hygiene.code_cells(made)]


def test_a_notebook_passes_nbval(notebook):
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env"]
    done = subprocess.run(
        [*command, "-c", "/dev/null", str(notebook)],
        cwd=notebook.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_an_existing_notebook_is_replaced_only_when_forced(notebook):
    before = notebook.read_bytes()
    notebook.write_bytes(before + b"\n")
    with pytest.raises(ecreport.InputError, match="already there; use --force"):
        write_notebook(notebook.parent)
    assert notebook.read_bytes() == before + b"\n"
    write_notebook(notebook.parent, force=True)
    assert notebook.read_bytes() == before
