"""Ten thousand damaged XML files: each gives papers and failures in sentences, soon, and never an exception."""

from __future__ import annotations

import faulthandler
import gzip
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extractor.documents import parse
from extractor.records import Failure, Paper
from extractor.sources.raw import Kind, RawDocument
from tests.eutils_server import article, invented, record, record_set

FILES, BATCH, PROCESSES = 10_000, 250, 2
SECONDS = 5  # for one file

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{}</mml:math>'
POWER = MATH.format(
    "<mml:mfrac><mml:mn>1</mml:mn><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:mfrac>"
)
DETAILS = """<AuthorList><Author ValidYN="Y"><LastName>Doe</LastName><Initials>J</Initials></Author></AuthorList>
<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><RefSource>Ann Inv. 2020;1:1</RefSource>
<PMID Version="1">9</PMID></CommentsCorrections></CommentsCorrectionsList><OtherAbstract Type="Publisher"
Language="spa"><AbstractText>De 40 adultos, 12 mejoraron.</AbstractText></OtherAbstract>"""
FRONT = """<abstract><sec><title>Results</title><p>Of 40 adults, 12 (30%) improved&#160;.</p></sec></abstract>
<permissions><license><license-p>Free.</license-p></license></permissions>"""
TABLE = """<table-wrap id="t"><label>Table 1</label><caption><p>Doses</p></caption><table><thead><tr><th rowspan="2">a
</th>
<th colspan="3">b</th></tr></thead><tbody><tr><td>1</td><td>2<sup>c</sup></td></tr></tbody></table></table-wrap>"""
TEXT = "<sec><title>Methods</title>{}<p>Dose 5<sub>1</sub> mg<xref ref-type='bibr' rid='r'>1</xref>.</p></sec>"


def seeds(files: dict[str, Path]) -> list[tuple[Kind, bytes]]:
    """Good files: invented records, real ones, and invented full texts."""
    formula = f"<AbstractText Label='A'>{POWER} m<sup>-2</sup></AbstractText>"
    sets = [
        record_set(*map(invented, range(101, 104))),
        record_set(record(1, "a", formula, version=2, more=DETAILS), record(1, "b"), invented(2)),
    ]
    with gzip.open(files["pubmed21n1298.xml.gz"]) as file:
        real = re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", file.read(3_000_000), re.DOTALL)
    sets += [record_set(*(r.decode() for r in real[n : n + 3])) for n in range(0, 60, 3)]
    full = article(1, 101, POWER, "Of 40 adults, 12 improved.", front=FRONT).replace(
        "</body>", TEXT.format(TABLE) + "</body>"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    texts = [full, head + full, f"{head}<pmc-articleset>{full}{article(2)}</pmc-articleset>"]
    medline: list[tuple[Kind, bytes]] = [("medline", text.encode()) for text in sets]
    jats: list[tuple[Kind, bytes]] = [("jats", text.encode()) for text in texts]
    return [*medline, *(jats * 5)]


# ---- one way of damage each: good bytes in, bad bytes out

_TAG = re.compile(rb"<[^<>]{1,200}>")
_BITS = (
    b"&nbsp;", b"&unknown;", b"&#0;", b"&#xD800;", b"&#x110000;", b"&lt", b"&", b"&amp;lt;", b"<", b">", b"<![CDATA[",
    b"]]>", b"<!--", b"-->", b"<?xml?>", b"<?x", b"<!DOCTYPE a>", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b",
    b"\xed\xa0\x80", b"\x0b", b"\r\r\n", b"<x:y/>", b"<sup>", b"</PubmedArticle>", b"<PubmedArticle/>", b"<article/>",
    b"<PMID/>", b"<sub><sup>3</sup>&alpha;</sub>", b"<CommentsCorrections RefType='Cites'/>", b"<td rowspan='x'/>",
    b"<td colspan='99999999999'/>", b"<td rowspan='-1'/>", b"\xe2\x80\xae", b"<AuthorList><Author/></AuthorList>",
)  # fmt: skip
_DECLARED = (
    b'<!ENTITY a "x"><!ENTITY b "&a;&a;">',
    b'<!ENTITY b SYSTEM "file:///etc/passwd">',
    b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;',
    b'<!ENTITY b "&b;">',
    b'<!ENTITY b "<PubmedArticle><PMID>5</PMID></PubmedArticle>">',
    b'<!ENTITY b "&#60;x>">',
)
_CODES = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "cp037")
_SAID = (b"utf-16", b"latin-1", b"klingon", b"utf-7", b"ebcdic-cp-us", b"ascii", b"shift_jis", b"", b"utf-8\x00")


