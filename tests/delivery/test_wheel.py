"""The package works installed from its wheel, data and page templates included."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import ecreport

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "version"
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the wheel's contents, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(installed, code):
    start = f"import sys; sys.path.insert(0, {str(installed)!r}); "
    command = [sys.executable, "-I", "-c", start + code]
    done = subprocess.run(command, cwd=installed, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_data_and_the_templates(installed):
    for name in ("claims.csv", "references.csv", "relations.csv"):
        checkout = (ROOT / "data" / name).read_bytes()
        assert (installed / "ecreport" / "data" / name).read_bytes() == checkout
    assert (installed / "ecreport/pages/templates/page.html").is_file()
    assert (installed / "ecreport/py.typed").is_file()
    assert (installed / "ecreport/folder/example/claims.csv").is_file()
    assert {path.name for path in installed.iterdir() if path.is_dir()} == {
        "ecreport",
        f"ecreport-{VERSION}.dist-info",
    }


def test_the_report_loads_from_the_wheel_alone(installed):
    code = "import ecreport; print(ecreport.__file__, len(ecreport.load().claims))"
    place, claims = run(installed, code).rsplit(" ", 1)
    assert Path(place).is_relative_to(installed)
    assert int(claims) == len(ecreport.load().claims)
