"""How an exact value is written for a reader: scaled, with bounds rounded outward."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from fractions import Fraction

from .interval import INF, Interval, Number, decimal, divide, exact, fixed
from .vocabulary import meanings, values

RATIOS = frozenset({"ratio", "1", *meanings("%")})
PERCENT = Fraction(1, 100)
SCALES = {exact(worth): word for word, worth in values("said scale").items()}
RATES = {exact(worth): word for word, worth in values("rate").items()}
_POINTS: dict[tuple[Number, str], str] = {
    (worth, word): f" {kind}"
    for kind in ("percentage point", "basis point")
    for word, worth in values(kind).items()
}
_PLURALS, _NO_PLURAL = meanings("plural"), meanings("no plural")
_LARGE = ((10**13, 10**12), (10**10, 10**9), (10**6, 10**6))  # from here on: scale
MONTHS = tuple(meanings("month"))


def show_period(start: str, end: str) -> str:
    """Write a period of months: "June 2022", "January to June 2022", "2022"."""
    months = [month for month in (start, end) if month]
    plain = all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) for month in months)
    if not (months and plain):
        return " to ".join(dict.fromkeys(months))
    if (start, end) == (f"{end[:4]}-01", f"{start[:4]}-12"):
        return end[:4]
    names = [f"{MONTHS[int(m[5:]) - 1]} {m[:4]}" for m in dict.fromkeys(months)]
    if len(names) == 2 and start[:4] == end[:4]:
        names[0] = names[0][:-5]
    return " to ".join(names)


def plural(word: str) -> str:
    """The plural of a unit; a symbol, or a word that has none, stays as it is."""
    head, of, rest = word.partition(" of ")
    before, space, noun = head.rpartition(" ")
    symbol = len(noun) < 3 or not re.fullmatch("(?=.*[aeiouy])[A-Z]?[a-z-]+", noun)
    if noun.lower() in _PLURALS:
        noun = _PLURALS[noun.lower()]
    elif symbol or noun.lower() in {*_NO_PLURAL, *_PLURALS.values()}:
        return word
    elif re.search("(ss|sh|ch|x|z|us)$", noun):
        noun += "es"
    elif re.search("[^aeiou]y$", noun):
        noun = noun[:-1] + "ies"
    elif not noun.endswith("s"):
        noun += "s"
    return before + space + noun + of + rest


def counted(number: int, word: str) -> str:
    """So many of something: "1 relation", "3 relations"."""
    return f"{number} {word if number == 1 else plural(word)}"


def listed(said: Iterable[str], most: int = 0, sign: str = ", ") -> str:
    """Some things in a sentence, the rest counted: "a, b and c", "a, b and 4 more"."""
    every = [*said]
    few = every[: most or None]
    few += [f"{len(every) - len(few)} more"] * (len(few) < len(every))
    return " and ".join(filter(None, [sign.join(few[:-1]), *few[-1:]]))


def is_ratio(unit: str) -> bool:
    """Whether a unit is that of a share or another ratio."""
    return unit.lower() in RATIOS


def unit_words(unit: str, one: bool = False) -> str:
    """The unit as it is said after a number: "matches", "yuan per person"."""
    first, *others = [part.strip() for part in unit.split("/")]
    if is_ratio(first) or first == "rank":
        first = ""
    return " per ".join([first if one else plural(first), *others]).strip()


def scale_of(value: Number, unit: str) -> Number:
    """The scale in which a reader expects a value of this size and unit."""
    if is_ratio(unit) and unit != "1":
        return PERCENT
    size = -value if value < 0 else value
    return next((said for least, said in _LARGE if least <= size < INF), 1)


def said_scale(value: Number, step: Number, scale: Number, unit: str) -> Number:
    """The scale in which people say a print: million for one in ten thousands.

    Never one in which it would show more digits than were printed.
    """
    plain = scale <= 1 or scale in SCALES or is_ratio(unit)
    if plain or not re.fullmatch("10*", str(scale)):
        return scale
    least = max(step, scale_of(value, unit))
    return next((known for known in (1, *SCALES) if known >= least), scale)


def tail(scale: Number, unit: str, one: bool = False) -> str:
    """What follows the digits: the word of the scale and the unit."""
    if (point := (scale, unit.lower())) in _POINTS:
        return _POINTS[point] + "s" * (not one)
    if scale == PERCENT and (is_ratio(unit) or not unit):
        return " %"
    if scale in RATES:
        first, *others = unit.split("/")
        said = [unit_words(first), RATES[scale], *(plural(other) for other in others)]
    else:
        word = SCALES.get(scale, "" if scale == 1 else f"x {_factor(scale)}")
        said = [word, unit_words(unit, one and scale == 1)]
    return "".join(" " + word for word in said if word)


def _factor(scale: Number) -> str:
    """A scale that has no word: "100", "10^15"."""
    digits = decimal(scale, -1, 60)
    power = digits.strip("0.") == "1" and len(digits) > 7
    return f"10^{round(math.log10(scale))}" if power else digits


def show_print(value: Number, step: Number, scale: Number, unit: str) -> str:
    """Write a print in a scale, with the digits that it has."""
    places = round(math.log10(Fraction(scale) / Fraction(step)))
    shown = fixed(Fraction(value) / Fraction(scale), places)
    return grouped(shown) + tail(scale, unit, one=shown == "1")


def grouped(digits: str) -> str:
    """The digits with a comma at each thousand: "8237.4" as "8,237.4"."""
    whole, point, rest = digits.partition(".")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole) + point + rest


def places_for(width: Number) -> int:
    """Decimals enough to see a hundredth part of an interval of this width."""
    if width in (0, INF):
        return 6
    if width >= 100:  # also where it is too large for a float
        return 0
    return math.ceil(2 - math.log10(max(width, Fraction(1, 10**7))))


def show_value(
    value: Number, unit: str, places: int = 2, scale: Number | None = None
) -> str:
    """Write one value: "44.62 %", "8,237.4 bn yuan"."""
    scale = scale_of(value, unit) if scale is None else scale
    if value in (INF, -INF):
        return decimal(value, 1)
    nearest = Fraction(round(Fraction(value) / scale * 10**places), 10**places)
    shown = decimal(nearest, 1, places)
    return grouped(shown) + tail(scale, unit, one=shown == "1")


def show_interval(
    interval: Interval,
    unit: str,
    scale: Number | None = None,
    places: int | None = None,
    bare: bool = False,
) -> str:
    """Write an interval with its ends rounded outward: "[468.5, 469.5] million people".

    An interval that is one value is written as that value; `bare` leaves out what
    would follow the bounds.
    """
    point = interval.low == interval.high
    if unit == "rank" and point and not bare:
        return f"rank {interval.low}"
    if scale is None:
        ends = [end for end in interval[:2] if abs(end) != INF]
        scale = max((scale_of(end, unit) for end in ends), default=1)
    scaled = scaled_by(interval, scale)
    if point:  # one value, with the decimals that it has
        places = max(places or 0, places_of(interval, scale))
    if places is None:
        places = places_for(scaled.high - scaled.low if scaled.bounded else INF)
    percent = tail(scale, unit) == " %"
    shown = _ends(scaled, places, " %" if percent else "")
    return shown if percent or bare else shown + tail(scale, unit, one=shown == "1")


def places_of(interval: Interval, scale: Number) -> int:
    """The decimals that the ends of an interval have, counted in a scale."""
    ends = [end for end in scaled_by(interval, scale)[:2] if abs(end) != INF]
    return next(
        (p for p in range(12) if all((end * 10**p).denominator == 1 for end in ends)), 6
    )


def scaled_by(interval: Interval, scale: Number) -> Interval:
    """The interval counted in a scale."""
    low, high = (end if abs(end) == INF else divide(end, scale) for end in interval[:2])
    return interval._replace(low=low, high=high)


def ends_of(interval: Interval, places: int) -> list[str]:
    """Both ends, rounded outward to so many decimals."""
    return [decimal(interval.low, -1, places), decimal(interval.high, 1, places)]


def _ends(scaled: Interval, places: int, sign: str) -> str:
    low, high = short = ends_of(scaled, places)
    if low == high and scaled.low == scaled.high and not scaled.low_open:
        return grouped(low) + sign
    longest = max(len(end.partition(".")[2]) for end in short)
    low, high = (  # 44.7 beside 44.55: 44.70
        end
        if "inf" in end
        else grouped(fixed(Fraction(end), longest if "." in end else 0)) + sign
        for end in short
    )
    left = "(" if scaled.low_open or scaled.low == -INF else "["
    right = ")" if scaled.high_open or scaled.high == INF else "]"
    return f"{left}{low}, {high}{right}"
