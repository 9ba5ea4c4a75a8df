"""Groups that "respectively" gives to as many shares: "in 87% and 72% during deep and moderate block, respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_label
from extractor.facts.groups.told_runs import HEADS
from extractor.facts.sentences.series import PEOPLE, series_of
from extractor.matching import Item, Line

_HOW = (
    r"(?:in|for|with|among|after|on|by|during|of|under|receiving|given|using|following"
    r"|(?:assigned|allocated|randomi[sz]ed|exposed) to)"
)
_CLOSED = re.compile(r"[)\]%]*(?:[^;:()\[\]]|\([^()]*\)){1,200}?(?=,?\s?respectively\b)", re.I)
_OPENED = re.compile(rf"\s{_HOW}\s(?:respectively )?|, ", re.I)  # "for A, B and C, respectively"
_OPENED_BEFORE = re.compile(rf"(?:^|(?<=\s))(?:{_HOW}|to|between)\s", re.I)
_TELLS_ORDER = re.compile(r"\brespective(?:ly)?\b")
# For A (80 patients) and B (90 patients), the rates were
_OPENING = re.compile(
    r"(?:For|With|In|Among|After|On|By) (?P<list>[^,;:()]+\([^()]*\d[^()]*\)[^,;:()]+\([^()]*\d[^()]*\)), "
    r"(?=[^;]*(?:was|were) $)"
)
_GROUPS_OPEN = re.compile(r"(?:For|With|In|Among|After|On) (?P<list>[^,;:()]+ (?:groups|arms|cohorts|patients)), ")
_OF_GROUPS_BEHIND = re.compile(
    rf"[)\]%]*,? respectively,? {_HOW} (?P<list>[^;:()]+? (?:groups|arms|cohorts|patients))(?=\s?[,;.()]|$)"
)
_SHORT = re.compile(r"[A-Z][\w/+-]*[A-Z\d]")  # two words before a verb may be anything
_LEADS = re.compile(r"\s(?:was|were|is|are)\s(?:\w+ly |about )?$")
_TOLD = re.compile(r"[)\]%]*(?:\s\([^()]*\))?,? respectively")
_JOINT = re.compile(r",? (?:and|or|versus|vs\.?) (?:in |for |with |by |of |on |after )?|, ", re.I)
_LEAD = re.compile(
    rf"^(?:(?:the|an?|those|both|in|for|with|{PEOPLE}|receiving|given|treated|who|received|underwent|undergoing|taking)\s)+",
    re.I,
)
_NOUN = re.compile(
    rf"\s(?:(?:sub)?(?:groups?|arms?|cohorts?)|strateg(?:y|ies)|regimens?|approach(?:es)?|techniques?|methods?|treatments|{PEOPLE})$",
    re.I,
)
_NO_NAME = re.compile(
    r"\d\s?%|\b(?:was|were|had|is|are|than|grades?|years?|months?|weeks?|days?|hours?|baseline"
    r"|(?<!combination of )both|all)\b",
    re.I,
)
_QUALITY = re.compile(
    r"[a-z-]+(?:al|ac|ic|ar|ous|ive|ary|ory|ent|ant|able|ible|ior|ate|or|ed)|early|late|acute|chronic|deep|shallow|low|high"
    r"|upper|lower|higher|middle|medium|mild|severe|open|closed|young|old|short|long|small|large|single|double"
)
_GROUP = re.compile(r"\s(?:(?:sub)?(?:groups?|arms?|cohorts?)|strateg(?:y|ies)|regimens?)$", re.I)
_TIMES = re.compile(
    r"\s(?:after|at|during|within|over)\s\d[\w\s,–-]*$", re.I
)  # "after 4-12 and 4-16 weeks, respectively"
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"(?<= )\([^()]*\)(?=[\s,;.]|$)")  # but "bis (p-chlorophenyl)ethane"
_NAME = r"(?:(?!\b(?:and|or|with|as|into)\b)[^(),;:.])+"
# "low (0-2), middle (3-5) and high risk (6-9), with"
_BRACKETED = re.compile(
    rf"(?:\b(?:as|into|in|of|were|to|for)|:)\s(?P<list>(?:{_NAME}\([^()]*(?:\([^()]*\)[^()]*)*\),?\s(?:and\s|or\s)?){{3,6}})"
    r"(?:(?:risk|disease|groups?),?\s)?(?:with|had|having|in whom|where|for which)\b"
)
_ITEM = re.compile(r"(?P<name>[^(),;:]+)\([^()]*(?:\([^()]*\)[^()]*)*\),?\s(?:and\s|or\s)?")
_WHO_HAVE = re.compile(rf"\b(?:those|{PEOPLE}|ones) (?:with|without|having|who had) $")
_OPEN_BRACKET = re.compile(r"\s\([^()]*$")
_AGAINST = re.compile(r",? (?:than|(?:(?:as|when) )?compared (?:with|to)|versus|vs\.?) (?:(?:in|with|for|those|the) )*")
_ARE_GROUPS = re.compile(r"\b(?:and|or) [^,;:()]{1,40}? (?:groups?|arms?)\b(?! of\b)")
_OF_CODES = re.compile(
    r"(?P<noun>treatment|regimen|schedule|protocol|course|level|class|type)s (?P<code>[A-Z\d]|[IVX]+)"
)
_A_TO_D = re.compile(r"(?:the )?groups? (?P<first>[A-Z]) ?(?:to|through|-|–) ?(?P<last>[A-Z])")
_LONGEST = 6  # words of a name
_TERMS = ("event", "outcome", "timepoint", "p_value")


@dataclass(frozen=True)
class GroupsInOrder:
    """The shares of a sentence with its groups."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel

    def labels(self) -> Iterator[tuple[int, str]]:
        """Start of each share whose group is told by its place in a list -> the label."""
        if not _TELLS_ORDER.search(self.line.passage, self.line.start, self.line.end):
            return
        for run in series_of(self.line, "rate"):
            own = [r for r in run if r in self.rates]
            if len(own) < len(run) or len(run) < 2:
                continue
            if labels := (
                self._behind(run)
                or self._before(run)
                or self._opening(run)
                or self._sorted(run)
                or self._compared(run)
                or self._paired(run)
            ):
                yield from zip((r.start for r in run), labels, strict=True)
            else:
                yield from self._in_pairs(run)

    def _behind(self, run: Sequence[Item]) -> list[str]:
        """The names of the last list before "respectively" that has as many as there are shares."""
        closed = _CLOSED.match(self.line.passage, run[-1].end, self.line.end)
        if closed is None or any(closed.start() <= r.start < closed.end() for r in self.rates):
            return []
        head = next((g for g in reversed(self.groups) if g.end <= run[0].start), None)
        are_listed = any(g.value.strong and closed.start() <= g.start < closed.end() for g in self.groups)
        if head and not are_listed and HEADS.fullmatch(self.line.passage, head.end, run[0].start):
            return []  # "after surgery was 99% and 96% for early and late relapse, respectively"
        times = _TIMES.search(self.line.passage, *closed.span())
        end = times.start() if times else closed.end()
        opened = reversed([m.end() for m in _OPENED.finditer(self.line.passage, closed.start(), end)])
        return next((labels for start in opened if (labels := self._named(start, end, len(run)))), [])

    def _in_pairs(self, run: Sequence[Item]) -> Iterator[tuple[int, str]]:
        """ "Cure and relapse rates of the A, B and C groups were 64% and 9%, 33% and 22%, and 50% and 11%"."""
        text = self.line.passage
        breaks = ["," in _IN_BRACKETS.sub("", text[a.end : b.start]) for a, b in pairwise(run)]
        if len(run) % 2 == 0 and len(run) > 2 and breaks == [n % 2 == 1 for n in range(len(run) - 1)]:
            each = [*run[: len(run) // 2 - 1], run[-1]]  # as many as there are groups
            labels = self._before(run[::2], run[-1]) or self._behind(each) or self._around(each)
            yield from ((rate.start, labels[n // 2]) for n, rate in enumerate(run) if labels)

    def _around(self, run: Sequence[Item]) -> list[str]:
        """ "In the A and B groups, ... were", ", respectively, in the A and B groups"."""
        behind = _OF_GROUPS_BEHIND.match(self.line.passage, run[-1].end, self.line.end)
        told = behind or _GROUPS_OPEN.match(self.line.passage, self.line.start, run[0].start)
        return self._named(*told.span("list"), len(run)) if told else []

    def _compared(self, run: Sequence[Item]) -> list[str]:
        """ "more often with A compared to B or C (57%, 27% and 14%, respectively)"."""
        text, line = self.line.passage, self.line
        bracket = _OPEN_BRACKET.search(text, line.start, run[0].start)
        if len(run) < 3 or bracket is None or not _TOLD.match(text, run[-1].end, line.end):
            return []
        names = _AGAINST.sub(", ", text[line.start : bracket.start()])
        for opened in reversed(list(_OPENED_BEFORE.finditer(names))):
            labels = [self.model.canonical(_LEAD.sub("", n)) for n in _JOINT.split(names[opened.end() :])]
            if len(labels) == len(run):
                return labels if len(set(labels)) == len(run) and all(map(_may_be_group, labels)) else []
        return []

    def _sorted(self, run: Sequence[Item]) -> list[str]:
        """ "sorted into low (0-2), middle (3-5) and high (6-9) risk, with leaks in 1%, 4% and 9%, respectively"."""
        text, line = self.line.passage, self.line
        if len(run) < 3 or not _TOLD.match(text, run[-1].end, line.end):
            return []
        found = _BRACKETED.search(text, line.start, run[0].start)
        names = [_LEAD.sub("", m["name"].strip()) for m in _ITEM.finditer(found["list"])] if found else []
        labels = [self.model.canonical(name) for name in names]
        return labels if len(labels) == len(run) == len(set(labels)) and all(map(_may_be_group, labels)) else []

    def _before(self, run: Sequence[Item], last: Item | None = None) -> list[str]:
        """The names of the last list that leads to the shares: "for A, B and C was 1%, 2% and 3%, respectively"."""
        text, line = self.line.passage, self.line
        verb = _LEADS.search(text, line.start, run[0].start)
        if verb is None or not _TOLD.match(text, (last or run[-1]).end, line.end):
            return []
        before = max((r.end for r in self.rates if r.end <= run[0].start), default=line.start)
        opened = reversed([m.end() for m in _OPENED_BEFORE.finditer(text, before, verb.start())])
        labels = next((labels for start in opened if (labels := self._named(start, verb.start(), len(run)))), [])
        return labels if len(run) > 2 or all(map(_SHORT.fullmatch, labels)) else []

    def _opening(self, run: Sequence[Item]) -> list[str]:
        """ "For A (80 patients) and B (90 patients), respective rates were 60% and 46%"."""
        opening = _OPENING.match(self.line.passage, self.line.start, run[0].start)
        return self._named(*opening.span("list"), len(run)) if opening else []

    def _paired(self, run: Sequence[Item]) -> list[str]:
        """ "Stay in the A and B groups was 5 and 7 days, and relapse was 9% and 4%, respectively": those of before."""
        text, line = self.line.passage, self.line
        ends = [m.end() for m in _ARE_GROUPS.finditer(text, line.start, run[0].start)]
        others = any(g.start > ends[0] for g in self.groups) if ends else True
        if others or len(ends) > 1 or not _TOLD.match(text, run[-1].end, line.end):
            return []
        opened = reversed([m.end() for m in _OPENED_BEFORE.finditer(text, line.start, ends[0])])
        return next((labels for start in opened if (labels := self._named(start, ends[0], len(run)))), [])

    def _named(self, start: int, end: int, count: int) -> list[str]:
        """The names of a list, if it has as many as there are shares and each may be a group's."""
        if (of := _A_TO_D.fullmatch(self.line.passage, start, end)) and ord(of["last"]) - ord(of["first"]) == count - 1:
            return [self.model.canonical(f"group {chr(ord(of['first']) + n)}") for n in range(count)]
        asides = [m.span() for m in _ASIDE.finditer(self.line.passage, start, end)]
        joints = [m.span() for m in _JOINT.finditer(self.line.passage, start, end)]
        cuts = [x for s, e in joints if not any(first < s < last for first, last in asides) for x in (s, e)]
        spans = list(zip([start, *cuts[1::2]], [*cuts[::2], end], strict=True))
        text = _ASIDE.sub(lambda m: " " * len(m[0]), self.line.passage[:end])  # "X (n = 30), Y and Z"
        if "(" in text[start:end] or len(spans) != count:
            return []
        names = [_LEAD.sub("", " ".join(text[s:e].split()).strip("\"“”'"), count=1) for s, e in spans]
        if of := _OF_CODES.fullmatch(names[0]):
            names = [f"{of['noun']} {code}" for code in (of["code"], *names[1:])]
        # "the NU and NAC arms" may be abbreviated events; "those with mild and severe anaemia" have one
        is_had = _WHO_HAVE.search(text, 0, start)
        kinds = ("p_value",) if is_had or _GROUP.search(names[-1]) else _TERMS
        if any(i.kind in kinds and start <= i.start < end for i in self.line.items):
            return []
        labels = [self._label(span, name) for span, name in zip(spans, names, strict=True)]
        is_group = _NOUN.search(names[-1]) or any(start <= g.start < end for g in self.groups)
        if text.endswith(" of ", 0, start) and not is_group:
            return []  # "of the upper and lower incisors": what people have
        labels = [self.model.canonical(name) for name in _whole(names)] or labels
        return labels if len(set(labels)) == count and all(map(_may_be_group, labels)) else []

    def _label(self, span: tuple[int, int], name: str) -> str:
        """The name, or what the group that stands there is called."""
        inside = [g for g in self.groups if span[0] <= g.start < span[1] and g.end <= span[1] + len(" group")]
        is_one = len(inside) == 1 and (inside[0].value.strong or inside[0].value.trait)
        return self.model.canonical(inside[0].value.label if is_one else _NOUN.sub("", name))


def _whole(names: Sequence[str]) -> list[str]:
    """The names with the noun that stands behind the last of them, "deep and moderate block"; none if it is a group."""
    last = _GROUP.sub("", names[-1])
    quality, _, noun = last.partition(" ")
    is_shared = noun and not _NOUN.search(last) and all(_QUALITY.fullmatch(n) for n in (*names[:-1], quality))
    return [*(f"{n} {noun}" for n in names[:-1]), last] if is_shared else []


def _may_be_group(label: str) -> bool:
    is_plain = 0 < len(label.split()) <= _LONGEST and re.search(r"[A-Za-z]", label) and not _NO_NAME.search(label)
    return bool(is_plain) and not is_no_label(label)
