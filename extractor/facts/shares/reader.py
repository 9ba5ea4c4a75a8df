"""Response rates and adverse events: linked shares with their arm, grade, time point and denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any

from extractor.facts.context import PaperView, PassageView
from extractor.facts.groups.arms import ArmReader
from extractor.facts.groups.assign import assign
from extractor.facts.groups.candidates import SharesAndGroups
from extractor.facts.groups.choice import choose_arms
from extractor.facts.groups.contrasts import Contrasts
from extractor.facts.groups.frames import within_frame
from extractor.facts.groups.no_groups import is_no_group, names_nobody
from extractor.facts.groups.sizes import Told
from extractor.facts.groups.told_arms import TellingWords, groups_within
from extractor.facts.sentences.analyses import analysis_of, is_analysis, with_analysis
from extractor.facts.sentences.bare_counts import bare_counts, bare_zeros, is_zero, may_have_zeros
from extractor.facts.sentences.joined import joined
from extractor.facts.sentences.links import IN_STEP, Link, link_rates
from extractor.facts.sentences.rates import Rate, rate_line
from extractor.facts.sentences.restated import RateFact, merge_restated
from extractor.facts.sentences.series import PEOPLE, is_versus, mixed_lists
from extractor.facts.shares.grades import grade_of
from extractor.facts.shares.how_many import of_so_many
from extractor.facts.shares.little_care import outcomes_told
from extractor.facts.shares.no_share import is_no_share
from extractor.facts.shares.of_each import is_of_each, is_pooled
from extractor.facts.shares.readable import readable
from extractor.facts.shares.referring import referring
from extractor.facts.shares.shared_numbers import alike_in_lists, shared_numbers, told_by_list
from extractor.facts.shares.timepoints import Time, timepoint_of, times_of
from extractor.facts.terms.attained import attained
from extractor.facts.terms.befell import Befallen
from extractor.facts.terms.between_arms import between_arms
from extractor.facts.terms.candidates import Share, TermCandidate, TermsOfSentence
from extractor.facts.terms.choice import WeighedShare, chosen, settled, weighed
from extractor.facts.terms.knowledge import Knowledge
from extractor.facts.terms.names import outcome_name
from extractor.facts.terms.names_by_share import name_of_share
from extractor.facts.terms.objections import Setting
from extractor.facts.terms.of_two_groups import of_two_groups
from extractor.facts.terms.order import Before, among_values, answering, coordinated, referred, shared_out, told_again
from extractor.facts.terms.passed_over import is_passed_over, told_instead
from extractor.facts.terms.shared_heads import told_by_heads
from extractor.facts.terms.things import Things
from extractor.facts.terms.told_events import told_events
from extractor.facts.terms.told_terms import ToldTerms, left_in_lists
from extractor.facts.terms.twins import again, before_than, contrasted, likewise, twins
from extractor.lazy import cached_property
from extractor.matching import Item, Line, Term
from extractor.matching.line import bits
from extractor.records import AdverseEvent, ResponseRate

_CALLED_GROUP = re.compile(r"\b(?:group|arm)s?\b", re.I)
_RANDOMISED = re.compile(r"(?<!non)(?<!non-)(?<!not )(?:\brandomi[sz]ed|\brandomly (?:assign|alloc)|\bRCT\b)", re.I)
_ANSWER = 0.85  # confidence in the term of a share that answers one before, or whose place in a list tells it
_NO = re.compile(r"\w+(?: (?:cases?|instances?|episodes?|signs?|occurrences?|incidents?) of)?")
_OF_PEOPLE = re.compile(rf"(?: [a-z-]+){{0,3}} {PEOPLE}\b|[)\]]", re.I)
_SERIOUS = re.compile(r"\bserious\b|\bSAEs?\b", re.I)
_NUMBERS = bits(("percent", "fraction", "int", "word", "size", "spread", "percent_range"))


@dataclass(frozen=True)
class SharesOfSentence:
    """A sentence with its shares as items, what the link patterns tie them to, and the groups that it names.

    `counts` are its other whole numbers, each of which may be one of participants with an outcome.
    """

    passage: PassageView
    line: Line
    rates: Sequence[Item]
    counts: Sequence[Item]
    links: Mapping[int, Link]
    groups: Sequence[Item]
    names: dict[tuple[int, int, Term], str] = field(default_factory=dict)  # of terms, asked for each of the shares

    @cached_property
    def terms(self) -> TermsOfSentence:
        return TermsOfSentence(self.line, self.counts, self.groups)

    @cached_property
    def words(self) -> ToldTerms:
        """What its words tell of the terms of its shares."""
        terms = self.terms
        row = [item for item in terms.row if not is_passed_over(self.line, item)]
        return ToldTerms(Things(self.line, row, self.groups, terms.asides), self.rates, self.counts, terms.own_runs)

    @cached_property
    def times(self) -> list[list[Time]]:
        return times_of(self.line)

    @cached_property
    def listed(self) -> int:
        """How many events have their shares in brackets behind them."""
        return sum(k.pattern_id.startswith("link.bracket") and k.term.kind == "event" for k in self.links.values())


@dataclass(frozen=True)
class OutcomeReader:
    """Reads one paper's outcomes."""

    view: PaperView
    arms: ArmReader

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge(self.view)

    def facts(self) -> list[RateFact]:
        if self.view.is_animal or not self.view.has_people:
            return []
        found: list[RateFact] = []
        told: Told | None = None
        for sentence in self.sentences():
            told = told or self.told
            facts = self._facts_of(sentence, told, found)
            told = told.after((f.denominator, f.arm) for f in facts)
            found += facts
        found = outcomes_told(self.view, of_so_many(self.view, found))
        return merge_restated(found, {p.passage.ordinal: p.text for p in self.view.passages})

    @cached_property
    def _is_randomised(self) -> bool:
        return any(_RANDOMISED.search(v.text) for v in self.view.passages)

    @property
    def told(self) -> Told:
        """What the paper tells of its groups beside their shares."""
        return Told(sizes=self.arms.model.sizes)

    def sentences(self) -> Iterator[SharesOfSentence]:
        """The sentences that report shares, with what the patterns make of them."""
        for passage, line in self.view.lines():
            if passage.part in ("background", "title") or not self._may_report(line):
                continue
            with_rates = joined(rate_line(line, self.view.patterns), self.numbers)
            if not _has_shares(with_rates):
                continue
            mentions = self.arms.mentions(passage, line)
            links = {k.rate.start: k for k in link_rates(readable(with_rates, mentions), self.view.patterns)}
            complete = with_rates.replace([k.rate for k in links.values()])
            rates = [i for i in complete.items if i.kind == "rate"]
            groups = [m for m in mentions if not any(m.start < r.end and r.start < m.end for r in rates)]
            rates = [i for i in rates if not is_no_share(complete, i, groups)]
            counts = [i for i in bare_counts(complete) if not is_no_share(complete, i, groups)]
            counts = [i for i in counts if not any(g.start <= i.start and i.end <= g.end for g in groups)]
            counts += bare_zeros(complete)
            shared = list(shared_numbers(complete, [*rates, *counts]))
            links |= {k.rate.start: k for k in shared if not _is_nearer(links.get(k.rate.start), k)}
            counts += [k.rate for k in shared if k.rate not in rates and k.rate not in counts]
            if rates or counts:
                named = [g for g in groups if not is_no_group(g.value.label)]
                named = [g for g in named if g.value.strong or not names_nobody(g.value.label)]
                yield SharesOfSentence(passage, complete, rates, counts, links, named)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The whole numbers of the paper, of which a share may be a share."""
        measures = [m for v in self.view.passages for m in v.measures if m.kind in ("int", "word", "size", "fraction")]
        numbers = [m.denominator if m.kind == "fraction" else m.low for m in measures]
        return frozenset(n for n in numbers if isinstance(n, int) and n > 1)

    @cached_property
    def _most(self) -> int:
        """The largest number of people that the paper tells of."""
        found = [
            m.low
            for v in self.view.passages
            for m in v.measures
            if m.kind in ("int", "word", "size") and isinstance(m.low, int) and _OF_PEOPLE.match(v.text, m.end)
        ]
        return max(found, default=0)

    def _may_report(self, line: Line) -> bool:
        """Whether a sentence has a number, or a word such as "no", that may be a share; its groups need no reading
        where it has none."""
        is_likely = bool(line.kinds & _NUMBERS) or may_have_zeros(line)
        return is_likely or bool(self.view.patterns.fitting("numerator", line))

    def _facts_of(self, sentence: SharesOfSentence, told: Told, earlier: Sequence[RateFact]) -> list[RateFact]:
        links = referring(sentence.passage, sentence.line, sentence.rates, earlier)
        links = links or [k for k in self._linked(sentence) if self.name_of(sentence, k.term)]
        if not links:
            return []
        arms_here = self.arms_of(sentence, links, told)
        arms = list(alike_in_lists(links, choose_arms(arms_here, self.view.patterns.weights["arms"])))
        contrasted = self._contrasted(arms_here, [label for label, _ in arms])
        certain = arms_here.certain.keys() | contrasted.keys()
        facts: list[RateFact] = []
        several = len({label for label, _ in arms if label}) > 1
        for link, (weighed_label, likely) in zip(links, arms, strict=True):
            chosen_label = contrasted.get(link.rate.start, weighed_label)
            is_certain = link.rate.start in certain
            of_all = not several and not is_certain and self._is_of_all(sentence, link.rate, chosen_label)
            label = None if of_all else chosen_label
            of_each = not is_certain and is_of_each(sentence.line, link, alone=not label and len(links) == 1)
            each = self._each_arm(facts) if of_each else []
            if each and is_pooled(link.rate.value, facts, each, self.arms.model):
                each, label = [], None
            sure = replace(link, confidence=link.confidence * likely)
            facts += [self._fact(sentence, sure, arm) for arm in each or [label]]
        return facts

    @staticmethod
    def _contrasted(arms: SharesAndGroups, weighed: Sequence[str | None]) -> dict[int, str | None]:
        """The groups that a contrast tells, given the likeliest of all shares, by the start of their shares."""
        likely = {rate.start: label for rate, label in zip(arms.rates, weighed, strict=True)}
        told = Contrasts(arms.line, arms.mentions, arms.rates, arms.terms, arms.model, likely, arms.told.recent)
        return dict(told.labels())

    def _is_of_all(self, sentence: SharesOfSentence, rate: Item, label: str | None) -> bool:
        """Whether a label is only the drug that all participants had: not where its share is set against another."""
        if not label or label.lower() not in self._only_drug or is_versus(sentence.line, sentence.terms.run_of(rate)):
            return False
        return all(g.value.label.lower() in self._only_drug and not g.value.strong for g in sentence.groups)

    @cached_property
    def _only_drug(self) -> frozenset[str]:
        """The labels, in small letters, of the one drug of a paper without arms, or of its title: all had it."""
        named = [
            (m.drug, v.text[m.start : m.end].lower(), v.passage.kind) for v in self.view.passages for m in v.mentions
        ]
        all_drugs, titled = {drug for drug, *_ in named}, {drug for drug, _, kind in named if kind == "title"}
        only = all_drugs if len(all_drugs) == 1 else titled
        alone = len(only) == 1 and not self.arms.model.is_comparison
        return frozenset(label for drug, label, _ in named if alone and drug in only)

    def _told_arms(
        self, sentence: SharesOfSentence, rates: Sequence[Item], terms: Mapping[int, Item]
    ) -> dict[int, str | None]:
        """The groups that need no weighing, by the start of their shares."""
        lines = sentence.passage.lines
        at = next((n for n, line in enumerate(lines) if line.start == sentence.line.start), 0)
        earlier = self.arms.mentions(sentence.passage, lines[at - 1]) if at else []
        telling = TellingWords(sentence.line, sentence.groups, rates, earlier, self.arms.model, terms, self._most)
        within = groups_within(rates, self.arms.mentions(sentence.passage, sentence.line), self.arms.model)
        return {**telling.labels(), **dict(within)}

    def _each_arm(self, earlier: Sequence[RateFact]) -> list[str | None]:
        """The arms that "0.8% each" is said of: the two that the sentence has told apart, else those compared."""
        here = [arm for arm in dict.fromkeys(fact.arm for fact in earlier) if arm]
        return [*here] if len(here) == 2 else [*self.arms.model.compared]

    def _linked(self, sentence: SharesOfSentence) -> Iterator[Link]:
        """Each share with its likeliest term; those that are likeliest no facts are left out."""
        shares = list(self.weighed_terms(sentence))
        links = {share.rate.start: share.link for share in shares if share.link}
        links |= told_by_list(sentence.links, list(links.values()))
        links |= self._told_terms(sentence, [share.rate for share in shares], links)
        yield from (links[share.rate.start] for share in shares if share.rate.start in links)

    def _told_terms(
        self, sentence: SharesOfSentence, rates: Sequence[Item], links: Mapping[int, Link]
    ) -> dict[int, Link]:
        """The links of shares that were likeliest no facts, where the words tell what they are shares of."""
        line, found = sentence.line, {}
        more = Befallen(sentence.terms, rates, links, self._knowledge, self._most).linked()
        listed = left_in_lists(sentence.words.named_lists, links) if 1 < len(links) < len(rates) else ()
        both = of_two_groups(line, rates, sentence.groups, links, self.arms.model.sizes)
        for link in chain(more, listed, contrasted(line, rates, links), attained(line, rates, links), both):
            if self._may_be_of(sentence, link.rate, link.term):
                found[link.rate.start] = link
        if self._is_randomised:
            is_arm, may_be_of = partial(self._is_arm, line), partial(self._may_be_of, sentence)
            compared = between_arms(line, rates, sentence.groups, {**links, **found}, is_arm, may_be_of)
            found |= {k.rate.start: k for k in compared}
        found |= {k.rate.start: k for k in likewise(rates, {**links, **found})}
        for tied, shares in ((again, sentence.rates), (before_than, rates), (twins, rates)):
            found |= {k.rate.start: k for k in tied(line, shares, {**links, **found})}
        return found

    def _may_be_of(self, sentence: SharesOfSentence, rate: Item, term: Item) -> bool:
        """Whether nothing says that a share is no result, or none of a term."""
        return not self.share(sentence, rate, ()).said.speaks_against(term)

    def _is_arm(self, line: Line, group: Item) -> bool:
        """Whether a mention is one of a group that the paper compares, or that is called a group."""
        model = self.arms.model
        is_compared = model.canonical(group.value.label) in model.compared
        return is_compared or _CALLED_GROUP.search(line.passage, group.start, group.end) is not None

    def weighed_terms(self, sentence: SharesOfSentence) -> Iterator[WeighedShare]:
        """Each share in order, with what it may be a share of, how likely each of these is, and the choice."""
        given: list[Before] = []
        rates = sorted([*sentence.rates, *sentence.counts], key=lambda i: i.start)
        answers = answering(sentence.line, sentence.rates) | shared_out(sentence.line, rates, sentence.groups)
        answers |= told_again(sentence.line, rates)
        lists = mixed_lists(sentence.line)  # few have one; for the others no row of phrases is needed yet
        placed = among_values(sentence.line, sentence.terms.row, lists) if lists else {}
        placed |= told_by_heads(sentence.line, rates, partial(self.name_of, sentence))
        placed |= (events := dict(told_events(sentence.line, rates, self._most)))
        placed |= {start: k.term for start, k in sentence.links.items() if k.pattern_id == IN_STEP}
        for rate in rates:
            asked = next((b.term for b in given if b.rate.start == answers.get(rate.start)), None)
            asked = events.get(rate.start) or asked or referred(sentence.line, given, sentence.terms.run_of(rate)[0])
            if sure := asked or placed.get(rate.start):
                given.append(Before(rate, sure))
                certain = TermCandidate(sure, (("told by its place",),), "link.answer")
                yield WeighedShare(rate, [certain], [1.0], Link(rate, sure, "link.answer", _ANSWER))
                continue
            found, likely = weighed(self.share(sentence, rate, given), self.view.patterns.weights["terms"])
            if len(found) > 1 and (told := sentence.words.terms.get(rate.start)):
                likely = settled(found, likely, told, listed=rate.start in sentence.words.listed)
            best, chance = chosen(likely, lambda i, found=found: self.key_of(sentence, found[i]))  # type: ignore[misc]
            term, pattern_id = found[best].term, found[best].pattern_id
            if given and term and (own := coordinated(sentence.line, given[-1], rate, term, sentence.terms.listed)):
                term, pattern_id, chance = own, "link.answer", _ANSWER
            if term is not None or rate not in sentence.counts:  # a count that is no share breaks no list
                given.append(Before(rate, term))
            link = Link(rate, term, pattern_id, chance) if term else None
            yield WeighedShare(rate, found, likely, link)

    def share(self, sentence: SharesOfSentence, rate: Item, given: Sequence[Before]) -> Share:
        """A share with what is said of it; `given`: the shares to the left, in order."""
        said = Setting(self.view, sentence.passage, sentence.line, rate, sentence.listed, self._knowledge)
        link = sentence.links.get(rate.start)
        if link and (told := told_instead(sentence.line, link.term, sentence.terms.listed)):
            link = replace(link, term=told)
        return Share(sentence.terms, rate, link, said, tuple(given))

    def key_of(self, sentence: SharesOfSentence, candidate: TermCandidate) -> tuple[str, str] | None:
        """What two candidates have in common that are the same outcome or event."""
        return (candidate.term.kind, self.name_of(sentence, candidate.term)) if candidate.term else None

    def arms_of(self, sentence: SharesOfSentence, links: Sequence[Link], told: Told) -> SharesAndGroups:
        """The shares with the groups that they may belong to, given their terms."""
        rates, terms = [k.rate for k in links], {k.rate.start: k.term for k in links}
        sentence = replace(sentence, groups=within_frame(sentence.line, sentence.groups, rates, terms))
        line = sentence.line.replace(rates) if any(r in sentence.counts for r in rates) else sentence.line
        ruled = assign(line, sentence.groups, rates, terms, self.arms.model)
        certain = self._told_arms(sentence, rates, terms)
        return SharesAndGroups(line, sentence.groups, rates, terms, ruled, self.arms.model, told, certain)

    def name_of(self, sentence: SharesOfSentence, term: Item) -> str:
        """What a fact of this term is called."""
        place = (term.start, term.end, term.value)
        if place not in sentence.names:
            name = outcome_name(sentence.line, term, self.view.abbreviations, sentence.passage.phrases)
            sentence.names[place] = name
        return sentence.names[place]

    def _fact(self, sentence: SharesOfSentence, link: Link, arm: str | None) -> RateFact:
        passage, line = sentence.passage, sentence.line
        rate: Rate = link.rate.value
        # "No visually significant complications": all that stands between belongs to the name.
        is_no = rate.pattern_id == "numerator.no" and rate.span is None
        no = _NO.match(line.passage, link.rate.start) if is_no else None
        phrases = [*passage.phrases, (no.end(), link.term.end)] if no else passage.phrases
        name = outcome_name(line, link.term, self.view.abbreviations, phrases)
        name = name_of_share(line, link.rate, link.term, name)
        start, end = rate.span or (link.rate.start, link.rate.end)
        if is_zero(rate):  # a zero in words is quoted with what there was none of
            end = max(end, link.term.end)
        common: dict[str, Any] = {
            **passage.place(start, end, line),
            "pattern_id": link.pattern_id,
            "confidence": round(link.confidence, 3),
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "denominator_stated": None if rate.denominator is None else 1,
            "percent": rate.percent,
            "ci_low": rate.ci_low,
            "ci_high": rate.ci_high,
            "timepoint": timepoint_of(line, link, sentence.times),
            "arm": None if is_analysis(arm) else arm,
        }
        if link.term.kind == "event":
            serious = int(bool(_SERIOUS.search(name)))
            return AdverseEvent(term=name, grade=grade_of(line, link), serious=serious, **common)
        if self.view.has_both_analyses and (analysis := analysis_of(line, sentence.terms.run_of(link.rate), link.rate)):
            name = with_analysis(name, analysis)
        return ResponseRate(outcome=name, outcome_class=_class_of(link.term), **common)


def _has_shares(line: Line) -> bool:
    """Where it has none, its groups, for which all of the paper's sentences are read, need not be known."""
    return any(i.kind == "rate" for i in line.items) or any(bare_counts(line)) or may_have_zeros(line)


def _is_nearer(link: Link | None, other: Link) -> bool:
    """Whether a pattern ties a share to what stands no further off than what another link ties it to."""
    return link is not None and link.term.start < other.term.end


def _class_of(term: Item) -> str:
    """response, survival or other; what only the events' list knows ("recurrence") is other."""
    given = term.value.get("class")
    return given if given in ("response", "survival") else "other"
