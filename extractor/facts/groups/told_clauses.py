"""Groups that a clause opens or closes with: "of 59 who stopped early, 12% ...", "six relapsed in arm A"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_label
from extractor.facts.groups.told_runs import OF
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.series import PEOPLE, lone_shares
from extractor.matching import Item, Line

_OPENING = re.compile(
    r"(?:out of|of|among|amongst|in|for) (?:the |these )?(?:group of )?(?P<size>[\w-]+)"
    rf"(?: (?:[a-z-]+ )?{PEOPLE}|(?= (?:given|treated|receiving|who|with|without|assigned|allocated|randomi[sz]ed)\b))"
    r"(?: \([^()]*\))? (?:who (?:had |were |was |have )?|with |that )?(?P<label>(?!were |was |had )[^,;:()\[\]]{3,90})"
    r"(?: \([^()]*\)[^,;:()\[\]]{0,40})?,",
    re.I,
)
_LABEL_ENDS = re.compile(
    r"\s(?:upon|because|due to|throughout|for|within|at|during|following|from whom|in whom)\b.*", re.I
)
_LABEL_LEADS = re.compile(
    r"^(?:on|received|receiving|underwent|undergoing|took|taking|given|using|treated (?:with|by)"
    r"|(?:randomly )?(?:assigned|allocated|randomi[sz]ed) to(?: receive| undergo)?)\s(?:an? |the )?",
    re.I,
)
_ASSIGNED = re.compile(r"(?:randomly )?(?:assigned|allocated|randomi[sz]ed) to\b", re.I)
_NO_SUBGROUP = re.compile(
    r"\b(?:evalua\w+|assess\w+|analy[sz]\w+|enrol\w+|includ\w+|stud(?:y|ied)|treated(?! with| by)|available|follow\w*"
    r"|eligible|met|meeting|complet\w+|randomi[sz]ed(?! to\b)|recruited|data|respectively|and)\b"
    r"|^(?:in|from|at|over|between)\b",
    re.I,
)
_IN_BRACKET = re.compile(
    r"%?, (?P<label>(?!CI\b|SD\b|NS\b|IQR\b|OR\b|HR\b|RR\b)[A-Z][A-Za-z+/-]*[A-Z][A-Za-z+/-]*)[)\];]"
)
_IN_THE = re.compile(r"(?:in|for|with|on|among) (?:the |those in the )?(?:[\w-]+ ){0,5}\(?", re.I)
_CLOSING = re.compile(
    r"(?:\s[\w'’/+-]+){1,5}\s\((?:in|on|with|from)\s(?:the\s)?|"  # one death (in the drug group)
    r"[)\]%]*(?:\s[\w'’/+-]+){0,6}, (?:all|both|each) (?:of (?:them|whom|which) )?(?:in|from|on|with) (?:the )?|"
    r"[)\]%]*(?:\s[\w'’/+-]+|\s\([\w-]{1,9}\)){1,8}?\s(?:in|during|on|after|with|among|receiving|taking)\s(?:the\s)?",
    re.I,
)
_OTHERWISE = re.compile(r"\b(?:than|compared|versus|vs|and|or|but|while|whereas|between)\b", re.I)
_SET_AGAINST = re.compile(r"\b(?:versus|vs?|compared|than)\b", re.I)
# "the response rate of the 37 men treated with X was 62%"
_OF_THE = re.compile(
    rf"\b(?:of|in|for|among) (?:the )?(?P<size>\d+) (?:[a-z-]+ )?{PEOPLE} (?:who (?:had |were |was |have )?|with |on )?"
    r"(?P<label>[^,;:()\[\]]{3,60}?)(?: (?:at|in|during|after|within) [^,;:()\[\]]{2,30}?)? (?:was|were) (?:only )?"
)
# "five of the 52 women who received X developed gastritis"
_OF_SO_MANY = re.compile(
    rf"(?:only )?[\w-]+ of (?:the |these )?(?P<size>[\w-]+) (?:[a-z-]+ )?{PEOPLE}"
    r" (?P<how>without|with|who(?: had| were| received| underwent)?|receiving|given|treated (?:with|by)|undergoing|on)"
    r" (?:an? |the )?(?P<label>[^,;:()\[\]]{3,50}?) (?:had|have|has|developed?|died|achieved?|attained|showed|show"
    r"|responded|experienced|relapsed|recovered|survived|suffered|required|were|was|became|remained?)\b",
    re.I,
)
# "two of 175 women whose sera held the drug"
_WHOSE = re.compile(
    rf"(?:only )?[\w-]+ of (?:the |these )?(?P<size>[\w-]+) (?:[a-z-]+ )?{PEOPLE}"
    r" (?P<label>(?:whose|in whom) [^,;:()\[\]]{3,60}?)(?=[,;.]|$| (?:and|but|while|whereas|compared|versus|vs)\b)",
    re.I,
)
# "Radical operations were done in 159 patients, the mortality being 7%", "with a mortality of 7%"
_DONE = re.compile(
    r"(?:the |an? )?"
    r"(?P<label>(?!it\b|this\b|they\b|these\b|treatment\b|therapy\b|surgery\b)[a-z][\w/-]*(?: [\w/-]+){0,4}?)"
    r" (?:was|were) (?:\w+ly )?(?:performed|done|carried out|undertaken|used|given|administered|attempted|applied"
    r"|placed|inserted|implanted)"
    rf" (?:in|on|to|for) (?:the |another |only )?(?P<size>[\w-]+)(?: \([\d.]+ ?%\))? (?:[a-z-]+ )?{PEOPLE}"
    r"(?: \([^()]*\))?"
    r"(?:,? (?:with|and|of whom|in whom)|, (?=the )|; )",
    re.I,
)
_RESULT = re.compile(r" ?(?:an?|the)? ?[^,;:()]{2,60}? (?:of|being|was|were(?: \w+)? in) (?:only |about )?")
_BESIDE = 12  # characters from a group to a share that it heads
# "nausea in 12%, rash in 5% and pain in 3%"
_NEXT_IN = re.compile(
    rf"[)\]%]*(?:\s(?:of (?:the )?)?{PEOPLE})?(?:\s\([^()]*\))?(?:[,;]| and|[,;] and) (?:[A-Za-z][\w'’/-]* ){{1,6}}"
    r"(?:in|by) (?:only )?"
)
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but)\b", re.I)
_AND_SO_MANY = re.compile(r"s?(?: \([\w-]{1,8}\))?(?:,|,? and) ")
_CASES_OF = re.compile(
    r"[)\]%]*(?: (?:cases?|episodes?|instances?) of)? (?:an? )?(?:(?!(?:of|in|on|with|and|or|had)\b)[a-z-]+ ){0,2}"
)
_IN_THE_GROUP = re.compile(
    r"s?(?: \([\w-]{1,8}\))?(?: (?:occurred|developed|arose|(?:was|were) (?:seen|noted|observed|reported)))?"
    r" (?:in|on|with|among|for) (?:the )?"
)
_OF_THOSE = re.compile(
    r"[)\]%]*\s(?:of|in|among)\s(?:the\s|all\s)?"
    r"(?P<label>(?:(?:partial|complete|early|late) )?(?:non-?)?(?:responders|survivors|completers))\b"
    r"(?! (?:and|or|vs)\b)",
    re.I,
)
_AND_IN = re.compile(r"(?: \w+)?,? (?:and|versus|vs\.?|compared with|than|but|while|whereas) (?:in |by |only )*")


@dataclass(frozen=True)
class GroupsOfClauses:
    """The shares of a sentence with its groups; `total`: the largest number of people that the paper tells of."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel
    total: int

    def labels(self) -> Iterator[tuple[int, str | None]]:
        """Start of each share whose group a clause tells -> the label; None is the whole population."""
        yield from self._in_brackets()
        yield from self._opened()
        yield from self._of_the()
        yield from self._opened_by_group()
        yield from self._done()
        yield from self._of_so_many()
        yield from self._closed()
        yield from self._closed_lists()
        yield from self._counted_lists()
        yield from self._of_those()

    def _in_brackets(self) -> Iterator[tuple[int, str]]:
        """ "diarrhoea (18%, FOLFOX) and neutropenia (57%, FOLFIRI)"."""
        text, end = self.line.passage, self.line.end
        found = {rate.start: m["label"] for rate in self.rates if (m := _IN_BRACKET.match(text, rate.end, end))}
        if len(set(found.values())) > 1:
            yield from ((start, self.model.canonical(label)) for start, label in found.items())

    def _opened_by_group(self) -> Iterator[tuple[int, str]]:
        """ "In the early (EMT) group there was one case of sepsis (2%)": the only group of a sentence."""
        first = next(iter(self.groups), None)
        labels = {self.model.canonical(g.value.label) for g in self.groups if g.value.strong}
        lead = first and _IN_THE.fullmatch(self.line.passage, self.line.start, first.start)
        if lead and len(labels) == 1 and all(g.value.strong for g in self.groups):
            alone = lone_shares(self.line)
            yield from ((rate.start, label) for rate in self.rates if rate in alone for label in labels)

    def _done(self) -> Iterator[tuple[int, str]]:
        """ "Radical operations were done in 159 patients, the mortality being 7%": of fewer than were studied."""
        text, line = self.line.passage, self.line
        done = _DONE.match(text, line.start, line.end)
        size = done and self._number_at(done.start("size"))
        rate = next((r for r in self.rates if done and r.start >= done.end()), None)
        if done is None or rate is None or size is None or size >= self.total:
            return
        start, end = done.span("label")
        is_named = any(g.start >= done.end() for g in self.groups)
        is_harm = any(i.kind == "event" and start <= i.start < end for i in line.items)
        if not is_named and not is_harm and _RESULT.fullmatch(text, done.end(), rate.start):
            yield rate.start, self._label_in(done)

    def _of_so_many(self) -> Iterator[tuple[int, str]]:
        """ "Five of the 52 women who received X developed gastritis": of more that were studied."""
        for rate in self.rates:
            size = rate.value.denominator
            if size and (whose := _WHOSE.match(self.line.passage, rate.start, self.line.end)):
                yield rate.start, whose["label"]
            if not size or size >= self.total:
                continue
            match = _OF_SO_MANY.match(self.line.passage, rate.start, self.line.end)
            if (
                match
                and self._number_at(match.start("size")) in (size, None)
                and not _NO_SUBGROUP.search(match["label"])
            ):
                lacks = match["how"] == "without"
                yield rate.start, f"without {match['label']}" if lacks else self._label_in(match)

    def _opened(self) -> Iterator[tuple[int, str | None]]:
        """ "Of the 32 women who stopped early, 4 (12%) relapsed": not where these are all that were studied."""
        opening = _OPENING.match(self.line.passage, self.line.start, self.line.end)
        size = opening and self._number_at(opening.start("size"))
        if opening is None or size is None or _NO_SUBGROUP.search(opening["label"]):
            return
        clause = _CLAUSE.search(self.line.passage, opening.end(), self.line.end)
        other = next((g for g in self.groups if g.start >= opening.end()), None)
        are_all = size >= self.total and not other and not _ASSIGNED.match(opening["label"])
        label = None if are_all else self._label_in(opening)
        end = min(clause.start() if clause else self.line.end, other.start if other else self.line.end)
        if other and _SET_AGAINST.search(self.line.passage, opening.end(), other.start):
            return
        for rate in self.rates:
            is_others = other and OF.fullmatch(self.line.passage, rate.end, other.start)
            if opening.end() <= rate.start < end and not is_others:
                yield rate.start, label

    def _of_the(self) -> Iterator[tuple[int, str]]:
        """ "The response rate of the 37 men treated with X was 62%": of more that were studied."""
        for match in _OF_THE.finditer(self.line.passage, self.line.start, self.line.end):
            size = self._number_at(match.start("size"))
            rate = next((r for r in lone_shares(self.line) if r in self.rates and r.start == match.end()), None)
            label = match["label"]
            if rate and size and size < self.total and not (_NO_SUBGROUP.search(label) or is_no_label(label)):
                yield rate.start, self._label_in(match)

    def _label_in(self, opening: re.Match[str]) -> str:
        start, end = opening.span("label")
        named = [g for g in self.groups if g.value.strong and start <= g.start and g.end <= end]
        if len(named) == 1:
            return self.model.canonical(named[0].value.label)
        return self.model.canonical(_LABEL_ENDS.sub("", _LABEL_LEADS.sub("", opening["label"])))

    def _number_at(self, start: int) -> int | None:
        found = next((i.value.low for i in self.line.items if i.start == start and i.kind in NUMBERS), None)
        return found if isinstance(found, int) else None

    def _closed(self) -> Iterator[tuple[int, str]]:
        """ "Six patients relapsed in the conservative arm": the one group of a clause, behind its one share."""
        text, line = self.line.passage, self.line
        alone = lone_shares(line)
        for rate in self.rates:
            group = next((g for g in self.groups if g.start >= rate.end), None)
            if group is None or rate not in alone or not (group.value.strong or self._is_compared(group)):
                continue
            gap = text[rate.end : group.start]
            clause = max((m.end() for m in _CLAUSE.finditer(text, line.start, rate.start)), default=line.start)
            others = any(clause <= g.start < rate.start for g in self.groups)
            shares = any(rate.end <= r.start < group.end + _BESIDE for r in self.rates)
            if not others and not shares and _CLOSING.fullmatch(gap) and not _OTHERWISE.search(gap):
                yield rate.start, self.model.canonical(group.value.label)

    def _closed_lists(self) -> Iterator[tuple[int, str]]:
        """ "Nausea in 12%, rash in 5% and pain in 3% of the zinc group": the group behind the last of a list."""
        text, line = self.line.passage, self.line
        lists: list[list[Item]] = []
        for before, rate in pairwise(self.rates):
            gap = text[before.end : rate.start]
            if _NEXT_IN.fullmatch(gap) and not _SET_AGAINST.search(gap):
                goes_on = lists and lists[-1][-1] is before
                lists = [*lists[:-1], [*lists[-1], rate]] if goes_on else [*lists, [before, rate]]
        for shares in lists:
            group = next((g for g in self.groups if g.end > shares[0].start), None)
            if group is None or not (group.value.strong or self._is_compared(group)):
                continue
            clause = max((m.end() for m in _CLAUSE.finditer(text, line.start, shares[0].start)), default=line.start)
            others = any(clause <= g.start < shares[0].start for g in self.groups)
            if not others and OF.fullmatch(text, shares[-1].end, group.start) and self._ends(group):
                yield from ((share.start, self.model.canonical(group.value.label)) for share in shares)

    def _counted_lists(self) -> Iterator[tuple[int, str]]:
        """ "1 CR, 5 PR and 9 PD in the control group": the group behind the last of a list of things counted."""
        text = self.line.passage
        things = [i for i in self.line.items if i.kind in ("outcome", "event")]
        counted: list[tuple[Item, Item]] = []
        for rate in self.rates:
            thing = next((t for t in things if t.start > rate.end), None)
            thing = thing if thing and _CASES_OF.fullmatch(text, rate.end, thing.start) else None
            if counted and not _AND_SO_MANY.fullmatch(text, counted[-1][1].end, rate.start):
                counted = []
            counted = [*counted, (rate, thing)] if thing else []
            group = next((g for g in self.groups if thing and g.start >= thing.end), None)
            is_last = thing and group and _IN_THE_GROUP.fullmatch(text, thing.end, group.start)
            is_group = group and (group.value.strong or self._is_compared(group))
            if len(counted) > 1 and is_last and group and is_group and self._ends(group):
                yield from ((share.start, self.model.canonical(group.value.label)) for share, _ in counted)

    def _of_those(self) -> Iterator[tuple[int, str]]:
        """ "60% of responders had an ongoing response": whom the share is of, though an outcome made them one group."""
        for rate in self.rates:
            if those := _OF_THOSE.match(self.line.passage, rate.end, self.line.end):
                yield rate.start, self.model.canonical(those["label"])

    def _ends(self, group: Item) -> bool:
        """Whether no other group has its share straight behind: "in the zinc group and in 5% of the placebo group"."""
        after = next((r for r in self.rates if r.start >= group.end), None)
        return after is None or not _AND_IN.fullmatch(self.line.passage, group.end, after.start)

    def _is_compared(self, group: Item) -> bool:
        return self.model.is_comparison and not group.value.trait
