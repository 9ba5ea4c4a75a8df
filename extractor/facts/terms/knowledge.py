"""What a whole paper says about a term, and what kind of words name it, as features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.context import PaperView
from extractor.lazy import cached_property
from extractor.literals import sparse
from extractor.matching import term_list

_AIM = sparse(
    r"\b(?:end[- ]?points?|outcomes?|primary|secondary|efficacy|safety|aim\w*|objectives?|assess\w*|evaluat\w*|"
    r"investigat\w*|determin\w*|defined as)\b",
    re.I,
)
_PRIMARY = sparse(
    r"\bprimary\b[^.;]{0,60}\b(?:end[- ]?points?|outcomes?|objectives?|aims?|measures?|variables?)\b", re.I
)
# Before the name of what a treatment is to bring about or to keep away: "for the prevention of acute rejection".
_AIMED = re.compile(
    r"\b(?P<what>prevent\w*|prophyla\w+|reduc\w+|decreas\w+|lower\w*|suppress\w*|recurren\w+|improv\w+|treat\w*|"
    r"manag\w+|efficacy|effects?|after|following|risks?|incidence|rates?|safety|complications?)\b[^.;:,]{0,40}$",
    re.I,
)
# What the last word of a name tells of the thing named; the lists of terms know only what is commonly reported.
_CLASSES = (
    ("ill", r"(?:it[ie]s|[ea]emi[ac]|os[ie]s|pathy|algia|rrh\w*a|oma|penia|uria|megaly|plegia|ia)$"),
    (
        "harm",
        r"^(?:bleed\w*|h[a]?emorrhag\w*|fail\w*|loss|injur\w+|dysfunction|infections?|reactions?|symptoms?|pains?|"
        r"abnormalit\w+|complications?|surger\w+|admissions?|hospitali[sz]\w+|transfusions?|re-?operations?|"
        r"re-?admissions?|re-?interventions?|revisions?|disorders?|disease|deficits?|leaks?|leakage|fractures?|"
        r"dislocations?|ulcers?|events?|lesions?|edema|oedema|impairments?|insufficienc\w+|deficienc\w+|discomfort|"
        r"spasms?|stroke|conversions?|damage|ruptures?|tears?|delays?|defects?|problems?|syndrome)$",
    ),
    (
        "good",
        r"^(?:control|improvements?|normali[sz]\w+|recover\w*|relief|resolution|closure|unions?|healing|free\w*|"
        r"satisf\w+|seroprotect\w*|goals?|targets?|success\w*|responses?|responders?|remissions?|clearance|survival|"
        r"patency|reductions?|regression|eradicat\w+|suppression|stable|stabili[sz]\w+|excellent|good|complete|"
        r"pregnanc\w+|births?|independence|continence|return\w*|discharged?|disappear\w*|preserv\w+|weaned)$",
    ),
    (
        "trait",
        r"^(?:sex|male|female|smok\w+|hypertension|diabetes|age|stage|stages|type|subtypes?|positive|negative|"
        r"mutations?|mutant|expression|history|married|education|status|genotypes?|alleles?|variants?|factors?|cell|"
        r"cells|isolates|strains|samples|specimens|levels?|use|users|knowledge|diagnosis|tumou?rs?|cancers?)$",
    ),
    (
        "measure",
        r"^(?:sensitivity|specificity|accuracy|reductions?|increases?|decreases?|changes?|volumes?|doses?|time|values?|"
        r"scores?|power|variance|interval|intervals|agreement|adherence|compliance|concentrations?|weight|dosage)$",
    ),
)
_CLASS = tuple((name, re.compile(regex)) for name, regex in _CLASSES)

# What kind of study a paper is: each is told by words of its own, and a paper may be of several kinds.
_KINDS_OF_STUDY = (
    ("trial", r"\b(?:randomi[sz]\w+|double[- ]blind|open[- ]label|placebo|phase (?:[1-4]|I{1,3}|IV)\b)"),
    ("review", r"\b(?:meta-?analys\w+|systematic review|pooled|literature|we review\w*|studies were included)\b"),
    ("record", r"\b(?:retrospective\w*|medical records|registr(?:y|ies)|database|chart review|consecutive)\b"),
    (
        "many",
        r"\b(?:cross-sectional|(?:sero)?prevalence|epidemiolog\w+|population-based|nationwide|risk factors?)\b",
    ),
    ("test", r"\b(?:sensitivity|specificity|diagnostic|accuracy|predictive value|AUC|ROC|screening)\b"),
    ("gene", r"\b(?:genotyp\w+|polymorphisms?|mutations?|alleles?|mRNA|express(?:ion|ed)|biomarkers?|markers?)\b"),
    ("germ", r"\b(?:isolates|strains|samples|specimens|in vitro|cultures?|seropositiv\w+|antibod(?:y|ies))\b"),
    ("surgery", r"\b(?:surg\w+|operati\w+|postoperative\w*|implant\w*|graft\w*|transplant\w*)\b"),
    ("drug", r"\b(?:treated with|therapy|mg|doses?|chemotherapy|efficacy|safety|tolerab\w+)\b"),
    ("cases", r"\b(?:case reports?|case series|we report|we present|presented with)\b"),
)
_STUDIES = tuple((name, sparse(regex, re.I)) for name, regex in _KINDS_OF_STUDY)


_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Knowledge:
    """A paper's text as evidence on its own terms."""

    view: PaperView

    @cached_property
    def _title(self) -> str:
        return " ".join(v.text for v in self.view.passages if v.part == "title").lower()

    @cached_property
    def study(self) -> tuple[str, ...]:
        """What kind of study the paper reports, by how often it has the words of each kind."""
        text = " ".join(v.text for v in self.view.passages)
        folded = text.casefold()  # once for all kinds
        counts = ((name, len(w.regex.findall(text)) if w.needed.is_in(text, folded) else 0) for name, w in _STUDIES)
        return tuple(f"study:{name} {'often' if n > 2 else 'once'}" for name, n in counts if n)

    @cached_property
    def _sentences(self) -> list[tuple[bool, bool, str]]:
        """All sentences in small letters, with whether they name aims or measures of outcome, and the primary one."""
        sentences = (v.text[s.start : s.end] for v in self.view.passages for s in v.sentences if v.part != "title")
        return [(bool(_AIM.search(s)), bool(_PRIMARY.search(s)), s.lower()) for s in sentences]

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}

    def of_name(self, surface: str) -> tuple[str, ...]:
        """What the paper says of a term of this name, and what its words are."""
        if surface not in self._known:
            self._known[surface] = tuple(self._of_name(surface))
        return self._known[surface]

    def _of_name(self, surface: str) -> Iterator[str]:
        name = surface.lower()
        written = surface if surface.isupper() else ""
        full = self.view.abbreviations.get(surface, "") if written else ""
        if name in self._title or (full and full.lower() in self._title):
            yield "in title"
            at = self._title.find(name)
            aimed = _AIMED.search(self._title, max(0, at - 60), max(0, at))
            yield f"in title behind:{aimed['what'][:6] if aimed else ''}"
        own = [aim for aim, _, text in self._sentences if name in text]
        if any(primary for _, primary, text in self._sentences if name in text):
            yield "primary"
        if any(own):
            yield "in aim"
        yield f"sentences:{min(len(own), 4)}"
        if full:
            yield "short"
            kinds = {k for k in ("event", "outcome") if term_list(f"{k}s").find(full, 0, len(full))}
            yield f"short for:{' '.join(sorted(kinds)) or 'phrase'}"
        elif written and len(surface) > 1:
            yield "capitals"
        words = _LETTERS.findall((full or surface).lower())
        if words:
            yield from (f"last word:{n}" for n, regex in _CLASS if regex.search(words[-1]))
            yield from (f"some word:{n}" for n, regex in _CLASS if any(regex.search(w) for w in words[:-1]))
