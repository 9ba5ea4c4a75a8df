"""The names by which drugs are found: a public dictionary, put right and completed by our term lists.

The dictionary is the data file of drug-named-entity-recognition (MIT; names from DrugBank's open vocabulary, MeSH,
MedlinePlus, NHS and Wikipedia). Its own look-up is not used: it is slow, knows no case and takes "at 10" for a drug.
What is compiled here is kept in the cache, because compiling takes longer than everything else at start-up.
"""

from __future__ import annotations

import bz2
import hashlib
import importlib.metadata
import importlib.util
import json
import logging
import pickle
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.nlp.compile import compile_names
from extractor.nlp.rules import Entry
from extractor.nlp.terms import read_terms, read_whole

PACKAGE = "drug-named-entity-recognition"
_FORMAT = 2  # raise it when the compiled form changes, so that no older cache file is read

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`names`: key -> number of its entry; `seconds`: first token of a key -> those that may follow it, as a text."""

    names: dict[str, int]
    seconds: dict[str, str]
    entries: list[Entry]


def load(terms: Path, cache: Path | None) -> Dictionary:
    """The compiled dictionary, from the cache folder where a file for this package and these term lists exists."""
    files = [terms / "drugs.csv", terms / "drug_stop.csv"]
    digest = hashlib.blake2b(f"{_FORMAT} {importlib.metadata.version(PACKAGE)}".encode(), digest_size=8)
    for file in [*files, *(Path(__file__).with_name(name) for name in ("compile.py", "fold.py", "inn.py", "rules.py"))]:
        digest.update(read_whole(file))
    kept = cache / f"drugs-{digest.hexdigest()}.json" if cache else None
    if kept and (found := _read_kept(kept)):
        return found
    compiled = compile_names(_package_data(), *(read_terms(file) for file in files))
    made = Dictionary(compiled.names, compiled.seconds(), compiled.entries)
    if kept:
        _keep(kept, made)
    return made


def _read_kept(path: Path) -> Dictionary | None:
    try:
        check, _, body = path.read_bytes().partition(b"\n")
        if hashlib.blake2b(body, digest_size=16).hexdigest().encode() != check:
            return None
        data = json.loads(body)
        entries = [(tuple(drugs), tuple(ids), rule, exact) for drugs, ids, rule, exact in data["entries"]]
        return Dictionary(data["names"], data["seconds"], entries)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, made: Dictionary) -> None:
    """Written beside and renamed, so that no other process ever reads half a file. A full disk costs only time."""
    body = json.dumps({"names": made.names, "seconds": made.seconds, "entries": made.entries}).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as out:
            out.write(hashlib.blake2b(body, digest_size=16).hexdigest().encode() + b"\n" + body)
        Path(out.name).replace(path)
        for older in path.parent.glob("drugs-*.json"):
            if older != path:
                older.unlink(missing_ok=True)
    except OSError as problem:
        log.debug("the drug dictionary was not cached: %s", problem)


def _package_data() -> dict[str, Any]:
    """The package's own data, read without importing it (its import builds an index that we do not use)."""
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise ExtractorError(f"The drug dictionary is missing; install it with: pip install {PACKAGE}==2.0.9")
    with bz2.open(Path(spec.submodule_search_locations[0]) / "drug_ner_dictionary.pkl.bz2") as file:
        data: dict[str, Any] = pickle.load(file)
    return data
