"""Every printed figure of a text, with what the words around it say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from ..errors import InputError
from . import words
from .names import NAMES
from .periods import Place, date_figures, periods, written

COLUMNS = (
    *("id", "as_printed", "sign", "scale", "unit", "qualifier", "readings", "kind"),
    *("period_start", "period_end", "label", "quote", "start", "end", "doubt"),
)
TIMES = "growth as printed: 0; times as much: -1"
_GROUP = r"[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\d])(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?![\d])(?:[.]\d+)?|\d+(?:[.,'’]\d+)*|(?<=[\s($€£-])\.\d+)"
    r"(?:\s?[½⅓⅔¼¾]|[\s-]\d/\d(?!\d))?"
)
_WELL = re.compile(
    rf"(?:\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d{{1,3}}(?:['’]\d{{3}})+"
    r"|\d{1,2}(?:,\d{2})+,\d{3}|)(?:\.\d+)?"
)
_GLUED = re.compile(r"[A-Za-z_/@#&]$|[A-Za-z][-–.]$|\d[-–]?[A-Za-z]+$|[A-Za-z]\d*[-/]$")
_SIGN = re.compile(r"(?:^|[\s(~])([-+\u2212])$|(?<=\s)(minus|negative)\s+$")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?i:in|since|by|from|to|of|during|until|till|for|and|than|before|after|the|its|our"
    r"|this)|[-–(,/]|^)\s*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TAG = re.compile(
    r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|</?[a-zA-Z][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|br|tr|t[dh]|table|section|article|title)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)|`[^`\n]*`"
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_BREAK = re.compile(
    r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9$€£])|\n[ \t]*\n\s*"
    r"|\n(?=[ \t]*(?:[-*•|…]|#))|…|——|\n(?=[A-Z])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mio|Mrd|Nos?|vs|Rs|Inc|Ltd|Corp|Co|approx|ca|Mr|Ms|Dr|St|Fig|cf|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass
class Found:
    """One figure of a text: its digits, their place, and what the words say of it."""

    start: int
    end: int
    digits: str
    before: int  # where its qualifier, currency or sign begins
    after: int  # where its scale and unit end
    sign: str = ""
    power: int = 0
    unit: str = ""
    currency: str = ""
    qualifier: str = "exact"
    kind: str = "level"
    label: str = ""
    quote: str = ""
    value: Fraction | None = None  # of a fraction in words
    sentence: int = 0
    signed: bool = False  # a plus or minus stands before it
    scaled: bool = False  # a scale word or letter stands with it
    range_of: int | None = None  # the place of the range's low end in the list
    period: tuple[str, str] = ("", "")
    doubts: list[str] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Whether neither scale nor unit stands with the digits."""
        return not self.scaled and not self.unit and not self.value

    @property
    def scale(self) -> float | int:
        """What one unit of the digits is worth."""
        return 10**self.power if self.power >= 0 else float(f"1e{self.power}")


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
    found = find(text)
    names: set[str] = set()
    rows = [
        (
            *(
                _id(one, names),
                text[one.start : one.end],
                one.sign,
                one.scale,
                one.unit,
            ),
            *(
                one.qualifier,
                TIMES if one.unit == "times" and one.kind == "growth" else "",
                one.kind,
            ),
            *(*one.period, one.label, one.quote, one.start, one.end),
            "; ".join(one.doubts),
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _id(one: Found, taken: set[str]) -> str:
    """A name for formulas, from the label: "retail_sales", "retail_sales_2"."""
    slug = "_".join(re.findall(r"[a-z0-9]+", one.label.lower())[:6])
    slug = slug if slug[:1].isalpha() else f"figure_{slug}".rstrip("_")
    slug = (
        f"{slug}_{one.kind}"
        if one.kind in ("growth", "change", "share") and one.kind not in slug
        else slug
    )
    name, n = slug, 1
    while name in taken:
        n += 1
        name = f"{slug}_{n}"
    taken.add(name)
    return name


def find(text: str) -> list[Found]:
    """The figures behind `read`, with the places of the words that belong to them."""
    _refuse_other_scripts(text)
    clean = blanked(text)
    said = [*_in_words(clean)]
    spans = [(one.start, one.end) for one in said]
    digits = [one for one in _in_digits(clean) if not _dated(spans, one.start)]
    found = sorted([*digits, *said], key=lambda one: one.start)
    starts = sentences(clean)
    _place(found, clean, starts)
    _inherit(found, clean)
    for i, one in enumerate(found):
        _qualify(one, clean, starts[one.sentence])
        _judge_kind(found, i, clean, starts)
    _date(found, clean, starts)
    _doubt_scales(found, clean)
    return found


def _refuse_other_scripts(text: str) -> None:
    letters = [c for c in text[:20_000] if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    if letters and latin < len(letters) / 2:
        raise InputError(
            "the text is not written in Latin letters; reading knows English only. Put an "
            "English text here, or type the figures into claims.csv by hand"
        )


def blanked(text: str) -> str:
    """The text without tags, links and marks of Markdown; every other letter in its place."""
    text = _TAG.sub(_gap, text)
    text = _LINK.sub(lambda match: " " * len(match[0]), text)
    text = _ENTITY.sub(lambda match: html.unescape(match[0])[0].ljust(len(match[0])), text)
    return re.sub(
        r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w%])[*_](?!\w)",
        lambda m: " " * len(m[0]),
        text,
    )


def _gap(match: re.Match[str]) -> str:
    size = len(match[0])
    return ("\n\n" if _BLOCK.match(match[0]) else "").ljust(size) if size > 2 else " " * size


def sentences(text: str) -> list[int]:
    """Where each sentence, list item or paragraph begins."""
    ends = [
        match.end()
        for match in _BREAK.finditer(text)
        if not _ABBREVIATED.search(text[max(0, match.start() - 12) : match.start()])
        or "\n" in match[0]
    ]
    return sorted({0, *ends})


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
    bracket = bool(closed and (before or len(closed[0]) > 2))
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
    from bisect import bisect_right

    for one in found:
        one.sentence = bisect_right(starts, one.start) - 1
        first = starts[one.sentence]
        last = starts[one.sentence + 1] if one.sentence + 1 < len(starts) else len(text)
        one.quote = " ".join(text[first:last].split()).strip("… ")[:300]


_JOINT = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|to|and/or|through|&|-|–|—|versus|vs\.?)|/)\s*(?:(?:to|by|from|a|an|the)\s+)?$"
)
_BRACKET = re.compile(r"[^()\d]{0,30}\((?:[^()]{0,60}[:=]\s*|(?:[a-z]+\s+){0,3})$")


