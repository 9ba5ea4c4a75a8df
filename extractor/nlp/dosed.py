"""Substances that no dictionary lists, known by the amount beside their name: "XQ-7 (10 mg/kg)", "50 µg of tolurixin".

What is given by the milligram is a drug of the paper, whatever its name. Two kinds of names are read so: code names and
short forms, which look like no other word, and words that end as chemical names do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Span = tuple[int, int]

_FIGURES = r"\d[\d.,·]*(?:(?:\s?[-–]\s?|, | and | or |, and |, or | to |/)\d[\d.,·]*){0,5}"
# The units of amounts given, and none of what is measured in blood, food or soil: no mg/L, no mg g-1.
_AMOUNT = (
    rf"(?P<n>{_FIGURES})[ -]?(?:(?:mg|[µμu]g|mcg|mug|mu g|micron?g(?:ram)?s?|milligrams?|mEq|IU|units)\b|g ?/ ?kg\b)"
    r"(?! ?/ ?(?:d?[Ll]\b|m[Ll]\b|g\b|cm|N?m3|[µμ]|mmol|mol)| ?per (?:d?[Ll]|m[Ll]|g|lit)|"
    r"[ .·](?:d?[Ll]|m[Ll]|g|cm|k?m|s)\s?[-−⁻])"
)
# The units alone, as one quick look at a text for a number with such a unit.
_UNIT = re.compile(r"\d[.,·]*[ -]?(?:m[gcuEi]|[µμu]g|IU|units|g ?/)")
# What may stand between a bracket and the amount in it; any other word is the name of what the amount is of.
_BY_THE_WAY = (
    r"(?:oral|orally|intra[a-z]+|subcutaneous(?:ly)?|topical(?:ly)?|inhaled|doses?|dosages?|daily|weekly|single|total|fixed"
    r"|given|administered|dissolved|at|of|in|an?|the|low|high|mean|median|maximum|starting|initial|final|loading"
    r"|maintenance|once|twice|up|to|from|about|approximately|each|every|per)"
)
_NAME = r"(?P<name>[A-Za-zα-ωΑ-Ω0-9][\w'-]*[\wα-ω])"
_BEFORE = re.compile(
    rf"(?<![\w/.-]){_NAME}(?: (?:treatment|therapy|administration|injection|infusion))?"
    r"(?: (?:was|were) (?:given|administered|injected|infused|dosed|tested)(?: [a-z\d]+){0,12})?"
    rf"(?:\s?[(\[](?:{_BY_THE_WAY} ){{0,3}}|[,:;])?\s?(?:(?:at|in) (?:an? )?)?"
    rf"(?:(?:[a-z]+ )?(?:doses?|dosages?)(?: of)? )?[≥≤~∼≈]?\s?{_AMOUNT}"
)
_AFTER = re.compile(
    rf"(?<![\w.]){_AMOUNT}(?:\s?/\s?(?:kg|m2|m²|day|d|mouse|rat))*(?: kg[-−⁻][1¹])?"
    r"(?: body ?w(?:eigh)?t\.?| b\.?w\.?)?[)\]]? (?:doses? of |of )?"
    rf"(?:(?:oral|intra\w+|subcutaneous|topical|inhaled|i\.?v\.?) )?{_NAME}"
    r"(?![\w/]|-\w)"
)
_CODE = re.compile(r"(?=.*[A-Z].*[A-Z\d]|[a-z]{4,}-(?:[A-Z]|\d{1,2})$|\d+-[A-Z]|[α-ω]-[A-Z]|[A-Z]+-?\d).{3,}")
_CHEMICAL = re.compile(
    r"[a-z][a-z'-]{4,}(?:[bcdfghlmnprstvxz]in|ine|ide|[ai]te|one|[nrst]ol|ole|[dlrstx]an|ene|ane|ium|[aeo]n?il|[aei]mab|"
    r"oid|fen|phen|xen|[aeiou]x|xil|[aeo][lnr]ac|[ou]m[aiu]b|stat|nib)"
)
# Short forms of groups, tests, routes, devices, formulations and statistics.
_NO_CODE = re.compile(
    r"(?:[BTQ]I?D|QOD|OD|I\.?[VMP]|S\.?C|PO|BW|BSA|BMI|[XESCIM]R|LA|MTD|RP2D|DLT?s?\d?|AUC\w*|IQR|CI|SDs?|SEM?|EC\d+|"
    r"[IE]C50|[EL]D\d*|N\d|[IVX]+|US|USA|UK|FDA|EMA|WHO|RCT|TNF\w*|HIV|COVID-19|[HL]FD|ND|PK|PD|LP|HCl|MDI|DPI|HFA|ZOC|"
    r"ALT|AST|LDH|CRP|LDL\S*|HDL\S*|TG|BUN|PSA|CEA|TSH|T[34]|Hb\w*|OGTT|IVGTT|MED|CO2|O2|N2O|Ig[AGEM]\w*|Q\d+[WDH]|"
    r"[A-Z]?\d{1,2}|[A-Z]\d|\d+[a-z]{0,3}|day-?\d|[A-Z][a-z]+\d?-\d|kg-1|LPS|BP|HR|PM\d*|[DR]NA|mRNA|[HP]D|CT|PET|MRI|"
    r"VAS|GFR|eGFR|INR|VOC|LDPE|H2SO4|FDA-.*|\d*[A-Z][a-z]\d|\d+[xX]\d+|.*XRT|[A-Z]{2}\d{1,2}h|"
    r"(?:non|pre|post|mid|low|high|once|twice|first|phase|grade|stage|group|arm|week|month|cycle|level|visit)-?.*|"
    r".*-(?:treated|induced|exposed|fed|like|free|based|loaded|coated|positive|negative|related|week|day|month|blind|"
    r"controlled|only|alone|arm|dose|test|stimulated|deficient|group))$",
    re.I,
)
# Ordinary words, and substances measured, with the same endings.
_NO_CHEMICAL = re.compile(
    r"(?:administ|approx|appropr|moder|intermed|immed|evalu|estim|calcul|altern|separ|accumul|concentr|aggreg|elimin|"
    r"nation)\w*|"
    r".*(?:rate|plate|state|[dlps]icate|municate|[dg]uide|side|wide|vide|line|chine|zone|tone|vaccine|medicine|routine|"
    r"combine|determine|contain|obtain|attain|maintain|remain|retain|explain|protein|globulin|hormone|alone|someone|"
    r"within|margin|origin|again|certain|despite|while|white|quite|finite|definite|opposite|composite|volume|control|"
    r"protocol|peptide|nucleotide|lipid|steroid|median|human|mean|urban|medium|hygiene|premium|stadium|calcium|sodium|"
    r"until|relax|index|complex|matrix|prefix|appendix|gelatine|climate|candidate|surrogate|chromatin|fibrin|creatinine|"
    r"bilirubin|h[ae]*moglobin|prolactin|prostate|urine|feline|equine|bovine|ovine|canine|porcine|murine|swine|"
    r"intestine|examine|define|nine|toluene|benzene|plan|organ|pan|scan|span|[rc]ican|pean|asian|indian|russian|egyptian|"
    r"endotoxin|albumin|casein|hydride|discriminate|ase|sulphate|hloride|succinate|physician|clinician|arian)"
)
# Words of a long form that make it anything but a substance given.
_NO_SUBSTANCE = re.compile(
    r"groups?\b|patient|arms?\b|level|dose|control|disease|syndrome|cancer|care\b|surgery|"
    r"therap|treatment|score|body|weight|week|daily|impair|failure|injur|infection|infarction|function|pressure|"
    r"volume|index|scale|test\b|model|diet\b|rate\b|ratio|inhaler|area|concentration|standard|interval|error|ischemi|"
    r"inhibitors?$|corticosteroid|retard|release|oxygen|polyethylene|intravenous|range\b|sleep|combination|hydrofluoro|"
    r"lipopolysaccharide|galactosamine|endotoxin|toxin\b|seeds|statin$|nanoparticle|receptor|protein\b|globulin|"
    r"placebo|transfusion|\bplus\b|\bwith\b|cells?\b|study|trial|bronchodilator|exposure|radiation|sensitivity"
)
_PLAIN = re.compile(r"[a-zα-ω0-9' ,.-]+")
_AMOUNT_OF_IT = re.compile(r"\b(?:mg|kg|day)\b")  # "DAP (10 mg/kg/day IP)" defines nothing
_MOST_WORDS = 5


def dosed_names(text: str, known: Sequence[Span], short: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(name as printed, name of the substance) of what stands beside an amount and is no drug in `known` spans.

    `short` are the paper's abbreviations: the substance of one is its long form.
    """
    if not _UNIT.search(text):
        return
    for regex in (_BEFORE, _AFTER):
        for match in regex.finditer(text):
            start, end = match.span("name")
            name = match["name"]
            if any(start < e and s < end for s, e in known):
                continue
            if (substance := _substance(name, match["n"], short)) is not None:
                yield name, substance


