"""Percentages that are no shares of participants: limits, powers, strengths, averages, answers to a survey."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.facts.shares.changes import is_changed
from extractor.facts.shares.differences import is_difference
from extractor.literals import sparse
from extractor.matching import Item, Line
from extractor.measures.builders import TIME

# "a EuroSCORE-predicted mortality of 9%", "the expected rate of death was 12%": what a model gives.
_PREDICTED = re.compile(
    r"(?:\b|-)(?:predicted|expected|projected)\s(?:[\w-]+\s){0,3}?(?:mortality|survival|risks?|rates?|incidence"
    r"|probability|deaths?)(?:\s(?:of|for|at)\s[\w-]+)?(?:\s(?:rates?|risk))?"
    r"(?:\s\([\w-]+\))?\s(?:of|was|were|is|being)?\s?(?:only |about )?[(\[]?$",
    re.I,
)
# "a 15% non-inferiority margin", "tested against a threshold of 40%", "61% of full information"
_LIMIT_BEFORE = re.compile(
    r"\b(?:thresholds?|margins?|cut-?offs?|null hypothesis) (?:(?:values?|points?) )?(?:of (?:a )?|(?:(?:for|to|of) "
    r"[^.;()\d]{1,60} )?(?:was|were) (?:set at )?(?:[\d.]+ ?% (?:and|or) )?)$"
    r"|\b(?:(?:margins?|alpha|beta) ?[:=]|power(?: of| was|,)? ?[:=]?) ?$",
    re.I,
)
_LIMIT_AFTER = re.compile(
    r"\s?%?\s(?:(?!(?:of|in|had|were|was|with|at|by|than)\b)[\w-]+\s){0,2}?(?:margin|threshold|cut-?off)\b"
    rf"|\s?%?\s(?:[a-z]+ )?survival (?:time )?(?:is|was|of) (?:about |approximately )?[\d.]+ {TIME}\b"
    r"|\s?%?\sof (?:the )?(?:full |total |planned )?information\b"
    r"|\s?%? or (?:more|greater|higher|less|lower|better|above|below)\b(?! of\b| in\b|\s?[(\[])",
    re.I,
)
_MORE = re.compile(r"\s?%?\s(?:more|fewer)\s(?!than\b)", re.I)  # "5% more women withdrew"
# "The majority of relapses (78%) occurred after a year", "most adverse events were mild (60%)": shares of the events.
_OF_EVENTS = sparse(
    r"\b(?:majority|most(?! (?:common|frequent|often|prevalent|important|serious|severe|likely)\b)"
    r"|(?:greatest|largest|highest) proportion) (?:of )?(?:the |these |all |reported )*"
    r"(?:(?!patients|cases|women|men|children|participants|subjects|adults|infants)[\w-]+ ){0,2}?(?P<what>[\w-]+s)"
    r"(?: (?:\([\w-]+\) )?(?:occurred|were|was|had|developed) [^.;:%]{0,60})?\s?[(\[]?$",
    re.I,
)
# "adverse events in 60%, 40% of which were mild", "with 12% graded as severe"
_SORTED = re.compile(
    r"\s?%?[)\]]*\s(?:of which (?:was|were|had)\b"
    r"|(?:being )?(?:defined|classified|graded|rated|categori[sz]ed|considered|deemed) (?:as )?(?:mild|moderate|major"
    r"|minor|severe|serious|grade)\b)",
    re.I,
)
# "vaccine effectiveness against stroke was 72%": by how much fewer had one; but "effective against stroke (5% vs 9%)"
_EFFECTIVE = sparse(
    r"\b(?:effectiveness|efficac(?:y|ies)|effective|VE)\b(?:[^.;%]|\.(?=\d)){0,80}?"
    r"\b(?:against|(?:in|for|of) (?:the )?prevent\w+|to prevent)\b"
    r"(?:(?!\b(?:occurred|developed|had|were|whom|which|seen|observed|and \w+ed)\b)(?:[^.;]|\.(?=\d)))*$",
    re.I,
)
_PAIRED = re.compile(r"\b(?:vs\.?|versus|compared|than)\b", re.I)
_ANNUAL = re.compile(
    r"\bannual(?:i[sz]ed)? (?:[\w-]+ ){0,2}(?:(?:rates?|incidence|risk)(?: (?:of|was))?(?: [\w-]+){0,2}"
    r"|(?:rate|incidence) of (?:[^.;]|\.\d){3,160}) [(\[]?$",
    re.I,
)
_LABELLED = re.compile(  # "95% in genotype 1 and 88%": the 1 is no percentage
    r"\b(?:genotypes?|types?|groups?|arms?|cohorts?|stages?|phases?|parts?|class(?:es)?|levels?|quartiles?|tertiles?"
    r"|weeks?|days?|months?|years?|cycles?|visits?)\s$",
    re.I,
)
# "occurring in at least 20% of patients were", "with > or = 10% incidence included"
_LEAST_BEFORE = re.compile(
    r"(?:(?P<in>\b(?:occurr(?:ing|ed)|seen|reported|observed|experienced|noted|found|present|affecting)"
    r"(?: (?:in|by|with|at))?|[(\[]) )?"
    r"(?:[><] or =|[>≥⩾<≤⩽]\s?=?|(?:at least|at most|more than|less than|over|exceeding)"
    r"|(?:larger|greater|higher|lower|smaller)\sthan(?: or equal to)?)\s?$",
    re.I,
)
_OF_PEOPLE_WERE = re.compile(
    r"\s?%?\s(?:of|in) (?:all |the |treated )*(?:patients|participants|subjects|cases|recipients|either (?:group|arm))"
    r"(?: (?:in|of|from) (?:either|any|each|both|all|one|the)(?: \w+){0,2})?[)\]]?,?"
    r"\s(?:were|was|included?|being|are)\b",
    re.I,
)
_OR_EQUAL = re.compile(r"\bor (?:=|equal to)\s?$")
_OF_PEOPLE = re.compile(r"\s?%?\s(?:of|in)\b")
_INCIDENCE = re.compile(r"\s?%?\s(?:incidence|frequency)\b(?! of)", re.I)
# "Historically, 30% survive"; "in historical controls"
_HISTORY = re.compile(
    r"(?:^|[.;] )(?:Historically|In the past|Formerly|Until recently),[^.;]*$"
    r"|\bhistorical (?:controls?|cohorts?|series|data|rates?|comparators?)\b[^.;,()]{0,40}"
    r" (?:was|were|of|is|showed) (?:a |an )?(?:\w+ ){0,3}$",
    re.I,
)
_MEAN_BEFORE = re.compile(
    r"(?:^|[\s(])(?:means?|medians?),? (?:of |was |were |[=:] ?)?(?:[\d.]+ ?%? ?(?:v|vs\.?|versus|and) )?$", re.I
)
_PART_OF = re.compile(rf"\s?%?\sof (?:all |the |our )*(?:[\w-]+ )?{PEOPLE}\b", re.I)
_AT_ENTRY = (
    r"(?:at (?:the )?(?:baseline|(?:study |trial )?(?:entry|enrol?lment|inclusion|recruitment)|screening|booking)"
    r"|(?:at|on) (?:the time of )?(?:presentation|(?:hospital )?admission|referral"
    r"|(?:initial|first|entry) (?:examination|visit|evaluation|assessment)))\b"
)
# "Anaemia affects about 40% of mothers", "carries a 15% risk": what is known of it, not what was seen.
_IN_GENERAL = re.compile(
    r"\b(?:affects|afflicts|complicates|carr(?:y|ies)) (?:an? )?"
    r"(?:an estimated |up to |some |(?:more|less) than |over )?(?:about |approximately |around |nearly |roughly )?"
    r"(?:\d[\d.]* ?%? ?(?:to|[-–]) ?)?$",
    re.I,
)
# "21% were in remission at baseline", "the rate was 24% at baseline", "At study entry, 35% had responded"
_ENTERED = re.compile(
    rf"[)\]%]*(?: (?:of|in) (?:the |all |our |these )*(?:[a-z-]+ )?{PEOPLE})?"
    rf"(?: (?:were|was|had|have|reported|used|received|took|presented|showed)\b"
    rf"(?:(?!\b(?:who|whose|with|without|from|than|those|after|improved)\b)[^.;,()\d]){{0,60}})? {_AT_ENTRY}",
    re.I,
)
# "Infection was present at admission in 40%"
_ENTERED_WITH = re.compile(
    rf"\b(?:was|were) (?:[a-z]+ ){{0,2}}{_AT_ENTRY} (?:in|for|by) (?:only |about )?[(\[]?$", re.I
)
_ENTERING = re.compile(
    rf"(?:^|[.;] |, (?:and |while |whereas |but )?){_AT_ENTRY},? (?:(?!\b(?:after|at|by|later|improv\w+|increased|to"
    r"|develop\w+|died|occurred|following|weeks?|months?|years?)\b)[^.;])*$",
    re.I,
)
_POWER = re.compile(r"\s?%?\s(?:statistical\s)?(?:power|confidence|significance|level)\b", re.I)
# "the response was 40% of the maximum"
_OF_MOST = re.compile(
    r"\s?%?\sof (?:(?:the|its|their) )?(?:maxim(?:um|al\b(?! doses?))|baseline\b(?! patients)"
    r"|(?:initial|original|pre-?treatment|starting|control|normal|predicted) (?:values?|levels?|concentrations?))",
    re.I,
)
# "patients with an ejection fraction of 45%", "the haematocrit was 23%", "at a higher oxygen saturation (92%)"
_MEASURED = re.compile(
    r"\b(?:ejection fraction|LVEF|SpO[2₂]|SaO[2₂]|FiO[2₂]|h(?:a)?ematocrit|FEV ?[1₁])(?: in [^.;,()%\d]{1,40})?"
    r"(?: (?:of|was|were|is|at|[<>≤≥=]))?(?: (?:about|only|over|under|less than|more than|below|above))? $"
    r"|\boxygen saturation,? (?:(?:of|was|were|at|below|above|under|over|less than) |[<>≤≥] ?)+$"
    r"|\b(?:higher|lower) oxygen (?:saturation|concentration)s? \($",
    re.I,
)

# "The inter-rater reliability was 74%", "the accuracy of X in predicting Y was 90% (37 of 41)"
_HOW_EXACT = re.compile(
    r"\b(?:SUCRA|cumulative ranking)\b[^.;]{0,60}$|\b(?:sensitivity|specificity|accuracy) of [^.;,\d%]{2,60} $|"
    r"\b(?:accurac(?:y|ies)|reliabilit(?:y|ies)|agreement|concordance|reproducibility|repeatability|consistency)\b"
    r"[^.;,\d%]{0,90}\b(?:was|were|of|reached) (?:only |about |(?:[\d.]+ ?%(?: \([^()]*\))?(?:,|,? and) )+)?[(\[]?$",
    re.I,
)
# "20% intravenous lipid emulsion", "5% glucose"
_STRENGTH = re.compile(
    r"\s?%?\s(?:(?!(?:of|in|on|to|by|for|with|and|or|had|have|was|were|\w+ed)\b)[\w-]+\s){0,3}?(?:emulsions?|solutions?|ointment|cream|lotion|mouthwash|shampoo|saline|dextrose|formalin)\b"
    r"|\s?%?\s(?:inspired )?(?:oxygen|glucose|albumin|nitrous oxide)(?: (?:drip|infusion|mixture|in|or|and|for|by|was"
    r"|were|through|via|caused)\b|[,.;)])",
    re.I,
)
# "treated with dextrose 5%"
_OF_SUGAR = re.compile(r"\b(?:with|by|in) (?:[a-z]+ )?(?:dextrose|glucose|saline|mannitol|sucrose) $", re.I)
# "cream 1.5% (48%) and 0.75% (40%)"
_OF_CREAM = re.compile(
    r"\b(?:gel|cream|ointment|lotion|solution|foam|spray|shampoo|mouthwash|emulsion|drops|patch),? (?:[\d.]+ ?% ?"
    r"(?:\([^()]*\))?,? (?:and|or|to|vs\.?|versus) )?$",
    re.I,
)
_THEN_SHARE = re.compile(r"\s?%? ?(?:[(\[]|in |for )\d|,? (?:and|or|to|vs|versus) [\d.]+ ?% ?[(\[]\d")
# "not different from the 72% rate in the general population"
_POPULATION = re.compile(
    r"\s?%?(?: rate)?,? (?:in|of|for|among) (?:the|a) (?:(?:age|sex|matched|normal|general|background)[\w-]* )+"
    r"population",
    re.I,
)
# Who is asked, and no patient: "known by 31% of doctors".
_OTHERS = re.compile(
    r"[)\]%]*\s(?:of |among )?(?:the |all |our )?"
    r"(?:(?:responding|participating|surveyed|medical|nursing|dental|included|clinical) )?"
    r"(?:doctors|physicians|surgeons|clinicians|nurses|pharmacists|dentists|practitioners|respondents|responders to|"
    r"caregivers|hospitals|cent(?:er|re)s|institutions|students|trainees|studies|trials|articles)\b",
    re.I,
)
# "after exclusion of 10/99 (10.1%) patients lost to follow-up"
_EXCLUDED = re.compile(r"\b(?:exclusion of|excluding|except(?:ing)?) (?:(?:the|those|all|only) )*$", re.I)
# "Of 14 studies, five (36%) found higher mortality"
_OF_PAPERS = re.compile(
    r"\b(?:of|among)\s(?:the |these |all |our )?(?:[\w-]+ ){0,3}(?:studies|trials|articles|papers|publications)"
    r"(?: [^.;%\d,]{0,30})?,\s(?:only |just )?$",
    re.I,
)
# "Smith et al. reported a mortality of 15%"
_CITED = re.compile(
    r"\b(?:et al\b\.?(?:'s|’s)?|these (?:authors|investigators|workers))[^;]*?"
    r"\b(?:reported|found|observed|showed|described|noted|demonstrated|documented)\b",
    re.I,
)
# "Previous trials reported a cure in 30%", "survival has not exceeded 20%"
_EARLIER = (
    r"(?:previous|earlier|prior|preceding|published|historical|past)(?:ly (?:published|reported))? (?:[\w-]+ ){0,3}?"
)
_STUDIES = r"(?:stud(?:y|ies)|trials?|reports?|series|meta-analys[ie]s)"
_ELSEWHERE = re.compile(
    rf"\b(?<!our ){_STUDIES} (?:published |reported |done )?(?:to date|so far|until now)\b[^.;]*$"
    rf"|\b(?:(?:the|published|medical) literature|{_EARLIER}(?:{_STUDIES}|work|publications?|literature))\b[^.;]*?"
    r"\b(?:report\w*|show\w*|found|describ\w+|suggest\w*|demonstrat\w+|observed|cite[sd]|give[sn]?|gave)\b[^.;]*$"
    r"|\b(?:has|have) (?:not|never|rarely|seldom) (?:been (?:more|better|higher) than|exceeded)"
    r" (?:about |more than |\d+(?: ?%)? ?(?:to|or|and|[-–]) ?)*$",
    re.I,
)
# "In an earlier trial, 45% had nausea", "another study of 41 patients reported a cure in 12%"
_OTHER_STUDY = re.compile(
    rf"(?:^[¹²³⁰-⁹,\[\]\d]*|[;,]) ?(?:(?:and|but|while|whereas|for example|however|similarly|also),? )?"
    rf"(?:(?:in )?(?:(?:an?|one|the|our|two|three|several|most) (?:own )?)?{_EARLIER}{_STUDIES}"
    rf"|(?:in )?another (?:[\w-]+ ){{0,4}}?{_STUDIES})(?! (?:drug|treatment|phase|period|arm|group|medication)s?)\b"
    r"(?:(?!\b(?:present|current|this|these|our|we|here|now|than|compared (?:with|to)|similar)\b)(?:[^.;]|\.(?=\d)))*$",
    re.I,
)
# "56% in the preceding trial", "16% of women were reported to respond in previous trials"
_OF_OTHER_STUDY = re.compile(
    r"[)\]%]*(?: (?:rate|incidence|achieved|reported|seen|found|observed|described|of (?:the )?(?:patients|cases)))"
    rf"{{0,3}} (?:in|from|by) (?:(?:an?|the|our|most|other) )?(?:own )?(?:{_EARLIER}{_STUDIES}\b"
    rf"|{_STUDIES} (?:to date|so far|until now)\b)",
    re.I,
)
_ANSWERED = re.compile(
    r"[)\]%\s]*(?:[\w-]+\s){0,2}(?:responded to|answered|completed|returned|filled (?:in|out))\s(?:the |a |our |this )?"
    r"(?:[\w-]+\s)?(?:questionnaires?|surveys?|invitations?|interviews?)\b",
    re.I,
)
_SURVEY = re.compile(r"\b(?:questionnaires?|surveys?|surveyed|invitations?|mailed|invited)\b", re.I)
_REPLIED = re.compile(
    r"[)\]%]*(?: (?:patients|participants|people|women|men|parents|of them|who|they|nurses|physicians)){0,2}"
    r" (?:responded|replied|answered|returned|took part)\b",
    re.I,
)
_REPLIES = re.compile(
    r"\b(?:response|participation|completion|return) rates?,?\s(?:(?:was|of|equal|to|being|is) ){0,3}[(\[]?$",
    re.I,
)


def is_answered(line: Line, item: Item) -> bool:
    """Whether a share is of those who answered a survey."""
    text = line.passage
    if _ANSWERED.match(text, item.end, line.end):
        return True
    is_reply = _REPLIED.match(text, item.end, line.end) or _REPLIES.search(text, line.start, item.start)
    return bool(is_reply and _SURVEY.search(text, line.start, line.end))


def is_of_others(line: Line, item: Item) -> bool:
    """Whether a share is not of the participants: of doctors, of trials, or of another's work."""
    text = line.passage
    start = (item.value.span or (item.start,))[0]
    if _OF_PAPERS.search(text, line.start, item.start) or _EXCLUDED.search(text, max(line.start, start - 40), start):
        return True
    before = text[line.start : item.start]
    if any(regex.search(before) for regex in (_CITED, _ELSEWHERE, _OTHER_STUDY, _HISTORY)):
        return True
    return any(regex.match(text, item.end, line.end) for regex in (_OTHERS, _POPULATION, _OF_OTHER_STUDY))


