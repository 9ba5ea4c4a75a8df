"""The rules of the lexer, in the order in which they take characters."""

from __future__ import annotations

import re
from functools import cache

from extractor.measures.amounts import days_before_doses, dose_rule, doses_in_words, labels_before_doses
from extractor.measures.builders import (
    DASH,
    FIGURE_BEGINS,
    LEVELS,
    MONTH,
    SINGLE,
    TIME,
    TO,
    TO_AGE,
    TO_ARM,
    Rule,
    compiled,
    each,
    fraction,
    grade,
    interval,
    name,
    numbered,
    scaled,
)
from extractor.measures.intervals import intervals_and_tests
from extractor.measures.numbers import FIGURE, ONE, WORDS, value
from extractor.records import Measure

# Many a rule begins with a quick look at the first character, or further ahead: without it all that the rule may begin
# with is tried at every character of a text.
N = FIGURE
LEAD = r"(?<![\w.,·])"  # a number starts here: no letter, digit or separator before it
APART = r"(?:(?<![\d.·/])|(?<=%/|[a-z]\.))"  # 4%/7%, 100% vs.75%
# "at week 4, 51 (42%) had", "by day 28, 14/20", "at week 4 and 12 (8%) at week 8": the second number counts people.
_PEOPLE = r"(?: [a-z-]+)? (?:patients|participants|subjects|women|men|children|infants|adults|eyes|cases)"
_NO_SHARE = rf"(?!\d+(?:(?:{_PEOPLE})? ?\(\d[\d.·]* ?%| ?/ ?\d| (?:out )?of (?:the )?\d(?!\d?[- ](?:day|week)s?\b)))"
_NO_COUNT = r"(?!\d+ ?\(\d[\d.·]* ?%\) (?:at|by|after|on)\b)"


# Where a rule can begin, written so that a text is passed over fast: what stands before is looked at last.
# A figure with a letter, a raised or a lowered figure, or a hyphen or the like beside it.
FIGURE_IN_NAME = re.compile(r"\d(?:(?<=[^\W\d].)|(?<=[+–/-].)|(?=[^\W\d]|-[A-Za-zα-ω]))|[₀-₉]")
NUMBER_BEGINS = re.compile(r"[\d.·](?<![\w.,·].)")  # LEAD and a figure


