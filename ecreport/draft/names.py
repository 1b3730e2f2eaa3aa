"""Digits that are no figures: dates, names, ages, phone numbers, footnote marks."""

from __future__ import annotations

import re

from .words import MONTH, SCALE

_WORTH = rf"(?!\d|[.,]\d|\s?(?:%|per\s?cent|percent|basis|(?:{SCALE}|m|k)\b))"
_LIST = r"(?:(?:\s*,\s*(?:and\s+)?|\s*(?:and|or|to|through|&|-|–)\s*)\d[\w().-]*(?<![.-]))*"
_NAMED = (  # nouns that number things
    r"sections?|articles?|chapters?|pages?|pp?\.|notes?|tables?|figures?|figs?\.?|charts?"
    r"|annex|appendix|exhibits?|forms?|rules?|clauses?|paragraphs?|para\.|phases?|stages?"
    r"|steps?|class|type|grade|tier|versions?|halls?|stands?|booths?|rooms?|floors?|gates?"
    r"|routes?|flights?|models?|numbers?|nos?\.?|№|issue|volumes?|vol\.|scopes?|categor(?:y|ies)"
    r"|zones?|terminals?|channels?|box|blocks?|buildings?|suites?|apartments?|apt\.|schedules?"
    r"|weeks?|days?|standards?|regulation|directive|act|law|decree|resolution|circular"
    r"|topic|update|pavilion|platform|highway|stocks? code|code|asc|ifrs|ias|sfas"
    r"|fortune|s&p|ftse|stoxx|nasdaq"
    r"|csi|nikkei|ext\.?|extension|agenda|vision"
    r"|generation|pillar|basel|group of|question|item|part|level|unit|line|lot|chapter"
)
_TIME = r"(?i:years?|months?|weeks?|days?|hours?|minutes?|seconds?|quarters?|decades?)"
_UNTIL = r"(?:\s*(?:-|–|to|or|and)\s*\d{1,3})?"
NAMES = re.compile(
    "|".join(
        (
            r"(?i:\b(?:tel|phone|telephone|fax|mobile|hotline|call)\b\.?)"
            r"[\s:]*[+(]?\d[\d ()/–-]{4,}\d",
            # numbered things: Section 382, Sections 382 and 383, stand 512
            rf"(?i:(?<![A-Za-z])(?:{_NAMED}))\s*[:.#]?\s*(?:[A-Z]-?)?\d[\w/()-]*{_LIST}{_WORTH}",
            r"#\d+",
            # ages
            rf"(?i:\b(?:age[ds]?|aged\s+between|ages\s+of|age\s+of)\s+)\d{{1,3}}{_UNTIL}(?:\s+(?:and|or)\s+\w+)?",
            rf"\b\d{{1,3}}{_UNTIL}[-\s]+years?[-\s]+(?:old|olds|of\s+age)\b",
            r"\b\d{1,3}[-\s]+to[-\s]+\d{1,3}[-\s]year",
            r"(?i:\b(?:over|under)[-\s])\d{2}s\b|(?i:\bunder-)\d{1,2}\b",
            # footnote marks and the numbers of list items and headings
            r"\[\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]",
            r"(?<![$€£])(?<![$€£] )(?:\(\d{1,2}[a-z]?\))+(?! (?:million|billion))",
            r"(?m:^[ \t]*(?:#+[ \t]*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(\d{1,2}\))[ \t]+)",
            r"(?m:^[ \t]*#+[ \t]*\d{1,2}(?:\.\d{1,2})*[ \t])",
            # clock, calendar, phone
            r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b",
            r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}/\d{1,2}/\d{1,2}\b",
            r"\+\d{1,3}[\s(./-]+\d[\d ()./-]{5,}\d|\(0?\d{2,5}\)\s*\d{2,}[\d -]{3,}\d",
            r"\b(?:\d{1,2}[-.])?\d{2,4}[-.]\d{3,4}[-.]\d{3,4}\b|\b\d{3}-\d{4}\b",
            r"(?<![\d.,])0\d{2,4}[ /-]\d{2,}[\d -]*\d",
            r"(?<![\d ]\s)(?<!\d)\b\d{1,2}/\d{1,2}\b(?!\s*%)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?{_UNTIL}\s+(?:of\s+)?{MONTH}(?:\s+\d{{4}})?",
            rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_UNTIL}(?:,?\s+\d{{4}}\b)?{_WORTH}",
            r"\b\d+(?:st|nd|rd|th)\b|\b\d{4}s\b|['’]\d{2}s?\b",
            r"\b(?:19|20)\d{2}\s?[/–-]\s?(?:\d{4}|\d{2})\b",
            # spans of time
            rf"(?i:\b(?:first|last|past|next|previous|latest|preceding|following|trailing|recent)\s+)\d{{1,3}}\s+{_TIME}\b",
            rf"(?<![\d.,])\d{{1,3}}(?:\s*(?:-|–|to|or|and)\s*\d{{1,3}})?[\s-]+{_TIME}\b",
            r"(?<![\d.,])\b(?:3|6|9|12)M\b(?=[\s/:-]*(?:FY)?(?:19|20)\d\d|:)",
            # addresses
            r"\b\d{1,5}(?:-\d+)?\s+(?:[A-Z][\w.'’]*\s+){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane"
            r"|Boulevard|Blvd|Way|Square|Place|Plaza|Court|Parkway|Pkwy|Highway)\b",
            r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b|(?<![\d.,$€£])\b\d{5}\s+[A-Z][a-zà-ÿ]+",
            r"(?<![\d.,])\b\d[\d.]*(?:/\d+)*[\s-]?(?:nm|nanomet\w+|microns?)\b|\b\d+(?:/\d+)+[A-Za-z]",
            # events, forms, ratios, bases
            rf"\b(?:11\.11|12\.12|6\.18)\b{_WORTH}",
            r"\b(?:618|\d{1,2}\.\d{1,2})\s+(?:online\s+|mid-year\s+)?(?i:shopping|global|festival|gala|promotion|sale|campaign)\b",
            r"\b\d{1,3}-[A-Z]\b|\b\d{3}\([a-z]\)|\b\d+:\d+\b|\b\d+-for-\d+\b",
            r"(?i:\bper\s+)\d[\d,. ]*\d(?=\s)",
            r"(?i:©|copyright)\s*\d{4}",
        )
    )
)
