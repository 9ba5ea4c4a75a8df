"""Drug names of a paper: dictionary names, the paper's own abbreviations and code names, regimens, new INN names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.literals import Needed, Sieve
from extractor.nlp.compile import SALTS
from extractor.nlp.dosed import abbreviates, dosed_names
from extractor.nlp.fold import fold
from extractor.nlp.inn import code_names, conjugate
from extractor.nlp.lookup import Hit, Lookup
from extractor.nlp.terms import read_terms
from extractor.records import Mention

Drugs = tuple[tuple[str, ...], tuple[str, ...]]  # generic names, ids

_SALT_AFTER = re.compile(rf"(?: (?:{'|'.join(sorted(SALTS - {'calcium', 'choline'}))}))+\b", re.I)
# What a long form may say beside the drug's name and still be the drug.
_OF_DRUGS = re.compile(
    r"\b(?:and|plus|with|or|of|the|followed|by|versus|alone|group|arm|cohort|therapy|treatment|monotherapy|"
    r"chemotherapy|combination|regimen|based|injections?|infusions?|tablets?|cream|gel|solution|oral|intravenous|"
    r"subcutaneous|topical|local|inhaled|liposomal|pegylated|recombinant|human|low|high|dose|single|extended|sustained|"
    r"immediate|modified|release|releasing|intrauterine|system|device|long|acting|weekly|daily|micronized|vaginal|"
    rf"intra\w+|viscous|ophthalmic|nasal|rectal|release|transdermal|patch|acid|sodium|potassium|calcium|{'|'.join(sorted(SALTS))})\b",
    re.I,
)
_BRACKET = re.compile(r"\s?[®™©]?\s?[(\[]([^()\[\]]{2,80})[)\]]")
_CODE = re.compile(r"[A-Z][A-Za-z]{0,5}[- ]?\d{2,}[A-Za-z0-9-]*")
_CODE_THEN_BRACKET = re.compile(r"\b([A-Z]{1,6}-?\d{3,}[A-Za-z0-9-]*)\s?[(\[](?=[A-Za-z])")
_REST = re.compile(r"[^()\[\],;]{0,40}(?=[)\],;])")  # what a bracket says after a name
_KNOWN_AS = re.compile(
    r"^(?:formerly|previously|also known as|also called|known as|code[d]?|brand name|i\.e\.,?|or)\s+", re.I
)
_CHEMICAL = re.compile(r"\d[,\d']*-.*-|-\(\d|\)-|-\d[ ,].*\d-")  # 1,3-bis(2-chloroethyl)-1-nitrosourea
_NAME_CHAR = re.compile(r"[\w-]")
_NAME_GOES_ON = re.compile(r"\w|-like|-\d")
_WORD = re.compile(r"[A-Za-z][\w/-]*")
_WORD_PART = re.compile(r"[A-Za-z][\w-]*")
_BOOSTER = "ritonavir"
# Regimens differ by country in nothing but the steroid; a paper that names the other one means that.
_STEROIDS = {"prednisone": "prednisolone", "prednisolone": "prednisone"}


@dataclass(frozen=True, slots=True)
class Regimen:
    """An acronym for drugs given together. `certain`: read so even where the paper does not spell it out."""

    drugs: tuple[str, ...]
    certain: bool


class DrugFinder:
    """Holds the compiled dictionary and term lists; keeps nothing of the papers it reads."""

    def __init__(self, terms: Path, cache: Path | None = None) -> None:
        self._lookup = Lookup(terms, cache)
        self._regimens = {
            row["acronym"]: Regimen(tuple(row["drugs"].split(" + ")), row["certain"] == "yes")
            for row in read_terms(terms / "regimens.csv")
        }
        self._regimen_letters = Sieve([Needed((*self._regimens, "/"))])
        self._products = {
            row["drug"]: set(row["note"].removeprefix("unless ").split(" + "))
            for row in read_terms(terms / "drugs.csv")
            if row["note"].startswith("unless ")
        }
        self._only_with = {
            row["name"]: row["note"].removeprefix("with ")
            for row in read_terms(terms / "drugs.csv")
            if row["note"].startswith("with ")
        }

    def mentions(self, texts: Sequence[str], abbreviations: Mapping[str, str]) -> list[list[Mention]]:
        """Mentions of each text, sorted by place.

        They do not overlap, but for names of several drugs (a regimen, a combined brand): these give one mention per
        ingredient with the same span.
        """
        folded = [fold(text) for text in texts]
        found = [self._of_field(text, self._lookup.names(text), folded) for text, _ in folded]
        local = self._local_names([text for text, _ in folded], found, abbreviations)
        self._add_dosed([text for text, _ in folded], found, local, abbreviations)
        self._add_codes([text for text, _ in folded], found, local)
        full = {drug for hits in found for hit in hits if not hit.ambiguous for drug in hit.drugs}
        full.update(drug for drugs, _ in local.values() for drug in drugs)
        for (text, _), hits in zip(folded, found, strict=True):
            full.update(_beside_another(text, [*hits, *self._local_hits(text, local)]))
        general = {kind for kind, products in self._products.items() if not full.isdisjoint(products)}
        out = []
        for (text, offsets), hits in zip(folded, found, strict=True):
            kept = [
                hit
                for hit in hits
                if text[hit.start : hit.end] not in local
                and (not hit.ambiguous or full.intersection(hit.drugs))
                and general.isdisjoint(hit.drugs)
            ]
            kept += self._local_hits(text, local)
            kept += self._regimen_hits(text, full, local)
            out.append(_mentions(text, kept, offsets))
        return out

    def _local_names(
        self, texts: Sequence[str], found: Sequence[Sequence[Hit]], abbreviations: Mapping[str, str]
    ) -> dict[str, Drugs]:
        """Short form or code name -> drugs and ids; no drugs where the paper defines it as something else."""
        spelled = {fold(short)[0]: fold(long)[0] for short, long in abbreviations.items()}
        local = {short: self._expansion(_spelled_out(long, spelled)) for short, long in spelled.items()}
        local.update({short: self._boosted(short, drugs) for short, drugs in local.items()})
        local.update(_named_in_full(local, spelled, texts, found))
        local = {
            short: drugs
            for short, drugs in local.items()
            if drugs[0] or not self._is_drug_anyhow(short, spelled[short])
        }
        for text, hits in zip(texts, found, strict=True):
            starts = {hit.start: hit for hit in hits}
            for hit in hits:
                for name in _names_in_bracket(text, hit.end):
                    local.setdefault(name, (hit.drugs, hit.ids))
            for match in _CODE_THEN_BRACKET.finditer(text):
                inside = starts.get(match.end())
                rest = _REST.match(text, inside.end) if inside else None
                if inside and rest and not re.search(r"\w", _OF_DRUGS.sub("", rest[0])):
                    local.setdefault(match[1], (inside.drugs, inside.ids))
        return local

    def _add_dosed(
        self,
        texts: Sequence[str],
        found: Sequence[Sequence[Hit]],
        local: dict[str, Drugs],
        abbreviations: Mapping[str, str],
    ) -> None:
        """The names that only the amounts beside them make drugs, and what those stand for that are abbreviations."""
        short = {fold(name)[0]: fold(long)[0] for name, long in abbreviations.items()}
        named = {
            (name, hit.drugs[0])
            for text, hits in zip(texts, found, strict=True)
            for hit in hits
            if len(hit.drugs) == 1 and not hit.ambiguous
            for name in (hit.drugs[0], text[hit.start : hit.end].lower())
        }
        for text, hits in zip(texts, found, strict=True):
            for name, substance in dosed_names(text, [(hit.start, hit.end) for hit in hits], short):
                if local.get(name, ((), ()))[0] or name in self._regimens or self._lookup.is_stopped(substance):
                    continue
                meant = _drugs_before_bracket(name, texts, found) or list(
                    {drug for printed, drug in named if abbreviates(name, printed)}
                )
                if name not in short and len(meant) != 1 and self._lookup.is_no_drug(name):
                    continue
                drug = meant[0] if len(meant) == 1 else self._lookup.generic(substance)
                local[name] = (drug,), tuple(filter(None, [self._lookup.id_of(drug)]))
                long = short[name] if short.get(name, "").lower() == substance else name
                for other in () if self._lookup.knows(long) else (long, long[0].upper() + long[1:]):
                    local.setdefault(other, local[name])

    def _of_field(self, text: str, hits: list[Hit], folded: Sequence[tuple[str, list[int] | None]]) -> list[Hit]:
        """The hits without short names that mean the drug in papers of one field only: T4 in those on the thyroid."""
        letters = [self._only_with.get(text[hit.start : hit.end]) for hit in hits]
        if not any(letters):
            return hits
        texts = [other.lower() for other, _ in folded]
        return [
            hit
            for hit, needed in zip(hits, letters, strict=True)
            if needed is None or any(needed in other for other in texts)
        ]

    def _is_drug_anyhow(self, short: str, long: str) -> bool:
        """Whether a short form is the drug that it is elsewhere, though its long form was not read as one.

        Where the words around that do not say that it is given: tests with thyrotropin-releasing hormone (TRH).
        """
        if drugs := self._lookup.drugs_of(short):
            return drugs == self._lookup.drugs_of(long) or (_says_no_other(short, long) and self._is_drug(short))
        return False

    def _is_drug(self, short: str) -> bool:
        """Whether the dictionary knows a short form as a drug, whatever a paper says that it stands for: PRIMA-1."""
        return any((hit.start, hit.end, hit.ambiguous) == (0, len(short), False) for hit in self._lookup.names(short))

    def _expansion(self, long: str) -> Drugs:
        """The drugs of an abbreviation's long form, where it says nothing else ("temozolomide group" yes)."""
        hits = sorted(hit for hit in self._lookup.names(long) if not hit.ambiguous)
        rest = long
        for hit in reversed(hits):
            rest = rest[: hit.start] + rest[hit.end :]
        if not hits or len(re.sub(r"\W|\d", "", _OF_DRUGS.sub("", rest))) > 0.2 * len(long):
            return (), ()
        drugs = tuple(dict.fromkeys(drug for hit in hits for drug in hit.drugs))
        return drugs, tuple(dict.fromkeys(number for hit in hits for number in hit.ids))

    def _boosted(self, short: str, found: Drugs) -> Drugs:
        """ "boosted darunavir (DRV/r)" says ritonavir by the letter only."""
        drugs, ids = found
        if not short.endswith("/r") or not drugs or not drugs[-1].endswith("navir") or _BOOSTER in drugs:
            return found
        return (*drugs, _BOOSTER), (*ids, self._lookup.id_of(_BOOSTER))

    @staticmethod
    def _local_hits(text: str, local: Mapping[str, Drugs]) -> Iterator[Hit]:
        for short, (drugs, ids) in local.items():
            at = text.find(short) if drugs else -1
            while at >= 0:
                end = at + len(short) + (text[at + len(short) : at + len(short) + 1] == "s")
                if not (at and _NAME_CHAR.match(text, at - 1)) and not _NAME_GOES_ON.match(text, end):
                    yield Hit(at, end, drugs, ids)
                at = text.find(short, end)

    def _regimen_hits(self, text: str, full: set[str], local: Mapping[str, Drugs]) -> Iterator[Hit]:
        if not self._regimen_letters.passed(text, ""):
            return
        words = _WORD.findall(text)
        if self._regimens.keys().isdisjoint(words) and not any("/" in word for word in words):
            return
        for match in self._acronyms(text):
            regimen = self._regimens.get(match[0])
            if regimen is None or match[0] in local:
                continue
            if regimen.certain or 2 * len(full.intersection(regimen.drugs)) > len(regimen.drugs):
                drugs = tuple(
                    _STEROIDS[drug] if drug not in full and _STEROIDS.get(drug) in full else drug
                    for drug in regimen.drugs
                )
                yield Hit(match.start(), match.end(), drugs, tuple(self._lookup.id_of(drug) for drug in drugs))

    def _acronyms(self, text: str) -> Iterator[re.Match[str]]:
        """The words that a regimen may be; of "FOLFOX6/FOLFIRI", which is none itself, each part."""
        for word in _WORD.finditer(text):
            if "/" in word[0] and word[0] not in self._regimens:
                yield from _WORD_PART.finditer(text, *word.span())
            else:
                yield word

    def _add_codes(self, texts: Sequence[str], found: Sequence[Sequence[Hit]], local: dict[str, Drugs]) -> None:
        """Code names that nothing explains, where the words around say once in the paper that they are given."""
        for text, hits in zip(texts, found, strict=True):
            for start, end in code_names(text):
                if text[start:end] in local or any(h.start < end and start < h.end for h in hits):
                    continue
                if self._lookup.context.is_given_code(text, start, end) or _is_joined_by_slash(text, start, end, hits):
                    local[text[start:end]] = (text[start:end].lower(),), ()


