"""What a stored notebook must look like: each rule yields a sentence a breach."""

import ast
import itertools
import re

KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|tmp|Users|usr|opt|var)/|[A-Z]:\\")
ADDRESS = re.compile(r"\b0x[0-9a-f]{4,}", re.I)
NUMBER = re.compile(
    r"(?<![\w.,])(\d+(?:,\d{3})*(?:\.\d+)?)(?!\w*\d)"
    r"(\s*(?:%|percent|per cent|million|billion|trillion|bn\b|tn\b))?"
)
ADDRESSES = re.compile(r"\]\([^)]*\)|<a [^>]*>|https?://\S+|<!--.*?-->", re.S)


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def markdown_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def text(lines):
    return lines if isinstance(lines, str) else "".join(lines)


def texts_of(output):
    """Every text of one output, whatever its kind."""
    data = output.get("data", {})
    shown = [text(v) for kind, v in data.items() if kind.startswith("text/")]
    return [*shown, text(output.get("text", ""))]


def clean_run(notebook):
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    if counts != [*range(1, len(counts) + 1)]:
        yield f"execution counts are {counts}: store it again with `make notebooks`"
    if counts and not any(cell["outputs"] for cell in code_cells(notebook)):
        yield "no cell has an output: store it again with `make notebooks`"


def quiet_outputs(notebook):
    for n, cell in enumerate(code_cells(notebook), 1):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                yield f"code cell {n} stopped with {output['ename']}"
            if output.get("name") == "stderr":
                yield f"code cell {n} wrote to stderr: {text(output['text'])[:60]!r}"
            for found in filter(ADDRESS.search, texts_of(output)):
                yield f"code cell {n} shows a memory address: {found[:60]!r}"


def minimal_metadata(notebook):
    if notebook["metadata"] != METADATA:
        yield f"its metadata is {notebook['metadata']}, not {METADATA}"
    for n, cell in enumerate(notebook["cells"], 1):
        if set(cell["metadata"]) - {"tags"}:
            yield f"cell {n} carries metadata {sorted(cell['metadata'])}"
    ids = [cell.get("id") for cell in notebook["cells"]]
    if None in ids or len(set(ids)) < len(ids):
        yield "a cell has no id, or two have the same"


def short_code(notebook):
    lengths = [len(text(c["source"]).splitlines()) for c in code_cells(notebook)]
    for n, length in enumerate(lengths, 1):
        if length > 10:
            yield f"code cell {n} has {length} lines; 10 is the most"
    if sum(length > 5 for length in lengths) * 10 > len(lengths):
        yield f"more than one code cell in ten is longer than 5 lines: {lengths}"


def plain_code(notebook):
    for n, cell in enumerate(code_cells(notebook), 1):
        source = text(cell["source"])
        if re.search(r"^\s*[%!]|;\s*$", source, re.M):
            yield f"code cell {n} has a magic, a shell line or a semicolon at its end"
        elif not source.strip():
            yield f"code cell {n} is empty"
        else:
            yield from _plain_tree(n, ast.parse(source))


def _plain_tree(n, tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            yield f"code cell {n} line {node.lineno} defines a function or a class"
        if isinstance(node, ast.Name) and node.id == "print":
            yield f"code cell {n} line {node.lineno} prints; show the value instead"


def narrow_lines(notebook):
    for n, cell in enumerate(code_cells(notebook), 1):
        wide = [s for s in text(cell["source"]).splitlines() if len(s) > 88]
        yield from (f"code cell {n} has a line over 88: {s[:40]}..." for s in wide)


def opening(notebook):
    cells = notebook["cells"]
    first = text(cells[0]["source"]) if cells else ""
    if not first.startswith("# ") or cells[0]["cell_type"] != "markdown":
        yield "the first cell is not a title (`# ...`)"
    if not any(cell.get("outputs") for cell in cells[:5]):
        yield "none of the first five cells shows an output"


def one_set_up(notebook):
    imports = [
        n
        for n, cell in enumerate(code_cells(notebook), 1)
        if re.search(r"^\s*(import|from) ", text(cell["source"]), re.M)
    ]
    if imports not in ([], [1]):
        yield f"code cells {imports} import; one set-up cell, the first, may"


def headings_in_order(notebook):
    prose = "\n".join(text(cell["source"]) for cell in markdown_cells(notebook))
    levels = [len(h) for h in re.findall(r"^(#+) ", prose, re.M)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level; one, the title, is right"
    for above, below in itertools.pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def no_machine_paths(notebook):
    for n, cell in enumerate(notebook["cells"], 1):
        shown = [t for output in cell.get("outputs", []) for t in texts_of(output)]
        for found in filter(MACHINE.search, [text(cell["source"]), *shown]):
            path = MACHINE.search(found)
            yield f"cell {n} names a path of a machine: ...{found[path.start() :][:40]}"


def numbers_tied(notebook, printed=()):
    """Numbers in prose must be shown by a cell, or be printed in a row it names.

    `printed` holds pairs (id, digits) of the data. Free: whole numbers of one or
    two digits without a unit, and years.
    """
    shown = _shown(notebook)
    known = {bare(n) for n, _ in NUMBER.findall(shown)}
    words = {*re.findall(r"\w+", shown)}
    known |= {bare(n) for row, n in printed if words.issuperset(row.split("."))}
    for n, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "markdown":
            for number in numbers_said(text(cell["source"])):
                if bare(number) not in known:
                    yield (
                        f"cell {n} says {number} in prose, but no cell of the notebook"
                        " shows it and no row it names prints it"
                    )


def numbers_said(prose):
    """The numbers of a text that need something to rest on."""
    for number, unit in NUMBER.findall(ADDRESSES.sub(" ", prose)):
        year = re.fullmatch(r"(19|20)\d\d", number) and not unit
        small = len(number) < 3 and not unit
        if not (year or small):
            yield number


def bare(number):
    """The digits as the data write them."""
    return number.replace(",", "")


def _shown(notebook):
    parts = []
    for cell in code_cells(notebook):
        parts.append(text(cell["source"]))
        parts += [t for output in cell["outputs"] for t in texts_of(output)]
    return re.sub(r"<[^>]+>", " ", "\n".join(parts))


RULES = [
    clean_run,
    quiet_outputs,
    minimal_metadata,
    short_code,
    plain_code,
    narrow_lines,
    opening,
    one_set_up,
    headings_in_order,
    no_machine_paths,
]
