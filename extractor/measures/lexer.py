"""Characters to typed measures: every number of a text gets one kind, decided from the characters around it.

Rules run in order and a character belongs to the first rule that takes it, so `95% CI 12-30` is one interval and never
a percent. What a rule does not recognise stays an `int`, `decimal` or `word`, for the patterns to give a meaning.

Kinds: ci, p_value, effect_estimate, grade, name, dose, lab, age, timepoint, schedule, date, spread, size (n = 45),
fraction (7/12), percent, percent_range, range, threshold, ratio, citation, int, decimal, word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from extractor.measures import units
from extractor.measures.numbers import FIGURE, WORDS, value
from extractor.records import Measure, Number

Match = re.Match[str]
N = FIGURE
TO = r"\s?(?:-|–|—|−|‐|to|through|and)\s?"
DASH = r"\s?(?:-|–|—|−|‐|to)\s?"
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
TIME = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mos?|years?|yrs?|y|decades?|fortnights?|cycles?|visits?|trimesters?)"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing one kind of measure. `build` turns a match into measures; none means: not this after all."""

    kind: str
    regex: re.Pattern[str]
    build: Callable[[str, Match], list[Measure]]


def _groups(match: Match) -> list[tuple[int, int, Number]]:
    """The numbers of a match's named groups a, b, c ..., with their offsets."""
    return [(match.start(k), match.end(k), value(v)) for k, v in match.groupdict().items() if v and len(k) == 1]


def _plain(kind: str, match: Match) -> list[Measure]:
    numbers = _groups(match)
    low = numbers[0][2] if numbers else None
    high = numbers[1][2] if len(numbers) > 1 else None
    return [Measure(kind, match.start(), match.end(), low, high)]


def _interval(kind: str, match: Match) -> list[Measure]:
    (_, _, low), (_, _, high) = _groups(match)[:2]
    sign = -1 if match.groupdict().get("minus") else 1
    return [Measure(kind, match.start(), match.end(), sign * low, high)] if sign * low <= high else []


def _each(kind: str, match: Match) -> list[Measure]:
    """A list that shares one sign or word at its end: one measure per number, with the sign its end has."""
    found = [(m.start(), m.end(), value(m[0])) for m in re.finditer(N, match["list"])]
    base, last = match.start("list"), len(found) - 1
    return [
        Measure(kind, base + s if i else match.start(), match.end() if i == last else base + e, v)
        for i, (s, e, v) in enumerate(found)
    ]


def _name(kind: str, match: Match) -> list[Measure]:
    """A word that holds a figure (IL-6, T315I, 5-FU); words without one are no measures."""
    return [Measure(kind, match.start(), match.end())] if re.search(r"\d", match[0]) else []


def _fraction(kind: str, match: Match) -> list[Measure]:
    a, b = value(match["a"]), value(match["b"])
    if not isinstance(a, int) or not isinstance(b, int) or a > b or b < 2:
        return []
    return [Measure(kind, match.start(), match.end(), numerator=a, denominator=b)]


def _grade(kind: str, match: Match) -> list[Measure]:
    """Low and high as integers, unit ">=" for "or higher", "<=" for "at most"; `grade_text` writes it as the contract does."""
    levels = [ROMAN.get(g, None) or int(g) for g in re.findall(r"\d|IV|III|II|I|V", match["levels"])]
    if not levels or max(levels) > 5:
        return []
    sign = (
        "<=" if (match["pre"] or "").startswith("≤") else ">=" if match["pre"] or match["ge"] or match["more"] else None
    )
    high = max(levels) if max(levels) > min(levels) else None
    return [Measure(kind, match.start(), match.end(), min(levels), high, unit=sign)]


def grade_text(measure: Measure) -> str:
    """ "3", "3-4" or ">=3"."""
    if measure.unit:
        return f"{measure.unit}{measure.low}"
    return f"{measure.low}-{measure.high}" if measure.high is not None else f"{measure.low}"


