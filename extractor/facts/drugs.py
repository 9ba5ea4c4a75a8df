"""Drug facts: one per drug of a paper, at its first mention, with every surface form and its role."""

from __future__ import annotations

import re
from collections import defaultdict

from extractor.facts.context import PaperView, PassageView
from extractor.records import Drug, Mention

_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|refractory to|resistant to|resistance to|failed|failure of|intoleran\w+ (?:to|"
    r"of)|pretreated with|relapsed after|naive to|allerg\w+ to)\b[^.;]{0,40}$",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:received?|receiving|treated|treatment|treating|administ\w+|given|therapy|dose[ds]?|dosing|"
    r"randomi[sz]ed|plus|combin\w+|injection|infusion|injected|infused|oral(?:ly)?|intraven\w+|efficacy|safety|"
    r"effects?|versus|vs|placebo|regimen|mg|prophylaxis|groups?|arms?|took|taking|takes|users?|started|switched|prescribed|on)\b",
    re.I,
)


def drug_facts(view: PaperView) -> list[Drug]:
    """In the order of first mention."""
    places: dict[str, list[tuple[PassageView, Mention]]] = defaultdict(list)
    for passage in view.passages:
        for mention in passage.mentions:
            places[mention.drug].append((passage, mention))
    return [_fact(drug, found) for drug, found in places.items()]


def _fact(drug: str, found: list[tuple[PassageView, Mention]]) -> Drug:
    passage, first = found[0]
    studied = any(_is_studied(p, m) for p, m in found)
    return Drug(
        **passage.place(first.start, first.end),
        pattern_id="drug.dictionary",
        confidence=0.9,
        drug=drug,
        mentions=tuple(dict.fromkeys(p.text[m.start : m.end] for p, m in found)),
        role="studied" if studied else "mentioned",
        drug_ids=first.ids,
    )


def _is_studied(passage: PassageView, mention: Mention) -> bool:
    """Named in the title or, outside the background, in a sentence about giving it; never as a prior treatment."""
    sentence = passage.sentence_at(mention.start)
    if _PRIOR.search(passage.text[sentence.start : mention.start]):
        return False
    if passage.part == "title":
        return True
    return passage.part != "background" and bool(_GIVEN.search(passage.text[sentence.start : sentence.end]))
