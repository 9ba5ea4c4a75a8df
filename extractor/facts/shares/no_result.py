"""Numbers that tell nothing of what became of the participants: what was assumed or believed."""

from __future__ import annotations

import re

from extractor.matching import Item, Line

# "Assuming a leak rate of 18%, 40 patients were required"
_ASSUMED = re.compile(
    r"(?:Assuming|Anticipating|Expecting|Considering an?|(?:Based on|With|Given|For) (?:an? |the )?"
    r"(?:assumed|expected|anticipated|estimated)|(?:We|It was|The authors) (?:assumed|expected|anticipated))\b"
)
# "Most thought it could bring relief (76%)"
_BELIEVED = re.compile(
    r"\b(?:believ|hop|agre|doubt)ed (?:that |in |they |it |the )?(?:[^.;:%\d]{3,80}|[^;:]{3,160}[(\[])$"
)


def tells_no_result(line: Line, item: Item) -> bool:
    """Whether a number is of what was assumed or believed."""
    text, start = line.passage, line.start
    return bool(_ASSUMED.match(text, start) or _BELIEVED.search(text[start : item.start]))
