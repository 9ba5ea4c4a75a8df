"""The two groups that participants were shared out to, where a number tells of each: "153 patients were assigned to
lithium and 147 to valproate", "153 received lithium, 147 valproate", "lithium was given to 153, valproate to 147"."""

from __future__ import annotations

import re

from extractor.facts.context import PaperView, PassageView
from extractor.facts.groups.no_groups import is_no_group, names_nobody
from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Line
from extractor.measures.numbers import WORDS

_N = rf"(?:\d[\d,]*|{WORDS})"
_WORD = (
    r"(?!(?:and|or|to|of|in|for|the|who|while|whereas|after|at|had|were|was|with|by|on|received|did|not)\b)"
    r"[A-Za-z][\w/+'’-]*"
)
_PART = rf"{_WORD}(?: {_WORD}){{0,3}}"
_LABEL = rf"{_PART}(?: (?:plus|and|with|or) {_PART})?"
_PEOPLE = rf"(?: (?:{PEOPLE}))?(?: \([^()]*\))?"
_AND = r"(?:,? (?:and|while|whereas)|[,;]) (?:the (?:other|remaining) )?"
_HOW = (
    r"(?:to (?:receive |undergo |take )?|received |receiving |took |underwent (?!randomi)|(?:were )?treated with "
    r"|(?:were )?given )"
)
_DRAWN = r"(?:(?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed) )?"
_TO_EACH = sparse(
    rf"\b(?P<n>{_N}){_PEOPLE} {_DRAWN}{_HOW}(?:the |an? )?(?P<one>{_PART}(?: (?:plus|and|with) {_PART})?){_AND}"
    rf"(?P<m>{_N}){_PEOPLE} {_DRAWN}(?:{_HOW}|with )?(?:the |an? )?(?P<other>{_LABEL})(?=[.,;)(]|$)",
    re.I,
)
_EACH = re.compile(rf"\b{_N}{_PEOPLE} {_DRAWN}{_HOW}", re.I)
_GIVEN_TO = sparse(
    rf"(?:^|[.;:,] )(?P<one>{_PART}) (?:was|were) (?:given|administered|applied|offered) to (?P<n>{_N}){_PEOPLE}{_AND}"
    rf"(?P<other>{_PART}) (?:(?:was|were) (?:given|administered|applied|offered) )?to (?P<m>{_N})\b",
    re.I,
)
_ASSIGNED = re.compile(r"\b(?:randomi[sz]|assign|allocat|divided)", re.I)
_COUNTS = ("int", "word", "size")
_NOUN = re.compile(r" (?:groups?|arms?)$", re.I)


def shared_out(view: PaperView) -> list[str]:
    """The labels of both groups, in order, of the first sentence that shares people out so; none where none does."""
    for passage, line in view.lines():
        for regex in (_TO_EACH, _GIVEN_TO) if passage.part not in ("title", "background") else ():
            found = regex.search(passage.text, line.start, line.end)
            if found and _are_all(view, passage, line, found):
                labels = [_NOUN.sub("", found[name]) for name in ("one", "other")]
                if not any(names_nobody(label) or is_no_group(label) for label in labels):
                    return labels
    return []


def _are_all(view: PaperView, passage: PassageView, line: Line, found: re.Match[str]) -> bool:
    """Whether no third group is told of, and the words say that people were shared out, or a number is the sum."""
    starts = (found.start("n"), found.start("m"))
    if len(_EACH.findall(passage.text, line.start, line.end)) > len(starts):
        return False
    if _ASSIGNED.search(passage.text, line.start, found.end()):
        return True
    parts = [m.low or 0 for m in passage.measures if m.start in starts and m.kind in _COUNTS]
    return len(parts) == len(starts) and any(
        m.low == sum(parts) for v in view.passages for m in v.measures if m.kind in _COUNTS
    )
