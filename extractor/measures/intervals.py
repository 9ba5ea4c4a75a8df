"""Intervals and tests: the rules that come first, since their figures must be nothing else."""

from __future__ import annotations

import re

from extractor.measures.builders import FIGURE_BEGINS, TO, N, Rule, compiled, interval


def intervals_and_tests() -> tuple[Rule, ...]:
    """Registry numbers and addresses, then confidence intervals and p values, whose figures must be nothing else."""
    sign = r"(?:%|per ?cent)"
    test = r"(?:(?:two|one)[- ]sided|exact|binomial|Wilson|Clopper[-–]Pearson|bootstrap\w*|adjusted|asymptotic)"
    ci_name = (
        r"(?:(?:B?CI|C\.I)\.?|Cr[Il]|(?<=% )UI|confidence intervals?|"
        r"credib(?:le|ility) intervals?|uncertainty intervals?|confidence limits?)"
    )
    return (
        compiled("name", r"https?://\S+|\bdoi:\s?\S+|www\.\S+|\bdisease[- ]2019\b"),
        compiled(
            "name",
            r"\b(?:NCT(?=[-\s]?\d{4})|ISRCTN|ACTRN|ChiCTR[\w-]*?|UMIN|CRD|EudraCT[ :]*|DRKS|CTRI|jRCT\w*?)[-\s]?"
            r"\d[\d/-]*",
        ),
        compiled(
            "citation", r"\b(?:19|20)\d\d;\s?\d+\s?(?:\([\w-]+\)\s?)?:\s?[A-Za-z]{0,2}\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?"
        ),  # 2021;51(6):281-288
        compiled("name", r"\b10\.\d{4,5}/\S+|\b\d+(?:\.\d+){2,}\b", begins=FIGURE_BEGINS),
        compiled(
            "ci",
            rf"(?:(?:\b{test} )?\d\d(?:\.\d)?\s?{sign}[ -]?)?"
            rf"\b{ci_name}(?:\s?[\[(]\s?(?:9[059]\s?% ?)?[\w.]+\s?[\])]|, CI)?[s:,;=\s]{{0,6}}(?:of |was |were |"
            rf"from |is )?[\[({{]?\s*[<>]?(?P<minus>[-−–]\s?)?(?P<a>{N})\s?%?(?:\s?(?:months?|years?|days?))?"
            rf"(?:{TO}|\s?[,;/]\s?)[<>]?(?P<minus_b>[-−–]\s?)?(?P<b>{N})(?:\s?%)?",
            interval,
            re.I,
        ),
        compiled(
            "ci",
            rf"9\d\s?{sign} ?[\[(](?P<minus>[-−–])?(?P<a>{N})\s?%?(?:{TO}|, )"
            rf"(?P<minus_b>[-−–])?(?P<b>{N})\s?%?(?=[\])])",
            interval,
        ),
        compiled("ci", rf"\bCI,?[- ]?9[059]\s?%?[:,]?\s?[(\[]?(?P<a>{N})\s?%?(?:{TO}|, )(?P<b>{N})\s?%?", interval),
        compiled(
            "ci",
            rf"\b9[059](?:\.\d)?\s?{sign}[ -]?(?=confidence|(?:B?C|Cr|U)[Il]s?\b|C\.I|CLs?\b|credib|uncertainty|"
            r"prediction)",
            flags=re.I,
        ),
        compiled(
            "p_value",
            rf"\b(?<!i\.)(?:(?:one|two|[12])[- ](?:sided|tailed) )?"
            rf"p(?:(?-i:s)(?= ?[<>=≤≥]))?(?:[- ]?values?)?(?:[ -]?(?:for|of) ?\w+"
            rf"|[ _-]?(?:interaction|trend)\b)?\s?(?:(?<=value):|[<>=≤≥˂⩽]+|was|were|of|"
            rf",| (?=\.\d)|(?:is |was )?"
            rf"(?:less|greater|more) than(?: or equal to)?)\s?(?P<a>{N})(?:\s?[×x]\s?10\s?[-−–⁻^]*[\d⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+"
            r"|e\s?[-−–]\s?\d+)?"
            # and what it is the p value of: (12%; p < 0.0001 compared with the historical rate)
            r"(?: (?:compared (?:with|to)|v(?:s\.?|ersus)) (?:[a-z-]+ ){0,4}[a-z-]+(?=[)\]]))?",
            flags=re.I,
        ),
    )
