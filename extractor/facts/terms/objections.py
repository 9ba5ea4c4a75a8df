"""What the words around a share say for or against its being a result of participants, as features."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.facts.context import PaperView, PassageView
from extractor.facts.sentences.series import series_of
from extractor.facts.terms.knowledge import Knowledge
from extractor.lazy import cached_property
from extractor.literals import sparse
from extractor.matching import Item, Line

# Shares in such sentences describe who the participants were, or what was planned or defined, not what happened.
_NO_RESULT = sparse(
    r"\b(?:defined as|definition of|power (?:of|to)|statistical power|sample size|"
    r"alpha (?:of|=|was|level|error)|were included if|"
    r"inclusion criteria|eligib|we hypothesi[sz]ed|will be|is estimated|worldwide|each year|annually"
    r"|sensitivity|specificity|predictive value|adherence|complian|spoke|were (?:women|men|male|female|white|"
    r"black|hispanic|caucasian)|mean (?:\[SD\]|\(SD\)) age)\b",
    re.I,
)
_BASELINE = sparse(
    r"\b(?:(?!(?<=from )baseline (?:to|through)\b)baseline|comorbid"
    r"|history of|demographic|characteristics|prevalence|risk factors?|at presentation|"
    r"at admission|on admission|previously|prior to|preexisting|pre-existing|underlying|mean age|median age|"
    r"were male|were female)\b",
    re.I,
)
_HARM_CONTEXT = sparse(
    r"\b(?:adverse|toxicit|side[- ]effect|complicat|tolerab|safety|treatment-emergent|drug-related|postoperative|"
    r"post-operative|occurr|develop|incidence|reported|experienc|observed|rate)\w*",
    re.I,
)
# "adjusted difference 38% for A; 50% for B": also the second is no share of participants.
_INSIDE_DIFFERENCE = sparse(r"\((?:[^()]* )?(?:difference|ratio|reduction)\b[^()]*$", re.I)
# Who the patients were, why they came, what people said or a model gave: none of it happened to participants.
_POPULATION = sparse(
    r"\b(?:a?etiolog\w+|reasons? for|indications? (?:for|was|were|included)"
    r"|present(?:ed|ing|ation) with|history of|prevalence|agreement|accuracy|respondents?|survey\w*|questionnaires?"
    r"|posterior probabilit\w+|attributable|discriminat\w+|diagnosed with|perceived|knowledge)\b",
    re.I,
)
_OF_ONE_SEX = re.compile(
    r"^[)\]]*\s(?:(?:patients |participants )?(?:were|are) )?(?:fe)?(?:males?|men|women)\b(?! \w+ed\b)", re.I
)
_STATISTIC = re.compile(
    r"(?:\bI ?(?:²|2|\(2\)|squared)|\b(?:SD|IQR|RD|RRR|ARR|SUCRA|AUC|ICC|heterogeneity|variance|power|alpha|reduction|"
    r"decrease|increase|difference|change|attributable risks?|accuracy|annual (?:event|incidence)? ?rate)\b)"
    r"[\s)\]:=,]{0,4}(?:(?:of|was|were|by|is|for|approximately|about)\s)*$",
    re.I,
)
_STATISTIC_REACH = 60  # characters
_PER_TIME = re.compile(r"[^,;.()]{0,25}(?:\bper\s|/)(?:\d|patient|person|year|month|day|cycle|annum)", re.I)
_OPENING = re.compile(r"[A-Za-z][\w'’-]{2,}")
_LITTLE = frozenset(
    "the and with for was were are that this these those there had has have from all our most both not but while "
    "when after before during among between patients group groups".split()
)
# "no leak in 30%", not "no difference in leaks (3% vs 4%)"
_DENIED = re.compile(
    r"\b(?:no|without|in the absence of)\b(?! (?:[\w-]+ ){0,2}(?:differences?|(?:effect|impact|influence) on)\b)"
    r"(?: [\w-]+){0,3} $|(?:predicted|expected) $",
    re.I,
)
_HARM = re.compile(
    r"\b(?:because|due|owing|toxic|adverse|side[- ]effect|intoleran|complication|AEs?|TEAEs?|event)", re.I
)
_ZERO_OUTCOME = re.compile(r"respon|remission|cure|relapse|recurren")
_ALLOTTED = sparse(
    r"\b(?:randomi[sz]ed|randomly|assigned|allocated|allotted|divided|classified|grouped|enrolled|included|recruited)\b",
    re.I,
)
_CUES = {
    "no result": _NO_RESULT,
    "baseline": _BASELINE,
    "harm": _HARM_CONTEXT,
    "population": _POPULATION,
    "allotted": _ALLOTTED,
}
# "12% at baseline and 60% at 8 weeks": the first says so for itself, and nothing of the second.
_ITS_BASELINE = re.compile(r"(?<=\d)\s?%?[)\]]*(?: (?:of|in) (?:[a-z]+ ){1,3})? ?at baseline\b")
# "846 children (mean [SD] age, 9.1 years; 407 boys [48.1%]), of whom 67 (7.9%) died": the bracket tells who they were.
_WHO_THEY_WERE = re.compile(
    r"\s?[(\[](?=[^()]*\b(?:[Mm]ean|[Mm]edian|[Aa]ge[ds]?|[Aa]verage)\b)(?![^()]*\b(?:died|developed|responded)\b)[^()]*[)\]]"
)
# The words behind "30% of the ...", and what those words make the share a share of.
_OF = re.compile(r"^[)\]%\s]*(?:of|in|among)?\s?((?:[a-zA-Z-]+\s?){1,5})")
_WHOLES = (
    (
        "people",
        re.compile(
            r"(?:patients?|participants?|subjects?|women|men|children|infants|adults|people|persons|individuals|"
            r"volunteers|recipients|controls|survivors|neonates|babies|mothers|girls|boys|residents|students|those|"
            r"group|arm|cohort|population|cases?)"
        ),
    ),
    (
        "site",
        re.compile(r"(?:eyes|teeth|knees|hips|limbs|lesions?|procedures?|implants|operations|pregnancies|cycles)"),
    ),
    (
        "thing",
        re.compile(
            r"(?:samples?|specimens?|biops\w+|isolates?|strains?|tumou?rs?|cells?|cancers?|genes?|studies|trials|articles|"
            r"variance|time|doses?|dose|cultures?|tests?|scans?|images|visits|prescriptions|questions|respondents|sites|"
            r"physicians|nurses|hospitals|countries|items|sequences|alleles|variants|mutations|values?|levels?|baseline|"
            r"costs?|days|persons?-years|isolations|admissions|births)"
        ),
    ),
    ("harm", re.compile(r"(?:deaths?|complications?|events?|infections?|reactions?|failures?|relapses?|recurrences?)")),
)
_VERB = re.compile(
    r"\b(?:(?P<had>had|have|has|having|showed|shown|presented|presenting|displayed|demonstrated)|"
    r"(?P<occurred>occurr?\w*|develop\w*|experienc\w+|suffered|died)|"
    r"(?P<seen>observed|reported|noted|seen|recorded|documented)|"
    r"(?P<reached>achiev\w+|attain\w+|reach\w+|obtained|respond\w+|improved|recovered|resolved|survived|healed|cured)|"
    r"(?P<found>detected|identified|found|diagnosed|positive|expressed|confirmed|revealed|classified)|"
    r"(?P<received>received|underwent|treated|given|used|required|needed|performed|started|administered|prescribed)|"
    r"(?P<said>agreed|preferred|believed|thought|felt|answered|considered|rated|knew|wanted|perceived)|"
    r"(?P<changed>increas\w+|decreas\w+|reduc\w+|declin\w+|rose|fell|lower\w*|higher|differ\w*)|"
    r"(?P<joined>enrolled|included|recruited|randomi[sz]ed|assigned|completed|excluded|withdr\w+|discontinued)|"
    r"(?P<be>was|were|is|are))\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed|rose|fell|became|underwent)\b", re.I)
_PRESENT = re.compile(r"\b(?:is|are|has|have|occurs?|remains?|develops?|can|may)\b", re.I)
_OPENS = 60  # characters
REFUSALS = frozenset(("cue:no result", "of one sex", "in difference alone", "method"))  # of any term


@lru_cache(maxsize=64)  # a sentence is asked again for each of its shares, and for each term of a share
def _cues(sentence: str) -> tuple[str, ...]:
    told = _ITS_BASELINE.sub("", sentence) if "at baseline" in sentence else sentence
    told = _WHO_THEY_WERE.sub("", told)
    return tuple(name for name, cue in _CUES.items() if cue.search(told))


@lru_cache(maxsize=64)
def _verbs(sentence: str) -> tuple[tuple[int, int, str | None], ...]:
    """Where its verbs stand, and what each does."""
    return tuple((m.start(), m.end(), m.lastgroup) for m in _VERB.finditer(sentence))


@lru_cache(maxsize=64)
def _opening(sentence: str) -> tuple[str, ...]:
    """The words that a sentence opens with, which tell what it is about."""
    words = (m[0].lower() for m in _OPENING.finditer(sentence, 0, _OPENS))
    return tuple(dict.fromkeys(f"opening word:{w.removesuffix('s')}" for w in words if w not in _LITTLE))


@lru_cache(maxsize=64)
def _tense(sentence: str) -> str:
    """Of a sentence that tells nothing past, what it tells instead."""
    return "" if _PAST.search(sentence) else "present" if _PRESENT.search(sentence) else "no tense"


@lru_cache(maxsize=1000)
def _whole(words: str) -> str:
    found = (name for name, regex in _WHOLES for word in words.lower().split() if regex.fullmatch(word))
    return next(found, "other")


@lru_cache(maxsize=64)  # asked of a term for each share after it
def _denies(before: str) -> bool:
    return _DENIED.search(before) is not None


@dataclass(frozen=True)
class Setting:
    """A share in its sentence, passage and paper."""

    view: PaperView
    passage: PassageView
    line: Line
    rate: Item
    listed: int  # events of the sentence with their shares in brackets
    knowledge: Knowledge

    @cached_property
    def _text(self) -> str:
        return self.passage.text[self.line.start : self.line.end]

    def features(self) -> Iterator[str]:
        """What is said of the share, whatever its term."""
        yield f"part:{self.passage.part}"
        yield f"events in brackets:{min(self.listed, 3)}"
        yield from self._whole(self.passage.text[self.rate.end : self.line.end])
        yield from self._verbs()
        before = self._text[: self.rate.start - self.line.start]
        for name in _cues(self._text):
            yield f"cue:{name}"
            if self.rate.value.percent is None:
                yield f"count cue:{name}"
        if self.view.is_survey:
            yield "survey"
        yield from self.knowledge.study
        yield from self._place()
        if _INSIDE_DIFFERENCE.search(before):
            yield "in difference"
            if all(len(run) == 1 for run in series_of(self.line, "rate") if self.rate in run):
                yield "in difference alone"
        if _STATISTIC.search(before, max(0, len(before) - _STATISTIC_REACH)):
            yield "statistic"
        if _PER_TIME.match(self.passage.text[self.rate.end : self.line.end]):
            yield "per time"
        yield from _opening(self._text)
        if _OF_ONE_SEX.match(self.passage.text[self.rate.end : self.line.end]):
            yield "of one sex"
        if self.passage.part == "methods" and self.rate.value.numerator is None:
            yield "method"

    def _place(self) -> Iterator[str]:
        """Where in an abstract without labels the sentence stands, and whether it tells what is or what was."""
        sentences = self.passage.sentences
        if (at := bisect_right(sentences, self.line.start, key=lambda s: s.start) - 1) > 0:
            last = sentences[at - 1]
            yield from (f"sentence before:{cue}" for cue in _cues(self.passage.text[last.start : last.end]))
        if tense := _tense(self._text):
            yield tense
        if not self.passage.part and len(sentences) > 1:
            yield "place:first" if at <= 0 else f"place:{5 * at // (len(sentences) - 1)}"

    def _whole(self, after: str) -> Iterator[str]:
        """What it is a share of, where that stands behind it: "of patients", "of the samples"."""
        match = _OF.match(after)
        yield f"of:{_whole(match[1]) if match else 'none'}"

    def _verbs(self) -> Iterator[str]:
        """What was done or happened, by the nearest verb on either side."""
        start, end = self.rate.start - self.line.start, self.rate.end - self.line.start
        verbs = _verbs(self._text)
        yield f"did:{next((what for _, last, what in reversed(verbs) if last <= start), '')}"
        yield f"does:{next((what for first, _, what in verbs if first >= end), '')}"

    def objections(self, term: Item) -> Iterator[str]:
        """What speaks against a term's being what the share is a share of."""
        given, text = term.value.get("class"), self._text
        cues = _cues(text)
        if given == "condition" and ("baseline" in cues or "harm" not in cues):
            yield "condition"
        if term.kind == "event" and "population" in cues:
            yield "population"
        if given == "discontinuation" and not _HARM.search(
            self.passage.text[term.start : min(term.end + 90, self.line.end)]
        ):
            yield "discontinuation without harm"
        if given == "no" or (term.value.name == "response" and self.view.is_survey):
            yield "no result"
        if self._is_denied(term, text[: term.start - self.line.start]):
            yield "denied"

    def speaks_against(self, term: Item) -> bool:
        """Whether anything says that a share is no result, or none of this term."""
        no_result = {"no result", "baseline"}.intersection(_cues(self._text))
        is_other = not REFUSALS.isdisjoint(self.features()) or self.view.is_survey
        return bool(no_result) or is_other or any(self.objections(term))

    def _is_denied(self, term: Item, before: str) -> bool:
        """ "No toxicity was reported in 75 (54%) of 140": neither the share nor a zero; nor is "no improvement"."""
        zero = self.rate.value.pattern_id.startswith("numerator.no")
        if term.kind == "outcome" and zero:
            return not _ZERO_OUTCOME.search(term.value.name) or term.value.name == "response"
        if term.kind == "outcome" and term.value.get("class") == "survival":
            return bool(self.rate.value.pattern_id.startswith("numerator.people_had"))
        return not zero and self.rate.start > term.start and _denies(before)