def _effects() -> tuple[Rule, ...]:
    """Effect estimates and changes: no share of participants, though many bear a percent sign. AUC is first a dose."""
    return (
        compiled(
            "dose",
            r"(?:\bAUC|\b[Aa]rea under the (?:(?:plasma )?(?:concentration|"
            r"concentration[- ](?:versus[- ])?time) )?curve)(?: ?[\[(]AUC[\])])?(?: of |,? ?[=:≥] ?|"
            r"[ -]?)(?P<a>1\d|[2-9]|[1-9]\.[05]|10)(?![\d%·]|[.,]\d| ?[-–,] ?95| ?(?:[µμnpm]?g[·.*×/ ](?!mL/min|"
            r"ml/min|mL per|ml per|min)|patients|h\b))(?: ?mg ?/ ?m[lL](?:/min| per minute|[ ·./*×]*min)?)?",
            lambda kind, m: [Measure(kind, m.start(), m.end(), value(m["a"]), unit="AUC")],
        ),
        compiled(
            "effect_estimate",
            rf"(?:\b(?:(?:adjusted |unadjusted |pooled |crude |sub-?distribution |summary )?(?:hazard|odds|risk|"
            rf"rate|prevalence|incidence[- ]rate) ratios?|relative risks?|(?:standardi[sz]ed |"
            rf"weighted )?mean differences?|number needed to (?:treat|harm))\b|\b[asu]?(?:HR|OR|RR|IRR|SHR|"
            rf"PR(?!, ?\d+(?![.·\d])|[ :=]+\d+(?:,| [(\[]\d[\d.·]* ?%[)\]]))|"  # PR 5 (13%) is partial response
            rf"SMD|WMD|MD|NNT|NNH|AUC|AUROC|ROR|HRR)\b)(?:\s?[\[(]\s?[\w ]+\s?[\])])?"
            rf"s?[,:;]?\s*(?:[=~≈]|was|of|"
            rf"were|for [\w ]{{3,30}} (?:was|of|=))?\s*[\[(]?[-−–]?(?P<a>{N})(?![\d.·]|\s?(?:mg|g\b|%))",
        ),
        compiled(
            "effect_estimate",
            rf"\b(?:differences?|increments?)\b(?![^.;:]{{0,80}} by \d)"  # "the difference was met by 7%"
            rf"(?: in [\w\s-]{{3,60}}?| between [\w\s-]{{3,40}}?)?(?:, | was | of | were "
            rf"|\s?[=:]\s?| )[-−–+]?(?P<a>{N})\s?(?:%|percentage points?|"
            rf"pp\b)(?:(?: [\[(][^\])]*[\])])?(?: for [^,;.()]{{3,50}}?)?,? and (?P<b>{N})\s?%)?",
        ),
        compiled(
            "threshold",
            r"\b(?:at least|more than|fewer than|less than) (?:one|two|three|1|2|3)\b(?! (?:thirds?|of|\d{3}\b))",
            flags=re.I,
        ),
        compiled("percent_range", rf"(?:(?<=% [(\[])|(?<=%[;,] ))(?P<a>{N})\s?%?, (?P<b>{N})\s?%(?=[)\]])", interval),
        compiled(
            "effect_estimate",
            rf"\b(?:increas|decreas|reduc|declin|improv(?!ement rates?\b)|fell|f[ae]ll|rose|rise|gain|"
            rf"dropp?)\w*(?: [a-z]+){{0,4}}? (?:by|of)(?: an?)?(?: (?:about|approximately|mean|median|average|"
            rf"up to|nearly|only))*(?: of)? [-−–+]?(?P<a>{N})(?:{DASH}(?P<b>{N}))?\s?%",
        ),
        compiled(
            "effect_estimate",
            rf"(?P<a>{N})(?:{DASH}(?P<b>{N}))?\s?% (?:annual |yearly |relative |absolute |overall |mean |significant )*"
            r"(?:reduction|decline|decrease|increase|improvement|higher|lower|greater|fewer|more likely|less likely)\b",
            begins=FIGURE_BEGINS,
        ),
        compiled(
            "effect_estimate",
            rf"(?P<a>{N})(?:{DASH}(?P<b>{N}))?\s?(?:percentage points?|-fold\b|- ?fold\b| times (?:more|less|"
            rf"higher|lower|greater|as))",
            begins=FIGURE_BEGINS,
        ),
        compiled(
            "effect_estimate",
            rf"\b(?:sensitivity|specificity|accuracy|predictive value|kappa|r²?|r2|β|I²|I2|χ2|χ²|chi2|Z|t|"
            rf"F)(?: (?:and|of|was|were))*\s?(?:=|of|was|were)\s?[-−–]?(?P<a>{N})\s?%?(?:\s?(?:and|,|"
            rf"vs\.?)\s?(?P<b>{N})\s?%?)?",
        ),
    )


