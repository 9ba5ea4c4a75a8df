"""Numbers that the words around them make sure are no share of participants: for these nothing is weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.sentences.bare_counts import SEEN, are_without, is_sample_of_events
from extractor.facts.sentences.respective import by_degree
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.who_they_were import is_of_start
from extractor.facts.shares.no_percentage import had_at_entry, is_answered, is_no_percentage_of_people, is_of_others
from extractor.facts.shares.no_result import tells_no_result
from extractor.facts.shares.of_things import is_of_things
from extractor.facts.shares.planned import is_planned
from extractor.facts.terms.passed_over import FOUND_AGAIN
from extractor.facts.terms.stopped import are_unharmed
from extractor.literals import sparse
from extractor.matching import Item, Line
from extractor.measures.builders import TIME

_TERMS = ("event", "outcome")
_FEW_WORDS = 60  # characters between a number of events and the participants who had them
# "90 falls were reported by 41 of 60 residents", "24 infections in 19 patients".
_AMONG = re.compile(r"(?:\s[\w-]+){0,5}?\s(?:in|among|by|affecting|involving|from)\s(?:only |just |a total of )?")
_HAPPENINGS = re.compile(
    r"\s(?:(?!(?:and|or|with|had)\b)[\w/-]+\s){0,4}?(?:events|episodes|reactions|complications|attacks|exacerbations|flares|infections|toxicities|falls"
    r"|bleeds|seizures|fractures|admissions|hospitali[sz]ations|relapses|effects|AEs|SAEs|TEAEs)\b",
    re.I,
)
_SOME = re.compile(r"\s(?:(?!(?:and|or|in|of|with|had)\b)[\w/-]+\s){0,3}")
_LEFT = re.compile(
    r"(?:\s(?:patients?|participants?|subjects?|volunteers?|women|men|children|adults?))?\s"
    r"(?:(?:then|later|also|had|were|was)\s)?(?:withdrew|withdrawn|dropped out)\b",
    re.I,
)
# "56 (9%) withdrew for reasons unrelated to treatment"
_LEFT_OTHERWISE = re.compile(
    rf"[)\]%]*(?: {PEOPLE})?(?: (?:who|had|were|was|also|then|later)){{0,2}}"
    r" (?:withdr[ea]wn?|discontinued|stopped|dropped out|left)"
    r"[^.;,()\d]{0,40}? (?:for|because of|due to|owing to) (?:reasons? (?:un|not )related"
    r"|(?:administrative|personal|other|non-?medical) reasons?|reasons other than)\b",
    re.I,
)
_WHY = re.compile(
    r"\b(?:because|due|owing|for|account|after (?:an? )?(?:adverse|serious)|toxic\w*|adverse|side[- ]effects?"
    r"|intoleran\w*|complications?|AEs?|TEAEs?)\b",
    re.I,
)
_CLAUSE_ENDS = re.compile(r"[;.,]\s|$")
_MANY = r"(?:\d[\d,]*|ten|five|four|three|six|seven|eight|nine|twenty|fifty|a hundred|(?:a |one )?thousand)"
_PER_MANY = re.compile(
    rf"\s(?:(?:[a-z]+ )?(?:per|out of every|in every)\s{_MANY}\b|in\s{_MANY}\s(?:\w+ )?(?:patients|people|participants"
    r"|women|men|children|adults|cases|subjects)\b|(?:third|quarter|fifth|half)s?\b)",
    re.I,
)
_PART_OF = re.compile(
    r"\b(?:per\s|(?:half|thirds?|quarters?|fifths?|most|majority|minority|many|some|proportion|percentage) of"
    r"\s(?:(?:the|these|our|all|those|a total of)\s)*"
    r"|(?<![\w-])(?<!grade )(?:one|two|three|1|2|3)(?: case| patient)? (?:in|out of every) )$",
    re.I,
)
# "All but three of the 28 recovered": the three did not.
_ALL_BUT = re.compile(r"\b(?:all|any) (?:but|except) (?:for )?$", re.I)
# "40% after one dose and 60% after two"
_ONE_OF_THEM = r"(?:\d+|one|two|three|four|five|six|a single|the first) [a-z]+"
_AND_MORE = re.compile(
    rf"\b(?P<lead>after|with|at|for|by) {_ONE_OF_THEM}\b[^.;]*\d(?:%| per ?cent)[^.;%\d]* (?P=lead) $"
)
_PRONOUN = re.compile(r"\ban? [a-z-]+ $")  # "5 had a partial one"
_NOTHING = re.compile(r"[.;,)]|$")
# "in all except 4 cases"; but "in all except one patient (grade 4 fever)" tells of him.
_EXCEPT = re.compile(r"\bexcept (?:for|in) (?:only )?$", re.I)
_IN_BRACKET = re.compile(r"[^.;,()]{0,30}\(")
_NONE_AMONG = re.compile(  # no responses were seen in 22 patients; relapse was not seen in the 22 patients
    rf"\bnot (?:{SEEN}|occur) (?:in|among) (?:any (?:of )?)?(?:the |these |our |all )?$|"
    r"(?:^|[.;,] |\b(?:and|but|while|whereas) )(?:There (?:was|were) )?no (?:(?!(?:and|but|while)\b)[\w-]+,? ){1,10}"
    r"(?:(?:was|were|occurred) )?"
    r"(?:\w+ed |seen |noted |found )?(?:in|among|by) (?:any of )?(?:the |these |our )?"
    r"(?:[\d.]+ ?%[^.;%]{1,80}? (?:and|versus|vs\.?|compared with) (?:in |by |the )*)?$",
    re.I,
)
# "In the 22 patients no leaks were seen", "in 22 patients three leaks were seen": the 22 are no patients with leaks.
_IN_NONE = re.compile(r"\b(?:in|among) (?:the |these |our |all )*$", re.I)
_NONE_IN = re.compile(
    rf"(?: [\w-]+){{0,3}}? {PEOPLE}(?: \([^()]*\))?,? (?:there (?:was|were) )?(?:only )?"
    r"(?:no|none|neither|\d+(?! ?%)|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?! or more| of| [\w-]+ or more)",
    re.I,
)
# "leaks in 12%, 5 of which were asymptomatic", "of these, 5 (42%) were mild": a part of those who had it.
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|them|those),? (?:only )?$", re.I)
_WERE_MILD = re.compile(
    r"[)\]%]*(?: (?:of )?(?:which|whom|them|these|patients|cases))? (?:was|were|being) (?:(?:all|clinically|usually) )?"
    r"(?:asymptomatic|mild|self-limit\w+|transient|reversible|incidental\w*|subclinical|minor|(?:fe)?males?|(?:wo)?men)\b"
)
# "six patients (ten implants)": how many things the six have.
_OF_THESE_PEOPLE = re.compile(rf"\b(?:{PEOPLE}|patient|case|child) \($", re.I)
_THINGS = re.compile(r" [a-z]+s\)")
# "analyses based on 710 evaluable patients showed"
_SAMPLE = re.compile(
    r"\b(?:based on|analys[ie]s (?:of|in|on)|data (?:of|from|on|for)|involving|sample of|cohort of|records of"
    r"|(?:was|were) (?:given|administered)(?: [^.;:()]{1,60})? to)\s"
    r"(?:(?:the|all|our|these|a total of) )*$",
    re.I,
)
# "the effect on mortality was studied in 40 patients", "we compared relapses in 40 patients"
_STUDY = r"(?:evaluat|studi|assess|examin|investigat|compar|analy[sz]|measur|review|determin|monitor|test)ed"
_STUDIED_IN = sparse(
    rf"(?:\b(?:was|were|is|are|been) {_STUDY}"
    rf"|\b(?:[Ww]e|[Aa]uthors) (?:have )?(?:\w+ly )?{_STUDY} [^.;:%\d()]{{1,160}}) "
    r"(?:in|among) (?:(?:the|all|our|a total of) )*$"
)
_SET = re.compile(
    r"\b(?:training|test(?:ing)?|validation|derivation|development|replication) (?:cohort|set|sample|group) [(\[]$"
)
_OF_PEOPLE = re.compile(rf"\s(?:[\w-]+\s){{0,3}}?{PEOPLE}\b", re.I)
_GERMS = re.compile(rf"\b{FOUND_AGAIN} (?:was|were|had been) recovered (?:from|in) (?:[^.;a-z]|and |only )*$", re.I)
# "improved in 16, unchanged in 33", "it worsened in 7%", "in 3% it had grown worse"
_SAME_IN = re.compile(
    r"\b(?:unchanged|unaltered|unaffected|not (?:changed|altered|affected)|the same"
    r"|(?:it|they) (?:worsened|deteriorated)) (?:in|for|by) (?:only |about )?[(\[]?$"
)
_GREW_WORSE = re.compile(
    r"[)\]%]* (?:of (?:the |all )?[a-z]+ )?(?:it|they|this|the [a-z]+) (?:had |has )?(?:grown|become|became|got"
    r"|was|were|remained) (?:worse|unchanged|unaltered|the same)\b"
)
# "87% for 31 men": the 31 are those of whom the share before is one.
_SHARE_OF = re.compile(r"\d\s?%[)\]]? (?:for|in|of|among) (?:the |our |these |all )?$")
# "a response rate of 78% (CR + PR) in 18 evaluable patients"
_OF_THOSE = re.compile(r"\d\s?(?:%|per ?cent)[^.;]*\s(?:in|of|among|for) (?:the |our |these |all )?$")
_JUDGED = re.compile(rf"\s(?:evaluable|assessable|analy[sz]able|eligible)\s(?:[a-z-]+\s)?{PEOPLE}\b", re.I)
# "after 30 days, after one and after five years"
_OF_SPANS = re.compile(r"\b(?:after|at|for|within|than) $", re.I)
_SPANS = re.compile(rf"(?:,? (?:and|or|to)|,) [^.;]{{0,60}}?\b(?:\d+|two|three|four|five|six|ten|twelve) {TIME}\b")
_OTHER_UNIT = re.compile(rf"\s(?:vs\.?|versus|compared with)\s[\d.·]+[\s-]{TIME}\b", re.I)  # "33 vs 26 months"
_OF_TWO_ARMS = re.compile(r"\s(?:[\w-]+\s)?(?:arms|groups|regimens|cohorts|strategies|cent(?:er|re)s)\b", re.I)
_CONSENT = re.compile(r"(?:\s\w+){0,2}\s(?:consent|permission)\b", re.I)
_TIMES_TREATED = re.compile(r"\b(?:after|following) (?:the |only |just )?(?:first |last )?$", re.I)
_GIVEN_AT_ONCE = re.compile(
    r"\b(?:as|in) (?:only |just )?(?:one|two|three) (?:(?:single|divided|equal) )?doses?\b", re.I
)
# "the cost to gain one good outcome"
_TO_GAIN = re.compile(
    r"\bto (?:gain|prevent|avoid|achieve|obtain|save|cause|avert) (?:(?:an?|additional|extra|only) )*$", re.I
)
# "nausea in 40%, rash in 12% and both in 7%"
_BOTH = re.compile(r"(?:,|,? and|,? or) both,? (?:in )?(?:only )?[(\[]?$", re.I)
_REST = re.compile(r"\b(?:neither|none|nothing) in (?:the )?(?:remaining|other|rest of the) $", re.I)
_PER = (1000, 10_000, 100_000, 1_000_000)
_ORDINAL = re.compile(r"\b(?:dose|course|cycle|visit|session|step|phase|day|week|month|year|question|item)s? $", re.I)
_TREATMENT = re.compile(r"[\s-](?:courses?|cycles?|doses?|injections?|sessions?|infusions?)\b", re.I)


def is_no_share(line: Line, item: Item, groups: Sequence[Item]) -> bool:
    """Whether a share or a bare count is a number of events, of a model, of those who left, or the size of a group."""
    if is_answered(line, item) or is_of_others(line, item) or is_of_start(line, item):
        return True
    if is_planned(line, item) or tells_no_result(line, item) or is_of_things(line, item):
        return True
    if any(regex.search(line.passage, line.start, item.start) for regex in (_GERMS, _SAME_IN, _BOTH, _REST, _ALL_BUT)):
        return True
    if any(r.match(line.passage, item.end, line.end) for r in (_GREW_WORSE, _LEFT_OTHERWISE)) or are_without(
        line, item
    ):
        return True
    if are_unharmed(line, item) or _is_mild_part(line, item):
        return True
    if _NONE_AMONG.search(line.passage[line.start : item.start]) and (item.value.percent or item.value.numerator):
        return True
    if item.value.percent is not None:
        return is_no_percentage_of_people(line, item)
    if (told := by_degree(line)) and told.start("sizes") <= item.start < told.end("sizes"):
        return True
    if had_at_entry(line, item) or _OTHER_UNIT.match(line.passage, item.end, line.end):
        return True
    if item.value.denominator is None and _is_of_so_many(line, item):
        return True
    return (
        _is_of_arms_or_many(line, item)
        or _counts_events(line, item)
        or _left_unharmed(line, item)
        or _is_size(line, item, groups)
    )


def _is_of_so_many(line: Line, item: Item) -> bool:
    """ "3 per 1000 patients", "one in ten", "half of the 30", "after one course": rates and parts of no group."""
    text = line.passage
    if _THINGS.match(text, item.end, line.end) and _OF_THESE_PEOPLE.search(text, line.start, item.start):
        return True
    if _NONE_IN.match(text, item.end, line.end) and _IN_NONE.search(text, line.start, item.start):
        return True
    is_sample = _SAMPLE.search(text, line.start, item.start) or _STUDIED_IN.search(text, line.start, item.start)
    if is_sample and _OF_PEOPLE.match(text, item.end, line.end):
        return True
    if _EXCEPT.search(text, line.start, item.start) and not _IN_BRACKET.match(text, item.end, line.end):
        return True
    if any(regex.search(text, line.start, item.start) for regex in (_ORDINAL, _TO_GAIN)):
        return True
    if any(
        lead.search(text, line.start, item.start) and people.match(text, item.end, line.end)
        for lead, people in ((_SHARE_OF, _OF_PEOPLE), (_OF_THOSE, _JUDGED))
    ):
        return True
    if _OF_SPANS.search(text, line.start, item.start) and _SPANS.match(text, item.end, line.end):
        return True
    if _GIVEN_AT_ONCE.match(text, max(line.start, text.rfind(" ", 0, item.start - 1) + 1), line.end):
        return True
    if is_sample_of_events(line, item):
        return True
    if _TIMES_TREATED.search(text, line.start, item.start) and _TREATMENT.match(text, item.end, line.end):
        return True
    return _counts_nothing(line, item) or bool(
        _PER_MANY.match(text, item.end, line.end) or _PART_OF.search(text, line.start, item.start)
    )


def _is_of_arms_or_many(line: Line, item: Item) -> bool:
    """ "10/100,000 patients", "one of the two arms"."""
    of = item.value.denominator or 9
    return of in _PER or (of < 5 and _OF_TWO_ARMS.match(line.passage, item.end, line.end) is not None)


def _is_mild_part(line: Line, item: Item) -> bool:
    """Whether a share is a part of those told before, by how little it harmed them."""
    mild = _WERE_MILD.match(line.passage, item.end, line.end)
    return bool(mild and (" of " in mild[0] or _OF_WHICH.search(line.passage, line.start, item.start)))


def _counts_nothing(line: Line, item: Item) -> bool:
    """ "40% after one dose and 60% after two", "5 had a partial one"."""
    text = line.passage
    if text[item.start : item.end] == "one" and _PRONOUN.search(text, max(line.start, item.start - 40), item.start):
        return True
    is_last = _NOTHING.match(text, item.end, line.end)
    return is_last is not None and _AND_MORE.search(text, line.start, item.start) is not None


def _counts_events(line: Line, item: Item) -> bool:
    """A number of events that so many or fewer participants had."""
    if item.value.denominator is not None or (end := _end_of_events(line, item.end)) is None:
        return False
    after = next((i for i in line.items if i.start >= end and _number(i) is not None), None)
    if after is None or after.start - end > _FEW_WORDS:
        return False
    among = _AMONG.fullmatch(line.passage, end, after.start)
    return among is not None and (_number(after) or 0) <= (item.value.numerator or 0)


def _end_of_events(line: Line, start: int) -> int | None:
    """The end of what a number counts, where that may befall one more than once."""
    if what := _HAPPENINGS.match(line.passage, start, line.end):
        return what.end()
    event = next((i for i in line.items if i.kind == "event" and i.start > start), None)
    is_counted = event and event.value.get("class") == "specific" and line.passage.endswith("s", event.start, event.end)
    return event.end if event and is_counted and _SOME.fullmatch(line.passage, start, event.start) else None


def _left_unharmed(line: Line, item: Item) -> bool:
    """ "Two withdrew after the first period", of whom no harm is told."""
    left = _LEFT.match(line.passage, item.end, line.end)
    if not left:
        return False
    stop = _CLAUSE_ENDS.search(line.passage, left.end(), line.end)
    end = stop.start() if stop else line.end
    return bool(_CONSENT.match(line.passage, left.end(), end)) or not _WHY.search(line.passage, left.end(), end)


def _is_size(line: Line, item: Item, groups: Sequence[Item]) -> bool:
    """ "Six patients died in the drug group (n = 75)": how many the group has, of whom the number before had it."""
    if item.value.pattern_id != "count.size":
        return False
    if any(i.kind == "timepoint" and line.passage[i.end : item.start] in (" (", " [") for i in line.items):
        return True  # "at 1 year (n = 387)": who were still followed
    if _SET.search(line.passage, line.start, item.start):
        return True
    group = next((g for g in groups if 0 <= item.start - g.end <= 2), None)
    if group is None:
        return False
    before = [i for i in line.items if i.end <= group.start and i.kind in ("int", "word", "rate")]
    if before and before[-1].kind == "rate" and before[-1].value.percent and before[-1].value.numerator is None:
        return not any(i.kind in _TERMS and before[-1].end <= i.start and i.end <= group.start for i in line.items)
    counted = _number(before[-1]) if before else None
    if counted is None or counted > item.value.numerator:
        return False
    gap = line.passage[before[-1].end : group.start]
    terms = [i for i in line.items if i.kind in _TERMS and before[-1].end <= i.start and i.end <= group.start]
    return ";" not in gap and len(terms) < 2


def _number(item: Item) -> int | None:
    """How many an item counts: a number, or the first of "51 of 70"."""
    if item.kind in ("int", "word", "size"):
        return item.value.low if isinstance(item.value.low, int) else None
    return item.value.numerator if item.kind == "rate" and item.value.numerator is not None else None
