"""The command line: check folders, draft one from an article, or start one.

What takes long to import is imported where it is used, so that the command answers at
once and can be stopped at any moment.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .errors import InputError, printable

if TYPE_CHECKING:
    from .report.report import Report

    Found = tuple[Path, Report, dict[str, Any]]  # what was found of a folder

STATUSES = """\
exit status:
  0    nothing is wrong
  1    something cannot hold
  2    the input cannot be used
  3    nothing was checked
  130  stopped by Ctrl-C"""
SEVERAL = "\nOf several folders it is the worst of theirs, in the order 2, 1, 3, 0."
WORST = (2, 1, 3, 0)
PATIENCE = 2.0  # seconds before a check says on a terminal what it is doing
COLOURS = {"answer": "1", "wrong": "31", "open": "33"}
OUTPUT = ("-", "/dev/stdout")
EXAMPLE = Path(__file__).parent / "folder" / "example"


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status that its help lists."""
    with contextlib.ExitStack() as stack:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by whoever started this
                nowhere = stack.enter_context(open(os.devnull, "w", encoding="utf-8"))
                stack.callback(setattr, sys, name, None)
                setattr(sys, name, nowhere)
        stack.enter_context(warnings.catch_warnings())
        warnings.showwarning = lambda message, *_: _tell(str(message))
        return _guarded(args)


def _guarded(args: Sequence[str] | None) -> int:
    """The status of a run; every way to fail ends in a line and a status."""
    try:
        options = _parser().parse_args(args)
        if hasattr(sys.stdout, "reconfigure"):  # a terminal that knows no such sign
            sys.stdout.reconfigure(errors="replace")
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except InputError as error:
        _tell(*error.messages)
    except KeyboardInterrupt:
        _tell("stopped")
        return 130
    except OSError as error:
        if error.filename is None:  # the standard output: nothing more can go there
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):  # where nobody reads on
            _tell(f"{error.filename or 'the output'}: {error.strerror}")
    return 2


def _tell(*messages: str) -> None:
    """One line each on standard error, as far as there is one."""
    try:
        for message in messages:
            print(f"ecreport: {printable(message)}", file=sys.stderr, flush=True)
    except OSError:  # no room there: what is left must not fail at the very end
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, like every other error."""
        self.exit(2, f"ecreport: {printable(message)}; see {self.prog} --help\n")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Name and version, read only when asked for."""
        from importlib.metadata import version

        print(f"ecreport {version('ecreport')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ecreport",
        description="Which numbers of a report can be true together?",
        epilog=STATUSES + SEVERAL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="name and version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Any, said: str) -> argparse.ArgumentParser:
        layout: dict[str, Any] = {
            "epilog": STATUSES + SEVERAL * (run is _check),
            "formatter_class": parser.formatter_class,
        }
        name = run.__name__.strip("_")
        made = commands.add_parser(name, help=said, description=said, **layout)
        made.set_defaults(run=run)
        return made

    old, new = "with claims.csv and relations.csv", "a folder that does not exist yet"
    made = command(_check, "check the figures in folders")
    made.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help=old)
    made.add_argument("--json", metavar="FILE", help="write all of it; - for output")
    made.add_argument("--html", metavar="FILE", help="write a page of it; - for output")
    made.add_argument("--all", action="store_true", help="show what fits, however much")
    made.add_argument("--quiet", action="store_true", help="show what is wrong only")
    text = "text, Markdown or HTML, in English"
    made = command(_draft, "read an article into a new folder")
    made.add_argument("article", type=Path, metavar="ARTICLE", help=text)
    made.add_argument("folder", type=Path, metavar="FOLDER", help=new)
    made = command(_suggest, "propose relations among the figures")
    made.add_argument("folder", type=Path, metavar="FOLDER", help=old)
    made.add_argument("--accept", metavar="1,4,7", help="add these to relations.csv")
    made = command(_notebook, "write a notebook of a report")
    made.add_argument("folder", type=Path, metavar="FOLDER", help=old)
    made.add_argument("--force", action="store_true", help="replace one that exists")
    made = command(_new, "write a small example to start from")
    made.add_argument("folder", type=Path, metavar="FOLDER", help=new)
    return parser


def _check(options: argparse.Namespace) -> int:
    """Check each folder; what is asked for is written when all were read."""
    from .report.record import record
    from .report.report import load
    from .report.text import status

    _refuse_places(options)
    found: list[Found] = []
    for folder in options.folders:
        try:
            with _progress(f"checking {folder}"):
                report = load(folder)
                found.append((folder, report, record(report)))
        except InputError as error:
            _tell(*error.messages)
    refused = len(found) < len(options.folders)
    if not refused:
        _write_found(options, found)
    silent = options.json in OUTPUT or options.html in OUTPUT
    for folder, report, answers in [] if silent else found:
        if len(options.folders) > 1:
            print(f"{printable(str(folder))}:")
        _print(report, answers, options)
    statuses = [2] * refused + [status(answers) for *_, answers in found]
    return min(statuses, key=WORST.index)


