"""Shares that stand beside the names of their groups: "(open 12%; keyhole 5%)", "17% M, 19% S", "8% without a drain".

The pairs that follow have the same groups in the same order: "fever (drug A 9% vs drug B 2%), rash (4% vs 1%)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_group, names_a_result
from extractor.facts.groups.told_runs import OF
from extractor.facts.sentences.likeness import words
from extractor.facts.sentences.series import PEOPLE, joined
from extractor.lazy import cached_property
from extractor.matching import Item, Line

_LONGEST = 6  # words of a label
_PARTS = r"(?:;|,?\s(?:and|vs?\.?|versus|against|(?:(?:as|when) )?compared (?:with|to))(?=\s)|,(?: but)?|/)"
_BRACKET = re.compile(r"[(\[](?P<inside>(?:[^()\[\]]|\([^()]*\)|\[[^\[\]]*\])*)[)\]]")
_LABEL = (
    r"(?:(?:in|for|with|among|after|on|at|of|the|patients|those|receiving|given|treated|allocated|assigned|randomi[sz]ed"
    r"|to)\s)*(?P<label>[A-Za-z≥≤<>][^;:,()\[\]=%]{0,50}?)"
)
_BEFORE = re.compile(rf"\s?{_LABEL}(?:\s?[:=,]|\s(?:was|were|had|in))?\s?", re.I)
_SEPARATOR = re.compile(rf"[)\]%]*\s?{_PARTS}\s?", re.I)
_BEHIND = re.compile(rf"[)\]%]*\s?{_LABEL}{_SEPARATOR.pattern}", re.I)
_BEHIND_LAST = re.compile(rf"[)\]%]*\s?{_LABEL}[)\]%]*\s?(?:[,;].*)?", re.I | re.S)
_VERSUS = re.compile(r"\b(?:vs?|versus|against|compared)\b", re.I)
_OWN_BRACKET = re.compile(r"[)\]%]*\s?[(\[](?P<label>[A-Za-z][^;:,()\[\]=%]{1,40})[)\]]")
_NO_MARK = re.compile(r"[)\]%]*[^,;:()\[\].]*")
_PERSONS = frozenset(("men", "women", "male", "female", "boy", "girl", "adult", "children"))
_NOUN = re.compile(r"\s(?:sub)?(?:groups?|arms?|cohorts?|patients|participants)$", re.I)
_NO_LABEL = re.compile(
    r"^(?:p|n|ns|or|hr|rr|ci|sd|se|iqr|auc|in|of|for|with|on|at|and|to|than|from|about|only|nearly|least|most)\b"
    r"|^(?:early|late|left|right|local|regional|distant|mild|moderate|severe|fatal|complete|partial|stable|major|minor)$"
    r"|\b(?:range|mean|median|grades?|total|overall|including|respectively|days?|weeks?|months?|years?|hours?|baseline"
    r"|cycles?|followed|had|before|after|because|due|was|were)\b",
    re.I,
)
_ASIDE = r"(?:[)\]%]|\s?[(\[][^()\[\]]*[)\]]|;[^()\[\]]{1,20}[)\]])*"  # 71% [61-78; n=36 events] with X
_HOW = rf"{_ASIDE}\s(?:of (?:those|patients) )?(?P<how>with|without)"
_WHAT = r" (?:an? |the )?(?P<label>[^;:,()\[\]=%]{2,40}?)"
_WITH_FIRST = re.compile(rf"{_HOW}(?:{_WHAT})?{_SEPARATOR.pattern}", re.I)
_WITH_LAST = re.compile(
    rf"{_HOW}{_WHAT}(?=\s?[,;.()\[\]]|$|\s(?:died|survived|responded|relapsed|met|had|were|was|developed|experienced"
    r"|suffered|achieved|reached|required|needed|reported|showed|underwent|received)\b)",
    re.I,
)
_WITHOUT_LAST = re.compile(rf"{_ASIDE}\s(?P<how>without)(?: it| treatment| therapy)?(?=\s?[,;.()\[\]]|$)")
# "6% in those who were not"
_NOT_SO = re.compile(
    rf"[)\]%]*\s(?:(?:of|in|for|among)\s)?(?:the )?(?:those|{PEOPLE})\s(?:who|that)\s"
    r"(?:did|were|was|had|have|are|do)\snot(?=\s?[,;.()\[\]]|$)",
    re.I,
)
# "for platinum was 42% versus 49% for placebo"
_HEADED = re.compile(
    r"\b(?P<how>for|in|with|on|after|among)\s(?:the )?(?P<label>[^,;:()\[\]\d]{2,40}?)"
    r"(?:\s(?:groups?|arms?))?\s(?:was|were)\s$",
    re.I,
)
_CLOSING = re.compile(
    r"[)\]%]*\s(?P<how>for|in|with|on|after|among)\s(?:the )?(?P<label>[^,;:()\[\]\d]{2,40}?)"
    r"(?=\s?[,;.()\[\]]|$|\s(?:groups?|arms?|and|at)\b)",
    re.I,
)

_SHORT = r"[)\]%]*\s(?:in |for |with )?(?P<label>[A-Z][\w+/-]*[A-Z0-9][\w+/-]*)"
_SHORT_FIRST = re.compile(rf"{_SHORT}\s(?:vs?\.?|versus)\s[(\[]?")
_SHORT_LAST = re.compile(rf"{_SHORT}(?=\s?[,;.()\[\]]|$)")
_RANGE = re.compile(
    r"[)\]%]*\s(?:in|for|of|with|among)\s(?:(?:the|patients|those|with|in)\s)*"
    r"(?P<noun>(?:[A-Z][\w-]+ )?(?:class|stage|type|tertile|quartile|quintile|group|level)(?:e?s)?)\s"
    r"(?P<first>[IVX]+|\d|[A-D])(?:\s?[-–]\s?| to | through )(?P<last>[IVX]+|\d|[A-D])\b"
)
_HAD_BY = re.compile(
    rf"(?: (?:{PEOPLE}|patient|participant|woman|man|child|case))? (?:at|on|in|with|receiving|given) (?:the )?"
)
_WITH_PARTS = re.compile(
    r"[)\]%]* \((?:[^()\[\]]|\([^()]*\))*\) (?:in|with|on|among|for|after|receiving) (?:the |those (?:on|with) )?"
)
_CLOSES = re.compile(r"(?: (?:group|arm|cohort|dose level))?[)\]]")
_VALUES = ("I II III IV V VI VII".split(), list("1234567"), list("ABCDEFG"))


@dataclass(frozen=True)
class LabelledShares:
    """The shares of a sentence with its groups; `terms`: what each is a share of, by its start."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel
    terms: Mapping[int, Item]

    def labels(self) -> dict[int, str]:
        """Start of each share that its label stands beside -> the label."""
        if len(self.rates) < 2:
            return {}
        found: dict[int, str] = {}
        for bracket in _BRACKET.finditer(self.line.passage, self.line.start, self.line.end):
            inside = [r for r in self.rates if bracket.start() < r.start and end_of(r) < bracket.end()]
            term = self.terms.get(inside[0].start) if len(inside) > 1 else None
            if term and term.end <= bracket.start() and self.is_of_one_term(inside):
                start, end = bracket.span("inside")
                labels = self._before(inside, start) or self._behind(inside, end)
                found.update({r.start: label for r, label in zip(inside, labels, strict=bool(labels))})
        return {
            **self._in_own_brackets(),
            **dict(self._had_by()),
            **dict(self._with_parts()),
            **dict(self._of_group_before()),
            **found,
            **dict(self._with_and_without()),
            **dict(self._not_so()),
            **dict(self._around()),
            **dict(self._set_against()),
            **dict(self._ranged()),
        }

    def _had_by(self) -> Iterator[tuple[int, str]]:
        """ "rash (two patients at 400 mg) and fever (n = 1 on placebo)": a bracket of one number and its group."""
        text, line = self.line.passage, self.line
        for rate in self.rates:
            behind = _HAD_BY.match(text, rate.end, line.end) if text[rate.start - 1] in "([" else None
            group = next((g for g in self.groups if behind and g.start == behind.end()), None)
            if group and _CLOSES.match(text, group.end, line.end):
                yield rate.start, self.model.canonical(group.value.label)

    def _with_parts(self) -> Iterator[tuple[int, str]]:
        """ "63% (complete 34%, partial 29%) with A": the group behind the bracket is that of all three."""
        text, line = self.line.passage, self.line
        for rate in self.rates:
            bracket = _WITH_PARTS.match(text, end_of(rate), line.end)
            parts = [r for r in self.rates if bracket and bracket.start() < r.start < bracket.end()]
            group = next((g for g in self.groups if bracket and g.start == bracket.end()), None) if parts else None
            if group:
                yield from ((r.start, self.model.canonical(group.value.label)) for r in (rate, *parts))

    def _of_group_before(self) -> Iterator[tuple[int, str]]:
        """ "69% in arm A (nausea 31%, pain 11%) and 11% in arm B": the bracket is of the group before it."""
        for bracket in _BRACKET.finditer(self.line.passage, self.line.start, self.line.end):
            parts = [r for r in self.rates if bracket.start() < r.start and end_of(r) < bracket.end()]
            own = {
                t.start for r in parts if (t := self.terms.get(r.start)) and bracket.start() < t.start < bracket.end()
            }
            group = next((g for g in self.groups if g.end == bracket.start() - 1), None)
            others = any(bracket.start() < g.start < bracket.end() for g in self.groups)
            if group and len(own) == len(parts) > 1 and not others:
                yield from ((r.start, self.model.canonical(group.value.label)) for r in parts)

    def _are_against(self, rates: Sequence[Item]) -> bool:
        return _VERSUS.search(self.line.passage, end_of(rates[0]), rates[1].start) is not None

    def _in_own_brackets(self) -> dict[int, str]:
        """ "5% (surgery) and 9% (observation)"."""
        text, end = self.line.passage, self.line.end
        own = [(r, m["label"]) for r in self.rates if (m := _OWN_BRACKET.match(text, end_of(r), end))]
        rates = [r for r, _ in own]
        is_alike = len(own) > 1 and self.is_of_one_term(rates)
        labels = self._checked([label for _, label in own], against=True) if is_alike else []
        return {r.start: label for r, label in zip(rates, labels, strict=bool(labels))}

    def _set_against(self) -> Iterator[tuple[int, str]]:
        """ "18% ABC vs 11% MDX": short forms behind two shares."""
        text, end = self.line.passage, self.line.end
        for first, second in pairwise(self.rates):
            own = _SHORT_FIRST.fullmatch(text, end_of(first), second.start)
            other = own and _SHORT_LAST.match(text, end_of(second), end)
            labels = self._checked([own["label"], other["label"]], against=True) if own and other else []
            yield from zip((first.start, second.start), labels, strict=bool(labels))

    def _ranged(self) -> Iterator[tuple[int, str]]:
        """ "47%, 36% and 8% in classes I-III": as many shares as the range has values."""
        for run in joined(self.line, self.rates):
            match = _RANGE.match(self.line.passage, end_of(run[-1]), self.line.end) if len(run) > 2 else None
            values = _values(match["first"], match["last"]) if match else []
            if match and len(values) == len(run) and self.is_of_one_term(run):
                noun = re.sub(r"(?<=ss)es$|(?<!s)s$", "", match["noun"])
                yield from ((rate.start, f"{noun} {value}") for rate, value in zip(run, values, strict=True))

    def is_of_one_term(self, rates: Sequence[Item]) -> bool:
        return len({t.start if (t := self.terms.get(r.start)) else -r.start for r in rates}) == 1

    def is_next(self, first: Sequence[Item], row: Sequence[str], run: Sequence[Item]) -> bool:
        """Whether no group is named between two pairs but those of the first, nor right behind the second."""
        between = [g for g in self.groups if first[-1].end <= g.start < run[-1].end]
        after = next((g for g in self.groups if g.start >= run[-1].end), None)
        is_own = after and _NO_MARK.fullmatch(self.line.passage, run[-1].end, after.start)
        return not is_own and [self.model.canonical(g.value.label) for g in between] in ([], row[-1:], [*row])

    def _before(self, rates: Sequence[Item], start: int) -> list[str]:
        """ "no tube 3%; routine tube 5%; late tube 11%"."""
        labels: list[str] = []
        for rate in rates:
            if labels:
                separator = _SEPARATOR.match(self.line.passage, start, rate.start)
                if separator is None:
                    return []
                start = separator.end()
            match = _BEFORE.fullmatch(self.line.passage, start, rate.start)
            if match is None:
                return []
            labels.append(match["label"])
            start = end_of(rate)
        return self._checked(labels, against=self._are_against(rates))

    def _behind(self, rates: Sequence[Item], end: int) -> list[str]:
        """ "17% M, 19% S", "12% with tirofide vs 9% with placebo"."""
        labels: list[str] = []
        stops = [*(r.start for r in rates[1:]), end]
        for rate, stop in zip(rates, stops, strict=True):
            pattern = _BEHIND_LAST if stop == end else _BEHIND
            match = pattern.fullmatch(self.line.passage, end_of(rate), stop)
            if match is None:
                return []
            labels.append(match["label"])
        return self._checked(labels, against=self._are_against(rates))

    def _checked(self, labels: Sequence[str], *, against: bool) -> list[str]:
        """The labels, if each may name a group and one at least is known for one or has a word in common with all."""
        plain = [_NOUN.sub("", label.strip()) for label in labels]
        is_each = all(len(p.split()) <= _LONGEST and not self._is_no_label(p) for p in plain)
        contents = [words(p) for p in plain]
        alike = bool(frozenset.intersection(*contents))
        if len(set(plain)) < len(plain) or not is_each or not (against or alike or any(map(self._is_known, contents))):
            return []
        named = {g.value.label.lower(): g.value.label for g in self.groups}
        return [self.model.canonical(named.get(p.lower(), p)) for p in plain]

    def _is_known(self, content: frozenset[str]) -> bool:
        """Whether a label has a word of the groups of the paper, or is the first letter of one."""
        return bool(content & self._known) or any(len(c) == 1 and k.startswith(c) for c in content for k in self._known)

    @cached_property
    def _known(self) -> frozenset[str]:
        model = self.model
        labels = [*model.known, *model.compared, *model.sisters, *(g.value.label for g in self.groups)]
        return model.assigned.union(_PERSONS, *(words(label) for label in labels))

    def _is_no_label(self, label: str) -> bool:
        return bool(_NO_LABEL.search(label)) or is_no_group(label) or names_a_result(label)

    def _with_and_without(self) -> Iterator[tuple[int, str]]:
        """ "8% without a drain and 12% with a drain", "12% with and 8% without a drain"."""
        for first, second in pairwise(self.rates):
            text = self.line.passage
            own = _WITH_FIRST.fullmatch(text, end_of(first), second.start)
            other = own and _WITH_LAST.match(text, end_of(second), self.line.end)
            if own and own["label"]:
                other = _WITHOUT_LAST.match(text, end_of(second), self.line.end) or other
            if own and other and own["how"].lower() != other["how"].lower():
                label = (own if own["label"] else other)["label"]
                for rate, match in ((first, own), (second, other)):
                    lacks = match["how"].lower() == "without"
                    yield rate.start, f"without {label}" if lacks else self.model.canonical(label)

    def _not_so(self) -> Iterator[tuple[int, str]]:
        """ "4% in those on warfarin and 6% in those who were not"."""
        text, end = self.line.passage, self.line.end
        for first, second in pairwise(self.rates):
            group = next((g for g in self.groups if g.start >= end_of(first)), None)
            is_own = group and group.end <= second.start and OF.fullmatch(text, end_of(first), group.start)
            if group and is_own and _NOT_SO.match(text, end_of(second), end):
                label = self.model.canonical(group.value.label)
                yield from ((first.start, label), (second.start, f"without {label}"))

    def _around(self) -> Iterator[tuple[int, str]]:
        """ "The survival for platinum was 42% versus 49% for placebo"."""
        text, line = self.line.passage, self.line
        for first, second in pairwise(self.rates):
            last = _CLOSING.match(text, end_of(second), line.end) if self._are_against([first, second]) else None
            before = text[max(line.start, first.start - 60) : first.start] if last else ""
            head = _HEADED.search(before)
            while head and (nearer := _HEADED.search(before, head.start() + 1)):
                head = nearer
            if head and last and head["how"].lower() == last["how"].lower():
                labels = self._checked([head["label"], last["label"]], against=True)
                yield from zip((first.start, second.start), labels, strict=bool(labels))


def carried_on(sentence: LabelledShares, told: Mapping[int, str]) -> dict[int, str]:
    """The groups of the pairs that follow one whose groups are told, in its order, if none other is named between."""
    found: dict[int, str] = {}
    before: list[Item] = []
    for run in joined(sentence.line, sentence.rates):
        first = [r for r in before[-len(run) :] if r.start in told]
        row = [told[r.start] for r in first]
        is_open = len(set(row)) == len(run) > 1 and not any(r.start in told for r in run)
        is_alike = is_open and sentence.is_of_one_term(first) and sentence.is_of_one_term(run)
        if is_alike and sentence.is_next(first, row, run):
            found.update({r.start: label for r, label in zip(run, row, strict=True)})
        else:  # a pair that has its groups from another hands them on no further
            before += run
    return found


def _values(first: str, last: str) -> list[str]:
    """The values from one to another: I to III."""
    scale = next((row for row in _VALUES if first in row and last in row), [])
    return scale[scale.index(first) : scale.index(last) + 1] if scale else []


def end_of(rate: Item) -> int:
    """Where a share ends with what is said of it: "two deaths (4%)"."""
    return int(max(rate.end, *(rate.value.span or (0,))))
