"""``make data``: after an edit of data/*.csv, write down all that follows from it.

Validates the tables, writes their hashes and sizes, the counted words of the codebook
and the README, stores the notebooks anew, and prints what changed: words, verdicts,
sentences, outputs; and the prose beside them, by notebook and cell, for a person to read.
"""

import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from hygiene import text, texts_of

import ecreport
from ecreport import article
from ecreport.pages.run import NotebookFailed, store
from ecreport.pages.site import checkable
from ecreport.report.claim import QUOTED_MARKS, SUPPORT_MARKS, in_short

DATA, NOTEBOOKS = Path("data"), Path("notebooks")
README, PICTURE = Path("README.md"), NOTEBOOKS / "cross-border.svg"
CODEBOOK = DATA / "README.md"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def described():
    """The description of the tables, with the size and hash each file has now."""
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (DATA / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def counted(source, report):
    """A text with each number between ``<!-- count: ... -->`` marks counted anew.

    A mark names a table and, after ``where``, a query of pandas.
    """
    pattern = r"(<!-- count: (\w+)(?: where (.+?))? -->)[\d,]+(<!-- end -->)"

    def count(mark):
        table = getattr(report, mark[2])
        rows = table.query(mark[3]) if mark[3] else table
        return f"{mark[1]}{len(rows):,}{mark[4]}"

    return re.sub(pattern, count, source)


def findings(report):
    """The table of claims and what was found, in Markdown."""
    words = report.words()
    said = in_short(list(words["quoted"]), list(words["support"]))
    lines = [said, "", "| claim | printed | quoted | support |", "|---|---|---|---|"]
    for label, printed, quoted, support in words.iloc[:, :4].astype(str).to_numpy():
        marked = f"{QUOTED_MARKS[quoted]} {quoted}", f"{SUPPORT_MARKS[support]} {support}"
        lines.append(f"| {' | '.join(map(plain, (label, printed, *marked)))} |")
    return "\n".join(lines)


def plain(cell):
    return re.sub(r"[|<>\[\]`\n]", " ", cell)


def caption(report):
    """The picture of the README, with its finding as the text for who cannot see it."""
    return f"![{plain(article.path(report).alt)}]({PICTURE.as_posix()})"


def readme(source, report):
    """README.md with each part between its marks written anew."""
    parts = {"findings": findings, "picture": caption, "checkable": checkable}
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        body = part(report).replace("\\", "\\\\")
        source = re.sub(pattern, rf"\g<1>{body}\n\g<2>", source, flags=re.S)
    return source


def committed(folder):
    """The data of the last commit, written to a folder; None without git."""
    done = subprocess.run(["git", "archive", "HEAD", "data"], capture_output=True)
    if done.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return Path(folder) / "data"


def answers(report):
    """What is said of each claim and relation, by its id."""
    words = report.words().astype(str).agg(" | ".join, axis=1)
    verdicts = {id: f"{v.word}: {v.sentence}" for id, v in report.verdicts.items()}
    return {"claim": dict(words), "relation": verdicts}


def differences(before, after):
    """A line for each answer that is new, gone or other than it was."""
    for kind in after:
        for id in dict.fromkeys([*before[kind], *after[kind]]):
            old, new = (side[kind].get(id, "not there") for side in (before, after))
            if old != new:
                yield f"{kind} {id}\n    was: {old}\n    now: {new}"


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def said(cell):
    return "\n".join(t for output in cell.get("outputs", []) for t in texts_of(output))


def prose_to_read(old, new):
    """The prose beside outputs that changed, or that prints a number they lost."""
    pairs = zip(old, new, strict=False)
    changed = [n for n, (a, b) in enumerate(pairs) if said(a) != said(b)]
    lost = {x for n in changed for x in NUMBER.findall(said(old[n]))}
    lost -= {x for cell in new for x in NUMBER.findall(said(cell))}
    for n, cell in enumerate(new):
        if cell["cell_type"] == "markdown":
            numbers = lost & {*NUMBER.findall(text(cell["source"]))}
            if numbers or {n - 1, n + 1} & {*changed}:
                first = text(cell["source"]).strip().splitlines()[0][:70]
                why = f" (prints {', '.join(sorted(numbers))})" if numbers else ""
                yield f"cell {n + 1}{why}: {first}"


def rewrite(path, new):
    """Write a text where it changed, and say so."""
    if path.read_text("utf-8") != new:
        path.write_text(new, "utf-8")
        print(f"wrote {path}")


def main():
    try:
        report = ecreport.load()
    except ecreport.InputError as error:
        print(f"nothing written. {error}", file=sys.stderr)
        return 1
    rewrite(DATA / "datapackage.json", described())
    rewrite(CODEBOOK, counted(CODEBOOK.read_text("utf-8"), report))
    rewrite(README, readme(README.read_text("utf-8"), report))
    rewrite(PICTURE, article.path(report).svg())
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    old = {path: cells(path) for path in paths}
    try:
        changed = store(paths)
    except NotebookFailed as failure:
        print(f"no notebook stored. {failure}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        before = committed(folder)
        if before:
            found = [*differences(answers(ecreport.load(before)), answers(report))]
            print(
                f"\n{len(found)} answers differ from the last commit", *found, sep="\n"
            )
    print(
        f"\n{len(changed)} notebooks have other outputs; read, and correct, this prose:"
    )
    for path in changed:
        for line in prose_to_read(old[path], cells(path)):
            print(f"  {path.name} {line}")
    print("\nThen: make test")
    return 0


if __name__ == "__main__":
    sys.exit(main())
