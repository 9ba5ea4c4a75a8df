"""The outcomes and events that a share may be a share of, with what speaks for each.

The candidates are what the patterns of links.yml tie to the share, the other terms of its sentence, the noun phrases
near it, and nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractor.facts.chunks import chunks
from extractor.facts.links import Link
from extractor.facts.objections import REFUSALS, Setting
from extractor.facts.rates import Rate
from extractor.facts.series import series_of, zipped
from extractor.facts.surroundings import Surroundings, edges
from extractor.facts.ways import way
from extractor.matching import Item, Line

_VERSUS = re.compile(r"\b(?:vs|versus|compared|than)\b")
_STOP = re.compile(r"[;.] ")
_DEFINITE = re.compile(r"\b(?:the|these|those|all|our|both)(?: other| remaining)? $", re.I)
_NEAREST = 6  # terms and phrases looked at on either side of a share


class TermCandidate(NamedTuple):  # some hundred per abstract: a frozen dataclass takes three times as long to make
    """A term that a share may belong to, as an event or as an outcome; without a term, that it belongs to none."""

    term: Item | None
    features: tuple[str, ...]
    pattern_id: str = "link.weighed"


@dataclass(frozen=True)
class Before:
    """The share to the left, and the term that was chosen for it."""

    rate: Item
    term: Item | None


@dataclass(frozen=True)
class TermsOfSentence:
    """A sentence with its shares as items, and the terms and noun phrases that they may belong to."""

    line: Line
    counts: Sequence[Item] = ()  # its whole numbers that no pattern made a share of
    groups: Sequence[Item] = ()  # the groups of participants that it names

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self.line)

    @cached_property
    def _terms(self) -> list[Item]:
        return [i for i in self.line.items if i.kind in ("event", "outcome")]

    @cached_property
    def _phrases(self) -> list[Item]:
        """The noun phrases that hold no term."""
        return [c for c in chunks(self.line) if not any(t.start < c.end and c.start < t.end for t in self._terms)]

    @cached_property
    def _row(self) -> list[Item]:
        return sorted([*self._terms, *self._phrases], key=lambda i: i.start)

    @cached_property
    def _runs(self) -> list[list[Item]]:
        """Shares that only `and`, `vs` or commas part, and such lists of numbers that no pattern made shares of."""
        mixed = series_of(self.line.replace(self.counts), "rate") if self.counts else []
        return [*series_of(self.line, "rate"), *mixed]

    def candidates(self, rate: Item, link: Link | None, said: Setting, before: Before | None) -> list[TermCandidate]:
        """What a share may be a share of; the first candidate is that there is nothing."""
        line = self.line
        beside = [*_of_share(rate.value), *said.features(), *self._around.beside(rate.start, rate.end)]
        beside.append("rule" if link else "no rule")
        if rate.value.percent is None:
            beside += self._as_size(rate)
        refused = not REFUSALS.isdisjoint(beside)
        found = [TermCandidate(None, tuple(f"none {f}" for f in ("", _carried(line, rate, before, None), *beside)))]
        run = next((run for run in self._runs if rate in run), [rate])
        of_kind = {kind: tuple(f"{kind} {f}" for f in ("", *beside)) for kind in ("event", "outcome")}
        for rank, term in _near(rate, link, self._terms, self._phrases):
            is_rule = link is not None and (term.start, term.end) == (link.term.start, link.term.end)
            own = [
                f"rank:{rank}",
                *_of_term(line.passage, line.start, line.end, term),
                *_place(self._around, rate, term),
            ]
            way_there = self._way(rate, term)
            own += [way_there, *self._in_group(term)]
            if term in self._row:
                own.append(zipped(line, term, self._row, rate, run))
            own.append(f"rule:{link.pattern_id}" if is_rule and link else "not rule" if link else "no rule")
            known = said.knowledge.of_name(line.passage[term.start : term.end])
            own += [f"{_sort(term)} {k}" for k in known]
            named = [*_of_kind(term), *known]
            for kind in ("event", "outcome"):
                given = Item(kind, term.start, term.end, link.term.value if is_rule and link else term.value)
                against = [f"objection:{reason}" for reason in said.objections(given)]
                if is_rule and link and kind == link.term.kind:
                    against += ["rejected"] if against or refused else ["accepted", f"accepted:{link.pattern_id}"]
                carried = _carried(line, rate, before, given)
                features = (*own, *against, carried, *of_kind[kind], *(f"{kind} {f}" for f in named))
                features += tuple(_together(given, term.kind, against, carried, way_there, said, rate))
                found.append(TermCandidate(given, features, link.pattern_id if is_rule and link else "link.weighed"))
        return found

    def _as_size(self, rate: Item) -> Iterator[str]:
        """What tells the size of a group from a count of events: "the placebo group (n = 75)", "the 48 patients"."""
        text = self.line.passage
        if any(0 <= rate.start - group.end <= 4 and "(" in text[group.end : rate.start] for group in self.groups):
            yield "behind a group"
        if _DEFINITE.search(text, self.line.start, rate.start):
            yield "definite"

    def _in_group(self, term: Item) -> Iterator[str]:
        """Whether the term only says whose result is told: "mortality in patients with colitis"."""
        if any(g.start <= term.start and term.end <= g.end for g in self.groups):
            yield "in group"

    def _way(self, rate: Item, term: Item) -> str:
        """The way from the term to the share, or back."""
        if term.end <= rate.start:
            return f"{_sort(term)} way before:{way(self._around.gap(term.end, rate.start))}"
        if term.start >= rate.end:
            return f"{_sort(term)} way after:{way(self._around.gap(rate.end, term.start))}"
        return "way none"


def _carried(line: Line, rate: Item, before: Before | None, term: Item | None) -> str:
    """What the share to the left says: in a comparison it has the same term, in a list another of the same kind."""
    if before is None:
        return "first"
    gap = line.passage[before.rate.end : rate.start].lower()
    how = "vs" if _VERSUS.search(gap) else "list" if len(gap) < 60 and not _STOP.search(gap) else "apart"
    if before.term is None:
        return f"after none {how}"
    if term is None:
        return f"after {before.term.kind} {how}"
    same = "same" if (before.term.start, before.term.end) == (term.start, term.end) else "other"
    kind = "kind" if before.term.kind == term.kind else "other kind"
    return f"{same} term {kind} {how}"


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


def _sort(term: Item) -> str:
    return "phrase" if term.value.is_phrase else "term"


def _of_share(rate: Rate) -> Iterator[str]:
    yield f"share:{rate.pattern_id}"
    for name in ("numerator", "denominator", "percent", "ci_low"):
        if getattr(rate, name) is not None:
            yield f"has:{name}"
    if rate.percent is not None:
        yield "percent:0" if rate.percent == 0 else "percent:100" if rate.percent == 100 else "percent"


@lru_cache(maxsize=200)  # a term is told anew for each share of its sentence
def _of_term(passage: str, start: int, end: int, term: Item) -> tuple[str, ...]:
    """Its class in the list, and the words before and after it."""
    given = term.value.get("class")
    kind = _sort(term)
    before, after = edges(passage, start, end, term.start, term.end)
    return f"class:{given}", f"{kind} lead:{before[-1] if before else ''}", f"{kind} follow:{after}"


@lru_cache(maxsize=200)
def _of_kind(term: Item) -> tuple[str, ...]:
    """What tells events from outcomes: the list that has the term; of a phrase its words and the end of the last."""
    if not term.value.is_phrase:
        return f"listed:{term.kind}", f"class:{term.value.get('class')}", f"name:{term.value.name.lower()}"
    words = re.findall(r"[a-z]+", term.value.name.lower())
    head = [f"head:{words[-1][-4:]}"] if words else []
    limit = ["limit"] if re.search(r"[<>≤≥⩽⩾]", term.value.name) else []
    return *limit, *{f"word:{w[:6]}" for w in words}, *head, f"words:{min(len(words), 4)}"


def _place(around: Surroundings, rate: Item, term: Item) -> Iterator[str]:
    if term.end <= rate.start:
        side, gap = "before", (term.end, rate.start)
    elif term.start >= rate.end:
        side, gap = "after", (rate.end, term.start)
    else:
        yield "within"
        return
    yield f"{_sort(term)} {side}"
    yield from around.parting(_sort(term), side, *gap)
