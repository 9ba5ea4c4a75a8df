"""The database's schema, as sqlite-utils migrations. A released migration never changes: add another one below it.

Types are enforced with CHECKs rather than with STRICT tables: a numerator may be 2.5, and SQLite before 3.37
cannot read STRICT tables. Foreign keys are declared for readers (datasette follows them); the store keeps them true.
"""

from __future__ import annotations

import re

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

FIRST_TABLES = ("drugs", "doses", "patient_counts", "response_rates", "adverse_events")
FACT_TABLES = (*FIRST_TABLES, "mechanisms")
OF_FACTS = ("fact_places", "contradictions")  # what is kept about facts
migrations = Migrations("extractor")

_RATE = """
    numerator INTEGER,
    denominator INTEGER,
    denominator_stated INTEGER,
    percent REAL,
    ci_low REAL,
    ci_high REAL,
    timepoint TEXT,
    arm TEXT"""

_KEYS = "\n    fact_id TEXT PRIMARY KEY NOT NULL,\n    paper_id TEXT NOT NULL REFERENCES papers(paper_id),"
# What the fact says comes first and where it stands last, so that a page of rows reads from left to right.
_OWN_COLUMNS = {
    "drugs": """
    drug TEXT NOT NULL,
    mentions TEXT NOT NULL,
    role TEXT NOT NULL,
    drug_ids TEXT NOT NULL""",
    "doses": """
    drug TEXT,
    low REAL NOT NULL,
    high REAL,
    unit TEXT NOT NULL,
    per TEXT,
    frequency TEXT,
    route TEXT,
    schedule TEXT,
    stage TEXT,
    species TEXT,
    arm TEXT""",
    "patient_counts": """
    n INTEGER NOT NULL,
    role TEXT NOT NULL,
    arm TEXT""",
    "response_rates": f"""
    outcome TEXT NOT NULL,
    outcome_class TEXT NOT NULL,{_RATE}""",
    "adverse_events": f"""
    term TEXT NOT NULL,
    grade TEXT,
    serious INTEGER NOT NULL,{_RATE}""",
}

_COMMON_COLUMNS = """
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    confidence REAL NOT NULL,
    derived INTEGER NOT NULL,
    pattern_id TEXT NOT NULL,
    passage_id TEXT NOT NULL REFERENCES passages(passage_id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)"""

# What a reader filters by.
_INDEXED = {
    "drugs": ("paper_id", "passage_id", "drug"),
    "doses": ("paper_id", "passage_id", "drug"),
    "patient_counts": ("paper_id", "passage_id", "role"),
    "response_rates": ("paper_id", "passage_id", "outcome"),
    "adverse_events": ("paper_id", "passage_id", "term", "grade"),
    "numbers_left": ("paper_id", "reason"),
}


def _numbers_stay_numbers(columns: str) -> str:
    """The column definitions, with a CHECK on every numeric column that what is stored is a number or NULL."""
    return re.sub(
        r"(?m)^    (\w+) (INTEGER|REAL)( NOT NULL)?(?! PRIMARY)",
        r"    \1 \2\3 CHECK (typeof(\1) IN ('integer', 'real', 'null'))",
        columns,
    )


def _create(db: Database, table: str, columns: str, suffix: str = "") -> None:
    db.execute(f"CREATE TABLE {table} ({_numbers_stay_numbers(columns)}\n){suffix}")


@migrations()
def m001_papers_and_runs(db: Database) -> None:
    _create(
        db,
        "runs",
        """
    run_id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    sources TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    model TEXT,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT""",
    )
    _create(
        db,
        "papers",
        """
    paper_id TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    year INTEGER,
    journal TEXT,
    publication_types TEXT NOT NULL,
    mesh TEXT NOT NULL,
    language TEXT,
    pmid TEXT,
    pmcid TEXT,
    doi TEXT,
    source TEXT,
    retrieved_at TEXT,
    text_hash TEXT NOT NULL,
    extracted_with TEXT,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)""",
    )
    _create(
        db,
        "passages",
        """
    passage_id TEXT PRIMARY KEY NOT NULL,
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    kind TEXT NOT NULL,
    section TEXT,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL""",
    )
    _create(
        db,
        "errors",
        """
    error_id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    document TEXT,
    reason TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)""",
    )
    db.execute("CREATE INDEX papers_by_year ON papers(year)")
    db.execute("CREATE INDEX papers_by_extraction ON papers(extracted_with, paper_id)")
    db.execute("CREATE UNIQUE INDEX passages_by_paper ON passages(paper_id, ordinal)")


def create_fact_table(db: Database, table: str, own_columns: str) -> None:
    _create(db, table, f"{_KEYS}{own_columns},{_COMMON_COLUMNS}")


