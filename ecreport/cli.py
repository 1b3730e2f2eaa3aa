"""The command line: check a folder, or start one."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import sys
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from .errors import InputError, printable
from .verdict.judge import CANNOT_HOLD, MARKS

MOST_SLIPS = 5  # explanations shown for one figure; the JSON has all
CLAIMS = """\
id,as_printed,scale,unit,label,note
sales,"1,284",1e6,yuan,Sales this year,scale 1e6 makes it 1284 million
sales_before,"1,190",1e6,yuan,Sales last year,a comma or a space may stand at each thousand
growth,7.9,0.01,ratio,Growth of sales,scale 0.01 for per cent; the step is 0.1 per cent
online,412,1e6,yuan,Online sales,one printed figure a line
online_share,32.1,0.01,ratio,Online share of sales,change a digit and check again
"""
RELATIONS = """\
id,formula,because
growth_of_sales,growth = sales / sales_before - 1,both years are full calendar years
share_online,online_share = online / sales,online sales are part of all sales
part_of_whole,online <= sales,a part is never more than its whole
"""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, 1 where something cannot hold, 2 for bad input."""
    warnings.showwarning = _warn  # type: ignore[assignment]
    options = _parser().parse_args(args)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no such sign
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except InputError as error:
        for message in error.messages:
            print(f"ecreport: {message}", file=sys.stderr)
    except OSError as error:
        _say(error)
    return 2


