"""Shares that were planned, assumed or aimed at, and those that a trial's size was reckoned from: no results."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "Assuming a leak rate of 18%, 40 patients were required": all that the sentence tells
_OPENS = re.compile(
    r"(?:Expected (?:results|outcomes)|Assuming|Anticipating|Expecting|Considering an?"
    r"|(?:Based on|With|Given|For) (?:an? |the )?(?:assumed|expected|anticipated|estimated)"
    r"|(?:We|It was|The authors) (?:assumed|expected|anticipated))\b"
)
_TO_NUMBER = r"(?:[^.,;()]|\.\d)*[(\[]?$"
# What came of it after all: "we planned for a response of 40%, but it was 12%".
_CAME = (
    r"(?:but|however|although|though|whereas|found|actual\w*|stopped|closed|terminated|observed|resulted|achieved|reached"
    r"|exceeded|met|not)"
)
_TURNS = re.compile(rf"\b{_CAME}\b")
_TO_NUMBER_OR_TURN = rf"(?:(?!\b{_CAME}\b)[^.;]|\.(?=\d))*$"
# "the trial was designed for a response rate of 30%", "our power analysis assumed mortality (30%)"
_PLANNED = sparse(
    r"\b(?:hypothesi[sz](?:ed|ing)|anticipating|expecting|(?:we|was|were) (?:anticipated|expected)"
    rf"|[Ww]e (?:had )?planned (?:for|on|to have)){_TO_NUMBER}"
    r"|\b(?:assum(?:ed|es|ing)"
    r"|(?:powered|designed)(?: with [^.;]{1,40}?)? (?:for|to (?:detect|show|demonstrate|find|rule out|have))"
    r"|sample(?:[- ]size)?s? (?:(?:was|were|is) )?(?:\w+ly )?(?:calculat|estimat|based|determin|chosen|comput)\w*"
    r"|(?:power|sample[- ]size) (?:calculation|analysis|estimat(?:e|ion))s?"
    r"|(?:calculated|estimated) (?:the|a|our) sample(?:[- ]size)?"
    r"|(?:needed|required|calculated that|sample size)\b[^.;]{0,80} based on an?"
    rf"|to detect an?)\b{_TO_NUMBER_OR_TURN}",
)
# "a target response rate of 40%", "aimed at an improvement from 30% with A to 45%"
_AIMED = sparse(
    r"\b(?:[Tt]arget(?:ed)?|[Aa]im(?:ed|ing)? (?:at|for)(?: an?)?) (?:[\w-]+ ){0,3}?"
    r"(?:ORR|[Rr]ates?|[Rr]esponses?|[Rr]emissions?|[Ss]urvival|[Mm]ortality|PFS|OS|DFS|[Ii]mprovement|[Dd]ifference"
    r"|[Rr]eduction|[Ee]fficacy)(?: rates?)?,? (?:(?:of|was|is|=|at least|from) )*"
    r"(?:[\d.]+ ?%[^.;]{0,80} (?:to|and|or|versus|vs\.?) (?:at least )?)?[(\[]?$"
)
# "a response rate of 40% (A) was assumed"
_WAS_ASSUMED = sparse(
    r"[)\]%]*(?:[^.;]|\.\d){0,90}?\b(?:was|were|is|been) (?:assumed|anticipated|hypothesi[sz]ed|postulated|presumed"
    r"|targeted|aimed (?:at|for))\b"
)
# "a response rate of 40% was expected"; but "of 40 patients 12% died, as was expected"
_ONE_RATE = re.compile(
    r"\b[Aa]n? (?:[\w-]+ ){0,4}?(?:rate|mortality|incidence|survival|response|remission|ORR|PFS|OS)s? of"
    r"(?: [^.;]{1,60}\bof)? $"
)
_WAS_EXPECTED = re.compile(r"[)\]%]*[^.;,()]{0,60}? (?:was|were|is) expected\b")
# "86 deaths were needed", "a total of 25 patients were required per group"
_NEEDED = re.compile(
    rf"\s(?:[\w-]+\s){{0,3}}?{PEOPLE} (?:per \w+ |in each \w+ )?(?:were|are|was|would be) (?:needed|required|necessary)"
    r"(?= to (?:detect|show|demonstrate|prove|obtain|achieve|yield|reach|give|have)\b| per\b| in each\b| for \w+ power"
    r"|[.,;]|$)"
    r"|\s(?:[\w-]+\s){0,3}?(?:deaths|events|responses|responders|successes)(?: \([^()]*\))? (?:were|are|would be)"
    r" (?:needed|required|planned)\b",
    re.I,
)
_NEEDS = re.compile(
    r"\b(?:trial|study|design|sample|calculations?|analysis|stage)s? (?:would )?(?:need(?:s|ed)?|require[sd]?)"
    r" (?:at least |about |a total of |another )?$"
)


def is_planned(line: Line, item: Item) -> bool:
    """Whether a share or a count is what was foreseen."""
    text, first, start, end = line.passage, line.start, item.start, item.end
    if _OPENS.match(text, first) or _PLANNED.search(text, first, start) or _AIMED.search(text, first, start):
        return True
    if (is_assumed := _WAS_ASSUMED.match(text, end, line.end)) and not _TURNS.search(is_assumed[0]):
        return True
    if _WAS_EXPECTED.match(text, end, line.end) and _ONE_RATE.search(text, first, start):
        return True
    return _NEEDED.match(text, end, line.end) is not None or _NEEDS.search(text, first, start) is not None