@migrations()
def m002_facts(db: Database) -> None:
    for table in FIRST_TABLES:
        create_fact_table(db, table, _OWN_COLUMNS[table])
    _create(
        db,
        "numbers_left",
        """
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    passage_id TEXT NOT NULL REFERENCES passages(passage_id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    reason TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT,
    PRIMARY KEY (passage_id, start_char, end_char)""",
        suffix=" WITHOUT ROWID",
    )
    for table, columns in _INDEXED.items():
        for column in columns:
            db.execute(f"CREATE INDEX {table}_by_{column} ON {table}({column})")


@migrations()
def m003_reviews(db: Database) -> None:
    """A review holds where the fact stood as well as its id, so it finds the fact again after an extraction."""
    _create(
        db,
        "reviews",
        """
    review_id INTEGER PRIMARY KEY,
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accept', 'reject', 'correct')),
    correction TEXT,
    note TEXT,
    reviewer TEXT,
    reviewed_at TEXT NOT NULL,
    UNIQUE (fact_table, fact_id, passage_id, start_char, end_char, reviewer)""",
    )
    db.execute("CREATE INDEX reviews_by_paper_id ON reviews(paper_id)")


@migrations()
def m004_search(db: Database) -> None:
    """External-content FTS5: no text is stored twice. `extractor.store.search` keeps the indexes true."""
    searched = {
        "passages": "text",
        "drugs": "drug, mentions, sentence",
        "doses": "drug, sentence",
        "patient_counts": "arm, sentence",
        "response_rates": "outcome, arm, sentence",
        "adverse_events": "term, arm, sentence",
    }
    for table, columns in searched.items():
        create_search(db, table, columns)


def create_search(db: Database, table: str, columns: str) -> None:
    """datasette recognises the index of a table by this very spelling of content="""
    db.execute(f"CREATE VIRTUAL TABLE {table}_fts USING FTS5 ({columns}, tokenize='porter', content=\"{table}\")")
    db.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


# How each table fills the columns of the view `facts`; what is not named here is NULL.
_IN_FACTS = {
    "drugs": {"name": "drug", "label": "drug || ' (' || role || ')'"},
    "doses": {
        "name": "drug",
        "label": "coalesce(drug || ' ', '') || {low} || coalesce('-' || {high}, '') || ' ' || unit"
        " || coalesce('/' || per, '') || coalesce(', ' || frequency, '') || coalesce(', ' || route, '')",
        "low": "low",
        "high": "high",
        "unit": "unit",
        "arm": "arm",
    },
    "patient_counts": {"name": "role", "label": "n || ' patients (' || role || ')'", "n": "n", "arm": "arm"},
    "response_rates": {"name": "outcome", "label": "outcome || ': ' || {share}"},
    "adverse_events": {
        "name": "term",
        "label": "term || coalesce(' grade ' || grade, '') || ': ' || {share}",
    },
}
_FACTS_NUMBERS = ("n", "numerator", "denominator", "percent", "ci_low", "ci_high", "low", "high", "unit", "arm")
_RATE_NUMBERS = {c: c for c in ("numerator", "denominator", "percent", "ci_low", "ci_high", "arm")}


def _plain(column: str) -> str:
    """SQL for a number as a reader writes it: 850, not 850.0; NULL stays NULL."""
    return f"(CASE WHEN {column} IS NOT NULL THEN printf('%.12g', {column}) END)"


def facts_arm(table: str, given: dict[str, str]) -> str:
    """The SELECT that shows one fact table's rows as rows of the view `facts`."""
    counted = "coalesce(' ' || numerator || coalesce('/' || denominator, ''), '')"
    share = f"trim(coalesce({_plain('percent')} || '%', '') || {counted})"
    pubmed = "'https://pubmed.ncbi.nlm.nih.gov/' || substr(paper_id, 6) || '/'"
    given = given | (_RATE_NUMBERS if table in ("response_rates", "adverse_events") else {})
    label = given["label"].format(low=_plain("low"), high=_plain("high"), share=share)
    label += " || coalesce(' in ' || arm, '')" if "arm" in given else ""
    numbers = ", ".join(f"{given.get(column, 'NULL')} AS {column}" for column in _FACTS_NUMBERS)
    return (
        f"SELECT '{table}' AS fact_table, fact_id, paper_id, {label} AS label, {given['name']} AS name, {numbers},"
        " quote, sentence, confidence, derived, pattern_id, passage_id, start_char, end_char, run_id,"
        f" CASE WHEN paper_id LIKE 'PMID:%' THEN {pubmed} END AS url FROM {table}"
    )


