"""The loader: what it accepts as publishers write it, and one error for the rest."""

import csv
import subprocess
import sys
import warnings
from fractions import Fraction as F

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import CLAIMS, RELATIONS, load, write

import ecreport
from ecreport.errors import InputError
from ecreport.folder import figures, folder, rows
from ecreport.number.interval import INF


def refusal(path, **files):
    """The one line that a folder with these files is refused with."""
    with pytest.raises(InputError) as found:
        load(path, **files)
    assert all(message.isprintable() for message in found.value.messages)
    return str(found.value)


def claims(*rows, columns="id,as_printed,scale,unit"):
    return "\n".join([columns, "users,469,1e6,person", *rows, ""])


def one(column, cell):
    """A folder of one figure with one optional column."""
    return {
        "claims": f"id,as_printed,scale,unit,{column}\nusers,469,1e6,person,{cell}\n",
        "relations": "id,formula\nr,users > 0\n",
    }


def test_a_folder_with_the_required_columns_is_a_report(tmp_path):
    report = load(tmp_path)
    assert report.total.value == 1_051_000_000
    assert report.verdict("share_of_all").word == "can hold"
    assert len(report.references) == 0


# Files


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(
        InputError, match=r'nowhere" is not a folder; name one that holds'
    ):
        ecreport.load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["claims", "relations"])
def test_a_missing_file_is_named(tmp_path, name):
    said = refusal(tmp_path, **{name: None})
    assert said == f"{name}.csv is missing; put it into {tmp_path}"


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    write(tmp_path, claims=None)
    (tmp_path / "claims.csv").mkdir()
    with pytest.raises(InputError, match=r"claims\.csv is no ordinary file; put a CSV"):
        ecreport.load(tmp_path)


@pytest.mark.parametrize("text", ["", "\ufeff", "\n", ",,\n", "  \n"])
def test_an_empty_file_says_what_its_first_line_must_be(tmp_path, text):
    said = refusal(tmp_path, claims=text)
    assert (
        said
        == "claims.csv is empty; its first line must name id, as_printed, scale, unit"
    )
    assert refusal(tmp_path, relations=text).endswith("must name id, formula")


def test_a_header_alone_is_a_report_without_figures(tmp_path):
    report = load(
        tmp_path, claims="id,as_printed,scale,unit\n", relations="id,formula\n"
    )
    assert len(report.check()) == len(report.words()) == 0


def test_a_name_that_only_a_missing_row_could_explain_is_refused(tmp_path):
    said = refusal(tmp_path, claims="id,as_printed,scale,unit\n")
    assert said.startswith(
        'relations.csv line 2 (share_of_all): no figure is called "share"'
    )


@pytest.mark.parametrize("column", ["id", "as_printed", "scale", "unit"])
def test_a_missing_column_is_named_with_those_found(tmp_path, column):
    left = [c for c in ("id", "as_printed", "scale", "unit") if c != column]
    said = refusal(tmp_path, claims=",".join(left) + "\n")
    assert said == f'claims.csv has no column "{column}"; found {", ".join(left)}'


def test_relations_without_formulas_are_refused(tmp_path):
    said = refusal(tmp_path, relations="id,formulas\nr,a = b\n")
    assert (
        said
        == 'relations.csv has no column "formula"; found id, formulas (did you mean "formulas"?)'
    )


def test_a_column_that_stands_twice_is_named(tmp_path):
    said = refusal(tmp_path, claims="id,as_printed,scale,unit,scale\n")
    assert said == 'claims.csv has the column "scale" twice; rename one'


def test_a_misspelt_optional_column_is_pointed_out(tmp_path):
    with pytest.warns(
        UserWarning, match='column "qualifer" is ignored; did you mean "qualifier"'
    ):
        load(tmp_path, **one("qualifer", "about"))


def test_a_wrong_encoding_names_the_byte(tmp_path):
    said = refusal(
        tmp_path, claims=CLAIMS.encode() + "caf\u00e9,1,1,\n".encode("latin-1")
    )
    assert (
        said
        == f"claims.csv is not UTF-8 (byte {len(CLAIMS) + 3}); save it as CSV UTF-8"
    )
    assert "is not UTF-8" in refusal(tmp_path, claims=CLAIMS.encode("utf-16-le"))
    assert "users" in load(tmp_path, claims=CLAIMS.encode("utf-16"))


