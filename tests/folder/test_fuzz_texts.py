"""Broken and hostile texts: a formula or a figure, read rightly, or one clear error.

The normal run tries 4,000 of each kind, ``make fuzz`` as many as folders; numbers mean the
same as in ``test_fuzz.py``.
"""

import random
import re
import unicodedata
from fractions import Fraction
from math import prod

import pytest
from test_fuzz import CASES, CELLS, FIRST, PIECES

from ecreport.errors import LONGEST, InputError
from ecreport.folder.figures import number_of
from ecreport.folder.folder import read_tables
from ecreport.formula.parse import Formula, parse
from ecreport.number.printed import CONVENTIONS, QUALIFIERS
from ecreport.verdict.arithmetic import Figure

TEXTS = 4000 if CASES == 150 else CASES  # of each kind
CELLS_TYPED = [
    "$930.9m", "(4.7)%", "~250", "<0.1", "4½", "1'051", "1 051", "4,69,000", "4.69亿", "４６９",
    "more than 9 million people", "nearly 45 %", "1.6 percentage points", "USD 1,204.3 million",
    "3 lakh crore", "2.2 times", "25 bps", "(€1.2bn)", "at least 40", "500+", "–0.7",
]  # fmt: skip
MARKS = [*"0123456789.,%+-–−()$€~<> '½¼亿万mkb", " million", " bn", " people", "about ", " or more"]
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
        assert found.whole or interval.low <= found.value <= interval.high, text
    return True


def cell(rng):
    """A cell as people type it: what is read is written back and read again the same."""
    row = {
        "id": "a",
        "as_printed": changed(rng.choice(CELLS_TYPED), rng, MARKS),
        "scale": rng.choice(["", "", "1", "1e6", "0.01", "million"]),
        "unit": rng.choice(["", "", "ratio", "person", "usd", "percentage point"]),
    }
    try:
        found = read_tables([row], []).claims["a"]
    except InputError as error:
        refused(error)
        return False
    if not found.as_printed:
        return True
    plainly = {
        **row,
        **dict(as_printed=found.as_printed, scale=found.scale, unit=found.unit),
        **dict(qualifier=found.qualifier, step=found.step or ""),
    }
    again = read_tables([plainly], []).claims["a"]
    assert (again.interval, again.sure) == (found.interval, found.sure), row
    assert (again.unit, again.printed) == (found.unit, found.printed), row
    digits = [str(unicodedata.digit(c)) for c in row["as_printed"] if c.isdecimal()]
    assert "".join(digits) in re.sub(r"\D", "", found.as_printed), row
    return True


@pytest.mark.parametrize("kind", [formula, figure, cell], ids=lambda kind: kind.__name__)
def test_every_broken_text_is_read_rightly_or_refused_in_one_line(kind):
    read = 0
    for number in range(FIRST, FIRST + TEXTS):
        try:
            read += kind(random.Random(number))
        except BaseException as error:
            error.add_note(f"case {number}")
            raise
    print(f"{TEXTS} texts of a {kind.__name__}: {read} read, {TEXTS - read} refused")
    assert TEXTS < 1000 or TEXTS > read > TEXTS / 100
