"""A sentence as the patterns of links read it: groups as items, and only terms that are outcomes of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.terms.turned import only_changes
from extractor.matching import Item, Line

_RESULT = re.compile(r" (?:leading to|led to|resulting in|requiring|causing|that led to|with)(?: [\w-]+){0,2} $")
_CAUSE = re.compile(
    r"(?:discontinu\w+|withdr\w+|deaths?|died|dying|stopp\w+)(?: [\w-]+){0,4}? (?:due to|because of|owing to|"
    r"from|of|for|leading to)(?: [\w,-]+){0,5} $"
    r"|(?:hospitali[sz]ations?|re-?admissions?|re-?operations?) (?:due to|because of|for) (?:[\w-]+ ){0,2}$",
    re.I,
)


def readable(line: Line, mentions: Sequence[Item]) -> Line:
    """The sentence with its groups as items, without the terms that are no outcome of their own."""
    terms = [i for i in line.items if i.kind in ("event", "outcome")]
    inside = [
        t
        for t in terms
        if any(m.start <= t.start and t.end <= m.end and (m.value.strong or m.value.trait) for m in mentions)
    ]
    free = [t for t in terms if t not in inside]
    # A condition that names a group ("mortality in patients with AKI") gives way to a term before it.
    drop = [t for t in inside if any(f.end <= t.start for f in free)]
    text = line.passage
    for before, term in zip([None, *terms], terms, strict=False):
        if before is None or term in drop:
            continue
        verb = text[term.start : term.end].lower() in ("improved", "improve", "recovered")  # "remission rates improved"
        cause = _CAUSE.search(text[before.start : term.start])  # "discontinued because of adverse events"
        result = _RESULT.match(text[before.end : term.start])  # "adverse events leading to discontinuation"
        if verb or cause or result or only_changes(line, before, term) or _explains(text, before, term, line):
            drop.append(term)
    kept = [i for i in line.items if i not in drop]
    groups = [
        m
        for m in mentions
        if m.value.strong
        and not any(m.start < k.end and k.start < m.end for k in kept if k.kind in ("event", "outcome", "rate"))
    ]
    return Line.of(text, line.start, line.end, [*groups, *kept])


def _explains(text: str, before: Item, term: Item, line: Line) -> bool:
    """ "ORR (complete remission + partial remission) was 74%": a bracket that only spells out the term before it."""
    opening = re.match(r"\s?\(", text[before.end : term.start])
    closing = text.find(")", term.end, line.end)
    return (
        bool(opening)
        and closing > 0
        and not any(before.end <= i.start < closing and i.kind in ("rate", "int", "word", "size") for i in line.items)
    )
