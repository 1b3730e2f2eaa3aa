"""A reader with a browser: the site from disk, on paper, and JupyterLab."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import lab
import nbformat
import pytest

import ecreport
from ecreport.page.page import page_of
from ecreport.page.tick import write_draft
from ecreport.pages import site as pages

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STEMS = [path.stem for path in NOTEBOOKS]
PAGES = ["index", "sources", *STEMS]
PICTURES = ROOT / "build" / "screenshots"
MODULES = ROOT / "build" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VALIDATOR = MODULES / "html-validate" / "bin" / "html-validate.mjs"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
SLOW = 60_000
PAPER = 673  # CSS pixels between the margins of A4

WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll('*')].filter(e => !e.parentElement.closest(
        '.scroll, pre') && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 80)).concat('wider than the window')"""
CUT = """() => [...document.querySelectorAll('.scroll, pre')].filter(
    e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 80))"""
IDS = "() => [...document.querySelectorAll('[id]')].map(e => e.id)"
LINKS = "() => [...document.querySelectorAll('a[href]')].map(e => e.href)"
ALTS = "() => [...document.images].map(e => e.complete && e.naturalWidth && e.alt)"
SERIOUS = """async () => (await axe.run()).violations
    .filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.html).join('; '))"""


@pytest.fixture(scope="module")
def browser():
    reason = "no playwright here: browser tests are skipped"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if not chromium:
        pytest.skip("no Chromium here: browser tests are skipped")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield made.new_context()
        made.close()


