"""pyproject.toml, environment.yml and requirements.lock name the same packages."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
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
    found = bounds(lines)
    return {CONDA_NAMES.get(name, name): found[name] for name in found}


def lock():
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


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
    assert str(python) == made["requires-python"]


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
