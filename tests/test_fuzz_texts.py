"""Broken and hostile texts: a formula or a figure, read rightly, or one clear error.

The normal run tries what fits into a few seconds, ``make fuzz`` as many of each kind as
folders; numbers mean the same as in ``test_fuzz.py``.
"""

import random
import re
import time
from fractions import Fraction
from math import prod

import pytest
from test_fuzz import CASES, CELLS, FIRST, PIECES

from ecreport.errors import LONGEST, InputError
from ecreport.folder.folder import number_of
from ecreport.formula.parse import Formula, parse
from ecreport.number.printed import CONVENTIONS, QUALIFIERS
from ecreport.verdict.arithmetic import Figure

SECONDS = 3  # of the normal run, for each kind
SLOWEST = 2  # seconds that one text may take
GOOD = [
    "share = users / total",
    "share * 100 <= (users + 1.5) / sum(total, users, 2)",
    "low < min(users, -total) <= max(users, total - 0.5)",
]
NUMBERS = ["8,237.4", "+6.1", ".5", "44.6 %", "−0.50", "1 051", "0", "9" * 40, "1e3"]
UNITS = ["", "ratio", "person", "yuan/person", "rank", "%", "a b", "/", "\x1b[31m"]
SIGNS = [*"0123456789.,%+-− eE/٣²\n\x00\u202f"]


def changed(text, rng, pieces):
    """The text with up to four pieces put in, taken out or written over."""
    for _ in range(rng.randint(0, 4)):
        at = rng.randrange(len(text) + 1)
        piece = rng.choice(pieces) if rng.random() < 0.9 else chr(rng.randrange(0x3000))
        text = text[:at] + piece + text[at + rng.choice([0, 0, 1, 3]) :]
    return text


def refused(error):
    said = str(error)
    assert said.isprintable()
    assert len(said) <= LONGEST


def value(node, point):
    """What a piece of a formula comes to, worked out here; None over zero."""
    args = [value(arg, point) for arg in node.args]
    if None in args or (node.op == "/" and args[1] == 0):
        return None
    return {
        "name": lambda: point(node.name),
        "number": lambda: Fraction(node.number),
        "+": lambda: sum(args),
        "-": lambda: -args[0],
        "*": lambda: prod(args),
        "^": lambda: args[0] ** node.number,
        "/": lambda: args[0] / args[1],
        "min": lambda: min(args),
        "max": lambda: max(args),
    }[node.op]()


def formula(rng):
    """A text that is read as a formula, and means the same once it is written out."""
    text = changed(rng.choice(GOOD), rng, PIECES)
    try:
        read = Formula(text)
    except InputError as error:
        refused(error)
        return False
    assert all(name in text for name in read.names)
    point = {name: Fraction(rng.randint(1, 99), 7) for name in read.names}
    for side in (side for c in read.comparisons for side in (c.left, c.right)):
        try:
            (again,), _ = parse(str(side))
        except InputError as error:  # written out it may be longer than it was
            if "the limit of" in str(error):
                continue
            raise
        assert value(again, point.get) == value(side, point.get), text
    return True


def figure(rng):
    """A text that is read as a printed number: no digit lost, none made up."""
    text = changed(rng.choice(NUMBERS), rng, SIGNS)
    try:
        scale = number_of(changed(rng.choice(["1", "1e6", "0.01", "1/3"]), rng, SIGNS))
        step = number_of(rng.choice(["0.1", "5"])) if rng.random() < 0.2 else None
        found = Figure(
            "a",
            text,
            scale,
            unit=rng.choice(UNITS),
            qualifier=rng.choice(QUALIFIERS),
            rounding=rng.choice(CONVENTIONS),
            whole=rng.random() < 0.1,
            step=step,
            about={"readings": rng.choice(["", "", rng.choice(CELLS)])},
        )
        interval, _ = found.interval, found.readings
    except InputError as error:
        refused(error)
        return False
    except (ValueError, ZeroDivisionError):  # a scale; the loader names its row
        return False
    if text:
        digits = re.sub(r"[^0-9.]", "", text)
        sign = -1 if text.strip()[0] in "-−" else 1
        assert found.value == sign * Fraction(digits) * scale, text
        assert found.whole or interval.closed.low <= found.value <= interval.high, text
    return True


@pytest.mark.parametrize("kind", [formula, figure], ids=lambda kind: kind.__name__)
def test_every_broken_text_is_read_rightly_or_refused_in_one_line(kind):
    until = time.monotonic() + SECONDS
    number, read = FIRST, 0
    while number < FIRST + CASES if CASES else time.monotonic() < until:
        start = time.monotonic()
        try:
            read += kind(random.Random(number))
            assert time.monotonic() - start < SLOWEST
        except BaseException as error:
            error.add_note(f"case {number}")
            raise
        number += 1
    tried = number - FIRST
    print(f"{tried} texts of a {kind.__name__}: {read} read, {tried - read} refused")
    assert tried == CASES or tried > read > tried / 100 > 10
