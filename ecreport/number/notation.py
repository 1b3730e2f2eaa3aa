"""A printed number as it stands on a page, taken apart: digits, sign, scale, qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from ..errors import InputError
from .interval import decimal
from .vocabulary import meanings, values
from .wording import PERCENT, is_ratio

SHARES = values("%")
POINTS = values("percentage point") | values("basis point")
SCALES = values("scale") | POINTS | SHARES
QUALIFIED = meanings("qualifier")
_BEHIND = meanings("qualifier behind")
_TAILS = SCALES | values("times")
_CURRENCIES = meanings("currency")
_FRACTIONS = values("fraction")
_MISSING, _NUMERALS = meanings("missing"), meanings("numeral")
_SINGULARS = {many: one for one, many in meanings("plural").items()}
_NAMED = {  # the unit that a word after the digits gives
    word: kind
    for kind in ("%", "percentage point", "basis point", "times")
    for word in meanings(kind)
}
MOST_DIGITS = 40
_SAME = {  # one kind of space, minus, apostrophe, digit and yen for the others
    **dict.fromkeys((0xA0, *range(0x2002, 0x200B), 0x202F, 0x3000), " "),
    **dict.fromkeys((*range(0x2010, 0x2014), 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x02BC), "'"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0xFFE5: "\u00a5",
}
_NOTHING = re.compile(r"[-\u2014]+|\.{2,}|[:\u2026]")
_WHOLE = "|".join((
    *(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+" for mark in ", '"),
    *(r"[1-9]\d?(?:,\d\d)+,\d{3}", r"\d+"),
))  # fmt: skip
NUMBER = re.compile(rf"([+-]?)(?=\.?\d)({_WHOLE}|)(?:\.(\d+))?", re.ASCII)
_CELL = re.compile(
    r"(?P<before>[^\d]*?)(?P<number>(?:(?<![A-Za-z])\.)?\d(?:[\d.,' ]*\d)?)(?P<after>\D*)",
    re.ASCII,
)
_UNIT = re.compile(r"[^\W\d_]{2}[^\W\d_ /-]*(?:[ /-][^\W\d_]+)*")
# What follows a number and is no unit: numerals, endings, the middle of a sentence.
_NO_UNIT = re.compile(rf"({'|'.join(meanings('no unit'))})\b")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of some words at the start; none that is only the start of a longer one."""
    longest = sorted(words, key=len, reverse=True)
    found = (
        re.escape(w) + r"(?![a-z])" * bool(re.search("[a-z]$", w)) for w in longest
    )
    return re.compile(rf"\s*({'|'.join(found)})")


_SIGNS_BEFORE = _any_of([*QUALIFIED, *_CURRENCIES, "rs.", *"+-("])
_SIGNS_BEHIND = _any_of([*_TAILS, *_CURRENCIES, *_BEHIND, ")"])


@dataclass(frozen=True)
class Notation:
    """What a cell prints: the digits with their sign, and what stood around them."""

    digits: str  # a comma at each thousand, a minus before them
    scale: Fraction | None = None  # what a word or sign says one unit of them is worth
    unit: str = ""  # the unit that the cell names besides
    qualifier: str = ""
    money: str = ""  # the currency sign or code beside the digits
    step: Fraction | None = None  # how fine they are where a half or a quarter says so


@dataclass(frozen=True)
class Digits:
    """What stands on the page: the value of the digits and how fine they are."""

    value: Fraction
    decimals: int
    last_power: int  # the power of ten of the last digit that is not zero

    @classmethod
    def read(cls, text: str, unit: str) -> Digits:
        """Read digits as publishers print them: "8,237.4", "+6.1", ".5", "44.6%"."""
        number = plain(text).removesuffix("%").strip()
        sign, whole, part = _parts(text, number)
        if number != plain(text) and not is_ratio(unit):
            raise InputError(
                f'"{text}" has a per-cent sign but its unit is "{unit}"; '
                'drop the sign or set the unit to "ratio" with scale 0.01'
            )
        decimals, digits = len(part or ""), whole + (part or "")
        trailing = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
        value = Fraction(int(sign + digits), 10**decimals)
        return cls(value, decimals, trailing - decimals)


def plain(text: str) -> str:
    """The text with one kind of space, minus, apostrophe and digit."""
    return text.translate(_SAME).strip()


