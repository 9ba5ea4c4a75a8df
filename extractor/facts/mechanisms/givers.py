"""Which drug or combination does what a sentence says of a target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.facts.mechanisms.pairs import Pair
from extractor.matching import Item, Line, PatternSet

# A drug in these words does nothing itself: it did the harm, or another drug is held against it.
_NO_SUBJECT_AFTER = re.compile(
    r"-(?: (?:and|or) [\w-]+-)?(?:induced|mediated|resistant|associated|dependent|evoked|triggered|stimulated|elicited|"
    r"sensitive|challenged|intoxicated|damaged|inflicted|related|derived|injured|refractory|cytochrome)\b"
    r"| (?:resistan|(?:cyto)?toxicity|sensitivity)",
    re.I,
)
_NO_SUBJECT_BEFORE = re.compile(
    r"\b(?:(?:compared|cooperat\w+|synergi\w+) (?:to|with)|than|versus|vs\.?|against|relative to|resistan\w+ to|"
    r"instead of|such as|unlike|without|(?:induced|caused|exposed|challenged|injured|damaged) (?:by|to|with)|"
    r"(?:concentrations?|levels?|absence|uptake|ratio) of)\s(?:the |those (?:of|with) )?$",
    re.I,
)
_TREATED = re.compile(r"-(?:treated|exposed|fed)\b", re.I)
_OBJECT = re.compile(
    r"(?:\s(?!by|with|after|in|following|upon|using|and|or)\w+)?\s"
)  # between a verb and the drug it is done to: "promoted cisplatin uptake"
_JOINED = re.compile(r"\s?(?:,|,? ?and|,? ?or|/|\+|plus|with|(?:in )?combin\w+ with|together with|&)\s?", re.I)
_COMBINED = re.compile(r"/|\+|plus|with", re.I)
_TOGETHER = re.compile(r"\b(?:combin\w+|co-?(?:treat\w*|administ\w+|exposure)|together)\b[^.;,]{0,30}$", re.I)
_ANAPHORA = re.compile(
    r"(?:^|[,;] |\b(?:that|and|but) )(?:it|they)\b(?! (?:(?:can|could|may|should) be|is|was|has been|appears|seems)\b)"
    r"|\b(?:this|the|these|both) (?:\w+ )?(?:drugs?|compounds?|agents?|combinations?|regimens?)\b"
    r"|(?:^|[,;] |\b(?:the|that|this|after|following|upon|its|their) )(?:pre-?|co-?)?"
    r"(?:treatment|administration|supplementation)\b(?! (?:with|of)\b)",
    re.I,
)
_BY_ANOTHER = re.compile(
    r"\s(?:\w+ly )?(?:by|with)\s(?!about|approximately|up to|more|nearly|almost|over|only)[a-z]", re.I
)
_WAS = re.compile(r"\b(?:was|were|is|are|been|observed|seen|found)\b", re.I)
_BEFORE = 2  # sentences that a pronoun may reach back


@dataclass(frozen=True, slots=True)
class Giver:
    """The drugs that act: one, or several as a combination; where their names stand, and by which pattern."""

    drug: str
    ordinal: int  # of the passage where the names stand
    items: tuple[Item, ...]
    pattern_id: str | None
    confidence: float


def givers(pair: Pair, ordinal: int, patterns: PatternSet, before: Sequence[Line], main: Giver | None) -> list[Giver]:
    """Empty where no drug is named. `before`: the lines of the passage up to this; `main`: the title's only drug."""
    if pair.drug is not None:
        return [Giver(pair.drug.value.name, ordinal, (pair.drug,), None, 1.0)]
    line, start = pair.line, min(pair.cue.start, pair.target.start)
    for pattern in patterns.of("mechanism_drug"):
        for match in pattern.find(line):
            drug = match.slots.get("drug")
            if (
                drug
                and match.slots.get("pair") in pair.items
                and not (drug.start > start and _is_of_another_verb(pair, drug))
            ):
                group = _grouped(ordinal, line, drug, pattern.id, pattern.confidence)
                # "Fulvestrant and the proteasome inhibitor ixazomib": one inhibitor, one drug.
                is_one = pair.cue.value.get("agent") and not line.passage[: pair.cue.end].endswith("s")
                return [g for g in group if drug in g.items] if is_one else group
    if pair.cue.value.get("agent"):
        return []  # "inhibitors of the proteasome": who does it is not said
    if pair.pattern.gives.get("passive") and _BY_ANOTHER.match(line.passage, pair.cue.end, line.end):
        return []
    if subject := _subject(line, start):
        return _grouped(ordinal, line, subject, None, 1.0)
    if any(i.kind in ("drug", "agent") for i in line.items if i.start < start):
        return []
    if not _ANAPHORA.search(line.passage[line.start : pair.cue.start]):
        return []
    return [main] if main else _said_before(ordinal, before)


