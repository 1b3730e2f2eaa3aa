"""Where in the notebooks each claim is walked through."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A cell of a notebook: the notebook's number in reading order, the cell's."""

    notebook: int
    cell: int


def places(notebooks: Sequence[Any], claims: Iterable[str]) -> dict[str, Place]:
    """Find the place of each claim.

    A claim is walked through where a markdown cell says ``<a id="claim-..."></a>``;
    without that, under the heading before the first code cell that names it. The
    first notebook only introduces: it counts when no later one names the claim.

    Parameters
    ----------
    notebooks : sequence of notebook
        In reading order.
    claims : iterable of str
        The ids to look for.

    Returns
    -------
    dict of str to Place
        Without the claims that no notebook names.
    """
    order = [*range(1, len(notebooks)), 0] if notebooks else []
    found = {claim: _place(notebooks, order, claim) for claim in claims}
    return {claim: place for claim, place in found.items() if place}


def _place(notebooks: Sequence[Any], order: list[int], claim: str) -> Place | None:
    said = re.compile(rf'id="claim-{re.escape(claim)}"')
    named = re.compile(rf"(?<!\w){re.escape(claim)}(?!\w)")
    for kind, pattern in (("markdown", said), ("code", named)):
        for number in order:
            for n, cell in enumerate(notebooks[number].cells):
                if cell.cell_type == kind and pattern.search(cell.source):
                    return Place(number, _heading(notebooks[number].cells, n))
    return None


def _heading(cells: Sequence[Any], n: int) -> int:
    """Return the last cell up to `n` that opens with a heading, or `n` itself."""
    for back in range(n, -1, -1):
        if cells[back].cell_type == "markdown" and cells[back].source.startswith("#"):
            return back
    return n
