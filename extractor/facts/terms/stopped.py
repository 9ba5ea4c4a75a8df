"""Treatment that was stopped for a reason that is no harm: "12% discontinued because of inefficacy"."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_STOPPED_FOR = re.compile(
    r"\b(?:discontinu\w+|withdr[ae]w\w*|stopp\w+|drop\w*[- ]?outs?|terminat\w+)\b[^.;\d()]{0,40}?"
    r"\b(?:because of|due to|owing to|for) (?P<why>(?:[\w-]+ ){0,3})$",
    re.I,
)
_WHO_STOPPED = re.compile(
    rf"[)\]%]*(?: of (?:the |all |our |these |them|whom)*(?:[\w-]+ )??{PEOPLE})?(?: {PEOPLE})?"
    r"(?: (?:had|have|were|was))? (?:discontinued|withdrew|withdrawn|stopped|dropped out|terminated)\b",
    re.I,
)
_REASON = re.compile(r"[^.;\d]{0,40}?\b(?:because of|due to|owing to|on account of|for) (?P<why>[^.;,()\d]{3,60})")
_AFTER_REASON = re.compile(
    r" (?:in|occurred|was|were|led|for|among|after|at)\b| (?:and|or)(?: ?$| (?:one|two|three|four|five|six|another)\b)"
)
_NO_HARM = re.compile(
    r"\b(?:(?:lack|loss|absence) of (?:[\w-]+ )?(?:efficacy|effect\w*|response|benefit|improvement)|inefficacy"
    r"|ineffective\w*|(?:insufficient|inadequate|poor) (?:[\w-]+ )?(?:efficacy|effect\w*|response|compliance|adherence)"
    r"|progress\w+|(?:treatment|therapeutic) failure|non-?(?:compliance|adherence)|consent|pregnancy|remission"
    r"|(?:wish\w*|decision|choice|request|preference|(?:any|other|various|unknown|personal|administrative|financial|logistic\w*)"
    r" reasons?)"
    r"(?: of (?:the )?\w+)?)$",
    re.I,
)
_HARM = re.compile(r"toxic|adverse|side[- ]effect|intoleran|complication|\b[ST]?E?AEs?\b", re.I)


def is_unharmed(line: Line, term: Item) -> bool:
    """Whether a term tells that treatment was stopped, or why, where the reason is no harm; of two reasons the first
    is asked, unless the other is one."""
    text = line.passage
    if term.value.get("class") != "discontinuation":
        stopped = _STOPPED_FOR.search(text, line.start, term.start)
        return stopped is not None and _NO_HARM.search(text, stopped.start("why"), term.end) is not None
    return _is_for_no_harm(line, term.end)


def are_unharmed(line: Line, share: Item) -> bool:
    """Whether a share is of those who stopped for a reason that is no harm: "12% stopped because of inefficacy"."""
    stopped = _WHO_STOPPED.match(line.passage, share.end, line.end)
    return stopped is not None and _is_for_no_harm(line, stopped.end())


def _is_for_no_harm(line: Line, start: int) -> bool:
    reason = _REASON.match(line.passage, start, line.end)
    why = _AFTER_REASON.split(reason["why"], maxsplit=1)[0].strip() if reason else ""
    return _NO_HARM.search(why) is not None and not _HARM.search(why)
