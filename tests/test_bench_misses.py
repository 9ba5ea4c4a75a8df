"""The causes of differences from gold tables, and the page that lists them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench.accuracy.corpora import KINDS
from bench.misses import __main__ as misses
from bench.misses.causes import PaperFacts, cause
from extractor.documents.text import paper_from_text
from extractor.evaluate import Difference
from extractor.records import Dose, Drug, NumberLeft, PatientCount, Reading

Row = dict[str, Any]
NOTHING: dict[str, list[Row]] = {name: [] for name in KINDS}

DRUG = {"paper_id": "ID:1", "drug": "x", "mentions": ["x"], "role": "studied"}
DOSE = {"paper_id": "ID:1"} | dict.fromkeys(("drug", "low", "high", "unit", "per", "frequency", "route", "arm"))
COUNT = {"paper_id": "ID:1", "n": 20, "role": "total", "arm": None}
SHARE: Row = {"paper_id": "ID:1"} | dict.fromkeys(
    ("numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm", "grade")
)


def rows(**tables: list[Row]) -> dict[str, list[Row]]:
    return {**NOTHING, **tables}


AT = {"ordinal": 1, "start_char": 10, "end_char": 20}
ELSEWHERE = {"ordinal": 1, "start_char": 40, "end_char": 44}
EVENT = {**SHARE, **AT, "term": "nausea", "percent": 5, "arm": "placebo"}
RATE = {**SHARE, **AT, "outcome": "response", "percent": 5, "fact_id": "r"}
LEFT = (
    NumberLeft("ID:1", 1, 11, 13, "95", "confidence_interval", low=95),
    NumberLeft("ID:1", 1, 15, 17, "5%", "baseline", low=5),
)
FALSE = {**EVENT, **ELSEWHERE, "percent": 41, "sentence": "At baseline 41% were anaemic."}
DIFFERENCES = [
    pytest.param("drugs", DRUG, None, {}, "drug not recognised", id="drug missed"),
    pytest.param("adverse_events", EVENT, None, {}, "no number found", id="nothing there"),
    pytest.param("adverse_events", EVENT, None, {"left": LEFT}, "left: baseline", id="its number left"),
    pytest.param(
        "adverse_events", EVENT, None, {"left": LEFT[:1]}, "left: confidence_interval", id="another number left"
    ),
    pytest.param(
        "adverse_events",
        EVENT,
        None,
        {"found": rows(response_rates=[RATE])},
        "found as response rates",
        id="another kind",
    ),
    pytest.param(
        "response_rates",
        {**RATE, "numerator": 3},
        None,
        {"found": rows(response_rates=[RATE]), "unpaired": frozenset("r")},
        "found with other numbers",
        id="half of it",
    ),
    pytest.param(
        "response_rates",
        {**RATE, "numerator": 3},
        None,
        {"found": rows(response_rates=[RATE])},
        "its number went to another fact",
        id="one number of two facts",
    ),
    pytest.param("adverse_events", None, FALSE, {}, "false: baseline", id="false by its words"),
    pytest.param("adverse_events", None, {**FALSE, "sentence": ""}, {}, "false: of no known kind", id="false"),
    pytest.param(
        "adverse_events", None, {**FALSE, "percent": 5}, {"gold": rows(adverse_events=[EVENT])}, "false: repeated",
        id="false again",
    ),
    pytest.param(
        "adverse_events", None, EVENT, {"gold": rows(response_rates=[RATE])}, "false: gold has it as response rates",
        id="false kind",
    ),
    pytest.param(
        "adverse_events", None, EVENT, {"gold": rows(adverse_events=[{**EVENT, "numerator": 2}])},
        "false: other numbers than gold has there", id="false numbers",
    ),
    pytest.param("drugs", None, DRUG, {}, "false: no drug of the gold table", id="false drug"),
    pytest.param(
        "doses", {**DOSE, "drug": "x", "frequency": "1/day"}, {**DOSE, "drug": "y"}, {}, "wrong drug + no frequency",
        id="dose",
    ),
    pytest.param("patient_counts", COUNT, {**COUNT, "role": "arm"}, {}, "role arm for total", id="role"),
    pytest.param(
        "adverse_events", EVENT, {**EVENT, "term": "anaemia", "grade": "3", "arm": None}, {},
        "wrong name + grade where there is none + no arm", id="event",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "gold", "found", "paper", "expected"), DIFFERENCES)
def test_cause(kind: str, gold: Row | None, found: Row | None, paper: Row, expected: str) -> None:
    facts = PaperFacts(paper.get("gold", NOTHING), paper.get("found", NOTHING), paper.get("left", ()),
                       paper.get("unpaired", frozenset()))  # fmt: skip
    difference = Difference("mislinked" if gold and found else "miss" if gold else "extra", kind, "ID:1", gold, found)
    assert cause(difference, facts) == expected


SENTENCE = "Bortezomib 1.3 mg/m2 was given to 54 patients."
FOUND = (
    Drug(paper_id="PMID:1", ordinal=1, start_char=0, end_char=10, quote="Bortezomib", sentence=SENTENCE,
         pattern_id="d", confidence=1, drug="bortezomib", mentions=("Bortezomib",), role="studied"),
    Dose(paper_id="PMID:1", ordinal=1, start_char=11, end_char=20, quote="1.3 mg/m2", sentence=SENTENCE,
         pattern_id="dose.x", confidence=1, drug="bortezomib", low=1.3, unit="mg/m2"),
    PatientCount(paper_id="PMID:1", ordinal=1, start_char=34, end_char=45, quote="54 patients", sentence=SENTENCE,
                 pattern_id="count.x", confidence=1, n=54, role="total"),
)  # fmt: skip


def test_the_page_of_a_tiny_gold_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole, so that nothing of the paper's sentences can come into it unseen."""
    (tmp_path / "drugs.csv").write_text('pmid,drug,mentions,role\n1,bortezomib,"[""Bortezomib""]",studied\n')
    (tmp_path / "patient_counts.csv").write_text(
        "pmid,n,role,arm,ordinal,start_char,end_char\n1,54,arm,b|c,1,34,45\n1,9,subgroup,,1,80,90\n"
    )
    paper = paper_from_text(SENTENCE, paper_id="PMID:1")
    monkeypatch.setattr(misses, "gold_papers", lambda gold: [paper])
    monkeypatch.setattr(misses, "Pipeline", lambda: SimpleNamespace(read=lambda paper: Reading(paper, FOUND)))
    misses.main([str(tmp_path), "-o", str(tmp_path / "misses.md")])
    summary = """\
|  | drugs | doses | patient_counts | response_rates | adverse_events | all |
|---|---|---|---|---|---|---|
| missed |  |  | 1 |  |  | 1 |
| false |  | 1 |  |  |  | 1 |
| wrongly linked |  |  | 1 |  |  | 1 |
| false: of no known kind |  | 1 |  |  |  | 1 |
| no number found |  |  | 1 |  |  | 1 |
| role total for arm |  |  | 1 |  |  | 1 |
"""
    assert capsys.readouterr().out == summary
    assert (
        (tmp_path / "misses.md").read_text()
        == f"""\
# What differs from {tmp_path.name}

Written by `python -m bench.misses`.

{summary}
| cause | kind | paper | place |  | gold | ours | pattern |
|---|---|---|---|---|---|---|---|
| false: of no known kind | doses | 1 | 1:11-20 | false |  | drug bortezomib, low 1.3, unit mg/m2 | dose.x |
| no number found | patient_counts | 1 | 1:80-90 | missed | n 9, role subgroup |  |  |
| role total for arm | patient_counts | 1 | 1:34-45 | wrongly linked | n 54, role arm, arm b\\|c | n 54, role total | count.x |
"""  # noqa: E501
    )
