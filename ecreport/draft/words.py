"""The words around a printed number: scales, units, qualifiers, directions, names."""

from __future__ import annotations

import re
from fractions import Fraction

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
SCALES = {
    r"lakh\s+crores?": 12,
    r"hundred\s+millions?": 8,
    r"hundred\s+thousands?": 5,
    r"ten\s+thousands?": 4,
    r"trillions?|trn|tn": 12,
    r"billions?|bln|bn|mrd\.?": 9,
    r"millions?|mio\.?|mln|mn|mm": 6,
    r"thousands?": 3,
    r"crores?": 7,
    r"lakhs?|lacs?": 5,
    r"hundreds?": 2,
}
LETTERS = {"k": 3, "m": 6, "b": 9}  # only glued to the digits, or after a currency
SCALE = "|".join(SCALES)

CURRENCIES = {
    r"US\$|U\.S\.\s?\$|USD|(?:US|U\.S\.|American)\s+dollars?": "usd",
    r"HK\$|HKD|Hong\s+Kong\s+dollars?": "hkd",
    r"NT\$|TWD": "twd",
    r"(?:A|AU)\$|AUD|Australian\s+dollars?": "aud",
    r"(?:C|CA|CDN)\$|CAD|Canadian\s+dollars?": "cad",
    r"NZ\$|NZD": "nzd",
    r"S\$|SGD": "sgd",
    r"R\$|BRL|reais": "brl",
    r"\$|dollars?": "usd",
    r"€|EUR|euros?": "eur",
    r"£|GBP|pounds?(?:\s+sterling)?": "gbp",
    r"RMB|CNY|CN¥|[Yy]uan|renminbi": "yuan",
    r"JPY|yen|¥": "jpy",
    r"₹|Rs\.?|INR|rupees?": "inr",
    r"CHF|Swiss\s+francs?": "chf",
    r"SEK|Swedish\s+kronor": "sek",
    r"NOK|Norwegian\s+kroner": "nok",
    r"DKK|Danish\s+kroner": "dkk",
    r"₩|KRW": "krw",
    r"RUB|rubles?|roubles?": "rub",
    r"ZAR|rand": "zar",
    r"PLN|zloty": "pln",
    r"TRY|Turkish\s+lira": "try",
    r"MXN|pesos?": "mxn",
}
CURRENCY = "|".join(CURRENCIES)
# A letter before or behind the currency may carry the scale: TEUR, EURm.
BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<thousand>T|k)?(?P<currency>{CURRENCY})(?P<letter>[mk]|bn|mn)?"
    r"\s{0,40}:?\s{0,40}(?P<sign>[-+\u2212(]?)\s?$"
)
PERCENT = r"%|per\s*cents?\b|pct?\b|pc\b|percents?\b"
POINTS = r"(?:percentage|percent|per\s+cent|%)[\s-]*points?\b|p\.?p\.?t?s?\b|%-?pts?\b"
BASIS_POINTS = r"basis[\s-]points?\b|bps?\b"
AFTER = re.compile(
    rf"(?:[\s-]*(?P<scale>(?i:{SCALE}))(?![A-Za-z])|(?P<glued>[kKmMbB]|MM)(?![A-Za-z])"
    r"|(?P<apart>\s[mMkb])(?![A-Za-z.]))?"
    rf"(?:[\s-]*(?:(?P<points>{POINTS})|(?P<basis>{BASIS_POINTS})|(?P<percent>{PERCENT})"
    r"|(?P<mille>‰)|(?P<times>(?i:times|fold|x)\b(?!\s*\d)))"
    rf"|[\s-]*(?P<currency>{CURRENCY})(?![A-Za-z]))?"
)

