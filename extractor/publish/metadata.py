"""What datasette is told: `db/datasette.yaml`, put under the name of the database that is served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from extractor.errors import ExtractorError
from extractor.publish.curation.accounts import plugin_settings
from extractor.resources import db_dir

# A database of one of these names would share addresses with our pages.
_TAKEN = {"search", "paper", "fact", "charts", "reviews", "pool", "compare", "decisions", "tables", "site"}


def served_name(db: Path) -> str:
    """What datasette calls the database: the name of its file without the suffix."""
    return f"{db.stem}-db" if db.stem in _TAKEN else db.stem


def load_metadata(db: Path) -> dict[str, Any]:
    """Datasette's metadata for the database `db`. The file describes one database, whatever its file is called."""
    source = db_dir() / "datasette.yaml"
    try:
        metadata = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ExtractorError(f"{source} cannot be read: {error}.") from error
    metadata.pop("columns", None)  # anchors for the tables below it
    plugins = {"datasette-auth-passwords": plugin_settings(db)}
    return {**metadata.pop("site"), "databases": {served_name(db): metadata["database"]}, "plugins": plugins}
