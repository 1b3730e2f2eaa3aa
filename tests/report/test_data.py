"""The dataset: described, hashed, complete, and guarded digit by digit."""

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest
from conftest import data_changed

import ecreport
from ecreport.report.report import data_folder

DATA = data_folder()
NAMES = ("claims", "references", "relations")


def table(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report():
    return ecreport.load()


@pytest.fixture(scope="module")
def package():
    found = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in found["resources"]}


def test_data_is_as_it_was_written_down():
    changed = data_changed()
    assert not changed, (
        f"data/ changed ({', '.join(changed)}): run `make data`, read the difference, "
        "correct the prose it lists"
    )


# The package description


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_fault_in_types_keys_or_hashes():
    frictionless = pytest.importorskip("frictionless")
    found = frictionless.Package(str(DATA / "datapackage.json")).validate()
    assert found.valid, found.flatten(["fieldName", "rowNumber", "message"])[:5]


def test_every_file_is_described_and_every_description_has_its_file(package):
    assert {r["path"] for r in package.values()} == {p.name for p in DATA.glob("*.csv")}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_the_size_and_hash_that_are_written_down(package, name):
    data = (DATA / f"{name}.csv").read_bytes()
    assert package[name]["bytes"] == len(data)
    assert package[name]["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_in_order(package, name):
    fields = package[name]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(table(name)[0])
    assert all(len(field["description"]) > 10 for field in fields)
    assert package[name]["schema"]["primaryKey"] == "id"


@pytest.mark.parametrize("name", NAMES)
def test_the_codebook_explains_every_column(name):
    codebook = (DATA / "README.md").read_text(encoding="utf-8")
    for column in table(name)[0]:
        assert f"`{column}`" in codebook, column


def test_every_address_is_one_and_only_an_address_can_be_linked():
    for row in table("references"):
        assert not row["url"] or re.fullmatch(r"https?://[^\s]+", row["url"]), row["id"]
        assert row["url"] or row["link"] == "no", row["id"]


def test_every_row_that_a_relation_uses_can_be_found_again(report):
    """By a link, or by the name of the page it was seen on."""
    used = {n for f in report.relations["formula"] for n in ecreport.Formula(f).names}
    for id in used & set(report.references.index):
        row = report.references.loc[id]
        assert row["publisher"], id
        assert row["url"] or row["publication"], id


def test_an_origin_is_spelt_one_way_and_speaks_of_itself_or_not():
    claims, references = table("claims"), table("references")
    counted = {row["origin"] for row in references}
    assert {row["origin"] for row in claims} <= counted
    for origin in counted - {""}:
        rows = [row for row in claims + references if row["origin"] == origin]
        assert len({row["party"] for row in rows}) == 1, origin


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_plain_utf8_with_line_feeds(name):
    data = (DATA / f"{name}.csv").read_bytes()
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert all(c.isprintable() or c == "\n" for c in data.decode())


# Completeness


def test_every_section_and_kind_of_claim_is_there(report):
    assert set(report.claims["section"]) == set("012345")
    assert {"rank", "comparison", "statement"} <= set(report.claims["measure"])
    assert len(report.relations) > len(report.claims)


def test_only_words_have_no_digits():
    for row in table("claims"):
        words = row["measure"] in ("comparison", "statement")
        assert (not row["as_printed"]) == words, row["id"]


def test_every_claim_stands_in_a_relation(report):
    about = set("; ".join(report.relations["about"]).split("; "))
    assert set(report.claims.index) <= about


def test_every_relation_says_why_or_why_not(report):
    said = report.relations["because"].str.len() + report.relations["basis"].str.len()
    assert said.min() > 20


def test_a_relation_that_may_not_be_compared_is_never_judged(report):
    blocked = report.relations.index[report.relations["basis"] != ""]
    assert set(report.check().loc[blocked, "verdict"]) == {"not comparable"}


def test_no_two_relations_are_the_same(report):
    assert report.relations["formula"].str.replace(" ", "").is_unique


def test_every_row_says_how_it_was_rounded_and_whose_it_is(report):
    for row in table("claims") + table("references"):
        figure = report[row["id"]]
        assert (
            figure.rounding_step > 0
            or figure.rounding == "exact"
            or not row["as_printed"]
        )
        assert row["measure"], row["id"]
        assert row["statement" if "statement" in row else "publisher"], row["id"]


def test_a_figure_in_doubt_is_used_in_no_judged_relation(report):
    doubtful = {figure.id for figure in report if not figure.usable}
    assert doubtful == {r["id"] for r in table("references") if r["status"] != "ok"}
    for id, formula in report.relations["formula"].items():
        if doubtful & set(ecreport.Formula(formula).names):
            assert report.verdict(id).word in ("not checkable", "not comparable")


def test_periods_are_months_in_order():
    for row in table("claims") + table("references"):
        months = [row[key] for key in ("period_start", "period_end") if row[key]]
        assert all(
            re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", month) for month in months
        )
        assert months == sorted(months), row["id"]


def test_only_the_cross_border_growth_is_accused(report):
    accused = report.check().query("verdict == 'cannot hold'")
    for id in accused.index:
        assert report.relations.loc[id, "about"] == "cross_border_growth", id
    assert len(accused) >= 3


# Slips


def independent(report):
    """Each claim with the judged relations in which somebody else prints a figure."""
    own = set(report.references.index[report.references["independent"] == "no"])
    for id in report.claims.index:
        relations = []
        for relation, formula in report.relations["formula"].items():
            names = set(ecreport.Formula(formula).names)
            outside = names & set(report.references.index) - own
            judged = report.verdict(relation).word in (
                "holds",
                "can hold",
                "cannot hold",
            )
            if id in names and outside and judged:
                relations.append(relation)
        if relations:
            yield id, relations


def slips(text):
    """The print with one digit changed, in every way."""
    for at, old in enumerate(text):
        if old.isdigit():
            for new in set("0123456789") - {old}:
                yield text[:at] + new + text[at + 1 :]


def changed(report, id, text, relations):
    """The verdicts of these relations before and after a slip in one figure."""
    figures = {**report.figures, id: report[id].reads(text)}
    for relation in relations:
        found = report._folder.relations[relation].check(figures)
        yield report.verdict(relation), found


def test_a_slip_in_a_covered_claim_changes_the_word_of_a_relation(report):
    """Except by one in the last digit, where two prints touch, and in bounds."""
    covered = dict(independent(report))
    assert len(covered) >= 20
    for id, relations in covered.items():
        figure = report[id]
        if figure.qualifier != "exact" or figure.readings:
            continue
        for text in slips(figure.as_printed):
            if abs(figure.reads(text).value - figure.value) > figure.rounding_step:
                pairs = changed(report, id, text, relations)
                noticed = any(b.word != a.word for b, a in pairs)
                assert noticed, f"no relation notices {id} printed as {text}"


def test_a_slip_in_any_covered_claim_changes_a_proof(report):
    for id, relations in independent(report):
        for text in slips(report[id].as_printed):
            pairs = changed(report, id, text, relations)
            assert any(before != after for before, after in pairs), (id, text)


def test_a_slip_in_the_file_itself_changes_its_hash(package):
    data = (DATA / "claims.csv").read_bytes()
    printed = next(row["as_printed"] for row in table("claims") if row["as_printed"])
    slipped = data.replace(printed.encode(), next(slips(printed)).encode(), 1)
    assert slipped != data
    assert package["claims"]["hash"] != "sha256:" + hashlib.sha256(slipped).hexdigest()


def test_the_data_is_found_beside_the_package():
    assert isinstance(DATA, Path)
    assert (DATA / "claims.csv").is_file()
