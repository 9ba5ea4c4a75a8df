"""The name of what a share is a share of, where the words around the share say more than those around the term."""

from __future__ import annotations

import re

from extractor.facts.terms.plain_names import clean_name
from extractor.literals import sparse
from extractor.matching import Item, Line
from extractor.measures.builders import TIME

# "three died (two of sepsis and one of renal failure)", "five deaths: three due to pneumonia"
_DIED_OF = sparse(
    r"\b(?:died|deaths?|fatalities)\b[^.;()]{0,60}(?:[(:]|,|\bincluding\b|\band\b)\s?(?:[^.;()]{0,80}(?:,|and)\s)?"
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:patients? |deaths? |cases? )?(?:\(\d[^()]*\) )?"
    r"(?:died |(?:of (?:them|whom|which) )?(?:was |were )?)?"
    r"(?P<how>of|from|caused by|due to|because of|owing to)\s(?:the |an? )?"
    r"(?:(?!patients|survivors|participants|women|men|children|remaining|who)[\w-]+ ){0,2}$",
    re.I,
)
# "one on lithium died of [stroke]"
_DIED = sparse(r"\bdied (?:suddenly )?(?P<how>of|from|due to|because of) (?:an? |the )?(?:[\w-]+ )?$")
# "The causes of death were sepsis (n = 4) and", "sepsis was the most common cause of death (34%)"
_CAUSES = re.compile(r"\bcauses? of (?:[\w-]+ )?(?:deaths?|mortality) (?:were|was|included?)\b:?[^.;]*$", re.I)
_CAUSE = re.compile(
    r"s? (?:was|were) (?:the )?(?!an? contribut)(?:[\w-]+ ){0,3}causes? of (?:[\w-]+ )?(?:deaths?|mortality)\b", re.I
)
# "adverse events were seen in 85%, were considered drug related in 39% and were severe in 9%"
_SAID = re.compile(
    r"\b(?:was|were|and)\s(?:(?:considered|judged|deemed|thought|(?:assessed|regarded|rated|classified) as)\s)?"
    r"(?:to be\s)?(?:(?:possibly|probably|definitely|or|at least)\s)*"
    r"(?:(?P<what>(?:study[ -])?(?:drug|treatment|therapy|vaccine|device|procedure)[ -]related|treatment[ -]emergent"
    r"|serious|severe|fatal|life[- ]threatening)"
    r"|related to (?:the |study |trial )*(?P<to>drug|treatment|therapy|vaccine|device|procedure|medication))"
    r"\s(?:in|for)\s(?:only |another |a further )?$"
)

# "Recovery was complete in 60%, partial in 30% and poor in 10%": which of it.
_GRADED = re.compile(
    r"(?: (?:of|to|from|after|with|in) [^.;:()\d%]{2,40}?)? (?:was|were) (?:[^.;]{0,150}?[)%\d\w],? (?:and |but )?)??"
    r"(?:(?:considered|rated|judged|graded|found to be|only|usually) )*"
    r"(?P<how>(?:in)?complete|partial|(?:very )?good|excellent|fair|poor|(?:un)?satisfactory|(?:in)?adequate"
    r"|insufficient|delayed|moderate|absent)"
    r" (?:in|for) (?:(?:only|another|the|other|remaining|all|about) )*[(\[]?(?:n ?= ?)?"
)

# "The overall response rate was 56% (24% complete, 32% partial)"
_OF_KIND = re.compile(
    r"\s?%?\)?\s(?P<how>(?:near-)?complete|partial|excellent|very good|good)(?=\s?[),;]| (?:and|or) \d)"
)
_WITH_CAUSE = re.compile(r"death|discontinuation")
_TWO_CAUSES = re.compile(
    r"\b(?P<how>due to|because of|owing to) (?:the |an? )?(?P<first>[^.;:,()\d]{3,40}) and (?:the |an? )?"
    r"(?P<second>[^.;:,()\d]{3,40}),? respectively"
)
_OF_ALL = re.compile(r"^(?:(?:best|overall|objective|total) )+(?=response|remission)", re.I)
# "disease-free 5-year [survival]"
_BEFORE_TIME = re.compile(
    rf"\b(?P<kind>[\w-]+-(?:free|specific|related)|overall) (?:\d+|one|two|three|five|ten)[ -]{TIME} $", re.I
)
# A share of those who lived is no share of an improvement.
_GAIN = re.compile(
    r"^(?:improvement|benefit|advantage|difference) in (?=(?:[\w-]+ )*(?:survival|response|remission|cure)$)", re.I
)


def name_of_share(line: Line, rate: Item, item: Item, name: str) -> str:
    """`name`, or with what led to it: "death from sepsis", "drug-related adverse event"."""
    of = _DIED.search(line.passage, line.start, item.start) if item.value.get("class") != "death" else None
    if match := of or _DIED_OF.search(line.passage, line.start, item.start):
        return f"death {match['how']} {name}"
    if item.kind == "event" and item.value.get("class") != "death" and not name.startswith("death"):
        text = line.passage
        if _CAUSES.search(text, line.start, item.start) or _CAUSE.match(text, item.end, line.end):
            return f"death from {name}"
    if causes := _causes_in_step(line, rate, item):
        return f"{name.partition(f' {causes[0]} ')[0]} {causes[0]} {causes[1]}"
    if item.kind == "outcome":
        name = _GAIN.sub("", name)
        if name == "survival" and (kind := _BEFORE_TIME.search(line.passage, line.start, item.start)):
            return f"{kind['kind'].lower()} survival"
    if item.end >= rate.start:
        return name
    if item.kind == "outcome" and (graded := _GRADED.fullmatch(line.passage, item.end, rate.start)):
        return name if name.startswith(graded["how"]) else f"{graded['how']} {name}"
    if item.kind == "outcome" and (kind := _OF_KIND.match(line.passage, rate.end, line.end)):
        return name if name.startswith(kind["how"]) else f"{kind['how']} {_OF_ALL.sub('', name)}"
    said = _SAID.search(line.passage, item.end, rate.start)
    if said is None or item.value.get("class") != "general" or item.kind != "event":
        return name
    what = said["what"] or f"{said['to']}-related"
    return name if what.split("-")[0] in name else f"{what.replace(' ', '-')} {name}"


def _causes_in_step(line: Line, rate: Item, item: Item) -> tuple[str, str] | None:
    """The words for why, and which of two causes a share of those who stopped or died has: "12% and 8% stopped it due
    to rash and fever, respectively"."""
    causes = (
        _TWO_CAUSES.search(line.passage, rate.end, line.end) if _WITH_CAUSE.match(item.value.get("class")) else None
    )
    if causes is None:
        return None
    shares = [i for i in line.items if i.kind == "rate" and i.end <= causes.start()]
    if len(shares) != 2 or rate not in shares:
        return None
    return causes["how"], clean_name(causes["first" if rate == shares[0] else "second"])
