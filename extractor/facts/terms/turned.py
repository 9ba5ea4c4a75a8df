"""Terms near a share that it is not of: what was not had, and what only tells of what there was a change."""

from __future__ import annotations

import re

from extractor.facts.sentences.bare_counts import is_zero
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.terms.plain_names import KEPT_AS_VERBS, clean_name
from extractor.matching import Item, Line, Term

# "60 did not need a [transfusion]", "38% became free of [attacks]": the share is of those who had it not.
_NOT_HAD = re.compile(
    r"\b(?:(?:did|does|do|had|have|has|were|was|are|could|would) (?:not|never)|fail(?:ed|s)? to|unable to|without"
    r"|no longer|(?:free|freed|cured|rid|weaned|recovered) (?:of|off|from)|negative for|avoided|lacked)"
    r"(?: (?:have|had|experience|develop|need(?:ed)?|requir(?:ed|ing|e)|us(?:ed|ing|e)|report|show|suffer|undergo"
    r"|(?:loss|recurrence|worsening|progression|exacerbation) (?:of|in)"
    r"|receive|achieve|reach|attain|obtain|get|gain|meet|mount|generate|elicit|produce|maintain|either|any|an?|the|their|all|further"
    r"|[\w-]+,? n?or|(?!had)[\w-]+(?:al|ic|ous|ive|ent|ed|ing)|(?=[\w-]*[A-Z])[\w-]+|antibody|immune|cell(?:ular)?))* $"
)
# "[bleeding] was controlled in 30%", "the [fistula] closed in 12": those are counted in whom it came to its end.
_END = (
    ("control", "controlled"),
    ("cessation", "stopped|ceased|terminated"),
    ("resolution", "resolved|subsided|abated"),
    ("disappearance", "disappeared|vanished"),
    ("healing", "healed"),
    ("closure", "closed"),
    ("arrest", "arrested"),
    ("clearance", "cleared"),
    ("relief", "relieved|alleviated"),
    ("elimination", "eliminated|abolished"),
    ("eradication", "eradicated"),
    ("reversal", "reversed"),
    ("correction", "corrected"),
    ("cure", "cured"),
    ("prevention", "prevented|averted|avoided"),
    ("improvement", "improved|ameliorated"),
)
_HOW = (
    "completely |successfully |fully |spontaneously |well |effectively |adequately |entirely |rapidly |promptly |all "
)
_CAME_TO_END = rf"(?:{_HOW})*(?:{'|'.join(f'(?P<{noun}>{verbs})' for noun, verbs in _END)})"
_IT_WAS = (  # "[cough], snoring and fever resolved in 61%, 72% and 80%"
    r"(?:,? and (?:[\w-]+ ){0,2}[\w-]+|, (?:[\w-]+ ){0,2}[\w-]+){0,8}?"
    r" (?:(?:was|were|had been|had|has|have) )?"
)
_ENDED = re.compile(
    rf"{_IT_WAS}{_CAME_TO_END}"
    r"(?: [\w-]+ly)?(?: within [^.;:,()\[\]%]{2,20})? (?:in|for|(?<!improved )by|among) "
    r"(?:(?!comparison|contrast)[a-z]+ ){0,6}[(\[]?(?:[\d.·]+ ?%?(?:,? and |, ))*"
)
# "Dyspnoea improved in 61%, and [fatigue] in 40%"
_ENDED_BEFORE = re.compile(
    rf" {_CAME_TO_END}"
    r" (?:in|for) (?:[a-z]+ ){0,4}[\d.·]+[^.;:,]{0,40}?,? and (?:the )?$"
)
# "[Signs of] infection resolved", "[nasal] obstruction improved"
_OF_WHAT = re.compile(r"\b(?:(?:signs|symptoms|loss|attacks|episodes) of|[a-z]+(?:al|ic|ous|ent|ar|ory)) $", re.I)
# "Lithium controlled all [fits] in 14 of 20", not "in whom attacks were controlled by".
_ENDS = re.compile(
    r"(?<!\bwere )(?<!\bwas )(?<!\bbeen )(?<!\bwith )(?<!\bof )(?<!\bthe )(?<!\ba )(?<!\band )(?<!\bhad )\b"
    rf"{_CAME_TO_END}"
    r" (?:(?:the|their|all|both|these|of) )*(?:[\w-]+ )?$"
)
# "In 30 of 44 patients the [fistula] closed": what ended in them.
_IN_WHOM = re.compile(r"\b(?:[Ii]n|[Ff]or) (?:only |all |another |the other )?$")
_THEN_THE = re.compile(
    rf"[)\]%]*(?: (?:of )?(?:(?:the|these|our|all) )?(?:[a-z]+ )?{PEOPLE})?,? (?:the|their|all) (?:[a-z]+ )?"
)
_THEN_ENDED = re.compile(
    rf"{_IT_WAS}{_CAME_TO_END}"
    r"(?=[.,;]| (?:completely|spontaneously|within|after|by|and|but)\b)"
)
_IN_SOME = re.compile(
    r"(?: (?:for|within|after|during) [^.;:,()\[\]%]{2,40}?)? (?:in|for) (?:(?!comparison|contrast)[a-z]+ ){0,6}[(\[]?"
)
# "a [50% reduction in] headache [days] was seen in 30%"
_REDUCED = re.compile(
    r"(?:(?:at least |more than |greater than |over |[>≥] ?)?(?:an? )?[>≥]?\d+% (?:or (?:more|greater) )?)?"
    r"(?:reduction|decrease|decline|fall)s?(?: of (?:at least |more than |over |[>≥] ?)?\d+%(?: or (?:more|greater))?)?"
    r" (?:in|of) (?:(?:the|their|mean|daily|weekly|monthly|number|frequency"
    r"|severity|intensity|rate|incidence|of) )*$"
)
# "absence of [visual loss] was found in 57%"
_ABSENT = re.compile(
    r"\b(?:(?:complete|total|full|good|excellent|adequate|satisfactory|partial|effective|at least \d+%) )?"
    r"(?:absence|lack|avoidance|prevention|control|suppression|cessation|elimination|reversal|alleviation) of"
    r" (?:(?:the|any|an?|all|further|their) )?(?:[\w-]+ )?$",
    re.I,
)
# "60% had a [> 40% seizure reduction]", "emesis [control] was good in 12"
_LESSENED = re.compile(
    r" (?:control|suppression|reduction|relief|cessation|clearance|disappearance|alleviation|remission)"
    r"(?! (?:groups?|arms?|measures?|programs?|programmes?|methods?|medications?|drugs?|therap\w+|treatments?)\b)\b"
)
_BY_SO_MUCH = re.compile(r"(?:(?:at least|more than|greater than|over|[>≥]) ?)?\d+% $")
# "MR grade ≤ 1 was seen in 80%": so little of it is good
_AT_MOST = re.compile(r"(?: grade| score)?(?: of)? ?(?:≤|<) ?\d\+?(?= |$)")
_SEEN_IN = re.compile(
    r"(?P<of>(?: (?:frequency|rates?|severity|scores?|episodes|days|attacks|intensity|burden|counts?))?)"
    r" (?:was|were|occurred)(?: [a-z]+){0,2} (?:in|by|among) (?:[a-z]+ ){0,3}[(\[]?"
)
_HAD_IT = re.compile(
    r"[)\]%]*(?: of [^.;:,()%]{1,40}?)?(?: [a-z]+)? (?:had|have|achieved|experienced|showed|reported|obtained|reached"
    r"|attained|gained)(?: an?)? "
)
_JUST_IN = re.compile(r" in (?:only |another |a further )?[(\[]?")
_OF = re.compile(r"[)\]%]* of (?:(?:the|these|those|our|all|\d+) )*")
_PEOPLE = re.compile(r" (?:survivors|patients|participants|subjects|women|men|children|infants|adults|individuals)\b")
_WHO = re.compile(
    r"\b(?:patients|participants|subjects|women|men|children|infants|adults|individuals)"
    r"(?: (?:[^.;:,()\[\]%]|\.\d){1,40}?)?(?: who)? $"
)
_TO_BRACKET = re.compile(r"[^.;:()\[\]%]{0,60} \(")
_COPULA = re.compile(r"^(?:was|were|are) (?=not)")
# "recurrence of [uveitis]", "resolution of their [diarrhoea]"
_CHANGE = re.compile(
    r"recurrence|resol|relief|disappear|absence|freedom|improve|cure|regress|clearance|eradicat|healing|normali[sz]",
    re.I,
)
_WORSENED = re.compile(r"deteriorat|worsening|impairment|aggravat|exacerbat", re.I)
_OF_CHANGE = re.compile(r"(?: rates?)? (?:of|from|in) (?:(?:the|their|his|her|an?|all|any) )?(?:[\w-]+ )?")


