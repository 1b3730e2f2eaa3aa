"""A run that is cut off at any moment, or cannot write, leaves nothing half done."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import load

import ecreport
from ecreport.pages import __main__ as make
from ecreport.pages import run

from nbformat import v4, write  # isort: skip

ROOT = Path(__file__).parents[2]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """What the pages are made from: the package, a small report, one notebook."""
    (tmp_path / "data").mkdir()
    small = load(tmp_path / "data")
    monkeypatch.setattr(ecreport, "load", lambda: small)
    (tmp_path / "ecreport").symlink_to(ROOT / "ecreport")
    (tmp_path / "notebooks").mkdir()
    cells = [v4.new_markdown_cell("# T"), v4.new_code_cell("1 + 1")]
    write(v4.new_notebook(cells=cells), tmp_path / "notebooks" / "00-one.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_kernel(monkeypatch):
    """Notebooks as they are: only the writing counts."""
    monkeypatch.setattr(
        run, "run_all", lambda paths, say: {p: run._read(p) for p in paths}
    )


def files(folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def cut_off(work, moment):
    """Whether `work` was killed when it changed the disk for the n-th time.

    A file that is opened for writing is emptied first, as a kill soon after would
    leave it.
    """
    child = os.fork()
    if child == 0:
        left = [moment]

        def count(event, args):
            opened = event == "open" and (args[2] or 0) & WRITES
            if opened or event in CHANGES:
                left[0] -= 1
                if left[0] == 0:
                    if opened and not isinstance(args[0], int):
                        os.truncate(args[0], 0) if os.path.exists(args[0]) else None
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("old_pages", [False, True])
def test_pages_cut_off_at_any_write_are_whole_after_the_next_run(
    checkout, no_kernel, old_pages, capfd
):
    site = checkout / make.SITE
    assert make.main() == 0
    whole = files(site)
    moment = 1
    while True:
        shutil.rmtree(site)
        if old_pages:
            site.mkdir()
            (site / "old.html").write_text("old")
            (site / "made-from").write_text("something else")
        if not cut_off(make.main, moment):
            break
        assert make.main() == 0
        assert files(site) == whole
        moment += 1
    assert moment > len(whole)
    assert sorted(os.listdir(site.parent)) == ["site"]


def test_a_notebook_is_stored_whole_or_not_at_all(checkout, no_kernel, capfd):
    path = checkout / "notebooks" / "00-one.ipynb"
    before = path.read_bytes()
    moment = 1
    while cut_off(lambda: make.main(["store", str(path)]), moment):
        assert path.read_bytes() == before
        moment += 1
    assert moment > 2
    assert path.read_bytes() != before


def started(*args, **more):
    """The command that `make` runs, in a process group of its own."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "ecreport.pages", *args]
    return subprocess.Popen(command, env=environment, start_new_session=True, **more)


def test_a_run_that_is_killed_while_a_notebook_runs_does_not_hinder_the_next(checkout):
    """Killed for good, children and all, which no handler can soften."""
    cells = [v4.new_markdown_cell("# T"), v4.new_code_cell("import time\ntime.sleep(4)")]
    write(v4.new_notebook(cells=cells), checkout / "notebooks" / "00-one.ipynb")
    first = started(stdout=subprocess.PIPE)
    assert b"Running" in first.stdout.readline()
    time.sleep(0.7)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert not (checkout / make.SITE).exists()
    second = started(stdout=subprocess.DEVNULL)
    assert second.wait(120) == 0
    assert (checkout / make.SITE / "made-from").read_text()


def refused(**more):
    """The one line of a run that cannot write."""
    process = started(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    (line,) = said.splitlines()
    return line


def test_a_place_for_pages_that_is_taken_gives_one_line(checkout):
    (checkout / "build").write_text("mine")
    assert "build/site" in refused()
    assert (checkout / "build").read_text() == "mine"


def test_a_disk_without_room_gives_one_line_and_keeps_the_old_pages(checkout):
    old = checkout / make.SITE
    old.mkdir(parents=True)
    (old / "index.html").write_text("old")
    few = (4096, 4096)  # bytes of a file
    said = refused(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, few))
    assert said.startswith("no page written. ")
    assert files(old) == {"index.html": b"old"}