def abbreviates(short: str, drug: str) -> bool:
    """Whether capitals stand for a drug's name though the paper does not say so: RLX for raloxifene."""
    spelled = drug.replace("α", "alpha").replace("β", "beta").replace("γ", "gamma")
    if len(short) < 3 or not short.isupper() or not short.isalpha() or short[0].lower() != spelled[0]:
        return False
    letters = iter(spelled)
    return all(letter in letters for letter in short.lower())


def _substance(name: str, figures: str, short: Mapping[str, str]) -> str | None:
    """What a name stands for; None for one that is no name of a substance."""
    long = short.get(name, "").lower()
    if long and not _AMOUNT_OF_IT.search(long):
        if _NO_SUBSTANCE.search(long):
            return None
        if len(long.split()) <= _MOST_WORDS and _PLAIN.fullmatch(long):
            return long
    if _CODE.fullmatch(name):
        # VPA140 (140 mg/kg): a group named by its dose
        label = not set(re.findall(r"\d{2,}", name)).isdisjoint(re.findall(r"\d+", figures))
        return name.lower() if not label and not _NO_CODE.match(name) else None
    chemical = _CHEMICAL.fullmatch(name.lower()) if name[1:].islower() else None
    return name.lower() if chemical and not _NO_CHEMICAL.fullmatch(name.lower()) else None
