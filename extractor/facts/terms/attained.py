"""What people attained or became, and what became well, is an outcome that no list need know.

"61% achieved dry weight", "sight was restored in 40%", "cultures became negative in 75%", "30% became afebrile".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.terms.plain_names import clean_name
from extractor.facts.terms.turned import ended, turned
from extractor.matching import Item, Line, Term

_ATTAINED = r"(?:achieved|attained|reached|regained|restored|re-?established)"
_WHO = rf"(?:{PEOPLE}|patient|knees|hips|those|them|whom|group|arm|sample|cohort)"
# Right behind a share: "(61%) of the younger patients".
_OF_WHOM = rf"[)\]%]*(?: (?:of )?(?:(?:the|these|those|our|all) )?(?:[\w-]+ )?{_WHO})?"
# Where a clause begins, and how one goes on to its share: " within a week in all but (".
_CLAUSE = r"(?:^|[.;:] |, (?:(?:and|while|whereas|but) )?)"
_LEADS_ON = r"(?: (?:within|after|at|on|by) [^.;:,()\[\]%]{2,25}?)? (?:in|by|for) (?:[a-z]+ ){0,4}[(\[]?$"
# From the share on: who, and what they did.
_WHO_DID = re.compile(
    rf"{_OF_WHOM}"
    r"(?: (?:in|on|from|with|given|receiving) [^.;:,()\[\]%\d]{1,50}?)?"
    r"(?: \(P[^()]*(?:\[[^\[\]]*\])?\))?"
    r" (?:had |have |also |successfully ){0,2}(?:achieved|attained|regained|reached|gained(?! weight)|maintained)"
    r" (?:(?:an?|the|their|its) )?"
)
_NAME = r"[^\s.,;:()\[\]]+(?: [^\s.,;:()\[\]]+){0,6}?"
_NAME_ENDS = (
    r"(?=\s?(?:[;()\[\]]|:(?!\d)|[.,](?!\d)|$)|\s(?:in|at|on|by|after|within|during|following|compared|than|vs|versus|with"
    r"|and|or|as|from|while|whereas|when|but|according|based|before|until|over|using|without|for)\s)"
)
_WHAT = re.compile(rf"(?P<what>{_NAME}){_NAME_ENDS}")
# Before the share: what more attained, and what was attained.
_MORE_DID = re.compile(
    r"\b(?:more|fewer|(?:proportion|percentage|number)s? of) [^.;:()\[\]%]{3,60}?"
    r" (?:achieved|attained|reached|regained|achieving|attaining|reaching|gained(?! weight)|maintained|demonstrated"
    r"|showed) (?:(?:an?|the|their) )?"
    rf"{_WHAT.pattern}[^.;:()\[\]%]{{0,80}}[(\[]$",
    re.I,
)
_IT_WAS = re.compile(
    rf"{_CLAUSE}(?P<what>(?:(?! and | but )[^;:,()\[\]%]){{4,80}}?)"
    rf" (?:was|were|could be|(?:has|have|had) been) (?:successfully |fully |completely )?{_ATTAINED}"
    rf"{_LEADS_ON}"
)
_TELLING = re.compile(
    rf"\b(?:{_ATTAINED}|from|baseline|gained|maintained|demonstrated|showed|likely to|bec[ao]me|turned|converted"
    r"|returned|reverted|no longer|remain|successful|patent|curative|intact|controlled|corrected|relieved|adequate"
    r"|satisfactory|effective|good|excellent|complete)\b"
)
# What is well, of people and of what is measured.
_WELL = (
    r"(?:[\w-]*negative|undetectable|normal|normotensive|normo\w+mic|euthyroid|euvol[a]?emic|afebrile|asymptomatic"
    r"|independent|ambula(?:tory|nt)|continent|abstinent|sober|fertile|symptom free|pain free"
    r"|patent|[\w-]+-(?:free|independent))\b"
)
_BECAME = re.compile(
    rf"{_OF_WHOM}(?: in [^.;:,()\[\]%\d]{{1,50}}?)?"
    rf" (?:had |have |also )?(?:became|become|turned) (?P<what>{_WELL})(?! or\b)"
)
# "70% were asymptomatic at one year": what they were at the end, not who they were.
_WERE = re.compile(
    rf"{_OF_WHOM}(?: in [^.;:,()\[\]%\d]{{1,50}}?)?"
    rf" (?:were|remained) (?:still |all )?(?P<what>not [\w-]+-dependent|(?:functionally |fully )?{_WELL})"
)
_FREE = re.compile(
    rf"{_OF_WHOM} (?:have |had )?(?:became|become|remained|(?:was|were) rendered)"
    rf" (?P<what>free (?:of|from) {_NAME}){_NAME_ENDS}"
)
# "70% no longer met the criteria"
_NO_LONGER = re.compile(
    rf"{_OF_WHOM}(?: (?:in|receiving|given|with) [^.;:,()\[\]%\d]{{1,50}}?)?"
    r" (?P<what>no longer (?:had|met|fulfilled|needed|required|used|took|showed|reported|experienced|exhibited)"
    rf" {_NAME}(?: for [^\s.,;:()\[\]]+)?){_NAME_ENDS}"
)
# "70% were off all narcotics", "30% needed no morphine": who did without.
_RELIEF = (
    r"(?:[\w-]+ ){0,2}?(?:narcotics?|opioids?|opiates?|analgesics?|analgesia|(?:cortico)?steroids?|insulin|dialysis"
    r"|oxygen|(?:mechanical )?ventilation|immunosuppress\w+|anti(?:epileptic|convulsant|hypertensive)s?(?: drugs?)?"
    r"|vasopressors?|rescue [\w-]+|supplementa\w+ [\w-]+|transfusions?"
    r"|[a-z]+(?:morph\w+|codone|adol|fentanyl|caine)|morphine|fentanyl|prednis\w+|tramadol|codeine|methadone)"
)
_WITHOUT = re.compile(
    rf"{_OF_WHOM}(?: in [^.;:,()\[\]%\d]{{1,50}}?)? (?:"
    rf"(?:were|came|remained|went) (?P<off>(?:completely |totally )?off (?:(?:all|any|their) )?{_RELIEF})"
    rf"|(?:needed|required|used|took|requested|consumed) (?P<no>no {_RELIEF}(?: or {_RELIEF})?"
    rf"|neither {_RELIEF} nor {_RELIEF}))(?![\w-])"
    r"(?! (?:before|prior|preoperatively|at (?:baseline|entry|admission|enrol)))"
)
# "21% of the sample showed clinically significant improvements in mood"
_CLINICAL = re.compile(
    rf"{_OF_WHOM}(?: (?:in|on|from|with|given|receiving) [^.;:,()\[\]%\d]{{1,50}}?)?"
    r" (?:had|have|showed|demonstrated|experienced|reported|made|displayed|exhibited) (?:an? )?"
    r"(?P<what>(?P<one>clinically (?:significant|meaningful|relevant|important)"
    rf" (?:improvement|response|benefit|relief|recovery|gain))s?(?P<in> in {_NAME}{_NAME_ENDS})?)"
)
_LATER = re.compile(r"\b(?:follow-?up|discharge|after|later|months?|years?|weeks?|days?|end of)\b", re.I)
_AT_FIRST = re.compile(
    r"\b(?:enrol\w*|admission|presentation|presented|entry|diagnos\w+|inclusion|screen\w*|onset|aged?|old|initial\w*)\b",
    re.I,
)
_MARKED = re.compile(
    rf"{_OF_WHOM}"
    r"(?: (?:in|receiving|given|with) [^.;:,()\[\]%\d]{1,50}?)?"
    r" (?:(?:were|was) )?(?:rated|graded|judged|scored|classified|considered)(?: as| to be)? [\"“'‘]?"
    r"(?P<what>(?:excellent|very good|good)(?:[\"”'’]? (?:or|and|to) [\"“'‘]?(?:excellent|very good|good))?)\b"
)
_LIKELIER = re.compile(
    rf"\blikely to (?:(?:become|remain) (?P<what>{_WELL})[^.;:()\[\]%]{{0,90}}"
    r"|(?P<did>(?:deliver|recover|heal|survive|conceive|ovulate|return to (?:work|sports?|play)"
    r"|be discharged(?: home)?)(?: (?:within|by|before|after|at) [^.;:,()\[\]%]{2,30}?)?)) [(\[]$"
)
_IT_BECAME = re.compile(
    rf"{_CLAUSE}(?P<what>(?:(?! and )[^;:,()\[\]]){{4,60}}?"
    rf" (?:(?:became|turned|had become|converted to) {_WELL}|(?:had )?(?:returned|reverted) to (?:(?:the |a )?normal"
    r"(?: (?:levels?|range|limits|values?))?|baseline)"
    r"|(?:was|were) no longer (?:detectable|detected|present|palpable|visible|demonstrable|seen|found)))"
    rf"{_LEADS_ON}"
)
# "Cannulation was successful in 61%": a successful cannulation.
_WORKED = re.compile(
    rf"{_CLAUSE}(?P<what>(?:(?! and | but )[^;:,()\[\]%]){{4,60}}?)"
    r" (?:was|were|remained|proved) (?P<how>(?:fully |completely |well |adequately )?"
    r"(?:successful|patent|curative|intact|controlled|corrected|relieved))"
    r"(?: (?:at|after|within) [^.;:,()\[\]%]{2,25}?)? (?:in|for) (?:[a-z]+ ){0,4}[(\[]?$"
)
# "Anaesthesia was adequate in 44"
_SERVED = re.compile(
    rf"{_CLAUSE}(?P<what>(?:[^;:,()\[\]]{{1,40}} )?"
    r"(?:ana?esthesia|analgesia|blocks?|blockade|sedation|ha?emostasis|relaxation|(?:intubating|operating) conditions))"
    r" (?:was|were|proved) (?P<how>adequate|satisfactory|effective|good|excellent|complete)(?: for [a-z]+)?"
    r" (?:in|for) (?:[a-z]+ ){0,4}[(\[]?$",
    re.I,
)
# "The functional results were [excellent in] 24 (60%), [good in] 10", "a Mayo score that was [excellent (]n = 9, 36%)".
_RATED = re.compile(
    r"(?:^|[^\w-])(?:(?:was|were|as|of|or|and|,|:) )+[\"“'‘]?(?P<how>excellent|very good|good|complete|partial)"
    r"[\"”'’]?,? (?:in )?(?:only )?(?:[(\[](?:n ?= ?)?)?$"
)
_SCALE = re.compile(
    r"\b(?:results?|outcomes?|function|scores?|cosmesis|recovery|relief|response|healing|union|remission|regression"
    r"|closure|resolution|improvement|occlusion)\b",
    re.I,
)
_NO_SCALE = re.compile(
    r"\b(?:knowledge|attitudes?|practices?|quality|agreement|adherence|compliance|prognos\w+|predict\w+|concordance"
    r"|reliability|accuracy|validity|correlation|nutrition\w*|baseline|preoperative\w*|before)\b",
    re.I,
)
# "the proportion of patients [in remission] rose from 12% at baseline to 47%", "was 12% at baseline, 47% at one month"
_FROM_FIRST = (
    r" (?:(?:was|were)|(?:had )?(?:\w+ly )?(?:rose|increased|improved|grew|went up|climbed|doubled|tripled|fell"
    r"|decreased|declined|dropped|changed)(?: \w+ly)? from)(?: only| about)? [\d.]+ ?%(?: \([^()]*\))?"
    r"(?: (?:at (?:baseline|entry|inclusion|enrol\w+|the start)|before (?:the )?[\w-]+)|(?<=\)))"
    r"(?:,? to|,(?: and)?| and)(?: only| about)? [(\[]?$"
)
_SHARE_ROSE = re.compile(
    rf"\b(?:proportion|percentage|number)s? of (?:(?:the|all) )?(?:[\w-]+ )?{PEOPLE} (?:(?:who|that) )?(?:were |was )?"
    r"(?:(?:achiev|reach|attain|meet)(?:ing|ed)|met|in"
    r"|with(?= (?:an? )?[\w-]+(?: [\w-]+){0,3} (?:below|under|within)\b)"
    r"|(?=(?:without|free (?:of|from)|at (?:goal|target)) )) ?"
    rf"(?:(?:an?|the|their) )?(?P<what>[^.;:()\[\]]{{4,60}}?){_FROM_FIRST}"
)
_WITHOUT_IT = re.compile(r"without |free (?:of|from) ")
_DETERMINER = re.compile(r"(?:(?:the|an?|their|its|this|that|these|those|all|both|any|no) )+", re.I)
# Nothing that people had to reach, or that a study reached.
_NO_OUTCOME = re.compile(
    r"\b(?:consensus|agreement|saturation|significan\w+|power|statistical|sensitivity|specificity|accuracy|means?"
    r"|medians?|averages?|maxim\w+|minim\w+|peaks?|scores? of|age|years?|higher|lower|greater|more|less|fewer|better"
    r"|doses?|dosages?|steady|diplomas?|certificat\w+|education|degrees?|school|criteria|diagnos\w+|access|exposure"
    r"|plateau|menopause|puberty|hospitals?|samples?|data|follow-?up|consent|information|reductions?|increases?"
    r"|decreases?|changes?|it|this|that|these|they)\b|^\d",
    re.I,
)
_TERMS = ("event", "outcome")
_SURE = 0.7
_MARK = 40  # characters that lead from a mark to its share


def attained(line: Line, rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of shares that tell how many attained something that no list knows, or that have none."""
    for rate in rates:
        given = links.get(rate.start)
        if (rate.value.percent is None and rate.value.denominator is None) or (
            given and not given.term.value.is_phrase
        ):
            continue
        is_outcome = given is not None and given.term.kind == "outcome"
        if term := (None if is_outcome else _active(line, rate)) or _passive(line, rate) or _rated(line, rate):
            yield Link(rate, term, "link.attained", _SURE)


