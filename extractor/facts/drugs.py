"""Drug facts: one per drug of a paper, at its first mention, with every surface form and its role."""

from __future__ import annotations

import re
from collections import defaultdict

from extractor.facts.context import PaperView, PassageView
from extractor.facts.doses.amounts import OURS
from extractor.records import Drug, Mention, Sentence

# Given before the study, or to be given after it; a verb of giving in between ends what "refractory to" is said of.
_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|refractory|resistant|resistance|unresponsive to|inadequate response to"
    r"|fail(?:ed|ure)|intoleran\w+|pre-?treated|relapsed (?:after|on)|progress\w+ (?:on|after|during)|naive to"
    r"|allerg\w+ to|switch\w* from|illicit|abuse|compar\w+ in future|need(?:ed|s)? to be)\b"
    r"(?:(?!\b(?:receiv|were|was|given|random|then|assign|administ|who|we|switch|add)\w*)(?:[^.;]|\.(?=\d)|;(?=[^()]*$))){0,160}$",
    re.I,
)
_OFTEN = 2  # mentions of a drug in what the paper did, which make it one of the study's whatever the words beside it
_PRIOR_AFTER = re.compile(r"[- ](?:refractory|resistant|na[iï]ve|pre-?treated|exposed|experienced)\b", re.I)
_COUNTED = re.compile(r"\s?\(n ?= ?\d", re.I)
_COUNTED_BEFORE = re.compile(r"[\[(;,] ?\d+[- ]$")
# What people think of a vaccine is asked of those who were not given it.
_ASKED = re.compile(
    r"\b(?:hesitan\w+|willing\w*|intentions?|attitudes?|perspectives?|acceptance|acceptability|barriers?|perceptions?"
    r"|knowledge|beliefs?|awareness)\b",
    re.I,
)
_OURS_TOO = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:randomi[sz]ed|treated|given|enrolled|included|studied|administered|injected|divided"
    r"|performed|evaluated|assessed|assigned|allocated|analy[sz]ed|investigated|examined|compared|measured|recruited"
    r"|reviewed|carried out|conducted|observed|determined)\b",
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
    asked = any(view.part == "title" and _ASKED.search(view.text) for view in view.passages)
    return [_fact(drug, found, asked=asked and drug.endswith("vaccine")) for drug, found in places.items()]


def _fact(drug: str, found: list[tuple[PassageView, Mention]], *, asked: bool) -> Drug:
    """`asked`: whether people were asked about the drug."""
    passage, first = found[0]
    often = sum(_is_in_ours(p, m) for p, m in found) >= _OFTEN
    studied = not asked and (often or any(_is_studied(p, m) for p, m in found))
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
    """Named in the title or, where the paper tells of its own work, in a sentence about giving it; not given before."""
    sentence = passage.sentence_at(mention.start)
    if _PRIOR.search(passage.text, sentence.start, mention.start) or _PRIOR_AFTER.match(passage.text, mention.end):
        return False
    if passage.part == "title" or _is_counted(passage.text, mention):
        return True
    return _is_ours(passage, sentence) and bool(_GIVEN.search(passage.text, sentence.start, sentence.end))


def _is_counted(text: str, mention: Mention) -> bool:
    """Whether those who had it are counted beside it: "drug (n = 40)", "[50-drug, 9-other]"."""
    counted = _COUNTED.match(text, mention.end)
    return bool(counted or _COUNTED_BEFORE.search(text, max(0, mention.start - 8), mention.start))


def _is_in_ours(passage: PassageView, mention: Mention) -> bool:
    sentence = passage.sentence_at(mention.start)
    prior = _PRIOR.search(passage.text, sentence.start, mention.start) or _PRIOR_AFTER.match(passage.text, mention.end)
    return not prior and _is_ours(passage, sentence)


def _is_ours(passage: PassageView, sentence: Sentence) -> bool:
    """Whether a sentence tells of this paper's work: not so in the background, labelled or not, but for its aims."""
    if OURS.search(passage.text, sentence.start, sentence.end):
        return True
    if passage.part:
        return passage.part != "background"
    if any(m.kind == "dose" and sentence.start <= m.start < sentence.end for m in passage.measures):
        return True
    return sentence.start >= next((s.start for s in passage.sentences if _begins_ours(passage, s)), 0)


def _begins_ours(passage: PassageView, sentence: Sentence) -> bool:
    return any(regex.search(passage.text, sentence.start, sentence.end) for regex in (OURS, _OURS_TOO))
