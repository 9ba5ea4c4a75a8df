"""Outcomes and events by the short forms that a paper gives them."""

from __future__ import annotations

import pytest

from extractor.facts.sentences.short_terms import places, short_terms

TEXT = "LC was 97%; non-LC and LCR were 3%. Two LCs, GDM-related, and BPD in (GDM)."


@pytest.mark.parametrize(
    ("abbreviations", "expected"),
    [
        # a listed term at the end of the long form, with or without "rate"
        ({"LC": "local control"}, [("outcome", "LC", 0), ("outcome", "LCs", 40)]),
        ({"LCR": "local control rate"}, [("outcome", "LCR", 23)]),
        ({"GDM": "gestational diabetes mellitus"}, [("event", "GDM", 70)]),
        # the event that one is free from is none of theirs
        ({"LC": "Freedom from amputation"}, [("outcome", "LC", 0), ("outcome", "LCs", 40)]),
        # what no list knows, or only in the middle, is no term
        ({"BPD": "pneumonia severity index", "GDM": "global disease manual"}, []),
        ({}, []),
    ],
)
def test_where_short_forms_stand(abbreviations: dict[str, str], expected: list[tuple[str, str, int]]) -> None:
    found = places(TEXT, 0, len(TEXT), short_terms(abbreviations))
    assert [(i.kind, TEXT[i.start : i.end], i.start) for i in found] == expected
