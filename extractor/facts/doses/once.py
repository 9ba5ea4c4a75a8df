"""What is given once though no word says so: before an operation, in a test, as what blood was drawn after."""

from __future__ import annotations

import re

from extractor.facts.doses.sharing import Said
from extractor.records import Sentence

_PROCEDURE = re.compile(
    r"\b(?:before|prior to|after|following|during|at (?:the )?(?:end|time|start|beginning) of) (?:\w+ ){0,2}?"
    r"(?:induction|intubation|surgery|operation|incision|extubation|ana?esthesia|delivery|ca?esarean|clamping|closure|"
    r"procedure|endoscopy|laryngoscopy|tourniquet|stenting|angioplasty|angiography|bronchoscopy|colonoscopy|biopsy"
    r"|implantation|extraction|embryo transfer|oocyte retrieval|ablation|cardioversion|catheteri[sz]ation"
    r"|exercise|ECT|electroconvulsive therapy|challenge|provocation|imaging|scanning|myelography|transfer)\b"
    r"|\b(?:tolerance|stimulation|suppression|provocation|precipitation|challenge|loading|TRH|ACTH|GnRH|LHRH|CRH"
    r"|glucagon) tests?\b"
    r"|\bon (?:arrival|admission|presentation)\b|\bat (?:biopsy|induction|incision|cannulation|presentation)\b"
    r"|\btolerance to (?:iv|i\.v\.|intravenous|oral)\b"
    r"|\bfollowed by\b[^.;]{0,80}\b\d+ (?:hours?|h|min(?:utes)?) later\b"
    r"|\bfollowed \d+(?:(?:[-–]| to )\d+)? ?(?:hours?|h|min(?:utes)?) later by\b"
    r"|\b(?:and|then) (?:\d+|two|three|four|six|twelve) (?:hours?|h|min(?:utes)?|days?) later (?:[\w-]+ ){0,4}?[(\[]?\d"
    r"|\bsedat(?:ion|ed) with\b|\bunder (?:local|general|spinal|conscious) (?:ana?esthesia|sedation)\b"
    r"|\bresponses? (?:\w+[, ]+){0,6}?to (?:the )?(?:\w+ )?(?:administration|injection|infusion|bolus|challenge) of\b"
    r"|\b(?:nerve|plexus|plane|TAP|field|scalp|ganglion|interscalene|supraclavicular|axillary|femoral|sciatic"
    r"|adductor canal|paravertebral|quadratus lumborum|caudal|spinal|peribulbar|retrobulbar|pudendal) blocks?\b"
    r"|\b(?:as|for) (?:an? )?premedication\b|\bpreinduction\b|\b(?:pre|intra)-?operatively\b"
    r"|\b\d+(?: ?(?:-|–|to) ?\d+)?[ -]?(?:min|mins|minutes?|h|hrs?|hours?) (?:before|prior to|preceding)\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:days?(?! later)|weeks?|months?|daily|course|cycles?|every(?! (?:patient|participant|subject|child|woman)\b)"
    r"|repeated|hourly|continu\w+|as (?:needed|required)|if needed|p\.?r\.?n|on demand)\b",
    re.I,
)
# Right behind an amount, its drug or route between: 200 mg of a drug intravenously 1 h before surgery.
_AT_PROCEDURE = re.compile(
    rf"(?:(?!\b(?:daily|for|and|or|then|every|once|twice|times|until|from|weekly)\b|{_OFTEN.pattern})[^;:.\d)]){{0,40}}?"
    rf"(?:\b(?:\d+|one|two) (?:min\w*|h|hours?) )?(?:{_PROCEDURE.pattern})",
    re.I,
)

_IN_STEPS = re.compile(r"\b(?:(?:increments|boluses|aliquots) of|two|three|four|five|six|several|repeated) $", re.I)
_STEPS_REACH = len("increments of ")


def is_given_once(text: str, sentence: Sentence) -> bool:
    """Whether a sentence tells of a procedure or a test, and of no days or cycles."""
    place = sentence.start, sentence.end
    return bool(_PROCEDURE.search(text, *place)) and not _OFTEN.search(text, *place)


def is_stepwise(text: str, one: Said) -> bool:
    """Whether an amount is one of several: two 1-g boluses before closure; increments of 0.2 mg during surgery."""
    return bool(_IN_STEPS.search(text, max(0, one.item.start - _STEPS_REACH), one.item.start))


def at_procedures(text: str, sentence: Sentence, said: list[Said]) -> None:
    """What a procedure stands right behind is given once, whatever the sentence says of other doses."""
    if not _PROCEDURE.search(text, sentence.start, sentence.end):
        return
    for one in said:
        if not one.per and not is_stepwise(text, one) and _AT_PROCEDURE.match(text, one.item.end):
            one.frequency, one.frequency_after = "once", True
