"""`validate`: the facts against gold tables."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.progress import Progress
from extractor.commands.summary import console
from extractor.errors import ExtractorError
from extractor.evaluate import Gold, comparison_of, fact_rows, load_gold, score, show_report, stored_facts
from extractor.records import Fact, Paper
from extractor.resources import gold_dir
from extractor.store import Comparison, Store, open_reader

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

Rows = dict[str, list[dict[str, Any]]]


def validate(folder: Path | None, as_json: bool, db: Path, patterns: Path | None, model: str | None) -> None:
    """Compare what the database holds of the annotated papers, and for the others what is extracted now."""
    from extractor.pipeline import Pipeline

    folder = folder or gold_dir() / "pubmed21"
    gold = load_gold(folder)
    pipeline = Pipeline(patterns, model)
    found, rows, gold = _from_database(db, gold, pipeline.fingerprint)
    missing = [paper_id for paper_id in gold.papers if paper_id not in found]
    if missing:
        read, more = _from_record_files(missing, pipeline)
        found |= read
        for table, facts in more.items():
            rows.setdefault(table, []).extend(facts)
    report = score(gold, found, rows)
    if db.exists():
        _keep(comparison_of(report, folder.resolve().name), db)
    if as_json:
        differences = [difference.as_dict() for difference in report.differences]
        print(json.dumps({**report.as_dict(), "differences": differences}, ensure_ascii=False))
    else:
        show_report(report, console())


def _keep(comparison: Comparison, db: Path) -> None:
    """Store the comparison for `extractor serve`; where the file cannot be written, the figures are still shown."""
    try:
        with Store(db) as store:
            store.save_comparison(comparison)
    except ExtractorError as error:
        _say(f"The comparison is not stored. {error}")


def _from_database(db: Path, gold: Gold, fingerprint: str) -> tuple[set[str], Rows, Gold]:
    """The annotated papers whose facts the database holds, these facts, and gold by the database's ids."""
    if not db.exists():
        return set(), {}, gold
    with closing(open_reader(db)) as connection:
        extracted = dict(
            connection.execute(
                "SELECT paper_id, extracted_with FROM papers WHERE extracted_with IS NOT NULL"
            ).fetchall()
        )
    gold = gold.as_named(extracted)
    found, rows = stored_facts(db, gold)
    found &= extracted.keys()
    if found:
        _say(f"{len(found)} of {len(gold.papers)} annotated papers are in {db}.")
    other = sum(extracted[paper_id] != fingerprint for paper_id in found)
    if other:
        _say(f"{other} of these were extracted with other patterns; `extractor extract` brings them up to date.")
    return found, rows, gold


def _from_record_files(wanted: list[str], pipeline: Pipeline) -> tuple[set[str], Rows]:
    """Read papers in the demo's record files, those that are there, and extract their facts."""
    from extractor.documents import parse
    from extractor.sources import demo, documents

    pmids = frozenset(p.removeprefix("PMID:") for p in wanted if p.startswith("PMID:"))
    if not pmids:
        return set(), {}
    try:
        files = [str(path) for path in demo.record_files().values()]
    except ExtractorError as error:
        _say(f"{len(pmids)} annotated papers are not in the database. {error}")
        return set(), {}
    items = (item for raw in documents(files) for item in parse(raw, pmids=pmids))
    papers = {item.paper_id: item for item in items if isinstance(item, Paper)}
    facts: list[Fact] = []
    with Progress("papers") as progress:
        progress.expect(len(papers))
        for paper in papers.values():
            facts += pipeline.read(paper).facts
            progress.one_read()
    _say(f"{len(papers)} of {len(wanted)} that the database lacks were extracted from the demo's record files.")
    return set(papers), fact_rows(facts)


def _say(sentence: str) -> None:
    print(f"extractor: {sentence}", file=sys.stderr)