@pytest.mark.parametrize(
    "text", [claims('"open,1,1,person'), claims('"a"b,1,1,person')]
)
def test_broken_quotes_name_the_line(tmp_path, text):
    said = refusal(tmp_path, claims=text)
    assert said.startswith("claims.csv line 3: broken line (")
    assert said.endswith("); check its quotes")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("total,1,051,1e6,person", "5 cells under 4 columns; put quotes around a cell"),
        ("total,1", "2 cells under 4 columns; add the missing comma"),
    ],
)
def test_a_ragged_line_counts_its_cells(tmp_path, row, says):
    assert f"claims.csv line 3 (total): {says}" in refusal(tmp_path, claims=claims(row))


def test_the_line_is_counted_past_blank_lines_and_quoted_breaks(tmp_path):
    text = (
        'id,as_printed,scale,unit,note\n\na,1,1,person,"two\nlines"\n\nb,x,1,person,\n'
    )
    assert refusal(tmp_path, claims=text).startswith(
        'claims.csv line 6 (b): "x" says that no number'
    )


# Cells


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "users,5,1,person",
            "(users): the id is already taken; give each figure its own",
        ),
        (
            ",5,1,person",
            '(no id): the id "" cannot stand in a formula; use letters, digits',
        ),
        ("a b,5,1,person", '(a b): the id "a b" cannot stand in a formula'),
        (
            "2019e,5,1,person",
            '(2019e): the id "2019e" cannot stand in a formula, which',
        ),
        ("1e5,5,1,person", "which would take it for a number; put a letter first"),
        ("a-b,5,1,person", '(a-b): the id "a-b" cannot stand in a formula'),
        ("12,5,1,person", '(12): the id "12" cannot stand in a formula'),
        ("1e5,5,1,person", '(1e5): the id "1e5" cannot stand in a formula'),
        ("1.e5,5,1,person", '(1.e5): the id "1.e5" cannot stand in a formula'),
        (".e5,5,1,person", '(.e5): the id ".e5" cannot stand in a formula'),
        ("_._,5,1,person", '(_._): the id "_._" cannot stand in a formula'),
        ("a" * 101 + ",5,1,person", "with at least one letter, at most 100"),
        (
            "x,n/a,1,person",
            '(x): "n/a" says that no number is there; leave the cell blank',
        ),
        ("x,5,0,person", '(x): scale is "0"; it must be a positive number'),
        ("x,5,-1,person", '(x): scale is "-1"; it must be a positive number'),
        ("x,5,1/0,person", '(x): scale is "1/0"; it must be a positive number'),
        ("x,5,nan,person", '(x): scale is "nan"; it must be a positive number'),
        ("x,5,inf,person", '(x): scale is "inf"; it must be a positive number'),
        ("x,5,\u0661,person", '(x): scale is "\u0661"; it must be a positive number'),
        ("x,5,1e999999,person", "(x): 1e999999 exceeds the limit of 40 powers of ten"),
        (
            "x,5,1e-999999,person",
            "(x): 1e-999999 exceeds the limit of 40 powers of ten",
        ),
        (f"x,5,{'9' * 24_000}x,person", '(x): scale is "9999'),
        (f"x,{'9' * 41},1,person", "(x): 41 digits are more than the limit of 40"),
        (
            "x,5%,1,person",
            '(x): "5%" has a per-cent sign but its unit is "person"; drop the sign',
        ),
    ],
)
def test_a_cell_that_cannot_be_used_names_line_id_and_way_out(tmp_path, row, says):
    said = refusal(tmp_path, claims=claims(row))
    assert said.startswith("claims.csv line 3 (")
    assert says in said
    assert len(said) < 300


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        (
            "qualifier",
            "abuot",
            'qualifier is "abuot" (did you mean "about"?); it must be one of',
        ),
        (
            "rounding",
            "up",
            'rounding is "up"; it must be one of nearest, half_up, half_down',
        ),
        ("whole", "maybe", 'whole is "maybe"; it must be one of yes, no'),
        ("step", "fine", 'step is "fine"; it must be a positive number'),
        ("step", "0", 'step is "0"; it must be a positive number'),
        ("step", "1e41", "1e41 exceeds the limit of 40 powers of ten"),
        ("weight", "heavy", 'weight is "heavy"; it must be a positive number or "inf"'),
        ("weight", "0", 'weight is "0"; it must be a positive number or "inf"'),
        ("weight", "-inf", 'weight is "-inf"; it must be a positive number or "inf"'),
        ("readings", "twice", 'readings holds "twice"; write each as "label: shift"'),
        (
            "readings",
            "a: 1e999999",
            'readings holds "a: 1e999999"; write each as "label',
        ),
    ],
)
def test_an_optional_cell_that_cannot_be_used_is_named(tmp_path, column, cell, says):
    said = refusal(tmp_path, **one(column, cell))
    assert said.startswith("claims.csv line 2 (users): ")
    assert says in said


