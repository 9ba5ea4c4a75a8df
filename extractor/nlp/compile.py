"""Compiling: the rows of the public dictionary and of our term lists -> names, each with its rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.nlp.fold import TOKEN, fold, key, stem
from extractor.nlp.inn import bears_stem
from extractor.nlp.rules import ANY, CAPITAL, EXACT, NEVER, TITLE, TREATMENT, UPPER, Entry

MOST_TOKENS = 8  # longer names are chemical formulae that no abstract prints

# Dosage forms and legal suffixes that the sources add to a drug's name.
_FORM = re.compile(
    r"(?: \(.*\)|-[a-z]{4}|,| (?:patch|otic|vaginal|buccal|nasal|sublingual|injections?|inhalers?|implant|lozenges?|"
    r"gum|cream|topical|viscous|ophthalmic|spray|gel|powder|capsules|tablets|eye|ear|drops|solution|resin|intramuscular|"
    r"subcutaneous|intravesical|pyelocalyceal|inhalation|lipid|liposomal|complex|and drops|human|"
    r"vaginal suppositories))$"
)
SALTS = frozenset(
    """hydrochloride dihydrochloride hydrobromide mesylate mesilate maleate tartrate bitartrate citrate succinate
    fumarate phosphate sulfate sulphate acetate besylate besilate tosylate ditosylate malate esylate edisylate pamoate
    napsylate gluconate lactate nitrate bromide chloride iodide sodium disodium potassium calcium magnesium
    hemisuccinate hemifumarate trihydrate monohydrate dihydrate hyclate meglumine tromethamine lysine hcl diphosphate
    dimeglumine decanoate enanthate isethionate stearate trometamol choline""".split()
)
_ELEMENTS = frozenset(
    """calcium magnesium potassium sodium zinc iron ferrous ferric aluminum aluminium bismuth ammonium barium silver
    copper cupric gold cobalt nickel lithium strontium hydrogen choline betaine mercuric glucose hydrogen titanium
    manganese lanthanum chromium selenium choline nitrogen carbon carbamoyl acetyl pyridoxal""".split()
)
_NO_DRUG = re.compile(
    r"\b(?:receptors?|kinases?|antigens?|pollen|allergen\w*|cells?|enzymes?|[dr]na|agents?|venom|skin|feather|hair|"
    r"dander|synthase|antibod\w+|template|protein|peptides?|inhibitors?|compounds?|whole|top|cation|anion|ion|cationic|sulfone)\b"
    r"|technetium|\b(?:tc-99m|f-18|ga-68|c-11|n-13|o-15|i-123|i-125|in-111|rb-82|tl-201|xe-133|cu-64)\b|^gado|^flor[a-z]+pir$"
)
_VACCINE, _VACCINATION = stem("vaccine"), stem("vaccination")


class Names:
    """Names under their keys; equal entries are kept once, a later name replaces an earlier one."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.entries: list[Entry] = []
        self._numbers: dict[Entry, int] = {}

    def add(self, name: str, entry: Entry) -> None:
        """File an entry under a name's key."""
        found = key(name)
        if found and found.count(" ") < MOST_TOKENS:
            if entry not in self._numbers:
                self._numbers[entry] = len(self.entries)
                self.entries.append(entry)
            self.names[found] = self._numbers[entry]

    def get(self, name: str) -> Entry | None:
        """The entry under a name's key."""
        number = self.names.get(key(name))
        return None if number is None else self.entries[number]

    def seconds(self) -> dict[str, str]:
        """First token of a key -> the second tokens of the keys of several that begin with it, blanks between."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for name in self.names:
            first, *second = name.split(" ", 2)[:2]
            found[first].update(dict.fromkeys(second))
        return {first: " ".join(seconds) for first, seconds in found.items() if seconds}


def compile_names(
    data: Mapping[str, Any], supplement: Iterable[Mapping[str, str]], stops: Iterable[Mapping[str, str]]
) -> Names:
    """Dictionary, then our own names (which win), then the stop list (which wins over both)."""
    canonical = data["drug_canonical_to_data"]
    names = Names()
    for name, entry in _Source(data).entries():
        names.add(name, entry)
    _add_supplement(supplement, canonical, names)
    for name in [name for name in names.names if name.endswith(f" {_VACCINE}")]:  # who had the vaccination had it
        names.names.setdefault(f"{name.removesuffix(_VACCINE)}{_VACCINATION}", names.names[name])
    _apply_stops(stops, names)
    return names


class _Source:
    """The public dictionary's names, each with the drug that it is and the rule by which it counts."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._canonical: Mapping[str, Mapping[str, Any]] = data["drug_canonical_to_data"]
        self._variants: Mapping[str, list[str]] = data["drug_variant_to_canonical"]
        variant_data = data["drug_variant_to_variant_data"]
        self._brands = {name for name, about in variant_data.items() if about.get("is_brand")}
        every = [tree for about in self._canonical.values() for tree in about.get("mesh_tree", ())]
        parents = {tree.rsplit(".", 1)[0] for tree in every if "." in tree}
        self._rules = {
            name: rule for name, about in self._canonical.items() if (rule := _source_rule(name, about, parents))
        }
        self._drugs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Canonical names that are no variant (the package leaves out what is an English word), then the variants."""
        for name in self._rules:
            if name not in self._variants and " " not in name and "(" not in name:
                rule = UPPER if any(char.isdigit() for char in name) else TREATMENT
                yield name, (*self._drugs_of(name), rule, "")
        for name, (target,) in self._variants.items():
            if target not in self._rules or "; " in name or (", " in name and name != target):
                continue
            drugs, ids = self._drugs_of(target)
            if self._is_combination(name, drugs, ids):
                continue
            if printed := _print_rule(name, drugs[0], self._rules[target], name in self._brands):
                yield name, (drugs, ids, printed, "")

    def _is_combination(self, name: str, drugs: tuple[str, ...], ids: tuple[str, ...]) -> bool:
        """ "trimethoprim-sulfamethoxazole" is found by its parts; others that name several drugs are wrong merges."""
        if len(drugs) > 1 and name not in self._brands:
            return True
        ingredients = re.split(r"/| and |\+", name)
        if len(ingredients) > 1 and all(self._rules.get(part.strip()) == ANY for part in ingredients):
            return True
        if ids and ids[0].startswith("DrugBank"):
            return False  # "trastuzumab emtansine" is a drug of its own
        parts = name.replace("-", " ").replace("/", " ").split()
        return len(parts) > 1 and sum(self._rules.get(part) == ANY for part in parts) > 1

    def _drugs_of(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The generic names (more than one for a combination) and ids of a canonical name, salts and forms dropped."""
        if name not in self._drugs:
            parts = [part for part in re.split(r", and |, | and |/", name) if part]
            if len(parts) > 1 and all(part in self._variants or part in self._canonical for part in parts):
                found = [self._base(part) for part in parts]
                ids = tuple(number for part in found for number in _ids(self._canonical.get(part, {})))
                self._drugs[name] = tuple(found), ids
            else:
                base = self._base(name)
                self._drugs[name] = (base,), _ids(self._canonical.get(base, self._canonical.get(name, {})))
        return self._drugs[name]

    def _base(self, name: str) -> str:
        short = name
        while (match := _FORM.search(short)) and len(match[0]) < len(short):
            short = short[: match.start()]
        name = short if short in self._canonical or short in self._variants else name
        words = name.split()
        while len(words) > 1 and words[-1] in SALTS and words[0] not in _ELEMENTS:
            words.pop()
            if " ".join(words) in self._canonical:
                return " ".join(words)
        return name


