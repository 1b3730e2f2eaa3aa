"""Figures, verdicts and folders for tests, each made in one line."""

from fractions import Fraction

import ecreport
from ecreport.formula.parse import Formula
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation


def figure(id, as_printed, scale=1, **more):
    return Figure(id, as_printed, Fraction(scale), **more)


def point(id, value):
    """A figure that is known exactly."""
    return Figure(id, "1", Fraction(1), rounding="exact", shift=Fraction(value) - 1)


def verdict(formula, *figures, **more):
    relation = Relation("r", Formula(formula), **more)
    return relation.check({figure.id: figure for figure in figures})


def word(formula, *figures, **more):
    return verdict(formula, *figures, **more).word


CLAIMS = """id,as_printed,scale,unit
users,469,1e6,person
share,44.6,0.01,ratio
total,"1,051",1e6,person
"""
RELATIONS = "id,formula\nshare_of_all,share = users / total\n"


def write(folder, claims=CLAIMS, relations=RELATIONS, references=None):
    """A folder with these files; text is written as UTF-8, bytes as they are."""
    files = {"claims": claims, "relations": relations, "references": references}
    for name, text in files.items():
        if text is not None:
            data = text if isinstance(text, bytes) else text.encode()
            (folder / f"{name}.csv").write_bytes(data)
    return folder


def load(folder, **files):
    return ecreport.load(write(folder, **files))
