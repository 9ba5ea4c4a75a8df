"""Documents made to do harm: each gives one error in one sentence, soon, and what came before it is kept."""

from __future__ import annotations

import gzip
import resource
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extractor.documents import limits, parse
from extractor.records import Failure, Paper
from extractor.sources.raw import RawDocument
from tests.eutils_server import article, invented, record_set

HEAD = '<?xml version="1.0"?>\n'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
RECORD = invented(101)


def read(path: Path, content: bytes | str, kind: str = "medline") -> list[Paper | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    began = time.monotonic()
    items = list(parse(RawDocument(kind, path.name, path)))  # type: ignore[arg-type]
    assert time.monotonic() - began < 5
    return items


def outline(items: list[Paper | Failure]) -> list[str]:
    return [item.paper_id if isinstance(item, Paper) else item.reason for item in items]


def with_entities(declared: str, used: str) -> str:
    body = RECORD.replace("Invented trial 101.", used)
    return f"{HEAD}<!DOCTYPE PubmedArticleSet [{declared}]><PubmedArticleSet>{body}</PubmedArticleSet>"


def nested(depth: int) -> str:
    return RECORD.replace("Invented trial 101.", "<b>" * depth + "x" + "</b>" * depth)


HOSTILE = {
    "nested too deep": (
        record_set(invented(102), nested(300)),
        [
            "PMID:102",
            "The XML is refused at line 5 (its elements are nested deeper than 256); records read before it: 1.",
        ],
    ),
    "laughs in an attribute": (
        with_entities(f'<!ENTITY l0 "lol">{LAUGHS}', "x").replace("Status=", 'X="&l9;" Status='),
        ["The XML is refused at line 2 (its entities multiply without bound); records read before it: 0."],
    ),
    "a title of 11 million characters": (
        record_set(invented(102), RECORD.replace("Invented trial 101.", "x" * 11_000_000)),
        [
            "PMID:102",
            "The XML is refused at line 5 (a single text, name or comment of it is longer than a parser allows);"
            " records read before it: 1.",
        ],
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml(name: str, tmp_path: Path) -> None:
    content, expected = HOSTILE[name]
    assert outline(read(tmp_path / "set.xml", content)) == expected


@pytest.mark.parametrize("declared", [f'<!ENTITY l0 "lol">{LAUGHS}', f'<!ENTITY l9 "{"x" * 100_000}">'])
def test_entity_bombs_are_refused(declared: str, tmp_path: Path) -> None:
    [item] = read(tmp_path / "set.xml", with_entities(declared, "&l9;" * 1000))
    assert isinstance(item, Failure)
    assert item.reason.startswith("The XML is refused at line ")
    assert "(its entities multiply without bound); records read before it: 0." in item.reason


def test_nothing_outside_the_file_is_read(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/secret").respond_with_data("secret words")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    for address in (httpserver.url_for("/secret"), secret.as_uri()):
        content = with_entities(f'<!ENTITY e SYSTEM "{address}">', "Trial &e;")
        content = content.replace("PubmedArticleSet [", f'PubmedArticleSet SYSTEM "{address}" [')
        for body, kind in ((content, "medline"), (content.replace("PubmedArticleSet", "articles"), "jats")):
            items = read(tmp_path / "set.xml", body, kind)
            assert "secret" not in repr(items).replace(str(address), "")
    assert httpserver.log == []


def test_gzip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FREE", 20_000_000)
    monkeypatch.setattr(limits, "TAGS", 10**9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = record_set(RECORD).replace("</PubmedArticleSet>", "").encode()
    bomb = gzip.compress(start + b"<x/>" * 25_000_000, 9)
    assert outline(read(tmp_path / "bomb.xml.gz", bomb)) == [
        "PMID:101",
        "The file cannot be read (it unpacks to more than 20 MB, 200 times its packed size at the least); records read"
        " before that: 1.",
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kB


@pytest.mark.parametrize(
    ("kind", "record", "unit"), [("medline", RECORD, "records"), ("jats", article(1, 101, "x"), "articles")]
)
def test_one_record_without_end(
    kind: str, record: str, unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RECORD", 1_000_000)
    root = "PubmedArticleSet" if kind == "medline" else "articles"
    body = f"{HEAD}<{root}>{record * 3000}<x>{'<y/>' * 1_000_000}</x></{root}>"  # many records are no long record
    items = read(tmp_path / "set.xml", body, kind)
    assert outline(items)[-1] == (
        f"The file cannot be read (a single record is larger than 1 MB); {unit} read before that: 3,000."
    )
    assert len(items) == 3001


def test_gzip_of_several_members_and_with_garbage_after_it(tmp_path: Path) -> None:
    whole = record_set(RECORD).encode()
    assert outline(read(tmp_path / "a.xml.gz", gzip.compress(whole[:300]) + gzip.compress(whole[300:]))) == ["PMID:101"]
    items = read(tmp_path / "b.xml.gz", gzip.compress(whole) + b"garbage")
    assert outline(items)[0] == "PMID:101"
    assert len(items) <= 2


def test_long_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT", 1000)
    line = '{"id": "%s", "text": "%s"}\n'
    content = line % ("a", "Nine.") + line % ("b", "x" * 5000) + line % ("c", "Ten.")
    assert outline(read(tmp_path / "t.jsonl", content, "jsonl")) == [
        "ID:a", "The line is longer than 1,000 bytes.", "ID:c",
    ]  # fmt: skip
    assert outline(read(tmp_path / "t.txt", "x" * 1001, "text")) == [
        "The file is longer than 1,000 bytes, as no paper is."
    ]
