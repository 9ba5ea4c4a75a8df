"""Two small invented papers with their facts, for the tests of what stores and shows them."""

from __future__ import annotations

from typing import Any

from extractor.records import (
    AdverseEvent,
    Dose,
    Drug,
    Fact,
    NumberLeft,
    Paper,
    Passage,
    PatientCount,
    Reading,
    ResponseRate,
)

_TEXTS = {
    "PMID:11": (
        "Arsenic trioxide in relapsed multiple myeloma.",
        "Patients received arsenic trioxide 0.25 mg/kg/day iv for 5 days. Of 24 patients, 8 (33.3%) responded.",
        "Grade 3-4 neutropenia occurred in 5 of 24 patients (40%). Mean age was 61 years.",
    ),
    "PMID:12": (
        "Metformin for everybody",
        "Metformin 500-850 mg twice daily was given to 12 volunteers.",
    ),
}


def _paper(paper_id: str, year: int, **other: Any) -> Paper:
    texts = _TEXTS[paper_id]
    passages = tuple(
        Passage(paper_id, i, "abstract" if i else "title", text, "RESULTS" if i == 2 else None)
        for i, text in enumerate(texts)
    )
    return Paper(paper_id, passages, pmid=paper_id[5:], title=texts[0], year=year, source="sample.xml", **other)


MYELOMA = _paper(
    "PMID:11",
    2006,
    doi="10.1/ato",
    journal="Leuk Res",
    publication_types=("Clinical Trial", "Journal Article"),
    mesh=("Arsenicals/therapeutic use",),
    language="eng",
    retrieved_at="2026-01-01T00:00:00+00:00",
)
METFORMIN = _paper("PMID:12", 2021)


def place(paper: Paper, ordinal: int, quote: str) -> dict[str, Any]:
    """The columns that say where a fact stands, with the sentence that holds the quote."""
    text = paper.passages[ordinal].text
    start = text.index(quote)
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    last = text.find(". ", start + len(quote))
    return {
        "paper_id": paper.paper_id,
        "ordinal": ordinal,
        "start_char": start,
        "end_char": start + len(quote),
        "quote": quote,
        "sentence": text[first : last + 1 if last >= 0 else len(text)],
        "pattern_id": "sample.pattern",
        "confidence": 0.9,
    }


def left(paper: Paper, ordinal: int, quote: str, reason: str, **other: Any) -> NumberLeft:
    where = place(paper, ordinal, quote)
    return NumberLeft(paper.paper_id, ordinal, where["start_char"], where["end_char"], quote, reason, **other)


MYELOMA_FACTS: tuple[Fact, ...] = (
    Drug(
        drug="arsenic trioxide",
        mentions=("Arsenic trioxide", "arsenic trioxide"),
        role="studied",
        drug_ids=("DB01169",),
        **place(MYELOMA, 0, "Arsenic trioxide"),
    ),
    Dose(
        drug="arsenic trioxide",
        low=0.25,
        unit="mg/kg",
        per="day",
        frequency="1/day",
        route="iv",
        species="human",
        **place(MYELOMA, 1, "0.25 mg/kg/day"),
    ),
    PatientCount(n=24, role="total", **place(MYELOMA, 1, "24 patients")),
    ResponseRate(
        outcome="response",
        outcome_class="response",
        numerator=8,
        denominator=24,
        denominator_stated=1,
        percent=33.3,
        **place(MYELOMA, 1, "8 (33.3%)"),
    ),
    AdverseEvent(
        term="neutropenia",
        grade="3-4",
        numerator=5,
        denominator=24,
        denominator_stated=1,
        percent=40,
        **place(MYELOMA, 2, "5 of 24 patients (40%)"),
    ),
)
METFORMIN_FACTS: tuple[Fact, ...] = (
    Drug(drug="metformin", mentions=("Metformin",), role="studied", **place(METFORMIN, 0, "Metformin")),
    Dose(
        drug="metformin",
        low=500,
        high=850,
        unit="mg",
        per="dose",
        frequency="2/day",
        **place(METFORMIN, 1, "500-850 mg"),
    ),
    PatientCount(n=12, role="total", **place(METFORMIN, 1, "12 volunteers")),
)
READINGS = (
    Reading(
        MYELOMA,
        MYELOMA_FACTS,
        (
            left(MYELOMA, 1, "5", "schedule", low=5, unit="days"),
            left(MYELOMA, 2, "61", "age", low=61, unit="years"),
        ),
    ),
    Reading(METFORMIN, METFORMIN_FACTS),
)
PAPERS = (MYELOMA, METFORMIN)
