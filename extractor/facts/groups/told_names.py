"""Groups by the names that stand where a group's name stands: "response to A was 40%, whereas response to B was 20%".

No list need know the names: it is the way two of them are set side by side that tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_label
from extractor.facts.groups.told_labels import end_of
from extractor.facts.sentences.series import PEOPLE, is_versus, joined
from extractor.matching import Item, Line

_TERMS = ("event", "outcome", "timepoint", "p_value")
_LEAD = re.compile(
    rf"^(?:(?:the|an?|those|all|\d+(?=\s(?:{PEOPLE}|with|who|treated|given|receiving)\b)|{PEOPLE}|with|who|had|received"
    r"|underwent|receiving|given|treated|operated on|on|taking|undergoing|by|in|use of)\s)+",
    re.I,
)
_NOUN = re.compile(rf"\s(?:(?:sub)?(?:groups?|arms?|cohorts?)|{PEOPLE}|regimens?|alone)$", re.I)
_NO_NAME = re.compile(
    r"\b(?:either|ITT|PP|per[- ]protocol|intent\S*|grades?|years?|months?|weeks?|days?|hours?|baseline"
    r"|both|each|which|whom|who|was|were|than|respectively"
    r"|first|second|third|rates?|incidence|overall|total|times?|period|analys[ie]s|model|follow-up|not|all)\b|%|(?:19|20)\d\d",
    re.I,
)
# "lasting more than 2 h": a limit, no time at which something was seen
_LIMIT = re.compile(
    r"\b(?:older|younger|longer|shorter|larger|smaller|greater|more|less|fewer|heavier) than \d"
    r"|\b(?:aged?|over|under|above|below) \d|[<>≤≥]",
    re.I,
)
_LONGEST = 6  # words of a name
_WAS = r"(?:was|were|is|are|reached|achieved|being|amounted to)"
_ABOUT = r"(?:(?:only|about|approximately|nearly|almost|around|just|as high as)\s)?"
_NAME = r"(?P<label>[A-Za-z][^,;:()\[\]]{1,50}?)"
_SMALL = r"(?:of|to|for|with|in|after|by|on|among|following)"
# "the response to X was 40%"
_OF_EACH = re.compile(
    rf"\b(?P<how>{_SMALL})\s{_NAME}(?:\s\([^()]*\))?(?:\s(?:it|this|they))?\s{_WAS}\s{_ABOUT}[(\[]?$", re.I
)
# "81% and 90% for X"
_CLOSING = re.compile(
    rf"[)\]%]*(?:,? respectively,?)?\s(?P<how>{_SMALL})\s{_NAME}"
    rf"(?=\s?[,;:.()\[\]]|$|\s(?:and|but|while|whereas|versus|vs|compared|{_WAS})\b)",
    re.I,
)
# "50% for A, 43% for the other drugs and 30% for B plus C"
_LISTED = (
    rf"[)\]%]*(?:\s[(\[][^()\[\]]*\d[^()\[\]]*[)\]])?(?:\s(?:of\s)?(?:the\s)?{PEOPLE})?\s(?P<how>{_SMALL})"
    r"\s[\"“]?(?P<label>[A-Za-z0-9<>≥≤][^,;:()\[\]\"”%]{1,60}?)(?:\s\([^()\d%]*\))?(?:,?[\"”])?"
)
_OF_LISTED = re.compile(
    rf"{_LISTED}(?:,?\s(?:and|but|while|whereas|versus|vs\.?)\s(?:in\s|only\s|about\s)*|[,;]\s|(?<=[\"”])\s)"
)
_LAST_LISTED = re.compile(rf"{_LISTED}(?=\s?[,;:.()\[\]]|$)")
# "cure in 44% (66% among small adenomas)"
_IN_OWN_BRACKET = re.compile(
    r"%?\s(?P<how>among|in|for|with)\s(?P<label>[A-Za-z][^,;:()\[\]\d]{2,40}?(?:s|men|women|children|disease))"
    r"(?=[)\];,])",
    re.I,
)
# "X had more leaks (9%) than Y (4%)"
_VERBS = r"(?:had|has|showed|demonstrated|achieved|produced|resulted in|led to|was|were|yielded|provided|experienced)"
_SUBJECT = re.compile(rf"(?:[A-Z][\w -]{{1,40}}, )?(?:[Tt]he )?{_NAME}(?:\s\([^()]*\))?\s{_VERBS}\b")
_MORE = re.compile(
    r"\b(?:highe(?:r|st)|lowe(?:r|st)|more|less|fewer|greater|better|worse|poorer|superior|inferior|similar)\b", re.I
)
_THAN = re.compile(
    rf"[^()\[\]]{{0,12}}[)\]]\s(?:than|(?:(?:as|when) )?compared (?:with|to))\s"
    rf"(?:(?:in|with|for|among|after|{PEOPLE}|those)\s)*"
    rf"(?:the\s)?{_NAME}\s[(\[]",
    re.I,
)
_OF_GROUP = re.compile(rf"[)\]%]*(?:\s{PEOPLE})?\s(?:of|in|on|with|receiving|given)\s(?:the\s|those\s)*", re.I)
# "44% of the X group had more remissions than Y (23%)"
_THAN_LAST = re.compile(
    rf"[^()\[\]]*\s(?:than|(?:(?:as|when) )?compared (?:with|to))\s"
    rf"(?:(?:in|with|for|among|after|on|{PEOPLE}|those|given|receiving)\s)*(?:the\s)?{_NAME}\s[(\[]",
    re.I,
)
_BRACKET = re.compile(r"\s[(\[](?:[^()\[\]]|\([^()]*\)|\[[^\[\]]*\])*[)\]]")
_OTHER = rf"(?:(?:that|those|of|in|with|for|after|the|{PEOPLE})\s)*{_NAME.replace('label', 'other')}"
_BETWEEN = re.compile(
    rf"\b(?:between|(?:in|for|with|after|of)(?=[^,;()]* (?:vs\.?|versus) ))\s{_NAME}\s(?:and|vs\.?|versus)\s{_OTHER}"
    r"(?:\s(?:at|by|after|during)\s[^,;:()]{2,20},?\sbut\s[^,;:()]{3,50})?$",
    re.I,
)
_WERE_MORE = re.compile(
    rf"\b(?:in|for|with|after|of)\s{_NAME}\s(?:was|were)\s(?:\w+ly\s)?{_MORE.pattern}(?:\s\w+)?\s"
    rf"(?:than|(?:(?:as|when) )?compared (?:with|to))\s{_OTHER}$",
    re.I,
)
# "those with X had more leaks than those with Y"
_HAD_MORE = re.compile(
    rf"(?:^|[.,;] )(?:the )?{_NAME}(?:\s\([^()]*\))?\s{_VERBS}\s(?=[^,;:()]*?{_MORE.pattern})[^,;:()]{{3,80}}?\s"
    r"(?:than|(?:(?:as|when) )?compared (?:with|to)|in comparison (?:with|to))\s"
    rf"(?!(?:before|during|at|expected|previously|after (?:it|\d)|usual)\b){_OTHER}$",
    re.I,
)
# "a greater proportion of patients given X had remission than those given Y"
_MORE_OF = re.compile(
    rf"{_MORE.pattern}\s(?:[\w-]+\s)?(?:(?:proportion|percentage|number|share)s?\sof\s)?(?:the\s)?{PEOPLE}\s"
    r"(?:given|receiving|who\sreceived|taking|on|in|treated\swith|(?:assigned|allocated|randomi[sz]ed)\sto)\s(?:the\s)?"
    rf"{_NAME}\s(?:had|achieved|reached|attained|reported|experienced|developed|showed|discontinued|required)\s"
    rf"[^,;:()]{{3,80}}?\s(?:than|(?:(?:as|when) )?compared (?:with|to))\s{_OTHER}$",
    re.I,
)
# "there was more pain after X than after Y"
_MORE_IN = re.compile(
    rf"{_MORE.pattern}\s[^,;:()]{{2,60}}?\s(?:in|for|with|among|after|on)\s{_NAME}\s"
    rf"(?:than|(?:(?:as|when) )?compared (?:with|to))\s{_OTHER}$",
    re.I,
)
# "responses (3% vs 6%) and relapses (9% vs 8%) did not differ in the X or Y group"
_DIFFERED_IN = re.compile(
    r"\b(?:differ(?:ed)?|different|similar|comparable|alike|equal|equivalent)\b[^.;:()]{0,40}?"
    rf"\s(?:in|between|for|with|among)\s(?:the\s)?{_NAME}\sor\s{_OTHER}"
    r"(?=\s(?:groups?|arms?|patients)\b|[.,;]|$)",
    re.I,
)
# "nausea was similar in frequency to that with X (20% vs 15%)": the other, then X
_SIMILAR_TO = re.compile(
    r"\b(?:similar|comparable|equal|equivalent|identical)\b[^,;:()]{0,30}? (?:to|with) (?:that|those) (?:\w+ )?"
    rf"(?:of|in|with|for|on|after|receiving|given)\s(?:the\s)?{_NAME}$",
    re.I,
)
# "success for A and B was comparable (95% and 93%)"
_WERE_ALIKE = re.compile(
    rf"\b(?:in|for|with|after|of)\s{_NAME}\sand\s{_OTHER}(?:\s(?:groups?|arms?|{PEOPLE}))?\s(?:was|were)\s"
    r"(?:\w+ly\s)?(?:similar|comparable|alike|equal|equivalent|identical|not (?:\w+ly )?different)$",
    re.I,
)
# "12% versus 5% (P < .01) in men versus women"
_VERSUS_BEHIND = re.compile(
    rf"[)\]%]*(?:\s\([^()]*\))?,?\s(?:in|for|with|among|after|of|on)\s{_NAME}\s"
    rf"(?:versus|vs\.?|(?:(?:as|when) )?compared (?:with|to))\s"
    rf"{_OTHER}(?=\s?[,;:.()\[\]]|$|\s(?:and|respectively|while|whereas|but)\b)",
    re.I,
)
# "[the addition of] A [increased the response rate] from 30% to 45%", "fell from 30% to 20% [with] A"
_OPENS = re.compile(r"(?:(?:the |an? )?(?:addition of |treatment with |use of |adding )?)", re.I)
_CHANGED_BY = re.compile(
    r"(?: \([^()]*\))? (?:significantly |markedly |also )?(?:improved|increased|raised|reduced|decreased|lowered|cut)\b"
)
_BY = re.compile(r"[)\]%]* (?:by|with) (?:the )?")
# "death was reduced from 12% to 5% with X versus Y"
_FROM, _TO = re.compile(r"\bfrom (?:about )?$"), re.compile(r"%? (?:down )?to (?:about )?")
# "A and B were successful at rates of"
_SUBJECTS = re.compile(
    r"(?:[A-Z][\w ]{1,40}, )?(?:[Bb]oth )?(?P<one>[A-Za-z][^,;:()]{1,40}?) and (?P<other>[A-Za-z][^,;:()]{1,40}?)"
    r" (?:were|had|led to|resulted in|achieved|produced|gave|showed|yielded|induced|demonstrated)\b"
)
_AND = re.compile(r",? (?:and|but|while|whereas|versus|vs\.?|(?:(?:as|when) )?compared (?:with|to))\s|[,;]\s")


@dataclass(frozen=True)
class NamedShares:
    """The shares of a sentence with its groups; `terms`: what each is a share of, by its start."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel
    terms: Mapping[int, Item]

    def labels(self) -> Iterator[tuple[int, str]]:
        """Start of each share whose group is told by the place of its name -> the label."""
        if len(self.rates) > 1:
            yield from self._part()
            yield from self._than()
            yield from self._than_last()
            yield from self._subjects()
            yield from self._of_each()
            yield from self._listed()
            yield from self._blocks()

    def _of_each(self) -> Iterator[tuple[int, str]]:
        """ "The response to X was 40%, whereas the response to Y reached 20%", "and that of Y was 20%"."""
        found = [(r, m) for r in self.rates if (m := self._before(_OF_EACH, r))]
        found = [(r, m) for r, m in found if m["how"].lower() == found[0][1]["how"].lower()]
        if len(found) == len(self.rates) and self._are_of_one_name([r for r, _ in found]):
            yield from self._named([(r, m.span("label")) for r, m in found])

    def _listed(self) -> Iterator[tuple[int, str]]:
        """ "50% for A, 43% for the other drugs and 30% for B plus C": three or more shares, each with its group."""
        text, end = self.line.passage, self.line.end
        row: list[tuple[Item, re.Match[str]]] = []
        for rate, following in zip_longest(self.rates, self.rates[1:]):
            start = end_of(rate)
            if following and (match := _OF_LISTED.fullmatch(text, start, following.start)):
                row.append((rate, match))
                continue
            if match := _LAST_LISTED.match(text, start, end):
                row.append((rate, match))
            if len(row) > 2 and len({m["how"] for _, m in row}) == 1 and self._are_of_one_name([r for r, _ in row]):
                yield from self._named([(r, m.span("label")) for r, m in row])
            row = []

    def _blocks(self) -> Iterator[tuple[int, str]]:
        """ "81% and 90% for X and 72% and 85% for Y": as many shares for each, closed by its name."""
        text, end = self.line.passage, self.line.end
        runs = [run for run in joined(self.line, self.rates) if len(run) > 1 and not is_versus(self.line, run)]
        for run, other in pairwise(runs):
            own = _CLOSING.match(text, end_of(run[-1]), other[0].start)
            its = _CLOSING.match(text, end_of(other[-1]), end)
            is_alike = own and its and len(run) == len(other) and own["how"].lower() == its["how"].lower()
            if own and its and is_alike and _AND.fullmatch(text, own.end(), other[0].start):
                labels = dict(self._named([(run[0], own.span("label")), (other[0], its.span("label"))]))
                for shares in (run, other) if labels else ():
                    yield from ((rate.start, labels[shares[0].start]) for rate in shares)

    def _part(self) -> Iterator[tuple[int, str]]:
        """ "Cure was reached in 44% (66% among small adenomas)": of a part of those before the bracket."""
        text, end = self.line.passage, self.line.end
        for whole, rate in pairwise(self.rates):
            is_same = self.terms.get(whole.start) == self.terms.get(rate.start)
            match = _IN_OWN_BRACKET.match(text, rate.end, end) if is_same and text[rate.start - 1] == "(" else None
            if match and (label := self._label(*match.span("label"))):
                yield rate.start, label

    def _than(self) -> Iterator[tuple[int, str]]:
        """ "X had more leaks (9%) than Y (4%)"."""
        first, second, *others = self.rates
        than = _THAN.fullmatch(self.line.passage, end_of(first), second.start)
        subject = _SUBJECT.match(self.line.passage, self.line.start, first.start) if than and not others else None
        if than and subject and _MORE.search(self.line.passage, subject.end(), first.start):
            yield from self._named([(first, subject.span("label")), (second, than.span("label"))])

    def _than_last(self) -> Iterator[tuple[int, str]]:
        """ "44% of the X group had more remissions than Y (23%)": the last of two, each beside its own group."""
        first, last = self.rates[-2:]
        group = next((g for g in self.groups if g.start >= first.end), None)
        than = _THAN_LAST.fullmatch(self.line.passage, end_of(first), last.start)
        if (
            than
            and group
            and group.end < than.start("label")
            and _OF_GROUP.fullmatch(self.line.passage, end_of(first), group.start)
        ):
            yield from self._named([(first, (group.start, group.end)), (last, than.span("label"))])

    def set_against(self) -> Iterator[tuple[int, str]]:
        """ "no difference between trainees vs. consultants (3% vs 2%)", "leaks in A were more than in B (9% vs 4%)"."""
        text, line = self.line.passage, self.line
        for bracket in _BRACKET.finditer(text, line.start, line.end):
            pairs = [run for run in joined(line, self.rates) if bracket.start() < run[0].start < bracket.end()]
            is_each = pairs and all(len(run) == 2 and is_versus(line, run) for run in pairs)
            is_list = len(pairs) == 1 and len(pairs[0]) == 2 and not is_each
            patterns = (
                (_BETWEEN, _WERE_MORE, _HAD_MORE, _MORE_OF, _MORE_IN) if is_each else (_WERE_ALIKE,) if is_list else ()
            )
            found = (m for p in patterns if (m := self._nearest(p, bracket)))
            both = ([m.span("label"), m.span("other")] for m in found)
            spans = next((two for two in both if all(self._label(*span) for span in two)), [])
            for run in pairs if spans else ():
                yield from self._named(list(zip(run, spans, strict=True)))
            if pairs and not spans and is_each and (behind := _DIFFERED_IN.search(text, bracket.end(), line.end)):
                for run in pairs:
                    yield from self._named(list(zip(run, [behind.span("label"), behind.span("other")], strict=True)))
            similar = self._nearest(_SIMILAR_TO, bracket) if is_each and not spans else None
            label = self._label(*similar.span("label")) if similar else None
            other = self.model.other_than(label) if label else None
            for run in pairs if label and other else ():
                yield from zip((r.start for r in run), (other, label), strict=True)

        for run in [r for r in joined(line, self.rates) if is_versus(line, r)] + self._lowered():
            behind = _VERSUS_BEHIND.match(text, end_of(run[-1]), line.end) if len(run) == 2 else None
            if behind:
                ends = run if is_versus(line, run) else run[::-1]
                yield from self._named(list(zip(ends, [behind.span("label"), behind.span("other")], strict=True)))

        yield from self._by_one()

    def _by_one(self) -> Iterator[tuple[int, str]]:
        """ "A increased the response rate from 30% to 45%": of the other group and of A, where there are two."""
        labels = {self.model.canonical(g.value.label) for g in self.groups}
        other = self.model.other_than(*labels) if len(labels) == 1 else None
        for before, after in self._lowered() if other and self.model.is_comparison else ():
            first = self.groups[0]
            is_subject = _CHANGED_BY.match(self.line.passage, first.end, before.start)
            by = _BY.match(self.line.passage, end_of(after), self.line.end)
            if (is_subject and _OPENS.fullmatch(self.line.passage, self.line.start, first.start)) or (
                by and by.end() == first.start
            ):
                yield from zip((before.start, after.start), (other, *labels), strict=True)

    def _lowered(self) -> list[list[Item]]:
        """ "from 12% to 5%": the pairs of shares of which the second came about by something."""
        text, start = self.line.passage, self.line.start
        return [
            [one, other]
            for one, other in pairwise(self.rates)
            if _FROM.search(text, start, one.start) and _TO.fullmatch(text, end_of(one), other.start)
        ]

    def _nearest(self, pattern: re.Pattern[str], bracket: re.Match[str]) -> re.Match[str] | None:
        """The nearest names that lead to a bracket, behind the bracket before it."""
        start = self.line.passage.rfind(") ", self.line.start, bracket.start()) + 1 or self.line.start
        return self._last(pattern, start, bracket.start())

    def _subjects(self) -> Iterator[tuple[int, str]]:
        """ "Colchicine and dapsone were successful at rates of 54% and 40%"."""
        match = _SUBJECTS.match(self.line.passage, self.line.start, self.rates[0].start)
        run = next(iter(joined(self.line, self.rates)), [])
        if match is None or len(run) != len(self.rates) or len(run) != 2 or is_versus(self.line, run):
            return
        spans = [match.span("one"), match.span("other")]
        others = any(not any(s <= g.start < e for s, e in spans) for g in self.groups)
        is_known = any(s <= g.start < e for s, e in spans for g in self.groups)
        if is_known and not others and self.terms.get(run[0].start) == self.terms.get(run[1].start):
            yield from self._named(list(zip(run, spans, strict=True)))

    def _before(self, pattern: re.Pattern[str], rate: Item) -> re.Match[str] | None:
        """The nearest name that leads to a share, behind the share before it."""
        start = max((r.end for r in self.rates if r.end <= rate.start), default=self.line.start)
        return self._last(pattern, start, rate.start)

    def _last(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """The match that begins last: all of them end where the place does."""
        found = pattern.search(self.line.passage, start, end)
        while found and (nearer := pattern.search(self.line.passage, found.start() + 1, end)):
            found = nearer
        return found

    def _are_of_one_name(self, rates: Sequence[Item]) -> bool:
        """Whether shares are of one thing, which is named again or pointed back to: "that of Y was 20%"."""
        terms = [self.terms.get(r.start) for r in rates]
        return len({self.line.passage[t.start : t.end].lower() if t else "" for t in terms}) == 1

    def _named(self, found: Sequence[tuple[Item, tuple[int, int]]]) -> Iterator[tuple[int, str]]:
        """The labels of shares, if each is a name that may be a group's and no two are the same."""
        labels = [self._label(*span) for _, span in found]
        if len(labels) > 1 and all(labels) and len(set(labels)) == len(labels):
            yield from ((rate.start, label) for (rate, _), label in zip(found, labels, strict=True) if label)

    def _label(self, start: int, end: int) -> str | None:
        text = self.line.passage
        inside = [g for g in self.groups if g.start < end and start < g.end]
        are_two = bool(inside) and " or " in inside[0].value.label and " or " not in text[start:end]
        if len(inside) == 1 and not are_two and (inside[0].value.strong or inside[0].value.trait):
            return self.model.canonical(inside[0].value.label)
        name = _NOUN.sub("", _LEAD.sub("", text[start:end].strip()))
        if _LIMIT.search(name):
            return self.model.canonical(name) if len(name.split()) <= _LONGEST else None
        is_term = any(i.kind in _TERMS and start <= i.start < end for i in self.line.items)
        is_other = is_no_label(name) or _NO_NAME.search(name)
        is_name = 0 < len(name.split()) <= _LONGEST and not is_term and not is_other
        return self.model.canonical(name) if is_name and re.search(r"[A-Za-z]{2}|[A-Z]-[A-Z]", name) else None
