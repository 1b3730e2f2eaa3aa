"""Figures of the article beside what bounds them: turnover, categories, ranks, users."""

from __future__ import annotations

import re
from functools import reduce

import pandas as pd

from ..errors import InputError
from ..number.interval import Interval, divide, exact, hull
from ..number.printed import Printed
from ..number.wording import listed, plural, show_period, show_value
from ..plots.picture import Picture
from ..plots.rows import CENT, MILLION, Row, face, key, rows, span, table
from ..plots.style import BAR, CLASH, QUIET, styled
from ..plots.wording import NAMED, bare, publishers, rough, short_value, words
from ..report.report import Report
from ..verdict.arithmetic import Computed
from ..verdict.word import CAN_HOLD, CANNOT_HOLD, HOLDS, JUDGED, MARKS, NOT_COMPARABLE

PARTS = ("food", "clothing", "daily goods")
WHOLE, SHOWN = "online_physical_growth", "all goods"
TURNOVER, TRIPLED = "douyin_turnover_growth", "douyin_gmv_multiple_technode"
OTHERS = (
    ("TechNode\u2019s text", "douyin_gmv_growth_technode", "more"),
    ("Xinhua", "douyin_gmv_growth_xsr", "more"),
    ("Xinhua", "douyin_gmv_growth_xsr", "as much"),
)
_ONE = Interval(1, 1)
PRINTED = "cnnic50_internet_users_2022_06"
CLAIMED = {
    "live_users": "live_users_share",
    "online_office_users": "online_office_share",
    "online_medical_users": "online_medical_share",
}
MOST, WIDEST = 6, 3  # pairs that are drawn; printed widths that still say something
COUNTRIES = {"American": "United States", "India": "India", "British": "Britain"}
Totals = dict[str, Computed]  # by the count over the share


@styled()
def categories(report: Report) -> Picture:
    """Draw the growth of each category beside that of all goods, and food's share.

    Its data has one row per category, one for all goods, and one for the share of
    all goods that the fastest category can have had the year before: face value,
    low and high in per cent.
    """
    parts = {part: report[f"{part.replace(' ', '_')}_growth"] for part in PARTS}
    parts = dict(sorted(parts.items(), key=lambda part: -face(part[1], CENT)))
    room, whole = hull([part.interval for part in parts.values()]), report[WHOLE]
    fits = room.overlaps(whole.interval)
    (most, top), *_, (least, bottom) = parts.items()
    verb = "lies between" if fits else "should lie between, and does not,"
    ends = f"{least} ({short_value(bottom)}) and {most} ({short_value(top)})"
    finding = f"{short_value(whole)} {verb} {ends}"
    data = table({**parts, SHOWN: whole}, CENT, "category")
    if fits:
        share = _share(whole.interval, [part.interval for part in parts.values()])
        finding += f": so {most} made up {rough(share)} of all goods the year before"
        data.loc[f"share of {most}"] = None, *span(share, CENT)
    used = [WHOLE, *(part.id for part in parts.values())]
    picture, ink = Picture(finding, data, publishers(report, used)), BAR if fits else CLASH
    lines = [
        Row(title, part.interval, None, part.value, short_value(part))
        for title, part in parts.items()
    ]
    lines.append(Row(SHOWN, whole.interval, room, whole.value, short_value(whole), ink))
    key(picture, {"ring": "growth as printed", "bar": "where the whole must lie"}, ink)
    rows(picture, lines, CENT, " %", also=[0])
    if fits:
        part = Row(f"{most} of all goods, a year before", None, share, said=rough(share))
        rows(picture, [part], CENT, " %", also=[0, 100])
    return picture


def _share(whole: Interval, parts: list[Interval]) -> Interval:
    """The share of the first part in the base that gives the growth of the whole.

    The rest grew at least as the slowest of the others and at most as the fastest, so
    (whole - rest) / (first - rest) is least with the fastest and most with the slowest.
    """
    first, rest = parts[0], hull(parts[1:])
    if first.low <= rest.high:
        return Interval(0, 1)
    least = divide(whole.low - rest.high, first.high - rest.high)
    most = divide(whole.high - rest.low, first.low - rest.low)
    return Interval(max(least, 0), min(most, 1))


