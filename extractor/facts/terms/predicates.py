"""Shares that are the subject of a clause of their own, which tells what they are shares of.

"Sepsis developed in 10 patients (20%), and 30 (60%) received antibiotics": the 30 are no patients with sepsis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line
from extractor.measures.builders import TIME

# Where a clause begins, with what may stand before its subject.
_BEGINS = re.compile(
    r"(?:^|[;,.)] |(?:^|\s)(?:and|but|while|whereas|although|though|whom|which) )"
    r"(?:(?:the (?:other|remaining|rest)|another|other|only|just|about|approximately|nearly|almost|however|also|all"
    r"|of (?:whom|them|these|those|which)|in addition|additionally|overall|finally|a total of|a further),? )*$",
    re.I,
)
_SMALL = r"(?!(?:for|in|of|with|to|at|by|from|on|among|and|or)\b)"
_SUBJECT = (
    rf"[)\]%]*(?: of (?:whom|them|these|those|(?:the |all |our )?(?:{_SMALL}[\w-]+ )?{PEOPLE}))?"
    rf"(?: (?:{_SMALL}[\w-]+ ){{0,2}}(?:{PEOPLE}|patient|case|child|woman|man|infant))?"
    r"(?: (?:in|of) the (?:[\w-]+ ){1,3}(?:group|arm))?"
    r"(?: (?:also|then|later|subsequently|finally|still|only))*"
)
# What was done with them: of these only a term that a list knows may be an outcome, "30% received a transfusion".
_DONE = (
    r"(?:failed(?! to)|commenced|attempted|considered|regarded|judged"
    r"|received|used|took|refused|declined|continued|completed|resumed|started|switched|returned"
    r"|smoked|chose|preferred|attended|felt|said|(?!report|observ|record|achiev|obtain|document)\w{3,}ed(?=[,.;])"
    r"|(?:was|were|had been|remained) (?:(?:then|later|also|still|\w+ly) )*(?:(?:re)?(?:treated|operated|transplanted"
    r"|admitted)|evaluated|assessed|tested|examined|analy[sz]ed|evaluable|managed|lost|transfused"
    r"|discharged|transferred|switched|converted|referred|given|followed|excluded"
    r"|unchanged|the same|stable|worse|improved|smokers?|wom[ae]n|m[ae]n|(?:fe)?males?|on|under|able|unable|mobile"
    r"|symptomatic"
    r"|randomi[sz]ed|enrolled|prescribed|started|hospitali[sz]ed|positive|negative|older|younger))\b"
)
_HAD = (
    r"(?:(?:required|needed|underwent|failed to|lost(?! to)|became"
    r"|(?:was|were|are|remain|remained) (?:still |[a-z]+ly )?(?:alive|dead"
    r"|independent|ambulatory|ambulant|continent|abstinent|cured|weaned|delivered|intubated|born|[a-z]+-free"
    r"|free (?:of|from)))\b"
    r"|(?:had|have|developed|experienced|suffered|showed|presented|reported)\s"
    r"(?!(?:in|by|it|this|that|these|them|such|one|two|three|none|no|only|at|more|any|all|grades?|an?|the|mild|moderate"
    r"|severe|complete|partial|good|excellent|poor|fair)\b))"
)
# "and two (8%) had a stroke", where a list knows what they had.
_HAD_A = r"(?P<had>(?:had|developed|experienced|suffered|sustained|showed|achieved|reached|attained|met)\b)"
_OWN = re.compile(rf"{_SUBJECT} (?:(?P<done>{_DONE})|{_HAD}|{_HAD_A})", re.I)
_REACH = 40  # characters from a verb to what was had
_TERMS = ("event", "outcome")
# The next who are counted: "and 3 died", "with two deaths", ", none of them". Not "had, 3 months later,".
_NEXT = re.compile(
    r"\s(?:but|while|whereas)\s"
    r"|\swith (?:only )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) [a-z]+\b|"
    rf"(?:[,;]|\s(?:and|but|while|whereas))\s(?:another |only |the other )?"
    rf"(?:\d[\d.,·]*(?![\d.,·]|[ -]{TIME})|none\b|no\b|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.I,
)
# "Success was 95% and late filling was 66%": the second share is one of the phrase that it is told of, or of nothing.
_WAS = re.compile(r"(?: rates?)? (?:was|were) (?:only |about )?")
_ANEW = re.compile(
    r"[)\]%]*(?: (?:of|in|at|with|for|among) [^,.;:()%]{1,40}?)?(?:[,;]|,? (?:and|but|while|whereas)) (?:the )?"
)
_NAMES_NOTHING = re.compile(
    rf"(?:rates?|figures?|values?|proportions?|percentages?|frequency|estimates?|ones?|results?|{PEOPLE}|groups?|arms?"
    r"|controls?|cohorts?)$",
    re.I,
)


class Predicate(NamedTuple):
    """The clause behind a share: where it begins and ends, and whether it only tells what was done with people."""

    start: int
    end: int
    is_done: bool

    def may_tell(self, term: Item) -> bool:
        """Whether the share may be one of a term."""
        return self.start <= term.start < self.end and not (self.is_done and term.value.is_phrase)


def own_predicate(line: Line, share: Item) -> Predicate | None:
    """The clause whose subject a share is, where what it is a share of stands in that clause."""
    own = _OWN.match(line.passage, share.end, line.end)
    start = (share.value.span or (share.start,))[0]
    if own is None or not _BEGINS.search(line.passage[line.start : start]):
        return None
    following = _NEXT.search(line.passage, own.end(), line.end)
    end = following.start() if following else line.end
    if own["had"] and not _is_known(line, own.end(), min(end, own.end() + _REACH)):
        return None
    return Predicate(share.end, end, own["done"] is not None)


def _is_known(line: Line, start: int, end: int) -> bool:
    """Whether a term of the lists begins in a place before any share."""
    first = next((i for i in line.items if start <= i.start < end and i.kind in ("rate", *_TERMS)), None)
    return first is not None and first.kind in _TERMS


def own_subject(line: Line, share: Item, before: Item, phrases: Sequence[Item]) -> Item | None:
    """The phrase of some words that a share is told of, in a clause that begins behind the share `before`."""
    for phrase in phrases:
        if (
            before.end < phrase.start
            and phrase.end < share.start
            and _WAS.fullmatch(line.passage, phrase.end, share.start)
        ):
            is_named = " " in phrase.value.name and not _NAMES_NOTHING.search(phrase.value.name)
            return phrase if is_named and _ANEW.fullmatch(line.passage, before.end, phrase.start) else None
    return None
