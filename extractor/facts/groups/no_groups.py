"""Words that name no group of participants: times, everyone, ways to analyse, what came out."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.matching import term_list

# Sets of participants that are not told apart by what they have or were given.
ANALYSED = re.compile(
    r"^(?:m?ITT|PP|SP|FAS)$|\b(?:intent\w*|treat population|per[- ]protocol|full analysis|safety (?:population|set)"
    r"|evaluable|measurable disease|analy[sz]ed|overall|whole|entire|total|study|population)\b",
    re.I,
)
# "12% at 1 year", "in hospital", "after discharge": when, not who.
_OF_TIME = re.compile(
    r"(?:the |first |last |early |late )*(?:(?:\d+(?:\.\d+)?|one|two|three|four|five|six|ten|twelve)?[ -]?"
    r"(?:years?|months?|weeks?|days?|hours?|cycles?)|(?:post-?|hospital |study )?(?:discharge|admission)|hospital"
    r"|(?:(?:whole|entire|study|follow-?up|[\w-]+-(?:year|month|week|day)) )?period"
    r"|baseline|(?:final |last )?follow-?up|(?:day|week|month) \d+|diagnosis|presentation|surgery|end(?:point)?|study)",
    re.I,
)
_ALL = r"(?:overall|whole|entire|total|full|complete|combined|pooled|all)"
_ANALYSIS = (
    r"(?:m?ITT|PP|FAS|(?:modified )?(?:intent\w*(?:[- ]to[- ]treat)?|treat)|per[- ]protocol|protocol|full[- ]analysis"
    r"|analysis|safety|evaluable|efficacy)"
)
_SET = r"(?:groups?|cohorts?|populations?|samples?|sets?|series|patients?|participants?|subjects?|study|studies)"
_PEOPLE = r"(?:adults|women|men|children|infants|people|individuals|cases|volunteers|students)"
# "The combined group" is one of those who had two treatments, the combined cohort everyone.
_EVERYONE = re.compile(
    rf"(?:the )?(?:(?!combined(?: group)?$){_ALL}(?: (?:study|patient|{_ANALYSIS}))?(?: {_SET})*"
    rf"|{_ANALYSIS}(?: analysis)?(?: {_SET})+"
    rf"|(?:all )?(?:randomi[sz]ed|enrolled|included|recruited|analy[sz]ed|evaluated) (?:{_SET}|{_PEOPLE})"
    rf"|m?ITT|PP|FAS|(?:study|patient|these|those|our|\d[\d,]*) (?:{_SET}|{_PEOPLE})"
    rf"|(?:more|fewer|most|many|few|several|some)(?: {_SET})?)",
    re.I,
)
_GENERIC = re.compile(
    r"(?:(?:the|a|an|significantly|much|more|less|overall) )*(?:worse|better|inferior|superior|higher|lower|time"
    r"|results?|safety|efficacy|outcomes?|details?|(?:non-?)?inferiority|superiority|analys[ie]s|significan\w+|differences?"
    r"|median|mean|kaplan-meier|log-rank|cox|SD|SE|IQR|CI|HR|OR|RR|p|trials?|study|studies|rates?|incidences?|risks?|benefits?)",
    re.I,
)
# Words that alone, or with one another, name nobody: "cumulative", "unadjusted comparisons", "log rank".
_NOBODY = frozenset(
    "whatever poorer worse better inferior superior nonsignificant significant insignificant tolerated respect "
    "presence absence need comparison comparisons unadjusted adjusted cumulative actuarial crude estimated "
    "observed univariate multivariate multivariable univariable log rank log-rank kaplan meier kaplan-meier cox "
    "hazard ratio ratios epidemiology epidemiological clinical clinicopathological demographic demographics "
    "characteristics features outcome outcomes result results overall history past age single-center single- "
    "centre multicenter multicentre retrospective prospective trial trials visits scheduled statistic statistics "
    "statistical difference differences trend data analysis analyses model models value values using both hr ci "
    "sd iqr stay mean median number numbers proportion percentage time point points end findings parameters "
    "course odds likelihood chance doubled tripled halved them contrary unmatched studies "
    "literature series reports considering example eliciting identifying markers probability regardless "
    "development scales presented significantly non-significantly unchanged last final evaluation "
    "observed sore followed up year-old there test tests the figure figures corresponding".split()
)
# "A multicentre retrospective cohort": how a study was done, not one of its groups.
_OF_DESIGN = re.compile(
    r"(?:(?:multi|single|bi)-?\s?(?:cent(?:er|re)(?:ed)?|institution(?:al)?)|retrospective|prospective|observational"
    r"|longitudinal|(?:population|hospital|registry)-based|nation-?wide)"
    r"(?:,? (?:retrospective|prospective|observational|longitudinal|historical|comparative|matched))+",
    re.I,
)
# What stands where a label might: "VS", "been switched", "31 in", "with regard to survival", "older than" cut short.
_NO_LABEL = re.compile(
    r"(?:respectively|v(?:s\.?|ersus)|(?:all|any|high|low)[- ]grades?(?: [\w-]+)?|grades? (?:[\dIVi(].*|and .*|or .*)"
    r"|(?:not )?different|(?:generally|mostly|usually) \w+"
    r"|(?:with )?(?:regard|respect) to .*"
    r"|(?:no )?(?:\w+ )?interactions? .*|\d+ (?:in|of|with|on)|during .*|been \w+|(?:who )?met (?:our|the|all) .*"
    r"|including .*|in whom\b.*|no (?:children|adults|women|men|admissions|patients)\b.*"
    r"|.*[<>≥≤=]|(?:patients|those|women|men|children|adults) (?:older|younger|heavier|lighter))",
    re.I,
)
_NO_DIFFERENCE = re.compile(r"\b(?:no|without)\b.*\bdifferen(?:ce|t)", re.I)
_POINTING = re.compile(r"(?:this|these|those|their|its|our|another|such|which|whose)\b(?! side| eye)", re.I)
_WORD = re.compile(r"[^\W\d_][\w-]*")
# A time in "12% after surgery", and a group in "the surgery group".
_TIMES_OR_GROUPS = ("surgery", "study", "early surgery", "late surgery")


def is_time(label: str) -> bool:
    """ "at 1 year", "after surgery"."""
    return _OF_TIME.fullmatch(label) is not None


def is_no_group(label: str) -> bool:
    """Whether a label is never but a time or a finding, or means everyone: "at 1 year", "without differences"."""
    is_when = is_time(label) and label.lower() not in _TIMES_OR_GROUPS
    is_all = is_everyone(label) or label.startswith(("All ", "all "))  # "all treated lesions"
    is_other = _NO_DIFFERENCE.search(label) or _OF_DESIGN.fullmatch(label) or _NO_LABEL.fullmatch(label)
    return is_all or is_when or is_other is not None


def names_nobody(label: str) -> bool:
    """ "unadjusted comparisons", "their first recurrence": unless it has the noun with it, "the trial group"."""
    words = _WORD.findall(label.lower())
    return (bool(words) and _NOBODY.issuperset(words)) or points_back(label)


def points_back(label: str) -> bool:
    """ "this subgroup": who it was is told elsewhere."""
    return _POINTING.match(label) is not None


def is_everyone(label: str) -> bool:
    """ "the entire cohort", "the overall group", "the intention-to-treat population"."""
    return label != "ALL" and _EVERYONE.fullmatch(label) is not None  # ALL: acute lymphoblastic leukaemia


def is_no_label(label: str) -> bool:
    """Whether a label that only its place tells names something else than a group."""
    return is_no_group(label) or names_nobody(label) or names_a_result(label)


@lru_cache(maxsize=1000)  # the labels of a paper come again with every share
def names_a_result(label: str) -> bool:
    """Whether a label says no more than what came out or how it was analysed: "adverse events", "worse"."""
    terms = (t for kind in ("events", "outcomes") for t in term_list(kind).find(label, 0, len(label)))
    return _GENERIC.fullmatch(label) is not None or any(t.start == 0 and t.end == len(label) for t in terms)