def turned(line: Line, share: Item, term: Item) -> Item | None:
    """The outcome that a term is where the words turn it round."""
    return next((k for turn in (not_had, ended, reduced, absent, lessened) if (k := turn(line, share, term))), None)


def not_had(line: Line, share: Item, term: Item) -> Item | None:
    """A term that those whom a share counts had not, as the outcome that they had it not."""
    if is_zero(share.value):
        return None
    if term.end <= share.start:  # "fewer patients [did not have] nausea (40%)"
        is_near = _TO_BRACKET.fullmatch(line.passage, term.end, share.start)
        match = _NOT_HAD.search(line.passage, line.start, term.start) if is_near else None
        if match is None or not _WHO.search(line.passage, line.start, match.start()):
            return None
    else:
        match = _NOT_HAD.search(line.passage, share.end, term.start)
    if match is None:
        return None
    name = _COPULA.sub("", line.passage[match.start() : term.end])
    return _outcome(term, name)


def ended(line: Line, share: Item, term: Item) -> Item | None:
    """A term beside a share that came to its end in those whom it counts, as the outcome that it did."""
    if term.start >= share.end:
        then = _THEN_THE.fullmatch(line.passage, share.end, term.start)
        match = _THEN_ENDED.match(line.passage, term.end, line.end) if then else None
        if not match or not _IN_WHOM.search(line.passage, line.start, share.start):
            return None
        return _outcome(term, f"{clean_name(line.passage[term.start : term.end])} {_end(match)}")
    if term.end > share.start:
        return None
    match = _ENDED.fullmatch(line.passage, term.end, share.start)
    if match is None and term.kind == "event" and _IN_SOME.fullmatch(line.passage, term.end, share.start):
        match = _ENDS.search(line.passage, line.start, term.start)
    if match is None and term.kind == "event" and _JUST_IN.fullmatch(line.passage, term.end, share.start):
        match = _ENDED_BEFORE.search(line.passage, line.start, term.start)
    if match is None or (match.lastgroup == "improvement" and term.kind != "event"):
        return None
    what = _OF_WHAT.search(line.passage, line.start, term.start)
    words = line.passage[what.start() if what else term.start : term.end]
    return _outcome(term, f"{clean_name(term.value.name if term.value.is_phrase else words)} {_end(match)}")


