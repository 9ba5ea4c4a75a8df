"""What becomes of a target in a sentence: a target and a direction, as the patterns of mechanisms.yml tie them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.matching import Item, Line, Match, Pattern, PatternSet

_FLIPPED = {"increase": "decrease", "activation": "decrease", "decrease": "increase", "inhibition": "increase"}
_TURNS = ("decrease", "inhibition", "reversal", "restoration")
_KINDS = ("protein", "level", "process", "harm")
_LEVELS = {"inhibition": "decrease", "activation": "increase"}  # only what works can be inhibited or activated
_ASKED = re.compile(
    r"\b(?:whether|looked for|hypothesi\w+|aim(?:ed|s)?|(?:was|were|is|order) to|objective\w*|purpose|"
    r"to (?:investigate|determine|evaluate|examine|assess|study|explore|test|clarify|elucidate|verify|identify))\b",
    re.I,
)
_ANSWERED = re.compile(r"\b(?:found|show\w*|reveal\w*|demonstrat\w+|results?|indicat\w+|observed|suggest\w*)\b", re.I)
_EFFECT_ON = re.compile(
    r"\b(?:effects?|impact|influence)\b[^.;]*\b(?:on|in)\b[^.;]*$"
    r"|\b(?:regulators?|markers?|mediators?|indicators?|sensitivity|resistance|genes?) (?:of|to|for) $",
    re.I,
)
_BESIDE = re.compile(r"\b(?:synergi\w+|combin\w+|sensitivity|resistance|response) (?:with|to) (?:the )?$", re.I)
_HEDGED = re.compile(r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|probabl[ey]|likely|appears?|seems?)\b", re.I)
# Between two targets of one list: "glutathione levels and the activity of catalase".
_LISTED = re.compile(
    r"(?:\s(?:levels?|activit(?:y|ies)|contents?|concentrations?|production|generation|expression)|\s[(\[][^()\[\]]*[)\]])*"
    r"\s?(?:,|,? ?(?:and|or|as well as)\b|/)\s?(?:(?:the|a|its|of|total|intracellular|mitochondrial|levels?|reduced|"
    r"activit(?:y|ies)|production|generation|expression|cell|cellular|protein|subsequent|both)\s)*"
)
_DENIED = re.compile(
    r"\b(?:(?:did|do|does|was|were|is|are|could|can|has|have|had) not|cannot|fail(?:ed|s)? to|never)(?: \w+ly)? $", re.I
)
# Between a target and the word for what becomes of it, where something else is said of the one or the other:
# "loss of weight did not change", "-induced changes in"; "was measured in cells with reduced growth".
_OTHER_MATTER = re.compile(
    r"\b(?:no|not|without|free of|was|were|is|are|did|does|independent(?:ly)? of|changes? in|alterations? (?:in|of))\b"
)
_LOOKED_AT = re.compile(
    r"\b(?:was|were|is|are|been|being) (?:\w+ly )?(?:measured|determined|assayed|studied|examined|evaluated|assessed"
    r"|analy[sz]ed|quantified|estimated|monitored|investigated|tested)\b"
    r"(?!,? (?:and|but) (?:(?:it|they|both|also|found|to|be|was|were|\w+ly) )*$)"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and what becomes of it; `cue` is the word that says so, `drug` set where the pattern names it."""

    pattern: Pattern
    line: Line
    target: Item
    effect: str  # increase, decrease, inhibition, activation, none
    cue: Item
    confidence: float
    drug: Item | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        return (self.target, self.cue)


def pairs_of(line: Line, patterns: PatternSet) -> list[Pair]:
    """In the order of the targets. Each target and each word has one use, the first by the order of patterns."""
    found: list[Pair] = []
    used: set[Item] = set()
    for pattern in patterns.fitting("mechanism", line):
        for match in _matches(pattern, line):
            pair = _pair(match)
            if pair is None:
                continue
            mine = {i for i in match.slots.values() if i.kind != "drug"}
            if pair.drug is None:
                if mine & used:
                    continue
                used |= mine
            if pair.effect == "none" or not _is_denied(match, match.slots.get("outer"), pair.cue):
                found.append(pair)
    found += _listed(line, found)
    return sorted((p for p in found if _is_said(p)), key=lambda p: (p.target.start, p.cue.start))


