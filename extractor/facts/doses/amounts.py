"""Which quantities are amounts of a drug given: no laboratory values, intakes, weights or test-tube strengths."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.facts.context import PaperView, PassageView
from extractor.facts.doses.contents import end_of_list, first_of_list, is_content, is_mass, is_of_form, without_as_much
from extractor.facts.doses.schedule import TIMES_BEFORE
from extractor.matching import Item, term_list
from extractor.measures.numbers import FIGURE
from extractor.measures.units import canonical, unit_regex
from extractor.records import Measure, Sentence
from extractor.resources import patterns_dir

# Litres are fluids, kilograms weights, L/kg volumes of distribution, ng/mL concentrations in blood.
_NEVER = ("L", "kg", "pg", "L/kg", "ng/mL", "pg/mL")
_SHARES = ("percent", "percent_range")
_OF_AMOUNTS = frozenset(("dose", "spread", *_SHARES))
_TESTS = ("p_value", "ci", "effect_estimate")
_DOSE = re.compile(r"\b(?:doses?|dosages?|dosing|MTD|RP2D)\b", re.I)
_DOSE_OR_GIVEN = re.compile(
    r"\b(?:doses?|dosages?|dosing|MTD|RP2D|level|receiv\w+|administ\w+|titrat\w+|escalat\w+|given|took|treated"
    r"|injected|(?:increased|reduced|decreased) to|(?:once|twice|thrice) (?:daily|weekly|a )|bid|tid)\b",
    re.I,
)
# What blood, urine and stool hold as well: no dose unless the words tie it to a drug.
_NEAR_ONLY = ("mL", "mmol", "mEq")
VOLUMES = ("mL",)
# Body size in the unit: such an amount is hardly ever anything but a dose.
BY_BODY = ("/kg", "/m2", "/100 g")
# Drugs whose strength is named in percent.
_IN_PERCENT = re.compile(
    r"caine\b|chlorhexidine|povidone|timolol|atropine|brimonidine|minoxidil|tacrolimus|sodium chloride|dextrose|glucose"
    r"|mannitol|peroxide|salicylic|hydroquinone|tretinoin|permethrin|clobetasol|azelaic|imiquimod|capsaicin",
    re.I,
)
_FORM = re.compile(
    r"\s?(?:\w+ ){0,2}?(?:cream|gel|ointment|solution|drops?|eyedrops?|eye drops?|lotion|foam|shampoo|mouthwash|spray"
    r"|patch|emulsion|infusion|mouth rinse|rinse|varnish|hyperbaric|isobaric|heavy)\b",
    re.I,
)
# Words of a sentence in which a percentage beside a drug is a strength, and measures that make it one of results.
_LOCAL = re.compile(
    r"\b(?:topical\w*|eye ?drops?|ophthalm\w*|instill\w*|intracameral\w*|creams?|gels?|ointments?|lotions?|drops?"
    r"|appl\w+|mouth(?:wash\w*|rinse\w*)|solutions?|sprays?|nebuli\w+|enemas?|shampoos?|patch(?:es)?|irrigat\w+)\b",
    re.I,
)
_OF_RESULTS = (*_TESTS, "fraction")
_SHARE_OF = re.compile(
    r"% (?:of|in) (?:the |all )?(?:\w+ )?(?:patients|participants|subjects|eyes|cases|women|men|children)"
    r"|\bplacebo,? [(]?\d",
    re.I,
)
_MOST_LOCAL = 10  # percent
_HOW_OFTEN = re.compile(  # 0.5% of an antibiotic four times a day
    r",? (?:was |were )?(?:given |applied |instilled )?(?:(?:once|twice|\w+ times)[ -](?:daily|a day|per day)"
    r"|[bt]\.?i\.?d\b|every \d+ h|hourly)",
    re.I,
)
_FORM_OPENS = re.compile(
    r" (?:cream|gel|ointment|solution|eye ?drops|lotion|foam|shampoo|mouthwash)(?: ?[(\[]|, )", re.I
)
_PLAIN_GAP = re.compile(
    r"\s?\(?(?:of )?(?:(?!(?:in|for|with|on|and|vs|versus|had|during|after|by|from|was|were|to|than)\b)\w+ )?\s?", re.I
)
_NEAR = 24  # characters from a strength to its drug
# Levels fell with 9 mg, infants were given 9 mg: of the drug
_TO_AMOUNT = r"(?:(?! (?:at|with|after|during|following|on|given|received|receiving) )[^.;,()\d])"
_WAS_NEEDED = re.compile(r"\b(?:requir\w*|needed|administered|consumed|used)\b[^;]*$", re.I)  # an outcome
_MEAN_DOSE = re.compile(r"\b(?:dose|dosage|doses|dosages)\b|\b(?:injections?|infusions?|administration) of $", re.I)
_RANGING = re.compile(r"rang(?:ing|ed?|es) (?:of |(?:from|between) )", re.I)
_MASS_IN_BRACKET = re.compile(r"\s?[(\[]=?\s?[\d.,·]+\s?(?:[µμum]?g|mcg|IU|U|units)\b")
_CHANGED = re.compile(
    r"\b(?:increas|escalat|titrat|reduc|taper|decreas|rais|chang|switch|lower)\w* (?:\w+ ){0,3}?from $", re.I
)
_LIMIT = re.compile(
    r"(?:[<>]\s?(?:or\s?)?=?\s?|\b(?:greater|more|less|higher|lower) than |\b(?:above|below|over|exceed(?:s|ed|ing)?) "
    r"| [-−–]|\([-−–] ?)$",
    re.I,
)
# What a drug is dissolved in: in 200 mL dextrose
_DISSOLVED = re.compile(r"\b(?:in|with|into) (?:an? )?$")
_SOLVENT = re.compile(r"[ -]?(?:of )?(?:[\d.]+ ?% ?)?(?:dextrose|glucose|Ringer\S*|lactated)\b", re.I)
_DASH = re.compile(r"\s?[-–—−∼~]\s?")
# The substance between an amount and what it is per; the same before another amount
_PER_IT = re.compile(
    r" (?:of )?[A-Za-z][\w-]*(?: [a-z][\w-]*)?(?: per |/)(?:sq\w* met(?:er|re)|m2|m²|kg|kilogram)\b"
    r"(?: (?:of )?body ?\w+)?(?P<day> (?:per|a|each) day\b|/d(?:ay)?\b)?"
)
_AND_OF_IT = re.compile(r" (?:of )?[A-Za-z][\w-]*(?: [a-z][\w-]*)? (?:and|plus|with) ")
_BETWEEN = re.compile(r"\bbetween \| and $")
_AGAINST = re.compile(
    r"[\s,]*(?:of [\w-]+ )?(?:[(\[][^)\]]{0,30}[)\]],? ?)?(?:vs\.?|versus|compared (?:with|to))\s?", re.I
)
_OWN_INTERVAL = re.compile(r"\s?[;,(\[]?\s?")  # 182 ml (95% CI, 127-236): measured
_UNIT_AFTER = re.compile(rf"\s?(?P<unit>{unit_regex()})(?P<kg>/kg)?(?P<day>/d(?:ay)?\b)?(?![A-Za-z/])")
# Of a recipient, where neither people nor a species is named.
_RECIPIENT = re.compile(
    r"\b(?:animals?|primates?|birds?|pigeons?|body|addicts|inject(?:ed|ions?)|infusions?|infused|guinea|in vivo"
    r"|oral(?:ly)?|intra(?:ven|per|mus)\w+|pain)\b",
    re.I,
)
_EARLIER_WORK = re.compile(r"^BACKGROUND|^INTRODUCTION|^CONTEXT|^IMPORTANCE|^RATIONALE", re.I)
OURS = re.compile(
    r"\b(?:we|our|this (?:study|trial|work|report)|(?:present|current) (?:stud(?:y|ies)|trials?)|aims?|aimed"
    r"|objectives?|purpose|goal|hypothes\w+"
    r"|to (?:evaluate|assess|compare|determine|investigate|examine|test|study|establish))\b",
    re.I,
)
_TEST_TUBE = re.compile(
    r"\b(?:in vitro|cells?|cell lines?|cultured?|medium(?!-)|incubat\w+|assays?|MIC|wells?)\b", re.I
)
_LEVELS = re.compile(
    r"\b(?:serum|plasma|blood|sputum|tissue|urin\w+|csf|fluid|bile|milk|drug|antibiotic|peak|trough|mean|median)"
    r" (?:\w+ ){0,2}?(?:concentrations?|levels?)\b",
    re.I,
)
_FLUID = re.compile(
    r"\b(?:e-liquids?|solution|inject\w+|intra(?:dermal|venous|thecal|vitreal|nasal)\w*|analgesi\w+|\w+caine|drops|infus\w+|vaccine|an[a]?esth\w+|block|epidural|spray|suspension|syrup"
    r"|mouthwash)\b",
    re.I,
)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """The regular expressions of terms/dose_context.csv, one alternation per side."""
    by_side: dict[str, list[str]] = {}
    with (patterns_dir() / "terms" / "dose_context.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            by_side.setdefault(row["side"], []).append(row["cue"])
    joined = {side: "|".join(cues) for side, cues in by_side.items()}
    return {
        "not_before": re.compile(
            rf"\b(?:{joined['not_before']})(?:{_TO_AMOUNT}{{0,22}}|\s?[(\[]\s?)$",
            re.I,
        ),
        "not_after": re.compile(rf"\s?(?:{joined['not_after']})\b", re.I),
        "not_far": re.compile(rf"\b(?:{joined['not_far']})(?:[^.;]|\.(?=\d)){{0,60}}$", re.I),
        "not_sentence": re.compile(rf"\b(?:{joined['not_sentence']})", re.I),
        "given": re.compile(rf"\b(?:{joined['given']})\b", re.I),
    }


def has_recipient(view: PaperView) -> bool:
    """Whether a paper speaks of anybody to give a drug to: one on soils, cells or batteries gives no doses."""
    if view.has_people:
        return True
    texts = [passage.text for passage in view.passages]
    return any(_RECIPIENT.search(text) or term_list("species").find(text, 0, len(text)) for text in texts)


def is_earlier_work(view: PassageView, sentence: Sentence) -> bool:
    """Whether a sentence of a background speaks of what others gave, no words before it of this study."""
    background = view.part == "background" and _EARLIER_WORK.match(view.passage.section or "")
    return bool(background) and not OURS.search(view.text, 0, sentence.end)


def amounts(view: PassageView, sentence: Sentence) -> list[Measure]:
    """The sentence's amounts that may be doses, in order; unit "%" for the strength of a solution."""
    if _OF_AMOUNTS.isdisjoint(view.kinds):
        return []
    here = [m for m in view.measures if sentence.start <= m.start and m.end <= sentence.end]
    if not any(m.kind in _OF_AMOUNTS for m in here):
        return []
    outcomes = _compared(view.text, here)
    here = _with_shared_body(view.text, _as_ranges(view.text, here))
    outcomes += [
        a for a, b in pairwise(here) if _is_result(a, b) and _OWN_INTERVAL.fullmatch(view.text[a.end : b.start])
    ]
    given = [m for m in here if m.kind == "dose" and m.low and m.unit not in _NEVER and m not in outcomes]
    found = without_as_much(view.text, given, [m for m in given if _may_be_given(view, sentence, m)])
    found += [d for m in here if m.kind in _SHARES and (d := _strength(view, sentence, m))]
    found += [d for m in here if m.kind == "spread" and (d := _mean(view, sentence, m))]
    return sorted(found, key=lambda m: m.start)