def _inherit(found: list[Found], text: str) -> None:
    """Lists, ranges and brackets: the 7.4 of "7.4, 7.1 and 16.6 percent" is per cent."""
    for one, after in reversed(list(zip(found, found[1:], strict=False))):
        gap = text[one.after : after.before]
        if _JOINT.fullmatch(gap) and _shares(one, after):
            _copy(after, one)
    for i, (one, after) in enumerate(zip(found, found[1:], strict=False)):
        gap = text[one.after : after.before]
        if after.bare and not one.bare and (_BRACKET.fullmatch(gap) and _alike(one, after)):
            _copy(one, after)
        if _is_range(text, one, after, gap):
            after.range_of = i
            for end, what in ((one, "low"), (after, "high")):
                end.doubts.append(f"{what} end of a range")


def _shares(one: Found, after: Found) -> bool:
    """Whether the words behind the second figure are the first one's too."""
    if one.value is not None or after.value is not None:
        return False
    if one.currency and not one.scaled and after.bare is False and after.unit in ("", one.unit):
        return after.scaled and _alike(one, after) and "," not in one.digits
    if one.unit not in ("", after.unit):
        return False
    if one.scaled or (one.unit and not after.scaled) or (not after.unit and not after.scaled):
        return False
    if re.search(r"\d,\d{3}", one.digits) and after.scaled:
        return False
    if (
        one.unit == ""
        and after.unit not in ("ratio", "percentage point", "times")
        and not after.scaled
    ):
        return True
    return _alike(one, after)


