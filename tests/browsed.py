"""A database of invented papers, served for a browser: for the browser tests and for the pictures in the README."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.evaluate import Gold, comparison_of, score, stored_facts
from extractor.pipeline import Pipeline
from extractor.publish.curation import accounts
from extractor.records import Paper, Passage
from extractor.store import FACT_TABLES, Store

ROOT = Path(__file__).parent.parent
PASSWORD = "correct horse"

# year, title, abstract
PAPERS = (
    (2020, "Cabozantinib in an invented cancer",
     "Of 89 patients, 46 (52%; 95% CI 41-62) had an objective response to cabozantinib 60 mg once daily. "
     "Grade 3 nausea occurred in 8 of 89 patients (9%). Median age was 61 years."),
    (2021, "Sunitinib in another", "Sunitinib 50 mg daily was given to 12 patients."),
    (2014, "Sunitinib before surgery",
     "We treated 40 patients with sunitinib 37.5 mg once daily. An objective response was seen in 14 of 40 patients "
     "(35%). Grade 3-4 fatigue occurred in 6 patients (15%) and grade 1-2 nausea in 18 (45%)."),
    (2017, "Sunitinib after surgery",
     "Sixty patients received sunitinib 50 mg daily. Of 60 patients, 27 (45%) had an objective response. "
     "Grade 3 hypertension occurred in 9 of 60 patients (15%), and fatigue in 31 of 60 patients (52%)."),
    (2019, "Sunitinib in the elderly",
     "Of 25 patients given sunitinib 25 mg daily, 6 (24%) had an objective response. "
     "Grade 3 fatigue occurred in 5 of 25 patients (20%). Grade 1-2 hypertension occurred in 7 patients (28%)."),
    (2021, "Sunitinib, a larger trial",
     "Among 210 patients, an objective response was seen in 88 of 210 patients (42%) with sunitinib 50 mg daily. "
     "Grade 3-4 hypertension occurred in 33 of 210 patients (16%); nausea occurred in 90 of 210 patients (43%)."),
)  # fmt: skip


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


def invented(path: Path) -> Path:
    """A database of PAPERS, PMID:1 onwards, read by the shipped patterns, compared with gold that differs in one
    number, with the curator maria."""
    papers = [_paper(f"PMID:{number}", *paper) for number, paper in enumerate(PAPERS, start=1)]
    pipeline = Pipeline()
    with Store(path) as store:
        run = store.begin_run("run", [], pipeline.fingerprint, None)
        store.save_papers(papers, run)
        store.save_readings(map(pipeline.read, papers), run)
        store.end_run(run, "done")
    dose = {"paper_id": "PMID:1", "drug": "cabozantinib", "low": 40, "high": None, "unit": "mg", "per": "day"}
    gold_dose = dose | {"frequency": "1/day", "route": None}
    gold = Gold(("PMID:1",), {table: [] for table in FACT_TABLES} | {"doses": [gold_dose]})
    with Store(path) as store:
        store.save_comparison(comparison_of(score(gold, *stored_facts(path, gold)), "invented"))
    accounts.add(path, "maria", PASSWORD)
    return path


def _paper(paper_id: str, year: int, title: str, text: str) -> Paper:
    passages = (Passage(paper_id, 0, "title", title), Passage(paper_id, 1, "abstract", text))
    return Paper(paper_id, passages, pmid=paper_id[5:], title=title, year=year)


@contextmanager
def serving(db: Path) -> Iterator[str]:
    """`extractor serve` in a process of its own; its address."""
    command = [sys.executable, "-m", "extractor", "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address is not None
            yield address[0].rstrip("/")
        finally:
            process.terminate()
