"""`export --format datapackage`: papers and facts as a Frictionless data package, CSV files with their description.

Data Package, Tabular Data Resource and Table Schema v1: https://specs.frictionlessdata.io/
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.files import whole_file
from extractor.publish.export import export
from extractor.publish.metadata import load_metadata, served_name
from extractor.store import FACT_TABLES, open_reader

_TABLES = ("papers", *FACT_TABLES)
_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
_LISTS = {"publication_types", "mesh", "authors", "registrations", "notices", "mentions", "drug_ids", "spans"}  # JSON
_TO_PAPERS = {"fields": "paper_id", "reference": {"resource": "papers", "fields": "paper_id"}}


def export_datapackage(db: Path, out: Path) -> list[Path]:
    """Write a CSV file for each table and datapackage.json into the folder `out`; the files written.

    The description comes last: where it is, the files are those that it describes.
    """
    metadata = load_metadata(db)
    about = metadata["databases"][served_name(db)]
    description = out / "datapackage.json"
    resources = []
    with closing(open_reader(db)) as connection:
        [(created,)] = connection.execute("SELECT max(coalesce(ended_at, started_at)) FROM runs")
        for table in _TABLES:
            [file] = export(db, "csv", out / f"{table}.csv", table)
            resources.append(_resource(file, about["tables"][table], _schema(connection, table, about)))
    package = {
        "profile": "tabular-data-package",
        "name": "extractor-facts",
        "title": metadata["title"],
        "description": about["description"],
        **({"created": created} if created else {}),
        "sources": [{"title": metadata["source"], "path": metadata["source_url"]}],
        "resources": resources,
    }
    with whole_file(description) as half:
        half.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [*(out / resource["path"] for resource in resources), description]


def _resource(file: Path, about: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": file.stem,
        "path": file.name,
        "description": about["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _schema(connection: sqlite3.Connection, table: str, about: dict[str, Any]) -> dict[str, Any]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    described = about["tables"][table]["columns"]
    schema = {
        "fields": [_field(connection, table, column, described[column["name"]]) for column in columns],
        "missingValues": [""],
        "primaryKey": next(column["name"] for column in columns if column["pk"]),
    }
    return schema if table == "papers" else {**schema, "foreignKeys": [_TO_PAPERS]}


def _field(connection: sqlite3.Connection, table: str, column: sqlite3.Row, description: str) -> dict[str, Any]:
    name, kind = column["name"], _TYPES[column["type"]]
    if kind == "integer":
        # A paper may print 2.5 patients, or more digits than an integer of SQLite holds.
        [(broken,)] = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE typeof({name}) = 'real')")
        kind = "number" if broken else kind
    field = {"name": name, "type": "array" if name in _LISTS else kind, "description": description}
    # In CSV an empty text is a missing one, so that of texts only keys are sure to be there.
    sure = column["pk"] or (column["notnull"] and (kind != "string" or name == "paper_id"))
    return field | ({"constraints": {"required": True}} if sure else {})
