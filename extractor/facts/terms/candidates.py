"""The outcomes and events that a share may be a share of, with what speaks for each.

The candidates are what the patterns of links.yml tie to the share, the other terms of its sentence, the noun phrases
near it, and nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from extractor.facts.sentences.bare_counts import is_zero
from extractor.facts.sentences.chunks import chunks
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.rates import Rate
from extractor.facts.sentences.series import is_timed, is_versus, run_of, series_of, zipped, zipped_runs
from extractor.facts.sentences.surroundings import Surroundings, edges, parting
from extractor.facts.sentences.ways import way
from extractor.facts.terms.knowledge import Knowledge
from extractor.facts.terms.names import outcome_name
from extractor.facts.terms.objections import REFUSALS, Setting
from extractor.facts.terms.order import Before, carried, in_order, is_other_mark, is_theirs, joint
from extractor.facts.terms.passed_over import is_passed_over
from extractor.facts.terms.predicates import own_predicate, own_subject
from extractor.facts.terms.put_aside import is_put_aside
from extractor.facts.terms.turned import of_people, only_changes, turned, worsens
from extractor.lazy import cached_property
from extractor.matching import Item, Led, Line

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS = re.compile(r"[a-z]+")
_LIMIT = re.compile(r"[<>≤≥⩽⩾]")
_LISTS = re.compile(r",|\b(?:and|or)\b")
_VERSUS = re.compile(r"\b(?:vs|versus|than|compared|against)\b", re.I)
_GOOD = re.compile(r"(?:optimal|excellent|satisfactory|successful|favou?rable)\b", re.I)
_DEFINITE = re.compile(r"\b(?:the|these|those|all|our|both)(?: other| remaining)? $", re.I)
_PARTS, _ROUNDED = 8, 0.61  # shares that may make up 100%, and by how much they may miss it
KINDS = ("event", "outcome")
_NEXT = 3  # tokens between a term and a list of shares beside it
_NEAREST = 6  # terms and phrases looked at on either side of a share


Features = tuple[str, ...]


class TermCandidate(NamedTuple):  # some hundred per abstract: a frozen dataclass takes three times as long to make
    """A term that a share may belong to, as an event or as an outcome; without a term, that it belongs to none.

    `told` are its features in groups, of which the candidates of one share have many in common.
    """

    term: Item | None
    told: tuple[Features | Led, ...]
    pattern_id: str = "link.weighed"

    @property
    def features(self) -> Features:
        return tuple(chain.from_iterable(self.told))


@dataclass(frozen=True)
class TermsOfSentence:
    """A sentence with its shares as items, and the terms and noun phrases that they may belong to."""

    line: Line
    counts: Sequence[Item] = ()  # its whole numbers that no pattern made a share of
    groups: Sequence[Item] = ()  # the groups of participants that it names
    passed_over: dict[tuple[int, int], bool] = field(default_factory=dict)
    _told: dict[tuple[int, int], ToldTerm] = field(default_factory=dict)

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(self.line)

    @cached_property
    def listed(self) -> list[Item]:
        """The terms that the lists know, without those that are but a part of the name of another."""
        terms = [i for i in self.line.items if i.kind in KINDS]
        pairs = zip([None, *terms], terms, strict=False)
        return [t for before, t in pairs if before is None or not only_changes(self.line, before, t)]

    @cached_property
    def phrases(self) -> list[Item]:
        """The noun phrases that hold no term."""
        free = [c for c in chunks(self.line) if not any(t.start < c.end and c.start < t.end for t in self.listed)]
        return [c for c in free if not any(worsens(self.line, t, c) for t in self.listed)]

    @cached_property
    def row(self) -> list[Item]:
        return sorted([*self.listed, *self.phrases], key=lambda i: i.start)

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        """The brackets that hold no share, and may only explain what stands before them."""
        found = (m.span() for m in _ASIDE.finditer(self.line.passage, self.line.start, self.line.end))
        shares = [i for i in (*self.line.items, *self.counts) if i.kind == "rate"]
        return [(start, end) for start, end in found if not any(start < i.start < end for i in shares)]

    def only_qualifies(self, phrase: Item) -> bool:
        """Whether a phrase is but the first words of an outcome's name: "complete loco-regional [tumour control]"."""
        after = next((t for t in self.listed if t.start >= phrase.end), None)
        return after is not None and after.kind == "outcome" and self.line.passage[phrase.end : after.start] == " "

    def only_explains(self, term: Item) -> bool:
        """Whether a term stands in a list that tells which: "any side effect (nausea, rash or fever) was seen in"."""
        aside = next(((s, e) for s, e in self.asides if s < term.start and term.end < e), None)
        if aside is None or not _LISTS.search(self.line.passage, *aside):
            return False
        return any(t.end == aside[0] - 1 and t.value.get("class") == "general" for t in self.listed)

    @cached_property
    def adding(self) -> dict[int, Features]:
        """The shares that make up a whole with their neighbours, as the parts of a population do."""
        shares = [i for i in self.line.items if i.kind == "rate" and i.value.percent]
        found: dict[int, Features] = {}
        for first in range(len(shares)):
            whole = shares[first].value.percent
            for last in range(first + 1, min(first + _PARTS, len(shares))):
                whole += shares[last].value.percent
                if abs(whole - 100) < _ROUNDED and not _VERSUS.search(
                    self.line.passage, shares[first].end, shares[last].start
                ):
                    parts = min(last - first + 1, 3)
                    found |= {s.start: (f"adds up:{parts}",) for s in shares[first : last + 1]}
        return found

    @cached_property
    def runs(self) -> list[list[Item]]:
        """Shares that only `and`, `vs` or commas part, and such lists of numbers that no pattern made shares of."""
        mixed = series_of(self.line.replace(self.counts), "rate") if self.counts else []
        return [*self.own_runs, *mixed]

    @cached_property
    def own_runs(self) -> list[list[Item]]:
        """The same without other numbers."""
        return series_of(self.line, "rate")

    def run_of(self, rate: Item) -> list[Item]:
        """The shares side by side with this one, itself among them."""
        return run_of(self.runs, rate)

    def told(self, term: Item, said: Setting) -> ToldTerm:
        """What is said of a term whatever the share; asked anew for each share of the sentence."""
        place = (term.start, term.end)
        if place not in self._told:
            self._told[place] = ToldTerm.of(term, self.line, self.groups, said.knowledge)
        return self._told[place]


