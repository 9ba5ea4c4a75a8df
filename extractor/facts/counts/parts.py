"""Numbers that are counts because of one another: parts that add up to a whole, groups set side by side, lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.facts.context import PaperView, PassageView
from extractor.facts.counts.candidates import Candidate
from extractor.facts.counts.labels import given_before, label_after, label_before, named_behind, told_apart
from extractor.facts.counts.lists import CLOSES, TAKING, listed_sizes, sizes_in_turn, with_people
from extractor.facts.counts.samples import sample_of
from extractor.facts.counts.side_by_side import side_by_side, with_names
from extractor.facts.counts.with_outcome import are_of_outcome, tell_what_each_had
from extractor.facts.groups.arms import ArmReader
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.sized import (
    BRACKETED,
    OF_EACH,
    described,
    labelled,
    labelled_by_bracket,
    parts_in_bracket,
    sizes_alike,
    two_parts,
)
from extractor.facts.sentences.treatments import is_treatment, is_treatment_label, names_treatment
from extractor.lazy import cached_property
from extractor.matching import Item, Line
from extractor.measures.numbers import WORDS
from extractor.records import PatientCount

# Small parts add up to something by chance: their whole must stand in the same sentence.
_SMALL = 20
_FEW = 5
_FEWEST = 10  # the parts of fewer describe them: five boys, one girl
_MOST_PARTS = 6
_HAD = re.compile(r" had (?!(?:[\w-]+ ){0,3}(?:data|follow-up|measurements?|scans?|records?|samples?)\b)")
_GROUPED = re.compile(
    r"\b(?:groups|cohorts|controls|healthy|identif\w+|compar\w+|enrolled|recruited|included|studied|analy[sz]ed|treated)\b",
    re.I,
)
_PLAIN = 0.8
# What two groups are given, each after its number: "40 patients took drug A and 38 took a new drug".
_TREATED = re.compile(
    r"[\s,]*(?:\([^()]*\)\s)?(?:who )?(?:(?:were|was|had|have been) )?"
    r"(?P<verb>treated|performed|received|receiving|underwent|undergoing|on|taking|using|took|given|initiated|started"
    r"|commenced)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}[\w-]*")
# 40 adults were assigned to A and 42 to B
_DRAWN_TO = re.compile(
    r"\s(?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed) to(?: (?:receive|undergo|take))?\b", re.I
)
_TO = re.compile(rf"(?:{_DRAWN_TO.pattern}|\sto(?: (?:receive|undergo|take))?\b)", re.I)
_GIVEN_TO = re.compile(r"\b(?:given|administered|assigned|allocated|prescribed|applied|offered) (?:\w+ly )?to $", re.I)
_THEN_TO = re.compile(
    r"^[^.;:()\d]{0,40}(?:,|\s(?:and|or|while|whereas))\s(?!of\b)[^.;:()]{2,50} to (?:the (?:other )?)?$"
)
_AGAINST = re.compile(
    r"(?:(?:,|;)?\s(?:and|while|whereas|but|versus|vs\.?|(?:(?:as|when) )?compared (?:with|to))|,|;)\s"
    r"(?:the |other |another |remaining )*"
    r"(?:\d[\d.·]*\s?% (?:\([^()]*\) )?(?:of|in|among|for) (?:the )?)?$",
    re.I,
)
_PART_OF = re.compile(r"\b(?:randomi\w+|assigned|allocated|of (?:whom|these|them|which)|includ\w+|who)\b|[.]\s", re.I)
_DRAWN = re.compile(
    r"\brandomi[sz]ed (?:(?:controlled|clinical|comparative|phase \w+|double.blind\w*|placebo\S*),? )*(?:trial|study)\b"
    r"|\b(?:was|were|patients|women|participants|subjects|adults|children) (?:\w+ )?randomi[sz]ed\b"
    r"|\brandomly (?:assigned|allocated|divided)\b|\bwe randomi[sz]ed\b",
    re.I,
)
_NEAR = 60  # characters
# 40 women were treated with zinc and 38 with iron
_DONE_WITH = re.compile(
    r"\b(?!(?:diagnos|(?:co-?)?infect|affect|afflict|present|associat|compar|admitt|complicat|identifi|follow)\w+)\w+ed"
    r" (?:\w+ly )?with\b",
    re.I,
)
_WHO_WERE_GIVEN = re.compile(
    r" (?:who|that) (?:had|received|underwent|took|(?:were|was) (?:\w+ly )?[a-z]+(?:ed|en|ut)\b)"
)
_WITH = re.compile(
    rf"(?:\b(?:{PEOPLE}|those|ones|{WORDS}|who (?:had|have))|\d|\d ?%\))"
    r" (?:with|without|(?:suffering|recovering) from)(?: an?)? $",
    re.I,
)
_OPENS = re.compile(  # drug A (90 patients), drug A (A20; 90 patients), (era 1, 102 patients; era 2, 101 patients)
    r"(?:[(\[]|;\s)(?:[^()\[\];,\d][^()\[\];,]{0,40}[;,:]\s)?$"
)


@dataclass(frozen=True)
class PartReader:
    """Reads the counts of one paper that no wording tells. `free` gives the numbers of a sentence that may count."""

    arms: ArmReader
    lines: Sequence[tuple[PassageView, Line]]
    free: Callable[[PassageView, Line], Sequence[Item]]

    def complete(self, found: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with these counts put in the place of what the wording alone made of the same numbers."""
        listed = list(self._listed())
        found = [*_elsewhere(found, listed), *listed]
        found += self._whole(found)
        named = [c for c in found if c.reading in ("group", "each")]
        wholes = _wholes(found)
        arms = {_place(c) for c in found if c.reading == "group" and c.fact.role == "arm"}
        parts = [part for place in self._numbers for part in self._parts(*place, wholes, arms)]
        adding = {_place(c): c.fact.role for c in parts}
        parts = _elsewhere(parts, named)
        found = [self._as_part(c, adding) if c in named else c for c in found]
        few = {_place(p) for p in parts if p.reading == "few"}
        parts = [p for p in parts if p.reading != "few"]
        return [*(c for c in _elsewhere(found, parts) if _place(c) not in few or _is_worded(c)), *parts]

    @cached_property
    def _numbers(self) -> list[tuple[PassageView, Line, Sequence[Item]]]:
        """The sentences with their numbers that may count."""
        return [(passage, line, self.free(passage, line)) for passage, line in self.lines]

    def _listed(self) -> Iterator[Candidate]:
        """As many sizes as arms before them, "drug A or placebo (n = 71 and 68)", or as many numbers as arms after."""
        for passage, line, free in self._numbers:
            behind = [b for b in labelled_by_bracket(line, free) if not self._is_told_before(passage, line, b[1])]
            turn = sizes_in_turn(line, free)
            for size, named in (*labelled(line, free), *behind, *turn):
                yield self._candidate(passage, line, size, None, named, "group")
            for size in described(line, free):
                plain = self._candidate(passage, line, size, None, None, "those")
                yield replace(plain, fact=replace(plain.fact, role="subgroup"))
            for number, label, given in listed_sizes(line, free):
                part = self._candidate(passage, line, number, None, label, "group")
                yield replace(part, fact=replace(part.fact, role="arm")) if given and not label else part

    def _is_told_before(self, passage: PassageView, line: Line, label: str) -> bool:
        """Whether an earlier sentence speaks of a group: then numbers with it are seldom its size."""
        earlier = (v.text for v in self.arms.view.passages if v.passage.ordinal < passage.passage.ordinal)
        return any(label.lower() in text.lower() for text in (*earlier, passage.text[: line.start]))

    def _are_told_after(self, passage: PassageView, line: Line, labels: Sequence[str | None]) -> bool:
        """Whether the paper goes on to speak of two groups at least, each by the first word that no other has."""
        later = (v.text for v in self.arms.view.passages if v.passage.ordinal > passage.passage.ordinal)
        told = set(_WORD.findall(" ".join((passage.text[line.end :], *later)).lower()))
        words = [_WORD.findall((label or "").lower()) for label in labels]
        own = [next((w for w in row if sum(w in r for r in words) == 1), None) for row in words]
        return sum(word in told for word in own) > 1

    def _whole(self, found: Sequence[Candidate]) -> list[Candidate]:
        """The sample that no words name but that is as large as the arms together: "given to 1540 recruits"."""
        told = (c.fact for c in found if c.fact.role == "arm" and c.reading != "denominator")
        arms = {(f.ordinal, f.start_char, f.pattern_id in OF_EACH and f.arm): f.n for f in told}
        whole = sum(arms.values())
        if len(arms) < 2 or whole < _SMALL or any(c.fact.n == whole for c in found):
            return []
        for passage, line, numbers in self._numbers:
            for number in numbers:
                if number.value.low == whole:
                    plain = self._candidate(passage, line, number, None, None, "whole")
                    return [Candidate(replace(plain.fact, role="total", confidence=0.86), "total")]
        return []

    def _parts(
        self,
        passage: PassageView,
        line: Line,
        numbers: Sequence[Item],
        wholes: set[int],
        arms: set[tuple[int, int]],
    ) -> list[Candidate]:
        """Numbers of a sentence that add up to a whole, or stand side by side. One treatment makes all of them arms."""
        if len(numbers) < 2:
            return []
        pairs = list(with_people(line, numbers))
        alike = sizes_alike(line, numbers)
        given = _given_alike(line, pairs) or [(n, p) for n, p in pairs if n in alike]
        runs = [[(n, p) for n, p in pairs if n in run] for run in _runs(passage.text, line, numbers, wholes)]
        if not (runs or given) and (had := _who_had(line, pairs)):
            return [self._candidate(passage, line, n, p, None, "few") for n, p in had]
        beside = [] if runs or given else side_by_side(line, with_names(line, pairs))
        elided = any(p is not None and p.end == n.end for n, p in beside) and not _GROUPED.search(
            line.passage, line.start, line.end
        )
        if beside and (elided or all(n.value.low < _FEW for n, _ in beside)):  # two cases of this and three of that
            return [self._candidate(passage, line, n, p, None, "few") for n, p in beside]
        told = runs or [given or beside]
        return [part for chosen in told for part in self._told(passage, line, chosen, arms, chosen == given)]

    def _told(
        self,
        passage: PassageView,
        line: Line,
        chosen: Sequence[tuple[Item, Item | None]],
        arms: set[tuple[int, int]],
        given: bool,
    ) -> list[Candidate]:
        """The groups of one run of numbers."""
        if are_of_outcome(line, chosen):
            return []
        labels: list[str | None] = []
        for number, people in chosen:
            closes = _is_bracketed(line, number, people) if people else CLOSES.match(line.passage, number.end)
            before = label_before(line, number) if number.kind == "size" or closes else None
            before = named_behind(line, number) or given_before(line, number) or before
            labels.append(before or (None if number.kind == "size" else label_after(line, number, people)))
        labels = list(told_apart(line, chosen, labels))
        by_trait = tell_what_each_had(line, chosen)
        if by_trait and not self._are_told_after(passage, line, labels):
            return []
        parts = [
            self._candidate(passage, line, number, people, label, "part")
            for (number, people), label in zip(chosen, labels, strict=True)
        ]
        if by_trait:
            treated = all(names_treatment(self.arms.view, label or "") for label in labels)
        else:
            treated = given or any(c.fact.role == "arm" or _place(c) in arms for c in parts)
        pairs = zip(chosen, labels, strict=True)
        had = not given and any(label and _is_trait(line, number, label) for (number, _), label in pairs)
        role = "arm" if treated and not self._have_trait(parts, had) else "subgroup"
        return [replace(c, fact=replace(c.fact, role=role)) for c in parts]

    def _have_trait(self, parts: Sequence[Candidate], had: bool) -> bool:
        """Whether a trait tells some groups apart, as where people `had` it, and no treatment."""
        view = self.arms.view
        labels = [c.fact.arm for c in parts if c.fact.arm and c.fact.arm not in ("with", "without")]
        had = had or not all(is_treatment_label(view, s) for s in labels)
        return had and not any(names_treatment(view, s) for s in labels)

    def _as_part(self, candidate: Candidate, roles: Mapping[tuple[int, int], str]) -> Candidate:
        """A group that is one of several parts: what the others are, unless a trait or a treatment tells it apart."""
        role, fact = roles.get(_place(candidate)), candidate.fact
        if role is None:
            return candidate
        if role == "arm" and fact.arm and is_treatment_label(self.arms.view, fact.arm):
            fact = replace(fact, role="arm")
        elif role == "subgroup" and fact.pattern_id != "count.assigned" and not self._is_given(fact.arm):
            fact = replace(fact, role="subgroup")
        return Candidate(fact, "part")

    def _is_given(self, label: str | None) -> bool:
        return label is None or names_treatment(self.arms.view, label)

    def _candidate(
        self, passage: PassageView, line: Line, number: Item, people: Item | None, label: str | None, reading: str
    ) -> Candidate:
        given = label in ("with", "without") and TAKING.search(line.passage, line.start, number.start) is not None
        treated = label is not None and (given or is_arm(self.arms.view, passage, line, number, label))
        end = people.end if people is not None else number.end
        fact = PatientCount(
            **passage.place(number.start, end, line),
            pattern_id=f"count.{'respectively' if reading == 'group' else reading}",
            confidence=0.7,
            n=number.value.low,
            role="arm" if treated else "subgroup",
            arm=self.arms.model.canonical(label) if label else None,
        )
        return Candidate(fact, reading)


