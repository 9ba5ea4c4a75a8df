"""Curators' accounts: a folder beside the database with a file per curator, which holds a hash of the password.

Never in the database, which anyone may download. The folder also keeps the key that signs who is logged in, so that
a restart logs nobody out.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from extractor.errors import ExtractorError, UsageError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_SHORTEST_PASSWORD = 8
_KEY = ".key"


def folder_of(db: Path) -> Path:
    """Where the accounts of a database are: `extractor.db-curators` beside `extractor.db`."""
    return db.with_name(f"{db.name}-curators")


def names(db: Path) -> list[str]:
    folder = folder_of(db)
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.name != _KEY and path.stat().st_size)


def add(db: Path, name: str, password: str) -> None:
    """Make an account, or give it another password."""
    from datasette_auth_passwords.utils import hash_password

    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a curator; use up to 40 letters, digits and hyphens.")
    if len(password) < _SHORTEST_PASSWORD:
        raise UsageError(f"The password is too short; use at least {_SHORTEST_PASSWORD} characters.")
    _write(folder_of(db) / name, str(hash_password(password)))


def remove(db: Path, name: str) -> None:
    """Take an account away, at once; what the curator decided stays.

    The file stays, empty: a server that is running reads it with every request.
    """
    if name not in names(db):
        raise ExtractorError(f"There is no curator {name!r}; `extractor curator list` shows them.")
    _write(folder_of(db) / name, "")


def plugin_settings(db: Path) -> dict[str, dict[str, str]]:
    """What datasette-auth-passwords is told: where each curator's hash is, never the hash itself."""
    return {f"{name}_password_hash": {"$file": str(folder_of(db).resolve() / name)} for name in names(db)}


def signing_key(db: Path) -> str | None:
    """The key of the logins; None where there is no curator, so that nobody can log in."""
    if not names(db):
        return None
    path = folder_of(db) / _KEY
    try:
        if not path.is_file():
            _write(path, secrets.token_hex(32))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ExtractorError(f"{path} cannot be read: {error.strerror}.") from error


def _write(path: Path, content: str) -> None:
    """Readable by nobody else."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise ExtractorError(f"{path} cannot be written: {error.strerror}.") from error
