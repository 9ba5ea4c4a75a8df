"""Shares of those in one stage or class of a disease: "relapse in 12% of stage II patients", "survival in class B was
67%". Only where the text tells of other stages too: else the stage is that of everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.told_labels import end_of
from extractor.facts.sentences.series import PEOPLE, is_versus, joined
from extractor.lazy import cached_property
from extractor.literals import sparse
from extractor.matching import Item, Line

_CODE = r"(?:[IVX]{1,4}(?:[A-Ea-e]\d?)?|[0-4][A-Ea-e]?|[A-D]\d?)(?![\w+%]|\.\d)"
_STAGE = (
    r"(?P<label>(?:(?:FIGO|AJCC|UICC|BCLC|NYHA|Rai|Binet|Ann Arbor|Dukes['’]?|Child(?:-Pugh|['’]s)?|late|early)\s)?"
    rf"(?P<noun>[Ss]tage[sd]?|[Cc]lass(?:es)?)\s"
    rf"(?P<codes>{_CODE}(?:(?:\s?[-–/]\s?|,? (?:and|or|to) |, )(?:[Ss]tage )?{_CODE})*))"
)
_NAMED = sparse(rf"\b{_STAGE}")
_ONE = re.compile(_CODE)
_WHOSE = (
    rf"(?:(?:the|all|those|these|{PEOPLE}|people|tumou?rs|with|in|of|for|having|clinical|pathologic(?:al)?(?:ly)?"
    r"|surgically)\s)*"
)
_AFTER = re.compile(
    rf"[)\]%]*(?:\s\([^()]{{1,30}}\))?(?:\s(?:was|were) (?:achieved|seen|observed|obtained|noted|found|reported))?"
    rf"\s{_WHOSE}{_STAGE}"
)
_BEFORE = re.compile(
    rf"\b(?:in|for|of|with|among)\s{_WHOSE}{_STAGE}(?:\s(?:{PEOPLE}|disease|lesions|(?:[a-z-]+ )?(?:cancers?|tumou?rs?"
    r"|\w+omas?)))?(?:\s\([^()]{1,30}\))?(?:\s(?:was|were|is|are))?\s(?:in )?(?:only |about |approximately )?$"
)
_OPENED = re.compile(rf"(?:In|For|Among|Of|Out of|of)\s(?:the\s)?(?:[\w-]+\s)?{_WHOSE}{_STAGE}")
_FURTHER = re.compile(r"; (?:and )?")
_ENDS = re.compile(r"[;:]|\b(?:while|whereas|but)\b")
_REACH = 120  # characters before a share in which its stage may stand


@dataclass(frozen=True)
class SharesOfStages:
    """The shares of a sentence with its groups; `terms`: what each is a share of, by its start."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel
    terms: Mapping[int, Item]

    def labels(self) -> Iterator[tuple[int, str]]:
        """Start of each share whose stage stands beside it, or opens its clause -> the stage."""
        text, line = self.line.passage, self.line
        if not _NAMED.search(text, line.start, line.end) or self._are_arms():
            return
        yield from self._opened()
        for run in joined(line, self.rates):
            if is_versus(line, run):
                continue
            before = _BEFORE.search(text, max(line.start, run[0].start - _REACH), run[0].start)
            after = _AFTER.match(text, end_of(run[-1]), line.end)
            if before and (len(run) == 1 or len(_codes(before)) == 1):
                yield from self._given(run, before)
            elif after and len(_codes(after)) == len(run) > 1:
                yield from zip((r.start for r in run), _each(after), strict=True)
            elif after and (len(run) == 1 or len(_codes(after)) == 1):
                of_run = len({t.start for r in run if (t := self.terms.get(r.start))}) == len(run)
                yield from self._given(run if of_run else run[-1:], after)
            for rate in run:
                inside = _NAMED.search(text, *(rate.value.span or (rate.start, rate.end)))
                if inside:
                    yield from self._given([rate], inside)

    def _opened(self) -> Iterator[tuple[int, str]]:
        """ "Of the 90 stage II patients, 61 are alive"."""
        text, line = self.line.passage, self.line
        for start in (line.start, *(m.end() for m in _FURTHER.finditer(text, line.start, line.end))):
            opened = _OPENED.match(text, start, line.end)
            stop = _ENDS.search(text, opened.end(), line.end) if opened else None
            end = stop.start() if stop else line.end
            if opened and not _NAMED.search(text, opened.end(), end):
                yield from self._given([r for r in self.rates if opened.end() <= r.start < end], opened)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The stages of the whole text."""
        text = self.line.passage
        return frozenset(code for m in _NAMED.finditer(text, 0, len(text)) for code in _codes(m))

    def _given(self, rates: Sequence[Item], stage: re.Match[str]) -> Iterator[tuple[int, str]]:
        if self._told.difference(_codes(stage)):
            label = re.sub(r"(?<=[Ss]tage)d\b", "", stage["label"])
            label = next((known for known in self.model.known if known.lower() == label.lower()), label)
            yield from ((rate.start, label) for rate in rates)

    def _are_arms(self) -> bool:
        """Whether the sentence names groups of another kind, whose the shares may be."""
        return any(not g.value.trait and not _NAMED.search(g.value.label) for g in self.groups)


def _codes(stage: re.Match[str]) -> list[str]:
    return _ONE.findall(stage["codes"])


def _each(stages: re.Match[str]) -> Iterator[str]:
    noun = re.sub(r"(?<=class)es$|(?<=stage)s$", "", stages["noun"].lower())
    return (f"{noun} {code}" for code in _codes(stages))
