"""What speaks against a count that a pattern has found: its words count no group, or not this one."""

from __future__ import annotations

import re

from extractor.facts.counts.with_outcome import STOPPED, is_share_of_arm
from extractor.facts.sentences.countable import NUMBERS, has_outcome, is_of_people, is_share
from extractor.facts.sentences.counted_things import is_human, names_things
from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line, Match, term_list
from extractor.measures.numbers import WORDS, value

_CLAUSE_START = re.compile(
    r"(?:^|[;:,.)]\s?|\b(?:and|while|whereas|but)\s)"
    r"(?:(?:overall|finally|however|additionally|furthermore|moreover|thus|therefore),? )?$",
    re.I,
)
# Patterns that a number of people with an outcome fits as well: a share behind it tells that it is one.
_BARE = ("count.total_of", "count.reviewed_before", "count.among", "count.in_people", "count.n_people", "count.n_arm")
# Of people of whom nothing else is told, what they had or where it was seen tells that they are those with an outcome.
_MERE = ("count.reviewed_before", "count.in_people", "count.n_people", "count.treated_after")
_WHO_HAD = re.compile(
    r" (?:who|that|which) (?:had |have )?(?:also |subsequently |later )?(?:suffered|developed|experienced|sustained"
    r"|died|relapsed|recurred|progressed|complained|dropped|withdrew|discontinued)\b"
)
_SEEN_IN = re.compile(
    r"(?<!was )(?<!were )\b(?:occurred|occurs|developed|arose|appeared|persisted|disappeared|resolved|recurred"
    r"|(?:was|were) (?:found|judged|considered|rated) (?:to be )?\w+(?= in )"
    r"|(?:was|were|is|are|been) (?:\w+ly |also |only )?(?:observed|seen|noted|present|encountered|evident|absent"
    r"|detected|found|diagnosed)) (?:only )?(?:in (?:the (?:remaining|other) )?)?$"
    r"|\b(?:had|have) (?:previously been \w+|been \w+ previously) (?:on|in) $",
    re.I,
)
_OUT_OF = re.compile(r" (?:\([^()]*\) )?out of (?:a total of |the |all )*\d", re.I)  # 130 adults out of 469
_PART = re.compile(r" (?:out )?of (?:the|these|those)\b(?! \d)", re.I)  # three of the patients
_GIVEN_OF_THEM = re.compile(r"(?! to whom)[^.;,()]{0,30}\b(?:received|underwent|treated (?:with|by)|given)\b")
_SEXES = ("man", "woman", "boy", "girl")
_NO_LABEL = re.compile(
    r"^(?:each|every|per)\b(?! \d)|\bbasis$|\b(?:rats?|mice|mouse|pigs?|dogs?|rabbits?|monkeys?|rhesus|marmosets?"
    r"|macaques?|baboons?|hamsters?|piglets|calves|horses|mares|cows|cattle|hens|chickens|zebrafish)\b",
    re.I,
)
_MEASURED = re.compile(
    r"\b(?:medians?|means?|averages?|scores?|ind(?:ex|ices)|levels?|rates?|durations?|lengths?|values?)\b"
    r"[^.;]*\b(?:was|were)\b[^.;]*$",
    re.I,
)
_LIST_OF = re.compile(
    r"\b(?:reasons?|causes?|modalities|formats|media|a?etiolog\w+|barriers?|complications?|symptoms?)\b[^.;()]{0,60}"
    r"\b(?:were|was|included?|consist\w+ of)\b"
    r"|\bmost (?:common|frequent)(?:ly)?\b"
    r"|\b(?:anomal\w+|abnormalit\w+|findings|comorbidit\w+|complications|symptoms|infections)\b[^.;()]{0,40}\bincluding\b",
    re.I,
)
_TOLD_EACH = re.compile(r"(?:[,;:(\[]|\b(?:with|and|or|were|are|of|included|including|comprising|to)) ?$")
_PLURAL = re.compile(r" (?!as\b|was\b)[a-z-]+s\b")
CASES = re.compile(r"\b(cases|controls)\b", re.I)
# 60 women were treated, of whom 30 formed group A; 90 took lithium, whereas 37 took nothing and served as controls
_OTHERS_FIRST = re.compile(
    rf"\bof (?:whom|which|these|them)\b|(?:[,;]|\b(?:and|whereas|while|but))"
    rf"(?: (?:whereas|while|and|the|another|other|remaining))* (?:\d|{WORDS} )",
    re.I,
)
_COUNTED_IN = re.compile(  # the things of "60 late relapses in"
    r"\s(?P<things>(?:(?!(?:were|was|had|received|receiv\w+|assigned|allocated|randomi[sz]ed|treated|underwent)\b)"
    r"[A-Za-z\"“”'-]+\s){0,3}[A-Za-z\"“”'-]+s[\"”]?)\s(?:in|on|with|among|for)\b",
    re.I,
)
_AND_IN = re.compile(r" and \w+ (?:in|on) ")
_AGAINST = re.compile(r" (?:compared (?:with|to)|versus|vs\.?) $")
_IN_TRIAL = re.compile(  # 82 patients in a randomised trial
    r"(?<=\brandomi[sz]ed)(?: (?!(?:were|was|in|into|to|for|from|by|this|the) )[\w-]+){0,3} (?:trials?|study)\b", re.I
)
_FOR_MORE = re.compile(  # eligible for a step within the study
    r" for (?!(?:the|this|our|these|a) |analys|evaluation|assessment|review|inclusion|enrol|randomi[sz]|participation"
    r"|stud|trial)"
    r"|(?<=met the)(?: (?:primary|secondary|composite|combined|main|study))*"
    r" (?:end[- ]?points?|outcomes?|targets?|goals?)\b",
    re.I,
)
# "no difference in relapses: 60 in the heat group versus 48 in the cold group"
_OF_EVENTS = re.compile(
    r"\b(?:events|deaths|relapses|recurrences|infections|complications|fractures|strokes|cases)\b[^.;:]{0,80}"
    r"(?::|--|\() ?"
    r"(?:\d+ (?:(?:in|with|on|among|for) )?[^.;:()\d]{1,40}(?: (?:versus|vs\.?|and)|,) )?$",
    re.I,
)
_HAPPENED = re.compile(
    r" (?:had|developed|experienced|showed|reported|died|complained|withdrew|dropped"
    r"|failed|achieved|reached|responded|relapsed|improved|required|needed|survived)\b",
    re.I,
)
_KINDS_OF_GROUP = re.compile(
    r"(?: dose| treatment)? (?:groups|arms|cohorts|regimens|strategies)\b", re.I
)  # 3 placebo groups
_IN_STUDY = re.compile(  # the 88 adults in this study
    r"(?<=\bin) (?:this|our|these|both|all|each|the (?:[\w-]+ )?(?:study|trial|analysis|cohort|series|sample|database"
    r"|registry|population|review|group|arm))\b",
    re.I,
)
_GOES_ON = {
    "count.of_the_who": _IN_STUDY,
    "count.enrolled_after": _IN_TRIAL,
    "count.eligible_after": _FOR_MORE,
    "count.eligible_number": _FOR_MORE,
    "count.each": _HAPPENED,
    "count.completed": re.compile(  # 55 completed one session
        r" (?:(?:only|at least|more than|less than|up to) )?(?:zero|no|one|two|three|four|five|six|\d+)(?: or more)? "
        r"(?:\w+ )?(?:sessions?|modules?|visits?|interviews?|courses?)\b"
    ),
    "count.evaluable_share": re.compile(  # 60 (40%) of 150 evaluable women improved
        rf"(?<!were evaluable)(?<=evaluable)(?: [\w-]+){{0,3}} {PEOPLE}\b"
    ),
    "count.screened_for_disease": re.compile(
        r" (?:eligib\w+|inclusion|enrol\w+|participation|study|trial|(?:the|this|our|a) (?:\w+ )?(?:study|trial))\b",
        re.I,
    ),
    "count.screened_of_whom": re.compile(r" (?:positive|negative)\b"),  # screened positive for gout
}
# There were more falls in the diet group (four adults) than; 16 fell, compared with only two adults in the diet group
_MORE_IN = sparse(
    r"\b(?:more|fewer) (?:[\w-]+ ){0,3}?[\w-]+s (?:in|with|among|for|on) [^.;]{0,60}[(\[]$"
    r"|\b(?:compared (?:with|to)|versus|against|and|but) only $"
    r"|\bblocks?(?: sizes?)? of (?:\w+(?:,| or|, or| and) )*$",  # randomised in blocks of two or four
    re.I,
)
# 5 studies, 9000 participants, 400 cases: those who fell ill
_BESIDE_ALL = re.compile(
    r"\d (?:participants|individuals|subjects|people|persons|women|men|adults)(?:,|;| and| with) $"
)
_FELL_ILL = re.compile(r" (?:[\w-]+ ){0,3}cases\b")
# Five women (12%) felt better, through less pain (n = 5) and longer sleep (n = 2)
_OF_THOSE_WHO = re.compile(
    r"\d ?%\)?,? (?:had|experienced|showed|developed|achieved|reported|attained)\b[^.;]*[(\[]$", re.I
)
_ASIDE = re.compile(r" [^,.;:()\d]{2,80}, (?!and |\d)")  # 21 adults, 18 with gout or asthma, were
_ANOTHER = re.compile(r"(?:another|second|other|similar|comparable|further|matched|parallel)\b", re.I)
RANDOMISED = re.compile(r"assigned|allocated|randomi", re.I)
_NO_GROUP = re.compile(
    r"(?:experienced|developed|noted|observed|reported|showed|achieved|died|required|reached|responded|[pP] ?[<>])\b"
    r"|(?:CR|PR|SD|PD|CCR)$"
)
_PART_HAD = re.compile(r"\bof (?:the |these )?\d+ [\w-]+ had (?:an? |the )?$")
_CODE_BEFORE = re.compile(r"\b[A-Z]{2,4} $")
_PER_CENT_BEFORE = re.compile(r"% [(\[]$")
_NO_TREATMENTS = ("study", "measurement", "image", "visit", "household", "question", "country", "centre", "dataset")
_FEW = 10
_FEWEST = 3
_MOST = 50_000_000  # more are nobody's sample, but those who live with a disease
_OF_SO_MANY = re.compile(  # 26 of 28 [biopsies of women], 310 of a planned 600 [doses], 12 [samples] (n = ...
    r"(?: \([^()]*\))?(?: out)? of (?:(?:the|an?|all|our|these|planned|original|intended|initial) ){0,3}\d[\d,]*"
)
_THINGS_SIZED = (
    "samples",
    "eyes",
    "biopsies",
    "specimens",
    "lesions",
    "teeth",
    "implants",
    "tumors",
    "tumours",
    "cells",
)
_SIZED = re.compile(r"(?P<noun>[a-z]+) [(\[](?:each )?$")
_SHARE = re.compile(r"[(\[](\d+(?:[.·]\d+)?) ?%")
_ROUNDED = 1.5
_WHOLE_OF = re.compile(r"(?:\b(?<!total )of |/)$")
_BARE_SIZE = re.compile(r"\w [(\[]\d{2,5}[)\]]")


