"""What a share is a share of where the words leave no choice: lists told in order, and terms that a phrase ties to it.

"Relief and cure were reached by 54% and 40%, respectively"; "1 (3%) rash and 2 (6%) falls"; "12% and 9% for nausea".
The name is told, not that there is a fact: whether the share is one of an outcome or event at all is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE, are_tested, is_timed, is_versus
from extractor.facts.terms.things import Thing, Things
from extractor.lazy import cached_property
from extractor.matching import Item, Line

_WAS = r"(?:was|were|is|are|reached|being)"
_WAS_SEEN = r"(?:was|were) (?:found|seen|observed|noted|detected|diagnosed|identified|discovered|reported|recorded)"
# What stands between the things of a list and their shares.
_LEADS = re.compile(
    rf"[^;]{{0,200}}?(?:[(\[:]|\b(?:{_WAS}|in|of|by|to|at|for|had|with|occurred|achieved)\b)[^;]{{0,200}}", re.I
)
# "compared to those with A and B (5% and 0%)": groups.
_SET_AGAINST = re.compile(r"\b(?:compared (?:to|with)|than|versus|vs\.?|among|between) (?:the )?$")
# A share and what it counts behind it: "1 (2.8%) rash", "two patients with rash".
_COUNTED = re.compile(
    r"[)\]%]*\s(?:(?:patients?|participants?|subjects?|cases?|children|women|men) (?:of |with )?)?"
    r"(?:(?:of|had|developed|experienced|episodes? of|instances? of) )?(?:an? |the )?",
    re.I,
)
_AND_NEXT = re.compile(r",? and |, ")
_NEXT = re.compile(r"s?(?:,|;|,? and|,? as well as)\s(?:in |another |an additional |a further )?[(\[]?", re.I)
_CLOSED = re.compile(rf"s?\s?(?:[.;,)\]]|$|\((?!\d)|(?:in|at|after|during|within|on|and|{_WAS_SEEN})\b)")
# A thing and its shares behind it: "rash (3%)", "rash, 3%".
_BRACKET = re.compile(r"s?\s?(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])")
_HAS = re.compile(r"s?[,:]?\s")
_THEN = re.compile(
    r"%?(?:,|;|,? and|,? or|,? followed|,? as well as)\s(?:and |by |an? |the )*(?:[Gg]rades? [\d≥>=/–-]+ )?"
    r"(?:(?:[a-z-]+(?:al|ic|ous|ive|ar|ary|ory|ent|ant)|small|large|minor|major|deep|late|acute|delayed) )?"
)
_DONE = re.compile(r"\w+ed", re.I)  # "3 (8%) defaulted" counts no things
_FOR = re.compile(r"[)\]%]*\s(?:for|of) (?:the )?", re.I)
# "70% for [boys with abscess]"
_WHO = re.compile(rf"(?:[\w-]+ )?(?:{PEOPLE}|those|boys|girls|controls) ")
# A clause that its shares open: "11 of 51 eyes in one group and 22 of 51 in the other developed synechiae".
_DID = re.compile(
    r"\b(?:developed|had|experienced|achieved|showed|suffered(?: from)?|reached|attained|underwent|required|reported"
    r"|evidenced|presented with|died (?:of|from))\s(?:an? |the |any )?$",
    re.I,
)
_WERE = re.compile(r"\b(?:were|was|remained|became|had been)\s(?:[a-z]+ly |still |all )?$", re.I)
_NO_STATE = re.compile(r"\bthere (?:were|was)\s(?:[a-z]+ly )?$", re.I)
_SAID = re.compile(rf"\b(?:{_WAS}|had|has|have|rates?|incidence|occurred|developed|showed|achieved|of whom)\b", re.I)
_FOR_IT = re.compile(r" (?:for|because of|due to|owing to|after)\s")
# "the 60 patients of one arm had a cure rate of 9%"
_THE = re.compile(r"\b(?:the|these|those|all|our)(?: \w+)? $", re.I)
_BETWEEN = re.compile(
    r"(?:[^,;:]|, (?=and|but|while|whereas))*?\b(?:and|vs|versus|than|with|while|whereas|but)\b[^,;:]*", re.I
)
_GENERIC = (
    r"(?:adverse (?:drug )?(?:events?|effects?|reactions?)|side[ -]effects?|complications?|toxicit(?:y|ies)|[A-Z]*AEs?"
    r"|symptoms?)\b"
)
_MOST = re.compile(
    rf"s?\s(?:\([\w-]{{2,8}}\)\s)?{_WAS} (?:also )?(?:among )?(?:the )?(?:\w+ )?"
    r"(?:most|commonest|only|main|major|predominant|leading|second|third)\b"
    rf"[^.;:%]{{0,60}}?{_GENERIC}[^.;:%()]{{0,50}}[(\[]?",
    re.I,
)
_GENERIC_WAS = re.compile(rf"{_GENERIC}(?: [a-z-]+){{0,5}} (?:was|were) (?:an? |the )?$", re.I)
_SEEN_IN = re.compile(
    r"s?(?:,? (?:which )?(?:(?:was|were|had) )?(?:seen|observed|noted|occurr(?:ing|ed)|reported|detected|found) in| in"
    r"|,? (?:affecting|with(?: an? (?:[\w-]+ )?(?:rate|incidence|frequency|prevalence) of)?)|\s?[(\[])\s?(?:only )?",
    re.I,
)
_ONLY = r"(?: only| about)?"
_RATE = re.compile(
    rf"\srates?(?: (?:{_WAS}|of)| (?:in|for|with) [\w -]{{1,30}}? (?:was|were))?{_ONLY}[\s:]*[(\[]?", re.I
)
_RATE_OF = re.compile(r"\b(?:rates?|incidences?|frequenc(?:y|ies)|probability|risk|proportions?) of (?:the )?$", re.I)
_WHOSE = re.compile(
    r"s?(?:\s\([^()]*\))?(?: (?:in|for|at|with|among|during|within|after) [^,.;:()%]{1,60}?)?"
    rf"(?: {_WAS})?{_ONLY}[\s:]*[(\[]?",
    re.I,
)
_IS = re.compile(rf"s?(?: rates?)? {_WAS}{_ONLY}\s", re.I)
_INCLUDING = re.compile(r"\b(?:including|such as)\s$", re.I)
_EVENT = re.compile(r"\bevents?$", re.I)  # "an annual event rate of 13%" names nothing
_FOUND = re.compile(rf"s?\s{_WAS_SEEN} (?:only )?(?:during|at|on|by|upon|following|after)\s", re.I)
_BESIDE = re.compile(r"[)\]%]*\s")
# A bracket that a share opens, behind a word for a share or not.
_SHARE_OPENS = re.compile(
    r"(?:\b(?P<rate>rates?|incidences?|frequenc(?:y|ies)|proportions?|percentages?|prevalences?) )?[(\[]$"
)
_OF_IT = re.compile(r"\s?%?(?:[,;] [^()]{1,30})?[)\]] of (?:the |an? |any )?(?:[\w-]+ )?")
_ITSELF = re.compile(r"\s?%?\s(?:primary |secondary |true )?")
_CLOSES = re.compile(r"s?\s?[)\],;]")
# A share and what its people did: "of whom 30% died".
_THEY = re.compile(
    r"[)\]%]*(?: of (?:them|whom|those|these|(?:the|all|our) (?=patients|women|men|children|infants)))?"
    r"(?: patients| cases| women| men| children| infants| eyes)?"
    r"(?: (?:on|receiving|given|taking) [\w -]{1,30}?)?\s(?:had |have )?"
)
_VERB = re.compile(r"(?:[a-z]{3,}ed|died|alive|dead)", re.I)
# "Cure was reached in 40%, and full closure in 70%": the same word leads to both shares.
_ALSO = re.compile(r"[^;:]{0,60}?(?:,|,? and|,? while|,? whereas|,? but)\s(?:the |an? )?", re.I)
# "rash on the [back] (3%), falls (2%)"
_PART_OF = re.compile(r"\b(?:the|an?|this|that|its|their|outside|from|to|than) $", re.I)
_SURE = 0.7
_SEVERAL = 2  # events of a list that leave little doubt of the others
_LED = re.compile(r"\b(in|by|among|of|for)\s(?:only |about )?$", re.I)


@dataclass(frozen=True)
class ToldTerms:
    """The terms of a sentence that need no weighing.

    `rates`: its shares; `runs`: those side by side; `counts`: its other whole numbers.
    """

    things: Things
    rates: Sequence[Item]
    counts: Sequence[Item]
    runs: Sequence[Sequence[Item]]

    @cached_property
    def terms(self) -> dict[int, Item]:
        """Start of each share whose term is told -> the term."""
        return {
            **dict(self._also()),
            **dict(self._done()),
            **dict(self._tied()),
            **dict(self._beside_bracket()),
            **dict(self._opening_clauses()),
            **self.named_first,
            **dict(self._most_common()),
            **self.counted_first,
            **dict(self._for_terms()),
            **self.in_order,
        }

    @cached_property
    def listed(self) -> frozenset[int]:
        """The starts of shares whose terms are those of a list of which some are known."""
        return frozenset((*self.counted_first, *self.named_first, *self.in_order))

    @cached_property
    def in_order(self) -> dict[int, Item]:
        """Lists of things with as many shares, or as many comparisons, behind them."""
        return dict(self._in_order())

    @property
    def _line(self) -> Line:
        return self.things.line

    def _text(self, start: int, end: int) -> str:
        return self._line.passage[start:end]

    def _before(self, start: int) -> list[Thing]:
        return [thing for thing in self.things.all if thing.end <= start]

    def _in_order(self) -> Iterator[tuple[int, Item]]:
        for run in (*self.runs, *self._counts_in_rows()):
            lists = [li for li in self.things.lists if li[-1].end <= run[0].start and any(t.is_known for t in li)]
            end = lists[-1][-1].end if lists else 0
            if lists and _SET_AGAINST.search(self._text(self._line.start, lists[-1][0].start)):
                continue
            if not lists or len(lists[-1]) < 2 or any(end <= r.start < run[0].start for r in self.rates):
                continue
            if _LEADS.fullmatch(self._text(end, run[0].start)):
                yield from self._zipped(lists[-1], self._until_next_term(run))

    def _counts_in_rows(self) -> list[list[Item]]:
        """Numbers side by side that no pattern made shares of: "in 14, 9 and 5 patients"."""
        rows: list[list[Item]] = []
        for count in sorted(self.counts, key=lambda i: i.start):
            if rows and _AND_NEXT.fullmatch(self._text(rows[-1][-1].end, count.start)):
                rows[-1].append(count)
            else:
                rows.append([count])
        return [row for row in rows if len(row) > 1]

    def _until_next_term(self, first: Sequence[Item]) -> list[Sequence[Item]]:
        """The runs from one on that no further term parts."""
        found = [first]
        for run in (run for run in self.runs if run[0].start > first[-1].start):
            if any(t.is_known and found[-1][-1].end <= t.start < run[0].start for t in self.things.all):
                break
            found.append(run)
        return found

    def _zipped(self, things: Sequence[Thing], runs: Sequence[Sequence[Item]]) -> Iterator[tuple[int, Item]]:
        many = len(things)
        if len(runs) > 1 and self._has_times(runs[0][0].start, runs[-1][0].start):
            return  # "nausea and vomiting in 12% vs 5% at week 1 and 7% vs 3% at week 4"
        of_groups = all(is_versus(self._line, run) for run in runs) or are_tested(self._line, runs)
        if len(runs) == many and of_groups:
            yield from ((rate.start, thing.term) for thing, run in zip(things, runs, strict=True) for rate in run)
            return
        # "A and B were 12% and 8% in the two groups" may be told of the groups in order.
        groups = {g.value.label for g in self.things.groups if g.start >= things[-1].end}
        for run in runs:
            places = self._places(run, many, alone=len(runs) == 1 and len(groups) > 1)
            if not places:
                return
            yield from ((rate.start, things[place].term) for rate, place in zip(run, places, strict=True))

    def _places(self, run: Sequence[Item], many: int, *, alone: bool) -> list[int]:
        """Which of so many things each share of a run is one of; none where the words do not tell.

        "12% and 8%", unless it is `alone` and may be of groups; "12% and 8% vs 9% and 5%"; "12% vs 9% and 8% vs 5%".
        """
        against = [is_versus(self._line, pair) for pair in pairwise(run)]
        if len(run) == many and not any(against) and not alone and not is_timed(self._line, run):
            return [*range(many)]
        if len(run) == 2 * many and against == [n == many - 1 for n in range(len(against))]:
            return [*range(many), *range(many)]
        if len(run) == 2 * many and against == [n % 2 == 0 for n in range(len(against))]:
            return [n // 2 for n in range(len(run))]
        return []

    def _has_times(self, start: int, end: int) -> bool:
        return any(i.kind in ("timepoint", "grade") and start <= i.start < end for i in self._line.items)

    @cached_property
    def counted_first(self) -> dict[int, Item]:
        """Lists of numbers that stand before what they count."""
        return dict(self._counted_first())

    def _counted_first(self) -> Iterator[tuple[int, Item]]:
        """ "1 (3%) rash, 2 (6%) falls and 1 (3%) fever"."""
        found: list[tuple[Item, Thing]] = []
        for rate in sorted([*self.rates, *self.counts], key=lambda i: i.start):
            thing = next((t for t in self.things.all if t.start >= rate.end), None)
            if found and not _NEXT.fullmatch(self._text(found[-1][1].end, rate.start)):
                yield from _if_list(found)
                found = []
            is_thing = thing and (thing.is_known or not _DONE.fullmatch(self._text(thing.start, thing.end)))
            is_counted = thing and is_thing and _COUNTED.fullmatch(self._text(rate.end, thing.start))
            found = [*found, (rate, thing)] if thing and is_counted else []
        if found and _CLOSED.match(self._line.passage, found[-1][1].end, self._line.end):
            yield from _if_list(found)

    @cached_property
    def named_first(self) -> dict[int, Item]:
        """The same of shares behind their things: "rash (3%), falls (6% vs 2%, P = 0.02) and fever (3%)"."""
        return {start: term for found in self.named_lists for start, term in _if_list(found)}

    @cached_property
    def named_lists(self) -> list[list[tuple[Item, Thing]]]:
        """Lists of things with their shares behind them, also of things that no list knows."""
        lists: list[list[tuple[Item, Thing]]] = [[]]
        end = self._line.start
        for thing in self.things.all:
            bracket = _BRACKET.match(self._line.passage, thing.end, self._line.end)
            if bracket:
                own = [r for r in self.rates if bracket.start() < r.start < bracket.end()]
            else:
                own = next((list(run) for run in self.runs if _HAS.fullmatch(self._text(thing.end, run[0].start))), [])
                own = own or [c for c in self._sizes if _HAS.fullmatch(self._text(thing.end, c.start))]
            if lists[-1] and not (own and _THEN.fullmatch(self._text(end, thing.start))):
                lists.append([])
            if own and (lists[-1] or thing.is_known or not _PART_OF.search(self._text(self._line.start, thing.start))):
                lists[-1] += ((rate, thing) for rate in own)
                end = bracket.end() if bracket else own[-1].end
        return lists

    @cached_property
    def _sizes(self) -> list[Item]:
        """The numbers of people that are told as those of groups are: "n = 4"."""
        return [count for count in self.counts if count.value.pattern_id == "count.size"]

    def _for_terms(self) -> Iterator[tuple[int, Item]]:
        """ "60% and 50% for arthralgia and 35% and 36% for myopathy"."""
        found = []
        for run in self.runs:
            thing = next((t for t in self.things.all if t.is_known and t.start >= run[-1].end), None)
            lead = _FOR.fullmatch(self._text(run[-1].end, thing.start)) if thing else None
            if thing and lead and not _WHO.match(self._text(thing.start, thing.end)):
                found.append((run, thing))
        if len(found) > 1:
            yield from ((rate.start, thing.term) for run, thing in found for rate in run)

    def _opening_clauses(self) -> Iterator[tuple[int, Item]]:
        """Clauses that their shares open, with one verb for all of them."""
        line = self._line
        cuts = [line.start + m.end() for m in re.finditer(";", self._text(line.start, line.end))]
        for start, end in pairwise([line.start, *cuts, line.end]):
            things = [t for t in self.things.all if start <= t.start < end]
            told = next((t for t in things if self._is_done(start, t)), None)
            shares = [r for r in self.rates if told and start <= r.start < told.start]
            if not told or not shares or _SAID.search(self._text(start, shares[-1].start)):
                continue
            if _THE.search(self._text(start, shares[0].start)):
                continue
            if not told.is_known and _FOR_IT.match(self._line.passage, told.end, end):
                continue  # "required saline for hypotension"
            is_first = not any(t.is_known and t.start < told.start for t in things)
            if is_first and all(_BETWEEN.fullmatch(self._text(a.end, b.start)) for a, b in pairwise(shares)):
                yield from self._told(shares, told)

    def _is_done(self, start: int, thing: Thing) -> bool:
        """Whether people "developed glaucoma" or "were cured"."""
        lead = self._text(start, thing.start)
        return bool(_DID.search(lead) or (thing.is_known and _WERE.search(lead) and not _NO_STATE.search(lead)))

    def _most_common(self) -> Iterator[tuple[int, Item]]:
        """ "Nausea was the most common side effect (41%)"; "the only complication was thrombosis, seen in 3%"."""
        for run in self.runs:
            for thing in self._before(run[0].start):
                gap = self._text(thing.end, run[0].start)
                is_seen = thing.is_known and _SEEN_IN.fullmatch(gap)
                if _MOST.fullmatch(gap) or (is_seen and _GENERIC_WAS.search(self._text(self._line.start, thing.start))):
                    yield from self._told(run, thing)

    def _beside_bracket(self) -> Iterator[tuple[int, Item]]:
        """ "a higher rate (12% vs 3%) of infection"; "(12% non-response)"."""
        for run in self.runs:
            opens = _SHARE_OPENS.search(self._text(self._line.start, run[0].start))
            known = next((t for t in self.things.all if opens and t.is_known and t.start >= run[-1].end), None)
            if known is None or opens is None:
                continue
            lead = self._text(run[-1].end, known.start)
            is_own = _ITSELF.fullmatch(lead) and _CLOSES.match(self._line.passage, known.end, self._line.end)
            if is_own or (opens["rate"] and _OF_IT.fullmatch(lead)):
                yield from ((rate.start, known.term) for rate in run)

    def _done(self) -> Iterator[tuple[int, Item]]:
        """ "Sepsis developed in 12%, of whom 30% died"."""
        for rate in self.rates:
            term = next((t.term for t in self.things.all if t.is_known and t.term.start >= rate.end), None)
            is_verb = term and _VERB.fullmatch(self._text(term.start, term.end))
            if term and is_verb and _THEY.fullmatch(self._text(rate.end, term.start)):
                yield rate.start, term

    def _also(self) -> Iterator[tuple[int, Item]]:
        """ "Cure was reached in 40% versus 22%, and full closure in 70% versus 61%"."""
        for before, run in pairwise(self.runs):
            between = [t for t in self.things.all if before[-1].end <= t.start and t.end <= run[0].start]
            lead = _LED.search(self._text(self._line.start, before[0].start))
            if lead and len(between) == 1 and _ALSO.fullmatch(self._text(before[-1].end, between[0].start)):
                gap = _LED.fullmatch(self._text(between[0].end, run[0].start).removeprefix("s").lstrip())
                if gap and gap[1].lower() == lead[1].lower():
                    yield from self._told(run, between[0])

    def _tied(self) -> Iterator[tuple[int, Item]]:
        """ "a higher conversion rate (21% vs 5%)"; "leaks were found at surgery in 6%"; "any event (a or b) in 5%"."""
        for run in self.runs:
            before = self._before(run[0].start)
            if not before or any(_BESIDE.fullmatch(self._text(run[-1].end, t.start)) for t in self.things.all):
                continue  # "a response rate of 56% (24% complete)"
            if self._is_rate(before[-1], run):
                yield from self._told(run, before[-1])
            elif len(before) > 1 and _FOUND.fullmatch(self._text(before[-2].end, before[-1].start)):
                yield from self._told(run, before[-2])
            elif explained := self._explained(before):
                yield from self._told(run, explained)

    def _is_rate(self, thing: Thing, run: Sequence[Item]) -> bool:
        """Whether words say that a run of shares is the rate of the thing before it."""
        gap, lead = self._text(thing.end, run[0].start), self._text(self._line.start, thing.start)
        if _INCLUDING.search(lead):
            return False
        is_rate = _RATE.fullmatch(gap) and not _EVENT.search(self._text(thing.start, thing.end))
        is_of = _RATE_OF.search(lead) and _WHOSE.fullmatch(gap)
        return bool(is_rate or is_of or (thing.is_known and _IS.fullmatch(gap)))

    def _explained(self, before: Sequence[Thing]) -> Thing | None:
        """What a list in brackets explains: "any side effect (rash, fever or pain) was seen in 5%"."""
        last = before[-1]
        aside = next((s for s, e in self.things.asides if s < last.start and last.end <= e), None)
        named = next((t for t in reversed(before) if aside and t.end <= aside), None)
        is_list = aside and named and aside - named.end <= 1 and len(self.things.list_of(last)) > 1
        return named if is_list else None

    def _told(self, run: Sequence[Item], thing: Thing) -> Iterator[tuple[int, Item]]:
        """All shares of a run with one thing, or with those of its list in order."""
        listed = self.things.list_of(thing)
        is_list = list(run) in self.runs and not is_versus(self._line, run)
        if len(listed) == 1 or (len(listed) == len(run) and is_list):
            yield from ((rate.start, listed[n % len(listed)].term) for n, rate in enumerate(run))


def left_in_lists(lists: Sequence[Sequence[tuple[Item, Thing]]], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of shares without one in lists of which most things have events' shares behind them."""
    for found in lists:
        events = {t for r, t in found if r.start in links and links[r.start].term.kind == "event"}
        left = {t for r, t in found if r.start not in links}
        if left and len(events) >= max(_SEVERAL, len(left)) and len(events | left) == len({t for _, t in found}):
            unlinked = ((rate, thing.term._replace(kind="event")) for rate, thing in found if rate.start not in links)
            yield from (Link(rate, term, "link.listed", _SURE) for rate, term in unlinked)


def _if_list(found: Sequence[tuple[Item, Thing]]) -> Iterator[tuple[int, Item]]:
    things = {thing for _, thing in found}
    if len(things) > 1 and any(thing.is_known for thing in things):
        yield from ((rate.start, thing.term) for rate, thing in found)
