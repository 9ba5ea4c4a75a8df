"""Denominators that a share leaves out: the group that its sentence is about, its arm, or the whole sample.

Nothing is computed that is not printed: a denominator is a size that the paper states, and one of which the share can
be a share at all (40% of 16 people is none of them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.facts.sentences.likeness import are_set_apart, likeness
from extractor.facts.sentences.restated import RateFact, agrees, last_place
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.sized import OF_EACH
from extractor.facts.shares.lettered_sizes import lettered_sizes
from extractor.lazy import cached_property
from extractor.records import AdverseEvent, Number, PatientCount, ResponseRate

# "Of the 59 patients who ...", "In 56 patients with ...", "12 patients were evaluated for response, with ...".
_OPENS = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|while|whereas|but)\s)(?:(?:overall|finally|however|additionally|furthermore),? )?"
    r"(?:(?:out )?of|among|amongst|in|for|from)\s(?:(?:the|these|our|all|a|group|total|cohort|subgroup|"
    r"remaining|other|of)\s)*$|(?:^|[.;:]\s)(?:the|these)\s$",  # "The 9 patients on X had a response rate of 22%"
    re.I,
)
_EVALUATED = re.compile(r"(?:\s[\w-]+){0,4}\s(?:evaluable|evaluated|assessable|assessed|analy[sz]ed)\b", re.I)
_AMONG = re.compile(r"(?<!\d )(?<!\bout )\b(?:among|of|in)(?: (?:the|all|these|our))? $", re.I)
_LAST = re.compile(r"(?: [\w-]+){0,3}\s?(?:[.;]|$)")
_MATCHED = re.compile(
    r"\b(?:after|following|by) (?:[\w-]+ ){0,4}match(?:ing|ed)\b(?! (?:controls?|pairs? of))"
    r"|\bin the (?:[\w-]+ ){0,3}matched (?:cohorts?|populations?|samples?|pairs|groups|analysis)\b",
    re.I,
)
# Such a share is pooled over studies, or one of a part of the sample that no arm names.
_POOLED = re.compile(
    r"\b(?:pooled (?:rate|proportion|success|estimate|prevalence|incidence)|meta-?analy|systematic review)", re.I
)
_OF_A_PART = re.compile(
    r"\b(?:sub-?groups?|subset|vs|versus|compared|than|cohort [A-Z\d]|(?:each|either|both|any) (?:of the )?groups?|"
    r"this (?:sub-?)?group|"
    r"(?:among|amongst|of those|of these|in those|of whom|of which)\b)",
    re.I,
)

# Of those with one kind of germ or tumour, where the text tells of the other: fewer than the arm has.
_KIND = re.compile(
    rf"(?<=[- ])(?P<kind>sensitive|resistant|susceptible|positive|negative) (?:strains?|isolates?|tumou?rs?|{PEOPLE})\b"
    r"|(?:\(|; )(?P<sex>men|women|males|females|boys|girls): (?=\d)"
)
_OTHER_KINDS = {
    "sensitive": "resistant",
    "susceptible": "resistant",
    "resistant": "sensitive",
    "positive": "negative",
    "negative": "positive",
}
_THINGS = re.compile(r"\b(?:eyes|knees|hips|teeth|implants|lesions|cycles|procedures|grafts)\b", re.I)

# "[Twenty-one patients were treated.] Of these, 9 responded": those of the sentence before.
_OF_THESE = re.compile(rf"(?:Of|Among) (?:these|them|those)(?: \d+)?(?: {PEOPLE})?,")

_ABSTRACT = 80  # whole numbers: of more than an abstract has one may fit by chance
_TELLING = (r"\d+", r"\b(?:without|non|no|not)\b")  # what tells apart labels that are otherwise alike


def with_denominators(
    facts: Sequence[RateFact],
    counts: Sequence[PatientCount],
    texts: Mapping[int, str],
    numbers: Collection[int],
    abbreviations: Mapping[str, str],
) -> list[RateFact]:
    """The facts, each without a denominator given the size of its group where the paper makes both plain.

    `denominator_stated` is 1 where the sentence states the size, 0 where it stands elsewhere. `texts` are the texts of
    the paper's passages by ordinal, `numbers` all whole numbers in them.
    """
    groups = Groups(facts, counts, texts, numbers, abbreviations)
    return [fact if fact.denominator is not None else groups.completed(fact) for fact in facts]


_WITH_DOSE = re.compile(r" \d[\d.,–-]* ?(?:[mµμn]?g|mcg|IU|U|m?L|%|mmol|units?)\b.*$")


@dataclass(frozen=True)
class Groups:
    """The groups of a paper whose sizes it states."""

    facts: Sequence[RateFact]
    counts: Sequence[PatientCount]
    texts: Mapping[int, str]
    numbers: Collection[int]
    abbreviations: Mapping[str, str]

    def completed(self, fact: RateFact) -> RateFact:
        stated = self._of_sentence(fact) or self._of_sibling(fact)
        size = stated or self._of_these(fact) or (self._of_arm(fact) if fact.arm else self._whole(fact))
        return replace(fact, denominator=size, denominator_stated=int(bool(stated))) if size else fact

    def _of_sentence(self, fact: RateFact) -> int | None:
        """The size of the group that opens the clause."""
        text = self.texts[fact.ordinal]
        for count in reversed(self.counts):
            if not _is_beside(count, fact) or count.end_char > fact.start_char or (fact.arm and count.arm):
                continue
            opens = _OPENS.search(text, max(0, count.start_char - 60), count.start_char)
            is_about = opens or _EVALUATED.match(text, count.end_char)
            if is_about and _is_possible(fact, count.n) and not self._is_of_both(count, fact):
                return count.n
        return None if fact.arm else self._behind(fact)

    def _is_of_both(self, count: PatientCount, fact: RateFact) -> bool:
        """ "Of 127 patients, 66% on A and 54% on B responded": how many had each is not told there; but "in 10 patients
        on A, relief was 40%" tells it."""
        if not fact.arm or (fact.numerator is not None and fact.percent is not None):
            return False
        here = [f for f in self.facts if _is_beside(f, fact) and f.arm and f.start_char > count.end_char]
        next_counts = [c.start_char for c in self.counts if _is_beside(c, fact) and c.start_char > count.end_char]
        own = [f.arm for f in here if not any(start < f.start_char for start in next_counts)]
        who = self.texts[fact.ordinal][count.end_char :].split(",", 1)[0]
        return fact.arm in own and len(set(own)) > 1 and sum(arm in who for arm in {a for a in own if a}) != 1

    def _behind(self, fact: RateFact) -> int | None:
        """The one size of a sentence, where it closes it: "one complete response and two partial among 29 patients"."""
        here = [c for c in self.counts if _is_beside(c, fact)]
        text = self.texts[fact.ordinal]
        if len(here) == 1 and here[0].start_char > fact.end_char and not here[0].arm:
            size = here[0]
            is_last = _LAST.match(text, size.end_char) and _AMONG.search(text, fact.end_char, size.start_char)
            return size.n if is_last and _is_possible(fact, size.n) else None
        return None

    def _of_these(self, fact: RateFact) -> int | None:
        """Whom the sentence before counted, if it counted one group and told nothing of it."""
        if fact.arm or not _OF_THESE.match(fact.sentence):
            return None
        text = self.texts[fact.ordinal]
        before = text[: text.rfind(fact.sentence, 0, fact.end_char + len(fact.sentence))].rstrip()
        told = (f for f in self.facts if f.ordinal == fact.ordinal and before.endswith(f.sentence))
        sizes = {c.n for c in self.counts if c.ordinal == fact.ordinal and before.endswith(c.sentence)}
        size = sizes.pop() if len(sizes) == 1 and not any(told) else None
        return size if size and _is_possible(fact, size) else None

    def _of_sibling(self, fact: RateFact) -> int | None:
        """What an earlier share of the sentence and arm is a share of: 37 [26%] of 145 had nausea, 20 [14%] rash."""
        for other in reversed(self.facts):
            before = _is_beside(other, fact) and other.end_char <= fact.start_char
            if before and other.arm == fact.arm and other.denominator and _is_possible(fact, int(other.denominator)):
                return int(other.denominator)
        return None

    def _of_arm(self, fact: RateFact) -> int | None:
        """The size of the arm, of several (randomised, treated) the one that its other shares are shares of."""
        label = fact.arm or ""
        if fact.numerator is None and (_POOLED.search(fact.sentence) or self._is_of_a_kind(fact)):
            return None
        if self._is_of_matched(fact) and not self._has_matched_arms:  # of fewer than were in the arm before
            return next((c.n for c in self._matched if _is_possible(fact, c.n)), None)
        kin = [(self._alike(f.arm, label), int(f.denominator)) for f in self.facts if f.denominator]
        sized = [(self._alike(c.arm, label), c.n) for c in self.counts]
        sized += [(1.0, n) for n in self._lettered.get(label.lower(), ())]
        best = max((like for like, _ in [*kin, *sized]), default=0.0)
        same = [(self._alike(f.arm, label), int(f.denominator)) for f in self._of_kind(fact) if f.denominator]
        for groups in (kin, same, sized):  # events may be told of those treated, responses of those randomised
            nearest = {n for like, n in groups if like == best > 0}
            sizes = {n for n in nearest if _is_possible(fact, n) or (len(nearest) == 1 and _is_cut(fact, n))}
            if len(sizes) == 1:
                return sizes.pop()
        each = {c.n for c in self.counts if c.arm is None and c.pattern_id in OF_EACH} if not best else set()
        if len(each) == 1 and _is_possible(fact, size := each.pop()):
            return size
        if best > 0 and any(like == best for like, _ in sized):  # then no size of another arm is its own
            return self._fitting(fact, [c for c in self.counts if not c.arm or self._alike(c.arm, label) == best])
        return self._fitting(fact, self.counts)

    def _of_kind(self, fact: RateFact) -> list[RateFact]:
        """The other events where the fact is one, the other responses where it is one."""
        return [f for f in self.facts if isinstance(f, AdverseEvent) == isinstance(fact, AdverseEvent)]

    def _is_of_a_kind(self, fact: RateFact) -> bool:
        """Whether a share is one of those of an arm who had one kind of germ, and others had the other kind."""
        found = _KIND.search(fact.sentence)
        if found is None or (found["kind"] and found["kind"] in (fact.arm or "")):
            return False
        return not found["kind"] or _OTHER_KINDS[found["kind"]] in self.texts[fact.ordinal]

    def _is_of_matched(self, fact: RateFact) -> bool:
        """Whether a share is one of those who were left after matching."""
        place = fact.ordinal, fact.start_char
        earlier = any((c.ordinal, c.start_char) < place for c in self._matched)
        return earlier or _MATCHED.search(fact.sentence) is not None

    @cached_property
    def _has_matched_arms(self) -> bool:
        """Whether the sizes of the arms are told with the matching: "40 women were matched to 80 controls"."""
        return any(c.role == "arm" and c.arm and "match" in c.sentence for c in self.counts)

    @cached_property
    def _matched(self) -> list[PatientCount]:
        """The sizes that matching gave each of the arms: "after matching, there were 40 patients in each group"."""
        return [c for c in self.counts if c.pattern_id == "count.each" and _MATCHED.search(c.sentence)]

    def _alike(self, arm: str | None, label: str) -> float:
        """How alike two labels are, by their long forms where they have one."""
        like = 1.0 if arm and self._by_name.get(label.lower()) == arm else _alike(arm, label)
        longs = self.abbreviations.get(arm or ""), self.abbreviations.get(label)
        return like if like or not any(longs) else _alike(longs[0] or arm, longs[1] or label)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """The arms that are told with a dose, by the name of a drug that no other has: mesalazine 50 mg/kg/day."""
        names = {c.arm: _WITH_DOSE.sub("", c.arm).lower() for c in self.counts if c.arm}
        often = Counter(names.values())
        return {name: arm for arm, name in names.items() if name != arm.lower() and often[name] == 1}

    @cached_property
    def _lettered(self) -> dict[str, frozenset[int]]:
        return lettered_sizes(self.counts, self.texts)

    def _fitting(self, fact: RateFact, counts: Sequence[PatientCount]) -> int | None:
        """The one size in the paper of which the numerator is the percentage, else the one number."""
        if not fact.numerator or fact.percent is None:
            return None
        sizes = {c.n for c in counts if _is_possible(fact, c.n)}
        if sizes:
            whole = self._total if fact.arm is None else None
            return whole if whole in sizes else sizes.pop() if len(sizes) == 1 else None
        if len(self.numbers) > _ABSTRACT or not _is_of_few(fact.numerator, fact.percent):
            return None
        fitting = {n for n in self.numbers if n > fact.numerator and _is_possible(fact, n)}
        return fitting.pop() if len(fitting) == 1 else None

    @cached_property
    def _total(self) -> int | None:
        """The sample, where nothing makes it doubtful that a share is one of all of it: no arms, no pooled studies."""
        has_arms = len({c.arm for c in self.counts if c.role == "arm"}) > 1
        if has_arms or any(_POOLED.search(text) for text in self.texts.values()):
            return None
        return next((c.n for c in self.counts if c.role == "total"), None)

    def _whole(self, fact: RateFact) -> int | None:
        """Events are counted, and denied, among all who were treated, response rates are shares of them; a survival is
        estimated from those still at risk, and a percentage of events may be one of procedures or deaths unless it is
        one that few other numbers have."""
        if _THINGS.search(self.texts[fact.ordinal], fact.start_char, fact.end_char):
            return None  # "seven eyes (13%)": shares of eyes are none of patients
        if fact.numerator and fact.percent is not None:
            return self._fitting(fact, self.counts)
        if self._total is None or _OF_A_PART.search(fact.sentence):
            return None
        if isinstance(fact, AdverseEvent):
            counted = fact.numerator is not None or _is_telling(fact.percent, self._total)
        else:
            counted = bool(fact.percent) and fact.outcome_class != "survival"
        return self._total if counted and _is_possible(fact, self._total) else None


