"""Plain integers that count something: patients, eyes, studies, "in 4", "3 with fever"."""

from __future__ import annotations

import re

from extractor.facts.left.places import Place
from extractor.facts.sentences.countable import NUMBERS
from extractor.records import Measure

_THING = re.compile(
    r"\s?[(\[](?!\s?[-−–]?\d[\d.·]*\s?(?:-|–|, ?| to )\s?[-−–]?\d[\d.·]*\s?[)\]])|\sof\b|(?:[ -](?:[\w'’/-]"
    r"|\.(?=[A-Z]))+\.?){0,4}?"
    r"[ -](?:(?!this\b|thus\b|plus\b|versus\b|less\b|does\b|always\b|was\b|is\b|has\b)"
    r"[A-Za-z][\w'’-]+(?:[^su\W]s|ae|ren|ata)|(?:wo)?men|people)\b"
)
_ONE_THING = re.compile(
    r" (?!(?:of|in|to|and|or|was|is|had|has|vs|versus|for|at|by|with|on|per|from|th|the|who|that|which|as"
    r"|than)\b)[a-z]{3,}"
)
# "26 were male", "100 proceeded to surgery", "3 with fever", "10 in lung cancer", "16, 32 and 12 patients"
_DID = re.compile(
    r",? (?:(?:also|then|subsequently|finally|eventually|later|only|did|had|have|has|was|were|are|is|met|chose"
    r"|underwent"
    r"|began|became|got|took|fell|lost|went|felt|kept|who|whom|that|which|with|without|in|on|from|among)\b"
    r"|(?!(?:need|speed|based|bed|red|related|compared|followed)\b)[a-z]{2,}(?:ed|wn|nt)\b)",
)
_LISTED = re.compile(r"(?:, [\d,]+(?! ?%))*,? (?:and|or) [\d,]+(?P<rest> )")
_IN = re.compile(
    r"\b(?:in|of|of whom|among|of the|of these|of all|the remaining|the other|only|another|remaining|total of|all) $",
    re.I,
)
_ENDS = re.compile(r"\s?(?:[,.;:)\]]|and\b|or\b|who\b|which\b|with\b|$)", re.I)
_STUDIES = re.compile(r"(?<![\w.])[knN] ?= ?$")
# "(15,009; 24%)", "71% (248)", "all cases (70)", "(9 complete and 3 partial", "27 MACE", "9 stage II"
_SHARE_AFTER = re.compile(r"[;,] ?\d+(?:[.·]\d+)? ?%[)\];,]")
_SHARE_BEFORE = re.compile(r"(?:%|\b(?:patients|cases|subjects|participants|women|men|children|eyes|studies)) ?[(\[]$")
_OPENS = re.compile(r"(?:[(\[]|\band |, )$")
_PART = re.compile(r"\s(?!beta|alpha)[a-z]{4,}[\w-]*(?: \([\w-]+\))?(?:[,;)\]]| and \d| but\b)")
_NAMED_VALUE = re.compile(r"= ?$")
_NAMED = re.compile(
    r"\s(?:no |non-)?[A-Z][\w-]+(?: vs?\.? | versus |\)|,)"
    r"|\s(?:[a-z-]+ )?\W?(?:[A-Z]{2,}\w*|(?:stage|grade|class) [IV\d])\b"
)
_TRAIT = re.compile(
    r"\s?(?:(?:fe)?males?|[FM]\b|girls?|boys?|White|Black|Asian|Hispanic|African)(?=[\s,;.)]|$)"
    r"|\s(?:were|was) (?:(?:fe)?male|women|men|girls|boys)\b"
)


def is_integer(measure: Measure) -> bool:
    return measure.kind in NUMBERS and isinstance(measure.low, int)


def of_trait(place: Place, measure: Measure) -> bool:
    """8 female, 2 male; 26 were male."""
    return is_integer(measure) and bool(_TRAIT.match(place.passage.text, measure.end))


def counts_things(place: Place, measure: Measure) -> bool:
    """Whether things that it counts stand behind an integer."""
    text = place.passage.text
    if text.startswith((" million", " billion"), measure.end):
        return True
    if not is_integer(measure):
        return False
    if measure.kind == "size" or _THING.match(text, measure.end):
        return True
    if measure.low == 1 and _ONE_THING.match(text, measure.end):
        return True
    listed = _LISTED.match(text, measure.end)
    return bool(listed and _THING.match(text, listed.start("rest")))


def counts_some(place: Place, measure: Measure) -> bool:
    """Whether an integer stands where one counts what was named before: "pain in 4", "3 with fever", "26 had"."""
    text = place.passage.text
    if not is_integer(measure):
        return False
    if _STUDIES.search(place.before):
        return True
    if _NAMED_VALUE.search(place.before):
        return False
    if _DID.match(text, measure.end) or _NAMED.match(text, measure.end):
        return True
    if _SHARE_AFTER.match(text, measure.end):
        return True
    if _SHARE_BEFORE.search(place.before) and text.startswith((")", "]"), measure.end):
        return True
    if _OPENS.search(place.before) and _PART.match(text, measure.end):
        return True
    return bool(_IN.search(place.before) and _ENDS.match(text, measure.end))
