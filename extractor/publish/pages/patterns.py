"""What the pattern files say of a pattern: for the page of a fact."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from extractor.resources import patterns_dir


@lru_cache(maxsize=1)
def _described() -> dict[str, dict[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for path in sorted(patterns_dir().glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for pattern in content.get("patterns", ()) if isinstance(content, dict) else ():
            found[pattern["id"]] = pattern | {"file": path.name}
    return found


def described(pattern_id: str) -> dict[str, Any]:
    """about, template, examples (texts) and file of a pattern ("a+b": of the first); empty for what no file
    holds. Patterns of cells have shapes instead of a template."""
    pattern = _described().get(pattern_id.partition("+")[0], {})
    examples = [example["text"] for example in pattern.get("examples", ()) if "text" in example]
    template = pattern.get("template") or "   ".join(pattern.get("shapes", ()))
    return {"about": pattern.get("about"), "template": template, "file": pattern.get("file"), "examples": examples[:3]}