def is_no_percentage_of_people(line: Line, item: Item) -> bool:
    """A model's percentage, a difference, a strength, a label, or what results are held against."""
    text, first = line.passage, line.start
    if _LABELLED.search(text, first, item.start) and not text.startswith(("%", " %", " per"), item.end):
        return text[item.start : item.end].isdigit()
    if (item.value.ci_low or 0) < 0:
        return True  # "(5.2%, 95% CI: -4.3 to 14.8)": a difference, for no share is below nought
    effect = _EFFECTIVE.search(text, first, item.start)
    if effect and not _PAIRED.search(text, effect.start(), line.end) and not _PART_OF.match(text, item.end):
        return True
    told_before = (_PREDICTED, _MEASURED, _OF_SUGAR, _HOW_EXACT, _ANNUAL, _IN_GENERAL, _ENTERED_WITH)
    before = any(regex.search(text, first, item.start) for regex in told_before)
    if before or _is_of_events(line, item):
        return True
    if _MEAN_BEFORE.search(text, max(first, item.start - 40), item.start) and not _PART_OF.match(text, item.end):
        return True
    if is_difference(text, first, item.start, item.end):
        return True
    if had_at_entry(line, item):
        return True
    of_cream = _OF_CREAM.search(text, max(first, item.start - 60), item.start)
    if of_cream and _THEN_SHARE.match(text, item.end):
        return True
    after = any(regex.match(text, item.end) for regex in (_MORE, _POWER, _OF_MOST, _STRENGTH, _SORTED))
    return after or is_limit(text, item.start, item.end) or is_changed(line, item)


def had_at_entry(line: Line, item: Item) -> bool:
    """Whether those counted had it when they came: "14 had fever on admission"."""
    if _ENTERED.match(line.passage, item.end, line.end):
        return True
    return _ENTERING.search(line.passage[line.start : item.start]) is not None


def _is_of_events(line: Line, item: Item) -> bool:
    """Whether a percentage is one of events, of which so many were early or mild."""
    part = _OF_EVENTS.search(line.passage, line.start, item.start)
    if part is None:
        return False
    start, end = part.span("what")
    return any(i.kind in ("event", "outcome") and i.start < end and start < i.end for i in line.items)


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether a percentage is one that results are held against: "a 15% margin", "a threshold of 40%"."""
    if _LIMIT_BEFORE.search(text, max(0, start - 100), start) or _LIMIT_AFTER.match(text, end):
        return True
    if _OR_EQUAL.search(text, max(0, start - 20), start) and not _OF_PEOPLE.match(text, end):
        return True
    least = _LEAST_BEFORE.search(text, max(0, start - 40), start)
    return bool(least and (_INCIDENCE.match(text, end) or (least["in"] and _OF_PEOPLE_WERE.match(text, end))))
