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
    lines = ["| claim | printed | quoted | support |", "|---|---|---|---|"]
    for label, printed, quoted, support in words.iloc[:, :4].astype(str).to_numpy():
        marked = (
            f"{QUOTED_MARKS[quoted]} {quoted}",
            f"{SUPPORT_MARKS[support]} {support}",
        )
        lines.append(f"| {' | '.join(map(_cell, (label, printed, *marked)))} |")
    return "\n".join(
        [in_short(list(words["quoted"]), list(words["support"])), "", *lines]
    )


def _cell(text: str) -> str:
    return re.sub(r"[|<>\[\]`\n]", " ", text)


def caption(report: Report) -> str:
    """The picture of the README, with its finding as the text for who cannot see it."""
    return f"![{_cell(article.path(report).alt)}]({PICTURE.as_posix()})"


def checkable(report: Report) -> str:
    """How checkable the report is: single slips that would be noticed."""
    share = {alone: _share(report, alone) for alone in (True, False)}
    return (
        f"If one digit, sign, scale or decimal point in its figures were wrong, the "
        f"report alone would show it in {share[True]} of all cases, the official figures "
        f"beside it in {share[False]}."
    )


def _share(report: Report, alone: bool) -> str:
    table = report.blind_spots(alone)
    caught, tried = int(table["slips_caught"].sum()), int(table["slips_tried"].sum())
    return f"{round(100 * caught / tried)} % ({caught:,} of {tried:,})"


def written(text: str, report: Report) -> str:
    """README.md with each part between its marks written anew."""
    parts = {"findings": findings, "picture": caption, "checkable": checkable}
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        body = part(report) + "\n"
        text = re.sub(pattern, rf"\g<1>{_escaped(body)}\g<2>", text, flags=re.S)
    return text


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def picture(report: Report) -> str:
    """The picture of the README, as SVG."""
    return article.path(report).svg()
