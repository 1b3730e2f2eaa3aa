"""A printed number as it stands on a page, taken apart: digits, sign, scale, qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from ..errors import InputError

Scale = Fraction
PERCENT = Fraction(1, 100)


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


SCALE_WORDS = {
    word: Fraction(10**power)
    for power, words in {
        2: "hundred",
        3: "thousand thousands k ths \u5343",
        4: "ten_thousand \u4e07 \u842c",
        5: "lakh lakhs lac hundred_thousand \u5341\u4e07",
        6: "million millions mn mio mln m \u767e\u4e07",
        7: "crore crores cr ten_million \u5343\u4e07",
        8: "hundred_million \u4ebf \u5104",
        9: "billion billions bn b thousand_million \u5341\u4ebf",
        10: "thousand_crore ten_billion \u767e\u4ebf",
        11: "hundred_billion \u5343\u4ebf",
        12: "trillion trillions tn trn lakh_crore \u4e07\u4ebf",
    }.items()
    for word in _words(words)
}
POINTS = {
    **dict.fromkeys(_words("percentage_point percentage_points pp ppt"), PERCENT),
    **dict.fromkeys(_words("basis_point basis_points bp bps"), PERCENT / 100),
}
SHARES = dict.fromkeys(_words("% per_cent percent pct"), PERCENT)
SHARES["\u2030"] = PERCENT / 10
TAILS = {**SCALE_WORDS, **POINTS, **SHARES}
MULTIPLES = ("times", "x", "-fold", "fold")
_MONEY = {
    "usd $ us$ dollar": "usd dollar",
    "eur \u20ac euro": "eur euro",
    "gbp \u00a3 pound": "gbp pound sterling",
    "cny rmb yuan renminbi": "cny rmb yuan renminbi",
    "jpy yen": "jpy yen",
    "inr \u20b9 rs rupee": "inr rupee",
    "krw \u20a9 won": "krw won",
    "aud a$": "aud dollar",
    "cad c$": "cad dollar",
    "hkd hk$": "hkd dollar",
    "chf": "chf franc",
}
CURRENCIES = {sign: units for signs, units in _MONEY.items() for sign in signs.split()}
CURRENCIES["$"] = "usd dollar aud cad hkd sgd nzd twd mxn"
CURRENCIES |= dict.fromkeys("\u00a5\u5143", "yuan cny rmb renminbi jpy yen twd")
CURRENCIES |= {
    f"{word}s": CURRENCIES[word] for word in ("dollar", "euro", "pound", "rupee")
}
SAID = {
    word: qualifier
    for qualifier, words in {
        "about": "about around approximately approx. approx roughly circa ca. ca c. some "
        "close_to ~ \u2248",
        "more_than": "more_than just_over over above exceeding exceeds in_excess_of >",
        "less_than": "less_than under below fewer_than <",
        "at_least": "at_least no_less_than not_less_than no_fewer_than minimum >= \u2265",
        "at_most": "at_most up_to no_more_than not_more_than not_to_exceed maximum <= \u2264",
        "nearly": "nearly almost just_under just_below",
    }.items()
    for word in _words(words)
}
_AFTER = {
    **dict.fromkeys(("+", "or more"), "at_least"),
    **dict.fromkeys(("or less", "or fewer"), "at_most"),
}
MISSING = frozenset(_words("n/a na n.a. nan null none nil x * ? #n/a tbd n/m"))
_NOTHING = re.compile(r"[-\u2014]+|\.{2,}|[:\u2026]")
FRACTIONS = {"\u00bd": 1, "\u00bc": 2, "\u00be": 2, "\u215b": 3, "\u215c": 3, "\u215d": 3,
             "\u215e": 3}  # fmt: skip
_PARTS = dict(zip(FRACTIONS, _words("5 25 75 125 375 625 875"), strict=True))
SPACES = " \u00a0\u2002\u2003\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_SAME = {ord(space): " " for space in SPACES} | {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x02BC), "'"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0xFFE5: "\u00a5",
}
_WHOLE = "|".join((
    *(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+" for mark in ", '"),
    *(r"[1-9]\d?(?:,\d\d)+,\d{3}", r"\d+"),
))  # fmt: skip
NUMBER = re.compile(rf"([+-]?)({_WHOLE}|)(?:\.(\d+))?", re.ASCII)
_CELL = re.compile(
    r"(?P<before>[^\d]*?)(?P<number>(?:(?<![A-Za-z])\.)?\d(?:[\d.,' ]*\d)?)(?P<after>\D*)",
    re.ASCII,
)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of some words at the start; none that is only the start of a longer one."""
    longest = sorted(words, key=len, reverse=True)
    ends = (
        r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        for word in longest
    )
    found = "|".join(re.escape(w) + end for w, end in zip(longest, ends, strict=True))
    return re.compile(rf"\s*({found})")


