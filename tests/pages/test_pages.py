"""Notebooks run aside from their files, failures are named, pages are safe."""

import re
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from nbformat import v4
from samples import load

from ecreport.pages import exporter, site
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


CLAIMS = "id,label,as_printed,scale,unit\nusers,Users,4.6,1,item\nother,,4.6,1,item\n"
RELATIONS = "id,formula\nsame_thing,users = other\n"
READ = "id,as_printed,scale,unit,publisher,publication,published_on,url,link\n"


@pytest.fixture
def report(tmp_path):
    """Two claims that print the same, and what is read elsewhere."""
    folder = tmp_path / "report"
    folder.mkdir()

    def made(label="Users", references=""):
        claims = CLAIMS.replace("Users", label)
        files = {"claims": claims, "relations": RELATIONS, "references": READ + references}
        return load(folder, **files)

    return made


@pytest.fixture
def pages(tmp_path, report, file):
    """The site of a report and of notebooks, as texts by name."""

    def written(*notebooks, **changed):
        folder = tmp_path / "site"
        runs = {file("# T", name=f"0{n}-x.ipynb"): run for n, run in enumerate(notebooks)}
        site.write(folder, report(**changed), runs)
        return {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}

    return written


def shown(output, **places):
    """One output on a page."""
    cell = v4.new_code_cell("1", outputs=[output])
    resources = {"claims": [], "places": places}
    run = v4.new_notebook(cells=[cell])
    body, _ = exporter.page_exporter().from_notebook_node(run, resources)
    return body


def of_html(html):
    return v4.new_output("execute_result", {"text/html": html})


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


def place(*notebooks, claim="users"):
    return site.place([site.Page(str(n), run) for n, run in enumerate(notebooks)], claim)


def test_a_claim_is_found_under_the_heading_before_the_cell_that_names_it():
    first = notebook("# Start", "report.users")
    second = notebook("# T", "1", "## Users", "report.users_share", "report.users")
    assert place(first, second) == (1, 2)
    assert place(first) == (0, 0)
    assert place(first, claim="other") is None


def test_a_heading_whose_cell_is_tagged_wins():
    walk = notebook("# T", "1", "## A", "report.users", "## B", "2")
    walk.cells[4].metadata["tags"] = ["claim-users"]
    assert place(notebook("# S"), walk) == (1, 4)


def test_a_claim_stands_at_its_heading_though_a_cell_opens_with_other_text(pages):
    text = "# T", "1", "# Before\n\nEnd of it.\n\n## Users\n\nMore.", "report.users"
    page = pages(notebook("# S"), notebook(*text))["01-x.html"]
    assert page.index("End of it.") < page.index('id="claim-users"') < page.index(">Users<")


def test_cells_under_the_title_only_introduce():
    walk = notebook("# T", "report.users", "## Users", "report.users")
    assert place(notebook("# S"), walk) == (1, 2)
    assert place(notebook("# S"), notebook("# T", "report.users")) == (1, 0)


def test_the_pages_link_the_claim_and_fetch_nothing(pages):
    made = pages(notebook("# *First* one", "users"))
    assert 'href="00-x.html#claim-users"' in made["index.html"]
    assert 'id="claim-users"' in made["00-x.html"]
    assert "<title>First one</title>" in made["00-x.html"]
    fetched = r'(?:src|href)="(?:https?:)?//|@import|url\('
    assert not [name for name, text in made.items() if re.search(fetched, text)]


def test_every_page_describes_itself_and_names_no_host(pages):
    found = notebook("# Users fell\n\n**By \"half\".**", "1")
    picture = {"image/png": "AAAA", "text/plain": "Picture: it rises"}
    found.cells[1].outputs = [v4.new_output("display_data", picture)]
    for name, text in pages(found).items():
        head = text.partition("</head>")[0]
        said = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]+)"', head))
        assert said["description"] == said["og:description"] != ""
        assert said["og:title"] in head.partition("<title>")[2].partition("</title>")[0]
        assert said["og:image"] == "picture.png"
        assert "//" not in head, name
        if name.startswith("00"):
            assert said["description"] == "By &#34;half&#34;."


def test_data_notebooks_and_licence_lie_beside_the_pages(pages, tmp_path):
    index = pages(notebook("# T"))["index.html"]
    for name in ("data/claims.csv", "data/README.md", "LICENSE", "notebooks/00-x.ipynb"):
        assert f'href="{name}"' in index
        assert (tmp_path / "site" / name).is_file()


def test_a_figure_named_on_a_page_leads_to_where_it_was_read(pages):
    rows = (
        "n22,7,1,item,CNNIC,50th report,2022-08-31,https://example.org/a,yes\n"
        "n21,6,1,item,CNNIC,49th report,2022-02-25,https://example.org/b,no\n"
        "n20,5,1,item,CNNIC,50th report,2022-08-31,https://example.org/a,yes\n"
    )
    run = notebook("# T", "report.n22 / report.users")
    table = pd.DataFrame({"a": [1]}, index=pd.Index(["n21"], name="id")).to_html()
    run.cells[1].outputs = [of_html(table)]
    made = pages(run, references=rows)
    for href in ("sources.html#n22", "sources.html#n21", "index.html#users"):
        assert f'href="{href}"' in made["00-x.html"]
    listed = re.sub(r"<[^>]*>|\s+", " ", made["sources.html"].partition("<h2")[2])
    assert re.findall(r"\d\dth report", listed) == ["49th report", "50th report"]
    assert "49th report, 2022-02-25 (seen in a copy)" in listed
    assert '<a href="https://example.org/a">example.org</a>' in made["sources.html"]
    assert "example.org/b" not in made["sources.html"]
    for id in ("n22", "n21", "n20"):
        assert made["sources.html"].count(f'id="{id}"') == 1


