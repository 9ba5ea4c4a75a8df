"""What travels between the layers: papers, passages, measures and facts. Imports nothing of ours.

Offsets are always characters of `Passage.text`, start inclusive, end exclusive. Numbers are int or float,
and None where the text states nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NamedTuple

Number = int | float


# Kinds of passage whose sentences are not read for facts, and why their numbers are left. Kinds that begin with
# "table" are grids (see Cell), for which sentence patterns are not made.
NOT_PROSE = {"table": "table", "reference": "citation", "metadata": "metadata", "translation": "translation"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's grid; its text is `Passage.text[start:end]`.

    Rows and columns count from 0 and are those of the cell's first corner. The headers are the texts of the header
    cells above it and left of it, the outermost first, without repeats; section rows inside the body count as row
    headers of the rows below them.
    """

    row: int
    column: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    row_headers: tuple[str, ...] = ()
    column_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """What stood in the source where the text was mended: `Passage.text[start:end]` was `original`."""

    start: int
    end: int
    original: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction, retraction, comment or other version that the source links to the paper.

    `kind` is MEDLINE's RefType: RetractionIn, ErratumIn, ExpressionOfConcernIn, UpdateIn, CommentIn, RetractionOf ...
    """

    kind: str
    citation: str
    pmid: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of a paper's text. `ordinal` counts within the paper; the title is 0, even where it is empty.

    Kinds: title, abstract, heading, paragraph, list, box, caption, footnote, appendix, table, and those of NOT_PROSE.
    """

    paper_id: str
    ordinal: int
    kind: str
    text: str  # white space collapsed to single blanks and trimmed
    section: str | None = None  # the source's own label: RESULTS, METHODS ...; of a translation, its language
    cells: tuple[Cell, ...] = ()  # of a table
    repairs: tuple[Repair, ...] = ()  # of a PDF's text

    @property
    def passage_id(self) -> str:
        return f"{self.paper_id}/{self.ordinal}"

    @property
    def why_not_prose(self) -> str | None:
        """Why its sentences are not read, as a reason of `numbers_left`; None for prose."""
        return "table" if self.kind.startswith("table") else NOT_PROSE.get(self.kind)