def _alike(one: Found, after: Found) -> bool:
    a, b = (
        float(re.sub(r"[^\d.]", "", f.digits) or 0) if f.digits.count(".") < 2 else 0.0
        for f in (one, after)
    )
    return a == 0 or b == 0 or 0.01 <= a / b <= 100


def _copy(source: Found, target: Found) -> None:
    target.power, target.scaled = source.power, source.scaled
    target.currency = source.currency = target.currency or source.currency
    target.unit = source.unit = source.unit or target.unit
    if any("US dollar" in doubt for doubt in source.doubts) and not any(
        "US dollar" in d for d in target.doubts
    ):
        target.doubts.append("$ read as US dollar")


def _is_range(text: str, one: Found, after: Found, gap: str) -> bool:
    """Two ends: "between 5 and 7", "5-7", "5 to 7", not "from 5 to 7"."""
    left = text[max(0, one.before - 40) : one.before]
    if one.unit != after.unit or one.power != after.power or one.value or after.value:
        return False
    if re.fullmatch(r"\s*and\s*", gap):
        return bool(re.search(r"\bbetween\s*$", left))
    if re.fullmatch(r"\s*[-–—]\s*", gap):
        return True
    ranging = re.search(r"\b(?:rang\w+|range of|anywhere)\s+(?:from\s*)?$", left)
    return bool(
        re.fullmatch(r"\s*to\s*", gap)
        and (
            ranging
            or not re.search(
                r"\b(?:from|by)\s*$|(?:rose|fell|grew|up|down|increas\w+|decreas\w+)\s*$",
                left,
            )
        )
    )


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


_OR = re.compile(r"[\w\s]{0,25},?\s+or\s+")


def _judge_kind(found: list[Found], i: int, text: str, starts: list[int]) -> None:
    """What the figure is: level, count, share, growth, change, rate or rank."""
    one, start = found[i], starts[found[i].sentence]
    left, right = text[start : one.before], text[one.after : one.after + 60]
    previous = found[i - 1] if i and found[i - 1].sentence == one.sentence else None
    gap = text[previous.after : one.before] if previous else ""
    listed = previous is not None and (
        _JOINT.fullmatch(gap) and not gap.strip().startswith("to") and previous.unit == one.unit
    )
    changed = _changed(one, left, right)
    also = previous is not None and previous.kind in ("growth", "change")
    joined = one.range_of is not None or (also and _OR.fullmatch(gap))
    if previous is not None and joined:
        unit = "growth" if one.unit in ("ratio", "times") else "change"
        one.kind = unit if also else previous.kind
        one.sign, one.label = one.sign or previous.sign, previous.label
        return
    if listed and previous is not None and not changed:
        one.kind, one.sign = (
            previous.kind,
            one.sign or (previous.sign if previous.kind in ("growth", "change") else ""),
        )
    elif changed:
        one.kind = "growth" if one.unit in ("ratio", "times") else "change"
        one.sign = one.sign or _direction(left, right)
    else:
        one.kind = _level(one, left, right, previous)
    one.label = _label(left, previous)


def _changed(one: Found, left: str, right: str) -> bool:
    if one.unit == "percentage point":
        return True
    if one.value is not None:
        return bool(words.CHANGED.search(left) and re.search(r"\bby\s*$", left))
    behind = words.CHANGES.match(right)
    if words.LEVEL.search(left) and not behind:
        return bool(
            re.search(
                r"(?:increase|decrease|rise|fall|growth|decline|drop|gain|change|reduction|jump|surge|improvement|contraction|slump)(?:\s+rate)?\s+(?:of|at|to|was|is|were)\s*$",
                left,
            )
        )
    if one.unit == "ratio" and one.signed:
        return True
    earned = one.currency and re.search(r"\bgained\s*$", left)
    return bool((words.CHANGED.search(left) and not earned) or behind)


def _direction(left: str, right: str) -> str:
    """Minus where the words nearest to the figure say down."""
    behind = words.CHANGES.match(right)
    if behind and not words.CHANGED.search(left):
        return (
            "-" if re.match(r"fall", behind["word"], re.I) or _is_down(behind["word"]) else ""
        )
    nearest = [*words.DIRECTION.finditer(left[-120:])]
    if nearest and re.search(r"\b(?:not|without)\s+$", left[-120:][: nearest[-1].start()]):
        return ""
    return "-" if nearest and nearest[-1]["down"] else ""