def _grades_and_sizes() -> tuple[Rule, ...]:
    """Grades, group sizes, and spreads (SD, IQR, ranges)."""
    return (
        compiled(
            "grade",
            r"(?P<pre>> ?or ?= ?|[≥≤>]=? ?|\b[Aa]t least (?:an? )?)?\b(?:CTC(?:AE)? |WHO |NCI |Clavien[-– ]?Dindo )?"
            rf"(?:[Gg]rades?|Gr\.?)[- ]?{LEVELS}",
            grade,
        ),
        compiled("grade", rf"(?P<pre>)\bClavien[-– ]?Dindo (?:class(?:ification)? )?{LEVELS}", grade),
        compiled("grade", r"(?P<pre>)\b(?P<ge>)(?P<levels>[1-5]\s?[-–/]\s?[1-5])[- ][Gg]rades?\b(?P<more>)", grade),
        compiled(
            "grade",
            r"(?P<pre>> ?or ?= ?|[≥≤>]=? ?)?\b(?P<ge>)G(?P<levels>[1-5](?:\s?(?:-|–"
            r"|/)\s?G?[1-5])?)\b(?!/[A-Z]|[-–][A-Za-z])(?P<more>\+)?",
            grade,
        ),
        # n=15/45 beside a percentage is a share; (n = 40/41) are two groups.
        compiled("fraction", rf"(?:(?<=% [(\[]|%[;,] )|(?<=% [(\[] ))[nN]\s?=\s?(?P<a>{N})/(?P<b>{N})(?!\d)", fraction),
        compiled("fraction", rf"(?<=\d[;,] )[nN]\s?=\s?(?P<a>{N})/(?P<b>{N})(?=[)\]])", fraction),
        compiled("fraction", rf"\b[nN]\s?=\s?(?P<a>{N})/(?P<b>{N})(?=[,;]? ?[(\[]?{N}\s?%)", fraction),
        compiled(
            "size",
            r"(?:(?:<i>[nN]</i>|\b[nN])\s?(?:=|:| 5 |\$5)\s?|(?<=[(\[])[nN][ -](?=\d{2,6}[)\]]))"
            rf"(?P<list>{N}(?:(?:, | and |, and | vs\.? | versus |/){N}(?![%\w.]|\s?%))*)(?![.·]?\d)",
            each,
        ),
        compiled("spread", rf"(?<=[(\[])(?:±|\+/-)\s?(?P<a>{N})\s?%?"),
        compiled("spread", rf"[-−–]?(?P<a>{N})\s?%?\s?(?:±|\+/-|\+/−|\+-)\s?(?P<b>{N})\s?%?"),
        compiled("spread", rf"(?<=[a-z²] )(?:±|\+/-)\s?(?P<a>{N})(?! ?%)"),  # 252 ml ± 98
        compiled(
            "spread",
            r"\b(?=[irs])(?!SD \d+,? (?:and )?(?:PD|PR|CR)\b)"
            rf"(?!SD (?:\d+ )?[\[(]{N}\s?%[\]),;])"  # SD (30%), SD 9 (30%) is stable disease
            rf"(?<!dose )(?<!dosage )(?<!doses )(?<!dosages )(?:IQR|interquartile range|range|ranges|ranging|"
            rf"ranged|(?:s\.?d\.?|SD|SEM|(?-i:SE|se))(?!\d)|standard (?:deviation"
            rf"|error))(?:\s?[\[(]\w+[\])])?\s?[:,;=]?\s*"
            rf"(?:between |from |of |was )?[\[(]?[-−–]?(?P<a>{N})\s?%?(?:{TO}(?P<b>{N})\s?%?)?(?: ?{TIME}\b)?",
            flags=re.I,
        ),
    )


