"""Which drug an amount is of: by the patterns of doses.yml, in order, the nearest pair first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise

from extractor.facts.context import PaperView
from extractor.facts.doses.amounts import VOLUMES, is_by_body, needs_near_drug
from extractor.facts.doses.foreign import foreign_code, foreign_name
from extractor.matching import Item, Line, Match, Pattern, PatternSet
from extractor.nlp.dosed import abbreviates
from extractor.records import Measure, Mention

Dosing = Callable[[bool], bool]  # of amounts per body size, of others
_JOINED = re.compile(r"\s?[-–—/+]\s?")
_MOST = 3  # drugs in a fixed combination; a name of more drugs is a regimen, whose doses the paper gives one by one
CERTAIN = 0.9
_BOTH_REACH = len(" ml intravenously, ")  # characters from an amount to the route and the frequency in its bracket
_FAR = ("dose.drug_far", "dose.near_drug", "dose.drug_near")


@dataclass(frozen=True, slots=True)
class Link:
    """The drug of an amount (None where the paper does not tell), the pattern that says so, and who gets as much."""

    drug: str | None
    pattern: Pattern
    also: tuple[str, ...] = ()  # the other drugs of "A and B, each at 5 mg"


_ALIAS = re.compile(r"\s?[(\[]([A-Za-z][\w®™.-]*(?: [A-Za-z][\w®™-]*)?)(?:[)\]]|[;,] ?(?=\d))")
_NO_ALIAS = re.compile(
    r"(?:i\.?[vmp]\.?|s\.?c\.?|p\.?o\.?|oral\w*|daily|weekly|once.*|twice.*|intra\w+|sub\w+|topical\w*|inhaled"
    r"|[bt]\.?i\.?d\.?|q\.?d\.?|q\d.*|control|(?:group|arm) .*|.*group|.*arm)$",
    re.I,
)
# "streptozotocin-induced diabetes", "cisplatin-resistant tumours": what describes something else is not what is given.
_ADJECTIVAL = re.compile(
    r"-(?:induced|resistant|sensitive|refractory|na[iï]ve|dependent|associated|related|sparing|free|like|eluting|specific"
    r"|intolerant|tolerant|responsive|evoked|mediated|stimulated)\b"
)
# What made the model or the disease was given too: in the indomethacin-induced ulcer model (30 mg/kg).
_INDUCED = re.compile(r"-(?:induced|evoked|stimulated|challenged)\b")
# The short name behind a stroke is of the paper's other drug: FF/VI 100/25 µg.
_PARTNER = re.compile(r"\s?/\s?([A-Z]{2,5})(?= \d)")
_INITIALS = re.compile(r"[A-Z]{2}")
_LATIN = re.compile(r"[bqt]\.?i\.?d\.?|[oq]\.?d\.?", re.I)
# Between the amounts of a list whose items say what they are: 5 mg/kg (low), 10 mg/kg (high) and 20 mg/kg
_NEXT = re.compile(r"\s?(?:\([^()]{1,40}\))?(?:, (?:and |or )?| and | or )")
_OTHER = re.compile(r"\b(?:and|plus|with|or|versus|vs|than|in|for|on|to|by|followed|then)\b", re.I)


def drug_items(text: str, mentions: Sequence[Mention], drugs: Collection[str]) -> list[Item]:
    """Drugs as items whose value is the tuple of names: two for `artemether-lumefantrine`, five for `R-CHOP`.

    `drugs` are all of the paper's. What only induced something is an agent.
    """
    items: list[Item] = []
    for mention in (m for m in mentions if not _ADJECTIVAL.match(text, m.end)):
        last = items[-1] if items else None
        if last and (mention.start < last.end or _JOINED.fullmatch(text[last.end : mention.start])):
            items[-1] = Item("drug", last.start, max(mention.end, last.end), (*last.value, mention.drug))
        else:
            items.append(Item("drug", mention.start, mention.end, (mention.drug,)))
    agents = [Item("agent", m.start, m.end, (m.drug,)) for m in mentions if _INDUCED.match(text, m.end)]
    return [*(_with_partner(text, _with_alias(text, item), drugs) for item in items), *agents]


def _with_partner(text: str, item: Item, drugs: Collection[str]) -> Item:
    short = _PARTNER.match(text, item.end) if len(item.value) == 1 else None
    if not short:
        return item
    others = [d for d in drugs if d not in item.value and (d.startswith(short[1].lower()) or abbreviates(short[1], d))]
    return Item("drug", item.start, short.end(), (*item.value, others[0])) if len(others) == 1 else item


def _with_alias(text: str, item: Item) -> Item:
    """A drug and its other name in brackets are one: bevacizumab (Avastin) 10 mg/kg; carboplatin (CBDCA) AUC 5."""
    alias = _ALIAS.match(text, item.end)
    return Item("drug", item.start, alias.end(), item.value) if alias and not _NO_ALIAS.match(alias[1]) else item


def drug_names(view: PaperView) -> dict[str, str]:
    """What the paper's drugs are called in it, lower case, with the drug; so too short forms in brackets: (T4)."""
    names = {p.text[m.start : m.end].lower(): m.drug for p in view.passages for m in p.mentions}
    for passage in view.passages:
        for mention in passage.mentions:
            alias = _ALIAS.match(passage.text, mention.end)
            if alias and alias[1].isupper() and not _NO_ALIAS.match(alias[1]):
                names.setdefault(alias[1].lower(), mention.drug)
    return names


