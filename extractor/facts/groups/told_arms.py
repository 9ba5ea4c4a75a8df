"""Groups that the words of a sentence leave no choice about: the latter, 18% of them, those without it, a bracket each.

What stands here is not weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.told_all import SharesOfAll
from extractor.facts.groups.told_blocks import GroupsOfBlocks
from extractor.facts.groups.told_clauses import GroupsOfClauses
from extractor.facts.groups.told_labels import LabelledShares, carried_on
from extractor.facts.groups.told_names import NamedShares
from extractor.facts.groups.told_number import CountedGroups
from extractor.facts.groups.told_openings import opened
from extractor.facts.groups.told_order import GroupsInOrder
from extractor.facts.groups.told_references import GroupsOfReferences
from extractor.facts.groups.told_runs import GroupsOfRuns
from extractor.facts.groups.told_stages import SharesOfStages
from extractor.facts.sentences.series import is_versus, series_of
from extractor.matching import Item, Line

_OF_TWO_AFTER = re.compile(
    r"[)\]%]*\s(?:of patients |of those |patients )?(?:in|of|with|for|on|by|after|receiving|given|among)\s"
    r"(?:those (?:on|given) )?the (?P<which>former|latter)\b",
    re.I,
)
_OF_TWO_BEFORE = re.compile(
    r"\bthe (?P<which>former|latter)(?: groups?| drug| arm)?(?: \(| had | was | were |, )$", re.I
)
_WHICH = re.compile(r"\b(?:former|latter)\b", re.I)
_JOINED = re.compile(r"[^.;]{0,60}?\b(?:and|or|with|to|versus|vs\.?|than)\b[^.;]{0,40}", re.I)
_THEM = re.compile(r"[)\]%]*\s(?:of|in|among) (?:them|these)\b", re.I)
_AGAINST = re.compile(r"\b(?:and|but|versus|vs|compared|against|while|whereas|than)\b", re.I)
_WITHOUT = re.compile(r"[)\]%]*\s(?:(?:of )?(?:those|patients) )?without (?:it|one|them)\b", re.I)
_HAVING = re.compile(
    r"[)\]%]*\s(?:\w+ )?(?:patients|participants|subjects|those|women|men|children|adults)\swith\s(?:an? |the )?$", re.I
)
_SWITCHED = re.compile(
    r"\b(?:were|was|had been) (?:then |subsequently )?"
    r"(?:escalated|increased|switched|crossed over|changed|rotated|converted)"
    r" to (?P<label>[^,;.()]{2,40}?)(?:, and|,| and)(?: (?:after|of|on) wh\w+)?,? (?:of wh\w+,? )?$",
    re.I,
)
# "relief was obtained with drug A in 40% and with drug B in 60%"
_WITH = re.compile(r"\b(?P<by>with|by|after|under|on|given|receiving)(?: the)? $")
_IN_SO_MANY = re.compile(r" in (?:only |about )?[(\[]?")
# "rash (80%, grade 3-4 in 10%)", "rash (80%, 10% severe)"
_GRADE = r"\b(?:grades?|severe|serious|life-threatening|G ?[3-5])\b"
_GRADED_NEXT = re.compile(rf"%?[,;/]? (?:[^()\[\]%,;]{{0,20}})?{_GRADE}[^()\[\]%,;]{{0,25}}", re.I)
_NEXT_GRADED = (re.compile(r"%?[,;/] ?(?:with )?"), re.compile(rf"%? (?:(?:of|were|was|with|at) )?{_GRADE}", re.I))
_BRACKET = re.compile(r"(?:\s(?:groups?|arms?|disease|tumou?rs?|patients))?\s?[(\[](?=[^()]*$)[^();]*$")


def groups_within(rates: Sequence[Item], mentions: Sequence[Item], model: ArmModel) -> Iterator[tuple[int, str]]:
    """The start of each share that holds the name of its group, and the group: "3 of 41 placebo recipients (7%)"."""
    for rate in rates:
        start, end = rate.value.span or (rate.start, rate.end)
        named = [m for m in mentions if start < m.start and m.end <= end and not m.value.trait]
        if named:
            yield rate.start, model.canonical(named[0].value.label)


@dataclass(frozen=True)
class TellingWords:
    """The shares of a sentence with its groups and terms; `earlier`: the groups of the sentence before."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    earlier: Sequence[Item]
    model: ArmModel
    terms: Mapping[int, Item]
    total: int

    def labels(self) -> dict[int, str | None]:
        """Start of each share whose group the words tell -> the label; None is the whole population."""
        of_all = SharesOfAll(self.line, self.groups, self.rates, self.terms, self.total)
        runs = GroupsOfRuns(self.line, self.groups, self.rates, self.model)
        clauses = GroupsOfClauses(self.line, self.groups, self.rates, self.model, self.total)
        blocks = GroupsOfBlocks(self.line, self.groups, self.rates, self.model, self.terms).labels()
        labelled = LabelledShares(self.line, self.groups, self.rates, self.model, self.terms)
        named = NamedShares(self.line, self.groups, self.rates, self.model, self.terms)
        against, beside = dict(named.set_against()), {**labelled.labels(), **runs.beside()}
        return {
            **dict(clauses.labels()),
            **dict(opened(self.line, self.groups, self.rates, self.model)),
            **dict(named.labels()),
            **runs.labels(),
            **dict(CountedGroups(self.line, self.rates, self.model).labels()),
            **dict(GroupsInOrder(self.line, self.groups, self.rates, self.model).labels()),
            **against,
            **beside,
            **blocks,
            **carried_on(labelled, {**against, **beside, **blocks}),
            **dict(SharesOfStages(self.line, self.groups, self.rates, self.model, self.terms).labels()),
            **dict.fromkeys(of_all.starts()),
            **dict(GroupsOfReferences(self.line, self.groups, self.rates, self.model).labels()),
            **dict(self._switched()),
            **dict(self._brackets()),
            **dict(self._before_each()),
            **dict(self._them()),
            **dict(self._of_two()),
            **dict(self._without()),
            **dict(self._graded_again()),
        }

    def _after(self, rate: Item) -> str:
        return self.line.passage[rate.end : self.line.end]

    def _label(self, group: Item) -> str:
        return self.model.canonical(group.value.label)

    def _of_two(self) -> Iterator[tuple[int, str]]:
        """ "in 7% of the latter and 12% of the former": the last two groups named side by side."""
        for rate in self.rates:
            before = self.line.passage[self.line.start : rate.start]
            match = _OF_TWO_AFTER.match(self._after(rate)) or _OF_TWO_BEFORE.search(before)
            pair = self._pair(rate) if match else None
            if match and pair:
                yield rate.start, pair[match["which"].lower() == "latter"]

    def _pair(self, rate: Item) -> tuple[str, str] | None:
        named = [g for g in (*self.earlier, *self.groups) if g.end <= rate.start and not _WHICH.search(g.value.label)]
        for first, second in zip(named[-2::-1], named[:0:-1], strict=False):
            gap = self.line.passage[first.end : second.start]
            if self._label(first) != self._label(second) and _JOINED.fullmatch(gap):
                return self._label(first), self._label(second)
        return None

    def _them(self) -> Iterator[tuple[int, str]]:
        """ "Controls did worse: 15% of them and 40% of those on drug A were cured"."""
        own = [g for g in self.earlier if not any(other.end + 1 == g.start for other in self.earlier)]
        labels = list(dict.fromkeys(self._label(g) for g in own))  # "Methotrexate recipients" is one
        here = {self._label(g) for g in self.groups}
        for rate, following in zip_longest(self.rates, self.rates[1:]):
            if len(labels) != 1 or not here - set(labels) or not _THEM.match(self._after(rate)):
                continue
            yield rate.start, labels[0]
            after = next((g for g in self.groups if following and g.start >= following.end), None)
            if following and after and _AGAINST.search(self.line.passage, rate.end, following.start):
                yield following.start, self._label(after)

    def _without(self) -> Iterator[tuple[int, str]]:
        """ "2 of 9 adults with a fistula were cured, but 18 of 25 without it"."""
        for rate in self.rates:
            if not _WITHOUT.match(self._after(rate)):
                continue
            for other in self.rates:
                group = next((g for g in self.groups if g.start >= other.end), None)
                if other.end < rate.start and group and group.value.trait:
                    label = group.value.label
                    if not label.startswith("without") and _has(self.line, other, group):
                        yield other.start, label
                        yield rate.start, f"without {label}"

    def _graded_again(self) -> Iterator[tuple[int, str | None]]:
        """ "Rash (80%, grade 3-4 in 10%)": of one group twice, that of the sentence if it names one."""
        text, labels = self.line.passage, {self._label(g) for g in self.groups}
        for one, other in pairwise(self.rates) if len(labels) < 2 else ():
            comma, grade = _NEXT_GRADED
            gap = text[one.end : other.start]
            graded = comma.fullmatch(gap) and grade.match(text, other.end, self.line.end)
            if text[: one.start].endswith(("(", "[")) and (graded or _GRADED_NEXT.fullmatch(gap)):
                yield from dict.fromkeys((one.start, other.start), next(iter(labels), None)).items()

    def _switched(self) -> Iterator[tuple[int, str]]:
        """ "Nine were switched to 20 mg, of whom four (44%) responded"."""
        for rate in self.rates:
            match = _SWITCHED.search(self.line.passage, self.line.start, rate.start)
            if match and not any(
                r.start < match.start() or g.start >= match.end() for r in self.rates for g in self.groups
            ):
                yield rate.start, self.model.canonical(match["label"])

    def _before_each(self) -> Iterator[tuple[int, str]]:
        """ "with drug A in 40% and with drug B in 60%": the same small word leads to each group and its share."""
        found: dict[int, Item] = {}
        led: set[str] = set()
        for rate in self.rates:
            before = next((g for g in reversed(self.groups) if g.end <= rate.start), None)
            if before and _IN_SO_MANY.fullmatch(self.line.passage, before.end, rate.start):
                lead = _WITH.search(self.line.passage, self.line.start, before.start)
                if lead:
                    found[rate.start] = before
                    led.add(lead["by"])
        if len(led) == 1 and len({self._label(g) for g in found.values()}) == len(found) > 1:
            yield from ((start, self._label(group)) for start, group in found.items())

    def _brackets(self) -> Iterator[tuple[int, str]]:
        """ "in PD-L1-high disease (ORR 38%) but less in PD-L1-low disease (ORR 10%)": a bracket behind each group."""
        found: dict[int, Item] = {}
        runs = series_of(self.line, "rate")
        versus = {r.start for run in runs if any(is_versus(self.line, two) for two in pairwise(run)) for r in run}
        for rate in self.rates:
            before = next((g for g in reversed(self.groups) if g.end <= rate.start), None)
            named = before and (before.value.trait or before.value.strong)
            in_bracket = before and _BRACKET.fullmatch(self.line.passage, before.end, rate.start)
            if before and named and in_bracket and rate.start not in versus:
                found[rate.start] = before
        several = versus and len({self._label(g) for g in self.groups}) > 2
        if several or len({self._label(g) for g in found.values()}) > 1:
            yield from ((start, self._label(group)) for start, group in found.items())


def _has(line: Line, rate: Item, group: Item) -> bool:
    """Whether a share is one of those with a trait: "14 patients with a mutation"."""
    with_ = "with " if line.passage.startswith("with ", group.start) else ""  # which a label may begin with
    return _HAVING.fullmatch(line.passage[rate.end : group.start] + with_) is not None
