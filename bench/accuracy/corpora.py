"""The corpora: the project's own gold tables, and other people's labels where EXTRACTOR_DEV_DATA holds them."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractor.documents import parse
from extractor.documents.normalise import plain
from extractor.errors import ExtractorError
from extractor.evaluate import Gold, load_gold
from extractor.measures import lex
from extractor.records import Measure, Number, Paper
from extractor.resources import gold_dir
from extractor.sources import demo
from extractor.sources.raw import RawDocument

# The kinds of facts that the corpora annotate. Mechanisms have a gold set and a draw of their own: bench.mechanisms.
KINDS = ("drugs", "doses", "patient_counts", "response_rates", "adverse_events")
# What the comparison reads of a gold fact; a file of texts with their facts leaves out what a fact does not state.
_BLANK = dict.fromkeys(
    ("drug", "mentions", "low", "high", "unit", "per", "frequency", "route", "n", "role", "arm", "outcome", "term",
     "grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint")
)  # fmt: skip


class NotAtHand(Exception):
    """Why a corpus or a contender cannot take part, in a few words."""


@dataclass(frozen=True)
class Label:
    """What an annotator marked: the corpus's own name for its kind, the words, and an identifier or amount with it."""

    kind: str
    text: str
    concept: str | None = None  # of a chemical, where the corpus names it
    amount: str | None = None  # of a dose, the words with the unit


def dev_data(*parts: str) -> Path:
    """A file or folder of the development data. Raises NotAtHand."""
    folder = os.environ.get("EXTRACTOR_DEV_DATA")
    if not folder:
        raise NotAtHand("not at hand (EXTRACTOR_DEV_DATA is not set)")
    path = Path(folder, *parts)
    if not path.exists():
        raise NotAtHand(f"not at hand (no {'/'.join(parts)})")
    return path


def gold_folder(name: str) -> Path:
    """`pubmed21` is the project's; others are development data."""
    own = gold_dir() / name
    return own if own.is_dir() else dev_data("gold", name)


def gold_papers(gold: Gold) -> list[Paper]:
    """The annotated papers, out of the demo's record files. Raises NotAtHand where these cannot be had."""
    pmids = frozenset(paper_id.removeprefix("PMID:") for paper_id in gold.papers)
    try:
        files = demo.record_files()
    except ExtractorError as error:
        raise NotAtHand("not at hand (no record files)") from error
    raws = [RawDocument("medline", name, path) for name, path in files.items()]
    return _papers(raws, pmids)


@cache
def gold_set(name: str) -> tuple[list[Paper], Gold]:
    """The annotated papers that are there, and their facts."""
    gold = load_gold(gold_folder(name))
    return gold_papers(gold), gold


def table_set(name: str) -> tuple[list[Paper], Gold]:
    """The full texts whose tables were annotated, and the facts of these tables."""
    gold = load_gold(gold_folder(name))
    folder = dev_data("corpora", "pmc_fulltext", "nxml")
    files = sorted({folder / f"{row['pmcid']}.nxml" for row in gold.facts["adverse_events"]})
    return _papers(RawDocument("jats", file.name, file) for file in files), gold


def papers_without_rates(folder: Path, gold: Gold) -> frozenset[str]:
    """Papers of the strata `distractor` and `animal`; where strata are not told, those without any gold fact."""
    with (folder / "papers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and "stratum" in rows[0]:
        return frozenset(f"PMID:{row['pmid']}" for row in rows if row["stratum"] in ("distractor", "animal"))
    return frozenset(gold.papers) - {row["paper_id"] for table in KINDS for row in gold.facts[table]}


def whole_texts() -> tuple[list[Paper], Gold]:
    """Short texts, one phenomenon each, with all of their facts."""
    path = dev_data("gold", "phenomena.jsonl")
    facts: dict[str, list[dict[str, Any]]] = {table: [] for table in KINDS}
    ids = []
    for item in _lines(path):
        ids.append(f"ID:{item['id']}")
        for table, rows in item["facts"].items():
            facts[table] += [{**_BLANK, **row, "paper_id": ids[-1]} for row in rows]
    return _papers([RawDocument("jsonl", path.name, path)]), Gold(tuple(ids), facts)


def labelled(name: str) -> tuple[list[Paper], dict[str, list[Label]]]:
    """The papers of a corpus, and each paper's labels."""
    path = dev_data("corpora", name, "dev.jsonl")
    labels = {_paper_id(item): [_label(entry) for entry in item["labels"]] for item in _lines(path)}
    return _papers([RawDocument("jsonl", name, path)]), labels


def label_number(text: str) -> Number | None:
    """The number that a label's words hold ("1 234", "45%", "twenty-one"); None where there is none."""
    for measure in lex(plain(text)):
        for number in (measure.percent, measure.numerator, measure.low):
            if number is not None:
                return round(number, 4)
    return None


def label_dose(text: str) -> Measure | None:
    """The amount that a label's words hold; None where they hold none with a unit."""
    return next((measure for measure in lex(plain(text)) if measure.kind == "dose"), None)


def _label(entry: dict[str, Any]) -> Label:
    attributes = entry["attrs"] or {}
    mesh, amount = attributes.get("mesh"), attributes.get("with_units_guess")
    return Label(
        attributes.get("native", ""), plain(entry["text"]), None if mesh == "-1" else mesh, amount and amount[2]
    )


def _paper_id(item: dict[str, Any]) -> str:
    return f"PMID:{item['pmid']}" if item.get("pmid") else f"ID:{item['id']}"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _papers(raws: Iterable[RawDocument], pmids: frozenset[str] | None = None) -> list[Paper]:
    return [item for raw in raws for item in parse(raw, pmids=pmids) if isinstance(item, Paper)]
