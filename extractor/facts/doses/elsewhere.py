"""How often a dose is given where its own sentence does not say so: by the sentences after it, or by the paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.context import PaperView, PassageView
from extractor.facts.doses.how_often import ahead, as_needed, behind, in_all, often_said
from extractor.facts.doses.schedule import DAY_DOSE, DAY_TOTAL, Mark, on_days
from extractor.facts.doses.sharing import ALONE
from extractor.records import Dose, Sentence

_SENTENCES_ON = 3  # how far what is said of doses may stand behind them
_SUBJECT = 15  # characters into a sentence, within which its subject begins
_SURE = 0.55  # confidence of a dose whose drug its own sentence names
_IRREGULAR = ("once", "hours")  # a test dose of the drug is given neither
TOLD_ELSEWHERE = 0.8  # of its confidence has a dose of which another sentence says how often it is given
# A paper on single doses, and what makes it one on more than those.
_SINGLE_DOSE = re.compile(
    r"\bsingle[- ]dose,? (?:[\w-]+,? ){0,6}?(?:stud(?:y|ies)|trials?|cross-?over|design|pharmacokinetic\w*)\b"
    r"|\beach (?:treatment|drug|dose|medication) (?:was|being) (?:given as )?a single dose\b",
    re.I,
)
_MORE_DOSES = re.compile(
    r"\b(?:multiple|repeated|repeat|chronic|steady|ascending)\b|\bfor \d+ (?:days|weeks|months)", re.I
)
# A sentence that goes on about the doses of the one before it, and words that tell of something else.
_GIVEN = (
    r"\b[^;:.]{0,60}?\b(?:repeated|given|administered|delivered|recycled|applied|taken|scheduled|consisted|treated"
    r"|received|infused|injected|dosed|ingested|inhaled|instilled|cycled|swallowed)\b"
)
_DOSES = (
    r"(?:cycles?|courses?|treatments?|therap(?:y|ies)|chemotherapy|regimens?|injections?|infusions?|doses?|dosing|drugs?"
    r"|agents?|medications?|administrations?|tablets?|capsules?|pills?|vaccinations?)"
)
_SUBJECT_OF_DOSES = (
    rf"(?:(?:These|The|All|Each|Both|Study|This|Such|Every|Trial) )*(?:\w+ ){{0,2}}?"
    rf"(?:{_DOSES}(?: (?:frequency|schedule|interval))?|it|they|this|(?:both|all|each)(?= (?:was|were) ))"
)
_REPEATED = re.compile(_SUBJECT_OF_DOSES + _GIVEN, re.I)
# The same up to how often: Dosing was | twice daily; | Once-daily | treatment; Patients had injections | every week.
_UP_TO_HOW_OFTEN = re.compile(
    rf"{_SUBJECT_OF_DOSES} (?:was|were|is|are|occurred|took place|(?:was |were )?continued|consisted of)(?: \w+)?"
    r"(?: of| at| as)? |(?P<first>(?:An?|The|This)? ?)"
    r"|(?:The |All |Both )?(?:\w+ ){0,2}?(?:patients|subjects|participants|volunteers|women|men|children|adults"
    r"|groups?|arms?) (?:(?:\w+ ){0,2}?|(?:in|of|(?:assigned|allocated|randomi[sz]ed) to) (?:\w+ ){1,3}?)"
    r"(?:received|took|had|completed|swallowed|were given"
    r"|were (?:instructed|asked|advised|told) to (?:take|use|apply|inhale|inject|swallow)) (?:the )?(?:\w+ ){0,2}?"
    r"(?:(?:cycles?|courses?) of (?:\w+ ){0,2}?)?"
    r"(?:injections?|infusions?|treatments?|therapy|chemotherapy|doses?|drugs?|tablets?|capsules?|medications?|cycles?"
    r"|courses?)(?: \w+)? \(?",
    re.I,
)
_OF_DOSES = re.compile(rf"[ -](?:\w+ )?{_DOSES}\b", re.I)
_GOES_ON = re.compile(_GIVEN, re.I)
_TOLD_OF = re.compile(
    r"\b(?:assess|measur|evaluat|monitor|follow|visit|sampl|scan|test|examin|record|count|placebo)\w*", re.I
)


def said_nearby(passage: PassageView, sentence: Sentence, view: PaperView) -> tuple[Sentence, list[Mark]]:
    """The next sentence that says how often, and what it says, up to one that gives doses of its own.

    Where none does, the sentence before it, if that begins what is said of doses: Treatment was given once daily.
    """
    for after in [s for s in passage.sentences if s.start >= sentence.end][:_SENTENCES_ON]:
        if _gives_doses(passage, after):
            if _leaves_open(passage, after):
                break
            continue
        if often := _said_of_doses(passage, after, view):
            return after, often
    before = [s for s in passage.sentences if s.end <= sentence.start][-2:]
    if before and not any(_gives_doses(passage, s) for s in before) and _drugs_named(passage, before[-1]) <= 1:
        return before[-1], _said_of_doses(passage, before[-1], view)
    return sentence, []


def _gives_doses(passage: PassageView, sentence: Sentence) -> bool:
    return any(m.kind == "dose" and sentence.start <= m.start < sentence.end for m in passage.measures)


def _leaves_open(passage: PassageView, sentence: Sentence) -> bool:
    """Whether a sentence gives a dose that is no amount of a day: what follows may be said of that one alone."""
    return any(
        m.kind == "dose" and m.per is None and sentence.start <= m.start < sentence.end for m in passage.measures
    )


def _drugs_named(passage: PassageView, sentence: Sentence) -> int:
    return len({m.drug for m in passage.mentions if sentence.start <= m.start < sentence.end})


def _said_of_doses(passage: PassageView, sentence: Sentence, view: PaperView) -> list[Mark]:
    """What a sentence without doses says of how often those of another are given."""
    text, start, end = passage.text, sentence.start, sentence.end
    often = often_said(passage, sentence, [], view)
    if not often:
        return []
    drug = next((m for m in passage.mentions if 0 <= m.start - start <= _SUBJECT), None)
    goes_on = (_GOES_ON.match(text, drug.end, end) if drug else None) or _REPEATED.match(text, start, end)
    if goes_on:
        return often if not _TOLD_OF.search(text, start, often[0].start) else []
    first = often[0]
    led = _UP_TO_HOW_OFTEN.fullmatch(text, start, first.start)
    return often if led and (led["first"] is None or _OF_DOSES.match(text, first.end)) else []


def with_known_frequencies(found: Sequence[Dose], view: PaperView) -> list[Dose]:
    """A dose of which its sentence does not say how often is given as often as the drug's other doses in this unit.

    Where these differ, or there are none: as the paper says beside the drug's name.
    """
    if view.is_animal or not any(_is_open(dose) for dose in found):
        return list(found)
    given: dict[tuple[str | None, str], list[Dose]] = defaultdict(list)
    for dose in found:
        if dose.frequency and not dose.frequency.endswith(_IRREGULAR) and dose.stage not in ALONE:
            given[dose.drug, dose.unit].append(dose)
    named: dict[str, set[str]] = defaultdict(set)
    for passage in view.passages:
        for drug, frequency in _beside_names(passage, view):
            named[drug].add(frequency)
    if not given and _is_of_single_doses(view):
        return [_completed(dose, set(), {"once"}) for dose in found]
    return [_completed(dose, _alike(dose, given[dose.drug, dose.unit]), named[dose.drug or ""]) for dose in found]


def _is_of_single_doses(view: PaperView) -> bool:
    texts = [passage.text for passage in view.passages]
    return any(_SINGLE_DOSE.search(text) for text in texts) and not any(_MORE_DOSES.search(text) for text in texts)


def _alike(dose: Dose, others: list[Dose]) -> set[tuple[str | None, str | None]]:
    """How often the other doses are given; what is injected first and swallowed later is not given alike."""
    return {(o.frequency, o.per) for o in others if not (dose.route and o.route and dose.route != o.route)}


def _is_open(dose: Dose) -> bool:
    told = dose.frequency or dose.per or on_days(dose.schedule) or dose.unit == "%" or dose.stage in ALONE
    if told or dose.drug is None or dose.confidence < _SURE:
        return False
    place = dose.sentence.find(dose.quote)
    return not as_needed(dose.sentence, place, place + len(dose.quote)) and not in_all(dose.sentence, 0, place)


def _completed(dose: Dose, given: set[tuple[str | None, str | None]], named: set[str]) -> Dose:
    if not _is_open(dose) or (not given and not named):
        return dose
    frequency: str | None
    if len(given) == 1:
        frequency, per = next(iter(given))
    elif not given and len(named) == 1:
        frequency = next(iter(named))
        per = frequency.rsplit("/")[-1] if frequency in ("1/day", "1/week") else "dose"
    else:
        return dose
    if frequency == "once" and dose.schedule:
        return dose
    return told_elsewhere(replace(dose, frequency=frequency, per=per))


def told_elsewhere(dose: Dose) -> Dose:
    """A dose of which another sentence says how often it is given: less sure."""
    return replace(dose, confidence=round(dose.confidence * TOLD_ELSEWHERE, 3))


def _beside_names(passage: PassageView, view: PaperView) -> Iterator[tuple[str, str]]:
    """once-daily dulaglutide; single doses of formoterol; montelukast, an antagonist, given once daily."""
    for sentence in passage.sentences:
        here = [m for m in passage.mentions if sentence.start <= m.start < sentence.end]
        for mark in often_said(passage, sentence, [], view) if here else []:
            for mention in here:
                told = ahead(passage.text, mark, mention) or behind(passage.text, mark, mention)
                if told and mark.value not in (DAY_DOSE, DAY_TOTAL):
                    yield mention.drug, mark.value
