"""JupyterLab on a folder of notebooks, and a reader's hands in a browser."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

FLAGS = (
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--ServerApp.disable_check_xsrf=True",
    "--ServerApp.password=",
    "--IdentityProvider.token=",
)
SETTINGS = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR", "LAB_SETTINGS_DIR")
RUN_ALL, RUN_BELOW = "runmenu:run-all", "notebook:run-all-below"
WHOLE = {"windowingMode": "none"}  # every cell is in the document, seen or not
TYPE = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{}"]'
COMPLAINTS = ", ".join(map(TYPE.format, ("error", "stderr")))
PROMPTS = ".jp-CodeCell .jp-InputPrompt"
BEGUN = f"() => document.querySelector({PROMPTS!r}).textContent.trim() != '[ ]:'"
DONE = f"""(above) => document.querySelector({COMPLAINTS!r}) ||
    [...document.querySelectorAll({PROMPTS!r})].map(p => +p.textContent.match(/\\d+/))
        .every((n, k, all) => n > 0 && (k < all.length - 1 || n > above))"""


class Lab:
    """A server of JupyterLab, of which one notebook at a time is open."""

    def __init__(self, notebooks, settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.log = settings / "log"
        self.process = self._start(notebooks, settings)
        self._until(self._answers, "JupyterLab does not answer")

    def _start(self, notebooks, settings):
        places = {f"JUPYTER_{name}": str(settings / name) for name in SETTINGS}
        places["JUPYTERLAB_SETTINGS_DIR"] = str(settings / "user")
        places["JUPYTERLAB_WORKSPACES_DIR"] = str(settings / "workspaces")
        write_settings(settings / "user" / "@jupyterlab" / "notebook-extension")
        port = self.address.rpartition(":")[2]
        command = [sys.executable, "-m", "jupyterlab", *FLAGS, f"--port={port}"]
        command.append(f"--ServerApp.root_dir={notebooks}")
        with self.log.open("w") as log:
            return subprocess.Popen(
                command, env=os.environ | places, stdout=log, stderr=subprocess.STDOUT
            )

    def open(self, page, name):
        """Show a notebook and wait until its kernel takes orders."""
        self.forget()
        page.goto(f"{self.address}/lab/tree/{name}?reset")
        page.wait_for_selector(".jp-CodeCell")
        self._until(self._listens, f"no kernel for {name}")
        page.wait_for_selector(".jp-StatusBar-TextItem:has-text('| Idle')")

    def forget(self):
        """Stop the kernels of notebooks that were open."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def ask(self, what, method="GET"):
        request = Request(f"{self.address}/api/{what}", method=method)
        with urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def _answers(self):
        assert self.process.poll() is None, self.log.read_text()
        with contextlib.suppress(URLError, ConnectionError, TimeoutError):
            return self.ask("status")

    def _listens(self):
        with contextlib.suppress(HTTPError):  # one may stop while the server lists them
            kernels = self.ask("kernels")
            return any(
                k["execution_state"] == "idle" and k["connections"] for k in kernels
            )

    def _until(self, condition, otherwise, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"{otherwise}\n{self.log.read_text()[-2000:]}")
            time.sleep(0.1)


def write_settings(folder):
    folder.mkdir(parents=True)
    (folder / "tracker.jupyterlab-settings").write_text(json.dumps(WHOLE))


def choose(page, command):
    """Pick an entry of the menu Run."""
    page.click('li.lm-MenuBar-item:has-text("Run")')
    page.click(f'li.lm-Menu-item[data-command="{command}"]')


def run_all(page):
    """Run all cells, asking twice when the first order was lost."""
    from playwright.sync_api import TimeoutError as Late

    choose(page, RUN_ALL)
    try:
        page.wait_for_function(BEGUN, timeout=10_000)
    except Late:
        choose(page, RUN_ALL)
    wait_until_run(page)


def wait_until_run(page, above=0):
    """Wait for an error, or a number on every cell, the last one beyond `above`."""
    page.wait_for_function(DONE, arg=above, timeout=90_000)


def numbers(page):
    """Return the number of each code cell, in the order of the page."""
    prompts = page.locator(PROMPTS).all_inner_texts()
    return [int(re.sub(r"\D", "", prompt) or 0) for prompt in prompts]


def complaints(page):
    """Return the text of errors and of whatever went to stderr."""
    return page.locator(COMPLAINTS).all_inner_texts()


def rewrite(page, cell, source):
    """Type another source into a cell."""
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(source)