# What a notice makes of a paper; the gravest first.
STATUS_OF_NOTICE = {"RetractionIn": "retracted", "ExpressionOfConcernIn": "concern", "ErratumIn": "corrected"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `paper_id` is PMID:<n>, else PMCID:PMC<n>, DOI:<doi>, ID:<the source's own id>."""

    paper_id: str
    passages: tuple[Passage, ...]
    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    title: str | None = None
    journal: str | None = None
    year: int | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    language: str | None = None
    authors: tuple[str, ...] = ()  # "Family Given"; collective names as they are
    registrations: tuple[str, ...] = ()  # trial registers' numbers: NCT01234567 ...
    notices: tuple[Notice, ...] = ()
    version: int = 1
    full_text: bool = False
    licence: str | None = None  # as the paper states it: an address, or its words
    open_access: bool | None = None  # None: not known
    source: str | None = None  # the file or query it came from
    retrieved_at: str | None = None  # ISO 8601, UTC

    @property
    def status(self) -> str | None:
        """retracted, concern (an expression of concern was published), corrected; None where nothing is known."""
        kinds = {notice.kind for notice in self.notices}
        if "Retracted Publication" in self.publication_types:
            return "retracted"
        return next((status for kind, status in STATUS_OF_NOTICE.items() if kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read. It goes to the `errors` table; the batch goes on."""

    source: str
    document: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Papers that a record file says are no longer in PubMed."""

    source: str
    paper_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a file: all `papers` of it came before. `digest` is the SHA-256 of its bytes."""

    name: str
    digest: str
    papers: int


Item = Paper | Failure | Deletion | Finished  # what comes of sources, in a stream


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, by its offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A drug named in a passage. `drug` is the generic name in lower case, `ids` its vocabulary ids."""

    start: int
    end: int
    drug: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A typed quantity found by the lexer, or put together from several by a measure pattern.

    `kind` is one of the kinds that `extractor.measures` lists (count, percent, fraction, dose, interval ...).
    `low` holds the value; `high` is set for ranges only.
    """

    kind: str
    start: int
    end: int
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    per: str | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    percent: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Another place of a paper where a fact is stated: `quote` is the passage's text[start_char:end_char]."""

    ordinal: int
    start_char: int
    end_char: int
    quote: str


# What a fact carries that is no column of its table, and what does not make it another fact.
_NO_COLUMNS = ("ordinal", "elsewhere")
_NOT_IDENTIFYING = ("sentence", "pattern_id", "confidence", "elsewhere", "spans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries. `quote` equals the passage's text[start_char:end_char]."""

    TABLE: ClassVar[str] = ""

    paper_id: str
    ordinal: int
    start_char: int
    end_char: int
    quote: str
    sentence: str
    pattern_id: str
    confidence: float
    derived: int = 0
    elsewhere: tuple[Place, ...] = ()

    @property
    def passage_id(self) -> str:
        return f"{self.paper_id}/{self.ordinal}"

    @property
    def fact_id(self) -> str:
        """Sixteen hex digits from what the fact says and where: the same input and patterns give the same id."""
        own = [getattr(self, f.name) for f in fields(self) if f.name not in _NOT_IDENTIFYING]
        return hashlib.blake2b(json.dumps([self.TABLE, *own], default=list).encode(), digest_size=8).hexdigest()

    def row(self) -> dict[str, Any]:
        """The fact as a row of its table, lists as JSON; `run_id` is added by the store."""
        row: dict[str, Any] = {"fact_id": self.fact_id, "passage_id": self.passage_id}
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name not in _NO_COLUMNS:
                row[f.name] = json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug(Fact):
    """A drug of the paper, at its first mention."""

    TABLE: ClassVar[str] = "drugs"
    drug: str
    mentions: tuple[str, ...]
    role: str  # studied, mentioned
    drug_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Fact):
    """An amount of a drug given, planned or recommended. Columns as in CONTRACT: unit never holds the time."""

    TABLE: ClassVar[str] = "doses"
    drug: str | None
    low: Number
    high: Number | None = None
    unit: str
    per: str | None = None
    frequency: str | None = None
    route: str | None = None
    schedule: str | None = None
    stage: str | None = None
    species: str | None = None
    arm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCount(Fact):
    """A number of human participants and what they are: screened, total, enrolled, evaluable, arm, subgroup."""

    TABLE: ClassVar[str] = "patient_counts"
    n: int
    role: str
    arm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate(Fact):
    numerator: Number | None = None
    denominator: Number | None = None
    denominator_stated: int | None = None  # 1 in the sentence itself, 0 taken from elsewhere in the paper
    percent: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    timepoint: str | None = None
    arm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRate(_Rate):
    """The share of participants who reach a beneficial or primary efficacy outcome."""

    TABLE: ClassVar[str] = "response_rates"
    outcome: str
    outcome_class: str  # response, survival, other


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(_Rate):
    """The share or number of participants with a harm."""

    TABLE: ClassVar[str] = "adverse_events"
    term: str
    grade: str | None = None
    serious: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism(Fact):
    """What a drug or a combination ("a + b") does to a target and to reactive oxygen species, and in what model."""

    TABLE: ClassVar[str] = "mechanisms"
    drug: str
    target: str
    effect: str  # inhibition, activation, increase, decrease, none
    ros: str | None = None  # increase, decrease, none: of the level of reactive oxygen species, as the paper says
    model: str | None = None  # kinds: cell line, primary cells, cells, ex vivo, in vivo, patients; "; " between
    model_name: str | None = None  # what they are called: U266; mouse
    spans: tuple[tuple[str, int, int, int], ...] = ()  # of drug, target, effect and model: column, ordinal, start, end


class NumberLeft(NamedTuple):  # some twenty per abstract go from process to process, which dataclasses do slowly
    """A number that became no fact, with the reason and its typed value where it has one."""

    paper_id: str
    ordinal: int
    start_char: int
    end_char: int
    quote: str
    reason: str
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None

    @property
    def passage_id(self) -> str:
        return f"{self.paper_id}/{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts of a paper that name the same thing of the same people and differ; `difference` says how."""

    paper_id: str
    fact_table: str
    fact_id: str
    other_fact_id: str
    difference: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one paper."""

    paper: Paper
    facts: tuple[Fact, ...] = field(default=())
    numbers_left: tuple[NumberLeft, ...] = field(default=())
    contradictions: tuple[Contradiction, ...] = field(default=())
