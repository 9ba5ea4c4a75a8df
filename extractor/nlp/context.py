"""What the words beside a substance's name say: that it is given, measured, or part of another name."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.nlp.terms import read_terms

_ANTI = re.compile(r"(?:\banti-?|\bpseudo|\bpro-)$", re.I)
_PART_OF_NAME = re.compile(
    r"[-\s]*(?:receptors?|transporters?|cotransporters?|channels?|synthases?|synthetases?|reductases?|dehydrogenases?|"
    r"kinases?|oxidases?|hydroxylases?|transferases?|esterases?|decarboxylases?|antagonists?|agonists?|blockers?|"
    r"antibod(?:y|ies)|reuptake|polyglutamates?|oxygenases?|deaminases?|peptidases?|proteases?|nanoparticles?|"
    r"compounds?)\b"
    r"|-like\b|-(?:hippuran|hippurate|iothalamate|labell?ed)\b",
    re.I,
)
_ANALOGUE = re.compile(r"(?: |-)analog(?:ue)?s?\b(?!\s+\()", re.I)
_MEASURED_AFTER = re.compile(
    r"[-\s]*(?:levels?|concentrations?|values?|secretion|deficien\w+|insufficiency|status|balance|resistance|sensitivity|"
    r"release|metabolism|uptake|excretion|clearance|homeostasis|signal\w*|pathways?|production|synthesis|content|binding|"
    r"derivatives?|dependent|dependence|independent|saturation|consumption|tension|intake|turnover|response|positive|"
    r"negative|ratio|expression|gene|mrna|polymorphisms?|precursors?|metabolites?|stores|overload|tolerance|ions?|atoms?|"
    r"demand|delivery|emissions?|extraction|requirements?|withdrawal syndrome|abuse|use disorder)\b",
    re.I,
)
_MEASURED_BEFORE = re.compile(
    r"\b(?:serum|plasma|urinary|urine|blood|salivary|endogenous|dietary|circulating|fasting|tissue|total|free|csf|"
    r"levels? of|concentrations? of|release of|secretion of|deficiency of|[A-Z]{2,4}-)\s?$",
    re.I,
)
_FIGURE = r"\d+(?:\.\d+)?"
_CODE_GIVEN = re.compile(
    r" (?:treatment|therapy|administration|monotherapy|infusion)\b"
    rf"| [(\[]?{_FIGURE}(?:, ?{_FIGURE})*(?:,? (?:or|and|to) {_FIGURE})? ?(?:mg|g|[µμ]g)\b"
)
# Small words that may stand between "treated with" and the name.
_BETWEEN = (
    r"(?:[\s(\[,-]+(?:of|with|the|a|an|either|human|daily|weekly|oral|or|and|to|receive|only|both|their|\d+%?))*"
    r"[\s(\[,-]*$"
)
_SHORT_FORM = r"(?: ?\([A-Za-z][^()]{0,11}\))?"
_ESTER = (  # estriol hemisuccinate (12 mg/day)
    r"(?: (?:hydrochloride|(?:hemi)?succinate|acetate|benzoate|valerate|cypionate|enanthate|propionate|undecanoate"
    r"|sul(?:ph|f)ate|phosphate|citrate|sodium))?"
)
_JOINED = re.compile(
    r"(?: ?\([^()]{1,12}\))?\s?(?:,? ?(?:and/or|and|or|with|plus|followed by|combined with)|[,/+-])\s?", re.I
)  # the bracket holds the short form of the first
# What diabetics inject, and not what their glands give off: basal insulin, but basal insulin levels.
_BASAL_INSULIN = re.compile(
    r"(?<=basal[ -])insulins?\b(?! (?:and \w+ )?(?:levels?|secretion|release|concentrations?|values?))", re.I
)
_REACH = 60  # characters looked at before a name


class Context:
    """Reads drug_context.csv; each method takes a folded text and the span of a name in it."""

    def __init__(self, terms: Path) -> None:
        cues = read_terms(terms / "drug_context.csv")
        before = "|".join(row["cue"] for row in cues if row["side"] == "before")
        after = "|".join(row["cue"] for row in cues if row["side"] == "after")
        self._before = re.compile(rf"(?:^|\W)(?:{before}){_BETWEEN}", re.I)
        self._after = re.compile(rf"{_ESTER}{_SHORT_FORM}(?:\s|-)?(?:{after})(?!\w)", re.I)

    def is_given(self, text: str, start: int, end: int) -> bool:
        """Whether a cue says that the substance is given."""
        if self._after.match(text, end) is not None or self._is_given_before(text, start):
            return True
        return _BASAL_INSULIN.match(text, start) is not None

    def is_given_code(self, text: str, start: int, end: int) -> bool:
        """The same for what may be a code name: "group" and "with placebo" are not enough."""
        return _CODE_GIVEN.match(text, end) is not None or self._is_given_before(text, start)

    def _is_given_before(self, text: str, start: int) -> bool:
        return self._before.search(text, max(0, start - _REACH), start) is not None

    @staticmethod
    def is_part_of_name(text: str, start: int, end: int) -> bool:
        """ "oestrogen receptor", "calcium channel", "anti-insulin": the name of something else."""
        return bool(_PART_OF_NAME.match(text, end) or _ANTI.search(text, max(0, start - 6), start))

    @staticmethod
    def is_analogue(text: str, end: int) -> bool:
        """ "insulin analogues": of what the body has, drugs of their own; of a drug, its name all the same."""
        return _ANALOGUE.match(text, end) is not None

    @staticmethod
    def is_measured(text: str, start: int, end: int) -> bool:
        """ "insulin resistance", "serum iron": a substance of the body, not one that is given."""
        return bool(_MEASURED_AFTER.match(text, end) or _MEASURED_BEFORE.search(text, max(0, start - 20), start))

    @staticmethod
    def is_joined(text: str, first_end: int, second_start: int) -> bool:
        """Whether nothing but "and", "with", a comma ... stands between two names."""
        return 0 <= second_start - first_end < 30 and bool(_JOINED.fullmatch(text, first_end, second_start))
