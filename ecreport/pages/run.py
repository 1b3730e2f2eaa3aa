"""Runs notebooks, each on a fresh kernel, two at a time."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ecreport.pages import quick  # noqa: F401  (first: see there)

import nbformat  # isort: skip
from nbclient import NotebookClient  # isort: skip
from nbclient.exceptions import (  # isort: skip
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

AT_A_TIME = 2
SECONDS_A_CELL = 120
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
    try:
        return asyncio.run(_run_all(list(paths), say))
    except* NotebookFailed as failures:
        raise failures.exceptions[0] from None


async def _run_all(paths: list[Path], say: Callable[[str], None]) -> dict[Path, Any]:
    places = asyncio.Semaphore(AT_A_TIME)
    async with asyncio.TaskGroup() as group:
        tasks = {p: group.create_task(_in_turn(p, places, say)) for p in paths}
    return {path: task.result() for path, task in tasks.items()}


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
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        return await client.async_execute()
    except CellExecutionError as error:
        raise NotebookFailed(f"{path}, {_place(notebook)}: {_said(error)}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailed(f"{path}, {_place(notebook)}: {error}") from None


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


def _place(notebook: Any) -> str:
    """Say which cell a run reached: the last that was given a number."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    ran = [n for n, cell in enumerate(code, 1) if cell.execution_count or cell.outputs]
    return f"code cell {max(ran, default=1)}"


def _said(error: Any) -> str:
    return ANSI.sub("", f"{error.ename}: {error.evalue}")