def _beside_another(text: str, hits: Sequence[Hit]) -> Iterator[str]:
    """The drugs of ambiguous names that a slash joins to a drug: 5-FU/LV."""
    ends = {hit.end for hit in hits if not hit.ambiguous}
    starts = {hit.start for hit in hits if not hit.ambiguous}
    for hit in hits:
        after = text[hit.end : hit.end + 1] == "/" and hit.end + 1 in starts
        if hit.ambiguous and (after or (text[hit.start - 1 : hit.start] == "/" and hit.start - 1 in ends)):
            yield from hit.drugs


def _is_joined_by_slash(text: str, start: int, end: int, hits: Sequence[Hit]) -> bool:
    """Whether a drug stands on either side of a name: DPI/HK2-ASO."""
    ends = {hit.end for hit in hits if text[hit.end : hit.end + 1] == "/"}
    return start - 1 in ends or (text[end : end + 1] == "/" and any(hit.start == end + 1 for hit in hits))


def _named_in_full(
    local: Mapping[str, Drugs], spelled: Mapping[str, str], texts: Sequence[str], found: Sequence[Sequence[Hit]]
) -> dict[str, Drugs]:
    """The short forms whose long form is a drug by the words around it: "given with ascorbic acid (AA)"."""
    wanted = {long: short for short, long in spelled.items() if not local[short][0]}
    return {
        short: (hit.drugs, hit.ids)
        for text, hits in zip(texts, found, strict=True)
        for hit in hits
        if (short := wanted.get(text[hit.start : hit.end])) and not hit.ambiguous
    }


