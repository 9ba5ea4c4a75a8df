"""What is timed: each takes papers one by one. Run as a program it times one of them and prints a line of JSON."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
import warnings
from collections.abc import Callable, Sequence

from extractor.documents import parse
from extractor.records import Paper
from extractor.sources import demo
from extractor.sources.raw import RawDocument

Reader = Callable[[Paper], object]
_FILE = "pubmed21n1298.xml.gz"
_WARM = 20  # papers read before the clock starts, which load what is loaded at first use


def abstracts(count: int) -> list[Paper]:
    """Records with an abstract, drawn and shuffled the same way in every process."""
    raw = RawDocument("medline", _FILE, demo.record_files()[_FILE])
    papers = [p for p in parse(raw) if isinstance(p, Paper) and any(x.kind == "abstract" for x in p.passages)]
    return random.Random(1).sample(papers, min(count, len(papers)))


def _extractor() -> Reader:
    from extractor.pipeline import Pipeline

    return Pipeline().read


def _scispacy() -> Reader:
    import spacy
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of its regular expressions, about Python to come
        tokenize = combined_rule_tokenizer(spacy.blank("en"))
    return lambda paper: [tokenize(p.text) for p in paper.passages]


def _blank() -> Reader:
    import spacy

    tokenize = spacy.blank("en").tokenizer
    return lambda paper: [tokenize(p.text) for p in paper.passages]


CONTENDERS: dict[str, Callable[[], Reader]] = {
    "extractor, one process": _extractor,
    "scispaCy tokenizer alone": _scispacy,
    "spaCy blank tokenizer": _blank,
}


def timed(name: str, papers: Sequence[Paper]) -> dict[str, float]:
    """Seconds of wall clock for all papers, and the peak memory of this process in MB."""
    read = CONTENDERS[name]()
    for paper in papers[:_WARM]:
        read(paper)
    started = time.perf_counter()
    for paper in papers:
        read(paper)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    given = abstracts(int(sys.argv[2]))
    words = sum(len(p.text.split()) for paper in given for p in paper.passages)
    print(json.dumps({**timed(sys.argv[1], given), "abstracts": len(given), "words": words}))
