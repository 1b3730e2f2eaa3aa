"""Every printed figure of a text, with what the words around it say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import count

import pandas as pd

from . import words
from .dates import Place, date_figures, written
from .found import Found
from .kinds import judge_kind
from .lists import share_words
from .names import NAMES
from .periods import periods
from .text import blanked, collapsed, refuse_other_scripts, sentences

COLUMNS = (
    *("id", "as_printed", "sign", "scale", "unit", "qualifier", "readings", "kind"),
    *("period_start", "period_end", "label", "quote", "start", "end", "doubt"),
)
_GROUP = r"[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\d])(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?![\d])(?:[.]\d+)?|\d+(?:[.,'’]\d+)*|(?<=[\s($€£-])\.\d+)"
    r"(?:\s?[½⅓⅔¼¾]|[\s-]\d/\d(?!\d))?"
)
_WELL = re.compile(
    rf"(?:\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d{{1,3}}(?:['’]\d{{3}})+"
    r"|\d{1,2}(?:,\d{2})+,\d{3}|)(?:\.\d+)?"
)
_GLUED = re.compile(r"(?:[A-Za-z_/@#&]|[A-Za-z][-–.]|\d[-–]?[A-Za-z]+|[A-Za-z]\d*[-/])\Z")
_SIGN = re.compile(r"(?:^|[\s(~])([-+\u2212])\Z|(?<=\s)(minus|negative)\s+$")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?i:in|since|by|from|to|of|during|until|till|for|and|than|before|after|the|its|our"
    r"|this)|[-–(,/]|^)\s*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def read(text: str) -> pd.DataFrame:
    """Find every printed figure of an English text, with the words around it.

    Parameters
    ----------
    text : str
        Text, Markdown or HTML.

    Returns
    -------
    DataFrame
        One row per figure in the order of the text. `as_printed` is always
        ``text[start:end]``: the digits alone, or a fraction in words; `doubt` says why
        a field wants a look.

    Raises
    ------
    InputError
        When the text is written in another script.

    Examples
    --------
    >>> rows = read("Sales fell by 4.5% to more than 930.9 million yuan in June 2022.")
    >>> rows[["as_printed", "sign", "scale", "unit", "qualifier", "kind", "period_end"]]
      as_printed sign        scale   unit  qualifier    kind period_end
    0        4.5    -         0.01  ratio      exact  growth    2022-06
    1      930.9        1000000.00   yuan  more_than   level    2022-06
    """
    names: set[str] = set()
    rows = [
        (_id(one, names), text[one.start : one.end], *one.row, "; ".join(one.doubts))
        for one in find(text)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _id(one: Found, taken: set[str]) -> str:
    """A name for formulas, from the label: "retail_sales", "retail_sales_2"."""
    slug = "_".join(re.findall(r"[a-z0-9]+", one.label.lower())[:6])
    slug = slug if slug[:1].isalpha() else f"figure_{slug}".rstrip("_")
    if one.kind in ("growth", "change", "share") and one.kind not in slug:
        slug = f"{slug}_{one.kind}"
    numbered = (f"{slug}_{n}" if n > 1 else slug for n in count(1))
    name = next(name for name in numbered if name not in taken)
    taken.add(name)
    return name


def find(text: str) -> list[Found]:
    """The figures behind `read`, with the places of the words that belong to them."""
    refuse_other_scripts(text)
    clean, origin = collapsed(blanked(text))
    said = [*_in_words(clean)]
    spans = [(one.start, one.end) for one in said]
    digits = [one for one in _in_digits(clean) if not _dated(spans, one.start)]
    found = sorted([*digits, *said], key=lambda one: one.start)
    starts = sentences(clean)
    _place(found, clean, starts)
    share_words(found, clean)
    for i, one in enumerate(found):
        _qualify(one, clean, starts[one.sentence])
        judge_kind(found, i, clean, starts)
    _date(found, clean, starts)
    _doubt_scales(found, clean)
    for one in found:
        one.start, one.end = origin[one.start], origin[one.end - 1] + 1
    return found


def _in_digits(text: str) -> Iterator[Found]:
    """Runs of digits that are no year, date, name or mark."""
    named = [match.span() for match in NAMES.finditer(text)]
    dated = [(p.start, p.end) for p in periods(text)]
    place = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        while place < len(named) and named[place][1] <= start:
            place += 1
        if place < len(named) and named[place][0] <= start < named[place][1]:
            continue
        for a, b in _split(text, start, end):
            one = _figure(text, a, b)
            if one and not (one.bare and _dated(dated, a)):
                yield one


def _dated(spans: list[tuple[int, int]], start: int) -> bool:
    return any(a <= start < b for a, b in spans)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two decimals run together at a comma, as in "7.4,7.1 percent", are two figures."""
    parts = text[start:end].split(",")
    if len(parts) > 1 and all(re.fullmatch(r"\d+\.\d+|(?:19|20)\d\d", part) for part in parts):
        ends = [start + len(",".join(parts[: n + 1])) for n in range(len(parts))]
        return [(b - len(part), b) for part, b in zip(parts, ends, strict=True)]
    return [(start, end)]


