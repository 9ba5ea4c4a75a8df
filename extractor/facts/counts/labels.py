"""What the words around a number call the group that it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.groups.arms import is_people_only
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.sized import before_size, names_places
from extractor.matching import Item, Line, term_list

_GIVEN = (
    "treated|assigned|allocated|randomized|randomised|given|placed|performed|managed|received|underwent|receiving"
    "|undergoing|presented|took|taking|using|receive|undergo"
)
_LABEL = re.compile(
    r"^[\s)\]]*(?:[(\[][^()\[\]]*%[^()\[\]]*[)\]],?\s?)?"
    r"(?P<lead>(?:(?:patients|participants|subjects|adults|women|men|children|individuals|ones) "
    r"(?=with|who|on|in|were|was|had|received|underwent))?"
    r"(?:of (?:whom|these|them|those) |who |that )?(?:(?:were|was|had|have|belonged to) )?(?:randomly )?"
    r"(?:(?:the )?group of )?"
    rf"(?:(?:{_GIVEN}|had|with|without|by|in|to|on|for|as|of)\s)*(?:the |a |an )?"
    r"(?:(?:single |daily |weekly |total )?dose of )?)"
    r"(?P<label>(?!(?:and|or)\b|\d[\d.]* ?%)(?:[^,;.:()\[\]]|(?<=\d)[.,](?=\d)){2,70}?)"
    r"(?=\s(?:and|while|whereas|but|versus|vs|were|was|had|compared|who|on|at|between"
    r"|within|during|from|than (?:in|those|that|for|of)"
    rf"|to \d+ {PEOPLE}|with (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?:with |of )?(?:an? |the )?(?:mean|median|average|range))\b"
    r"|(?<!previously)\s(?:received|underwent|took|completed|participated)\b"
    r"|\s?[;:()\[\]]|\s?[,.](?!\d)|$)",
    re.I,
)
# taking warfarin and aspirin: one group, where no other number follows
_PARTNER = re.compile(r" and (?P<partner>[A-Za-z][\w-]+(?: [a-z][\w-]+)?)(?=\s?[,.;)]|$| (?:and|or) \d)")
_DRUGS = ("drug", "arm")
# Naproxen was given to 34 women, zinc to 31 and iron to 30 women
_GIVEN_TO = re.compile(
    r"(?:^|[,;] |\b(?:and|while|whereas|under) )(?:an? |the )?(?P<label>[A-Za-z][^,;.:()\d]{1,50}?)(?: \([^()]*\))? "
    r"(?:was|were|had been|has been) (?:\w+ly )?(?:given|administered|used|prescribed|performed|employed|applied) "
    r"(?:in|to|to treat)(?: the (?:other|remaining))? $",
    re.I,
)
_THEN_TO = re.compile(
    r"(?:,|\band|\bwhile|\bwhereas)(?: and)? (?:an? )?(?P<label>[A-Za-z][\w/+-]+(?: [a-z][\w-]+)?) "
    r"(?:in|to)(?: the other)? $"
)
_GAVE = re.compile(
    r"\b(?:was|were|had been|has been) (?:\w+ly )?(?:given|administered|used|prescribed|applied) (?:in|to) "
)
_SINCE = re.compile(r"\d|[.;:] ")
_WERE = re.compile(r"^(?:were|was|are)\b\s?")
_WHO = (
    "physician",
    "nurse",
    "student",
    "caregiver",
    "donor",
    "worker",
    "infant",
    "child",
    "control",
)  # 45 urologists, 16 nurses
_SEEN = re.compile(  # what was done with all, "and 38 healthy adults were recruited"
    r"(?:included|enrolled|recruited|studied|seen|identified|analy[sz]ed|evaluated|examined|compared|reviewed"
    r"|investigated|tested|surveyed|interviewed|asked|questioned|matched|did not)\b"
)
_MEASURED = re.compile(r"(?:mean|median|average)\b")  # 18 with a mean value of 25.2 ng/ml
_OF_STUDY = re.compile(r"(?:this|our|these|all|both)\b", re.I)
_JOINING = (
    r"\b(?:and|or|from|had|having|while|whereas|with|to|of|in|the|versus|vs\.?|either|received|receiving|underwent|undergoing|given"
    r"|took|taking|compared|comparing)\b"
)
_OPENING = r"(?:(?:For|In|With|Among|By|On|Of|After|To) )?"  # For drug A (80 patients)
_LABEL_BEFORE = re.compile(rf"(?:^|[(\[,;:]|{_JOINING})\s?(?P<label>[^,;:()\[\]]{{2,60}}?)[\s,;:]*[(\[]?$")


_AND_ALSO = re.compile(r"(?:;|\band|\bwhile|\bwhereas)(?: and| the other)? $")
_BEHIND = re.compile(
    r", (?!(?:and|who|which|of|respectively)\b)(?:the |an? )?(?P<label>[A-Za-z][^,;.:()\d]{2,40})(?=[.;)]|$)"
)
_FULLEST = 90  # characters
# "lobectomy in 60", "50 with gout and"
_DANGLING = r"(?:\s(?:in|with|to|for|of|and|or|on|by|from|as|the|had|were|was))+$"
_NO_LABEL = re.compile(r"(?:[\d\W]+(?: and)?|one|two|three|four|five|no(?:ne)?|respectively)$|[nN] ?=")


_BEFORE_REGIMEN = re.compile(
    r"(?:^|[\s(,;:])(?P<label>[A-Z][A-Z\d][\w/+-]{0,8}) \((?P<regimen>(?:[^()]|\([^()]*\))*)\),? ?[(\[]$"
)


def label_before(line: Line, size: Item) -> str | None:
    """What stands before a size: "TACE (n = 59)", "TACE, n = 59", "TACE n = 59"."""
    if regimen := named_before_regimen(line, size):
        return regimen
    left = _LABEL_BEFORE.search(before_size(line, size))
    if left is None or names_places(left["label"]):
        return None
    label = re.sub(
        rf"^{_OPENING}(?:.*{_JOINING}\s)?(?:an?\s)?|\s(?:groups?|arms?)$|{_DANGLING}|\s?=$", "", left["label"]
    )
    return None if _NO_LABEL.match(label) else label


def named_before_regimen(line: Line, size: Item) -> str | None:
    """The short name of a regimen that a bracket tells before the size: "OP (omeprazole and placebo) (n = 61)"."""
    named = _BEFORE_REGIMEN.search(line.passage, line.start, size.start) if size.kind == "size" else None
    start, end = named.span("regimen") if named and " " in named["regimen"] else (0, 0)
    return named["label"] if named and any(i.kind in _DRUGS and start <= i.start < end for i in line.items) else None


def named_behind(line: Line, number: Item) -> str | None:
    """The group behind a comma that stands for a verb: "31 were given naproxen and 33, placebo"."""
    if number.kind == "size" or not _AND_ALSO.search(line.passage, max(line.start, number.start - 12), number.start):
        return None
    behind = _BEHIND.match(line.passage, number.end, line.end)
    return behind["label"] if behind else None


def given_before(line: Line, number: Item) -> str | None:
    """What was given to those counted: "naproxen was given to 34 women, zinc to 31"."""
    left = line.passage[line.start : number.start]
    if number.kind == "size" or not left.endswith((" in ", " to ", " other ", " treat ", " remaining ")):
        return None
    if _SINCE.split(left)[-1].count(",") > 1:
        return None  # a regimen of several: "naproxen, zinc, and iron in 19"
    told = _GIVEN_TO.search(left) or (_THEN_TO.search(left) if _GAVE.search(left) else None)
    return told["label"] if told else None


def with_partner(line: Line, start: int, end: int) -> str:
    """A label with the drug that "and" joins to its own."""
    partner = _PARTNER.match(line.passage, end, line.end)
    drugs = [i for i in line.items if i.kind in _DRUGS] if partner else []
    own = any(start <= i.start < i.end == end for i in drugs)
    joined = partner and own and any(partner.start("partner") == i.start < i.end <= partner.end() for i in drugs)
    return line.passage[start : partner.end() if partner and joined else end]


def label_after(line: Line, number: Item, people: Item | None) -> str | None:
    """What the words around a number call its group: "51 with CAD" -> CAD, "252 control subjects" -> control."""
    text = line.passage
    after = people.end if people is not None else number.end
    match = _LABEL.match(text[after : line.end])
    named = match and (people is None or match["lead"].strip() not in ("", "by"))  # by: in 12 women by PCR
    if match and named and not (_OF_STUDY.match(match["label"]) or _SEEN.match(match["label"])):
        if is_people_only(match["label"]) or _MEASURED.match(match["label"]):
            return None
        without = "without " if match["lead"].strip().endswith("without") else ""
        label = with_partner(line, after + match.start("label"), after + match.end("label"))
        return without + re.sub(rf"\s(?:groups?|arms?|cohorts?|patients)$|{_DANGLING}", "", label.strip())
    if people is None:
        return None
    nouns = term_list("people").find(text, number.end, after)
    between = text[number.end : nouns[-1].start if nouns else after].strip(" -")
    told = _WERE.sub("", between)
    if told != between and not told and nouns:  # 52 were women
        return text[nouns[-1].start : nouns[-1].end]
    return told or next((text[n.start : n.end] for n in nouns if n.value.name in _WHO), None)


def told_apart(
    line: Line, counted: Sequence[tuple[Item, Item | None]], labels: Sequence[str | None]
) -> Sequence[str | None]:
    """Labels of which two are the same, with all that describes their people: "lean women without gout"."""
    named = [label for label in labels if label]
    if len(set(named)) == len(named):
        return labels
    ends = [
        line.passage.find(label, people.end, people.end + _FULLEST) + len(label) if label and people else 0
        for (_, people), label in zip(counted, labels, strict=True)
    ]
    fuller = [line.passage[number.end : end].strip() for (number, _), end in zip(counted, ends, strict=True)]
    return fuller if all(fuller) and len(set(fuller)) == len(fuller) else labels
