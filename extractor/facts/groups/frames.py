"""Who all that a sentence tells is told of: "Among smokers, women had more strokes than men (9% vs 4%)".

What opens a sentence so is neither of the two that it sets against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.facts.sentences.series import PEOPLE, is_versus, joined
from extractor.matching import Item, Line

_COMPARING = (
    r"(?:more|less|fewer|higher|lower|greater|better|worse|superior|inferior|larger|smaller|poorer|longer|shorter"
    r"|highest|lowest|increas\w+|decreas\w+|reduc\w+|improv\w+|similar|comparable|as)"
)
_OPENING = re.compile(
    r"(?:(?:Overall|However|Moreover|Similarly|Also|Furthermore|Additionally|In addition), )?"
    r"(?:in|among|amongst|within|for|of) (?P<who>(?!addition\b|contrast\b|comparison\b|both\b|total\b|conclusion\b)"
    r"[^,;:()%]{2,90})(?: \([^()]*\)(?: [<>≤≥]\s?\d[\d.]* ?%?)?)?, ",
    re.I,
)
# "those with a tumour had a higher mortality": of whom the rest is told
_SUBJECT = re.compile(
    rf"(?:the |an? )?(?P<who>[^,;:()]{{2,80}}?)(?: \([^()]*\))? (?:"
    rf"(?:had|have|has|showed|experienced|demonstrated|achieved|exhibited|developed|underwent|reported|suffered)"
    rf"(?: (?:an?|the))?(?: \w+ly)? {_COMPARING}\b"
    rf"|(?:was|were|is|are)(?: \w+ly)? (?:more|less|as|equally) (?:likely|prone|often|frequently|apt)\b"
    r"|(?:was|were|is|are)(?: \w+ly)? (?:associated|correlated|linked) with\b"
    r"|(?:\w+ly )?(?:reduced|decreased|increased|improved|lowered)\b"
    r"|(?:led to|resulted in|produced|yielded|provided)(?: (?:an?|the))?(?: \w+ly)? "
    rf"{_COMPARING}\b)",
    re.I,
)
# "mortality was lower among those with a tumour": nothing is said of what they are set against
_PLACE = re.compile(
    rf"[^;:()]{{2,80}}? (?:was|were|is|are)(?: \w+ly)? (?:more|less|fewer|higher|lower|greater|better|worse|increased"
    r"|decreased|reduced|improved)(?: \w+)? (?:in|among|amongst|for|after|with) "
    rf"(?:(?:the|those|{PEOPLE}) )*[^;:()]{{2,80}}[(\[]",
    re.I,
)
_THAN = re.compile(r"\b(?:than|compared|versus|vs|relative|against)\b", re.I)
_NOT_WHO = re.compile(
    r"\b(?:rates?|incidences?|frequenc(?:y|ies)|proportions?|percentages?|risks?|survival|mortality|morbidity|there|it"
    r"|deaths?|was|were|results?|differences?)\b",
    re.I,
)


def end_of_frame(line: Line, rates: Sequence[Item], terms: Mapping[int, Item]) -> int:
    """Where the frame of a sentence ends whose shares are all set against each other; its start where it has none.

    `terms`: what each share is a share of, by its start.
    """
    opening = _OPENING.match(line.passage, line.start, line.end) if len(rates) > 1 else None
    runs = joined(line, rates) if opening else []
    if opening is None or not all(rate.start > opening.end() for rate in rates):
        return line.start
    are_others = all(is_versus(line, run) for run in runs) and _has_others(line, opening.end(), terms)
    return opening.end() if are_others else line.start


def within_frame(
    line: Line, groups: Sequence[Item], rates: Sequence[Item], terms: Mapping[int, Item]
) -> Sequence[Item]:
    """The groups of a sentence without that of its frame."""
    start = end_of_frame(line, rates, terms)
    return [g for g in groups if g.start >= start]


def _has_others(line: Line, start: int, terms: Mapping[int, Item]) -> bool:
    """Whether what follows tells of people, or compares what it tells in one place."""
    subject = _SUBJECT.match(line.passage, start, line.end)
    if subject and not _NOT_WHO.search(subject["who"]):
        return not any(t.start < subject.end("who") and subject.start("who") < t.end for t in terms.values())
    place = _PLACE.match(line.passage, start, line.end)
    return place is not None and not _THAN.search(place[0])