def is_no_count(match: Match, line: Line, item: Item) -> bool:
    """Whether the words around a match tell that its number is no group of people."""
    name, gives = match.pattern.id, match.pattern.gives
    before = line.passage[max(line.start, match.start - 40) : match.start]
    if gives.get("opens") and not _CLAUSE_START.search(before):
        return True
    if _is_part_of_things(match, line, item) or (name == "count.arm_bare_number" and not _are_drawn(line)):
        return True
    if gives["role"] == "case" and not CASES.fullmatch(group_of(match)):
        return True
    if name in _BARE and is_share(match, item):
        return True
    if item.kind != "size" and _MORE_IN.search(line.passage, line.start, item.start):
        return True
    if name in _GOES_ON and _GOES_ON[name].match(line.passage, match.end):
        return True
    if _tells_other(match, line, item):
        return True
    if item.value.low > _MOST or (name == "count.share_of" and item.value.low < _FEWEST):
        return True  # two billion people, one of two surgeons
    which = match.slots.get("which")
    if name == "count.one_with" and which and which.value.low != 1:
        return True
    if name == "count.another_group" and which and not _ANOTHER.match(line.passage, which.start):
        return True
    who = match.slots.get("who")
    if who is not None and who.kind == "arm" and not is_of_people(line, who):
        return True
    stopped = STOPPED.match(line.passage, (_people(match) or item).end, line.end)
    return stopped is not None or _names_other_group(match, line, item) or has_outcome(match, item)