def test_no_text_of_the_data_becomes_markup(pages):
    rows = f"n22,7,1,item,{EVIL},{EVIL},{EVIL},https://example.org/{EVIL},yes\n"
    made = pages(notebook("# T", "users"), label=EVIL, references=rows)
    assert not [name for name, text in made.items() if EVIL in text]
    assert sum(text.count("&lt;script&gt;") for text in made.values()) > 4


def test_the_index_opens_with_what_the_tagged_notebooks_found(pages):
    found = notebook("# Users fell\n\nBefore. **By half.** After.", "1")
    found.cells[0].metadata["tags"] = ["finding"]
    index = pages(found, notebook("# Nothing\n\n**Dull.**", "2"))["index.html"]
    assert "By half." in index
    assert "Dull." not in index


def test_short_code_reads_as_the_claim_and_long_code_and_set_up_fold(pages):
    cells = notebook("# T", "1\n2\n3", "1\n2\n3\n4", "import ecreport")
    for cell in cells.cells[1:3]:
        cell.outputs = [v4.new_output("execute_result", {"text/plain": "4"})]
    assert pages(cells)["00-x.html"].count("<summary>Code") == 2


def test_an_address_in_a_table_is_linked_and_nothing_else():
    said = pd.DataFrame({"seen": ["https://example.org/a_b?c=1&d=2", "seen in a copy"]})
    made = shown(of_html(said.to_html()))
    link = '<a href="https://example.org/a_b?c=1&amp;d=2" title="example.org">link</a>'
    assert link in made
    assert made.count("<a ") == 1


def test_every_wrong_digit_of_a_figure_stands_on_the_index_with_who_notices(
    pages, report, monkeypatch
):
    monkeypatch.setattr(site, "SLIPPED", "users")
    index = pages(notebook("# T"))["index.html"]
    assert index.count("data-reads=") == 2 * 9
    noticed = dict(re.findall(r'data-reads="([^"]+)">[^<]+<ul>\s*<li>(.+?)</li>', index))
    assert noticed["4.9 items"] == "4.9 = 4.6: cannot hold"
    assert noticed["4.7 items"] == "4.7 = 4.6: just can hold"


def test_text_of_outputs_is_escaped_and_pictures_say_what_they_show():
    plain = v4.new_output("execute_result", {"text/plain": EVIL})
    assert EVIL not in shown(plain)
    assert EVIL not in shown(v4.new_output("stream", text=EVIL))
    data = {"image/png": "AAAA", "text/plain": 'Picture: "it" <rises>'}
    made = shown(v4.new_output("display_data", data))
    assert 'alt="&#34;it&#34; &lt;rises&gt;"' in made


def test_tables_get_scopes_and_a_box_to_scroll_in():
    table = pd.DataFrame({"a": [EVIL]}, index=["row"])._repr_html_()
    made = shown(of_html(table))
    assert '<th scope="col">a</th>' in made
    assert '<th scope="row">row</th>' in made
    assert 'class="scroll"' in made
    assert EVIL not in made
    assert "<style" not in made


def header(frame):
    head = shown(of_html(frame.to_html())).partition("</thead>")[0]
    return re.findall(r">([^<>]+)(?=<)", head.partition("<thead>")[2].replace("<wbr>", ""))


def test_the_name_of_the_index_stands_beside_the_columns():
    frame = pd.DataFrame({"slips_tried": [1]}, index=pd.Index(["a_b"], name="id"))
    assert [text for text in header(frame) if text.strip()] == ["id", "slips_tried"]
    both = frame.rename_axis(columns="outcome")
    assert [text for text in header(both) if text.strip()] == ["id", "slips_tried"]
    levels = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples(["ab", "ac"]))
    assert [text for text in header(levels) if text.strip()] == ["a", "b", "c"]


def test_a_name_may_break_at_its_underscores_where_a_column_is_narrow():
    table = pd.DataFrame({"a": [1]}, index=["live_users"]).to_html()
    assert "live_<wbr>users" in shown(of_html(table))
    assert '<a href="x#y">live_<wbr>users</a>' in shown(of_html(table), live_users="x#y")


def test_no_line_breaks_before_per_cent():
    assert "44.6&nbsp;%" in exporter.prose("It prints 44.6 %.")


def test_links_between_notebooks_lead_to_pages():
    made = exporter.prose("[a](05-x.ipynb#b) [c](../data/README.md)")
    assert 'href="05-x.html#b"' in made
    assert 'href="data/README.md"' in made


def test_the_table_on_the_terminal_holds_no_escape():
    row = {"quoted": ["faithful"], "support": ["adds up"], "printed": ["44.6 %"]}
    (line,) = lines(pd.DataFrame({**row, "label": ["\x1b[31mred"]}))
    assert line == "  faithful  adds up  44.6 %  \ufffd[31mred"