_BEFORE = _any_of([*SAID, *CURRENCIES, "rs.", *"+-("])
_BEHIND = _any_of([*TAILS, *CURRENCIES, *_AFTER, *MULTIPLES, ")"])
_UNIT = re.compile(r"[^\W\d_]{2}[^\W\d_ /-]*(?:[ /-][^\W\d_]+)*")
# What follows a number and is no unit: numerals, endings, the middle of a sentence.
_NO_UNIT = re.compile(
    r"(dozen|score|gross|mrd|mia|mld|tsd|mil|bio|st|nd|rd|th|or|to|and|per|of|in|out|by|from|"
    r"plus|minus|than|percentage|an)\b"
)
_NUMERALS = _words("thousand million billion trillion milliard hundred percent")


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
    money : str
        The currency sign or code beside the digits.
    step : Fraction, optional
        How fine the digits are where a half, a quarter or an eighth says so.
    """

    digits: str
    scale: Scale | None = None
    unit: str = ""
    qualifier: str = ""
    money: str = ""
    step: Fraction | None = None


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
    >>> found = read_notation("$930.9m")
    >>> found.digits, found.scale, found.money
    ('930.9', Fraction(1000000, 1), '$')
    >>> read_notation("~(4.7)%").digits
    '-4.7'
    """
    cell, step = _decimal(plain(text))
    refuse_missing(text, cell)
    match = _CELL.fullmatch(cell)
    if match is None:
        raise no_number(text)
    before, rest = _signs(match["before"], _BEFORE, "")
    after, named = _signs(match["after"], _BEHIND, unit)
    signs = [sign for sign in before if sign in "+-("]
    said = [SAID[sign] for sign in before if sign in SAID]
    said += [_AFTER[sign] for sign in after if sign in _AFTER]
    scales = [
        TAILS.get(sign, Fraction(1)) for sign in after if sign in (*TAILS, *MULTIPLES)
    ]
    money = [sign for sign in before + after if sign.rstrip(".") in CURRENCIES]
    brackets = before.count("("), after.count(")")
    if (
        rest
        or any(len(some) > 1 for some in (signs, said, scales, money))
        or len(set(brackets)) > 1
    ):
        raise no_number(text)
    if set(before) & {*"<>\u2264\u2265", "<=", ">="} and set(signs) & {*"-("}:
        raise InputError(
            f'"{text[:30]}" can be read as above or below the number or as more or less than '
            "its size; write -5 with the qualifier more_than for a fall of more than 5"
        )
    return Notation(
        _digits(text, match["number"], signs[0] if signs else ""),
        scales[0] if scales else None,
        _named(text, after, named, unit),
        said[0] if said else "",
        money[0].rstrip(".") if money else "",
        step,
    )


def _decimal(cell: str) -> tuple[str, Fraction | None]:
    """The cell with a half, a quarter or an eighth in decimals, and how fine that is."""
    found = re.search(f"[{''.join(FRACTIONS)}]", cell)
    if not found:
        return cell, None
    sign = found[0]
    pattern = rf"(?:(?<![\d.])(\d+) ?)?{sign}(?!\d)"
    cell = re.sub(pattern, lambda m: f"{m[1] or '0'}.{_PARTS[sign]}", cell, count=1)
    return cell, Fraction(1, 2 ** FRACTIONS[sign])


