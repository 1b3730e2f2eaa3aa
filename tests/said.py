"""Everything the package says of its data, into a folder: ``python tests/said.py FOLDER``.

``--all`` adds what takes a while: all figures asked together, and the notebooks run on
fresh kernels. Without it the pages are made from the notebooks as they are stored.
"""

import json
import locale
import sys
from pathlib import Path

import ecreport
from ecreport import article
from ecreport.pages.run import run_all
from ecreport.pages.site import write
from ecreport.report.record import record

import nbformat  # isort: skip

TABLES = ("claims", "references", "relations")
QUICK = ("check", "counts", "words")
JOINT = ("fit", "suspects", "conflicts", "ranges", "blind_spots")
REPORT = Path("tests/reports/retail_table")


def main(folder, every):
    """Write verdicts, tables, a picture and the pages."""
    locale.setlocale(locale.LC_ALL, "")
    report = ecreport.load()
    found = [*TABLES, *QUICK, *(JOINT if every else ())]
    tables = [getattr(report, name) for name in found]
    tables = [table() if callable(table) else table for table in tables]
    save(folder, "tables.txt", "\n".join(map(text, tables)))
    asked = {"report": ecreport.load(REPORT)} | ({"own": report} if every else {})
    for name, one in asked.items():
        save(folder, f"{name}.json", json.dumps(record(one), indent=1))
    save(folder, "picture.svg", article.path(report).svg())
    paths = sorted(Path("notebooks").glob("*.ipynb"))
    stored = {path: nbformat.read(path, as_version=4) for path in paths}
    write(folder / "site", report, run_all(paths) if every else stored)


def text(table):
    """The table as it is shown on a page and as it is saved."""
    if not hasattr(table, "to_csv"):
        return repr(table)
    return table.to_csv() + getattr(table, "to_html", table.to_string)()


def save(folder, name, said):
    (folder / name).write_text(said, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--all" in sys.argv)
