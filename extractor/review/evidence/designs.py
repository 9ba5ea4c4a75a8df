"""The design of a study as its publication types, its title and the sentences on its own methods state it.

Nothing is inferred: a study that does not say how it was made has no design here. Words on other people's studies
("previous phase II trials", "randomised trials are needed") are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Texts = Sequence[tuple[str, str | None, str]]  # kind, section and text of the title and the abstract


@dataclass(frozen=True)
class Design:
    """A word of a study's design; the publication types (MEDLINE's) and the wordings that state it."""

    name: str
    wording: re.Pattern[str]
    types: frozenset[str] = frozenset()
    title_only: bool = False


def _design(name: str, wording: str, *types: str, title_only: bool = False) -> Design:
    return Design(name, re.compile(wording, re.I), frozenset(types), title_only)


# What gathers or tells of other studies; for these and for reports of cases the words below mean something else.
_SECONDARY = (
    _design("guideline", r"\bguidelines?\b|consensus (?:statement|report)", "Practice Guideline", "Guideline",
            "Consensus Development Conference", title_only=True),
    _design("systematic review", r"systematic (?:literature )?review\b|systematically reviewed|scoping review\b",
            "Systematic Review"),
    _design("meta-analysis", r"\bmeta-?analysis\b", "Meta-Analysis", "Network Meta-Analysis"),
    _design("review", r"(?:narrative|literature|umbrella|mini)[ -]review|: an? (?:\w+ )?review", "Review",
            title_only=True),
    _design("case report", r"\bcase reports?\b|\bcase of\b|report of (?:a|one|two|three) cases?", "Case Reports",
            title_only=True),
    _design("editorial", r"^editorial\b", "Editorial", title_only=True),
    _design("comment", r"^(?:comment|reply) (?:on|to)\b", "Comment", title_only=True),
)  # fmt: skip
_STUDY = r"(?:study|trial|analysis|design|evaluation|investigation)"
_PRIMARY = (
    _design("protocol", r"\b(?:study|trial) protocol\b|\bprotocol (?:for|of)\b|: (?:an? |the )?protocol\W*$",
            "Clinical Trial Protocol", title_only=True),
    _design("pilot", rf"\b(?:pilot|feasibility)\b(?: \S+){{0,4}} {_STUDY}"),
    _design("non-randomised", r"\bnon-?randomi[sz]ed"),
    _design("randomised", r"(?<!non)(?<!non-)(?<!mendelian )randomi[sz](?:ed|ation)(?! sequence data)|randomly"
            r" (?:assigned|allocated|divided)|\brct\b", "Randomized Controlled Trial"),
    _design("cluster", r"\bcluster[- ]randomi[sz]"),
    _design("Mendelian randomisation", r"mendelian randomi[sz]ation"),
    _design("cross-over", rf"cross-?over,? (?:\S+ ){{0,3}}{_STUDY}|(?:randomi[sz]ed|blind(?:ed)?|controlled|period),?"
            r" cross-?over"),
    _design("triple-blind", r"triple[- ](?:blind|mask)"),
    _design("double-blind", r"double[- ](?:blind|mask)"),
    _design("single-blind", r"single[- ](?:blind|mask)|(?:assessor|investigator|evaluator|observer)[- ]blind"),
    _design("open-label", r"open[- ]label"),
    _design("placebo-controlled", r"placebo[- ]?controlled"),
    _design("non-inferiority", r"non-?inferiority", "Equivalence Trial"),
    _design("single-arm", r"single[- ](?:arm|group)\b"),
    _design("dose-escalation", r"dose[- ]escalation"),
    _design("multicentre", r"multi-?cent(?:er|re|ric)", "Multicenter Study"),
    _design("single-centre", r"single[- ](?:cent(?:er|re)|institution)"),
    _design("prospective", r"prospective(?!ly (?:collected|maintained|acquired|gathered))"),
    _design("retrospective", r"retrospective"),
    _design("cohort", rf"\bcohort {_STUDY}|(?:pro|retro)spective(?: \S+){{0,2}} cohort|(?:population-based|nationwide"
            r"|historical|birth|matched) cohort"),
    _design("case-control", r"case[-– ]control"),
    _design("cross-sectional", r"cross-sectional"),
    _design("observational", rf"observational(?: \S+){{0,3}} {_STUDY}", "Observational Study"),
    _design("registry", r"regist(?:ry|er)[- ](?:based|study|analysis)|nationwide registry"),
    _design("propensity score", r"propensity[- ]score|propensity[- ]match"),
    _design("before-and-after", r"before[- ](?:and[- ])?after (?:study|design|trial)"
            r"|pre-?(?:and )?post[- ](?:study|design)"),
    _design("case series", r"case series"),
    _design("post hoc", r"post[- ]?hoc (?:\S+ )?analys", title_only=True),
    _design("subgroup analysis", r"sub-?group analys|in the subgroup of", title_only=True),
    _design("pooled analysis", r"pooled (?:\S+ )?analysis", title_only=True),
    _design("clinical trial", r"(?!)", "Clinical Trial", "Controlled Clinical Trial", "Pragmatic Clinical Trial"),
)  # fmt: skip
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_ONE_PHASE = r"(?:IV|I{1,3}|[1-4])[ab]?"
_PHASE = re.compile(
    rf"\bphase[- ](?P<one>{_ONE_PHASE})(?:\s?[/-]\s?(?P<other>{_ONE_PHASE}))?\b(?! dose|-\w*dose)", re.I
)
_PHASE_STUDY = re.compile(rf"{_PHASE.pattern}[^.;]{{0,80}}?\b{_STUDY}", re.I)
_OTHER_PARTS = re.compile(
    r"background|introduction|objective|aims?\b|purpose|conclusion|discussion|interpretation|importance|rationale"
    r"|significance|context|hypothesis|limitation|recommendation|relevance",
    re.I,
)
_METHODS = re.compile(r"method|design", re.I)
_OWN = re.compile(
    r"\b(?:we|our|this|present|herein|here)\b|\b(?:were|was) (?:prospectively |retrospectively |randomly |then )?(?:"
    r"randomi[sz]ed|randomly|assigned|allocated|divided|enrolled|included|recruited|reviewed|analy[sz]ed|conducted"
    r"|performed|carried out|identified|collected)\b|\bto (?:compare|evaluate|assess|investigate|determine)\b"
    r"|\(NCT\d+\)",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:future|further|needed|warranted|should be|recent(?:ly)?|earlier|several|many|most|few|no|other|previous"
    r"|prior|lack of|published|ongoing|larger?) (?:\S+ ){0,5}"
    r"(?:trials?|stud(?:y|ies)|meta-analys[ie]s|reviews?|evidence|reports?)\b"
    r"|\b(?:are|is) (?:\S+ )?(?:needed|warranted|required)\b|\bstudies were\b",
    re.I,
)


def designs(types: Collection[str], texts: Texts) -> tuple[str, ...]:
    """The words of a study's design, in the order in which reviews write them; empty where nothing is stated."""
    title = " ".join(text for kind, _, text in texts if kind == "title")
    methods = " ".join(_own_sentences(texts))

    def stated(design: Design) -> bool:
        where = title if design.title_only else f"{title}. {methods}"
        return not design.types.isdisjoint(types) or bool(design.wording.search(where))

    secondary = [design.name for design in _SECONDARY if stated(design)]
    if secondary:
        return tuple(name for name in secondary if name != "review" or len(secondary) == 1)
    named = [design.name for design in _PRIMARY if stated(design)]
    if named != ["clinical trial"] and "clinical trial" in named:
        named.remove("clinical trial")
    return (*named, *_phase(types, title, methods))


