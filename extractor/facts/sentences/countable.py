"""Which numbers of a sentence can count people, and the sentence as the count patterns see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.facts.sentences.counted_things import counts_other, is_human, names_things
from extractor.facts.sentences.sized import says_again
from extractor.facts.sentences.treatments import is_lettered
from extractor.literals import sparse
from extractor.matching import Item, Line, Match, term_list
from extractor.measures.numbers import value

NUMBERS = ("int", "word", "size")
_FEW = 10  # a bare number below is seldom a sample
_NEAR = 300  # characters: bounds the work on a "sentence" that never ends
# Clauses about people whom the study did not see: planned samples, and the burden of a disease in the world.
_PLANNED = sparse(
    r"\b(?:sample size|(?:was|were|is|be) (?:required|needed)|required (?:sample|number|to (?:detect|show))"
    r"|power (?:of|to)|planned(?! (?:chemo\w*|radio\w*|interim|boost))"
    r"|target(?:ed)? (?:sample|enrol|accrual)|(?:recruitment|accrual|enrol+ment) target(?! of)"
    r"|(?<!at )will|expected to|(?:was|were|is) estimated (?:to|that|at|as|for|on)\b"
    r"|would be(?! (?:\w+ly )?(?:(?:non-?)?inferior|superior|better|worse|more|less|as|effective|safe|useful|helpful"
    r"|beneficial|higher|lower|different|equivalent|equal|similar|feasible|associated)\b)"
    r"|worldwide|annually|each year|(?<!person )(?<!patient )(?<!\d )per year"
    r"|million(?! (?:units|IU|U|cells)\b)|globally"
    r"|aims? to (?:include|recruit|enrol)|propose)\b",
    re.I,
)
# What a study had: "data of a survey with a sample size of 412 women", "the final sample size was 412".
_SAMPLE_HAD = re.compile(r"\b(?:with an? (?:final |total )?|final )sample size (?:of|was) (?:n ?= ?)?$", re.I)
_OF_PLANNED = re.compile(
    r" (?:[a-z]+ )?(?:out )?of (?:a |the |our )?(?:originally )?(?:planned|intended|targeted) (?:total of )?\d", re.I
)
_NO_COUNT_AFTER = re.compile(
    r"^(?:\s?(?:%|per ?cent\b|percent\b)|\s(?:versus|vs?)\b"
    r"|(?:\s(?!to\b)\w+)? (?:(?:a|per|each|every) (?:day|week|month|year)|daily|weekly|monthly|yearly)\b"
    r"|\s(?:out )?of (?:them|these)\b(?! (?:[a-z]+ )?(?:(?:were|having) )?(?:also )?"
    r"(?:received|undergone|underwent|treated|given|randomi|assigned)"
    r"|(?: [a-z]+)?, (?:we|[a-z ]{3,40}\b(?:was|were)) (?:[a-z]+ )?(?:measured|assessed|analy[sz]ed|examined|studied))"
    r"|\s?\((?:from|in) \d[\d,]* (?:patients|participants|subjects|women|men|children|adults|people)\b"
    r"|-(?:year|month|week|day|point|item|arm|center|centre)"
    r"|\s(?:\([^()]*\)\s)?(?:\w+\s){0,3}?(?:in the [\w ]{1,20}\s(?:arm|group)\s(?:and\s\d+\s(?:\w+\s){1,5}?)?)?"
    r"(?:who\s)?(?:were\s|was\s|had been\s)?"
    r"(?:withdrew|withdrawn|lost to|excluded|dropped|discontinued|died|declined|refused|required|needed)\b"
    r"|\s(?:\w+\s){1,3}(?:who|with|without|having|requiring)\s[^.;,()\d]{0,80}\s(?:was|were)\s(?:\w+\s)?excluded\b)",
    re.I,
)
# (n = 8, 17%): those with an outcome; not (n = 235, 78% female)
_SHARE = re.compile(
    r"^\s?(?:/\s?\d|[;,(\[]\s?\d+(?:[.·]\d+)?\s?%(?! (?:(?:fe)?males?|men|women|boys|girls|white|black|Caucasian)))"
)
# 52% (n = 63) had, those with fever were excluded (n = 12)
_SIZE_SHARE = re.compile(r"[nN] ?= ?\d[\d,]*[;,]? ?[(\[]?(\d+(?:[.·]\d+)?) ?%")
_FEWEST_SHARES, _ROUNDED = 2, 1.5
_PERCENT_BEFORE = re.compile(
    r"(?:%|\b(?:excluded|withdrawn|withdrew|declined|refused|missing|lost (?:to|at|during|in|on) follow-up)) ?[(\[]$"
)
_STAYED = ("count.completed", "count.responded", "count.of_analysis_set")
_PER_CENT_OPENS = re.compile(r"\s?[(\[]\d+(?:[.·]\d+)?\s?%")
_PER_CENT = re.compile(r"(\d+(?:[.·]\d+)?) ?%")
_PERCENT = re.compile(r"\s?[(\[]\d+(?:[.·]\d+)?\s?(?:%|per ?cent)[)\]]")
_ARM_PERCENT = re.compile(r"(?: \w+){0,2}" + _PERCENT.pattern)
# Words that are no part of what describes people; whom "evaluable" describes, a pattern tells.
_NO_ADJECTIVE = (
    "of|in|from|with|and|or|who|that|were|was|had|have|to|for|the|an?|this|at|on|by|than|as|after|did|not"
    "|received|underwent|completed|experienced|developed|showed|evaluable|assessable|analy[sz]able"
    "|randomi[sz]ed|enrolled|included|recruited|eligible"
)
_PLAIN = rf"(?!(?:{_NO_ADJECTIVE})\b|\d)"
# American Society of Anesthesiologists physical status I and II
_FITNESS = (
    r"(?: (?:American Society of An[ae]+sthesi\w+(?: \(ASA\))?|ASA),?"
    r"(?i:(?: physical)? (?:status|class(?:es)?|grades?|PS))*"
    r"(?: (?:I{1,3}V?|[1-4])(?:(?:[-–/,]| and| or| to) ?(?:I{1,3}V?|[1-4]))*)?)?"
)
_HALF = r"(?:[\w'’/]+-,? (?:and|or|to) )?"  # age- and sex-matched
_NOUN_PHRASE = re.compile(rf"{_FITNESS}(?: {_PLAIN}{_HALF}(?:[A-Z]\. )?[\w'’+/-]+,?(?: \([^()%]{{1,60}}\))?){{1,7}}")
_BESIDE = re.compile(
    rf" (?P<own>{_PLAIN}(?:[A-Z]\. )?[\w'’+/-]+(?: {_PLAIN}[\w'’+/-]+){{0,2}})(?: \([^()%\d]{{1,30}}\))?"
    r",?(?P<joined> (?:and|or|versus|vs\.?))? (?=\w)"
)
_AND_NEXT = re.compile(r",? (?:and|or) (?:the )?")
_OF_OTHERS = re.compile(
    r"[\w)] (?:for|in|with|to|from|by|at|of|on|per|\w+ed (?:all|their|every|each)) "
)  # two schedules for patients
_TURN = re.compile(r", (?!and )|\b(?:but|although|whereas|however) ", re.I)
_HAPPENED = re.compile(
    r"\b(?:closed|stopped|enrolled|randomi[sz]ed|included|recruited|entered|accrued|accrual)\b", re.I
)
_COMPOUND = re.compile(r"-[a-z]{3}")  # one-sided, two-stage: no number of anything
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z-]*[A-Z]s?\b")
_OF_A_KIND = re.compile(r" (?:with|without|living|who|on|at|under|of) ")  # people with epilepsy
_ARE = re.compile(r" (?:were|was|are) ")
_SEX = {"man": "woman", "woman": "man", "boy": "girl", "girl": "boy"}
_OF_THEM = re.compile(r" (?:women|men|(?:fe)?males?|boys|girls)[)\],;]")
_THEY = re.compile(
    r"\d [^.;:()\d]{0,40}(?:patients|participants|subjects|adults|children|infants|individuals|volunteers|controls"
    r"|cases|people)(?: (?:with|without|of|in|on|at) [^.;:()\d]{1,40})? [(\[]$"
)
_GROUPS = re.compile(
    r"\b(?:groups?|arms?|cohorts?|[nN] ?=)|\d (?:cases|infants|neonates|participants|patients|subjects|individuals"
    r"|people|children|adults)\b",
    re.I,
)
# A label that names everyone, or that is no label; "18 in cohort C" is no cohort 18.
_WHOLE = re.compile(
    r"^(?:overall|entire|whole|total|full|complete|larger|study|pa?ediatric|adult|with|without|and|or|the|of)$", re.I
)
_SIZE_TAKEN = re.compile(r"^\d+\s(?:in|to|on|received|patients|participants|subjects)\b")
_LIMB = re.compile(
    r"(?<=arm) (?:pain|lymph\w+|o?edema|swelling|volume|morbidity|circumference|function|symptoms)\b", re.I
)
_BRACKETED = re.compile(r"\((?:[^()]|\([^()]*\)){0,400}\)|\[[^\[\]]*\]")
# 21 (11 early, 10 late) patients; seventy preterm (A n = 34, B n = 36) infants
_PARTS = re.compile(r"^(?:\s[\w-]+){0,3}\s?\((?=[^()%]*\d[^()%]*\d)[^()%]*(?:[A-Za-z]{3}|n ?=)[^()%]*\)\s")
_AGAIN = re.compile(r"\s?\((?:[nN]\s?=\s?)?\d+\)\s(?:[\w-]+\s){0,4}")  # two hundred and three (203) patients
_WITH = re.compile(
    r"\b(?:patients|participants|subjects|adults|women|men|children|people|individuals)"
    r" (?:with|without|having|at|of|on|in|undergoing) (?:\w+ of )?$",
    re.I,
)
_DESCRIPTION = re.compile(
    r"\b(?:aged?|ages|mean|median|IQR|SD|range|years|(?:fe)?males?|men|women|boys|girls|sex|BMI"
    r"|whites?|blacks?|Caucasians?|Asians?|Hispanics?|African Americans?)\b|±",
    re.I,
)
_SEXES = re.compile(r"\b(?:(?:fe)?males?|men|women|boys|girls|sex)\b", re.I)
_OR_MORE = re.compile(r" or (?:more|fewer|less)\b", re.I)
_AT_LEAST = re.compile(r"\bat (?:least|most) $", re.I)
_OF_ONE_SEX = re.compile(r"\d (?:[a-z-]+ ){0,2}(?:women|men|girls|boys)[)\]]$", re.I)


@dataclass(frozen=True, slots=True)
class About:
    """What a whole paper tells about those whom it counts."""

    is_comparison: bool
    compares_sexes: bool
    is_of_one_sex: bool
    abbreviations: Mapping[str, str]


def marked(line: Line, mentions: Sequence[Item], about: About) -> Line:
    """The sentence with its group mentions, and each bracket that tells age and sex closed to one item."""
    weak = about.is_comparison or _pairs_off(line, mentions)
    usable = [m for m in mentions if not m.value.trait and (m.value.strong or weak) and _is_group(line, m)]
    lettered = [m for m in usable if is_lettered(m.value.label)]  # the figure of "cohort 1" is no count
    asides = list(_asides(line, about))
    strong = [m for m in mentions if m.value.strong]
    items = [i for i in line.items if i.kind != "word" or not _COMPOUND.match(line.passage, i.end)]
    items = [i for i in items if not (i.kind in ("int", "word") and i.value.low < _FEW and _is_least(line, i))]
    items = [i for i in items if i.kind != "size" or not says_again(line, i)]
    numbers = [i for i in items if i.kind in (*NUMBERS, "percent")]
    free = [i for i in items if i.kind != "people" or not any(m.start < i.end and i.start < m.end for m in strong)]
    free = [i for i in free if line.passage[i.start : i.end] != "individual"]  # three individual symptoms
    groups = [m for m in usable if not _is_person(line, m)]
    counted = []
    for people in _counted(line, [i for i in free if i.kind in NUMBERS], about.abbreviations):
        over = [m for m in groups if m.start < people.end and people.start < m.end]
        if not over:
            counted.append(people)
        elif people.value.name == "control" and over[0].end == people.end:
            counted.append(Item("arm", people.start, people.end, over[0].value))  # 120 age-matched controls
    return Line.of(line.passage, line.start, line.end, [*asides, *lettered, *numbers, *counted, *usable, *free])


def _is_person(line: Line, mention: Item) -> bool:
    """Whether a mention is one word for people in general, "recipients"; controls are a group."""
    found = term_list("people").find(line.passage, mention.start, mention.end)
    return any(p.start == mention.start and p.end == mention.end and p.value.name != "control" for p in found)


def _counted(line: Line, numbers: Sequence[Item], abbreviations: Mapping[str, str]) -> Iterator[Item]:
    """The people that a number counts, with all that describes them: "42 young, untreated patients".

    Of "12 healthy and 6 diabetic subjects" both count subjects, of "9 lean, 12 healthy and 6 diabetic subjects" all.
    """
    shared: Item | None = None
    last, is_list = 0, False  # where the number after begins, and whether it is one of several
    for number in sorted(numbers, key=lambda i: i.start, reverse=True):
        phrase = _NOUN_PHRASE.match(line.passage, number.end, line.end)
        after = phrase.end() if phrase else number.end
        found = [
            *term_list("people").find(line.passage, number.end, after),
            *_shortened(line.passage, number.end, after, abbreviations),
        ]
        people = _head([p for p in found if is_human(p) and line.passage[p.start : p.end] != "individual"])
        beside = _BESIDE.match(line.passage, number.end, line.end)
        if people is not None:
            joined = shared is not None and _AND_NEXT.fullmatch(line.passage, people.end, last)
            shared, is_list = Item("people", number.end + 1, people.end, people.value), bool(joined)
            yield shared
        elif beside and shared is not None and beside.end() == last and (beside["joined"] or is_list):
            is_list = True
            yield Item("people", beside.start("own"), beside.end("own"), shared.value)
        else:
            shared = None
        last = number.start


def _head(people: Sequence[Item]) -> Item | None:
    """The noun of the first of some people: "diabetic subjects" are subjects."""
    if len(people) > 1 and people[1].start == people[0].end + 1:
        return people[1]
    return people[0] if people else None


def _shortened(text: str, start: int, end: int, abbreviations: Mapping[str, str]) -> Iterator[Item]:
    """People by an abbreviation of the paper: BCS, breast cancer survivors; PWE, people with epilepsy."""
    for word in _CAPITALS.finditer(text, start, end):
        long = abbreviations.get(word[0]) or abbreviations.get(word[0].removesuffix("s")) or ""
        for people in term_list("people").find(long, 0, len(long)):
            if people.end == len(long) or (people.start == 0 and _OF_A_KIND.match(long, people.end)):
                yield Item("people", word.start(), word.end(), people.value)


def _is_group(line: Line, mention: Item) -> bool:
    text = line.passage[mention.start : mention.end + 12]
    limb = _LIMB.match(line.passage, mention.end)
    return not _WHOLE.match(mention.value.label) and not _SIZE_TAKEN.match(text) and limb is None


def _pairs_off(line: Line, mentions: Sequence[Item]) -> bool:
    """Whether a sentence has a number for each of the groups that it names: "119 took A and 117 took B"."""
    labels = {m.value.label.lower() for m in mentions if not m.value.trait}
    numbers = [i for i in line.items if i.kind in NUMBERS and not any(m.start <= i.start < m.end for m in mentions)]
    return 2 <= len(labels) <= len(numbers)


def _asides(line: Line, about: About) -> Iterator[Item]:
    for match in _BRACKETED.finditer(line.passage, line.start, line.end):
        if about.compares_sexes and _SEXES.search(match[0]):
            continue
        sized = about.is_of_one_sex and _OF_ONE_SEX.search(match[0])  # drug A (317 women), where no man takes part
        if (described := _DESCRIPTION.search(match[0])) and not _GROUPS.search(match[0]) and not sized:
            # (176 given drug A, 175 given placebo; median age 61 years): only the last part describes
            cut = line.passage.rfind(";", match.start(), match.start() + described.start())
            counted = cut >= 0 and len(re.findall(r"(?<![\d.·])\d+ [A-Za-z]", line.passage[match.start() : cut])) > 1
            yield Item("baseline", cut if counted else match.start(), match.end() - 1 if counted else match.end())


def closed(line: Line) -> Line | None:
    """The sentence with every bracket closed to one item and without the numbers of things ("46 adults at 7 clinics")
    and thresholds ("who had two or more bouts"), so that patterns read past them; None where it has neither."""
    brackets = [Item("baseline", m.start(), m.end()) for m in _BRACKETED.finditer(line.passage, line.start, line.end)]
    kept = [
        i
        for i in line.items
        if i.kind not in ("int", "word") or not (names_things(line.passage, i.end) or _is_threshold(line, i))
    ]
    changed = brackets or len(kept) < len(line.items)
    return Line.of(line.passage, line.start, line.end, [*brackets, *kept]) if changed else None


def _is_threshold(line: Line, number: Item) -> bool:
    """Two or more, at least two."""
    return _is_least(line, number) or _OR_MORE.match(line.passage, number.end) is not None


def _is_least(line: Line, number: Item) -> bool:
    return _AT_LEAST.search(line.passage, max(line.start, number.start - 12), number.start) is not None


def counts_people(line: Line, item: Item, people: Item | None = None, fewest: int = 2) -> bool:
    """Whether a number can count people at all; `people` is what a pattern says that it counts."""
    text, n = line.passage, item.value.low
    if not isinstance(n, int) or n < fewest or _NO_COUNT_AFTER.match(text[item.end : item.end + 110]):
        return False
    if _OF_THEM.match(text, item.end, line.end) and _THEY.search(text, line.start, item.start):
        return False  # 60 adults (23 men)
    if item.kind == "size" and _PERCENT_BEFORE.search(text[max(0, item.start - 26) : item.start]):
        return False
    if _is_planned(line, item) or (item.kind == "size" and _is_share(line, item)):
        return False
    counted = people if people is not None and people.start >= item.end else None
    if counted is not None and _OF_OTHERS.search(text, item.end, counted.start):
        return False
    if counted is not None and (not is_human(counted) or re.match(r"[,;:)\]]", text[item.end :])):
        return False
    if counted is not None and counted.value.name in _SEX and _PERCENT.match(text, counted.end):
        return " of " in text[max(0, item.start - 4) : counted.start]  # 42 men (76%), but 42 of 55 men (76%)
    return not counts_other(line, item, counted)


def _is_share(line: Line, size: Item) -> bool:
    """Whether a size has its share of all behind it and those of a sentence are not of everyone together."""
    if not _SHARE.match(line.passage[size.end : size.end + 24]):
        return False
    shares = [value(found) for found in _SIZE_SHARE.findall(line.passage, line.start, line.end)]
    return len(shares) < _FEWEST_SHARES or abs(sum(shares) - 100) > _ROUNDED


def _is_planned(line: Line, item: Item) -> bool:
    """Whether a number was foreseen or reckoned; "we planned for 90, but the trial ended with 44" was not."""
    first, last = _clause(line, item)
    if not _PLANNED.search(line.passage, first, last) or _OF_PLANNED.match(line.passage, item.end, line.end):
        return False
    if told := _SAMPLE_HAD.search(line.passage, first, item.start):
        return any(
            m.start() > told.end() or m.end() < told.start() for m in _PLANNED.finditer(line.passage, first, last)
        )
    begins = [m.end() for m in _TURN.finditer(line.passage, first, item.start)]
    ends = [m.start() for m in _TURN.finditer(line.passage, item.end, last)]
    part = begins[-1] if begins else first, ends[0] if ends else last
    if _PLANNED.search(line.passage, *part):
        return True
    planned = max((m.end() for m in _PLANNED.finditer(line.passage, first, part[0])), default=first)
    turned = next((b for b in begins if b > planned), part[0])  # ", the trial was closed with 44, including 20 on A"
    return not _HAPPENED.search(line.passage, turned, part[1])


def _clause(line: Line, item: Item) -> tuple[int, int]:
    """Where the clause around a number is, from semicolon to semicolon; in text without an end, what stands near."""
    first, last = max(line.start, item.start - _NEAR), min(line.end, item.end + _NEAR)
    start = max(first, line.passage.rfind(";", first, item.start) + 1)
    end = line.passage.find(";", item.end, last)
    return start, end if end >= 0 else last


def is_of_people(line: Line, group: Item) -> bool:
    """Whether a group's name begins or ends with a noun for people: "breast cancer survivors", "women at risk"."""
    before = line.passage[max(line.start, group.start - 30) : group.start]
    found = term_list("people").find(line.passage, group.start, group.end)
    return _WITH.search(before) is not None or any(
        is_human(p) and (p.end >= group.end - 1 or p.start == group.start) for p in found
    )