def _active(line: Line, rate: Item) -> Item | None:
    """What the people who are counted attained or became."""
    if rate.value.percent or rate.value.numerator:  # "none needed no oxygen"
        without = _WITHOUT.match(line.passage, rate.end, line.end)
        if without and without.lastgroup:
            return _outcome(line, *without.span(without.lastgroup))
    end = max(rate.end, (rate.value.span or (0,))[-1])  # "80% of women (40 of 50) attained"
    for regex in (_BECAME, _WERE, _FREE, _NO_LONGER, _MARKED):
        state = regex.match(line.passage, end, line.end)
        if state and (regex is not _WERE or _is_later(line)):
            return _outcome(line, *state.span("what"))
    if clinical := _CLINICAL.match(line.passage, end, line.end):
        return _outcome(line, *clinical.span("what"), f"{clinical['one']}{clinical['in'] or ''}")
    lead = _WHO_DID.match(line.passage, end, line.end)
    what = _WHAT.match(line.passage, lead.end(), line.end) if lead else None
    return _term(line, *what.span("what")) if what else None


def _is_later(line: Line) -> bool:
    """Whether a sentence tells of a later time."""
    place = (line.passage, line.start, line.end)
    return bool(_LATER.search(*place)) and not _AT_FIRST.search(*place)