def _ages_and_dates() -> tuple[Rule, ...]:
    """Ages before time points, which they look like; dates before counts."""
    return (
        compiled(
            "age",
            rf"\b(?:aged?|ages|age of|mean age|median age|older than|younger than)(?: (?:of|was|were|from|"
            rf"between|at|is|range))*[:,=]?\s?(?:[≥≤<>]\s?|over |under |about |"
            rf"at least )?(?P<a>{N})(?:{TO_AGE}(?P<b>{N}))?(?:[ -](?:years?|months?|weeks?|days?|yrs?|y)\b(?: old|"
            rf" of age)?)?",
            flags=re.I,
        ),
        compiled(
            "age",
            rf"{LEAD}(?P<a>{N})(?:{TO_AGE}(?P<b>{N}))?[ -](?:years?|months?|weeks?|days?|yrs?|yr|y)(?:[ -]olds?\b|"
            rf" of age\b)",
            flags=re.I,
            begins=NUMBER_BEGINS,
        ),
        compiled(
            "date",
            rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:of )?(?:19|20)\d\d\b",
        ),
        compiled(
            "date",
            rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?! ?(?:patients|%))|\b\d{{1,2}}(?:st|nd|rd|"
            rf"th)? (?:of )?{MONTH}(?=[\s,.;)])",
        ),
        compiled(
            "date",
            r"(?<![\w.,/-])(?:in|since|from|between|to|until|till|and|through|during|before|after|by|(?<!\d )of|year|"
            r"years|early|late|mid|week \d+|[-–/(,;])\s?(?P<y>(?:19|20)\d\d)(?:\s?[-–/]\s?(?:(?:19|20)\d\d|"
            r"\d\d))?(?![\w·%]|[.,]\d|/\d|"
            rf"{TO_ARM}"
            r"|[ -](?:mg|m?g|[µμ]g|mcg|m[lL]|m?IU|[kM]?U|units?|IE|vg|tablets?)\b|"
            r" (?:(?!(?:in|with|and|of|were|the|all|our|for|from|to|on|at|among|these|this|eligible|consecutive|new"
            r"|most|some)\b)[a-z-]+ ){0,2}"
            r"(?:patients|participants|women|men|children|subjects|adults|eyes|individuals|cases|people|"
            r"persons|controls))",
        ),
        compiled(
            "date",
            r"(?=\d)(?:(?<![\d.,·=-])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d)|"
            r"(?<!\d)(?<![A-Z]-)[0-3]?\d(?P<dot>[./])[0-3]?\d(?P=dot)(?:19|20)?\d\d(?!\d|\s?%|(?P=dot))"
            r"|(?<![\d./-])(?:19|20)\d\d(?P<dash>[./-])[01]?\d(?P=dash)[0-3]?\d(?!\d|(?P=dash)))",
            begins=FIGURE_BEGINS,
        ),
        compiled(  # between 09/92 and 12/96; since 03/2015
            "date",
            # "from 4/12 to 5/12" may be shares
            r"(?:(?:(?<=[Bb]etween )|(?<=From ))[01]?|(?:(?<=from )|(?<=[(\[]))0)\d/\d\d"
            r"(?: ?[-–] ?| (?:and|to|until|through) )[01]?\d/\d\d(?![\d/%])"
            r"|(?<![\d./-])[01]?\d/(?:19|20)\d\d(?![\d/%])",
            begins=FIGURE_BEGINS,
        ),
    )


