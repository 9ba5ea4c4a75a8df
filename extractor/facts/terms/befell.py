"""What befell people where the words leave no doubt: rates by name, deaths, what people developed or came to need.

"The relapse rate after surgery was 8%", "stroke was commoner with A than with B (9% vs 4%)", "5 of them died", "30%
developed a fistula", "4% needed dialysis".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.facts.sentences.bare_counts import SEEN
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE, is_versus
from extractor.facts.terms.candidates import TermsOfSentence
from extractor.facts.terms.knowledge import Knowledge
from extractor.facts.terms.passed_over import is_passed_over
from extractor.facts.terms.told_rates import IS_RATE, RATE, told_rate
from extractor.lazy import cached_property
from extractor.matching import Item, Line, Term

_TERMS = ("event", "outcome")
_SURE = 0.7
_ANY_RATE = re.compile(rf"\b{RATE}\b", re.I)
_RATE_OF = re.compile(rf"\b{RATE} (?:of|for) (?:(?:the|an?|any|such|these|those) )?(?:[\w/-]+ ){{0,3}}$", re.I)
_JUST_RATE_OF = re.compile(rf"\b(?!prop){RATE} (?:of|for) (?:(?:the|an?|any|such) )?$", re.I)
# "no difference in reported [stroke] between A and B (4% vs 7%)"
_DIFFERS = re.compile(
    r"\b(?:differences?|changes?) (?:(?:was|were) )?(?:(?:found|seen|noted|observed) )?"
    r"(?:between (?:the )?[\w-]+ (?:groups?|arms?) )?"
    rf"in (?:(?:the|terms of|reported|overall|subsequent|{RATE} of) )*(?:[\w-]+ ){{0,2}}$",
    re.I,
)
_WORD = re.compile(r"(?:[a-z]{4,}|(?:^| )[a-z]?[A-Z]{3,})$")
_NO_HARM = re.compile(r"\b(?:resistance|interventions?|use|visits?|carriers?|metasta\w+|pregnanc\w+|births?)$")
_INCIDENCE_OF = re.compile(r"\bincidence of (?:(?:the|an?|any|such) )?$", re.I)
_OF_RATE = re.compile(rf"(?:\s\([^()]*\))?[ -]{RATE}\b", re.I)
_ABOUT = r"(?: (?:only|just|about|approximately|around|nearly|almost))?"
_WORDS = r"(?: (?!reduc|decreas|increas|improv|lower|higher)[^\s.;:()]+){0,14}?"
_CHANGED = r"(?:varied|varying|ranged|ranging|rose|fell|increased|decreased|dropped|declined|improved)"
# From the name of a rate to a share: " after the second operation was ".
_WAS = re.compile(
    rf"(?:s?(?: \([^()]*\))?,?{_WORDS})? (?:was|were|reached|of|at|{_CHANGED} (?:from|between))"
    rf"(?: found to be| estimated (?:to be|at)| as (?:low|high) as)?{_ABOUT} ?[(\[]?$",
    re.I,
)
# From what is compared to a share in brackets: " was commoner with A than with B (A group: ".
_COMPARED = re.compile(
    r"s?(?: \([^()]*\))?(?: [^\s.;:()]+){0,16}? [(\[](?:(?!eg\b|ie\b)[A-Za-z][\w -]{0,25}(?: group| arm)?[,:]? )?$",
    re.I,
)
_COMPARING = re.compile(
    r"\b(?:higher|lower|greater|increased|decreased|reduced|similar|same|equal|comparable|differen\w+|less|more|worse"
    r"|better|superior|inferior|high|low|differ(?:ed)?)\b",
    re.I,
)
_COMMONER = re.compile(
    r"(?: \([^()]*\))? (?:was|were|occurred|developed|appeared|happened)\b[^.;:()]{0,30}?"
    r"\b(?:(?:more|less|equally|similarly|as) (?:\w+ly )?(?:common(?:ly)?|frequent(?:ly)?|often|likely)|commoner"
    r"|rarer)\b",
    re.I,
)
# "headache was higher with A than with B (9% vs 4%)"
_HIGHER = re.compile(
    r"s?(?: \([^()]*\))?(?: (?:within|at|after|during|by) [^.;:,()%]{2,30}?)? (?:was|were) (?:\w+ly |also |not )*"
    r"(?:higher|lower|greater|increased|similar|comparable"
    r"|different) (?:in|with|for|among|after|on|between)\b"
)
# What may be told by how much of it there was, not by how many had it.
_AMOUNT = re.compile(r"improv|reduc|decreas|increas|chang|loss|gain|relie|respon|necrosis|stenosis|fibrosis", re.I)
# A share that is no one's of this study, or no share.
_OTHER = re.compile(
    r"\b(?:reduction|increase|decrease|improvement|ratio|predicted|expected|assum\w+|margin|threshold"
    r"|attributable|literature|(?:current|recent|earlier|other) (?:meta-analyses|reviews|studies|reports)|published"
    r"|previously|historical\w*|national|worldwide|annual\w*|per (?:year|annum)"
    r"|power|posterior|sensitivity|specificity|detect\w*|general population|probability that|if|relative"
    r"|weighted mean|means?|medians?|averages?|would|will|could|may|can|declined?|simulat\w+|model\w*)\b",
    re.I,
)
_DIFFERENCE = re.compile(r"\b(?:differences?|changes?)\b", re.I)  # of one share it may be the amount
_LESS = re.compile(r"[^.;()]{0,25}? (?:absolute|relative|reduction|decrease|increase|difference|lower|higher)\b")
_FOR = re.compile(r"[)\]%]* for ")
_TO = re.compile(r"\s?%?(?:[-–]|[)\]]*(?: (?:with|in|on|at|before|for|under) [^.;:,()%]{1,50}?)? to )")
_CLAUSE = re.compile(r"; |, (?:while|whereas|but) ")
# "More women on A than on B had a", "patients on A were less likely to have a", before what they had.
_MORE_HAD = re.compile(
    r"\b(?:(?:more|fewer|(?:higher|greater|larger|smaller|lower) (?:proportion|percentage|number|share|fraction)s? of)"
    r" [^.;:()%]{3,80}? (?:had|developed|experienced|suffered|showed|reported|achieved|reached|required|needed"
    r"|underwent)"
    r"|(?:more|less|equally|as) likely to)"
    r" (?:(?:be|have|develop|experience|require|need|undergo|suffer|achieve|reach"
    r"|report|show|an?|the|from|to) )*(?:(?!(?:no|more|fewer|present|with)\b)[\w-]+ ){0,2}?$",
    re.I,
)
_WITH = r"(?: (?:with|in|on|given|receiving|treated|aged|weighing|from|undergoing) (?:(?! and )[^.;:,()%]){1,60}?)?"
_OF_WHOM = (
    r"[)\]%]*(?: (?:of|in|among) (?:whom|which|them|these|those|(?:(?:the|these|those|our|all) )*(?:[\w-]+ ){0,2}?"
    rf"{PEOPLE}))?(?: (?:[a-z-]+ )?(?:{PEOPLE}|patient|participant|child|woman|man|case))?(?: \([^()]*\))?{_WITH},?"
    r"(?: (?:had|have|also|then|later|subsequently|eventually|finally|still|ultimately|even))*"
)
_DIED = re.compile(rf"{_OF_WHOM} (?:died|deceased|expired|succumbed)\b")
_GOT = re.compile(
    rf"{_OF_WHOM} (?:developed|suffered(?: from)?|experienced|acquired|contracted) "
    r"(?:(?:an?|the|at least (?:one|1)|one or more|some|new|further) )*"
    r"(?:(?!no\b|not\b|less|more\b|fewer|minimal|any\b)[a-z-]+ ){0,3}?"
)
# "12% had severe [adverse events]", but not "12% had hypertension"
_HAD_ANY = re.compile(
    rf"{_OF_WHOM} (?:had|reported) (?:(?:an?|the|at least (?:one|1)|one or more|some|any) )*"
    r"(?:(?!no\b|not\b|less|more\b|fewer|minimal|two|three|four|five|six|seven|eight|nine|ten)[a-z-]+ ){0,3}?"
)
# "complications" alone may be those of a disease.
_OF_CARE = re.compile(
    r"\b(?:adverse|side|untoward|AEs?|SAEs?|TEAEs?|DLTs?|dose|toxic\w*|(?:serious|severe|major|minor|surgical|early"
    r"|post-?operative|peri-?operative|procedural) (?:complications?|morbidity|reactions?))\b"
)
# "75% of treated eyes [healed]", "10 (38%) patients in group B are [alive]"
_DID_WELL = re.compile(r"[a-z]{3,}ed|(?:(?:are|were) )?alive(?: and well)?", re.I)
_GOOD = ("response", "survival")
_FELL_BACK = re.compile(r"relapsed|recurred|progressed")
_AND_NEXT = re.compile(
    rf"[)\]%]*(?: (?:of|in|among) (?:the |our |these )*(?:[\w-]+ ){{0,2}}?{PEOPLE})?{_WITH}(?: groups?| arms?)?"
    r"(?: \([^()]*\))?(?:,|,? (?:and|versus|vs\.?|(?:(?:as|when) )?compared (?:with|to))) (?:only )?"
)
_WHO_DID = re.compile(
    rf"{_OF_WHOM}(?: (?:in|of|on) (?:(?! and )[^.;:,()%\d]){{1,40}}?)?"
    r"(?: (?:are|were|remain|remained|still|currently|completely|fully)){0,2} "
)
_WERE = re.compile(rf"{_OF_WHOM} (?:was|were)(?: (?:subsequently|later|then|eventually|finally))? ")
_AGAIN = re.compile(r"(?:converted|re-?(?:admitted|hospitali[sz]ed|operated|intubated|explored|treated))\b", re.I)
_CAME = re.compile(
    r"s?(?: \([^()]*\))?(?: (?:during|after|at|on|within) [^.;:,()%]{2,40}?)?"
    rf" (?:occurred|developed|appeared|supervened|ensued)(?: (?:in|by|among)){_ABOUT} ?[(\[]?$"
)
_SEEN_IN = re.compile(rf"s?(?: \([^()]*\))? (?:was|were) (?:{SEEN}|diagnosed|identified|confirmed) in{_ABOUT} ?[(\[]?$")
# "criteria for [sepsis] were met in 12%"
_CRITERIA = re.compile(r"\bcriteria (?:for|of) (?:(?:an?|the) )?(?:[\w-]+ ){0,2}$", re.I)
_MET_IN = re.compile(
    rf"(?: \([^()]*\))? (?:was|were) (?:met|fulfilled|satisfied) (?:in|by)(?: [a-z]+ with)?{_ABOUT} ?[(\[]?$"
)
# What befell people in the study, not before: "postoperative [atrial fibrillation] was found in 12%".
_LATER = re.compile(
    r"\b(?:inpatient|in-hospital|nosocomial|hospital-acquired|procedural"
    r"|(?:post|peri|intra)-?(?:operative|procedural|transplant|partum)|treatment-(?:emergent|related|induced)"
    r"|drug-(?:related|induced)|new-onset|de novo|recurrent|subsequent)"
    r" (?:[\w-]+ ){0,2}$",
    re.I,
)
# "lithium caused at least one [rash] in 23%"
_CAUSED = re.compile(
    r"\b(?:caused|produced|induced|provoked|led to|resulted in) "
    r"(?:(?:an?|the|at least (?:one|1)|some|any) )*(?:(?!no\b)[\w-]+ ){0,2}$"
)
_IN_SOME = re.compile(rf"s?(?: \([^()]*\))? in{_ABOUT} ?[(\[]?$")
# What people come to need when something goes wrong.
_CARE = (
    r"(?P<what>(?:(?!(?:no|not|at|less|more|one|two|three|any|for|of|to|and|or|the|an?|in|with|that)\b)"
    r"[A-Za-z][\w-]* ){0,3}?(?:intensive[- ]care"
    r"|ICU|critical care|(?:ha?emo)?dialysis|replacement(?: therapy)?|transfusions?|ventilation|ECMO|oxygenation"
    r"|(?:circulatory|respiratory|ventilatory|inotropic|vasopressor|organ) support|vasopressors?|inotropes|oxygen"
    r"|surgery|surgical \w+|(?:re-?)?operations?|drainage|hospitali[sz]ation|(?:re-?)?admission|pacemakers?"
    r"|amputations?|\w+(?:ectomy|ostomy|otomy|plasty|pexy)|fusion|evisceration|exenteration|hearing aids?"
    r"|(?:ventilatory|respiratory|circulatory) assistance|resuscitation|[Rr]escue \w+|secondary procedures?"
    r"|conversion|(?:re-?)?interventions?|re-?(?:treatment|exploration|resection|excision|intubation)s?|intubation"
    r"|revisions?|cardioversions?|debridement|chest tubes?|catheteri[sz]ation)"
    r"(?: surgery| therapy| support| admission| treatment)?)(?![\w-])"
)
_NEEDED = re.compile(rf"{_OF_WHOM} (?:required|needed|requiring|needing|necessitating) (?:an? |the )?{_CARE}")
_BESIDE_OTHERS = re.compile(r"(?:\b(?:with|and)|,) (?:only |another )?$")
_THAT_NEEDED = re.compile(rf"\b(?:required|needed|requiring) (?:an? |the )?(?:\w+ or )?{_CARE} in{_ABOUT} ?[(\[]?$")
_WAS_NEEDED = re.compile(
    rf"{_CARE}(?: for [^.;:,()%]{{3,40}}?)? (?:was|were) (?:required|needed|necessary) (?:in|by|for){_ABOUT} ?[(\[]?$"
)
_BY = re.compile(r"(?:ed|ary) (?:in|by|for)(?: [a-z]+)? ?[(\[]?$")
_REACH = len("necessary in approximately (")
_REPLIES = frozenset(("response", "persistence"))  # their rates may be of those who answered, or went on
_TRAIT = re.compile(r"\b(?:stage|grade|type|class)\b|\b(?:diseases?|disorders?|syndromes?|lesions?)$", re.I)
_LOST = re.compile(r"\b(?:failure|relapse|recurrence|progression)s?$", re.I)
_LED_AWAY = re.compile(r"(?:\b(?:from|for|of|if|when|until|in) |/)$", re.I)  # "tissue from 3 patients who died"
_PLANNED = re.compile(r"\b(?:will|would|should|may|might|can|could)\b", re.I)


@dataclass(frozen=True)
class Befallen:
    """The shares of a sentence that have no term yet, and what it names.

    `most`: the largest number of people in the paper, of whom those with an event are some.
    """

    terms: TermsOfSentence
    rates: Sequence[Item]
    links: Mapping[int, Link]
    knows: Knowledge
    most: int

    @property
    def line(self) -> Line:
        return self.terms.line

    @cached_property
    def _terms(self) -> list[Item]:
        return [i for i in self.line.items if i.kind in _TERMS]

    def linked(self) -> Iterator[Link]:
        """The links of the shares that the words tell to be of what befell people."""
        given: set[int] = set()
        for rate in self.rates:
            if rate.start in self.links or rate.start in given:
                continue
            term = self._did(rate) or self._named(rate) or told_rate(self.line, rate, self._terms)
            if term is None or (is_passed_over(self.line, term) and not self._is_met(term, rate.start)):
                continue
            run = self._beside(rate) if rate.start > term.end else [*self._listed_before(rate), rate]
            for share in run:
                if share.start not in self.links:
                    given.add(share.start)
                    yield Link(share, term, "link.befell", _SURE)

    def _is_met(self, term: Item, end: int) -> bool:
        """Whether the criteria for a term were met by as many as the share says that begins there."""
        is_met = term.kind == "event" and _MET_IN.fullmatch(self.line.passage, term.end, end)
        return bool(is_met) and _CRITERIA.search(self.line.passage, self.line.start, term.start) is not None

    def _listed_before(self, rate: Item) -> Iterator[Item]:
        """ "79% of men with X, 61% with Y" of a list that the verb behind its last share is said of."""
        at = self.rates.index(rate)
        for before, after in zip(self.rates[at - 1 :: -1] if at else [], self.rates[at:0:-1], strict=True):
            if before.start in self.links or not _AND_NEXT.fullmatch(self.line.passage, before.end, after.start):
                return
            yield before

    def _beside(self, rate: Item) -> Sequence[Item]:
        """The shares of a list that this one begins, or the two ends of a range."""
        run = self.terms.run_of(rate)
        after = next((r for r in self.rates if r.start >= rate.end), None)
        if after and _TO.fullmatch(self.line.passage, rate.end, after.start):
            return [rate, after]
        return run if run[0] == rate else [rate]

    def _did(self, rate: Item) -> Item | None:
        """What those who are counted died of, developed or needed."""
        text, end = self.line.passage, self.line.end
        is_all = rate.value.percent is None and rate.value.denominator is None and rate.value.numerator >= self.most
        if is_all or _LED_AWAY.search(text, self.line.start, rate.start):
            return None
        if needed := _NEEDED.match(text, rate.end, end):
            return None if _PLANNED.search(text, self.line.start, needed.end()) else _care(self.line, needed)
        after = next((i for i in self._terms if i.start >= rate.end), None)
        if after is None or _PLANNED.search(text, self.line.start, after.start):
            return None
        if after.value.get("class") == "death" and _DIED.fullmatch(text, rate.end, after.end):
            return after
        if after.kind == "event":
            is_harm = rate.value.numerator == 0 or _OF_CARE.search(text, rate.end, after.end)
            had = _HAD_ANY if is_harm and after.value.get("class") == "general" else _GOT
            is_got = had.fullmatch(text, rate.end, after.start) or _GOT.fullmatch(text, rate.end, after.start)
            return after if is_got or self._was(rate, after) else None
        is_part = rate.value.percent is not None or rate.value.denominator is not None
        is_well = after.value.get("class") in _GOOD and _DID_WELL.fullmatch(text, after.start, after.end)
        is_told = is_part and (is_well or _FELL_BACK.fullmatch(text, after.start, after.end))
        return after if is_told and _WHO_DID.fullmatch(text, rate.end, after.start) else None

    def _was(self, rate: Item, after: Item) -> bool:
        """Whether people were "converted to open surgery" or "readmitted"."""
        text = self.line.passage
        return bool(_AGAIN.match(text, after.start, after.end) and _WERE.fullmatch(text, rate.end, after.start))

    def _named(self, rate: Item) -> Item | None:
        """What a share is the rate of, or is compared for, by the nearest name before it."""
        text = self.line.passage
        if rate.value.percent is None and rate.value.denominator is None:
            return None
        is_by = _BY.search(text, max(self.line.start, rate.start - _REACH), rate.start)
        if is_by and (needed := _WAS_NEEDED.search(text, self.line.start, rate.start)):
            return _care(self.line, needed)
        is_in = text[max(self.line.start, rate.start - _REACH) : rate.start].rstrip("( [").endswith((" in", " about"))
        if is_in and (needed := _THAT_NEEDED.search(text, self.line.start, rate.start)):
            return _care(self.line, needed)
        start = max((r.end for r in self.rates if r.end <= rate.start), default=self.line.start)
        start = max((m.end() for m in _CLAUSE.finditer(text, start, rate.start)), default=start)
        if _OTHER.search(text, start, rate.start) or _LESS.match(text, rate.end, self.line.end):
            return None
        is_pair = self._is_pair(rate)
        if not is_pair and _DIFFERENCE.search(text, start, rate.start):
            return None
        terms = [i for i in self._terms if start <= i.start < i.end <= rate.start]
        for term in reversed(terms):
            if term.value.name not in _REPLIES and self._is_rate(term, start, rate.start, is_pair=is_pair):
                if term.value.get("class") == "general" and _FOR.match(text, rate.end, self.line.end):
                    return None  # "the rates of complications were 4% for rash, 3% for cough"
                gap = text[term.end : terms[-1].start]
                is_nearer = gap.count("(") > gap.count(")")  # "emesis was rarer with A (nausea, 4%"
                return terms[-1] if is_nearer else term
        return self._phrase(start, rate.start)

    def _is_pair(self, rate: Item) -> bool:
        """Whether a share in brackets is set against another."""
        run = self.terms.run_of(rate)
        return len(run) > 1 and run[0] == rate and is_versus(self.line, run)

    def _is_rate(self, term: Item, start: int, end: int, *, is_pair: bool) -> bool:
        """Whether a term's share leads from the words around it to the place of one."""
        text = self.line.passage
        if _CAME.fullmatch(text, term.end, end) and term.kind == "event":
            return True
        if term.value.get("class") == "condition":
            return False
        if self._is_met(term, end):
            return True
        if _IN_SOME.fullmatch(text, term.end, end) and term.kind == "event" and _CAUSED.search(text, start, term.start):
            return True
        if _SEEN_IN.fullmatch(text, term.end, end) and term.kind == "event" and _LATER.search(text, start, term.start):
            return True
        is_compared = _COMMONER.match(text, term.end, end) or _MORE_HAD.search(text, start, term.start)
        if is_pair and not is_compared and not _AMOUNT.search(text, term.start, term.end):
            is_compared = _HIGHER.match(text, term.end, end) or _DIFFERS.search(text, start, term.start)
        if is_compared and _COMPARED.fullmatch(text, term.end, end):
            return True
        named = _OF_RATE.match(text, term.end, end)
        is_rate = named or IS_RATE.search(text, term.start, term.end) or _RATE_OF.search(text, start, term.start)
        return bool(is_rate) and self._leads(named.end() if named else term.end, start, end)

    def _leads(self, begin: int, start: int, end: int) -> bool:
        """Whether the words behind a rate's name lead to a share."""
        text = self.line.passage
        if _WAS.fullmatch(text, begin, end):
            return True
        return bool(_COMPARED.fullmatch(text, begin, end) and _COMPARING.search(text, start, end))

    def _phrase(self, start: int, end: int) -> Item | None:
        """The name of a rate that no list knows, where its last word is one of harm or of good."""
        if not _ANY_RATE.search(self.line.passage, start, end):
            return None
        for phrase in reversed([p for p in self.terms.phrases if start <= p.start and p.end <= end]):
            named = _OF_RATE.match(self.line.passage, phrase.end, end)
            if not named and not _JUST_RATE_OF.search(self.line.passage, start, phrase.start):
                continue
            kind = self._kind_of(phrase) or self._kind_of_incidence(phrase, start)
            if kind and self._leads(named.end() if named else phrase.end, start, end):
                return phrase._replace(kind=kind)
        return None

    def _kind_of_incidence(self, phrase: Item, start: int) -> str:
        """An event has an incidence, whatever its name, unless that is one of a trait."""
        short = self.line.passage[phrase.start : phrase.end]
        name = self.knows.view.abbreviations.get(short, short)
        known = self.knows.of_name(name)
        is_other = "last word:trait" in known or "last word:measure" in known or _TRAIT.search(name)
        is_other = is_other or not _WORD.search(name) or _NO_HARM.search(name)
        return "event" if not is_other and _INCIDENCE_OF.search(self.line.passage, start, phrase.start) else ""

    def _kind_of(self, phrase: Item) -> str:
        """event or outcome, where what the words of a name tell leaves it in no doubt."""
        name = self.line.passage[phrase.start : phrase.end]
        known = self.knows.of_name(name)
        if "last word:trait" in known or "last word:measure" in known or _TRAIT.search(name):
            return ""
        is_end = _LOST.search(self.knows.view.abbreviations.get(name, name))
        if is_end or "last word:good" in known or "short for:outcome" in known:
            return "outcome"
        return "event" if "last word:harm" in known or "short for:event" in known else ""


def needing(line: Line, share: Item) -> Item | None:
    """What those need who are told beside others: "with 6 (5%) needing a transfusion"."""
    needed = _NEEDED.match(line.passage, share.end, line.end)
    is_beside = needed and _BESIDE_OTHERS.search(line.passage, line.start, share.start)
    is_had = is_beside and any(i.kind == "event" and i.end < share.start for i in line.items)
    return _care(line, needed) if needed and is_had else None


def _care(line: Line, needed: re.Match[str]) -> Item:
    """What people needed, by the name that a list has for it or as it is written."""
    start, end = needed.span("what")
    known = (i for i in line.items if i.kind == "event" and start <= i.start and i.end <= end)
    return next(known, Item("event", start, end, Term.of_phrase(needed["what"])))
