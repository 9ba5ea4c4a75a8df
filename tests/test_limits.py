"""Documents made to do harm: each gives one error in one sentence, soon, and what came before it is kept."""

from __future__ import annotations

import gc
import gzip
import resource
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extractor.documents import limits, parse
from extractor.records import Failure, Item, Paper
from extractor.sources.raw import RawDocument
from tests.eutils_server import article, invented, record_set

HEAD = '<?xml version="1.0"?>\n'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
RECORD = invented(101)


def read(path: Path, content: bytes | str, kind: str = "medline") -> list[Item]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    began = time.monotonic()
    items = list(parse(RawDocument(kind, path.name, path)))  # type: ignore[arg-type]
    assert time.monotonic() - began < 5
    return items


def outline(items: list[Item]) -> list[str]:
    return [item.reason if isinstance(item, Failure) else getattr(item, "paper_id", "") for item in items]


def with_entities(declared: str, used: str) -> str:
    body = RECORD.replace("Invented trial 101.", used)
    return f"{HEAD}<!DOCTYPE PubmedArticleSet [{declared}]><PubmedArticleSet>{body}</PubmedArticleSet>"


FORMULA = '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">{}5{}</m:math>'
FORMULA = FORMULA.format("<m:mfrac>" * 240, "</m:mfrac>" * 240)


def nested(depth: int) -> str:
    return RECORD.replace("Invented trial 101.", "<b>" * depth + "x" + "</b>" * depth)


