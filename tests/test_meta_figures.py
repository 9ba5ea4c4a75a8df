"""Figures: as the committed images (looked at by a person), the same bytes on every run, and nothing overlapping."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pytest
import yaml
from matplotlib.figure import Figure
from PIL import Image

from extractor.errors import UsageError
from extractor.review.meta.choices import Measure, Method
from extractor.review.meta.figures import Labels, forest, funnel, save, svg
from extractor.review.meta.figures.scale import Scale, scale
from extractor.review.meta.reading.table import read_table
from extractor.review.meta.statistics import Analysis, analyse
from extractor.review.meta.studies import Counts, Study
from extractor.review.screening.figure import flow_diagram
from extractor.review.screening.flow import Column, Flow, flow_of

IMAGES = Path(__file__).parent / "images"
HE_FLOW = Path(__file__).parents[1] / "docs" / "screening" / "he2014.yml"
BCG = Path(__file__).parents[1] / "docs" / "meta" / "bcg.csv"
TOLERANCE = 3.0  # root mean square of the differences in brightness: another machine draws letters a hair apart

HE_2014 = [Study("Study 1", Counts(25, 32), Counts(14, 16)), Study("Study 2", Counts(12, 14), Counts(13, 15))]
AWKWARD = [
    Study("A consortium with a long collective name that goes on for more than a line 1960",
          Counts(3, 231), Counts(11, 220), "B & $x_1$"),
    Study("Nobody 1999", Counts(0, 20), Counts(0, 20), "B & $x_1$"),
    Study("Huge 2001", Counts(505, 188391), Counts(499, 88391), "<C>"),
    Study("Zero 2002", Counts(0, 20), Counts(9, 20), "<C>"),
]  # fmt: skip


def he_2014() -> Analysis:
    return analyse(HE_2014, Measure("OR"), Method("MH"))


def bcg(measure: str = "RR") -> Analysis:
    return analyse(read_table(BCG, "allocation"), Measure(measure), Method("DL"))


def awkward() -> Analysis:
    return analyse(AWKWARD, Measure("OR"), Method("MH"))


def proportions() -> Analysis:
    return analyse([Study(s.name, s.treated) for s in AWKWARD], Measure("PROP"), Method("DL"))


LONG_FLOW = Flow(
    Column(
        {"PubMed: tablets AND (headache OR migraine) AND adults AND randomised": 12345, "Embase": 820, "Register": 12},
        {"Duplicate records": 700, "Errata and notices of other records": 12},
        {"Not a clinical study of patients with relapsed or refractory headache": 9000, "$x_1$ < 15 patients": 1030},
        5,
        {"Averyveryverylongwordwithoutanyblankinitthatgoesonbeyondtheboxanditsframe": 3, "Wrong outcome": 7},
        {"screening": 40, "eligibility": 3},
    ),
    ("Register",),
    Column({"Websites": 3, "Citation searching": 14}, {}, {}, 2, {"Fewer than 15 patients": 10}),
    studies=2300,
    pooled=2,
    title="Tablets for headache",
)
LONG = Labels("Dexamethasone plus bortezomib and lenalidomide", "Dexamethasone plus placebo", "A title")
FIGURES = {
    "he_2014": lambda: forest(he_2014(), Labels("+ATO", "-ATO", beneficial=True)),
    "bcg": lambda: forest(bcg(), Labels("BCG vaccine", "No vaccine")),
    "awkward": lambda: forest(awkward(), LONG),
    "proportions": lambda: forest(proportions()),
    "differences": lambda: forest(bcg("RD")),
    "bcg_funnel": lambda: funnel(bcg()),
    "proportions_funnel": lambda: funnel(proportions()),
    "flow_he_2014": lambda: flow_diagram(flow_of(yaml.safe_load(HE_FLOW.read_text(encoding="utf-8")), "he2014.yml")),
    "flow_short": lambda: flow_diagram(Flow(Column({"PubMed": 1}))),
    "flow_long": lambda: flow_diagram(LONG_FLOW),
}


def small(figure: Figure, path: Path) -> Image.Image:
    """The figure in grey, at a third of its size, saved under `path` as well."""
    save(figure, path)
    image = Image.open(path).convert("L").reduce(3)
    image.save(path, optimize=True)
    return image


def unlike(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return float(np.sqrt(np.mean((np.asarray(one, dtype=float) - np.asarray(other, dtype=float)) ** 2)))


@pytest.mark.parametrize("name", FIGURES)
def test_figures_look_as_they_did(tmp_path, name):
    """A figure that is meant to look otherwise: look at it, then copy it over the image that it is compared with."""
    drawn = small(FIGURES[name](), tmp_path / f"{name}.png")
    assert unlike(Image.open(IMAGES / f"{name}.png"), drawn) < TOLERANCE, tmp_path / f"{name}.png"


def test_a_difference_is_seen(tmp_path):
    other = forest(he_2014(), Labels("+ATO", "-AT0", beneficial=False))
    assert unlike(Image.open(IMAGES / "he_2014.png"), small(other, tmp_path / "he.png")) > TOLERANCE


@pytest.mark.parametrize("suffix", [".svg", ".png"])
@pytest.mark.parametrize("name", ["bcg", "bcg_funnel", "flow_long"])
def test_the_same_bytes_whatever_the_users_settings(tmp_path, name, suffix):
    paths = [tmp_path / f"{i}{suffix}" for i in range(2)]
    save(FIGURES[name](), paths[0])
    with matplotlib.rc_context({"font.size": 20, "svg.fonttype": "none", "savefig.dpi": 30, "font.family": "serif"}):
        save(FIGURES[name](), paths[1])
    one, other = (path.read_bytes() for path in paths)
    assert one == other
    assert b"<dc:date>" not in one


def test_svg_stands_inside_a_page():
    text = svg(forest(he_2014()))
    assert text.startswith("<svg ")
    assert text.rstrip().endswith("</svg>")


@pytest.mark.parametrize("name", [name for name in FIGURES if "funnel" not in name])
def test_no_two_texts_overlap(name):
    """Every text of a forest plot or flow diagram lies on the page, and on no other text."""
    figure = FIGURES[name]()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text()]
    boxes, page = [(text.get_text(), text.get_window_extent()) for text in texts], figure.bbox
    for i, (words, box) in enumerate(boxes):
        assert min(box.x0 - page.x0, page.x1 - box.x1, box.y0 - page.y0, page.y1 - box.y1) >= 0, words
        over = [other for other, place in boxes[:i] if box.padded(-2).overlaps(place.padded(-2))]
        assert over == [], words


def test_another_suffix(tmp_path):
    with pytest.raises(UsageError) as error:
        save(forest(he_2014()), tmp_path / "plot.pdf")
    assert str(error.value) == f"{tmp_path / 'plot.pdf'} must end in .png or .svg, which say what kind of figure it is."


@pytest.mark.parametrize(
    ("analysis", "ticks"),
    [
        (he_2014(), (0.05, 0.2, 1, 5, 20)),
        (bcg(), (0.05, 0.2, 1, 5, 20)),
        (bcg("RD"), (-0.5, -0.25, 0, 0.25, 0.5)),
        (proportions(), (0, 0.05, 0.1, 0.15, 0.2, 0.25)),
    ],
    ids=["odds ratio", "risk ratio", "risk difference", "proportion"],
)
def test_axes(analysis, ticks):
    assert scale(analysis, 0, 1).ticks == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("is_log", "ticks", "value", "place"),
    [(True, (0.1, 1, 10), 1, 5.0), (True, (0.1, 1, 10), 0.001, 4.0), (True, (0.1, 1, 10), 0, 4.0),
     (False, (0, 0.5, 1), 0.75, 5.5), (False, (0, 0.5, 1), 3, 6.0)],
)  # fmt: skip
def test_places_on_an_axis(is_log, ticks, value, place):
    assert Scale(ticks, is_log, 4.0, 6.0).x(value) == pytest.approx(place)
