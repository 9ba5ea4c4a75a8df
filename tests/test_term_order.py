"""What the shares to the left say of the term of the next: in a list each takes the next, on the same side."""

from __future__ import annotations

import pytest

from extractor.facts.sentences.rates import Rate
from extractor.facts.terms.order import Before, carried, in_order, joint
from extractor.matching import Item, Line, Term

TEXT = "There were 64% with nausea, 12% with rash and 9% with cough."


def _items() -> tuple[list[Item], list[Item]]:
    def at(kind: str, words: str) -> Item:
        start = TEXT.index(words)
        value = Rate() if kind == "rate" else Term(words, ())
        return Item(kind, start, start + len(words), value)

    return [at("rate", w) for w in ("64%", "12%", "9%")], [at("event", w) for w in ("nausea", "rash", "cough")]


@pytest.mark.parametrize(
    ("share", "term", "said"),
    [
        (0, "nausea", ["first"]),
        (1, "nausea", ["same term kind list", "term before like term after list"]),
        (1, "rash", ["other term kind list", "term after like term after list", "on over 0 list"]),
        (1, "cough", ["other term kind list", "term after like term after list", "on over 1 list"]),
        (2, "nausea", ["other term kind list", "term before like term after list", "back over 0 list",
                       "taken earlier list"]),
        (2, "cough", ["other term kind list", "term after like term after list", "on over 0 list"]),
        (2, None, ["after event list"]),
    ],
)  # fmt: skip
def test_terms_follow_one_another(share: int, term: str | None, said: list[str]) -> None:
    rates, terms = _items()
    line = Line.of(TEXT, 0, len(TEXT), [*rates, *terms])
    given = [Before(rate, own) for rate, own in zip(rates[:share], terms[:share], strict=True)]
    asked = next((t for t in terms if t.value.name == term), None)
    how = joint(line, given[-1], rates[share]) if given else ""
    found = [carried(given[-1] if given else None, how, asked)]
    if asked:
        found += in_order(rates[share], given, how, asked, terms)
    assert found == said
