"""What is installed is what is named: with a reason, a bound, a version and a hash."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[2]
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(.*?)\n((?:    --hash.*\n)*)", re.M)


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def bounds(lines):
    found = map(Requirement, lines)
    return {r.name.lower(): r.specifier for r in found}


def conda():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def conda_bounds():
    lines = [line for line in conda()["dependencies"] if isinstance(line, str)]
    found = bounds(re.sub(r"(?<=\w)=(?=\d)", "==", line) for line in lines)
    return {CONDA_NAMES.get(name, name): found[name] for name in found}


def lock():
    """All locks: to read and run, to test, and what only `make mutants` or `bench` need."""
    paths = [ROOT / "requirements.lock", *(ROOT / "tests").rglob("*.lock")]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def direct():
    made = project()
    extras = made["project"]["optional-dependencies"].values()
    groups = made["dependency-groups"].values()
    lists = [made["project"]["dependencies"], *extras, *groups]
    return bounds([line for group in lists for line in group])


def test_conda_gets_the_same_packages_and_bounds():
    made = project()["project"]
    wanted = made["dependencies"] + made["optional-dependencies"]["notebooks"]
    found = conda_bounds()
    python, _pip = found.pop("python"), found.pop("pip")
    assert found == bounds(wanted)
    assert Version(str(python).strip("=.*")) in SpecifierSet(made["requires-python"])


def test_conda_installs_the_package_itself_so_that_notebooks_import_it_anywhere():
    assert {"pip": ["-e ."]} in conda()["dependencies"]
    assert conda()["channels"] == ["conda-forge", "nodefaults"]


def test_the_lock_has_every_direct_dependency_within_its_bounds():
    locked = [(m[1].lower(), m[2]) for m in LOCKED.finditer(lock())]
    names = {name for name, _ in locked}
    assert direct().keys() <= names
    for name, version in locked:
        if name in direct():
            assert direct()[name].contains(version), name


def test_everything_locked_has_a_hash():
    pinned = re.findall(r"^[A-Za-z0-9._-]+==", lock(), re.M)
    hashed = [m for m in LOCKED.finditer(lock()) if m[4]]
    assert len(pinned) == len(hashed) > 100


def test_the_lock_names_no_host_and_no_machine():
    assert "://" not in lock()
    assert not re.search(r"(?<!\w)/(?:home|root|work|tmp|opt|usr)/", lock())


def test_every_direct_dependency_is_justified_in_a_line():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(
        r'^    "([A-Za-z][\w-]*)(?:\[\w+\])?[><=][^"]*",(.*)$', text, re.M
    )
    assert {name.lower() for name, _ in lines} == direct().keys()
    assert not [name for name, comment in lines if not re.search(r"# \w+", comment)]


def test_the_build_system_is_in_the_lock_with_the_same_bounds():
    needs = bounds(project()["build-system"]["requires"])
    assert needs.items() <= direct().items()


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.skipif(
    Path(sys.prefix).resolve() != (ROOT / ".venv").resolve(),
    reason="not the environment that make builds from the lock",
)
def test_the_environment_that_runs_this_is_the_locked_one():
    locked = {(plain(m[1]), m[2]) for m in LOCKED.finditer(lock())}
    installed = importlib.metadata.distributions()
    found = {(plain(one.name), one.version) for one in installed}
    assert {one for one in found - locked if one[0] != "ecreport"} == set()


@pytest.mark.skipif(not shutil.which("uv", path=sys.prefix + "/bin"), reason="no uv")
def test_no_installed_package_misses_another_or_clashes_with_it():
    asked = [f"{sys.prefix}/bin/uv", "pip", "check", "--python", sys.executable]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_only_hashed_wheels_are_installed_so_that_no_set_up_code_runs():
    recipe = (ROOT / "Makefile").read_text("utf-8").split("\n.venv/ready:")[1]
    installs = re.findall(r"pip install (?:.*\\\n)*.*", recipe)
    own = [one for one in installs if "-e ." in one]
    others = [one for one in installs if one not in own]
    assert len(own) == 1 and "--no-deps --no-build-isolation" in own[0]
    assert len(others) == 3  # uv, what reading needs, the test tools
    assert all("--require-hashes" in one for one in others)
    assert all("--only-binary :all:" in one for one in others)


WITH_NBCONVERT = {"jinja2", "markupsafe", "nbclient", "nbformat", "jupyter-client"}
FETCHES_OR_RUNS = {
    *("socket", "ssl", "http", "ftplib", "smtplib", "xmlrpc", "urllib.request"),
    *("pickle", "marshal", "shelve", "ctypes", "runpy", "code", "webbrowser"),
}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "ecreport").rglob("*.py")), ids=lambda path: path.stem
)
def test_a_module_imports_what_is_declared_and_nothing_that_fetches_or_runs_code(path):
    tree = ast.parse(path.read_text("utf-8"))
    found = set(imported(tree))
    others = {name.split(".")[0] for name in found} - set(sys.stdlib_module_names)
    known = direct().keys() | WITH_NBCONVERT | {"ecreport", "z3"}
    assert {plain(name) for name in others} <= known
    for name in found:
        assert not {name, ".".join(name.split(".")[:-1])} & FETCHES_OR_RUNS
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {call.id for call in calls if isinstance(call, ast.Name)}
    assert not named & {"eval", "exec", "compile", "__import__", "input"}
