"""The command line: what it prints, writes and returns, and what it never does."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from fractions import Fraction as F
from pathlib import Path

import pytest
from samples import write

import ecreport
from ecreport import cli
from ecreport.formula import solver
from ecreport.network.slips import DOUBLED, DROPPED, MOVED, SCALE, SIGN, SWAPPED, WRONG

REPORTS = Path(__file__).parents[1] / "reports"
WRONG_SHARE = (
    "id,as_printed,scale,unit\nu,469,1e6,person\ns,46.4,0.01,\nt,1051,1e6,person\n"
)
SHARE = "id,formula\nshare,s = u / t\n"


def run(*args, **more):
    """The command in a process of its own, as a user would start it."""
    return subprocess.run(
        [sys.executable, "-m", "ecreport", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **more,
    )


@pytest.fixture
def main(capsys):
    """The command in this process: its status, output and errors."""

    def call(*args):
        try:
            status = cli.main([*map(str, args)])
        except SystemExit as stop:
            status = stop.code
        return status, *capsys.readouterr()

    return call


def checked(main, folder, tmp_path):
    """Status and JSON of a check."""
    status, _, err = main("check", folder, "--json", tmp_path / "out.json")
    assert err == ""
    return status, json.loads((tmp_path / "out.json").read_text("utf-8"))


def refused(result):
    """That a run ended with status 2 and one clear line."""
    status, out, err = result
    lines = err.splitlines()
    assert (status, out, len(lines)) == (2, "", 1), err
    assert lines[0].startswith("ecreport: ")
    assert lines[0].isprintable()
    return lines[0]


def test_the_example_that_new_writes_checks_with_status_0(main, tmp_path):
    folder = tmp_path / "deep" / "example"
    status, out, err = main("new", folder)
    assert (status, err) == (0, "")
    assert "ecreport check" in out
    status, found = checked(main, folder, tmp_path)
    assert status == 0
    assert found["fit"]["verdict"] == "fits"


def test_new_refuses_a_folder_that_is_there_and_leaves_it_alone(main, tmp_path):
    (tmp_path / "claims.csv").write_text("mine")
    assert "already there" in refused(main("new", tmp_path))
    assert (tmp_path / "claims.csv").read_text() == "mine"
    assert os.listdir(tmp_path) == ["claims.csv"]


def test_a_wrong_figure_gives_status_1_and_is_named(main, tmp_path):
    status, out, err = main("check", write(tmp_path, WRONG_SHARE, SHARE))
    assert (status, err) == (1, "")
    assert "✕ cannot hold" in out
    assert "All together: does not fit" in out
    assert "In doubt: one of s, t, u" in out
    assert "Would explain s: two digits swapped: 44.6" in out
    assert "Not checked: 0 of 1 relations" in out


def test_a_conflict_that_only_shows_together_gives_status_1(main, tmp_path):
    claims = "id,as_printed,scale,unit\na,10,1,\nb,20,1,\nt,,1,\n"
    relations = "id,formula\none,t = a + 0\nother,t = b + 0\n"
    status, out, _ = main("check", write(tmp_path, claims, relations))
    assert status == 1
    assert "cannot hold" not in out
    assert "does not fit" in out
    assert "Cannot all be true: one, other" in out


KEYS = {
    "relations": {
        "id",
        "formula",
        "verdict",
        "printed",
        "computed",
        "distance_in_steps",
        "sentence",
        "checked_together",
        "file",
        "line",
    },
    "fit": {
        *("verdict", "severity", "severity_is", "sentence", "complete"),
        *("nothing_checked", "readings", "groups", "suspects", "conflicts"),
    },
    "figures": {
        "id",
        "printed",
        "left_by_others",
        "slips_tried",
        "slips_caught",
        "likely_slips",
        *("left_in_words", "unknown", "set_aside", "complete", "file", "line"),
    },
    "not_checked": {"id", "why"},
    "claims": {"id", "quoted", "support", "because", "rests_on"},
}
"""What every reader of the JSON may rely on."""


def test_the_json_has_the_keys_that_are_promised(main, tmp_path):
    claims = WRONG_SHARE + "x,,1,person\n"
    relations = SHARE + "unknown,x = u - t\n"
    _, found = checked(main, write(tmp_path, claims, relations), tmp_path)
    assert set(found) == set(KEYS)
    assert set(found["fit"]) == KEYS["fit"]
    assert all(set(row) == KEYS["relations"] for row in found["relations"])
    assert all(set(row) == KEYS["figures"] for row in found["figures"])
    assert [row["id"] for row in found["not_checked"]] == ["unknown"]
    assert all(set(row) == KEYS["not_checked"] for row in found["not_checked"])
    assert found["fit"]["suspects"] == [["s"], ["t"], ["u"]]
    assert found["fit"]["conflicts"] == [["share"]]
    assert found["claims"] == []


OTHERS = "id,as_printed,scale,unit,publisher,origin\nb,469,1e6,person,Bureau,Bureau\n"
BESIDE = SHARE.replace("formula", "formula,kind").replace("u / t", "u / t,")
BESIDE += "print,u = b,print\n"


def test_the_words_of_claims_come_where_others_bear_on_them(main, tmp_path):
    folder = write(tmp_path, WRONG_SHARE, BESIDE, OTHERS)
    (row,) = checked(main, folder, tmp_path)[1]["claims"]
    assert set(row) == KEYS["claims"]
    assert (row["id"], row["quoted"], row["support"]) == ("u", "untraced", "contradicted")
    assert row["rests_on"] == ["share"]
    assert "✕ contradicted  u  the report's own; a check of it" in main("check", folder)[1]
    told = WRONG_SHARE.replace("unit\n", "unit,origin\n").replace("46.4,0.01,", "44.6,0.01,,")
    told = told.replace("person\n", "person,Bureau\n")
    folder = write(tmp_path, told, BESIDE, OTHERS)
    found = {row["id"]: row for row in checked(main, folder, tmp_path)[1]["claims"]}
    assert found.keys() == {"u", "t"}
    assert (found["u"]["quoted"], found["u"]["support"]) == ("faithful", "one source")
    out = main("check", folder)[1]
    assert "● faithful, ◔ one source  u  printed by Bureau" in out
    assert "Of 2 claims 1 quotes one source faithfully, 1 is none of these." in out
    assert "one source" not in main("check", folder, "--quiet")[1]


def test_of_many_claims_only_those_that_something_speaks_against_are_shown(main):
    out = main("check", REPORTS.parents[1] / "data")[1]
    assert "⇄ displaced, ○ unsupported  visits" in out
    assert "faithful, ◐ adds up" not in out
    assert "Of 28 claims 13 quote one source faithfully" in out


def test_the_answer_names_the_slip_of_a_single_suspect(main, tmp_path):
    claims = "id,as_printed,scale,unit\nu,469,1e6,person\ns,46.4,0.01,ratio\n"
    claims += "t,1051,1e6,person\nrest,582,1e6,person\nother,55.4,0.01,ratio\n"
    rows = SHARE + "sum,t = u + rest\nrest,other = rest / t\nall,s = 1 - other\n"
    out = main("check", write(tmp_path, claims, rows))[1].splitlines()[0]
    assert out == "Two of 4 relations cannot hold; one figure explains both: s, 46.4 for 44.6."
    claims += "v,469,1e6,person\nz,64.4,0.01,ratio\n"
    rows += "more,z = v / t\nleft,z = 1 - other\n"
    out = main("check", write(tmp_path, claims, rows))[1].splitlines()[0]
    assert out.endswith("two figures explain all of it: s (46.4 for 44.6) and z.")


def test_bounds_in_the_json_are_decimals_rounded_outward_or_null(main, tmp_path):
    claims = (
        "id,as_printed,scale,unit,qualifier\na,1,1,,\nb,3,1,,\nc,0.5,1,,more_than\n"
    )
    relations = "id,formula\nr,c = a / b\n"
    report = ecreport.load(write(tmp_path, claims, relations))
    _, found = checked(main, tmp_path, tmp_path)
    (row,) = found["relations"]
    assert row["printed"] == ["0.5", None]
    low, high = report.verdict("r").computed[:2]
    assert (low, high) == (F(1, 7), F(3, 5))
    assert 0 < low - F(row["computed"][0]) <= F(1, 10**12)
    assert row["computed"][1] == "0.6"
    for figure in found["figures"]:
        exact = report.joint.ranges[figure["id"]]
        for end, text, side in zip(
            exact[:2], figure["left_by_others"], (-1, 1), strict=True
        ):
            assert (text is None) == (abs(end) == float("inf"))
            assert text is None or (F(text) - end) * side >= 0


def test_a_distance_that_no_float_holds_is_written_all_the_same(main, tmp_path):
    claims = "id,as_printed,scale,unit\na,9999,1e40,\nc,3,1e-40,\n"
    relations = "id,formula\nr,c = a * a * a * a * a * a * a * a * a\n"
    status, found = checked(main, write(tmp_path, claims, relations), tmp_path)
    assert status == 1
    assert found["relations"][0]["distance_in_steps"] >= 1e299


def test_the_json_is_the_same_in_two_runs(tmp_path):
    folder = write(tmp_path, WRONG_SHARE, SHARE)
    texts = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        result = run("check", folder, "--json", tmp_path / "o.json", env=environment)
        texts.append((result.stdout, (tmp_path / "o.json").read_bytes()))
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("check",),
        ("check", "--what"),
        ("prove", "x"),
        ("new",),
        ("check", "x\x1b[31m"),
    ],
)
def test_a_wrong_call_gives_one_line_and_status_2(main, args):
    refused(main(*args))


def test_a_folder_that_is_not_there_gives_one_line(main, tmp_path):
    assert "not a folder" in refused(main("check", tmp_path / "no"))
    (tmp_path / "relations.csv").write_text("id,formula\n")
    assert "claims.csv is missing" in refused(main("check", tmp_path))


@pytest.mark.parametrize("where", ["missing/x.json", ".", "claims.csv/x.json"])
def test_a_place_that_cannot_be_written_gives_one_line(main, tmp_path, where):
    write(tmp_path, WRONG_SHARE, SHARE)
    before = sorted(os.listdir(tmp_path))
    line = refused(main("check", tmp_path, "--json", tmp_path / where))
    assert str(tmp_path / where) in line
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_gives_one_line(main, tmp_path):
    folder = write(tmp_path, WRONG_SHARE, SHARE)
    (tmp_path / "locked").mkdir(mode=0o500)
    refused(main("check", folder, "--json", tmp_path / "locked" / "x.json"))
    refused(main("new", tmp_path / "locked" / "x"))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no such file system")
def test_a_file_system_that_takes_no_files_gives_one_line(main, tmp_path):
    folder = write(tmp_path, WRONG_SHARE, SHARE)
    refused(main("check", folder, "--json", "/proc/x.json"))
    refused(main("new", "/proc/ecreport"))


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="no /dev/full here")


@needs_full
def test_a_full_disk_gives_one_line(tmp_path):
    folder = write(tmp_path, WRONG_SHARE, SHARE)
    result = run("check", folder, "--json", FULL)
    refused((result.returncode, result.stdout, result.stderr))
    assert FULL.is_char_device()
    with FULL.open("w") as full:
        asked = [sys.executable, "-m", "ecreport", "check", str(folder)]
        result = subprocess.run(
            asked, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_device_is_written_to_and_not_replaced(main, tmp_path):
    status, _, err = main(
        "check", write(tmp_path, WRONG_SHARE, SHARE), "--json", os.devnull
    )
    assert (status, err) == (1, "")
    assert not Path(os.devnull).is_file()


def test_the_json_may_be_read_by_whoever_may_read_other_new_files(main, tmp_path):
    main("check", write(tmp_path, WRONG_SHARE, SHARE), "--json", tmp_path / "x.json")
    (tmp_path / "other").touch()
    modes = [
        stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("x.json", "other")
    ]
    assert modes[0] == modes[1]


def test_nothing_goes_to_stderr_when_piped_and_a_closed_pipe_is_no_error(tmp_path):
    folder = write(tmp_path, WRONG_SHARE, SHARE)
    assert run("check", folder).stderr == ""
    asked = f"'{sys.executable}' -m ecreport check '{folder}' | head -c 3"
    result = subprocess.run(
        asked, shell=True, capture_output=True, text=True, check=True
    )
    assert result.stderr == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_knows_few_signs_gets_what_it_can_show(tmp_path, encoding):
    folder = write(tmp_path, WRONG_SHARE.replace("u,", "ü,"), SHARE.replace("u ", "ü "))
    result = subprocess.run(
        [sys.executable, "-m", "ecreport", "check", str(folder)],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (1, b"")
    assert "does not fit" in result.stdout.decode(encoding)


EVIL = "\x1b]0;owned\x07\x1b[31m\u202e\x00\r\x9b2J"


@pytest.mark.parametrize(
    "column", ["unit", "label", "note", "because", "basis", "status"]
)
def test_no_cell_can_move_the_cursor_of_a_terminal(main, tmp_path, column):
    claims = f'id,as_printed,scale,{column}\nu,469,1e6,"{EVIL}"\ns,44,1,\n'
    claims = claims if column == "unit" else claims.replace("scale,", "scale,unit,", 1)
    claims = (
        claims
        if column == "unit"
        else claims.replace('1e6,"', '1e6,,"').replace("1,\n", "1,,\n")
    )
    relations = f'id,formula,{column}\nr,s = u,"{EVIL}"\n'
    if column in ("unit", "label", "note", "status"):
        relations = "id,formula\nr,s = u\n"
    status, out, err = main("check", write(tmp_path, claims, relations))
    assert status in (0, 1, 2)
    for line in (out + err).splitlines():
        assert all(c.isprintable() for c in line), line


@pytest.mark.parametrize("name", ["claims", "relations"])
@pytest.mark.parametrize(
    "cell", [EVIL, "=HYPERLINK(1)", "../../etc/passwd", "<script>", "a" * 30_000]
)
def test_a_hostile_cell_where_a_number_or_formula_stands_gives_one_line(
    main, tmp_path, name, cell
):
    files = {"claims": WRONG_SHARE, "relations": SHARE}
    files[name] = (
        files[name].replace("469", f'"{cell}"').replace("s = u / t", f'"{cell}"')
    )
    refused(main("check", write(tmp_path, **files)))


def test_a_table_of_the_statistics_bureau_is_judged_rightly(main, tmp_path):
    """Levels and growth of retail sales: only one growth is of a revised base."""
    status, found = checked(main, REPORTS / "retail_table", tmp_path)
    words = {row["id"]: row["verdict"] for row in found["relations"]}
    assert status == 0
    assert words == {
        "total_grows": "holds",
        "online_grows": "not comparable",
        "goods_of_total": "holds",
        "goods_are_part": "holds",
        "quarter": "not checkable",
        "quarters_rise": "holds",
        "quarter_positive": "not checkable",
    }
    left = {row["id"]: row["left_by_others"] for row in found["figures"]}
    assert left["total_q3_2022"] == ["10987200000000", "10987400000000"]
    assert [row["id"] for row in found["not_checked"]] == ["online_grows"]


RIGHT = """id,as_printed,scale,unit,subject,measure,period_start
sales,"1,284",1e6,yuan,sales,level,
before,"1,190",1e6,yuan,sales,level,
growth,7.9,0.01,ratio,sales,growth,
online,412,1e6,yuan,online,level,2022
offline,872,1e6,yuan,offline,level,
share,32.1,0.01,ratio,online,share,
"""
RULES = """id,formula,because
growth_of_sales,growth = sales / before - 1,full years
share_online,share = online / sales,part of all
two_parts,sales = online + offline,all there is
"""
LAST_YEAR = """id,as_printed,scale,unit,subject,measure,period_start
online_2021,371,1e6,yuan,online,level,2021
"""
KINDS = {
    SWAPPED: ("412,1e6", "421,1e6", "412"),
    WRONG: ("412,1e6", "512,1e6", "412"),
    DROPPED: ("412,1e6", "42,1e6", "412"),
    DOUBLED: ("412,1e6", "4112,1e6", "412"),
    MOVED: ("412,1e6", "41.2,1e6", "412"),
    SIGN: ("412,1e6", "-412,1e6", "412"),
    SCALE: ("412,1e6", "412,1e9", "billion for million"),
    "a figure of something else": ("412,1e6", "371,1e6", "online_2021"),
}


def test_the_report_without_a_slip_fits(main, tmp_path):
    status, found = checked(main, write(tmp_path, RIGHT, RULES, LAST_YEAR), tmp_path)
    assert (status, found["fit"]["verdict"]) == (0, "fits")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_slip_is_caught_and_its_figure_named(main, tmp_path, kind):
    """What is wrong on the page, and which single slip would put it right again."""
    right, wrong, reads = KINDS[kind]
    claims = RIGHT.replace(right, wrong)
    assert claims != RIGHT
    status, found = checked(main, write(tmp_path, claims, RULES, LAST_YEAR), tmp_path)
    words = {row["id"]: row["verdict"] for row in found["relations"]}
    assert status == 1
    assert words["share_online"] == words["two_parts"] == "cannot hold"
    assert words["growth_of_sales"] != "cannot hold"
    assert found["fit"]["suspects"] == [["online"]]
    (online,) = [row for row in found["figures"] if row["id"] == "online"]
    assert any(kind in said and reads in said for said in online["likely_slips"])


def test_slips_are_counted_as_far_as_the_time_goes(main, tmp_path, monkeypatch):
    claims = "id,as_printed,scale,unit\na,10,1,\nb,10,1,\nc,100,1,\nd,0,1,\n"
    relations = "id,formula\nr,c = a * b\ns,d = a - b\n"
    folder = write(tmp_path, claims, relations)
    _, all_of_them, _ = main("check", folder)
    monkeypatch.setattr(solver, "MOST_STEPS", 1)
    _, some, _ = main("check", folder)
    count = re.compile(
        r"Of (\d+) single slips in these figures (at least )?(\d+) would"
    )
    (tried, no, caught), (still, least, fewer) = (
        count.search(said).groups() for said in (all_of_them, some)
    )
    assert (no, least) == (None, "at least ")
    assert still == tried
    assert 0 < int(fewer) <= int(caught)


# The command as a person calls it


def command(*args, **more):
    """The command in a process of its own."""
    call = [sys.executable, "-m", "ecreport", *map(str, args)]
    return subprocess.run(call, capture_output=True, text=True, **more)


def shell(line, folder):
    """A line of the shell, with the command as $E and a folder as $F."""
    names = {**os.environ, "E": f"{sys.executable} -m ecreport", "F": str(folder)}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env=names
    )


@pytest.fixture
def good(tmp_path):
    folder = tmp_path / "good"
    folder.mkdir()
    return write(folder, WRONG_SHARE.replace("46.4", "44.6"), SHARE)


@pytest.fixture
def wrong(tmp_path):
    folder = tmp_path / "wrong"
    folder.mkdir()
    return write(folder, WRONG_SHARE, SHARE)


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    return write(folder, WRONG_SHARE, "id,formula\n")


def test_the_first_line_is_the_answer(main, wrong, good):
    assert (
        main("check", wrong)[1].splitlines()[0].startswith("The only relation cannot")
    )
    assert (
        main("check", good)[1].splitlines()[0].startswith("The only relation can hold")
    )


def test_the_answer_counts_what_was_checked(main, tmp_path):
    claims = WRONG_SHARE.replace("46.4", "44.6") + "x,,1,person\n"
    folder = write(tmp_path, claims, SHARE + "unknown,x = u - t\n")
    assert main("check", folder)[1].splitlines()[0] == (
        "The only relation checked can hold."
    )
    folder = write(tmp_path, claims, SHARE + "part,u < t\nunknown,x = u - t\n")
    assert main("check", folder)[1].splitlines()[0] == (
        "All 2 relations checked can hold, and all of them together."
    )


def test_nothing_checked_is_said_and_is_status_3(main, empty):
    status, out, _ = main("check", empty)
    assert status == 3
    assert out.startswith("Nothing was checked")
    assert "fits" not in out.splitlines()[0]


@pytest.mark.parametrize(
    "formula", ["a - a = 0", "a >= min(a, b)", "a * a >= 0", "b = max(b, b)", "a = a"]
)
def test_what_no_figure_could_contradict_is_nothing_checked(main, tmp_path, formula):
    claims = "id,as_printed,scale,unit\na,7.3,1,eur\nb,8.9,1,eur\n"
    folder = write(tmp_path, claims, f'id,formula\nr,"{formula}"\n')
    status, out, _ = main("check", folder)
    assert status == 3
    assert out.startswith("Nothing was checked")
    assert "holds" in out and "nothing was checked" in out
    assert "Not checked: 1 of 1 relations" in out
    folder = write(tmp_path, claims, f'id,formula\nr,"{formula}"\ns,a < b\n')
    status, out, _ = main("check", folder)
    assert (status, "Not checked: 1 of 2 relations" in out) == (0, True)


def test_an_order_that_a_figure_could_contradict_is_checked(main, tmp_path):
    claims = "id,as_printed,scale,unit\na,7.3,1,eur\nb,8.9,1,eur\n"
    folder = write(tmp_path, claims, 'id,formula\nr,"b >= max(a, b) - 1"\n')
    assert main("check", folder)[0] == 0


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("r,a <= b\ns,a > b\n", "r and s contradict each other whatever"),
        ("r,a = 2 * b\ns,b = 3\nq,a = 7\n", "q and r and s contradict each other"),
        ("r,a < b\ns,a > a\n", "s contradicts itself whatever the figures are"),
    ],
)
def test_relations_that_contradict_each_other_are_named(main, tmp_path, rules, said):
    claims = "id,as_printed,scale,unit\na,7.3,1,\nb,8.9,1,\n"
    folder = write(tmp_path, claims, "id,formula\n" + rules)
    status, out, _ = main("check", folder, "--html", tmp_path / "page.html")
    assert (status, said in out) == (1, True)
    assert said in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_several_folders_end_with_the_worst_status(main, wrong, good, empty, tmp_path):
    assert main("check", good, empty)[0] == 3
    assert main("check", good, empty, wrong)[0] == 1
    assert main("check", good, tmp_path / "none", wrong)[0] == 2
    assert f"{wrong}:" in main("check", good, wrong)[1]


def test_json_alone_goes_to_the_output(main, good, wrong):
    found = json.loads(main("check", good, "--json", "-")[1])
    assert {"relations", "fit"} <= found.keys()
    both = json.loads(main("check", good, wrong, "--json", "-")[1])
    assert [one["folder"] for one in both] == [str(good), str(wrong)]
    assert "folder" not in found
    done = shell("$E check $F --json /dev/stdout", good)
    assert json.loads(done.stdout)["fit"]["verdict"] == "fits"


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_the_input_is_never_written_over(main, good, option):
    before = (good / "claims.csv").read_bytes()
    assert "is the input" in refused(main("check", good, option, good / "claims.csv"))
    assert (good / "claims.csv").read_bytes() == before


def test_the_target_of_a_link_is_written_and_the_link_stays(main, good, tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    assert main("check", good, "--json", link)[0] == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("$E check $F >&-", 0),
        ("$E check $F 2>&-", 0),
        ("$E check $F/none 2>&-", 2),
        ("$E check $F/none 2>/dev/full", 2),
    ],
)
def test_a_closed_output_changes_no_status(good, line, status):
    done = shell(line, good)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("place", ["-", "/dev/stdout"])
@pytest.mark.parametrize("option", ["--json", "--html"])
def test_what_is_written_to_a_closed_output_is_refused(good, option, place):
    done = shell(f"$E check $F {option} {place} >&-", good)
    assert done.returncode == 2
    assert done.stderr == (
        "ecreport: the output is closed; name a file to write to\n"
    )


def test_the_page_alone_goes_to_the_output(main, good):
    status, out, _ = main("check", good, "--html", "-")
    assert status == 0
    assert out.startswith("<!DOCTYPE html>") and out.rstrip().endswith("</html>")


@pytest.mark.parametrize("places", ["- -", "- /dev/stdout", "x x"])
def test_two_things_are_not_written_to_one_place(main, good, places):
    one, other = places.split()
    assert "name two" in refused(main("check", good, "--json", one, "--html", other))


@pytest.mark.parametrize("name", ["claims.csv", "relations.csv", "references.csv"])
@pytest.mark.parametrize("kind", ["device", "pipe", "nowhere"])
def test_what_is_no_ordinary_file_is_refused(main, good, name, kind):
    path = good / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else good / "gone")
    said = "is missing" if kind == "nowhere" else "is no ordinary file"
    assert f"{name} {said}" in refused(main("check", good))


def test_all_errors_of_a_folder_come_in_one_run(main, good):
    write(good, WRONG_SHARE.replace("46.4", "4x4").replace("1e6", "many"), SHARE)
    status, out, err = main("check", good)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 3
    assert all(
        line.startswith("ecreport: claims.csv line") for line in err.splitlines()
    )


def test_quiet_says_what_is_wrong_and_all_says_the_rest(main, tmp_path):
    claims = "id,as_printed,scale,unit\n" + "".join(f"a{n},{n},1,\n" for n in range(30))
    rows = "id,formula\n" + "".join(f"r{n},a{n} < a{n + 1}\n" for n in range(28))
    folder = write(tmp_path, claims, rows + "w,a3 > a9\n")
    quiet, normal, full = (
        main("check", folder, *options)[1] for options in (["--quiet"], [], ["--all"])
    )
    assert "a3 > a9" in quiet or " w " in quiet
    assert len(quiet.splitlines()) < len(normal.splitlines()) < len(full.splitlines())
    assert "--all shows them" in normal


def test_the_version_and_the_help_say_what_is_promised():
    assert re.fullmatch(r"ecreport \d+\.\d+\.\d+\n", command("--version").stdout)
    said = command("check", "--help").stdout
    assert "exit status" in said and "130" in said and "nothing was checked" in said
    assert "several folders" in said
    for name in ("draft", "suggest", "notebook", "new"):
        said = command(name, "--help").stdout
        assert "130" in said and "several folders" not in said
        assert said.splitlines()[0].endswith(" FOLDER")


def test_no_colour_without_a_terminal(main, wrong):
    assert "\x1b" not in main("check", wrong)[1]


@pytest.mark.parametrize("colour", [True, False])
def test_colour_is_for_terminals_that_want_it(wrong, colour):
    import pty

    ours, theirs = pty.openpty()
    names = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    names |= {"TERM": "xterm"} if colour else {"TERM": "xterm", "NO_COLOR": "1"}
    call = [sys.executable, "-m", "ecreport", "check", str(wrong)]
    with subprocess.Popen(call, stdout=theirs, stderr=theirs, env=names) as process:
        process.wait()
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert ("\x1b[31m" in said) is colour


def heeds_interrupts():
    """A child of a background job would be born deaf to them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("moment", [0.02, 0.2, 0.6, 1.2])
def test_a_check_that_is_stopped_says_no_more_than_a_line(tmp_path, moment):
    claims = "id,as_printed,scale,unit\n" + "".join(
        f"a{n},1.{n},1,\n" for n in range(40)
    )
    rows = "".join(f"r{n},a{n} * a{n + 1} = a{n + 2} * a{n + 3}\n" for n in range(30))
    folder = write(tmp_path, claims, "id,formula\n" + rows)
    call = [sys.executable, "-m", "ecreport", "check", str(folder), "--json"]
    out = tmp_path / "out.json"
    process = subprocess.Popen(
        [*call, out],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=heeds_interrupts,
    )
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
    if b"Traceback" in err:  # before a line of ours has run, Python itself answers
        assert b"ecreport" not in err.split(b"Traceback")[1].split(b"runpy")[0]
    else:
        assert len(err.splitlines()) <= 1
        assert process.returncode in (130, -signal.SIGINT, 0, 1)
    assert not [
        path for path in tmp_path.iterdir() if path.name.startswith(".ecreport")
    ]


def test_the_warnings_of_the_caller_are_left_alone(main, good):
    import warnings

    before = warnings.showwarning
    main("check", good)
    assert warnings.showwarning is before