def _is_result(amount: Measure, behind: Measure) -> bool:
    """Whether an amount with an interval or, being a flow, with a p value behind it was measured."""
    is_flow = amount.unit in VOLUMES and amount.per in ("min", "hour")
    return behind.kind == "ci" or (behind.kind == "p_value" and is_flow)


def _as_ranges(text: str, here: list[Measure]) -> list[Measure]:
    """5 mg-10 mg is one range; from 5 to 10 mg after "increased" is no range but two doses."""
    out: list[Measure] = []
    for measure in here:
        last = out[-1] if out else None
        if last and last.kind == measure.kind == "dose" and _one_range(text, last, measure):
            out[-1] = replace(last, end=measure.end, high=measure.low, unit=measure.unit, per=measure.per)
        elif (
            measure.kind == "dose" and measure.high and _CHANGED.search(text, max(0, measure.start - 45), measure.start)
        ):
            out += _both_ends(text, measure)
        else:
            out.append(measure)
    return out


def _with_shared_body(text: str, here: list[Measure]) -> list[Measure]:
    """5 mg of A and 20 mg of B per square metre per day: both are."""
    out = list(here)
    for i in range(len(out) - 1, 0, -1):
        one, other = out[i - 1], out[i]
        if one.kind == other.kind == "dose" and other.unit in (f"{one.unit}/m2", f"{one.unit}/kg") and not one.per:
            of_it = text[other.end - 1].isalpha() and _PER_IT.match(text, other.end)
            if of_it and _AND_OF_IT.fullmatch(text, one.end, other.start):
                out[i - 1] = replace(one, unit=other.unit, per="day" if of_it["day"] else None)
    return out


