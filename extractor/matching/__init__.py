"""Level two: patterns over typed slots."""

from extractor.matching.line import Item, Line
from extractor.matching.patterns import Match, Pattern, PatternSet, check, load_patterns
from extractor.matching.terms import Term, TermList, term_list
from extractor.matching.weights import Led, Weights

__all__ = [
    "Item",
    "Led",
    "Line",
    "Match",
    "Pattern",
    "PatternSet",
    "Term",
    "TermList",
    "Weights",
    "check",
    "load_patterns",
    "term_list",
]
