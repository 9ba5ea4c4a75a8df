"""Groups by what participants are or have: "patients with colitis", "those aged 40 to 60", "women", "without it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.literals import sparse
from extractor.matching import Item

_PEOPLE = (
    r"(?:patients|participants|subjects|those|individuals|women|men|children|infants|adults|mothers|eyes|cases"
    r"|recipients|volunteers|vaccinees|deliveries|births|pregnancies|procedures|lesions|tumou?rs|survivors|donors"
    r"|students|respondents|ears|knees|hips|babies|newborns|neonates|people|persons)"
)
_SEXES = sparse(
    r"(?:(?<=\bof )|(?<=\bin )|(?<=\bfor )|(?<=\bamong )|(?<=\bthan )|(?<=\bof the )|(?<=\bin the )|(?<=[.;] )|(?<=^))"
    r"(?:men|women|males|females|boys|girls|octogenarians|children|adults)\b"
    r"(?! (?:with|without|who|whose|aged|given|receiving|treated|taking|undergoing|on|had a mean"
    r"|over|under|above|below|older|younger|(?:in|from|of) (?:the |each |either )?[\w+/-]+(?: [\w+/-]+){0,2}?"
    r" (?:groups?|arms?|cohorts?))\b)",
    re.I,
)
_PAIRS_OF_SEXES = (("men", "women"), ("males", "females"), ("boys", "girls"))
_OF_ALL_AGES = re.compile(r"\b(?:adults?|adolescents?|mothers|parents|elderly|children|infants?)\b", re.I)
_OTHER_SEX = {a: b for pair in _PAIRS_OF_SEXES for a, b in (pair, pair[::-1])}
# "the proportion of patients with clear skin": that is what is counted; "... of patients receiving X" is a group.
_COUNTED = re.compile(
    r"\b(?:proportion|percentage|number|fraction|rate|share|frequency|incidence|prevalence|majority|%)s? of "
    r"(?:the |all |\w+ )?$",
    re.I,
)
_HAVING = re.compile(r"with|in whom|who(?: (?:had|did|were|was))?", re.I)
_WHO = re.compile(r"\s(?:who|that|achieving|having|reporting|experiencing)\b", re.I)
_FREQUENT = re.compile(
    r"\s?(?:\([^()]*\)\s)?(?:were|was|are) (?:\w+ )?(?:more|less|most|equally|similarly|as)"
    r" (?:frequent|common|prevalent)",
    re.I,
)
# "patients with and without colitis", "those who did and did not undergo surgery"
_BOTH_WAYS = sparse(
    rf"\b{_PEOPLE} (?:(?P<with>with(?P<or>out)?)(?:,? (?:and|or|versus|vs\.?|than|compared (?:with|to)))"
    r"(?: those| patients)? (?P<without>with(?(or)|out))"
    r"|who (?P<did>(?:did|were|had|was|have|are)(?P<not> not)?) (?:and|or|versus|vs\.?)(?: (?:those )?who)?"
    r" (?P<nor>(?:did|were|had|was|have|are)(?(not)| not))"
    r"(?: (?:received?|undergone|undergo|taken?|have|given|treated with|develop|get|use))?)"
    r" (?:an? |the |any )?",
    re.I,
)
_DEGREE = (
    r"(?:(?:very )?(?:high|low)(?:er)?|positive|negative|(?:un)?detectable|(?:ab)?normal|elevated|increased|reduced"
    r"|decreased|good|poor|(?:in)?complete|(?:in)?adequate|intact|early|late|mild|moderate|severe|mutated|wild-type"
    r"|larger?|small(?:er)?|short(?:er)?|long(?:er)?)"
)
# "patients with detectable and undetectable levels of troponin"
_DEGREES = sparse(
    rf"\b{_PEOPLE} with (?:an? )?(?P<one>{_DEGREE})(?:,? (?:and|or|versus|vs\.?|than|compared (?:with|to)))"
    rf" (?:(?:those|patients) with |with |an? )?(?P<other>{_DEGREE}) (?P<what>[a-zA-Z])",
    re.I,
)
_AGES = sparse(
    rf"\b{_PEOPLE}(?: who were)? (?P<label>(?:aged )?"
    r"(?:(?:older|younger|smaller|larger|greater|less|more|longer|shorter"
    r"|heavier|lighter) than|over|under|above|below|beyond|at least|aged)(?: age)? \d+(?:[.·]\d+)?"
    r"(?:(?: to | and |-|–)\d+(?:[.·]\d+)?)?"
    r"(?:[ -](?:years?(?: old| of age)?|months?(?: old)?|weeks?|days?|mm|cm|kg|g|%)"
    r"|\+)?(?: (?:or|and) (?:older|younger|more|less|over|under|above|below|larger|smaller))?)"
    r"(?=\s?[,;:.()\[]|\s(?:and|or|in|had|was|were|than|versus|vs|at|with|who|compared|of|\w+ing|\w+ed)\b|$)",
    re.I,
)
# "in women aged <30, 30-44 and ≥45 years"
_AGE = r"(?:[<>≤≥]\s?)?\d+(?:\s?(?:-|–|to)\s?\d+)?\+?"
_AGE_LIST = sparse(
    rf"\baged (?P<list>{_AGE}(?:, {_AGE})*,? (?:and|or|vs\.?|versus) {_AGE})(?=\s?(?:years?\b|[,;.():]|$))", re.I
)
_ONE_AGE = re.compile(_AGE)
# "in the age group 2 to 5 years"
_AGE_GROUP = sparse(
    r"\b(?P<label>age groups? (?:of )?\d+(?: (?:years?|months?))?(?: to | and |-|–)\d+(?:[ -](?:years?|months?))?)\b",
    re.I,
)
_BARE_WITHOUT = sparse(r"\b(?:than|and|vs\.?|versus|those)\s(?P<how>without)\b(?=\s?[(,.;)])", re.I)
_LEAD = re.compile(r"(?:For|In|Among|With|After|Following|On)\s(?:the\s|a\s)?(?P<label>[^,;:()]{2,60}),\s")
_NO_LEAD = re.compile(
    r"\d|\b(?:one|another|single|each|total|conclusion|addition|contrast|study|trial|analys[ie]s|follow-up|median|months?|years?|weeks?|"
    r"days?|hours?|summary|all|patients|cohort|our|this|these|both|general|comparison|"
    r"particular|detail|weighting|propensity|scale|impression|scores?|index|questionnaire|most|populations?|intention\S*|intent\S*|per-protocol|subgroups?|setting|whom|first|second|"
    r"third|remaining|others?|the other|them|which|multivaria\w+|univaria\w+|adjust\w+|present|review|order|case|cases|"
    r"control(?:ling)? for|"
    r"matching|baseline|period|time|line|fact|vitro|vivo|model|models|mice|rats|treatment|therapy|surgery)\b",
    re.I,
)
# "the group with colitis", "a group of diabetics": not "the placebo group given", which has a name.
_OF_GROUP = r"(?:(?<=\bthe )|(?<=\ba )|(?<=\bthis )|(?<=\banother ))(?:sub)?(?:group|cohort|arm)"
_RISK = r"at(?= (?:an? )?(?:very )?(?:high|low|intermediate|moderate|standard|average|increased)(?:er)? risk\b)"
_AGAIN = re.compile(r"(?<= )(?:and|while|whereas|but)(?= )")  # "91% remission and [FSGS] patients 43%"
_AFTER_RISK = re.compile(r"(?<=\brisk)\b")
_QUALIFIED = sparse(
    rf"\b(?:{_PEOPLE}|{_OF_GROUP}) (?P<how>without|with|{_RISK}|(?:not |un)?exposed to"
    rf"|(?:(?<=group )|(?<=cohort ))of(?! \d| (?:[\w-]+ ){{0,2}}{_PEOPLE}\b)"
    r"|who (?:had|did) not(?: (?:received?|undergone|undergo|take|have))?"
    r"|(?:who|that)(?: had| were)?(?: only| previously| also| first)? (?:received|underwent|undergone|took|taken|given"
    r"|treated with)|who (?:had|were|did|was)(?: not)?|who(?= (?:left|continued|reinitiated|completed|used"
    r"|started|switched|stopped|reacted|tolerated|relapsed|failed|presented|met)\b)|receiving|given"
    r"|not (?:taking|receiving|given|treated with|undergoing|using|on)"
    r"|(?:not )?in(?= (?:[a-z]+ ){0,2}(?:remission|relapse)\b| (?-i:S?[CP]R\d?)\b)"
    r"|using(?! \d)|wearing|managed (?:with|by)|treated (?:with|by|for)"
    r"|randomi[sz]ed to|assigned to|allocated to|on|taking|undergoing|aged|older|younger"
    r"|in whom|(?=(?:[≥≤<>]|> or = )\s?\d))"
    r"(?:\b|(?=[≥≤<>]))\s?",
    re.I,
)
_NOT = re.compile(r"\b(?:not (?:exposed|receive|undergo|take|taking|given|treated|using|on)|unexposed)", re.I)
_NOT_GIVEN = re.compile(
    r"who did not (?:received?|undergone|undergo|take)|not (?:taking|receiving|given|treated with|undergoing|using|on)"
)
# "14 of 20 on-pump and 16 of 21 off-pump procedures"
_OF_SO_MANY = sparse(
    rf"\bof (?:the )?\d+ (?P<label>[a-z][\w/+-]+(?: (?!{_PEOPLE}\b)[a-z][\w/+-]+)?)"
    rf"(?= (?:{_PEOPLE}\b|(?:and|vs\.?|versus|compared (?:with|to)) (?:in |with )?\d+ (?:\([^()]*\) )?of "
    r"(?:the )?\d+ ))"
)
_PERSONS = (
    r"(?:cases|controls|(?:non-?)?(?:men|women|boys|girls|males|females|children|adults|adolescents|infants|neonates"
    r"|patients|mothers|recipients|donors|survivors|smokers|switchers|diabetics|carriers|users|obese|elderly))"
)
# "Nausea was reported in 12 (30%) cases and three (4%) controls"
_NAMED_BY_SHARES = sparse(
    rf"%[)\]]? (?P<one>{_PERSONS}),? (?:and|but|versus|vs\.?|compared (?:with|to)) (?:in |of |only |by )*"
    rf"(?:[\w·.-]+ [(\[][^()\[\]]*%[)\]]|[\d.·]+%) (?:of )?(?P<other>(?!(?P=one)\b){_PERSONS})\b",
    re.I,
)
_ADJECTIVE = sparse(
    rf"(?:\b(?:in|among|for|of|amongst|with|to|than|vs\.?|and|versus|while|whereas|but)\s|(?<=[.;,%] )"
    rf"|(?<=[\d%][)\]] )|^)(?:(?:although|though|because|since|while|whereas|when)\s)?(?:the\s)?"
    rf"(?P<label>(?:[\w/+≥≤<>-]+\s){{1,4}}){_PEOPLE}\b",
    re.I,
)
_OF_DISEASE = sparse(
    r"\b(?:in|of|for|with|among|than|and|versus|vs\.?)\s(?:the\s)?"
    r"(?P<label>[\w/-]+-(?:positive|negative|high|low|mutated|mutant|wild-type|amplified|deficient|proficient|na[iï]ve"
    r"|resistant|sensitive|refractory))\s"
    r"(?:[a-z-]+\s)?(?:disease|tumou?rs?|cancers?|[a-z]+omas?|strains|infections?|leuka?emias?)\b"
)
# "all patients", "evaluable patients", "treated women": words before people that name no group.
NO_TRAIT = re.compile(
    r"\b(?:all|both|these|those|most|our|the|this|that|any|some|many|few|several|eligible|evaluable|included|"
    r"enrolled|treated|total|study|adult|pediatric|paediatric|consecutive|of|in|with|"
    r"for|other|remaining|same|healthy|hospitali[sz]ed|pregnant|human|affected|individual|number|percentage|"
    r"proportion|per|each|every|more|less|than|who|and|or|to|were|was|had|cancer|\d+|no|such|"
    r"randomi[sz]ed|analy[sz]ed|surviving|responding|following|from|by|at|on|a|an|one|two|three|half|surgical|"
    r"screened|recruited|assessable|medical|covid-19|while|whereas|although|though|since|when|where|if|only|never|ever|also|numerous|valuable"
    r"|between|among|amongst|after|before|during|as|but|because|about|under|without|using|is|are|be|been|has|have|did"
    r"|comparing|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)\b",
    re.I,
)
# Not of a limit, "greater than 1", "3 or more".
_THAN = (
    r"than(?!(?:(?<=\b(?:more|less) than)|(?<=\b(?:fewer|lower|older) than)|(?<=\b(?:higher|larger) than)"
    r"|(?<=\b(?:greater|smaller) than)) (?:or equal to )?\d)"
)
_OR = r"or(?! (?:more|less|fewer|greater|higher|lower|above|below|over|under|older|younger|beyond)\b)"
_RIGHT_STOP = re.compile(
    r"[,;:()\[\]]|\.(?!\d)|\b(?:had|has|have|was|were|is|are|did|showed|achieved|experienced|developed|died|responded|"
    r"reached|attained|obtained|suffered|became|exhibited|survived|recovered|"
    rf"compared|{_THAN}|versus|vs|and|{_OR}|but|who|which|respectively|at|during|after|within|by|for|in|reported|"
    r"received|required|underwent|remained|could|would|may|to|it|they"
    r"|with (?:those|patients|women|men|children|subjects|participants|controls)"
    r"|the (?=(?:[\w-]+ ){0,3}?(?:mortality|rates?|incidence|frequency|survival|response|risk|proportion)))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Group:
    """What a mention names. `strong` mentions carry a group noun or a letter, or were defined with a size."""

    label: str
    strong: bool = True
    trait: bool = False  # a trait of participants ("with mutated disease"), which names a subgroup at best


def trait_finders(text: str, start: int, end: int) -> tuple[Iterator[Item], ...]:
    """What finds groups of text[start:end] by traits, the surest first."""
    return (
        _both_ways(text, start, end),
        _degrees(text, start, end),
        _aged(text, start, end),
        _qualified(text, start, end),
        _adjectives(text, start, end),
        _of_so_many(text, start, end),
        _named_by_shares(text, start, end),
        _diseases(text, start, end),
        _traits(text, start, end),
    )


def denied(text: str, start: int, end: int) -> Iterator[Item]:
    """Those who did not receive a drug, which is another group than that of the drug."""
    if _NOT.search(text, start, end):
        yield from (i for i in _qualified(text, start, end) if i.value.label.startswith(("no ", "not ", "who ")))


def _qualified(text: str, start: int, end: int) -> Iterator[Item]:
    """patients with mutated disease; those receiving placebo."""
    for match in _QUALIFIED.finditer(text, start, end):
        how = match["how"].strip().lower()
        stop = (_AFTER_RISK if how == "at" else _RIGHT_STOP).search(text, match.end(), end)
        last = min(stop.start() if stop else end, match.end() + 60)
        label = text[match.end() : last].strip()
        if _is_what_is_counted(text, start, end, match, how, last):
            continue
        if (how == "without" and not label) or label == "it":
            label = _opposite(text, start, match.start())
        if not label or len(label.split()) > 9 or not re.search(r"[A-Za-z]|[<>≤≥]\s?\d", label):
            continue
        label = re.sub(r"^(?:(?:the|a|an|received|underwent|took|receiving|undergoing) )+", "", label)
        how = {"unexposed to": "not exposed to"}.get(how, how)
        if _NOT_GIVEN.fullmatch(how):
            label = f"no {label}"
        elif how in ("without", "aged", "older", "younger", "in whom") or "not" in how:
            label = f"{how} {label}"
        yield Item(
            "arm",
            match.start("how"),
            match.end() + len(text[match.end() : last].rstrip()),
            Group(label, strong=False, trait=True),
        )


def _is_what_is_counted(text: str, start: int, end: int, match: re.Match[str], how: str, last: int) -> bool:
    """ "the share of patients with clear skin was 40%", "patients with sepsis were more frequent": no group."""
    if not _HAVING.fullmatch(how):
        return False
    is_share = _COUNTED.search(text, start, match.start()) and not _WHO.match(text[last:end])
    return bool(is_share or _FREQUENT.match(text, last, end))


def _both_ways(text: str, start: int, end: int) -> Iterator[Item]:
    """Patients with and without colitis; those who did and did not undergo surgery."""
    for match in _BOTH_WAYS.finditer(text, start, end):
        stop = _RIGHT_STOP.search(text, match.end(), end)
        last = min(stop.start() if stop else end, match.end() + 60)
        label = text[match.end() : last].strip()
        if not label:
            continue
        first, second = ("with", "without") if match["with"] else ("did", "nor")
        plain, lacking = label, f"without {label}" if match["with"] else f"no {label}"
        if match["or"] or match["not"]:
            plain, lacking = lacking, plain
        yield Item("arm", match.start(first), match.end(first), Group(plain, strong=False, trait=True))
        yield Item("arm", match.start(second), last, Group(lacking, strong=False, trait=True))


def _degrees(text: str, start: int, end: int) -> Iterator[Item]:
    """Patients with detectable and undetectable levels of troponin: what they have stands once."""
    for match in _DEGREES.finditer(text, start, end):
        stop = _RIGHT_STOP.search(text, match.start("what"), end)
        last = min(stop.start() if stop else end, match.start("what") + 50)
        what = text[match.start("what") : last].strip()
        for side, until in (("one", match.end("one")), ("other", match.start("what") + len(what))):
            yield Item("arm", match.start(side), until, Group(f"{match[side]} {what}", strong=False, trait=True))


def _aged(text: str, start: int, end: int) -> Iterator[Item]:
    """Women aged 40 to 60 years; lesions smaller than 20 mm; those aged <30, 30-44 and ≥45."""
    for several in _AGE_LIST.finditer(text, start, end):
        for age in _ONE_AGE.finditer(text, *several.span("list")):
            yield Item("arm", age.start(), age.end(), Group(f"aged {age[0]}", strong=False, trait=True))
    for match in (*_AGE_GROUP.finditer(text, start, end), *_AGES.finditer(text, start, end)):
        yield Item("arm", match.start("label"), match.end("label"), Group(match["label"], strong=False, trait=True))


def _opposite(text: str, start: int, before: int) -> str:
    """What "those without" are without: the trait that the sentence gave the others."""
    earlier = [m for m in _QUALIFIED.finditer(text, start, before) if m["how"].strip().lower() == "with"]
    if not earlier:
        return ""
    stop = _RIGHT_STOP.search(text, earlier[-1].end(), before)
    return text[earlier[-1].end() : stop.start() if stop else before].strip()


def _adjectives(text: str, start: int, end: int) -> Iterator[Item]:
    """in KRAS-mutated patients; than non-PTX patients."""
    at = start
    while match := _ADJECTIVE.search(text, at, end):
        label = match["label"].strip()
        is_trait = not NO_TRAIT.search(label)
        if is_trait:
            yield Item("arm", match.start("label"), match.end(), Group(label, strong=False, trait=True))
        again = None if is_trait else _AGAIN.search(text, match.start("label") + 1, match.end("label"))
        at = again.start() if again else match.end()


def _of_so_many(text: str, start: int, end: int) -> Iterator[Item]:
    """12 of 40 diabetic patients and 3 of 50 nondiabetic patients: where a sentence has two of them."""
    matches = _OF_SO_MANY.finditer(text, start, end)
    found = [m for m in matches if not any(NO_TRAIT.fullmatch(word) for word in m["label"].split())]
    if len({m["label"] for m in found}) > 1:
        yield from (Item("arm", *m.span("label"), Group(m["label"], strong=False, trait=True)) for m in found)


def _named_by_shares(text: str, start: int, end: int) -> Iterator[Item]:
    """12 (30%) cases and three (4%) controls: what the people of two shares are called."""
    for match in _NAMED_BY_SHARES.finditer(text, start, end):
        for name in ("one", "other"):
            yield Item("arm", *match.span(name), Group(match[name], strong=False, trait=True))


def _diseases(text: str, start: int, end: int) -> Iterator[Item]:
    """in PD-L1-positive disease; HER2-negative tumours."""
    for match in _OF_DISEASE.finditer(text, start, end):
        yield Item("arm", match.start("label"), match.end(), Group(match["label"], strong=False, trait=True))


def _is_one_of_two(text: str, sex: str) -> bool:
    """Whether a sentence names the other sex too: "12% of the women" alone may be everyone."""
    other = _OTHER_SEX.get(sex.lower())
    return other is not None and re.search(rf"\b{other}\b", text, re.I) is not None


def _are_told_apart(text: str, people: str) -> bool:
    """Whether a text that speaks of children speaks of others too: where it does not, they are everyone."""
    return any(m[0].lower()[:5] != people.lower()[:5] for m in _OF_ALL_AGES.finditer(text))


def _traits(text: str, start: int, end: int) -> Iterator[Item]:
    """7% of men; "For auto-HCT, ..." at the head of a sentence."""
    for match in _BARE_WITHOUT.finditer(text, start, end):
        label = _opposite(text, start, match.start())
        if label:
            yield Item("arm", match.start("how"), match.end(), Group(f"without {label}", strong=False, trait=True))
    for match in _SEXES.finditer(text, start, end):
        if text.startswith("the ", match.start() - 4) and not _is_one_of_two(text[start:end], match[0]):
            continue
        if match[0].lower() in ("children", "adults") and not _are_told_apart(text, match[0]):
            continue
        label = re.sub(r"(?<=male)s$", "", match[0])
        yield Item("arm", match.start(), match.end(), Group(label, strong=False, trait=True))
    lead = _LEAD.match(text, start, end)
    if lead and not _NO_LEAD.search(lead["label"]) and len(lead["label"].split()) <= 6:
        yield Item("arm", lead.start("label"), lead.end("label"), Group(lead["label"], strong=False, trait=True))
