"""What a document may cost: bytes unpacked, bytes and elements of one record, and nothing fetched from anywhere.

Whatever goes beyond raises TooMuch, an OSError whose `strerror` is half a sentence, like any file that cannot be read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from lxml import etree

from extractor.documents.normalise import collapse

# Entities are never resolved, so neither a file nor an address is ever opened; libxml2 itself keeps declared ones
# from growing, elements from nesting deeper than 256, and a text from being longer than 10 million bytes.
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}

FREE = 200_000_000  # bytes that any file may unpack to; the largest of PubMed's record files are about that
RATIO = 200  # beyond that, so many times the packed size; record files unpack 10 to 12 times, real XML never 50
MOST = 8_000_000_000  # bytes unpacked, whatever the ratio
RECORD = 50_000_000  # bytes of one record or article, and of what stands before the first
PROLOG = 1_000_000  # bytes before the first element
TAGS = 4_000_000  # of one record or article: an element of four bytes takes a hundred in memory
TEXT = 20_000_000  # bytes of a plain text, or of one line of JSON
RECORDS = 200_000_000  # bytes of an export of records as text
_LONG = 1_000_000  # bytes of a record, after which its elements are counted
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16
_LONGEST = 200  # characters of a reason that quote the file
_PIECE = re.compile(rb"[^>]*>|[^>]+")
_MARKUP = re.compile(r"<|&(?!#)")

_REFUSED = (
    (r"amplification|entity reference loop", "its entities multiply without bound"),
    (r"Excessive depth", "its elements are nested deeper than 256"),
    (
        r"(?i)too long|too big|limit exceeded|huge",
        "a single text, name or comment of it is longer than a parser allows",
    ),
)


class TooMuch(OSError):
    """A limit was reached, or something else stands where compressed data should; `strerror` says what."""

    def __init__(self, why: str) -> None:
        super().__init__(0, why)


class Plain:
    """A file's bytes, unpacked where it is gzip, whatever its name says; several members are read as one.

    `read` gives what could be unpacked before it raises OSError, EOFError or zlib.error.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        try:
            head = self._file.read(2)
            self._file.seek(0)
        except OSError:
            self._file.close()
            raise
        self._unpacker = zlib.decompressobj(31) if head == _GZIP else None
        self._packed, self._unpacked = 0, 0
        self._waiting = b""  # packed bytes read from the file and not unpacked yet
        self._error: Exception | None = None

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes, at most `size` (which must be positive) and at least one unless the file is at its end."""
        if self._unpacker is None:
            return self._file.read(size)
        if self._error:
            raise self._error
        try:
            plain = self._unpack(size)
        except (OSError, EOFError, zlib.error) as error:
            self._error = error
            raise
        self._unpacked += len(plain)
        if self._unpacked > MOST or self._unpacked > max(FREE, RATIO * self._packed):
            self._error = TooMuch(f"it unpacks to more than {_most(self._packed)}")
            raise self._error
        return plain

    def _unpack(self, size: int) -> bytes:
        while True:
            assert self._unpacker is not None
            if self._unpacker.eof and not self._next_member():
                return b""
            if not self._waiting:
                self._waiting = self._file.read(_CHUNK)
                self._packed += len(self._waiting)
                if not self._waiting:
                    raise EOFError
            plain = self._unpacker.decompress(self._waiting, size)
            self._waiting = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if plain:
                return plain

    def _next_member(self) -> bool:
        """Whether another member follows. Zeros at the end are padding, as of tapes; anything else is an error."""
        rest = self._waiting.lstrip(b"\x00")
        while len(rest) < 2 and (more := self._file.read(_CHUNK)):
            self._packed += len(more)
            rest = (rest + more).lstrip(b"\x00")
        if rest and not rest.startswith(_GZIP):
            raise TooMuch("something that is not compressed follows the compressed data")
        self._waiting, self._unpacker = rest, zlib.decompressobj(31)
        return bool(rest)

    def __enter__(self) -> Plain:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()


class _Bounded:
    """What a parser reads from: counts what went by since the last record that was taken out of it."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._bytes, self._tags = 0, 0

    def read(self, size: int) -> bytes:
        if self._bytes > RECORD:
            raise TooMuch(f"a single record is larger than {RECORD // 1_000_000} MB")
        if self._tags > TAGS:
            raise TooMuch(f"a single record has more than {TAGS // 2:,} elements")
        chunk = self._plain.read(size)
        self._bytes += len(chunk)
        if self._bytes > _LONG:  # of the few records that long alone, because counting takes time
            self._tags += chunk.count(b"<")
        return chunk

    def start_again(self) -> None:
        self._bytes, self._tags = 0, 0


def root_tag(path: Path) -> str:
    """The root element's name with its namespace, shortened; raises what `elements` raises.

    To be asked before anything else is parsed: it refuses entities that hold markup, whose elements libxml2 makes and
    frees behind lxml's back, and entities that hold entities.
    """
    parser = etree.XMLPullParser(events=("start",), **SAFE)
    with Plain(path) as plain:
        fed = 0
        while chunk := plain.read(_CHUNK):
            for piece in _PIECE.findall(chunk):  # so that nothing behind the root's own tag is parsed
                parser.feed(piece)
                for _, element in parser.read_events():
                    _refuse_markup(element.getroottree().docinfo.internalDTD)
                    return shortened(str(element.tag))
            fed += len(chunk)
            if fed > PROLOG:
                raise TooMuch(f"more than {PROLOG // 1_000_000} MB stand before its first element")
    parser.close()
    return ""


def _refuse_markup(declared: Any) -> None:
    for entity in declared.iterentities() if declared is not None else ():
        if _MARKUP.search(entity.content or ""):
            raise TooMuch("it declares entities that hold markup or other entities")


def elements(path: Path, tags: str | tuple[str, ...], event: str = "end", **options: bool) -> Iterator[Any]:
    """The elements of these tags in a stream, each to be cleared by who takes it; `options` overrule SAFE.

    Raises XMLSyntaxError, OSError (TooMuch where the file or one record is too large), EOFError or zlib.error, after
    all the elements before the place.
    """
    with Plain(path) as plain:
        source = _Bounded(plain)
        for _, element in etree.iterparse(source, events=(event,), tag=tags, **{**SAFE, **options}):
            yield element
            source.start_again()


def what_is_wrong(error: etree.XMLSyntaxError) -> tuple[str, bool]:
    """A syntax error as half a sentence, and whether the XML is refused for its cost, not for being broken."""
    message = collapse(error.error_log[-1].message if len(error.error_log) else error.msg or "broken off")
    for pattern, why in _REFUSED:
        if re.search(pattern, message):
            return why, True
    return shortened(message), False


def shortened(text: str) -> str:
    """What a reason quotes of a file, so that it stays a sentence on one line."""
    text = "".join(character if character.isprintable() else "\ufffd" for character in text[: _LONGEST + 1])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4] + " ..."


def _most(packed: int) -> str:
    if RATIO * packed > MOST:
        return f"{MOST // 1_000_000_000} GB"
    if RATIO * packed > FREE:
        return f"{RATIO} times its packed size"
    return f"{FREE // 1_000_000} MB, {RATIO} times its packed size at the least"
