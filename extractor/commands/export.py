"""`export`: files for other tools, gold tables of curators' decisions, a copy to give away."""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.errors import UsageError
from extractor.publish.export import export as export_files
from extractor.publish.gold import export_gold
from extractor.publish.public import export_public


def export(db: Path, format: str | None, out: Path | None, gold: Path | None, public: Path | None) -> None:
    """Write one of the three, and say on standard error what was written."""
    if sum(wanted is not None for wanted in (format, gold, public)) != 1:
        raise UsageError("Say what to write: --format csv or jsonl, --gold FOLDER, or --public FILE.")
    if format is not None:
        export_files(db, format, out)
    elif gold is not None:
        facts, disputed = export_gold(db, gold)
        waiting = f"; {disputed} wait until curators agree" if disputed else ""
        print(f"{facts} facts are in {gold}{waiting}.", file=sys.stderr)
    elif public is not None:
        papers, abridged = export_public(db, public)
        print(f"{public} holds {papers:,} papers, {abridged:,} of them without their text.", file=sys.stderr)
