"""Units of formulas: persons are never added to yuan, nor a share compared to a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..errors import InputError
from ..number.notation import POINTS
from ..number.wording import RATIOS
from .parse import Comparison, Node

PURE = RATIOS | POINTS.keys()  # points are differences of ratios
Unit = Counter[str] | None
"""How often each base unit is multiplied; None for a pure number, which fits any."""


def read_unit(text: str) -> Counter[str]:
    """Read a unit such as "yuan/person" into its parts.

    Examples
    --------
    >>> read_unit("yuan/person")
    Counter({'yuan': 1, 'person': -1})
    >>> read_unit("ratio"), read_unit("percentage points")
    (Counter(), Counter())
    """
    parts: Counter[str] = Counter()
    for place, side in enumerate(text.split("/")):
        for word in side.split("*"):
            if word.strip().lower() not in PURE:
                parts[word.strip()] += -1 if place else 1
    return Counter({word: power for word, power in parts.items() if power})


def write_unit(unit: Unit) -> str:
    """Write a unit as a reader would: "yuan/person", "a ratio"."""
    if not unit:
        return "ratio"
    above = [word for word in sorted(unit) for _ in range(unit[word])]
    below = [word for word in sorted(unit) for _ in range(-unit[word])]
    return "/".join(["*".join(above) or "1", *below])


def check_units(comparisons: Iterable[Comparison], units: Mapping[str, str]) -> None:
    """Refuse comparisons that mix units; a blank unit switches the check off.

    Raises
    ------
    InputError
        When two parts that are added or compared have different units.
    """
    comparisons = list(comparisons)
    if any(not units[name].strip() for c in comparisons for name in c.names()):
        return
    for comparison in comparisons:
        sides = (comparison.left, comparison.right)
        _same(list(sides), [_unit(side, units) for side in sides], "compares")


def unit_of(node: Node, units: Mapping[str, str]) -> str:
    """The unit of an expression, written out; blank where a figure has none."""
    if any(not units[name].strip() for name in node.names()):
        return ""
    return write_unit(_unit(node, units))


def _unit(node: Node, units: Mapping[str, str]) -> Unit:
    if node.op == "number":
        return None
    if node.op == "name":
        return read_unit(units[node.name])
    parts = [_unit(arg, units) for arg in node.args]
    if node.op not in ("*", "/", "^"):
        return _same(list(node.args), parts, "adds" if node.op == "+" else "compares")
    if not any(part is not None for part in parts):
        return None
    powers = {"*": [1] * len(parts), "/": [1, -1], "^": [int(node.number)]}[node.op]
    found: Counter[str] = Counter()
    for part, power in zip(parts, powers, strict=True):
        for word, times in (part or {}).items():
            found[word] += times * power
    return Counter({word: power for word, power in found.items() if power})


def _same(nodes: list[Node], units: list[Unit], verb: str) -> Unit:
    known = [(n, u) for n, u in zip(nodes, units, strict=True) if u is not None]
    if not known:
        return None
    first, common = known[0]
    for node, unit in known:
        if unit != common:
            raise InputError(
                f"{verb} {first} ({write_unit(common)}) and {node} "
                f"({write_unit(unit)}); give both the same unit, or leave a unit blank "
                "to switch the unit check off"
            )
    return common
