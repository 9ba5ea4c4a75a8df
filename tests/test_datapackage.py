"""The data package: what it says of its files, and that Frictionless finds nothing wrong with it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package

from extractor.publish.datapackage import export_datapackage
from extractor.records import Reading, ResponseRate
from extractor.store import FACT_TABLES, Store
from tests.conftest import Call
from tests.sample_study import METFORMIN, METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS

FILES = [*(f"{table}.csv" for table in ("papers", *FACT_TABLES)), "datapackage.json"]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """The sample study, in which 8.5 of 24 respond."""
    path = tmp_path / "facts.db"
    rate = MYELOMA_FACTS[3]
    assert isinstance(rate, ResponseRate)
    facts = (*MYELOMA_FACTS[:3], replace(rate, numerator=8.5), *MYELOMA_FACTS[4:])
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], "patterns-1", None)
        store.save_papers([MYELOMA, METFORMIN], run)
        store.save_readings([Reading(MYELOMA, facts), Reading(METFORMIN, METFORMIN_FACTS)], run)
        store.end_run(run, "done")
    return path


def package(folder: Path) -> dict[str, object]:
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def found_wrong(folder: Path) -> list[list[str]]:
    """What Frictionless says, of the description, sizes, hashes, types, keys and references."""
    report = Package(os.path.relpath(folder / "datapackage.json")).validate()
    return report.flatten(["type", "note"])


def test_it_is_valid_and_the_same_every_time(db, tmp_path, monkeypatch):
    out = tmp_path / "package"
    assert export_datapackage(db, out) == [out / name for name in FILES]
    assert sorted(file.name for file in out.iterdir()) == sorted(FILES)
    monkeypatch.chdir(tmp_path)
    assert found_wrong(out) == []
    first = [(out / name).read_bytes() for name in FILES]
    export_datapackage(db, out)
    assert [(out / name).read_bytes() for name in FILES] == first


@pytest.mark.parametrize(
    ("file", "was", "becomes", "wrong"),
    [
        ("papers.csv", "PMID:12,", "PMID:13,", {"hash-count", "foreign-key"}),
        ("doses.csv", ",0.25,", ",a bit,", {"hash-count", "byte-count", "type-error"}),
        ("patient_counts.csv", ",24,", ",,", {"hash-count", "byte-count", "constraint-error"}),
    ],
)
def test_a_changed_file_is_found(db, tmp_path, monkeypatch, file, was, becomes, wrong):
    export_datapackage(db, tmp_path / "package")
    changed = tmp_path / "package" / file
    changed.write_text(changed.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert {kind for kind, _ in found_wrong(tmp_path / "package")} == wrong


def test_what_it_says_of_a_file(db, tmp_path):
    export_datapackage(db, tmp_path)
    said = package(tmp_path)
    resources = said["resources"]
    assert isinstance(resources, list)
    content = (tmp_path / "patient_counts.csv").read_bytes()
    [counts] = [resource for resource in resources if resource["name"] == "patient_counts"]
    fields = counts["schema"].pop("fields")
    assert counts == {
        "profile": "tabular-data-resource",
        "name": "patient_counts",
        "path": "patient_counts.csv",
        "description": "Numbers of human participants, and what they are",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "missingValues": [""],
            "primaryKey": "fact_id",
            "foreignKeys": [
                {"fields": "paper_id", "reference": {"resource": "papers", "fields": "paper_id"}},
            ],
        },
    }  # fmt: skip
    assert [field["name"] for field in fields] == content.decode().splitlines()[0].split(",")
    assert fields[2:5] == [
        {
            "name": "n",
            "type": "integer",
            "description": "Number of participants",
            "constraints": {"required": True},
        },
        {
            "name": "role",
            "type": "string",
            "description": "screened, total, enrolled, evaluable, arm (size of a treatment group), subgroup",
        },
        {
            "name": "arm",
            "type": "string",
            "description": "The group of participants, as the text names it",
        },
    ]


def test_types_are_those_of_the_values(db, tmp_path):
    export_datapackage(db, tmp_path)
    resources = package(tmp_path)["resources"]
    assert isinstance(resources, list)
    types = {(r["name"], f["name"]): f["type"] for r in resources for f in r["schema"]["fields"]}
    asked = [
        ("response_rates", "numerator"), ("adverse_events", "numerator"), ("response_rates", "percent"),
        ("drugs", "mentions"), ("papers", "authors"), ("papers", "year"), ("doses", "unit"),
    ]  # fmt: skip
    assert [types[column] for column in asked] == [
        "number", "integer", "number", "array", "array", "integer", "string",
    ]  # fmt: skip


def test_the_command(call: Call, db: Path, tmp_path: Path) -> None:
    done = call("export", "--format", "datapackage", "-o", tmp_path / "out", "--db", db)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(FILES)
    done = call("export", "--format", "datapackage", "--db", db)
    assert (done.code, done.err.splitlines()[-1]) == (2, "extractor: Say where it goes: --out and a folder.")
