"""Every wrong digit of one printed figure, and which checks would notice it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ecreport.report.report import Report

CLAIM = "online_office_share"  # the share that a pocket calculator takes for an error


class Slip(NamedTuple):
    """A figure with one digit changed: how it reads, and who notices in what word."""

    reads: str
    noticed: list[tuple[str, str]]


def slips(report: Report, claim: str = CLAIM) -> list[Slip]:
    """Every slip in a single digit of a claim, with the checks whose word it changes.

    Parameters
    ----------
    report : Report
    claim : str

    Returns
    -------
    list of Slip
        In the order of the digits; a check that notices stands with its new word.
        Empty where the report has no such claim.
    """
    if claim not in report:
        return []
    return [_slip(report, claim, text) for text in _texts(report[claim].as_printed)]


def _texts(printed: str) -> Iterator[str]:
    for at, old in enumerate(printed):
        for new in "0123456789" if old.isdigit() else "":
            if new != old:
                yield printed[:at] + new + printed[at + 1 :]


def _slip(report: Report, claim: str, text: str) -> Slip:
    after = report.what_if(**{claim: text})["after"]
    noticed = [(str(id).replace("_", " "), word) for id, word in after.items()]
    return Slip(report[claim].reads(text).printed, noticed)
