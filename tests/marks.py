"""Score the reader on marked texts: what it finds, and what it says of each figure."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

from ecreport import load
from ecreport.draft import folder
from ecreport.draft.figures import read
from ecreport.draft.patterns import proposals
from ecreport.formula.parse import Formula

HERE = Path(__file__).parent / "texts"
MARK = re.compile(r"\[\[(\?)?([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\]\]")
SCALES = {
    "%": 0.01,
    "pp": 0.01,
    "bp": 0.0001,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "1": 1,
}
UNITS = {"pp": "percentage point", "people": "person"}
WORDS = {
    "": "exact",
    ">": "more_than",
    "<": "less_than",
    "~": "about",
    ">=": "at_least",
    "<=": "at_most",
}


def texts() -> list[Path]:
    """The marked texts of this folder."""
    return [path for path in sorted(HERE.glob("*.txt")) if path.stem not in ("relations", "kinds")]


def unmarked(text: str) -> tuple[str, list[tuple[int, int, bool, float, str, str]]]:
    """The plain text, and its marks as places in it."""
    plain, marks, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        optional, digits, scale, unit, word = match.groups()
        marks.append(
            (
                len(plain),
                len(plain) + len(digits),
                bool(optional),
                _scale(scale),
                UNITS.get(unit, unit).lower(),
                WORDS.get(word, word),
            )
        )
        plain += digits
        last = match.end()
    return plain + text[last:], marks


def _scale(word: str) -> float:
    return SCALES[word] if word in SCALES else float(word)


def score(text: str, told: list[str] | None = None) -> dict[str, int]:
    """Counts for one marked text."""
    plain, marks = unmarked(text)
    rows = {(row.start, row.end): row for row in read(plain).itertuples()}
    must = [mark for mark in marks if not mark[2]]
    known = {mark[:2] for mark in marks}
    counts = dict.fromkeys(
        (
            "figures",
            "found",
            "false",
            "right",
            "scale",
            "unit",
            "word",
            "invented",
            "qualified",
        ),
        0,
    )
    counts["figures"] = len(must)
    told = [] if told is None else told
    for span, row in rows.items():
        if span not in known:
            counts["false"] += 1
            told.append(
                f"false   {row.as_printed!r} in {plain[max(0, span[0] - 30) : span[1] + 20]!r}"
            )
    for start, end, _, scale, unit, word in must:
        row = rows.get((start, end))
        where = plain[max(0, start - 40) : end + 25]
        if row is None:
            told.append(f"missed  {plain[start:end]!r} in {where!r}")
            continue
        counts["found"] += 1
        fits = (
            abs(row.scale - scale) <= 1e-9 * scale,
            unit in ("?", row.unit.lower()),
            row.qualifier == word,
        )
        for key, fit in zip(("scale", "unit", "word"), fits, strict=True):
            counts[key] += fit
        counts["right"] += all(fits) and row.as_printed == plain[start:end]
        counts["qualified"] += word != "exact"
        counts["invented"] += word == "exact" != row.qualifier
        if not all(fits):
            told.append(
                f"wrong   {row.as_printed!r} {row.scale} {row.unit!r} {row.qualifier} in {where!r}; marked {scale} {unit!r} {word}"
            )
    return counts


def table(paths: list[Path], tell: bool = False) -> str:
    """One line for each text, and one for all."""
    lines = [f"{'':28}figures    P     R  scale  unit  word   row"]
    total: dict[str, int] = {}
    for path in paths:
        told: list[str] = []
        counts = score(path.read_text(encoding="utf-8"), told)
        lines.append(_line(path.stem, counts))
        lines += told if tell else []
        total = {key: total.get(key, 0) + value for key, value in counts.items()}
    return "\n".join([*lines, _line("all", total)])


def _line(name: str, counts: dict[str, int]) -> str:
    found = counts["found"]
    shares = (
        found / max(1, found + counts["false"]),
        found / max(1, counts["figures"]),
        *(counts[key] / max(1, found) for key in ("scale", "unit", "word")),
        counts["right"] / max(1, counts["figures"]),
    )
    return (
        f"{name:28}{counts['figures']:7}"
        + "".join(f"{share:6.3f}" for share in shares)
        + f"  {counts['invented']} invented"
    )


def kinds() -> dict[str, tuple[int, int, int]]:
    """For each text with kinds marked: its figures, right kinds and right periods."""
    marked: dict[str, list[list[str]]] = {}
    for line in (HERE / "kinds.txt").read_text(encoding="utf-8").splitlines():
        name, _, cells = line.partition(": ")
        if not line.startswith("#"):
            marked.setdefault(name, []).append(cells.rsplit(" ", 3))
    found = {}
    for name, rows in marked.items():
        text, _ = unmarked((HERE / f"{name}.txt").read_text(encoding="utf-8"))
        given = [
            (f"{row.sign}{row.kind}", [row.period_start or "-", row.period_end or "-"])
            for row in read(text).itertuples()
        ]
        pairs = list(zip(rows, given, strict=True))
        found[name] = (
            len(pairs), sum(row[1] == kind for row, (kind, _) in pairs),
            sum(row[2:] == period for row, (_, period) in pairs),
        )
    return found


def kinds_table() -> str:
    """The shares of right kinds and right periods."""
    rows = kinds()
    rows["all"] = tuple(map(sum, zip(*rows.values(), strict=True)))  # type: ignore[assignment]
    lines = [f"{name:28}{n:7}{kind / n:7.3f}{period / n:8.3f}" for name, (n, kind, period) in rows.items()]
    return "\n".join([f"{'':28}figures  kind  period", *lines])


def listed() -> dict[str, list[Counter[str]]]:
    """The true relations of each text, as the digits they hold."""
    found: dict[str, list[Counter[str]]] = {}
    for line in (HERE / "relations.txt").read_text(encoding="utf-8").splitlines():
        name, _, digits = line.partition(": ")
        if not line.startswith("#"):
            found.setdefault(name, []).append(Counter(digits.split()))
    return found


def suggested(path: Path) -> tuple[list[tuple[float, bool, bool, str]], int, int]:
    """Each line of proposals (odds, shown first, true, its figure); true ones found, true ones."""
    text, _ = unmarked(path.read_text(encoding="utf-8"))
    true = listed().get(path.stem, [])
    with TemporaryDirectory() as name:
        home = Path(name)
        (home / "claims.csv").write_text(
            folder.written(folder.CLAIMS, folder.claims(text)), encoding="utf-8"
        )
        (home / "relations.csv").write_text(
            folder.written(folder.RELATIONS, []), encoding="utf-8"
        )
        with catch_warnings():
            simplefilter(
                "ignore"
            )  # "337.608" beside "1,234" is told, and so it should be
            report = load(home)
    printed = {id: report[id].as_printed.lstrip("-") for id in report.claims.index}

    def digits(formula: str) -> Counter[str]:
        return Counter(printed[id] for id in Formula(formula).names)

    lines = proposals([report[id] for id in report.claims.index])
    rows = [
        (
            line.fit.odds,
            line.first,
            digits(line.fit.formula) in true,
            line.fit.result.id,
        )
        for line in lines
    ]
    every = [
        digits(formula)
        for line in lines
        for formula in (line.fit.formula, *line.rivals)
    ]
    return rows, sum(one in every for one in true), len(true)


def relations_table(paths: list[Path]) -> str:
    """How many true relations are proposed, shown first, and best of their figure."""
    lines = [f"{'':28}   true  found  first  of them true"]
    best: list[tuple[float, bool]] = []
    sums = [0, 0, 0, 0]
    for path in paths:
        rows, found, true = suggested(path)
        first = [row for row in rows if row[1]]
        counts = (true, found, len(first), sum(row[2] for row in first))
        lines.append(f"{path.stem:28}" + "".join(f"{count:7}" for count in counts))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        best += [
            (row[0], row[2]) for row in {row[3]: row for row in reversed(rows)}.values()
        ]
    lines.append(f"{'all':28}" + "".join(f"{count:7}" for count in sums))
    best.sort(reverse=True)
    right = sum(true for _, true in best)
    for n in range(1, len(best) + 1):
        if sum(true for _, true in best[:n]) >= 0.75 * right:
            share = sum(true for _, true in best[:n]) / n
            return "\n".join(
                [
                    *lines,
                    f"best proposal of each figure: precision {share:.2f} at recall 0.75",
                ]
            )
    return "\n".join(lines)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:] if not name.startswith("-")]
    paths = given or texts()
    print(table(paths, "-v" in sys.argv), kinds_table(), relations_table(paths), sep="\n\n")
