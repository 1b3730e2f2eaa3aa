"""A printed number as it stands on a page, taken apart: digits, sign, scale, qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..errors import InputError

Scale = Fraction
PERCENT = Fraction(1, 100)
SCALE_WORDS = {
    **dict.fromkeys(("thousand", "thousands", "k", "ths"), Fraction(10**3)),
    **dict.fromkeys(("ten thousand", "\u4e07", "\u842c"), Fraction(10**4)),
    **dict.fromkeys(("lakh", "lakhs", "lac"), Fraction(10**5)),
    **dict.fromkeys(("million", "millions", "mn", "mio", "mln", "m"), Fraction(10**6)),
    **dict.fromkeys(("crore", "crores", "cr"), Fraction(10**7)),
    **dict.fromkeys(("hundred million", "\u4ebf", "\u5104"), Fraction(10**8)),
    **dict.fromkeys(("billion", "billions", "bn", "b"), Fraction(10**9)),
    **dict.fromkeys(("trillion", "trillions", "tn", "trn"), Fraction(10**12)),
}
POINTS = {
    **dict.fromkeys(("percentage point", "percentage points", "pp", "ppt"), PERCENT),
    **dict.fromkeys(("basis point", "basis points", "bp", "bps"), PERCENT / 100),
}
SHARES = dict.fromkeys(("%", "per cent", "percent", "pct"), PERCENT)
SHARES["\u2030"] = PERCENT / 10
TAILS = {**SCALE_WORDS, **POINTS, **SHARES}
CURRENCIES = {
    "$": ("usd", "dollar", "aud", "cad", "hkd", "sgd", "nzd", "twd"),
    "\u20ac": ("eur",),
    "\u00a3": ("gbp", "pound", "sterling"),
    "\u00a5": ("yuan", "cny", "rmb", "renminbi", "jpy", "yen"),
    "\u20b9": ("inr", "rupee"),
    "\u20a9": ("krw", "won"),
}
QUALIFIER_WORDS = {
    "about": "about around approximately approx. roughly circa ca. some ~ \u2248",
    "more_than": "more_than over above exceeding exceeds >",
    "less_than": "less_than under below fewer_than <",
    "at_least": "at_least no_less_than not_less_than no_fewer_than minimum >= \u2265",
    "at_most": "at_most up_to no_more_than not_more_than not_to_exceed maximum <= \u2264",
    "nearly": "nearly almost close_to just_under",
}
SAID = {
    word.replace("_", " "): qualifier
    for qualifier, words in QUALIFIER_WORDS.items()
    for word in words.split()
}
MISSING = frozenset((
    *("-", "\u2013", "\u2014", "\u2212", "n/a", "na", "n.a.", "nan", "null", "none"),
    *("nil", "..", "...", "\u2026", ":", "x", "*", "?", "#n/a"),
))  # fmt: skip
MULTIPLES = ("times", "x", "-fold", "fold")
_WORDS = re.compile(r"[^\W\d_]{2}[^\W\d_ /-]*(?:[ /-][^\W\d_]+)*")
ENDINGS = {"ies": "y", "sses": "ss", "ches": "ch", "shes": "sh", "xes": "x"}
HALVES = {"\u00bd": "5", "\u00bc": "25", "\u00be": "75", "\u215b": "125"}
SPACES = " \u00a0\u2007\u2008\u2009\u202f\u2005\u2006"
_SAME = {ord(space): " " for space in SPACES} | {
    0x2212: "-", 0x2019: "'", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
}  # fmt: skip
_WHOLE = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d+"
NUMBER = re.compile(rf"([+-]?)({_WHOLE}|)(?:\.(\d+))?", re.ASCII)
_SIGNS = "$\u20ac\u00a3\u00a5\u20b9\u20a9"
_CELL = re.compile(
    rf"(?P<said>[^\d.(+{_SIGNS}-]*?)(?P<sign>-?)"
    rf"(?P<money>(?:[A-Z]{{2,3}})?[{_SIGNS}]|[A-Z]{{3}} )? ?"
    rf"(?P<open>\()?(?P<inside>[{_SIGNS}])? ?(?P<number>[+-]?[\d.][\d., ']*?)"
    r"(?P<tail> ?[^\d.,()]*?)(?P<close>\))?(?P<after> ?[^\d().,]*)",
    re.ASCII,
)


@dataclass(frozen=True)
class Notation:
    """What a cell prints: the digits with their sign, and what stood around them.

    Parameters
    ----------
    digits : str
        The digits as printed, thousands marked by commas, a minus before them.
    scale : Fraction, optional
        What a word or sign after the digits says that one unit of them is worth.
    unit : str
        The unit that the cell names besides; blank where it names none.
    qualifier : str
        The qualifier that the cell says; blank where it says none.
    """

    digits: str
    scale: Scale | None = None
    unit: str = ""
    qualifier: str = ""


def plain(text: str) -> str:
    """The text with one kind of space, minus, apostrophe and digit."""
    return text.translate(_SAME).strip()


def read_notation(text: str, unit: str = "") -> Notation:
    """Read a cell as people type it from a page.

    Parameters
    ----------
    text : str
        The cell: "8,237.4", "(4.7)%", "$930.9m", "more than 9 million".
    unit : str
        The unit of its row, which the cell may repeat.

    Raises
    ------
    InputError
        When it is no number, could be two, or says "not there".

    Examples
    --------
    >>> read_notation("$930.9m")
    Notation(digits='930.9', scale=Fraction(1000000, 1), unit='$', qualifier='')
    >>> read_notation("~(4.7)%").digits
    '-4.7'
    """
    cell = _fractions(plain(text))
    refuse_missing(text, cell)
    match = _CELL.fullmatch(cell)
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise no_number(text)
    said = match["said"].strip().lower()
    if said and said not in SAID:
        raise no_number(text)
    sign = match["sign"] or ("-" if match["open"] else "")
    digits = _digits(text, match["number"].strip(), sign)
    scale, named = _tail(text, f"{match['tail']} {match['after']}".strip(), unit)
    money = (match["money"] or match["inside"] or "").strip()
    return Notation(digits, scale, money or named, SAID.get(said, ""))


def refuse_missing(text: str, cell: str) -> None:
    """Refuse a mark that says "not there": blank and 0 are two different things."""
    if cell.lower() in MISSING:
        raise InputError(
            f'"{text[:20]}" says that no number is there; leave the cell blank if the '
            "figure was not printed, or write 0 if it is zero"
        )


def no_number(text: str) -> InputError:
    """The error for what is not a printed number."""
    return InputError(
        f'"{text[:50]}" is not a printed number; write it like 8,237.4 or -0.5 '
        "(comma or space at each thousand, a point before the decimals)"
    )


def _fractions(cell: str) -> str:
    """The cell with a half, a quarter or an eighth in decimals."""
    pattern = rf"(\d*) ?([{''.join(HALVES)}])"
    return re.sub(pattern, lambda m: f"{m[1] or '0'}.{HALVES[m[2]]}", cell)


def _digits(text: str, number: str, sign: str) -> str:
    """The digits with commas at the thousands; what could be two numbers is refused."""
    match = NUMBER.fullmatch(number)
    if match is None or not (match[2] or match[3]):
        refuse_two_readings(text, number)
        raise no_number(text)
    if sign and match[1]:
        raise no_number(text)
    whole = re.sub(r"[ ',]", "", match[2])
    if whole != match[2]:
        whole = f"{int(whole):,}"
    return (sign or match[1]) + whole + (f".{match[3]}" if match[3] is not None else "")


def refuse_two_readings(text: str, number: str) -> None:
    """Refuse a comma that may mark decimals or thousands, with both readings named."""
    match = re.fullmatch(r"([+-]?\d[\d. ]*),(\d+)", number)
    if match:
        decimal = match[1].replace(".", "").replace(" ", "") + "." + match[2]
        other = re.sub(r"\D", "", match[1]) + match[2]
        raise InputError(
            f'"{text[:30]}" can be read as {decimal} (a decimal comma) or as {other} (a '
            "comma that marks no thousand); write the one you mean, with a decimal point"
        )


def _tail(text: str, tail: str, unit: str) -> tuple[Scale | None, str]:
    """The scale and the unit named after the digits."""
    words = tail.lower().strip()
    if not words or (same_unit(words, unit) and words not in POINTS):
        return None, ""
    for word in sorted(TAILS, key=len, reverse=True):
        rest = words.removeprefix(word)
        if rest == words or not (rest[:1] in ("", " ") or word > "\u2e80"):
            continue
        rest = rest.strip()
        if not rest or same_unit(rest, unit):
            points = "percentage point" if word in POINTS else ""
            return TAILS[word], points or ("%" if word in SHARES else "")
        if _WORDS.fullmatch(rest) and not unit:
            return TAILS[word], rest
    if words in MULTIPLES:
        return None, ""
    if _WORDS.fullmatch(words) and not unit:
        return None, words
    named = f'the unit "{unit}"' if unit else "a unit"
    raise InputError(
        f'"{text[:50]}" ends in "{tail[:30]}", which is neither a word of scale nor '
        f"{named}; keep the digits and put the rest into the columns scale and unit"
    )


def same_unit(one: str, other: str) -> bool:
    """Whether two words are one unit, singular or plural, in any case.

    Examples
    --------
    >>> same_unit("People", "person"), same_unit("matches", "match"), same_unit("m", "s")
    (True, True, False)
    """
    return singular(one) == singular(other)


def singular(word: str) -> str:
    """A unit without its plural ending, in lower case."""
    word = word.strip().lower()
    if word in ("people", "persons"):
        return "person"
    for ending, stem in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + stem
    plural = (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )
    return word[:-1] if plural else word


def refuse_scale_of_one(text: str, unit: str, scale: Scale) -> None:
    """Refuse a figure in per cent whose scale is 1: it would be a hundred times too large."""
    percent = unit.lower() in SHARES or any(
        plain(text).lower().endswith(word) for word in SHARES
    )
    if text and percent and scale == 1:
        raise InputError(
            f'"{text[:30]}"{f" ({unit})" if unit else ""} is in per cent but its scale is '
            "1; per cent has scale 0.01"
        )


def money_fits(sign: str, unit: str) -> bool:
    """Whether a currency sign or code may stand beside the unit of a row."""
    known = CURRENCIES.get(sign[-1:], (sign.lower(),))
    return not unit or any(name in unit.lower() for name in (*known, sign.lower()))
