"""By which route each amount of a sentence is given: its own, else that of its drug, its list or its dosage form."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.facts.doses.schedule import Mark, share
from extractor.facts.doses.sharing import ADJECTIVE, ENDS_LIST, FILL, Said

# What may follow a route that is said of the amount before it; "topical corticosteroids" is another treatment.
ROUTE_ENDS = re.compile(
    r"\s*(?:[,;.()\[\]]|$|(?:and|or|on|for|at|in|every|each|once|twice|three|four|daily|weekly|monthly|over|with|to|from"
    r"|during|until|before|after|was|were|as|by|per|versus|vs|then|single|plus|infusions?|injections?|administration"
    r"|doses?|bolus|routes?|gavage|push|tablets?|capsules?|drip|use|solution|days?|q ?\d\w*"
    r"|[bqt]\.?i\.?d|[oq]\.?d|\d+)(?!\w))",
    re.I,
)
# 5 mg of a drug i.v. | Pulse rates rose: the point of the route is that of the sentence as well.
_ENDS_SENTENCE = re.compile(r"\. [A-Z]")
_BESIDE_AMOUNT = re.compile(rf"[\s,(]*(?:of )?{FILL}*[\s,]*")
_OF_NEXT_DOSE = re.compile(rf"[\s(]*{FILL}+[\s(,]*(?:at |\d)")
# What is told of other days or people: oral A 5 mg, and were maintained with B 9 mg
_NEW_CLAUSE = re.compile(
    r"\b(?:was|were|receiv\w+|maint[ae]\w+|follow\w+|switch\w+|continu\w+|started|while|but|who|others)\b", re.I
)
_WITHIN_MINUTES = re.compile(
    r"[)\]]?(?: of [\w-]+)?(?: (?:as )?(?:an? )?(?:loading|initial|slow|bolus|doses?|infused|injected|given"
    r"|administered|was|were)){0,4},? over (?:a period of )?\d+(?:[-–]\d+)?[ -]?min"
)
_NEXT_ROUTE = re.compile(r"(?:,|,? (?P<last>and)(?: the)?) ")


def give_routes(text: str, flat: str, said: list[Said], ways: list[Mark]) -> None:
    """Gives each group its route: its own, else that of the same drug, else that of the list."""
    spans = [(one.item.start, one.item.end) for one in said]
    usable = [m for m in ways if _is_of_dose(text, flat, spans, m)]
    wide = any(flat[: m.start].endswith(") ") for m in usable)  # (A 5 mg daily, B 9 mg twice daily) orally: all of them
    for one, marks in zip(said, share(flat, spans, usable, ADJECTIVE), strict=True):
        if marks:
            best = min(marks, key=lambda m: min(abs(m.start - one.item.end), abs(one.item.start - m.end)))
            one.route, one.route_after = best.value, best.start >= one.item.end
            one.also_by = _also_by(text, marks, best)
    for one, after in reversed(list(pairwise(said))):
        if not one.route and (wide or not one.own) and after.route_after and _in_one_list(flat, one, after):
            one.route, one.route_after = after.route, True
    for before, one in pairwise(said):
        goes_on = not before.route_after and not _NEW_CLAUSE.search(flat, before.item.end, one.item.start)
        shared = before.drug == one.drug or (goes_on and _in_one_list(flat, before, one))
        if not one.route and shared:
            one.route = before.route


def _also_by(text: str, marks: list[Mark], first: Mark) -> tuple[str, ...]:
    """The other routes of a list that an "and" ends: orally and intravenously; not so those that an "or" joins."""
    run = [first]
    for mark in sorted((m for m in marks if m.start > first.start), key=lambda m: m.start):
        joined = _NEXT_ROUTE.fullmatch(text, run[-1].end, mark.start)
        if joined and text.endswith("ly", first.start, first.end) == text.endswith("ly", mark.start, mark.end):
            run.append(mark)
            if joined["last"]:
                return tuple(m.value for m in run if m.value != first.value)
    return ()


def give_forms(flat: str, said: list[Said], forms: list[Mark]) -> None:
    """The route that the dosage form beside an amount tells of, where none is named; it is of no other drug's."""
    spans = [(one.item.start, one.item.end) for one in said]
    for one, marks in zip(said, share(flat, spans, forms, ADJECTIVE), strict=True):
        told = [m for m in marks if m.value != "topical" or one.unit == "%"]  # a cream has a strength
        one.route = one.route or (told[0].value if told else None)
    for one, other in [*pairwise(said), *((b, a) for a, b in pairwise(said))]:
        if one.drug == other.drug:
            other.route = other.route or one.route


def give_rates(text: str, said: list[Said]) -> None:
    """What runs by body weight per minute or hour, or within minutes, runs into a vein where no route is named."""
    for one in said:
        by_weight = any(m.per in ("min", "hour") and (m.unit or "").endswith("/kg") for m in one.item.value)
        if not one.route and (by_weight or _WITHIN_MINUTES.match(text, one.item.end)):
            one.route = "iv"


def _in_one_list(flat: str, one: Said, after: Said) -> bool:
    return one.drug == after.drug or not ENDS_LIST.search(flat[one.item.end : after.item.start])


def _is_of_dose(text: str, flat: str, spans: list[tuple[int, int]], mark: Mark) -> bool:
    """Not so where the route describes another treatment: 15 mg with topical corticosteroids."""
    left = max((e for _, e in spans if e <= mark.start), default=None)
    right = min((s for s, _ in spans if s >= mark.end), default=None)
    if right is not None and ADJECTIVE.fullmatch(flat[mark.end : right]):
        return True
    if left is None or ROUTE_ENDS.match(flat, mark.end) or _OF_NEXT_DOSE.match(flat, mark.end):
        return True
    if _ENDS_SENTENCE.match(text, mark.end - 1) and _BESIDE_AMOUNT.fullmatch(flat, left, mark.start):
        return True
    # 15 μg of intrathecal clonidine; 5 mg oral olanzapine
    return flat[left : mark.start].strip() in ("", "of") and flat[mark.end :].lstrip().startswith(FILL)
