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
from ecreport.errors import printable

NOTEBOOKS = Path("notebooks")
SITE = Path("build/site")
MADE_FROM = (
    *("ecreport/**/*", "data/*", "notebooks/*.ipynb", "requirements.lock"),
    "LICENSE",
)


def main(arguments: Sequence[str] = ()) -> int:
    """Build what is not up to date, or store notebooks, and say what was done."""
    storing = "store" in arguments[:1]
    paths = [Path(name) for name in arguments[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        return _failed(f"no notebook in {NOTEBOOKS}/: run this where it is")
    try:
        return _store(paths) if storing else _build(paths)
    except (ecreport.InputError, KeyboardInterrupt, OSError) as stop:
        what = "nothing stored" if storing else "no page written"
        return _failed(f"{what}. {str(stop) or 'interrupted'}")


def _failed(why: str) -> int:
    print("\n".join(map(printable, why.splitlines())), file=sys.stderr)
    return 1


def _store(paths: list[Path]) -> int:
    from ecreport.pages.run import store

    print(f"{len(paths)} notebooks run, {len(store(paths))} changed")
    return 0


def _build(paths: list[Path]) -> int:
    report, now, made = ecreport.load(), state(), SITE / "made-from"
    words = report.words()
    if made.is_file() and made.read_text() == now:
        print(f"{len(paths)} notebooks: nothing changed since they were last run")
    else:
        from ecreport.pages.run import run_all
        from ecreport.pages.site import write

        print(f"Running {len(paths)} notebooks, each on a fresh kernel ...", flush=True)
        write(SITE, report, run_all(paths, lambda line: print(line, flush=True)))
        made.write_text(now)
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
    table = words[["quoted", "support", "printed", "label"]].map(printable)
    wide = [int(table[name].str.len().max()) for name in table.columns[:3]]
    return [
        f"  {q:<{wide[0]}}  {s:<{wide[1]}}  {p:>{wide[2]}}  {text}"
        for q, s, p, text in table.values
    ]


if __name__ == "__main__":
    # In this process alone: jsonschema, which nbformat loads, spends over a second on
    # the grammar of rfc3987_syntax where JupyterLab has brought it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    sys.exit(main(sys.argv[1:]))
