"""What stands on the page: digits as publishers print them, read exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from .display import DIMENSIONLESS
from .errors import InputError

MOST_DIGITS = 40
_SPACES = "[ \u00a0\u2009\u202f]"
_PRINTED = re.compile(
    rf"([+\u2212-]?)(\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_SPACES}\d{{3}})+|)"
    rf"(?:\.(\d+))?({_SPACES}?%)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Digits:
    """What stands on the page: the value of the digits and how fine they are."""

    value: Fraction
    decimals: int
    about: int  # the power of ten of the last digit that is not zero

    @classmethod
    def read(cls, text: str, unit: str) -> Digits:
        """Read digits as publishers print them: "8,237.4", "+6.1", ".5", "44.6%"."""
        match = _PRINTED.fullmatch(text.strip())
        whole, part = (match[2], match[3] or "") if match else ("", "")
        if match is None or not whole + part:
            raise InputError(
                f'"{text[:50]}" is not a printed number; write it like 8,237.4 or -0.5 '
                "(comma or space at each thousand, a point before the decimals)"
            )
        if match[4] and unit not in DIMENSIONLESS:
            raise InputError(
                f'"{text}" has a per-cent sign but its unit is "{unit}"; '
                'drop the sign or set the unit to "ratio" with scale 0.01'
            )
        digits = re.sub(r"\D", "", whole) + part
        if len(digits) > MOST_DIGITS:
            raise InputError(
                f"{len(digits)} digits are more than the limit of {MOST_DIGITS}"
            )
        number = Fraction(int(digits), 10 ** len(part))
        trailing = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
        sign = -1 if match[1] in ("-", "\u2212") else 1
        return cls(sign * number, len(part), trailing - len(part))
