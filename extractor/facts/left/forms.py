"""What the form of a number alone tells: a numbered point, a label, a year, a cost, a part of a chemical name."""

from __future__ import annotations

import re

from extractor.facts.left.places import YEAR, Place

_LABEL = re.compile(
    r"(?:\b(?:experiments?|groups?|arms?|cohorts?|eras?|periods?|cases?|patients?|subunits?|isoforms?|ligand|caspase"
    r"|collagen|histones?|interleukin|coronavirus|consortium|patterns?|papillomavirus|genotypes?|serotypes?|rounds?"
    r"|auxotypes?|serovars?"
    r"|pattern \d \+|domains?|models?|receptors?|clusters?|chromosomes?|homologs?|Tween|SPSS|SAS|MGIT|m/z|und"
    r"|questions?|items?|aims?|hypothesis|scenarios?|numbers?|no\.|days?|stud(?:y|ies)|trials?|rule|method|score"
    r"|kinase"
    r"|tasks?|sites?|types?|grades?|stages?|samples?|proteins?|genes?|factors?|versions?|region|segment|lead|quintile"
    r"|quartile|tertile|CN|physical status|codes?) ?(?:\d+[a-z]?(?:, | and | or |, and |-|/))*"
    r"|\b[A-Z][\w]*\)-|\b[a-z]?[A-Z]{2,}\d*/|\d['′´]-)$",
    re.I,
)
_NO_LABEL = re.compile(r"\s?(?:%|of\b|(?!was\b|is\b|has\b|does\b|versus\b|vs\b)[a-z]+s\b)")
# FALCON 2, GRECCAR 2 trial: a study's name with its number
_STUDY = re.compile(r"\b[A-Z]{4,}[A-Z-]*(?: \d (?:and|or))? $")
_OF_STUDY = re.compile(r"\s?(?:randomi[sz]ed|trials?\b|stud(?:y|ies)\b|;? ?\(?NCT|[)®™]|and \d\b|was\b)")
_CHEMICAL = re.compile(
    r"(?:,\d+)*['′]?-(?:\d{1,3}[A-Z][a-z]?\d?\b"
    r"|(?:alpha|beta|[NOS]-|bis-?|di|tri|mono|tetra|penta|hexa|\(?[RS]\)?-)*(?:methyl|ethyl|hydr|oxo|amino|keto|acet"
    r"|phenyl|propyl|butyl|chlor|fluor|brom|iod|nitro|de(?:s)?oxy|ethoxy|carboxy|thio|azido|benzyl|aza|oxa|phosph"
    r"|diol|one\b"
    r"|en-|yl|substitut))"
)
_ISOTOPE = re.compile(
    r" ?(?:Ga|Lu|Tc|Cu|Zr|F)-(?=[A-Z])| (?:iridium|iodine|technetium|caesium|cesium|cobalt|strontium)\b"
)
_NUCLIDE = re.compile(r"\[?\d{1,2}-$|\[\d{1,2},$")  # the 14 of 1-14C
_DESIGN = re.compile(r"\b3 ?\+ ?$|(?<![\d.])\d\+$")  # a 3 + 3 design, a 2+1 schedule
_DESIGN_AFTER = re.compile(r" ?\+ ?3\b(?!\.)|\+\d(?![\d.])")
_NAMING_AFTER = re.compile(
    r"['′´](?:[-/]| (?:end|region|breakpoint|flank|partner))| [ACGT]/[ACGT]\b"
)  # 3'-UTR, -44 C/G
_GLUED = re.compile(r"[A-Za-z]-$|[A-Za-z]{2,}$|\w\)$")  # TMP-12, FEF25-75%, anti-PD-(L)1
_RUN = re.compile(r"\d+(?:-\d+){2,}|\b[A-Z]{2,3} \d{1,2}-\d{4}\b")  # 2012-58-00004, RO 10-9359
_POINT = r"(?:^|[.:;,)]\s"  # where a numbered point begins; "to 65. Only" ends a sentence
_NUMBERED = re.compile(rf"{_POINT}|\b(?:and|or|to|into|by|were|was|are|as|either)\s)[(\[]?$")
_NUMBERED_DOTTED = re.compile(rf"{_POINT})$")
_MONTH_BEFORE_YEAR = re.compile(r"/(?:19|20)\d\d\b")
_PRICED = re.compile(r"[$€£¥]\s?[-−–]?\s?$|\b(?:USD|EUR|US\$)\s?$")
_COUNTED = re.compile(r"\s(?:patients|participants|women|men|[a-z]+s\b)")
_AUTHORS = re.compile(r"et al\.?,? \(?$")
_CURRENCY = re.compile(r"\s?[$€£¥]")
_PAGES = re.compile(r"\bpp\.?\s?(?:\d+[-–])?$")
_CLOCK = re.compile(
    r":(?:00|30)\b|(?::\d\d)?(?:\s?[-–]\s?\d\d?:\d\d)?\s?(?:[ap]\.?m\b|hh|h\b|o'clock|and \d\d?:\d\d"
    r"|to \d\d?:\d\d)"
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th)(?:(?:,| and| to| or)? ?\d+(?:st|nd|rd|th))*[ -](?:\w+ )?(?:days?|weeks?|months?|years?|hours?"
    r"|min\w*)\b"
)


