"""Which labels of a paper name one arm.

The facts of a paper word one arm in several ways ("mycophenolate mofetil", "receive mycophenolate mofetil"). Here two
labels are one arm only where nothing that could tell arms apart differs: a table that prints an arm twice is a
nuisance, one that mixes two arms is wrong. "RFA" and "RFA + TACE", "low dose" and "high dose", "MIS" and "non-MIS"
share most of their words, so overlap of words, by which facts find the likeliest arm of a number, does not serve.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_LEAD = re.compile(
    r"^(?:(?:the|(?-i:an?)|were|was|to|in|and|those|that|who|received?|receiving|undergo|underwent|given"
    r"|treated (?:with|by)|assigned to|(?:patients|participants|subjects)(?: with| on)?)\s+)+(?=\S)",
    re.I,
)
_LINKS = frozenset("plus and the of".split())
_NOISE = _LINKS | frozenset("group arm cohort patient participant subject treatment therapy".split())
_ALIAS = re.compile(r"([^()]+) \(([^()]+)\)")
_AMOUNT = re.compile(r"(\d+(?:[.,·]\d+)?)\s?(mg|[µμu]g|mcg|g|iu|ml|mmol|gy)\b((?:/(?:kg|m2|m²|day|d|h)\b)*)", re.I)
_WORD = re.compile(r"[^\W_]+|[<>≤≥=]")
_SIGNS = {"+": "positive", "⁺": "positive", "-": "negative", "−": "negative", "–": "negative", "⁻": "negative"}
_WITHOUT_DRUG = re.compile(
    r"placebo|sham|vehicle|control|no[- ]treatment|untreated|observation|standard|usual|conventional"
    r"|\bnon?[- ]|without",
    re.I,
)


def shown(label: str) -> str:
    """A label as a table prints it: without "receive" before it and stray brackets around it."""
    bare = _LEAD.sub("", label.strip(" ,;:."))
    return bare if bare.count("(") == bare.count(")") else bare.replace("(", "").replace(")", "")


@dataclass(frozen=True)
class Label:
    """A label taken apart: its amounts, and its other words without those that all labels have.

    `plain` is the label with generic names of drugs: MMF is mycophenolate mofetil.
    """

    text: str
    plain: str

    @cached_property
    def amounts(self) -> frozenset[tuple[float, str]]:
        return amounts(self.plain)

    @cached_property
    def core(self) -> frozenset[str]:
        bare = _AMOUNT.sub(" ", shown(self.plain)).lower()
        words = [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in _WORD.findall(bare)]
        sign = _SIGNS.get(re.sub(r"[\s()⁽⁾]+", "", bare)[-1:], "")
        return frozenset(words) - _NOISE | ({sign} if sign else set())

    @property
    def key(self) -> tuple[frozenset[str], frozenset[tuple[float, str]]]:
        return self.core, self.amounts

    @property
    def aliases(self) -> list[Label]:
        """The two names in "group A (XELIRI)"."""
        match = _ALIAS.fullmatch(self.plain)
        return [Label(name, name) for name in match.groups()] if match else []

    def same(self, other: Label) -> bool:
        """Spelt alike but for an amount that one of them leaves out, the same amount, or initials of the other."""
        if self.core and other.core:
            amounts_agree = not self.amounts or not other.amounts or self.amounts == other.amounts
            return (self.core == other.core and amounts_agree) or self.abbreviates(other) or other.abbreviates(self)
        return bool(self.amounts) and self.amounts == other.amounts

    def abbreviates(self, other: Label) -> bool:
        """HPT, home physical therapy; E-B, erlotinib plus bevacizumab."""
        short = re.sub(r" (?:group|arm)$|[-+/ ]", "", shown(self.text))
        initials = [word[0] for word in _WORD.findall(shown(other.text).lower()) if word not in _LINKS]
        return bool(re.fullmatch(r"[A-Z]{2,6}", short)) and initials == list(short.lower())


def amounts(text: str) -> frozenset[tuple[float, str]]:
    """The amounts in a text, as number and unit: (1.3, mg/m2)."""
    return frozenset(
        (float(re.sub("[·,]", ".", number)), re.sub("^(?:[µμ]g|mcg)", "ug", (unit + per).lower()).replace("²", "2"))
        for number, unit, per in _AMOUNT.findall(text)
    )


def is_without_drug(label: str) -> bool:
    """Whether a label names what is compared with: placebo, control, usual care, no X."""
    return bool(_WITHOUT_DRUG.search(label))


def arms(labels: Iterable[str], generic: Mapping[str, str]) -> list[list[str]]:
    """The labels of a paper, each as often as it is used, sorted into arms: these as they come first, of
    their wordings the one used most.

    `generic` gives the generic names of the paper's drugs by the other forms, lower case, in which it names them.
    """
    used = Counter(labels)
    forms = "|".join(map(re.escape, sorted(generic, key=len, reverse=True))) or "(?!)"
    named = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.I)
    groups: list[list[Label]] = []
    for text in used:
        label = Label(text, named.sub(lambda form: generic[form[0].lower()], text))
        alike = [group for group in groups if group[0].key == label.key and label.core]
        if alike:
            alike[0].append(label)
        else:
            groups.append([label])
    _join_aliases(groups)
    while pair := _one_arm_twice(groups):
        kept, other = pair
        groups.remove(other)
        kept.extend(other)
    place = {text: number for number, text in enumerate(used)}
    found = [sorted((label.text for label in group), key=lambda text: (-used[text], place[text])) for group in groups]
    return sorted(found, key=lambda group: min(place[text] for text in group))


def _join_aliases(groups: list[list[Label]]) -> None:
    """ "group A (XELIRI)", "group A" and "XELIRI" are one arm, unless another label shares a name with the first."""
    labels = [label for group in groups for label in group]
    times_given = Counter(alias.key for label in labels for alias in label.aliases)
    for label in labels:
        for alias in label.aliases:
            [own] = [group for group in groups if label in group]
            others = [group for group in groups if group is not own and group[0].key == alias.key]
            if times_given[alias.key] == 1 and len(others) == 1:
                groups.remove(own)
                others[0].extend(own)


def _one_arm_twice(groups: list[list[Label]]) -> tuple[list[Label], list[Label]] | None:
    """Two groups each of which is alike to the other only. Where a third could be meant, nothing is joined."""
    alike = [[other for other in groups if other is not group and _alike(group, other)] for group in groups]
    for group, others in zip(groups, alike, strict=True):
        if len(others) == 1 and alike[next(i for i, g in enumerate(groups) if g is others[0])] == [group]:
            return group, others[0]
    return None


def _alike(group: list[Label], other: list[Label]) -> bool:
    return (
        any(one.same(two) for one in group for two in other) or _is_placebo(group, other) or _is_placebo(other, group)
    )


def _is_placebo(group: list[Label], other: list[Label]) -> bool:
    """ "placebo" is short for "placebo plus standard care"."""
    return any(label.core == {"placebo"} for label in group) and any("placebo" in label.core for label in other)