def _source_rule(name: str, about: Mapping[str, Any], tree_parents: set[str]) -> str | None:
    """How far a source is trusted: MeSH's chemicals and DrugBank's ligands are mostly no drugs, its allergens never."""
    if _NO_DRUG.search(name):
        return None
    if {"medline_plus_id", "nhs_url", "wikipedia_url"} & about.keys():
        return ANY
    if "drugbank_id" in about:
        number = int(about["drugbank_id"][2:])
        if 10250 <= number < 11000 or 15500 <= number < 15600:
            return ANY if "vaccine" in name else None
        if bears_stem(name):
            return ANY
        if name.endswith("ase") or 1630 <= number < 4570 or 6850 <= number < 8780:
            return TREATMENT
        return ANY
    trees = about.get("mesh_tree", ())
    if trees and not any(tree in tree_parents for tree in trees) and trees[0][:3] in ("D02", "D03", "D04"):
        return TREATMENT
    return None


def _print_rule(name: str, drug: str, rule: str, brand: bool) -> str | None:
    """The case in which a name is to be printed, or None for names too short to tell from other words."""
    letters = sum(char.isalpha() for char in name)
    digits = sum(char.isdigit() for char in name)
    if not digits and all(len(token) < 4 for token in TOKEN.findall(name)):
        return None
    if " " not in name and re.search(r" (?:root|leaf|leaves|flower|bark|seed|fruit|oil|whole|tuber|rhizome)$", drug):
        return None  # a genus alone ("inula") is a plant, not its preparation
    if name == drug:
        return rule if letters >= 4 and not (digits and letters < 5) else None
    if digits and letters <= 5:
        return UPPER if letters + digits >= 5 and letters >= 2 and re.match(r"[a-z]", name) else None
    if letters <= 3:
        return None
    akin = stem(name)[:4] == stem(drug)[:4]
    if rule == ANY and not akin and " " not in name and "-" not in name:
        return TITLE if letters <= 5 else CAPITAL if letters <= 7 or brand else ANY
    return None if letters <= 5 and not akin and rule == TREATMENT else rule


