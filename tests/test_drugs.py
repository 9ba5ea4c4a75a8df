"""Drug names: texts in, every mention out as (surface, generic name)."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.nlp import dictionary, make_nlp
from extractor.nlp.drugs import DrugFinder
from extractor.resources import patterns_dir

NLP = make_nlp()


def found(*texts: str) -> list[tuple[str, str]]:
    passages = NLP.drugs(texts, NLP.abbreviations(texts))
    return [
        (text[mention.start : mention.end], mention.drug)
        for text, mentions in zip(texts, passages, strict=True)
        for mention in mentions
    ]


CASES: list[tuple[str, list[tuple[str, str]]]] = [
    ("No drug is named here.", []),
    ("MK-801 (0.5 mg/kg) was given.", [("MK-801", "dizocilpine")]),
    # spelling, salts, signs
    ("Paracetamol or acetaminophen.", [("Paracetamol", "acetaminophen"), ("acetaminophen", "acetaminophen")]),
    ("Imatinib mesylate was given.", [("Imatinib mesylate", "imatinib")]),
    ("ciclosporin and sulphasalazine", [("ciclosporin", "cyclosporine"), ("sulphasalazine", "sulfasalazine")]),
    ("Inﬂiximab® was infused.", [("Inﬂiximab", "infliximab")]),
    ("β-carotene 30 mg", [("β-carotene", "beta-carotene")]),
    ("Interferon α-2b 3 MIU", [("Interferon α-2b", "interferon alfa-2b")]),
    ("amphotericine B", [("amphotericine B", "amphotericin b")]),
    ("5-fluorouracil, 5FU", [("5-fluorouracil", "fluorouracil"), ("5FU", "fluorouracil")]),
    # case: a short name counts only as it is printed
    ("ATO was given at 10 sites; patients ate lunch.", [("ATO", "arsenic trioxide")]),
    ("As₂O₃ and As2O3", [("As₂O₃", "arsenic trioxide"), ("As2O3", "arsenic trioxide")]),
    ("AMG 510 and AMG510", [("AMG 510", "sotorasib"), ("AMG510", "sotorasib")]),
    ("DEX was low.", []),  # ambiguous by itself
    ("Dexamethasone; DEX was low.", [("Dexamethasone", "dexamethasone"), ("DEX", "dexamethasone")]),
    # combinations, conjugates, vaccines
    (
        "trimethoprim-sulfamethoxazole",
        [("trimethoprim", "trimethoprim"), ("sulfamethoxazole", "sulfamethoxazole")],
    ),
    ("co-trimoxazole", [("co-trimoxazole", "trimethoprim"), ("co-trimoxazole", "sulfamethoxazole")]),
    ("artemether–lumefantrine", [("artemether", "artemether"), ("lumefantrine", "lumefantrine")]),
    ("trastuzumab emtansine (T-DM1)", [("trastuzumab emtansine", "trastuzumab emtansine"),
                                       ("T-DM1", "trastuzumab emtansine")]),
    ("rolinsatamab talirine", [("rolinsatamab talirine", "rolinsatamab talirine")]),
    ("BNT162b2 and hepatitis B vaccine", [("BNT162b2", "tozinameran"), ("hepatitis B vaccine", "hepatitis b vaccine")]),
    ("vitamin A and D supplements", [("vitamin A", "vitamin a"), ("D", "vitamin d")]),
    # given here, found or measured there
    ("The TSH response to TRH was blunted; LH rose in a GnRH stimulation test.",
     [("TRH", "protirelin"), ("GnRH", "gonadorelin")]),
    ("Hypothalamic TRH was low in the rats.", []),
    ("Children were exposed to lead (Pb): Pb 64 µg; a planned blood transfusion (PBT): PBT 2 units.", []),
    ("They ate food grilled on charcoal; activated charcoal 50 g was given.",
     [("activated charcoal", "activated charcoal")]),
    ("Patients received S-1 orally or ATG 3 mg/kg; the S-1 nerve root and expression of ATG were normal.",
     [("S-1", "tegafur"), ("S-1", "gimeracil"), ("S-1", "oteracil"), ("ATG", "antithymocyte globulin")]),
    ("Dogs received SQ 30991 (2 mg/kg); in 1991 dogs did not.", [("SQ 30991", "sq 30991")]),
    # what the paper says
    (
        "Participants took ruxolitinib (INCB018424; Jakafi®), an oral JAK1/JAK2 inhibitor.",
        [("ruxolitinib", "ruxolitinib"), ("INCB018424", "ruxolitinib"), ("Jakafi", "ruxolitinib")],
    ),
    (
        "Veliparib (ABT-888) was safe. ABT-888 was active.",
        [("Veliparib", "veliparib"), ("ABT-888", "veliparib"), ("ABT-888", "veliparib")],
    ),
    ("XQ-12345 (veliparib) was safe.", [("XQ-12345", "veliparib"), ("veliparib", "veliparib")]),
    (
        "Temozolomide (TMZ). TMZ was stopped.",
        [("Temozolomide", "temozolomide"), ("TMZ", "temozolomide"), ("TMZ", "temozolomide")],
    ),
    ("American Society of Anesthesiologists (ASA) class and aspirin; ASA III.", [("aspirin", "aspirin")]),
    ("The erythromycin breath test (ERMBT). ERMBT rose.", [("erythromycin", "erythromycin")]),
    (
        "Other drugs of the regimens were ascorbic acid (AA), melphalan and others. AA was stopped.",
        [("ascorbic acid", "ascorbic acid"), ("AA", "ascorbic acid"), ("melphalan", "melphalan"),
         ("AA", "ascorbic acid")],
    ),
    (
        "CP-31398, PRIMA-1 (p53 reactivation and induction of massive apoptosis-1) or APR-246 (PRIMA-1Met)",
        [("CP-31398", "cp-31398"), ("PRIMA-1", "prima-1"), ("APR-246", "eprenetapopt"), ("PRIMA-1Met", "eprenetapopt")],
    ),
    # a chemical name is the drug that its short form is
    ("1,3-bis(2-chloroethyl)-1-nitrosourea (BCNU): BCNU helped.", [("BCNU", "carmustine"), ("BCNU", "carmustine")]),
    # a slash joins to a drug what is none by itself
    ("BSO, DPI and HK2-ASO were low.", []),
    (
        "Perhexiline (PER) and PER/DPI/HK2-ASO; APR-246/BSO",
        [("Perhexiline", "perhexiline"), ("PER", "perhexiline"), ("PER", "perhexiline"), ("DPI", "diphenyleneiodonium"),
         ("HK2-ASO", "hk2-aso"), ("APR-246", "eprenetapopt"), ("BSO", "buthionine sulfoximine")],
    ),
    # regimens
    (
        "VTd (bortezomib, thalidomide, dexamethasone) against VCd.",
        [
            ("VTd", "bortezomib"), ("VTd", "thalidomide"), ("VTd", "dexamethasone"), ("bortezomib", "bortezomib"),
            ("thalidomide", "thalidomide"), ("dexamethasone", "dexamethasone"),
            ("VCd", "bortezomib"), ("VCd", "cyclophosphamide"), ("VCd", "dexamethasone"),
        ],
    ),
    (
        "FOLFIRI was given.",
        [("FOLFIRI", "leucovorin"), ("FOLFIRI", "fluorouracil"), ("FOLFIRI", "irinotecan")],
    ),
    (
        "FOLFIRI/XELOX or CHOP/placebo.",
        [
            *[("FOLFIRI", drug) for drug in ("leucovorin", "fluorouracil", "irinotecan")],
            *[("XELOX", drug) for drug in ("capecitabine", "oxaliplatin")],
            *[("CHOP", drug) for drug in ("cyclophosphamide", "doxorubicin", "vincristine", "prednisone")],
        ],
    ),
    ("A COVID-19 vaccine was given.", [("COVID-19 vaccine", "covid-19 vaccine")]),
    ("BNT162b2, a COVID-19 vaccine, was given.", [("BNT162b2", "tozinameran")]),
    ("An AC current and MP joints.", []),  # acronyms of regimens only where the paper names the drugs
    # new names
    ("We gave zalrotinib and mefosciclib.", [("zalrotinib", "zalrotinib"), ("mefosciclib", "mefosciclib")]),
    ("Mice were treated with JNJ-1234567.", [("JNJ-1234567", "jnj-1234567")]),
    ("JNJ-1234567 is listed. IL-6 and CD19 were measured after treatment with IL-6.", []),
    # names that an amount makes drugs, and what they stand for
    ("Rats got tolurixine (5 mg/kg). Tolurixine was safe.", [("tolurixine", "tolurixine"),
                                                             ("Tolurixine", "tolurixine")]),
    ("Xian-Ling (XLG). Mice got XLG (6 mg/kg).", [("Xian-Ling", "xian-ling"), ("XLG", "xian-ling"),
                                                  ("XLG", "xian-ling")]),
    ("Women took raloxifene or RLX 60 mg.", [("raloxifene", "raloxifene"), ("RLX", "raloxifene")]),
    ("In group T140 (140 mg/kg), BW 20 mg, creatinine 1 mg/dL, Zn 7 mg and the Hb was 12 mg.", []),
    # false friends
    ("Estrogen receptor and insulin resistance; gold standard; iron stores; serum potassium.", []),
    ("Alcohol intake, vitamin D status, oxygen saturation, cholesterol and haemoglobin.", []),
    ("anti-TNF, PD-1 inhibitor, EGFR, VEGF, kinases, a statin, chemotherapy and placebo", []),
    ("Serum testosterone levels; fasting glucose; dopamine agonists; platinum-resistant", []),
    ("sulphur-containing amino acids; an iodine contrast medium; Clophen A-30", []),
    ("30 mg/L glucose; guinea-pig stomachs; a factor XIa inhibitor; oxygen-containing groups", []),
    ("LiCl (90 mg/kg) or Sernylan", [("LiCl", "lithium chloride"), ("Sernylan", "phencyclidine")]),
    ("a bolus injection of insulin; oral D,L-carnitine", [("insulin", "insulin"), ("D,L-carnitine", "carnitine")]),
    ("Mice got tolurofen (4 mg/kg) and pexin-12 (7 µg/rat), and from week-12 (5 mg/kg) on nothing.",
     [("tolurofen", "tolurofen"), ("pexin-12", "pexin-12")]),
    ("dopa accumulated; the amylin level; injections of dopa; rats got amylin (7 µg/kg)",
     [("dopa", "levodopa"), ("amylin", "amylin")]),
    ("immunotherapy with BCG; 40 mg bovine growth hormone; an infusion of 2 µg/kg/min PGI2",
     [("BCG", "bcg vaccine"), ("growth hormone", "growth hormone"), ("PGI2", "epoprostenol")]),
    ("auranofin and gold compounds; insulin analogues", [("auranofin", "auranofin")]),
    ("pomalidomide, a thalidomide analog", [("pomalidomide", "pomalidomide"), ("thalidomide", "thalidomide")]),
    ("As much as glucose, glutamine is used as an energy provider.", []),
    # the same substances, given
    ("They received insulin therapy and oral iron.", [("insulin", "insulin"), ("iron", "iron")]),
    (
"Thyroxine was given; six needed insulin replacement.", [("Thyroxine", "levothyroxine"), ("insulin", "insulin")],),
    ("Thyroxine (T4) was measured; water with 0.1% formic acid", []),
    ("Influenza vaccination was offered.", [("Influenza vaccination", "influenza vaccine")]),
    ("10 units of insulin; vitamin D (1000 IU)", [("insulin", "insulin"), ("vitamin D", "vitamin d")]),
    ("bupivacaine with epinephrine", [("bupivacaine", "bupivacaine"), ("epinephrine", "epinephrine")]),
    ("testosterone or placebo", [("testosterone", "testosterone")]),
    ("They received mustine and EHDP", [("mustine", "mechlorethamine"), ("EHDP", "etidronic acid")]),
    ("thyroid function: T4 (9 µg/dl), T3 and TSH; T4 (100 µg/day) was given",
     [("T4", "levothyroxine")]),
    ("thyroid tests: T4, reverse T3 and TRH-induced TSH release", [("TRH", "protirelin")]),
    ("at T3 and T4 of anaesthesia; T4 treatment of tumours", []),
    ("lactase activity; basal glucagon, cortisol; zinc repletion; 131I-hippuran clearance", [("zinc", "zinc")]),
    ("an insulin-induced hypoglycaemia; intra-amniotic PGF2 alpha (5 to 10 mg)",
     [("insulin", "insulin"), ("PGF2 alpha", "dinoprost")]),
    ("other basal insulins; basal insulin and glucagon levels; basal glucagon", [("insulins", "insulin")]),
    ("tests with thyrotropin-releasing hormone (TRH, 400 microng)", [("TRH", "protirelin")]),
    ("forty mg TRH/day; 30 mg of gallic acid equivalents; TRH-induced PRL release",
     [("TRH", "protirelin"), ("TRH", "protirelin")]),
    ("the inhibitor 4-methylpyrazole (4-MP, 3 mg/kg); 4-MP was safe",
     [("4-methylpyrazole", "fomepizole"), ("4-MP", "fomepizole"), ("4-MP", "fomepizole")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_drugs(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_definition_holds_in_all_texts_of_a_paper() -> None:
    texts = ("Effect of TMZ.", "Temozolomide (TMZ) was given.")
    assert found(*texts) == [("TMZ", "temozolomide"), ("Temozolomide", "temozolomide"), ("TMZ", "temozolomide")]
    assert found("Effect of lenvatinib.") == [("lenvatinib", "lenvatinib")]  # and in no other paper


def test_ids() -> None:
    ((one, two),) = NLP.drugs(["imatinib and MK-3475"], {})
    assert (one.ids, two.ids) == (("DrugBank:DB00619",), ("DrugBank:DB09037",))


def test_mentions_are_sorted_and_overlap_only_as_ingredients() -> None:
    for text, _ in CASES:
        (mentions,) = NLP.drugs([text], NLP.abbreviations([text]))
        spans = [(mention.start, mention.end) for mention in mentions]
        assert spans == sorted(spans)
        assert all(a == b or a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_cache_is_kept_and_mended(tmp_path: Path) -> None:
    terms = patterns_dir() / "terms"
    made = dictionary.load(terms, tmp_path)
    (kept,) = tmp_path.glob("drugs-*.json")
    whole = kept.read_bytes()
    assert dictionary.load(terms, tmp_path) == made
    for broken in (b"", whole[:1000], whole[:-40] + b"x" * 40):
        kept.write_bytes(broken)
        assert dictionary.load(terms, tmp_path) == made
        assert kept.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == [kept.name]


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    (mentions,) = DrugFinder(patterns_dir() / "terms", blocked).mentions(["imatinib"], {})
    assert [mention.drug for mention in mentions] == ["imatinib"]


def test_a_missing_term_list_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match=r"^The term list .*drugs\.csv cannot be read: .*\.$"):
        DrugFinder(tmp_path)


@pytest.mark.parametrize("name", ["drugs", "drug_stop", "drug_context", "regimens"])
def test_term_lists_say_each_name_once(name: str) -> None:
    from extractor.nlp.terms import read_terms

    rows = read_terms(patterns_dir() / "terms" / f"{name}.csv")
    names = [json.dumps(list(row.values())[:2] if name == "drug_context" else next(iter(row.values()))) for row in rows]
    assert [one for one in names if names.count(one) > 1] == []
    assert [row for row in rows if None in row or None in row.values()] == []
