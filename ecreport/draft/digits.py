"""The figures of a text: digits that are no date and no name, and fractions in words.

`names.csv` lists what has digits and is no figure, such as "Section 382" or "aged 65".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from . import units
from .found import Found
from .periods import periods
from .vocabulary import MONTH, SCALE, any_of, filled, meaning, table

_GROUP = r"[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\d])(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?![\d])(?:[.]\d+)?|\d+(?:[.,'’]\d+)*"
    r"|(?<=[\s($€£-])\.\d+)(?:\s?[½⅓⅔¼¾]|[\s-]\d/\d(?!\d))?"
)
_WELL = re.compile(
    rf"(?:\d+|[1-9]\d?(?:,\d{{2}})+,\d{{3}}|[1-9]\d{{0,2}}(?:(?:,\d{{3}})+"
    rf"|(?:{_GROUP}\d{{3}})+|(?:['’]\d{{3}})+)|)(?:\.\d+)?"
)
_GLUED = re.compile(r"(?:[A-Za-z_/@#&]|[A-Za-z][-–.]|\d[-–]?[A-Za-z]+|[A-Za-z]\d*[-/])\Z")
_SIGN = re.compile(
    r"(?:^|[\s(~|])(?P<sign>[-+\u2212])\Z|(?:^|[(|;:])\s?(?P<dash>–)\Z"
    r"|(?<=\s)(?P<word>minus|negative)\s+$"
)
_BEFORE_YEAR = re.compile(
    rf"(?:{MONTH}|[-–(,/]|^)\s*$"
    r"|\b(?i:in|since|by|from|to|of|during|until|till|for|and|than|before|after|the|its|our"
    r"|this|on|with)\s*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
MALFORMED = "is no well-formed number"
PARTED = "a fraction stands in the digits; write them with decimals"
_NAMES = re.compile(
    "|".join(
        filled(
            row["pattern"],
            {
                "NUMBERED": any_of("numbered thing"),
                "MONTH": MONTH,
                "SCALE": SCALE,
                "TIME": f"(?i:{any_of('span of time')})",
                "UNTIL": r"(?:\s*(?:-|–|to|or|and)\s*\d{1,3})?",
                "LIST": r"(?:(?:\s*,\s*(?:and\s+)?|\s*(?:and|or|to|through|&|-|–)\s*)"
                r"\d[\w().-]*(?<![.-]))*",
                "WORTH": r"(?!\d|[.,]\d"
                rf"|\s?(?:%|per\s?cent|percent|basis|(?:{SCALE}|m|k)\b))",
            },
        )
        for row in table("names")
    )
)


def figures(text: str) -> list[Found]:
    """Every figure of a text, in order, with its scale, currency and unit."""
    said = [*_in_words(text)]
    spans = [(one.start, one.end) for one in said]
    digits = [one for one in _in_digits(text) if not _within(spans, one.start)]
    return sorted([*digits, *said], key=lambda one: one.start)


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    return any(a <= place < b for a, b in spans)


def _in_digits(text: str) -> Iterator[Found]:
    """Runs of digits that are no year, date, name or mark."""
    named = [match.span() for match in _NAMES.finditer(text)]
    dated = [(period.start, period.end) for period in periods(text)]
    for match in _DIGITS.finditer(text):
        if not _within(named, match.start()):
            for start, end in _parts(text, *match.span()):
                one = _figure(text, start, end)
                if one and not (one.bare and _within(dated, start)):
                    yield one


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two decimals run together at a comma, as in "7.4,7.1 percent", are two figures."""
    parts = text[start:end].split(",")
    if len(parts) > 1 and all(re.fullmatch(r"\d+\.\d+|(?:19|20)\d\d", part) for part in parts):
        ends = [start + len(",".join(parts[: n + 1])) for n in range(len(parts))]
        return [(b - len(part), b) for part, b in zip(parts, ends, strict=True)]
    return [(start, end)]


def _figure(text: str, start: int, end: int) -> Found | None:
    """The figure that begins here, or None where letters make it a name."""
    left, right = text[max(0, start - 60) : start], text[end : end + 80]
    if _YEAR.fullmatch(text[start:end]):  # takes no unit from the cells beside it
        left, right = left.rsplit("|", 1)[-1], right.split("|", 1)[0]
    before = units.BEFORE.search(left)
    if not before and _GLUED.search(left):
        return None
    closed = re.match(rf"[\s|]*\)\s?(?:{SCALE}|%)?", right) if left[-1:] == "(" else None
    cell = re.search(r"(?:^|[\n|])\s*\(\Z", left)
    alone = cell and re.match(r"[^)]*\)\s*(?:\Z|[\n|])", right)
    bracket = right.find(")") + 1 if closed and (before or alone or len(closed[0]) > 2) else 0
    after = units.AFTER.match(right[bracket:])
    assert after is not None
    last = end + bracket + after.end()
    one = Found(start, end, text[start:end], start - len(before[0] if before else ""), last)
    if before:
        units.read_before(one, before)
    elif sign := _SIGN.search(left):
        one.before -= len(sign[0].lstrip("(|;: ~\n"))
        one.sign, one.signed = "" if sign["sign"] == "+" else "-", True
    one.sign = "-" if bracket else one.sign
    units.read_after(one, after, right[bracket:])
    if _is_name(one, left, right) or not _is_number(one):
        return None
    if symbol := units.SYMBOL.match(text, one.after):
        one.after = symbol.end()
    return one


