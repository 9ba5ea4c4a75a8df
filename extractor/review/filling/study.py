"""A paper made ready for the questions about it: its words, tables, groups and sizes, each looked for once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.facts.context import PaperView
from extractor.facts.groups.arms import ArmModel, ArmReader
from extractor.records import Fact, PatientCount
from extractor.review.filling.groups import CODE, definitions
from extractor.review.filling.records import Figure
from extractor.review.filling.sizes import Sized, equal_sizes, everyone_of, stated_sizes, whole_numbers
from extractor.review.filling.wording import NamesDrugs, Spelling, Wording
from extractor.tables import TableReading, grids_of, read_table

_LONGEST = 10  # words of a label


@dataclass(frozen=True)
class Study:
    """One paper. `facts`: what was read in it."""

    view: PaperView
    facts: Sequence[Fact]
    nlp: NamesDrugs

    # ---- words

    @cached_property
    def wording(self) -> Wording:
        """How the paper's texts are brought to words."""
        return Wording(self.nlp, self.view.abbreviations)

    @cached_property
    def spelling(self) -> Spelling:
        """How the paper spells."""
        return Spelling.of(p.text for p in self.view.paper.passages)

    @cached_property
    def _sentences(self) -> list[str]:
        return [view.text[s.start : s.end] for view in self.view.passages for s in view.sentences]

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word of the paper tells: the fewer sentences and rows have it, the more."""
        units = [*self._sentences]
        units += [row.label for reading in self.readings for row in reading.grid.rows]
        units += [" ".join(reading.grid.text(h) for h in reading.grid.headers) for reading in self.readings]
        seen = Counter(word for unit in units for word in self.wording.set_of(unit))
        most = math.log(1 + len(units))
        return {word: math.log(1 + len(units) / n) / most for word, n in seen.items()}

    # ---- tables and groups

    @cached_property
    def readings(self) -> tuple[TableReading, ...]:
        """Its tables."""
        return tuple(read_table(grid, self.view.patterns.cells) for grid in grids_of(self.view.paper))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the paper calls its groups, in tables and where it states their sizes."""
        of_tables = [share.arm for reading in self.readings for share in reading.shares if share.heading.role is None]
        of_text = [count.arm for count in self._counts if count.role == "arm"]
        return tuple(
            dict.fromkeys(label for label in [*of_tables, *of_text] if label and len(label.split()) <= _LONGEST)
        )

    @cached_property
    def defined(self) -> dict[str, frozenset[str]]:
        """What the names of groups stand for, as text and notes under tables say."""
        texts = [*self._sentences]
        texts += [part for r in self.readings for note in r.grid.notes for part in re.split(r"[;.,] ", note)]
        codes = {w for label in self.labels for w in self.wording.set_of(label) if CODE.fullmatch(w)}
        codes |= {w for text in texts for w in self.wording.set_of(text) if w.startswith("group:")}
        return definitions(texts, frozenset(codes), self.wording)

    @cached_property
    def arms(self) -> ArmModel:
        """What the text says of its groups."""
        return ArmReader(self.view).model

    # ---- sizes

    @cached_property
    def _counts(self) -> list[PatientCount]:
        return [fact for fact in self.facts if isinstance(fact, PatientCount)]

    @cached_property
    def everyone(self) -> Figure | None:
        """How many people took part."""
        return everyone_of(self._counts)

    @cached_property
    def stated(self) -> list[Sized]:
        """The sizes that it states, whosever they are."""
        return stated_sizes(self.view.passages, self._counts, self.readings)

    @cached_property
    def equal(self) -> list[Figure]:
        """The size of each of its groups, where it says that they are equal."""
        return list(equal_sizes(self.view.passages, self.everyone))

    @cached_property
    def numbers(self) -> tuple[Figure, ...]:
        """The whole numbers of its tables."""
        return tuple(whole_numbers(self.readings))
