"""The same bytes in every run: hash seeds, time zones, locales, with and without a net.

Other versions of Python, pandas and matplotlib are tried by ``make matrix``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = Path("/usr/share/i18n/locales")
PLACES = {
    "plain": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    "german": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8"},
    "turkish": {
        "PYTHONHASHSEED": "2",
        "TZ": "America/St_Johns",
        "LC_ALL": "tr_TR.UTF-8",
    },
}
SAY = "import runpy; runpy.run_path('tests/said.py', run_name='__main__')"
NO_NET = """
import socket
def refused(*_):
    raise OSError("the network was asked for something")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
"""


@pytest.fixture(scope="session")
def locales(tmp_path_factory):
    """A folder with a German and a Turkish locale, made here."""
    folder = tmp_path_factory.mktemp("locales")
    if not shutil.which("localedef") or not (SOURCES / "tr_TR").exists():
        pytest.skip("no sources of locales here (Debian: apt-get install locales)")
    for name in ("de_DE", "tr_TR"):
        made = ["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"]
        subprocess.run(made, check=True, capture_output=True)
    return {"LOCPATH": str(folder)}


def files(folder):
    """Every file under a folder, with its bytes."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def said(folder, before="", **environment):
    """What the package says in a process of its own, file by file."""
    folder.mkdir()
    asked = [sys.executable, "-c", before + SAY, str(folder)]
    subprocess.run(asked, cwd=ROOT, check=True, env={**os.environ, **environment})
    return files(folder)


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain") / "said"
    return said(folder, NO_NET, **PLACES["plain"])


def test_verdicts_tables_pictures_and_pages_need_no_network(plain):
    names = set(plain)
    assert {"tables.txt", "report.json", "picture.svg", "site/index.html"} < names
    assert all(plain.values())


@pytest.mark.parametrize("place", ["german", "turkish"])
def test_another_seed_time_zone_and_locale_change_no_byte(
    place, plain, locales, tmp_path
):
    assert said(tmp_path / "said", **PLACES[place], **locales) == plain


def test_a_locale_with_a_decimal_comma_is_one(locales):
    """So that the test above compares what it says."""
    code = "import locale; locale.setlocale(locale.LC_ALL, ''); print(f'{1.5:n}')"
    asked = [sys.executable, "-c", code]
    shown = subprocess.run(
        asked,
        env={**os.environ, **PLACES["german"], **locales},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "1,5\n"
