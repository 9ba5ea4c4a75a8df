"""Terms that only say of whom or of what else a sentence tells: "sepsis bundles", "the gout group", "a prior stroke".

No share is one of such a term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.facts.sentences.analyses import is_analysis
from extractor.facts.sentences.bare_counts import defines
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.terms.attributes import flow_of, is_scale
from extractor.facts.terms.stopped import is_unharmed
from extractor.literals import sparse
from extractor.matching import Item, Line

# "seizure prophylaxis", "the viral hepatitis group": the noun that follows is what is told of.
_OF_ANOTHER = re.compile(
    r"s?(?: disorder| disease)?\s(?:diagnostic )?"
    r"(?:treatments?|therap(?:y|ies)|medications?|drugs|medicines?|prophylaxis|screening|tests?|testing|management|care|bundles?|histor(?:y|ies)|knowledge|awareness|units?|wards?|clinics?|services?|codes?|scales?"
    r"|scores?|questionnaires?|guidelines?|prevention|education|mimics|groups?|arms?|cohorts?|vaccin\w+"
    r"|counsel\w+|risk factors?|times?|intervals?|durations?|assessments?|criteria|follow-?up|periods?|cycles"
    r"|stud(?:y|ies)|trials?|certificates?|registr(?:y|ies)|categor(?:y|ies)"
    r"|(?P<who>patients?|participants|subjects|women|men|children|infants|adults|recipients|individuals|volunteers"
    r"|controls))\b(?!-)"
    r"|s? rates? ?[<>≥≤]"
    r"|s? (?:was|were) the (?:[\w-]+ ){0,3}(?:diagnos[ei]s|indications?|a?etiolog\w+)\b",
    re.I,
)
# "the rate of seizure-free women was 61%": this is the share.
_RATE_OF = re.compile(r"\b(?:rates?|proportions?|percentages?|numbers?|share) of (?:(?:the|all) )?(?:[\w-]+ )?$", re.I)
# "the site of infection", "at high risk of recurrence", "a history of stroke"
_ABOUT = re.compile(
    rf"\b(?:{PEOPLE} (?:treated|resuscitated|evaluated|referred|seen|operated(?: on)?) for"
    r"|who underwent [\w /-]{3,60} for"
    r"|(?:evaluable|assessable|evaluated|assessed|eligible|monitored|screened|tested|criteria) for|attempt(?:ed|ing)"
    rf"|none of (?:(?:the|these|our) )?{PEOPLE} (?:who|that) (?:had|developed|experienced|suffered)"
    r"|had (?:an? )?(?:[\w-]+ )?diagnos[ei]s of"
    r"|asked (?:about|for)|had received (?:[\w-]+ )?(?:treatment|therapy|drugs?|medication|prophylaxis|surgery) for"
    r"|(?:seeking|sought|requesting|desiring|awaiting)|(?:modes?|mechanisms?|sites?|locations?|origins?|timing|types?|severity|durations?|histor(?:y|ies)|treatments?"
    r"|management|prevention|concepts?|knowledge|awareness|fear|predictors?|causes?|coverage|aspects?|tests?) of"
    r"|at (?:(?:a|an|the) )?(?:(?:very )?(?:high|higher|increased|low|lower|intermediate) )?risk (?:of|for)"
    r"|risk factors? (?:of|for))\s(?:(?:the|an?|any|their)\s)?(?:[^\s,;]+\s)?$",
    re.I,
)
# "Therapeutic hypothermia" is a treatment.
_BY_NAME_ONLY = re.compile(
    r"\b(?<!-)(?:therapeutic|permissive|deliberate|controlled|intentional)(?: mild| moderate)? $", re.I
)
# "needed in five children to control persistent [vomiting]", "an operation to further improve the contour"
_TO = (
    r"(?<!fail )(?<!failed )(?<!failing )(?<!able )(?<!failure )(?<!likely )(?<!continued )(?<!began )(?<!started )"
    r"\bto (?:further |better )?"
)
_DO = r"(?:control|prevent|treat|manage|correct|reduce|relieve|improve|exclude|assess|detect)\b"
_PURPOSE = re.compile(rf"{_TO}{_DO} (?:the |an? |any )?(?:[\w-]+ ){{0,2}}$", re.I)
_IN_ORDER_TO = re.compile(rf"{_TO}$")
_DOES = re.compile(rf"(?:further |better )?{_DO}")
# "Occlusion was more frequent in [stroke] (23% vs 12%)"
_MORE_IN = re.compile(
    r"\bthan (?:in|among|for) (?:the )?(?:[\w-]+ )?$"
    r"|\b(?:higher|lower|commoner|rarer|greater|(?:more|less) (?:often|common|frequent|prevalent|likely))"
    r" (?:in|among|with) $"
)
_WITHOUT = re.compile(r"\bwith(?: \([^()]*\))?,? (?:and|or|vs\.?|versus|than) without (?:any )?(?:[\w-]+ )?$")
_ANALYSED = re.compile(r" (?:analys[ei]s|curves?|estimates)\b")
_TO_BRACKET = re.compile(r"s?(?: (?:than|compared|as compared)[^()]{1,60})? \(\d")
# "zinc [improved] the response rate"
_MADE_BETTER = re.compile(r"improved (?:the|both|overall|their) (?:[\w-]+ ){1,4}(?:by|from|of|to|in|and|\()")
# "recurrence after initial [resolution]"
_AFTER = re.compile(
    r"s?(?: rates?)? (?:after|following) (?:the |an? )?(?:(?:initial|complete|first|successful|primary) )?"
)
# "since ICU [admission]", "breastfeeding at [discharge]": when, not what.
_ADMISSION = re.compile(r"(?:.* )?(?:admission|discharge)", re.I)
_WHEN = re.compile(
    r"\b(?:since|before|prior to|until|upon|at|(?:day|week|month)s? (?:of|after)) (?:(?:the|their|hospital|ICU) )*$",
    re.I,
)
# "seizure resolution", "a fever decrease": they had less of it.
_LESS_OF_IT = re.compile(r"s? (?:resolution|decreases?|reductions?|improvements?|relief|cessation|freedom)\b", re.I)
_EARLIER = sparse(
    r"\b(?:prior|previous|pre-?existing|co-?existing|concomitant|comorbid|underlying|antecedent)\s(?:[\w-]+\s)?$", re.I
)
# "in patients with colitis", but not "12 patients with colitis" nor "the number of patients with colitis".
_HAVING = sparse(
    rf"(?P<lead>(?:[\w%-]+[\])]?\s){{0,3}})(?:{PEOPLE}|those|smokers|survivors|persons|people)\s"
    r"(?:with|without|having|who had|diagnosed with|suffering from)\s(?:(?:an?|the|any)\s)?"
    r"(?:(?!(?:an?|the|had|was|were|who|that|in|of)\b)[\w-]+\s){0,3}$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:(?:\d[\d.,]*|%|[\d%][)\]]|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|more|fewer|no|all|most|several"
    r"|was|were)\s(?:of (?:the |these |our )?)?|\b(?:numbers?|proportions?|percentages?|rates?|incidence|frequency"
    r"|majority) of (?:the |these )?)(?:[\w-]+\s)?$",
    re.I,
)
# "the rate of fever for hernia, gout and asthma was 3%, 4% and 5%": all of the list is of whom the fever was.
_RATE_BEFORE = re.compile(r"\b(?:rates?|incidences?|frequenc(?:y|ies)|prevalences?|risks?) of (?:[\w-]+ )?$", re.I)
_IS_RATE = re.compile(r"(?:rates?|mortality|survival)$", re.I)
_WITH_REASON = re.compile(r"hospitali|admi(?:ssion|tted)|discontinu|withdraw|operation|surgery|revision", re.I)
_JOINED = re.compile(r",| and | or ")
_ONE = r"(?!(?:was|were|in|of|for|and|or)\b)[\w’'/-]+"
_LISTED = rf"{_ONE}(?: {_ONE}){{0,3}}"
_IN_SUCH = re.compile(
    rf"(?P<rate> rates?)? (?:for|in|among) (?:the )?(?:{_LISTED}(?:,? (?:and|or) |, ))*(?:{_ONE} ){{0,2}}"
)
# "The cure rate of patients with cystitis was 93%"
_OF_THOSE_WITH = re.compile(
    rf"(?:(?<=rate)|(?<=rates)| rates?) of (?:(?:the|all|our|these) )*(?:[\w-]+ ){{0,2}}(?:{PEOPLE}|those)"
    r" (?:with|having|who had) (?:[\w-]+ ){0,3}"
)
_THEN_WAS = re.compile(rf"(?: {_ONE}){{0,2}}(?:(?:,? (?:and|or) |, ){_LISTED})* (?:was|were) ", re.I)
_OF_THINGS = re.compile(
    r"\s(?:data|criteria|versions?|guidelines?|scores?|classifications?|protocols?|editions?|scales?|systems?|definitions?"
    r"|eyes|knees|hips|limbs|teeth|wounds|grafts|implants|lesions)\b"
)
# "in 40% of the recovered children", but not "there were 12 cured patients".
_OF_SUCH = re.compile(r"\b(?:in|of|among|by|from|for|to|the|our|all)\s(?:[^\s,;:]+\s){0,4}$")
_SUCH = re.compile(r"\s(?:patients|participants|subjects|women|men|children|infants|adults|volunteers|controls)\b")
# "Yeasts were recovered from 12 swabs", "the urinary recovery of the dose": nobody recovered.
_OF_ANIMALS = re.compile(r"\b(?:mice|mouse|murine|rats?|animals?|cells?|xenografts?) $", re.I)
_CLEARED = re.compile(r"clear(?:ance|ed)", re.I)
_OF_PLASMA = re.compile(
    r"\b(?:drug|lactam|renal|creatinine|plasma|serum|total|body|urea|lactate|mucociliary|hepatic|systemic) $", re.I
)
_RECOVERED = re.compile(r"recover(?:y|ies|ed)\b", re.I)
FOUND_AGAIN = (
    r"(?:organisms?|bacteria|bacilli|bacillus|isolates?|strains?|species|fung(?:i|us)|yeasts?|virus(?:es)?|pathogens?"
    r"|flora|\w+(?:cocc(?:i|us)|bacter)|coli|aureus|candida|pseudomonas|cells|doses?|drugs?|radioactivity|label"
    r"|metabolites?|urinary|urine|analytical)"
)
_SOMETHING_FOUND = re.compile(rf"\b{FOUND_AGAIN}(?: (?:was|were|had been|had|only|also|could be))* $", re.I)
_FOUND_FROM = re.compile(
    rf"(?: rates?)? (?:of (?:(?:the|an?|unchanged|administered|group \w+|non-?\w+) )*(?:[\w-]+ )?{FOUND_AGAIN}\b"
    r"|(?:from|in) (?:[\w-]+ ){0,2}?(?:urine|sputum|cultures?|swabs?|specimens?|samples?|biops\w+|stools?|fa?eces)\b)",
    re.I,
)
_ARE_MORE = re.compile(
    r"(?: \([^()]*\))? (?:was|were) (?:\w+ly )?(?:more|less|equally|most|rare|frequent|common|few)", re.I
)
# What phrases tell of that nobody had as a result: why people came, what they were asked, how they were looked at.
_DIAGNOSIS = re.compile(
    r"(?:diagnos[ei]s|indications?|a?etiolog(?:y|ies)|comorbidit(?:y|ies)|data|information|questionnaires?|interviews?"
    r"|contacts?|visits?|appointments?|records|samples|specimens|intent(?:ion)?-to-treat"
    r"|(?:tuberculin|skin|blood|laboratory|screening) tests?"
    r"|(?:confidence|credible) interval|standard (?:errors?|deviations?)"
    r"|\b(?:maximum tolerated|study|initial|priming|starting) doses?"
    r"|(?:angio|tomo|mammo|radio|echocardio|venio|arterio)graph(?:y|ies|s)|\b(?:CT|MRI|PET|ECG)|scans?|biops(?:y|ies)"
    r"|(?:endo|colono|gastro|broncho)scop(?:y|ies)|ultraso\w+|x-rays?|visuali[sz]ation"
    r"|\b(?:[a-z]+)?[DR]NA|\b(?:ducts?|ind(?:ex|ices)|ratios?|flow|(?:blood pressure|health) checks?|mutations?|genes?"
    r"|variants?|polymorphisms?|alleles?|expression|enzyme activity|kinase activity|(?:anti-?drug )?antibod(?:y|ies)"
    r"))$",
    re.I,
)
# "Helicobacter pylori was positive in 26"
_GERM = re.compile(
    r"(?:[A-Z]\.|[A-Z][a-z]*(?:bacter|cocc|monas|ella|bacteri|bacill|plasma|sporidi|toma|vir|clostridi|candid|aspergill"
    r"|trepon|borreli|legionell|listeri|enterobacteri)[a-z]*|Escherichia|Serratia|Proteus|Nocardia|Giardia) [a-z]+$"
)
_CHANGE = re.compile(r"\b(?:changes?|differences?)$", re.I)
# "fair in 4, poor in 2"; and what only says when
_MARK = re.compile(
    r"(?:(?:very )?(?:fair|poor|bad|good|much)"
    r"|(?:newly|[a-z-]+(?:al|at|iv|nt|ous)e?ly)|(?:[\w-]+-|un)?treated|moderate|absent|unchanged|small|large|slight|transient|temporary"
    r"|mild|minor|severe|(?:hospital )?discharge|cases?|baseline"
    r"|(?:[a-z]+ ){0,2}significance"
    r"|(?:(?:similar|such|other|characteristic) )?(?:changes?|findings?|features?))",
    re.I,
)
_COMPLETION = re.compile(
    r"(?:refus\w+|declin(?:ed|ing)|completion|using|taking|receiving|attendance|adherence|compliance|uptake|participation)\b",
    re.I,
)
_GROUP = re.compile(r"\s(?:groups?|arms?|cohorts?)\b", re.I)
# "the primary outcome, a composite of death or stroke, occurred in 5%": the parts have no shares of their own.
_PARTS = sparse(
    r"\b(?P<what>(?:primary|secondary|composite|co-primary|main)\s(?:[\w-]+\s){0,3}?(?:outcomes?|end[ -]?points?))\b"
    r"(?:,? which (?:was|is)|,? (?:was |is )?defined as|,|:| \(|(?= of\b))\s?(?:(?:an?|the|composite)\s){0,3}"
    r"(?:(?<=composite )of|(?<=[(])|\sof|(?<=as )|(?<=\ba ))(?:(?!\b(?:was|were|occurred|did|had)\b)[^.;:%)])*$",
    re.I,
)
_COMPOSITE = re.compile(r"\bcomposite\b", re.I)
_PARTS_END = re.compile(r"[).;]|\b(?:was|were|occurred|did|had|developed|happened)\b")
# "Cure rates were: pneumonia, 80%; cystitis, 90%": of whom the cure is told.
_BY_DISEASE = sparse(
    r"\b(?P<what>(?:cure|response|success|eradication|recovery|healing|remission)s?(?: rates?)?)\b[^.;:%\d]{0,60}:"
    r"[^.:]*$",
    re.I,
)
# "The mortality of a severe infection was 12%", "cure rates for urinary infection"
_FATE = sparse(
    r"\b(?P<what>(?:mortality|fatality|survival)(?: rates?)?"
    r"|(?:cure|success|response|eradication|healing|clearance|recovery|remission|resolution) rates?)"
    r" (?:of|for|from|in|after|following|due to|caused by)\s"
    r"(?:(?:the|an?)\s)?(?:(?!(?:and|or|but|was|were|had|with|who|than|\d[\d.]*)\s)[^\s,;:()%]+\s){0,4}$",
    re.I,
)
# "Complications, including fever and rash, occurred in 9%": those of all kinds.
_AMONG_OTHERS = sparse(r",? (?:including|such as|especially|mainly) (?:[\w-]+[, /]+){0,8}$")
_THEN_TOLD = re.compile(r"s?(?:,? [^.;:()%\d]{0,60}?)?,? (?:was|were|occurred|developed|happened|arose|appeared)\b")
_TERMS = ("event", "outcome")
_NAMED_AFTER = re.compile(r"s?(?:,| was| were| in)?\s[(\[]?\d")
# "in smear-positive (85% vs 50%) and culture-negative (95% vs 60%) women", "90% in group A, 62% in carriers"
_OF_PEOPLE = re.compile(
    rf"\s\([^()]*\)(?:,? (?:and|or) [\w-]+ \([^()]*\))?\s(?:{PEOPLE}|groups?|arms?|subgroups?)\b", re.I
)
_IN_WHOM = re.compile(r"\d\s?%[)\]]*\s(?:in|among)\s(?:the |our |all )?$")
# "cure was reached in 60%, in the case of old ulcers in 40%", "7 of 9 earlier treated with radiotherapy"
_IN_CASE = re.compile(
    r"\b(?:in (?:the )?cases? of|(?:pre)?treated (?:with|by)) (?:(?!\b(?:had|was|were)\b)[^.;:,()\d]){2,60}$", re.I
)
# Who left a study is no harm unless the sentence tells one.
_LEFT = re.compile(r"drop(?:ped)?[- ]?outs?|attrition|lost", re.I)
_WHY = re.compile(
    r"\b(?:because|due|owing|toxic\w*|adverse|side[- ]effects?|intoleran\w*|complications?|[ST]?E?AEs?)\b", re.I
)


def is_passed_over(line: Line, term: Item) -> bool:
    """Whether a listed term is what no share of the sentence is one of."""
    text, first = line.passage, line.start
    listed = [i for i in line.items if i.kind in _TERMS and i != term]
    if (
        _is_of_whom(line, term, listed)
        or defines(line, term.start)
        or is_unharmed(line, term)
        or _is_purpose(line, term)
        or _is_among_others(line, term, listed)
        or _MADE_BETTER.match(text, term.start, line.end)
    ):
        return True
    if term.value.is_phrase:
        return _names_no_result(line, term)
    if is_scale(line, term):
        return not flow_of(line, term)
    if term.value.get("class") == "discontinuation":
        return _LEFT.match(text, term.start, term.end) is not None and not _WHY.search(text, first, line.end)
    if _RECOVERED.match(text, term.start, term.end) and _is_found_again(line, term):
        return True
    if term.value.get("class") == "survival" and _OF_ANIMALS.search(text, first, term.start):
        return True
    if _CLEARED.match(text, term.start, term.end) and _is_kinetic(line, term):
        return True
    if text[term.start : term.end].endswith("ed"):  # a verb: "patients with two lesions died"; or "the revised data"
        of_such = _SUCH.match(text, term.end, line.end) and _OF_SUCH.search(text, line.start, term.start)
        return bool(of_such or _OF_THINGS.match(text, term.end, line.end))
    before = text[max(first, term.start - 90) : term.start]
    other = _OF_ANOTHER.match(text, term.end, line.end)
    if other and not (other["who"] and _RATE_OF.search(before)):
        return True
    if told_instead(line, term, listed):
        return True
    named_only = term.kind == "event" and _BY_NAME_ONLY.search(before)
    if named_only or _ABOUT.search(before) or _EARLIER.search(before) or _is_aside(line, term, listed):
        return True
    having = _HAVING.search(before)
    is_counted = having is None or _COUNTED.search(having["lead"]) or _ARE_MORE.match(text, term.end, line.end)
    return not is_counted


def _is_aside(line: Line, term: Item, listed: Sequence[Item]) -> bool:
    """Whether a term only tells in whom something was more frequent, or what analysis showed another outcome, when
    it was, or that there was less of it."""
    if term.kind == "event" and _LESS_OF_IT.match(line.passage, term.end, line.end):
        return True
    is_stay = _ADMISSION.fullmatch(line.passage, term.start, term.end)
    if is_stay and _WHEN.search(line.passage, line.start, term.start):
        return True
    if any(_AFTER.fullmatch(line.passage, t.end, term.start) for t in listed):
        return True
    if _ANALYSED.match(line.passage, term.end, line.end):
        return any(t.kind == "outcome" and t.start > term.end for t in listed)
    if _WITHOUT.search(line.passage, max(line.start, term.start - 120), term.start):
        return True  # "in women with (81%) and without sepsis (90%)"
    return _is_where_more(line, term)


def _is_where_more(line: Line, term: Item) -> bool:
    """ "Leaks were commoner in gout (12%) than in lupus (4%)"."""
    near = max(line.start, term.start - 30)
    more = _TO_BRACKET.match(line.passage, term.end, line.end) and _MORE_IN.search(line.passage, near, term.start)
    return bool(more)


def _is_purpose(line: Line, term: Item) -> bool:
    """Whether a term only tells to what end something was done."""
    before = line.passage[max(line.start, term.start - 50) : term.start]
    if " to " not in before:
        return False
    does = _DOES.match(line.passage, term.start, term.end) and _IN_ORDER_TO.search(before)
    return bool(does or _PURPOSE.search(before))


def _names_no_result(line: Line, phrase: Item) -> bool:
    """Whether a phrase names what was looked for, a germ, a change of what follows, or a group."""
    text, start, end = line.passage, phrase.start, phrase.end
    if _is_no_outcome(text[start:end]):
        return True
    if _CHANGE.search(text, start, end) and text.startswith(" in ", end):
        return True  # "no change in pneumonia (9% vs 7%)"
    is_group = (
        _GROUP.match(text, end, line.end) or _OF_PEOPLE.match(text, end, line.end) or _is_where_more(line, phrase)
    )
    return bool(is_group or _IN_WHOM.search(text, line.start, start) or _IN_CASE.search(text, line.start, end))


@lru_cache(maxsize=10_000)  # the same phrases stand in many papers
def _is_no_outcome(name: str) -> bool:
    """Whether a phrase by itself names what was looked for, a germ, or how good something was."""
    no_outcome = _COMPLETION.match(name) or _GERM.match(name) or _DIAGNOSIS.search(name)
    return bool(no_outcome or _MARK.fullmatch(name) or is_analysis(name))


def _is_of_whom(line: Line, term: Item, listed: Sequence[Item]) -> bool:
    """Whether a term only tells in whom another has the rate: "the rate of fever for hernia, gout and asthma was"."""
    text = line.passage
    for other in (i for i in listed if i.end < term.start):
        if _OF_THOSE_WITH.fullmatch(text, other.end, term.start):
            return True
        to_term = _IN_SUCH.fullmatch(text, other.end, term.start)
        is_rate = to_term and (to_term["rate"] or _IS_RATE.search(text, other.start, other.end))
        if to_term and (is_rate or _RATE_BEFORE.search(text, line.start, other.start)):
            then = _THEN_WAS.match(text, term.end, line.end)
            is_list = _JOINED.search(to_term[0]) or (then and _JOINED.search(then[0]))
            return then is not None and not (is_list and _WITH_REASON.search(text, other.start, other.end))
    return False


def _is_among_others(line: Line, term: Item, listed: Sequence[Item]) -> bool:
    """Whether a term is but an example of the one before it, of which the share behind them is told."""
    text = line.passage
    if text.find("includ", line.start, term.start) < 0 and text.find("such as", line.start, term.start) < 0:
        return False
    among = _AMONG_OTHERS.search(text[line.start : term.start])
    if not among or "respectively" in text[term.end : line.end] or not _THEN_TOLD.match(text, term.end, line.end):
        return False
    return any(i.kind in _TERMS and i.end == line.start + among.start() for i in listed)


def _is_found_again(line: Line, term: Item) -> bool:
    """Whether what was recovered is a germ or a drug."""
    before = _SOMETHING_FOUND.search(line.passage, line.start, term.start)
    return bool(before or _FOUND_FROM.match(line.passage, term.end, line.end))


def _is_kinetic(line: Line, term: Item) -> bool:
    """Whether a drug is what is cleared, or the plasma of something: an amount per minute."""
    beside = any(i.kind == "drug" and (i.end == term.start - 1 or i.start == term.end + 4) for i in line.items)
    return beside or _OF_PLASMA.search(line.passage, line.start, term.start) is not None


def told_instead(line: Line, term: Item, listed: Sequence[Item]) -> Item | None:
    """The term that is told where another only says of what: a composite outcome for its parts, a cure or a mortality
    for the disease ("cure rates were: pneumonia, 80%", "the mortality of sepsis")."""
    start, text = line.start, line.passage
    told = _PARTS.search(text[start : term.start])
    if told and _COMPOSITE.search(told[0]) and not _has_own_share(line, term):
        return _within(listed, start + told.start("what"), start + told.end("what"))
    if term.kind != "event":
        return None
    if fate := _FATE.search(text, max(start, term.start - 80), term.start):
        return _within(listed, *fate.span("what"))
    named = _NAMED_AFTER.match(text, term.end, line.end)
    cure = _BY_DISEASE.search(text, start, term.start) if named else None
    return _within(listed, *cure.span("what")) if cure else None


def _within(listed: Sequence[Item], start: int, end: int) -> Item | None:
    """The term that stands in a place, or ends there."""
    return next((t for t in listed if start < t.end and t.start < end), None)


def _has_own_share(line: Line, term: Item) -> bool:
    """Whether a part of a composite outcome is told for itself: "the composite endpoint included death (5%)"."""
    stop = _PARTS_END.search(line.passage, term.end, line.end)
    end = stop.start() if stop else line.end
    return any(i.kind == "rate" and term.end <= i.start < end for i in line.items)