def _is_part_of_things(match: Match, line: Line, item: Item) -> bool:
    """Whether what the number is a part of, or the noun before a size, is no person: 12 of 30 biopsies of women."""
    if whole := _OF_SO_MANY.match(line.passage, item.end, line.end):
        return names_things(line.passage, whole.end())
    if item.kind != "size" or any(slot.kind == "people" and is_human(slot) for slot in match.slots.values()):
        return False  # women with thyroid nodules (n = 20)
    sized = _SIZED.search(line.passage, max(line.start, item.start - 40), item.start)
    return sized is not None and sized["noun"] in _THINGS_SIZED


def _tells_other(match: Match, line: Line, item: Item) -> bool:
    """Whether a number is a result, a score, what things are available, or shares its people with another."""
    name = match.pattern.id
    if name in (*_MERE, "count.among") and _has_result(match, line, item):
        return True
    if name == "count.n_to_arm" and _is_seen_in(line, item):
        return True  # relapses were seen in 8 patients in the heat group
    if name == "count.of_the_rest" and (item.value.low < _FEW or _is_seen_in(line, item)):
        return True  # the fever stayed in the other three adults
    if name == "count.made_up_arm" and any(i.kind in NUMBERS for i in line.items if item.end < i.start < match.end):
        return True  # 90 women took iron, whereas 37 served as controls
    if _FELL_ILL.match(line.passage, item.end) and _BESIDE_ALL.search(line.passage, line.start, item.start):
        return True
    if name == "count.each" and _is_score(match, line, item):
        return True
    if name == "count.number_was" and not is_human(match.slots["people"]):
        return True  # the total number of lesions
    if name == "count.of_them_with" and not _ASIDE.match(line.passage, match.end, line.end):
        return True
    if name == "count.completed" and _describes_things(match, line):
        return True
    return _follows_another(line, item) or (
        match.pattern.gives["role"] not in ("group", "each") and _goes_on_from_things(match, line, item)
    )


