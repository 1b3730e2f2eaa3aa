"""Stores notebooks as one clean run left them: ``python -m ecreport.pages.store``."""

import os
import sys
from pathlib import Path
from typing import Any

from ecreport.pages.run import NotebookFailed, run_all

import nbformat  # isort: skip

METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def store(paths: list[Path]) -> list[Path]:
    """Run notebooks and write them back with their outputs and nothing else.

    Parameters
    ----------
    paths : list of Path
        The notebooks. If one fails, none is written.

    Returns
    -------
    list of Path
        Those whose file changed.
    """
    run = run_all(paths, print)
    return [path for path, notebook in run.items() if _write(path, bare(notebook))]


def bare(notebook: Any) -> Any:
    """Return the notebook without the metadata that a run or an editor adds."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        kept = {k: v for k, v in cell.metadata.items() if k == "tags"}
        cell.metadata = nbformat.from_dict(kept)
    notebook.nbformat, notebook.nbformat_minor = 4, max(5, notebook.nbformat_minor)
    _, clean = nbformat.validator.normalize(notebook, strip_invalid_metadata=True)
    return clean


def _write(path: Path, notebook: Any) -> bool:
    text = nbformat.writes(notebook) + "\n"
    if text == path.read_text(encoding="utf-8"):
        return False
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)
    return True


def main(arguments: list[str]) -> int:
    """Store the notebooks named, or all of ``notebooks/``."""
    paths = [Path(a) for a in arguments] or sorted(Path("notebooks").glob("*.ipynb"))
    try:
        changed = store(paths)
    except (NotebookFailed, KeyboardInterrupt, OSError) as stop:
        print(f"nothing stored. {str(stop) or 'interrupted'}", file=sys.stderr)
        return 1
    print(f"{len(paths)} notebooks run, {len(changed)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