def _is_down(word: str) -> bool:
    match = words.DIRECTION.fullmatch(word)
    return bool(match and match["down"])


def _level(one: Found, left: str, right: str, previous: Found | None) -> str:
    if one.unit == "ratio":
        return _share_or_rate(one, left, right, previous)
    if one.unit == "times":
        return "rate"
    if re.search(r"\brank\w*(?:\s+\w+)?\s*$", left):
        return "rank"
    if (
        one.currency
        or one.unit in words.MEASURES
        or (not one.unit and "." in one.digits and not one.scaled)
    ):
        return "level"
    return "count"


def _share_or_rate(one: Found, left: str, right: str, previous: Found | None) -> str:
    compared = re.search(rf"(?:\b{words.BASE}|\([^()]*)\s*(?:the\s+|a\s+|an\s+)?$", left)
    if compared and previous is not None and previous.unit == "ratio":
        return previous.kind
    near = left[-90:]
    if re.search(
        r"\b(?:growth|increase)\b(?:\s+\w+){0,3}\s+(?:of|at|to|was|from|reached)\s*$",
        near,
    ):
        return "growth"
    if (
        words.SHARE.search(near)
        or one.value is not None
        or re.match(r"\s+of\s+(?:the|all|total|its|their|our)\b", right)
    ):
        return "share"
    return "rate" if words.RATE.search(left) else "share"


_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|stood|reached|rose|fell|grew|increased|decreased|declined"
    r"|dropped|climbed|improved|totall?ed|amounted|hit|went|gained|advanced|exceed\w*|surpass\w*|sold|recorded|reported"
    r"|account\w*|made|came|remained|edged|jumped|surged|soared|expanded|contracted|slipped|averaged|comprised|represent\w*"
    r"|ranged?|posted|generated|shipped|employ\w*|held|saw|attract\w*|register\w*|top\w*|expect\w*|forecast\w*|contribut\w*|showed|shows|between|up|down|by|to|of\s*$|at|from)\b"
)


def _label(left: str, previous: Found | None) -> str:
    """What the figure is of: the words before the verb of its clause."""
    clause = re.split(
        r"[;:(]|\s[-–—]\s|,\s+(?:and|while|but|of which)\s+|\bwhile\b|\bwith\b", left
    )[-1]
    clause = re.sub(
        r"^\W*(?:In|During|At|By|As of|From|For|Of|On|Among)\b[^,]*,(?!\d)", "", clause
    )
    for period in reversed(periods(clause)):
        clause = clause[: period.start] + " " + clause[period.end :]
    clause = re.sub(
        r"^(?:\W|\b(?:[Ii]n|[Dd]uring|[Aa]t|[Ff]or|[Oo]f|[Aa]s|the|a total of)\b)+", "", clause
    )
    subject = _VERB.split(clause)[0]
    subject = re.sub(
        r"^\W*(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|and|that|with|which)\s+",
        "",
        " ".join(subject.split()),
    )
    subject = " ".join(subject.strip(' ,.-–—…*|#"“”').split()[-8:])
    return subject if len(subject) > 2 else previous.label if previous else ""


def _date(found: list[Found], text: str, starts: list[int]) -> None:
    places = [Place(one.before, one.after, one.kind == "change") for one in found]
    date_figures(places, text, starts)
    for one, place in zip(found, places, strict=True):
        one.period = written(place.first, place.months)
        if place.doubt:
            one.doubts.append(place.doubt)


def _doubt_scales(found: list[Found], text: str) -> None:
    """Doubts that only the whole text can tell: "in millions" elsewhere, steps of a hundred."""
    said = re.search(r"\(?\bin\s+(?:[A-Z$€£]+\s*)?(thousands|millions|billions)\b", text)
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
        if said and one.currency and not one.scaled:
            one.doubts.append(
                f'the text says "in {said[1]}" somewhere; the scale may stand there'
            )
        if rounded and one in whole:
            one.doubts.append("every whole figure here ends in 00: step 100?")
