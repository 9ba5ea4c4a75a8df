"""Two shares set against each other of which one group is named: "Smoking was tied to more leaks (9% vs 4%)".

The other group is the other arm, else those without it; which share is whose follows from what is said of them: more,
worse, reduced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_group, names_a_result
from extractor.facts.groups.told_references import OPENED, amount
from extractor.facts.sentences.likeness import ANTONYMS
from extractor.facts.sentences.series import PEOPLE, is_versus, series_of
from extractor.matching import Item, Line

_NAME = r"(?P<label>[A-Za-z0-9≥≤<>][^,;:()\[\]]{1,60}?)"
_OF_USE = r"(?:(?:use|addition|presence|administration|receipt|history|occurrence|achievement) of (?:the |an? )?)?"
_CHANGE = r"(?:increas|decreas|reduc|improv|lower|rais)(?:ed|es)"
_MORE = r"higher|greater|more|better|superior|longer|increas\w+|improv\w+|favou?rable|elevated|raised"
_LESS = r"lower|less|fewer|worse|poorer|inferior|shorter|decreas\w+|reduc\w+|unfavou?rable|impaired|diminished"
# "X was associated with worse ...", "the addition of X significantly reduced ..."
_SUBJECT = re.compile(
    rf"(?:^|[.;,] |\b(?:and|but|while|whereas) )(?:(?:the|an?|having|having an?) )?{_OF_USE}"
    rf"(?:(?:patients|those|participants|subjects|women|men|children) (?:with|who had|receiving) (?:an? )?)?{_NAME}"
    r"(?: (?:alone|status|patients|participants|subjects))?"
    r" (?:(?:was|were|is|are|has been|have been)(?: \w+){0,2}"
    r" (?:(?:associated|correlated|linked|related) (?:with|to)|(?:more|less) (?:likely|prone|often|frequently)\b)"
    rf"|(?:\w+ly )?{_CHANGE}|(?:had|with) (?:an? )?(?:\w+ly )?(?:{_MORE}|{_LESS}))\b",
    re.I,
)
# "... was higher in patients with X (9% vs 4%)"
_PLACE = re.compile(
    rf"\b(?:{_MORE}|{_LESS}|similar|comparable)\b"
    r"(?:(?!than\b|compared\b|versus\b|vs\b|to th(?:at|ose)\b)[^;:()\[\]]){0,60}?\s"
    r"(?P<how>in|for|among|amongst|(?<!associated )(?<!compared )with|after|following|on)\s(?:an? )?"
    rf"(?:(?:the|those|{PEOPLE}|babies|neonates|people|with|who|had|received|underwent) )*{_NAME}"
    r"(?: (?:groups?|arm|cohort|patients|participants|subjects))?"
    r"(?: at [^,;:()\[\]]{1,20})?,?\s?[(\[:][^()\[\]]{0,12}$",
    re.I,
)
_DIRECTION = re.compile(
    rf"\b(?<! or )(?:(?P<more>{_MORE})|(?P<less>{_LESS})|similar\w*|comparable|no (?:\w+ )?differen\w+|unchanged"
    r"|equal)\b",
    re.I,
)
_JUDGED = re.compile(r"better|worse|poorer|improv\w+|(?:un)?favou?rable|impaired", re.I)  # a good outcome is more often
_OTHER_NAMED = re.compile(r"\b(?:than|compared|versus|vs|between|relative|unlike|respectively|both)\b", re.I)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAMED_BEHIND = re.compile(
    r"^[()\]]*,?\s(?:in|for|among|between|after|versus|vs|with(?! an? | p\b| no ))\b"
    r"|^[^;]{0,60}\b(?:than|compared (?:with|to)|versus|vs)\b",
    re.I,
)
_SAME_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|while|whereas|which|that)\b)[^,;:()\[\]])*")
_PERSON = re.compile(r"\w+(?:[eo]rs|ians|ees|etics)", re.I)
_NO_LABEL = re.compile(
    r"\b(?:and|or|led|resulted|regardless|irrespective|it|they|this|that|these|those|which|who|we|there|not|no|two|three|arms?|was|were|had|than|between|group|groups|both"
    r"|treatment|analysis|results?|differences?|patients|all)\b|(?<![\w.-])\d[\d.]*$",
    re.I,
)
_TURNED = {a: b for pair in ANTONYMS for a, b in (pair, pair[::-1])}
_TURNING = re.compile(rf"\b(?:{'|'.join(sorted(_TURNED, key=len, reverse=True))})(?=s?\b)", re.I)
_SIGN = re.compile(r"(?<!<su[bp])[<>≤≥](?=\s?\d)")
_OTHER_SIGNS = {"<": "≥", "≥": "<", ">": "≤", "≤": ">"}
_LONGEST = 6  # words of a name
_SHORT = 3  # of one whose opposite is told
_LACKS = re.compile(r"^(?:(?:without|no|non|not) |non-)", re.I)


def opposite_of(label: str, text: str) -> str:
    """What those are called who are not or have not what a label says, by the words of the text where it has them."""
    if lacking := _LACKS.match(label):
        return label[lacking.end() :]
    label = label.removeprefix("any ")
    if _SIGN.search(label):
        return _SIGN.sub(lambda m: _OTHER_SIGNS[m[0]], label, count=1)
    folded = text.casefold()
    for form in (f"without {label}", f"without the {label}", f"non-{label}", f"no {label}"):
        if form.casefold() in folded:
            return form
    if _TURNING.search(label):
        return _TURNING.sub(lambda m: _TURNED[m[0].lower()], label, count=1)
    return f"non-{label}" if _PERSON.fullmatch(label) else f"no {label}"


@dataclass(frozen=True)
class _Named:
    """`is_trait`: the others are those without it; of a drug they are those who had another, or none."""

    label: str
    is_trait: bool
    place: tuple[int, int] = (0, 0)
    frame: tuple[int, int] = (0, 0)  # of all whom both shares are of


@dataclass(frozen=True)
class Contrasts:
    """The shares of a sentence with its groups; `terms`: the term of each share, by its start."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    terms: Mapping[int, Item]
    model: ArmModel
    likely: Mapping[int, str | None]  # the label of each share that was weighed, by its start
    recent: Sequence[str] = ()  # the groups of the last sentence that told some

    def labels(self) -> Iterator[tuple[int, str]]:
        """Start of each share of a contrast -> its label; none for the other share where nothing tells it."""
        for run in series_of(self.line, "rate"):
            own = [r for r in self.rates if r in run]
            if len(run) != 2 or len(own) != 2 or not is_versus(self.line, run):
                continue
            if named := self._named_before(run):
                its, others = run if self._is_in_order(named, run) else run[::-1]
                yield its.start, named.label
                if other := self._other_than(named, run):
                    yield others.start, other
            elif one := self._only_one(run):
                yield one

    def _only_one(self, run: Sequence[Item]) -> tuple[int, str] | None:
        """The other of two shares where one has the only group of the sentence: "41% vs 9% of those without it"."""
        labels = [self.likely.get(r.start) for r in run]
        label = labels[0] or labels[1]
        here = {self.model.canonical(g.value.label) for g in self.groups}
        if labels.count(None) != 1 or not label or here != {label} or len(label.split()) > _SHORT:
            return None
        is_trait = all(g.value.trait for g in self.groups) or _PERSON.fullmatch(label)
        if not is_trait and not _LACKS.match(label):
            return None
        if other := self._other_than(_Named(label, is_trait=True), run):
            return run[labels.index(None)].start, other
        return None

    def _named_before(self, run: Sequence[Item]) -> _Named | None:
        """The one group that the sentence names before two shares, where none is named beside them."""
        text, line = self.line.passage, self.line
        behind = _IN_BRACKETS.sub("", "(" + text[run[1].end : line.end])
        if _NAMED_BEHIND.search(behind):
            return None
        before = text[line.start : run[0].start]
        place, subject = _PLACE.search(before), next(reversed(list(_SUBJECT.finditer(before))), None)
        # "Early surgery was associated with better survival in men": in whom all that was
        is_framed = place and subject and _SAME_CLAUSE.fullmatch(before, subject.end(), place.start("label"))
        frame = (line.start + place.start("label"), line.start + place.end("label")) if place and is_framed else (0, 0)
        for match in (subject, place) if is_framed else (place, subject):
            if match is None or _OTHER_NAMED.search(_IN_BRACKETS.sub("", before[match.end("label") :])):
                continue
            start, end = (line.start + at for at in match.span("label"))
            how = match.groupdict().get("how")
            is_said = how is None or how.lower() in ("in", "for", "among", "amongst")
            frame = frame if match is subject else (0, 0)
            if named := self._named_at(start, end, run[0].start, frame, is_trait=is_said):
                return named
        return None

    def _named_at(self, start: int, end: int, share: int, frame: tuple[int, int], *, is_trait: bool) -> _Named | None:
        """The group at a place of the sentence, if none other but that of the frame is named left of the share."""
        inside = [g for g in self.groups if g.start < end and start < g.end]
        words = self.line.passage[start:end].strip()
        label = inside[0].value.label if len(inside) == 1 else words
        is_plain = len(words.split()) <= _LONGEST and not _NO_LABEL.search(words)
        is_had = bool(inside) and inside[0].value.trait  # "in patients with depression": who, though it is an event
        named = () if is_had else (i for i in self.line.items if i.kind == "outcome")
        is_result = any(t.start < end and start < t.end for t in (*self.terms.values(), *named))
        is_result = is_result or (names_a_result(label) and not is_had)
        if len(inside) > 1 or not is_plain or is_result or is_no_group(label):
            return None
        outside = [g for g in self.groups if g.end <= frame[0] or frame[1] <= g.start]
        others = {g.value.label for g in outside if g not in inside and g.end <= share}
        if others - {label}:
            return None
        group = inside[0].value if inside else None
        is_trait = group.trait or group.strong if group and not is_trait else is_trait
        return _Named(self.model.canonical(label), is_trait, (start, end), frame)

    def _other_than(self, named: _Named, run: Sequence[Item]) -> str | None:
        """What the named group is set against: the other arm, else those without it if the sentence names no other."""
        label, model = named.label, self.model
        if (opened := self._opened_against()) and opened != label:
            return opened
        sisters = [s for s in model.sisters if s != label]
        weighed = [a for r in run if (a := self.likely.get(r.start)) and a != label and a in model.known]
        if named.is_trait and label not in model.known and len({*model.compared} - {label}) > 1:
            weighed = []  # of the two arms neither is the one that lacks a trait
        recent = [r for r in self.recent if r != label] if len(self.recent) == 2 and label in self.recent else []
        known = [model.other_than(label), *(sisters if len(sisters) == 1 else ()), *weighed, *recent]
        if other := next((a for a in known if a), None):
            return other
        clause = self.line.passage.find("; ", run[1].end, self.line.end)
        outside = [g for g in self.groups if g.end <= named.frame[0] or named.frame[1] <= g.start]
        here = {model.canonical(g.value.label) for g in outside if clause < 0 or g.start < clause}
        return opposite_of(label, self.line.passage) if named.is_trait and not here - {label} else None

    def _opened_against(self) -> str | None:
        """Those that a sentence sets all that follows against: "Compared with the X group, Y had fewer leaks"."""
        opening = OPENED.match(self.line.passage, self.line.start, self.line.end)
        if opening is None or _NO_LABEL.search(opening["label"]) or is_no_group(opening["label"]):
            return None
        start, end = opening.span("label")
        inside = [g for g in self.groups if g.start < end and start < g.end and g.value.trait]
        return self.model.canonical(inside[0].value.label if len(inside) == 1 else opening["label"])

    def _is_in_order(self, named: _Named, run: Sequence[Item]) -> bool:
        """Whether the first share is that of the named group: the larger where it has more."""
        said = list(_DIRECTION.finditer(self.line.passage, self.line.start, run[0].start))
        said = [m for m in said if not named.place[0] <= m.start() < named.place[1]]  # "the lower dose group"
        first, second = (amount(rate.value) for rate in run)
        is_directed = said and (said[-1]["more"] or said[-1]["less"])
        if not is_directed or first is None or second is None or first == second:
            return True
        more = said[-1]["more"] is not None
        term = self.terms.get(run[0].start)
        if _JUDGED.fullmatch(said[-1][0]) and term is not None and term.kind == "event":
            more = not more
        return (first > second) == more