# What people had before they came: "31 previously treated, 14 chemotherapy-naive"
_TREATED_BEFORE = re.compile(
    r"\b(?:previously|prior|heavily|never) (?:un)?treated\b|\bpre-?treated\b|\bna[iï]ve\b", re.I
)


def is_arm(view: PaperView, passage: PassageView, line: Line, mention: Item, label: str) -> bool:
    """Whether a group is an arm: told apart by treatment, or a group of a randomised study that no trait names."""
    if _TREATED_BEFORE.search(label) or (not names_treatment(view, label) and _is_trait(line, mention, label)):
        return False
    if is_treatment(view, passage, line, mention, label):
        return True
    return _is_randomised(view) and is_treatment_label(view, label)


def _is_trait(line: Line, mention: Item, label: str) -> bool:
    """Whether people are told to have what names their group: "seven with asthma", "women with asthma (n = 7)"."""
    text, reach = line.passage, _NEAR + len(label)
    at = text.find(label, mention.start, mention.end + reach)
    if mention.kind == "size":
        at = text.rfind(label, max(line.start, mention.start - reach), mention.start)
    had = at >= 0 and _WITH.search(text, max(line.start, at - _NEAR), at) is not None
    treated = had and _DONE_WITH.search(text, line.start, at)
    return had and not (treated or _WHO_WERE_GIVEN.match(text, at + len(label), line.end))