def _dose(kind: str, match: Match) -> list[Measure]:
    """One measure per amount; the elided units of "100, 200 and 400 mg" are filled in. Laboratory units become `lab`."""
    unit, dimension = units.unit_table()[match["unit"]]
    body = next((k for k in units.PER_BODY if match[f"body_{k}"]), None)
    per = next((k for k in units.PER_TIME if match[f"per_{k}"]), None)
    if body == "lab" or dimension == "mass" and body != "kg":
        return [Measure("lab", match.start(), match.end(), value(match["first"]), unit=match["unit"])]
    whole = f"{unit}/{body}" if body else unit
    times = 10 ** int(match["power"].translate(_SUPERSCRIPT)) if match["power"] else _SCALE.get(match["scale"], 1)
    text, base = match["list"], match.start("list")
    parts: list[tuple[int, int, Number, Number | None]] = []
    for m in re.finditer(rf"(?P<low>{_DN})(?:{DASH}(?P<high>{_DN}))?", text):
        parts.append((m.start(), m.end(), value(m["low"]), value(m["high"]) if m["high"] else None))
    if len(parts) == 2 and match["between"]:
        parts = [(parts[0][0], parts[1][1], parts[0][2], parts[1][2])]
    return [
        Measure(
            kind,
            base + s,
            match.end() if i == len(parts) - 1 else base + e,
            low * times,
            high * times if high is not None else None,
            unit=whole,
            per=per,
        )
        for i, (s, e, low, high) in enumerate(parts)
    ]


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_DN = rf"(?:\d+,\d{{1,2}}(?!\d)|{N})"  # beside a unit a decimal comma is safe: 2,5 mg


def _compile(kind: str, pattern: str, build: Callable[[str, Match], list[Measure]] = _plain, flags: int = 0) -> Rule:
    return Rule(kind, re.compile(pattern, flags), build)


