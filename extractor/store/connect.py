"""Opening a database: is it ours, is it of this version, and what went wrong if not, in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from extractor.errors import ExtractorError
from extractor.store.schema_added import migrations

_LOCK_TIMEOUT_S = 30

# What SQLite says (a part of it) and what the user is told; the first that fits.
_PLAIN = (
    ("file is not a database", "{path} is not a SQLite database; give another path with --db."),
    ("malformed", "{path} is damaged; restore it from a backup or build it anew."),
    ("disk is full", "The disk that holds {path} is full; what was saved before is intact."),
    ("disk i/o error", "{path} cannot be read or written (disk error or full disk); what was saved before is intact."),
    ("readonly", "{path} cannot be written; give a writable path with --db."),
    ("unable to open", "{path} cannot be opened; check that it is a file and that its folder can be written."),
    ("locked", "{path} is being written by another process; wait for it to end."),
)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into an ExtractorError; errors of our own statements stay as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error).lower()
        for part, sentence in _PLAIN:
            if part in said:
                raise ExtractorError(sentence.format(path=path)) from error
        raise


def open_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection with named columns. An older file is upgraded first, after a backup beside it."""
    if not path.is_file():
        raise ExtractorError(f"There is no database at {path}; make one with `extractor run`.")
    with plain_errors(path):
        with closing(_connect_read_only(path)) as connection:
            if not _is_ours(connection, path):
                raise ExtractorError(f"There is nothing in {path} yet; fill it with `extractor run`.")
            is_older = _pending(connection)
        if is_older:
            close_writer(open_writer(path))
        connection = _connect_read_only(path)
    connection.row_factory = sqlite3.Row
    return connection


def _connect_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_LOCK_TIMEOUT_S)


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that may write, to a database of this version, made or upgraded here where needed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExtractorError(f"The folder of {path} cannot be made: {error.strerror}.") from error
    with plain_errors(path):
        connection = sqlite3.connect(path, timeout=_LOCK_TIMEOUT_S)
        try:
            ours = _is_ours(connection, path)
            if not ours or _pending(connection):
                if ours:
                    _back_up(connection, path)
                migrations.apply(Database(connection))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: a crash may lose the last batch, no more
            connection.execute("PRAGMA cache_size = -64000")
        except BaseException:
            connection.close()
            raise
    return connection


def close_writer(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log into the one file, unless somebody is reading it just now, and close."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        pass  # the log stays beside the file; it is part of the database and read with it
    finally:
        connection.close()


def _applied(connection: sqlite3.Connection) -> list[str]:
    return [migration.name for migration in migrations.applied(Database(connection))]


def _pending(connection: sqlite3.Connection) -> bool:
    return bool(migrations.pending(Database(connection)))


def _is_ours(connection: sqlite3.Connection, path: Path) -> bool:
    """True for a database of extractor, False for an empty one; ExtractorError for any other or a newer one."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return False
    applied = _applied(connection)
    # An interrupted first migration leaves its bookkeeping table and nothing else.
    if not applied and tables - {"_sqlite_migrations", "sqlite_sequence"}:
        raise ExtractorError(f"{path} is a database of another program; give another path with --db.")
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    if set(applied) - known:
        raise ExtractorError(f"{path} was made by a newer version of extractor; upgrade extractor to use it.")
    return bool(applied)


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the database to `<name>.backup-<version>.db`, where the version is its number of migrations."""
    backup = path.with_name(f"{path.stem}.backup-{len(_applied(connection))}.db")
    half = backup.with_name(backup.name + ".part")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as copy:
        connection.backup(copy)
    half.replace(backup)