def _signs(text: str, known: re.Pattern[str], unit: str) -> tuple[list[str], str]:
    """The known signs and words at the start of a text, and what is left of it."""
    text = text.strip().lower()
    found: list[str] = []
    while text and not (unit and same_unit(text, unit)):
        match = known.match(text)
        if match is None:
            return found, text
        found.append(match[1])
        text = text[match.end() :].strip()
    return found, ""


def _named(text: str, after: list[str], word: str, unit: str) -> str:
    """The unit that a cell names; a word that may be a numeral is refused."""
    if word:
        numeral = _NO_UNIT.match(word) or get_close_matches(
            word.split()[0], _NUMERALS, 1, 0.8
        )
        share = any(sign in (*SHARES, *POINTS, *MULTIPLES) for sign in after)
        if unit or share or numeral or not _UNIT.fullmatch(word):
            named = f'the unit "{unit}"' if unit else "a unit"
            raise InputError(
                f'"{text[:50]}" ends in "{word[:30]}", which is neither a word of scale nor '
                f"{named}; keep the digits and put the rest into the columns scale and unit"
            )
        return word
    for sign in after:
        if sign in POINTS:
            return "percentage point" if POINTS[sign] == PERCENT else "basis point"
        if sign in SHARES:
            return "%"
        if sign in MULTIPLES:
            return "times"
    return ""


def refuse_missing(text: str, cell: str) -> None:
    """Refuse a mark that says "not there": blank and 0 are two different things."""
    if cell.lower() in MISSING or _NOTHING.fullmatch(cell):
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


def _digits(text: str, number: str, sign: str) -> str:
    """The digits with commas at the thousands; what could be two numbers is refused."""
    match = NUMBER.fullmatch(number)
    if match is None or not (match[2] or match[3]):
        refuse_two_readings(text, number)
        raise no_number(text)
    whole = re.sub(r"[ ',]", "", match[2])
    if whole != match[2]:
        whole = f"{int(whole):,}"
    sign = sign.replace("(", "-")
    return sign + whole + (f".{match[3]}" if match[3] is not None else "")


def refuse_two_readings(text: str, number: str) -> None:
    """Refuse a comma that may mark decimals or thousands, with both readings named."""
    match = re.fullmatch(r"([+-]?\d[\d. ]*),(\d+)", number)
    if match:
        decimal = match[1].replace(".", "").replace(" ", "") + "." + match[2]
        other = f"{int(re.sub(r'[^0-9]', '', match[1]) + match[2])}"
        raise InputError(
            f'"{text[:30]}" can be read as {decimal} (a decimal comma) or as {other} (a '
            "comma that marks no thousand); write the one you mean, with a decimal point"
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
    ending = re.search("(?:(ie)|(?:ss|ch|sh|x)(e))s$", word)
    if ending:
        return word[:-3] + "y" if ending[1] else word[:-2]
    plural = (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )
    return word[:-1] if plural else word


def refuse_scale_of_one(text: str, unit: str, scale: Scale) -> None:
    """Refuse a figure in per cent or points whose scale is not theirs."""
    word = unit.lower() if unit.lower() in (*SHARES, *POINTS) else ""
    word = word or next((w for w in SHARES if plain(text).lower().endswith(w)), "")
    if text.strip() and word and scale != TAILS[word]:
        named = "per cent" if SHARES.get(word) == PERCENT else word
        raise InputError(
            f'"{text[:30]}"{f" ({unit})" if unit else ""} is in {named} but its scale is '
            f"{_short(scale)}; {named} has scale {_short(TAILS[word])}"
        )


def _short(scale: Scale) -> str:
    return str(float(scale)) if 0 < scale < 1 else str(scale)


def money_fits(sign: str, unit: str) -> bool:
    """Whether a currency sign or code may stand beside the unit of a row."""
    return not unit or any(name in unit.lower() for name in CURRENCIES[sign].split())