def of_form(place: Place) -> str | None:
    """What the form of a number alone tells."""
    head, tail = place.before[-40:], place.after[:40]
    is_count = place.quote.isdigit()
    if is_count and len(place.quote) < 3 and _is_numbering(place, head, tail):
        return "numbering"
    if YEAR.fullmatch(place.quote) and not _COUNTED.match(tail):
        return "citation" if _AUTHORS.search(head) else "date"
    if is_count and len(place.quote) < 3 and _MONTH_BEFORE_YEAR.match(tail):
        return "date"
    if _PRICED.search(head) or _CURRENCY.match(tail):
        return "cost"
    if is_count and _PAGES.search(head):
        return "citation"
    if _NAMING_AFTER.match(tail) or _is_chemical(place, head, tail):
        return "name"
    if is_count and (_GLUED.search(head) or _in_run(place) or (len(place.quote) > 5 and not _NO_LABEL.match(tail))):
        return "name"
    if is_count and _LABEL.search(head) and not _NO_LABEL.match(tail):
        return "name"
    if is_count and len(place.quote) < 3 and _STUDY.search(head) and _OF_STUDY.match(tail):
        return "name"
    return None


def is_clock(place: Place, start: int) -> bool:
    """11:00 am, 00:00-05:59 h: a time of the day."""
    return bool(re.match(r"\d?\d:\d\d(?!\d)", place.passage.text[start : start + 5])) and bool(
        _CLOCK.match(place.passage.text, start + place.passage.text[start : start + 3].index(":"))
    )


def is_ordinal_time(place: Place) -> bool:
    """On the 47th day."""
    return bool(_ORDINAL.match(place.after))


def _in_run(place: Place) -> bool:
    first = max(0, place.start - 20)
    runs = _RUN.finditer(place.passage.text, first, place.end + 20)
    return any(run.start() <= place.start and place.end <= run.end() for run in runs)


def _is_chemical(place: Place, head: str, tail: str) -> bool:
    if len(place.quote) == 1 and (_DESIGN.search(head) or _DESIGN_AFTER.match(tail)):
        return True
    is_nuclide = _NUCLIDE.search(head) and re.match(r"[CHNPSI]\b|\d?[CH]\d?\]", tail)
    return bool(_CHEMICAL.match(tail) or _ISOTOPE.match(tail) or is_nuclide)


def _is_numbering(place: Place, head: str, tail: str) -> bool:
    """ "1. Cells were", "... and (2) pain"; "(1)" anywhere, where the passage has a "(2)"."""
    is_inside = place.before.count("(") > place.before.count(")") and not head.endswith("(")
    if not is_inside and _NUMBERED.search(head) and re.match(r"[)\]]\s", tail):
        return True
    if not is_inside and _NUMBERED_DOTTED.search(head) and re.match(r"\.(?:\s(?=[A-Z])|$)", tail):
        return True
    if not head.strip() and re.match(r"[.)]?\s[A-Z]", tail):
        return True
    beside = (f"({int(place.quote) + step})" for step in (-1, 1))
    return head.endswith("(") and tail.startswith(")") and any(other in place.passage.text for other in beside)
