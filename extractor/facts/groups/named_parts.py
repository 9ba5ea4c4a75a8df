"""Groups that are counted side by side: the parts of the number before them, "115 adults (60 Corvan, 55 Melivo)",
"(RRC = 46, LRC = 170)", or people of two kinds, "80 women with endometriosis and 75 women with fibroids"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.facts.sentences.countable import NUMBERS
from extractor.matching import Item, Line

_LEAST = 10  # smaller wholes have parts by chance
_REGION = re.compile(
    r"[(\[](?P<bracket>[^()\[\]]+)[)\]]"
    r"|(?:\b(?:including|included|comprising|namely|were|with)|:)\s(?P<list>\d[^.;:()\[\]]+?)(?=[.;:()\[\]]|$)",
    re.I,
)
_CUT = re.compile(r"(?:;|,)?\s(?:and|versus|vs\.?)\s|[;,]\s")
_NOUN = r"(?:patients|pts\.?|cases|participants|subjects|recipients|procedures|operations)"
_LED = r"(?:(?:(?:assigned |allocated |randomi[sz]ed )?to|in|given|receiving|received|taking|on|the)\s)*"
_BEHIND = re.compile(
    rf"\s(?:{_NOUN}\s)?{_LED}(?P<label>[A-Za-z][^,;:()\[\]=]{{0,40}}?)(?:\s(?:groups?|arms?|{_NOUN}))?\s?",
    re.I,
)
_BEFORE = re.compile(r"(?P<label>[A-Za-z][^,;:()\[\]=]{0,30}?)\s?=\s?")
_NO_LABEL = re.compile(
    r"^(?:n|p|r|t|f|or|rr|hr|sd|ci|x|of|at|on|to|age)$"
    r"|\b(?:had|have|were|was|who|that|with|without|of|for|from|by|as|died|underwent|received|years?|months?|weeks?|days?"
    r"|males?|females?|men|women|boys?|girls?|patients|participants|subjects|controls?|eyes|left|right|stages?|grades?"
    r"|types?|positive|negative|low|high|per|each|mild|moderate|severe"
    r"|normal|healthy|consecutive|additional|further)\b",
    re.I,
)
_LONGEST = 4  # words of a label
_FEWEST = 5  # of people of one kind
_SMALL = r"(?:and|or|with|in|of|for|on|to|from|at|by|who|other|more|less|the)\b"
_KIND = rf"(?P<label>(?!{_SMALL})[A-Za-z][\w+/-]*(?: (?!{_SMALL})[\w+/-]+){{0,3}}?)"
_PEOPLE = r"(?:patients|cases|participants|subjects|women|men|children|infants|adults|babies|eyes)"
_ENDS = r"(?= \(|,|;|\.|\s(?:and|who|were|while|whereas|between|from|in|at)\b|$)"
# The same of each: "influenza patients", "patients with endometriosis", "patients underwent sleeve surgery".
_KINDS = tuple(
    re.compile(regex)
    for regex in (
        rf"\s{_KIND} {_PEOPLE}\b(?! with\b| who\b)",
        rf"\s(?:[a-z]+ )?{_PEOPLE} (?:with|suffering from) (?:an? |the )?{_KIND}{_ENDS}",
        rf"\s(?:{_PEOPLE} )?(?:who )?(?:had )?(?:underwent|undergone|received|took) (?:an? |the )?{_KIND}{_ENDS}",
    )
)
# "were treated with open repair and 41 with robotic repair": how they were treated stands once
_TREATED = re.compile(
    rf"\s(?:{_PEOPLE} )?(?:(?:who )?(?:were|was|had been) )?(?:treated|managed) (?:with|by|using|by means of) "
    rf"(?:an? |the )?{_KIND}{_ENDS}"
)
_WITH = re.compile(rf"\s(?:{_PEOPLE} )?(?:with|by|using) (?:an? |the )?{_KIND}{_ENDS}")
_BARE = re.compile(rf"\s{_KIND}(?=,? and\b)")  # "nine balloon and 21 non-balloon cases": the noun stands once
_PAIRS = (*zip(_KINDS, _KINDS, strict=True), (_TREATED, _TREATED), (_TREATED, _WITH), (_BARE, _KINDS[0]))
_SIDE_BY_SIDE = re.compile(r"(?: \([^()%]*\))?,?\s(?:and|with|versus|vs\.?|while|whereas|to)\s(?:an? |the |another )?")


def named_parts(line: Line) -> list[tuple[Item, str]]:
    """The numbers of a sentence that are parts of the one before them -> the label of each."""
    numbers = [i for i in line.items if i.kind in NUMBERS and isinstance(i.value.low, int)]
    if len(numbers) < 3:
        return []
    for region in _REGION.finditer(line.passage, line.start, line.end):
        start, end = region.span("bracket" if region["bracket"] else "list")
        whole = next((i for i in reversed(numbers) if i.end <= start and i.value.low >= _LEAST), None)
        parts = list(_labelled(line, numbers, start, end))
        sizes = [item.value.low for item, _ in parts]
        labels = {label.lower() for _, label in parts}
        if whole and len(labels) == len(parts) > 1 and sum(sizes) == whole.value.low:
            return parts
    return []


def two_kinds(line: Line) -> list[tuple[Item, str]]:
    """The two numbers of people of different kinds that stand side by side -> what each are; of no share."""
    if any(i.kind in ("percent", "fraction") for i in line.items):
        return []
    numbers = [i for i in line.items if i.kind in NUMBERS and isinstance(i.value.low, int) and i.value.low >= _FEWEST]
    for first, second in pairwise(numbers):
        for kind, behind in _PAIRS:
            own, other = kind.match(line.passage, first.end, line.end), behind.match(line.passage, second.end, line.end)
            if own and other and _SIDE_BY_SIDE.fullmatch(line.passage, own.end(), second.start):
                labels = own["label"], other["label"]
                is_whole = kind is not _BARE or len(labels[0].split()) == len(labels[1].split())
                if is_whole and labels[0].lower() != labels[1].lower() and not any(map(_NO_LABEL.search, labels)):
                    return [(first, labels[0]), (second, labels[1])]
    return []


def _labelled(line: Line, numbers: list[Item], start: int, end: int) -> Iterator[tuple[Item, str]]:
    """The parts of a list that are a number with a label, up to the first that is not."""
    cuts = [(start, start), *(m.span() for m in _CUT.finditer(line.passage, start, end)), (end, end)]
    for (_, first), (last, _) in pairwise(cuts):
        number = next((i for i in numbers if first <= i.start and i.end <= last), None)
        if number is None:
            return
        behind = number.start == first and _BEHIND.fullmatch(line.passage, number.end, last)
        before = number.end == last and _BEFORE.fullmatch(line.passage, first, number.start)
        label = behind["label"] if behind else before["label"] if before else ""
        if not label or _NO_LABEL.search(label) or len(label.split()) > _LONGEST:
            return
        yield number, label
