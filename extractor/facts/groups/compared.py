"""The two things that a title or the aims of a paper compare: "A versus B", "comparison of A with B"."""

from __future__ import annotations

import re

from extractor.facts.context import PaperView
from extractor.literals import sparse
from extractor.matching.whole import spans_of

_PAIR = (
    sparse(
        r"\b(?:compar(?:e|ed|ing|ison of|isons? between|ison between)|"
        r"(?<!relationship )(?<!association )(?<!associations )(?<!correlation )(?<!link )(?<!relation )"
        r"(?<!agreement )(?<!interaction )between)\s(?:the\s)?"
        r"(?P<a>[\w+/-]+(?: [\w+/-]+){0,3}?)\s(?:and|with|to|versus|"
        r"vs\.?)\s(?P<b>[\w+/-]+(?: [\w+/-]+){0,3}?)(?=[,.;:()]|\s(?:in|for|on|as|at|with|of|among|after|during|"
        r"groups?|patients|regimens?|were|was|is)\b|$)",
        re.I,
    ),
    sparse(
        r"(?<![\w+/-])(?P<a>(?:[\w+/-]+ ){0,2}[\w+/-]+)\s(?:versus|vs\.?)\s(?P<b>[\w+/-]+(?: [\w+/-]+){0,2}?)"
        r"(?=[,.;:()]|\s(?:in|for|on|as|at|with|of|among|after|during|groups?|patients|regimens?)\b|$)",
        re.I,
    ),
)
NO_ARM = re.compile(
    r"\b(?:groups?|baseline|patients|outcomes?|efficacy|safety|results?|rates?|data|both|two|the|these|those|"
    r"this|(?:\d-)?(?:years?|months?|weeks?|days?)|time|before|after|pre|post|and|effects?|differences?|\d+|women|men|in|of"
    r"|one|three|four|five|six|eight|effectiveness|toxicit\w+|tolerability|overall|total|cost|survival|mortality|risks?"
    r"|potential|(?:uni|multi)varia\w+|regression|significant|differed|examined|utilizing|registry|higher|lower|greater|better|worse|inferior|superior|similar|factors?|administration|duration|levels?|follow-up)\b|^.$",
    re.I,
)


def compared_pair(view: PaperView) -> list[str]:
    """The two things that the title or the aims compare, where each stays recognisable: it occurs again in the text."""
    body = " ".join(p.text for p in view.passages if p.part in ("results", "", "conclusion"))
    for passage in view.passages[:4]:
        for regex in _PAIR:
            for match in regex.finditer(passage.text, 0, len(passage.text)):
                pair = [_without_lead(match[side]) for side in "ab"]
                if not any(NO_ARM.search(x) for x in pair) and all(any(spans_of(x, body, 0, len(body))) for x in pair):
                    return pair
    return []


_LEAD_IN = re.compile(
    r"^(?:(?:between|among|to|with|had|an?|the|especially|use of|both|using|either|for|treated|received|receiving"
    r"|given|people) )+",
    re.I,
)


def _without_lead(label: str) -> str:
    return _LEAD_IN.sub("", label.strip())
