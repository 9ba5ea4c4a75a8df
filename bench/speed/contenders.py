"""What is timed: each takes papers. Run as a program it times one of them and prints a line of JSON."""

from __future__ import annotations

import json
import pickle
import random
import resource
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.accuracy.corpora import NotAtHand, dev_data
from extractor.documents import parse
from extractor.records import Paper
from extractor.sources import demo
from extractor.sources.raw import RawDocument

Reader = Callable[[Sequence[Paper]], object]
FILE = "pubmed21n1298.xml.gz"
TOKENIZER = "scispaCy tokenizer alone"
_WARM = 20  # papers read before the clock starts, which load what is loaded at first use


def records() -> list[Paper]:
    """All of the demo's newer record file."""
    raw = RawDocument("medline", FILE, demo.record_files()[FILE])
    return [paper for paper in parse(raw) if isinstance(paper, Paper)]


def abstracts(count: int) -> list[Paper]:
    """Records with an abstract, drawn and shuffled the same way each time."""
    papers = [paper for paper in records() if any(passage.kind == "abstract" for passage in paper.passages)]
    return random.Random(1).sample(papers, min(count, len(papers)))


def _extractor(jobs: int) -> Reader:
    from extractor.pipeline import Pipeline

    pipeline = Pipeline()
    return lambda papers: deque(pipeline.readings(papers, jobs), maxlen=0)


def _passages(take: Callable[[str], object]) -> Reader:
    def read(papers: Sequence[Paper]) -> None:
        for paper in papers:
            for passage in paper.passages:
                take(passage.text)

    return read


def _scispacy() -> Reader:
    import spacy
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    return _passages(combined_rule_tokenizer(spacy.blank("en")))


def _blank() -> Reader:
    import spacy

    return _passages(spacy.blank("en").tokenizer)


def _model(*, negation: bool = False) -> Reader:
    import scispacy.custom_tokenizer  # noqa: F401  registers the tokenizer that scispaCy's models ask for
    import spacy

    nlp = spacy.load(str(dev_data("models", "en_core_sci_sm")))
    if negation:
        _needs("negspacy")
        import negspacy.negation  # noqa: F401  registers the component

        nlp.add_pipe("negex", config={"ent_types": ["ENTITY"]})
    return _passages(nlp)


def _quantulum3() -> Reader:
    _needs("quantulum3")
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # as in bench.accuracy.baselines.quantities
    return _passages(parser.parse)


def _dictionary() -> Reader:
    from bench.accuracy.baselines.dictionary import read

    return lambda papers: deque(map(read, papers), maxlen=0)


def _needs(package: str) -> None:
    if find_spec(package) is None:
        raise NotAtHand(f"not at hand ({package} is not installed)")


CONTENDERS: dict[str, Callable[[], Reader]] = {
    "extractor, one process": lambda: _extractor(1),
    "extractor, two processes": lambda: _extractor(2),
    TOKENIZER: _scispacy,
    "spaCy blank tokenizer": _blank,
    "en_core_sci_sm": _model,
    "en_core_sci_sm, negspacy": lambda: _model(negation=True),
    "quantulum3": _quantulum3,
    "drug dictionary alone": _dictionary,
}


def timed(name: str, papers: Sequence[Paper]) -> dict[str, float]:
    """Seconds of wall clock and of processors for all papers, and the peak memory of a process in MB."""
    read = CONTENDERS[name]()
    read(papers[:_WARM])
    started, spent = time.perf_counter(), _processors()
    read(papers)
    seconds, processors = time.perf_counter() - started, _processors() - spent
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": seconds, "processors": processors, "megabytes": max(peaks)}


def _processors() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    given = pickle.loads(Path(sys.argv[2]).read_bytes())
    words = sum(len(passage.text.split()) for paper in given for passage in paper.passages)
    try:
        print(json.dumps({**timed(sys.argv[1], given), "abstracts": len(given), "words": words}))
    except NotAtHand as problem:
        print(json.dumps({"problem": str(problem)}))
