"""Amounts that nobody is given: what feed or soil holds per kilogram of itself, what an animal or an organ weighs.

Here also: where a list of amounts begins and ends that share a unit.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.facts.context import PaperView, PassageView
from extractor.records import Measure, Number, Sentence

_SPUN = 1000  # g: spun at 9500 g, and no dose
_OF_BODY = re.compile(r"g (?:of )?(?:body|b\.? ?w)", re.I)  # 10 mg/100 g body weight
# What those born early weigh: 30 infants, 700 to 1500 g
_WEIGHED = re.compile(r"\b(?:infants?|neonates?|newborns?|bab(?:y|ies)|f[oe]*tus(?:es)?|prematures?),? [(]?$", re.I)
# 250 g Wistar rats; a 15-g force
_ANIMALS = re.compile(
    r"[ -](?:(?:male|female|adult|young|old|virgin|pregnant|Wistar|Sprague|Dawley|Holtzman|Long|Evans|Swiss|albino"
    r"|hooded|BALB/c|CD-?1|NMRI|normal|fed|fasted|an[a]?esthetized|conscious|intact|weanling|laboratory)[ -]){0,5}"
    r"(?:rats?|mice|mouse|guinea[ -]pigs?|rabbits?|hamsters?|gerbils?|chicks?|chickens|pigeons?|quails?|force)\b",
    re.I,
)
_AND_FOR_THE_NEXT = re.compile(
    r"(?:/(?:d|day))? (?:for|with|on|in|after) (?:the )?[\w-]+(?: group)?,? (?:and|vs\.?|versus|against) "
)
_FEED = r"(?:diets?|rations?|feeds?|chow|premix|silage|fodder|concentrate)"
_ADDED = r"(?:supplement\w*|added|adding|incorporat\w+|includ\w+|mixed)"
_HELD = rf"(?:{_ADDED}|contain\w*|enriched|fortified|formulated|graded|with\b(?! or\b))"
# What holds the amount, before it: a basal diet + 75 mg/kg; a ration containing 40 mg/kg; dietary zinc levels (5 mg/kg)
_HOLDER = (
    rf"(?:(?:basal|experimental|practical|test|(?:semi-?)?purified|[a-z]+-based|[a-z]+meal)(?: [\w-]+){{0,2}} {_FEED}\b"
    rf"|{_FEED}(?: \([^()]{{1,30}}\))? (?:were |was |is |are )?(?:[a-z]+ )?{_HELD}"
    r"|dietary (?:[\w₀-₉-]+ ){1,4}(?:levels?|treatments?|supplementation|inclusion|concentrations?|contents?)\b"
    r"|(?:soils?|sediments?|sludge|compost|biochar|brown rice)\b)"
)
_IN_WORDS = r"(?:[^.;]|\.(?=\d))"
_GIVEN_APART = (
    r"\b(?:treat(?:ed|ment)|received|receiving|given|administ\w+|inject\w*|gavage|oral(?:ly)?|dos(?:e|es|ed|ing|age)|challenged"
    r"|subcut\w+|intra(?:ven|per|mus|gas)\w+|infus\w+|drench\w*|i\.?[pvm]\.|s\.c\.|p\.o\.)"
)
_IN_HOLDER = re.compile(rf"\b{_HOLDER}(?:(?!{_GIVEN_APART}){_IN_WORDS}){{0,120}}$", re.I)
# The same behind it: 40 g/kg PAPP diets; 2 mg/kg were supplemented into a basal diet
_OF_HOLDER = re.compile(
    rf"(?: [\w-]+){{0,2}} {_FEED}\b"
    rf"|(?:(?!{_GIVEN_APART}){_IN_WORDS}){{0,60}}?\b{_ADDED} (?:in|into|to|with) (?:the |an? |their )?"
    rf"(?:[\w-]+ ){{0,2}}{_FEED}\b",
    re.I,
)
_OF_WEIGHT = re.compile(r"\b(?:body|b\.? ?w|live ?weight|gavage)\b", re.I)
_MAY_HOLD = re.compile(
    r"\b(?:diet|ration|feed|chow|premix|silage|fodder|soil|sediment|sludge|compost|biochar|brown rice)"
)
# 88 µg [2 puffs of 44 µg]: in what it was taken; and the 4 mL of 1 mg/4 mL
_IN_FORMS = re.compile(
    r"g ?[(\[](?:\d+|one|two|three|four) (?:puffs|inhalations|actuations|tablets|capsules|sprays) (?:of|×|x) $", re.I
)
# the 20 mL bottle that was handed out; bleeding (5 mL)
_VESSEL = re.compile(r"[ -](?:bottle|vial|ampou?le|tube|container|pack|kit)s?\b")
_LOST = re.compile(
    r"\b(?:bleeding|(?:blood|fluid) loss|h(?:a)?emorrhage|drainage|(?:urine|urinary) (?:output|volume)|ascites) [(\[]$",
    re.I,
)
_FORMS_OF = re.compile(r" (?:of|×|x) [\d.]+ ?(?:[µμum]g|mcg|micro)")
_PER_VOLUME = re.compile(r"g/$")
_LISTED = len(", and ")


def is_content(view: PassageView, sentence: Sentence, measure: Measure) -> bool:
    """Whether an amount per kilogram is one of feed or soil: no word of the sentence speaks of weight or of giving."""
    text, start, end = view.text, sentence.start, sentence.end
    if measure.per or not (measure.unit or "").endswith("/kg") or not _MAY_HOLD.search(text, start, end):
        return False
    if _OF_WEIGHT.search(text, start, end):
        return False
    return bool(_IN_HOLDER.search(text, start, measure.start) or _OF_HOLDER.match(text, end_of_list(view, measure)))


def is_of_form(text: str, start: int, measure: Measure) -> bool:
    """Whether an amount is what one puff or tablet of the dose before it holds, or a bottle, the number of puffs, what
    it is dissolved in, or what was lost."""
    if _VESSEL.match(text, measure.end):
        return True
    if measure.unit == "puff":
        return _FORMS_OF.match(text, measure.end) is not None and text[measure.start - 1] in "(["
    is_volume = (measure.unit or "").lower().startswith("ml")
    if is_volume and _LOST.search(text, start, measure.start):
        return True
    return (_PER_VOLUME if is_volume else _IN_FORMS).search(text, start, measure.start) is not None


def held_amounts(view: PaperView) -> frozenset[tuple[Number | None, str | None]]:
    """The amounts, with their units, that a paper tells of feed or soil: elsewhere they are the same."""
    return frozenset(
        (m.low, m.unit)
        for passage in view.passages
        if _MAY_HOLD.search(passage.text)
        for s in passage.sentences
        for m in passage.measures
        if m.kind == "dose" and s.start <= m.start < s.end and is_content(passage, s, m)
    )


def is_mass(text: str, start: int, measure: Measure) -> bool:
    """What an infant, an animal or an organ weighs, how fast a tube was spun: grams that nobody is given."""
    return (
        (measure.low or 0) >= _SPUN
        or bool(_WEIGHED.search(text, start, measure.start))
        or bool(_ANIMALS.match(text, measure.end))
        or text.startswith("/100", measure.start - 1)  # 90 mL/100 g/min
        or bool(_OF_BODY.search(text, measure.start, measure.end + len(" of body")))
    )


def without_as_much(text: str, measures: list[Measure], given: list[Measure]) -> list[Measure]:
    """Without what stands beside an amount that is no dose: the intake was 24 g for A and 15 g for B."""
    kept = list(given)
    for before, measure in pairwise(measures):
        same = before.unit == measure.unit and before not in kept
        if same and measure in kept and _AND_FOR_THE_NEXT.fullmatch(text[before.end : measure.start]):
            kept.remove(measure)
    return kept


def first_of_list(view: PassageView, measure: Measure) -> int:
    """Where the list of amounts begins that share a unit at its end: 26 and 2.0 ng/kg."""
    start = measure.start
    for before in reversed([m for m in view.measures if m.kind == "dose" and m.start < measure.start]):
        if not before.end <= start <= before.end + _LISTED or not _is_bare(view.text, before):
            break
        start = before.start
    return start


def end_of_list(view: PassageView, measure: Measure) -> int:
    """Where it ends, with its unit."""
    last = measure
    for after in (m for m in view.measures if m.kind == "dose" and m.start >= measure.end):
        if not _is_bare(view.text, last) or after.start > last.end + _LISTED:
            break
        last = after
    return last.end


def _is_bare(text: str, measure: Measure) -> bool:
    """Whether an amount has no unit of its own: 26 in 26 and 2.0 ng/kg, 50- in 50- and 100-mg."""
    return text[measure.start : measure.end].rstrip("-")[-1].isdigit()
