"""Scale, currency and unit, from the words before and behind the digits."""

from __future__ import annotations

import re

from .found import Found
from .vocabulary import CURRENCY, SCALE, WORDS, any_of, meaning

PERCENT, POINTS = WORDS["after number"]["percent"], WORDS["after number"]["points"]
LETTERS = {"T": 3, "k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "mm": 6, "MM": 6}
LETTERS |= {"b": 9, "B": 9, "bn": 9}
# A letter before or behind the currency may carry the scale: TEUR, EURm.
BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<thousand>T|k)?(?P<currency>{CURRENCY})(?P<letter>[mk]|bn|mn)?"
    r"\s{0,40}[:|]?\s{0,40}(?P<sign>[-+\u2212(]?)\s?$"
)
_WORTH = {  # the unit and the power of ten of what may follow the digits
    "points": ("percentage point", -2),
    "basis": ("percentage point", -4),
    "percent": ("ratio", -2),
    "mille": ("ratio", -3),
    "times": ("times", 0),
}
_UNIT = "|".join(f"(?P<{name}>{WORDS['after number'][name]})" for name in _WORTH)
AFTER = re.compile(
    rf"(?:[\s-]*(?P<scale>(?i:{SCALE}))(?![A-Za-z])|(?P<glued>[kKmMbB]|MM)(?![A-Za-z])"
    r"|(?P<apart>\s[mMkb])(?![A-Za-z.]))?"
    rf"(?:(?:[\s-]*|\s*\|\s*(?=%\s*(?:[|\n]|$)))(?:{_UNIT})|[\s-]*(?P<currency>{CURRENCY})(?![A-Za-z]))?"
)
SYMBOL = re.compile(rf"\s?-?({any_of('unit symbol')})(?![A-Za-z])")
_STOPS = frozenset(any_of("not a unit").split("|"))
_ATTRIBUTES = frozenset(any_of("attribute").split("|"))
MEASURES = frozenset(any_of("measure").split("|"))


def read_before(one: Found, match: re.Match[str]) -> None:
    """Currency, scale letter and sign that stand before the digits."""
    one.unit = one.currency = meaning("currency", match["currency"])
    if match["currency"] == "$":
        one.doubt("$ read as US dollar")
    if match["currency"] == "¥":
        one.doubt("¥ read as yen; it may be yuan")
    if letter := match["thousand"] or match["letter"]:
        one.power, one.scaled = LETTERS[letter], True
    one.sign = "-" if match["sign"] in ("-", "\u2212") else ""


def read_after(one: Found, match: re.Match[str], right: str) -> None:
    """Scale word and unit that stand behind the digits."""
    rest = right[match.end() :]
    letter, apart = match["glued"], (match["apart"] or "").strip()
    if apart and not (one.currency or match["currency"] or re.match(r"\s+[a-z]", rest)):
        one.unit = "metre" if apart in "mM" else ""
        one.doubt(f'"{apart}" may be a scale or a unit')
    elif apart:
        letter = apart
    if match["scale"] or letter:
        one.power += power(match["scale"]) if match["scale"] else LETTERS[letter]
        one.scaled = True
    if name := next((name for name in _WORTH if match[name]), ""):
        one.unit = _WORTH[name][0]
        one.power += _WORTH[name][1]
    if match["currency"] and not one.currency:
        one.unit = one.currency = meaning("currency", match["currency"])
        if re.fullmatch(r"\$|dollars?", match["currency"]):
            one.doubt("dollar read as US dollar")
    one.unit = one.unit or noun_after(rest)


def power(word: str) -> int:
    """The power of ten of a scale word."""
    return int(meaning("scale", word))


def noun_after(right: str) -> str:
    """The unit that a noun behind the digits names: "person" for "people in China"."""
    if symbol := SYMBOL.match(right):
        return symbol[1]
    if time := re.match(rf"\s+({any_of('span of time')})\b", right):
        return singular(time[1]) if time[1].endswith("s") else ""
    run = re.match(r"(?:[ \t\u00a0-]+[A-Za-z][\w'’-]*){1,6}", right)
    words: list[str] = []
    for word in re.findall(r"[A-Za-z][\w'’-]*", run[0] if run else ""):
        if word == "and" and words and re.search(r"(?:al|ic|ive|ed|ing|ous|new)$", words[-1]):
            continue
        if (word in ("more", "fewer") and not words) or word in _ATTRIBUTES:
            continue
        if word.lower() in _STOPS or (word[0].isupper() and words):
            return ""
        words.append(word)
        if meaning("plural", word) or re.fullmatch(r"[a-z'’-]*[^sui]s", word):
            kind = words[-2] if len(words) > 1 else ""
            return f"{kind} " * (kind in ("square", "cubic")) + singular(word)
    return ""


def singular(noun: str) -> str:
    """One of a plural noun: "batteries" is "battery"."""
    if known := meaning("plural", noun):
        return known
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return re.sub(r"(?<=ch|sh|ss|zz)es$|(?<=x)es$|s$", "", noun)


def is_measured(right: str) -> bool:
    """Whether a hyphen joins the digits to a measure, as in "5-megawatt"."""
    word = re.match(r"-([a-z]+\S*)", right)
    return bool(word and noun_after(f"-{word[1]}s") in MEASURES)


_LETTER = re.compile(rf"(?P<currency>{CURRENCY})(?P<letter>m|mn|k|bn|b)?(?![A-Za-z])")
_NOUN = re.compile(r"(?:\(|\bin\s|,)\s*(?:of\s+)?([A-Za-z][^(),]*)")


def measure(one: Found, row: str, column: str, others: list[str]) -> None:
    """Give a cell the unit and scale that its heads say: column, row, or the rest.

    A column of per cent goes before its row, and a row before what stands over the table.
    """
    if one.unit and (not one.currency or one.scaled):
        return
    of_column, of_row = _said(column), _said(row)
    if of_column[0] in ("ratio", "percentage point"):
        heads = [of_column]
    elif of_row[0] or (is_counted(row) and (of_row[1] or "." not in one.digits)):
        heads = [of_row]
    else:
        heads = [of_column, *(_said(words) for words in others)]
    one.unit = one.currency or next((unit for unit, _ in heads if unit), "")
    one.currency = one.unit if one.unit in WORDS["currency"] else ""
    tens = next((tens for _, tens in heads if tens), 0)
    if tens and not one.scaled and not (tens > 0 and re.search(r"\bper\s", row)):
        one.power, one.scaled = tens, tens > 0


def is_counted(words: str) -> bool:
    """Whether the words of a row name what is counted, no money."""
    counted = rf"(?<!per )\b(?:{any_of('counted')})\b(?! in)"
    return bool(re.search(counted, words, re.IGNORECASE))


def _said(words: str) -> tuple[str, int]:
    """The unit and the power of ten that a head says, blank and 0 where it says none."""
    for name, pattern in (("points", POINTS), ("percent", PERCENT)):
        if re.search(pattern, words):
            return _WORTH[name]
    scale = re.search(rf"\b(?:(?i:{SCALE})|000s?)\b", words)
    tens = 0 if not scale else 3 if scale[0].startswith("0") else power(scale[0])
    if money := _LETTER.search(words):
        return meaning("currency", money["currency"]), LETTERS.get(money["letter"], tens)
    noun = _NOUN.search(words.replace(scale[0], "") if scale else words)
    return noun_after(f" {noun[1]}") if noun else "", tens
