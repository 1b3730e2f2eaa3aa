"""Links lead somewhere; the workflow and the citation follow their schemas.

The examples of README.md run as doctests: see ``--doctest-glob`` in pyproject.toml.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check
from click.testing import CliRunner

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)|href=\"([^\"#]+)\"|src=\"([^\"#]+)\"")
SKIPPED = {".venv", "build", ".git", "node_modules"}


def documents():
    found = [*ROOT.rglob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
    return sorted(p for p in found if not SKIPPED & set(p.relative_to(ROOT).parts))


def prose(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    sources = [c["source"] for c in cells if c["cell_type"] == "markdown"]
    return "\n".join(s if isinstance(s, str) else "".join(s) for s in sources)


def links(path):
    found = ["".join(groups) for groups in LINK.findall(prose(path))]
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def follows_schema(schema, path):
    checked = CliRunner().invoke(check, ["--builtin-schema", schema, str(path)])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_into_the_project_leads_to_a_file(path):
    assert not [link for link in links(path) if not (path.parent / link).exists()]


def test_the_workflow_follows_the_schema_of_github():
    follows_schema("vendor.github-workflows", ROOT / ".github/workflows/ci.yml")


def test_the_workflow_runs_the_tests_on_every_push_and_once_a_month():
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    when = workflow[True]  # YAML 1.1 reads the key `on` as a truth value
    assert {"push", "schedule"} <= set(when)
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", when["schedule"][0]["cron"])
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert any(step.get("run") == ".ci/run" for step in steps)
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_citation_follows_its_schema_and_names_this_version():
    follows_schema("vendor.citation-file-format", ROOT / "CITATION.cff")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert citation["version"] == project["project"]["version"]


def test_the_changelog_opens_with_this_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert re.search(r"^## (\S+)", text, re.M)[1] == project["project"]["version"]


def test_the_licence_is_named_wherever_a_reader_looks():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["project"]["license"] == citation["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "(LICENSE)" in (ROOT / "README.md").read_text(encoding="utf-8")
