"""A reviewer's own table, as CSV, against what was extracted."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.evaluate import COLUMNS, comparison_of, load_gold, score, stored_facts
from extractor.publish.site import KINDS
from extractor.store import Comparison

__all__ = ["COLUMNS", "compare"]

_LONGEST = 2_000_000  # characters: some 20,000 rows


async def compare(db: str, kind: str, table: str, name: str, compared_by: str) -> Comparison:
    """Compare the rows of one kind. Raises ExtractorError, naming the line, for what cannot be read."""
    if kind not in KINDS:
        raise ExtractorError("Say which kind of facts the table holds.")
    if not name:
        raise ExtractorError("Give the comparison a name.")
    if not table.strip() or len(table) > _LONGEST:
        raise ExtractorError(f"Paste a table, or choose a file, of at most {_LONGEST:,} characters.")
    return await asyncio.to_thread(_compare, Path(db), kind, table, name, compared_by)


def _compare(db: Path, kind: str, table: str, name: str, compared_by: str) -> Comparison:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.csv"
        path.write_text(table.lstrip("\ufeff").replace("\r\n", "\n"), encoding="utf-8")
        try:
            gold = load_gold(path.parent)
        except ExtractorError as error:
            raise ExtractorError(str(error).replace(str(path), "The table")) from error
    papers, facts = stored_facts(db, gold)
    return comparison_of(score(gold, papers, {kind: facts[kind]}), name, compared_by)
