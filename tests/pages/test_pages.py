"""Notebooks run aside from their files, failures are named, pages are safe."""

import re
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from nbformat import v4
from samples import load

from ecreport.pages import anchors, outputs, site, slips
from ecreport.pages.__main__ import lines
from ecreport.pages.run import NotebookFailed, run_all, store

EVIL = "<script>alert(1)</script>"


def notebook(*sources):
    """Cells from sources: those that open with a # are prose, the others code."""
    cells = [
        v4.new_markdown_cell(s) if s.startswith("#") else v4.new_code_cell(s)
        for s in sources
    ]
    return v4.new_notebook(cells=cells)


@pytest.fixture
def file(tmp_path):
    def write(*sources, name="00-one.ipynb"):
        nbformat.write(notebook(*sources), tmp_path / name)
        return tmp_path / name

    return write


def words(**changed):
    row = {"label": "Users", "printed": "44.6 %", "because": "so"}
    row |= {"quoted": "faithful", "support": "adds up"}
    row |= changed
    return pd.DataFrame([row], index=pd.Index(["users"], name="id"))


def test_a_run_gives_fresh_outputs_and_leaves_the_file_alone(file):
    path = file("# T", "1 + 1")
    before = path.read_bytes()
    (run,) = run_all([path]).values()
    assert run.cells[1].outputs[0].data["text/plain"] == "2"
    assert path.read_bytes() == before


def test_every_notebook_that_fails_is_named_with_its_cell(file):
    paths = [file("# T", "1", "1 / 0"), file("import absent", name="01-two.ipynb")]
    with pytest.raises(NotebookFailed) as failure:
        run_all(paths)
    first, second = str(failure.value).splitlines()
    assert first.endswith(
        "00-one.ipynb, code cell 2: ZeroDivisionError: division by zero"
    )
    assert "01-two.ipynb, code cell 1: ModuleNotFoundError" in second


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "00.ipynb"
    path.write_text("{")
    with pytest.raises(NotebookFailed, match=r"00\.ipynb: not a notebook"):
        run_all([path])


def test_storing_twice_changes_nothing_and_keeps_no_timestamps(file):
    path = file("# T", "1 + 1")
    assert store([path]) == [path]
    assert store([path]) == []
    text = path.read_text(encoding="utf-8")
    assert '"execution_count": 1' in text
    assert "iopub" not in text


def test_nothing_is_stored_when_one_notebook_fails(file):
    paths = [file("1"), file("1 / 0", name="01-two.ipynb")]
    before = [path.read_bytes() for path in paths]
    with pytest.raises(NotebookFailed):
        store(paths)
    assert [path.read_bytes() for path in paths] == before


def test_nbval_fails_when_a_stored_output_is_altered(file):
    path = file("# T", "1 + 1")
    store([path])
    stored = path.read_text(encoding="utf-8")
    path.write_text(stored.replace('"2"', '"3"'), encoding="utf-8")
    options = ["-q", "--nbval", "--nbval-current-env"]
    command = [sys.executable, "-m", "pytest", *options, "-c", "/dev/null", str(path)]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True)
    assert done.returncode == 1
    assert "1 failed" in done.stdout


def test_a_claim_is_found_under_the_heading_before_the_cell_that_names_it():
    first = notebook("# Start", "report.users")
    second = notebook("# T", "1", "## Users", "report.users_share", "report.users")
    assert anchors.places([first, second], ["users"]) == {"users": (1, 2)}
    assert anchors.places([first], ["users", "other"]) == {"users": (0, 0)}


def test_an_explicit_anchor_wins():
    walk = notebook("# T", "report.users", '## Here <a id="claim-users"></a>')
    assert anchors.places([notebook("# S"), walk], ["users"]) == {"users": (1, 2)}


def test_the_pages_link_the_claim_and_fetch_nothing(tmp_path, file):
    path = file("# First", "1")
    site.write(tmp_path / "site", words(), {path: notebook("# *First* one", "users")})
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    page = (tmp_path / "site/00-one.html").read_text(encoding="utf-8")
    assert 'href="00-one.html#claim-users"' in index
    assert 'id="claim-users"' in page
    assert "<title>First one</title>" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//|@import|url\(', index + page)


@pytest.mark.parametrize("column", ["label", "printed", "quoted", "support", "because"])
def test_no_text_of_the_data_becomes_markup(tmp_path, file, column):
    path = file("# T")
    site.write(
        tmp_path / "site", words(**{column: EVIL}), {path: notebook("# T", "users")}
    )
    made = [p.read_text(encoding="utf-8") for p in (tmp_path / "site").iterdir()]
    assert not [text for text in made if EVIL in text]