def main_drug(view: PaperView) -> str | None:
    """The drug named most often, the title counting threefold; none where a paper is about no drug that is known."""
    count: Counter[str] = Counter()
    for passage in view.passages:
        for mention in (m for m in passage.mentions if not _ADJECTIVAL.match(passage.text, m.end)):
            count[mention.drug] += 3 if passage.passage.ordinal == 0 else 1
    return next((drug for drug, times in count.most_common(1) if times > 2), None)


def link(
    line: Line, patterns: PatternSet, dosing: Dosing, before: str | None, names: Mapping[str, str]
) -> dict[Measure, Link]:
    """The link of each amount of a sentence.

    `dosing` says whether an amount that stands far from any drug counts; `before` is the drug that the text before
    speaks of; `names` are those of the paper's drugs, lower case, with the drugs.
    """
    links: dict[Measure, Link] = {}
    groups = [i for i in line.items if i.kind == "dose"]
    others = _of_others(line, groups, names)
    for pattern in patterns.of("dose"):
        if "from" in pattern.gives:
            for group in groups:
                _fall_back(line, group, pattern, dosing, before, links)
            continue
        for match in _nearest_first(pattern, line):
            if pattern.id in _FAR and any(item in others for item in match.slots.values()):
                continue
            if "each" in pattern.gives:
                _give_all(match, links)
                continue
            if "as_many" in pattern.gives and not _as_many(match):
                continue
            for measure, drug in _pairs(match):
                if measure not in links and _allowed(match, measure, dosing):
                    links[measure] = Link(drug, pattern)
    return {m: own for m, found in links.items() if (own := _of_its_own(line, found, m, others, patterns))}


def _of_others(line: Line, groups: Sequence[Item], names: Mapping[str, str]) -> dict[Item, str | None]:
    """The amounts beside which another name stands, with its drug; the next ones of a list are of the same."""
    others: dict[Item, str | None] = {}
    last: Item | None = None
    for group in groups:
        if name := foreign_name(line, group):
            others[group] = _named(name, names)
        elif last in others and _NEXT.fullmatch(line.passage, last.end, group.start):
            others[group] = others[last]
        last = group
    return others


def _named(name: str, names: Mapping[str, str]) -> str | None:
    """The drug of a name, of one of its words, or of which it is the beginning or end: AGuIX particles, Doxy, Rb1."""
    for word in (name.lower(), *name.lower().split()):
        if drug := names.get(word) or next((d for d in names.values() if _is_part(word, d)), None):
            return drug
    # PB for phenobarbital, where the paper names no other drug that it may stand for
    meant = {d for d in names.values() if _INITIALS.fullmatch(name) and abbreviates(name + d[-1].upper(), d)}
    return meant.pop() if len(meant) == 1 else None


def _is_part(word: str, drug: str) -> bool:
    starts = len(word) > 3 and drug.startswith(word)
    return starts or (word[-1:].isdigit() and drug.endswith(f" {word}")) or abbreviates(word.upper(), drug)


def _of_its_own(
    line: Line, found: Link, measure: Measure, others: Mapping[Item, str | None], patterns: PatternSet
) -> Link | None:
    """The link of an amount that only the sentence or the paper ties to a drug, where another name stands beside it.

    "X and then casein (45 g)": of casein, if the paper gives that elsewhere, else of something unknown, which is no
    drug if it comes by the volume and has no code name.
    """
    group = next((group for group in others if measure in group.value), None)
    if group is None or "from" not in found.pattern.gives:
        return found
    if drug := others[group]:
        return Link(drug, found.pattern)
    volume = (measure.unit or "").startswith(VOLUMES) and not foreign_code(line, group)
    return None if volume and not _is_prescribed(line, group) else Link(None, patterns.of("dose")[-1])


def _allowed(match: Match, measure: Measure, dosing: Dosing) -> bool:
    if match.pattern.id not in _FAR:
        return True
    if match.pattern.id == "dose.near_drug" and _OTHER.search(match.line.passage[match.start : match.end]):
        return False
    return (not needs_near_drug(measure) or _is_dose_of(match, measure)) and dosing(is_by_body(measure))


def _is_dose_of(match: Match, measure: Measure) -> bool:
    """Ions that the words call a dose: potassium citrate (at a dose of 20 mEq)."""
    return measure.unit not in VOLUMES and "dose" in match.line.passage[match.start : measure.start].lower()


def _nearest_first(pattern: Pattern, line: Line) -> list[Match]:
    """All matches, overlapping ones included; a match begins at a drug or an amount, so few places are tried."""
    found, at = [], 0
    while match := pattern.regex.search(line.text, at):
        found.append(Match(pattern, line, match))
        at = match.start() + 1
    return sorted(found, key=lambda m: m.end - m.start)


