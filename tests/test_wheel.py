"""The wheel holds what it needs, and works where the checkout is not.

The quick test borrows the installed dependencies of this environment; the long one installs them all, as a user does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import extractor
from extractor.commands.model import RELEASE

ROOT = Path(__file__).parents[1]
# What the pages of a served database answer.
SERVED = """
import asyncio, os, pathlib, sys
from extractor.publish.serve import application
site = application(pathlib.Path(sys.argv[1])).client
async def ask():
    print(*[(await site.get(path)).status_code for path in ("/", "/paper/ID:one", "/site/site.css")], flush=True)
asyncio.run(ask())
os._exit(0)  # datasette's threads do not end by themselves
"""
TEXT = "Bortezomib 1.3 mg/m2 was given to 54 patients."


def command(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what belongs to the project, so that a build folder in the checkout cannot help."""
    source = tmp_path_factory.mktemp("source") / "project"
    ignored = shutil.ignore_patterns("__pycache__", ".*", "build", "dist")
    source.mkdir()
    for name in ("extractor", "patterns", "corpora", "db"):
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE.md"):
        shutil.copy(ROOT / name, source / name)
    (source / "db" / "extractor.db").write_text("a database that must stay at home")
    out = tmp_path_factory.mktemp("wheel")
    done = command(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = out.glob("*.whl")
    return built


def make_environment(folder: Path) -> Path:
    """A new virtual environment with pip; its Python."""
    if uv := shutil.which("uv"):
        done = command(uv, "venv", "--quiet", "--seed", "--python", sys.executable, folder, cwd=folder.parent)
    else:
        done = command(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder / "bin" / "python"


def install(python: Path, *what: object) -> None:
    if uv := shutil.which("uv"):
        done = command(uv, "pip", "install", "--quiet", "--python", python, *what, cwd=python.parent)
    else:
        done = command(python, "-m", "pip", "install", "--quiet", *what, cwd=python.parent)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def quick_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone is installed; a .pth file lends the dependencies. The editable install does not come along."""
    python = make_environment(tmp_path_factory.mktemp("quick") / "env")
    where = command(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=python.parent)
    Path(where.stdout.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install(python, "--no-deps", wheel)
    return python


@pytest.fixture(scope="module")
def full_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = make_environment(tmp_path_factory.mktemp("full") / "env")
    install(python, wheel)
    return python


def data_files() -> set[str]:
    """What of the checkout's data folders the wheel must carry."""
    kept = []
    for folder in ("patterns", "corpora/gold", "db"):
        kept += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix() for path in kept if ".db" not in path.name and path.name[0] != "."}
    return {f"extractor/_data/{name}" for name in names if "__pycache__" not in name}


def test_the_wheel_holds_code_and_data_and_no_database(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = [path for path in (ROOT / "extractor").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    code = {path.relative_to(ROOT).as_posix() for path in files}
    assert {path.suffix for path in files} == {".py", ".typed", ".html", ".css", ".js", ".R"}
    assert len(data_files()) > 10
    assert {name for name in names if "/_data/" in name} == data_files()
    assert names - data_files() == code


def check(python: Path, tmp_path: Path) -> None:
    """The installed command works in another folder, with its own data."""
    program = python.parent / "extractor"
    where = command(python, "-c", "import extractor; print(extractor.__file__)", cwd=tmp_path)
    assert str(ROOT) not in where.stdout
    listed = command(program, "patterns", "list", "--json", cwd=tmp_path)
    own = command(sys.executable, "-m", "extractor", "patterns", "list", "--json", cwd=tmp_path)
    assert (listed.returncode, listed.stdout) == (0, own.stdout), listed.stderr
    facts = subprocess.run(
        [program, "text", "--json"], input=TEXT, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    found = [json.loads(line) for line in facts.stdout.splitlines()]
    assert {fact["table"] for fact in found} == {"drugs", "doses", "patient_counts"}, facts.stderr
    (tmp_path / "one.txt").write_text(TEXT)
    ran = command(program, "run", "one.txt", "--jobs", 1, cwd=tmp_path)
    assert (ran.returncode, (tmp_path / "db" / "extractor.db").is_file()) == (0, True), ran.stderr
    served = command(python, "-c", SERVED, tmp_path / "db" / "extractor.db", cwd=tmp_path)
    assert served.stdout == "200 200 200\n", served.stderr
    gold = command(program, "validate", "--json", "--db", tmp_path / "db" / "extractor.db", cwd=tmp_path)
    assert json.loads(gold.stdout)["papers"] > 0, gold.stderr


def test_the_wheel_runs(quick_environment: Path, tmp_path: Path) -> None:
    check(quick_environment, tmp_path)
    version = command(quick_environment.parent / "extractor", "--version", cwd=tmp_path)
    assert version.stdout == f"extractor {extractor.__version__}\n"


@pytest.mark.long
def test_the_wheel_runs_with_dependencies_of_its_own(full_environment: Path, tmp_path: Path) -> None:
    check(full_environment, tmp_path)


# `extractor model install` changes the environment it runs in, hence here.

MODEL = "en_core_sci_sm"


def model_archive(folder: Path, *, loads: bool = True) -> Path:
    """A tiny model, packed as the released ones are: a source distribution whose package has a `load`."""
    import spacy

    name = f"{MODEL}-{RELEASE}"
    tree = folder / "unpacked" / name
    package = tree / MODEL
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.meta.update(name=MODEL.removeprefix("en_"), version=RELEASE)
    package.mkdir(parents=True)
    nlp.to_disk(package / name)
    shutil.copy(package / name / "meta.json", package)
    load = "return load_model_from_init_py(__file__, **o)" if loads else "raise ValueError('of another spaCy')"
    (package / "__init__.py").write_text(
        f"from spacy.util import load_model_from_init_py\ndef load(**o):\n    {load}\n"
    )
    (tree / "setup.py").write_text(
        "from setuptools import setup\n"
        f"setup(name={MODEL!r}, version={RELEASE!r}, packages=[{MODEL!r}], package_data={{{MODEL!r}: ['**/*']}},\n"
        "      include_package_data=True, install_requires=['spacy==3.7.4'])\n"  # an older one, as theirs say
    )
    (tree / "MANIFEST.in").write_text(f"recursive-include {MODEL} *\n")
    target = folder / f"{name}.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        archive.add(tree, name)
    shutil.rmtree(folder / "unpacked")
    return target


def spacy_version(python: Path) -> str:
    return command(python, "-c", "import importlib.metadata as m; print(m.version('spacy'))", cwd=python.parent).stdout


@pytest.mark.long
def test_a_model_is_installed_verified_and_loaded(quick_environment: Path, tmp_path: Path) -> None:
    program, release = quick_environment.parent / "extractor", tmp_path / "release"
    release.mkdir()
    archive = model_archive(release)
    environment = {"EXTRACTOR_MODEL_URL": release.as_uri(), "EXTRACTOR_CACHE": str(tmp_path / "cache")}
    before = spacy_version(quick_environment)

    done = command(program, "model", "install", MODEL, cwd=tmp_path, **environment)
    assert (done.returncode, done.stdout) == (0, f"{MODEL} {RELEASE} is installed; use it with --model {MODEL}.\n"), (
        done
    )
    assert spacy_version(quick_environment) == before
    listed = command(program, "model", "list", cwd=tmp_path)
    assert [line.split()[-1] for line in listed.stdout.splitlines() if line.startswith(MODEL)] == [RELEASE]
    explained = command(program, "explain", TEXT, "--model", MODEL, cwd=tmp_path)
    assert explained.returncode == 0, explained.stderr

    archive.unlink()
    model_archive(release, loads=False)
    changed = command(program, "model", "install", MODEL, cwd=tmp_path, **environment)
    assert changed.returncode == 1
    assert "is not what was installed before" in changed.stderr
    assert command(program, "explain", TEXT, "--model", MODEL, cwd=tmp_path).returncode == 0

    environment["EXTRACTOR_CACHE"] = str(tmp_path / "another_cache")
    damaged = command(program, "model", "install", MODEL, cwd=tmp_path, **environment)
    assert damaged.returncode == 1
    assert "cannot be used, and was removed again" in damaged.stderr
    assert "does not fit this version of spaCy" in damaged.stderr
    assert not (tmp_path / "another_cache" / "models").exists()
    listed = command(program, "model", "list", cwd=tmp_path)
    assert [line.split()[-1] for line in listed.stdout.splitlines() if line.startswith(MODEL)] == ["-"]


@pytest.mark.parametrize(
    ("address", "code", "sentence"),
    [
        ("http://example.org/models", 2, "models come over https: or from a file: address only."),
        ("file:///no/such/folder", 1, f"There is no model at /no/such/folder/{MODEL}-{RELEASE}.tar.gz."),
        ("http://127.0.0.1:9", 1, "cannot be reached; is there a network?"),
    ],
)
def test_a_model_that_cannot_be_had(tmp_path: Path, address: str, code: int, sentence: str) -> None:
    done = command(
        sys.executable, "-m", "extractor", "model", "install", MODEL, cwd=tmp_path, EXTRACTOR_MODEL_URL=address
    )
    assert (done.returncode, done.stdout, done.stderr.startswith("extractor: ")) == (code, "", True)
    assert sentence in done.stderr
