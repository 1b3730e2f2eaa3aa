"""How long the notebooks take, against as many bare kernels: ``make bench``."""

import sys
import tempfile
import time
from pathlib import Path

from ecreport.pages.run import run_all

import nbformat.v4 as v4  # isort: skip
import nbformat  # isort: skip


def seconds(paths):
    start = time.perf_counter()
    run_all(paths)
    return time.perf_counter() - start


def same_number(count, folder, source):
    """Write as many notebooks of one cell each."""
    paths = [Path(folder, f"{n}.ipynb") for n in range(count)]
    for path in paths:
        nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(source)]), path)
    return paths


def main():
    paths = sorted(Path("notebooks").glob("*.ipynb"))
    imports = "import pandas, matplotlib.pyplot"
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            ("bare kernels", seconds(same_number(len(paths), folder, "1"))),
            ("that import", seconds(same_number(len(paths), folder, imports))),
            ("the notebooks", seconds(paths)),
        ]
    for name, took in rows:
        print(f"{len(paths):3d} {name:14s} {took:6.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
