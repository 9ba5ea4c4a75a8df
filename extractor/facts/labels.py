"""Labels that name no group of participants: a time, all that were analysed, a result."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.matching import term_list

# Sets of participants that are not told apart by what they have or were given.
ANALYSED = re.compile(
    r"^(?:m?ITT|PP|SP|FAS)$|\b(?:intent\w*|treat population|per[- ]protocol|full analysis|safety (?:population|set)"
    r"|evaluable|analy[sz]ed|overall|whole|entire|total|study|population)\b",
    re.I,
)
# "12% at 1 year", "in hospital", "after discharge": when, not who.
OF_TIME = re.compile(
    r"(?:the |first |last |early |late )*(?:(?:\d+|one|two|three|four|five|six|ten|twelve)?[ -]?"
    r"(?:years?|months?|weeks?|days?|hours?|cycles?)|(?:post-?|hospital |study )?(?:discharge|admission)|hospital"
    r"|baseline|(?:final |last )?follow-?up|(?:day|week|month) \d+|diagnosis|presentation|surgery|end(?:point)?|study)",
    re.I,
)
# Never a group of its own: all that were analysed, or a time.
_NO_GROUP = re.compile(
    r"(?:the )?(?:(?:overall|whole|entire|total|full|intent\w*|(?:to[- ])?treat|per[- ]protocol|safety|evaluable"
    r"|analysis|analy[sz]ed)[ -]?)+(?:study )?(?:groups?|populations?|cohorts?|samples?|sets?|series|analys[ie]s)?"
    r"|m?ITT|FAS|(?:hospital|baseline|admission|(?:post-?)?discharge|time|follow-up|\d+[ -](?:years?|months?)|groups?)",
    re.I,
)
_GENERIC = re.compile(
    r"(?:(?:the|a|an|significantly|much|more|less|overall) )*(?:worse|better|inferior|superior|higher|lower|time"
    r"|results?|safety|efficacy|outcomes?|details?|(?:non-?)?inferiority|superiority|analys[ie]s|significan\w+|differences?"
    r"|median|mean|kaplan-meier|log-rank|cox|SD|SE|IQR|CI|HR|OR|RR|p|trials?|study|studies|rates?|incidences?|risks?|benefits?)",
    re.I,
)


def is_no_group(label: str) -> bool:
    """Whether a label is a time or all that were analysed."""
    return _NO_GROUP.fullmatch(label) is not None


@lru_cache(maxsize=1000)  # the labels of a paper come again with every share
def names_a_result(label: str) -> bool:
    """Whether a label says no more than what came out or how it was analysed: "adverse events", "worse"."""
    terms = (t for kind in ("events", "outcomes") for t in term_list(kind).find(label, 0, len(label)))
    return _GENERIC.fullmatch(label) is not None or any(t.start == 0 and t.end == len(label) for t in terms)
