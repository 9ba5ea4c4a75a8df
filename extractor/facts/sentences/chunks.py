"""Noun phrases by their edges: runs of words that no small word, verb, bracket or number breaks.

No tagger: what stands between two such edges is a noun phrase often enough to be a candidate for a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.matching import Item, Line, Term

_WORD = re.compile(r"[A-Za-zα-ωÀ-ÿ](?:(?!--)[\w'’/+-])*")  # a dash of two characters parts words
_EDGE = frozenset(
    "a an the this that these those its their our his her both each either all any some no not none most many few "
    "several more less least fewer other another such same of in to for with by on at from into between among within "
    "along across around throughout beyond inside outside "
    "during after before per via under over about through until since without upon towards against and or but nor as "
    "than while whereas although though because when where which who whom whose what how if then also only even still "
    "however overall there here so it they them we he she i you is are was were be been being am has have "
    "had having do does did can could may might will would should must n't vs versus compared respectively "
    "significantly highly markedly considerably slightly substantially marginally numerically greatly significant "
    "statistically approximately nearly almost including included includes include "
    "occurred occurring occur occurs observed reported noted seen found recorded detected documented showed shown show "
    "shows demonstrated evidenced exhibited developed developing "
    "develop experienced experiencing experience achieved achieving "
    "achieve reached obtained attained received receiving underwent undergoing required requiring suffered remained "
    "became become led leading resulted resulting associated assessed evaluated measured defined performed treated "
    "given administered assigned randomized randomised allocated enrolled analyzed analysed identified estimated "
    "revealed reveals indicated indicates suggested suggests confirmed "
    "acquired increased decreased reduced improved ranged ranging varied followed following according due owing "
    "related correlated toward comparing further ns "
    "patients patient participants participant subjects subject cases individuals people women men children "
    "infants adults eyes group groups arm arms cohort cohorts rate rates incidence incidences frequency frequencies "
    "proportion proportions percentage percentages prevalence risk number numbers total mean median average p ci "
    "higher lower larger smaller bigger greater lesser highest lowest similar common commonly frequent frequently "
    "mainly mostly majority minority months month weeks week days day years year hours hour one two three four "
    "five six seven eight nine ten first second third comparison difference differences mild moderate very "
    "well longer died relapsed responded survived deteriorated worsened withdrew".split()
)
# In capitals an edge word may be an abbreviation: "achieved a TO", "developed AS". These few are none of an outcome.
_STATISTICS = frozenset(("P", "CI", "OR", "NS", "N", "I", "WE", "NO"))
# "HbA1c <7%", "an INR of 1.3 or lower": the limit that a measured quantity is to keep is part of the outcome's name.
_AMOUNT = (
    r"\d+(?:[.,·]\d+)?(?: x 10\(?\^?\d+\)?(?:/[mMuµμ]?[lL]\b)?)?"
    r"(?:\s?%|\s?[A-Za-zµμ]{1,6}/[A-Za-z]{1,3}(?: ?[23²³])?\b| ?(?:mm ?Hg|degrees|points?|cm|mm|s|seconds)\b)?"
)
_OR_BEYOND = r" or (?:lower|less|more|higher|above|below|better)\b"
_LIMIT = re.compile(
    r"(?: of)?(?:\s?[<>≤≥⩽⩾]\s?=?\s?| (?:at least|less than|more than|greater than|lower than|below|above) )"
    rf"{_AMOUNT}(?:{_OR_BEYOND})?| of {_AMOUNT}{_OR_BEYOND}"
)
_WITHOUT = re.compile(r"\b(?:without|no|not receiving)\s(?:an? |the )?$", re.I)
_LACKING = re.compile(r"\bwithout(?: it| them| one)?(?=\s*(?:[(\[),.;]|$))", re.I)
_HAVING = re.compile(
    r"(?<!associated )(?<!compared )\b(?:with|had|have|having|received|underwent|undergone|took|taken|given|receiving"
    r"|undergoing|taking) (?:an? |the )?(?:(?:higher|lower|more|less) )?$",
    re.I,
)
# "those who did not receive radiotherapy"; "who underwent debulking compared with those who did not".
_WHO = r"\b(?:who|that|those|patients|participants|subjects|women|men|children|adults|infants|individuals|cases)\s"
_DID_NOT = re.compile(
    rf"{_WHO}(?P<label>(?:did|were|was|had|have|are|do) (?:not|no|never)(?: [\w-]+){{1,5}}?)"
    r"(?=\s?(?:[,.;:()\[\]]|$)|\s(?:and|or|had|was|were|vs|versus|than|in|at|compared)\b)"
)
_NOR_DID = re.compile(rf"{_WHO}(?P<label>(?:did|were|was|had|have|are|do) not)(?=\s?(?:[,.;:()\[\]]|$))")
_JOINED = re.compile(r",? (?:and|or) (?P<time>(?:\d+|one|two|three|five|ten)-(?:day|week|month|year) )?|, ")
_QUALITY = re.compile(
    r"(?:[\w-]+(?:al|ac|ic|ar|ous|ive|ary|ory|ent|ant|able|ible|ior)"
    r"|early|late|acute|deep|delayed|major|minor|complete|\w+ed|[a-z]+-[a-z]+"
    r"|device|graft|implant|prosthesis|mesh|wound|stent|catheter|valve|flap|patient|limb)",  # what becomes of these
    re.I,
)
_FIRST_TRY = re.compile(r"(?:first|second) (?:attempt|pass|try|trial)\b", re.I)
_PERIOD = re.compile(r"(?<![\d(-])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d-])")  # 1990-1999
_NUMERAL = re.compile(r"(?:stage|class|type|grade) [IVA-D]", re.I)  # here I is no pronoun
_REACH = len("not receiving the ")
_LONGEST = 6  # words


_WORDY = ("name", "drug", "people", "arm")  # items that may be words of a phrase
_TERMS = ("event", "outcome")


def group_chunks(line: Line) -> Iterator[Item]:
    """The noun phrases that may name a group of participants, with terms in them: "patients with colitis"."""
    taken = [(i.start, i.end) for i in line.items if i.kind not in (*_WORDY, *_TERMS)]
    for start, end in _runs(line, taken):
        without = _WITHOUT.search(line.passage, max(line.start, start - _REACH), start)
        name = line.passage[start:end]
        yield Item("arm", without.start() if without else start, end, f"without {name}" if without else name)


def levels(line: Line) -> Iterator[Item]:
    """Doses in one unit, or periods, of a sentence that names several: "12% at 10 mg and 25% at 20 mg"."""
    periods = list(_PERIOD.finditer(line.passage, line.start, line.end))
    for period in periods if len(periods) > 1 else ():
        yield Item("dose", period.start(), period.end(), period[0])
    doses = [i for i in line.items if i.kind == "dose"]
    units = Counter(dose.value.unit for dose in doses)
    for dose in doses:
        if units[dose.value.unit] > 1:
            text = line.passage[dose.start : dose.end]
            yield Item("dose", dose.start, dose.end, text if re.search(r"[a-z]", text) else f"{text} {dose.value.unit}")


def lacking(line: Line, phrases: Sequence[Item]) -> Iterator[Item]:
    """ "12 of 20 with a mutation (60%) and six of 20 without (30%)": those without the mutation."""
    for match in _LACKING.finditer(line.passage, line.start, line.end):
        if named := _had_before(line, phrases, match.start()):
            yield Item("arm", match.start(), match.end(), f"without {named[-1].value}")
    for match in _DID_NOT.finditer(line.passage, line.start, line.end):
        yield Item("arm", match.start("label"), match.end(), match["label"])
    for match in _NOR_DID.finditer(line.passage, line.start, line.end):
        if named := _had_before(line, phrases, match.start()):
            yield Item("arm", match.start("label"), match.end("label"), f"without {named[-1].value}")


def _had_before(line: Line, phrases: Sequence[Item], end: int) -> list[Item]:
    """What people left of a place have or were given."""
    return [c for c in phrases if c.end <= end and _HAVING.search(line.passage, line.start, c.start)]


_OF = re.compile(r" of (?:the |an? )?")


def chunks(line: Line) -> Iterator[Item]:
    """The noun phrases of a sentence that hold no item, as events no list knows; and `A of B` beside A and B."""
    taken = [(i.start, i.end) for i in line.items if i.kind not in _WORDY]
    runs = list(_runs(line, taken))
    heads = _shared_heads(line, runs)
    done = line.start
    for first, last in runs:
        if first >= done:  # "ug/L" of a limit is no phrase of its own
            done = _with_limit(line, last)
            yield _phrase(line, first, done, heads.get(first, ""))
    for (start, end), (begin, stop) in pairwise(runs):
        if _OF.fullmatch(line.passage, end, begin):
            yield _phrase(line, start, stop)


def _shared_heads(line: Line, runs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Start of a quality -> the head that it shares with the next: "clinical and radiographic [fusion]".

    The next may be a phrase, with a term behind it or not, or a term: "partial and complete [remission]".
    """
    found: dict[int, str] = {}
    terms = {i.start: i.end for i in line.items if i.kind in _TERMS}
    for start, end in reversed(runs):
        words = line.passage[start:end].split(" ")
        is_quality = len(words) < 3 and all(map(_QUALITY.fullmatch, words))  # "all-cause ambulatory"
        joint = _JOINED.match(line.passage, end) if is_quality else None
        if joint is None:
            continue
        begin = joint.end()
        stop = next((e for s, e in runs if s == begin), begin)
        stop = terms.get(stop + 1 if stop > begin else begin, stop)
        quality, _, head = line.passage[begin:stop].partition(" ")
        if joint["time"] and begin in terms:
            found[start] = line.passage[begin:stop]  # "in-hospital and 1-year mortality"
        elif _QUALITY.fullmatch(quality) and (head := head or found.get(begin, "")):
            found[start] = head
    return found


