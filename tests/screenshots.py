"""The pictures in the README: `python -m tests.screenshots` makes them anew, of invented papers."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browsed import ROOT, chromium, invented, serving

OUT = ROOT / "docs" / "images"
COLOURS = 64  # enough for flat pages, and a third of the size
# file, address, colour scheme, what the pointer rests on
PICTURES = (
    ("paper.png", "/paper/PMID:1", "light", "a.mark.response_rates"),
    ("charts.png", "/charts?drug=sunitinib#rates", "dark", None),
)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(invented(Path(folder) / "facts.db")) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for file, path, scheme, pointed in PICTURES:
            page = browser.new_page(viewport={"width": 1000, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{address}{path}")
            if pointed:
                page.hover(pointed)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").quantize(COLOURS).save(OUT / file, optimize=True)
            print(OUT / file, file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()
