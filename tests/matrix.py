"""The same verdicts, tables and pages from every Python and every version allowed.

    make matrix                               every Python from 3.11 to 3.14 on the path
    make matrix ARGS="python3.12 /a/python"   these

For each Python once with the oldest versions that
pyproject.toml allows and once with the newest that can be had: what `said.py` writes
must be that of the locked environment, byte for byte, and the tests of verdicts pass.
Pictures are left out, since each version of matplotlib draws its own lines.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
RESOLUTIONS = {"oldest": "lowest-direct", "newest": "highest"}
TESTS = ("interval", "figure", "relation", "network", "folder", "table", "report")
UV = Path(".venv/bin/uv")
BUILD = Path("build/matrix")


def wanted():
    """What the package and its pages need, and what runs the tests."""
    made = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    needs = made["project"]["dependencies"]
    extras = made["project"]["optional-dependencies"]["notebooks"]
    tools = made["dependency-groups"]["test"]
    return [*needs, *extras, *(t for t in tools if t.startswith(("pytest>", "hypo")))]


def run(*command, **more):
    environment = {
        **os.environ,
        "PYTHONPATH": os.getcwd(),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        list(map(str, command)), env=environment, text=True, capture_output=True, **more
    )


def said(python, folder):
    """What the package says under one Python, file by file, but for pictures."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(python, "tests/said.py", folder).check_returncode()
    paths = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".svg"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def environment(version, resolution):
    """A fresh environment; None where this Python is not here."""
    folder = BUILD / "environment"
    shutil.rmtree(folder, ignore_errors=True)
    if run(
        UV, "venv", "-q", "--python", version, "--no-python-downloads", folder
    ).returncode:
        return None
    python = folder / "bin/python"
    install = [UV, "pip", "install", "-q", "--python", python, "--only-binary", ":all:"]
    done = run(*install, "--resolution", RESOLUTIONS[resolution], *wanted())
    if done.returncode:
        sys.exit(f"{version}, {resolution}: {done.stderr}")
    return python


def versions(python):
    code = "import sys, pandas, matplotlib, numpy, z3; print(sys.version.split()[0], *("
    code += "f'{m.__name__} {m.__version__}' for m in (pandas, numpy, matplotlib)))"
    return run(python, "-c", code).stdout.strip()


def verdict(python, folder, expected):
    """What is wrong with one environment, in a word."""
    found = said(python, folder)
    differ = [
        name for name in expected | found if expected.get(name) != found.get(name)
    ]
    if differ:
        return f"says something else: {', '.join(differ)}"
    tests = [next(Path("tests").rglob(f"test_{name}.py")) for name in TESTS]
    options = ["-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"]
    done = run(python, "-m", "pytest", *options, *tests)
    return "\n".join(done.stdout.splitlines()[-5:]) if done.returncode else ""


def main():
    expected = said(Path(sys.executable), BUILD / "said")
    wrong = 0
    for version in sys.argv[1:] or PYTHONS:
        for resolution in RESOLUTIONS:
            python = environment(version, resolution)
            if python is None:
                print(f"{version} is not here, passed over", flush=True)
                continue
            why = verdict(python, BUILD / "said", expected)
            wrong += bool(why)
            print(f"{resolution}: {versions(python)}: {why or 'the same'}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
