"""Whether a group of participants is a treatment's arm or shares a trait, from what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.context import PaperView, PassageView
from extractor.matching import Item, Line, term_list

_ASSIGNED = re.compile(
    r"\b(?:randomi[sz]\w+|assign\w+|allocat\w+|divided into|receiv\w+|treated (?:with|by)|underwent|given)\b", re.I
)
_GROUPED = re.compile(r"^[^,;.()]{0,40}?\b(?:group|arm|cohort)s?\b")
_STUDY = re.compile(r"\b(?:trial|study|registry|database)$", re.I)  # of a pooled analysis
_OF_MODEL = re.compile(r"\b(?:training|validation|derivation|development|discovery|test)\b", re.I)
_VALIDATES = re.compile(r"\b(?:validation|validated)\b", re.I)
_NEAR = 400  # characters: bounds the work on a "sentence" that never ends
_COMPLEMENT = re.compile(r" (?:to|of|in|for|after|from|on) ")
_RANGE = re.compile(r"[<>≤≥]|\w+ [<>≤≥]")  # a group by what was measured
_KIND = re.compile(  # of people
    r"(?:adolescents?|child(?:ren)?|adults?|infants?|(?:the )?elderly|(?:out|in)patients?|girls|boys|men|women"
    r"|(?:fe)?males?)",
    re.I,
)
_EARLIER = re.compile(
    r"(?:prior|previous|earlier) |(?:previously|already|never) (?:received|been|had|taken|used|undergone)\b", re.I
)
# What sorts people by what they had: "divided into subgroups with", "classified as", "into two groups based on age".
_SORTED = re.compile(
    r"\b(?:divided|split|separated|grouped|sorted) (?:into|in) (?:[\w-]+ ){0,3}sub-?groups\b"
    r"|\b(?:classified|categori[sz]ed|stratified|dichotomi[sz]ed) (?:into|in|as|by|according)\b"
    r"|\b(?:divided|split|separated|grouped) [^.;()]{0,50}\b(?:based on|according to|depending on|by) (?!\w* ?(?:"
    r"treatment|therapy|random|regimen|dose|drug|method|procedure|surg|type of|whether|use|which|what|how))",
    re.I,
)
_LETTERED = re.compile(r"^(?:(?:group|arm|cohort|dose level|era) \w{1,3}$|DL-?\d\b)", re.I)


def is_lettered(label: str) -> bool:
    """group A, cohort 2, era 1, DL1."""
    return bool(_LETTERED.match(label))


def is_treatment(view: PaperView, passage: PassageView, line: Line, mention: Item, label: str) -> bool:
    """Whether a group is told apart by what it was given; the sentence decides what the label leaves open."""
    named = _named_treatment(view, label)
    if named is not None:
        return named
    first, last = max(line.start, mention.start - _NEAR), min(line.end, mention.end + _NEAR)
    if _SORTED.search(passage.text, first, mention.start):
        return False
    grouped = _GROUPED.search(passage.text[mention.start : mention.start + 60])
    return bool(grouped or _ASSIGNED.search(passage.text, first, last))


def is_treatment_label(view: PaperView, label: str) -> bool:
    """The same from a label alone: what names neither treatment nor trait is taken for an arm."""
    return _named_treatment(view, label) is not False


def names_treatment(view: PaperView, label: str) -> bool:
    """The same from a label alone of which nothing else is known: what names no treatment is taken for a trait."""
    return _named_treatment(view, label) is True


def _named_treatment(view: PaperView, label: str) -> bool | None:
    """True for a treatment, False for a trait, None for a label that shows neither."""
    long = f"{label} {view.abbreviations.get(label, '')}"
    found = sorted(term_list("group_words").find(long, 0, len(long)), key=lambda i: i.start)
    kinds = {item.value.name for item in found}
    if _STUDY.search(label) or (_OF_MODEL.search(label) and any(_VALIDATES.search(v.text) for v in view.passages)):
        return False
    if (
        _KIND.fullmatch(label)
        or _RANGE.match(label)
        or _EARLIER.match(label)
        or ("trait" in kinds and _ends_in_trait(label, found))
    ):
        return False
    if is_lettered(label) or "treatment" in kinds or _names_drug(view, label):
        return True
    return False if "trait" in kinds else None


def _ends_in_trait(label: str, found: Sequence[Item]) -> bool:
    """Whether the noun of a label is a trait: "iron deficiency", "non-responders to drug A", no "low-dose drug A"."""
    head = _COMPLEMENT.split(label)[0]
    words = [i for i in found if i.end <= len(head)]
    return bool(words) and words[-1].value.name == "trait" and words[-1].end == len(head)


def _names_drug(view: PaperView, label: str) -> bool:
    words = label.lower()
    return any(v.text[m.start : m.end].lower() in words for v in view.passages for m in v.mentions)
