"""drug-named-entity-recognition as it is: its names are the drugs; an amount belongs to the nearest of them."""

from __future__ import annotations

import re

from drug_named_entity_recognition import find_drugs

from bench.accuracy.baselines.rows import distinct, fact, nearest, number, sentences
from bench.accuracy.contenders import Read, Rows
from extractor.evaluate.matching import Row
from extractor.records import Paper, Passage

Found = tuple[int, int, str]  # start, end, drug

_TOKEN = re.compile(r"\w[\w'-]*")
# What anyone would write first: the common units, with or without what they are per.
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?) ?(mg|mcg|ug|µg|μg|ng|g|mL|ml|IU|U|units)(/kg|/m2|/m²)?(?![\w/])")


def make_reader() -> Read:
    return read


def read(paper: Paper) -> Rows:
    mentions: dict[str, list[str]] = {}
    doses: list[Row] = []
    firsts: list[Row] = []
    for passage in paper.passages:
        found = _drugs(passage.text)
        for start, end, drug in found:
            if drug not in mentions:
                firsts.append(fact("drugs", passage, (start, end), drug=drug, role="studied"))
            mentions.setdefault(drug, []).append(passage.text[start:end])
        doses += _doses(passage, found)
    drugs = [{**row, "mentions": mentions[row["drug"]]} for row in firsts]
    return {"drugs": drugs, "doses": distinct(doses, "drug", "low", "unit")}


def _drugs(text: str) -> list[Found]:
    tokens = list(_TOKEN.finditer(text))
    found: dict[tuple[int, int], str] = {}
    for match, first, last in find_drugs([token[0] for token in tokens], is_ignore_case=True):
        place = tokens[first].start(), tokens[last - 1].end()
        found.setdefault(place, str(match.get("name") or match["matching_string"]).lower())
    return sorted((start, end, drug) for (start, end), drug in found.items())


def _doses(passage: Passage, found: list[Found]) -> list[Row]:
    doses = []
    for start, end in sentences(passage.text):
        here = [mention for mention in found if start <= mention[0] < end]
        for amount in _AMOUNT.finditer(passage.text, start, end):
            at = nearest(amount.span(), [mention[:2] for mention in here])
            if at is not None:
                value, unit, per = amount.groups()
                values = {"drug": here[at][2], "low": number(value), "unit": unit + (per or "")}
                doses.append(fact("doses", passage, amount.span(), **values))
    return doses