def _labels_and_amounts() -> tuple[Rule, ...]:
    """Numbered labels (phase 2, ACR20), then doses, then quantities that are no dose."""
    return (
        compiled(
            "name",
            r"\b(?:phases?|stages?|types?|class(?:es)?|levels?(?! \d+(?:\.\d+)?(?:(?:, | and |, and | or |, or |"
            r"/| to |-|–)\d+(?:\.\d+)?){0,6}[ -]?(?:mg|g|[µμ]g|mcg|IU|U|mL)\b)|tables?|fig(?:ure|s)?\.?|steps?|"
            r"version|chapters?|NYHA|ECOG|ASA|CHADS2?|line|lines|zone|factor|chromosome|exon|codon|tier|category|"
            r"schedule|part)(?: class| scores?| status| PS)? (?:\d+[a-c]?|[IVX]+)(?:\s?(?:-|–|/|,|and|or|"
            r"to)\s?(?:\d+[a-c]?\b|[IVX]+\b))*\b(?!\s?(?:%|/|patients|of)|,?\d| ?m?g\b)",
            flags=re.I,
        ),
        compiled(
            "name",
            r"\b(?:PASI|EASI|ACR|HiSCR|IGA|sPGA|PGA|vIGA-AD|IGA|SCORAD|SVR|ASAS|MR|MADRS|mRS|GCS|"
            r"POEM)[- ]?(?:0/1|0-1|0–1|0 or 1|\d{1,3}(?:\.\d)?)(?:/\d0(?:/\d0)?|/\d)?(?![\d%]| ?(?:mg|g)\b)",
        ),
        # CA 125; 18:1 n-9; what has more digits than any quantity, and than a database keeps
        compiled(
            "name",
            r"\bCA[ -]?(?:19-9|15-3|72-4|27[-.]29|125)\b|\b\d{1,2}:\d ?\(?(?:n|ω|omega)-?\d\)?|\b\d{18,}(?:[.·]\d+)?",
        ),
        labels_before_doses(),
        days_before_doses(),
        dose_rule(),
        doses_in_words(),
        compiled(
            "lab",
            rf"(?=[<>≤≥˂\s\d.·])(?:{LEAD}10\((?P<power>[-−–+]?\d+)\)\s?(?:[µμnpm]?M\b|[a-z]+/)?|"
            rf"[<>≤≥˂]?\s?{LEAD}(?<![A-Z]-)(?P<a>{N})(?:{DASH}(?P<b>{N}))?(?: ?[×x] ?10[⁰¹²³⁴⁵⁶⁷⁸⁹\d^]*)?[ -]?(?:"
            rf"mm ?Hg|cm ?H2O|degrees\b|"
            rf"°(?:\s?[CF])?|kPa|bpm|beats\b|breaths\b|mm\b|cm\b|cm2|cm²|mm2|mm²|m2\b|m²|km\b|μm\b|µm\b|nm\b|Hz|kHz|"
            rf"MHz|ms\b|msec\b|Gy\b|cGy\b|MBq|mCi|kBq|kcal|kJ|W\b|mV|V\b|mA\b|J\b|Da\b|kDa|bp\b|kb\b|dB\b|log\b|"
            rf"log10|copies|cells\b|mOsm|mosm|[µμnpm]?M\b|ppm|rpm|L/min|l/min|ml/min|mL/min|MPa|N\b|per (?:mm3|"
            rf"cubic)|/mm3|/mm³|/μ[lL]|/µ[lL]|/m[lL]|/L\b|kg/m2|kg/m²|diopters?|"
            rf"(?<= )D\b(?!\d)|m\b|logMAR|points?\b|"
            rf"scores?\b|[µμ]g/d?[lL]|person-years|patient-years|patient-days|USD|dollars|euros?|GBP|QALYs?))",
            begins=re.compile(
                r"[<>≤≥˂\s\d.·](?:(?<=[\d.·])(?<![\w.,·].)|(?<=\s)(?=[\d.·])"
                r"|(?<=[<>≤≥˂])(?=\s?[\d.·]))"
            ),
        ),
    )


