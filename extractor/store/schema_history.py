"""Migrations of what the database remembers of earlier runs, and of views upon facts that came later."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema import FIRST_TABLES
from extractor.store.schema_review import migrations

__all__ = ["migrations"]


@migrations()
def m022_history(db: Database) -> None:
    """Which run read which paper, and what a later reading added or dropped: enough to undo runs, and no more.

    A paper's first reading leaves no history: all its facts are new. A file from before knows one reading of a paper.
    """
    db.execute(
        """CREATE TABLE readings (
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (paper_id, run_id)
) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE fact_history (
    change_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'dropped')),
    fact TEXT
)"""
    )
    db.execute("CREATE INDEX fact_history_by_paper_id ON fact_history(paper_id)")
    known = " UNION ".join(f"SELECT paper_id, run_id FROM {table}" for table in FIRST_TABLES)
    db.execute(f"INSERT INTO readings {known}")
    db.execute(
        "INSERT INTO readings SELECT paper_id, run_id FROM papers WHERE extracted_with IS NOT NULL"
        " AND paper_id NOT IN (SELECT paper_id FROM readings)"
    )


_TO_MG = {"mg": 1, "g": 1000, "ug": 0.001, "ng": 0.000001}
# What a dose is per, and how many of these the assumed patient has: 70 kg, as the WHO assumes for defined daily doses
# (Guidelines for ATC classification and DDD assignment); 1.8 m2, the usual mean of adults with cancer
# (Sacco et al., PLoS One 2010;5:e8933, found 1.79).
_BODIES = {"": (1, None), "/kg": (70, "70 kg"), "/m2": (1.8, "1.8 m2")}
# Minutes are left out: what runs or is repeated by the minute does not go on for a day.
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}


def _values(*rows: tuple[object, ...]) -> str:
    """Rows as SQL; of Python's literals SQLite knows all but None."""
    return ", ".join("({})".format(", ".join("NULL" if v is None else repr(v) for v in row)) for row in rows)


def _six_digits(number: str) -> str:
    """SQL for a number without the noise of its computation; NULL stays NULL."""
    return f"CASE WHEN {number} IS NOT NULL THEN CAST(printf('%.6g', {number}) AS REAL) END"


@migrations()
def m023_comparable_doses(db: Database) -> None:
    """Doses as amounts per day, where unit and frequency say so; a range is kept as one.

    A dose given n times every k periods is spread over them: 200 mg every 3 weeks are 9.52 mg a day. Where an amount
    is per day, week or month already, a frequency must be of the same period, else one of the two is misread.
    """
    units = [
        (mass + per, factor, f"mg{per}/day", size, assumed)
        for mass, factor in _TO_MG.items()
        for per, (size, assumed) in _BODIES.items()
    ]
    daily = ", ".join(f"{_six_digits(f'{end} * factor * times_a_day')} AS daily_{end}" for end in ("low", "high"))
    patient = ", ".join(
        f"CASE WHEN species = 'human' THEN {_six_digits(f'{end} * factor * times_a_day * size')} END AS patient_{end}"
        for end in ("low", "high")
    )
    db.execute(
        f"""CREATE VIEW comparable_doses AS
WITH units (unit, factor, daily_unit, size, assumed) AS (VALUES {_values(*units)}),
  periods (period, days) AS (VALUES {_values(*_DAYS.items())}),
  split AS (
    SELECT fact_id, substr(frequency, 1, instr(frequency, '/') - 1) AS times,
      max(CAST(substr(frequency, instr(frequency, '/') + 1) AS REAL), 1) AS every,
      rtrim(ltrim(substr(frequency, instr(frequency, '/') + 1), '0123456789.'), 's') AS period
    FROM doses WHERE frequency LIKE '_%/_%'
  ),
  timed AS (
    SELECT doses.*, CASE
      WHEN per IN ('day', 'week', 'month') THEN CASE
        WHEN frequency IS NULL OR (split.period = per AND every = 1)
        THEN 1.0 / (SELECT days FROM periods WHERE period = per) END
      WHEN coalesce(per, 'dose') = 'dose' AND times NOT GLOB '*[^0-9.]*'
      THEN CAST(times AS REAL) / (every * (SELECT days FROM periods WHERE period = split.period)) END AS times_a_day
    FROM doses LEFT JOIN split USING (fact_id)
  )
SELECT fact_id, paper_id, drug, {daily}, daily_unit, {patient},
  CASE WHEN species = 'human' THEN 'mg/day' END AS patient_unit,
  CASE WHEN species = 'human' THEN assumed END AS assumed,
  low, high, unit, per, frequency, route, stage, species, arm, 1 AS derived, quote, sentence, confidence, pattern_id,
  passage_id, start_char, end_char, run_id
FROM timed JOIN units USING (unit) WHERE times_a_day IS NOT NULL"""
    )


@migrations()
def m024_files(db: Database) -> None:
    """Files that were read to their end, with which patterns; and papers that record files of PubMed delete."""
    db.execute(
        """CREATE TABLE files (
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    papers INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (digest, name, fingerprint)
) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX files_by_name ON files(name)")
    db.execute(
        """CREATE TABLE deletions (
    paper_id TEXT PRIMARY KEY NOT NULL,
    source TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)
) WITHOUT ROWID"""
    )