UNITS = (  # symbols, and nouns that have no plural of their own
    *("kg", "km", "kWh", "MWh", "GWh", "TWh", "MW", "GW", "kW", "ha", "boe", "t", "Mt"),
    *("staff", "personnel", "aircraft", "head", "sheep", "GB", "TB", "mb/d"),
)
IRREGULAR = {
    **{"people": "person", "persons": "person", "children": "child", "feet": "foot"},
    **{"men": "man", "women": "woman", "lives": "life", "wives": "wife"},
    **{"households": "household", "analyses": "analysis", "series": "series"},
    **{"businesses": "business", "vehicles": "vehicle", "movies": "movie"},
    **{"cookies": "cookie", "species": "species", "employees": "employee"},
}
# Words that end the search for a unit noun behind the digits.
STOPS = frozenset(
    re.findall(
        r"\S+",
        "a an the of to in on at by for from with and or but nor as than that which who whose"
        " while when where if because after before during since until over under between per"
        " compared against versus vs is was were are be been being has had have having will"
        " would can could may might should does did rose fell grew up down this these those"
        " its his their our last previous first second third next year-on-year respectively"
        " according including excluding due driven also only both about across among within"
        " above below into through despite so not then it they we says reaches exceeds means"
        " includes represents comes remains rises falls grows accounts shows makes gives years"
        " months weeks days year month week day earlier ago later higher lower more less"
        " increased decreased reached accounted respectively yoy annually",
    )
)
MEASURES = frozenset(
    re.findall(
        r"\S+",
        "tonne ton barrel hour minute year mile kilometre kilometer metre meter"
        " foot acre hectare litre liter gallon"
        " ounce bushel kilogram gram watt megawatt gigawatt point degree"
        " kg km kWh MWh GWh TWh MW GW kW ha t Mt boe cent gigabyte terabyte bale",
    )
)

QUALIFIERS = {  # longest first; each ends where the number, or its currency, begins
    "at_most": r"not\s+to\s+exceed|(?:not|never|n't)\s+(?:to\s+)?exceed(?:ing)?"
    r"|no(?:t)?\s+(?:more|greater|higher)\s+than|at\s+(?:the\s+)?most|(?<!\w)up\s+to"
    r"|a\s+maximum\s+of|as\s+(?:much|many|high)\s+as|≤|limited\s+to|capped\s+at",
    "at_least": r"at\s+(?:the\s+)?least|no(?:t)?\s+(?:less|fewer|lower)\s+than"
    r"|a\s+minimum\s+of|≥",
    "more_than": r"(?:more|greater|better)\s+than|in\s+excess\s+of|upwards?\s+of"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|well\s+over|just\s+over"
    r"|slightly\s+over|over|well\s+above|just\s+above|above|>",
    "less_than": r"(?:less|fewer|smaller)\s+than|well\s+(?:below|under)|below|under"
    r"|short\s+of|<",
    "nearly": r"(?:very\s+)?nearly|almost|just\s+(?:under|below|short\s+of)"
    r"|slightly\s+(?:under|below)|close\s+to|approaching|not\s+quite",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|c\.|~|≈"
    r"|an?\s+estimated|in\s+the\s+(?:region|order)\s+of|or\s+so",
}
_QUALIFIER = re.compile(
    "(?:"
    + "|".join(
        rf"(?P<{name}>(?<![A-Za-z])(?i:{words}))"
        for name, words in sorted(QUALIFIERS.items(), key=lambda item: item[0] != "nearly")
    )
    + r")\s*(?:an?\s+|the\s+(?=full\s))?$"
)
TRAILING = {
    "at_least": r"(?:or|and)\s+(?:more|above|over|higher|greater)\b",
    "at_most": r"(?:or|and)\s+(?:less|fewer|below|under|lower)\b",
    "about": r"or\s+so\b|or\s+thereabouts\b|-?\s?odd\b",
}
# "5 % over 3 million", "an increase over 3 million": a base, no qualifier.
_COMPARES = re.compile(
    rf"(?:{PERCENT}|{POINTS}|\bpoints|\d|increases?|growth|gains?|improvements?|rise|lead"
    r"|advantage|(?:up|down|higher|lower|rose|fell|grew|increased|decreased|risen|fallen))"
    r"(?:\s+(?:more|higher|lower|less))?\s*$"
)


