"""Regular expressions compiled once per machine instead of once per process.

Python compiles some 900 of them before the first text is read, which takes longer than all else until then. It has no
way of keeping what it compiled (pickling a pattern keeps its text), so this goes below `re`, to the code that its
compiler makes and its engine runs; where that is not as expected, `re` compiles as ever. What is kept tells the engine
more of the characters that can begin a match than `re` finds out (see initials); what it finds is the same.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, TypeVar

from extractor import initials
from extractor.cache import cache_dir, make_folder, write_whole
from extractor.errors import ExtractorError

_DIGEST = sha256().digest_size
_VERSION = sha256(Path(initials.__file__).read_bytes()).digest()  # what other versions of it found is not taken
_MOST = 20_000  # entries in the file, where patterns are edited day after day
T = TypeVar("T")
_known: dict[Any, Any] | None = None  # what is in the file, while `kept` is open


@contextmanager
def kept() -> Iterator[None]:
    """What is compiled or remembered in this block is taken from the cache folder, else added to it."""
    global _known
    if _known is not None:
        yield
        return
    path = cache_dir() / f"expressions-{sha256(sys.version.encode()).hexdigest()[:12]}"
    _known = _read(path)
    had, compile_anew = len(_known), _compiler.compile

    def compile_once(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return compile_anew(pattern, flags)
        try:
            code = remembered((_VERSION, pattern, int(flags)), lambda: _compiled(pattern, flags))
            return _compiler._sre.compile(pattern, *code)
        except (AttributeError, TypeError, ValueError):  # a Python whose inside is another
            return compile_anew(pattern, flags)

    _compiler.compile = compile_once
    try:
        yield
    finally:
        _compiler.compile = compile_anew
        known, _known = _known, None
        if len(known) > had:
            with suppress(ExtractorError):  # a cache that cannot be written costs time and nothing else
                make_folder(path.parent)
                content = marshal.dumps(known)
                write_whole(path, sha256(content).digest() + content)


def remembered(key: Any, make: Callable[[], T]) -> T:
    """What `make` makes of the key alone; both of simple types, which marshal takes."""
    if _known is None:
        return make()
    if key not in _known:
        _known[key] = make()
    found: T = _known[key]
    return found


def _compiled(pattern: str, flags: int) -> tuple[Any, ...]:
    """What the engine needs besides the text: as re._compiler.compile has it."""
    parsed = _parser.parse(pattern, flags)
    names: dict[str, int] = parsed.state.groupdict
    groups: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups[number] = name
    with _first_characters_told():
        code = [int(part) for part in _compiler._code(parsed, flags)]  # some are named constants, which marshal refuses
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(names), tuple(groups)


@contextmanager
def _first_characters_told() -> Iterator[None]:
    """The compiler is told what can begin a match, where it does not find that out."""
    usual = _compiler._get_charset_prefix
    _compiler._get_charset_prefix = lambda parsed, flags: (
        usual(parsed, flags) or initials.first_characters(parsed, flags)
    )
    try:
        yield
    finally:
        _compiler._get_charset_prefix = usual


def _read(path: Path) -> dict[Any, Any]:
    """What was written whole; nothing where it was damaged since."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    if sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return {}
    known: dict[Any, Any] = marshal.loads(content[_DIGEST:])
    return known if len(known) < _MOST else {}