def _give_all(match: Match, links: dict[Measure, Link]) -> None:
    """All amounts of a match to all of its drugs."""
    names = [name for item in match.slots.values() if item.kind == "drug" for name in item.value]
    for measure in (m for item in match.slots.values() if item.kind == "dose" for m in item.value):
        links.setdefault(measure, Link(names[0], match.pattern, tuple(names[1:])))


def _as_many(match: Match) -> bool:
    """Whether a match has as many amounts as drugs, and more than one; of amounts with a unit each, where asked for."""
    names = [name for item in match.slots.values() if item.kind == "drug" for name in item.value]
    amounts = [measure for item in match.slots.values() if item.kind == "dose" for measure in item.value]
    if match.pattern.gives["as_many"] == "units" and any(match.line.passage[m.end - 1].isdigit() for m in amounts):
        return False
    return len(names) > 1 and len(names) == len(amounts)


def _pairs(match: Match) -> Iterator[tuple[Measure, str]]:
    """Amounts with drugs in order where there are as many; else all amounts of the one drug."""
    slots = sorted(match.slots.items(), key=lambda s: s[1].start)
    amounts = [m for name, item in slots if item.kind == "dose" for m in item.value]
    drugs = [item.value for name, item in slots if item.kind in ("drug", "agent")]
    names = [name for value in drugs for name in value]
    if len(names) > 1 and len(names) == len(amounts):
        yield from zip(amounts, names, strict=True)
    elif len(drugs) == 1 and len(names) > 1 and _are_combinations(match, amounts, len(names)):
        yield from zip(amounts, cycle(names), strict=False)
    elif len(drugs) == 1 and len(names) <= _MOST:
        # A + B (5 mg) is 5 mg of B; A/B (5 mg) and A-B are one preparation
        item = next(item for _, item in slots if item.kind in ("drug", "agent"))
        added = " + " in match.line.passage[item.start : item.end]
        for measure in amounts:
            yield measure, names[-1] if added else " + ".join(names)


def _are_combinations(match: Match, amounts: list[Measure], each: int) -> bool:
    """Strengths of a fixed combination, one after the other: A/B (500/200 mg and 500/100 mg)."""
    gaps = [match.line.passage[a.end : b.start].strip() for a, b in pairwise(amounts)]
    return len(amounts) % each == 0 and all((gap == "/") == bool(i % each) for i, gap in enumerate(gaps, 1))


def _fall_back(
    line: Line,
    group: Item,
    pattern: Pattern,
    dosing: Dosing,
    drug: str | None,
    links: dict[Measure, Link],
) -> None:
    """The last drug before the amount in its sentence, else the first after it; or the drug of the text before."""
    source = pattern.gives["from"]
    near_only = source != "nothing" or not _is_prescribed(line, group)
    open_ = [m for m in group.value if m not in links and not (near_only and needs_near_drug(m))]
    certain = any(found.pattern.confidence >= CERTAIN for found in links.values())  # the sentence gives doses
    open_ = [m for m in open_ if certain or dosing(is_by_body(m))]
    if source == "sentence":
        drugs = [i for i in line.items if i.kind == "drug" and len(i.value) <= _MOST]
        earlier = [d for d in drugs if d.end <= group.start]
        near = earlier[-1] if earlier else drugs[0] if drugs else None
        drug = " + ".join(near.value) if near else None
    elif source == "nothing":
        open_ = [m for m in open_ if _by_weight(m) or foreign_code(line, group) or not near_only]
    names = drug.split(" + ") if drug else []
    if len(names) > 1 and len(names) == len(open_) == len(group.value):  # A/B 5/160 mg was increased to 10/160 mg
        links.update((measure, Link(name, pattern)) for measure, name in zip(open_, names, strict=True))
    elif drug or source == "nothing":
        for measure in open_:
            links[measure] = Link(drug if source != "nothing" else None, pattern)


def _is_prescribed(line: Line, group: Item) -> bool:
    """Whether a bracket tells the amount and right behind it how or how often it is taken: a herbal pill (6 g, tid).

    Of food only grams are told so, and in plain words: yoghurt (200 g daily). Of fluids both are asked for.
    """
    if line.passage[group.start - 1 : group.start] not in ("(", "["):
        return False
    if needs_near_drug(group.value[0]):
        kinds = {i.kind for i in line.items if 0 <= i.start - group.end < _BOTH_REACH}
        return {"route", "frequency"} <= kinds
    after = (i for i in line.items if i.kind in ("route", "frequency") and i.start >= group.end)
    beside = [i for i in after if not line.passage[group.end : i.start].strip(" ,;")]
    food = group.value[0].unit == "g"
    return any(not food or i.kind == "route" or _LATIN.fullmatch(line.passage, i.start, i.end) for i in beside)


def _by_weight(measure: Measure) -> bool:
    """Whether an amount is per body size, so that it is given whatever it is of; volumes may be of the vehicle."""
    return is_by_body(measure) and not (measure.unit or "").startswith(VOLUMES)