def _has_result(match: Match, line: Line, item: Item) -> bool:
    """Whether people of whom nothing else is told had something: "19 women that suffered", "was seen in 7 women"."""
    people = _people(match) or item
    after = people.end
    if match.pattern.id == "count.n_people" and people.kind == "people" and people.value.name in _SEXES:
        left = line.passage[line.start : item.start]
        if left.rfind("(") > left.rfind(")"):
            return True  # preterm children (n = 48; 30 males)
    if match.pattern.id == "count.n_people" and _PER_CENT_BEFORE.search(
        line.passage, max(line.start, item.start - 3), item.start
    ):
        return True  # found in 3.7% (20 women)
    if match.pattern.id == "count.n_people" and _WHO_HAD.match(line.passage, after):
        return True
    if match.pattern.id == "count.treated_after" and is_share_of_arm(line, item, people):
        return True
    if item.start < after and _OUT_OF.match(line.passage, after):
        return True
    if _PART.match(line.passage, item.end):
        return not _GIVEN_OF_THEM.match(line.passage, after)  # three of the patients
    return _is_seen_in(line, item)


def _is_seen_in(line: Line, item: Item) -> bool:
    return bool(_SEEN_IN.search(line.passage[max(line.start, item.start - 60) : item.start]))


def _number_before(line: Line, item: Item) -> Item | None:
    """The bare number that stands nearest before another."""
    return next((i for i in reversed(line.items) if i.end <= item.start and i.kind in ("int", "word")), None)


def _follows_another(line: Line, item: Item) -> bool:
    """Whether a number is the second of two that share their people: "21 and 18 patients"."""
    before = _number_before(line, item)
    return before is not None and before.value.low > 1 and line.passage[before.end : item.start] in (" and ", ", and ")


def _goes_on_from_things(match: Match, line: Line, item: Item) -> bool:
    """Whether a bare number counts what the one before it does: "1298 papers were read, and 11 were eligible"."""
    if _people(match) is not None or item.kind == "size":
        return False
    before = _number_before(line, item)
    if before is None or not names_things(line.passage, before.end):
        return False
    return not any(is_human(p) for p in term_list("people").find(line.passage, before.end, item.start))


def _is_score(match: Match, line: Line, item: Item) -> bool:
    """Whether a bare number of each group is no size: "the pain scored 4 in both groups"."""
    told = _people(match) is not None or item.kind == "size" or RANDOMISED.search(line.passage, match.start, match.end)
    return not told and not _TOLD_EACH.search(line.passage[max(line.start, item.start - 20) : item.start])


def _describes_things(match: Match, line: Line) -> bool:
    """Whether what is available or completed is no person: "22 available images", "the two methods provided data"."""
    if _people(match) is None and names_things(line.passage, match.slots["n"].end):
        return True
    after = _PLURAL.match(line.passage, match.end, line.end)
    return (
        after is not None
        and _people(match) is None
        and line.passage[match.start : match.end].endswith("able")
        and not term_list("people").find(line.passage, *after.span())
    )