def _figure(text: str, start: int, end: int) -> Found | None:
    """The figure that begins here, or None where letters make it a name."""
    left, right = text[max(0, start - 60) : start], text[end : end + 80]
    before = words.BEFORE.search(left)
    if not before and _GLUED.search(left):
        return None
    closed = re.match(rf"\)\s?(?:{words.SCALE}|%)?", right) if left[-1:] == "(" else None
    alone = re.search(r"(?:^|[\n|])\s*\(\Z", left) and re.match(r"\)\s*(?:\Z|[\n|])", right)
    bracket = bool(closed and (before or alone or len(closed[0]) > 2))
    after = words.AFTER.match(right[bracket:])
    assert after is not None
    one = Found(
        start, end, text[start:end], start - len(before[0]) if before else start,
        end + bracket + after.end(),
    )  # fmt: skip
    if before:
        _read_before(one, before)
    elif sign := _SIGN.search(left):
        one.before -= len(sign[0].lstrip())
        one.sign, one.signed = "" if sign[1] == "+" else "-", True
    one.sign = "-" if bracket else one.sign
    _read_after(one, after, right[bracket:])
    name = _is_name(one, left, text[one.after : one.after + 30], right)
    well = _WELL.fullmatch(one.digits)
    return None if name or not (well or _malformed(one)) else one


def _malformed(one: Found) -> bool:
    """Tell a number that no rule of printing makes; a version or a date is none."""
    digits = one.digits
    if re.search(r"[½⅓⅔¼¾]|/", digits):
        one.doubts.append("a fraction stands in the digits; write them with decimals")
        return True
    if digits.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        return False
    one.doubts.append(f'"{digits}" is no well-formed number; look at the source')
    return True


def _unit_of(currency: str) -> str:
    return next(
        unit for words_, unit in words.CURRENCIES.items() if re.fullmatch(words_, currency)
    )


def _read_before(one: Found, match: re.Match[str]) -> None:
    """Currency, scale letter and sign that stand before the digits."""
    one.unit = one.currency = _unit_of(match["currency"])
    if match["currency"] == "$":
        one.doubts.append("$ read as US dollar")
    if match["currency"] == "¥":
        one.doubts.append("¥ read as yen; it may be yuan")
    letter = match["thousand"] or match["letter"]
    if letter:
        one.power, one.scaled = {"T": 3, "k": 3, "m": 6, "mn": 6, "bn": 9}[letter], True
    one.sign = "-" if match["sign"] in ("-", "\u2212") else ""


def _read_after(one: Found, match: re.Match[str], right: str) -> None:
    """Scale word and unit that stand behind the digits."""
    letter = (match["glued"] or "").lower() or (match["apart"] or "").strip().lower()
    rest = right[match.end() :]
    if (
        match["apart"]
        and not one.currency
        and not match["currency"]
        and not re.match(r"\s+[a-z]", rest)
    ):
        one.unit, letter = "metre" if letter == "m" else "", ""
        one.doubts.append(f'"{match["apart"].strip()}" may be a scale or a unit')
    if match["scale"]:
        one.power, one.scaled = one.power + _power(match["scale"]), True
    elif letter:
        power = 6 if letter == "mm" else words.LETTERS[letter]
        one.power, one.scaled = one.power + power, True
    for name, unit, power in (
        ("percent", "ratio", -2),
        ("points", "percentage point", -2),
        ("basis", "percentage point", -4),
        ("mille", "ratio", -3),
        ("times", "times", 0),
    ):
        if match[name]:
            one.unit, one.power = unit, one.power + power
    if match["currency"] and not one.currency:
        one.unit = one.currency = _unit_of(match["currency"])
        if re.fullmatch(r"\$|dollars?", match["currency"]):
            one.doubts.append("dollar read as US dollar")
    if not one.unit:
        one.unit = words.noun_after(rest)


def _power(word: str) -> int:
    word = " ".join(word.lower().split())
    return next(power for words_, power in words.SCALES.items() if re.fullmatch(words_, word))