def _own_sentences(texts: Texts) -> Iterator[str]:
    """The sentences on how the study was made: all of the methods, elsewhere those that speak of the study itself."""
    for kind, section, text in texts:
        of_methods = _METHODS.search(section or "")
        if kind == "title" or (_OTHER_PARTS.search(section or "") and not of_methods):
            continue
        for sentence in re.split(r"(?<=[.;]) (?=[A-Z])", text):
            if (of_methods or _OWN.search(sentence)) and not _OTHERS.search(sentence):
                yield sentence


def _phase(types: Collection[str], title: str, methods: str) -> tuple[str, ...]:
    """The one phase that the title states, else the publication types, else the methods."""
    indexed = ", ".join(sorted(kind for kind in types if kind.startswith("Clinical Trial, Phase")))
    for regex, text in ((_PHASE, title), (_PHASE, indexed), (_PHASE_STUDY, methods)):
        found = {_phase_name(match) for match in regex.finditer(text)}
        if len(found) == 1:
            return tuple(found)
    return ()


def _phase_name(match: re.Match[str]) -> str:
    def roman(phase: str) -> str:
        number = phase.rstrip("abAB")
        return _ROMAN.get(number, number.upper()) + phase[len(number) :].lower()

    return "phase " + "/".join(roman(part) for part in (match["one"], match["other"]) if part)


_ASKED = (("randomiz", "randomis"), ("center", "centre"), ("crossover", "cross-over"), ("rct", "randomised"))


def is_design(asked: str, found: Collection[str]) -> bool:
    """Whether a study of this design is asked for: "RCT", "randomized", "retrospective cohort", "phase 2"."""
    words, _ = _spelt(asked)
    return bool(words) and words <= {word for name in found for word in name.lower().split()}


def can_be_stated(asked: str) -> bool:
    """Whether there are studies of which `is_design` says so: no misspelt words."""
    _, phase = _spelt(asked)
    return is_design(asked, [*(design.name for design in (*_SECONDARY, *_PRIMARY)), phase])


def _spelt(asked: str) -> tuple[set[str], str]:
    """The words as designs have them, and the phase that they name."""
    words = asked.strip().lower()
    for spelt, ours in _ASKED:
        words = words.replace(spelt, ours)
    phase = _PHASE.search(words)
    if not phase:
        return set(words.split()), ""
    named = _phase_name(phase).lower()
    return set(words.replace(phase[0], named).split()), named
