"""Shares that each of several arms has: "0.8% each", "in both groups nausea was seen in 96%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.groups.arms import ArmModel
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.rates import Rate
from extractor.facts.sentences.restated import RateFact
from extractor.matching import Line

_IN_EACH = re.compile(
    r"^%?(?:; P ?[=<>] ?[\d.]+)?[)\]]*,?\s(?:of )?(?:the )?(?:\w+ ){0,3}"
    r"(?:(?:in|for|of|from|with|after|on) (?:each|both|either)|per)(?: \w+)? (?:groups?|arms?|treatments?|regimens?"
    r"|drugs?|agents?|procedures?|techniques?|implants?|devices?|strateg\w+|schedules?|doses?)\b|^ each\s?[)\]]",
    re.I,
)
# "In both groups nausea was seen in 96%": one share, and each group has it.
_OF_EACH = re.compile(
    r"(?:^|[;,] )(?:(?:and|but|while|whereas) )?(?:in|for|among) (?:each|both|either|the two)(?: \w+)?"
    r" (?:groups?|arms?)\b[^;()]*$",
    re.I,
)
_LIST_BEFORE = re.compile(r"[a-z](?:,|,? and) (?:and )?(?:[A-Za-z][\w-]* ){1,4}[(\[]$")


def is_of_each(line: Line, link: Link, *, alone: bool) -> bool:
    """Whether one share is said of each arm; `alone`: it is its sentence's only one, and no arm's."""
    text, end = line.passage[: line.end], link.rate.end
    left = text[line.start : link.rate.start]
    listed = link.pattern_id == "link.shared" or _LIST_BEFORE.search(left)
    of_things = listed and text.startswith(" each", end)  # "rash, fever (1 each)"
    return bool((alone and _OF_EACH.search(left)) or (not of_things and _IN_EACH.match(text[end:])))


def is_pooled(rate: Rate, earlier: Sequence[RateFact], arms: Sequence[str | None], model: ArmModel) -> bool:
    """Whether a share of so many is one of the arms together: "9 of 80 in both groups", of 40 each."""
    known = [f.denominator for f in earlier if f.arm in arms and f.denominator is not None]
    known += [n for arm in arms if arm for n in model.sizes.get(arm, ())]
    return rate.denominator is not None and bool(known) and rate.denominator > max(known)
