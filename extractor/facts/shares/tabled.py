"""Facts of tables: which shares of a full text's tables are adverse events, which are responses, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.facts.context import PaperView
from extractor.facts.groups.arms import ArmReader
from extractor.facts.sentences.likeness import likeness, words
from extractor.facts.sentences.restated import RateFact, agrees
from extractor.facts.terms.plain_names import clean_name
from extractor.lazy import cached_property
from extractor.matching import Item, term_list
from extractor.matching.whole import spans_of
from extractor.records import AdverseEvent, PatientCount, ResponseRate
from extractor.tables import Grid, TableReading, TableShare, grids_of, read_table
from extractor.tables.reasons import reason_of
from extractor.tables.words import WITHOUT_RATES, kind_of, says

_GROUP = re.compile(r"(?:^(?:the |groups?:? )(?=[a-z]{2})| (?:groups?|arms?|cohorts?)$)", re.I)
_IS_GROUP = re.compile(r"\b(?:group|arm|cohort)\b", re.I)
_NO_EVENT = ("condition",)  # what patients have, not what befalls them
_OTHER_THINGS = re.compile(
    r"baseline|procedure|recovery|type of surgery|operative (?:data|detail)|outcome|characteristic|response|efficacy"
    r"|symptom score|demograph",
    re.I,
)
_AT_BASELINE = re.compile(
    r"\b(?:at|before) (?:baseline|entry|inclusion|enrol+ment|randomi[sz]ation)\b|^baseline\b", re.I
)
_PART = re.compile(r"(?:part|phase|period)s?\b|[\w-]+ (?:period|phase)$", re.I)
_TREATED = re.compile(r"\b(?!(?:pre|non|un|re|as|previously|newly)-)([\w-]+)-(?:treated|receiving) ", re.I)
_DOUBT = 0.8
_AMBIGUOUS = ("CR", "PR", "SD", "PD", "MR", "RR")
_PROGRESSION = re.compile(r"progression|relapse|recurrence", re.I)  # or death: an event of survival, no harm
_NO_BENEFIT = re.compile(
    r"^(?:no|non|not|never|un\w+)\b|progress(?:ion|ive)|\bPD\b|fail(?:ed|ure)|no[nt][- ]?respon|relaps|recurr"
    r"|worse|missing|unknown|not (?:assess|evalua|done|review)|no resection|rescue|without",
    re.I,
)


@dataclass(frozen=True)
class Tabled:
    """What the tables of a paper gave. `reasons`: why the numbers of a cell became no fact, by passage and cell."""

    rates: tuple[RateFact, ...] = ()
    sizes: tuple[PatientCount, ...] = ()
    reasons: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)


def read_tables(view: PaperView, arms: ArmReader) -> Tabled:
    """The facts of all tables of a paper, in order."""
    if view.is_animal:
        return Tabled()
    tables = [_Table(read_table(grid, view.patterns.cells), arms) for grid in grids_of(view.paper)]
    return Tabled(
        tuple(fact for table in tables for fact in table.facts),
        tuple(size for table in tables for size in table.sizes()),
        {table.grid.passage.ordinal: list(table.reasons()) for table in tables},
    )


@dataclass(frozen=True)
class _Table:
    reading: TableReading
    arms: ArmReader

    @property
    def grid(self) -> Grid:
        return self.reading.grid

    @cached_property
    def facts(self) -> list[RateFact]:
        return [fact for _, fact in self._read if fact is not None]

    @cached_property
    def _read(self) -> list[tuple[TableShare, RateFact | None]]:
        return [(share, self._fact(share)) for share in self.reading.shares]

    def sizes(self) -> Iterator[PatientCount]:
        """The groups whose sizes headers state; which of them a text or another table states too is not asked here."""
        for size in self.reading.sizes:
            if size.arm and size.n > 0:
                where = self._place(size.start, size.end, size.start, size.end)
                yield PatientCount(
                    n=size.n, role="arm", arm=_label(size.arm), pattern_id="table.header", confidence=0.85, **where
                )

    def reasons(self) -> Iterator[tuple[int, int, str]]:
        """Why each cell is no fact, where that is known."""
        known = {c.start: c.end for c in self.grid.passage.cells}
        for start, why in self.reading.reasons.items():
            yield start, known[start], why
        for share, fact in self._read:
            if fact is None:
                yield share.start, share.end, reason_of(self.reading.topic) or "share"

    @cached_property
    def _is_turned(self) -> bool:
        """Whether the columns are outcomes and the rows are groups."""
        columns = {s.heading.arm for s in self.reading.shares if s.heading.arm}
        if any(_IS_GROUP.search(column) for column in columns) or any(s.heading.size for s in self.reading.shares):
            return False
        rows = {s.meaning.term for s in self.reading.shares}
        if len(columns) < 2 or sum(map(_is_term, columns)) < 0.5 * len(columns):
            return False
        return sum(map(_is_term, rows)) < 0.3 * len(rows)

    def _name(self, share: TableShare) -> str:
        """What the share is a share of, in the words of its row, or of its column where the table is turned; a row that
        only says when is of the outcome that the caption names."""
        if self._is_turned:
            return share.heading.arm or ""
        if not share.meaning.term:
            return self._outcome_of_caption
        term, context = share.meaning.term, share.meaning.context
        is_new = self._contexts[term] > 1 and not words(term) <= words(context)
        return f"{context} {term}" if context and is_new else term

    @cached_property
    def _contexts(self) -> Counter[str]:
        """Under how many sections the same row label stands."""
        return Counter(term for term, _ in {(s.meaning.term, s.meaning.context) for s in self.reading.shares})

    @cached_property
    def _outcome_of_caption(self) -> str:
        found = term_list("outcomes").find(self.grid.caption, 0, len(self.grid.caption))
        names = {t.value.name for t in found if t.value.get("class") == "response"}
        return names.pop() if len(names) == 1 else ""

    # ---- what a share is

    def _fact(self, share: TableShare) -> RateFact | None:
        values = self._values(share)
        kind = self._kind(share)
        if values is None or kind is None:
            return None
        where = self._place(share.start, share.end, share.row_start, share.row_end)
        if kind == "event":
            return AdverseEvent(
                term=self._term(share),
                grade=share.meaning.grade or None,
                serious=int(share.meaning.serious or self._is_of_serious),
                **values,
                **where,
            )
        return ResponseRate(outcome=self._term(share), outcome_class=kind, **values, **where)

    def _values(self, share: TableShare) -> dict[str, Any] | None:
        """The columns of a rate; None where the numbers cannot be one."""
        denominator = share.denominator if share.denominator is not None else share.size
        if isinstance(share.numerator, float):
            return None
        if share.numerator is not None and denominator is not None and share.numerator > denominator:
            return None
        numerator = share.numerator
        if numerator is not None and denominator and share.percent is not None:
            complement = 100 - 100 * numerator / denominator
            if abs(complement - share.percent) < 1 < abs(100 - complement - share.percent):
                numerator = None  # "0 (100)": those without it are counted
        off = _off(numerator, denominator, share.percent)
        if off > 1 and share.denominator is None:
            denominator, off = None, 0.0  # the percentage is one of other people
        return {
            "numerator": numerator,
            "denominator": denominator,
            "denominator_stated": None if denominator is None else int(share.denominator is not None),
            "percent": share.percent,
            "ci_low": share.ci_low,
            "ci_high": share.ci_high,
            "timepoint": share.meaning.timepoint or share.heading.timepoint,
            "arm": self._arm(share),
            "pattern_id": share.pattern_id,
            "confidence": round(share.confidence * (_DOUBT if off else 1) * (1 if self._is_plain else _DOUBT), 3),
        }

    def _kind(self, share: TableShare) -> str | None:
        """event, or the class of a response; None for what is neither."""
        term, topic, context = self._name(share), self.reading.topic, share.meaning.context
        if topic in WITHOUT_RATES or not re.search(r"[^\W\d_]{2}", term) or _AT_BASELINE.search(term):
            return None
        outcomes, events = _found("outcomes", term), _found("events", term)
        if outcomes and events:  # the head of a name stands last: "fever clearance", "response to bleeding"
            outcomes, events = (outcomes, []) if outcomes[-1].end > events[-1].end else ([], events)
        responses = [cls for o in outcomes if (cls := o.value.get("class")) in ("response", "survival", "other")]
        harms = [cls for e in events if (cls := e.value.get("class")) not in _NO_EVENT]
        if topic == "adverse" and (self._is_all_harm or harms or share.meaning.grade or says(context, "adverse")):
            return "event" if harms or self._is_all_harm or not responses else responses[0]
        if responses:
            return None if _NO_BENEFIT.search(term) and not self._is_primary(term) else responses[0]
        if _PROGRESSION.search(term):
            return None
        is_harm = bool(set(harms) - {"discontinuation"}) or (bool(harms) and says(term, "adverse"))
        return "event" if is_harm and kind_of(context, WITHOUT_RATES) is None else None

    def _is_primary(self, term: str) -> bool:
        """Whether the caption names an outcome that is no benefit: then it is what the study looked for."""
        names = [t.value.name for t in term_list("outcomes").find(term, 0, len(term))]
        caption = self.grid.caption.lower()
        return bool(names) and bool(re.search(r"relaps|recurr|progress", term, re.I)) and names[0] in caption

    @cached_property
    def _is_of_serious(self) -> bool:
        """Whether the caption says that all events are serious ones: "including serious events" does not."""
        caption = self.grid.caption.lower()
        return "serious" in caption and not re.search(r"\band\b|includ", caption)

    @cached_property
    def _is_all_harm(self) -> bool:
        """Whether a table of adverse events holds nothing else."""
        return not _OTHER_THINGS.search(self.grid.caption)

    @property
    def _is_plain(self) -> bool:
        """Whether the table is one of adverse events alone: others were right in about three cases of four."""
        return self.reading.topic == "adverse" and self._is_all_harm

    # ---- names

    def _term(self, share: TableShare) -> str:
        severity = (share.heading.severity or "").lower()
        term = f"{severity} {self._name(share)}" if severity else self._name(share)
        return clean_name(self._without_mark(term))

    def _without_mark(self, term: str) -> str:
        """Without a footnote's letter glued to it: Hyperkalaemiab, where a footnote begins `bAny event`."""
        marks = {note[0] for note in self.grid.notes if re.match(r"[a-z][A-Z]", note)}
        if term[-1:] not in marks or term_list("events").find(term, 0, len(term)):
            return term
        return term[:-1] if term_list("events").find(term, 0, len(term) - 1) else term

    def _arm(self, share: TableShare) -> str | None:
        if self._is_turned:
            return _label(share.meaning.term)
        if share.heading.role == "everyone":
            return _label(share.meaning.arm) if share.meaning.arm else None
        arm = _label(share.arm) if share.arm else self._arm_of_caption
        part = _part(share)
        return f"{arm} {part}" if arm and part and len(self._parts) > 1 else arm

    @cached_property
    def _parts(self) -> frozenset[str | None]:
        """The parts or periods of the study that the table tells apart: their groups of one name are different ones."""
        return frozenset(map(_part, self.reading.shares)) - {None}

    @cached_property
    def _arm_of_caption(self) -> str | None:
        """The one arm of the paper that the caption of a table without groups names."""
        caption = self.grid.caption
        if match := _TREATED.search(caption):
            return match[1]
        named = [a for a in self.arms.model.known if any(spans_of(a, caption, 0, len(caption)))]
        groups = [a for a in named if not any(a != b and a.lower() in b.lower() for b in named)]
        return groups[0] if len(groups) == 1 else None

    def _place(self, start: int, end: int, row_start: int, row_end: int) -> dict[str, Any]:
        text = self.grid.passage.text
        return {
            "paper_id": self.grid.passage.paper_id,
            "ordinal": self.grid.passage.ordinal,
            "start_char": start,
            "end_char": end,
            "quote": text[start:end],
            "sentence": text[row_start:row_end],
        }


