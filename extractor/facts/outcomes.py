"""Response rates and adverse events: linked shares with their arm, grade, time point and denominator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.facts.arms import ArmReader
from extractor.facts.assign import assign
from extractor.facts.context import PaperView, PassageView
from extractor.facts.links import Link, link_rates
from extractor.facts.names import outcome_name
from extractor.facts.rates import Rate, rate_line
from extractor.facts.restated import RateFact, merge_restated
from extractor.facts.series import series_of
from extractor.facts.timepoints import timepoint_of
from extractor.matching import Item, Line
from extractor.measures import grade_text
from extractor.records import AdverseEvent, ResponseRate

# Shares in such sentences describe who the participants were, or what was planned or defined, not what happened.
_NO_RESULT = re.compile(
    r"\b(?:defined as|definition of|power (?:of|to)|statistical power|sample size|alpha|were included if|"
    r"inclusion criteria|eligib|we hypothesi[sz]ed|will be|is estimated|worldwide|each year|annually"
    r"|sensitivity|specificity|predictive value|adherence|complian|spoke|were (?:women|men|male|female|white|"
    r"black|hispanic|caucasian)|mean (?:\[SD\]|\(SD\)) age)\b",
    re.I,
)
_BASELINE = re.compile(
    r"\b(?:baseline|comorbid|history of|demographic|characteristics|prevalence|risk factors?|at presentation|"
    r"at admission|on admission|previously|prior to|preexisting|pre-existing|underlying|mean age|median age|"
    r"were male|were female)\b",
    re.I,
)
_HARM_CONTEXT = re.compile(
    r"\b(?:adverse|toxicit|side[- ]effect|complicat|tolerab|safety|treatment-emergent|drug-related|postoperative|"
    r"post-operative|occurr|develop|incidence|reported|experienc|observed|rate)\w*",
    re.I,
)
# "adjusted difference 38% for A; 50% for B": also the second is no share of participants.
_INSIDE_DIFFERENCE = re.compile(r"\((?:[^()]* )?(?:difference|ratio|reduction)\b[^()]*$", re.I)
# Who the patients were, why they came, what people said or a model gave: none of it happened to participants.
_POPULATION = re.compile(
    r"\b(?:a?etiolog\w+|reasons? for|indications? (?:for|was|were|included)|causes? of death"
    r"|present(?:ed|ing|ation) with|history of|prevalence|agreement|accuracy|respondents?|survey\w*|questionnaires?"
    r"|posterior probabilit\w+|attributable|discriminat\w+|diagnosed with|perceived|knowledge)\b",
    re.I,
)
_OF_ONE_SEX = re.compile(
    r"^[)\]]*\s(?:(?:patients |participants )?(?:were|are) )?(?:fe)?(?:males?|men|women)\b(?! \w+ed\b)", re.I
)
_DENIED = re.compile(r"\b(?:no|without)\b(?: [\w-]+){0,3} $|(?:predicted|expected) $", re.I)
_HARM = re.compile(
    r"\b(?:because|due|owing|toxic|adverse|side[- ]effect|intoleran|complication|AEs?|TEAEs?|event)", re.I
)
_IN_EACH = re.compile(
    r"^[)\]%]*\s(?:of )?(?:the )?(?:patients )?(?:in|for) (?:each|both|either)(?: \w+)? (?:groups?|arms?)\b", re.I
)
_SERIOUS = re.compile(r"\bserious\b|\bSAEs?\b", re.I)


@dataclass(frozen=True)
class OutcomeReader:
    """Reads one paper's outcomes."""

    view: PaperView
    arms: ArmReader

    def facts(self) -> list[RateFact]:
        found: list[RateFact] = []
        for passage, line in self.view.lines():
            if passage.part not in ("background", "title") and not _NO_RESULT.search(
                passage.text[line.start : line.end]
            ):
                found += self._sentence(passage, line)
        return merge_restated(found, {p.passage.ordinal: p.text for p in self.view.passages})

    def _sentence(self, passage: PassageView, line: Line) -> list[RateFact]:
        with_rates = rate_line(line, self.view.patterns)
        mentions = self.arms.mentions(passage, line)
        links = link_rates(_readable(with_rates, mentions), self.view.patterns)
        if not links:
            return []
        rates = [link.rate for link in links]
        complete = with_rates.replace(rates)
        mentions = [
            m
            for m in mentions
            if not any(m.start < r.end and r.start < m.end for r in complete.items if r.kind == "rate")
        ]
        arms = assign(complete, mentions, rates, {link.rate.start: link.term for link in links}, self.arms.model)
        facts = []
        for link in links:
            if self._is_result(passage, line, link):
                own = [arms.get(link.rate.start)]
                is_each = _IN_EACH.match(passage.text[link.rate.end : line.end])
                facts += [
                    self._fact(passage, complete, link, arm) for arm in (is_each and self.arms.model.compared) or own
                ]
        return facts

    def _is_result(self, passage: PassageView, line: Line, link: Link) -> bool:
        text = passage.text[line.start : line.end]
        kind = link.term.value.get("class")
        if not outcome_name(line, link.term, self.view.abbreviations, passage.phrases):
            return False
        if kind == "condition" and (_BASELINE.search(text) or not _HARM_CONTEXT.search(text)):
            return False
        if _INSIDE_DIFFERENCE.search(text[: link.rate.start - line.start]) and _is_alone(line, link.rate):
            return False
        if link.term.kind == "event" and _POPULATION.search(text):
            return False
        if _OF_ONE_SEX.match(passage.text[link.rate.end : line.end]):
            return False
        if _is_denied(text[: link.term.start - line.start], link) or self._lacks_harm(line, link):
            return False
        if kind == "no" or self.view.is_animal or (link.term.value.name == "response" and self.view.is_survey):
            return False
        return not (passage.part == "methods" and link.rate.value.numerator is None)

    def _lacks_harm(self, line: Line, link: Link) -> bool:
        """A discontinuation is an adverse event only where the text ties it to harm."""
        if link.term.value.get("class") != "discontinuation":
            return False
        return not _HARM.search(line.passage[link.term.start : min(link.term.end + 90, line.end)])

    def _fact(self, passage: PassageView, line: Line, link: Link, arm: str | None) -> RateFact:
        rate: Rate = link.rate.value
        is_none = rate.pattern_id.startswith("numerator.no")
        # "No visually significant complications": all that stands between belongs to the name.
        is_no = rate.pattern_id == "numerator.no"
        phrases = [*passage.phrases, (link.rate.start + len("no"), link.term.end)] if is_no else passage.phrases
        name = outcome_name(line, link.term, self.view.abbreviations, phrases)
        # A zero in words is quoted with what there was none of.
        end = max(link.rate.end, link.term.end) if is_none else link.rate.end
        common: dict[str, Any] = {
            **passage.place(link.rate.start, end, line),
            "pattern_id": link.pattern_id,
            "confidence": round(link.confidence * (rate.confidence or 1), 3),
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "denominator_stated": None if rate.denominator is None else 1,
            "percent": rate.percent,
            "ci_low": rate.ci_low,
            "ci_high": rate.ci_high,
            "timepoint": timepoint_of(line, link),
            "arm": arm,
        }
        if link.term.kind == "event":
            serious = int(bool(_SERIOUS.search(name)))
            return AdverseEvent(term=name, grade=grade_of(line, link), serious=serious, **common)
        return ResponseRate(outcome=name, outcome_class=link.term.value.get("class") or "other", **common)


