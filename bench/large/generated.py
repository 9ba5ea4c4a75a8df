"""A database of invented facts, as many as wanted, the same every time: made by SQLite itself, which is quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from extractor.store import FACT_TABLES, Store
from extractor.store.totals import count_anew

FACTS_PER_PAPER = 5
FIRST = 10_000_000  # of the PMIDs, which are all of one length, so that rows are made in the order of their keys
_DRUGS, _EVENTS = 3000, 2000
_COMMON = 400  # words that fill sentences, besides those of the fact

# A number below `of`, the low ones far more often than the high ones, as names are in papers.
_SKEWED = "CAST({of} * pow((({n}) * 2654435761 % 1000003) / 1000003.0, 2) AS INTEGER)"


def _name(word: str, of: int, n: str) -> str:
    return f"'{word}' || {_SKEWED.format(of=of, n=n)}"


def _word(n: str) -> str:
    return f"'w' || (({n}) * 40503 % {_COMMON})"


_DRUG, _EVENT = _name("drug", _DRUGS, "n"), _name("event ", _EVENTS, "n * 7 + 1")
_FILLED = " || ' ' || ".join(_word(f"n * {k} + {k}") for k in range(3, 13))
_SENTENCE = f"'Of ' || (20 + n % 400) || ' patients given ' || {_DRUG} || ' ' || {_FILLED} || '.'"
_PLACE = (
    f"'PMID:' || n, substr({_SENTENCE}, 1, 12), {_SENTENCE}, 0.5 + (n % 50) / 100.0, 0, 'count.among',"
    " 'PMID:' || n || '/1', 0, 12, 1"
)
_COMMON_COLUMNS = (
    "fact_id, paper_id, quote, sentence, confidence, derived, pattern_id, passage_id, start_char, end_char, run_id"
)
_SHARE = "n % 40, 40 + n % 100, 1, round(100.0 * (n % 40) / (40 + n % 100), 1)"
_OWN = {
    "drugs": ("drug, mentions, role, drug_ids", f"{_DRUG}, '[]', iif(n % 3, 'studied', 'mentioned'), '[]'"),
    "doses": (
        "drug, low, unit, per, species",
        f"{_DRUG}, (1 + n % 90) * 5, iif(n % 4, 'mg', 'mg/m2'), iif(n % 2, 'day', NULL), 'human'",
    ),
    "patient_counts": ("n, role", "20 + n % 400, iif(n % 2, 'total', 'arm')"),
    "response_rates": (
        "outcome, outcome_class, numerator, denominator, denominator_stated, percent",
        f"{_name('outcome ', 300, 'n * 5 + 2')}, iif(n % 3, 'response', 'other'), {_SHARE}",
    ),
    "adverse_events": (
        "term, grade, serious, numerator, denominator, denominator_stated, percent",
        f"{_EVENT}, iif(n % 3, NULL, '3-4'), 0, {_SHARE}",
    ),
}


def statements(papers: int) -> Iterator[tuple[str, str]]:
    """What is made, and the SQL that makes it, but for the full-text indexes."""
    last = FIRST + papers - 1
    numbers = f"WITH RECURSIVE numbers(n) AS (SELECT {FIRST} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
    yield (
        "papers",
        f"{numbers} INSERT INTO papers (paper_id, pmid, title, year, journal, publication_types, mesh, text_hash,"
        " extracted_with, status, run_id) SELECT 'PMID:' || n, n, 'Trial ' || n || ' of ' || "
        f"{_DRUG}, 1980 + n % 45, 'Journal ' || (n % 500), '[]', '[]', n, 'generated',"
        " iif(n % 997, NULL, 'retracted'), 1 FROM numbers",
    )
    yield (
        "passages",
        f"{numbers} INSERT INTO passages (passage_id, paper_id, kind, ordinal, text)"
        f" SELECT 'PMID:' || n || '/1', 'PMID:' || n, 'abstract', 1, {_SENTENCE} FROM numbers",
    )
    for number, (table, (columns, values)) in enumerate(_OWN.items()):  # mechanisms are too few to count
        yield (
            table,
            f"{numbers} INSERT INTO {table} ({_COMMON_COLUMNS}, {columns})"
            f" SELECT printf('%016x', n * 8 + {number}), {_PLACE}, {values} FROM numbers",
        )
    yield (
        "numbers_left",
        f"{numbers} INSERT INTO numbers_left SELECT 'PMID:' || n, 'PMID:' || n || '/1', k, k + 2, '12',"
        " CASE k WHEN 20 THEN 'year' WHEN 24 THEN 'p_value' ELSE 'unclear' END, 12, NULL, NULL"
        " FROM numbers, (SELECT 20 AS k UNION SELECT 24 UNION SELECT 28)",
    )


def generate(path: Path, facts: int) -> Iterator[str]:
    """Make the database; yields the name of each part once it is made."""
    papers = facts // FACTS_PER_PAPER
    with Store(path) as store:
        store.begin_run("run", ["generated"], "generated", None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a half-made one is made anew
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -2000000")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:  # made again at the end, which is much quicker
            connection.execute(f"DROP INDEX {name}")
        for part, sql in statements(papers):
            connection.execute(sql)
            connection.commit()
            yield part
        for _, sql in indexes:
            connection.execute(sql)
            connection.commit()
        yield "indexes"
        count_anew(connection)
        connection.commit()
        yield "totals"
        for table in ("passages", *FACT_TABLES):
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
            connection.commit()
            yield f"full-text index of {table}"
