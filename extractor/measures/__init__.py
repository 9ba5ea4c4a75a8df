"""Level one: a character-level lexer turns text into typed measures with spans."""

from extractor.measures.lexer import grade_text, lex
from extractor.measures.numbers import split_list
from extractor.measures.numbers import value as number_value

__all__ = ["grade_text", "lex", "number_value", "split_list"]
