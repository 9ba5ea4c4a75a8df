"""The name of an outcome or event: the noun phrase around its head word, in the paper's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.facts.sentences.series import PEOPLE
from extractor.facts.terms.attributes import attributed, flow_of, is_scale, state_of, worse
from extractor.facts.terms.composites import alternative, whole_of, with_slashes
from extractor.facts.terms.plain_names import KEPT_AS_VERBS, WHEN, clean_name, singular, spelled_out
from extractor.literals import sparse
from extractor.matching import Item, Line, Term

_WORD_BEFORE = re.compile(r".*(?<![\w'’/+.-])(?=([\w'’/+.-]+)\s$)", re.S)  # it looks from the end
# Reading leftwards from the head, a name ends before one of these.
_STOP = frozenset(
    "became become and/or the a an of in to for with by on at from and or but nor as than that which who whom was were "
    "is are be been being had has have having did do does no not any all both each other some most more less least "
    "many few common commonly frequent frequently reported observed noted seen occurred occurring developed develop "
    "experience experienced experiencing achieve achieved achieving reach reached attain attained obtain obtained "
    "showed showing including included include significant significantly similar higher lower highest lowest greater "
    "rate rates incidence incidences frequency proportion percentage prevalence risk number numbers patients patient "
    "participants subjects women men children infants eyes one two three four five six seven eight nine ten this these "
    "those it they found their its there also only overall respectively while whereas mean median cumulative estimated "
    "we our without after before during between among within per vs versus mainly mostly often usually typically "
    "primarily predominantly new additional main leading such following treated due mild moderate therapy when if then "
    "thus however suffered underwent undergoing required require requires needed needs requiring respective first "
    "second third increased decreased possible any-grade all-grade grade grades total although though despite because "
    "since whilst gave give gives yielded yields produced evidenced exhibited reports report reduce reduces improve "
    "improves increases decreases prevent prevents affect affects lowers enhance enhances fewer fewest corresponding "
    "better worse inferior superior favorable favourable good-quality group groups arm arms cohort neither still "
    "remain remained year years month months week weeks day days".split()
)
_QUALIFIES = re.compile(  # words like verbs that names have
    r"related|emergent|threatening|worsening|confirmed|combined|associated|induced|limited|perceived|sustained"
    r"|-acquired|delayed|impaired|drug|adjusted|healing|fatal"
)
# Before a verb: "were successfully eradicated", "remain alive".
_AUXILIARY = re.compile(
    r"(?<!\w)(?:(?:was|were|is|are|has|have|had|been|be|being|also|still|remain(?:ed|s)?|\w+ly) )+$"
)
_MANNER = re.compile(
    r"(?P<how>(?:in)?complete|partial|(?:in)?adequate|insufficient|poor|spontaneous|technical|(?:\w+log)?ical|clinical)ly\b",
    re.I,
)
_GERUND = re.compile(r"(?:^|[,;] |\band )([A-Za-z]+ing) $")  # "Snoring resolved in 61%"
_OF_WHAT = re.compile(r"\b((?:quality|range|signs|symptoms|loss|sense) of )(?:the )?[\w-]+ $", re.I)
_OF_THINGS = re.compile(r"eradicat|heal|resol|improve|normali[sz]|disappear|clear|closure|conversion|regress", re.I)
# Of a list of causes those before the last have their shares in brackets: "due to rash (3%), nausea (2%) and".
_OTHER_CAUSES = r"(?:(?:[\w-]+ ){1,4}\((?:(?!vs|versus)[^()])*\)(?:,? and |,? or |, ))*"
_STOPPED = sparse(
    r"\b(?P<what>(?:treatment |drug |study |dose )?"
    r"(?:discontinuations?|withdrawals?|interruptions?|reductions?|delays?|deaths?))"
    r"(?: of (?:\w+ ){1,3}?)? ?(?P<how>due to|because of|owing to|for) (?:the |an? |any )?"
    rf"{_OTHER_CAUSES}(?:[\w/-]+ ){{0,2}}$",
    re.I,
)
# "was stopped in 12 (5%) because of", "discontinued treatment, 65 because of", "doses were reduced in 9% owing to"
_STOPPED_IN = sparse(
    r"\b(?:(?P<dose>dose reductions?|dos(?:e|es|age|ing) (?:\w+ ){1,3}?(?:reduced|delayed|lowered|decreased))"
    r"|(?P<pause>interruptions?|interrupt(?:ed|ing)|withheld|suspended)|(?P<end>discontinuations?|discontinu(?:ed?|ing)"
    r"|stop(?:ped|ping)?|terminat(?:ed|ing)|ceased)|(?P<leave>withdrawals?|withdrew|withdrawn|withdrawing))\b(?:[^.;]|\.\d){0,70}?\s"
    r"(?P<how>due to|because of|owing to|on account of|secondary to)\s"
    rf"(?:(?:the|an?|any) )?{_OTHER_CAUSES}(?:[\w/-]+ ){{0,2}}$",
    re.I,
)
_STOPS = {"dose": "dose reduction", "pause": "interruption", "end": "discontinuation", "leave": "withdrawal"}
_LED = re.compile(
    r"\b(?P<what>(?:(?:serious|severe|treatment-(?:emergent|related)) )*(?:adverse (?:event|effect|reaction)s?"
    r"|(?:TE|TR)?AEs?))"
    r" (?:leading|led|that led|which led|resulting|that resulted|resulted) (?:to|in) (?:the |an? )?(?:[\w-]+ ){0,2}$",
    re.I,
)
_DID_SUSTAIN = re.compile(  # "two women sustained fractures", but "sustained remission"
    r"(?:\b(?:who|that|patients|participants|subjects|children|women|men|cases|of them)|[)%]) (?:also )?sustained $"
)
_CHANGED_RATE = re.compile(
    r"(?:improve|increase|difference)\w* in (?P<what>(?!the\b)[\w-]+(?: [\w-]+){0,3}?) rates?\b", re.I
)
_OPERATION = re.compile(r" (?:surgery|operation)\b")  # "cataract surgery" is no cataract
_FIRST_TRY = re.compile(r"(?:first|second)[ -](?:attempt|pass|try|trial)\b", re.I)
_ADJECTIVE = re.compile(r"[A-Za-z-]+(?:ic|al|ous)")
_EXTREME = re.compile(
    r"^(?:very )?(?:high|low|raised|elevated|acceptable|comparable|equal|different|distinct|obvious|his|her|their"
    r"|whose) ",
    re.I,
)
_ITS_RATE = re.compile(r" rates?\b")
_MANY = re.compile(r"(?:s|men|people|children)$| ", re.I)
_CAUSED = re.compile(r"\b((?:[\w-]+-)?(?:related|emergent|induced|associated))\s$", re.I)
_SCORED = re.compile(r"\b([A-Z][A-Za-z]*[A-Z][ -]?(?:20|30|40|50|70|75|90|100))\s$")
_SHORT_ASIDE = re.compile(r"\s\([A-Z][\w -]{0,10}\)\s$")
_QUALITY = re.compile(r"[\w-]+(?:al|ac|ic|ar|ous|ive|ary)\b")
_QUALITIES = re.compile(rf"\b(?:{_QUALITY.pattern}, )*{_QUALITY.pattern},? or $")
_TERMS = ("event", "outcome")
_WORDY = ("name", "drug")  # items that may be words of a name
# What a written term has beside it: a bracket, the verb before it.
_EDGES = re.compile(r"\s?[(\[][^)\]]*[)\]]$|^(?:was|were|is|are|became(?= infected)) ")
_OF_HARM = ("resolution", "relief", "improvement")
_GRADE = re.compile(r"(?:I|II|III|IV|V)(?:[-–/](?:I|II|III|IV|V))?")
# "decreased neutrophil count" is an event, though "decreased diarrhoea" would not be: no list knows a phrase's head.
_STOP_OF_PHRASE = _STOP - {"decreased", "increased", "worse", "better"}
_WHAT = (
    r"(?:the |a |an |study |any (?!cause)|their |his |her |all )?"
    r"(?:(?:occurrence|development|rates?|incidence|frequency) of )?"
    rf"(?P<what>(?!(?:an?|the|rates?|average|mean|median|total|at|more|less|up|{PEOPLE})\b)"
    r"(?:(?:loss|lack|absence|failure|worsening|progression) of (?:the |their )?)?"
    r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,4}?)"
    r"(?=\s?(?:[,;:.()\[\]]|$)|\s(?:was|were|in|at|on|occurred|had|"
    r"and|or|with|together|along|secondary|despite|for|rate|rates|of|than|compared|by|after|during|within|as|between|among|did|is"
    r"|caused|that|which|who|but|before|also|more|less|shortly|following|until|while|whereas|when|one|two|three|six)\b)"
)
_RIGHT = re.compile(
    r"^(?: (?:the )?(?:study |trial )?(?:treatment|therapy|drug|medication|study|trial)| prematurely| early){0,2} "
    r"(?P<how>leading to|(?:(?:that|which) )?(?:led to|resulted in)|resulting in|due to|because of|owing to|of|from"
    rf"|as a result of|attribut(?:able|ed) to|on account of|secondary to|caused by|in|with a|requiring|for) {_WHAT}"
)
# "was discontinued in 16 patients (18%) due to pneumonitis"
_OPEN = re.compile(r" (?:from|off)$")  # "weaned from [the ventilator]"
_OBJECT = re.compile(rf" {_WHAT}")
_RIGHT_OF_SHARE = re.compile(
    r"(?:[^.;:,\d]|\.\d){0,40}(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)(?:[^.;:,]|\.\d){0,30}?"
    rf" (?P<how>due to|because of|owing to) {_WHAT}"
)
_WERE = re.compile(  # "two deaths were due to sepsis", but not "ten deaths were due to sepsis (4) and stroke (3)"
    r" (?:was|were)(?: all| both)?(?= (?:due|caused|attribut(?:able|ed)|secondary|because|owing)\b[^([:]*(?:[.;,]|$))"
)
_SURVIVAL = re.compile(
    r"(?:,? (?:and|or)|,|/)\s?(?:[\w-]+(?:,? and|,)? ){1,4}survival\b", re.I
)  # "relapse-free and overall"
_BACK = re.compile(  # to an event told before
    r"(?: (?:the )?(?:study |trial )?(?:treatment|therapy|drug|medication|study|trial))? "
    r"(?P<how>because of|due to|owing to|for) (?:them|it|this|these|that reason)\b(?! [a-z]+ (?:was|were))"
)
_WITH_CAUSE = re.compile(
    r"death|died|dying|mortality|discontinu|withdr|stopped|hospitali[sz]|readmi|\bdose reduc|interrupt", re.I
)
_CAUSED_BY = (
    *("due to", "because of", "owing to", "as a result of", "on account of", "secondary to", "caused by"),
    *("attributable to", "attributed to"),
)
_RIGHT_HEADS = {
    "leading to": re.compile(r"event|effect|reaction|toxicit|\bAEs?$", re.I),
    "requiring": re.compile(r"complication|event|bleeding|reaction", re.I),
    "with a": re.compile(r"adverse event", re.I),
    **dict.fromkeys(_CAUSED_BY, _WITH_CAUSE),
    "from": re.compile(r"freedom|death|died|dying", re.I),
    "of": re.compile(
        r"died|dying|loss|recurrence(?!.free)|worsening|freedom|resolution|discontinuation|elevation|disappearance|absence|relief|"
        r"cure|closure|improvement|eradication|normali[sz]ation|exacerbation",
        re.I,
    ),
    "for": re.compile(r"hospitali[sz]|admi(?:ssion|tted)|surger|operation|intervention|revision|referral|visit", re.I),
    "in": re.compile(r"improvement|reduction|decrease|increase|elevation", re.I),
}


def outcome_name(
    line: Line, item: Item, abbreviations: Mapping[str, str], phrases: Sequence[tuple[int, int]] = ()
) -> str:
    """The name of an outcome or event, abbreviations spelled out, lower case unless capitals carry meaning.

    `phrases` are a model's noun phrases and entities: where one holds the head, the name begins with it.
    """
    return whole_of(line, item, abbreviations) or _name(line, item, abbreviations, phrases)


def _name(line: Line, item: Item, abbreviations: Mapping[str, str], phrases: Sequence[tuple[int, int]]) -> str:
    term: Term = item.value
    if term.is_phrase:
        return clean_name(spelled_out(" ".join(_without_lead(term.name.split())), abbreviations))
    surface = _EDGES.sub("", line.passage[item.start : item.end])
    if term.get("whole"):
        return clean_name(term.name)
    if changed := _CHANGED_RATE.match(line.passage, item.start, line.end):
        return clean_name(abbreviations.get(changed["what"]) or changed["what"])
    if flow := flow_of(line, item):
        return clean_name(flow)
    if with_noun := attributed(line, item) or state_of(line, item):
        spelled = spelled_out(with_noun, abbreviations)
        return clean_name(spelled.removeprefix("improved ") if spelled.endswith(" rate") else spelled)
    head, is_verb = _head(term, surface, abbreviations)
    right = _right(line, item, surface, abbreviations)
    other = alternative(line, item) if is_verb else None
    is_kept = is_verb and any(t and t.name in KEPT_AS_VERBS for t in (term, other and other.value))
    if is_verb:
        left, head = _of_verb(line, item, head, surface.lower() if is_kept else "")
    else:
        start = _first(line, item).start
        left = _qualified(line, item, start, phrases)
        if operation := _OPERATION.match(line.passage, item.end, line.end) or worse(line, item):
            head += operation[0]
    head = with_slashes(line, item, head)
    if head.lower().endswith("-free") and _SURVIVAL.match(line.passage, item.end, line.end):
        head = f"{head} survival"
    if _ITS_RATE.search(line.passage, item.start, item.end + len(" rates")):  # "the high relapse rate"
        left = _EXTREME.sub("", f"{left} ").strip()
    whole = clean_name(f"{left} {singular(head)} {right}" if right else f"{left} {head}")
    if not right.startswith(_CAUSED_BY) and (caused := _ended(line, item, abbreviations)):
        return clean_name(f"{caused} {whole}")
    if (is_verb or not left) and (other := other or alternative(line, item)):
        name = clean_name(line.passage[other.start : other.end] if is_kept else other.value.name)
        return f"{name} or {whole}" if other.start < item.start else f"{whole} or {name}"
    return whole


def _ended(line: Line, item: Item, abbreviations: Mapping[str, str]) -> str:
    """What an event made of something else: "discontinuation due to", "adverse event leading to", before it."""
    if match := _STOPPED.search(line.passage, line.start, item.start):
        return f"{singular(match['what'])} {match['how']}"
    if match := _STOPPED_IN.search(line.passage, line.start, item.start):
        return f"{_STOPS[next(name for name in _STOPS if match[name])]} {match['how']}"
    match = _LED.search(line.passage, line.start, item.start) if item.value.get("class") == "discontinuation" else None
    if match:
        return f"{singular(abbreviations.get(match['what'].removesuffix('s'), match['what']))} leading to"
    return ""


def _head(term: Term, surface: str, abbreviations: Mapping[str, str]) -> tuple[str, bool]:
    """The head word, and whether it is the noun of a verb that stands in its place."""
    short = surface.removesuffix("s")
    is_noun = term.name in ("", surface.lower())  # "bleeding"
    if term.name.isupper():
        return surface, False  # GVHD: better known by its abbreviation
    if surface in abbreviations:
        return abbreviations[surface], False  # SREs: skeletal-related events
    if short.isupper() or short in abbreviations:
        own = short if short.lower() == term.name else term.name
        return abbreviations.get(short, own), False
    if _is_verb(surface) or (_is_verb(surface.split()[0]) and not is_noun):
        return term.name, not is_noun
    if term.name and (len(term.name.split()) > len(surface.split()) or re.search(r" (?:and|or) ", surface)):
        return term.name, False
    return re.sub(r"(?: rates?)$", "", surface), False


def _without_lead(words: list[str]) -> list[str]:
    """A phrase without the articles and small words that it begins with."""
    start = next((i for i, word in enumerate(words) if not _is_lead(word, _STOP_OF_PHRASE)), len(words))
    return words[start - 1 :] if words[start - 1 : start + 1] == ["New", "York"] else words[start:]


def _is_lead(word: str, small: frozenset[str]) -> bool:
    """Small words and grades; in capitals "AS" and "TO" are abbreviations."""
    return bool(_GRADE.fullmatch(word)) or (word.lower() in small and not (word.isupper() and len(word) > 1))


_VERB = re.compile(
    r"(?:\w\wed|ied|ing|died|alive|fatal|febrile|successful|withdrew|withdrawn|discontinue|fatalities|\bdie)$", re.I
)


def _is_verb(surface: str) -> bool:
    return " " not in surface and _VERB.search(surface) is not None


# "those taking ibuprofen improved", "two on placebo improved"
_TAKEN = re.compile(
    rf"\b(?:on|receiving|taking|given|treated (?:with|by)|(?:{PEOPLE}|those) with)(?: the)? (?:[\w/+-]+ ){{1,3}}$", re.I
)


def _of_verb(line: Line, item: Item, noun: str, kept: str) -> tuple[str, str]:
    """What goes before the noun of a verb: "symptoms were completely resolved" is a "complete symptom" resolution.

    And that noun; or, in the paper's words, the verb where it is `kept`: symptoms | disappeared completely.
    """
    auxiliary = _AUXILIARY.search(line.passage, line.start, item.start)
    start = auxiliary.start() if auxiliary else item.start
    manner = _MANNER.search(line.passage, start, item.start) or _MANNER.match(line.passage, item.end + 1, line.end)
    is_drug = any(i.kind == "drug" and i.end == start - 1 for i in line.items) or _TAKEN.search(
        line.passage, line.start, start
    )
    subject = _left(line, start, (*_WORDY, *_TERMS)) if _OF_THINGS.search(noun) and not is_drug else ""
    gerund = _GERUND.search(line.passage[line.start : start]) if not subject and _OF_THINGS.search(noun) else None
    whole = gerund or (_OF_WHAT.search(line.passage, line.start, start) if subject else None)
    what = whole[1].lower() if whole else ""
    if kept:
        how = manner[0].lower() if manner else ""
        verb = f"{how} {kept}" if manner and manner.start() < item.start else f"{kept} {how}"
        return f"{what} {subject}".strip(), verb.strip()
    return f"{manner['how'] if manner else ''} {what}{singular(subject)}".strip(), noun


def _qualified(line: Line, item: Item, start: int, phrases: Sequence[tuple[int, int]]) -> str:
    """What stands between the start of a noun phrase and its head, with what qualifies it."""
    if line.passage.startswith("were ", start):
        return ""  # "those with gout were alive": what they had qualifies nothing
    left = _left_of_phrase(line, item, phrases) if phrases else _left(line, start)
    return f"{left} {line.passage[start : item.start]}".strip()


def _first(line: Line, item: Item) -> Item:
    """The term that a general one is joined to, as in "wound healing complications", "seizure resolution"; else it."""
    before = [i for i in line.items if i.end == item.start - 1 and i.kind in _TERMS]
    is_joined = item.value.get("class") == "general" or line.passage[item.start : item.end] in _OF_HARM
    return before[0] if before and is_joined else item


def _left(line: Line, at: int, wordy: Sequence[str] = _WORDY) -> str:
    """Up to four words that qualify the head: "treatment-emergent", "confirmed", "biochemical recurrence-free"."""
    words: list[str] = []
    before = line.passage[line.start : at]
    taken = {i.end for i in line.items if i.kind not in wordy and not _is_word(line, i)}
    if caused := _caused(line, at):
        return caused
    if scored := _SCORED.search(line.passage, line.start, at):
        return scored[1]  # "PASI 75 response"
    if aside := _SHORT_ASIDE.search(before):
        before = before[: aside.start() + 1]  # "intention-to-treat (ITT) eradication"
        at = line.start + len(before)
    while len(words) < 4:
        match = _WORD_BEFORE.match(before)
        if (
            not match
            or (at - 1 in taken and words[:1] != ["free"])
            or (
                match[1].lower().strip(".-") in _STOP
                and not _FIRST_TRY.match(line.passage, line.start + match.start(1))
            )
            or not match[1].strip("+/-")
            or re.search(r"\d[%.]?$|^\d", match[1])
            or _DID_SUSTAIN.search(before)
            or WHEN.search(before)
            or (match[1].endswith(".") and not (words and words[0].islower() and re.fullmatch(r"[A-Z]\.", match[1])))
        ):
            break
        if _is_verb(match[1]) and not _QUALIFIES.search(match[1].lower()):
            break
        words.insert(0, match[1])
        before = before[: match.start(1)]
        at = line.start + len(before)
    joined = before.endswith("or ") and _QUALITIES.search(before)  # most are not, and the search is long
    if joined and _QUALITY.match(line.passage, at):
        words.insert(0, joined[0].strip())  # "renal, cardiac or cerebrovascular event"
    return " ".join(words)


def _caused(line: Line, at: int) -> str:
    """ "treatment-related grade 3 adverse events": what the grade parts from its term."""
    grade = next((i for i in line.items if i.kind == "grade" and i.end == at - 1), None)
    match = _CAUSED.search(line.passage, line.start, grade.start) if grade else None
    return match[1] if match else ""


def _is_word(line: Line, item: Item) -> bool:
    """Whether an item is a word of the name of what follows: "hypoxic liver injury", "TIMI major bleeding"."""
    if is_scale(line, item):
        return True
    is_adjective = item.kind == "event" and _ADJECTIVE.fullmatch(line.passage, item.start, item.end)
    return bool(is_adjective) or _is_one(line, item) or line.passage[item.start : item.end].lower() == "worsening"


def _is_one(line: Line, item: Item) -> bool:
    """Whether an item is a word of "graft kinking" or "eye pain", which counts nobody."""
    return item.kind == "people" and not _MANY.search(line.passage, item.start, item.end)


def _left_of_phrase(line: Line, item: Item, phrases: Sequence[tuple[int, int]]) -> str:
    """The words before the head in the model's phrase around it, up to an item that is none of its words."""
    begin = max((s for s, e in phrases if s <= item.start < e), default=item.start)
    if caused := _caused(line, item.start):
        return caused
    others = (i for i in line.items if i.kind not in _WORDY and not _is_one(line, i))
    begin = max([begin, *(i.end for i in others if i.end <= item.start)])
    return " ".join(_without_lead(line.passage[begin : item.start].split()))


