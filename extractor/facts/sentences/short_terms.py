"""Outcomes and events by the short forms that a paper gives them: "local control (LC)", later "LC was 97%"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.matching import Item, term_list

_LISTS = ("events", "outcomes")
_FREEDOM = "freedom from "  # an event that is not had: "freedom from reoperation (FFR)"
_SCALE = "thrombolysis in "  # cerebral or myocardial infarction: how well blood flows again
_RATE = (" rate", " rates")  # which lists leave out of a term: "local control rate (LCR)"


def short_terms(abbreviations: Mapping[str, str]) -> dict[str, Item]:
    """Short form -> the listed term that its long form ends with, as an item without a place in the text."""
    found: dict[str, Item] = {}
    for short, long in abbreviations.items():
        head = next((long.removesuffix(rate) for rate in _RATE if long.endswith(rate)), long)
        if head.lower().startswith(_FREEDOM):
            [found[short]] = term_list("outcomes").find(_FREEDOM, 0, len(_FREEDOM))
            continue
        for name in () if head.lower().startswith(_SCALE) else _LISTS:
            terms = term_list(name).find(head, 0, len(head))
            if terms and terms[-1].end == len(head):
                found[short] = terms[-1]
    return found


def places(text: str, start: int, end: int, terms: Mapping[str, Item]) -> Iterator[Item]:
    """Where the short forms stand in text[start:end] as words of their own, in the plural too."""
    for short, term in terms.items():
        at = text.find(short, start, end)
        while at >= 0:
            after = at + len(short)
            after += text[after : after + 1] == "s" and short[-1] != "s"
            if not (_is_of_word(text, at - 1) or _is_of_word(text, after)):
                yield Item(term.kind, at, after, term.value)
            at = text.find(short, after, end)


def _is_of_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "-")
