"""Who takes part: the extractor, and baselines that anyone can install. Each reads a paper into fact rows."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from tqdm import tqdm

from bench.accuracy.corpora import KINDS, NotAtHand
from extractor.evaluate import fact_rows
from extractor.evaluate.matching import Row
from extractor.records import Paper

Rows = dict[str, list[Row]]
Read = Callable[[Paper], Rows]


@dataclass
class Contender:
    """`tables` are the kinds of facts it gives; `read` is None where it cannot take part, and `problem` says why.

    `failures` counts the papers at which it raised an error; they count as read, without facts.
    """

    name: str
    tables: frozenset[str]
    version: str = ""
    read: Read | None = None
    problem: str = ""
    failures: int = field(default=0)

    def read_all(self, papers: Iterable[Paper]) -> Rows:
        """The facts of all papers, by table."""
        rows: Rows = {table: [] for table in KINDS}
        for paper in tqdm(papers, desc=self.name, unit=" papers", disable=None, leave=False):
            found = self._read_one(paper)
            for table in KINDS:
                rows[table] += found.get(table, [])
        return rows

    def _read_one(self, paper: Paper) -> Rows:
        assert self.read is not None
        try:
            return self.read(paper)
        except Exception:
            self.failures += 1
            return {}


def contenders() -> list[Contender]:
    """All of them; one whose library or model is missing says so."""
    rates = {"patient_counts", "response_rates", "adverse_events"}
    return [
        _load("extractor", KINDS, "extractor", _extractor),
        _load("quantulum3", {"doses", "patient_counts"}, "quantulum3", _module_reader("quantities")),
        _load("drug dictionary", {"drugs", "doses"}, "drug-named-entity-recognition", _module_reader("dictionary")),
        _load("en_core_sci_sm", rates, "scispacy", _module_reader("entities")),
    ]


def _load(name: str, tables: Iterable[str], package: str, make: Callable[[], Read]) -> Contender:
    try:
        return Contender(name, frozenset(tables), f"{package} {version(package)}", make())
    except (ImportError, PackageNotFoundError):
        return Contender(name, frozenset(tables), problem=f"not at hand ({package} is not installed)")
    except NotAtHand as problem:
        return Contender(name, frozenset(tables), problem=str(problem))


def _extractor() -> Read:
    from extractor.pipeline import Pipeline

    pipeline = Pipeline()
    return lambda paper: fact_rows(pipeline.read(paper).facts)


def _module_reader(name: str) -> Callable[[], Read]:
    """The reader of a baseline's module, whose import asks for its library."""

    def make() -> Read:
        read: Read = importlib.import_module(f"bench.accuracy.baselines.{name}").make_reader()
        return read

    return make