def test_the_index_opens_with_what_the_tagged_notebooks_found(tmp_path, file):
    found = notebook("# Users fell\n\nBefore. **By half.** After.", "1")
    found.cells[0].metadata["tags"] = ["finding"]
    other = notebook("# Nothing\n\n**Dull.**", "2")
    paths = {file("# T"): found, file("# U", name="01-two.ipynb"): other}
    site.write(tmp_path / "site", words(), paths)
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "By half." in index
    assert "Dull." not in index


def test_short_code_reads_as_the_claim_and_long_code_and_set_up_fold(tmp_path, file):
    path = file("# T")
    cells = notebook("# T", "1\n2\n3", "1\n2\n3\n4", "import ecreport")
    for cell in cells.cells[1:3]:
        cell.outputs = [v4.new_output("execute_result", {"text/plain": "4"})]
    site.write(tmp_path / "site", words(), {path: cells})
    page = (tmp_path / "site/00-one.html").read_text(encoding="utf-8")
    assert page.count("<summary>Code") == 2


def test_an_address_in_a_table_is_linked_and_nothing_else():
    said = pd.DataFrame({"seen": ["https://example.org/a_b?c=1&d=2", "seen in a copy"]})
    shown = outputs.shown(v4.new_output("execute_result", {"text/html": said.to_html()}))
    assert '<a href="https://example.org/a_b?c=1&amp;d=2">example.org</a>' in shown
    assert shown.count("<a ") == 1


def test_every_wrong_digit_of_a_figure_stands_on_the_index_with_who_notices(tmp_path):
    claims = "id,as_printed,scale,unit\na,4.6,1,item\nb,4.6,1,item\n"
    report = load(tmp_path, claims=claims, relations="id,formula\nsame_thing,a = b\n")
    found = slips.slips(report, "a")
    assert len(found) == 2 * 9
    noticed = {slip.reads: slip.noticed for slip in found}
    assert noticed["4.9 items"] == [("same thing", "cannot hold")]
    assert noticed["4.7 items"] == [("same thing", "just can hold")]
    site.write(tmp_path / "site", words(), {}, changed=found)
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert index.count("data-reads=") == 2 * 9


def test_text_of_outputs_is_escaped_and_pictures_say_what_they_show():
    plain = v4.new_output("execute_result", {"text/plain": EVIL})
    assert EVIL not in outputs.shown(plain)
    data = {"image/png": "AAAA", "text/plain": 'Picture: "it" <rises>'}
    shown = outputs.shown(v4.new_output("display_data", data))
    assert 'alt="&#34;it&#34; &lt;rises&gt;"' in shown


def test_tables_get_scopes_and_a_box_to_scroll_in():
    table = pd.DataFrame({"a": [EVIL]}, index=["row"])._repr_html_()
    shown = outputs.shown(v4.new_output("execute_result", {"text/html": table}))
    assert '<th scope="col">a</th>' in shown
    assert '<th scope="row">row</th>' in shown
    assert 'class="scroll"' in shown
    assert EVIL not in shown
    assert "<style" not in shown


def header(frame):
    shown = outputs.shown(
        v4.new_output("execute_result", {"text/html": frame.to_html()})
    )
    return re.findall(
        r">([^<>]+)(?=<)", shown.partition("</thead>")[0].replace("<wbr>", "")
    )


def test_the_name_of_the_index_stands_beside_the_columns():
    frame = pd.DataFrame({"slips_tried": [1]}, index=pd.Index(["a_b"], name="id"))
    assert [text for text in header(frame) if text.strip()] == ["id", "slips_tried"]
    both = frame.rename_axis(columns="outcome")
    assert [text for text in header(both) if text.strip()] == ["id", "slips_tried"]
    levels = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples(["ab", "ac"]))
    assert [text for text in header(levels) if text.strip()] == ["a", "b", "c"]


def test_a_name_may_break_at_its_underscores_where_a_column_is_narrow():
    table = pd.DataFrame({"a": [1]}, index=["live_users"]).to_html()
    shown = outputs.shown(v4.new_output("execute_result", {"text/html": table}))
    assert "live_<wbr>users" in shown


def test_links_between_notebooks_lead_to_pages():
    shown = outputs.prose("[a](05-x.ipynb#b) [c](../data/README.md)")
    assert 'href="05-x.html#b"' in shown
    assert 'href="../../data/README.md"' in shown


def test_the_table_on_the_terminal_holds_no_escape():
    (line,) = lines(words(label="\x1b[31mred"))
    assert line == "  faithful  adds up  44.6 %  �[31mred"
