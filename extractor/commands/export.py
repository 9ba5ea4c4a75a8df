"""`export`: files for other tools, gold tables of curators' decisions, a copy to give away."""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.errors import UsageError
from extractor.publish.gold import export_gold
from extractor.publish.public import export_public


def export(db: Path, format: str | None, out: Path | None, gold: Path | None, public: Path | None) -> None:
    """Write one of the three, and say on standard error what was written."""
    if sum(wanted is not None for wanted in (format, gold, public)) != 1:
        raise UsageError(
            "Say what to write: --format csv, jsonl, xlsx, datapackage, metafor or revman, --gold FOLDER,"
            " or --public FILE."
        )
    if format is not None:
        _files(db, format, out)
    elif gold is not None:
        facts, disputed = export_gold(db, gold)
        waiting = f"; {disputed} wait until curators agree" if disputed else ""
        print(f"{facts} facts are in {gold}{waiting}.", file=sys.stderr)
    elif public is not None:
        papers, abridged = export_public(db, public)
        print(f"{public} holds {papers:,} papers, {abridged:,} of them without their text.", file=sys.stderr)


def _files(db: Path, to: str, out: Path | None) -> None:
    """Write the database in the format `to`. UsageError if the format needs a place and none is given."""
    if to in ("csv", "jsonl"):
        from extractor.publish.export import export as export_facts

        export_facts(db, to, out)
        return
    if out is None:
        what = "a file .xlsx" if to == "xlsx" else "a folder"
        raise UsageError(f"Say where it goes: --out and {what}.")
    if to == "xlsx":
        from extractor.publish.workbook import export_workbook

        export_workbook(db, out)
    elif to == "datapackage":
        from extractor.publish.datapackage import export_datapackage

        export_datapackage(db, out)
    elif to == "metafor":
        from extractor.review.comparisons import export_metafor

        export_metafor(db, out)
    else:
        from extractor.review.comparisons import export_revman

        export_revman(db, out)
