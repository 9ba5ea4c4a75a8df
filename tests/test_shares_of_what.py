"""What a share is a share of: one text in, all response rates and adverse events out; the texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate
from tests.test_hard_texts import of_share

# Lists of shares answer a list of terms by their places, again and again.
LISTS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "The relapse rate and mortality rate were 21% and 8% in the plasty group and 12% and 4% in the mesh group.",
        [
            {"is": "relapse", "percent": 21, "arm": "plasty"},
            {"is": "mortality", "percent": 8, "arm": "plasty"},
            {"is": "relapse", "percent": 12, "arm": "mesh"},
            {"is": "mortality", "percent": 4, "arm": "mesh"},
        ],
    ),
    (
        "Fusion and complication rates were higher with cages (66% and 17% in the cage group versus 57% and 11% in the"
        " graft group, respectively).",
        [
            {"is": "fusion", "percent": 66, "arm": "cage"},
            {"is": "complication", "percent": 17, "arm": "cage"},
            {"is": "fusion", "percent": 57, "arm": "graft"},
            {"is": "complication", "percent": 11, "arm": "graft"},
        ],
    ),
    (
        "Overall morbidity and mortality was 33% versus 27% (p = 0.4), and 0% versus 1% (p = 0.9) in the open and"
        " laparoscopic groups, respectively.",
        [
            {"is": "morbidity", "percent": 33, "arm": "open"},
            {"is": "morbidity", "percent": 27, "arm": "laparoscopic"},
            {"is": "mortality", "percent": 0, "arm": "open"},
            {"is": "mortality", "percent": 1, "arm": "laparoscopic"},
        ],
    ),
    (
        "Nausea and vomiting were more frequent in men than in women (12% vs 5%, p = 0.01; 7% vs 3%, p = 0.2).",
        [
            {"is": "nausea", "percent": 12, "arm": "men"},
            {"is": "nausea", "percent": 5, "arm": "women"},
            {"is": "vomiting", "percent": 7, "arm": "men"},
            {"is": "vomiting", "percent": 3, "arm": "women"},
        ],
    ),
    (
        "They took 52 and 39 minutes, respectively, and the blood transfusion rate was 23% and 17%, respectively.",
        [{"is": "blood transfusion", "percent": 23}, {"is": "blood transfusion", "percent": 17}],
    ),
]


@pytest.mark.parametrize(("text", "rates"), LISTS, ids=[text[:50] for text, _ in LISTS])
def test_lists_answer_lists(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


def _shares(text: str) -> list[dict[str, Any]]:
    return [of_share(f) for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)]
