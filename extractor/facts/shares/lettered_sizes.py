"""The sizes of groups that go by a letter or a number: "62 women (group I)", "group 1, open repair (n = 85)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from extractor.records import PatientCount

_CODE = re.compile(r"\b(?P<noun>group|arm|cohort)\s?(?P<code>\d|[A-H]|[IVX]{1,4})\b(?![-.]\d|\s?%)", re.I)
_BESIDE = re.compile(r"(?:\s[a-z]+){0,2}\s?[(\[](?:n ?= ?)?|(?:,|:)? (?:consisted of|included|comprised|had|of) ")


def lettered_sizes(counts: Sequence[PatientCount], texts: Mapping[int, str]) -> dict[str, frozenset[int]]:
    """Label, in small letters, -> sizes, by the sentences in which there are as many sizes as such groups."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    sizes = [c for c in counts if c.role not in ("total", "screened") and _CODE.search(c.sentence)]
    sizes.sort(key=lambda c: (c.ordinal, c.sentence, c.start_char))
    for (ordinal, sentence), here in groupby(sizes, key=lambda c: (c.ordinal, c.sentence)):
        for label, size in _in_turn([*here], sentence, texts[ordinal]):
            found[label].add(size)
    return {label: frozenset(sizes) for label, sizes in found.items()}


def _in_turn(sizes: Sequence[PatientCount], sentence: str, text: str) -> Iterator[tuple[str, int]]:
    """Each group with the size before or behind it, where sizes and groups take turns; one alone must be beside it."""
    start = text.find(sentence)
    codes = list(_CODE.finditer(text, start, start + len(sentence)))
    if start < 0 or len(codes) != len(sizes):
        return
    spans = [sorted([(c.start_char, c.end_char), m.span()]) for c, m in zip(sizes, codes, strict=True)]
    if len(spans) == 1 and not _BESIDE.fullmatch(text, spans[0][0][1], spans[0][1][0]):
        return
    leads = {pair[0] == m.span() for pair, m in zip(spans, codes, strict=True)}
    if len(leads) == 1 and all(one[1][1] <= other[0][0] for one, other in pairwise(spans)):
        yield from ((f"{m['noun']} {m['code']}".lower(), c.n) for c, m in zip(sizes, codes, strict=True))
