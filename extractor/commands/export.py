"""`export`: the facts for other programs."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import UsageError


def export(db: Path, to: str, out: Path | None) -> None:
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
    elif to == "metafor":
        from extractor.review.comparisons import export_metafor

        export_metafor(db, out)
    else:
        from extractor.review.comparisons import export_revman

        export_revman(db, out)