_RESULT = re.compile(r" (?:leading to|led to|resulting in|requiring|causing|that led to|with)(?: [\w-]+){0,2} $")
_CAUSE = re.compile(
    r"(?:discontinu\w+|withdr\w+|deaths?|died|dying|stopp\w+)(?: [\w-]+){0,4}? (?:due to|because of|owing to|"
    r"from|of|for|leading to)(?: [\w,-]+){0,5} $",
    re.I,
)


def _readable(line: Line, mentions: Sequence[Item]) -> Line:
    """The sentence with its groups as items, without the terms that are no outcome of their own."""
    terms = [i for i in line.items if i.kind in ("event", "outcome")]
    inside = [
        t
        for t in terms
        if any(m.start <= t.start and t.end <= m.end and (m.value.strong or m.value.trait) for m in mentions)
    ]
    free = [t for t in terms if t not in inside]
    # A condition that names a group ("mortality in patients with AKI") gives way to a term before it.
    drop = [t for t in inside if any(f.end <= t.start for f in free)]
    text = line.passage
    for before, term in zip([None, *terms], terms, strict=False):
        if before is None or term in drop:
            continue
        verb = text[term.start : term.end].lower() in ("improved", "improve", "recovered")  # "remission rates improved"
        cause = _CAUSE.search(text[before.start : term.start])  # "discontinued because of adverse events"
        result = _RESULT.match(text[before.end : term.start])  # "adverse events leading to discontinuation"
        if verb or cause or result or _explains(text, before, term, line):
            drop.append(term)
    kept = [i for i in line.items if i not in drop]
    groups = [
        m
        for m in mentions
        if m.value.strong
        and not any(m.start < k.end and k.start < m.end for k in kept if k.kind in ("event", "outcome", "rate"))
    ]
    return Line.of(text, line.start, line.end, [*groups, *kept])


