"""Gold tables: folders of CSV files, as in `corpora/gold/`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import ExtractorError, UsageError
from extractor.evaluate.matching import Row
from extractor.store import FACT_TABLES

# What the comparison reads; other columns of the database's tables may be there or not.
COLUMNS = {
    "drugs": ("drug", "mentions", "role"),
    "doses": ("drug", "low", "high", "unit", "per", "frequency", "route"),
    "patient_counts": ("n", "role", "arm"),
    "response_rates": ("outcome", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"),
    "adverse_events": ("term", "grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"),
    "mechanisms": ("drug", "target", "effect", "ros", "model"),
}
_NUMBERS = frozenset(
    {"low", "high", "n", "numerator", "denominator", "percent", "ci_low", "ci_high",
     "serious", "denominator_stated", "ordinal", "start_char", "end_char"}
)  # fmt: skip
_APART = "mechanisms"
_LONGEST_FIELD = 1 << 24  # mentions and schedules may be longer than csv's 128 KB


@dataclass(frozen=True)
class Gold:
    """`papers`: ids of all annotated papers, those without facts too. `facts`: rows by table, each with
    `paper_id`; tables that nobody annotated are not there.

    `other_ids`: under which a paper may come as well, from a source that does not say its PMID; where they are known.
    """

    papers: tuple[str, ...]
    facts: dict[str, list[Row]]
    other_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def as_named(self, paper_ids: Iterable[str]) -> Gold:
        """The same with a paper's id as it is among these, where it is there under another one only."""
        held = {paper_id.lower(): paper_id for paper_id in paper_ids}  # the case of a DOI says nothing
        names = {
            paper_id: held[other.lower()]
            for paper_id, others in self.other_ids.items()
            for other in others
            if other.lower() in held and paper_id.lower() not in held
        }
        facts = {
            table: [row | {"paper_id": names.get(row["paper_id"], row["paper_id"])} for row in rows]
            for table, rows in self.facts.items()
        }
        return Gold(tuple(names.get(paper_id, paper_id) for paper_id in self.papers), facts)


def load_gold(folder: Path) -> Gold:
    """Read a folder of gold tables: the tables of facts, those that are there, and `papers.csv` if there is one, which
    lists all papers and may give their PMCIDs and DOIs.

    Numbers become int or float and what is empty becomes None. Raises UsageError for a folder without tables,
    ExtractorError for a table that cannot be read, naming the line.
    """
    if not any((folder / f"{table}.csv").is_file() for table in FACT_TABLES):
        raise UsageError(f"There are no gold tables ({', '.join(FACT_TABLES)}.csv) in {folder}.")
    facts = {table: list(_read(folder / f"{table}.csv", COLUMNS[table])) for table in _compared(folder)}
    listed = list(_read(folder / "papers.csv", ()) if (folder / "papers.csv").is_file() else _all_rows(facts))
    others = {row["paper_id"]: tuple(_other_ids(row)) for row in listed if row.get("pmcid") or row.get("doi")}
    return Gold(tuple(dict.fromkeys(row["paper_id"] for row in listed)), facts, others)


def _compared(folder: Path) -> list[str]:
    """The tables that a folder says something of. Mechanisms were annotated only where it has a table of them; and
    where it has no other, nothing else was."""
    there = {table for table in FACT_TABLES if (folder / f"{table}.csv").is_file()}
    others = set(FACT_TABLES) - {_APART} if there - {_APART} else set()
    return [table for table in FACT_TABLES if table in others | there]


def _other_ids(row: Row) -> Iterator[str]:
    if row.get("pmcid"):
        yield f"PMCID:{row['pmcid']}"
    if row.get("doi"):
        yield f"DOI:{row['doi']}"


def _all_rows(facts: dict[str, list[Row]]) -> Iterator[Row]:
    for rows in facts.values():
        yield from rows


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    if not path.is_file():
        return
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise ExtractorError(f"{path} lacks the column {missing[0]}.")
            for row in reader:
                yield _typed(row, f"{path}, line {reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ExtractorError(f"{path} cannot be read as CSV: {error}.") from error


def _typed(row: dict[str, str | None], where: str) -> Row:
    typed: Row = {}
    for column, text in row.items():
        if column is None:
            raise ExtractorError(f"{where} has more fields than the header.")
        typed[column] = _value(column, text, where) if text else None
    if not typed.get("paper_id"):
        if not row.get("pmid"):
            raise ExtractorError(f"{where} has neither a pmid nor a paper_id.")
        typed["paper_id"] = f"PMID:{row['pmid']}"
    return typed


def _value(column: str, text: str, where: str) -> object:
    try:
        if column in _NUMBERS:
            number = float(text)
            return int(number) if number.is_integer() else number
        if column == "mentions":
            mentions = json.loads(text)
            if not isinstance(mentions, list) or not all(isinstance(mention, str) for mention in mentions):
                raise ValueError("no list of texts")
            return mentions
    except (ValueError, OverflowError) as error:
        wanted = "a JSON list of texts" if column == "mentions" else "a number"
        raise ExtractorError(f"{where} holds {text!r} as {column}, where {wanted} belongs.") from error
    return text
