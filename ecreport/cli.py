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

STATUSES = """\
exit status:
  0    nothing is wrong
  1    something cannot hold
  2    the input cannot be used
  3    nothing was checked
  130  stopped by Ctrl-C
With several folders it is the worst of theirs, in the order 2, 1, 3, 0."""
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
        with warnings.catch_warnings():
            warnings.showwarning = _warn  # type: ignore[assignment]
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
        _unwritten(error)
    return 2


def _tell(*messages: str) -> None:
    """One line each on standard error, as far as there is one."""
    try:
        for message in messages:
            print(f"ecreport: {printable(message)}", file=sys.stderr, flush=True)
    except OSError:  # no room there: what is left must not fail at the very end
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _unwritten(error: OSError) -> None:
    """One line on a file that cannot be read or written; none if nobody reads on."""
    if error.filename is None:  # the standard output: nothing more can go there
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if not isinstance(error, BrokenPipeError):
        _tell(f"{error.filename or 'the output'}: {error.strerror}")


def _warn(message: Warning, *_: object) -> None:
    _tell(str(message))


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
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="name and version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, said: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=said,
            description=said,
            epilog=STATUSES,
            formatter_class=parser.formatter_class,
        )
        made.set_defaults(run=run)
        return made

    check = command("check", _check, "check the figures in folders")
    check.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    check.add_argument(
        "--json", metavar="FILE", help="write all of it here; - for output"
    )
    check.add_argument("--html", type=Path, metavar="FILE", help="write a page of it")
    check.add_argument("--all", action="store_true", help="show what fits, too")
    check.add_argument("--quiet", action="store_true", help="show what is wrong only")
    draft = command("draft", _draft, "read an article into a new folder")
    draft.add_argument("article", type=Path, help="text, Markdown or HTML, in English")
    draft.add_argument("folder", type=Path, help="a folder that does not exist yet")
    suggest = command("suggest", _suggest, "propose relations among the figures")
    suggest.add_argument("folder", type=Path, help="with claims.csv and relations.csv")
    suggest.add_argument(
        "--accept", metavar="1,4,7", help="move these to relations.csv"
    )
    notebook = command("notebook", _notebook, "write a notebook of a report")
    notebook.add_argument("folder", type=Path, help="with claims.csv and relations.csv")
    notebook.add_argument(
        "--force", action="store_true", help="replace one that exists"
    )
    new = command("new", _new, "write a small example to start from")
    new.add_argument("folder", type=Path, help="a folder that does not exist yet")
    return parser


def _check(options: argparse.Namespace) -> int:
    """Check each folder; what is asked for is written when all were read."""
    from .report.text import status

    _refuse_places(options)
    found, errors = [], False
    for folder in options.folders:
        try:
            found.append((folder, *_found(folder)))
        except InputError as error:
            errors = True
            _tell(*error.messages)
    if not errors:
        _write_found(options, found)
    for folder, report, record in [] if options.json in OUTPUT else found:
        if len(options.folders) > 1:
            print(f"{printable(str(folder))}:")
        _print(report, record, options)
    statuses = [2] * errors + [status(record) for *_, record in found]
    return min(statuses, key=WORST.index)


def _refuse_places(options: argparse.Namespace) -> None:
    """Refuse to write over the input, to no output, or one page for many folders."""
    inputs = {
        (folder / f"{name}.csv").resolve()
        for folder in options.folders
        for name in ("claims", "references", "relations")
    }
    for path in (options.json, options.html):
        if path and path not in OUTPUT and Path(path).resolve() in inputs:
            raise InputError(f'"{path}" is the input; name another file to write to')
    if options.json in OUTPUT and sys.__stdout__ is None:
        raise InputError("--json: the output is closed; name a file to write to")
    if options.html and len(options.folders) > 1:
        raise InputError("--html writes the page of one folder; name one")


def _found(folder: Path) -> tuple[Report, dict[str, Any]]:
    from .report.record import record
    from .report.report import load

    with _progress(f"checking {folder}"):
        report = load(folder)
        return report, record(report)


def _write_found(
    options: argparse.Namespace, found: list[tuple[Path, Report, dict[str, Any]]]
) -> None:
    """The JSON and the page, as far as they were asked for."""
    if options.json:
        records = [{"folder": str(folder), **record} for folder, _, record in found]
        one = found[0][2] if len(found) == 1 else records
        text = json.dumps(one, ensure_ascii=False, indent=1) + "\n"
        if options.json in OUTPUT:
            sys.stdout.write(text)
        else:
            _write(Path(options.json), text)
    if options.html:
        from .page.page import page_of

        folder, report, _ = found[0]
        _write(options.html, page_of(report, folder.resolve().name))


def _print(report: Report, record: Any, options: argparse.Namespace) -> None:
    from .report.text import lines, wrapped

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    for kind, text in lines(record, report, full=options.all, quiet=options.quiet):
        print("\n".join(_coloured(kind, line) for line in wrapped(text, width)))


def _coloured(kind: str, line: str) -> str:
    """A line in the colour of its kind, where there is a terminal that wants colours."""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if kind in COLOURS and wanted and os.environ.get("TERM") != "dumb":
        return f"\x1b[{COLOURS[kind]}m{line}\x1b[0m"
    return line


def _write(path: Path, text: str) -> None:
    """Write a file in one move, so that no half of it is ever seen.

    Behind a link its target is replaced. What is no plain file (a pipe) is written to,
    never replaced.
    """
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

    lines = proposals([*read_folder(options.folder, bare=True).claims.values()])
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
    for file in sorted(EXAMPLE.glob("*.csv")):
        _write(folder / file.name, file.read_text(encoding="utf-8"))
    print(f"Wrote {folder}/claims.csv and relations.csv; try: ecreport check {folder}")
    return 0


@contextlib.contextmanager
def _progress(doing: str) -> Iterator[None]:
    """Say what is being done if it takes long; say nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    text = printable(f"{doing} ...")
    timer = threading.Timer(PATIENCE, lambda: _line(text))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _line(" " * len(text))


def _line(text: str) -> None:
    print(text, end="\r", file=sys.stderr, flush=True)
