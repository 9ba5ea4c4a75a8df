"""A paper made ready for reading: per passage its measures and drug mentions, per sentence one Line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from extractor.facts.sentences.analyses import of_both
from extractor.facts.sentences.figured import figured_terms
from extractor.facts.sentences.short_terms import places, short_terms
from extractor.languages import foreign_spans
from extractor.lazy import cached_property
from extractor.matching import Item, Line, PatternSet, term_list
from extractor.measures import lex
from extractor.nlp import Nlp
from extractor.records import Measure, Mention, Paper, Passage, Sentence

# The parts of a structured abstract, by their labels; "" is an unlabelled passage, which may hold anything.
_PARTS = (
    ("background", r"BACKGROUND|INTRODUCTION|OBJECTIVE|AIM|PURPOSE|RATIONALE|CONTEXT|IMPORTANCE|HYPOTHES"),
    ("results", r"RESULT|FINDING|OUTCOME|^(?:DATA|EVIDENCE) SYNTHESIS\b(?! AND)"),
    (
        "methods",
        r"METHOD|DESIGN|PATIENT|PARTICIPANT|SETTING|INTERVENTION|MATERIAL|SELECTION|SUBJECT|MEASURE|DATA|SEARCH",
    ),
    (
        "conclusion",
        r"CONCLUSION|INTERPRETATION|DISCUSSION|IMPLICATION|SUMMARY|RELEVANCE|FUNDING|REGIST|LEVEL OF EVIDENCE",
    ),
)
_METHODS_AND_RESULTS = re.compile(r"METHOD.*RESULT|RESULT.*METHOD")
_AMBIGUOUS = frozenset(("CR", "PR", "SD", "PD", "RR"))
_IN_PERCENT = re.compile(r"(?: (?:was|were|of)|:| =)? \(?\d[\d.]*\s?%(?!\s?CI)")  # a relative risk has no such sign
_BESIDE = re.compile(r"\b(?:CRs?|PRs?|ORR|(?:partial|complete|overall|objective) (?:responses?|remissions?))\b")
# "No deaths occurred", "mortality was nil", "leaks were not seen": zeros that hold no figure.
_ABSENCE = re.compile(
    r"\b(?:no|none|neither|without|nil|zero"
    r"|not(?= (?:[a-z]+ )?(?:any|observed|seen|noted|noticed|detected|found|reported|recorded|documented|identified"
    r"|encountered|remarked|occur)\b))\b",
    re.I,
)
_SHORTENED = re.compile(r"\b(?:[A-Z]+[a-z]+[A-Z]\w*|[A-Z]{3,4})\b")  # LAmB is no lamb, a CAT score no cat
_ANIMAL = re.compile(  # but fish oil, cow's milk, rabbit antithymocyte globulin and dog bites are people's
    r"\b(?:mice|mouse|rats?|rabbits?|pigs?|piglets?|dogs?|cats?|sheep|lambs?|monkeys?|macaques?|rhesus|marmosets?|baboons?|zebrafish|hamsters?|"
    r"guinea pigs?|calves|cows?|heifers?|broilers?|chickens?|hens?|horses?|goats?|steers?|larva[el]?|drosophila|fish"
    r"|beagles?|animals?|nymph(?:s|al)?|insects?|mosquito(?:es)?|whitefl(?:y|ies)|aphids?|beetles?|weevils?|termites?|bees|veterinary"
    r"|(?:canine|feline|equine|avian) patients?)\b"
    r"(?!(?:['’]s)? (?:oils?|milk|eggs?|anti|atg|monoclonal|ovary|allerg|dander|hair|bites?|stings?|venom|owners?))"
)
_HUMANS = re.compile(
    r"\b(?:patients?|participants?|volunteers?|women|men|children|adults|infants|humans?|subjects|people"
    r"|persons|individuals|neonates|newborns|girls|boys|mothers|outpatients)\b"
)
_SURVEY = re.compile(r"\b(?:survey\w*|questionnaires?|respondents?|interview\w*)\b", re.I)
_FEW_SURVEYS = 2  # such words
_ONE_SEX = re.compile(r"\b(?:men|women|males?|females?)\b", re.I)
_SEXES = re.compile(r"\b(?:sex|gender|men|women|males?|females?)\b", re.I)
# What stands between "fatal" and the event that was so.
_DESCRIBED = re.compile(r" (?:(?!or\b|and\b|in\b|for\b|on\b|to\b|at\b)[\w-]+ )?")
_TERM_LISTS = ("people", "events", "outcomes")
_OPENING = 150  # characters: as long as a title
_TOO_SHORT = 500  # characters: a sentence or two may leave unsaid whom they are about
_PEOPLE = re.compile(
    r"\b(?:patients?|participants|volunteers?|wom[ae]n|m[ae]n|child(?:ren)?|infants?|neonat\w+|newborns?|bab(?:y|ies)"
    r"|adolescents?|teenagers|people|persons?|subjects|individuals|humans?|(?:fe)?males?|boys?|girls?|adults?|elderly"
    r"|(?:in|out)patients?|clinic\w*|hospital\w*|trials?|cohorts?|cases|randomi[sz]\w+|pregnan\w+|births?|deaths?"
    r"|mothers?|eyes|nurses|physicians|students|workers|employees|athletes|survivors|recipients|respondents|veterans"
    r"|smokers|caregivers|families|surg\w+|treated with|vaccin\w+|surveys?|biops\w+"
    r"|complications?|percutaneous|operati(?:ons?|ve\w*))\b",
    re.I,
)


@dataclass(frozen=True)
class PassageView:
    """One passage with what the lexer and the drug dictionary found in it."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    measures: tuple[Measure, ...]
    mentions: tuple[Mention, ...]
    phrases: tuple[tuple[int, int], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[tuple[int, int], ...] = ()  # a translation glued to the text; no sentence of it is read
    short_terms: Mapping[str, Item] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.passage.text

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its measures."""
        return frozenset(m.kind for m in self.measures)

    @cached_property
    def part(self) -> str:
        """background, methods, results, conclusion, title, or "" where the label does not tell."""
        if self.passage.ordinal == 0:
            return "title"
        return _part_of((self.passage.section or "").upper())

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One Line per sentence. Measures and drugs come before terms, so `5-HT3 antagonist` is never a term's half."""
        items = [Item(m.kind, m.start, m.end, m) for m in self.measures]
        items += [Item("drug", m.start, m.end, m) for m in self.mentions]
        return tuple(self._line(s, items) for s in self.sentences)

    def _line(self, sentence: Sentence, items: list[Item]) -> Line:
        here = [i for i in items if sentence.start <= i.start and i.end <= sentence.end]
        if here or _ABSENCE.search(self.text, sentence.start, sentence.end):
            terms = [t for name in _TERM_LISTS for t in term_list(name).find(self.text, sentence.start, sentence.end)]
            terms = [t for t in terms if self._is_meant(t, self.text[sentence.start : sentence.end])]
            terms = [t for t in terms if not _qualifies(self.text, t, terms)]
            figured = list(figured_terms(self.text, sentence))
            terms = [*figured, *(t for t in terms if not any(_overlap(f, t) for f in figured))]
            taken = [*terms, *here]
            short = places(self.text, sentence.start, sentence.end, self.short_terms)
            terms += [t for t in short if not any(_overlap(t, other) for other in taken)]
            here = [i for i in here if not any(_overlap(f, i) for f in figured)]
            # "EASI-75" and "ACR20 response" are terms though they hold a figure: such a name gives way to its term.
            here = [i for i in here if i.kind != "name" or not any(_covers(t, i) for t in terms)]
            here += sorted(terms, key=lambda t: t.start - t.end)
        return Line.of(self.text, sentence.start, sentence.end, here)

    def _is_meant(self, term: Item, sentence: str) -> bool:
        """CR, PR, SD and PD may mean something else (standard deviation, Parkinson disease): they count where the paper
        defines them so, or where one of the others stands beside them."""
        surface = self.text[term.start : term.end]
        if surface not in _AMBIGUOUS:
            return True
        if surface in self.abbreviations:
            return bool(re.search(r"(?:stable|progressive) disease|response|remission", self.abbreviations[surface]))
        if surface == "RR":
            return _IN_PERCENT.match(self.text, term.end) is not None
        if surface == "PD" and self.text[term.end : term.end + 1] == "-":
            return False  # PD-1, PD-L1
        return bool(_BESIDE.search(sentence.replace(surface, "")))

    def place(self, start: int, end: int, within: Line | Sentence | None = None) -> dict[str, Any]:
        """The columns that say where a fact stands: quote and sentence are this passage's own text."""
        sentence = within or self.sentence_at(start)
        return {
            "paper_id": self.passage.paper_id,
            "ordinal": self.passage.ordinal,
            "start_char": start,
            "end_char": end,
            "quote": self.text[start:end],
            "sentence": self.text[sentence.start : sentence.end],
        }

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character."""
        at = bisect_right(self.sentences, offset, key=attrgetter("start")) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return Sentence(0, len(self.text))


@lru_cache  # most sections go by a dozen labels
def _part_of(label: str) -> str:
    if not label or _METHODS_AND_RESULTS.search(label):
        return ""
    return next((part for part, regex in _PARTS if re.search(regex, label)), "")


def _covers(term: Item, item: Item) -> bool:
    return term.start <= item.start and item.end <= term.end


def _overlap(one: Item, other: Item) -> bool:
    return one.start < other.end and other.start < one.end


def _qualifies(text: str, term: Item, terms: Sequence[Item]) -> bool:
    """Whether "fatal" only says how another event was: "fatal sepsis"."""
    if text[term.start : term.end].lower() != "fatal":
        return False
    return any(t.kind == "event" and _DESCRIBED.fullmatch(text, term.end, t.start) for t in terms)


@dataclass(frozen=True)
class PaperView:
    """A paper made ready. `passages` are those of prose; `unread` are the others, with their measures."""

    paper: Paper
    passages: tuple[PassageView, ...]
    unread: tuple[PassageView, ...]
    abbreviations: dict[str, str]
    patterns: PatternSet

    def lines(self) -> Iterator[tuple[PassageView, Line]]:
        for view in self.passages:
            for line in view.lines:
                yield view, line

    @cached_property
    def has_both_analyses(self) -> bool:
        """Whether results are told by intention to treat and per protocol."""
        return of_both(" ".join(v.text for v in self.passages))

    @cached_property
    def is_survey(self) -> bool:
        """Whether people answered questions: its response rate is no response to treatment."""
        return sum(len(_SURVEY.findall(v.text)) for v in self.passages) > _FEW_SURVEYS

    @cached_property
    def has_people(self) -> bool:
        """Whether a paper speaks of people at all: what one on alloys or wells counts is no share of patients."""
        return self.is_excerpt or any(_PEOPLE.search(v.text) for v in self.passages)

    @cached_property
    def is_excerpt(self) -> bool:
        """Whether there are but a sentence or two."""
        return sum(len(v.text) for v in self.passages) < _TOO_SHORT

    @cached_property
    def compares_sexes(self) -> bool:
        """Whether the title speaks of men or women: then they are groups. Where no passage is one, what comes first."""
        first = self.passages[0] if self.passages else None
        return bool(first and _SEXES.search(first.text if first.passage.kind == "title" else first.text[:_OPENING]))

    @cached_property
    def is_of_one_sex(self) -> bool:
        found = {m[0].lower() for v in self.passages for m in _ONE_SEX.finditer(v.text)}
        return not ({"men", "male", "males"} & found and {"women", "female", "females"} & found)

    @cached_property
    def is_animal(self) -> bool:
        """Whether the animals named outnumber the people: their groups are no patients."""
        if not any(_ANIMAL.search(v.text.lower()) for v in self.passages):
            return False
        text = " ".join(v.text if v.text.isupper() else _SHORTENED.sub("", v.text) for v in self.passages).lower()
        animals = len(_ANIMAL.findall(text))
        return animals > len(_HUMANS.findall(text))


def make_view(paper: Paper, nlp: Nlp, patterns: PatternSet) -> PaperView:
    """Runs the lexer, the sentence splitter and the drug dictionary over a paper's prose."""
    prose = [p for p in paper.passages if not p.why_not_prose]
    unread = tuple(PassageView(p, (), tuple(lex(p.text)), ()) for p in paper.passages if p.why_not_prose)
    texts = [p.text for p in prose]
    abbreviations = nlp.abbreviations(texts)
    mentions = nlp.drugs(texts, abbreviations)
    named = short_terms(abbreviations)
    views = []
    for passage, found in zip(prose, mentions, strict=True):
        annotation = nlp.annotate(passage.text)
        names = [(m.start, m.end) for m in found]
        # A figure inside a drug's name (interferon alfa-2b, APR-246) is part of the name, not a measure.
        measures = [m for m in lex(passage.text) if not any(s < m.end and m.start < e for s, e in names)]
        foreign = tuple(foreign_spans(passage.text))
        sentences = tuple(s for s in annotation.sentences if not any(b < s.end and s.start < e for b, e in foreign))
        views.append(
            PassageView(
                passage,
                sentences,
                tuple(measures),
                tuple(found),
                annotation.phrases,
                abbreviations,
                foreign,
                named,
            )
        )
    return PaperView(paper, tuple(views), unread, abbreviations, patterns)