def _is_number(one: Found) -> bool:
    """Whether it is one, well-formed or not; a version or a date is none."""
    if _WELL.fullmatch(one.digits):
        return True
    if re.search(r"[½⅓⅔¼¾]|/", one.digits):
        one.doubt(PARTED)
        return True
    one.doubt(f'"{one.digits}" {MALFORMED}; look at the source')
    dotted = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", one.digits)
    return bool(one.digits.count(".") < 2 or dotted)


def _is_name(one: Found, left: str, right: str) -> bool:
    """Letters glued to the digits, a hyphenated word, a year, or "Double 11"."""
    glued = re.match(r"[A-Za-z]+", right) if not one.scaled and not one.unit else None
    pence = {"p": "penny", "c": "cent"}.get(glued[0] if glued else "", "")
    if glued and (pence or re.search(r"\d[.,]\d", one.digits)):
        one.unit, glued = pence or glued[0], None
    joins = r"[-–][A-Za-z]" if one.currency else r"[-–/][A-Za-z]"
    hyphen = one.after == one.end and re.match(joins, right)
    if glued or (hyphen and not units.is_measured(right)):
        return True
    if one.scaled or one.unit in ("ratio", "percentage point", "times") or one.currency:
        return False
    if _YEAR.fullmatch(one.digits):
        changed = re.search(r"(?i:rose|fell|increased|decreased|up|down)\s+by\s*$", left)
        return not one.unit or bool(_BEFORE_YEAR.search(left) and not changed)
    titled = re.search(r"(?:^|[^.!?…\n]\s)([A-Z][A-Za-z]*|[A-Z]&[A-Z])[\s-]$", left)
    short = re.fullmatch(r"\d{1,4}", one.digits) and not one.unit
    return bool(short and titled and titled[1] not in ("In", "Of", "By", "To", "At"))


_ONE, _PART = any_of("number"), any_of("part")
_FRACTION = re.compile(
    rf"\b(?:(?P<top>{_ONE})[\s-](?P<part>{_PART})\b|(?P<some>{_ONE}|\d{{1,2}})\s+(?:out\s+of|in)"
    rf"\s+(?:every\s+)?(?P<all>{_ONE}|\d{{1,2}})\b(?![.,]\d)|(?P<half>half)\b)",
    re.IGNORECASE,
)
_NO_HALF = re.compile(
    r"(?:first|second|latter|this|last|previous|other|better|1st|2nd|each|the|and\s+a)[\s-]*$",
    re.IGNORECASE,
)
_NO_HALF_OF = re.compile(
    r"[\s-]*(?:an?\s+)?(?:years?\b|hours?\b|yearly|time\b|day\b|century|decade|-)"
)


def _in_words(text: str) -> Iterator[Found]:
    """Fractions in words: half, one-fifth, four out of five."""
    for match in _FRACTION.finditer(text):
        start, end = match.span()
        value = _value(match)
        if value is None or not _is_share(match, text[:start][-30:], text[end:][:20]):
            continue
        one = Found(start, end, match[0], start, end, unit="ratio", value=value)
        if scale := re.match(rf"\s+an?\s+((?i:{SCALE}))\b", text[end:]):
            one.power, one.scaled, one.after = units.power(scale[1]), True, end + scale.end()
            one.unit = units.noun_after(text[one.after : one.after + 60])
        yield one


def fraction(words: str) -> Fraction | None:
    """The value of a fraction in words, such as "one-fifth" or "four out of five"."""
    match = _FRACTION.fullmatch(words)
    return _value(match) if match else None


def _value(match: re.Match[str]) -> Fraction | None:
    if match["half"]:
        return Fraction(1, 2)
    if match["part"]:
        top, below = meaning("number", match["top"]), meaning("part", match["part"])
    else:
        top, below = (
            word if word.isdigit() else meaning("number", word)
            for word in (match["some"], match["all"])
        )
    return Fraction(int(top), int(below)) if int(top) < int(below) else None


def _is_share(match: re.Match[str], before: str, after: str) -> bool:
    """Whether "half", "a quarter", "a third" is a share and not a span or a rank."""
    word = match[0].lower()
    if word == "half":
        return not _NO_HALF.search(before) and not _NO_HALF_OF.match(after)
    if match["some"] or not re.match(r"an?\b|one\b", word):
        return True
    if word.endswith("quarter"):
        return bool(re.match(r"\s+of\b", after))
    followed = r"\s+(?:of|the|less|more|higher|lower|say|said)\b|\s*[.,;)]|$"
    return bool(re.match(followed, after))