def _passive(line: Line, rate: Item) -> Item | None:
    """What was attained in those who are counted."""
    before = line.passage[line.start : rate.start] if _TELLING.search(line.passage, line.start, rate.start) else ""
    if state := _LIKELIER.search(before):
        name = "what" if state["what"] else "did"
        return _outcome(line, line.start + state.start(name), line.start + state.end(name))
    for regex in (_IT_WAS, _IT_BECAME, _WORKED, _SERVED, _MORE_DID, _SHARE_ROSE):
        if found := [*regex.finditer(before)]:
            match = found[-1]
            start, end = line.start + match.start("what"), line.start + match.end("what")
            if regex is _SHARE_ROSE and _holds_event(line, start, end):
                continue
            lead = _DETERMINER.match(line.passage, start, end)
            start = lead.end() if lead else start
            if regex not in (_WORKED, _SERVED):
                return _term(line, start, end)
            return _outcome(line, start, end, f"{match['how']} {line.passage[start:end]}")
    last = next((i for i in reversed(line.items) if i.kind in _TERMS and i.end <= rate.start), None)
    if last and (other := turned(line, rate, last)):
        return other
    following = next((i for i in line.items if i.kind in _TERMS and i.start >= rate.end), None)
    return ended(line, rate, following) if following else None