@migrations()
def m005_views(db: Database) -> None:
    db.execute(
        "CREATE VIEW facts AS " + " UNION ALL ".join(facts_arm(table, _IN_FACTS[table]) for table in FIRST_TABLES)
    )
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} WHERE {table}.paper_id = papers.paper_id) AS {table}" for table in FIRST_TABLES
    )
    db.execute(
        "CREATE VIEW papers_browse AS SELECT paper_id, title, year, journal,"
        " CASE WHEN pmid IS NOT NULL THEN 'https://pubmed.ncbi.nlm.nih.gov/' || pmid || '/'"
        " WHEN doi IS NOT NULL THEN 'https://doi.org/' || doi END AS url,"
        f" {counts} FROM papers"
    )
    # Percents are printed rounded or cut to their last place, so a difference of one unit there is no disagreement.
    rates = " UNION ALL ".join(
        f"SELECT '{table}' AS fact_table, fact_id, paper_id, {name} AS name, arm, numerator, denominator, percent,"
        " round(100.0 * numerator / denominator, 2) AS computed_percent,"
        " round(abs(100.0 * numerator / denominator - percent), 2) AS difference, quote, sentence"
        f" FROM {table} WHERE derived = 0 AND denominator > 0"
        for table, name in (("response_rates", "outcome"), ("adverse_events", "term"))
    )
    db.execute(
        f"CREATE VIEW rates_that_disagree AS SELECT * FROM ({rates})"
        " WHERE difference > CASE WHEN percent = round(percent) THEN 1.0 ELSE 0.1 END"
    )


@migrations()
def m006_full_text(db: Database) -> None:
    """Tables as grids, what a PDF's text was before it was mended, and what became of a paper after it was printed."""
    columns = {
        "authors": "TEXT NOT NULL DEFAULT '[]'",
        "registrations": "TEXT NOT NULL DEFAULT '[]'",
        "status": "TEXT",
        "notices": "TEXT NOT NULL DEFAULT '[]'",
        "version": "INTEGER NOT NULL DEFAULT 1",
        "full_text": "INTEGER NOT NULL DEFAULT 0",
        "licence": "TEXT",
        "open_access": "INTEGER",
    }
    for column, definition in columns.items():
        db.execute(f"ALTER TABLE papers ADD COLUMN {column} {definition}")
    db.execute("ALTER TABLE passages ADD COLUMN repairs TEXT")
    _create(
        db,
        "table_cells",
        """
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    passage_id TEXT NOT NULL REFERENCES passages(passage_id),
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    row_headers TEXT NOT NULL,
    column_headers TEXT NOT NULL,
    text TEXT NOT NULL,
    is_header INTEGER NOT NULL,
    rowspan INTEGER NOT NULL,
    colspan INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (passage_id, row_no, column_no)""",
        suffix=" WITHOUT ROWID",
    )
    db.execute("CREATE INDEX table_cells_by_paper_id ON table_cells(paper_id)")
    db.execute("CREATE INDEX papers_by_status ON papers(status) WHERE status IS NOT NULL")
    db.execute("DROP VIEW papers_browse")
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} WHERE {table}.paper_id = papers.paper_id) AS {table}" for table in FIRST_TABLES
    )
    db.execute(
        "CREATE VIEW papers_browse AS SELECT paper_id, title, status, year, journal,"
        " CASE WHEN pmid IS NOT NULL THEN 'https://pubmed.ncbi.nlm.nih.gov/' || pmid || '/'"
        " WHEN pmcid IS NOT NULL THEN 'https://pmc.ncbi.nlm.nih.gov/articles/' || pmcid || '/'"
        " WHEN doi IS NOT NULL THEN 'https://doi.org/' || doi END AS url,"
        f" {counts}, full_text FROM papers"
    )


@migrations()
def m007_searches(db: Database) -> None:
    """Saved searches; and which process a run is, so that one that was killed is not `running` for ever."""
    _create(
        db,
        "searches",
        """
    name TEXT PRIMARY KEY NOT NULL,
    query TEXT NOT NULL,
    papers INTEGER,
    updated_on TEXT,
    saved_at TEXT NOT NULL""",
    )
    db.execute("ALTER TABLE runs ADD COLUMN process TEXT")


@migrations()
def m008_places(db: Database) -> None:
    """Where else a paper states a fact, and facts of one paper that contradict each other."""
    _create(
        db,
        "fact_places",
        """
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    passage_id TEXT NOT NULL REFERENCES passages(passage_id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (fact_id, passage_id, start_char, end_char)""",
        suffix=" WITHOUT ROWID",
    )
    _create(
        db,
        "contradictions",
        """
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    other_fact_id TEXT NOT NULL,
    difference TEXT NOT NULL,
    PRIMARY KEY (fact_id, other_fact_id)""",
        suffix=" WITHOUT ROWID",
    )
    for table in OF_FACTS:
        db.execute(f"CREATE INDEX {table}_by_paper_id ON {table}(paper_id)")
