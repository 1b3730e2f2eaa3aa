"""Runs notebooks, each on a fresh kernel, two at a time."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from ecreport.pages import quick  # noqa: F401  (first: see there)

import nbformat  # isort: skip
from jupyter_client.manager import start_new_async_kernel  # isort: skip
from nbclient import NotebookClient  # isort: skip
from nbclient.exceptions import (  # isort: skip
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

AT_A_TIME = 2
SECONDS_A_CELL = 120
FAILURES = (CellExecutionError, CellTimeoutError, DeadKernelError)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class NotebookFailed(Exception):
    """A notebook did not run to its end; the message says where and why."""


def run_all(
    paths: Iterable[Path], say: Callable[[str], None] = lambda line: None
) -> dict[Path, Any]:
    """Run notebooks; the files are not touched.

    Parameters
    ----------
    paths : iterable of Path
        The notebooks, each run in its own folder.
    say : callable
        Given one line as each notebook finishes.

    Returns
    -------
    dict of Path to notebook
        In the order given, with fresh outputs.
    """
    results = asyncio.run(_run_all(list(paths), say))
    failures = [r for r in results.values() if isinstance(r, BaseException)]
    if failures:
        raise NotebookFailed("\n".join(dict.fromkeys(map(str, failures))))
    return results


async def _run_all(paths: list[Path], say: Callable[[str], None]) -> dict[Path, Any]:
    places = asyncio.Semaphore(AT_A_TIME)
    runs = (_in_turn(path, places, say) for path in paths)
    results = await asyncio.gather(*runs, return_exceptions=True)
    return dict(zip(paths, results, strict=True))


async def _in_turn(
    path: Path, places: asyncio.Semaphore, say: Callable[[str], None]
) -> Any:
    async with places:
        start = time.perf_counter()
        notebook = await _run(path)
        say(f"  ran {path}  {time.perf_counter() - start:.1f} s")
        return notebook


async def _run(path: Path) -> Any:
    notebook = _cleared(_read(path))
    kernel, channels = await start_new_async_kernel(
        kernel_name="python3", cwd=path.parent, stdout=DEVNULL, stderr=DEVNULL
    )
    client = NotebookClient(
        notebook, km=kernel, timeout=SECONDS_A_CELL, record_timing=False
    )
    client.kc = channels
    try:
        await _run_cells(path, notebook, client)
    finally:
        channels.stop_channels()
        await kernel.shutdown_kernel(now=True)
    return notebook


async def _run_cells(path: Path, notebook: Any, client: Any) -> None:
    number = 0
    for index, cell in enumerate(notebook.cells):
        number += cell.cell_type == "code"
        try:
            await client.async_execute_cell(cell, index)
        except FAILURES as error:
            where = f"{path}, code cell {number}"
            raise NotebookFailed(f"{where}: {_said(error)}") from None


def _read(path: Path) -> Any:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for one cause
        raise NotebookFailed(f"{path}: not a notebook ({error})") from None


def _cleared(notebook: Any) -> Any:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _said(error: Any) -> str:
    if isinstance(error, CellExecutionError):
        return ANSI.sub("", f"{error.ename}: {error.evalue}")
    return str(error).splitlines()[0]
