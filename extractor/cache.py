"""Where raw documents are kept as they came."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from extractor.errors import ExtractorError


def cache_dir() -> Path:
    """The folder EXTRACTOR_CACHE names, else ~/.cache/extractor. It need not exist yet."""
    named = os.environ.get("EXTRACTOR_CACHE")
    return Path(named).expanduser() if named else Path.home() / ".cache" / "extractor"


def make_folder(path: Path) -> Path:
    """The folder, made where it is missing; ExtractorError where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExtractorError(f"The cache folder {path} cannot be made: {error.strerror}.") from error
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write the file in one step, so that a stopped run leaves the whole file or none."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            try:
                file.write(content)
                file.close()
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ExtractorError(f"The cache file {path} cannot be written: {error.strerror}.") from error