@dataclass(frozen=True)
class ToldTerm:
    """A term or phrase with what is said of it: `own` as either kind, `as_kind` as an event and as an outcome."""

    sort: str
    own: Features
    as_kind: Mapping[str, Led]

    @classmethod
    def of(cls, term: Item, line: Line, groups: Sequence[Item], knowledge: Knowledge) -> ToldTerm:
        sort = "phrase" if term.value.is_phrase else "term"
        before, after = edges(line.passage, line.start, line.end, term.start, term.end)
        known = knowledge.of_name(line.passage[term.start : term.end])
        own = [
            f"class:{term.value.get('class')}",
            f"{sort} lead:{before[-1] if before else ''}",
            f"{sort} follow:{after}",
            *(f"{sort} {k}" for k in known),
        ]
        if any(g.start <= term.start and term.end <= g.end for g in groups):
            own.append("in group")  # the term only says whose result is told: "mortality in patients with colitis"
        named = [*_of_kind(term), *known]
        return cls(sort, tuple(own), {kind: Led(kind, tuple(named)) for kind in KINDS})


@dataclass(frozen=True)
class Share:
    """A share in its sentence, with what the patterns tie to it and the shares to its left, in order."""

    sentence: TermsOfSentence
    rate: Item
    link: Link | None
    said: Setting
    given: Sequence[Before] = ()

    @cached_property
    def beside(self) -> Features:
        """What is said of the share, whatever its term."""
        rate, around = self.rate, self.sentence.around
        features = ["", *_of_share(rate.value), *self.said.features(), *around.beside(rate.start, rate.end)]
        features += self.sentence.adding.get(rate.start, ())
        features.append("rule" if self.link else "no rule")
        if rate.value.percent is None:
            features += self._as_size()
        return tuple(features)

    @cached_property
    def beside_none(self) -> Features:
        """The same where it is a share of nothing."""
        return (self.carried(None), *self.beside)

    @cached_property
    def as_none(self) -> TermCandidate:
        return TermCandidate(None, (Led("none", self.beside_none),))

    def candidates(self) -> list[TermCandidate]:
        """What the share may be a share of; the first candidate is that there is nothing."""
        line, rate, link, said = self.sentence.line, self.rate, self.link, self.said
        refused = not REFUSALS.isdisjoint(self.beside)
        found = [self.as_none]
        as_kind = {kind: Led(kind, self.beside) for kind in KINDS}
        run = self.sentence.run_of(rate)
        lists = [r for r in self.sentence.runs if len(r) > 1]
        asides, lists = self.sentence.asides, lists if len(lists) > 1 else []
        is_none = is_zero(rate.value)
        predicate = None if is_none else own_predicate(line, rate)
        begins = rate.start if not is_none and is_other_mark(line, self.given, rate) else self._subject_begins()
        for rank, term in _near(rate, link, self.sentence.listed, self.sentence.phrases):
            if term.end <= begins or of_people(line, rate, term) or self.sentence.only_explains(term):
                continue
            if is_theirs(line, self.given, term) or (term.value.is_phrase and self.sentence.only_qualifies(term)):
                continue
            rule = link if link is not None and (term.start, term.end) == (link.term.start, link.term.end) else None
            if (predicate and not predicate.may_tell(term)) or self._is_other_matter(term):
                continue
            other = turned(line, rate, term)
            kinds = (other.kind,) if other else ("outcome",) if _is_good(line, term) else KINDS
            value = other.value if other else rule.term.value if rule else term.value
            if value.is_phrase and not outcome_name(
                line, Item(term.kind, term.start, term.end, value), said.view.abbreviations
            ):
                continue  # it is nothing but small words
            told = self.sentence.told(term, said)
            gap, place = self._place(term)
            way_there = f"{told.sort} way {place}:{way(gap)}" if gap is not None else "way none"
            pair = [f"rank:{rank}", way_there, f"rule:{rule.pattern_id}" if rule else "not rule" if link else "no rule"]
            pair += parting(told.sort, place, gap) if gap is not None else ("within",)
            if len(run) > 1:
                pair += self._from_run(told.sort, term, run)
            if term in self.sentence.row:
                pair.append(zipped(line, term, self.sentence.row, rate, run))
                if run in lists:
                    pair += zipped_runs(line, term, self.sentence.row, rate, lists)
            if asides and any(s < term.start and term.end < e and not s < rate.start < e for s, e in asides):
                pair.append("aside")
            own = (*pair, *in_order(rate, *self._named, term, self.sentence.listed))
            for kind in kinds:
                given = Item(kind, term.start, term.end, value)
                against = [f"objection:{reason}" for reason in said.objections(given)]
                if rule and (other or kind == rule.term.kind):
                    against += ["rejected"] if against or refused else ["accepted", f"accepted:{rule.pattern_id}"]
                carried = self.carried(given)
                together = _together(given, term.kind, against, carried, way_there, said, rate)
                features = (own, told.own, told.as_kind[kind], as_kind[kind], (*against, carried, *together))
                found.append(TermCandidate(given, features, rule.pattern_id if rule else "link.weighed"))
        return found

    def _subject_begins(self) -> int:
        """Where the clause begins that has a subject of its own and this share, before which no term of it stands."""
        line, rate = self.sentence.line, self.rate
        subject = own_subject(line, rate, self.given[-1].rate, self.sentence.phrases) if self.given else None
        is_group = subject and any(g.start < subject.end and subject.start < g.end for g in self.sentence.groups)
        return subject.start if subject and not is_group else line.start

    def _is_other_matter(self, term: Item) -> bool:
        """Whether a term only says of whom or of what else the sentence tells."""
        place = (term.start, term.end)
        passed_over = self.sentence.passed_over
        if place not in passed_over:
            after = next((t for t in self.sentence.listed if term.value.is_phrase and t.start == term.end + 1), term)
            passed_over[place] = is_passed_over(self.sentence.line, after)  # "the viral hepatitis group"
        return passed_over[place] or is_put_aside(self.sentence.line, term, self.rate)

    def _from_run(self, sort: str, term: Item, run: Sequence[Item]) -> Iterator[str]:
        """How the term stands to all the shares of a list or comparison: "50% and 52% for rash" are both of rash."""
        first, last = run[0], run[-1]
        if not (term.end <= first.start or last.end <= term.start):
            return
        around, line = self.sentence.around, self.sentence.line
        side = "before" if term.end <= first.start else "after"
        gap = around.gap(term.end, first.start) if side == "before" else around.gap(last.end, term.start)
        how = "vs" if is_versus(line, run) else "timed" if is_timed(line, run) else "list"
        yield f"{how} run {sort} {side} way {way(gap)}"
        if len(gap) <= _NEXT:
            yield f"run {sort} {side} gap:{' '.join(gap)}"

    def _as_size(self) -> Iterator[str]:
        """What tells the size of a group from a count of events: "the placebo group (n = 75)", "the 48 patients"."""
        line, rate = self.sentence.line, self.rate
        if any(0 <= rate.start - g.end <= 4 and "(" in line.passage[g.end : rate.start] for g in self.sentence.groups):
            yield "behind a group"
        if _DEFINITE.search(line.passage, line.start, rate.start):
            yield "definite"

    def _place(self, term: Item) -> tuple[list[str] | None, str]:
        """The tokens between the term and the share, and on which side of the share the term is."""
        if term.end <= self.rate.start:
            return self.sentence.around.gap(term.end, self.rate.start), "before"
        if term.start >= self.rate.end:
            return self.sentence.around.gap(self.rate.end, term.start), "after"
        return None, "within"

    @cached_property
    def _before(self) -> tuple[Before | None, str]:
        """The share to the left, and how it is joined to this one."""
        before = self.given[-1] if self.given else None
        return before, joint(self.sentence.line, before, self.rate) if before else ""

    @cached_property
    def _named(self) -> tuple[list[Before], str]:
        """The shares to the left that have a term, and how the last of them is joined to this one."""
        named = [b for b in self.given if b.term is not None]
        return named, joint(self.sentence.line, named[-1], self.rate) if named else ""

    def carried(self, term: Item | None) -> str:
        """What the share to the left says of a term."""
        return carried(*self._before, term)


