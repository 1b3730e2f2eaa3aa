"""``make``: run every notebook, print the claims, write the pages.

``python -m ecreport.pages store [NOTEBOOK ...]`` runs notebooks and stores them.
"""

import hashlib
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ecreport

NOTEBOOKS = Path("notebooks")
SITE = Path("build/site")
MADE_FROM = ("ecreport/**/*", "data/*", "notebooks/*.ipynb", "requirements.lock")


def main(arguments: Sequence[str] = ()) -> int:
    """Build what is not up to date, or store notebooks, and say what was done."""
    return _stored(arguments[1:]) if "store" in arguments[:1] else _built()


def _stored(names: Sequence[str]) -> int:
    from ecreport.pages.run import NotebookFailed, store

    paths = [Path(name) for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))
    try:
        changed = store(paths)
    except (NotebookFailed, KeyboardInterrupt, OSError) as stop:
        print(f"nothing stored. {str(stop) or 'interrupted'}", file=sys.stderr)
        return 1
    print(f"{len(paths)} notebooks run, {len(changed)} changed")
    return 0


def _built() -> int:
    try:
        words = ecreport.load().words()
    except ecreport.InputError as error:
        print(f"nothing run. {plain(error)}", file=sys.stderr)
        return 1
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        print(f"no notebook in {NOTEBOOKS}/: run this where it is", file=sys.stderr)
        return 1
    now = state()
    if _last() == now:
        print(f"{len(paths)} notebooks: nothing changed since they were last run")
    elif not _build(words, paths, now):
        return 1
    print("\n".join(["", *lines(words), "", f"Pages: {SITE / 'index.html'}"]))
    return 0


def state() -> str:
    """Return a hash of all that the pages are made from."""
    made_from = hashlib.sha256(platform.python_version().encode())
    for path in sorted(p for pattern in MADE_FROM for p in Path().glob(pattern)):
        if path.is_file() and path.suffix != ".pyc":
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            made_from.update(f"{path.as_posix()} {content}\n".encode())
    return made_from.hexdigest()


def lines(words: Any) -> list[str]:
    """Return the table of claims for a terminal, one line for each claim."""
    table = words[["quoted", "support", "printed", "label"]].map(plain)
    wide = [int(table[name].str.len().max()) for name in table.columns[:3]]
    return [
        f"  {q:<{wide[0]}}  {s:<{wide[1]}}  {p:>{wide[2]}}  {text}"
        for q, s, p, text in table.values
    ]


def plain(text: object) -> str:
    """Return text that cannot steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in str(text))


def _last() -> str | None:
    made = SITE / "made-from"
    return made.read_text() if made.is_file() else None


def _build(words: Any, paths: list[Path], now: str) -> bool:
    from ecreport.pages.readme import checkable
    from ecreport.pages.run import NotebookFailed, run_all
    from ecreport.pages.site import write
    from ecreport.pages.slips import slips

    print(f"Running {len(paths)} notebooks, each on a fresh kernel ...", flush=True)
    try:
        run = run_all(paths, lambda line: print(line, flush=True))
        report = ecreport.load()
        write(SITE, words, run, checkable(report), slips(report))
        (SITE / "made-from").write_text(now)
    except (NotebookFailed, KeyboardInterrupt, OSError) as stop:
        why = "\n".join(map(plain, str(stop).splitlines())) or "interrupted"
        print(f"no page written. {why}", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    # In this process alone: jsonschema, which nbformat loads, spends over a second on
    # the grammar of rfc3987_syntax where JupyterLab has brought it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    sys.exit(main(sys.argv[1:]))