def _one_range(text: str, low: Measure, high: Measure) -> bool:
    if not low.unit or high.unit not in (low.unit, f"{low.unit}/kg") or low.high or high.high:
        return False
    if not low.low or not high.low or low.low >= high.low:
        return False
    gap, before = text[low.end : high.start], text[max(0, low.start - 45) : low.start]
    if _CHANGED.search(before):
        return False
    return bool(
        _DASH.fullmatch(gap) or (gap == " to " and before.endswith("from ")) or _BETWEEN.search(before + "|" + gap)
    )


def _both_ends(text: str, measure: Measure) -> list[Measure]:
    numbers = list(re.finditer(FIGURE, text[measure.start : measure.end]))[:2]
    if len(numbers) < 2:
        return [measure]
    first, second = numbers
    low = replace(measure, start=measure.start + first.start(), end=measure.start + first.end(), high=None)
    return [low, replace(measure, start=measure.start + second.start(), low=measure.high, high=None)]


def _compared(text: str, here: list[Measure]) -> list[Measure]:
    """Amounts set against each other with a p value (25 mg vs 40 mg, p < 0.01) are what was measured."""
    if not any(m.kind == "p_value" for m in here):
        return []
    given = [m for m in here if m.kind == "dose"]
    pairs = [(a, b) for a, b in pairwise(given) if _AGAINST.fullmatch(text[a.end : b.start])]
    return [m for pair in pairs for m in pair]