def _runs(line: Line, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(line.passage, line.start, line.end):
        text, start, end = word[0], word.start(), word.end()
        is_edge = _is_edge(text) and not _FIRST_TRY.match(line.passage, start)
        is_numeral = bool(run and _NUMERAL.fullmatch(line.passage, run[-1].start(), end))
        is_short = (len(text) < 2 or is_edge) and not is_numeral
        edge = is_short or any(s < end and start < e for s, e in taken)
        if run and (edge or line.passage[run[-1].end() : word.start()] != " "):
            yield from _whole(run)
            run = []
        if not edge:
            run.append(word)
    yield from _whole(run)


def _is_edge(word: str) -> bool:
    return word.lower() in _EDGE and (not word.isupper() or word in _STATISTICS)


def _with_limit(line: Line, end: int) -> int:
    """The end of a phrase, or of the limit behind it that no share is read from."""
    limit = _LIMIT.match(line.passage, end, line.end)
    shares = [i for i in line.items if i.kind == "rate"]
    return limit.end() if limit and not any(i.start < limit.end() and end < i.end for i in shares) else end


def _whole(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    if run and len(run) <= _LONGEST:
        yield run[0].start(), run[-1].end()


def _phrase(line: Line, start: int, end: int, head: str = "") -> Item:
    return Item("event", start, end, Term.of_phrase(f"{line.passage[start:end]} {head}".rstrip()))