def _is_of_another_verb(pair: Pair, drug: Item) -> bool:
    """Whether a "by" or "after" behind an active verb names something else than who acts: "X lowered ROS after Y"."""
    is_active = bool(pair.pattern.gives.get("active"))
    return is_active and not _WAS.search(pair.line.passage, pair.target.end, drug.start)


def _said_before(ordinal: int, before: Sequence[Line]) -> list[Giver]:
    """The first drug that acts in one of the sentences before."""
    for line in reversed(before[-_BEFORE:]):
        if acting := [i for i in line.items if i.kind == "drug" and _acts(line, i)]:
            return _grouped(ordinal, line, acting[0], None, 0.7)
    return []


def _subject(line: Line, end: int) -> Item | None:
    """The drug next before the pair that may be its subject; if no other, one that cells were treated with."""
    found = [i for i in line.items if i.kind == "drug" and i.end <= end and _acts(line, i)]
    agents = [i for i in line.items if i.kind == "agent" and i.end <= end and i.value.name == "agent"]
    # "Knockdown of KEAP1 in cells given auranofin": after something else that acts, a new clause must begin.
    found = [i for i in found if all(i.end <= a.start or "," in line.passage[a.end : i.start] for a in agents)]
    if agents and found and found[-1].end <= agents[-1].start:
        return None
    plain = [i for i in found if not _TREATED.match(line.passage, i.end)]
    return next(reversed(plain or found), None)


def _acts(line: Line, item: Item) -> bool:
    if _NO_SUBJECT_AFTER.match(line.passage, item.end):
        return False
    if _NO_SUBJECT_BEFORE.search(line.passage, line.start, item.start):
        return False
    verbs = [i for i in line.items if i.kind == "direction" and i.end <= item.start]
    return not (verbs and _OBJECT.fullmatch(line.passage, verbs[-1].end, item.start))


def _grouped(ordinal: int, line: Line, drug: Item, pattern_id: str | None, confidence: float) -> list[Giver]:
    """A drug with those it is listed with: one giver for a combination, else one each."""
    drugs = [i for i in line.items if i.kind == "drug"]
    first = last = drugs.index(drug)
    while first > 0 and _is_joined(line, drugs[first - 1], drugs[first]):
        first -= 1
    while last + 1 < len(drugs) and _is_joined(line, drugs[last], drugs[last + 1]):
        last += 1
    group = tuple(drugs[first : last + 1])
    one = Giver(drug.value.name, ordinal, (drug,), pattern_id, confidence)
    if len(group) == 1:
        return [one]
    one = replace(one, confidence=confidence * 0.9)
    words = " ".join(line.between(a, b) for a, b in pairwise(group))
    if _COMBINED.search(words) or _TOGETHER.search(line.passage, line.start, group[0].start):
        return [replace(one, drug=" + ".join(dict.fromkeys(i.value.name for i in group)), items=group)]
    return [replace(one, drug=i.value.name, items=(i,)) for i in group]


def _is_joined(line: Line, left: Item, right: Item) -> bool:
    return bool(_JOINED.fullmatch(line.between(left, right))) and _acts(line, left) and _acts(line, right)
