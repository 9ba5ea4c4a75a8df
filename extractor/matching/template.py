"""The language of patterns, made for reading aloud, compiled to regular expressions over masked sentences.

{int}              an item of that kind; {int|word:numerator} of either kind, kept under a name
{phrase}           one to six words that no list knows
{number}           int or word; {people}, {drug}, {rate} ... see line.KINDS
<  >               any opening or closing bracket, ( or [
[the]              optional        (had|with)   one of
...                up to eight words, no number and no bracket among them;   ..   up to three, no comma
....               up to thirty words within the clause, brackets and counts too, but no share
~                  up to four words that belong together: no item, no comma, no "and", nothing like "by" or "which"
~~                 up to ten, a list of things perhaps: no item, nothing like "by" or "which"
word  ,  ;  :      themselves, upper or lower case;  word~  also with an ending (respond~ : responded, responding);
                   -word  joined to what stands before it ({drug}-induced)
"""

from __future__ import annotations

import re

from extractor.matching.line import CODE, bits

ALIASES = {
    "number": ("int", "word"),
    "term": ("event", "outcome"),
    "share": ("percent", "fraction", "rate"),
}
_NUMERIC = "".join(CODE[k] for k in ("int", "word", "decimal", "percent", "fraction", "percent_range", "rate", "size"))
_WORD = rf"[^\s;:()\[\]{_NUMERIC}]+"
_NEAR = rf"[^\s,;:()\[\]{_NUMERIC}]+"
_PLAIN = r"[A-Za-z][\w'’/-]*"
_SHARES = "".join(CODE[k] for k in ("percent", "fraction", "percent_range", "rate"))
_PART = r"(?:\s|(?=[()\[\]]))"  # what ends a word of a gap: a blank, or the bracket that stands against it
_PLAINLY = rf"(?:[(\[][^()\[\]{CODE['int']}-{chr(0xF8FF)}]*[)\]][^\s()\[\]]*|[^\s;:()\[\]{CODE['int']}-{chr(0xF8FF)}]+)"
_APART = (
    "via|through|by|before|after|during|against|because|due|to|than|when|known|while|whereas|which|that|from|without"
)
_GAPS = {
    "~~": rf"(?:(?!(?:{_APART}|with)\b){_PLAINLY}{_PART}){{0,10}}?",
    "~": rf"(?:(?!(?:{_APART}|and|or|but)\b|\S*,){_PLAINLY}{_PART}){{0,4}}?",
    "....": rf"(?:[^\s;()\[\]{_SHARES}]+{_PART}|[()\[\]]\s?){{0,40}}?",
    "...": rf"(?:{_WORD}{_PART}){{0,8}}?",
    "..": rf"(?:{_NEAR}{_PART}){{0,3}}?",
}
_TOKEN = re.compile(
    r"\{(?P<slot>[a-z_|]+)(?::(?P<name>[a-z_]+))?\}|(?P<gap>\.{2,4}|~~?)|(?P<open><)|(?P<close>>)|(?P<opt>\[)|(?P<tpo>\])"
    r"|(?P<group>\()|(?P<puorg>\))|(?P<bar>\|)|(?P<space>\s+)|(?P<stem>[\w'’-]+~(?!~))|(?P<word>[\w'’-]+(?:\.[\w.]+)?)|(?P<mark>[,;:%=/.])"
)


class TemplateError(ValueError):
    """A template that cannot be read, with the place where it stops making sense."""


def slot_kinds(slot: str) -> tuple[str, ...]:
    """The item kinds that a slot takes; TemplateError for a name that is none."""
    kinds: list[str] = []
    for name in slot.split("|"):
        found = ALIASES.get(name, (name,))
        if any(kind not in CODE for kind in found):
            raise TemplateError(f"there is no kind {name!r}")
        kinds.extend(found)
    return tuple(kinds)


def compile_template(template: str) -> re.Pattern[str]:
    """Raises TemplateError with the first thing that cannot be read."""
    out: list[str] = []
    names: dict[str, int] = {}
    at = 0
    while at < len(template):
        token = _TOKEN.match(template, at)
        if not token:
            raise TemplateError(f"cannot read {template[at:]!r} in {template!r}")
        out.append(_piece(token, names))
        at = token.end()
    try:
        return re.compile("".join(out), re.IGNORECASE)
    except re.error as error:
        raise TemplateError(f"{template!r}: {error}") from None


def required(template: str) -> tuple[int, ...]:
    """For each slot that every match must fill, the kinds that can (line.bits): a sentence without has no match."""
    found, depth = [], 0
    for token in _TOKEN.finditer(template):
        depth += (token.lastgroup in ("opt", "group")) - (token.lastgroup in ("tpo", "puorg"))
        if token.lastgroup == "bar" and depth == 0:
            return ()  # whole templates side by side: none of their slots is in every match
        if token["slot"] and depth == 0 and token["slot"] != "phrase":
            found.append(bits(slot_kinds(token["slot"])))
    return tuple(found)


def _piece(token: re.Match[str], names: dict[str, int]) -> str:
    kind, text = token.lastgroup, token[0]
    if token["slot"]:
        return _slot(token["slot"], token["name"] or token["slot"].split("|")[0], names)
    if kind == "gap":
        return rf"\s?{_GAPS[text]}"
    simple = {
        "open": r"\s?[(\[]\s?",
        "close": r"\s?[)\]]",
        "opt": "(?:",
        "tpo": ")?",
        "group": "(?:",
        "puorg": ")",
        "bar": "|",
        "space": r"\s?",
    }
    if kind in simple:
        return simple[kind]
    edge = "" if text[0] == "-" else r"\b"
    if kind == "stem":
        return rf"{edge}{re.escape(text[:-1])}\w*"
    if kind == "word":
        return rf"{edge}{re.escape(text)}\b"
    return rf"\s?{re.escape(text)}"


def _slot(slot: str, name: str, names: dict[str, int]) -> str:
    """A second slot of the same name becomes name_2, a third name_3. {phrase} takes one to six plain words."""
    if slot == "phrase":
        return rf"\b(?P<{name}>{_PLAIN}(?:\s{_PLAIN}){{0,5}})"
    names[name] = names.get(name, 0) + 1
    group = name if names[name] == 1 else f"{name}_{names[name]}"
    kinds = slot_kinds(slot)
    # A share ends inside the bracket that its percentage stands in; the bracket closes before the sentence goes on.
    closing = r"(?:\s?[)\]])?" if "rate" in kinds else ""
    return f"(?P<{group}>[{''.join(CODE[k] for k in kinds)}]){closing}"
