"""Mechanism facts: which drug does what to which target, what becomes of reactive oxygen species, and in what model.

A pack of its own: patterns/mechanisms.yml and mechanism_drugs.yml with their lists of terms. It reads what the paper's
view holds (sentences, drug mentions) and changes none of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractor.facts.context import PaperView, PassageView
from extractor.facts.mechanisms.givers import Giver, givers
from extractor.facts.mechanisms.models import KINDS, Models, models_of, plain
from extractor.facts.mechanisms.pairs import Pair, hedged, pairs_of
from extractor.matching import Item, Line, Term, term_list
from extractor.matching.whole import spans_of
from extractor.records import Mechanism, Place

__all__ = ["mechanisms"]

_WORDS = ("targets", "changes", "directions", "other_agents")
_REGIMEN = 3  # drugs
_LONGEST = 10_000  # characters: no sentence, but lines that nothing divides
_SHORTHAND = re.compile(r"(?<![\w-])[A-Zγ][\w-]*[A-Z0-9]i\b")
# A target that is given is a drug: "cells exposed to H2O2", "glutathione was administered".
_GIVEN_BEFORE = re.compile(
    r"\b(?:treat\w*|pretreat\w*|expos\w+|incubat\w+|inject\w+|supplement\w*|administration|administered|addition|adding|"
    r"exogenous|given|challenged|conjugat\w+) (?:(?:with|to|of|by) )?(?:[\d.,]+ ?[µμm]?[MLlg]+ )?$",
    re.I,
)
_GIVEN_AFTER = re.compile(
    r"(?:[- ](?:treat\w+|pretreat\w+|expos\w+|induced|challenge\w*|administration|supplement\w*|injection|"
    r"stimulat\w+))\b",
    re.I,
)


@dataclass(frozen=True)
class _Statement:
    """A fact in one place."""

    fact: Mechanism
    models: Models
    own_model: bool


def mechanisms(view: PaperView) -> list[Mechanism]:
    """The mechanisms of a paper, each once, by place."""
    if not any(v.mentions for v in view.passages):
        return []
    found: dict[tuple[str, str, str], list[_Statement]] = defaultdict(list)
    main = _main_drug(view)
    for passage in view.passages:
        for statement in _of_passage(view, passage, main):
            fact = statement.fact
            found[fact.drug, fact.target, fact.effect].append(statement)
    facts = [_united(statements) for statements in found.values()]
    return [_with_ros(fact, facts) for fact in facts]


def _may_hold(text: str) -> bool:
    """Whether a text names a target at all: most do not, and are not looked at again."""
    return term_list("targets").may_be_in(text)


def _of_passage(view: PaperView, passage: PassageView, main: Giver | None) -> Iterator[_Statement]:
    lines: list[Line] = []
    if not _may_hold(passage.text):
        return
    short = _short_forms(passage)
    for sentence in passage.sentences:
        if sentence.end - sentence.start > _LONGEST:
            continue
        line = _line(passage, sentence.start, sentence.end, short)
        for pair in pairs_of(line, view.patterns):
            for giver in givers(pair, passage.passage.ordinal, view.patterns, lines, main):
                if giver.drug != pair.target.value.name and not _is_target(giver.drug):
                    yield _statement(view, passage, pair, giver)
        lines.append(line)


def _is_target(drug: str) -> bool:
    """Hydrogen peroxide may be given, but what it does to oxidative stress is no drug's mechanism."""
    return any(i.value.get("ros") for i in term_list("targets").find(drug, 0, len(drug)))


def _short_forms(passage: PassageView) -> dict[str, Term]:
    """Targets by the short forms that the paper defines and no list knows: LPO for lipid peroxidation."""
    targets = term_list("targets")
    found = {s: targets.find(long, 0, len(long)) for s, long in passage.abbreviations.items() if len(s) > 1}
    return {s: i[0].value for s, i in found.items() if i and i[0].end - i[0].start == len(passage.abbreviations[s])}


def _means_another(passage: PassageView, target: Item) -> bool:
    """Whether the paper defines a short form in capitals as something else: TAC for tacrolimus."""
    long = passage.abbreviations.get(passage.text[target.start : target.end], "")
    return bool(target.value.get("written") and long) and not term_list("targets").find(long, 0, len(long))


def _inhibited(text: str, start: int, end: int) -> list[Item]:
    """The shorthand of tables, TXNRD1i: a target and, as one letter, its inhibition."""
    found = term_list("targets").find(text, start, end - 1)
    if [i.end - i.start for i in found] != [end - 1 - start]:
        return []
    return [*found, Item("change", end - 1, end, Term("inhibition"))]


