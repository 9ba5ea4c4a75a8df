"""Every comparison of two arms in the database, as a 2x2 table, for programs that pool: metafor in R, RevMan."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from extractor.errors import ExtractorError
from extractor.evaluate.names import content_words
from extractor.files import whole_file
from extractor.review.decisions import Row, standing
from extractor.review.papers import Cited, cited_papers
from extractor.review.rates import NAME_COLUMN, has_counts, place, trust
from extractor.store import open_reader

# An arm with one of these words is the control of a pair; else the one mentioned later is.
_CONTROLS = frozenset({"placebo", "control", "standard", "usual", "sham", "conventional", "untreated", "no", "without"})
_REVMAN_RESULTS = (
    "Study", "Outcome", "Data type", "Effect measure", "Arm", "Reference arm", "Sample size", "Cases", "Mean", "SD",
    "SE", "Variance", "CI level", "CI start", "CI end", "Exp mean", "Exp CI start", "Exp CI end", "t-test", "z-test",
    "P value", "Covariance method", "Covariance", "Other arm 1", "Other arm 2", "Correlation arm 1",
    "Correlation arm 2", "Correlation", "Other mean", "Other SE", "Other variance", "Other CI level", "Other CI start",
    "Other CI end", "Other exp mean", "Other exp CI start", "Other exp CI end", "Other t-test", "Other z-test",
    "Other P value", "Footnotes",
)  # fmt: skip
_SCRIPT = Path(__file__).with_name("analysis.R")


class _Asked(NamedTuple):
    """What one 2x2 table is about."""

    paper_id: str
    fact_table: str
    outcome: str
    grade: str
    timepoint: str


def comparisons(connection: sqlite3.Connection) -> Iterator[Row]:
    """Pairs of arms with the events and patients of one outcome: metafor's ai, n1i (treated), ci, n2i (control).

    Rejected facts and papers that are retracted or no studies of their own are left out. Of several rates of an arm
    the one that is stated best counts, see `trust`.
    """
    found: dict[_Asked, dict[str, Row]] = defaultdict(dict)
    for table, column in NAME_COLUMN.items():
        rates = [row for row in standing(connection, table) if row["arm"] and has_counts(row)]
        for row in sorted(rates, key=trust):
            asked = _Asked(row["paper_id"], table, row[column], row.get("grade") or "", row["timepoint"] or "")
            found[asked].setdefault(row["arm"], row)
    papers = cited_papers(connection, {asked.paper_id for asked in found})
    order = {paper_id: i for i, paper_id in enumerate(papers)}
    for asked in sorted(found, key=lambda asked: (order[asked.paper_id], asked)):
        if not papers[asked.paper_id].unfit:
            for pair in combinations(sorted(found[asked].values(), key=place), 2):
                yield _comparison(papers[asked.paper_id], asked, *sorted(pair, key=_is_control))


def _is_control(row: Row) -> bool:
    return bool(_CONTROLS & content_words(row["arm"]))


def _comparison(paper: Cited, asked: _Asked, treated: Row, control: Row) -> Row:
    return {
        "study": paper.name,
        "year": paper.year,
        **asked._asdict(),
        "arm1": treated["arm"],
        "arm2": control["arm"],
        "ai": int(treated["numerator"]),
        "n1i": int(treated["denominator"]),
        "ci": int(control["numerator"]),
        "n2i": int(control["denominator"]),
        "registration": "; ".join(paper.registrations),
        "link": paper.link,
        "sentence1": treated["sentence"],
        "sentence2": control["sentence"],
        "fact1": treated["fact_id"],
        "fact2": control["fact_id"],
    }


def export_metafor(db: Path, folder: Path) -> list[Path]:
    """`comparisons.csv`, and `analysis.R`, which pools one of its outcomes and draws the forest plot."""
    return _written(folder, {"comparisons.csv": _writer(_all(db)), "analysis.R": _copy_script})


def export_revman(db: Path, folder: Path) -> list[Path]:
    """`study-arms.csv` and `study-results.csv`, RevMan Web's study data, one line per arm.

    RevMan imports them into a review whose interventions and outcomes are called as they are here. The columns are
    those of the study data in Cochrane's data packages, as another program writes them (see decision 0008): no file
    of ours has been tried in RevMan yet.
    """
    arms: dict[tuple[str, str], Row] = {}
    results: dict[tuple[str, str, str], Row] = {}
    for row in _all(db):
        study, outcome = row["study"], _outcome(row)
        for i, events, total in (("1", "ai", "n1i"), ("2", "ci", "n2i")):
            arm = row[f"arm{i}"]
            arms[study, arm] = {"Study": study, "Arm": arm, "Description": "", "Intervention": arm}
            results[study, outcome, arm] = dict.fromkeys(_REVMAN_RESULTS, "") | {
                "Study": study,
                "Outcome": outcome,
                "Data type": "Dichotomous",
                "Arm": arm,
                "Sample size": row[total],
                "Cases": row[events],
                "Footnotes": f"{row['paper_id']}: {row[f'sentence{i}']}",
            }
    files = {"study-arms.csv": [*arms.values()], "study-results.csv": [*results.values()]}
    return _written(folder, {name: _writer(rows) for name, rows in files.items()})


def _outcome(row: Row) -> str:
    grade = f"grade {row['grade']}" if row["grade"] else ""
    return ", ".join(part for part in (row["outcome"], grade, row["timepoint"]) if part)


def _all(db: Path) -> list[Row]:
    with closing(open_reader(db)) as connection:
        rows = list(comparisons(connection))
    if not rows:
        raise ExtractorError(f"No paper of {db} states events and patients of one outcome in two arms.")
    return rows


def _written(folder: Path, files: dict[str, Callable[[Path], None]]) -> list[Path]:
    for name, write in files.items():
        with whole_file(folder / name) as half:
            write(half)
    return [folder / name for name in files]


def _writer(rows: list[Row]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return write


def _copy_script(path: Path) -> None:
    path.write_bytes(_SCRIPT.read_bytes())
