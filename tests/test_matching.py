"""The language of patterns: templates over masked sentences, term lists, pattern files."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.matching import Item, Line, TermList, check, load_patterns
from extractor.matching.line import CODE, bits
from extractor.matching.template import TemplateError, compile_template, required
from extractor.measures import lex


def line_of(text: str) -> Line:
    """A sentence with its measures, and `patients` as people."""
    items = [Item(m.kind, m.start, m.end, m) for m in lex(text)]
    people = TermList([{"term": "patient", "name": "patient"}], "people")
    return Line.of(text, 0, len(text), [*items, *people.find(text, 0, len(text))])


@pytest.mark.parametrize(
    ("template", "text", "found"),
    [
        ("{percent}", "It was 12% and 8%.", ["12%", "8%"]),
        ("{number} of {number}", "In 12 of 40 and three of nine.", ["12 of 40", "three of nine"]),
        ("{int:n} {people}", "We saw 12 patients, not three patients.", ["12 patients"]),
        ("{number} [the] {people}", "Of 12 the patients and 9 patients.", ["12 the patients", "9 patients"]),
        (
            "{people} (had|with) pain",
            "Two patients had pain; one patient with pain.",
            ["patients had pain", "patient with pain"],
        ),
        ("{number} <{percent}>", "Seen in 12 (30%), nine [22%] and 4 30%.", ["12 (30%)", "nine [22%]"]),
        ("{number} .. {people}", "The 12 very old Greek patients.", ["12 very old Greek patients"]),
        ("{number} .. {people}", "The 12 very old and tired Greek patients.", []),
        ("{number} .. {people}", "The 12 old, tired patients.", []),
        ("{number} ... {people}", "The 12 old, tired patients.", ["12 old, tired patients"]),
        ("{number} ... {people}", "The 12 old (tired) patients.", []),
        (
            "{people} .... {percent}",
            "Patients (old, of 40 in all) got it: 12%.",
            ["Patients (old, of 40 in all) got it: 12%"],
        ),
        ("{people} .... {percent}", "Patients got it; later 12%.", []),
        ("respond~ to", "They responded to it, responding to all.", ["responded to", "responding to"]),
        ("RESPONDED", "They responded.", ["responded"]),
        ("{phrase} in {percent}", "Rash was seen in 12%.", ["Rash was seen in 12%"]),
        ("{percent}(,|;) {percent}", "It was 12%, 9%; 8% 7%.", ["12%, 9%"]),
    ],
)
def test_templates(template: str, text: str, found: list[str]) -> None:
    line = line_of(text)
    regex = compile_template(template)
    spans = [(line.offset(m.start()), line.offset(m.end())) for m in regex.finditer(line.text)]
    assert [text[s:e].strip() for s, e in spans] == found


@pytest.mark.parametrize(
    ("template", "kinds"),
    [
        ("{percent} of {number}", [{"percent"}, {"int", "word"}]),
        ("{percent} [of {number}]", [{"percent"}]),
        ("(in {percent}|of {people}) {number}", [{"int", "word"}]),
        ("{percent}|{number}", []),
        ("{phrase} in {percent}", [{"percent"}]),
    ],
)
def test_what_a_sentence_must_hold(template: str, kinds: list[set[str]]) -> None:
    assert required(template) == tuple(bits(group) for group in kinds)


@pytest.mark.parametrize("template", ["{nonsense}", "{percent} ^", "(one", "[two"])
def test_templates_that_cannot_be_read(template: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template)


def test_a_masked_sentence_leads_back_to_its_items() -> None:
    text = "In 12 of 40 patients (30%)."
    line = line_of(text)
    assert line.text == f"In {CODE['int']} of {CODE['int']} {CODE['people']} ({CODE['percent']})."
    places = [(line.offset(line.position(item)), item.start) for item in line.items]
    assert [a for a, _ in places] == [b for _, b in places] == [3, 9, 12, 22]
    assert line.offset(len(line.text)) == len(text)
    whole = line.replace([Item("rate", 3, 25)])
    assert whole.text == f"In {CODE['rate']})."


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("rash", "Rashes and a rash.", ["Rashes", "rash"]),
        (
            "injection site reaction",
            "Two injection-site reactions, injection site reactions.",
            ["injection site reactions"],
        ),
        ("*penia", "Neutropenia, not penial pain.", ["Neutropenia"]),
        ("neuropath*", "Neuropathy and neuropathic pain.", ["Neuropathy", "neuropathic"]),
        ("OS", "OS was long, os was not.", ["OS"]),
        ("toxicity", "Toxicities of all kinds.", ["Toxicities"]),
        ("metastasis", "Metastases, no metastatic disease.", ["Metastases"]),
        ("*-free survival", "Flare-free survival, free survival, flare-free.", ["Flare-free survival"]),
        ("adverse * event", "An adverse kidney event, adverse events.", ["adverse kidney event"]),
    ],
)
def test_term_lists(entry: str, text: str, found: list[str]) -> None:
    items = TermList([{"term": entry, "name": entry}], "event").find(text, 0, len(text))
    assert [text[i.start : i.end] for i in items] == found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("kind: rate\npatterns: [{id: x}]", "the field 'template' is missing"),
        ("kind: rate\npatterns: [{id: x, template: '{nonsense}'}]", "there is no kind 'nonsense'"),
        ("kind: rate\npatterns: [{id: x, template: '{percent}', example: []}]", "x has the unknown field example"),
        ("kind: cell\npatterns: [{id: x, template: '{percent}'}]", "x has the unknown field template"),
        ("kind: rate\npatterns: {", "cannot be used"),
        ("patterns: 3", "cannot be used"),
        (
            "kind: rate\npatterns: [{id: rate.percent, template: '{percent}'}]",
            "the pattern id rate.percent is used twice",
        ),
    ],
)
def test_pattern_files_that_cannot_be_used(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "own.yml").write_text(content)
    with pytest.raises(ExtractorError, match=sentence):
        load_patterns(tmp_path)


def test_no_folder_of_patterns(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="There is no pattern folder"):
        load_patterns(tmp_path / "none")


def test_every_pattern_has_an_example_a_counter_example_and_a_sane_confidence() -> None:
    patterns = load_patterns()
    assert check(patterns) == []
    lacking = [p.id for p in patterns.patterns if not p.counter_examples]
    assert lacking + [p.id for p in patterns.cells if not p.counter_examples] == []


def test_the_fingerprint_tells_pattern_sets_apart(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("kind: rate\npatterns: [{id: own, template: '{percent}'}]")
    assert load_patterns().fingerprint == load_patterns().fingerprint != load_patterns(tmp_path).fingerprint