def read_notation(text: str, unit: str = "") -> Notation:
    """Read a cell as people type it from a page; its row may name the unit it repeats.

    Raises
    ------
    InputError
        When it is no number, could be two, or says "not there".
    """
    cell, step = _decimal(plain(text))
    match = _CELL.fullmatch(cell)
    if match is None:
        raise _no_number(text, cell)
    before, rest = _signs(match["before"], _SIGNS_BEFORE, "")
    behind, named = _signs(match["after"], _SIGNS_BEHIND, unit)
    signs = [sign for sign in before if sign in "+-("]
    said = [QUALIFIED[sign] for sign in before if sign in QUALIFIED]
    said += [_BEHIND[sign] for sign in behind if sign in _BEHIND]
    scales = [_TAILS[sign] for sign in behind if sign in _TAILS]
    money = [s for sign in before + behind if (s := sign.rstrip(".")) in _CURRENCIES]
    twice = any(len(some) > 1 for some in (signs, said, scales, money))
    if rest or twice or before.count("(") != behind.count(")"):
        raise _no_number(text, cell)
    if {*before} & {*"<>\u2264\u2265", "<=", ">="} and {*signs} & {*"-("}:
        raise InputError(
            f'"{text[:30]}" can be read as above or below the number or as more or less than '
            "its size; write -5 with the qualifier more_than for a fall of more than 5"
        )
    _, whole, part = _parts(text, match["number"])
    if re.search("[ ',]", match["number"]):
        whole = f"{int(whole):,}"
    return Notation(
        "".join(signs).replace("(", "-") + whole + ("" if part is None else f".{part}"),
        scales[0] if scales else None,
        _named(text, behind, named, unit),
        "".join(said),
        "".join(money),
        step,
    )


def _decimal(cell: str) -> tuple[str, Fraction | None]:
    """The cell with a half, fifth or the like in decimals, and how fine that is."""
    found = re.search("|".join(_FRACTIONS), cell)
    if not found:
        return cell, None
    part = _FRACTIONS[found[0]]
    digits = decimal(part, 1).removeprefix("0")
    pattern = rf"(?:(?<![\d.])(\d+) ?)?{found[0]}(?!\d)"
    cell = re.sub(pattern, lambda m: (m[1] or "0") + digits, cell, count=1)
    return cell, Fraction(1, part.denominator)


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


def _named(text: str, behind: list[str], word: str, unit: str) -> str:
    """The unit that a cell names; a word that may be a numeral is refused."""
    kinds = [_NAMED[sign] for sign in behind if sign in _NAMED]
    if not word:
        return kinds[0] if kinds else ""
    first = word.split()[0]
    numeral = _NO_UNIT.match(word) or get_close_matches(first, _NUMERALS, 1, 0.8)
    if unit or kinds or numeral or not _UNIT.fullmatch(word):
        named = f'the unit "{unit}"' if unit else "a unit"
        raise InputError(
            f'"{text[:50]}" ends in "{word[:30]}", which is neither a word of scale nor '
            f"{named}; keep the digits and put the rest into the columns scale and unit"
        )
    return word


def _parts(text: str, number: str) -> tuple[str, str, str | None]:
    """Sign, digits before and behind the point; what is no number is refused."""
    match = NUMBER.fullmatch(number)
    if match is None:
        raise _no_number(text, number)
    sign, whole, part = match[1], re.sub("[ ',]", "", match[2]), match[3]
    size = len(whole) + len(part or "")
    if size > MOST_DIGITS:
        raise InputError(f"{size} digits are more than the limit of {MOST_DIGITS}")
    return sign, whole, part


def _no_number(text: str, number: str) -> InputError:
    """Why a text is no printed number: a mark for nothing, two readings, or neither."""
    if number.lower() in _MISSING or _NOTHING.fullmatch(number):
        return InputError(
            f'"{text[:20]}" says that no number is there; leave the cell blank if the '
            "figure was not printed, or write 0 if it is zero"
        )
    match = re.fullmatch(r"[+-]?(\d[\d. ]*),(\d+)", number)
    if match:
        whole = re.sub("[. ]", "", match[1])
        return InputError(
            f'"{text[:30]}" can be read as {whole}.{match[2]} (a decimal comma) or as '
            f"{int(whole + match[2])} (a comma that marks no thousand); write the one you "
            "mean, with a decimal point"
        )
    return InputError(
        f'"{text[:50]}" is not a printed number; write it like 8,237.4 or -0.5 '
        "(comma or space at each thousand, a point before the decimals)"
    )


def same_unit(one: str, other: str) -> bool:
    """Whether two words are one unit, singular or plural, in any case."""
    return singular(one) == singular(other)


def singular(word: str) -> str:
    """A unit without its plural ending, in lower case."""
    word = word.strip().lower().replace("persons", "person")
    word = _SINGULARS.get(word, word)
    ending = re.search("(?:(ie)|(?:ss|ch|sh|x)(e))s$", word)
    if ending:
        return word[:-3] + "y" if ending[1] else word[:-2]
    regular = len(word) > 3 and re.search("[^sui]s$", word)
    return word[:-1] if regular else word


def refuse_scale_of_one(text: str, unit: str, scale: Fraction) -> None:
    """Refuse a figure in per cent or points whose scale is not theirs."""
    word = unit.lower() if unit.lower() in (*SHARES, *POINTS) else ""
    word = word or next((w for w in SHARES if plain(text).lower().endswith(w)), "")
    if text.strip() and word and scale != SCALES[word]:
        named = "per cent" if SHARES.get(word) == PERCENT else word
        raise InputError(
            f'"{text[:30]}"{f" ({unit})" if unit else ""} is in {named} but its scale is '
            f"{decimal(scale, 1, 12)}; {named} has scale {decimal(SCALES[word], 1)}"
        )


def money_fits(sign: str, unit: str) -> bool:
    """Whether a currency sign or code may stand beside the unit of a row."""
    return not unit or any(name in unit.lower() for name in _CURRENCIES[sign].split())
