"""The parts of README.md that the code writes: the table of claims and the picture.

``make data`` writes both anew; a test fails where they are old.
"""

from __future__ import annotations

import re
from pathlib import Path

from ecreport import article
from ecreport.report.claim import QUOTED_MARKS, SUPPORT_MARKS, in_short
from ecreport.report.report import Report

README = Path("README.md")
PICTURE = Path("notebooks/cross-border.svg")


def findings(report: Report) -> str:
    """The table of claims and what was found, in Markdown."""
    words = report.words()
    said = in_short(list(words["quoted"]), list(words["support"]))
    lines = [said, "", "| claim | printed | quoted | support |", "|---|---|---|---|"]
    for label, printed, quoted, support in words.iloc[:, :4].astype(str).to_numpy():
        marked = (f"{QUOTED_MARKS[quoted]} {quoted}", f"{SUPPORT_MARKS[support]} {support}")
        lines.append(f"| {' | '.join(map(_cell, (label, printed, *marked)))} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"[|<>\[\]`\n]", " ", text)


def caption(report: Report) -> str:
    """The picture of the README, with its finding as the text for who cannot see it."""
    return f"![{_cell(article.path(report).alt)}]({PICTURE.as_posix()})"


def checkable(report: Report) -> str:
    """How checkable the report is: single slips that would be noticed."""
    return (
        f"If one digit, sign, scale or decimal point in its figures were wrong, the "
        f"report alone would show it in {_share(report, alone=True)} of all cases, with "
        f"the figures of official and other outside bodies in {_share(_outside(report))}, "
        f"and with what companies say of themselves and renderings of the report in "
        f"{_share(report)}."
    )


def _outside(report: Report) -> Report:
    """The report without relations to its own renderings and to a party's own word."""
    others, relations = report.references, report.relations
    left_out = {
        figure.id
        for figure in report
        if figure.about.get("party") == "yes" or figure.about.get("independent") == "no"
    } & {*others.index}
    kept = [not left_out & {*report.formula(id).names} for id in relations.index]
    tables = (report.claims, relations[kept], others)
    return Report.from_tables(*(table.reset_index() for table in tables))


def _share(report: Report, alone: bool = False) -> str:
    table = report.blind_spots(alone)
    caught, tried = int(table["slips_caught"].sum()), int(table["slips_tried"].sum())
    return f"{round(100 * caught / tried)} % ({caught:,} of {tried:,})"


def written(text: str, report: Report) -> str:
    """README.md with each part between its marks written anew."""
    parts = {"findings": findings, "picture": caption, "checkable": checkable}
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        body = part(report).replace("\\", "\\\\")
        text = re.sub(pattern, rf"\g<1>{body}\n\g<2>", text, flags=re.S)
    return text


def picture(report: Report) -> str:
    """The picture of the README, as SVG."""
    return article.path(report).svg()