def test_a_print_that_no_whole_number_has_is_refused(tmp_path):
    files = one("whole", "yes")
    files["claims"] = files["claims"].replace("469,1e6", "2.5,1")
    said = refusal(tmp_path, **files)
    assert said.endswith(
        '(users): no whole number prints as "2.5"; clear the column whole'
    )


def test_an_id_of_a_claim_cannot_name_a_reference_too(tmp_path):
    said = refusal(tmp_path, references=CLAIMS.splitlines()[0] + "\nusers,1,1,\n")
    assert said == (
        "references.csv line 2 (users): the id is already taken; "
        "give each figure its own"
    )


# Relations


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "r,share = user / total",
            '(r): no figure is called "user" (did you mean "users"?); add',
        ),
        (
            "r,share = zzz",
            '(r): no figure is called "zzz"; add a row for it or correct the name',
        ),
        ("r,share = users +", 'formula "share = users +": is not a line of arithmetic'),
        ("r,share", 'formula "share": compares nothing; write it as left = right'),
        ("r,", 'formula "": is not a line of arithmetic'),
        (
            "r,share = open(users)",
            'calls "open"; only min, max, sum and mean can be called',
        ),
        (
            "r,share = users",
            "(r): compares share (ratio) and users (person); give both",
        ),
        ("r,users = 1e999999", "1e999999 exceeds the limit of 60 digits or powers"),
        ("r s,users = total", '(r s): the id "r s" cannot stand in a formula'),
        (",users = total", '(no id): the id "" cannot stand in a formula'),
    ],
)
def test_a_relation_that_cannot_be_used_names_line_id_and_way_out(tmp_path, row, says):
    said = refusal(tmp_path, relations=f"id,formula\nfine,users < total\n{row}\n")
    assert said.startswith("relations.csv line 3 (")
    assert says in said


def test_two_relations_of_one_id_are_refused(tmp_path):
    said = refusal(tmp_path, relations=RELATIONS + "share_of_all,users < total\n")
    assert said == (
        "relations.csv line 3 (share_of_all): the id is already taken; "
        "give each relation its own"
    )


def test_about_names_claims_only(tmp_path):
    rows = "id,formula,about\nr,users < total,shar\n"
    said = refusal(tmp_path, relations=rows)
    assert '(r): no figure is called "shar" (did you mean "share"?)' in said


def test_an_unknown_kind_of_relation_is_refused(tmp_path):
    said = refusal(tmp_path, relations="id,formula,kind\nr,users < total,prnt\n")
    assert (
        'kind is "prnt" (did you mean "print"?); it must be one of arithmetic, print'
        in said
    )


# Limits


def test_a_cell_longer_than_the_limit_is_refused_by_name(tmp_path):
    row = "total,1,1,person," + "x" * 25_001
    said = refusal(tmp_path, claims="id,as_printed,scale,unit,note\n" + row + "\n")
    assert said == (
        "claims.csv line 2 (total): a cell is longer than the limit of 25000 characters"
    )


def test_more_rows_than_the_limit_are_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    assert refusal(tmp_path) == "claims.csv has more than the limit of 2 rows"
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    assert len(load(tmp_path).claims) == 3


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MOST_BYTES", len(CLAIMS) - 1)
    said = refusal(tmp_path)
    assert said == f"claims.csv is larger than the limit of {len(CLAIMS) - 1} bytes"


# What is accepted


