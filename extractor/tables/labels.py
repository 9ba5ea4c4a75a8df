"""Headers and row labels: what a text beside numbers names, and what it says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.measures import grade_text, lex
from extractor.tables.words import HINTS, kind_of, says

_SIZE = re.compile(
    r"[,;:]?\s*[(\[]?\s*\b(?:[Nn]|[Nn]o\.?|[Tt]otal)\s*[=:]\s*(?P<n>\d{1,3}(?:[,  ]\d{3})+|\d+)(?![.·]\d)"
    r"(?:\s?(?:patients|subjects|participants|pts))?\s*[)\]]?"
    r"|\b[Nn]o\.? (?P<pts>\d+) (?:pts\.?|patients)"
    r"|[(\[]\s*(?P<people>\d+)\s(?:patients|subjects|participants|pts\.?|cases|women|men|children)\s*[)\]]"
)
_BARE_SIZE = re.compile(
    r"(?<=[A-Za-z)])\s*[(\[]\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s*[)\]](?=\s*(?:n|no\.?|%|n \(%\)|$))", re.I
)
_P_VALUE = re.compile(r"\b[Pp]\s?[=<>]\s?[\d.·]+(?:\s?\([^()]*\))?")
_ANY_GRADE = re.compile(r"\b(?:of )?(?:all|any|total|overall)[- ]?(?:toxicity )?grades?\b(?! ?[\dIV])", re.I)
_GRADES = re.compile(
    r"(?P<levels>(?:\d|IV|V|I{1,3})(?:\s?(?:[-–/,&]|or|and|to)\s?(?:\d|IV|V|I{1,3}))*)(?P<more>\s?\+)?"
)
_ROMAN = re.compile(r"(?:I{1,3}|IV)\s?(?:[-–/]|or|and)\s?(?:I{1,3}|IV|V)")  # of whatever table, a range of grades
_HOW_COUNTED = re.compile(r"\s*\([^()]*\b(?:counted|per patient|more than one|multiple)\b[^()]*\)", re.I)
_GRADE_MARK = re.compile(r"(?<=[Gg]rade \d)[a-e]\b|(?<=[Gg]rade \d[-–/]\d)[a-e]\b")  # a footnote's letter
_SCALE = re.compile(
    r"\b(?:NCI[- ]?)?(?:CTC(?:AE)?|WHO|CTG|NCIC)(?:[- ](?:CTC(?:AE)?|CTG))?(?: toxicity)?"
    r"(?: v(?:ersion)? ?\d(?:\.\d)?)?\b"
)
_POINT = (
    r"(?:(?:weeks?|days?|months?|years?|visits?|cycles?|hours?|courses?|periods?|phases?|parts?|[VDWMT])"
    r"[ -]?\d(?:[\d ,–-]*\d)?(?: ?and \d+)?"
    r"|(?:part|period|phase) [A-Z]\b"
    r"|\d[\d.]*(?:\s?(?:-|–|to)\s?\d[\d.]*)?[- ]?"
    r"(?:h|hrs?|hours?|min|minutes?|d|days?|wks?|weeks?|mo|months?|y|yrs?|years?)\b)"
)
_TIME = (
    rf"(?:(?:at|after|by|during|within|up to|from|until|through|over|in) )?(?:the )?"
    rf"(?:first |last |next |post-?\w* |after \w+ )?{_POINT}"
    rf"(?:[ ,;-]+{_POINT})*(?: (?:after|post|follow-?up|of|before|to|postoperatively)\b[- \w]*)?"
)
_IS_TIME = re.compile(_TIME, re.I)
_ENDS_IN_TIME = re.compile(
    rf"(?<=\w)[,;:]?\s\(?(?P<time>(?:at|after|by|during|within|until|over|in)\s{_TIME}|{_POINT})\)?$", re.I
)
_MARK = re.compile(
    r"[*†‡§¶‖║⁎∗^]+"
    r"|(?<![\d⁰¹²³⁴-⁹])(?<!\bm)(?<!/m)(?<!cm)(?<!mm)[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᶻ]+(?:,[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
)
_LETTER_MARK = re.compile(r"(?<=[^\W\d])\s(?:[a-f](?:\s?,\s?[a-f])*)$|(?<=[a-z]{3})[a-h],\s?[a-h]$")
_UNIT_WORD = (
    r"(?:(?:nos?|n|number|numbers|count|percent|percentages?|proportion|frequency|of|the|and|with|in|patients?|subjects?|"
    r"participants?|pts|cases|events?|e|episodes|or|total|95|ci)(?!\w)|[%=,;/.&()\[\] ])"
)
_BRACKETED_UNITS = re.compile(rf"\s*[(\[]\s?{_UNIT_WORD}+[)\]]", re.I)
_TRAILING_UNITS = re.compile(
    r"(?:[,:;]\s*|\s+)(?:nos?\.?|n|number|numbers|%|percent|percentage)"
    r"(?:\s?(?:of )?(?:patients|subjects|participants|events|cases))?"
    r"\s?(?:,?\s?[(\[]?\s?(?:%|percent(?:age)?s?)\s?[)\]]?)?$|(?<=[a-z])\s?%$",
    re.I,
)
_LEADING_UNITS = re.compile(
    r"^(?:nos?\.?|n|number|numbers|frequency|incidence|percent|percentage|proportion|%)\s?[(\[]?%?[)\]]?\s?(?:of|with)"
    r"\s(?:the )?(?:(?:patients|subjects|participants|cases)\s?(?:\(%\)\s?)?"
    r"(?:with|who had|having|reporting|experiencing)?\s?)?",
    re.I,
)
_ALL_UNITS = re.compile(rf"{_UNIT_WORD}+", re.I)
_PEOPLE_WITH = re.compile(
    r"^(?:(?:all|any|number of|no\. of|total) )?(?:patients?|subjects?|participants?|pts)(?: \(%\))? "
    r"(?:with|who (?:had|reported|experienced|developed)|reporting|experiencing|having|reported)\s?"
    r"(?:an?\b|any\b|at least (?:one|1)\b|≥ ?1\b|one or more\b|1 or more\b)?\s?",
    re.I,
)
_ANY = re.compile(r"^(?:any|all|at least (?:one|1)|≥ ?1) (?=\w)(?!other|pooled|types|kinds|events|system)", re.I)
PEOPLE = re.compile(r"patient|subject|participant", re.I)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_OPEN = re.compile(r"\s*[(\[]\s?%?\s?[,;]?\s?$")  # what is left of "(%, n = 60)"
_GROUP_MARK = re.compile(r"(?<=^Group [A-Z]) \d$")  # a footnote's number
_SHARE = re.compile(r"\s*[(\[]\s?\d+(?:[.·]\d+)?\s?%\s?[)\]]")  # "Without symptoms (63.7%)"
_EDGE = " ,;:.-–—•·/=|"


@dataclass(frozen=True, slots=True)
class Label:
    """One header or row label taken apart. `name` is what is left when units, sizes, grades and marks are gone, and
    empty where that names no group and no event; `words` is the same before that is asked.

    `grade` is None where none is said and "" for all grades; `hint` one of `words.HINTS`; `role` one of p_value,
    effect, everyone, patients, no_harm, severity, any, part where the whole label is that.
    """

    text: str
    name: str
    words: str = ""
    size: int | None = None
    grade: str | None = None
    hint: str | None = None
    role: str | None = None
    timepoint: str | None = None


@lru_cache(maxsize=20_000)
def read_label(text: str, grades_below: bool = False) -> Label:
    """A label taken apart; `grades_below`: a header above says "grade", so that bare numbers are grades."""
    rest = text
    for noise in (_GRADE_MARK, _P_VALUE, _HOW_COUNTED, _MARK):
        rest = noise.sub("", rest)
    size, rest = _size(_LETTER_MARK.sub("", rest.strip()))
    rest = _GROUP_MARK.sub("", _LETTER_MARK.sub("", _OPEN.sub("", rest)))
    grade, rest = _grade(rest, grades_below, is_group=size is not None)
    hint = kind_of(rest, HINTS)
    bare = _without_units(rest)
    role = _role(bare, rest)
    bare = bare if role else _ANY.sub("", bare)
    time = _BRACKET.sub("", bare)
    timepoint = time if time and (_IS_TIME.fullmatch(time) or says(time, "follow_up")) else None
    when = None if timepoint or role else _ENDS_IN_TIME.search(bare)
    if when:
        bare = bare[: when.start()].rstrip(_EDGE)
    is_group = size is not None and not PEOPLE.search(bare)  # "Treatment (n = 40)"
    unnamed = timepoint or role in ("p_value", "everyone") or (says(bare, "no_name") and not is_group)
    name = "" if unnamed else bare
    return Label(text, name, bare, size, grade, hint, role, timepoint or (when["time"] if when else None))


def _size(text: str) -> tuple[int | None, str]:
    match = _SIZE.search(text) or _BARE_SIZE.search(text)
    if not match or len(_SIZE.findall(text)) > 1:  # of two sizes neither is that of all
        return None, text
    figures = next(filter(None, match.groups()))
    return int(re.sub(r"\D", "", figures)), f"{text[: match.start()]} {text[match.end() :]}".strip()


def _grade(text: str, grades_below: bool, is_group: bool = False) -> tuple[str | None, str]:
    if match := _ANY_GRADE.search(text):
        return "", f"{text[: match.start()]} {text[match.end() :]}".strip()
    if grades_below and re.fullmatch(r"(?:all|any|total)", text, re.I):
        return "", ""
    found = [m for m in lex(text) if m.kind == "grade" and not (is_group and text[m.start] == "G")]
    if len(found) == 1:
        rest = f"{text[: found[0].start]} {text[found[0].end :]}"
        return grade_text(found[0]), _SCALE.sub("", rest).strip()
    may_be_one = grades_below or text[:1] in "Gg" or _ROMAN.fullmatch(text)
    if may_be_one and not is_group and (match := re.fullmatch(r"(?:Gr?\.?|grade)?\s?" + _GRADES.pattern, text)):
        whole = f"grade {match['levels']}{match['more'] or ''}"
        return next((grade_text(m) for m in lex(whole) if m.kind == "grade"), None), ""
    if match := re.match(r"(?P<levels>[1-5IV]+\s?[-–/]\s?[1-5IV]+) grade\b", text):  # "3/4 grade leukopenia"
        return next((grade_text(m) for m in lex(f"grade {match['levels']}")), None), text[match.end() :].strip()
    return None, text


def _without_units(text: str) -> str:
    before = ""
    while before != text:
        before = text
        text = _TRAILING_UNITS.sub("", _BRACKETED_UNITS.sub("", text)).strip(_EDGE)
    if _ALL_UNITS.fullmatch(text):
        return text if says(text, "patients") or says(text, "everyone") else ""
    text = _SHARE.sub("", text) or text
    text = _LEADING_UNITS.sub("", text) or text
    text = _PEOPLE_WITH.sub("", text) or text
    return re.sub(r"\s+", " ", text).strip(_EDGE)


_STATISTICS = ("t", "F", "z", "Z", "t-test", "df")
_ROLES = ("p_value", "effect", "everyone", "patients", "no_harm", "severity", "any", "part")


def _role(bare: str, with_units: str) -> str | None:
    if bare in _STATISTICS:
        return "effect"
    if says(with_units, "no_harm"):
        return "no_harm"
    role = kind_of(bare, _ROLES) if bare else None
    if role is None and says(_BRACKET.sub("", bare), "everyone"):  # "Overall (run-in and double-blind)"
        return "everyone"
    if role in (None, "effect") and says(with_units, "patients"):
        return "patients"
    return role