def _refuse_places(options: argparse.Namespace) -> None:
    """Refuse to write over the input, twice to one place, or where nothing can go."""
    inputs = {
        (folder / f"{name}.csv").resolve()
        for folder in options.folders
        for name in ("claims", "references", "relations")
    }
    places = [place for place in (options.json, options.html) if place]
    outputs = [place for place in places if place in OUTPUT]
    for place in places:
        if place not in outputs and Path(place).resolve() in inputs:
            raise InputError(f'"{place}" is the input; name another file to write to')
    if len(outputs) > 1 or len({*places}) < len(places):
        raise InputError("--json and --html name one place; name two")
    if outputs and getattr(sys.stdout, "name", "") == os.devnull:  # see `main`
        raise InputError("the output is closed; name a file to write to")
    if options.html and len(options.folders) > 1:
        raise InputError("--html writes the page of one folder; name one")


def _write_found(options: argparse.Namespace, found: list[Found]) -> None:
    """The JSON and the page, as far as they were asked for."""
    if options.json:
        records = [{"folder": str(folder), **record} for folder, _, record in found]
        one = found[0][2] if len(found) == 1 else records
        _write(options.json, json.dumps(one, ensure_ascii=False, indent=1) + "\n")
    if options.html:
        from .page.page import page_of

        folder, report, _ = found[0]
        _write(options.html, page_of(report, folder.resolve().name))


def _print(report: Report, found: Any, options: argparse.Namespace) -> None:
    """The lines, in the colours of their kinds where a terminal wants colours."""
    from .report.text import lines, wrapped

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else 100
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    for kind, text in lines(found, report, full=options.all, quiet=options.quiet):
        colour = COLOURS.get(kind) if terminal and not plain else None
        for line in wrapped(text, width):
            print(f"\x1b[{colour}m{line}\x1b[0m" if colour else line)


def _write(place: str | Path, text: str) -> None:
    """Write a file in one move, so that no half of it is ever seen; - is the output.

    Behind a link its target is replaced. What is no plain file (a pipe) is written to,
    never replaced.
    """
    if place in OUTPUT:
        sys.stdout.write(text)
        return
    path = Path(place)
    target = path.resolve() if path.is_symlink() else path
    plain = target.is_file() or not target.exists()
    part = target.with_name(f".ecreport-{os.getpid()}") if plain else target
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        if plain:
            part.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        if plain:
            with contextlib.suppress(OSError):
                part.unlink()


def _notebook(options: argparse.Namespace) -> int:
    from .page.notebook import write_notebook

    with _progress("running the notebook"):
        path = write_notebook(options.folder, options.force)
    print(f"Wrote {path}; open it in JupyterLab and edit it")
    return 0


def _draft(options: argparse.Namespace) -> int:
    from .page.tick import PAGE, write_draft

    figures, first = write_draft(options.article, options.folder)
    print(
        f"Read {figures} figures into {options.folder}; {first} relations are proposed"
    )
    print(f"Open {options.folder / PAGE}, or run: ecreport suggest {options.folder}")
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from .draft.folder import accept, numbers
    from .draft.patterns import listed, proposals
    from .folder.folder import read_folder

    folder = read_folder(options.folder, bare=True)
    lines = proposals([*folder.claims.values()])
    if options.accept is None:
        said = listed(lines, [one.formula for one in folder.relations.values()])
        if lines:
            said += [f"Accept by number: ecreport suggest {options.folder} --accept 1"]
    else:
        said = accept(options.folder, numbers(options.accept), lines)
        said = [f"Accepted: {text}" for text in said] or ["Nothing new to accept"]
        said += [f"Check them: ecreport check {options.folder}"]
    for text in said:
        print(printable(text))
    return 0


def _new(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if folder.exists():
        raise InputError(f'"{folder}" is already there; name a folder that is not')
    folder.mkdir(parents=True)
    for file in sorted(EXAMPLE.glob("*.csv")):
        _write(folder / file.name, file.read_text(encoding="utf-8"))
    print(f"Wrote {folder}/claims.csv and relations.csv; try: ecreport check {folder}")
    return 0


@contextlib.contextmanager
def _progress(doing: str) -> Iterator[None]:
    """Say what is being done if it takes long; say nothing where nobody watches."""

    def say(text: str) -> None:
        print(text, end="\r", file=sys.stderr, flush=True)

    text = printable(f"{doing} ...")
    timer = threading.Timer(PATIENCE, say, [text])
    timer.daemon = True
    watched = sys.stderr.isatty()
    if watched:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if watched:
            say(" " * len(text))