def _may_be_given(view: PassageView, sentence: Sentence, measure: Measure) -> bool:
    cues, text = _cues(), view.text
    first = first_of_list(view, measure)
    cue = cues["not_before"].search(text, max(sentence.start, first - 130), first)
    named = cue and any(m.start <= cue.start() < m.end <= measure.start for m in view.mentions)  # ALP, of alpelisib
    if cue and not named and not _is_new_item(view, first):
        return False
    if cues["not_far"].search(text, max(sentence.start, first - 90), first):
        return False
    if cues["not_sentence"].search(text, sentence.start, measure.start):
        return False
    after = cues["not_after"].match(text, end_of_list(view, measure))
    if after and not any(m.start < after.end() < m.end for m in view.mentions):  # 2 g of sodium valproate
        return False
    if text.startswith("%", measure.end):
        return False  # 12 g% is 12 g in 100 mL
    if (measure.unit == "g" and is_mass(text, sentence.start, measure)) or is_content(view, sentence, measure):
        return False
    if is_of_form(text, sentence.start, measure):
        return False
    if _LIMIT.search(text, max(sentence.start, measure.start - 15), measure.start):
        return False
    if measure.unit in VOLUMES and _is_of_solvent(text, sentence.start, measure):
        return False
    if (measure.unit or "").endswith("/mL"):
        start, end = sentence.start, sentence.end
        if _TEST_TUBE.search(text, start, end) or _LEVELS.search(text, start, measure.start):
            return False
        return bool(_FLUID.search(text, start, end))
    return True


def _is_of_solvent(text: str, start: int, measure: Measure) -> bool:
    """0.5 mL (5 µg) of a drug: the mass is the dose; 1 g of a drug in 200 mL dextrose."""
    if _MASS_IN_BRACKET.match(text, measure.end):
        return True
    return bool(_SOLVENT.match(text, measure.end) and _DISSOLVED.search(text, start, measure.start))


def _is_new_item(view: PassageView, start: int) -> bool:
    """Whether an amount begins what is named after an "or": vehicle or 5 mg of a drug."""
    joined = re.search(r"\b(?:or|plus) $", view.text[max(0, start - 6) : start])
    return bool(joined) and not any(m.kind == "dose" and 0 < start - m.end <= len(", or ") for m in view.measures)


def _strength(view: PassageView, sentence: Sentence, measure: Measure) -> Measure | None:
    """0.5% bupivacaine; betamethasone 0.1% cream; adapalene gel (0.1%). A share of patients never stands so."""
    text = view.text
    if measure.low is None or measure.low > 30:
        return None
    local = measure.low <= _MOST_LOCAL and _is_of_local_drugs(view, sentence)
    for mention in view.mentions:
        follows = 0 <= mention.start - measure.end <= _NEAR
        gap = text[measure.end : mention.start] if follows else text[mention.end : measure.start]
        if not follows and _FORM_OPENS.fullmatch(gap):
            return Measure("dose", measure.start, measure.end, measure.low, measure.high, unit="%")
        if not follows and not 0 <= measure.start - mention.end <= 2:
            continue
        form = _FORM.match(text, measure.end) or (follows and _FORM.match(text, mention.end))
        form = form or (measure.low <= _MOST_LOCAL and _HOW_OFTEN.match(text, max(measure.end, mention.end)))
        if _PLAIN_GAP.fullmatch(gap) and (form or local or _IN_PERCENT.search(mention.drug)):
            return Measure("dose", measure.start, measure.end, measure.low, measure.high, unit="%")
    return None


