"""The JSON: what the schema beside the codebook promises is what is written."""

import json
from pathlib import Path

import jsonschema
import pytest
from samples import load

import ecreport
from ecreport.report.record import record

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "data" / "record.schema.json").read_text("utf-8")
)
HEAD = "id,as_printed,scale,unit\n"
REPORTS = {
    "nothing": (HEAD + "a,1,1,\n", ""),
    "fits": (HEAD + "a,1,1,\nb,2,1,\nc,3,1,\n", "r,c = a + b\n"),
    "does not fit": (
        HEAD + "a,1,1,\nb,2,1,\nc,9,1,\nd,,1,\n",
        "r,c = a + b\ns,d = a\n",
    ),
    "infinite": (
        "id,as_printed,scale,unit,rounding\na,1,1,,exact\nb,2,1,,exact\n",
        "r,a = b\n",
    ),
    "readings": (
        "id,as_printed,scale,unit,readings\na,2.2,1,,growth: 0; multiple: -1\nb,1.2,1,,\n",
        "r,a = b\n",
    ),
}


def of(folder, name):
    claims, relations = REPORTS[name]
    return record(load(folder, claims=claims, relations="id,formula\n" + relations))


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_written_follows_the_schema(name, tmp_path):
    found = json.loads(json.dumps(of(tmp_path, name)))
    jsonschema.validate(found, SCHEMA)


def test_our_own_report_follows_the_schema():
    jsonschema.validate(record(ecreport.load()), SCHEMA)


def test_every_object_of_the_schema_says_what_it_is():
    def objects(schema):
        if isinstance(schema, dict):
            yield from [schema] if schema.get("type") == "object" else []
            for part in schema.values():
                yield from objects(part)

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = list(objects(SCHEMA))
    assert len(found) > 5
    assert all(part["description"] for part in found)


@pytest.mark.parametrize(
    ("name", "verdict", "severity_is"),
    [
        ("nothing", "not checkable", "not found"),
        ("fits", "fits", "finite"),
        ("does not fit", "does not fit", "finite"),
        ("infinite", "does not fit", "infinite"),
        ("readings", "fits", "finite"),
    ],
)
def test_the_severity_says_what_it_is(name, verdict, severity_is, tmp_path):
    fit = of(tmp_path, name)["fit"]
    assert (fit["verdict"], fit["severity_is"]) == (verdict, severity_is)
    assert (fit["severity"] is None) is (severity_is != "finite")
    assert fit["complete"] is True
    assert fit["nothing_checked"] is (name == "nothing")


def test_the_reading_that_was_taken_is_named(tmp_path):
    assert of(tmp_path, "readings")["fit"]["readings"] == {"a": "multiple"}


def test_an_unknown_is_shown_with_what_the_others_leave_it(tmp_path):
    found = {row["id"]: row for row in of(tmp_path, "does not fit")["figures"]}
    assert found["d"]["unknown"]
    assert not found["c"]["unknown"]
    assert found["d"]["set_aside"] == ["a", "b", "c"]
    assert found["c"]["left_by_others"] == ["2", "4"]