def _is_randomised(view: PaperView) -> bool:
    return any(_DRAWN.search(v.text) for v in view.passages if v.part != "background")


def _is_worded(candidate: Candidate) -> bool:
    """Whether more than a verb or a preposition tells that people are a sample."""
    return candidate.fact.role != "total" or candidate.fact.confidence > _PLAIN


def _elsewhere(candidates: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """The candidates whose place none of the others takes."""
    places = {_place(c) for c in others}
    return [c for c in candidates if _place(c) not in places]


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.fact.ordinal, candidate.fact.start_char


def _wholes(found: Sequence[Candidate]) -> set[int]:
    """The figures that may be a whole of parts: a number that only a preposition introduces is none."""
    total = sample_of(found)
    plain = ("total", "evaluable")
    return {c.fact.n for c in found if c is total or c.reading in plain or c.fact.pattern_id == "count.among"}


def _runs(text: str, line: Line, numbers: Sequence[Item], wholes: set[int]) -> list[list[Item]]:
    """The runs of numbers that add up to a whole, those outside of brackets before what brackets tell of them."""
    brackets = [m.span() for m in BRACKETED.finditer(line.passage, line.start, line.end)]
    outside = [n for n in numbers if not any(start < n.start < end for start, end in brackets)]
    runs = [_run(text, line, outside, wholes)] if 1 < len(outside) < len(numbers) else []
    taken = {n.start for run in runs for n in run}
    left = [n for n in numbers if n.start not in taken]
    while run := _run(text, line, left, wholes):
        runs.append(run)
        left = [n for n in left if n not in run]
    return [run for run in runs if run]


def _run(text: str, line: Line, numbers: Sequence[Item], wholes: set[int]) -> list[Item]:
    sizes = [i for i in numbers if i.kind == "size"]
    run = _parts_of_the_last(list(with_people(line, numbers))) or parts_in_bracket(line, numbers)
    run = run or _adding_up(text, numbers, wholes) or _adding_up(text, sizes, wholes)
    return run or two_parts(line, numbers)


def _parts_of_the_last(pairs: Sequence[tuple[Item, Item | None]]) -> list[Item]:
    """Numbers that add up to the people before them: "40 women were seen (22 in the drug group, 18 in the other)"."""
    for size in range(min(len(pairs) - 1, _MOST_PARTS), 1, -1):
        for first in range(1, len(pairs) - size + 1):
            run = [number for number, _ in pairs[first : first + size]]
            whole, people = pairs[first - 1]
            sized = people is not None or any(i.kind == "size" for i in (whole, *run))
            if sized and sum(i.value.low for i in run) == whole.value.low >= _SMALL:
                return run
    return []


def _adding_up(text: str, numbers: Sequence[Item], wholes: set[int]) -> list[Item]:
    """The longest run of numbers that adds up to a whole of the paper, which if small must stand beside them."""
    here = {i.value.low for i in numbers}
    for size in range(min(len(numbers), _MOST_PARTS), 1, -1):
        for first in range(len(numbers) - size + 1):
            run = list(numbers[first : first + size])
            total = sum(i.value.low for i in run)
            if total < _FEWEST or total not in wholes or _is_bare_list(run, text):
                continue
            if total >= _SMALL or total in here:
                return run
    return []


def _is_bare_list(run: Sequence[Item], text: str) -> bool:
    """Whether the numbers stand bare in a list, as shares of outcomes do: "in 3, 15 and 3 patients, respectively"."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(run)]
    return run[0].kind != "size" and all(re.fullmatch(r",?\s?(?:and\s)?", gap) for gap in gaps)


def _is_bracketed(line: Line, number: Item, people: Item) -> bool:
    opens = _OPENS.search(line.passage[max(line.start, number.start - 60) : number.start])
    return opens is not None and line.passage[people.end : people.end + 1] in (")", "]", ";")


def _who_had(line: Line, pairs: Sequence[tuple[Item, Item | None]]) -> list[tuple[Item, Item | None]]:
    """Numbers of whom the same is told, none of them the whole: "12 had mild, 40 had severe gout"."""
    had = [(n, p) for n, p in pairs if n.kind != "size" and _HAD.match(line.passage, (p or n).end)]
    return had if len(had) > 1 else []


def _given_alike(line: Line, people: Sequence[tuple[Item, Item | None]]) -> list[tuple[Item, Item | None]]:
    """Numbers that the same verb follows, side by side: those who were given one thing and those given another."""
    found: list[tuple[Item, Item | None]] = []
    for left, right in itertools.pairwise(people):
        after = (left[1] or left[0]).end
        verbs = [_TREATED.match(line.passage, (people or number).end) for number, people in (left, right)]
        gap = line.passage[after : right[0].start]
        same = verbs[0] and verbs[1] and verbs[0]["verb"].lower() == verbs[1]["verb"].lower()
        if drawn := _DRAWN_TO.match(gap):
            gap = gap[drawn.end() :]
            same = _TO.match(line.passage, (right[1] or right[0]).end)
        if (same and _AGAINST.search(gap) and not _PART_OF.search(gap)) or _given_to(line, left[0], gap):
            found += [pair for pair in (left, right) if pair not in found]
    return found


def _given_to(line: Line, number: Item, gap: str) -> bool:
    """Whether one thing is given to a number of people and another to the next: "drug A to 34 women and B to 36"."""
    verb = _GIVEN_TO.search(line.passage[max(line.start, number.start - 60) : number.start])
    return verb is not None and bool(_THEN_TO.search(gap))