UNREAD = "The file cannot be read ({}); records read before that: 0."
WITH_MARKUP = "it declares entities that hold markup or other entities"
HOSTILE = {
    "nested too deep": (
        record_set(invented(102), nested(300)),
        [
            "PMID:102",
            "The XML is refused at line 5 (its elements are nested deeper than 256); records read before it: 1.",
        ],
    ),
    "laughs": (with_entities(f'<!ENTITY l0 "lol">{LAUGHS}', "&l9;"), [UNREAD.format(WITH_MARKUP)]),
    "laughs in an attribute": (
        with_entities(f'<!ENTITY l0 "lol">{LAUGHS}', "x").replace("Status=", 'X="&l9;" Status='),
        [UNREAD.format(WITH_MARKUP)],
    ),
    "laughs of parameters": (
        with_entities(
            f'<!ENTITY % l0 "<!-- x -->">{LAUGHS.replace("<!ENTITY ", "<!ENTITY % ").replace("&", "&#37;")}%l9;', "x"
        ),
        ["The XML is refused at line 1 (its entities multiply without bound); records read before it: 0."],
    ),
    "records in an entity": (with_entities(f"<!ENTITY e '{RECORD}'>", "&e;"), [UNREAD.format(WITH_MARKUP)]),
    "one long entity many times": (
        with_entities(f'<!ENTITY e "{"x" * 100_000}">', "&e;" * 1000),
        ["The XML is refused at line 2 (its entities multiply without bound); records read before it: 0."],
    ),
    "one long entity in many attributes": (
        with_entities(f'<!ENTITY e "{"x" * 100_000}">', "<b x='&e;'/>" * 1000),
        ["The XML is refused at line 2 (its entities multiply without bound); records read before it: 0."],
    ),
    "an entity of itself": (with_entities('<!ENTITY e "&e;">', "&e;"), [UNREAD.format(WITH_MARKUP)]),
    "an endless document type": (
        with_entities("<!-- -->" * 200_000, "x"),
        [UNREAD.format("more than 1 MB stand before its first element")],
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


@pytest.mark.parametrize(
    ("declared", "used", "title"),
    [
        ('<!ENTITY e "fifty">', "a &e;", "a &e;"),  # a file's own entities stay as they are written
        ('<!ENTITY e "&#8212;"><!ENTITY lt "&#38;#60;">', "a &lt; b", "a < b"),
        ('<!ENTITY fig SYSTEM "f.gif" NDATA gif><!NOTATION gif SYSTEM "gif">', "a", "a"),
    ],
)
def test_harmless_entities(declared: str, used: str, title: str, tmp_path: Path) -> None:
    (paper,) = read(tmp_path / "set.xml", with_entities(declared, used))
    assert isinstance(paper, Paper)
    assert paper.title == title


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
    monkeypatch.setattr(limits, "FREE", 2_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = record_set(RECORD).replace("</PubmedArticleSet>", "").encode()
    bomb = gzip.compress(start + b"<x/>" * 5_000_000, 9)
    assert outline(read(tmp_path / "bomb.xml.gz", bomb)) == [
        "PMID:101",
        "The file cannot be read (it unpacks to more than 200 times its packed size); records read before that: 1.",
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kB


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


def test_one_record_of_too_many_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TAGS", 500_000)
    body = record_set(RECORD, f"<x>{'<y/>' * 1_000_000}</x>")
    assert outline(read(tmp_path / "set.xml", body)) == [
        "PMID:101",
        "The file cannot be read (a single record has more than 250,000 elements); records read before that: 1.",
    ]


WHOLE = record_set(RECORD).encode()
PACKED = gzip.compress(WHOLE, mtime=0)
GARBAGE, DAMAGED = (
    f"The file cannot be read ({why}); records read before that: 1."
    for why in (
        "something that is not compressed follows the compressed data",
        "the compressed data is damaged or cut short",
    )
)
GZIPS = {
    "whole": (PACKED, []),
    "members": (b"".join(gzip.compress(WHOLE[n : n + 50]) for n in range(0, len(WHOLE), 50)), []),
    "an empty member after it": (PACKED + gzip.compress(b""), []),
    "padded": (PACKED + bytes(100_000), []),
    "padded between members": (gzip.compress(WHOLE[:300]) + bytes(99) + gzip.compress(WHOLE[300:]), []),
    "garbage after it": (PACKED + b"garbage", [GARBAGE]),
    "one byte after it": (PACKED + b"\x1f", [GARBAGE]),
    "a broken member after it": (PACKED + b"\x1f\x8b garbage", [DAMAGED]),
    "cut in its last bytes": (PACKED[:-2], [DAMAGED]),
}


@pytest.mark.parametrize("name", GZIPS)
def test_gzip_of_members_and_what_follows_it(name: str, tmp_path: Path) -> None:
    packed, failures = GZIPS[name]
    assert outline(read(tmp_path / "set.xml.gz", packed)) == ["PMID:101", *failures]


def test_gzip_with_a_wrong_sum(tmp_path: Path) -> None:
    """What such a small file holds comes with the error at once, so that nothing of it is believed."""
    assert outline(read(tmp_path / "set.xml.gz", PACKED[:-8] + bytes(8))) == [DAMAGED.replace(": 1.", ": 0.")]


def test_gzip_of_more_than_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 10_000)
    monkeypatch.setattr(limits, "RATIO", 10**6)
    packed = gzip.compress(record_set(*map(invented, range(100, 1000))).encode())
    *_, last = outline(read(tmp_path / "set.xml.gz", packed))
    assert last.startswith("The file cannot be read (it unpacks to more than ")


# What test_mutations.py found, and its like: the damage, and what is read. Nothing may appear on the error stream.
FOUND = {
    "an entity with half an element": (with_entities('<!ENTITY e "&#60;x>">', "&e;"), [UNREAD.format(WITH_MARKUP)]),
    "a version of 5,000 digits": (record_set(RECORD.replace('"1"', f'"{"9" * 5000}"')), ["PMID:101"]),
    "a byte order mark in a tag": (
        record_set(RECORD.replace("<Article>", "<Art\ufefficle>")),
        [
            "The XML is broken at line 4 (Opening and ending tag mismatch: Art\ufffdicle line 4 and Article);"
            " records read before it: 0."
        ],
    ),
    "a name of 40,000 letters": (
        f"<{'x' * 40_000}/>",
        [f"The file is not PubMed XML: its root element is <{'x' * 196} ...>."],
    ),
    "a formula of 240 fractions": (
        record_set(invented(102), RECORD.replace("Invented trial 101.", FORMULA), invented(103)),
        ["PMID:102", "The record's elements are nested too deeply.", "PMID:103"],
    ),
    "tags that never end": (
        "<PubmedArticleSet>" + "<MedlineCitation " * 60_000,
        [
            "The XML is broken at line 1 (Couldn't find end of Start Tag MedlineCitation); records read before it: 0.",
        ],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_mutations_found(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content, expected = FOUND[name]
    assert outline(read(tmp_path / "set.xml", content)) == expected
    gc.collect()
    assert capfd.readouterr() == ("", "")


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
