"""Shares that the words of a sentence give to everyone: totals with their parts behind, what "overall" opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.sentences.bare_counts import is_zero
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.series import PEOPLE, is_versus, lone_shares, series_of
from extractor.matching import Item, Line

_BRACKET = re.compile(r"[)\]%]*[^;:.()\[\]]{0,90}[(\[](?P<inside>[^()\[\]]+)[)\]]")
_IN_ALL = (
    r"(?:in|for|of|among) the (?:whole|entire|total|overall) (?:study )?(?:group|population|cohort|series|sample)\b"
)
_INCLUDED = re.compile(
    r"\b(?:complications?|events?|effects?|reactions?|toxicit\w+|sequelae|morbidity|injur\w+)\b[^;:()]{0,60}?"
    r"\b(?:included?|including|consisted of|comprised|were(?= [\w-]+ (?:patients?|cases?)\b))"
    r"(?![^;]*\b(?:versus|vs|compared|groups?|arms?)\b)",
    re.I,
)
_PATIENT_WITH = re.compile(
    r"[\w-]+ (?!of\b)(?:[a-z-]+ )?(?:patients?|cases?|wom[ae]n|m[ae]n|child(?:ren)?)(?: \([^()]*\))? with\b", re.I
)
_OPENING = re.compile(
    rf"(?:overall(?! (?:survival|response|remission)\b)|in total|in all|altogether|all in all|{_IN_ALL}),? ", re.I
)
_OF_SOME = re.compile(r"[)\]%]*\s(?:of (?:those|patients) )?with(?:out)?\b")  # 25% with and 15% without gout
_BEHIND = re.compile(
    rf"[)\]%]*\s(?:(?:overall|in total|(?:of|in|for|among) all (?:the )?{PEOPLE})(?=\s?[:;,.()]|$)|{_IN_ALL}"
    # 93 patients (3% of the full analysis set)
    rf"|(?:(?:{PEOPLE} )?\(\d[\d.·]* ?% )?of the (?:full|whole|entire|overall|total|safety)(?: [\w-]+){{0,2}}"
    r" (?:set|population|cohort|sample)\b"
    rf"|(?:{PEOPLE} )?(?:of|in|for|among) (?:this|our) (?:[\w-]+ )?(?:population|cohort|series|sample|study)\b)",
    re.I,
)
_CALLED_OVERALL = re.compile(
    r"\boverall (?!survival|response|remission|OS\b|ORR\b|group|population|cohort)[^,;:()]*(?:\([^()]*\)[^,;:()]*)?$",
    re.I,
)
_AGAINST = re.compile(r"\b(?:versus|vs?|than|compared)\b", re.I)
_LED_ON = re.compile(
    r"[)\]%]*\s(?:of (?:the )?\w+ )?(?:in|with|after|for|on|among|by|using"
    r"|(?:patients |participants |women |men |children )?(?:receiving|given|taking))\s",
    re.I,
)
_BUT = re.compile(r"[)\]%]*(?:\s\([^()]*\))?,? (?:but|although|while|whereas)\b|[)\]%]*, with\b|[)\]%]*;")
_TO = re.compile(r"[)\]%]*(?:\s\([^()]*\))? to ")
_IN_TRIAL = re.compile(
    r"[)\]%]*(?:\s[\w-]+){0,6}?\s(?:occurred|reported|observed|recorded|seen|noted|found) (?:during|in) the"
    r" (?:trial|study)\b(?! (?:groups?|arms?|drugs?|treatment|medication|eyes?|centers?|sites?)\b)",
    re.I,
)
_OF_SO_MANY = re.compile(
    rf"(?:Of|Among|In|Out of) (?:(?:the|our|these|all|a total of) )*(?P<many>[\d,]+|[\w-]+) (?:[\w-]+ ){{0,2}}?{PEOPLE}"
    r" (?!(?:randomly )?(?:assigned|allocated|randomi[sz]ed) to\b)[^.;,()%]{3,80}, "
)
# "Relapse was seen in 26% but was not different between A and B", "Mortality was 4% and it was higher in men"
_SAID_AGAIN = re.compile(
    rf"[)\]%]*(?:\s\([^()]*\))?(?:\s(?:of )?(?:the )?{PEOPLE})?,? (?:but|and|which)(?: it| this)? (?:was|were|did)"
    r" (?:not |\w+ly |[<>≥]?\d\S* |\w+fold |times )*(?:differ|similar|comparable|higher|lower|more|less|greater|alike)"
    rf"|[)\]%]*(?:\s\([^()]*\))?(?:\s(?:of )?(?:the )?{PEOPLE})?,? (?:(?:with|and) no|without(?: any)?)"
    r"(?: \w+){0,2} differences?(?: in \w+)? (?:between|among)"
    rf"|[)\]%]*(?:\s(?:of )?{PEOPLE})?,? (?:and )?all (?:of (?:them|these|whom) )?(?:{PEOPLE} )?(?:were|occurred) in ",
    re.I,
)
_AFTER_COLON = re.compile(r"[)\]%]*(?:\s\([^()]*\))?(?:\s[\w-]+){0,5}[:;] (?P<inside>[^:;]+)")
_NEAR = 12  # characters between a share and a group beside it
# "No deaths were reported in either group": nought is said of all of them.
_IN_EITHER = re.compile(
    r"[^.;:()]*\b(?:in|with|for|among|after) (?:either|any)(?: one)?(?: of the)?(?: \w+){0,2}"
    r" (?:groups?|arms?|cohorts?|treatments?|regimens?)\b",
    re.I,
)
# "There was no difference between A and B in relapse (12%)": one share where there would be two.
_NO_DIFFERENCE = re.compile(r"\b(?:no(?: \w+){0,2} differences?|not? differ\w*)\b[^.;()]*? between\b", re.I)


@dataclass(frozen=True)
class SharesOfAll:
    """The shares of a sentence with its groups."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    terms: Mapping[int, Item]
    total: int

    def starts(self) -> Iterator[int]:
        """Where each share starts that is one of all participants."""
        yield from self._totals()
        yield from self._included()
        yield from self._opened_by_overall()
        yield from self._noughts()
        yield from self._of_no_difference()
        yield from self._of_total()
        yield from self._called_overall()
        yield from self._said_again()
        yield from self._closed_by_overall()
        yield from self._changed()
        yield from self._of_whole()

    def _included(self) -> Iterator[int]:
        """ "Complications included one patient (3%) with dry eye": what they had, and no group."""
        text, line = self.line.passage, self.line
        said = _INCLUDED.search(text, line.start, line.end)
        for rate in self.rates if said else ():
            is_of_group = text.endswith(" in ", 0, rate.start)
            if (
                said
                and said.end() <= rate.start
                and not is_of_group
                and _PATIENT_WITH.match(text, rate.start, line.end)
            ):
                yield rate.start

    def _labels(self, start: int, end: int) -> set[str]:
        return {g.value.label.lower() for g in self.groups if start <= g.start and g.end <= end}

    def _totals(self) -> Iterator[int]:
        """ "11 died (three on A and eight on B)", "relapse in 12% (15% on A and 9% on B)"."""
        text, line = self.line.passage, self.line
        for rate in self.rates:
            bracket = _AFTER_COLON.match(text, rate.end, line.end) or _BRACKET.match(text, rate.end, line.end)
            if bracket is None or self._labels(line.start, bracket.start("inside")):
                continue
            parts = [i for i in line.items if bracket.start("inside") <= i.start < bracket.end("inside")]
            if len(self._labels(*bracket.span("inside"))) > 1 and (
                self._add_up(rate, parts) or self._is_between(rate, parts) or self._are_percents(rate, parts)
            ):
                yield rate.start

    def _said_again(self) -> Iterator[int]:
        """The share of a clause that names no group, where the next says how groups differ in it."""
        first = min((g.start for g in self.groups), default=self.line.end)
        for rate in self.rates[:1]:
            if rate.end < first and _SAID_AGAIN.match(self.line.passage, rate.end, self.line.end):
                yield rate.start

    def _add_up(self, rate: Item, parts: Sequence[Item]) -> bool:
        counts = [i.value.numerator if i.kind == "rate" else i.value.low for i in parts if i.kind in (*NUMBERS, "rate")]
        return len(counts) > 1 and rate.value.numerator == sum(c or 0 for c in counts)

    def _are_percents(self, rate: Item, parts: Sequence[Item]) -> bool:
        """ "in 55 participants (4% of men vs 7% of women)": so many, and their share of each group."""
        percents = [i for i in parts if i in self.rates and i.value.percent is not None and i.value.numerator is None]
        return rate.value.percent is None and rate.value.denominator is None and len(percents) > 1

    def _is_between(self, rate: Item, parts: Sequence[Item]) -> bool:
        shares = [i for i in parts if i in self.rates]
        percents = [i.value.percent for i in shares if i.value.percent is not None]
        is_mean = rate.value.percent is not None and len(percents) > 1
        own = self.terms.get(rate.start)
        same = all(t == own or t.start < rate.end for i in shares if (t := self.terms.get(i.start)))
        return is_mean and same and min(percents) <= rate.value.percent <= max(percents)

    def _opened_by_overall(self) -> Iterator[int]:
        """ "Overall, success was achieved in 94% of cases": where the sentence names no group."""
        line = self.line
        if _OPENING.match(line.passage, line.start, line.end) and not self.groups:
            versus = [r.start for run in series_of(line, "rate") if is_versus(line, run) for r in run]
            others = [rate for rate in self.rates if rate.start not in versus]
            yield from (r.start for r in others if not _OF_SOME.match(line.passage, r.end, line.end))

    def _closed_by_overall(self) -> Iterator[int]:
        """ "12% overall: 15% in the open group and 9% in the closed group", "9 deaths occurred in the trial"."""
        text, end = self.line.passage, self.line.end
        yield from (r.start for r in self.rates if _BEHIND.match(text, r.end, end) or _IN_TRIAL.match(text, r.end, end))
        yield from (r.start for r in self.rates if text[: r.start].endswith((" overall ", " overall, ", "(overall ")))

    def _changed(self) -> Iterator[int]:
        """ "Mortality fell from 60% to 20%": of the same people, where the sentence names no group."""
        for first, second in pairwise(self.rates) if not self.groups else ():
            before = self.line.passage[self.line.start : first.start]
            if before.endswith("from ") and _TO.fullmatch(self.line.passage, first.end, second.start):
                yield from (first.start, second.start)

    def _noughts(self) -> Iterator[int]:
        for rate in self.rates:
            if not is_zero(rate.value):
                continue
            clause = self.line.passage.rfind("; ", self.line.start, rate.start)
            is_apart = clause > 0 and len(self._labels(self.line.start, clause)) > 1
            if (is_apart and not self._labels(clause, self.line.end)) or _IN_EITHER.match(
                self.line.passage, rate.end, self.line.end
            ):
                yield rate.start

    def _of_no_difference(self) -> Iterator[int]:
        """ "There was no difference between stents and surgery in relapse (12%)": one share of both together."""
        text, line = self.line.passage, self.line
        said = _NO_DIFFERENCE.search(text, line.start, line.end)
        if said is None:
            return
        lone = [share for share in lone_shares(line) if share in self.rates]
        for rate in (r for r in lone if r.start > said.end() and text[r.start - 1] in "(["):
            near = text.find(")", rate.end, line.end)
            if not self._labels(rate.end, near) and self._labels(said.end(), rate.start):
                yield rate.start

    def _of_total(self) -> Iterator[int]:
        """A share of as many as the paper tells of at most: 2338 of 2556."""
        others = {r.value.denominator for r in self.rates}
        against = _AGAINST.search(self.line.passage, self.line.start, self.line.end)
        if others == {self.total} and not against:
            yield from (rate.start for rate in self._lone())

    def _of_whole(self) -> Iterator[int]:
        """ "Of the 812 patients undergoing surgery, 65 had a leak": the words tell who all participants are."""
        line = self.line
        opening = _OF_SO_MANY.match(line.passage, line.start, line.end)
        if opening is None or not any(g.start < opening.end() for g in self.groups):
            return
        count = next((i for i in line.items if i.kind in NUMBERS and i.end <= opening.end("many") + 1), None)
        is_all = count is not None and count.start >= opening.start("many") and count.value.low == self.total
        if is_all and all(g.start < opening.end() for g in self.groups):
            yield from (rate.start for rate in self.rates if rate.start >= opening.end())

    def _called_overall(self) -> Iterator[int]:
        """ "The overall complication rate was 12%", "overall mortality was 9% but lower in the closed group"."""
        for rate in (*self._lone(), *self._before_contrast()):
            said = _CALLED_OVERALL.search(self.line.passage, self.line.start, rate.start)
            if said and not any(said.start() <= r.start < rate.start for r in self.rates):
                yield rate.start

    def _before_contrast(self) -> Iterator[Item]:
        """The shares that a clause of its own has, before any group is named."""
        first = min((g.start for g in self.groups), default=self.line.end)
        for rate in self.rates:
            if rate.end < first and _BUT.match(self.line.passage, rate.end, first):
                yield rate

    def _lone(self) -> Iterator[Item]:
        """The shares of a sentence without arms that no other is set against."""
        if not any(g.value.strong for g in self.groups):
            runs = [run for run in series_of(self.line, "rate") if not is_versus(self.line, run)]
            for rate in (r for run in runs for r in run if r in self.rates):
                near = rate.start - _NEAR, rate.end + _NEAR
                is_named = _LED_ON.match(self.line.passage, rate.end, self.line.end)
                if not is_named and not any(g.start < near[1] and near[0] < g.end for g in self.groups):
                    yield rate