def _place(data: bytes, dice: random.Random) -> int:
    return dice.randrange(len(data) + 1)


def _insert(data: bytes, at: int, what: bytes) -> bytes:
    return data[:at] + what + data[at:]


def _tags(data: bytes) -> list[re.Match[bytes]]:
    return list(_TAG.finditer(data)) or [re.match(b"", data)]  # type: ignore[list-item]


def flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(dice.randint(1, 20)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def delete(data: bytes, dice: random.Random) -> bytes:
    at = _place(data, dice)
    return data[:at] + data[at + dice.randint(1, 400) :]


def double(data: bytes, dice: random.Random) -> bytes:
    at = _place(data, dice)
    return _insert(data, at, data[at : at + dice.randint(1, 2000)] * dice.choice([1, 2, 20]))


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: _place(data, dice)]


def swap_tags(data: bytes, dice: random.Random) -> bytes:
    one, other = sorted((dice.choice(_tags(data)) for _ in range(2)), key=lambda tag: tag.start())
    if one.end() > other.start():
        return data
    return data[: one.start()] + other[0] + data[one.end() : other.start()] + one[0] + data[other.end() :]


def drop_tag(data: bytes, dice: random.Random) -> bytes:
    tag = dice.choice(_tags(data))
    return data[: tag.start()] + data[tag.end() :]


def rename(data: bytes, dice: random.Random) -> bytes:
    """An element in another's place, or twice the same name, all through the file."""
    names = sorted(set(re.findall(rb"</([\w:-]+)", data)) or {b"x"})
    old, new = dice.choice(names), dice.choice(names)
    return re.sub(rb"(</?)" + re.escape(old) + rb"(?=[\s/>])", lambda match: match[1] + new, data)