def _is_of_local_drugs(view: PassageView, sentence: Sentence) -> bool:
    """Whether a sentence speaks of drops, creams and the like, and gives no results."""
    place = sentence.start, sentence.end
    if not _LOCAL.search(view.text, *place) or _SHARE_OF.search(view.text, *place):
        return False
    return not any(m.kind in _OF_RESULTS and sentence.start <= m.start < sentence.end for m in view.measures)


def _mean(view: PassageView, sentence: Sentence, measure: Measure) -> Measure | None:
    """433.9±137.6 mg, or ranging from 5 to 20 mg, where the sentence speaks of the dose of a drug given."""
    text = view.text
    unit = _UNIT_AFTER.match(text, len(text[: measure.end].rstrip()))
    ranging = _RANGING.match(text, measure.start)
    if not unit or measure.low is None or not (ranging or text[measure.start].isdigit()):
        return None
    named = any(sentence.start <= m.start < sentence.end for m in view.mentions)
    if not named or not _MEAN_DOSE.search(text, sentence.start, measure.start):
        return None
    if _WAS_NEEDED.search(text, sentence.start, measure.start):
        return None
    if _cues()["not_before"].search(text, max(sentence.start, measure.start - 60), measure.start):
        return None
    whole = canonical(unit["unit"]) + (unit["kg"] or "")
    daily = unit["day"] or re.search(r"\bdaily dos|\bdoses? per day", text[sentence.start : measure.start], re.I)
    per = "day" if daily else None
    start = ranging.end() if ranging else measure.start
    return Measure("dose", start, unit.end(), measure.low, measure.high if ranging else None, unit=whole, per=per)


def needs_near_drug(measure: Measure) -> bool:
    """Volumes and amounts of ions count only where the words tie them to a drug: 300 mL may be blood."""
    return measure.unit in _NEAR_ONLY


def is_by_body(measure: Measure) -> bool:
    return (measure.unit or "").endswith(BY_BODY)


def is_dosing(view: PassageView, sentence: Sentence, by_body: bool) -> bool:
    """Whether the sentence speaks of giving, so that an amount that stands far from any drug is a dose all the same.

    Results tell of amounts measured as well: there a word for the dose itself is asked for, or for receiving it.
    """
    if by_body:  # not so in soil or food, where nothing is given
        return bool(_cues()["given"].search(view.text, sentence.start, sentence.end))
    tested = any(m.kind in _TESTS and sentence.start <= m.start < sentence.end for m in view.measures)
    if tested and view.part in ("results", ""):
        words = _DOSE
    else:
        words = _DOSE_OR_GIVEN if view.part == "results" else _cues()["given"]
    return bool(words.search(view.text, sentence.start, sentence.end))


_TIMES_REACH = 6
_PLAIN_LIST = re.compile(r"\s?(?:,|/|,? ?and|,? ?or|\+)\s?")
_LIST = re.compile(r"\s?(?:,|/|,? ?and|,? ?or|,? ?to|→|,? ?then|,? ?and then|\+)\s?")


def grouped(text: str, found: list[Measure]) -> list[Item]:
    """Amounts listed side by side ("100, 200 and 400 mg") as one item whose value is the tuple of measures."""
    groups: list[list[Measure]] = []
    for measure in found:
        last = groups[-1][-1] if groups else None
        whole = last and text[last.end - 1].isalpha()  # has a unit of its own: "8 mg/kg, then 6 mg/kg" are two
        listed = last and (_PLAIN_LIST if whole else _LIST).fullmatch(text[last.end : measure.start])
        if last and listed and _of_solution(last) == _of_solution(measure):
            groups[-1].append(measure)
        else:
            groups.append([measure])
    return [Item("dose", _with_times(text, g[0].start), g[-1].end, tuple(g)) for g in groups]


def _of_solution(measure: Measure) -> str | None:
    """Strengths and volumes are in no list with masses: bupivacaine 0.25% and 2 mg of another drug."""
    unit = measure.unit or ""
    return unit[:2] if unit == "%" or unit.startswith(VOLUMES) else None


def _with_times(text: str, start: int) -> int:
    """Where an amount begins with the number of times before it: 3 x 500 mg."""
    times = TIMES_BEFORE.search(text, max(0, start - _TIMES_REACH), start)
    return times.start() if times else start