def _say(error: OSError) -> None:
    """One line on a file that cannot be read or written; none if nobody reads on."""
    if error.filename is None:  # the standard output: nothing more can go there
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if not isinstance(error, BrokenPipeError):
        where = printable(str(error.filename or "the output"))
        print(f"ecreport: {where}: {error.strerror}", file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, like every other error."""
        self.exit(2, f"ecreport: {printable(message)}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ecreport", description="Which numbers of a report can be true together?"
    )
    names = "check | draft | suggest | notebook | new"
    commands = parser.add_subparsers(required=True, metavar=names)
    check = commands.add_parser("check", help="check the figures in a folder")
    check.add_argument("folder", type=Path, help="with claims.csv and relations.csv")
    check.add_argument("--json", type=Path, metavar="FILE", help="write all of it here")
    check.add_argument("--html", type=Path, metavar="FILE", help="write a page of it")
    check.set_defaults(run=_check)
    notebook = commands.add_parser("notebook", help="write a notebook of a report")
    notebook.add_argument("folder", type=Path, help="with claims.csv and relations.csv")
    notebook.add_argument(
        "--force", action="store_true", help="replace one that exists"
    )
    notebook.set_defaults(run=_notebook)
    draft = commands.add_parser("draft", help="read an article into a new folder")
    draft.add_argument("article", type=Path, help="text, Markdown or HTML, in English")
    draft.add_argument("folder", type=Path, help="a folder that does not exist yet")
    draft.set_defaults(run=_draft)
    suggest = commands.add_parser("suggest", help="propose relations among the figures")
    suggest.add_argument("folder", type=Path, help="with claims.csv and relations.csv")
    suggest.add_argument(
        "--accept", metavar="1,4,7", help="move these proposals to relations.csv"
    )
    suggest.set_defaults(run=_suggest)
    new = commands.add_parser("new", help="write a small example to start from")
    new.add_argument("folder", type=Path, help="a folder that does not exist yet")
    new.set_defaults(run=_new)
    return parser


def _check(options: argparse.Namespace) -> int:
    from .report.record import record
    from .report.report import load

    with _progress("reading"):
        report = load(options.folder)
    with _progress("checking"):
        found = record(report)
    if options.json:
        _write(options.json, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    if options.html:
        from .page.page import page_of

        _write(options.html, page_of(report, options.folder.resolve().name))
    for line in _lines(found):
        print(printable(line))
    misfit = found["fit"]["verdict"] == "does not fit"
    refused = any(row["verdict"] == CANNOT_HOLD for row in found["relations"])
    return int(misfit or refused)


def _lines(found: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """What is printed: the verdicts, the fit, the suspects, what was not checked."""
    from .report.tables import LATE

    width = max((len(row["id"]) for row in found["relations"]), default=0)
    for row in found["relations"]:
        word = f"{MARKS[row['verdict']]} {row['verdict']:<14}"
        start = f"{word} {row['id']:<{min(width, 40)}}  "
        yield from _wrapped(start, row["sentence"])
    fit = found["fit"]
    yield ""
    yield f"All together: {fit['verdict']}: {fit['sentence']}"
    for names in fit["suspects"]:
        yield f"In doubt: {', '.join(names)}"
    for names in fit["conflicts"]:
        what = "Cannot all be true" if len(names) > 1 else "Cannot be true by itself"
        yield f"{what}: {', '.join(names)}"
    for row in found["figures"]:
        for slip in row["likely_slips"][:MOST_SLIPS]:
            yield f"Would explain {row['id']}: {slip}"
    tried, caught = (
        sum(row[key] for row in found["figures"])
        for key in ("slips_tried", "slips_caught")
    )
    if tried and fit["verdict"] != "does not fit":  # a misfit notices everything
        late = any(row["left_in_words"] == LATE for row in found["figures"])
        least = "at least " if late else ""
        yield f"Of {tried} single slips in these figures {least}{caught} would be noticed"
    yield f"Not checked: {len(found['not_checked'])} of {len(found['relations'])} relations"


def _wrapped(start: str, text: str) -> list[str]:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    indent = " " * 19
    return textwrap.wrap(
        printable(text), max(width, 60), initial_indent=start, subsequent_indent=indent
    ) or [start]


def _write(path: Path, text: str) -> None:
    """Write a file in one move, so that no half of it is ever seen.

    What is no plain file (/dev/stdout, a pipe) is written to, never replaced.
    """
    plain = path.is_file() or not path.exists()
    part = path.with_name(f".ecreport-{os.getpid()}") if plain else path
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        if plain:
            with contextlib.suppress(OSError):
                part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from None


def _notebook(options: argparse.Namespace) -> int:
    from .page.notebook import write_notebook

    with _progress("running the notebook"):
        path = write_notebook(options.folder, options.force)
    print(f"Wrote {path}; open it in JupyterLab and edit it")
    return 0


def _draft(options: argparse.Namespace) -> int:
    from .page.tick import PAGE, write_draft

    figures, first = write_draft(options.article, options.folder)
    print(f"Read {figures} figures into {options.folder}; {first} relations are proposed")
    print(f"Open {options.folder / PAGE}, or run: ecreport suggest {options.folder}")
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from .draft.folder import accept, numbers
    from .draft.patterns import listed, proposals
    from .report.report import load

    report = load(options.folder)
    lines = proposals([report[id] for id in report.claims.index])
    if options.accept is None:
        said = listed(lines)
    else:
        said = accept(options.folder, numbers(options.accept), lines)
        said = [f"Accepted: {text}" for text in said] or ["Nothing new to accept"]
    for text in said:
        print(printable(text))
    return 0


def _new(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if folder.exists():
        raise InputError(f'"{folder}" is already there; name a folder that is not')
    folder.mkdir(parents=True)
    _write(folder / "claims.csv", CLAIMS)
    _write(folder / "relations.csv", RELATIONS)
    print(f"Wrote {folder}/claims.csv and relations.csv; try: ecreport check {folder}")
    return 0


@contextlib.contextmanager
def _progress(doing: str) -> Iterator[None]:
    """Say what is being done while it lasts; say nothing where nobody watches."""
    shown = sys.stderr.isatty()
    if shown:
        print(f"{doing} ...", end="\r", file=sys.stderr, flush=True)
    yield
    if shown:
        print(" " * (len(doing) + 4), end="\r", file=sys.stderr, flush=True)


def _warn(message: Warning, *_: object) -> None:
    print(f"ecreport: {printable(str(message))}", file=sys.stderr)