def is_sex_split(line: Line, item: Item) -> bool:
    """Whether a number is one of "23 men and 19 women", which describes a sample."""
    people = [i for i in line.items if i.kind == "people" and abs(i.start - item.start) < _NEAR]
    counted = _sex_of(line, item, people)
    others = (i for i in line.items if i.kind in NUMBERS and i is not item and abs(i.start - item.start) < _NEAR)
    return counted is not None and any(_sex_of(line, i, people) == _SEX[counted] for i in others)


_FIGURE_OR_CLAUSE = re.compile(r"\d|[,;]")


def _sex_of(line: Line, number: Item, people: Sequence[Item]) -> str | None:
    """The sex that a number counts: the people right after it, with no other figure or clause between."""
    after = [p for p in people if p.start >= number.end]
    counted = next(iter(after), None)
    if len(after) > 1 and _ARE.fullmatch(line.passage, after[0].end, after[1].start):
        counted = after[1]  # 24 (51%) patients were women
    if counted is None or _FIGURE_OR_CLAUSE.search(line.passage, _past_share(line, number), counted.start):
        return None
    return counted.value.name if counted.value.name in _SEX else None


def _past_share(line: Line, number: Item) -> int:
    """Where a number ends, with its share of all: "23 (55%) were"."""
    share = _PERCENT.match(line.passage, number.end)
    return share.end() if share else number.end


