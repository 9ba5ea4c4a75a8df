"""`model list|install`: scispaCy models, from AllenAI's release address."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from rich.table import Table
from tqdm import tqdm

from extractor.cache import cache_dir, make_folder
from extractor.commands.summary import console
from extractor.errors import ExtractorError, UsageError

RELEASE = "0.5.4"
_ADDRESS = f"https://s3-us-west-2.amazonaws.com/ai2-s2-scispacy/releases/v{RELEASE}"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CHUNK = 1 << 18

# Name, and what it was trained for.
MODELS = (
    ("en_core_sci_sm", "general, small"),
    ("en_core_sci_md", "general, with word vectors"),
    ("en_core_sci_lg", "general, with more word vectors"),
    ("en_core_sci_scibert", "general, transformer (needs spacy-transformers)"),
    ("en_ner_bc5cdr_md", "entities: disease, chemical"),
    ("en_ner_jnlpba_md", "entities: DNA, RNA, protein, cell"),
    ("en_ner_craft_md", "entities: gene, taxon, cell, chemical"),
    ("en_ner_bionlp13cg_md", "entities: cancer genetics"),
)


def show() -> None:
    """The known models, and the version that is installed."""
    table = Table("model", "what for", "installed", box=None, header_style="bold", pad_edge=False)
    for name, purpose in MODELS:
        table.add_row(name, purpose, _installed_version(name) or "-")
    console().print(table)


def install(name: str) -> None:
    """Download, verify, install without dependencies, and load once. A model that does not load is taken out."""
    if name not in {known for known, _ in MODELS}:
        raise UsageError(f"There is no scispaCy model {name!r}; `extractor model list` shows those there are.")
    url = f"{_address()}/{name}-{RELEASE}.tar.gz"
    spacy_before = metadata.version("spacy")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / f"{name}-{RELEASE}.tar.gz"
        _download(url, archive)
        digest = _verify(archive)
        _pip("install", "--no-deps", "--force-reinstall", str(archive))
    complaint = _load_complaint(name)
    if complaint is None and _run_python("import importlib.metadata as m; print(m.version('spacy'))") != spacy_before:
        complaint = "it changed spaCy"
    if complaint is not None:
        _pip("uninstall", "--yes", name)
        raise ExtractorError(f"{name} was installed but cannot be used, and was removed again: {complaint}")
    _record(archive.name, digest)
    print(f"{name} {_installed_version(name) or RELEASE} is installed; use it with --model {name}.")


def _installed_version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _address() -> str:
    """Where the models are: HTTPS, or for tests and mirrors of one's own a folder or this machine."""
    address = os.environ.get("EXTRACTOR_MODEL_URL", _ADDRESS).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme in ("https", "file") or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return address
    raise UsageError(f"EXTRACTOR_MODEL_URL is {address}; models come over https: or from a file: address only.")


def _download(url: str, target: Path) -> None:
    if url.startswith("file:"):
        source = Path(url2pathname(urlsplit(url).path))
        if not source.is_file():
            raise ExtractorError(f"There is no model at {source}.")
        shutil.copyfile(source, target)
        return
    import requests

    try:
        with requests.get(url, stream=True, timeout=60) as answer:
            if answer.status_code != requests.codes.ok:
                raise ExtractorError(f"{url} cannot be had: the server answered {answer.status_code}.")
            size = int(answer.headers.get("Content-Length", 0))
            with (
                target.open("wb") as file,
                tqdm(total=size or None, unit="B", unit_scale=True, desc=target.name) as bar,
            ):
                for chunk in answer.iter_content(_CHUNK):
                    bar.update(file.write(chunk))
    except requests.RequestException as error:
        raise ExtractorError(f"{url} cannot be reached; is there a network? ({type(error).__name__})") from error
    if size and target.stat().st_size != size:
        raise ExtractorError(f"{url} came incomplete; try again.")


def _hashes() -> dict[str, str]:
    try:
        content = json.loads((cache_dir() / "models" / "sha256.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _verify(archive: Path) -> str:
    """The archive's SHA-256; raises ExtractorError where an earlier install recorded another one."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = _hashes().get(archive.name, digest)
    if known != digest:
        raise ExtractorError(
            f"{archive.name} is not what was installed before (SHA-256 {digest}, then {known}); nothing was installed."
        )
    return digest


def _record(name: str, digest: str) -> None:
    folder = make_folder(cache_dir() / "models")
    part = folder / "sha256.json.part"
    part.write_text(json.dumps({**_hashes(), name: digest}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(folder / "sha256.json")


def _pip(verb: str, *arguments: str) -> None:
    if find_spec("pip"):
        command = [sys.executable, "-m", "pip", verb, "--quiet", "--disable-pip-version-check", *arguments]
    elif uv := shutil.which("uv"):
        arguments = tuple("--reinstall" if a == "--force-reinstall" else a for a in arguments if a != "--yes")
        command = [uv, "pip", verb, "--quiet", "--python", sys.executable, *arguments]
    else:
        raise ExtractorError("Models are installed with pip or uv, and neither is installed here.")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise ExtractorError(f"pip could not {verb} the model: {said[-1][:300]}")


def _load_complaint(name: str) -> str | None:
    """Load the model and read a sentence with it, in a process of its own: this one's imports are from before."""
    sentence = "Of 40 patients given aspirin, 12 (30%) responded."
    code = f"from extractor.nlp import make_nlp; make_nlp({name!r}).annotate({sentence!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    said = done.stderr.strip().splitlines() or ["it does not load"]
    return said[-1].removeprefix("extractor.errors.ExtractorError: ")[:300]


def _run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