def _explains(text: str, before: Item, term: Item, line: Line) -> bool:
    """ "ORR (complete remission + partial remission) was 74%": a bracket that only spells out the term before it."""
    opening = re.match(r"\s?\(", text[before.end : term.start])
    closing = text.find(")", term.end, line.end)
    return (
        bool(opening)
        and closing > 0
        and not any(before.end <= i.start < closing and i.kind in ("rate", "int", "word", "size") for i in line.items)
    )


def _is_denied(before: str, link: Link) -> bool:
    """ "No toxicity was reported in 75 (54%) of 140": neither the share nor a zero; nor is "no improvement" a zero."""
    zero = link.rate.value.pattern_id.startswith("numerator.no")
    if link.term.kind == "outcome" and zero:
        return (
            not re.search(r"respon|remission|cure|relapse|recurren", link.term.value.name)
            or link.term.value.name == "response"
        )
    if link.term.kind == "outcome" and link.term.value.get("class") == "survival":
        return link.rate.value.pattern_id.startswith("numerator.people_had")
    return not zero and link.rate.start > link.term.start and bool(_DENIED.search(before))


def grade_of(line: Line, link: Link) -> str | None:
    """The grade that qualifies a share: one beside its term, else the nearest before it that its list still carries."""
    text = line.passage
    for item in line.items:
        if item.kind != "grade":
            continue
        beside_after = 0 <= item.start - link.term.end <= 4 and item.start < max(link.rate.end, item.end)
        beside_before = item.end <= link.term.start and re.fullmatch(
            r"\s?(?:[A-Za-z-]+\s){0,4}", text[item.end : link.term.start]
        )
        if beside_after or beside_before:
            return grade_text(item.value)
    if link.pattern_id.startswith("numerator.no"):
        return None  # of "no grade 4 toxicity, sepsis or death" the grade belongs to the toxicity
    first = min(link.rate.start, link.term.start)
    for item in reversed([i for i in line.items if i.kind == "grade" and i.end <= max(first, link.rate.start)]):
        between = text[item.end : max(first, item.end)]
        if ";" in between or re.search(
            r"\b(?:any|all)[- ]grades?\b|\bwhile\b|\bwhereas\b|\bas was\b|\bas were\b|\bserious\b|\. ", between, re.I
        ):
            return None
        inside = [i for i in line.items if i.kind == "rate" and item.end <= i.start < first]
        opened = text.count("(", line.start, item.start) > text.count(")", line.start, item.start)
        if opened and text.count(")", item.end, link.rate.start) > text.count("(", item.end, link.rate.start):
            continue  # the bracket that held this grade has closed
        return grade_text(item.value) if not inside or _is_list_head(line, item) else None
    return None


def _is_list_head(line: Line, grade: Item) -> bool:
    """Whether a grade governs a whole list: "grade 3-4 events were neutropenia (29%), thrombocytopenia (22%)"."""
    return bool(re.search(r",| and ", line.passage[grade.end : line.end])) and not any(
        i.kind == "rate" and i.end <= grade.start for i in line.items
    )


def _is_alone(line: Line, rate: Item) -> bool:
    """Whether a share stands in no comparison with another."""
    return all(len(run) == 1 for run in series_of(line, "rate") if rate in run)
