"""Words that say what the numbers behind them are: a mean, a score, a hazard ratio, a limit."""

from __future__ import annotations

import re

STATISTIC = (
    r"sensitivity|specificity|accurac\w+|predictive values?|kappa|κ|ICCs?|correlat\w+|coefficients?|Cronbach\w*"
    r"|AU(?:RO)?Cs?|(?-i:ACC)|ROC|operating characteristic|area under the|c[- ](?:index|statistic)|concordance"
    r"|heterogeneity|likelihood ratios?"
    r"|Youden\w*|R²|r2|r(?= ?[=(]| was\b)|α(?= ?[=:])|rho|ρ|β(?!-)|χ[²2]|I²|[Ftzdg](?= ?=)|effect sizes?|η²|recall"
    r"|precision"
    r"|F-?(?:measure|scores?\b|1\b)|log[- ]?rank|chi-?squared?|SUCRA|power(?= of\b)|probabilit(?:y|ies)|bias(?= ?=)"
)
_EFFECT = (
    r"(?:hazard|odds|risk|rate|prevalence) ratios?|relative risks?|[as]?(?-i:HRs?|ORs?|RRs?)|adj\.?(?-i:OR|HR)"
    r"|(?-i:[HO]R)[a-z]+(?= ?=)"
    r"|IRR|SMD|WMD|(?-i:MD)|differences?|fold|changes?(?= (?:of|from)\b| ?[=:]| ?\((?![\d.·]+ ?%))"
    r"|(?:reduc|increas|decreas|declin|improve|drop|fell|rose|gain)\w*(?: (?!median|mean|average)[\w-]+){0,4} (?:by"
    r"|of)"
)
# The nearest of these before a number says what the number is.
_CUES = re.compile(
    rf"\b(?:(?P<statistic>{STATISTIC})|(?P<effect_estimate>(?:{_EFFECT})\b)"
    r"|(?P<follow_up>(?<!lost to )follow(?:ed)?[- ]?up\b)|(?P<age>(?:aged?|ages|(?:younger|older)(?! than))\b)"
    r"|(?P<spread>(?:range[sd]?|ranging|IQR|"
    r"(?-i:SDs?|SEM|SE)|standard (?:deviations?|errors?)|quartiles?|interquartile)\b)"
    r"|(?P<score>(?:sub)?(?:scores?|scales?|scored|ratings?|questionnaire|inventory|(?-i:VAS|NRS)"
    r"|(?<!cardiac )(?<!mass )(?<!volume )index(?! (?:date|visit|case|patient|event)))\b)"
    r"|(?P<threshold>(?:cut-?offs?|cut[- ]?points?|thresholds?)\b)"
    r"|(?P<ratio>ratios?\b)"
    r"|(?P<median>medians?\b)|(?P<mean>(?:means?|averag\w+)\b))"
    r"|(?P<cost>\b(?:costs?(?![- ]?(?:effective|saving))|charges|price|(?-i:INR|USD))\b|[$€£¥])",
    re.I,
)
_REACH = 60  # how far before a number such a word may stand, in characters
_CLAUSE = re.compile(
    r";\s|(?<!\bvs)(?<!\bmed)\. |, (?:and|but|while|whereas|with) (?!\d"
    r"|[-−–(]|$)|\b(?:while|whereas|although"
    r"|but)\b"  # not in a list
)
_NAMED_VALUE = re.compile(r"[=:]\s?[-−–]?\s?$")


def clause(before: str) -> str:
    """The clause that a number stands in, up to the number."""
    return _CLAUSE.split(before[-140:])[-1]


def cue(before: str) -> str | None:
    """What the nearest word of its kind in the clause before a number says the number is."""
    own = clause(before)
    found = [match for match in _CUES.finditer(own) if match.end() >= len(own) - _REACH]
    if found and found[-1].lastgroup == "follow_up" and _NAMED_VALUE.search(before):
        return None  # at 6-month follow-up (web = 12.3): a result, no length
    return found[-1].lastgroup if found else None
