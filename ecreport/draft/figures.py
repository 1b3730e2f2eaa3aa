"""Every printed figure of a text, with what the words around it say."""

from __future__ import annotations

import re
from bisect import bisect_right

import pandas as pd

from .dates import date_figures
from .digits import figures
from .found import Found
from .kinds import judge_kind
from .labels import name_figures
from .qualifiers import qualify
from .sharing import share_words
from .tables import read_tables
from .text import blanked, collapsed, refuse_other_scripts, sentences

COLUMNS = (
    *("id", "as_printed", "sign", "scale", "unit", "qualifier", "readings", "kind"),
    *("period_start", "period_end", "label", "quote", "start", "end", "doubt"),
)


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
    return pd.DataFrame([cells(one, text) for one in find(text)], columns=list(COLUMNS))


def cells(one: Found, text: str) -> dict[str, object]:
    """The row of a figure, column by column."""
    row = (
        *(one.id, text[one.start : one.end], one.sign, one.scale, one.unit),
        *(one.qualifier, one.readings, one.kind, *one.period, one.label, one.quote),
        *(one.start, one.end, "; ".join(one.doubts)),
    )
    return dict(zip(COLUMNS, row, strict=True))


def find(text: str) -> list[Found]:
    """The figures behind `read`, with the places of the words that belong to them."""
    refuse_other_scripts(text)
    clean, origin = collapsed(blanked(text))
    starts = sentences(clean)
    found = read_tables(figures(clean), clean)
    for one in found:
        one.sentence = bisect_right(starts, one.start) - 1
        first, last = [*starts, len(clean)][one.sentence :][:2]
        one.quote = " ".join(clean[first:last].split()).strip("… ")[:300]
    share_words(found, clean)
    for i, one in enumerate(found):
        qualify(one, clean, starts[one.sentence])
        judge_kind(found, i, clean, starts[one.sentence])
    date_figures(found, clean, starts)
    name_figures(found, clean, starts)
    _doubt(found, clean)
    for one in found:
        one.start, one.end = origin[one.start], origin[one.end - 1] + 1
    return found


_ELSEWHERE = re.compile(
    r"(?:\bin\s+(?:[A-Z$€£]+\s*)?|(?:EUR|USD|GBP|RMB|[$€£])\s?)((?:thousand|million|billion)s?)\b"
)


def _doubt(found: list[Found], text: str) -> None:
    """Doubts that only the whole text can tell: "in millions" elsewhere, steps of a hundred."""
    said = _ELSEWHERE.search(text)
    grouped = any("," in one.digits for one in found)
    whole = [
        one for one in found if re.fullmatch(r"\d{1,3}(,\d{3})+", one.digits) and not one.scaled
    ]
    rounded = len(whole) > 3 and all(one.digits.endswith("00") for one in whole)
    for one in found:
        if grouped and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", one.digits):
            one.doubt("read with three decimals; the point may mark a thousand")
        if said and not one.scaled and (one.currency or one.bare):
            one.doubt(f'the text says "in {said[1]}" somewhere; the scale may stand there')
        if rounded and one in whole:
            one.doubt("every whole figure here ends in 00: step 100 is proposed")
        if one.value is not None and one.unit == "ratio" and one.qualifier == "exact":
            one.doubt("a fraction in words may be rounded freely")