@styled()
def turnover(report: Report) -> Picture:
    """Draw the ways to read the growth of Douyin's turnover, as times the year before.

    Its data has one row per reading: low and high, as multiples of the year before.
    """
    claim, tripled = report[TURNOVER], report[TRIPLED]
    said = f"\u201c{claim.printed}\u201d"
    read = {label: reading.interval + _ONE for label, reading in claim.readings.items()}
    fit = [label for label, times in read.items() if times.overlaps(tripled.interval)]
    which = "only " * (len(fit) == 1) + (listed(fit, NAMED) or "none")
    finding = f"Of {len(read)} readings of {said} {which} "
    finding += f"fit{'s' * (len(fit) < 2)} \u201c{tripled.printed}\u201d"
    ways = [
        (f"article: {label}", times, BAR if label in fit else CLASH)
        for label, times in read.items()
    ]
    for name, id, more in OTHERS:
        times = report[id].interval + (_ONE if more == "more" else Interval(0, 0))
        ways.append((f"{name}: {report[id].printed} {more}", times, QUIET))
    ends = {name: span(times, 1) for name, times, _ in ways}
    data = pd.DataFrame(ends.values(), index=[*ends], columns=["low", "high"])
    used = publishers(report, [TURNOVER, TRIPLED, *(id for _, id, _ in OTHERS)])
    picture = Picture(finding, data, used)
    key(picture, {"band": f"TechNode\u2019s headline: {tripled.printed}"})
    lines = [
        Row(name, tripled.interval, times, None, f"{sum(ends[name]) / 2:.3g} times", ink)
        for name, times, ink in ways
    ]
    rows(picture, lines, 1, " times as much as the year before", also=[1])
    return picture


@styled()
def totals(report: Report) -> Picture:
    """Draw the total of internet users behind each count of the report and its share.

    Its data has one row per count, one for the print and one for what all counts
    leave together: face value, low and high, in million people.
    """
    found = {users: report[users] / report[share] for users, share in CLAIMED.items()}
    left = reduce(Interval.__and__, (total.interval for total in found.values()))
    said = words(left, "person").removesuffix("people") + "internet users"
    fits = left.overlaps(report[PRINTED].interval)
    how = "and CNNIC\u2019s {} fits" if fits else "but CNNIC\u2019s {} does not fit"
    finding = f"Three shares leave {said}, {how.format(bare(report[PRINTED]))}"
    if left.empty:
        finding = "No number of internet users fits all three shares of the report"
    return _drawn(report, PRINTED, found, list(found), left, finding)


@styled()
def hidden(report: Report, total: str) -> Picture:
    """Draw the total that counts and shares of others leave, and what all leave.

    Its data is that of `totals`.

    Parameters
    ----------
    total : str
        The id of a count with relations of the form ``share = users / total``.
    """
    found, printed = _implied(report, total), report[total].interval
    left = reduce(Interval.__and__, (row.interval for row in found.values()), printed)
    said = f"\u201c{bare(report[total])}\u201d"
    finding = f"Behind {said}: the shares leave {words(left, 'person', MILLION)}"
    if left.empty:
        finding = f"No number prints as {said} and fits all of the shares"
    wide = {users: row.interval.high - row.interval.low for users, row in found.items()}
    order, most = sorted(wide, key=wide.__getitem__), WIDEST * (printed.high - printed.low)
    telling = [users for users in order if wide[users] < most] or order[:1]
    return _drawn(report, total, found, telling[:MOST], left, finding)


def _implied(report: Report, total: str) -> Totals:
    """The total behind each share and its count, both printed by others."""
    report[total]  # an unknown name is refused with the nearest known one
    found, claims = {}, {*report.claims.index}
    for text in report.relations["formula"]:
        pair = re.fullmatch(rf"(\w+) = (\w+) / {re.escape(total)}", text)
        if pair and not {*pair.groups(), total} & claims:
            share, users = pair.groups()
            found[users] = report[users] / report[share]
    if not found:
        raise InputError(f'no relation of others says "share = users / {total}"')
    return found


