"""``make release``: build wheel and sdist, and try each in an empty environment.

Each is installed beside nothing but what it asks for; then the command checks its own
example, the packaged report is loaded, and a notebook runs on the wheel.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

UV = Path(".venv/bin/uv")
BUILD, DIST = Path("build/release").resolve(), Path("dist")
NOTEBOOK = Path("notebooks/00-a-printed-number-is-an-interval.ipynb")


def run(*command, cwd=None):
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, text=True, capture_output=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def version():
    """The version that pyproject.toml names; the changelog must open with it."""
    named = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"][
        "version"
    ]
    newest = re.search(r"^## (\S+)", Path("CHANGELOG.md").read_text("utf-8"), re.M)
    if newest is None or newest[1] != named:
        sys.exit(f"pyproject.toml says {named}, the changelog {newest and newest[1]}")
    return named


def tried(file):
    """An empty environment with one file installed: command, data, notebook."""
    folder = BUILD / file.name
    run(UV, "venv", "-q", "--python", sys.executable, folder / "venv")
    python = folder / "venv/bin/python"
    extra = f"{file.resolve()}[notebooks]"
    run(UV, "pip", "install", "-q", "--python", python, extra)
    command = folder / "venv/bin/ecreport"
    run(command, "new", "mine", cwd=folder)
    run(command, "check", "mine", cwd=folder)
    run(python, "-c", "import ecreport; assert len(ecreport.load().claims)", cwd=folder)
    shutil.copy(NOTEBOOK, folder)
    execute = ["--to", "notebook", "--execute", "--output", "run.ipynb"]
    run(python, "-m", "nbconvert", *execute, folder / NOTEBOOK.name, cwd=folder)
    return f"{file.name}: installed, checked its example, ran {NOTEBOOK.name}"


def main():
    named = version()
    for folder in (BUILD, DIST):
        shutil.rmtree(folder, ignore_errors=True)
    run(UV, "build", "-q", "--python", sys.executable, "--no-build-isolation")
    files = sorted(path for path in DIST.iterdir() if named in path.name)
    for file in files:
        print(tried(file), flush=True)
    return 0 if len(files) == 2 else f"expected wheel and sdist, found {files}"


if __name__ == "__main__":
    sys.exit(main())
