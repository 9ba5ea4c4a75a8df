"""Names as they are stored: in lower case, but for capitals that carry meaning, and in the singular."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_RATE_AT_END = re.compile(r" rates?$")
_RATE_OF = re.compile(
    r"^(?:cumulative |crude |overall )*(?:incidence|rate|probability|proportion)s? of (?:the )?(?=\w)", re.I
)
_TREND = re.compile(
    r"^trends? towards? (?:an? )?(?:\w+er|better|improved|increased|reduced|more|less|worse) (?=\w)", re.I
)
# "the eradication rates of groups A1, A2 and B1", "response of high-dose and low-dose groups": whose they are
_OF_GROUP = re.compile(
    r"(?<=\w) (?:of|in|for) (?:the )?(?:(?:groups?|arms?|cohorts?) (?:[A-Z]\d?|\d|[IVX]+)|(?:high|low|standard)-dose)$"
)
_KEEPS_CASE = re.compile(r"(?<=.)[A-Z]|\d|^[A-Z]\.$")


@lru_cache(maxsize=1000)  # a phrase is named for each share that it may belong to
def clean_name(name: str) -> str:
    """A name in lower case, but for words whose capitals carry meaning, and in the singular."""
    name = _TREND.sub("", name)
    if ")" in name and "(" not in name:  # "intensive care unit (ICU) admission" from its middle
        name = name.replace(")", "")
    name = _OF_GROUP.sub("", _RATE_AT_END.sub("", " ".join(name.split()).strip(" -")))
    name = _RATE_OF.sub("", _RATE_AT_END.sub("", name))
    words = [w if _KEEPS_CASE.search(w) else w.lower() for w in name.split()]
    if words:
        words[-1] = singular(words[-1])
    return " ".join(words)


_NO_PLURAL = re.compile(
    r"(?:ss|us|is|(?:pancre|atl|bi|\bg)as|diabetes|herpes|ascites|caries|rabies|scabies|series|letters|lines|hives"
    r"|shingles|measles|mumps|rigors|chills|news)$",
    re.I,
)
_PLURALS = (  # the first that fits
    ("ies", "y"),
    ("aches", "ache"),
    ("mboses", "mbosis"),
    ("noses", "nosis"),
    ("croses", "crosis"),
    ("broses", "brosis"),
    ("tases", "tasis"),
    ("crises", "crisis"),
    ("thrombi", "thrombus"),
    ("emboli", "embolus"),
    ("sses", "ss"),
    ("thoraces", "thorax"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("s", ""),
)
# Nouns that papers seldom make of their verbs: what improved is called so.
KEPT_AS_VERBS = ("improvement", "healing", "disappearance", "cessation", "benefit", "recovery")
# "After surgery [fever] was seen": when it was seen is no part of its name.
WHEN = re.compile(
    r"(?:^|[.;,] |\b(?:and|but) )(?:after|following|during|before|upon|under) (?:[\w-]+ ){0,2}?(?:surgery|operation"
    r"|treatment|\w*therapy|ana?esthesia|\w*transplantation|vaccination|puncture|\w+(?:ectomy|otomy|plasty)) $",
    re.I,
)


def singular(word: str) -> str:
    """A noun in the singular; what is one already, or no plural for all its "s", stays."""
    if len(word) < 4 or _NO_PLURAL.search(word):
        return word
    plural, one = next((pair for pair in _PLURALS if word.endswith(pair[0])), ("", ""))
    return word.removesuffix(plural) + one


def spelled_out(name: str, abbreviations: Mapping[str, str]) -> str:
    """A phrase with its head in full: "incident CKD" is incident chronic kidney disease; also "HG-RFS", of two."""
    before, _, head = name.rpartition(" ")
    spelled = abbreviations.get(head) or abbreviations.get(head.removesuffix("s"))
    parts = [abbreviations.get(part, "") for part in head.split("-")]
    return abbreviations.get(name) or f"{before} {spelled or (' '.join(parts) if all(parts) else head)}"