def test_a_byte_order_mark_and_other_line_ends_change_nothing(tmp_path):
    plain = load(tmp_path).check()
    for data in (
        "\ufeff" + CLAIMS,
        CLAIMS.replace("\n", "\r\n"),
        CLAIMS.replace("\n", "\r"),
    ):
        assert load(tmp_path, claims=data).check().equals(plain)
    assert load(tmp_path, claims=CLAIMS.rstrip()).check().equals(plain)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ('"8,237.4"', "yuan", F("8237.4")),
        ("8 237.4", "yuan", F("8237.4")),
        ("8\u2009237", "yuan", 8237),
        ("+6.1", "ratio", F("6.1")),
        ("-6.1", "ratio", F("-6.1")),
        ("\u22126.1", "ratio", F("-6.1")),
        (".5", "person", F("0.5")),
        (" 7 ", "", 7),
    ],
)
def test_digits_are_accepted_as_publishers_print_them(tmp_path, cell, unit, value):
    text = f"id,as_printed,scale,unit\nx,{cell},1,{unit}\n"
    assert load(tmp_path, claims=text, relations="id,formula\n").x.value == value


@pytest.mark.parametrize(
    ("cell", "scale"),
    [
        ("1e6", 10**6),
        ("0.01", F(1, 100)),
        ("1", 1),
        ("1/3", F(1, 3)),
        (" 1E-2 ", F(1, 100)),
    ],
)
def test_a_scale_is_read_exactly(tmp_path, cell, scale):
    text = f"id,as_printed,scale,unit\nx,3,{cell},\n"
    assert load(tmp_path, claims=text, relations="id,formula\n").x.scale == scale


def test_blank_optional_cells_are_the_defaults(tmp_path):
    columns = "qualifier,step,rounding,whole,weight,readings,status,label"
    found = load(tmp_path, **one(columns, "," * 7)).users
    bare = load(tmp_path).users
    assert found.interval == bare.interval
    assert (found.weight, found.whole, found.readings) == (1, False, {})
    assert found.usable
    assert found.label == "users"


def test_optional_cells_are_used(tmp_path):
    columns = "qualifier,step,rounding,whole,weight,label"
    cells = "exact,7e6,floor,yes,inf,Users"
    found = load(tmp_path, **one(columns, cells)).users
    assert found.interval == (469_000_000, 475_999_999, False, False)
    assert (found.weight, found.label) == (INF, "Users")


def test_words_are_read_in_any_case(tmp_path):
    assert load(tmp_path, **one("qualifier", "About")).users.qualifier == "about"
    assert load(tmp_path, **one("weight", "INF")).users.weight == INF


def test_a_blank_print_is_an_unknown(tmp_path):
    text = CLAIMS.replace("469,1e6", ",")
    report = load(tmp_path, claims=text)
    assert report.users.interval == (-INF, INF, False, False)
    assert report.verdict("share_of_all").sentence == "users is not printed"


def test_unknown_columns_are_kept_and_change_nothing(tmp_path):
    plain = load(tmp_path).check()
    text = "\n".join(line + ",kept" for line in CLAIMS.splitlines())
    report = load(tmp_path, claims=text.replace("kept", "colour", 1))
    assert report.check().equals(plain)
    assert list(report.claims["colour"]) == ["kept"] * 3


def test_the_order_of_columns_does_not_matter(tmp_path):
    table = list(csv.reader(CLAIMS.splitlines()))
    turned = "\n".join(",".join(f'"{cell}"' for cell in row[::-1]) for row in table)
    assert load(tmp_path, claims=turned).check().equals(load(tmp_path).check())


def test_ids_may_hold_letters_of_any_script_points_and_digits(tmp_path):
    text = claims("2022.users_x,5,1,person", "\u7528\u6237,5,1,person")
    rows = "id,formula\nr,2022.users_x = \u7528\u6237\n"
    report = load(tmp_path, claims=text, relations=rows)
    assert report.verdict("r").word == "holds"
    assert report["2022.users_x"].value == 5


def test_a_figure_may_be_called_like_a_function(tmp_path):
    text = claims("sum,469,1e6,person")
    rows = "id,formula\nr,sum = sum(users)\n"
    assert load(tmp_path, claims=text, relations=rows).verdict("r").word == "can hold"


def test_a_blank_unit_switches_the_check_off(tmp_path):
    text = CLAIMS.replace(",ratio", ",")
    report = load(tmp_path, claims=text, relations="id,formula\nr,share = users\n")
    assert report.verdict("r").word == "cannot hold"


def test_nothing_is_half_loaded_and_nothing_is_written(tmp_path):
    write(tmp_path, relations="id,formula\nr,share = zzz\n")
    before = sorted((p.name, p.read_bytes()) for p in tmp_path.iterdir())
    with pytest.raises(InputError):
        ecreport.load(tmp_path)
    assert sorted((p.name, p.read_bytes()) for p in tmp_path.iterdir()) == before


