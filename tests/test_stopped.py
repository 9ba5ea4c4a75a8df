"""Stopping for a reason that is no harm is no event; one text in, all rates and events out; invented."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate
from tests.test_hard_texts import of_share

CASES: list[tuple[str, list[dict[str, Any]]]] = [
    ("Discontinuations for lack of efficacy were 5% with nabilone and 13% with placebo.", []),
    ("Withdrawal due to disease progression was seen in 12 of 40 treated women.", []),
    ("Ten men withdrew because of progression and four because of toxicity.", []),
    (
        "Of 80 women, 12 (15%) discontinued because of inefficacy and 5 (6%) because of adverse events.",
        [{"is": "discontinuation because of adverse event", "n": 5, "of": 80, "percent": 6}],
    ),
    (
        "Discontinuation was due to inefficacy in 12% and adverse events in 4%.",
        [{"is": "adverse event", "percent": 4}],
    ),
    (
        "Rashes were the commonest side effects (38%), with four of 40 women stopping tirofide due to severe rashes.",
        [
            {"is": "rash", "of": 40, "percent": 38},
            {"is": "discontinuation due to severe rash", "n": 4, "of": 40},
        ],
    ),
    (
        "Twelve of 40 women discontinued nabilone due to liver failure.",
        [{"is": "discontinuation due to liver failure", "n": 12, "of": 40}],
    ),
    (
        "Treatment was discontinued because of toxicity in 12 of 40 women.",
        [{"is": "discontinuation because of toxicity", "n": 12, "of": 40}],
    ),
]


@pytest.mark.parametrize(("text", "rates"), CASES, ids=[text[:50] for text, _ in CASES])
def test_stopped(text: str, rates: list[dict[str, Any]]) -> None:
    assert [of_share(f) for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)] == rates
