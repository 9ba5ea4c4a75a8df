"""Percentages by which something changed, or that are the value of something measured: no shares of participants."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line, term_list

# "(+ 60%)", "95% CI: -0.7%", "(by 26%)": a change or a difference has a sign, or a word for it.
_SIGNED = re.compile(r"(?:^|[(\[:,;/=]\s?|(?<![\d%])\s)(?:\+\s?|[−-])$|[(\[:=]–$|\(by $")
_PERCENT_OF = re.compile(
    r"\bweight (?:loss|gain|reduction) of (?:about |approximately |up to )?$|"
    r"\bpercent(?:age)? (?:of )?(?:(?:total|excess|body) )*(?:weight loss|change|reduction)"
    r" ?[(\[](?:[\d.]+ ?% (?:vs\.?|versus|and) )?$|"
    r"\bpercent(?:age)? (?:drop|fall|rise|change|reduction|increase|decrease|decline) (?:in|of) [^.;:()\d]{1,60}[, ]"
    r"(?:[\d.]+ ?(?:%|per ?cent)? ?(?:vs\.?|versus|and) )?$",
    re.I,
)
_CHANGE_AFTER = re.compile(
    r"\s?%?\s(?:(?:relative|absolute|mean|average|overall|further|significant|risk|rate|weight|volume|[a-z]+ity)\s){0,3}"
    r"(?:decreases?|reductions?|increases?|declines?|drop|rise|fall|increment)\b"
    r"|\s?%?\s(?:(?!(?:of|in|on|with|for|and|or|to|by|had|have|was|were|who)\b)[\w-]+\s){0,4}risk reductions?\b",
    re.I,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:decreases?|reductions?|increases?|declines?) (?:in|of) (?:the )?(?:[\w-]+ ){0,3}?"
    r"(?:area|size|volume|thickness|length|diameter|width|density|concentrations?|flow|mass)"
    r"\s?[(\[](?:[^()\[\]]*[\s,])?$",
    re.I,
)
# "The reduction in mortality was 8% with A and 1% with B"
_CHANGE_WAS = re.compile(
    r"\b(?:decreases?|reductions?|increases?|declines?) (?:in|of) (?:the )?(?:[\w-]+ ){1,4}(?:was|were|of) "
    r"(?:only |about )?(?:[\d.]+ ?(?:%|per cent) (?:in|for|with) [^.;,()\d]{2,40} and )?$",
    re.I,
)
_FIRST_OF_TWO = r"(?:[\d.]+ ?%?(?: \([^()]*\))? (?:and|to|vs\.?|versus) )?"
# "fell by 30%", "reduced the number of attacks by about 40%"
_BY_BEFORE = re.compile(
    r"\b(?:(?:risk|rate|odds|hazard)s? of"
    r"|(?:increas|decreas|reduc|declin|improv|lower|diminish|shorten|prolong)(?:e[ds]?|ing|ements?|tions?|s)?|raised"
    r"|r[io]ses?|risen|fell|fall(?:en|s)?|drop(?:ped|s)?|gr(?:ew|own)|cut)\b(?:(?!\b(?:achieved|met|reached|attained|seen|noted|felt|obtained"
    r"|\w+(?:ported|erienced|served|scribed|icated))\b)[^.;,()\d]){0,90}?"
    r"\sby (?:(?:an?|average|mean|median|of|about"
    r"|approximately|nearly|over|up|to|more|than|at|least|only|as|much|some|around|another|further) )*"
    rf"{_FIRST_OF_TWO}$",
    re.I,
)
# "fell by 30% with drug A and by 5% with drug B", "a reduction of A by 30% to 40% and of B by 20% to 35%"
_ALSO_BY = re.compile(
    r"\b(?:increas|decreas|reduc|declin|improv|lower|diminish|rose|fell|fall|drop|gr(?:ew|ow)|cut)[a-z]*\b"
    r"[^.;]{0,60}? by [^.;%]{1,20}%(?: to [\d.]+ ?%)?[^.;%]{0,60}?(?:,| and| but| versus| vs\.?| compared (?:with|to)"
    rf"| than)(?: of [^.;%\d]{{2,40}}?)? (?:only )?by (?:only |about )?{_FIRST_OF_TWO}$",
    re.I,
)
_CHANGES = (_CHANGE_BEFORE, _CHANGE_WAS, _PERCENT_OF, _BY_BEFORE)
# "fell by 72% in the first group, 50% in the second and 29% in the third"
_ONE_OF_MANY = re.compile(
    r"(?P<first>\d[\d.]*) ?(?:%|per ?cent)?(?: ?\([^()]*\))? (?P<lead>in|for|with|among|after|on) [^.;%()\d]{1,60}?"
    r"(?: ?\([^()]*\))?(?:,|,? and|,? but|,? (?:versus|vs\.?)|,? (?:(?:as|when) )?compared (?:with|to)|,? than) "
    r"(?:and |only |about )*$",
    re.I,
)
_SO_MANY = re.compile(
    r"\s?%?(?: ?\([^()]*\))? (?P<lead>[a-z]+)\b(?:(?!\b(?:died|had|have|were|was|did|achieved|developed|experienced"
    r"|showed|reported|responded|survived|withdrew|relapsed)\b)[^.;,()%\d])*(?:[.;,()]|$|\d)",
)
# What is measured (patterns/terms/measured.csv), and how it changed: "reductions in LDL cholesterol were greater"
_UP_OR_DOWN = (
    r"(?:increas|decreas|reduc|declin|improv|elevat|diminish|lower|rais|suppress|chang)(?:ed|ing|es?|ements?|tions?)"
)
_CHANGED = re.compile(rf"\b(?:{_UP_OR_DOWN}s?|r[io]se|risen|fell|fall|dropped|drop|gains?|loss)\b", re.I)
_NAMES_IT = re.compile(
    r"(?: at (?:\w+ )?(?:\w+|\d+ \w+))?(?: (?:in|of|from))?(?: (?:the|both|all|mean|median|total))*(?: [\w-]+){0,3} $"
)
_DID_SO = re.compile(
    r"[^\s.;,%]*(?: (?:levels?|values?|concentrations?|and [\w-]+(?: [\w-]+)? levels?))?"
    r"(?: (?:was|were|is|are|had|has|have|been|also|both|more|less|only|then|\w+ly))* $"
)
_P_VALUES = re.compile(r"\b[Pp] ?[<>=≤≥]+ ?[\d.]+")
# ... by so many per cent, unless so many people had such a change.
_COUNTS_PEOPLE = re.compile(
    r"[<>≤≥]|\b(?:most|majority|proportions?|percentages? of|number of|at least"
    r"|(?:more|fewer|many|few|all) (?:than|of|[a-z]+s)"
    r"|achiev\w+|reach\w+|attain\w+|respon\w+|normali\w+|goals?|targets?|rates?|incidence|frequen\w+|common\w*|reported"
    r"|observed|occur\w+|seen|noted|found|discontinu\w+|develop\w+|experienc\w+|had|showed|who|whom)\b"
    r"|\b(?:in|for|by|among) (?:only |about |all )?[(\[]?(?:\d|$)",
    re.I,
)
_OF_PEOPLE = re.compile(
    rf"\s?%?[)\]]?(?:\sand [\d.]+ ?%)?\s(?:of|in) (?:(?:all |the |our )*(?:[\w-]+ )?{PEOPLE}|those)\b"
    r"|\s?%?\s(?:had|achieved|reached)\b",
    re.I,
)


def is_change(text: str, start: int, end: int) -> bool:
    """Whether a percentage tells by how much something changed: "(+ 60%)", "a 53% mortality decrease"."""
    before = _SIGNED.search(text, max(0, start - 4), start) or any(
        regex.search(text, max(0, start - 120), start) for regex in _CHANGES
    )
    return bool(before or _CHANGE_AFTER.match(text, end)) or _is_of_many(text, start, end)


def _is_of_many(text: str, start: int, end: int) -> bool:
    """Whether the percentage before it in a list is a change: "by 30% in men and 20% in women"."""
    before = _ONE_OF_MANY.search(text, max(0, start - 160), start)
    after = _SO_MANY.match(text, end) if before else None
    if before is None or after is None or after["lead"] != before["lead"]:
        return False
    return is_change(text, *before.span("first"))


def is_changed(line: Line, item: Item) -> bool:
    """Whether a percentage is how much something changed, or a value of something measured."""
    text = line.passage
    if _ALSO_BY.search(text, line.start, item.start) or is_change(text, item.start, item.end):
        return True
    return item.value.numerator is None and _is_of_value(line, item)


def _is_of_value(line: Line, item: Item) -> bool:
    """ "Reductions in LDL cholesterol were greater (52% vs 47%)": by how much what was measured fell."""
    text = line.passage
    start = _clause(text, line.start, item.start)
    if not _CHANGED.search(text, start, item.start) or _OF_PEOPLE.match(text, item.end):
        return False
    for measured in reversed(term_list("measured").find(text, start, item.start)):
        if told := _change_told(text, start, measured, item.start):
            between = _P_VALUES.sub("", text[told : item.start])
            other = any(i.kind in ("event", "outcome") and told <= i.start and i.end <= item.start for i in line.items)
            return not other and _COUNTS_PEOPLE.search(between) is None
    return False


def _clause(text: str, start: int, end: int) -> int:
    """Where the clause begins that ends here: behind the last semicolon that stands in no bracket."""
    last = text.rfind("; ", start, end)
    while last > 0 and text.count("(", start, last) > text.count(")", start, last):
        last = text.rfind("; ", start, last)
    return max(last, start)


def _change_told(text: str, start: int, measured: Item, end: int) -> int | None:
    """Where the words end that say that what is measured changed, if any do: "lowered urate", "urate was lowered"."""
    if any(
        _NAMES_IT.fullmatch(text, word.end(), measured.start) for word in _CHANGED.finditer(text, start, measured.start)
    ):
        return measured.end
    change = _CHANGED.search(text, measured.end, end)
    if change is None or not _DID_SO.fullmatch(text, measured.end, change.start()):
        return None
    is_named = text[measured.end : change.start()] == " " and text.startswith(" (", change.end())
    return None if is_named else change.end()  # a harm may be named so: "adverse events were LDL increased (3%)"