def insert_bits(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        data = _insert(data, _place(data, dice), dice.choice(_BITS))
    return data


def insert_between(data: bytes, dice: random.Random) -> bytes:
    return _insert(data, dice.choice(_tags(data)).end(), dice.choice(_BITS))


def declare(data: bytes, dice: random.Random) -> bytes:
    """Entities of the file's own, used in texts and attributes."""
    body = re.sub(rb"<\?xml[^>]*>|<!DOCTYPE[^>]*>", b"", data)
    root = re.search(rb"<([\w-]+)", body)
    body = _insert(body, dice.choice(_tags(body)).end(), b"&b;")
    body = body.replace(b'="', b'="&b;', dice.choice([0, 0, 1]))
    return b"<!DOCTYPE %s [%s]>%s" % (root[1] if root else b"x", dice.choice(_DECLARED), body)


def nulls(data: bytes, dice: random.Random) -> bytes:
    return _insert(data, _place(data, dice), b"\x00" * dice.choice([1, 2, 4096]))


def recode(data: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.5:
        return data.decode(errors="replace").encode(dice.choice(_CODES), "replace")
    said = b'<?xml version="1.0" encoding="%s"?>' % dice.choice(_SAID)
    return said + re.sub(rb"<\?xml[^>]*>", b"", data)


def huge_attribute(data: bytes, dice: random.Random) -> bytes:
    tag = dice.choice(_tags(data))
    name = dice.choice(
        [b"x", b"Version", b"Label", b"rowspan", b"colspan", b"ValidYN", b"xmlns", b"xml:lang", b"RefType"]
    )
    value = dice.choice([b"9", b"y", b" ", b"-", "é".encode()]) * dice.choice([3, 5_000, 300_000])
    return _insert(data, max(tag.end() - 1, 0), b' %s="%s"' % (name, value))


def huge_number(data: bytes, dice: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    number = dice.choice(numbers)
    new = dice.choice([b"9" * 5_000, b"0", b"-1", b"1e999", "٣".encode(), "²".encode(), b"00000", b""])
    return data[: number.start()] + new + data[number.end() :]


def nest(data: bytes, dice: random.Random) -> bytes:
    name, deep = (
        dice.choice([b"b", b"sup", b"sec", b"p", b"list", b"xref", b"AbstractText"]),
        dice.choice([20, 200, 240, 400]),
    )
    at = dice.choice(_tags(data)).end()
    return _insert(data, at, b"<%s>" % name * deep + b"5" + b"</%s>" % name * deep)


def nest_formula(data: bytes, dice: random.Random) -> bytes:
    name, deep = dice.choice([b"mfrac", b"msup", b"mrow", b"mfenced", b"mtable", b"msqrt"]), dice.choice([3, 100, 240])
    inside = b"<mml:%s>" % name * deep + b"<mml:mn>5</mml:mn>" * 2 + b"</mml:%s>" % name * deep
    return _insert(data, dice.choice(_tags(data)).end(), MATH.encode().replace(b"{}", inside))


def pack(data: bytes, dice: random.Random) -> bytes:
    packed = gzip.compress(data, 1, mtime=0)
    at = _place(data, dice)
    return dice.choice([
        packed, flip(packed, dice), cut(packed, dice), packed + b"garbage", packed + b"\x00" * 50,
        gzip.compress(data[:at], mtime=0) + gzip.compress(data[at:], mtime=0), packed + packed, packed[:-4] + b"abcd",
    ])  # fmt: skip


DAMAGE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip, delete, double, cut, swap_tags, drop_tag, rename, insert_bits, insert_between, declare, nulls, recode,
    huge_attribute, huge_number, nest, nest_formula, pack,
)  # fmt: skip


def damaged(good: bytes, number: int) -> bytes:
    """The same for the same number, on any machine."""
    dice = random.Random(number)
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        good = dice.choice(DAMAGE)(good, dice)
    return good


# ---- what must hold


class TooSlow(BaseException):
    """Nothing that reads a document may catch this."""


def _stop(*_: Any) -> None:
    raise TooSlow


def wrong_with(item: object) -> str | None:
    """What is not as it should be about something that `parse` gave."""
    if isinstance(item, Failure):
        one_sentence = re.fullmatch(r"\S[^\n\r]{8,500}\S\.", item.reason) and item.reason.isprintable()
        return None if one_sentence else f"a bad reason: {item.reason[:300]!r}"
    if not isinstance(item, Paper):
        return f"a {type(item).__name__}"
    if [p.ordinal for p in item.passages] != list(range(len(item.passages))):
        return "ordinals with gaps"
    if any(p.text != " ".join(p.text.split()) for p in item.passages):
        return "white space that is not collapsed"
    try:
        repr(item).encode()
    except UnicodeEncodeError:
        return "text that cannot be stored"
    return None


def check(kind: Kind, path: Path) -> str | None:
    """What is wrong with how a file is read, or None."""
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    faulthandler.dump_traceback_later(2 * SECONDS, exit=True)  # where the signal cannot interrupt a library
    try:
        items = list(parse(RawDocument(kind, path.name, path)))
    except TooSlow:
        return f"more than {SECONDS} seconds"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()
    return next(filter(None, map(wrong_with, items)), None if items else "neither a paper nor a failure")


_SEEDS: list[tuple[Kind, bytes]] = []


def _check_batch(first: int, folder: Path) -> list[tuple[int, str]]:
    wrong = []
    path = folder / f"{first}.xml"
    for number in range(first, first + BATCH):
        kind, good = _SEEDS[number % len(_SEEDS)]
        path.write_bytes(damaged(good, number))
        if problem := check(kind, path):
            wrong.append((number, f"{kind}: {problem}"))
    return wrong


def _start(found: list[tuple[Kind, bytes]]) -> None:
    _SEEDS[:] = found


@pytest.mark.long
def test_damaged_files(record_files: dict[str, Path], tmp_path: Path) -> None:
    """The number of a file that fails makes it again: `damaged(seeds(...)[number % len(...)][1], number)`."""
    found = seeds(record_files)
    began = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, initializer=_start, initargs=(found,)) as pool:
        batches = pool.map(_check_batch, range(0, FILES, BATCH), [tmp_path] * (FILES // BATCH))
        wrong = [item for batch in batches for item in batch]
    assert wrong == []
    assert time.monotonic() - began < 240


def test_good_files_are_read(record_files: dict[str, Path], tmp_path: Path) -> None:
    """Undamaged, every seed gives its papers alone; and each way of damage does change most of them."""
    found = seeds(record_files)
    read: Counter[str] = Counter()
    for number, (kind, good) in enumerate(found):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(good)
        read.update(type(item).__name__ for item in parse(RawDocument(kind, path.name, path)))
    assert read == {"Paper": 3 + 2 + 60 + 5 * 4}
    for damage in DAMAGE:
        assert sum(damage(good, random.Random(n)) != good for n, (_, good) in enumerate(found)) > len(found) // 2