def qualifier_before(left: str) -> tuple[str, int]:
    """The qualifier that ends the text before a number, and where it begins."""
    match = _QUALIFIER.search(left[-40:])
    if match is None or match.lastgroup is None:
        return "exact", len(left)
    start = len(left) - len(left[-40:]) + match.start()
    word = match[0].split()[0].lower()
    if word in ("over", "above", "below", "under", "more", "less") and _COMPARES.search(
        left[:start]
    ):
        return "exact", len(left)
    return match.lastgroup, start


def qualifier_after(right: str) -> str:
    """The qualifier that follows a number and its unit, such as "or more"."""
    for name, words in TRAILING.items():
        if re.match(rf"\s*(?:{words})", right):
            return name
    return "exact"


_UP = (
    r"rose|rises?|risen|rising|increas\w*|grew|grow\w*|gain\w*|climb\w*|advanc\w*|up"
    r"|jump\w*|surg\w*|soar\w*|expan\w*|improv\w*|add(?:ed|ing)|higher|more|widen\w*"
    r"|accelerat\w*|rais\w*|rebound\w*|rall(?:y|ied)|upward|boost\w*|strengthen\w*"
)
_DOWN = (
    r"fell|falls?|fallen|falling|decreas\w*|declin\w*|drop\w*|down|lost|los(?:es|ing)|shed"
    r"|lower|less|fewer|contract(?:ed|ion|ing|s)?|shr[aiu]nk\w*|reduc\w*|cuts?|cutting"
    r"|slip\w*|slid\w*|plung\w*|tumbl\w*|dip\w*|weaken\w*|narrow\w*|slump\w*|minus"
    r"|lessen\w*|diminish\w*|sank|sink\w*"
    r"|halv\w*"
    r"|deteriorat\w*|downward|negative|recession|plummet\w*|slow(?:ed|ing|s)?|eased|easing"
)
DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_MANNER = (
    r"(?:\s+(?:\w+ly|back|further|sharply|strongly|by|another|an?|additional|only|just|year"
    r"|on|over|in|the|quarter|period|month|approximately|about|nearly|around|almost|some"
    r"|total|of|net|slightly|year-on-year|year-over-year|yoy|again|significantly|rate))*"
)
CHANGED = re.compile(  # "rose by", "an increase of", "up", before the digits
    rf"(?:\b(?:{_UP}|{_DOWN}|chang(?:e|ed|es))\b,?{_MANNER}|\bby)\s*$", re.IGNORECASE
)
CHANGES = re.compile(  # "5 % higher", "a 5 % increase", "5 % or 558 fewer", behind them
    r"(?:\s+or\s+[\d,.]+)?\s*(?:(?:year[- ](?:on|over)[- ]year|yoy|y/y|annual"
    r"|quarterly|monthly|sequential|organic|like-for-like|nominal|real)\s+)*"
    rf"(?P<word>{_UP}|{_DOWN}|fall|rise|change|growth)\b(?!\s+than\s+half)",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"\b(?:to|at|from|versus|vs\.?|against|with|than|of|was|were|is|reached|totall?ed)\s*$"
)
VERSUS = (
    r"(?:(?:as\s+)?(?:compared\s+(?:with|to)|opposed\s+to)|versus|vs\.?|against|from"
    r"|following|after)"
)
BASE = rf"(?:{VERSUS}|over|since|than|on)"
SHARE = re.compile(
    r"account\w*\s+for|ma(?:de|king|kes?)\s+up|represent\w*|shares?\b|proportion|percentage of"
    r"|compris\w*|constitut\w*|contribut\w*|equal\s+to|penetration",
    re.IGNORECASE,
)
RATE = re.compile(
    r"\b(?:rates?|margins?|yields?|ratio|returns?|utili[sz]ation|coverage|ROCE|ROE|inflation"
    r"|interest|coupon|unemployment|leverage|occupancy|load factor|tax)\b",
    re.IGNORECASE,
)

