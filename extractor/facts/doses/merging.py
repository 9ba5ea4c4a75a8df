"""Doses of a whole paper put together: each once, at its fullest statement, of the drug that is sure of the amount."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from extractor.facts.doses.links import CERTAIN
from extractor.records import Dose

_OF_PAPER = "dose.paper"  # the pattern of amounts in sentences that name no drug
_DAILY_DOSE = re.compile(r"\bdaily (?:dose|dosage)s?\b", re.I)
_TIMES_A_DAY = re.compile(r"([2-9])/day")
_OF_SOLUTION = ("%", "mL")
_LABEL = re.compile(r"\b(?:group|arm|part|cohort|regimen) ?(?:[A-Z]|\d|I{1,3}|one|two|three)\b", re.I)
# Who is given something, at the beginning of a sentence; words that make them another group.
_SUBJECT = re.compile(
    r"(?P<who>(?:[\w-]+ ){0,4}?(?:patients|subjects|controls?|volunteers|participants|groups?|arms?|cohorts?|women|men"
    r"|children|adults|animals|rats|mice|dogs|rabbits))(?: \([^()]*\)| [\w-]+){0,4}? "
    r"(?:received|took|(?:was|were) (?:given|treated|administered))\b",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:others?|second|third|remaining|another|controls?|healthy|groups?|arms?|cohorts?|\d+|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)\b",
    re.I,
)


def by_certain_links(found: list[Dose]) -> list[Dose]:
    """An amount that only its place ties to a drug is of the drug that the paper gives in that amount elsewhere.

    "X 0.6 mg/kg ... no worse than Y at the 0.6 mg/kg dose": Y's own doses are known and are others. Where the
    sentence of the amount names a drug, X's must stand before.
    """
    sure = [dose for dose in found if dose.confidence >= CERTAIN]
    given = {dose.drug for dose in sure}
    places: dict[tuple[Any, ...], list[Dose]] = defaultdict(list)
    for dose in sure:
        places[dose.low, dose.high, dose.unit].append(dose)
    out = []
    for dose in found:
        alike = places[dose.low, dose.high, dose.unit]
        unnamed = dose.pattern_id == _OF_PAPER
        place = dose.ordinal, dose.start_char
        drugs = {d.drug for d in alike if unnamed or (d.ordinal, d.start_char) < place}
        wrong = dose.confidence < CERTAIN and len(drugs) == 1 and dose.drug in given - drugs
        out.append(replace(dose, drug=next(iter(drugs))) if wrong else dose)
    return out


def merged(found: list[Dose]) -> list[Dose]:
    """One fact per dose: the fullest of the compatible statements, in order of the text."""
    kept: list[Dose] = []
    for dose in found:
        twin = next((i for i, k in enumerate(kept) if _same(k, dose) and not _of_two_arms(k, dose)), None)
        if twin is None:
            kept.append(dose)
            continue
        full, other = (kept[twin], dose) if _fullness(kept[twin]) >= _fullness(dose) else (dose, kept[twin])
        kept[twin] = replace(full, stage=full.stage or other.stage, route=full.route or other.route)
    return sorted(kept, key=lambda d: (d.ordinal, d.start_char))


def without_day_sums(found: list[Dose]) -> list[Dose]:
    """Without the amounts of a day that only add up single doses: 400 mg/day beside 200 mg twice daily."""
    return [dose for dose in found if not any(_adds_up(dose, other) for other in found)]


def _adds_up(dose: Dose, other: Dose) -> bool:
    if (dose.drug, dose.unit) != (other.drug, other.unit) or dose.sentence == other.sentence:
        return False
    if dose.per != "day" or dose.frequency or dose.stage or dose.high is not None:
        return False
    if _DAILY_DOSE.search(dose.sentence):
        return False
    times = _TIMES_A_DAY.fullmatch(other.frequency or "")
    return bool(times and other.low * int(times[1]) == dose.low)


def _of_two_arms(a: Dose, b: Dose) -> bool:
    """One sentence that gives a dose twice gives it to two arms: "A 500 mg or A 500 mg plus B 10 mg".

    The strength and the volume of a solution are the same for all arms, and said again only to say what was added.
    """
    if a.unit in _OF_SOLUTION:
        return False
    if a.sentence != b.sentence:
        one, other = _group_before(a), _group_before(b)
        return bool(one and other and one != other) or _of_two_subjects(a, b)
    return a.confidence >= CERTAIN and b.confidence >= CERTAIN


def _of_two_subjects(a: Dose, b: Dose) -> bool:
    """Forty patients received A. Ten healthy controls received A: who gets it the second time is said to be others."""
    one, other = _SUBJECT.search(a.sentence), _SUBJECT.match(b.sentence)
    if not one or not other or one["who"].lower() == other["who"].lower():
        return False
    return bool(_OTHERS.search(other["who"])) and min(a.confidence, b.confidence) >= CERTAIN


def _group_before(dose: Dose) -> str | None:
    """The label of the group that the sentence names last before the dose: group 2, part B."""
    labels = _LABEL.findall(dose.sentence[: max(0, dose.sentence.find(dose.quote))])
    return str(labels[-1]).lower() if labels else None


def _same(a: Dose, b: Dose) -> bool:
    if (a.low, a.high, a.unit) != (b.low, b.high, b.unit):
        return False
    if a.drug != b.drug and a.drug and b.drug:
        return False
    stages = {a.stage, b.stage} - {None}  # titrated to 60 mg in one sentence, the maximum of 60 mg in another
    if len(stages) > 1 and (a.sentence == b.sentence or "loading" in stages):
        return False
    if a.sentence == b.sentence and (a.stage == "loading") != (b.stage == "loading"):
        return False  # a loading dose of 1 g, then 1 g over 8 h
    for name in ("frequency", "per", *(() if a.unit in _OF_SOLUTION else ("route",))):
        x, y = getattr(a, name), getattr(b, name)
        if x and y and x != y:
            return False
    return True


def _fullness(dose: Dose) -> float:
    values = (dose.drug, dose.frequency, dose.per, dose.route, dose.schedule, dose.stage)
    return sum(v is not None for v in values) + dose.confidence / 2
