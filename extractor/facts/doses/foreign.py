"""Whether an amount is of something that is no known drug, so that it is not the dose of a drug named elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.matching import Item, Line

_REACH = 60  # characters before an amount in which the name stands that it is the amount of
_NEAR = 20  # characters behind a noun, within which a drug's name may follow: a dose of the sugar, lactulose
# What may stand before the amount in its bracket: (SCG; 5 mg), (p.o. 5 mg), (2 doses of 5 mg)
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|ten|single|repeated)"
_IN_BRACKET = (
    r"(?:[\w -]{1,30}[,;] ?)?(?:(?:i\.?[vpm]|s\.?c|p\.?o)\.?,? )?"
    rf"(?:{_NUMBER} (?:daily |weekly |consecutive )?(?:doses?|injections?|infusions?) of )?"
)
_ABOUT = r"(?:(?:c|ca|approx)\.? ?|about |approximately |[~∼≈]\s?)?"
# SB-334867 (10 mg/kg); CzE at a dose of 5 mg; kainic acid (KA) 15 mg/kg; 6 MP, 25 mg; ATG doses were reduced to 3 mg/kg
_CODE_BEFORE = re.compile(
    r"(?P<name>[\w-]+)(?P<shut>[)\]])?(?P<comma>,)?(?: treated group)?"
    r"(?: (?:treatment|dos(?:es?|age|ing)))?"
    r"(?: (?:was|were|is) (?:\w+ly )?(?:given|administered|injected|infused|dosed|started|initiated|reduced|increased"
    rf"|titrated|tapered)(?: \w+ly)?)?(?: at| to)?(?: an?| the)?(?: doses?)?(?: of)?[\s(:]*{_ABOUT}$"
)
# What stands before a name of a list: in "moderate RI, 610 mg" the comma ends something else.
_LISTED_AFTER = re.compile(
    r"(?:^|[,;:+/([]|\b(?:and|or|plus|with|of|received|receiving|given|administered|by|either|to|than|vs\.?|versus))\s*$"
)
_CODE = re.compile(r"(?=[\w-]*[A-Z][\w-]*[A-Z0-9]|[A-Za-z]+-?\d)[A-Za-z][\w-]{1,}$")
_NO_CODE = re.compile(
    r"(?:[BTQ]I?D|[A-Z]D|I\.?[VMP]|S\.?C|PO|BW|BSA|XR|ER|SR|IR|SD|SEM|MTD|RP\dD|DL\d|AUC|IQR|CI|N|OD|QD|QOD|BMI|[IVX]+|PS|US|UK|MDI|DPI|HFA|CFC"
    r"|USA|FDA|EMA|TNF|Q\d+[WDH]|WHO|HIV|COVID-19|RCT|DLTs?|PK|CR|MR|LP|HCl|.*-(?:dose|[a-z]+ed))$",
    re.I,
)
_TIMES_AND_PLACES = ("in", "at", "on", "for", "during", "after", "before", "than", "as", "from", "was", "were")
# A noun before the bracket of the amount, with what stands before it: "of casein (45 g/d)", not "at discharge (5 mg)".
_NOUN_BEFORE = re.compile(
    r".*(?:^|[.;:,(\[] ?|\b(?P<led>of|with|and|or|plus|versus|vs\.?|both|either|given|received|receiving|by|to|the|an?"
    rf"|followed by|{'|'.join(_TIMES_AND_PLACES)})\s)"
    rf"(?P<noun>(?:[A-Za-z][\w'’.-]* ){{1,4}}?(?:\d{{3,}} )?)[(\[]\s?{_IN_BRACKET}{_ABOUT}$"
)
# A preparation of a word that is no drug's name: abidor capsules 0.2 g, a herb or an extract: violet herb 30 g
_FORM = r"(?:tablets?|capsules?|pills?|granules?|injections?|decoctions?|syrups?|powders?)"
_PREPARATION = re.compile(
    r"(?:^|[,;:(\[+] ?|\b(?:and|or|plus|with|received|including|of|by|both|either|given|to)\s)"
    r"(?P<noun>(?:[A-Za-z][\w'’-]* ){0,3}?(?:(?P<word>[A-Za-z][\w'’-]*) "
    rf"{_FORM}|[A-Za-z][\w'’-]* (?:herb|root|stem|rhizome|bark|leaf|seeds?|oil|extract|hormone|globulin|toxin|gum)))"
    rf"\s?[(\[]?{_ABOUT}$"
)
# What is given at an amount behind the verb: saline was given at 3 mL/kg, venom was injected i.p. in doses of 5 g/kg
_CARRIED = r"(?:saline|extracts?|oils?|juice|decoction|fractions?|nanoparticles|exosomes|toxin|serum|venom)"
_MAY_CARRY = re.compile(rf" {_CARRIED}[ (]")
_WAS_GIVEN = re.compile(
    rf"(?P<noun>(?:[A-Za-z][\w'’-]* ){{0,2}}{_CARRIED})(?: \([^()]{{1,20}}\))?(?: or [a-z]+)? (?:was|were) (?:\w+ly )?"
    r"(?:given|administered|injected|infused|dosed|gavaged)(?: (?!and |or |with )[\w.]+){0,4}?"
    r" (?:at|in)(?: (?:the |an? )?(?:\w+ )?(?:doses?|dosages?)(?: of)?)?\s?$"
)
# One word of a list of drugs and amounts: amoxicillin 1 g, bismuth 240 mg
_WORD_OF_LIST = re.compile(r"\d ?(?:mg|g|[µμu]g|mcg)\b[^;\d]{0,20}(?:,|\+| and| plus) (?P<noun>[a-z]{5,}) $")
_NO_WORD = re.compile(
    r"(?:about|another|additional|further|only|total|target|final|average|median|usual|placebo|water|saline|until|under"
    r"|above|below|every|after|before|during|while|whereas|mostly|least|nearly|roughly|around|intake|matching|versus"
    r"|increments?|thereafter|later|maybe|again|sometimes|either|their|those|these)$"
)
_NO_PREPARATION = re.compile(
    r"(?:oral|soft|hard|gelatine?|matching|placebo|.*-.*|extended|sustained|controlled|slow|release|retard|dispersible"
    r"|effervescent|chewable|vaginal|rectal|nasal|single|daily|active|identical|one|two|three|four|five|six|\w+ing|the"
    r"|intra\w+|depot|dry|bolus|inhal\w+|generic|brand|first|second|after|before|as|in|for|\w+ly|growth|thyroid)$",
    re.I,
)
# Words that may stand for a drug named before: the dose, this compound, a tablet, orally.
_STANDS_FOR_DRUG = re.compile(
    r"(?:(?:[\w-]+-)?dos\w+|amounts?|levels?|administ\w*|injections?|infusions?|bolus\w*|gavage|intubation|tube|mouth|treatments?|pretreatments?|therap\w+|alone"
    r"|regimens?|tablets?|capsules?|pills?|pellets?|implants?|suppositor\w+|solutions?|cream|gel|drugs?|agents?|compounds?"
    r"|medications?|preparations?|formulations?|inhibitors?|ant?agonists?|blockers?|antibiotics?|steroids?|groups?|arms?"
    r"|cohorts?|schedules?|courses?|cycles?|increments?|supplement\w*|prophylaxis|premedication|rates?|same|other|first"
    r"|second|third|initial|low\w*|high\w*|medium|moderate|maxim\w+|minim\w+|starting|loading|maintenance|single|oral"
    r"|parenteral|topical|inhaled|subcutaneous|intra\w+|iv"
    r"|i\.?[vmp]\.?|s\.?c\.?|p\.?o\.?|day|daily|weekly|once|twice|times|[a-z-]+ly|[a-z]+ed|given|min|h|hours?|days?"
    r"|weeks?|months?|patients?|animals?|mice|rats|rabbits|dogs|children|women|men|subjects|each|it|this|them|body|tests?"
    r"|weight|model|monotherapy|combination|placebo|period|phase|range|immuni[sz]ation|surgery|induction|operation|infection|injury|isch[ae]+mia|birth|gestation|diagnosis|admission"
    r"|onset|transplantation|standard|usual|conventional|regular|normal|recommended|full)$",
    re.I,
)
_OF_WHAT = re.compile(
    r"(?:\s?\([^()]{1,20}\)|[)\]])?(?: (?:oral|iv|i\.v\.|intra\w+|subcutaneous|single|daily|total))?"
    r"(?: (?:doses?|injections?|infusions?|tablets?|bolus))? of (?:the |an? |this |these )?(?:[a-z]+ed )?"
    r"(?P<noun>[A-Za-z][\w-]*)"
)
_CODE_AFTER = re.compile(
    r" (?:(?:q\.?d|[bt]\.?i\.?d|o\.?d|daily|(?:once|twice) daily|weekly)\.? )?"
    r"(?P<noun>(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z\d])[A-Za-z][\w-]+)\b"
)
# A word that is no drug's name, between the amount and how often: 40 mg etiroxat daily
_WORD_AFTER = re.compile(
    r" (?P<noun>[a-z]{6,}) (?:daily|twice|thrice|three times|per day|t\.?i\.?d|b\.?i\.?d|i\.?v|i\.?m)\b"
)
_PER_KG_OF = re.compile(r"(?: of)? (?P<noun>[A-Za-zα-ω][\w\[\]+-]*(?: [A-Za-z][\w-]*)?)(?:\s?/\s?| per | )kg\b")


def foreign_code(line: Line, group: Item) -> str | None:
    """The code name or short form directly before the amount, or before its bracket, that is no known drug."""
    before = _CODE_BEFORE.search(line.passage, max(line.start, group.start - _REACH), group.start)
    if not before or not _CODE.match(before["name"]) or _NO_CODE.match(before["name"]):
        return None
    if before["comma"] and not _LISTED_AFTER.search(line.passage, line.start, before.start("name")):
        return None
    if any(i.kind == "drug" and 0 <= before.start("name") - i.end <= 1 for i in line.items):
        return None  # fluticasone MDI: the drug, and how it is made
    # metformin alone (MEF) 500 mg
    start = before.start("name") - (_REACH // 2 if before["shut"] else 0)
    return None if _is_known(line, start, before.end("name")) else before["name"]


def foreign_name(line: Line, group: Item) -> str | None:
    """The same, or a noun: casein (45 g/d), 5 mg/kg of the extract, 60 mg/kg RIF, 30 mg PCB/kg."""
    return (
        _noun_before(line, group)
        or foreign_code(line, group)
        or _preparation(line, group)
        or _noun_after(line, group)
        or _subject(line, group)
    )


def _subject(line: Line, group: Item) -> str | None:
    may_carry = _MAY_CARRY.search(line.passage, line.start, group.start)
    given = _WAS_GIVEN.search(line.passage, line.start, group.start) if may_carry else None
    return given["noun"] if given and not _is_known(line, *given.span("noun"), ("drug",)) else None


def _preparation(line: Line, group: Item) -> str | None:
    listed = _WORD_OF_LIST.search(line.passage, max(line.start, group.start - _REACH), group.start)
    if listed and not _NO_WORD.match(listed["noun"]) and not _STANDS_FOR_DRUG.match(listed["noun"]):
        return None if _is_known(line, *listed.span("noun")) else listed["noun"]
    before = _PREPARATION.search(line.passage, max(line.start, group.start - _REACH), group.start)
    if not before or (before["word"] and _NO_PREPARATION.match(before["word"])):
        return None
    if before["word"] and _STANDS_FOR_DRUG.match(before["word"]):
        return None
    return None if _is_known(line, *before.span("noun"), ("drug", "dose")) else before["noun"].strip()


def _noun_before(line: Line, group: Item) -> str | None:
    start = max(line.start, group.start - _REACH)
    before = _NOUN_BEFORE.match(("" if start == line.start else "~") + line.passage[start : group.start])
    if not before or before["led"] in _TIMES_AND_PLACES or _STANDS_FOR_DRUG.match(before["noun"].split()[-1]):
        return None
    start -= start != line.start
    known = _is_known(line, start + before.start("noun"), start + before.end("noun"), ("drug", "dose"))
    return None if known else before["noun"].strip()


def _noun_after(line: Line, group: Item) -> str | None:
    for regex in (_PER_KG_OF, _OF_WHAT, _CODE_AFTER, _WORD_AFTER):
        after = regex.match(line.passage, group.end, line.end)
        if after and not _STANDS_FOR_DRUG.match(after["noun"]) and not _NO_CODE.match(after["noun"]):
            known = _is_known(line, *after.span("noun")) or _is_known(line, after.end(), after.end() + _NEAR, ("drug",))
            return None if known else after["noun"]
    return None


def _is_known(line: Line, start: int, end: int, kinds: Sequence[str] = ("drug", "dose", "frequency", "route")) -> bool:
    return any(i.kind in kinds and i.start < end and start < i.end for i in line.items)
