"""The groups of participants that a share may belong to, with what speaks for each.

The candidates of a share are what the rules of assign.py say, every group and noun phrase of its sentence, the arms of
the paper, and the whole population.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.frames import end_of_frame
from extractor.facts.groups.mentions import NOT_GIVEN
from extractor.facts.groups.no_groups import ANALYSED, is_everyone, is_no_group, is_time, names_a_result, names_nobody
from extractor.facts.groups.sizes import Told
from extractor.facts.sentences.chunks import group_chunks, lacking, levels
from extractor.facts.sentences.likeness import likeness, words
from extractor.facts.sentences.rows import ShareRows
from extractor.facts.sentences.series import is_versus, zipped
from extractor.facts.sentences.surroundings import Surroundings, between, edges, parting
from extractor.lazy import cached_property
from extractor.matching import Item, Line

_TERMS = ("event", "outcome")
_NEAREST = 4  # phrases looked at on either side of a share
_MARKER = re.compile(
    r"\b(?:than|(?:(?:as|when) )?compared (?:with|to)|relative to|as against|against|as opposed to|unlike)\b", re.I
)
_OPENING = re.compile(
    r"(?:of|among|in|for|with|after|on|when|if)\s[^,;:()]{0,150}(?:\([^()]{0,60}\)[^,;:()]{0,100})?,", re.I
)
_SMALL = re.compile(
    r"\s?(?:(?:in|with|for|after|among|on|of|by|the|an?|those|that|patients|women|men|children|receiving|given"
    r"|treated|who|received|underwent|during|under)\s)*",
    re.I,
)
_LED = re.compile(
    r"\b(?:in|with|for|after|among|on|by|receiving|given|under|during)\s(?:the |an? |those |patients )*$", re.I
)
# What may stand between a share and the group straight after it.
_STRAIGHT = re.compile(
    r"[)\]%]*\s?(?:\([^()]*\)\s)?(?:(?:of|in|for|with|on|after|among|by|at|the|an?|all|those|that|patients|women|men"
    r"|children|infants|participants|subjects|cases|eyes|receiving|given|treated|taking|who|received|underwent|undergoing"
    r"|assigned|allocated|randomi[sz]ed|to|were|had|using|under|from)\s)*\(?",
    re.I,
)
# "major bleeding (MB)", "relapse or metastasis": what else a term is called, and what it is counted with.
_ALSO = re.compile(r"(?: \w+)?\s?[(\[]([A-Za-z][\w-]+)[,;)\]]|(?: and/or| or) ([a-z]+)\b")
# Comparatives, adverbs, and what stands in for a figure.
_NO_NAME = re.compile(
    r"(?:(?:significantly|markedly|slightly|much|even) )*(?:better|worse|higher|lower|inferior|superior|greater|smaller"
    r"|longer|shorter|similar)|(?!early|daily|weekly|monthly|elderly|family)[a-z]+ly|confidence|interval"
    r"|confidence interval|using|whilst"
    r"|often|common|twice|regarding|minimum|maximum|comparable|identical|equivalent|prevalent|reduction|detail",
    re.I,
)
# "more likely to require ventilation": what they did names nobody.
_TO_DO = re.compile(r"\b(?:likely|prone|able|unable|tend(?:ed)?|failed|needed|had|ability|propensity) to $")
_NO_LEADS = (_TO_DO, NOT_GIVEN)
_DENIED = re.compile(r"\b(?:not|no|without|never|non)\b[^,;:()]{0,25}$", re.I)
_BRACKET = re.compile(r"[()]")
_WITHOUT = re.compile(r"\b(?:without|than (?:the )?(?:others|rest)|remaining)\b", re.I)


@dataclass(frozen=True)
class ArmCandidate:
    """A group by its label, None for the whole population."""

    label: str | None
    features: tuple[str, ...]


@dataclass(frozen=True)
class SharesAndGroups:
    """The shares and groups of one sentence. `terms` and `ruled`: term and rules' label of each share, by its start.

    `certain`: the labels that the words leave no choice about.
    """

    line: Line
    mentions: Sequence[Item]
    rates: Sequence[Item]
    terms: Mapping[int, Item]
    ruled: Mapping[int, tuple[str, str]]
    model: ArmModel
    told: Told  # by the sentences before
    certain: Mapping[int, str | None]

    def candidates(self, rate: Item) -> list[ArmCandidate]:
        """What a share may belong to. A label stands more than once where the sentence has it more than once."""
        rule, ruled = self.ruled.get(rate.start, ("", None))
        about = [*self._of_share(rate), f"rule:{rule}" if ruled else "no rule"]
        mentions, phrases = self._usable(rate), self._phrases(rate)
        labels = self._in_order(mentions)
        about += [f"groups:{min(len(labels), 4)}", f"arms:{min(len(self.model.compared), 3)}"]
        about += self.told.features(rate.value, None, self._fitting[rate.start])
        found = [ArmCandidate(None, tuple(f"all {f}" for f in ("", *about)))]
        for mention in mentions:
            label = self.model.canonical(mention.value.label)
            features = [*self._of_mention(mention, labels.index(label), rate), *self._place(rate, mention)]
            found.append(self._candidate(rate, label, ruled, rule, features))
        for phrase in phrases:
            place = self._same_rank(rate, self._row.index(phrase), len(self._row))
            own = self._of_words(phrase, rate, _sort(phrase), place)
            features = [*own, *self._place(rate, phrase, phrases)]
            found.append(self._candidate(rate, self.model.canonical(phrase.value), ruled, rule, features))
        for place, known in (
            ("elsewhere", self.model.compared[:4]),
            ("sister", self.model.sisters),
            ("allotted", self.model.allotted),
            ("recent", self.told.recent[:4]),
            ("other", self._other_of(labels)),
        ):
            for rank, label in enumerate(known):
                if label not in labels:
                    same = (self._same_rank(rate, rank, len(known)), self._in_row(rate, rank, len(known)))
                    features = [f"{place} {f}" for f in ("", *about, *same)]
                    found.append(self._candidate(rate, label, ruled, rule, features))
        found += self._opposites(rate, labels)
        if ruled and not any(c.label == ruled for c in found):
            found.append(self._candidate(rate, ruled, ruled, rule, ["only ruled"]))
        return [c for c in found if c.label is None or not self._is_no_group(c.label)]

    def _is_no_group(self, label: str) -> bool:
        """Whether a label is a time, all that were analysed, or what the sentence reports shares of: "responders"."""
        is_nobody = names_nobody(label) and label not in self.model.mentioned and label not in self.model.sizes
        return is_nobody or label.lower() in self._reported or is_no_group(label)

    @cached_property
    def _reported(self) -> frozenset[str]:
        text, terms = self.line.passage, self.terms.values()
        also = (m[1] or m[2] for t in terms if (m := _ALSO.match(text, t.end, self.line.end)))
        names = {name.lower() for name in (*(text[t.start : t.end] for t in terms), *also)}
        return frozenset(names | {name.split()[-1] for name in names if name.endswith("ers")})

    @cached_property
    def _fitting(self) -> dict[int, frozenset[str]]:
        """The groups whose sizes fit each share, by its start."""
        return {rate.start: self.told.fitting(rate.value) for rate in self.rates}

    def _other_of(self, labels: Sequence[str]) -> list[str]:
        """Of a sentence that names one group, that and the one it is set against."""
        other = self.model.other_than(labels[0]) if len(labels) == 1 else None
        return [labels[0], other] if other else []

    def _in_order(self, mentions: Sequence[Item]) -> list[str]:
        """Labels in the order that their shares follow: "compared with A, B had more (b vs a)" names B first."""
        reference, other = self._comparands
        first, after = (reference.start, other.end) if reference and other else (-1, 0)
        order = sorted(mentions, key=lambda m: max(m.start, after) if m.start == first else m.start)
        return list(dict.fromkeys(self.model.canonical(m.value.label) for m in order))

    def _candidate(self, rate: Item, label: str, ruled: str | None, rule: str, own: Sequence[str]) -> ArmCandidate:
        features = list(own)
        if ruled:
            features += ["ruled", f"ruled:{rule}"] if ruled == label else ["ruled otherwise"]
        if ANALYSED.search(label):
            features.append("all that were analysed")
        if is_time(label):
            features.append("a time")
        if not self.model.measured.isdisjoint(label.split()):
            features.append("of what is measured")
        if names_a_result(label):
            features.append("assigned result" if words(label) & self.model.assigned else "a result")
        features += self.told.features(rate.value, label, self._fitting[rate.start])
        if label in self.model.defined:
            features.append("defined")
        elif label in self.model.compared:
            features.append("compared")
        if label in self.model.sisters:
            features.append("sister")
        features.append(f"mentioned:{min(self.model.mentioned.get(label, 0), 3)}")
        return ArmCandidate(label, tuple(features))

    def _usable(self, rate: Item) -> list[Item]:
        """Groups of the sentence that overlap no share."""
        return [m for m in self.mentions if not (m.start < rate.end and rate.start < m.end)]

    def _opposites(self, rate: Item, labels: Sequence[str]) -> Iterator[ArmCandidate]:
        """ "their survival was lower than of those without": the group that has not what the other has."""
        text = self.line.passage[self.line.start : self.line.end]
        for label in labels[:3] if _WITHOUT.search(text) else ():
            if not label.startswith(("without ", "non-")):
                features = ["opposite", self._same_rank(rate, 1, 2)]
                yield self._candidate(rate, f"without {label}", None, "", features)

    @cached_property
    def _row(self) -> list[Item]:
        """Groups and noun phrases in order of the text."""
        return sorted([*self.mentions, *self._all_phrases], key=lambda i: i.start)

    @cached_property
    def _owned(self) -> dict[str, dict[int, tuple[Item, str]]]:
        """For each share, by its start, the group or phrase straight after or before it, with what stands between."""
        owned: dict[str, dict[int, tuple[Item, str]]] = {"after": {}, "before": {}}
        for n, rate in enumerate(self.rates):
            end = self.rates[n + 1].start if n + 1 < len(self.rates) else self.line.end
            start = self.rates[n - 1].end if n else self.line.start
            after = next((i for i in self._row if rate.end <= i.start < end), None)
            before = next((i for i in reversed(self._row) if start <= i.start and i.end <= rate.start), None)
            if after and _STRAIGHT.fullmatch(gap := self.line.passage[rate.end : after.start]):
                owned["after"][rate.start] = (after, " ".join(re.findall(r"[a-z]+", gap.lower())[-1:]))
            if before and len(gap := self.line.passage[before.end : rate.start].strip()) <= 3:
                owned["before"][rate.start] = (before, gap)
        return owned

    def _ownership(self, rate: Item, mention: Item, kind: str) -> Iterator[str]:
        """Whether a group stands straight beside this share, and how many others have one beside them just so."""
        for share, (side, owned) in zip(self.rows.unit(rate)[::-1], self._owned.items(), strict=True):
            item, gap = owned.get(share.start, (None, ""))
            if item is not None and item.start == mention.start:
                like = sum(other == gap for _, other in owned.values())
                names = len({i.value if isinstance(i.value, str) else i.value.label for i, _ in owned.values()})
                yield f"own {side} {kind} {gap}"
                yield f"own {side} {min(like, 3)} alike {min(names, 3)} names"
            elif item is not None:
                yield f"another {side}"

    def _owner_of_run(self, rate: Item, mention: Item, kind: str) -> Iterator[str]:
        """Whether a group stands straight before or after all of the shares side by side with this one."""
        run = self.rows.run(rate)
        if len(run) > 1:
            for side, edge in (("after", run[-1]), ("before", run[0])):
                item, _ = self._owned[side].get(edge.start, (None, ""))
                if item is not None:
                    owns = "owns" if item.start == mention.start else "owns not"
                    yield f"{owns} {side} run of {self.rows.kind(rate)} {kind}"

    @cached_property
    def _all_phrases(self) -> list[Item]:
        groups = [(m.start, m.end) for m in self.mentions]
        found = [c for c in group_chunks(self.line) if not _NO_NAME.fullmatch(c.value) and not is_everyone(c.value)]
        text, start = self.line.passage, end_of_frame(self.line, self.rates, self.terms)
        found = [c for c in found if not any(r.search(text, max(start, c.start - 20), c.start) for r in _NO_LEADS)]
        found = sorted((*found, *levels(self.line), *lacking(self.line, found)), key=lambda c: c.start)
        return [c for c in found if c.start >= start and not any(s < c.end and c.start < e for s, e in groups)]

    def _phrases(self, rate: Item) -> list[Item]:
        """Noun phrases that no rule takes for a group, the nearest on either side."""
        before = [c for c in self._all_phrases if c.end <= rate.start][-_NEAREST:]
        near = before + [c for c in self._all_phrases if c.start >= rate.end][:_NEAREST]
        return [c for c in near if not any(i.start <= c.start and c.end <= i.end for i in self._survival)]

    @cached_property
    def _survival(self) -> list[Item]:
        """What is never a group: "OS", "relapse-free survival"; "in remission" may be one."""
        return [i for i in self.line.items if i.kind == "outcome" and i.value.get("class") == "survival"]

    def _role_of(self, mention: Item) -> str:
        """Of "X than Y" and of "compared with Y, X ...", Y is the reference and X the other."""
        reference, other = self._comparands
        return "reference" if mention is reference else "other" if mention is other else "neither"

    @cached_property
    def _comparands(self) -> tuple[Item | None, Item | None]:
        """The group or phrase that others are set against, and the one that is set against it."""
        text, line = self.line.passage, self.line
        for marker in _MARKER.finditer(text, line.start, line.end):
            reference = next((i for i in self._row if i.start >= marker.end()), None)
            if reference is None or not _SMALL.fullmatch(text[marker.end() : reference.start]):
                continue
            if not text[line.start : marker.start()].strip():
                return reference, next((i for i in self._row if i.start >= reference.end), None)
            before = [i for i in self._row if i.end <= marker.start()]
            led = [i for i in before if _LED.search(text[line.start : i.start])]
            terms = {t.start for t in self.terms.values()}
            subject = [i for i in before if i.start not in terms]
            return reference, next(iter([*led[-1:], *subject[:1]]), None)
        return None, None

    def _of_share(self, rate: Item) -> Iterator[str]:
        run = self.rows.run(rate)
        term = self.terms.get(rate.start)
        yield f"run:{min(len(run), 4)}{' vs' if is_versus(self.line, run) else ''}"
        yield f"run of {self.rows.kind(rate)}"
        yield f"shares:{min(len(self.rates), 5)}"
        if rate.start in self.rows.totals:
            yield "total of parts"
        if term is not None:
            yield f"term {'before' if term.end <= rate.start else 'after'}"
        if rate.value.denominator is not None:
            yield "has denominator"
        if self.model.is_comparison:
            yield "comparison"

    @cached_property
    def rows(self) -> ShareRows:
        return ShareRows(self.line, self.rates, self.terms)

    def _in_row(self, rate: Item, rank: int, of: int) -> str:
        """Whether a share has the place among those of its term that a group has among the groups."""
        at, count = self.rows.place(rate)
        same = "same" if at == rank else "other"
        return f"row {same} {'even' if count == of else 'uneven'} {'alone' if count == 1 else 'shared'}"

    def _same_rank(self, rate: Item, rank: int, of: int) -> str:
        """Whether a share has the place in its run that a group has among the groups."""
        run = self.rows.run(rate)
        same = "same place" if run.index(rate) == rank else "other place"
        return f"{same} {'even' if len(run) == of else 'uneven'} {'alone' if len(run) == 1 else 'run'}"

    def _of_mention(self, mention: Item, rank: int, rate: Item) -> Iterator[str]:
        group = mention.value
        kind = "strong" if group.strong else "trait" if group.trait else "treatment"
        yield f"kind:{kind}"
        count = len({self.model.canonical(m.value.label) for m in self._usable(rate)})
        yield (place := self._same_rank(rate, rank, count))
        yield self._in_row(rate, rank, count)
        yield from self._of_words(mention, rate, kind, place)
        term = self.terms.get(rate.start)
        if term is not None and mention.start < term.end and term.start < mention.end:
            yield f"holds its term {kind}"
        if any(m is not mention and 0 < likeness(m.value.label, group.label) < 1 for m in self.mentions):
            yield f"has a sister {kind}"

    def _side_of(self, mention: Item, rate: Item) -> str:
        """Whether the place of a share in its run is that of the group in "X than Y (12% vs 31%)"."""
        role, run = self._role_of(mention), self.rows.run(rate)
        if role == "neither" or len(run) != 2:
            return f"{role} alone" if len(run) == 1 else "not"
        return f"{'rightly' if (role == 'other') == (rate is run[0]) else 'wrongly'}"

    def _of_words(self, mention: Item, rate: Item, kind: str, place: str) -> Iterator[str]:
        """The words before and after a mention, whether it opens the sentence, and its side of a comparison."""
        text = self.line.passage
        lead, follow = edges(text, self.line.start, self.line.end, mention.start, mention.end)
        yield f"{kind}"
        if not lead:
            yield f"opens {kind}"
        opening = _OPENING.match(text, self.line.start, self.line.end)
        if opening and mention.end <= opening.end() < rate.start:
            yield f"in opening phrase {kind}"
        yield f"lead:{lead[-1] if lead else ''} {kind}"
        if _DENIED.search(text, self.line.start, mention.start):
            yield f"denied {kind}"
        yield f"{self._role_of(mention)} {place}"
        yield f"{kind} {self._role_of(mention)} {place}"
        yield f"compared {self._side_of(mention, rate)}"
        if any(t.start < mention.end and mention.start < t.end for t in self.terms.values()):
            yield f"is a term {kind}"
        if any(i.start < mention.end and mention.start < i.end for i in self.line.items if i.kind in _TERMS):
            yield f"names an outcome {kind}"
        if words(text[mention.start : mention.end]) & self.model.assigned:
            yield f"assigned {kind}"
        yield f"lead:{' '.join(lead)}"
        yield f"follow:{follow.strip(',;.')}"
        if re.search(r"[A-Z].*[A-Z]", text[mention.start : mention.end]):
            yield f"abbreviation {kind}"
        if _same_elsewhere(text, mention, self.line):
            yield f"again {kind}"

    def _in_bracket(self, rate: Item, mention: Item, side: str, kind: str) -> Iterator[str]:
        """Whether a bracket holds both, and no other share: "diarrhoea (18%, ILF) and neutropenia (57%, ELF)"."""
        text, first, last = self.line.passage, min(rate.start, mention.start), max(rate.end, mention.end)
        opened, closed = text.rfind("(", self.line.start, first), text.rfind(")", self.line.start, first)
        if opened > closed and not _BRACKET.search(text, min(rate.end, mention.end), max(rate.start, mention.start)):
            end = text.find(")", last, self.line.end)
            shares = sum(opened < r.start < end for r in self.rates)
            yield f"one bracket {side} {kind} {min(shares, 3)}"

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self.line)

    def _place(self, rate: Item, mention: Item, pool: Sequence[Item] | None = None) -> Iterator[str]:
        side = "before" if mention.end <= rate.start else "after"
        first, last = self.rows.unit(rate)
        left, right = (mention.end, first.start) if side == "before" else (last.end, mention.start)
        near = [m for m in pool or self._usable(rate) if (m.end <= rate.start) == (side == "before")]
        rank = near[::-1].index(mention) if side == "before" else near.index(mention)
        yield f"rank {side}:{min(rank, 3)}"
        run, kind = self.rows.run(rate), "group" if pool is None else _sort(mention)
        yield f"rank {side}:{min(rank, 3)} {'run' if len(run) > 1 else 'alone'}"
        yield from self._in_bracket(rate, mention, side, kind)
        if len(run) > 1 and rate is not (run[0] if side == "before" else run[-1]):
            # "80% and 75% for A": the group after a list is that of each share in it.
            ends = (mention.end, run[0].start) if side == "before" else (run[-1].end, mention.start)
            gaps = (f for f in between(self._around.gap(*ends)) if f.startswith("gap:"))
            yield from (f"list {side} {gap}" for gap in gaps)
        listed = zipped(self.line, mention, self._row, rate, run)
        yield f"{kind} {listed}"
        yield f"{kind} {listed} {'row of one' if len(self.rows.row(rate)) == 1 else 'row'}"
        yield from self._owner_of_run(rate, mention, kind)
        yield from self._ownership(rate, mention, kind)
        yield from parting(kind, side, self._around.gap(left, right))
        term = self.terms.get(rate.start)
        if term is not None and side == "after" and rate.end <= term.start and term.end <= mention.start:
            yield from (f"after term {feature}" for feature in between(self._around.gap(term.end, mention.start)))


def _sort(phrase: Item) -> str:
    return "level" if phrase.kind == "dose" else "phrase"


def _same_elsewhere(text: str, mention: Item, line: Line) -> bool:
    """Whether the passage has the same words outside this sentence."""
    words = text[mention.start : mention.end]
    return words in text[: line.start] or words in text[line.end :]