_ONES = re.findall(r"\S+", "one two three four five six seven eight nine ten")
_PARTS = re.findall(r"\S+", "half third quarter fifth sixth seventh eighth ninth tenth")
_ORDINALS = {part: 2 + n for n, part in enumerate(_PARTS)} | {"fourth": 4}
_ONE = "|".join(_ONES)
_FRACTION = re.compile(
    rf"\b(?:(?P<top>{_ONE}|an?)[\s-](?P<part>(?:{'|'.join(_ORDINALS)})s?)\b"
    rf"|(?P<some>{_ONE}|\d{{1,2}})\s+(?:out\s+of|in)\s+(?:every\s+)?(?P<all>{_ONE}|\d{{1,2}})\b(?![.,]\d)"
    r"|(?P<half>half)\b)",
    re.IGNORECASE,
)
_NO_HALF = re.compile(
    r"(?:first|second|latter|this|last|previous|other|better|1st|2nd|each|the|and\s+a)"
    r"[\s-]*$",
    re.IGNORECASE,
)


def fractions(text: str) -> list[tuple[int, int, Fraction]]:
    """Every fraction in words of a text: where it stands, and its value."""
    found = []
    for match in _FRACTION.finditer(text):
        value = _fraction(match)
        after, before = text[match.end() :][:20], text[: match.start()][-30:]
        if value is not None and _is_fraction(match, before, after):
            found.append((*match.span(), value))
    return found


def _fraction(match: re.Match[str]) -> Fraction | None:
    number = {word: n for n, word in enumerate(_ONES, 1)} | {"a": 1, "an": 1}
    if match["half"]:
        return Fraction(1, 2)
    if match["part"]:
        top, part = number[match["top"].lower()], match["part"].lower()
        below = _ORDINALS[part if part in _ORDINALS else part.removesuffix("s")]
    else:
        ends = match["some"].lower(), match["all"].lower()
        top, below = (int(word) if word.isdigit() else number[word] for word in ends)
    return Fraction(top, below) if top < below else None


def _is_fraction(match: re.Match[str], before: str, after: str) -> bool:
    """Whether "half", "a quarter", "a third" is a share and not a span or a rank."""
    word = match[0].lower()
    if word == "half":
        return not _NO_HALF.search(before) and not re.match(
            r"[\s-]*(?:an?\s+)?(?:years?\b|hours?\b|yearly|time\b|day\b|century|decade|-)",
            after,
        )
    if match["some"] or re.match(r"(?:two|three|four|five|six|seven|eight|nine)", word):
        return True
    return bool(
        re.match(r"\s+(?:of|the|less|more|higher|lower|say|said)\b|\s*[.,;)]|$", after)
        and not (word.endswith("quarter") and not re.match(r"\s+of\b", after))
    )


_ATTRIBUTES = ("overseas", "sales", "savings", "sports", "goods", "services", "securities")


def noun_after(right: str) -> str:
    """The unit that a noun behind the digits names: "person" for "people in China"."""
    symbol = re.match(rf"\s?-?({'|'.join(map(re.escape, UNITS))})(?![A-Za-z])", right)
    if symbol:
        return symbol[1]
    time = re.match(r"\s+(year|month|week|day|hour|minute)s\b", right)
    if time:
        return time[1]
    words: list[str] = []
    for word in re.findall(r"[A-Za-z][\w'’-]*", _run(right)):
        if word == "and" and words and re.search(r"(?:al|ic|ive|ed|ing|ous|new)$", words[-1]):
            continue
        if (word in ("more", "fewer") and not words) or word in _ATTRIBUTES:
            continue
        if word.lower() in STOPS or (word[0].isupper() and words):
            return ""
        words.append(word)
        if word in IRREGULAR or re.fullmatch(r"[a-z'’-]*[^sui]s", word):
            kind = words[-2] if len(words) > 1 else ""
            return f"{kind} " * (kind in ("square", "cubic")) + singular(word)
    return ""


def _run(right: str) -> str:
    """The words that follow without a comma or a bracket between them, at most six."""
    match = re.match(r"(?:[ \t\u00a0-]+[A-Za-z][\w'’-]*){1,6}", right)
    return match[0] if match else ""


def singular(noun: str) -> str:
    """One of a plural noun: "batteries" is "battery"."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return re.sub(r"(?<=ch|sh|ss|zz)es$|(?<=x)es$|s$", "", noun)