def has_outcome(match: Match, item: Item) -> bool:
    """Whether a bracket parts a number from its people, "38 (67%) patients"; a small bare number counts as one too."""
    people = match.slots.get("people")
    if people is None:
        return item.kind != "size" and item.value.low < _FEW and match.pattern.gives["role"] in ("total", "sample")
    other = match.slots.get("number")
    if other is not None and item.end <= other.start < people.start:
        return False  # 68 (62%) of 109 patients: the people are those of the whole
    if match.pattern.id in _STAYED and _PERCENT.fullmatch(match.line.passage[item.end : people.start].rstrip()):
        return False  # 201 (83%) participants completed the trial
    between = match.line.passage[item.end : people.start]
    if other is not None and other.end <= item.start:
        between = _PERCENT.sub("", between, count=1)  # 395 of 1241 (32%) patients: the share is that of the part
    told = (
        _PARTS.match(between)
        or are_shares_of_all(between)
        or _AGAIN.fullmatch(between)
        or ("%" not in between and _DESCRIPTION.search(between))
    )
    return people.start >= item.end and bool(re.search(r"[(\[]", between)) and not told


def are_shares_of_all(text: str) -> bool:
    """Whether the shares in a text are those of all: "(mild 60%, severe 40%)"."""
    shares = [value(found) for found in _PER_CENT.findall(text)]
    return len(shares) > 1 and abs(sum(shares) - 100) <= _ROUNDED


def exceed_all(text: str) -> bool:
    """Whether the shares in a text are more than all, so that they are of several wholes."""
    return sum(map(value, _PER_CENT.findall(text))) > 100 + _ROUNDED


def is_share(match: Match, item: Item) -> bool:
    """Whether a percentage follows the people that a number counts: "in 5 patients (24%)", "5 placebo users (24%)"."""
    people = match.slots.get("people")
    if "arm" in match.slots and match.slots["arm"].start >= item.end:
        told = people is not None and _PER_CENT_OPENS.match(match.line.passage, people.end)
        return bool(told or _ARM_PERCENT.match(match.line.passage, match.slots["arm"].end))
    return people is not None and item.end <= people.start and bool(_PERCENT.match(match.line.passage, people.end))
