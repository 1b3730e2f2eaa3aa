"""Figures and computed values in a line of Python: they add up, but never compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from .computed import Computed

NO_ORDER = (
    "printed figures are intervals: they have no order, equality or truth value; "
    "use (a / b).compare(c), or .value for the face value"
)


class Operand:
    """What may stand on either side of ``+ - * /`` and gives a computed value."""

    @property
    def computed(self) -> Computed:
        """Itself as a computed value."""
        raise NotImplementedError

    def __add__(self, other: object) -> Computed:
        return self.computed.joined("+", other)

    def __radd__(self, other: object) -> Computed:
        return self.computed.joined("+", other, turned=True)

    def __sub__(self, other: object) -> Computed:
        return self.computed.joined("-", other)

    def __rsub__(self, other: object) -> Computed:
        return self.computed.joined("-", other, turned=True)

    def __mul__(self, other: object) -> Computed:
        return self.computed.joined("*", other)

    def __rmul__(self, other: object) -> Computed:
        return self.computed.joined("*", other, turned=True)

    def __truediv__(self, other: object) -> Computed:
        return self.computed.joined("/", other)

    def __rtruediv__(self, other: object) -> Computed:
        return self.computed.joined("/", other, turned=True)

    def __lt__(self, other: object) -> NoReturn:
        raise TypeError(NO_ORDER)

    __le__ = __gt__ = __ge__ = __eq__ = __lt__

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> NoReturn:
        raise TypeError(NO_ORDER)