def _times() -> tuple[Rule, ...]:
    """Schedules before time points ("every 3 weeks"), then ratios, citations and thresholds."""
    return (
        compiled(
            "schedule",
            rf"\bq\.?\s?(?P<a>\d+)\s?[- ]?(?:h|hr|d|w|wk|weeks?|days?|hours?)\b|\b(?:every|each) (?P<b>{N}|"
            rf"{WORDS})(?:{DASH}(?P<c>{N}))?[ -]{TIME}\b|\b(?P<d>{N}|{WORDS})[- ]{TIME} cycles?\b|"
            rf"(?<![\w.])(?P<e>{N}|{WORDS})(?:{DASH}{N})? times (?:a|per|each|daily|weekly|/) ?{TIME}?",
            flags=re.I,
        ),
        compiled(  # "20% at week 4 and 40% at week 12": the second is a share
            "timepoint",
            rf"\b(?:(?<=at )|(?<=by )|(?<=after ))(?:week|month|day|year|cycle) (?P<a>{N})(?=,? and {N}\s?%)",
            flags=re.I,
        ),
        compiled(
            "timepoint",
            # not "one year 15 of 40 patients"
            r"\b(?<!\d[- ])(?<!one[- ])(?<!(?:two|six)[- ])(?<!(?:four|five)[- ])(?<!three[- ])"
            r"(?=(?:postoperative )?[a-z]+[- ]?[\d.·])(?!(?-i:HR))"
            rf"(?:{TIME}|postoperative day|POD|cycles?)s?[- ]?(?P<a>{N})(?:(?:{DASH}|,? ?and {_NO_COUNT}|, {_NO_SHARE}"
            rf"|,? or | & |/|,? (?:to|through) ){N}){{0,15}}(?![\d%·]|\.\d| ?%|\s?mg|,? and {N}\s?%)\b",
            flags=re.I,
        ),
        compiled(
            "timepoint",
            rf"{LEAD}(?P<a>{N}|{WORDS})(?:(?:{DASH}|-?,? ?and |-?, |,(?=\d+(?:,| and))|-?,? or |/|,? to |\s?±\s?)"
            rf"(?P<b>{N}|{WORDS})){{0,15}}(?:- ?| )?"
            r"(?!second (?:primar|malignan|cancer|tumou?r|neoplas|relaps|recurren|event|infection|transplant))"
            rf"{TIME}\b(?!-free)",
            flags=re.I,
        ),
        compiled(
            "ratio",
            rf"(?=\d)(?<![\d:])(?P<a>\d{{1,3}}(?:\.\d+)?)(?: : |:|(?<=[12]):\s(?=[1-5]\b))(?P<b>\d{{1,3}}(?:\.\d+)?)"
            rf"(?::\d+){{0,6}}(?![\d%:]|\s?[n(]-?\d)|"
            rf"{LEAD}\d [x×] \d\b",
            begins=FIGURE_BEGINS,
        ),
        compiled(
            "ratio", r"\b(?:one|two|three|four|[1-4])[- ](?:thirds?|quarters?|fifths?|tenths?|halves)\b", flags=re.I
        ),
        compiled(
            "citation",  # not behind a number, where a range stands: 7% [3-16], 11 years [3-15]
            r"(?<![\d%])(?<![\d%] )(?<!\dy )(?<!years )(?<!months )(?<!weeks )(?<!days )"
            r"\[(?:\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\](?=[.,;[]|\s[A-Z])",
        ),
        compiled("citation", r"(?<=\])\[(?:\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\]"),
        compiled(
            "threshold",
            rf"(?:[≥≤<>˂⩾⩽]\s?=?|\b(?:at least|at most|more than|less than|greater than|fewer than|no more than|"
            rf"up to|exceeding|above|below|under|over|>or=|< or =|> or =)\s)\s?(?P<a>{N})(?:\s?(?:%|"
            rf"per ?cent))(?! ?(?:(?:of )?(?:the )?(?:patients|participants|subjects|women|men|children|cases)))",
            flags=re.I,
        ),
        compiled("threshold", rf"[≥≤<>˂⩾⩽]\s?=?\s?(?P<a>{N})"),
        compiled(
            "threshold",
            rf"(?:\b(?:fewer|less) than (?P<a>{N})|{LEAD}(?P<b>{N}) or (?:more|fewer))"
            r"(?= (?:patients|participants|subjects))",
        ),
        compiled(
            "percent_range",
            rf"{LEAD}(?P<a>{SINGLE})\s?%?{DASH}(?P<b>{SINGLE})\s?(?:%|per ?cent\b|percent\b)",
            interval,
            begins=NUMBER_BEGINS,
        ),
        compiled(
            "percent_range",
            rf"{LEAD}(?P<a>{SINGLE})\s?%\s?[-–]\s?(?P<b>{SINGLE})(?![\w%-]| ?%)",
            interval,
            begins=NUMBER_BEGINS,
        ),
    )