def _line(passage: PassageView, start: int, end: int, short: Mapping[str, Term]) -> Line:
    """A sentence with the items that patterns of mechanisms ask for."""
    text = passage.text
    drugs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mention in passage.mentions:
        if start <= mention.start < end:
            drugs[mention.start, mention.end].append(mention.drug)
    # A short form of three drugs or more (CHOP) is a protein's as well, and is given to people.
    given = [Item("drug", *s, Term(" + ".join(dict.fromkeys(d)))) for s, d in drugs.items() if len(d) < _REGIMEN]
    names = _WORDS if _may_hold(text[start:end]) or short else ()  # most sentences of a passage name no target
    found = [i for name in names for i in term_list(name).find(text, start, end)]
    found += [i for m in _SHORTHAND.finditer(text, start, end) for i in _inhibited(text, *m.span())]
    found += [Item("target", *at, short[s]) for s in short for at in spans_of(s, text, start, end, ignores_case=False)]
    targets = [
        t
        for t in sorted((i for i in found if i.kind == "target"), key=lambda i: i.start)
        if not _means_another(passage, t) and not (_is_given(text, start, t) and any(_meet(t, d) for d in given))
    ]
    others = [
        Item(i.kind.removeprefix("other_"), i.start, i.end, i.value)
        for i in found
        if i.kind != "target" and text[i.start - 1 : i.start] != "-"  # "Cr(VI)-induced" says what kind of thing it is
    ]
    return Line.of(text, start, end, [*_abbreviated(text, targets), *_abbreviated(text, given), *others])


def _is_given(text: str, start: int, item: Item) -> bool:
    return bool(_GIVEN_BEFORE.search(text, start, item.start) or _GIVEN_AFTER.match(text, item.end))


def _meet(one: Item, other: Item) -> bool:
    return one.start < other.end and other.start < one.end


def _abbreviated(text: str, items: list[Item]) -> Iterator[Item]:
    """`reactive oxygen species (ROS)` is one item."""
    skipped: Item | None = None
    for item, following in zip_longest(items, items[1:]):
        if item is skipped:
            continue
        if following and text[item.end : following.start] == " (" and text[following.end : following.end + 1] == ")":
            skipped = following
            item = item._replace(end=following.end + 1)
        yield item


def _main_drug(view: PaperView) -> Giver | None:
    """The only drug of the title, which "it" and "the treatment" may mean."""
    titles = [v for v in view.passages if v.part == "title"]
    items = [Item("drug", m.start, m.end, Term(m.drug)) for v in titles for m in v.mentions]
    if len({i.value.name for i in items}) != 1:
        return None
    return Giver(items[0].value.name, titles[0].passage.ordinal, (items[0],), None, 0.6)


def _next_drug(line: Line, end: int) -> int:
    """Where the sentence comes to speak of another drug."""
    return next((i.start for i in line.items if i.kind == "drug" and i.start >= end), line.end)


def _statement(view: PaperView, passage: PassageView, pair: Pair, giver: Giver) -> _Statement:
    line, ordinal = pair.line, passage.passage.ordinal
    in_line = giver.ordinal == ordinal and all(line.start <= i.start and i.end <= line.end for i in giver.items)
    quoted = [*pair.items, *(giver.items if in_line else ())]
    end = max(i.end for i in quoted)
    models, is_own = models_of(view, passage, line, end, _next_drug(line, end))
    spans = [
        *(("drug", giver.ordinal, i.start, i.end) for i in giver.items),
        ("target", ordinal, pair.target.start, pair.target.end),
        ("effect", ordinal, pair.cue.start, pair.cue.end),
    ]
    fact = Mechanism(
        **passage.place(min(i.start for i in quoted), end, line),
        pattern_id=f"{pair.pattern.id}+{giver.pattern_id}" if giver.pattern_id else pair.pattern.id,
        confidence=round(pair.confidence * giver.confidence * (0.8 if hedged(pair) else 1), 2),
        drug=giver.drug,
        target=pair.target.value.name,
        effect=pair.effect,
        ros=pair.effect if pair.target.value.get("ros") else None,
        spans=tuple(spans),
    )
    return _Statement(fact, models, is_own)


def _united(statements: list[_Statement]) -> Mechanism:
    """One fact of what a paper says several times: at its surest statement, with all models that its sentences name."""
    best = max(statements, key=lambda s: s.fact.confidence)
    own = [m for s in statements if s.own_model for m in s.models]
    models = plain(own) or best.models
    kinds = {kind for kind, _, _ in models}
    others = tuple(
        Place(f.ordinal, f.start_char, f.end_char, f.quote) for s in statements if s is not best for f in (s.fact,)
    )
    return replace(
        best.fact,
        model="; ".join(kind for kind in KINDS if kind in kinds) or None,
        model_name="; ".join(name for _, name, _ in models) or None,
        spans=(*best.fact.spans, *(("model", *place) for _, _, place in models)),
        elsewhere=others,
    )


def _with_ros(fact: Mechanism, facts: list[Mechanism]) -> Mechanism:
    """With what the drug does to reactive oxygen species: as the sentence says, else as the whole paper says."""
    if fact.ros:
        return fact
    said = [(f.sentence, f.ros) for f in facts if f.ros and f.drug == fact.drug]
    here = {ros for sentence, ros in said if sentence == fact.sentence} or {ros for _, ros in said}
    return replace(fact, ros=here.pop()) if len(here) == 1 else fact
