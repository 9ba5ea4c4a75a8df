"""Counts of participants that no pattern took: whole numbers, and the absences that are counts of nought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.rates import Rate, is_label
from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

_MANY = 100_000  # more are counts of a population
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(
    r"\bnot $|\b(?:(?<!\btotal )of|among|amongst)(?: (?:the|these|our|all|those|a total of))* $", re.I
)  # no counts, and what shares are of
SEEN = r"(?:observed|seen|noted|noticed|detected|found|reported|recorded|documented|identified|encountered|remarked)"
NOT_ANY = (  # we did not observe any leak
    r"not (?:observe|see|find|note|notice|detect|identify|encounter|record|report|document|cause|produce|induce"
    r"|reveal|show|demonstrate|exhibit|disclose"
    r"|lead to|result in) any"
)
_NIL = sparse(  # mortality was nil; fell from 25% to nil; but not "the median score was zero"
    r"(?:(?:\b(?:was|were|remained)|%(?: \([^()]*\))? to|(?i:\b(?:mortality|morbidity|deaths?|complications?|rates?)))"
    r"(?: rate)?[:=]? ?)(?P<nil>\b(?:nil|zero)\b)(?![\w-])(?! [a-z]+(?:s|ed)\b(?<! days)(?<! weeks)(?<! months))"
)
_SCORED = re.compile(
    r"\b(?:scores?|scored|median|mean|grades?|counts?|levels?|values?|titres?|titers?|loss|time|intensity|number|VAS|NRS"
    r"|doses?|delay|pressure|change|difference)\b[^,;]*$",
    re.I,
)
_ZERO = re.compile(
    r"\b(?=[Nnwa])(?<!virtually )(?<!the )(?<!The )(?<!almost )(?<!practically )(?<!or )(?<!than )(?<! on )"
    r"(?:(?:(?<!versus )(?<!vs )(?<!vs\. )(?<!compared with )[Nn]o|no(?= (?:cases?|deaths?|patients?|events?)\b))\b"
    r"(?![-.:])"
    r"|[Nn]ot (?:a single|one)(?= (?:patient|case|child|infant|woman|man|subject)\b)"
    r"|(?:[Nn]one|[Nn]obody|[Nn]o[ -]one|[Nn]either(?! in (?:the )?(?:remaining|others?|rest)\b)|without any"
    rf"|absence of|{NOT_ANY}"
    r"|not (?!(?:differ|chang|var|correlat|alter|depend)\w* )(?:[\w-]+ )?(?:in )?any)\b(?![-:])"
    rf"|(?:(?:(?<=was )|(?<=were ))not {SEEN}|(?<=did )not occur)\b(?!-| to\b))"
)
# "When relapse did not occur", "those in whom it was not seen": no result, but a case or a group.
_CASE = re.compile(r"\b(?:when|if|unless|until|where|whether|whom|who|which|that|whose)\b[^,;]*$", re.I)
# "Reductions in mortality were not seen", "leaks were not seen in the absence of fever": nothing that was counted.
_CHANGE_OF = sparse(
    r"\b(?:reductions?|increases?|decreases?|declines?|changes?|differences?|improvements?|benefits?|associations?"
    r"|correlations?|trends?|impact|influence|(?<!side )(?<!adverse )effects?)\s(?:in|of|on|between|with|for)\s"
    r"[^.;:]*$",
    re.I,
)
_WITHOUT_CAUSE = re.compile(r" (?:in|with) the absence of\b| without\b")
# An effect that is no harm: not a side effect.
OWN_EFFECT = r"(?<!\bside )(?<!-)(?<!\badverse )(?<!\bill )(?<!\buntoward )(?<!\btoxic )(?<!\bharmful )effects?"
# What "no" denies and nobody counts: "no safety signals", "no unexpected deaths".
NEVER_COUNTED = (
    r"risks?|odds|safety|(?:unexpected|unanticipated|unforeseen)(?! or)|commoner|rarer|higher|lower|greater|fewer"
)
# "No significant difference", "no longer", "no evidence of": nothing that was counted.
_NO_ZERO = re.compile(
    rf"\W+(?:[\w-]+ ){{0,3}}?(?:statistical\w*|significan\w+|differen\w+|evidence|{OWN_EFFECT}|correlations?|"
    rf"associations?|relation\w*|{NEVER_COUNTED}|longer|more|less|better|worse|further|prior|previous|history|"
    r"need|increases?|decreases?|reductions?|"
    r"changes?|improvements?|benefits?|impact|influence|advantage|studies|study|trials?|data|information|consensus|"
    r"treatment|therapy|intervention|interactions?|way|conflicts?|doubt)\b(?!-)",
    re.I,
)
# "(no drain 12%; drain 8%)": the name of a group with its share.
_NAMES_GROUP = re.compile(r"(?:[Nn]o|[Ww]ithout any) (?:[\w-]+ ){0,2}[\w-]+[:,]? ?(?!0%)\d+(?:\.\d+)? ?%")
_MARK_OF = re.compile(r" in \d+(?:\.\d+)?%")  # "relief was good in 70% and none in 10%"
_COUNTED = re.compile(r"[^.;:()]{0,100}\(\d[\d.]*\s?%")  # "fewer men did not have any pain (40%)"
# "67% of the women did not have any": those who had none are counted.
# "Neither A nor B differed": compared, not counted.
_COMPARED = re.compile(
    r"(?:\([^()]*\)|[^.;()])*?\bnor\b(?:\([^()]*\)|[^.;()])*?\b(?:differ\w*|significant\w*|associated|correlated|related|affected|altered|changed"
    r"|influenced|improved|increased|decreased|reduced|better|worse|predict\w*|superior|inferior)\b",
    re.I,
)
_WHO_DID = re.compile(r"[)\]%]*(?: [\w'’-]+){0,6} (?:did|do|does|had|have|has|were|was|are|could|would) $")


# "no seizures in 35%", "no pain was reported by 12 (40%)"; of a group "(no tube 2.7%; early tube 5.2%)".
_THEN_SHARE = re.compile(
    rf"(?:no|without any|absence of)(?: [\w-]+){{1,4}}?"
    rf"(?: (?:(?:was|were) (?:\w+ )?{SEEN}|occurred|developed|was|were))?"
    r" (?:in|by|for|among) (?:only |about |nearly |some |the |these |our )*",
    re.I,
)
# "60% had no pain", "only 4 of 35 reported no side effects": those who had none are counted.
_WHO_HAD = re.compile(
    rf"[)\]%]*(?: of (?:the |these |our )?| )?(?:[\w-]+ )?(?:{PEOPLE} )?"
    r"(?:had|have|experienced?|report(?:ed)?|develop(?:ed)?|show(?:ed)?|suffer(?:ed)?) $"
)
_NONE = re.compile(r"no (?:[\w-]+ )?")
_ALL = re.compile(r"\b(?:all|both|the|these|remaining|other) (?:\d+ of )?$", re.I)
# "All received platelets, no heparin": what was not given is no event.
_GIVEN = re.compile(r"(?<!who )(?<!that )\breceived [^,.;:]+,(?: and)? $")
_NOT_GIVEN = re.compile(r"no [\w-]+(?: [\w-]+)?(?:[,.;]| and no\b)")
_RECEIVED = re.compile(
    r"\b(?:who|that|which|and|group|patients|those) (?:had )?(?:received|receiving|given|got|took) $"
)
# "Three of 11 patients with no drug in their sera developed sepsis": who they were.
_WITH = re.compile(rf"\b(?:{PEOPLE}|those) with $", re.I)
_THEN_THEY_HAD = re.compile(
    r"no (?!(?:deaths?|mortality|complications?|side|adverse|recurrences?|relapses?)\b)[^.;,:()]{3,90}?"
    r" (?:developed|had|experienced|suffered|responded|died|achieved|required|underwent)\b"
)
# "complete response (no vomiting, no rescue drug) occurred in 12%": what a response is.
_DEFINES = re.compile(
    r"[(\[](?:defined as |i\.?e\.?,? )?(?:(?:no|absence of|without|free (?:of|from))\b[^()\[\]\d]*)?$"
)
_THEN_OWN_SHARE = re.compile(r"no(?: [\w-]+){1,3}:? ", re.I)
_WITHOUT_NUMBERS = re.compile(r"[^()\[\]\d]*[)\]]")
_OPENS_LABEL = re.compile(r"[(\[;,] ?$")


# "in 56% of the cases no pain was felt": where the share ends, and what leads to the "no".
_IN_SHARE = re.compile(r"\b(?:in|among) (?:only |about |over |the other |another )?$", re.I)
_THEN_NONE = re.compile(
    rf"[)\]%]*(?: of (?:the |all |our |these )*(?:[a-z]+ )?{PEOPLE},?)? (?:there (?:was|were) )?(?=no\b)"
)

# "the most common adverse events in 80 patients were"
_SAMPLE_OF_EVENTS = re.compile(
    r"\b(?:most|main|commonest|major|predominant|usual|leading)\b[^.;,()\d]{0,60}? (?:in|of|among|for)"
    r" (?:(?:the|our|all|these) )*$",
    re.I,
)
_THEY_WERE = re.compile(rf" (?:[\w-]+ ){{0,2}}?{PEOPLE}(?: [^.;,()\d]{{1,40}}?)? (?:were|was|included?|are)\b")


def is_sample_of_events(line: Line, number: Item) -> bool:
    """Whether a number is one of people whose events are then told."""
    after = _THEY_WERE.match(line.passage, number.end, line.end)
    return after is not None and _SAMPLE_OF_EVENTS.search(line.passage, line.start, number.start) is not None


def are_without(line: Line, share: Item) -> bool:
    """Whether a share is of those who had none: "in 56% of the cases no pain was felt", "56% experienced no pain"."""
    none = _THEN_NONE.match(line.passage, share.end, line.end)
    if none is not None and _IN_SHARE.search(line.passage, line.start, share.start) is not None:
        return True
    if share.value.percent is None or " no " not in line.passage[share.end : line.end]:
        return False
    event = next((i for i in line.items if i.kind == "event" and i.start >= share.end), None)
    lead = line.passage[share.end : event.start] if event else ""
    had, no, _ = lead.partition(" no ")
    return bool(no and _WHO_HAD.fullmatch(f"{had} ") and _NONE.fullmatch(lead[len(had) + 1 :]))


def is_of_a_share(line: Line, start: int) -> bool:
    """Whether a "no" tells of which share there was none, names a group, or denies what was given: then nobody is
    counted."""
    if defines(line, start):
        return True
    if _NOT_GIVEN.match(line.passage, start) and _GIVEN.search(line.passage, line.start, start):
        return True
    if _RECEIVED.search(line.passage, line.start, start):
        return True
    if _THEN_THEY_HAD.match(line.passage, start, line.end) and _WITH.search(line.passage, line.start, start):
        return True
    rate = next((i for i in reversed(line.items) if i.kind == "rate" and i.end <= start), None)
    none = _THEN_NONE.match(line.passage, rate.end, line.end) if rate else None
    if rate and none and none.end() == start and are_without(line, rate):
        return True
    before = next((i for i in reversed(line.items) if i.end <= start and i.kind in ("rate", *NUMBERS)), None)
    if before and _WHO_HAD.fullmatch(line.passage, before.end, start):
        return not _ALL.search(line.passage, line.start, before.start)
    share = next((i for i in line.items if i.kind == "rate" and i.start > start), None)
    if share is None or not (share.value.percent or (share.value.numerator and share.value.denominator)):
        return False
    is_label = _OPENS_LABEL.search(line.passage, line.start, start) is not None
    is_own = is_label and _THEN_OWN_SHARE.fullmatch(line.passage, start, share.start)
    return bool(is_own or _THEN_SHARE.fullmatch(line.passage, start, share.start))


def defines(line: Line, start: int) -> bool:
    """Whether a place is in a bracket of what an outcome before it is without, whose share comes later."""
    opening = _DEFINES.search(line.passage, line.start, start)
    closing = _WITHOUT_NUMBERS.match(line.passage, start, line.end) if opening else None
    if not opening or not closing:
        return False
    is_told = any(i.kind == "outcome" and i.end in (opening.start(), opening.start() - 1) for i in line.items)
    return is_told and any(i.kind in ("rate", "percent", "fraction") and i.start > closing.end() for i in line.items)


def bare_counts(line: Line) -> Iterator[Item]:
    """The whole numbers that no pattern took: "15 died", "in 2 of them"."""
    for item in line.items:
        if item.kind not in NUMBERS or _YEAR.fullmatch(line.passage[item.start : item.end]):
            continue
        if is_label(line, item) or _WHOLE.search(line.passage, line.start, item.start):
            continue
        if isinstance(n := item.value.low, int) and n < _MANY:
            yield Item("rate", item.start, item.end, Rate(numerator=n, pattern_id=f"count.{item.kind}"))


def may_have_zeros(line: Line) -> bool:
    text = line.passage
    return bool(_ZERO.search(text, line.start, line.end) or _NIL.search(text, line.start, line.end))


def bare_zeros(line: Line) -> Iterator[Item]:
    """The absences that no pattern took: "none of them relapsed", "no cases of graft failure"."""
    for match in _ZERO.finditer(line.passage, line.start, line.end):
        following = next((i for i in line.items if i.end > match.start()), None)
        if following and (following.start < match.end() or _is_nought(following)):
            continue
        if _NAMES_GROUP.match(line.passage, match.start(), line.end) or _MARK_OF.match(
            line.passage, match.end(), line.end
        ):
            continue
        if match[0].startswith("not ") and _COUNTED.match(line.passage, match.end(), line.end):
            continue
        is_case = match[0].startswith("not") and _is_no_result(line, match)
        before = next(
            (i for i in reversed(line.items) if i.end <= match.start() and i.kind in ("rate", *NUMBERS)), None
        )
        if before and match[0].startswith("not ") and _WHO_DID.fullmatch(line.passage, before.end, match.start()):
            continue
        if not is_case and not _is_no_zero(line, match) and not is_of_a_share(line, match.start()):
            zero = Rate(numerator=0, pattern_id=f"count.{match[0].lower().split()[0]}")
            yield Item("rate", match.start(), match.end(), zero)
    for nil in _NIL.finditer(line.passage, line.start, line.end):
        if not _SCORED.search(line.passage, line.start, nil.start("nil")):
            yield Item("rate", *nil.span("nil"), Rate(numerator=0, pattern_id="count.none"))


def _is_no_result(line: Line, match: re.Match[str]) -> bool:
    """Whether a "not seen" is said of a case, of a change, or on a condition."""
    text = line.passage
    said = _CASE.search(text, line.start, match.start()) or _CHANGE_OF.search(text, line.start, match.start())
    return bool(said or _WITHOUT_CAUSE.match(text, match.end(), line.end))


def _is_no_zero(line: Line, match: re.Match[str]) -> bool:
    """Whether a word of absence denies nothing that can be counted."""
    text, word = line.passage, match[0].lower()
    if word == "neither":
        return bool(_COMPARED.match(text, match.end(), line.end) or _NO_ZERO.match(text, match.end(), line.end))
    return bool(_NO_ZERO.match(text, match.end(), line.end))


def _is_nought(item: Item) -> bool:
    """ "None of the 14": the share that begins with the 14 is nought already."""
    return item.kind == "rate" and item.value.numerator == 0


def is_zero(rate: Rate) -> bool:
    """Whether a share is a nought in words."""
    is_count = rate.pattern_id.startswith("count.") and rate.numerator == 0
    return is_count or rate.pattern_id.startswith(("numerator.no", "rate.none"))
