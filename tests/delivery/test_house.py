"""The house: imports point one way, and none comes back."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import ecreport

HOUSE = Path(ecreport.__file__).parent
FLOORS = (
    *("errors", "number", "formula", "verdict", "folder table", "network", "draft"),
    *("report", "plots", "page", "cli", "article", "pages"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}
TOP = {"__init__", "__main__"}  # the public face and the command: they may name all


def module(path):
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts)


MODULES = {module(path): path for path in sorted(HOUSE.rglob("*.py"))}


def imported(name):
    """The modules of the package that a module imports, inside functions too."""
    folder = name.split(".")[:-1]
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else []
            parts = [*above, *(node.module or "").split(".")]
            start = ".".join(part for part in parts if part).removeprefix("ecreport.")
            for alias in node.names:
                found = {start, f"{start}.{alias.name}", alias.name} & MODULES.keys()
                yield from found - {name}


def test_the_top_has_four_files():
    assert {path.stem for path in HOUSE.glob("*.py")} == TOP | {"cli", "errors"}


def test_every_chapter_has_its_floor():
    assert {name.split(".")[0] for name in MODULES} - TOP <= FLOOR.keys()


def test_imports_point_one_way():
    upward = [
        (name, other)
        for name in MODULES.keys() - TOP
        for other in imported(name)
        for here, there in [(name.split(".")[0], other.split(".")[0])]
        if here != there and there not in TOP and FLOOR[there] >= FLOOR[here]
    ]
    assert not upward


def test_no_import_comes_back():
    graph = {name: {*imported(name)} for name in MODULES.keys() - TOP}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
    assert any(graph.values())