def _names_other_group(match: Match, line: Line, item: Item) -> bool:
    """Whether the group that a match names is not the one that is counted."""
    name, arm = match.pattern.id, match.slots.get("arm")
    if arm is None:
        return False
    if "=" in arm.value.label or _NO_GROUP.match(arm.value.label) or _is_part_of_other(name, line, item, arm):
        return True  # r = 0.25, n = 100; experienced delays (n = 24)
    if name == "count.n_arm" and (_KINDS_OF_GROUP.match(line.passage, arm.end) or is_share_of_arm(line, item, arm)):
        return True
    if name in ("count.n_to_arm", "count.n_arm") and _OF_EVENTS.search(line.passage, line.start, item.start):
        return True
    if item.kind == "size" and _LIST_OF.search(line.passage, line.start, item.start):
        return True  # the most common reasons were pain (n = 14) and fear (n = 9)
    if item.kind == "size" and item.value.low < _FEW and _OF_THOSE_WHO.search(line.passage, line.start, item.start):
        return True
    if _are_things(line.passage[arm.start : arm.end]) or _NO_LABEL.search(arm.value.label):
        return True
    if name == "count.n_to_arm" and _people(match) is None and _MEASURED.search(line.passage, line.start, item.start):
        return True  # the median was 10 in the early group and 11 in the late group
    if name == "count.n_to_arm" and _has_percent(match, line, item) and not _is_of_all(line, item):
        return True  # 15 in group 2 (4%)
    if name == "count.made_up_arm" and _OTHERS_FIRST.search(line.passage, item.end, arm.start):
        return True
    return "people" not in match.slots and _counts_things(line, item)


def _is_part_of_other(name: str, line: Line, item: Item, arm: Item) -> bool:
    """Whether a number is part of a code, "ABC 5222 exposures", or some of a group: "two of the boys in the heat arm",
    "26 of the 50 boys had gout"."""
    if name == "count.n_arm":
        if item.kind == "word" and item.value.low < _FEW:
            return True  # two placebo patients fell
        return _CODE_BEFORE.search(line.passage, max(line.start, item.start - 6), item.start) is not None
    some = _PART.match(line.passage, item.end) or _PART_HAD.search(line.passage, line.start, arm.start)
    return name == "count.n_to_arm" and some is not None


def _has_percent(match: Match, line: Line, item: Item) -> bool:
    """Whether a share stands behind a number or behind its group: "34 (41%) in the heat group"."""
    return is_share(match, item) or _SHARE.match(line.passage, item.end + 1, line.end) is not None


def _is_of_all(line: Line, item: Item) -> bool:
    """Whether a share tells what part of all a group is, "6 in group A (25%) and 18 in group B (75%)", or of it."""
    if _WHOLE_OF.search(line.passage[max(line.start, item.start - 10) : item.start]):
        return True  # 10 of 17 in group 2 (59%)
    text = line.passage[line.start : line.end]
    shares = sum(value(share[1]) for share in _SHARE.finditer(text))
    return abs(shares - 100) < _ROUNDED or RANDOMISED.search(text) is not None


def _are_things(label: str) -> bool:
    """Whether a group's name ends, or begins, with a noun in the plural that is none for people: "treated episodes
    (n = 65)", "samples taken late (n = 24)"."""
    people = term_list("people").find(label, 0, len(label))
    nouns = (*term_list("things").find(label, 0, len(label)), *people)
    if any(i.start == 0 and label[i.end - 1] == "s" and i.value.name != "group" and not is_human(i) for i in nouns):
        return not any(is_human(p) for p in people)
    last = [*people[-1:], *(i for i in nouns if i.value.name in _NO_TREATMENTS)]  # all lupus trials (n = 41)
    return any(i.end == len(label) and label.endswith("s") and not is_human(i) for i in last)


def _people(match: Match) -> Item | None:
    """The people that a match counts, in whichever of its pattern's alternatives they stand."""
    return next((slot for name, slot in match.slots.items() if name.startswith("people")), None)


def group_of(match: Match) -> str:
    """What the group of a pattern's match is called."""
    group = match.slots.get("group")
    return match.line.passage[group.start : group.end].lower() if group else ""


def _are_drawn(line: Line) -> bool:
    """Whether a sentence shares participants out to two groups with a figure in brackets each: placebo (48)."""
    text = line.passage[line.start : line.end]
    return bool(RANDOMISED.search(text)) and len(_BARE_SIZE.findall(text)) > 1


def _counts_things(line: Line, item: Item) -> bool:
    """Whether a bare number goes on with what was counted before it: "60 relapses in the early group and 52 in"."""
    before = next((i for i in reversed(line.items) if i.kind in NUMBERS and i.end <= item.start), None)
    if before and _AGAINST.search(line.passage, before.end, item.start) and names_things(line.passage, before.end):
        return True  # 28 hips compared with 304 in the other group
    counted = _COUNTED_IN.match(line.passage, before.end, item.start) if before else None
    if (
        before
        and _AND_IN.fullmatch(line.passage, item.start - 5, item.end + 4)
        and names_things(line.passage, before.end)
    ):
        return not term_list("people").find(line.passage, before.end, item.start)  # 116 falls in arm A and 41 in arm B
    return counted is not None and not term_list("people").find(line.passage, *counted.span("things"))