def _drugs_before_bracket(name: str, texts: Sequence[str], found: Sequence[Sequence[Hit]]) -> list[str]:
    """The drug that a short form stands behind in a bracket of its own, whatever its letters."""
    return [
        hit.drugs[0]
        for text, hits in zip(texts, found, strict=True)
        for hit in hits
        if len(hit.drugs) == 1 and text.startswith((f" ({name})", f" ({name},", f" ({name};"), hit.end)
    ][:1]


def _spelled_out(long: str, spelled: Mapping[str, str]) -> str:
    """A long form with the short forms in it spelled out: liposomal AmB (LAmB)."""
    return " ".join(spelled.get(word, word) for word in long.split(" "))


def _says_no_other(short: str, long: str) -> bool:
    """Whether a short form with a figure, or one of a chemical name, means the drug that it is elsewhere: BCNU."""
    return any(char.isdigit() for char in short) or _CHEMICAL.search(long) is not None


def _names_in_bracket(text: str, end: int) -> Iterator[str]:
    """ "ruxolitinib (INCB018424; Jakafi®)": the code names and brands in a bracket right after a name."""
    bracket = _BRACKET.match(text, end)
    for item in re.split(r"[;,/]\s?", bracket[1]) if bracket else ():
        name = _KNOWN_AS.sub("", item.strip())
        brand = name.rstrip("®™© ")
        if _CODE.fullmatch(name) or (brand != name and brand[:1].isupper()):
            yield brand


def _mentions(text: str, hits: list[Hit], offsets: list[int] | None) -> list[Mention]:
    """The longest of hits that overlap, with the salt that follows, at the offsets of the original text."""
    taken: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if any(hit.start < end and start < hit.end for start, end in taken):
            continue
        end, drugs = conjugate(text, hit.end, hit.drugs)
        if salt := _SALT_AFTER.match(text, end):
            end = salt.end()
        taken.append((hit.start, end))
        low, high = (offsets[hit.start], offsets[end - 1] + 1) if offsets else (hit.start, end)
        shared = hit.ids if len(drugs) == 1 else ()
        for number, drug in enumerate(drugs):
            own = hit.ids[number : number + 1] if len(hit.ids) == len(drugs) > 1 else shared
            mentions.append(Mention(low, high, drug, tuple(filter(None, own))))
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))
