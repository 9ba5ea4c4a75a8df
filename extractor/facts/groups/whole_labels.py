"""Labels of which the words left of a size are only the end: "warfarin and aspirin (n = 33)", "naproxen for 3 months
(n = 41)", "heat (HT) n = 20"."""

from __future__ import annotations

import re

_LONGEST, _LONGEST_HEAD, _LONGEST_BESIDE = 10, 6, 2  # words: of a label, before its tail, before a comma
_SIZE = r"[(\[](?:[^()\[\]]{0,60}[;,] )?[nN] ?= ?\d[^()\[\]]{0,60}[)\]]"
_WORD = r"(?!(?:and|or|versus|vs|was|were|had|who|did|is|are|with|without)\b)[^\s,;:()\[\]]+"
_SOME = rf"(?:{_WORD} ){{0,5}}?{_WORD}"
_SECOND = rf"(?:an? |the )?{_SOME}"
# Between the size of one group and that of the next stands one label: "cold (n = 60) or heat or massage (n = 62)".
_NEXT = re.compile(
    rf"{_SIZE}(?:[,;] (?:(?:and|or|versus|vs\.?) )?| (?:and|or|versus|vs\.?) )"
    r"(?:(?:to|the|of|on|an?|either|in|for|with) )*"
    rf"(?P<label>{_SOME}(?:, {_SOME})? (?:and|or|plus) {_SECOND})$"
)
# both drug A and drug B; the combination of drug A and drug B
_BOTH = re.compile(
    r"\b(?:both|(?:a|the) combination of|combined) (?:an? |the )?"
    rf"(?P<label>{_SOME} (?:and|plus|with) {_SECOND})$"
)
# assigned to drug A and drug B alone | (n = 60) or drug C plus drug A and drug B (n = 62): what "or" parts is one label
_FIRST = re.compile(
    r"\b(?:to (?:either )?(?:(?:receive|undergo|take|be given|treatment with) )?|receiv(?:ed|ing) |given |took |taking "
    r"|underwent )(?:either )?(?:an? |the )?"
    rf"(?P<label>(?!(?:receive|undergo|take|either|treatment) ){_SOME}(?:, {_SOME}){{0,2}},? (?:and|plus) {_SECOND})$"
)
_THEN_OR = re.compile(r"[^()\[\]]*[)\]],? (?:or|versus|vs\.?|compared with) [^;:()\[\]]{3,80} [(\[][nN]? ?=? ?\d")
_NO_GROUP = re.compile(
    r"\b(?:group|arm|cohort)s?$|^(?:both|all|each)\b|\bcompared\b|\b(?:patients|women|men|those)$", re.I
)
_UNIT = r"(?:mg|g|mcg|microg|[μµ]g|ug|IU|units)"
_HOW_OFTEN = r"(?:(?: \([^()]*\d[^()]*\))? (?:once|twice|three times) (?:daily|weekly|a day|a week))?"
# What tells how a treatment was given, and none alone: how long, when, in what, with which dummy, in which steps.
_TAIL = re.compile(
    rf"(?:{_HOW_OFTEN} (?:for|over) (?:\d+|one|two|three|six|twelve) (?:days?|weeks?|months?|years?)"
    r"|(?: \d+ to)? \d+ (?:minutes|hours|h|days|weeks) (?:before|after|prior to) (?:[\w-]+ )?[\w-]+"
    r"| in (?:a|one) (?:single |fixed[ -]dose )?(?:inhaler|pen|tablet|pill|capsule|device|injection|syringe)"
    rf"|{_HOW_OFTEN} (?:plus|and|with) an? (?:matching )?placebo(?: \w+)?"
    rf"|,? \d[\d.]*(?:(?:, and|, or|,| and| or) \d[\d.]*)+ ?{_UNIT}"
    rf"|, \d[\d.]* ?{_UNIT}(?:/day|/d|/kg)?)$"
)
_STOPS = re.compile(
    r"[,;:()\[\]] |\b(?:to|either|or|and|received?|receiving|given|taking|took|versus|vs\.?|with|of|by|was|were|is|are"
    r"|in|on|for|from|at|not?|than|that|who|underwent) ",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:the|an?|only|into|treated|treatment|loading|dose|assigned|allocated|randomi[sz]ed|groups?|patients|adults"
    r"|women) )+",
    re.I,
)
_TREATMENT = re.compile(r"[A-Za-z]{3}")
_NO_TREATMENT = re.compile(r"^(?:follow|follow-up|observ|survived|alive|died|seen|studied|measured|assessed)", re.I)
# telmisartan 20 mg (n = 206), 40 mg (n = 210) and 80 mg (n = 207): the drug is named once
_LEVEL = re.compile(rf"[)\]](?:[,;]|,? (?:and|or|versus|vs\.?)) (?P<amount>\d[\d.]* ?(?P<unit>{_UNIT}))$")
_DRUG = re.compile(rf"(?P<drug>\b[A-Za-z][a-z-]{{4,}}) \d[\d.]* ?(?P<unit>{_UNIT})\b(?= {_SIZE})")
# heat (HT) n = 20; with thalidomide [TEC]; n = 84
_OWN = re.compile(r"[A-Za-z] [(\[](?P<label>(?=[^()\[\]]*[A-Z])[A-Za-z][\w/+-]{1,11})[)\]](?:[;,:]? )$")


def whole_label(text: str, start: int, size: int) -> str | None:
    """The label of the size at text[size], where the words just before it are a part of it; None where they are not."""
    if text[size - 1 : size] not in ("(", "["):
        own = _OWN.search(text, max(start, size - 40), size)
        return own["label"] if own else None
    left = text[start : size - 1].rstrip()
    if level := _LEVEL.search(left):
        named = [m for m in _DRUG.finditer(left) if m["unit"] == level["unit"]]
        if named:
            return f"{named[-1]['drug']} {level['amount']}"
    first = (_FIRST,) if _THEN_OR.match(text, size) else ()
    for regex in (_NEXT, _BOTH, *first):
        joined = regex.search(left)
        if joined and len(joined["label"].split()) <= _LONGEST and not _NO_GROUP.search(joined["label"]):
            return joined["label"]
    tail = _TAIL.search(left)
    return _with_tail(left, tail.start()) if tail else None


def _with_tail(left: str, tail: int) -> str | None:
    """What was given, from the last word that begins a label, with what tells how."""
    begin = max((m.end() for m in _STOPS.finditer(left, 0, tail)), default=0)
    head = left[begin:tail]
    head = head[len(lead[0]) :] if (lead := _LEAD.match(head)) else head
    longest = _LONGEST_BESIDE if left[tail] == "," else _LONGEST_HEAD
    if not _TREATMENT.search(head) or _NO_TREATMENT.match(head) or len(head.split()) > longest:
        return None
    return head + left[tail:]