def _dose_rule() -> Rule:
    body = "|".join(f"(?P<body_{k}>{v})" for k, v in units.PER_BODY.items())
    per = "|".join(f"(?P<per_{k}>{v})" for k, v in units.PER_TIME.items())
    one = rf"{_DN}(?:{DASH}{_DN}|-(?=,| and | or ))?"  # "50-, 100- and 200-mg" too
    return _compile(
        "dose",
        rf"(?<![\w.,·/])(?<!\w-)(?<!\d:)(?P<between>(?:between|from) )?(?P<list>(?P<first>{_DN})(?:{DASH}{_DN}|-(?=,| and | or ))?(?:(?:, ?(?:and |or )?| and | or |/| to | up to | then |, then )(?:then )?{one}){{0,15}})"
        rf"(?: (?P<scale>thousand|million|billion))?(?: ?[×x] ?10(?:\^?\(?)(?P<power>[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)\)?)?"
        rf"[ -]?(?P<unit>{units.unit_regex()})(?![A-Za-zµμ])(?:{body})?(?: (?:body ?weight|bw))?(?:{per})?(?:{body.replace('body_', 'late_')})?",
        _dose,
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in order."""
    ci_name = r"(?:C\.?I\.?|CrI|confidence intervals?|credible intervals?|confidence limits?)"
    lead = r"(?<![\w.,·])"
    return (
        _compile(
            "name", r"\b(?:NCT|ISRCTN|ACTRN|ChiCTR[\w-]*?|UMIN|CRD|EudraCT[ :]*|DRKS|CTRI|jRCT\w*?)[-\s]?\d[\d/-]*"
        ),
        _compile("name", r"https?://\S+|\bdoi:\s?\S+|www\.\S+"),
        _compile(
            "ci",
            rf"(?:\d\d(?:\.\d)?\s?%[ -]?)?\b{ci_name}(?:\s?[\[(]\s?\w+\s?[\])])?[s:,;=]*\s*(?:of |was |were |from |is )?[\[({{]?\s*(?P<minus>[-−–])?(?P<a>{N})\s?%?(?:\s?(?:months?|years?|days?))?(?:{TO}|\s?[,;/]\s?)(?P<b>{N})(?:\s?%)?",
            _interval,
            re.I,
        ),
        _compile("ci", rf"9\d\s?% ?[\[(](?P<minus>[-−–])?(?P<a>{N})\s?%?{TO}(?P<b>{N})\s?%?(?=[\])])", _interval),
        _compile("ci", r"\b9[059](?:\.\d)?\s?%[ -]?(?=confidence|CI\b|C\.I|credible|prediction)", flags=re.I),
        _compile(
            "p_value",
            rf"\bp(?:[- ]?values?)?(?:[ -]?(?:for|of) ?\w+)?\s?(?:[<>=≤≥˂⩽]+|was|of|,)\s?(?P<a>{N})(?:\s?[×x]\s?10\s?[-−–⁻]?[\d⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?",
            flags=re.I,
        ),
        _compile(
            "dose",
            rf"(?:\bAUC|\b[Aa]rea under the (?:(?:plasma )?(?:concentration|concentration[- ](?:versus[- ])?time) )?curve)(?: ?[\[(]AUC[\])])?(?: of |,? ?[=:≥] ?|[ -]?)(?P<a>1\d|[2-9]|[1-9]\.[05]|10)(?![\d%·]|[.,]\d| ?[-–,] ?95| ?(?:[µμnpm]?g[·.*×/ ](?!mL/min|ml/min|mL per|ml per|min)|patients|h\b))(?: ?mg ?/ ?m[lL](?:/min| per minute|[ ·./*×]*min)?)?",
            lambda kind, m: [Measure(kind, m.start(), m.end(), value(m["a"]), unit="AUC")],
        ),
        _compile(
            "effect_estimate",
            rf"(?:\b(?:(?:adjusted |unadjusted |pooled |crude |sub-?distribution |summary )?(?:hazard|odds|risk|rate|prevalence|incidence[- ]rate) ratios?|relative risks?|(?:standardi[sz]ed |weighted )?mean differences?|number needed to (?:treat|harm))\b|\b[asu]?(?:HR|OR|RR|IRR|PR|SHR|SMD|WMD|MD|NNT|NNH|AUC|AUROC|ROR|HRR)\b)(?:\s?[\[(]\s?[\w ]+\s?[\])])?s?[,:;]?\s*(?:[=~≈]|was|of|were|for [\w ]{{3,30}} (?:was|of|=))?\s*[\[(]?[-−–]?(?P<a>{N})(?!\s?(?:mg|g\b|%))",
        ),
        _compile(
            "effect_estimate",
            rf"\b(?:differences?|increments?)\b(?: in [\w\s-]{{3,60}}?| between [\w\s-]{{3,40}}?)?(?:, | was | of | were |\s?[=:]\s?| )[-−–+]?(?P<a>{N})\s?(?:%|percentage points?|pp\b)(?:(?: [\[(][^\])]*[\])])?(?: for [^,;.()]{{3,50}}?)?,? and (?P<b>{N})\s?%)?",
        ),
        _compile(
            "threshold",
            r"\b(?:at least|more than|fewer than|less than) (?:one|two|three|1|2|3)\b(?! (?:thirds?|of))",
            flags=re.I,
        ),
        _compile("percent_range", rf"(?<=% [(\[])(?P<a>{N})\s?%?, (?P<b>{N})\s?%(?=[)\]])", _interval),
        _compile(
            "effect_estimate",
            rf"\b(?:increas|decreas|reduc|declin|improv|fell|f[ae]ll|rose|rise|gain|dropp?)\w*(?: [a-z]+){{0,4}}? (?:by|of)(?: an?)?(?: (?:about|approximately|mean|median|average|up to|nearly|only))*(?: of)? [-−–+]?(?P<a>{N})(?:{DASH}(?P<b>{N}))?\s?%",
        ),
        _compile(
            "effect_estimate",
            rf"(?P<a>{N})(?:{DASH}(?P<b>{N}))?\s?(?:percentage points?|-fold\b|- ?fold\b| times (?:more|less|higher|lower|greater|as))",
        ),
        _compile(
            "effect_estimate",
            rf"\b(?:sensitivity|specificity|accuracy|predictive value|kappa|r²?|r2|β|I²|I2|χ2|χ²|chi2|Z|t|F)(?: (?:and|of|was|were))*\s?(?:=|of|was|were)\s?[-−–]?(?P<a>{N})\s?%?(?:\s?(?:and|,|vs\.?)\s?(?P<b>{N})\s?%?)?",
        ),
        _compile(
            "grade",
            r"(?P<pre>[≥≤] ?)?\b(?:CTC(?:AE)? |WHO |NCI )?[Gg]rades?[- ]?(?P<ge>[≥>$]=? ?|at least )?(?P<levels>(?:\d|IV|III|II|I|V)(?:\s?(?:-|–|/|,|or|and|to|through|, or|, and)\s?(?:grade )?(?:\d|IV|III|II|I|V)\b)*)(?![\w.%])(?P<more>\s?(?:\+|or (?:higher|greater|more|above|worse)|and (?:higher|greater|above)|or[ -](?:higher|greater|worse)))?",
            _grade,
        ),
        _compile(
            "grade", r"(?P<pre>[≥≤] ?)?\b(?P<ge>)G(?P<levels>[1-5](?:\s?(?:-|–|/)\s?G?[1-5])?)\b(?P<more>\+)?", _grade
        ),
        _compile(
            "size",
            rf"\b[nN]\s?(?:=|:| 5 |\$5)\s?(?P<list>{N}(?:(?:, | and |, and | vs\.? | versus |/){N}(?![%\w.]|\s?%))*)(?![.·]?\d)",
            _each,
        ),
        _compile("spread", rf"[-−–]?(?P<a>{N})\s?%?\s?(?:±|\+/-|\+/−|\+-)\s?(?P<b>{N})\s?%?"),
        _compile(
            "spread",
            rf"\b(?<!dose )(?<!dosage )(?<!doses )(?<!dosages )(?:IQR|interquartile range|range|ranges|ranging|ranged|s\.?d\.?|SD|SEM|standard deviation)(?:\s?[\[(]\w+[\])])?[:,;=]?\s*(?:between |from |of |was )?[\[(]?[-−–]?(?P<a>{N})\s?%?(?:{TO}(?P<b>{N})\s?%?)?(?: ?{TIME}\b)?",
            flags=re.I,
        ),
        _compile(
            "age",
            rf"\b(?:aged?|ages|age of|mean age|median age|older than|younger than)(?: (?:of|was|were|from|between|at|is|range))*[:,=]?\s?(?:[≥≤<>]\s?|over |under |about |at least )?(?P<a>{N})(?:{TO}(?P<b>{N}))?(?:[ -](?:years?|months?|weeks?|days?|yrs?|y)\b(?: old| of age)?)?",
            flags=re.I,
        ),
        _compile(
            "age",
            rf"{lead}(?P<a>{N})(?:{TO}(?P<b>{N}))?[ -](?:years?|months?|weeks?|days?|yrs?|yr|y)(?:[ -]olds?\b| of age\b)",
            flags=re.I,
        ),
        _compile(
            "date",
            rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:of )?(?:19|20)\d\d\b",
        ),
        _compile(
            "date",
            rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?! ?(?:patients|%))|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}(?=[\s,.;)])",
        ),
        _compile(
            "date",
            r"(?<![\w.,/-])(?:in|since|from|between|to|until|till|and|through|during|before|after|by|of|year|years|early|late|mid|week \d+|[-–/(,;])\s?(?P<y>(?:19|20)\d\d)(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?(?![\w.·%]|,\d|/\d|[ -](?:mg|m?g|[µμ]g|mcg|m[lL]|m?IU|[kM]?U|units?|IE|vg|tablets?)\b| (?:patients|participants|women|men|children|subjects|adults|eyes|individuals|cases|people|persons))",
        ),
        _compile(
            "date",
            r"(?<![\d.,·=-])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d(?!\d)",
        ),
        _compile(
            "name",
            r"\b(?:phases?|stages?|types?|class(?:es)?|levels?(?! \d+(?:\.\d+)?(?:(?:, | and |, and | or |, or |/| to |-|–)\d+(?:\.\d+)?){0,6}[ -]?(?:mg|g|[µμ]g|mcg|IU|U|mL)\b)|tables?|fig(?:ure|s)?\.?|steps?|version|chapters?|NYHA|ECOG|ASA|CHADS2?|line|lines|zone|factor|chromosome|exon|codon|tier|category|schedule|part)(?: class| scores?| status| PS)? (?:\d+[a-c]?|[IVX]+)(?:\s?(?:-|–|/|,|and|or|to)\s?(?:\d+[a-c]?\b|[IVX]+\b))*\b(?!\s?(?:%|/|patients|of))",
            flags=re.I,
        ),
        _compile(
            "name",
            r"\b(?:PASI|EASI|ACR|HiSCR|IGA|sPGA|PGA|vIGA-AD|IGA|SCORAD|SVR|ASAS|MR|MADRS|mRS|GCS|POEM)[- ]?(?:0/1|0-1|0–1|0 or 1|\d{1,3}(?:\.\d)?)(?:/\d)?(?![\d%])",
        ),
        _dose_rule(),
        _compile(
            "lab",
            rf"[<>≤≥˂]?\s?(?P<a>{N})(?:{DASH}(?P<b>{N}))?(?: ?[×x] ?10[⁰¹²³⁴⁵⁶⁷⁸⁹\d^]*)?[ -]?(?:mm ?Hg|cm ?H2O|°\s?[CF]|kPa|bpm|beats\b|breaths\b|mm\b|cm\b|cm2|cm²|mm2|mm²|m2\b|m²|km\b|μm\b|µm\b|nm\b|Hz|kHz|MHz|ms\b|msec\b|Gy\b|cGy\b|MBq|mCi|kBq|kcal|kJ|W\b|mV|V\b|mA\b|J\b|Da\b|kDa|bp\b|kb\b|dB\b|log\b|log10|copies|cells\b|mOsm|mosm|[µμnpm]?M\b|ppm|rpm|L/min|l/min|ml/min|mL/min|MPa|N\b|per (?:mm3|cubic)|/mm3|/mm³|/μ[lL]|/µ[lL]|/m[lL]|/L\b|kg/m2|kg/m²|diopters?|D\b(?!\d)|logMAR|points?\b|scores?\b|[µμ]g/d?[lL]|person-years|patient-years|patient-days|USD|dollars|euros?|GBP|QALYs?)",
        ),
        _compile(
            "schedule",
            rf"\bq\.?\s?(?P<a>\d+)\s?[- ]?(?:h|hr|d|w|wk|weeks?|days?|hours?)\b|\b(?:every|each) (?P<b>{N}|{WORDS})(?:{DASH}(?P<c>{N}))?[ -]{TIME}\b|\b(?P<d>{N}|{WORDS})[- ]{TIME} cycles?\b|(?<![\w.])(?P<e>{N}|{WORDS})(?:{DASH}{N})? times (?:a|per|each|daily|weekly|/) ?{TIME}?",
            flags=re.I,
        ),
        _compile(
            "timepoint",
            rf"\b(?:{TIME}|postoperative day|POD|cycles?|T)s?[- ]?(?P<a>{N})(?:(?:{DASH}|,? ?and |, |,? or |/|,? to ){N})*(?![\d%·]|\.\d| ?%|\s?mg)\b",
            flags=re.I,
        ),
        _compile(
            "timepoint",
            rf"{lead}(?P<a>{N}|{WORDS})(?:(?:{DASH}|,? ?and |, |,? or |/|,? to |\s?±\s?|- and |-, )(?P<b>{N}|{WORDS}))*[- ]?{TIME}\b(?!-free)",
            flags=re.I,
        ),
        _compile(
            "ratio",
            rf"(?<![\d:])(?P<a>\d{{1,3}}(?:\.\d+)?)\s?:\s?(?P<b>\d{{1,3}}(?:\.\d+)?)(?::\d+)?(?![\d%:])|{lead}\d [x×] \d\b",
        ),
        _compile("citation", r"\[(?:\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\](?=[.,;]|\s[A-Z])"),
        _compile(
            "threshold",
            rf"(?:[≥≤<>˂⩾⩽]\s?=?|\b(?:at least|at most|more than|less than|greater than|fewer than|no more than|up to|exceeding|above|below|under|over|>or=|< or =|> or =)\s)\s?(?P<a>{N})(?:\s?(?:%|per ?cent))(?! ?(?:of (?:the )?(?:patients|participants|subjects|women|men|children|cases)))",
        ),
        _compile("threshold", rf"[≥≤<>˂⩾⩽]\s?=?\s?(?P<a>{N})"),
        _compile(
            "percent_range", rf"{lead}(?P<a>{_DN})\s?%?{DASH}(?P<b>{_DN})\s?(?:%|per ?cent\b|percent\b)", _interval
        ),
        _compile(
            "percent",
            rf"(?<![\w.·/-])(?P<list>{_DN}(?:, {_DN})+,? (?:and|or|vs\.?|versus) {_DN})\s?(?:%|per ?cent\b)",
            _each,
        ),
        _compile(
            "percent",
            rf"(?<![\w.·/-])(?P<list>{_DN}(?: and | or | vs\.? | versus | compared (?:with|to) |/){_DN})\s?(?:%|per ?cent\b)",
            _each,
        ),
        _compile("percent", rf"(?<![\d.·/])(?P<a>{_DN})\s?(?:%|per ?cent\b)"),
        _compile("fraction", rf"(?<![\w.,·/-])(?P<a>{N})\s?/\s?(?P<b>{N})(?![\w/]|[.·]\d)", _fraction),
        _compile(
            "name",
            r"(?<![\w.,·])(?>[A-Za-zα-ωΑ-Ω][\w+]*(?:[-–/](?!(?<=/)\d{3}\b)[\w+.]+)*)(?<!\.)|(?<![\w.,·])\d+(?:[A-Za-zα-ω]|-[A-Za-zα-ω])[\w-]*|[₀₁₂₃₄₅₆₇₈₉]+",
            _name,
        ),
        _compile("range", rf"{lead}(?P<a>{N}){DASH}(?P<b>{N})(?![\w%])", _interval),
        _compile("int", rf"{lead}(?P<a>{N})(?![\w])"),
        _compile("word", rf"(?P<a>{WORDS})", flags=re.I),
        _compile("int", rf"(?P<a>{N})"),
    )


def lex(text: str) -> list[Measure]:
    """All measures of a text, in order, without overlap."""
    taken = bytearray(len(text))
    found: list[Measure] = []
    for rule in rules():
        for match in rule.regex.finditer(text):
            if match.end() > match.start() and not any(taken[match.start() : match.end()]):
                for measure in _safely(rule, match):
                    found.append(measure)
                    taken[measure.start : measure.end] = b"\1" * (measure.end - measure.start)
    return sorted(map(_decimal, found), key=lambda m: m.start)


def _safely(rule: Rule, match: Match) -> Iterator[Measure]:
    """A rule's measures; none where its text only looked like numbers ("one two")."""
    try:
        yield from rule.build(rule.kind, match)
    except ValueError:
        return


def _decimal(measure: Measure) -> Measure:
    if measure.kind == "int" and isinstance(measure.low, float):
        return Measure("decimal", measure.start, measure.end, measure.low)
    return measure
