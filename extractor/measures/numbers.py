"""The one place that reads numbers: figures as authors print them, and number words.

>>> value("1,043"), value("38·9"), value("0,5"), value("1 212"), value("Twenty-six")
(1043, 38.9, 0.5, 1212, 26)
"""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import text2num

from extractor.records import Number

# A figure: thousands with commas or single blanks (thin spaces become blanks), decimals with a point, a middle dot,
# or a comma where no thousand can be meant ("0,5"; "2,5 mg" is read by the dose rules, which know the unit).
FIGURE = (
    r"(?=[\d.·])"  # one quick look instead of the five below, at every character that begins no figure
    r"(?:(?<![\d.,·])\d{1,3}(?:,\d{3})+(?:[.·]\d+)?(?![\d])"
    r"|(?<![\d.,·])\d{1,3}(?: \d{3})+(?![\d.,·])"
    r"|(?<=[$€£])\d{1,3}(?: \d{3})+\.\d\d(?!\d)"
    r"|(?<![\d.,·])0,\d+"
    r"|\d+(?:[.·]\d+)?"
    r"|(?<![\dA-Za-z])[.·]\d+)"  # the point of "vs.75%" ends a word
)

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD = "|".join(sorted([*_ONES, *_TENS, "hundred", "thousand"], key=len, reverse=True))
_INITIALS = "".join(sorted({word[0] for word in _WORD.split("|")}))  # one quick look before thirty slow ones
# "one hundred and nine": "and" joins only after hundred or thousand, so that "two and three" stay two numbers.
# Atomic, because a run of number words has one reading: backing out of it again and again costs time without end.
# "Hundred patients" and "a hundred" are numbers; "several hundred", "1.2 thousand" and "half a hundred" are none here.
_BEGINS = r"(?:(?!hundred|thousand)|(?<=\ba )(?<!half a )|(?<![\w,)%½] )(?<!-))"
_DIGIT = "|".join(_ONES[:9])
# Of "six three-weekly cycles" and "two twenty-bed wards" each is one; "eight-three", a slip of the pen, is none.
_SCALED = rf"(?:(?<=hundred)|(?<=thousand))[- ](?:and[- ])?(?:{_WORD})"
_ON = rf"(?:-(?:{_WORD})| (?:hundred|thousand)|(?<=ty) (?:{_DIGIT})|{_SCALED})"
WORDS = rf"\b(?=[{_INITIALS}]){_BEGINS}(?>(?:{_WORD})(?:{_ON}\b)*)\b"
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_OTHERS = {"none": 0, "no": 0, "neither": 0, "zero": 0, "single": 1, "another": 1}
_PERSON = r"(?:patient|case|participant|subject|volunteer|child|infant|woman|man|person|individual)"
_ILLNESS = r"[a-z]+(?:ia|itis|osis|pathy|rrho?ea|ache|sepsis|stroke|rash|syndrome|failure|h(?:a)?emorrhage)"
# "A single patient", "another developed a rash", "fever in another", "and another pneumonia"; but "a single dose",
# "another two".
ONE = (
    rf"\b(?:(?<!one )(?<![Nn]ot a )single(?= (?:[a-z-]+ )?(?:{_PERSON}|instance|episode|event|recurrence|relapse|death"
    r"|failure)\b)"
    rf"|another(?= (?:{_PERSON} )?(?:had|developed|experienced|suffered|showed|required|needed|died|relapsed)\b)"
    rf"|(?<=\band )another(?= (?:an? )?{_ILLNESS}\b)"
    rf"|(?<=\bin )another(?=(?: {_PERSON})?(?:[.,;]|$)))"
)


@lru_cache(maxsize=10_000)  # the same few numbers stand in all texts
def value(text: str) -> Number:
    """The number that `text`, a match of FIGURE or WORDS, stands for. Raises ValueError where it is none."""
    text = text.strip()
    if not text[-1:].isdigit():  # figures end in a digit, words never do
        return words(text)
    if re.fullmatch(r"0,\d+|\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    text = text.replace(",", "").replace(" ", "").replace("·", ".")
    return float(text) if "." in text else int(text)


def words(text: str) -> int:
    """The integer that English number words stand for ("one hundred and nine" -> 109). Raises ValueError."""
    text = text.lower()
    if text in _OTHERS:
        return _OTHERS[text]
    return int(text2num(re.sub(r"[-,\s]+", " ", text), "en"))


_LISTED = re.compile(
    rf"(?P<numbers>(?:{FIGURE}|{WORDS})(?:-?(?:, and|, or|,| and| or|/) ?(?:{FIGURE}|{WORDS}))+)(?P<unit>\D*)$", re.I
)


def split_list(text: str) -> list[str]:
    """What each number of a list that shares its unit means in full.

    >>> split_list("1, 2 and 3 years"), split_list("5, 10-year"), split_list("week 16")
    (['1 years', '2 years', '3 years'], ['5-year', '10-year'], ['week 16'])
    """
    match = _LISTED.search(text)
    if not match:
        return [text]
    numbers = re.findall(rf"{FIGURE}|{WORDS}", match["numbers"], re.I)
    return [text[: match.start()] + number + match["unit"] for number in numbers]
