"""Mentions of groups of participants: "the placebo group", "arm B", "upadacitinib 15 mg", "patients without MRD".

A mention is an Item of kind `arm` whose value is its label, as the text words it, without article and group noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.facts.groups.dose_groups import NOUN, amount_groups, dose_groups, is_span
from extractor.facts.groups.traits import NO_TRAIT, Group, denied, trait_finders
from extractor.literals import sparse
from extractor.matching import Item
from extractor.matching.whole import spans_of
from extractor.records import Measure, Mention

_LONGEST_CODE = 4  # a label as short as this is meant as it is printed
# "Group M", "group RD", but "in the control group HR 0.5", "in each group N = 20".
_CODE = (
    r"[A-H]\d?(?!\s?[≤≥])|[IVX]{1,4}|(?!(?:AND|OR|VS|HR|RR|CI|SD|SE|SEM|IQR|MD|SMD|OS|PFS|DFS|CR|PR|ORR|ITT|PP|US|UK)\b)"
    r"[A-Z]{1,3}(?!\s?[=<>≤≥±:]|\s[\d-])"
)
_LETTERED = sparse(
    r"\b(?P<noun>DL(?=[ -]?\d)|[Gg]roups?|[Aa]rms?|[Cc]ohorts?|GROUP|ARM|[Dd]ose levels?)[ -]?"
    rf"(?P<first>1?\d|{_CODE})\b(?!-|\.\d|%|\s(?:(?:beta|β|ha?emol)\S* )*(?:strep|mening|rota|salmon|coxsack|entero)"
    r"|\s(?:to \d+|months?|years?|weeks?|days?|hours?|m?g)\b)"
    rf"(?P<more>(?:(?:, |/|,? and | or | vs\.? | versus )(?:\d{{1,2}}|{_CODE})\b(?![-.]\w|\s?%| [(\[]| of\b))*)"
)
# "comparing group A to B", "group 1 compared with 2"
_SET_AGAINST = re.compile(rf"(?: as)?(?: compared)? (?:to|with|than) (?P<other>1?\d|{_CODE})\b(?![-.%]|\s\w)")
# "in arms A (16%) or C (22%)"
_APART = re.compile(rf" \([^()]*\),? (?:and|or) (?P<code>1?\d|{_CODE})\b(?= \()")
_COMPARING = re.compile(r"\bcompar\w+ (?:the )?$", re.I)
# "80% in group I, 60% in II and 40% in III"
_NOUN_LEFT_OUT = re.compile(
    r"(?<=[%)]) (?:in|for|of) (?P<code>[IVX]+|[B-H]|[2-6])(?=\s?[,;.()]|\s(?:and|vs|versus|compared)\b|$)"
)
_KINDS_OF_CODES = (re.compile(r"[IVX]+"), re.compile(r"[A-H]"), re.compile(r"\d"))
_GROUP_OF = re.compile(r"\b(?:control|placebo|treatment|trial|study|treated|each|experimental|intervention)\s$", re.I)
# "In the lithium group 3 patients had tremor"
_GROUP_NAMED = re.compile(
    r"\bthe (?!(?:remaining|other|same|whole|entire|age|risk|dose|total|present)\b)[\w-]+ $", re.I
)
_COUNTED = re.compile(
    r" (?:patients?|subjects?|children|child|infants?|women|men|cases?|eyes )?\s?(?:had|developed|died|experienced"
    r"|required|showed|responded|suffered|relapsed|recovered|improved|deteriorated|worsened|achieved|reached|reported"
    r"|completed|withdrew|discontinued|remained|became|failed|survived|were)\b| \(\d[\d.]*\s?%"
)
_NAMED = sparse(rf"\b{NOUN}\b", re.I)
# "in the MAB-group", "QX-patients had fewer"
_HYPHENED = sparse(
    r"(?:(?<![\w-])(?<![\w-] )|(?<=\bthe )|(?<=\bin )|(?<=\bof )|(?<=\bfor )|(?<=\bwith )|(?<=\bamong )|(?<=\bthan )"
    r"|(?<=\band )|(?<=\bto )|(?<=\bby ))(?P<label>[A-Z][A-Z\d+/]+)-(?P<noun>groups?|arm|cohort|patients)\b"
)
_FIXED = sparse(
    r"\b(?:placebo|sham|vehicle|usual care|standard (?:of )?care|standard (?:therapy|treatment)"
    r"|no (?:[a-z-]+ ){0,2}(?:treatment|therapy)|wait(?:ing)?[- ]list(?: controls?)?"
    r"|(?:(?<=\b(?:or|to|vs) )|(?<=\b(?:than|with) )|(?<=versus ))observation(?! (?:period|time|of|that|and|in)\b)"
    r"(?: alone| only)?|"
    r"(?<!disease )(?<!tumor )(?<!tumour )(?<!local )(?<!glycemic )(?<!seizure )(?<!pressure )(?<!symptom )"
    r"(?<!asthma )(?<!locoregional )control(?:s|"
    r" subjects| patients| group| arm)?(?! rate)"
    r"|cases(?= (?:and|or|versus|vs\.?|than|compared (?:with|to)) (?:the )?(?:\d+ ?\(\d[\d.]* ?%\) )?controls\b)"
    r"|(?<=\bcontrols and )cases\b|(?<=\bcontrols than )(?:in )?cases\b"
    r"|observation (?:group|arm)|(?:non-?)?(?:users|responders|smokers)|non-?recipients|vaccinees?"
    r"|vaccine(?= recipients)"
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bthe )|(?<=\bamong )|(?<=\bthan ))recipients|monotherapy"
    r"|(?:(?:[\w-]+-(?:drug|agent)|dual|triple|quadruple) )?combination therapy)\b",
    re.I,
)
# What was needed "to control fever" is no group.
_TO_DO = re.compile(
    r"(?<!compared )(?<!relative )(?<!similar )(?<!assigned )(?<!allocated )(?<!randomized )(?<!randomised )(?<!equal )"
    r"(?<!superior )(?<!inferior )(?<!comparison )(?<!contrast )(?<!respect )(?<!addition )(?<!switched )\bto $",
    re.I,
)
_ADJUSTED = re.compile(r"\b(?:after|with|upon) $", re.I)  # "after control for age and sex"
_WHAT = re.compile(
    r" (?!(?:groups?|arms?|and|or|in|at|after|on|was|were|is|had|but|by|for|from|with|without|versus|treatment|therapy"
    r"|diet|conditions?|subjects|patients|participants|women|men|children|values|levels|than|who|only|alone)\b)[a-z]"
)
_HOW = r"(?:after|with|in|for|among|using|on|following)"
# "carboplatin hypersensitivity", "heparin-induced": what a drug did is no group, nor what it does not act on.
_OF_HARM = re.compile(
    r"[ -](?:hypersensitivit|allerg|toxicit|overdos|intoxication|induced|related|associated|withdrawal|pneumonitis"
    r"|(?:nephro|neuro|cardiomyo|encephalo)path|intoleran|resistan|sensitiv|susceptib|refractor|(?:na[iï]ve|free)\b)",
    re.I,
)
NOT_GIVEN = re.compile(
    r"\b(?:(?:allerg|intoleran|resistan|sensitiv|susceptib|refractor)\w* to (?:both )?|instead of )(?:the |an? )?$",
    re.I,
)
_PARTNER_AFTER = re.compile(r"(?:\s?(?:\+|\bplus\b)\s?|/)[A-Za-z][\w-]*")
_PARTNER_BEFORE = re.compile(r"(?<![\w-])[A-Za-z][\w-]*(?:\s?(?:\+|\bplus\b)\s?|/)$")
_COMPARATIVE = sparse(
    r"\b(?:lower|higher|greater|more|less|better|worse|fewer|superior|inferior|similar|longer|shorter)\b[^;.()]{0,40}?\s"
    rf"{_HOW}\s(?:the\s)?(?P<a>[^,;().]{{2,40}}?)\s(?:\([^()]*\)\s)?"
    rf"(?:than|(?:(?:as|when) )?compared (?:with|to)|versus)\s"
    rf"(?:{_HOW}\s)?(?:the\s)?(?P<b>[^,;().]{{2,40}}?)(?=\s?[(,.;])",
    re.I,
)
# Words at which a label, read leftwards from its group noun, must begin.
_LEFT_STOP = re.compile(
    r"^.*-$|^(?:the|a|an|(?-i:[Ii]n|[Oo]n|[Aa]t|[Aa]s|[Ii]s)|of|to|for|with|by|from|into|between|among|both|all|each|either|two|three|four|"
    r"than|that|and|or|vs\.?|versus|was|were|are|had|has|have|received|receiving|receive|randomi[sz]ed|"
    r"assigned|allocated|compared|while|whereas|our|this|these|those|any|no|only|per|within|across|"
    r"respective|other|same|different|patients?|participants?|subjects?|which|who|using|given|entire|"
    r"whole|total|overall|study|treatment|patient|age|comparison|parallel|matched|first|second|third|large|small|"
    r"compar\w+|divided|included|including|separate|new|equal|intervention|median|mean)$",
    re.I,
)
# These a label keeps where nothing else names the group.
_KEEP_BARE = re.compile(
    r"^(?:treatment|intervention|control|study|experimental|comparison|overall|total|first|second|third)$", re.I
)
# "the laparoscopic fixation (LF) group"
_SHORT_FORM = re.compile(r"\w\s?[(\[](?P<short>[A-Za-z][\w/+.-]{1,11})[)\]]\s$")
_BEFORE_KIND = re.compile(r"\b(?:an?|the) ((?:[\w-]+ ){0,2}[\w-]+) [(\[]$")  # a massage (study) group
# "the study group" is one of two where the others are "the control group"; else it may be everyone, or who writes.
_SET_APART = sparse(r"\b(?:control|placebo|comparison|conventional|reference|standard|routine) group\b", re.I)
# "in the drug A and drug B arm (12% vs 9%)", "... in the A and B group, respectively": two, with one noun.
_ONE_EACH = re.compile(
    r"(?:(?!\b(?:than|compared|vs|versus|groups?|arms?)\b)(?:[^.;()\[\]]|\.\d)){0,60}?"
    r"(?:,? resp(?:ectively\b|\.)|[(\[](?:[^()\[\];]|\([^()]*\))*?\d[^()\[\];]*?\b(?:vs?\.?|versus)\s)"
)
_SAID = re.compile(
    r" (?:and|or) .*?\b(?:was|were|is|are|had|has|have) "
)  # "relapse and death were alike in both groups"
_OF_RESEARCHERS = re.compile(r"Oncology|Cooperative|Working|Collaborative|Study$|Trials?$|Research$")
_CAPITALISED = re.compile(r"(?:[A-Z][\w'-]+ ){2,}[A-Z][\w'-]+")  # North Central Cancer Treatment Group
_AND = re.compile(
    r"(?:(?!(?:and|in|of|to|were|was|than|had|groups?|arms?|versus|vs|patients|compared|with|between)\b)\S+ )+"
    r"and (?:(?!(?:and|in|of|to|than|groups?|arms?|patients)\b)\S+ )+"
)
_EMPTY = re.compile(
    r"^(?:with|without|who|by|an?|and|risk|higher|lower|\d[\d.,%]*|baseline|current|analy[sz]ed|evaluated|latter|"
    r"former|one|four|five|six|prospective|retrospective|single|target|primary|validation|derivation|birth|"
    r"support|(?:this|that|another|such) ?\w*|(?:single|multi)-?cent(?:er|re)|study"
    r"|both|all|each|either|these|those|two|three|other|any|age|sub|patient|study population|groups?|arms?"
    r"|cohorts?)?$",
    re.I,
)


def explicit_groups(text: str, start: int, end: int, known: Sequence[str]) -> list[Item]:
    """The mentions that a group noun, a letter or a defined label makes certain."""
    finders = (
        amount_groups(text, start, end),
        _lettered(text, start, end),
        _named(text, start, end),
        _known(text, start, end, known),
    )
    return _without_overlap(finders)


def find_groups(
    text: str, start: int, end: int, mentions: Sequence[Mention], measures: Sequence[Measure], known: Sequence[str]
) -> list[Item]:
    """Group mentions of text[start:end], none overlapping, in order; the more explicit kind wins a conflict."""
    finders = (
        amount_groups(text, start, end),
        _lettered(text, start, end),
        _named(text, start, end),
        _hyphened(text, start, end),
        denied(text, start, end),
        _known(text, start, end, known),
        dose_groups(text, start, end, mentions, measures),
        _comparatives(text, start, end),
        _treatments(text, start, end, mentions, measures),
        _fixed(text, start, end),
        *trait_finders(text, start, end),
    )
    return _without_overlap(finders)


def _without_overlap(finders: Iterable[Iterator[Item]]) -> list[Item]:
    found: list[Item] = []
    for finder in finders:
        for item in finder:
            if all(item.end <= f.start or item.start >= f.end for f in found):
                found.append(item)
    return sorted(found, key=lambda i: i.start)


def _lettered(text: str, start: int, end: int) -> Iterator[Item]:
    """Group A; groups I and II; cohort 1, 2 and 3."""
    for match in _LETTERED.finditer(text, start, end):
        if match["noun"] == "DL":
            yield Item("arm", match.start(), match.end("first"), Group(match[0]))
            continue
        noun = match["noun"].rstrip("s").lower()
        if match["first"].isalpha() and text[match.end("noun")] not in " -":
            continue
        if match["first"].isdigit() and _GROUP_OF.search(text, max(start, match.start() - 14), match.start()):
            continue  # "in the control group 12 responded"
        is_named = match["first"].isdigit() and _GROUP_NAMED.search(text[start : match.start()])
        if is_named and _COUNTED.match(text, match.end("first"), end):
            continue
        yield Item("arm", match.start(), match.end("first"), Group(f"{noun} {match['first']}"))
        against = _SET_AGAINST.match(text, match.end("first"), end)
        if against and (_COMPARING.search(text[start : match.start()]) or "compared" in against[0]):
            yield Item("arm", *against.span("other"), Group(f"{noun} {against['other']}"))
        kind = next((regex for regex in _KINDS_OF_CODES if regex.fullmatch(match["first"])), None)
        for left_out in _NOUN_LEFT_OUT.finditer(text, match.end(), end) if kind else ():
            if kind and kind.fullmatch(left_out["code"]):
                yield Item("arm", *left_out.span("code"), Group(f"{noun} {left_out['code']}"))
        if match["noun"].endswith("s") and (apart := _APART.match(text, match.end("first"), end)):
            yield Item("arm", *apart.span("code"), Group(f"{noun} {apart['code']}"))
        # "cohort B, and 18 in cohort C": after a letter, a figure is a number of people.
        letter = r"\b[A-H]{1,2}\d?\b" if _KINDS_OF_CODES[1].fullmatch(match["first"]) else rf"\b(?:{_CODE})\b"
        further = r"\b\d{1,2}\b" if match["first"].isdigit() else letter
        for more in re.finditer(further, match["more"]):
            s = match.start("more") + more.start()
            yield Item("arm", s, s + len(more[0]), Group(f"{noun} {more[0]}"))


def _named(text: str, start: int, end: int) -> Iterator[Item]:
    """the placebo group; the early and late intervention groups (one mention each)."""
    for match in _NAMED.finditer(text, start, end):
        begin = _label_start(text, start, match.start())
        label = text[begin : match.start()].strip()
        short = _SHORT_FORM.search(text, max(start, match.start() - 20), match.start())
        if not label and short and not match[0].lower().endswith("s"):
            long = _BEFORE_KIND.search(text, start, short.start("short")) if _KEEP_BARE.match(short["short"]) else None
            begin, label = (long.start(1), long[1]) if long else (short.start("short"), short["short"])
            yield Item("arm", begin, match.end(), Group(label))
            continue
        whole = _WHOLE.search(text[start : match.start()])
        if (
            not match[0].lower().endswith("s")
            and whole
            and not _is_two(text, whole[1], match.end(), end)
            and re.search(r" (?:and|or|plus|with) ", whole[1])
            and not re.search(
                r"\b(?:the|a|in|of|to|were|was|than|had|group|versus|vs|patients|compared|\d+)\b", whole[1]
            )
        ):
            begin = start + whole.start(1)  # "the pomalidomide and dexamethasone group" is one group
            label = whole[1].strip()
        if match[0].lower().endswith("s") or (whole and _is_two(text, whole[1], match.end(), end)):
            yield from _conjoined(text, start, begin, match.end())
        elif (
            label
            and (not _EMPTY.match(label) or (label == "study" and _SET_APART.search(text)))
            and not (label == "combined" and match[0].lower() == "cohort")
            and not (_OF_RESEARCHERS.search(label) or (match[0] == "Group" and _CAPITALISED.fullmatch(label)))
        ):
            yield Item("arm", begin, match.end(), Group(f"{label} {match[0]}" if is_span(label) else label))


def _hyphened(text: str, start: int, end: int) -> Iterator[Item]:
    """The MAB-group; QX-patients."""
    for match in _HYPHENED.finditer(text, start, end):
        yield Item("arm", match.start("label"), match.end(), Group(match["label"], trait=match["noun"] == "patients"))


def _is_two(text: str, label: str, noun_end: int, end: int) -> bool:
    """Whether "the A and B group" is two groups: each of them has a share of its own."""
    return _AND.fullmatch(label) is not None and _ONE_EACH.match(text, noun_end, end) is not None


# the pomalidomide and dexamethasone | group; the fluorouracil, leucovorin and oxaliplatin | arm
_WHOLE = re.compile(
    r"\b(?:[Tt]he|a) ((?:[\w+/.'’-]+ ){1,8}|(?:[\w+/’-]{4,}, ){1,3}[\w+/’-]{4,},? (?:and|plus) [\w+/’-]{4,} )"
    r"(?<! and )(?<! or )$"
)


def _label_start(text: str, start: int, noun: int) -> int:
    """Reads leftwards from the group noun, six words at most."""
    begin = noun
    for word in reversed(list(re.finditer(r"\S+", text[start:noun]))[-6:]):
        bare = word[0].strip("'’")
        if bare == "no" and text.endswith((" the ", "The "), 0, start + word.start()):  # "the no drain group"
            return start + word.start()
        if bare.endswith((",", ";", ":", ")", ".")) or re.search(r"[(\[%=]", bare):
            break
        if _LEFT_STOP.match(bare) and not (begin == noun and _KEEP_BARE.match(bare)):
            break
        begin = start + word.start()
    return begin


_LABELS = re.compile(
    r"((?:[\w+/.'’-]+ ){0,4}?[\w+/.'’-]+(?:, (?:[\w+/.'’-]+ ){0,3}[\w+/.'’-]+)*,? (?:and|or|versus|vs\.?) (?:the )?"
    rf"(?:[\w+/.'’-]+ ){{1,4}}){NOUN}$"
)
_ONE_LABEL = re.compile(
    r"(?:^|(?<=, )|(?<=\band )|(?<=\bor )|(?<=\bvs )|(?<=\bvs\. )|(?<=\bversus ))(?:(?!, |,? (?:and|or|versus|vs)\b).)+"
)


def _conjoined(text: str, start: int, begin: int, end: int) -> Iterator[Item]:
    """The labels of "upadacitinib 15 mg, 30 mg and placebo groups"; a single plural label ("both groups") is none."""
    left = text[max(start, begin - 90) : end]
    match = _LABELS.search(left)
    if not match or _SAID.search(match[1]):
        return
    base = max(start, begin - 90)
    for part in _ONE_LABEL.finditer(match[1]):
        words = part[0].split()
        while words and _LEFT_STOP.match(words[0]) and not (len(words) == 1 and _KEEP_BARE.match(words[0])):
            words = words[1:]
        cut = next((i for i in range(len(words) - 1, -1, -1) if _LEFT_STOP.match(words[i])), -1)
        label = " ".join(words[cut + 1 :]).strip(" .")
        if label and not _EMPTY.match(label):
            at = base + match.start(1) + part.start() + part[0].rindex(label)
            yield Item("arm", at, at + len(label), Group(label))


def _known(text: str, start: int, end: int, known: Sequence[str]) -> Iterator[Item]:
    """Labels that the paper defined together with a size, wherever they occur again, the longest first."""
    for label in sorted(known, key=len, reverse=True):
        for begin, stop in spans_of(label, text, start, end, ignores_case=len(label) > _LONGEST_CODE, plural=True):
            if _OF_HARM.match(text, stop, end) or NOT_GIVEN.search(text, start, begin):
                continue
            first, last = _with_partners(text, start, end, begin, stop)
            whole = last - first == stop - begin
            yield Item("arm", first, last, Group(label if whole else text[first:last]))


def _with_partners(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Where a label ends with what it is given with: of "A plus B" and "C + A", the whole names the arm."""
    while after := _PARTNER_AFTER.match(text, last, end):
        last = after.end()
    while before := _PARTNER_BEFORE.search(text[start:first]):
        first = start + before.start()
    return first, last


