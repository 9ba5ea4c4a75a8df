"""Groups of shares that are set side by side, where the words leave no choice: each with its own group, or in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.assign import SET_AGAINST, in_order
from extractor.facts.sentences.series import PEOPLE, is_versus, series_of
from extractor.lazy import cached_property
from extractor.matching import Item, Line

_NOUNS = rf"(?:\s(?:groups?|arms?|cohorts?|recipients|therapy|treatment|alone|{PEOPLE}))*"
# What may stand between a group and the share that it heads: "group A, 75%", "tirofide 32%", "in men was 4%".
HEADS = re.compile(
    rf"{_NOUNS}(?:\s?\(n ?= ?\d+\))?\s?"
    r"(?:[:,=]|was|were|(?:(?:had|produced|achieved|showed) )?an?(?: \w+){0,2}(?: of)?|had)?\s?[(\[]?(?:n ?= ?)?",
    re.I,
)
# What may stand between a share and the group behind it: "7% of patients in the A group".
OF = re.compile(
    rf"(?:\s{PEOPLE})?[)\]%]*(?:\s[(\[][^()\[\]]*[)\]])?"
    rf"\s(?:(?:of|in|for|with|on|among|after|by|during|at|receiving|given|the|an?|those|that|treated|who|received"
    rf"|underwent|undergoing|assigned|allocated|randomi[sz]ed|responded|to|were|{PEOPLE})\s)*",
    re.I,
)
_NEAR = 60  # characters between shares that are set against each other
_VERSUS = re.compile(r"\b(?:vs?|vers[ue]s|against|compared|than)\b", re.I)
_COMPARATIVE = re.compile(
    r"\b(?<! or )(?:(?P<up>higher|greater|more|increased|larger|elevated|raised|commoner|exceeded)"
    r"|lower|less|fewer|decreased|reduced|smaller|rarer)\b(?! than (?:half|\d)"
    r"| (?:effective|efficacious|successful|potent|useful|beneficial|safe|tolerable|toxic)\b)",
    re.I,
)
_ARE_MORE = re.compile(rf"\b(?:was|were)\s(?:\w+ly\s)?{_COMPARATIVE.pattern}", re.I)
_CLAUSE = re.compile(r";|,? (?:while|whereas|but|as (?:was|were)) |, (?:they|it|these) ")
_REFERENCE = re.compile(
    r"\b(?:than|(?:(?:as|when) )?compared (?:with|to)|relative to|versus|vs\.?|over|differ\w* from)"
    r"\s(?:(?:in|with|for|among|after|on|the|those|that|of|patients|receiving|given|taking|treated|who|received)\s)*$",
    re.I,
)
_LED = re.compile(
    r"\b(?:in|with|for|among|after|on|by|receiving|given|under|during|of)\s(?:(?:the|those|all|patients)\s)*$", re.I
)
# What a sentence says of one group: "male sex was associated with ...", "boys had ...", "the plate reduced ...".
_SUBJECT = re.compile(
    r"(?:(?:[A-Z]\w+|(?:In|At|After|During|Among|For|On|With|By) [^,;()]{1,60}), )?(?:[Tt]he )?"
    r"(?:(?:[Uu]se|addition|presence|administration|receipt) of (?:an? |the )?)?"
    r"(?P<label>(?:[A-Za-z][\w+/-]* ){0,4}?[A-Za-z][\w+/-]*)"
    r"(?: (?:groups?|arms?|patients|recipients|alone))?"
    r" (?:had|showed|presented|experienced|demonstrated|achieved"
    r"|(?:was|were)(?: \w+){0,2} (?:associated|linked|correlated) (?:with|to)"
    r"|(?:\w+ly )?(?:reduced|decreased|increased|lowered|improved)) ",
)
# "X was superior to", "X proved as effective as"
_SET = re.compile(
    r"(?:[Tt]he )?(?P<label>(?:[A-Za-z][\w+/-]* ){0,3}?[A-Za-z][\w+/-]*)"
    r" (?:was|were|is|are|proved(?: to be)?|appeared(?: to be)?)\s(?:not )?(?:\w+ly )?"
    r"(?:as|more|less|better|worse|superior|(?:non-?)?inferior|similar|comparable|equivalent|preferable)\b",
)
_RESPECTIVELY = re.compile(r"[)\]%]*,? respectively")
_LONGEST = 5  # words of a name
_NEXT_SUBJECT = re.compile(r"\b(?:was|were|had|(?:and|but) (?:[\w-]+ ){1,4}with an?)\b")
_NO_SUBJECT = re.compile(
    r"\b(?:stud(?:y|ies)|analys[ie]s|results?|data|trials?|models?|differences?|rates?|risks?|incidences?|survival"
    r"|it|they|there|two|three|other|same|which|who|that|we|patients|groups?|arms?|both|all|these|those|this|outcomes?|proportion|number"
    r"|in|at|on|after|of|with|for|than|was|were|is|and|or|when|while|whereas|although)\b",
    re.I,
)
_TERMS = ("event", "outcome")


@dataclass(frozen=True)
class GroupsOfRuns:
    """The shares of a sentence with its groups."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel

    def labels(self) -> dict[int, str]:
        """Start of each share whose group is certain -> the label."""
        if len(self.rates) < 2:
            return {}
        return {**self._set_against(), **self._of_subject(), **self._compared(), **self._directed(), **self.beside()}

    def beside(self) -> dict[int, str]:
        """The same of the shares that a group stands beside."""
        return {**self._headed(), **self._own(), **self._of_reference()} if len(self.rates) > 1 else {}

    def _of_subject(self) -> dict[int, str]:
        """ "Boys had a higher mortality than girls (15% vs 12%)", "smoking was associated with relapse (9% vs 4%)"."""
        subject = _SUBJECT.match(self.line.passage, self.line.start, self.line.end)
        if subject is None or _NO_SUBJECT.search(subject["label"]):
            return {}
        start, end = subject.span("label")
        inside = [g for g in self.groups if g.start < end and start < g.end]
        behind = [g for g in self.groups if g.start >= end and not self._is_reported(g)]
        if len(inside) > 1 or any(i.kind in _TERMS and start <= i.start < end for i in self.line.items):
            return {}
        label = self._label(inside[0]) if inside else self.model.canonical(subject["label"])
        reference = next((self._label(g) for g in behind if self._is_reference(g)), None)
        other = reference or self.model.other_than(label)
        found: dict[int, str] = {}
        for first, second in (pair for run in self._runs for pair in self._pairs(run)):
            own = any(g.start < second[-1].start and not self._is_reference(g) for g in behind)
            if own or _NEXT_SUBJECT.search(self.line.passage, subject.end(), first[0].start):
                break
            found.update({rate.start: label for rate in first})
            found.update({rate.start: other for rate in second if other})
        return found

    def _set_against(self) -> dict[int, str]:
        """ "X was as effective as the named one (80% vs 78%)": the second share is the one group's that is named."""
        found: dict[int, str] = {}
        text, line = self.line.passage, self.line
        for first, second in (run for run in self._runs if len(run) == 2):
            before = [g for g in self.groups if g.end <= first.start and not self._is_reported(g)]
            is_pair = is_versus(line, [first, second]) or _RESPECTIVELY.match(text, second.end, line.end)
            against = SET_AGAINST.search(text, line.start, before[0].start) if is_pair and before else None
            if against is None or len({self._label(g) for g in before}) > 1 or self._owner(second):
                continue
            found[second.start] = self._label(before[0])
            named = (against, "other") if against["other"] else (_SET.match(text, line.start, against.end()), "label")
            if named[0] and self._may_be_group(*named[0].span(named[1])) and not self._owner(first):
                found[first.start] = self.model.canonical(named[0][named[1]])
        return found

    def _may_be_group(self, start: int, end: int) -> bool:
        words = self.line.passage[start:end]
        is_term = any(i.kind in _TERMS and i.start < end and start < i.end for i in self.line.items)
        return not is_term and len(words.split()) <= _LONGEST and not _NO_SUBJECT.search(words)

    def _is_reference(self, group: Item) -> bool:
        return _REFERENCE.search(self.line.passage, self.line.start, group.start) is not None

    def _directed(self) -> dict[int, str]:
        """The numbers tell whose is the larger: "Chills were increased in the placebo group (2% vs 8%)", "deaths (3% vs
        5%) and complications (9% vs 12%) were higher in men"."""
        found: dict[int, str] = {}
        start = self.line.start
        for run in self._runs:
            for first, second in self._pairs(run):
                if len(first) == len(second) == 1 and not self._owner(second[0]) and not self._owner(first[0]):
                    found.update(self._larger_and_smaller(start, first[0], second[0]))
            start = run[-1].end
        return found

    def _larger_and_smaller(self, start: int, first: Item, second: Item) -> dict[int, str]:
        said = self._comparative(start, first.start)
        if said is None and not any(g.end <= first.start for g in self.groups):
            said = _ARE_MORE.search(self.line.passage, second.end, self.line.end)
        percents = first.value.percent, second.value.percent
        if said is None or None in percents or percents[0] == percents[1]:
            return {}
        text, named = self.line.passage, [g for g in self.groups if not self._is_reported(g)]
        end = first.start if said.end() <= first.start else self.line.end
        reference = next((g for g in named if g.start < end and _REFERENCE.search(text, start, g.start)), None)
        others = [g for g in named if g.end <= end and (not reference or self._label(g) != self._label(reference))]
        led = [g for g in others if g.start >= said.end() and _LED.search(text, said.end(), g.start)]
        subject = next(iter([*led, *reversed([g for g in others if start <= g.start and g.end <= said.start()])]), None)
        more, less = (first, second) if percents[0] > percents[1] else (second, first)
        its, rest = (more, less) if said["up"] else (less, more)
        label = self._label(subject) if subject else None
        other = self._label(reference) if reference else self.model.other_than(label) if label else None
        return {share.start: name for share, name in ((its, label), (rest, other)) if name}

    def _comparative(self, start: int, end: int) -> re.Match[str] | None:
        """The last "higher" before a pair of shares, in its clause."""
        said = list(_COMPARATIVE.finditer(self.line.passage, start, end))
        said = [m for m in said if not any(g.start <= m.start() < g.end for g in self.groups)]  # the lower dose group
        return said[-1] if said and not _CLAUSE.search(self.line.passage, said[-1].end(), end) else None

    @cached_property
    def _runs(self) -> list[list[Item]]:
        return series_of(self.line, "rate")

    def _label(self, group: Item) -> str:
        return self.model.canonical(group.value.label)

    def _head(self, rate: Item) -> Item | None:
        """The group right before a share."""
        before = next((g for g in reversed(self.groups) if g.end <= rate.start), None)
        if before is None or not HEADS.fullmatch(self.line.passage, before.end, rate.start):
            return None
        is_owner = any(self._owner(r) is before for r in self.rates if r.end <= before.start)
        return None if is_owner or self._is_reported(before) else before

    def _owner(self, rate: Item) -> Item | None:
        """The group right behind a share."""
        after = next((g for g in self.groups if g.start >= rate.end), None)
        is_own = after and OF.fullmatch(self.line.passage, rate.end, after.start)
        return after if after and is_own and not self._is_reported(after) else None

    def _is_reported(self, group: Item) -> bool:
        return any(i.kind in _TERMS and i.start < group.end and group.start < i.end for i in self.line.items)

    def _headed(self) -> dict[int, str]:
        """ "A, 75% and 79%; B, 72% and 77%; C, 87% and 91%", "(A 32% versus B 0%), cough (9% versus 1%)"."""
        found: dict[int, str] = {}
        block: list[tuple[list[Item], str]] = []  # runs that follow each other, each with its head
        for run in [*self._runs, []]:
            head = self._head(run[0]) if run and not is_versus(self.line, run) else None
            if head and (not block or len(block[0][0]) == len(run)):
                block.append((run, self._label(head)))
                continue
            labels = [label for _, label in block]
            if len(set(labels)) == len(labels) > 1:
                found.update({rate.start: label for shares, label in block for rate in shares})
            block = [(run, self._label(head))] if head else []
        return found

    def _of_reference(self) -> dict[int, str]:
        """ "A had more early (9%) and late (6%) leaks than B (3% and 1%)": the last are all of the one group."""
        found: dict[int, str] = {}
        for run in self._runs:
            head = self._head(run[0]) if len(run) > 1 and not is_versus(self.line, run) else None
            earlier = [r for other in self._runs for r in other if head and r.end <= head.start]
            if head and len(earlier) == len(run) and self._is_reference(head):
                found.update({rate.start: self._label(head) for rate in run})
        return found

    def _own(self) -> dict[int, str]:
        """ "7% of men vs 20% of women", "in men was 7% vs 20% in women"."""
        found: dict[int, str] = {}
        for first, second in pairwise(self.rates):
            gap = self.line.passage[first.end : second.start]
            owner = self._owner(second)
            against = _VERSUS.search(gap) and len(gap) < _NEAR
            other = self._owner(first) or (self._head(first) if against else None)
            if owner and other and self._label(owner) != self._label(other):
                found |= {first.start: self._label(other), second.start: self._label(owner)}
        return found

    def _compared(self) -> dict[int, str]:
        """ "higher with A than with B (40% and 31% vs 20% and 12%)": two groups, and shares for each of them."""
        found: dict[int, str] = {}
        for run in self._runs:
            for pair in self._pairs(run):
                labels = self._labels_of(pair)
                for shares, label in zip(pair, labels, strict=bool(labels)):
                    found.update({rate.start: label for rate in shares})
        return found

    def _pairs(self, run: Sequence[Item]) -> Iterator[tuple[Sequence[Item], Sequence[Item]]]:
        """The shares of a run that are set against each other: two, two and two, or a half against the other."""
        against = [bool(_VERSUS.search(self.line.passage, a.end, b.start)) for a, b in pairwise(run)]
        half = len(run) // 2
        if len(run) % 2 or not any(against):
            return
        if against.count(True) == 1 and against[half - 1]:
            yield run[:half], run[half:]
        elif against == [n % 2 == 0 for n in range(len(run) - 1)]:
            yield from ((run[n : n + 1], run[n + 1 : n + 2]) for n in range(0, len(run), 2))

    def _firm(self, groups: Sequence[Item]) -> list[Item]:
        """Without what all were given, beside one of the arms: "more women had a normal level of iron in the X arm"."""
        known = {*self.model.known, *self.model.compared}
        firm = [g for g in groups if g.value.strong or g.value.trait or self._label(g) in known]
        is_one = self.model.is_comparison and len({self._label(g) for g in firm}) == 1
        return firm if is_one and any(g.value.strong for g in firm) else list(groups)

    def _latest(self, before: list[Item], share: Item) -> list[Item]:
        """The groups named since the shares before, if two are: "... with A than B (9% vs 4%), and fever more common
        with B than A (12% vs 3%)"."""
        last = max((r.end for run in self._runs for r in run if r.end <= share.start), default=self.line.start)
        since = [g for g in before if g.start >= last]
        return since if len({self._label(g) for g in since}) == 2 else before

    def _labels_of(self, pair: tuple[Sequence[Item], Sequence[Item]]) -> list[str]:
        named = [g for g in self.groups if not self._is_reported(g)]
        before = self._firm(self._latest([g for g in named if g.end <= pair[0][0].start], pair[0][0]))
        after = list(dict.fromkeys(self._label(g) for g in named if g.start >= pair[1][-1].end))
        labels = in_order(self.line, before, [self._label(g) for g in before])
        # "more with A than with B (9% vs 4%), but not than with C": the bracket is that of the two
        is_theirs = (
            before
            and self._is_reference(before[-1])
            and HEADS.fullmatch(self.line.passage, before[-1].end, pair[0][0].start)
        )
        if len(labels) == 2 and (is_theirs or not after):
            return labels
        return after if len(after) == 2 and not labels else []