def _is_good(line: Line, term: Item) -> bool:
    """Whether what a term names is good: a listed response, or a phrase whose first word says so."""
    if term.kind == "outcome" and term.value.get("class") in ("response", "survival"):
        return True
    return term.value.is_phrase and _GOOD.match(line.passage, term.start, term.end) is not None


def _together(
    given: Item, listed: str, against: Sequence[str], carried: str, way_there: str, said: Setting, rate: Item
) -> Iterator[str]:
    """What counts for more, or for less, together than each by itself."""
    rule = next((word for word in ("accepted", "rejected") if word in against), "no")
    what = given.value.get("class")
    known = "same" if not given.value.is_phrase and given.kind == listed else "other"
    part, share = f"{given.kind} part:{said.passage.part}", f"{given.kind} share:{rate.value.pattern_id}"
    yield f"&{given.kind} {known} {rule} class:{what}"
    yield f"&{rule} {carried}"
    yield f"&{known} class:{what} {share}"
    yield f"&{part} {known} {rule}"
    yield f"&{rule} {carried} {way_there}"
    yield f"&{share} {rule}"
    yield f"&{given.kind} {known} {way_there}"


def _near(rate: Item, link: Link | None, terms: list[Item], phrases: list[Item]) -> Iterator[tuple[str, Item]]:
    """Terms and phrases on either side, nearest first, with their rank; and the term of the pattern, wherever it is."""
    seen = set()
    for name, pool in (("term", terms), ("phrase", phrases)):
        before = [i for i in pool if i.end <= rate.start][::-1][:_NEAREST]
        after = [i for i in pool if i.start >= rate.end][:_NEAREST]
        for side, items in (("before", before), ("after", after)):
            for n, item in enumerate(items):
                seen.add((item.start, item.end))
                yield f"{name} {side} {n}", item
    if link and (link.term.start, link.term.end) not in seen:
        yield "of pattern", link.term


def _of_share(rate: Rate) -> Iterator[str]:
    yield f"share:{rate.pattern_id}"
    for name in ("numerator", "denominator", "percent", "ci_low"):
        if getattr(rate, name) is not None:
            yield f"has:{name}"
    if rate.percent is not None:
        yield "percent:0" if rate.percent == 0 else "percent:100" if rate.percent == 100 else "percent"


def _of_kind(term: Item) -> tuple[str, ...]:
    """What tells events from outcomes: the list that has the term; of a phrase its words and the end of the last."""
    if not term.value.is_phrase:
        return f"listed:{term.kind}", f"class:{term.value.get('class')}", f"name:{term.value.name.lower()}"
    words = _LETTERS.findall(term.value.name.lower())
    head = [f"head:{words[-1][-4:]}"] if words else []
    limit = ["limit"] if _LIMIT.search(term.value.name) else []
    return *limit, *dict.fromkeys(f"word:{w[:6]}" for w in words), *head, f"words:{min(len(words), 4)}"
