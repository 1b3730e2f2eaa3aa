"""Runs notebooks, each on a fresh kernel, two at a time, and stores what they show."""

import asyncio
import time
from base64 import b64decode
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import nbformat
from jupyter_client.manager import start_new_async_kernel
from matplotlib.pyplot import imread
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import ClearMetadataPreprocessor, ClearOutputPreprocessor

from ecreport.errors import InputError
from ecreport.page.notebook import METADATA

AT_A_TIME = 2
SECONDS_A_CELL = 120
FAILURES = (CellExecutionError, CellTimeoutError, DeadKernelError)
ONE_STEP = 1.001  # of 255, and a little for the float between
Say = Callable[[str], None]


class NotebookFailed(InputError):
    """A notebook did not run to its end; the message says where and why."""


def run_all(paths: Iterable[Path], say: Say = lambda line: None) -> dict[Path, Any]:
    """Run notebooks, each in its own folder; say which finished. No file is touched."""
    results = asyncio.run(_run_all(list(paths), say))
    failures = [r for r in results.values() if isinstance(r, BaseException)]
    if failures:
        raise NotebookFailed(*dict.fromkeys(map(str, failures)))
    return results


async def _run_all(paths: list[Path], say: Say) -> dict[Path, Any]:
    places = asyncio.Semaphore(AT_A_TIME)

    async def in_turn(path: Path) -> Any:
        async with places:
            start = time.perf_counter()
            notebook = await _run(path)
            say(f"  ran {path}  {time.perf_counter() - start:.1f} s")
            return notebook

    results = await asyncio.gather(*map(in_turn, paths), return_exceptions=True)
    return dict(zip(paths, results, strict=True))


async def _run(path: Path) -> Any:
    notebook, _ = ClearOutputPreprocessor().preprocess(_read(path), {})
    kernel, channels = await start_new_async_kernel(
        kernel_name="python3", cwd=path.parent, stdout=DEVNULL, stderr=DEVNULL
    )
    client = NotebookClient(
        notebook, km=kernel, timeout=SECONDS_A_CELL, record_timing=False
    )
    client.kc = channels
    try:
        for index, cell in enumerate(notebook.cells):
            await client.async_execute_cell(cell, index)
    except FAILURES as error:
        where = f"{path}, code cell {client.code_cells_executed}"
        raise NotebookFailed(f"{where}: {_said(error)}") from None
    finally:
        channels.stop_channels()
        await kernel.shutdown_kernel(now=True)
    return notebook


def _read(path: Path) -> Any:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for one cause
        raise NotebookFailed(f"{path}: not a notebook ({error})") from None


def _said(error: Any) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    return str(error).splitlines()[0]


def store(paths: list[Path]) -> list[Path]:
    """Run notebooks, write them back with their outputs alone; those that changed.

    If one fails, none is written.
    """
    run = run_all(paths, print)
    return [path for path, notebook in run.items() if _write(path, notebook)]


def _write(path: Path, notebook: Any) -> bool:
    _keep_old_pictures(notebook, _read(path))
    text = nbformat.writes(_bare(notebook)) + "\n"
    if text == path.read_text(encoding="utf-8"):
        return False
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
    return True


def _bare(notebook: Any) -> Any:
    """The notebook without the metadata that a run or an editor adds."""
    keep = ClearMetadataPreprocessor(preserve_cell_metadata_mask={"tags"})
    notebook, _ = keep.preprocess(notebook, {})
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, max(5, notebook.nbformat_minor)
    _, clean = nbformat.validator.normalize(notebook, strip_invalid_metadata=True)
    return clean


def _keep_old_pictures(notebook: Any, before: Any) -> None:
    """Keep each stored picture that this machine draws alike."""
    for new, old in zip(_pictures(notebook), _pictures(before), strict=False):
        if new["image/png"] != old["image/png"] and _look_alike(new, old):
            new["image/png"] = old["image/png"]


def _pictures(notebook: Any) -> list[Any]:
    outputs = (o for cell in notebook.cells for o in cell.get("outputs", []))
    found = (output.get("data", {}) for output in outputs)
    return [data for data in found if "image/png" in data]


def _look_alike(*data: Any) -> bool:
    """Whether no pixel of two pictures differs by more than a step of 255."""
    first, second = (imread(BytesIO(b64decode(d["image/png"]))) for d in data)
    alike = first.shape == second.shape
    return alike and bool((abs(first - second) * 255).max() <= ONE_STEP)
