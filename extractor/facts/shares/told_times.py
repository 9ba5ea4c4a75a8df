"""Time points that the sentence of a share leaves out: the one at which the paper tells of its outcome before.

"The primary outcome was mortality at 30 days" and "the 5-year overall survival was 60%" hold for what is said of them
later on, unless that sentence has a time of its own, or the paper tells of the outcome at several times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.facts.context import PaperView
from extractor.facts.sentences.restated import RateFact, name_of
from extractor.facts.shares.timepoints import Time, times_of
from extractor.matching.whole import spans_of

# How long people were followed is no time that is fixed for all.
_NOT_FIXED = re.compile(r"\b(?:median|mean|average|last|final|latest|during|over|in|between|with)\b", re.I)
_TO_THEN = re.compile(r"\b(?:within|after)\b", re.I)  # when some had an event need not be when others are looked at
_BEHIND = re.compile(r"(?:\s(?:rates?|was|were|assessed|measured|evaluated|defined as|probability))*\s", re.I)
# "Cure was checked by a breath test 4 weeks after treatment": as a time that stands beside the name.
_TESTED = re.compile(
    r"(?: rates?)?(?:,? and (?:[\w-]+ ){1,4}| )(?:was|were|is|are|will be) (?:[\w-]+ly )?(?:assessed|evaluated|checked"
    r"|confirmed|determined|tested|measured|recorded|documented|examined|verified|estimated|analy[sz]ed|defined)"
    r"(?: [^.;:]{1,80})?\s",
    re.I,
)
# What a sentence tells after one that begins with a time is told of the same time.
_GOES_ON = re.compile(
    r"\s?(?:Additionally|Furthermore|Moreover|In addition|Also|Similarly|Likewise|Correspondingly"
    r"|Significantly (?:more|fewer)|The (?:corresponding|respective))\b"
)
_BEFORE = re.compile(r"(?:\s(?:all-cause|overall|cumulative|estimated|actuarial|rates? of|risk of))*\s", re.I)
_MARKS = re.compile(r"^(?:at|by) (?:the )?|[-\s]|(?<=[a-z])s\b", re.I)
_OPENS = 3  # characters: blanks before the first word
_Told = tuple[int, int, str]  # the ordinal and start of what tells a time, and the time


def with_timepoints(facts: Sequence[RateFact], view: PaperView) -> list[RateFact]:
    """The facts, each without a time point given the only, and fixed, one at which its outcome was told of before."""
    told = ToldTimes(facts, view, {})
    return [fact if fact.timepoint else told.completed(fact) for fact in facts]


@dataclass(frozen=True)
class ToldTimes:
    """The times at which a paper tells of its outcomes; `known`: those already looked for, by the outcome's name."""

    facts: Sequence[RateFact]
    view: PaperView
    known: dict[str, list[_Told]]

    def completed(self, fact: RateFact) -> RateFact:
        """The fact, with the time that holds for it if there is one."""
        name = name_of(fact)
        if name not in self.known:
            self.known[name] = [*self._of_facts(name), *self._beside(name)]
        told = self.known[name] or self._opening(fact)
        if len({_MARKS.sub("", time.casefold()) for _, _, time in told}) != 1:
            return fact
        ordinal, start, time = min(told)
        is_before = (ordinal, start) < (fact.ordinal, fact.start_char)
        if not is_before or _NOT_FIXED.search(time) or self._has_own(fact):
            return fact
        return replace(fact, timepoint=time)

    def _has_own(self, fact: RateFact) -> bool:
        views = [view for view in self.view.passages if view.passage.ordinal == fact.ordinal]
        return any(times_of(line) for view in views for line in view.lines if line.start <= fact.start_char < line.end)

    def _of_facts(self, name: str) -> Iterator[_Told]:
        for fact in self.facts:
            if fact.timepoint and name_of(fact) == name and not _TO_THEN.search(fact.timepoint):
                yield fact.ordinal, fact.start_char, fact.timepoint

    def _beside(self, name: str) -> Iterator[_Told]:
        """The times that stand beside a name: "30-day mortality", "mortality at 30 days"."""
        for view in self.view.passages:
            for start, end in spans_of(name, view.text, 0, len(view.text), plural=True):
                line = next((n for n in view.lines if n.start <= start < n.end), None)
                runs = times_of(line) if line else []
                for run in runs:
                    is_told = _is_beside(view.text, run[0], start, end) or len(run) > 1
                    if is_told or (len(runs) == 1 and _TESTED.fullmatch(view.text, end, run[0].start)):
                        yield from ((view.passage.ordinal, start, time.text) for time in run)

    def _opening(self, fact: RateFact) -> list[_Told]:
        """The time that opens the sentence before that of a fact, where the latter goes on with it."""
        lines = next((v.lines for v in self.view.passages if v.passage.ordinal == fact.ordinal), ())
        for before, line in pairwise(lines):
            if line.start <= fact.start_char < line.end and _GOES_ON.match(line.passage, line.start):
                first = next(iter(times_of(before)), [])
                opens = len(first) == 1 and not first[0].is_name and first[0].start - before.start < _OPENS
                return [(fact.ordinal, before.start, first[0].text)] if opens else []
        return []


def _is_beside(text: str, time: Time, start: int, end: int) -> bool:
    if time.is_name:
        return time.end <= start and bool(_BEFORE.fullmatch(text, time.end, start))
    return end <= time.start and bool(_BEHIND.fullmatch(text, end, time.start))