def _comparatives(text: str, start: int, end: int) -> Iterator[Item]:
    """Both sides of "lower after hybrid suture than after running suture"."""
    for match in _COMPARATIVE.finditer(text, start, end):
        for name in ("a", "b"):
            label = match[name].strip()
            if not NO_TRAIT.search(label) and re.search(r"[A-Za-z]{2}", label):
                yield Item("arm", match.start(name), match.end(name), Group(label, strong=False, trait=True))


def _treatments(
    text: str, start: int, end: int, mentions: Sequence[Mention], measures: Sequence[Measure]
) -> Iterator[Item]:
    """Drugs, with their dose, joined by plus: `upadacitinib 15 mg`, `bortezomib + dexamethasone`."""
    pieces = [(m.start, m.end) for m in mentions if start <= m.start < end]
    in_line = [m for m in measures if m.kind == "dose" and start <= m.start < end]
    doses, before = {m.start: m.end for m in in_line}, {m.end: m.start for m in in_line}
    i = 0
    while i < len(pieces):
        s, e = pieces[i]
        s, e = before.get(s - 1, s), doses.get(e + 1, e)  # "10 mg amisulpride", "amisulpride 10 mg"
        while i + 1 < len(pieces) and re.fullmatch(
            r"\s?(?:\+|plus|/|-|–|with|combined with|in combination with)\s?", text[e : pieces[i + 1][0]]
        ):
            i += 1
            e = doses.get(pieces[i][1] + 1, pieces[i][1])
        s, e = _with_partners(text, start, end, s, e)
        if not _OF_HARM.match(text, e, end) and not NOT_GIVEN.search(text, start, s):
            yield Item("arm", s, e, Group(text[s:e], strong=False))
        i += 1


def _fixed(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _FIXED.finditer(text, start, end):
        if _ADJUSTED.search(text, start, match.start()) and text.startswith(" for ", match.end()):
            continue
        if match[0] == "control" and _TO_DO.search(text, start, match.start()) and _WHAT.match(text, match.end(), end):
            continue
        yield Item("arm", match.start(), match.end(), Group(re.sub(r" (?:group|arm)$", "", match[0]), strong=False))
