"""How the tests run: the same examples every time, and none on data that changed."""

import hashlib
import json
import os
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

slow_machine = [HealthCheck.too_slow]
settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=slow_machine,
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=slow_machine
)
settings.register_profile(  # one failure is enough, however long
    "mutants",
    parent=settings.get_profile("quick"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS", "quick"))

DATA = Path(__file__).parents[1] / "data"
GUARD = "test_data_is_as_it_was_written_down"


def data_changed():
    """The tables of data/ whose hash is not the one in datapackage.json."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return [
        resource["path"]
        for resource in package["resources"]
        if resource["hash"]
        != "sha256:"
        + hashlib.sha256((DATA / resource["path"]).read_bytes()).hexdigest()
    ]


def pytest_collection_modifyitems(config, items):
    """Where data changed, one test alone says what to do: the rest would drown it."""
    guard = [item for item in items if item.name == GUARD]
    if guard and data_changed():
        config.hook.pytest_deselected(items=[i for i in items if i not in guard])
        items[:] = guard
    else:
        items.sort(key=lambda item: item.name != GUARD)