def _right(line: Line, item: Item, surface: str, abbreviations: Mapping[str, str]) -> str:
    if _OPEN.search(surface):
        what = _OBJECT.match(line.passage, item.end, line.end)
        return what["what"] if what else ""
    end = _after_drug(line, item)
    if back := _BACK.match(line.passage, end, line.end):
        events = [i for i in line.items if i.kind == "event" and i.end <= item.start]
        earlier = [i for i in events if i.value.name != item.value.name]
        return f"{back['how']} {outcome_name(line, earlier[-1], abbreviations)}" if earlier else ""
    if item.value.get("class") == "death" and (were := _WERE.match(line.passage, end, line.end)):
        end = were.end()
    match = _RIGHT.match(line.passage[end : line.end])
    if not match and (item.value.get("class") == "discontinuation" or "reduction" in surface):
        match = _RIGHT_OF_SHARE.match(line.passage[end : line.end])
    how = re.sub(r".*(?:led to|result(?:ed|ing) in)", "leading to", match["how"]) if match else ""
    if match and how in _RIGHT_HEADS and _RIGHT_HEADS[how].search(surface):
        start, end = (end + at for at in match.span("what"))
        listed = [i.value.name for i in line.items if (i.start, i.end) == (start, end) and i.kind in _TERMS]
        return f"{how} {abbreviations.get(match['what']) or next(iter(listed), '') or match['what']}"
    return ""


def _after_drug(line: Line, item: Item) -> int:
    """The end of a term, or of the drug that it is one of: "discontinued rituximab because of"."""
    drug = next((i for i in line.items if i.kind == "drug" and i.start >= item.end), None)
    stopped = item.value.get("class") == "discontinuation"
    return drug.end if stopped and drug and line.passage[item.end : drug.start] in (" ", " of ", " the ") else item.end