def _matches(pattern: Pattern, line: Line) -> Iterator[Match]:
    """All, those that overlap too: one verb may have several targets before it."""
    if not pattern.may_match(line):
        return
    at = 0
    while match := pattern.regex.search(line.text, at):
        yield Match(pattern, line, match)
        at = match.start() + 1


def _pair(match: Match) -> Pair | None:
    slots, gives = match.slots, match.pattern.gives
    target = slots.get("target") or slots.get("target_2")
    if target is None:
        return None
    cue = slots.get("effect") or slots.get("direction") or slots.get("change") or target
    if "outer" in slots:
        effect = None if cue.value.get("agent") else _turned(slots["outer"].value.name, cue.value.name)
    else:
        effect = gives.get("effect", cue.value.name)
    if (effect == "cause" and gives.get("passive")) or target.value.get("kind") not in gives.get("of", _KINDS):
        return None
    if effect is not None and (effect := _of_target(effect, target)) is not None:
        return Pair(match.pattern, match.line, target, effect, cue, match.pattern.confidence, slots.get("drug"))
    return None


def _is_denied(match: Match, *words: Item | None) -> bool:
    """Whether the sentence says that it did not: "did not restore", "was not inhibited by", "failed to lead to"."""
    starts = {match.start, *(word.start for word in words if word)}
    return any(_DENIED.search(match.line.passage, match.line.start, start) for start in starts)


def _turned(outer: str, inner: str) -> str:
    """What "prevented the loss" comes to: an increase."""
    return _FLIPPED.get(inner, inner) if outer in _TURNS else inner


def _of_target(effect: str, target: Item) -> str | None:
    """The effect as it is said of such a target; None where a verb alone says nothing of it."""
    kind = target.value.get("kind")
    if effect == "cause":
        return None if kind == "protein" else "increase"
    if effect in ("reversal", "restoration"):
        return "decrease" if kind == "harm" else "increase" if effect == "restoration" else None
    return effect if kind == "protein" else _LEVELS.get(effect, effect)


def _listed(line: Line, found: list[Pair]) -> Iterator[Pair]:
    """Further targets of a list: what is said of one is said of its neighbours."""
    of_target = {p.target: p for p in found if p.drug is None}
    targets = [i for i in line.items if i.kind == "target"]
    pairs = list(pairwise(targets))
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        left, right = (one, other) if one.start < other.start else (other, one)
        if one in of_target and other not in of_target and _LISTED.fullmatch(line.between(left, right)):
            said = of_target[one]
            effect = _of_target(said.effect, other)
            if effect:
                of_target[other] = replace(said, target=other, effect=effect, confidence=said.confidence * 0.9)
                yield of_target[other]


def _is_said(pair: Pair) -> bool:
    """Whether the sentence says it of the target: not where it asks for it and tells of no finding after that, nor
    where it is the effect of something on the target that is increased or lost."""
    before = pair.line.passage[pair.line.start : min(pair.target.start, pair.cue.start)]
    asked = [m.end() for m in _ASKED.finditer(before)]
    if asked and not _ANSWERED.search(before, asked[-1]):
        return False
    if _BESIDE.search(before) and not pair.cue.value.get("agent"):
        return False
    if _is_of_another(pair):
        return False
    return not (pair.pattern.gives.get("passive") and _EFFECT_ON.search(before))


def _is_of_another(pair: Pair) -> bool:
    """Whether the words between a target and what becomes of it tell of something else."""
    told = pair.drug if pair.drug and pair.cue == pair.target else pair.cue
    left, right = (told, pair.target) if told.start < pair.target.start else (pair.target, told)
    is_verb_behind = left is pair.target  # "ROS were increased"
    between = pair.line.passage[left.end : right.start]
    return (_LOOKED_AT if is_verb_behind else _OTHER_MATTER).search(between) is not None


def hedged(pair: Pair) -> bool:
    """Whether it is said with a may or a might."""
    before = pair.line.passage[pair.line.start : min(pair.target.start, pair.cue.start)]
    return bool(_HEDGED.search(before))
