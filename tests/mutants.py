"""Change one sign, number or word of a module at a time; its tests must notice.

    make mutants                           all modules
    make mutants ARGS="number/interval verdict/judge"
    make mutants ARGS="--again number/interval"   only what survived the last run

Cosmic Ray makes the mutants. The tests run in a copy of the checkout under
build/mutants/, each mutant in a fork of one process that has imported the slow
libraries once. What survives is printed as a diff.
"""

import ast
import difflib
import json
import os
import re
import resource
import shutil
import signal
import sys
from importlib import import_module
from pathlib import Path

TESTS = {  # each module that decides a verdict, with the tests that know it
    "number/interval": "interval",
    "number/printed": "figure",
    "formula/parse": "formula",
    "formula/units": "units",
    "formula/polynomial": "polynomial propagation",
    "formula/bounds": "propagation",
    "verdict/word": "relation",
    "verdict/judge": "relation computed",
    "verdict/relation": "relation",
    "verdict/arithmetic": "computed",
    "folder/rows": "folder codebook",
    "folder/folder": "folder codebook",
    "network/parts": "network ranges fit joint",
    "table/columns": "table",
    "table/spans": "table",
    "table/words": "table",
    "report/claim": "claim",
}
SAME_SAID_TWICE = re.compile(
    r".*/ReplaceBinaryOperator_.*_(Mod|Pow|RShift|LShift|BitOr|BitAnd|BitXor)"
    r"|.*/ReplaceComparisonOperator_(?!Is).*_Is(Not)?"
)
COPIED = ("ecreport", "tests", "data", "pyproject.toml", "README.md")


def test_file(name):
    """Where the tests of a name are, in whatever chapter."""
    return str(next(Path("tests").rglob(f"test_{name}.py")))


def mutants(source):
    """Every (operator, occurrence, source) that means something else and can be read."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    seen = {None, meaning(source)}
    for name in operator_names():
        operator = get_operator(name)
        if SAME_SAID_TWICE.fullmatch(name) or operator.arguments():
            continue
        occurrence = 0
        while mutated := mutate_code(source, operator(), occurrence):
            if meaning(mutated) not in seen:
                seen.add(meaning(mutated))
                yield name.partition("/")[2], occurrence, mutated
            occurrence += 1


def meaning(source):
    """What can matter: not annotations, `strict` of a zip, or the order of words."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        for field in {"annotation", "returns"} & set(node._fields):
            setattr(node, field, None)
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg != "strict"]
        if isinstance(node, ast.Compare) and is_word(node.left, *node.comparators):
            node.ops = [ast.Eq() if is_order(op) else op for op in node.ops]
    return ast.dump(tree)


def is_word(*sides):
    """Whether a text stands on one side, or what always holds one."""
    return any(
        getattr(side, "attr", "") in ("word", "op", "kind")
        or isinstance(getattr(side, "value", None), str)
        for side in sides
    )


def is_order(op):
    return isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)


def copy(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        place = Path(name)
        take = shutil.copytree if place.is_dir() else shutil.copy
        take(place, folder / name)


def run(tests, seconds=600):
    """The status of a run of the tests, and the seconds of computing it took."""
    child = os.fork()
    if not child:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        signal.alarm(20 * seconds)
        import pytest

        options = ["-q", "-x", "--no-header", "-p", "no:cacheprovider"]
        options += ["-o", "addopts=--import-mode=importlib --doctest-modules"]
        os._exit(pytest.main([*options, *tests]))
    _, status, used = os.wait4(child, 0)
    return status, int(used.ru_utime + used.ru_stime) + 1


def test_module(name, again):
    """Run the tests of one module on each of its mutants; return killed and survived."""
    start, folder = Path.cwd(), Path("build/mutants", name).absolute()
    left = folder.with_suffix(".json")
    only = json.loads(left.read_text()) if again else None
    copy(folder)
    os.chdir(folder)
    sys.path[0] = os.environ["PYTHONPATH"] = str(folder)
    path = Path(f"ecreport/{name}.py")
    tests = [str(path), *map(test_file, TESTS[name].split())]
    sys.dont_write_bytecode = False
    status, seconds = run(tests)
    if status:
        sys.exit(f"{name}: its tests fail without any change: {' '.join(tests)}")
    sys.dont_write_bytecode = True
    for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
        stale.unlink()
    source, killed, survived = path.read_text(), 0, []
    for operator, occurrence, mutated in mutants(source):
        if only is not None and [operator, occurrence] not in only:
            continue
        path.write_text(mutated)
        if run(tests, 3 * seconds + 10)[0]:
            killed += 1
            continue
        survived.append([operator, occurrence])
        print(name, operator, *changed(source, mutated), sep="\n  ", flush=True)
    path.write_text(source)
    os.chdir(start)
    left.write_text(json.dumps(survived))
    return killed, len(survived)


def changed(source, mutated):
    lines = difflib.unified_diff(source.splitlines(), mutated.splitlines(), n=0)
    return [line for line in lines if not line.startswith(("---", "+++"))]


def main(again, names):
    os.environ |= {"HYPOTHESIS": "mutants", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for slow in ("pytest", "hypothesis.strategies", "pandas", "z3"):
        import_module(slow)  # once for all forks
    for name in names or TESTS:
        killed, survived = test_module(name, again)
        total = killed + survived
        if not total and not again:
            sys.exit(f"{name}: Cosmic Ray made no mutants; is it installed?")
        print(f"{name}: {total} mutants, {killed} killed, {survived} survived")


if __name__ == "__main__":
    sys.path.append(str(Path("build/cosmic-ray").absolute()))
    main("--again" in sys.argv, [name for name in sys.argv[1:] if name != "--again"])