def _drawn(
    report: Report, total: str, found: Totals, shown: list[str], left: Interval, finding: str
) -> Picture:
    """Some of the totals as bars beside the print, and what all of them leave."""
    printed = report[total].interval
    data = table({**found, "printed": report[total]}, MILLION, "total")
    data.loc["all"] = None, *span(left, MILLION)
    used = [total, *(id for users in shown for id in found[users].figures)]
    picture = Picture(finding, data, publishers(report, used))
    key(picture, {"band": f"CNNIC prints {words(printed, 'person', MILLION)}"})
    bars = [
        (_title(*row.figures.values()), row.interval, row.value)
        for row in (found[users] for users in shown)
    ]
    lines = []
    for name, each, value in [*bars, ("all of it together", left, None)]:
        said = "no number \u2715" if each.empty else words(each, "person", MILLION, bare=True)
        colour = BAR if each.overlaps(printed) else CLASH
        bar = None if each.empty else each
        lines.append(Row(name, printed, bar, value, said, colour))
    rows(picture, lines, MILLION, " million people")
    return picture


def _title(users: Printed, share: Printed) -> str:
    """What was divided: "online office: 461 million by 43.8 %"."""
    subject = (users.about.get("subject") or users.id).replace("_", " ")
    title = (users.about.get("label") or subject).removesuffix(" users")
    parts = f"{bare(users)} \u00f7 {share.printed}".replace(" ", "\u00a0")
    return f"{title}: {parts}"


@styled()
def ranks(report: Report) -> Picture:
    """Draw what outsiders count for China and for another, with the verdicts.

    Its data has one row per comparison: claim, China's count, the other, its count
    and word.
    """
    pairs = _pairs(report)
    cells = [
        (claim, face(china, 1), _country(china, other), face(other, 1), report.verdict(id).word)
        for id, (claim, china, other) in pairs.items()
    ]
    columns = ["claim", "china", "next", "next_value", "word"]
    data = pd.DataFrame(cells, index=pd.Index([*pairs], name="id"), columns=columns)
    used = [name for id in pairs for name in report.formula(id).names]
    picture, shown = Picture(_ahead([*data["word"]]), data, publishers(report, used)), ""
    for id, (claim, *counts) in pairs.items():
        if claim != shown:
            picture.down(0.1)
            title = report[claim].label.partition(": ")[2]
            picture.text(title[:1].upper() + title[1:], weight="bold")
        word, shown = str(data.loc[id, "word"]), claim
        colour = {NOT_COMPARABLE: QUIET, CANNOT_HOLD: CLASH}.get(word, BAR)
        picture.pair(_when(report, id), f"{MARKS[word]} {word}", color=colour)
        bars = []
        for name, count in zip(("China", _country(*counts)), counts, strict=True):
            bar, said = Interval(0, exact(count.value)), show_value(count.value, "")
            bars.append(Row(name, bar, said=said, colour=colour))
        rows(picture, bars, 1, ticked=False)
        picture.down(0.06)
    return picture


def _pairs(report: Report) -> dict[str, tuple[str, Computed, Computed]]:
    """Claim, China's count and another's, for each comparison that bears on a rank."""
    found = {}
    for id, claim in report.relations["about"].items():
        left, op, right = report.formula(str(id)).comparisons[0]
        rank = claim in report.claims.index and report[claim].unit == "rank"
        if rank and op == ">" and left.op == "name":
            china, other = (
                Computed(side, {name: report[name] for name in side.names()})
                for side in (left, right)
            )
            found[str(id)] = claim, china, other
    return found


def _country(china: Computed, other: Computed) -> str:
    """Whose count the other side is; where it is a plain number, with whom it compares."""
    figures = (other.figures or china.figures).values()
    tokens = [token for f in figures for token in f.about.get("subject", "").split("_")]
    return next((COUNTRIES[t] for t in tokens if t in COUNTRIES), "half of all")


def _when(report: Report, id: str) -> str:
    """Who counts, what and when."""
    names = report.formula(id).names
    first = report[names[0]]
    unit = {"usd": "dollars", "ratio": "times"}.get(first.unit, plural(first.unit))
    parts = [" and ".join(publishers(report, names)), show_period(*first.period), unit]
    return ", ".join(part for part in parts if part)


def _ahead(words: list[str]) -> str:
    """In how many outside comparisons China comes first."""
    usable = [word for word in words if word in JUDGED]
    first, may = usable.count(HOLDS), usable.count(CAN_HOLD)
    said = f"China comes first in {first} of {len(usable)} outside counts that compare"
    said += f", and may in {may} more" if may else ""
    apart = len(words) - len(usable)
    return said + (f"; {apart} do{'es' * (apart == 1)} not compare" if apart else "")
