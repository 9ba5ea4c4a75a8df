"""Which arm each share of a sentence belongs to.

Every step reads one way of writing, and gives labels only to the shares that the steps before it left. A share that
no step reaches belongs to the whole population.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel, is_people_only, label_before
from extractor.facts.sentences.series import PEOPLE, is_timed, is_versus, series_of
from extractor.matching import Item, Line

_PREPOSITION = (
    r"(?:of|in|for|with|on|among|receiving|to|from|given|treated with|who received|after|following|using|under|at|by"
    r"|were|was|assigned to|randomi[sz]ed to|allocated to)\s(?:the\s|those\s|a\s|all\s)?"
)
# What may stand between a share (or its term) and the group it belongs to: ") of the patients in the "; after a comma
# alone comes the next subject ("A in 51%, B in 50%").
_LEADS_TO = re.compile(
    rf"^(?!,\s(?:the\s)?$)[\s,]*(?:{PEOPLE}\s|\ue000)?"
    r"(?:(?:of (?:the )?\w+ )?(?:(?:were |was )?(?:reported|observed|seen|noted|recorded|found|occurred|occurring) )?"
    rf"{_PREPOSITION})?"
    rf"(?:{PEOPLE}\s|those\s)?"
    r"(?:(?:in|of|on|with|receiving|treated with|who received|given|assigned to|randomi[sz]ed to|from)\s)?(?:the\s)?$",
    re.I,
)
# What may stand between a group and the share in its bracket, or the share that it is the subject of.
_NOUNS = r"(?:\s(?:groups?|arms?|cohorts?|patients|recipients|therapy|treatment|participants|subjects|alone))*"
_IN_BRACKET = re.compile(rf"^{_NOUNS}\s?(?:[(\[:]|=)\s?$", re.I)
_AS_SUBJECT = re.compile(rf"^{_NOUNS}\s?(?:,|was|were|had|is)?\s?$", re.I)
_OPENING = re.compile(
    r"(?:(?:and|but|whereas|while|however,) )?(?:(?:out of|in|among|of|for|with|amongst|after|on) )?"
    r"(?:the |all |these |those )?(?:[\w-]+ ){0,3}?",
    re.I,
)
_PARALLEL = re.compile(
    rf"^[)\]%]*\s(?:(?:of (?:the )?)?(?:{PEOPLE}|\w+) )?"
    r"(?P<how>in|for|with|on|among|after|by|using|from)\s(?:the\s)?(?:\d+\s(?:with|given|receiving)\s)?(?P<label>[^,;:()\[\]]{2,60}?)"
    r"(?=\s(?:versus|vs?\.?|and(?! [IVX]+[A-C]?\b)|compared|as compared|against|than|but|while|whereas|groups?|arms?"
    r"|died|relapsed|responded|survived|recovered|improved|had|were|was|developed|achieved|experienced|reported|showed"
    r"|to (?:only |about )?(?!(?:19|20)\d\d\b)\d+)\b|[,;.()\[\]]|$)",
    re.I,
)
_NO_LABEL = re.compile(r"\d+ (?:days|weeks|months|years)|^(?:patients|all|total|both|each|the)\b|^\w+ing\b")
_OWN_BRACKET = re.compile(r"^[)\]%]*\s?[(\[](?:in )?(?P<label>[A-Za-z][A-Za-z /+-]{2,30})[)\]]")
_LIST_AFTER = re.compile(
    rf"^[)\]%]*,?\s(?:respectively,? )?(?:of (?:the )?\w+ )?(?:{PEOPLE} |\w+ )?"
    r"(?:in|for|with|among|after|on)\s(?:the\s|those with )?(?P<list>[^;:()\[\].]{3,110}?)"
    r"(?=,? respectively|[;:(\[.]|\s(?:groups?|arms?|patients|cohorts?)\b|$)",
    re.I,
)
_LIST_BEFORE = re.compile(
    rf"\b(?:for|in|among)\s(?:the\s)?(?:{PEOPLE}\s)?(?:with\s)?(?:[\w ]{{1,20}} of )?"
    r"(?P<list>[\w-]+(?:, [\w-]+)+,? and [\w-]+)(?P<noun>\s(?!of\b|were\b|was\b)\w+)?",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:\d+|one|two|three|five) ?(?:days?|weeks?|months?|years?|hours?)?$|^p\b|\b(?:was|were|had|patients who)\b",
    re.I,
)
_NEVER_AN_ARM = re.compile(
    r"%|[()]|^(?:grades?|whereas|although|while|nearly|almost|about|half|most|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen"
    r"|significantly|similarly|respectively|overall|however|among|between|and|or|the|this|these|which|who|where|when|during|years?|months?|weeks?|days?|only)\b"
    r"|\b(?:years?|months?|weeks?|days?|hours?|respectively|follow-up)$",
    re.I,
)
_SAID_OF = re.compile(r"\b(?:was|were|is|are|remained) $")  # "deaths were equally common (2% vs 3%)"
# "X was superior to the named one", "no difference between X and the named one"
SET_AGAINST = re.compile(
    r"(?<!^)\b(?:than|versus|vs\.?|compared (?:with|to)"
    r"|(?:non-?)?(?:superior|inferior|similar|comparable|equivalent|preferable) to"
    r"|as [\w-]+ (?:(?:in|with|for|among|after|on) [^.;:,()]{2,60}? )?as"
    r"|differ\w* from|between (?:the )?(?P<other>[^,;()]{2,60}) and)"
    r"\s(?:(?:in|with|for|among|after|on|the|those|that|of|patients|receiving|treated|given)\s)*$",
    re.I,
)
_FIRST_IS_OTHER = re.compile(
    r"(?:(?:compared|in (?:comparison|contrast)) (?:with|to)|than|unlike|relative to|versus)"
    rf"(?: (?:the|those|that|in|of|for|on|with|given|receiving|taking|treated|who|received|all|{PEOPLE}))*$",
    re.I,
)


def assign(
    line: Line, mentions: Sequence[Item], rates: Sequence[Item], terms: dict[int, Item], model: ArmModel
) -> dict[int, tuple[str, str]]:
    """Start of each share -> the rule that found its arm, and the label. `terms`: the term of each, by its start."""
    assignment = Assignment(line, mentions, rates, terms, model)
    rules: dict[int, str] = {}
    for step in (
        assignment.runs,
        assignment.bracket_of_group,
        assignment.words_after,
        assignment.subject,
        assignment.opening,
        assignment.list_before_group,
        assignment.parallel,
        assignment.own_bracket,
        assignment.listed,
    ):
        step()
        rules |= {start: step.__name__ for start in assignment.found.keys() - rules.keys()}
    return {
        start: (rules[start], model.canonical(label))
        for start, label in assignment.found.items()
        if not _NEVER_AN_ARM.search(label)
    }


@dataclass
class Assignment:
    """The shares, groups and terms of one sentence, and the labels found so far."""

    line: Line
    mentions: Sequence[Item]
    rates: Sequence[Item]
    terms: dict[int, Item]
    model: ArmModel
    found: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.line.passage

    def _open(self) -> list[Item]:
        return [r for r in self.rates if r.start not in self.found]

    def _names_an_arm(self, mention: Item) -> bool:
        """A drug alone is an arm only where arms are compared, in the paper or in this sentence."""
        compared = self.model.is_comparison or len({m.value.label.lower() for m in self._treatments()}) > 1
        return bool(mention.value.strong or mention.value.trait or compared)

    def _treatments(self) -> list[Item]:
        return [m for m in self.mentions if not m.value.trait]

    def _before(self, rate: Item) -> Item | None:
        return next((m for m in reversed(self.mentions) if m.end <= rate.start), None)

    def _take_before(self, gap: re.Pattern[str]) -> None:
        for rate in self._open():
            before = self._before(rate)
            if before and gap.match(self.text[before.end : rate.start]) and self._names_an_arm(before):
                self.found[rate.start] = before.value.label

    def runs(self) -> None:
        """Runs of shares against runs of as many groups, in order of mention."""
        earlier: list[str] = []
        for run in series_of(self.line, "rate"):
            if len(run) > 1:
                labels = self._labels_of_run(run, earlier)
                earlier = labels or earlier
                self.found.update({rate.start: label for rate, label in zip(run, labels, strict=False) if label})

    def _labels_of_run(self, run: list[Item], earlier: list[str]) -> list[str]:
        count = len(run)
        own = self._groups_before(run) or self._own_groups(run)
        is_of_times = is_timed(self.line, run) and not is_versus(self.line, run)
        if own or is_of_times:  # "at weeks 4, 8 and 12 20%, 30% and 40%": of one group
            return own
        labels = self._list_after(run[-1], count) or self._list_before(run[0], count)
        if labels:
            return labels
        with_groups = Line.of(self.text, self.line.start, self.line.end, [*self.rates, *self.mentions])
        near = [g for g in series_of(with_groups, "arm") if len(g) == count]
        if near:
            best = min(near, key=lambda g: min(abs(g[0].start - run[-1].end), abs(run[0].start - g[-1].end)))
            return self._in_order(best) if best[0].start < run[0].start else [m.value.label for m in best]
        if is_versus(self.line, run):
            labels = self._labels_of_comparison(run)
        if labels or any(r.start in self.found for r in run):
            return labels
        return self._repeated_order(run, earlier)

    def _groups_before(self, run: list[Item]) -> list[str]:
        """`(cabazitaxel 32% versus olaparib 0%)`: each share of the run has its own group right before it."""
        before = [self._before(rate) for rate in run]
        labels = [m.value.label for m, rate in zip(before, run, strict=True) if m and rate.start - m.end <= 2]
        return labels if len(set(labels)) == len(run) else []

    def _own_groups(self, run: list[Item]) -> list[str]:
        """`7% of men vs 20% of women`: each share of the run has its own group behind it."""
        ends = [*(rate.start for rate in run[1:]), self.line.end]
        labels = []
        for rate, end in zip(run, ends, strict=True):
            after = next((m for m in self.mentions if rate.end <= m.start < end), None)
            if after is None or not self._leads_to(rate, None, after):
                return []
            labels.append(after.value.label)
        return labels if len(set(labels)) == len(run) else []

    def _labels_of_comparison(self, run: list[Item]) -> list[str]:
        """`a% vs b%`: the groups named before, or after, or both, or those that the paper compares."""
        here = self._in_order([m for m in self.mentions if m.end <= run[0].start])
        after = list(dict.fromkeys(m.value.label for m in self.mentions if m.start >= run[-1].end))
        named = [*here, *after]
        choices = (here, after, named, self._with_the_other(run, named), self.model.compared)
        return next((labels for labels in choices if len(labels) == len(run)), [])

    def _in_order(self, before: Sequence[Item]) -> list[str]:
        return in_order(self.line, before, [m.value.label for m in before])

    def _with_the_other(self, run: list[Item], named: list[str]) -> list[str]:
        """ "higher in the MAC group (39% vs 20%)": the first share is the named arm's, the second the other arm's."""
        if len(named) != 1:
            return []
        other = self.model.other_than(named[0])
        group = next((m for m in self.mentions if m.value.label == named[0]), None)
        if group and (self._closes(run, group) or SET_AGAINST.search(self.text, self.line.start, group.start)):
            return [other or "", named[0]]
        is_known = named[0] in self.model.known and not self.model.is_comparison
        return [named[0], other or (f"non-{named[0]}" if is_known else "")]

    def _closes(self, run: list[Item], group: Item) -> bool:
        """Whether a group is only the last share's: "(60% vs 46% with it)"."""
        last = run[-1].end
        return last <= group.start and ")" not in self.text[last : group.start] and self._leads_to(run[-1], None, group)

    def _repeated_order(self, run: list[Item], earlier: list[str]) -> list[str]:
        """A further run in the order of the first: `acne (30 in A, 41 in B, 6 in C), cough (5, 7 and 2)`."""
        named = list(dict.fromkeys(m.value.label for m in self.mentions if m.value.strong and m.end <= run[0].start))
        defined = self.model.defined if len(run) > 2 else []
        return next((labels for labels in (earlier, named, defined) if len(labels) == len(run)), [])

    def _list_after(self, last: Item, count: int) -> list[str]:
        """`79%, 63% and 75% for T-ALL, T-LBL and B-ALL`: as many names as shares, none of them a time or a number."""
        match = _LIST_AFTER.match(self.text[last.end : self.line.end])
        parts = re.split(r",? (?:and|or|versus|vs?\.?) |, ", match["list"]) if match else []
        labels = [re.sub(r"^(?:the|in|for|with) ", "", part.strip()) for part in parts]
        plain = all(
            len(x.split()) in range(1, 6) and re.search(r"[A-Za-z]", x) and not _NO_NAME.search(x) for x in labels
        )
        return labels if len(labels) == count and plain else []

    def _list_before(self, first: Item, count: int) -> list[str]:
        """`For patients with low, medium and high risk, rates were 60%, 40% and 10%`."""
        for match in _LIST_BEFORE.finditer(self.text[self.line.start : first.start]):
            labels = re.split(r",? and |, ", match["list"])
            if len(labels) == count and not any(_NO_NAME.search(x) or x.isdigit() for x in labels):
                return [f"{label}{match['noun'] or ''}" for label in labels]
        return []

    def bracket_of_group(self) -> None:
        """`the X group (12%)`."""
        self._take_before(_IN_BRACKET)

    def words_after(self) -> None:
        """`12% of patients in the X group`."""
        for rate in self._open():
            term = self.terms.get(rate.start)
            after = next((m for m in self.mentions if m.start >= rate.end and not _is_event_itself(m, term)), None)
            if after and self._names_an_arm(after) and self._leads_to(rate, term, after):
                self.found[rate.start] = after.value.label

    def _leads_to(self, rate: Item, term: Item | None, mention: Item) -> bool:
        """Whether the words after a share, or after the term that follows it, lead straight to the group."""
        ends = [rate.end] + ([term.end] if term and rate.end <= term.start < term.end <= mention.start else [])
        gaps = (re.sub(r"^(?: each)?[)\]]*", "", self.text[end : mention.start]) for end in ends)
        return any(_LEADS_TO.match(gap) for gap in gaps)

    def subject(self) -> None:
        """`X had 12%`."""
        self._take_before(_AS_SUBJECT)

    def opening(self) -> None:
        """`In the X group, ... 12% ... 8%`: a group that opens a clause holds for all of it."""
        for rate in self._open():
            before = self._before(rate)
            if before and self._opens_clause(before, rate) and self._names_an_arm(before):
                self.found[rate.start] = before.value.label

    def _opens_clause(self, mention: Item, rate: Item) -> bool:
        clause = max(self.line.start, self.text.rfind(";", self.line.start, rate.start) + 1)
        lead = self.text[clause : mention.start].strip()
        return mention.start >= clause and bool(_OPENING.fullmatch(f"{lead} " if lead else ""))

    def list_before_group(self) -> None:
        """`hypotension (14%), headache (13%) and cough (9%) in the X group`: the last group holds for the list."""
        for rate, following in reversed(list(pairwise(self.rates))):
            own, other = self.terms.get(rate.start), self.terms.get(following.start)
            if rate.start in self.found or following.start not in self.found or not own or not other:
                continue
            between = self.text[rate.end : following.start]
            in_list = own.start != other.start and rate.start > own.end and following.start > other.end
            closes = re.match(r"(?: of (?:the )?patients| patients)?\s?[\])]", between)
            if in_list and closes and ";" not in between and len(between) < 80:
                self.found[rate.start] = self.found[following.start]

    def parallel(self) -> None:
        """`25.5% for N + C versus 36.0% for L + C`: one preposition after two shares names two groups."""
        pairs = [(r, _PARALLEL.match(self.text[r.end : self.line.end])) for r in self.rates]
        told = [(r, m["how"].lower(), m["label"].strip()) for r, m in pairs if m and not _NO_LABEL.search(m["label"])]
        named = [(r, how, label.removeprefix("those ")) for r, how, label in told]
        for left, right in pairwise(named):
            if left[1] == right[1] and left[2].lower() != right[2].lower() and not self._is_time(left[0], left[2]):
                for rate, _, label in (left, right):
                    self.found.setdefault(rate.start, label)

    def _is_time(self, rate: Item, label: str) -> bool:
        reach = rate.end + len(label) + 8
        return any(i.kind == "timepoint" and rate.end <= i.start < reach for i in self.line.items)

    def own_bracket(self) -> None:
        """`83% [mild], 91% [moderate]`."""
        pairs = [(r, _OWN_BRACKET.match(self.text[r.end : self.line.end])) for r in self._open()]
        named = [(r, m["label"]) for r, m in pairs if m]
        if len({label for _, label in named}) > 1:
            self.found.update({rate.start: label for rate, label in named})

    def listed(self) -> None:
        """`success was highest with systemic steroids (26%), topical steroids (45%)`: each group with its share."""
        listed = []
        for rate in self._open():
            term = self.terms.get(rate.start)
            label = label_before(self.text, self.line.start, rate.start)
            if label and term and not is_people_only(label):
                at = self.text.rfind(label, self.line.start, rate.start)
                others = ("event", "outcome", "rate", "timepoint")
                is_said = _SAID_OF.search(self.text, self.line.start, at)
                between = (i for i in self.line.items if i.kind in others and at <= i.start < rate.start)
                if term.end < at and not is_said and not any(between):
                    listed.append((rate.start, label))
        if len({label.lower() for _, label in listed}) > 1:
            self.found.update(listed)


def in_order(line: Line, groups: Sequence[Item], labels: Sequence[str]) -> list[str]:
    """Labels in the order their shares follow: "Compared with A, B had less (b vs a)" names B first."""
    once = list(dict.fromkeys(labels))
    lead = line.passage[line.start : groups[0].start].strip() if groups else ""
    return once[::-1] if len(once) == 2 and _FIRST_IS_OTHER.search(lead) else once


def _is_event_itself(mention: Item, term: Item | None) -> bool:
    """ "6 (5%) patients with grade 3 nausea": the trait is the event itself and names no group."""
    return term is not None and mention.value.trait and mention.start <= term.start < mention.end + 25