def _is_name(one: Found, left: str, rest: str, right: str) -> bool:
    """Letters glued to the digits, a hyphenated word, a year, or "Double 11"."""
    glued = re.match(r"[A-Za-z]+", right) if not one.scaled and not one.unit else None
    pence = {"p": "penny", "c": "cent"}.get(glued[0] if glued else "", "")
    if glued and (pence or re.search(r"\d[.,]\d", one.digits)):
        one.unit, glued = pence or glued[0], None
    if glued or (
        one.after == one.end and re.match(r"[-–/][A-Za-z]", right) and not _measured(right)
    ):
        return True
    if one.scaled or one.unit in ("ratio", "percentage point", "times") or one.currency:
        return False
    whole = re.fullmatch(r"\d{1,4}", one.digits)
    if whole and _YEAR.fullmatch(one.digits):
        return not one.unit or bool(
            _BEFORE_YEAR.search(left)
            and not re.search(r"(?i:rose|fell|increased|decreased|up|down)\s+by\s*$", left)
        )
    titled = re.search(r"(?:^|[^.!?…\n]\s)([A-Z][A-Za-z]*|[A-Z]&[A-Z])[\s-]$", left)
    return bool(
        whole and titled and not one.unit and titled[1] not in ("In", "Of", "By", "To", "At")
    )


def _measured(right: str) -> bool:
    return bool(
        re.match(r"-[a-z]+", right)
        and words.noun_after("-" + right[1:].split()[0] + "s") in words.MEASURES
    )


def _in_words(text: str) -> Iterator[Found]:
    """Fractions in words: half, one-fifth, four out of five."""
    for start, end, value in words.fractions(text):
        one = Found(start, end, text[start:end], start, end, unit="ratio", value=value)
        scale = re.match(rf"\s+an?\s+((?i:{words.SCALE}))\b", text[end:])
        if scale:
            one.power, one.scaled, one.after = _power(scale[1]), True, end + scale.end()
            one.unit = words.noun_after(text[one.after : one.after + 60])
        yield one


def _place(found: list[Found], text: str, starts: list[int]) -> None:
    for one in found:
        one.sentence = bisect_right(starts, one.start) - 1
        first = starts[one.sentence]
        last = starts[one.sentence + 1] if one.sentence + 1 < len(starts) else len(text)
        one.quote = " ".join(text[first:last].split()).strip("… ")[:300]


def _qualify(one: Found, text: str, start: int) -> None:
    left = text[max(start, one.before - 60) : one.before]
    one.qualifier, place = words.qualifier_before(left)
    if one.qualifier != "exact":
        one.before -= len(left) - place
    else:
        right = text[one.after : one.after + 60]
        noun = re.match(r"(?:\s+[a-z]+){0,2}?(?=\s+or\s)", right)
        one.qualifier = words.qualifier_after(right[noun.end() :] if noun else right)
        if one.qualifier == "exact" and re.match(r"\s?\+(?!\s?\d)", right):
            one.qualifier = "more_than"
    if one.unit == "ratio" and one.value is not None and one.qualifier == "exact":
        one.doubts.append("a fraction in words may be rounded freely")


def _date(found: list[Found], text: str, starts: list[int]) -> None:
    places = [Place(one.before, one.after, one.kind == "change") for one in found]
    date_figures(places, text, starts)
    for one, place in zip(found, places, strict=True):
        one.period = written(place.first, place.months)
        if place.doubt:
            one.doubts.append(place.doubt)


_ELSEWHERE = re.compile(
    r"(?:\bin\s+(?:[A-Z$€£]+\s*)?|(?:EUR|USD|GBP|RMB|[$€£])\s?)((?:thousand|million|billion)s?)\b"
)


def _doubt_scales(found: list[Found], text: str) -> None:
    """Doubts that only the whole text can tell: "in millions" elsewhere, steps of a hundred."""
    said = _ELSEWHERE.search(text)
    whole = [
        one
        for one in found
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", one.digits) and not one.scaled
    ]
    rounded = len(whole) > 3 and all(one.digits.endswith("00") for one in whole)
    grouped = any("," in one.digits for one in found)
    for one in found:
        if grouped and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", one.digits):
            one.doubts.append("read with three decimals; the point may mark a thousand")
        if said and not one.scaled and (one.currency or one.bare):
            one.doubts.append(
                f'the text says "in {said[1]}" somewhere; the scale may stand there'
            )
        if rounded and one in whole:
            one.doubts.append("every whole figure here ends in 00: step 100 is proposed")
