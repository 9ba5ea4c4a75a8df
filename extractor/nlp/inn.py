"""Names of drugs that no dictionary lists yet, by the stems of international nonproprietary names."""

from __future__ import annotations

import re

# WHO's stems that almost no other word ends in. Peptides (-tide), enzymes (-ase) and -statin are left out: too many
# ordinary proteins end so.
_STEM = re.compile(
    r"[a-z]{2,}(?:[aeiou]mab|[aeiou]bart|[aeiou]tug|(?:ti|ci|ri|li|ni|fi|ki|fe|de|me|mo|to|va|da|ro|bi|gli|go|pi)nib|sertib|zomib|ciclib|gliptin|"
    r"gliflozin|glitazone|glutide|parib|lisib|degib|rasib|clax|[aeiou](?:buvir|previr|asvir|tegravir|navir|ciclovir|amivir|desivir)|"
    r"prazole|sartan|cillin|floxacin|conazole|vaptan|gepant|triptan|setron|dronate|xaban|gatran|[aeiou]tercept|limus|"
    r"[aeiou]taxel|rubicin|[aeiou]platin|trexate|trexed|azepam|azolam|lukast|fibrate|leucel|parvovec|repvec|nersen|mersen|siran|"
    r"kinra|fusp|mustine|lutamide|oxetine|caftor|orexant|azosin|dipine|coxib|bactam|tricin|stomig|"
    r"glipron|fungin|oxacin|barbital|caine|curium|terol|tidine|xetine|triptyline|pramine|relin|relix|kacin|penem)s?",
    re.I,
)
# What the body makes of a drug; those that are drugs themselves are in the dictionary.
_METABOLITE = re.compile(r"(?:di)?hydroxy|(?:di)?desmethyl|demethyl|carboxy|nor(?=[a-z]{8})|oxo", re.I)
_NOT = frozenset(
    """arab fentolamine concept accept except intercept precept percept receptor transcept excipient
    cystatin control protocol alcohol cholesterol cresol thymol phenol sterol aerosol symbol carol pistol idol parasol
    entresol propanol""".split()
)
_PAYLOAD = (
    "emtansine|vedotin|deruxtecan|tesirine|ozogamicin|govitecan|mafodotin|soravtansine|ravtansine|mertansine|tiuxetan|"
    "pasudotox|duocarmazine|tirumotecan|rezetecan|samrotecan|talirine|pelidotin|dotatate"
)
_CONJUGATE = re.compile(rf"[\s-](?:{_PAYLOAD})\b(?:-[a-z]{{4}}\b)?", re.I)


# The letters that begin genes, proteins, cells, scales, trials and grants: with a number, no code of a drug.
_NO_CODE = frozenset(
    """CD IL NCT COVID SARS HLA ICD ISO PMID CYP TNF TGF IFN PD CTLA MMP TLR CXCL CCL CCR CXCR BRCA HER SOX FOX
    GATA STAT AKT ERK JNK MAPK PI HSP HIF GLP GPR SLC ABC MUC KRT CK CA PSA SF EQ EORTC QLQ FACT PHQ GAD HAM BDI WHO
    DSM UN US UK EU COX LOX NOX SIRT PARP BCL MCL CDK WNT SMAD IGF FGF EGF VEGF PDGF BMP ACE AT RNA DNA MIR LET HSA
    HPV HIV HBV HCV HSV EBV CMV RSV RAD XRCC ERCC TP CHEK IDH TET DNMT NPM FLT JAK BTK LAG TIM OX NKG RCT MRI CT PET
    SPECT TC GA LU TH HEK MCF PC HT HCT CHO SK SH PBS RT MDA THP HL ACTRN UMIN CRD GSE GSM PDB PF NO UV PM CO NF AP
    SP OCT AE ATP NY ACR PASI LC MS GC IC EC LD ED TD CI SD HR OR RR CV ITS ADAM AQP ATG GDF GLUT HDAC ICAM KLF LAMP
    NRF PAR PAX PKC PKM PPAR RAB RAC RUNX SNAI SOD TRAF TRIM TRPV USP YAP ZEB ZO GRP MAP MCM MEK MSH ORF PRMT SNP WT
    DIM SNAP PGF PGE PGI LTB LTC LTD HB HBA APO FR GY PCV PPV PPSV MSM SAPS TIMI EUROSCORE MMSE BP RF BF IGG IGA IGE
    IGM SE FE ZN CU NA CL MG CR SR RB NI PT AU AG KA GPI TIO SIO AL FEV FVC VO EF GFAP PN PEG SHANK DRD GABA NR ER
    CAR TM IG MHC GP POPC PLA LINC HEPG ALT CB BCR STZ CCK PTH VIP FIGO ASTM IEC AJCC ICRP TCGA PRISMA""".split()
)
_CODE = re.compile(
    r"(?=[A-Z])"  # one quick look at every character
    r"(?:(?<![\w/.-])(?:(?:BAY|BMS|CGP|MDL|RO|RU|SCH|WIN) \d{2,3}-\d{3,5}"
    r"|(?:SQ|SKF|ICI|LY|BRL|CGP|HOE|MDL|SCH|WIN|EMD|ZK|NSC|FK|MK) \d{3,6}|([A-Z]{2,5})(?:-\d{2,7}|\d{3,7}))[A-Za-z]?"
    r"|(?<![\w.-])[A-Z][A-Z0-9]{1,6}-ASO)"  # an antisense oligonucleotide by its target
    r"(?![\w%]|-\w|\.\d|"
    r" (?:overexpression|expression|knock\w+|down-?regulation|up-?regulation|silencing|deletion|deficien\w+|diet|gene|"
    r"cells?))"
)


def code_names(text: str) -> list[tuple[int, int]]:
    """Where words stand that may be a drug's code name; whether one is, the words around must say."""
    return [match.span() for match in _CODE.finditer(text) if match[1] not in _NO_CODE]


def bears_stem(token: str) -> bool:
    """Whether a word ends in the stem of an INN and is no other word that does."""
    return (
        len(token) >= 7
        and not _METABOLITE.match(token)
        and _STEM.fullmatch(token) is not None
        and token.lower() not in _NOT
    )


def conjugate(text: str, end: int, drugs: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """An antibody-drug conjugate is one drug: end and name with the payload that follows the antibody's name."""
    if len(drugs) == 1 and drugs[0].endswith("mab") and (match := _CONJUGATE.match(text, end)):
        return match.end(), (f"{drugs[0]} {match[0][1:].split('-')[0].lower()}",)
    return end, drugs
