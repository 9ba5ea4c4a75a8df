"""Imports go one way, and starting is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractor

PACKAGE = Path(extractor.__file__).parent

# Each layer, and the layers it may import from. What is not listed may not be imported.
BASE = {"records", "errors", "files", "resources", "languages", "lazy", "cache", "expressions", "initials", "literals"}
MAY_IMPORT = {
    "records": set(),
    "errors": set(),
    "files": {"errors"},
    "resources": set(),
    "languages": set(),
    "lazy": set(),
    "cache": {"errors"},
    "initials": set(),
    "expressions": {"errors", "cache", "initials"},
    "literals": {"expressions"},
    "sources": BASE,
    "documents": BASE | {"sources"},
    "measures": BASE,
    "nlp": BASE,
    "tables": BASE | {"measures"},
    "matching": BASE | {"measures", "nlp", "tables"},
    "facts": BASE | {"measures", "nlp", "tables", "matching"},
    "store": BASE,
    "evaluate": BASE | {"store"},
    "review": BASE | {"measures", "nlp", "tables", "matching", "facts", "store", "evaluate"},
    "publish": BASE | {"measures", "store", "evaluate", "review"},
    "learning": BASE | {"nlp", "matching", "facts", "evaluate"},
    "pipeline": BASE | {"documents", "measures", "nlp", "matching", "facts"},
    "cluster": BASE | {"sources", "documents", "pipeline"},
    "commands": BASE
    | {
        "sources",
        "documents",
        "measures",
        "nlp",
        "tables",
        "matching",
        "facts",
        "store",
        "publish",
        "evaluate",
        "review",
        "learning",
        "pipeline",
        "cluster",
    },
    "options": set(),
    "subcommands": {"options", "commands", "review"},
    "reviewing": {"options", "subcommands", "commands"},
    "cli": {"options", "subcommands", "reviewing", "commands", "publish", "review", "errors"},
    "__main__": {"cli", "errors"},
    "__init__": BASE | {"documents", "pipeline"},
}
# The same within facts: what a paper and a sentence hold, then what is decided of it.
BEFORE = {"context", "sentences"}
WITHIN_FACTS = {
    "context": {"sentences"},
    "sentences": {"context"},
    "doses": BEFORE,
    "drugs": BEFORE | {"doses"},
    "groups": BEFORE,
    "terms": BEFORE,
    "counts": BEFORE | {"groups"},
    "shares": BEFORE | {"groups", "terms"},
    "left": BEFORE | {"shares"},
    "mechanisms": BEFORE,
}
LONGEST_MODULE = 400  # lines


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_layers(source: str, package: str = "extractor") -> Iterator[tuple[int, str]]:
    """Line and layer of each import of ours, those inside functions too; of a `package`, its own parts."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == package:
            names = [f"{package}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{package}.<relative>"] if node.level else [node.module or ""]
        else:
            continue
        for name in names:
            if name == package or name.startswith(f"{package}."):
                yield node.lineno, name.removeprefix(package).removeprefix(".").split(".")[0] or "__init__"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_layer_imports_only_from_those_below_it(path: Path) -> None:
    own = layer(path)
    allowed = MAY_IMPORT[own] | {own}
    # The version is a name of the package itself, which imports nothing when it is loaded.
    wrong = [(n, other) for n, other in imported_layers(path.read_text()) if other not in allowed | {"__version__"}]
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if p.is_relative_to(PACKAGE / "facts") and p != PACKAGE / "facts" / "__init__.py"],
    ids=lambda path: str(path.relative_to(PACKAGE / "facts")),
)
def test_within_facts_what_decides_imports_what_was_decided_before(path: Path) -> None:
    own = path.relative_to(PACKAGE / "facts").parts[0].removesuffix(".py")
    found = {other for _, other in imported_layers(path.read_text(), "extractor.facts")}
    assert found - {own} <= WITHIN_FACTS[own]


def test_the_rule_is_without_circles() -> None:
    rank = list(MAY_IMPORT)
    upward = [(a, b) for a in rank for b in MAY_IMPORT[a] if rank.index(b) >= rank.index(a)]
    assert upward == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import extractor.store.rows", [(1, "store")]),
        ("from extractor import records", [(1, "records")]),
        ("def f():\n    from extractor.store import Store", [(2, "store")]),
        ("from .rows import row", [(1, "<relative>")]),
        ("import os\nfrom json import loads", []),
    ],
)
def test_imports_are_seen(source: str, found: list[tuple[int, str]]) -> None:
    assert list(imported_layers(source)) == found


def test_no_module_is_too_long() -> None:
    long = {
        str(p.relative_to(PACKAGE)): n for p in modules() if (n := len(p.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


@pytest.mark.parametrize("arguments", [["-c", "import extractor"], ["-m", "extractor", "run", "--help"]])
def test_starting_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    heavy = {
        "spacy",
        "scispacy",
        "numpy",
        "pandas",
        "sqlite_utils",
        "datasette",
        "requests",
        "lxml",
        "yaml",
        "tqdm",
        "rich",
        "matplotlib",
        "scipy",
        "jinja2",
        "openpyxl",
        "distributed",
    }
    assert loaded & heavy == set()