def _shares_and_numbers() -> tuple[Rule, ...]:
    """What is left: shares, names that hold a figure, ranges, and plain numbers."""
    return (
        compiled(
            "percent",
            rf"(?<![\w.·/-])(?P<list>{SINGLE}(?:, {SINGLE}){{1,15}},? (?:and|or|vs?\.?|versus) {SINGLE})\s?"
            r"(?:%|per ?cent\b)",
            each,
            begins=FIGURE_BEGINS,
        ),
        compiled(
            "percent",
            rf"(?<![\w.·/-])(?<![%)] at )(?<![%)] after )"  # 80% at 1 and 60% at 3 years
            rf"(?P<list>{SINGLE}(?: and | or | vs?\.? | versus | compared (?:with|to) |/){SINGLE})\s?"
            r"(?:%|per ?cent\b)",
            each,
            begins=FIGURE_BEGINS,
        ),
        # 98, 97% and 92%: the first of a list without its sign
        compiled(
            "percent",
            rf"{LEAD}(?P<a>{N})(?=, {N}\s?%(?:, {N}\s?%)*,? (?:and"
            rf"|or) {N}\s?%)",
            begins=NUMBER_BEGINS,
        ),
        # 3.3 [1.6 to 5.0]%: the sign stands behind the interval
        compiled("percent", rf"{LEAD}(?P<a>{N})(?= ?[\[(][^()\[\]]{{3,25}}[\])] ?%)", begins=NUMBER_BEGINS),
        compiled("percent", rf"(?P<a>{WORDS}) ?(?:percent|per cent)\b", flags=re.I),
        compiled("percent", rf"{APART}(?P<a>{SINGLE})\s?(?:%|per ?cent\b)", begins=FIGURE_BEGINS),
        compiled(
            "fraction", rf"(?<![\w.,·/-])(?P<a>{N})\s?/\s?(?P<b>{N})(?![\w/]|[.·]\d)", fraction, begins=NUMBER_BEGINS
        ),
        compiled(
            "name",
            r"(?<![\w.,·])(?=[\w+–/-]*\d)(?>[A-Za-zα-ωΑ-Ω][\w+]*(?:[-–/](?!(?<=/)\d{3}\b)[\w+]+|(?<=\d)\.\d+)*)|"
            r"(?<![\w.,·])\d+(?:[A-Za-zα-ω]|-[A-Za-zα-ω])[\w-]*|[₀₁₂₃₄₅₆₇₈₉]+|\b10[⁰¹²³⁴⁵⁶⁷⁸⁹]+",
            name,
            holds=FIGURE_IN_NAME,
        ),
        compiled(
            "name",
            r"(?<=[a-z,;(] )(?!(?:Groups?|Arms?|Cohorts?|Levels?)\b)(?P<study>[A-Z][A-Za-z-]+(?: [A-Z][A-Za-z-]+)?) "
            r"(?P<digit>[1-9])(?=[,;.)]| (?!of\b|patients\b|mg\b)[a-z(])",
            numbered,
        ),
        compiled("range", rf"{LEAD}(?P<a>{N}){DASH}(?P<b>{N})(?![\w%])", interval, begins=NUMBER_BEGINS),
        compiled(
            "int", rf"{LEAD}(?P<a>{N}) (?P<scale>hundred|thousand|million|billion)\b", scaled, begins=NUMBER_BEGINS
        ),
        compiled("int", rf"{LEAD}(?P<a>{N})(?![\w])", begins=NUMBER_BEGINS),
        compiled(
            "word", rf"(?<!\bno )(?<![a-z]/)(?P<a>{WORDS}|{ONE})(?!/[a-z]| and a half\b|[- ]dozens?\b)", flags=re.I
        ),
        compiled("int", rf"(?P<a>{N})", begins=FIGURE_BEGINS),
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in order."""
    return (
        *intervals_and_tests(),
        *_effects(),
        *_grades_and_sizes(),
        *_ages_and_dates(),
        *_labels_and_amounts(),
        *_times(),
        *_shares_and_numbers(),
    )
