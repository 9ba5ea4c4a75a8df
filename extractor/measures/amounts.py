"""The rules for amounts that may be given, and for the days that stand before them."""

from __future__ import annotations

import re

from extractor.measures import units
from extractor.measures.builders import DASH, SINGLE, Rule, compiled, dose, dose_in_words
from extractor.measures.numbers import FIGURE as N
from extractor.measures.numbers import WORDS


def dose_rule() -> Rule:
    """An amount, or a list of amounts that share a unit."""
    body = "|".join(f"(?P<body_{k}>{v})" for k, v in units.PER_BODY.items())
    per = "|".join(f"(?P<per_{k}>{v})" for k, v in units.PER_TIME.items())
    what = "|".join(f"(?P<what_{k}>{v})" for k, v in units.PER_WHAT.items())
    one = rf"{SINGLE}(?:{DASH}{SINGLE}|-(?=,| and | or ))?"  # "50-, 100- and 200-mg" too
    return compiled(
        "dose",
        r"(?=[bf\d.·])"
        rf"(?:(?<![\w.,·])|(?<=\b\d[xX×]))(?<![^A-Za-z]/)(?<!BL/)(?:(?<!\w-)|(?<=[\d ]mg-)|(?<=[\d ][µμu]g-))(?<!\d:)"
        r"(?!(?<=[xX×] )\d+ (?:and|or) )"
        rf"(?P<between>(?:between|from) )?(?P<list>(?P<first>{SINGLE})"
        rf"(?:{DASH}{SINGLE}|-(?=,| and | or ))?(?:(?:, ?(?:and |or )?| and | or |/| to | up to | then |"
        rf", then )(?:then )?{one}){{0,15}})"
        r"(?: (?P<scale>thousand|million|billion))?"
        r"(?: ?[×xX] ?10(?:\^?\(?)(?P<power>[1-9⁰¹²³⁴⁵⁶⁷⁸⁹][\d⁰¹²³⁴⁵⁶⁷⁸⁹]?)\)?)?"
        rf"[ -]?(?P<unit>{units.unit_regex()})(?![A-Za-zµμ]|\.S\b)(?:{body})?(?: (?:body ?weight|"
        rf"bw)|/(?:body|man|head|animal)\b)?(?:{per})?(?:{body.replace('body_', 'late_')})?(?={what})?",
        dose,
        begins=re.compile(r"[bf\d.·](?:(?<![\w.,·].)|(?<=\b\d[xX×]\d))"),
    )


def doses_in_words() -> Rule:
    """Fifty milligrams; the unit is spelled out, or nearly so."""
    body = "|".join(f"(?P<body_{k}>{v})" for k, v in units.PER_BODY.items())
    per = "|".join(f"(?P<per_{k}>{v})" for k, v in units.PER_TIME.items())
    what = "|".join(f"(?P<what_{k}>{v})" for k, v in units.PER_WHAT.items())
    return compiled(
        "dose",
        rf"(?P<list>(?P<first>(?i:{WORDS})))"
        rf"[ -](?P<unit>milligrams?|mg|grams?|micrograms?|millilit(?:er|re)s?|mL)\b(?:{body})?(?:{per})?(?={what})?",
        dose_in_words,
    )


def labels_before_doses() -> Rule:
    """Group 2 100 mg of a drug: no thousands."""
    return compiled(
        "name",
        rf"(?:groups?|arms?|cohorts?|regimens?) \d{{1,2}}(?=,? {SINGLE}[ -]?(?:{units.unit_regex()})(?![A-Za-zµμ]))",
        flags=re.I,
        begins=re.compile(r"\b(?:groups?|arms?|cohorts?|regimens?) (?=\d)", re.I),
    )


def days_before_doses() -> Rule:
    """On day 2, 40 mg; 10 mg/kg on day 1 and 5 mg/kg on days 2-5: the days are no amounts of a list."""
    return compiled(
        "timepoint",
        rf"(?:days?|weeks?|months?|cycles?) (?P<a>\d{{1,3}})(?:(?:{DASH}|,? and |, ){N}){{0,9}}"
        rf"(?=,? (?:and |or |then |to )?{SINGLE}(?:(?:{DASH}|, | and | or |/){SINGLE}){{0,5}}"
        rf"[ -]?(?:{units.unit_regex()})(?![A-Za-zµμ]))",
        flags=re.I,
        begins=re.compile(r"\b(?:days?|weeks?|months?|cycles?) (?=\d)", re.I),
    )
