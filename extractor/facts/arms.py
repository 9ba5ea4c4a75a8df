"""The arms of a paper: their labels, found where a size stands beside them, and which arm a number belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.facts.context import PaperView, PassageView
from extractor.facts.groups import Group, find_groups
from extractor.matching import Item, Line

# A label left of "(n = 40)" ends its leftward reading at one of these.
_BOUNDARY = re.compile(
    r"[,;:()\[\]]|\b(?:to|into|with|received?|receiving|either|or|and|versus|vs\.?|of|in|between|the|were|was|had|among|for|by|from|underwent|on|than|as|given|an?|is|are|that|who|which|using|per|at|both|groups?:?|no|i\.e\.)\b",
    re.I,
)
_PEOPLE_ONLY = re.compile(
    r"^(?:\W*(?:patients?|participants?|subjects?|adults?|women|men|children|infants?|individuals?|cases|eyes|all|total|overall|people|persons|males?|females?|volunteers|girls|boys|study|healthy|studies|trials?|rcts|sample|population|enrolled|randomi[sz]ed|evaluable|included|eligible|consecutive|respondents|students|controlled|ones|data|median|mean)\W*)+$",
    re.I,
)


def words(label: str) -> frozenset[str]:
    """Content words of a label, for telling whether two labels name the same arm."""
    found = re.findall(r"[a-z0-9]+", label.lower())
    kept = [
        w.rstrip("s") if len(w) > 3 else w
        for w in found
        if w not in ("the", "group", "arm", "of", "and", "plus", "with", "a", "patients", "in")
    ]
    return frozenset(kept)


def likeness(a: str, b: str) -> float:
    """Dice overlap of the content words of two labels."""
    x, y = words(a), words(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


@dataclass
class ArmModel:
    """The arms of one paper. `defined` holds labels whose size the text states, in order of mention."""

    defined: list[str] = field(default_factory=list)
    pair: list[str] = field(default_factory=list)  # "A versus B" of the title or the aims
    mentioned: Counter[str] = field(default_factory=Counter)

    def canonical(self, label: str) -> str:
        """The defined label most alike, or the label itself."""
        best = max(self.defined, key=lambda d: likeness(d, label), default=None)
        return best if best is not None and likeness(best, label) >= 0.6 else label

    @property
    def known(self) -> list[str]:
        """Labels to look for wherever they occur: the defined ones, the compared pair, those that a group noun marked."""
        return [
            *self.defined,
            *(p for p in self.pair if p not in self.defined),
            *(label for label in self.mentioned if label not in self.defined and not label[-2:-1] == " "),
        ]

    @cached_property
    def compared(self) -> list[str]:
        """The arms that the paper compares, in order: the defined ones, else the explicit groups mentioned most."""
        if len(self.defined) >= 2 or not self.pair and not self.mentioned:
            return self.defined
        if self.pair:
            return self.pair
        return [label for label, _ in self.mentioned.most_common(2)] if len(self.mentioned) >= 2 else []

    @property
    def is_comparison(self) -> bool:
        return len(self.compared) >= 2


@dataclass(frozen=True)
class ArmReader:
    """Finds group mentions in sentences and assigns numbers to them."""

    view: PaperView
    model: ArmModel

    def mentions(self, passage: PassageView, line: Line) -> list[Item]:
        """The group mentions of a sentence."""
        return find_groups(passage.text, line.start, line.end, passage.mentions, passage.measures, self.model.known)


def read_arms(view: PaperView) -> ArmReader:
    """Two passes: labels defined with a size, then every explicit mention."""
    model = ArmModel(defined=_defined(view), pair=_compared_pair(view))
    reader = ArmReader(view, model)
    seen: Counter[str] = Counter()
    for passage, line in view.lines():
        if passage.part != "background":
            for item in reader.mentions(passage, line):
                group: Group = item.value
                if group.strong:
                    seen[model.canonical(group.label)] += 1
    model.mentioned = seen
    return reader


_PAIR = (
    re.compile(
        r"\b(?:compar(?:e|ed|ing|ison of|isons? between|ison between)|between)\s(?:the\s)?(?P<a>[\w+/-]+(?: [\w+/-]+){0,3}?)\s(?:and|with|to|versus|vs\.?)\s(?P<b>[\w+/-]+(?: [\w+/-]+){0,3}?)(?=[,.;:()]|\s(?:in|for|on|as|at|with|of|among|after|during|groups?|patients|regimens?|were|was|is)\b|$)",
        re.I,
    ),
    re.compile(
        r"(?P<a>(?:[\w+/-]+ ){0,2}[\w+/-]+)\s(?:versus|vs\.?)\s(?P<b>[\w+/-]+(?: [\w+/-]+){0,2}?)(?=[,.;:()]|\s(?:in|for|on|as|at|with|of|among|after|during|groups?|patients|regimens?)\b|$)",
        re.I,
    ),
)
_NO_ARM = re.compile(
    r"\b(?:groups?|baseline|patients|outcomes?|efficacy|safety|results?|rates?|data|both|two|the|these|those|this|years?|time|before|after|pre|post|and|effects?|differences?|\d+|women|men|in|of)\b|^.$",
    re.I,
)


def _compared_pair(view: PaperView) -> list[str]:
    """The two things that the title or the aims compare, where each stays recognisable: it occurs again in the text."""
    body = " ".join(p.text for p in view.passages if p.part in ("results", "", "conclusion"))
    for passage in view.passages[:4]:
        for regex in _PAIR:
            for match in regex.finditer(passage.text):
                pair = [match["a"].strip(), match["b"].strip()]
                if not any(_NO_ARM.search(x) for x in pair) and all(
                    re.search(rf"(?<![\w-]){re.escape(x)}(?![\w-])", body, re.I) for x in pair
                ):
                    return pair
    return []


def _defined(view: PaperView) -> list[str]:
    labels: list[str] = []
    for passage, line in view.lines():
        for item in line.items:
            if item.kind == "size":
                inside = re.search(r"[(;\[]\s?(?P<label>[^(;,\[\])]{2,40}), $", passage.text[line.start : item.start])
                # (N + C, n = 51; L + C, n = 50) or, more often, upadacitinib 15 mg (n = 300)
                label = inside["label"].strip() if inside else label_before(passage.text, line.start, item.start)
                if (
                    label
                    and not _PEOPLE_ONLY.match(label)
                    and not any(likeness(label, known) > 0.8 for known in labels)
                ):
                    labels.append(label)
    return labels


def label_before(text: str, start: int, size: int) -> str | None:
    """The label that a bracketed size belongs to: the words left of the bracket, up to a boundary."""
    head = re.search(r"\s?[(\[](?:total )?$", text[start:size])
    if not head:
        return None
    left = text[start : start + head.start()]
    boundary = 0
    for match in _BOUNDARY.finditer(left):
        if match.end() < len(left.rstrip()):
            boundary = match.end()
    label = left[boundary:].strip(" -–,")
    label = re.sub(r"(?:^(?:the|a|an) )|(?: (?:groups?|arms?|cohorts?)$)", "", label)
    label = re.sub(
        r"^(?:patients|participants|subjects|women|men|children) (?:with|without|on|receiving|treated with) ", "", label
    )
    return label if 0 < len(label.split()) <= 8 and re.search(r"[A-Za-z]", label) else None


_AFTER = re.compile(
    r"^[\s,]*(?:%s\s)?(?:(?:(?:of (?:the )?\w+ )?(?:(?:were |was )?(?:reported|observed|seen|noted|recorded|found|occurred|occurring|had occurred) )?(?:of|in|for|with|on|among|receiving|to|from|given|treated with|who received|after|following|using|under|at|by|were|was|assigned to|randomi[sz]ed to|allocated to)\s(?:the\s|those\s|a\s|all\s)?)?)(?:(?:%s|those)\s)?(?:(?:in|of|on|with|receiving|treated with|who received|given|assigned to|randomi[sz]ed to|from)\s)?(?:the\s)?$"
    % (
        (
            "(?:patients|participants|subjects|cases|women|men|children|eyes|infants|adults|recipients|individuals|\ue000)",
        )
        * 2
    ),
    re.I,
)
_BEFORE = re.compile(
    r"^(?:\s(?:groups?|arms?|cohorts?|patients|recipients|therapy|treatment|participants|subjects|alone))*\s?(?:[(\[:,]|was|were|had|is|:|=)?\s?$",
    re.I,
)
_SERIES = re.compile(
    r"^[\s)\]%]*(?:,?\s?(?:and|vs\.?|vers[ue]s|or|/|compared (?:with|to)|against|,)\s?)(?:only )?[\s(\[]*$|^[)\]]?,\s?$",
    re.I,
)


def series_of(line: Line, kind: str) -> list[list[Item]]:
    """Runs of items of one kind that only and, vs or commas part: `12% vs 8%`, `A, B and C`."""
    runs: list[list[Item]] = []
    items = [i for i in line.items if i.kind == kind]
    for item in items:
        if runs and _SERIES.match(line.passage[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def assign(
    line: Line, mentions: Sequence[Item], rates: Sequence[Item], terms: dict[int, Item], model: ArmModel
) -> dict[int, str]:
    """Start of each rate -> label of its arm; rates of the whole population are left out.

    In order: a run of rates takes a run of as many groups; a rate before "in the X group" or after "X (" takes X; "R vs R" without groups takes the arms the paper compares; a clause that opens with its group gives it to all.
    """
    found: dict[int, str] = {}
    text = line.passage
    _pair_series(line, mentions, rates, model, found)
    comparison = model.is_comparison or len({m.value.label.lower() for m in mentions if not m.value.trait}) > 1
    for rate in rates:
        if rate.start in found:
            continue
        after = next((m for m in mentions if m.start >= rate.end and not _holds_term(m, terms.get(rate.start))), None)
        before = next((m for m in reversed(mentions) if m.end <= rate.start), None)
        if before and _BEFORE.match(text[before.end : rate.start]) and (before.value.strong or comparison):
            found[rate.start] = before.value.label
        elif (
            after
            and _leads_to(text, rate, terms.get(rate.start), after)
            and (after.value.strong or after.value.trait or comparison)
        ):
            found[rate.start] = after.value.label
        elif before and _opens(line, before, rate, rates) and (before.value.strong or before.value.trait or comparison):
            found[rate.start] = before.value.label
    _following_list(line, rates, terms, found)
    _parallel(line, rates, found)
    _listed(line, rates, terms, found)
    return {start: model.canonical(label) for start, label in found.items()}


def _following_list(line: Line, rates: Sequence[Item], terms: dict[int, Item], found: dict[int, str]) -> None:
    """`hypotension (14%), headache (13%) and cough (9%) in the X group`: the group at the end holds for the whole list."""
    for rate, following in reversed(list(zip(rates, rates[1:], strict=False))):
        own, other = terms.get(rate.start), terms.get(following.start)
        if (
            rate.start in found
            or following.start not in found
            or own is None
            or other is None
            or own.start == other.start
        ):
            continue
        between = line.passage[rate.end : following.start]
        if (
            rate.start > own.end
            and following.start > other.end
            and re.match(r"(?: of (?:the )?patients| patients)?\s?[\])]", between)
            and ";" not in between
            and len(between) < 80
        ):
            found[rate.start] = found[following.start]


def _listed(line: Line, rates: Sequence[Item], terms: dict[int, Item], found: dict[int, str]) -> None:
    """`success was highest with systemic steroids (26%), topical steroids (45%)`: groups listed each with its share."""
    listed = []
    for rate in rates:
        term = terms.get(rate.start)
        label = label_before(line.passage, line.start, rate.start)
        if label and term and rate.start not in found and not _PEOPLE_ONLY.match(label):
            at = line.passage.rfind(label, line.start, rate.start)
            if term.end < at and not any(
                i.kind in ("event", "outcome", "rate", "timepoint") and at <= i.start < rate.start for i in line.items
            ):
                listed.append((rate.start, label))
    if len({label.lower() for _, label in listed}) > 1:
        found.update(listed)


_PARALLEL = re.compile(
    r"^[)\]%]*\s(?:(?:of (?:the )?)?(?:patients|participants|subjects|cases|women|men|children|eyes|\w+) )?(?P<how>in|for|with|on|among|after|by|using|from)\s(?:the\s)?(?P<label>[^,;:()\[\]]{2,60}?)"
    r"(?=\s(?:versus|vs\.?|and|compared|as compared|against|than|but|while|whereas|groups?|arms?)\b|[,;.()\[\]]|$)",
    re.I,
)


def _parallel(line: Line, rates: Sequence[Item], found: dict[int, str]) -> None:
    """`25.5% for N + C versus 36.0% for L + C`: the same preposition after two shares names two groups, whatever they are."""
    pairs = [(r, _PARALLEL.match(line.passage[r.end : line.end])) for r in rates]
    labelled = [
        (r, m["how"].lower(), m["label"].strip())
        for r, m in pairs
        if m
        and not re.search(
            r"\d+ (?:days|weeks|months|years)|^(?:patients|all|total|both|each|the)\b|^\w+ing\b", m["label"]
        )
    ]
    for left, right in zip(labelled, labelled[1:], strict=False):
        if (
            left[1] == right[1]
            and left[2].lower() != right[2].lower()
            and not any(
                i.kind == "timepoint" and left[0].end <= i.start < left[0].end + len(left[2]) + 8 for i in line.items
            )
        ):
            for rate, _, label in (left, right):
                found.setdefault(rate.start, label)


def _holds_term(mention: Item, term: Item | None) -> bool:
    """ "6 (5%) patients with grade 3 nausea": the trait is the event itself and names no group."""
    return term is not None and mention.value.trait and mention.start <= term.start < mention.end + 25


def _leads_to(text: str, rate: Item, term: Item | None, mention: Item) -> bool:
    """Whether the words after a share, or after the term that follows it, lead straight to the group."""
    ends = [rate.end] + ([term.end] if term and rate.end <= term.start < term.end <= mention.start else [])
    return any(_AFTER.match(re.sub(r"^(?: each)?[)\]]*", "", text[end : mention.start])) for end in ends)


def _opens(line: Line, mention: Item, rate: Item, rates: Sequence[Item]) -> bool:
    """Whether the clause of this rate opens with the mention: "In the placebo group, ..."."""
    clause = max(line.start, line.passage.rfind(";", line.start, rate.start) + 1)
    if mention.start < clause:
        return False
    lead = line.passage[clause : mention.start].strip()
    return bool(
        re.fullmatch(
            r"(?:(?:and|but|whereas|while|however,) )?(?:(?:out of|in|among|of|for|with|amongst|after|on) )?(?:the |all |these |those )?(?:[\w-]+ ){0,3}?",
            lead + " " if lead else "",
            re.I,
        )
    )


def _repeated_order(
    line: Line,
    run: Sequence[Item],
    rates: Sequence[Item],
    mentions: Sequence[Item],
    earlier: list[str],
    model: ArmModel,
) -> list[str]:
    """A further run of shares in the order of the first: `acne (30 in A, 41 in B, 6 in C), cough (5, 7 and 2)`."""
    named = list(dict.fromkeys(m.value.label for m in mentions if m.value.strong and m.end <= run[0].start))
    for labels in (earlier, named, model.defined):
        if len(labels) == len(run) and (labels is not model.defined or len(run) > 2):
            return labels
    return []


_LIST_AFTER = re.compile(
    r"^[)\]%]*,?\s(?:(?:respectively,? )?(?:of (?:the )?\w+ )?(?:\w+ )?(?:in|for|with|among|after|on)\s(?:the\s|those with )?)(?P<list>[^;:()\[\].]{3,110}?)(?=,? respectively|[;:(\[.]|\s(?:groups?|arms?|patients|cohorts?)\b|$)",
    re.I,
)


def _labels_after(text: str, count: int) -> list[str]:
    """`79%, 63% and 75% for T-ALL, T-LBL and B-ALL`: as many names as shares, none of them a time or a number."""
    match = _LIST_AFTER.match(text)
    if not match:
        return []
    labels = [
        re.sub(r"^(?:the|in|for|with) ", "", x.strip())
        for x in re.split(r",? (?:and|or|versus|vs\.?) |, ", match["list"])
    ]
    plain = all(
        0 < len(x.split()) <= 5
        and re.search(r"[A-Za-z]", x)
        and not re.search(
            r"\b(?:\d+|one|two|three|five) ?(?:days?|weeks?|months?|years?|hours?)?$|^p\b|\b(?:was|were|had|patients who)\b",
            x,
            re.I,
        )
        for x in labels
    )
    return labels if len(labels) == count and plain else []


def _in_order(line: Line, before: Sequence[Item]) -> list[str]:
    """Groups in the order their shares follow: "Compared with A, B had less (b vs a)" names B first."""
    labels = list(dict.fromkeys(m.value.label for m in before))
    first = line.passage[line.start : before[0].start].strip().lower() if before else ""
    return (
        labels[::-1]
        if len(labels) == 2 and re.search(r"(?:compared (?:with|to)|than|unlike|relative to|versus)(?: the)?$", first)
        else labels
    )


def _with_the_other(named: list[str], model: ArmModel) -> list[str]:
    """ "higher in the MAC group (39% vs 20%)": the first share is the named arm's, the second the other arm's."""
    if len(named) != 1:
        return []
    own = model.canonical(named[0])
    others = [label for label in model.compared if label != own]
    return [named[0], others[0] if len(others) == 1 else f"non-{named[0]}"]


def _pair_series(
    line: Line, mentions: Sequence[Item], rates: Sequence[Item], model: ArmModel, found: dict[int, str]
) -> None:
    """Runs of rates and runs of groups of the same length, in order of mention."""
    earlier: list[str] = []
    with_mentions = Line.of(line.passage, line.start, line.end, [*rates, *mentions])
    groups = [run for run in series_of(with_mentions, "arm") if len(run) > 1]
    for run in series_of(line, "rate"):
        if len(run) < 2:
            continue
        joined = line.passage[run[0].end : run[1].start]
        versus = bool(re.search(r"vs|vers[ue]s|against|compared", joined))
        near = [g for g in groups if len(g) == len(run)]
        labels: list[str] = []
        named_after = _labels_after(line.passage[run[-1].end : line.end], len(run))
        if named_after:
            labels = named_after
        elif near:
            best = min(near, key=lambda g: min(abs(g[0].start - run[-1].end), abs(run[0].start - g[-1].end)))
            labels = [m.value.label for m in best]
        elif versus:
            here = _in_order(line, [m for m in mentions if m.end <= run[0].start])
            after = list(dict.fromkeys(m.value.label for m in mentions if m.start >= run[-1].end))
            named = [*here, *after]
            labels = next(
                (x for x in (here, after, named, _with_the_other(named, model), model.compared) if len(x) == len(run)),
                [],
            )
        if not labels and not any(r.start in found for r in run):
            labels = _repeated_order(line, run, rates, mentions, earlier, model)
        if labels:
            earlier = labels
            for rate, label in zip(run, labels, strict=True):
                found[rate.start] = label