def _ids(about: Mapping[str, Any]) -> tuple[str, ...]:
    if "drugbank_id" in about:
        return (f"DrugBank:{about['drugbank_id']}",)
    if "medline_plus_id" in about:
        return (f"MedlinePlus:{about['medline_plus_id']}",)
    return (f"MeSH:{about['mesh_id']}",) if "mesh_id" in about else ()


def _add_supplement(
    rows: Iterable[Mapping[str, str]], canonical: Mapping[str, Mapping[str, Any]], names: Names
) -> None:
    spellings: dict[str, str] = {}  # key -> the exact spellings so far; "" where one of them is free
    for row in rows:
        name = row["name"]
        drugs = tuple(part.strip() for part in (row["drug"] or name.lower()).split(" + "))
        ids = tuple(row["ids"].split()) or tuple(number for drug in drugs for number in _known(drug, canonical, names))
        letters = "".join(char for char in fold(name)[0] if char.isalnum())
        # of a name of several words only a code's letters have to be capitals: "AMG 510", but "Ringer's Lactate"
        coded = " " not in name or any(char.isdigit() for char in letters)
        if not coded or not any(char.isupper() for char in letters):
            rule, exact = ANY, ""
        elif re.fullmatch(r"[A-Z][a-z]{3,}", letters):
            rule, exact = CAPITAL, ""
        else:
            rule, exact = EXACT, f"{spellings.get(key(name), '')} {letters}".strip()
        if exact and spellings.get(key(name)) == "":
            rule, exact = ANY, ""
        spellings[key(name)] = exact
        names.add(name, (drugs, ids, rule, exact))


def _known(drug: str, canonical: Mapping[str, Mapping[str, Any]], names: Names) -> tuple[str, ...]:
    if drug in canonical:
        return _ids(canonical[drug])
    entry = names.get(drug)
    return entry[1] if entry else ()


def _apply_stops(rows: Iterable[Mapping[str, str]], names: Names) -> None:
    """A rule holds for a name, and where that is a generic name for all other names of the drug too."""
    wanted: dict[str, str] = {}
    for row in rows:
        rule = {"never": NEVER, "treatment": TREATMENT}[row["rule"]]
        drugs, ids, _, exact = names.get(row["name"]) or ((row["name"].lower(),), (), rule, "")
        names.add(row["name"], (drugs, ids, rule, exact))
        wanted[row["name"].lower()] = rule
    for number, (drugs, ids, old, exact) in enumerate(names.entries):
        if len(drugs) == 1 and old != NEVER and (wish := wanted.get(drugs[0])):
            names.entries[number] = (drugs, ids, wish, exact)