def _end(match: re.Match[str]) -> str:
    """The noun for how something came to its end, or the paper's verb where that is kept."""
    noun = match.lastgroup or ""
    return match[noun].lower() if noun in KEPT_AS_VERBS else noun


def reduced(line: Line, share: Item, term: Item) -> Item | None:
    """A term before a share of those in whom there was less of it."""
    if term.kind != "event" or term.end > share.start:
        return None
    seen = _SEEN_IN.fullmatch(line.passage, term.end, share.start)
    less = _REDUCED.search(line.passage, line.start, term.start) if seen else None
    if not less or not seen:
        return None
    name = line.passage[less.start() : seen.end("of")]
    return _outcome(term, name)


def absent(line: Line, share: Item, term: Item) -> Item | None:
    """A term of which those whom a share counts had none, or had it under control."""
    if is_zero(share.value):
        return None
    if term.end > share.start:
        match = _ABSENT.search(line.passage, share.end, term.start)
        return _outcome(term, line.passage[match.start() : term.end]) if match and _had(line, share, match) else None
    match = _ABSENT.search(line.passage, line.start, term.start)
    is_seen = match and _SEEN_IN.fullmatch(line.passage, term.end, share.start)
    if match and not is_seen and "control" in match[0]:
        is_seen = _JUST_IN.fullmatch(line.passage, term.end, share.start)
    return _outcome(term, line.passage[match.start() : term.end]) if match and is_seen else None


def _had(line: Line, share: Item, match: re.Match[str]) -> bool:
    """Whether those whom a share counts had what a match names."""
    return _HAD_IT.fullmatch(line.passage, share.end, match.start()) is not None


def lessened(line: Line, share: Item, term: Item) -> Item | None:
    """An event that was controlled, or of which there was little, as the outcome that it was."""
    if term.kind != "event" or term.value.is_phrase or term.value.get("class") in ("death", "general"):
        return None
    less = _LESSENED.match(line.passage, term.end, line.end)
    if less is None and term.end <= share.start:
        less = _AT_MOST.match(line.passage, term.end, share.start)
        less = less if less and _SEEN_IN.fullmatch(line.passage, less.end(), share.start) else None
    if less is None:
        return None
    much = _BY_SO_MUCH.search(line.passage, line.start, term.start)
    return _outcome(term, line.passage[much.start() if much else term.start : less.end()])


def of_people(line: Line, share: Item, term: Item) -> bool:
    """Whether a term only says which people a share is of: "60% of the stroke survivors", "12 of 40 gout patients"."""
    if term.value.is_phrase or term.start < share.end or not _OF.fullmatch(line.passage, share.end, term.start):
        return False
    return bool(_PEOPLE.match(line.passage, term.end, line.end))


def worsens(line: Line, before: Item, phrase: Item) -> bool:
    """Whether a phrase only says what got worse: "deterioration in [continence]"."""
    is_near = before.end < phrase.start and _OF_CHANGE.fullmatch(line.passage, before.end, phrase.start)
    return bool(is_near and _WORSENED.search(line.passage, before.start, before.end))


def only_changes(line: Line, before: Item, term: Item) -> bool:
    """Whether a term only says of what the one before it was a change, as a part of that one's name."""
    return bool(
        _OF_CHANGE.fullmatch(line.passage, before.end, term.start)
        and _CHANGE.search(line.passage, before.start, before.end)
    )


def _outcome(term: Item, name: str) -> Item:
    return Item("outcome", term.start, term.end, Term.whole(name, "response"))