# Anything


def test_an_error_never_carries_control_characters(tmp_path):
    evil = "\x1b[31m\x07\x00\u202e"
    assert refusal(tmp_path, claims=claims(f"{evil},5,1,person"))
    assert refusal(tmp_path, claims=claims(f"x,{evil},1,person"))
    assert refusal(tmp_path, claims=claims(f"x,5,{evil},person"))
    assert refusal(tmp_path, claims=f"id,{evil}\n")
    assert refusal(tmp_path, claims=f"id,as_printed,scale,unit,{evil},{evil}\n")
    assert refusal(tmp_path, relations=f"id,formula\nr,users = {evil}\n")
    assert refusal(tmp_path, relations=f"id,formula\n{evil},users = total\n")
    assert refusal(tmp_path, relations=f"id,formula,kind\nr,users = total,{evil}\n")
    assert refusal(tmp_path, claims=CLAIMS.replace(",person", f",{evil}", 1))


TOO_LONG = {
    "drop the sign": {
        "claims": CLAIMS.replace("44.6,0.01,", "44.6%,0.01," + "u" * 20_000)
    },
    "can be called": {
        "relations": RELATIONS.replace("users", "x" * 19_000 + "(users)")
    },
    "switch the unit check off": {"claims": CLAIMS.replace("person", "p" * 20_000, 1)},
}


@pytest.mark.parametrize("way_out", TOO_LONG)
def test_an_error_is_short_however_long_the_cell_is(tmp_path, way_out):
    said = refusal(tmp_path, **TOO_LONG[way_out])
    assert len(said) <= 600
    assert ".csv line" in said[:20]
    assert way_out in said


FILES = (CLAIMS + "x,-5,1,\n", RELATIONS + "r,0 < x + 2 * users\n")
pieces = st.sampled_from(
    [
        *',"\n\r\t=+-*/().%0e9\x00\x1b',
        "\ufeff",
        "1e999999",
        "inf",
        "nan",
        "users",
        "min(",
        "\u0661",
    ]
)


@st.composite
def damaged(draw):
    """Real files with a few pieces put in, taken out or written over."""
    files = []
    for text in FILES:
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(text)))
            gone = draw(st.integers(0, 4))
            text = text[:at] + draw(pieces | st.text(max_size=3)) + text[at + gone :]
        files.append(text)
    return files


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(damaged())
@example(["", ""])
def test_a_damaged_folder_gives_verdicts_or_one_clear_error(tmp_path, files):
    try:
        with warnings.catch_warnings(action="ignore"):
            report = load(
                tmp_path,
                claims=files[0].encode("utf-8", "surrogatepass"),
                relations=files[1].encode("utf-8", "surrogatepass"),
            )
    except InputError as error:
        said, report = "".join(error.messages), None
        assert said.isprintable()
        assert ".csv" in said
    if report is not None:
        assert len(report.check()) == len(report.relations)
        assert len(report.words()) == len(report.claims)


def test_importing_the_package_does_no_work():
    code = (
        "import sys, ecreport.cli; dir(ecreport); from ecreport import InputError;"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'z3', 'csv'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_an_unknown_part_of_the_package_is_refused_by_name():
    with pytest.raises(
        AttributeError, match="ecreport has no 'figures'; it has Figure, Formula"
    ):
        ecreport.figures  # noqa: B018


def test_a_relation_is_about_the_claims_it_names_or_those_it_lists(tmp_path):
    rows = RELATIONS.replace("formula\n", "formula,about\n").replace(
        "total\n", "total,\n"
    )
    write(tmp_path, relations=rows + "listed,users < total,share\n")
    found = folder.read_folder(tmp_path).relations
    assert found["share_of_all"].about == ("share", "users", "total")
    assert found["listed"].about == ("share",)


@pytest.mark.parametrize("text", ["1e40", "1e-40", "0." + "1" * 38])
def test_a_scale_may_be_as_large_and_as_long_as_the_limit_says(text):
    assert figures.number_of(text) == F(text)


def test_a_space_in_a_message_is_a_space_whatever_its_width(tmp_path):
    said = refusal(tmp_path, claims=claims("b,56\u202f78,1,person"))
    assert '"56 78" is not a printed number' in said
