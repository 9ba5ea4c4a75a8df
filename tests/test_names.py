"""The names of outcomes and events: the noun phrase around the head, in the paper's words."""

from __future__ import annotations

import pytest

from extractor.facts.names import outcome_name
from extractor.matching import Item, Line, term_list


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("A confirmed objective response was seen.", None, "confirmed objective response"),
        ("The most common treatment-emergent adverse events were mild.", None, "treatment-emergent adverse event"),
        ("ORR was high.", None, "objective response"),
        ("Two patients died from sepsis.", None, "death from sepsis"),
        ("Freedom from reintervention was high.", None, "freedom from reintervention"),
        ("Recurrence of rectocele was seen.", None, "recurrence of rectocele"),
        # a model's noun phrase says where the name begins, whatever the word before it is
        ("We saw severe oral mucositis.", "severe oral mucositis", "severe oral mucositis"),
        ("It led to increased severe mild oral mucositis.", "mild oral mucositis", "oral mucositis"),
    ],
)
def test_outcome_name(text: str, phrase: str | None, name: str) -> None:
    terms = [t for kind in ("events", "outcomes") for t in term_list(kind).find(text, 0, len(text))]
    head: Item = min(terms, key=lambda t: t.start)
    phrases = [(text.index(phrase), text.index(phrase) + len(phrase))] if phrase else []
    assert outcome_name(Line.of(text, 0, len(text), [head]), head, {}, phrases) == name