def _is_beside(a: RateFact | PatientCount, b: RateFact) -> bool:
    """Whether two facts stand in one sentence."""
    return a.ordinal == b.ordinal and a.sentence == b.sentence


def _alike(a: str | None, b: str) -> float:
    """How alike two labels of one group are; 0 for with and without, for 15 mg and 30 mg, for < 5 and > 5."""
    if (
        not a
        or are_set_apart(a, b)
        or any(re.findall(telling, a, re.I) != re.findall(telling, b, re.I) for telling in _TELLING)
    ):
        return 0.0
    like = likeness(a, b)
    return like if like >= 0.5 else 0.0


def _is_telling(percent: Number | None, size: int) -> bool:
    """Whether at most every second percentage, as exactly as this one is written, is one of `size` people."""
    return bool(percent) and size <= (50 if float(percent or 0).is_integer() else 500)


def _is_of_few(numerator: Number, percent: Number) -> bool:
    """Whether at most five numbers of people have so many as this percentage: 28 are 33% of three numbers."""
    return 100 * numerator * last_place(percent) <= 5 * percent**2


def _is_possible(fact: RateFact, size: int) -> bool:
    """Whether some number of `size` people gives the share. An estimated survival need not be one."""
    if fact.numerator is not None and fact.percent is not None:
        return agrees(fact.numerator, size, fact.percent)
    if fact.percent is None:
        return fact.numerator is None or fact.numerator <= size
    if isinstance(fact, ResponseRate) and fact.outcome_class == "survival":
        return True
    nearest = round(fact.percent * size / 100)
    return any(agrees(n, size, fact.percent) for n in (nearest - 1, nearest, nearest + 1))


def _is_cut(fact: RateFact, size: int) -> bool:
    """Whether a percentage is that of some number of `size` people, cut off where others round: 27.2% are 3 of 11."""
    if fact.percent is None or fact.numerator is not None or float(fact.percent).is_integer():
        return False
    exact = 100 * (int(fact.percent * size / 100) + 1) / size
    return 0 <= exact - fact.percent < last_place(fact.percent)
