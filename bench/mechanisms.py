"""A random draw of mechanism facts from the demo's records, for a person to judge.

python -m bench.mechanisms                     50 facts of papers that nobody looked at while the patterns were made
python -m bench.mechanisms --facts 20 --seed 1 --half developed
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator

from extractor.documents import parse
from extractor.matching import term_list
from extractor.pipeline import Pipeline
from extractor.records import Mechanism, Paper
from extractor.sources.demo import record_files
from extractor.sources.raw import RawDocument

HALVES = ("developed", "unseen")  # by the MD5 of the paper's id, even and odd


def half_of(paper_id: str) -> str:
    """The half of the demo's records that a paper belongs to."""
    return HALVES[hashlib.md5(paper_id.encode()).digest()[-1] % 2]


def papers(half: str) -> Iterator[Paper]:
    """The records of a half that name a target at all, in the order of the files."""
    for name, path in record_files().items():
        for paper in parse(RawDocument("medline", name, path)):
            if not isinstance(paper, Paper) or half_of(paper.paper_id) != half:
                continue
            if any(term_list("targets").may_be_in(passage.text) for passage in paper.passages):
                yield paper


def draw(half: str, number: int, seed: int) -> list[Mechanism]:
    """So many facts of a half, at random, in the order drawn."""
    pipeline = Pipeline()
    found = [f for paper in papers(half) for f in pipeline.read(paper).facts if isinstance(f, Mechanism)]
    return random.Random(seed).sample(found, min(number, len(found)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--facts", type=int, default=50)
    options.add_argument("--seed", type=int, default=2026)
    options.add_argument("--half", choices=HALVES, default="unseen")
    asked = options.parse_args()
    for fact in draw(asked.half, asked.facts, asked.seed):
        print(json.dumps(fact.row(), ensure_ascii=False))


if __name__ == "__main__":
    main()