@pytest.fixture
def page(browser):
    """An empty page that notes what it asks for and what it complains about."""
    made = browser.new_page()
    made.set_default_timeout(SLOW)
    made.asked, made.said = [], []
    made.on("request", lambda request: made.asked.append(request.url))
    made.on("pageerror", lambda error: made.said.append(str(error)))
    made.on(
        "console", lambda line: line.type == "error" and made.said.append(line.text)
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site as `make` writes it, from the outputs that the notebooks store."""
    folder = tmp_path_factory.mktemp("root") / "build" / "site"
    stored = {path: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
    pages.write(folder, ecreport.load(), stored)
    return folder


def show(page, site, name, width=1280, scheme="light"):
    page.emulate_media(color_scheme=scheme, media="screen")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / f"{name}.html").as_uri())


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def leads_nowhere(link, site, ids):
    """Say whether a link of the site has no page, file or anchor at its end."""
    address, anchor = urldefrag(link)
    target = Path(unquote(urlparse(address).path))
    if target.parent == site:
        return (
            anchor not in ids.get(target.stem, ()) if anchor else not target.is_file()
        )
    return not (target.is_relative_to(site) and target.is_file())


def test_the_index_has_every_claim_and_a_way_to_it(page, site):
    show(page, site, "index")
    rows = page.locator("table.claims tbody tr")
    assert rows.count() == len(ecreport.load().claims)
    links = rows.locator("th a").evaluate_all("all => all.map(a => a.hash)")
    assert links == [f"#claim-{claim}" for claim in ecreport.load().claims.index]
    assert all(rows.locator(".word").all_inner_texts())


def test_every_link_of_the_site_leads_somewhere(page, site):
    links, ids = {}, {}
    for name in PAGES:
        show(page, site, name)
        links[name], ids[name] = page.evaluate(LINKS), page.evaluate(IDS)
    dead = [
        (name, link)
        for name, found in links.items()
        for link in found
        if link.startswith("file:") and leads_nowhere(link, site, ids)
    ]
    assert not dead


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_window_and_stays_on_the_disk(page, site, name):
    show(page, site, name)
    alts = page.evaluate(ALTS)
    assert all(isinstance(alt, str) and len(alt) > 15 for alt in alts), alts
    for width in (360, 700, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(WIDER) == []
            if width != 700:
                picture(page, f"{name[:5]}-{width}-{scheme}")
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.said == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_paper(page, site, name):
    show(page, site, name, width=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(WIDER) == []
    assert page.evaluate(CUT) == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    made = page.pdf(path=PICTURES / f"{name[:5]}.pdf", prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", made))
    assert made.startswith(b"%PDF")
    assert 2 <= sheets <= 30


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(page, site, name):
    if not AXE.is_file():
        pytest.skip("no axe-core here: .ci/browser fetches it where there is npm")
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
        show(page, site, name, width, scheme)
        page.add_script_tag(path=AXE)
        assert page.evaluate(SERIOUS) == []


def validated(folder):
    """What a validator of HTML, offline, says of all pages of a folder."""
    rules = folder.parent / ".htmlvalidate.json"
    rules.write_text('{"root": true, "extends": ["html-validate:standard"]}')
    command = ["node", VALIDATOR, "--config", rules, *sorted(folder.glob("*.html"))]
    return subprocess.run(command, capture_output=True, text=True)


def test_every_page_is_valid_html(site, tmp_path):
    if not VALIDATOR.is_file():
        pytest.skip("no html-validate here: .ci/browser fetches it where there is npm")
    assert validated(site).stdout == ""
    (tmp_path / "site").mkdir()
    text = (site / "index.html").read_text("utf-8")
    (tmp_path / "site/bad.html").write_text(text.replace("</main>", ""), "utf-8")
    assert "close-order" in validated(tmp_path / "site").stdout


@pytest.fixture(scope="module")
def laboratory(browser, tmp_path_factory):
    """JupyterLab on a copy of the notebooks, without their outputs."""
    copy = tmp_path_factory.mktemp("notebooks")
    for path in NOTEBOOKS:
        nbformat.write(emptied(path), copy / path.name)
    started = lab.Lab(copy, tmp_path_factory.mktemp("settings"))
    yield started
    started.stop()


def emptied(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@pytest.mark.parametrize("name", STEMS)
def test_a_notebook_runs_in_jupyterlab(page, laboratory, name):
    laboratory.open(page, f"{name}.ipynb")
    lab.run_all(page)
    assert lab.complaints(page) == []
    assert lab.numbers(page) == [*range(1, len(lab.numbers(page)) + 1)]
    picture(page, f"{name[:5]}-lab")
    assert page.said == []


def test_a_changed_digit_changes_the_verdict(page, laboratory):
    laboratory.open(page, f"{STEMS[0]}.ipynb")
    lab.run_all(page)
    cells = len(lab.numbers(page))
    source = 'report.replace(live_users_share="{}").verdict("live_users_share_of_all")'
    cell = page.locator(".jp-CodeCell", has_text=source.format("46.4"))
    assert "cannot hold" in cell.locator(".jp-OutputArea").inner_text()
    lab.rewrite(page, cell, source.format("44.6"))
    lab.choose(page, lab.RUN_BELOW)
    lab.wait_until_run(page, above=cells)
    changed = page.locator(".jp-CodeCell", has_text=source.format("44.6"))
    assert "can hold: computed" in changed.locator(".jp-OutputArea").inner_text()
    assert lab.complaints(page) == []


@pytest.fixture
def ticks(tmp_path):
    """A folder that holds the page to tick from, made of a short article."""
    text = (
        "In 2023 sales rose 14.1% to EUR 68.6 million (2022: EUR 60.1 million).\n\n"
        "Costs were EUR 61.1 million, a remarkably long sentence that has to wrap.\n\n"
        "Profit was EUR 7.5 million; more than half of it came from $3.5 million of fees.\n"
    )
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    write_draft(tmp_path / "article.txt", tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A folder that holds the page of a report with suspects, sources and claims."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.html").write_text(page_of(ecreport.load()), encoding="utf-8")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["draft", "own"])
def test_a_page_of_ones_own_fits_and_has_no_serious_fault(
    page, ticks, own, name, scheme
):
    for width in (360, 700, 1280):
        show(page, own if name == "own" else ticks, name, width, scheme)
        page.locator("details").evaluate_all("all => all.map(one => one.open = true)")
        assert page.evaluate(WIDER) == []
        if AXE.is_file():
            page.add_script_tag(path=AXE)
            assert page.evaluate(SERIOUS) == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


def test_ticks_compose_the_line_and_the_file(page, ticks):
    show(page, ticks, "draft")
    boxes = page.locator(".ticks input")
    boxes.nth(0).check()
    page.locator("details summary").click()
    boxes.nth(1).check()
    assert page.locator("#line").inner_text().endswith("--accept 1,2")
    with page.expect_download() as got:
        page.locator("#save").click()
    saved = Path(got.value.path()).read_text(encoding="utf-8")
    assert got.value.suggested_filename == "relations.csv"
    assert saved.startswith("id,formula,because\n") and saved.count("\n") == 3