def _holds_event(line: Line, start: int, end: int) -> bool:
    """Whether words name a harm, and not that people were without it."""
    is_without = _WITHOUT_IT.match(line.passage, start, end)
    return not is_without and any(i.kind == "event" and start <= i.start and i.end <= end for i in line.items)


def _rated(line: Line, rate: Item) -> Item | None:
    """A good mark on a scale of results: "excellent result"."""
    before = line.passage[line.start : rate.start]
    mark = _RATED.search(before[-_MARK:])
    scale = _SCALE.search(before) if mark and not _NO_SCALE.search(before) else None
    if not mark or not scale:
        return None
    name = f"{mark['how']} {clean_name(scale[0])}"
    end = rate.start - len(mark[0]) + mark.end("how") - mark.start()
    return _outcome(line, end - len(mark["how"]), end, name)


def _term(line: Line, start: int, end: int) -> Item | None:
    """What was attained, by the name that a list has for it or as it is written."""
    if _NO_OUTCOME.search(line.passage[start:end]):
        return None
    if any(i.kind == "rate" and i.value.percent is not None and start <= i.start < end for i in line.items):
        return None
    known = [i for i in line.items if i.kind in _TERMS and start <= i.start and i.end <= end]
    if len(known) == 1 and known[0].kind == "outcome":
        return None if known[0].value.get("class") == "no" else known[0]
    return _outcome(line, start, end)


def _outcome(line: Line, start: int, end: int, name: str = "") -> Item:
    return Item("outcome", start, end, Term.whole(name or line.passage[start:end], "response"))
