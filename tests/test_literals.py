"""What a text must hold for an expression to match in it."""

from __future__ import annotations

import re

import pytest

from extractor.literals import needed, sparse
from extractor.matching import load_patterns
from extractor.measures.rules import rules


@pytest.mark.parametrize(
    ("pattern", "options"),
    [
        (r"\bplacebo (?:group|arm)", {"placebo "}),
        (r"\d+ ?(?:mg|%)", {"mg", "%"}),
        (r"weeks?|months?", {"week", "month"}),
        (r"(?:95% )?confidence", {"confidence"}),
        (r"(?:vs|versus)? ?\d+", set()),  # nothing of it need be there
        (r"a|confidence", set()),  # an "a" is in every text
        (r"(?<=\bversus )\d", set()),  # what goes before may stand before the part that is searched
        (r"\d(?= deaths)", {" deaths"}),
        (r"(?:no |an ){1,2}effect", {"effect"}),
        (r"c(?:onfidence|\.i)", {"confidence", "c.i"}),
        (r"[≤≥]\d", {"≤", "≥"}),
        (r"[^≤]\d", set()),
    ],
)
def test_what_every_match_holds(pattern: str, options: set[str]) -> None:
    assert set(needed(re.compile(pattern)).options) == options


@pytest.mark.parametrize(
    ("text", "found"),
    [("PLACEBO GROUP", True), ("50 µG", True), ("50 μg", True), ("placebo", False)],
)
def test_case_is_folded_as_the_expression_folds_it(text: str, found: bool) -> None:
    expression = sparse(r"placebo group|µg", re.I)
    assert bool(expression.search(text)) == bool(expression.regex.search(text)) == found


def test_no_pattern_and_no_rule_loses_a_match() -> None:
    texts = [example["text"] for p in load_patterns().patterns for example in p.examples if "text" in example]
    assert len(texts) > 100
    for text in texts:
        for rule in rules():
            if rule.regex.search(text):
                assert rule.needed.is_in(text, text.casefold())
