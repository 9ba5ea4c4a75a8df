"""Numbers told side by side that are those with an outcome, and no groups."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from extractor.facts.sentences.countable import are_shares_of_all, exceed_all
from extractor.facts.sentences.restated import RateFact
from extractor.literals import sparse
from extractor.matching import Item, Line, Match

_SHARE_HAD = re.compile(  # 57 (81%) had, 12 women (20%) showed: what describes a sample, and what became of it
    r"\s?[(\[]\d+(?:[.·]\d+)?\s?%[)\]],? (?:\w+ )??(?P<verb>had|have|has|showed|presented|developed|suffered)\b", re.I
)
_HAVING = ("had", "have", "has")
_SHARE = re.compile(r"\s?[(\[]\d+(?:[.·]\d+)? ?%[)\]]")
_DID = (
    r"(?:met|reached|died|achieved|evidenced|exhibited|demonstrated|developed|experienced|showed|suffered|relapsed"
    r"|responded|recovered|survived|improved|failed|had (?!been|undergone|received))"
)
# With gout died
_BECAME = re.compile(
    r"(?: ?\(\d[\d.·]* ?%\))?(?: (?:with|without|on|in|of|given|taking|receiving|treated with) [^.;,()\d]{1,60}?)?"
    rf" {_DID}\b",
    re.I,
)
# Toxicities included five women with bleeding; diagnoses included gout (10 in the heat group and seven in the cold)
_LISTED = sparse(
    r"\b(?:(?:toxicit\w+|complications|(?:adverse|side|serious|untoward) (?:\w+ )?(?:events|effects|reactions))\b"
    r"(?P<gap>[^.;:]{0,60}?)\b(?:included|including|consisted of)"
    r"|(?:diagnoses|reasons|causes|failures)\b(?P<far>[^.;:]{0,60}?)\bincluded)(?! (?:in|into)\b)[^.;]*$",
    re.I,
)
_OF_STUDY = re.compile(
    r"\b(?:stud\w+|trials?|patients?|analys\w+|reviews?|that|which|we|cohorts?|series|(?:was|were) [a-z]+ed)\b"
)
_OF_ARM_BECAME = re.compile(
    r"(?: [a-z]+)?(?: [(\[][^()\[\]]*%[^()\[\]]*[)\]])?(?: and \d+ \([\d.·]+ ?%\) [\w -]{2,40}?)? "
    rf"(?:{_DID}|reported)\b",
    re.I,
)
# 12 patients on zinc [discontinued treatment and five on placebo did so]
STOPPED = re.compile(
    r"(?: \([^()]*\))?"
    r"(?: (?:on|in|given|receiving|taking|(?:treated|randomi[sz]ed|assigned) (?:to|with)) [^.;,()\d]{1,30}?)?"
    r" (?:(?:had |have )?(?:discontinued|withdrew|withdrawn|dropped out|stopped)|did so)\b"
)
_SHARE_ENDS = 12  # characters: " (12.5%)"


_FURTHER = re.compile(r"\b(?:and|but|while|whereas) (?:only )?$")


def is_whole(match: Match, rate: RateFact, sizes: Mapping[str, Collection[int]]) -> bool:
    """Whether a number with an outcome is a whole all the same: "among 12 patients", but not "and in 3 patients", nor
    "12 patients randomized to zinc recovered" where that arm is larger."""
    if match.pattern.id == "count.among" and _FURTHER.search(match.line.passage, match.line.start, match.start):
        return False
    if match.pattern.id == "count.enrolled_after" and any(
        n > (rate.numerator or 0) for n in sizes.get(rate.arm or "", ())
    ):
        return False
    return bool(match.pattern.gives.get("whole"))


def are_of_outcome(line: Line, run: Sequence[tuple[Item, Item | None]]) -> bool:
    """Whether numbers have shares behind them, not those of all, and then what became of people: "90 women (25%) with
    gout and 240 women (15%) without died"."""
    had = _what_each_had(line, run)
    shared = [
        _SHARE.match(line.passage, n.end) or (people and _SHARE.match(line.passage, people.end)) for n, people in run
    ]
    if not run or not all(shared):
        return bool(had)
    number, people = run[-1]
    last = (people or number).end
    shown = line.passage[run[0][0].end : last + _SHARE_ENDS]
    if are_shares_of_all(shown):  # of 90 women 60 (67%) had mild and 30 (33%) severe gout
        return any(told["verb"] not in _HAVING for told in had)
    return bool(had or _BECAME.match(line.passage, last, line.end) or exceed_all(shown))


def tell_what_each_had(line: Line, run: Sequence[tuple[Item, Item | None]]) -> bool:
    """Whether groups are told apart by what they had: "60 (67%) had mild and 30 (33%) had severe gout"."""
    return bool(_what_each_had(line, run))


def _what_each_had(line: Line, run: Sequence[tuple[Item, Item | None]]) -> list[re.Match[str]]:
    ends = ((people or number).end for number, people in run)
    return [told for end in ends if (told := _SHARE_HAD.match(line.passage, end))]


def is_share_of_arm(line: Line, number: Item, arm: Item) -> bool:
    """Whether a number before a group's name is of those of it with an outcome: "17 placebo users (35%) reported"."""
    told = _OF_ARM_BECAME.match(line.passage, arm.end, line.end)
    return told is not None and "%" in line.passage[number.end : told.end()]


def is_in_result(line: Line, number: Item) -> bool:
    """Whether a number stands in a list of harms: "toxicities included five women with bleeding"."""
    listed = _LISTED.search(line.passage, line.start, number.start)
    return listed is not None and not _OF_STUDY.search(listed["gap"] or listed["far"] or "")
