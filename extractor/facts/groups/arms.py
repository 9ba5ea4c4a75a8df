"""The arms of a paper: their labels, found where a size stands beside them, and which arm a number belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.facts.context import PaperView, PassageView
from extractor.facts.groups.compared import NO_ARM, compared_pair
from extractor.facts.groups.mentions import explicit_groups, find_groups
from extractor.facts.groups.named_parts import named_parts, two_kinds
from extractor.facts.groups.no_groups import is_everyone, is_no_group, names_a_result, names_nobody, points_back
from extractor.facts.groups.shared_out import shared_out
from extractor.facts.groups.traits import Group
from extractor.facts.groups.whole_labels import whole_label
from extractor.facts.sentences.chunks import group_chunks
from extractor.facts.sentences.likeness import are_set_apart, is_wording_of, likeness, words
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.sized import labelled_inside, names_places, says_again
from extractor.lazy import cached_property
from extractor.literals import sparse
from extractor.matching import Item, Line, term_list

# A label left of "(n = 40)" ends its leftward reading at one of these.
_BOUNDARY = re.compile(
    r"[,;:()\[\]]|\b(?=in person\b)|\b(?<!-)to\b(?!-)|\b(?:i\.?e|e\.?g)\b\.?(?= )"
    r"|\b(?<!-)(?:into|with|received?|receiving|either|or|and|versus|vs\.?|of|in(?! person\b)|between|the|were|was|"
    r"had|among|for|by|from|underwent|undergoing|offered|on|than|(?-i:[Aa]s)|given|an?|is|are|that|who|which|using|per|at|both|no"
    r"|groups?:?|took|taking|take|affecting|namely|compar(?:ed|ing|es?)|studied|evaluated|outcomes? after)\b(?!-| ?\+)",
    re.I,
)
_PEOPLE_ONLY = re.compile(
    r"^(?:\W*(?:patients?|participants?|subjects?|adults?|women|men|children|infants?|individuals?|cases|eyes|"
    r"all|total|overall|people|persons|males?|females?|volunteers|girls|boys|study|healthy|studies|trials?|rcts|"
    r"sample|population|enrolled|randomi[sz]ed|evaluable|included|eligible|consecutive|respondents|students|"
    r"controlled|ones|data|median|mean)\W*)+$",
    re.I,
)


_OWN_BRACKET = re.compile(rf" [(\[]\d{{2,5}}(?: {PEOPLE})?[)\]]")
_TOOK = re.compile(r"\b(?:took|received?|given|assigned|allocated|randomi[sz]ed|treated|underwent|compared)\b", re.I)
# How often a drug was given names no arm.
_OFTEN = re.compile(
    r"(?: (?:once|twice|thrice|(?:two|three|four|\d) times)(?: an?| per)? ?(?:daily|weekly|monthly|day|week)?| daily"
    r"| weekly| [bt]id| [qb]\.?[dis]\.?d?\.?)+$",
    re.I,
)
_NO = re.compile(r"\bno$", re.I)
# "(N + C, n = 51; L + C, n = 50)", "(HT; n = 70)"
_INSIDE = re.compile(
    r"[(;\[]\s?(?P<label>[^(;,\[\])]{2,40}(?=, $)"
    r"|(?:(?:group|arm) )?(?!RCT|ITT|PP\b)[A-Z][\w+/-]{0,8}[A-Z\d+/][\w+/-]{0,8}(?=[;:] $))[,;:] $"
)
_DOSE_INSIDE = re.compile(r"\s?(?:[\w-]+ )?dose (?:of )?\d", re.I)  # drug A (maintenance dose 900 mg, n = 12)
_IS_SIZE = re.compile(r"[nN]\s?=")
# "18 targeted events (ketoacidosis, n = 12; rash, n = 6)"
_LISTS_HARMS = re.compile(
    r"\b(?:events|complications|(?:side|adverse) effects|reactions|toxicit(?:y|ies)|\w*AEs)\b[^.;()]*\([^()]*, n ?=",
    re.I,
)
_FEWEST, _SEVERAL = 3, 6  # fewer are no arm, and none of those who have a disease
_OF_HARM = re.compile(r"\b(?:adverse|complications?|toxicit\w+|side[- ]effects?)\b", re.I)
# Numbers, and what is said of groups: "(two groups, n = 20)", "were equivalent (n = 4)".
_NO_NAME = re.compile(
    r"(?:\W|\d|(?:the )?groups|one|two|three|four|five|six|and|equivalent|identical|similar|comparable"
    r"|significant|increased|decreased|respectively|(?-i:each|both|either|every)"
    r"|(?:treat |interim |final |sensitivity )*analys[ie]s)+",
    re.I,
)
# "in the axilla (n = 3, 7%)": those who had something there.
_WITH_SHARE = re.compile(r"[,;/:]?\s?[(\[]?\d+(?:\.\d+)?\s?%")
_WAS_SHARE = re.compile(r"\b(?:was|were|of|in) [\d.]+% \(n ?=")  # "relapse was 4% (n = 25) with A, with B 2% (n = 16)"
_SAME = 0.8  # likeness above which two labels with sizes are one
# The intervention group (IG) (n = 32): a bracket of its own before that of the size.
_OWN_BEFORE = re.compile(r" [(\[](?:(?P<label>(?=[^()\[\]]*[A-Z])[\w/+-]{2,12})|[^()\[\]]{1,150})[)\]]$")
# What is left of "with (n = 9) or without drug A".
_CODE = re.compile(r"[A-H]\d?|[IVX]+|\d")
_NOUN_OF_CODE = re.compile(r"\b(group|arm|cohort) ?$", re.I)
_LEAST = re.compile(
    r"\bat (?:least|most) ?$|\b(?:at least|at most|more than|fewer than|less than|up to)"
    r" (?:one|two|three|four|five|six|\d+) [\w-]+ (?:of |in |for |per |with |on )$"
)
_NO_LABEL = re.compile(r"(?:(?:treated|with|without|given|not|alone|by|receiving)\s?)+|.*(?:±|\+/-).*", re.I)


def is_people_only(label: str) -> bool:
    """Whether a label says no more than that they are people: "all patients", "adults"."""
    return bool(_PEOPLE_ONLY.match(label))


_FIRST, _SECOND, _THIRD = ("1", "i", "a"), ("2", "ii", "b"), ("3", "iii", "c")
# "Group 1" or "arm A" may be called the first.
_ORDINALS = {"first": _FIRST, "1st": _FIRST, "second": _SECOND, "2nd": _SECOND, "third": _THIRD, "3rd": _THIRD}


@dataclass
class ArmModel:
    """The arms of one paper. `defined` holds labels whose size the text states, in order of mention."""

    defined: list[str] = field(default_factory=list)
    pair: list[str] = field(default_factory=list)  # "A versus B" of the title or the aims
    mentioned: Counter[str] = field(default_factory=Counter)
    allotted: list[str] = field(default_factory=list)  # "assigned to A, B or C", in order
    assigned: frozenset[str] = frozenset()  # words that name what participants were assigned to or compared by
    sisters: list[str] = field(default_factory=list)  # abbreviations that read as alternatives: RARC, ORC
    reference: str | None = None  # what others are set against, where it is named as such: placebo, control
    measured: frozenset[str] = frozenset()  # abbreviations of what is measured or happens: DFS, PASI
    sizes: dict[str, frozenset[int]] = field(default_factory=dict)  # how many participants, by label, where it is told

    def canonical(self, label: str) -> str:
        """The defined label most alike, or the label itself; of "the first group" what goes by the first number."""
        if label.lower() in _ORDINALS:
            codes = {f"{noun} {code}" for noun in ("group", "arm", "cohort") for code in _ORDINALS[label.lower()]}
            return next((known for known in (*self.defined, *self.mentioned) if known.lower() in codes), label)
        best = max(self.defined, key=lambda d: likeness(d, label), default=None)
        return best if best is not None and likeness(best, label) >= 0.6 and not are_set_apart(label, best) else label

    @property
    def known(self) -> list[str]:
        """Labels to look for wherever they occur: defined, compared as a pair, or marked by a group noun."""
        return [
            *(self.sizes or self.defined),  # also "week 6", which has a size but is no group that a share has
            *(p for p in self.pair if p not in self.defined),
            *(label for label in self.mentioned if label not in self.defined and label[-2:-1] != " "),
        ]

    @cached_property
    def compared(self) -> list[str]:
        """The arms that the paper compares, in order: the defined ones, else those of the title or the aims, else the
        two that participants were assigned to, else the explicit groups mentioned most."""
        if len(self.defined) >= 2 or not (self.pair or self.mentioned or self.allotted):
            return self.defined
        if self.pair:
            return self.pair
        if len(self.allotted) == 2 and not any(NO_ARM.search(label) for label in self.allotted):
            return self.allotted
        return [label for label, _ in self.mentioned.most_common(2)] if len(self.mentioned) >= 2 else []

    def other_than(self, named: str) -> str | None:
        """What one group is set against where only that is named: the other of two arms, or the control."""
        label = self.canonical(named)
        others = [c for c in self.compared if c.lower() != label.lower()]
        others = [c for c in others if not is_wording_of(c, label, len(others))]
        if len(others) == 1:
            return others[0]
        if _CONTROL.search(label) or _SEX.fullmatch(label) or len(others) > 2:
            return None
        controls = [c for c in others if _CONTROL.search(c)] if others else [self.reference]
        return controls[0] if len(controls) == 1 else None  # the named one goes by another name elsewhere

    @property
    def is_comparison(self) -> bool:
        return len(self.compared) >= 2


@dataclass(frozen=True)
class ArmReader:
    """Finds group mentions in sentences and assigns numbers to them."""

    view: PaperView
    _seen: dict[tuple[int, int], list[Item]] = field(default_factory=dict)

    @cached_property
    def model(self) -> ArmModel:
        """Read when a sentence first asks for it: many a paper reports nothing that could belong to an arm."""
        return _read_arms(self.view)

    def mentions(self, passage: PassageView, line: Line) -> list[Item]:
        """The group mentions of a sentence, found once."""
        place = (passage.passage.ordinal, line.start)
        if place not in self._seen:
            self._seen[place] = self._find(passage, line)
        return self._seen[place]

    def _find(self, passage: PassageView, line: Line) -> list[Item]:
        return find_groups(passage.text, line.start, line.end, passage.mentions, passage.measures, self.model.known)


def _read_arms(view: PaperView) -> ArmModel:
    """Two passes: labels defined with a size, then every explicit mention."""
    sizes = _defined(view)
    model = ArmModel(
        defined=[label for label in sizes if not is_no_group(label)],
        sizes=sizes,
        pair=compared_pair(view),
        sisters=_sisters(view),
        assigned=_assigned(view),
        reference=_reference(view),
        measured=frozenset(s for s, long in view.abbreviations.items() if _NO_TREATMENT.search(long.lower())),
    )
    seen: Counter[str] = Counter()
    spelt: dict[str, str] = {}  # the first spelling of each label
    for passage, line in view.lines():
        if passage.part != "background":
            for item in explicit_groups(passage.text, line.start, line.end, model.known):
                group: Group = item.value
                label = model.canonical(group.label)
                if is_no_group(label):
                    continue
                seen[spelt.setdefault(label.lower(), label)] += 1
    model.mentioned = seen
    model.allotted = _allotted(view, list(seen))
    return model


_ASSIGNS = sparse(
    r"\b(?:randomi[sz]ed|randomly|assigned|allocated|divided|compar\w+|versus|vs|either|received|underwent|treated with"
    r"|groups?|arms?|with or without)\b",
    re.I,
)


_CONTROL = re.compile(
    r"\b(?:placebo|sham|vehicle|usual|standard|conventional|controls?|observation|alone|no|only)\b", re.I
)
_SEX = re.compile(r"(?:fe)?males?|(?:wo)?men|boys|girls", re.I)  # what sets them apart is no treatment
_REFERENCES = tuple(
    (label, sparse(regex, re.I))
    for label, regex in (
        ("placebo", r"\bplacebo\b(?!-| controlled)"),
        ("sham", r"\bsham\b(?!-| controlled)"),
        ("usual care", r"\busual care\b"),
        ("standard care", r"\bstandard (?:of )?care\b"),
        ("control", r"\bcontrol (?:groups?|arms?|patients|subjects|women|participants)\b|\bcontrols\b"),
        ("observation", r"\bobservation (?:groups?|arms?|alone)\b|\b(?:or|to) observation\b"),
    )
)


def _reference(view: PaperView) -> str | None:
    """What others are set against, where the paper has a plain word for it."""
    found = (label for label, regex in _REFERENCES if any(regex.search(v.text) for v in view.passages))
    return next(found, None)


def _assigned(view: PaperView) -> frozenset[str]:
    """Words of the noun phrases in sentences that tell how participants were grouped, results left aside."""
    found: set[str] = set()
    for passage, line in view.lines():
        if passage.part in ("results", "conclusion") or not _ASSIGNS.search(passage.text, line.start, line.end):
            continue
        if not any(i.kind in ("percent", "fraction") for i in line.items):
            for chunk in group_chunks(line):
                found |= words(chunk.value)
    return frozenset(found)


_TO = sparse(
    r"\b(?:(?:randomi[sz]ed|randomly|assigned|allocated|divided)(?: [\w:-]+){0,6}? (?:to|into|between)"
    r"(?: receive| undergo)?"
    r"|comparison of|compar(?:ed|es?|ing)|either)\b",
    re.I,
)
_NEXT = re.compile(
    r"(?:\s?\([^()]*\))?(?:,|,? ?(?:or|and|versus|vs\.?|with|to|against|were compared with|was compared with"
    r"|compared with))\s(?:(?:to|the|an?|with|for|in|those|either|treated|receive|by|given|patients|of)\s)*",
    re.I,
)


def _allotted(view: PaperView, mentioned: Sequence[str]) -> list[str]:
    """The arms listed as what participants were assigned to, or as what is compared; else the lettered groups."""
    best: list[str] = []
    for passage, line in view.lines():
        if passage.part in ("results", "conclusion") or any(i.kind in ("percent", "fraction") for i in line.items):
            continue
        row: list[Item] = []
        for match in _TO.finditer(passage.text, line.start, line.end):
            row = row or list(group_chunks(line))
            found = [i for i in row if i.end > match.end() and i.start - match.end() <= 30][:1]
            while found and (after := next((i for i in row if i.start >= found[-1].end), None)):
                if not _NEXT.fullmatch(passage.text, found[-1].end, after.start):
                    break
                found.append(after)
            named = [i.value for i in found]
            if any(_NO_TREATMENT.search(name.lower()) or names_nobody(name) for name in named):
                continue
            if len(best) < len(found) <= 5:
                begun = passage.text[max(found[0].start, match.end()) : found[0].end].strip()  # not "receive A"
                best = [begun, *(i.value for i in found[1:])]
    lettered = [label for label in mentioned if re.fullmatch(r"(?:group|arm|cohort) \w", label)]
    return best if len(best) > 1 else sorted(lettered) if len(lettered) > 1 else shared_out(view)


def _sisters(view: PaperView) -> list[str]:
    """Abbreviations with a word of their long forms in common, RARC and ORC, or of drugs: two ways to treat."""
    text = " ".join(p.text for p in view.passages)
    longs = {s: long.lower() for s, long in view.abbreviations.items() if s[-1] != "s" and text.count(s) > 2}
    usual = {s: words(long) for s, long in longs.items() if not _NO_TREATMENT.search(long)}
    drugs = [s for s in longs if any(v.text[m.start : m.end] == s for v in view.passages for m in v.mentions)]
    found = [s for s in usual if any(usual[s] & usual[other] for other in usual if other != s)]
    for group in (found, drugs):
        if 2 <= len(group) <= 4:
            return sorted(group, key=text.index)
    return []


_NO_TREATMENT = re.compile(
    r"\b(?:rates?|ratio|interval|survival|response|remission|diseases?|syndromes?|cancers?|carcinomas?|lymphomas?|index|score"
    r"|scale|quality|failure|infections?|deviation|risk|events?|cells?|lengths?|toxicit\w+|factors?|levels?|time|death"
    r"|mortality|outcomes?|adverse|pressure|volume|protein|receptors?|(?:local|regional|disease|tumou?r) control|range"
    r"|imaging|tomography|health|test|tumou?rs?|leuk\w+|values?|results?)\b"
)


def _defined(view: PaperView) -> dict[str, frozenset[int]]:
    """The labels beside which sizes stand, in order of mention, with these sizes."""
    sizes: dict[str, frozenset[int]] = {}
    for passage, line in view.lines():
        behind = {size.start: label for size, label in labelled_inside(line, line.items)}
        for item in _sizes(passage, line):
            inside = _INSIDE.search(passage.text, line.start, item.start)
            inside = None if inside and _DOSE_INSIDE.match(inside["label"]) else inside
            # (N + C, n = 51; L + C, n = 50) or, more often, upadacitinib 15 mg (n = 300)
            own = inside["label"].strip() if inside else whole_label(passage.text, line.start, item.start)
            label = behind.get(item.start) or own or label_before(passage.text, line.start, item.start)
            if not label or _PEOPLE_ONLY.match(label) or _IS_SIZE.match(label) or says_again(line, item):
                continue
            if is_everyone(label) or label.lower().startswith("all ") or points_back(label):
                continue
            if _NO_NAME.fullmatch(label) or names_places(label):
                continue
            is_assigned = bool(_ASSIGNS.search(passage.text, line.start, line.end))
            is_share = not is_assigned and bool(_WITH_SHARE.match(passage.text, item.end))
            is_share |= label.endswith("%") and bool(_WAS_SHARE.search(passage.text, line.start, item.start))
            if not is_share and not _is_harm(label, item.value.low, passage.text[line.start : line.end], is_assigned):
                known = next((k for k in sizes if likeness(label, k) > _SAME and not are_set_apart(label, k)), label)
                sizes[known] = sizes.get(known, frozenset()) | {item.value.low}
    return sizes if len(sizes) > 1 else {**sizes, **_parts(view)}


_OF_NAME = re.compile(r"[A-Z0-9]")  # of an abbreviation or a brand; "58 smokers" may be told by any trait


def _parts(view: PaperView) -> dict[str, frozenset[int]]:
    """The groups that a whole is shared out to, with their sizes, where no label has a size beside it."""
    for passage, line in view.lines():
        parts = named_parts(line) if passage.part not in ("background", "conclusion") else []
        labels = [label for _, label in parts]
        is_named = parts and all(_OF_NAME.search(label) for label in labels)
        if is_named and not any(_NO_TREATMENT.search(label.lower()) or names_a_result(label) for label in labels):
            return {label: frozenset((item.value.low,)) for item, label in parts}
    told = (two_kinds(line) for passage, line in view.lines() if passage.part not in ("background", "conclusion"))
    return {label: frozenset((item.value.low,)) for item, label in next(filter(None, told), [])}


def _sizes(passage: PassageView, line: Line) -> list[Item]:
    """The sizes of a sentence, "(n = 46)", and numbers alone in brackets where several groups that took something have
    one: "took drug A (46) or drug B (44)"."""
    bare = [i for i in line.items if i.kind == "int" and _OWN_BRACKET.match(passage.text, i.start - 2, line.end)]
    took = len(bare) > 1 and _TOOK.search(passage.text, line.start, bare[0].start)
    shares = any(i.kind in ("percent", "fraction") for i in line.items)
    return [i for i in line.items if i.kind == "size" or (took and not shares and i in bare)]


def _is_harm(label: str, size: int, sentence: str, is_assigned: bool) -> bool:
    """ "grade 3 infection (n = 6)", "deaths (n = 2)", "stroke (n = 1)": those who had it are no arm. Those who are
    assigned to what is a harm elsewhere ("warmth or ice") are."""
    found = list(term_list("events").find(label, 0, len(label)))
    classes = {t.value.get("class") for t in found}
    whole = {t.value.get("class") for t in found if t.end == len(label)}
    return (
        (size < _FEWEST and bool(_OF_HARM.search(sentence)))
        or (size < _SEVERAL and bool(whole))
        or (bool(whole - {"condition"}) and not is_assigned)
        or (bool(whole) and not is_assigned and bool(_LISTS_HARMS.search(sentence)))
        or "grade" in label.lower()
        or not classes.isdisjoint(("general", "death", "discontinuation"))
    )


def label_before(text: str, start: int, size: int) -> str | None:
    """The label that a bracketed size belongs to: the words left of the bracket, up to a boundary."""
    head = re.search(r"\s?[(\[](?:total )?$", text[start:size])
    if not head:
        return None
    left = text[start : start + head.start()]
    if own := _OWN_BEFORE.search(left):
        return own["label"] or label_before(text, start, start + own.start() + 2)
    boundary = 0
    for match in _BOUNDARY.finditer(left):
        if match.end() < len(left.rstrip()):
            boundary = match.end()
    label = left[boundary:].strip(" -–,").removeprefix(". ")
    if _LEAST.search(left, max(0, boundary - 40), boundary + 6):
        return None  # who had at least two visits (n = 40)
    if _NO.search(left, 0, boundary):
        label = f"no {label}"
    label = re.sub(r"(?:^(?:the|a|an) )|(?: (?:groups?|arms?|cohorts?)$)", "", label)
    label = re.sub(
        r"^(?:patients|participants|subjects|women|men|children) (?:with|without|on|receiving|treated with) ", "", label
    )
    label = _OFTEN.sub("", label)
    if _CODE.fullmatch(label) and (noun := _NOUN_OF_CODE.search(left, 0, boundary)):
        label = f"{noun[1].lower()} {label}"  # "group A", not "A"
    whole = 0 < len(label.split()) <= 8 and re.search(r"[A-Za-z]", label) and not _NO_LABEL.fullmatch(label)
    return label if whole else None
