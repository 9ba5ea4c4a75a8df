"""Pattern files: YAML that a domain expert edits, each pattern with its examples and counter-examples."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from extractor.errors import ExtractorError
from extractor.lazy import cached_property
from extractor.literals import Needed, Sieve, needed
from extractor.matching.line import CODE, Item, Line
from extractor.matching.template import TemplateError, compile_template, required
from extractor.matching.weights import Weights, read_weights
from extractor.resources import patterns_dir
from extractor.tables import CellPattern, read_cell_patterns

LESSONS = "lessons"  # invented texts to learn weights from; reading does without them
_MANY = 10  # patterns, for which one pass over the text costs less than to look for the words of each
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Pattern:
    """One way of saying one thing. `gives` fixes values that the words themselves state (a role, a frequency)."""

    id: str
    kind: str  # the file's kind: rate, patient_count, dose, arm ...
    template: str
    file: str
    gives: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.8
    description: str = ""
    examples: tuple[dict[str, Any], ...] = ()
    counter_examples: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return compile_template(self.template)

    @cached_property
    def _required(self) -> tuple[int, ...]:
        return required(self.template)

    @cached_property
    def needed(self) -> Needed:
        return needed(self.regex, frozenset(CODE.values()))

    def has_items(self, kinds: int) -> bool:
        """Whether there is an item for each slot that every match fills, among items of these kinds."""
        for slot in self._required:  # noqa: SIM110  # any() of a generator costs more
            if not kinds & slot:
                return False
        return True

    def may_match(self, line: Line) -> bool:
        """False where the sentence lacks an item or a word that every match needs."""
        return self.has_items(line.kinds) and self.needed.is_in(line.text, line.folded)

    def find(self, line: Line) -> Iterable[Match]:
        """All matches in a sentence, left to right."""
        if not self.may_match(line):
            return ()
        return (Match(self, line, match) for match in self.regex.finditer(line.text))


@dataclass(frozen=True)
class Match:
    """A pattern found in a sentence, its slots filled with items."""

    pattern: Pattern
    line: Line
    match: re.Match[str]

    @cached_property
    def slots(self) -> dict[str, Item]:
        return {
            k: self.line.item_at(self.match.start(k)) for k, v in self.match.groupdict().items() if v and k != "phrase"
        }

    def span_of(self, name: str) -> tuple[int, int]:
        """Passage offsets of what a slot caught; for {phrase}, which is words and no item."""
        return self.line.offset(self.match.start(name)), self.line.offset(self.match.end(name))

    @property
    def start(self) -> int:
        return self.line.offset(self.match.start())

    @property
    def end(self) -> int:
        return self.line.offset(self.match.end())


@dataclass(frozen=True)
class PatternSet:
    """All patterns, in file order, which is the order of preference, and the tables of weights/ by their names.

    `cells` are the patterns of cells in tables, which have shapes instead of templates.
    """

    patterns: tuple[Pattern, ...]
    fingerprint: str
    weights: Mapping[str, Weights] = field(default_factory=dict)
    cells: tuple[CellPattern, ...] = ()
    # Sentences have their kinds of items in common; so which patterns find their slots is looked up once.
    _with_items: dict[tuple[str, int], tuple[int, list[tuple[int, Needed]]]] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Pattern, ...]]:
        kinds = dict.fromkeys(p.kind for p in self.patterns)
        return {k: tuple(p for p in self.patterns if p.kind == k) for k in kinds}

    def of(self, kind: str) -> tuple[Pattern, ...]:
        return self._by_kind.get(kind, ())

    @cached_property
    def _sieves(self) -> dict[str, Sieve]:
        return {kind: Sieve([p.needed for p in patterns]) for kind, patterns in self._by_kind.items()}

    def fitting(self, kind: str, *lines: Line) -> list[Pattern]:
        """The patterns of a kind that may match in one of these sentences, by their items and words."""
        passed = 0
        for line in lines:
            passed |= self._passed(kind, line)
        return [p for at, p in enumerate(self.of(kind)) if passed >> at & 1] if passed else []

    def _passed(self, kind: str, line: Line) -> int:
        """A bit for each pattern of a kind by its place."""
        key = (kind, line.kinds)
        if key not in self._with_items:
            if len(self._with_items) >= _MOST_REMEMBERED:
                self._with_items.clear()
            found = [(1 << at, p) for at, p in enumerate(self.of(kind)) if p.has_items(line.kinds)]
            self._with_items[key] = sum(bit for bit, _ in found), [(bit, p.needed) for bit, p in found]
        passed, needs = self._with_items[key]
        if len(needs) > _MANY:
            return passed & self._sieves[kind].passed(line.text, line.folded)
        return sum(bit for bit, need in needs if need.is_in(line.text, line.folded)) if needs else 0


def load_patterns(extra: Path | None = None) -> PatternSet:
    """The patterns of the project, and after them those of a user's own folder. Raises ExtractorError."""
    folders = [patterns_dir()] + ([extra] if extra else [])
    patterns: list[Pattern | CellPattern] = []
    weights: dict[str, Weights] = {}
    digest = hashlib.sha256()
    for folder in folders:
        if not folder.is_dir():
            raise ExtractorError(f"There is no pattern folder {folder}.")
        for file in sorted(folder.rglob("*.yml")) + sorted(folder.rglob("*.csv")):
            if file.parent.name == LESSONS:
                continue
            digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
            if file.suffix == ".yml":
                patterns.extend(_read(file))
            elif file.parent.name == "weights":
                weights[file.stem] = read_weights(file)
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise ExtractorError(f"{pattern.file}: the pattern id {pattern.id} is used twice.")
        seen.add(pattern.id)
    return PatternSet(
        tuple(p for p in patterns if isinstance(p, Pattern)),
        digest.hexdigest(),
        weights,
        tuple(p for p in patterns if isinstance(p, CellPattern)),
    )


_OF_BOTH = frozenset(("id", "about", "gives", "confidence", "examples", "not"))
_OF_SENTENCES, _OF_CELLS = _OF_BOTH | {"template"}, _OF_BOTH | {"shapes", "under"}


def _read(file: Path) -> Iterator[Pattern | CellPattern]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        is_cell = content["kind"] == "cell"
        for entry in content["patterns"]:
            if unknown := sorted(entry.keys() - (_OF_CELLS if is_cell else _OF_SENTENCES)):
                raise TypeError(f"{entry.get('id', 'a pattern')} has the unknown field {', '.join(unknown)}")
        if is_cell:
            yield from read_cell_patterns(content, file.name)
            return
        for entry in content["patterns"]:
            pattern = Pattern(
                id=entry["id"],
                kind=content["kind"],
                template=entry["template"],
                file=file.name,
                gives=entry.get("gives", {}),
                confidence=float(entry.get("confidence", 0.8)),
                description=entry.get("about", ""),
                examples=tuple(entry.get("examples", ())),
                counter_examples=tuple(entry.get("not", ())),
            )
            _ = pattern.regex
            yield pattern
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, TemplateError, UnicodeDecodeError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else " ".join(str(error).split())
        raise ExtractorError(f"The pattern file {file} cannot be used: {what}.") from None


def check(patterns: PatternSet) -> list[str]:
    """What is wrong with the patterns though they load: each needs an example and a sane confidence."""
    problems = []
    every: list[Pattern | CellPattern] = [*patterns.patterns, *patterns.cells]
    for p in every:
        if not p.examples:
            problems.append(f"{p.file}: {p.id} has no example")
        if not 0 < p.confidence <= 1:
            problems.append(f"{p.file}: {p.id} has a confidence outside 0 to 1")
    return problems
