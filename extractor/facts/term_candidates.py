"""The outcomes and events that a share may be a share of, with what speaks for each.

The candidates are what the patterns of links.yml tie to the share, the other terms of its sentence, the noun phrases
near it, and nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractor.facts.chunks import chunks
from extractor.facts.links import Link
from extractor.facts.objections import REFUSALS, Setting
from extractor.facts.rates import Rate
from extractor.facts.series import series_of, zipped
from extractor.facts.surroundings import Surroundings
from extractor.matching import Item, Line

_VERSUS = re.compile(r"\b(?:vs|versus|compared|than)\b")
_STOP = re.compile(r"[;.] ")
_NEAREST = 4  # terms and phrases looked at on either side of a share


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
        return series_of(self.line, "rate")

    def candidates(self, rate: Item, link: Link | None, said: Setting, before: Before | None) -> list[TermCandidate]:
        """What a share may be a share of; the first candidate is that there is nothing."""
        line = self.line
        beside = [*_of_share(rate.value), *said.features(), *self._around.beside(rate.start, rate.end)]
        beside.append("rule" if link else "no rule")
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
            if term in self._row:
                own.append(zipped(line, term, self._row, rate, run))
            own.append(f"rule:{link.pattern_id}" if is_rule and link else "not rule" if link else "no rule")
            named = _of_kind(term)
            for kind in ("event", "outcome"):
                given = Item(kind, term.start, term.end, link.term.value if is_rule and link else term.value)
                against = [f"objection:{reason}" for reason in said.objections(given)]
                if is_rule and link and kind == link.term.kind:
                    against += ["rejected"] if against or refused else ["accepted", f"accepted:{link.pattern_id}"]
                features = (*own, *against, _carried(line, rate, before, given), *of_kind[kind])
                features += tuple(f"{kind} {f}" for f in named)
                found.append(TermCandidate(given, features, link.pattern_id if is_rule and link else "link.weighed"))
        return found


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


@lru_cache(maxsize=200)  # a term is told anew for each share of its sentence
def _of_term(passage: str, start: int, end: int, term: Item) -> tuple[str, ...]:
    """Its class in the list, and the words before and after it."""
    given = term.value.get("class")
    kind = "phrase" if given == "phrase" else "term"
    before = passage[start : term.start].rsplit(None, 1)
    after = passage[term.end : end].split(None, 1)
    return (
        f"class:{given}",
        f"{kind} lead:{before[-1].lower() if before else ''}",
        f"{kind} follow:{after[0].lower() if after else ''}",
    )


@lru_cache(maxsize=200)
def _of_kind(term: Item) -> tuple[str, ...]:
    """What tells events from outcomes: the list that has the term; of a phrase its words and the end of the last."""
    if term.value.get("class") != "phrase":
        return f"listed:{term.kind}", f"class:{term.value.get('class')}", f"name:{term.value.name.lower()}"
    words = re.findall(r"[a-z]+", term.value.name.lower())
    head = [f"head:{words[-1][-4:]}"] if words else []
    return *{f"word:{w[:6]}" for w in words}, *head, f"words:{min(len(words), 4)}"


def _place(around: Surroundings, rate: Item, term: Item) -> Iterator[str]:
    if term.end <= rate.start:
        side, gap = "before", around.between(term.end, rate.start)
    elif term.start >= rate.end:
        side, gap = "after", around.between(rate.end, term.start)
    else:
        yield "within"
        return
    kind = "phrase" if term.value.get("class") == "phrase" else "term"
    yield f"{kind} {side}"
    for feature in gap:
        yield f"{side} {feature}"
        if feature.startswith(("gap:", "far:")):
            yield f"{kind} {side} {feature}"