def _part(share: TableShare) -> str | None:
    """The part or period of the study that a share belongs to."""
    when = share.meaning.timepoint or share.heading.timepoint or ""
    return when if _PART.match(when) else None


def _off(numerator: float | None, denominator: float | None, percent: float | None) -> float:
    """By how many points a percentage differs from n/N, to the places printed; 0 where one of them is not stated."""
    if numerator is None or not denominator or percent is None or agrees(numerator, denominator, percent):
        return 0.0
    return abs(100 * numerator / denominator - percent)


def _found(name: str, term: str) -> list[Item]:
    """The entries of a term list in a row's label; CR or SD beside other words means something else."""
    items = term_list(name).find(term, 0, len(term))
    return [i for i in items if not (term[i.start : i.end] in _AMBIGUOUS and len(term.split()) > 1 and "+" not in term)]


def _is_term(text: str) -> bool:
    return any(term_list(name).find(text, 0, len(text)) for name in ("events", "outcomes"))


def _label(arm: str) -> str:
    return _GROUP.sub("", arm).strip() or arm


def new_sizes(found: Sequence[PatientCount], known: Sequence[PatientCount]) -> list[PatientCount]:
    """The sizes that neither the text nor an earlier table states of the same group."""
    kept: list[PatientCount] = []
    for size in found:
        others = [*known, *kept]
        if not any(o.n == size.n and likeness(o.arm or "", size.arm or "") >= 0.5 for o in others):
            kept.append(size)
    return kept
