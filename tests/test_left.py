"""Numbers that became no fact: one text in, every such number out, with its reason and typed value."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.documents.text import paper_from_text
from extractor.pipeline import Pipeline

# quote, reason, then what is set of: low, high, unit
TABLE: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "Pain fell (mean difference -1.17, 95% CI -2.18 to -0.16; P less than .05).",
        [
            ("1.17", "effect_estimate", -1.17),
            ("95", "confidence_interval", 95),
            ("2.18", "confidence_interval", -2.18, -0.16),
            ("0.16", "confidence_interval", -2.18, -0.16),
            ("05", "p_value", 0.05),
        ],
    ),
    (
        "The odds ratio (95% CI) was 2.1 (1.2-3.4), the C-index = 0.68 and r = -0.31.",
        [
            ("95", "confidence_interval", 95),
            ("2.1", "effect_estimate", 2.1),
            ("1.2", "confidence_interval", 1.2, 3.4),
            ("3.4", "confidence_interval", 1.2, 3.4),
            ("0.68", "statistic", 0.68),
            ("0.31", "statistic", -0.31),
        ],
    ),
    (
        "Median survival was 4.5 months (95% CI, 2.6-7.1) versus 3 months, and mean height 5.2 \u00b1 1.1 cm.",
        [
            ("4.5", "median", 4.5, "months"),
            ("95", "confidence_interval", 95),
            ("2.6", "confidence_interval", 2.6, 7.1),
            ("7.1", "confidence_interval", 2.6, 7.1),
            ("3", "median", 3, "months"),
            ("5.2", "mean", 5.2),
            ("1.1", "spread", 1.1),
        ],
    ),
    (
        "Mean age was 48 years (16-74 years) and mean follow-up 4.6 years.",
        [
            ("48", "age", 48, "years"),
            ("16", "spread", 16, 74, "years"),
            ("74", "spread", 16, 74, "years"),
            ("4.6", "follow_up", 4.6, "years"),
        ],
    ),
    (
        "The tool (1) sorted 62 different images, (2) held 3 studies and cost $40 in 2008.",
        [
            ("1", "numbering"),
            ("62", "count", 62),
            ("2", "numbering"),
            ("3", "count", 3),
            ("40", "cost", 40),
            ("2008", "date", 2008),
        ],
    ),
    (
        "The 3'-UTR, IL-6/8/10, CCK-8 and experiment 2 used 1H NMR (doi 10.1007/s12553-021).",
        [
            *((quote, "name") for quote in ("3", "6", "8", "10", "8", "2", "1")),
            *((quote, "name") for quote in ("10.1007", "12553", "021")),
        ],
    ),
    (
        "Cells grew for 48 h at 37 degrees, were read after 12-15 min, and 10% lived; a score of 7 was best.",
        [
            ("48", "duration", 48, "h"),
            ("37", "laboratory", 37, "degrees"),
            ("12", "timepoint", 12, 15, "min"),
            ("15", "timepoint", 12, 15, "min"),
            ("10", "share", 10, "%"),
            ("7", "score", 7),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_numbers_left(text: str, expected: list[tuple[Any, ...]]) -> None:
    left = Pipeline().read(paper_from_text(text)).numbers_left
    assert [(n.quote, n.reason, *(v for v in (n.low, n.high, n.unit) if v is not None)) for n in left] == expected
