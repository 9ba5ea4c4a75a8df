"""What befell people where words tell it, in papers whose other words speak against any result."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_outcomes import as_table

Facts = list[dict[str, Any]]
_REVIEWED = "Records of a nationwide registry were reviewed for prevalence and risk factors in 120 women. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The relapse rate of the 2-day, 5-day, and 9-day regimens was 4%, 23%, and 19%, respectively.",
            [
                {"is": "relapse", "of": 120, "percent": 4, "at": "2-day"},
                {"is": "relapse", "of": 120, "percent": 23, "at": "5-day"},
                {"is": "relapse", "of": 120, "percent": 19, "at": "9-day"},
            ],
        ),
        (
            "Five-year survival rates for surgery and radiotherapy were similar, at 28% and 25%.",
            [
                {"is": "survival", "percent": 28, "at": "Five-year"},
                {"is": "survival", "percent": 25, "at": "Five-year"},
            ],
        ),
        (
            "The cumulative incidence of emergency surgery 1 year after starting lithium was 4.9% (95% CI 3-6).",
            [{"is": "emergency surgery", "percent": 4.9, "ci": (3, 6), "at": "1 year after starting lithium"}],
        ),
        (
            "Unplanned hysterectomy was associated with a higher conversion rate (21.7% vs 5.1%, P < 0.001).",
            [
                {"is": "conversion", "percent": 21.7, "arm": "Unplanned hysterectomy"},
                {"is": "conversion", "percent": 5.1, "arm": "no Unplanned hysterectomy"},
            ],
        ),
        (
            "Five-year survival rose from 60.2 to 71.5% in these women.",
            [
                {"is": "survival", "percent": 60.2, "at": "Five-year"},
                {"is": "survival", "percent": 71.5, "at": "Five-year"},
            ],
        ),
        ("The accuracy rate of 95% was higher than the detection rate (82%).", []),
        ("The rate of stage IV disease was 36%.", []),
    ],
)
def test_a_rate_by_its_name(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "More smokers than others had a relapse (31% vs 8%).",
            [
                {"is": "relapse", "percent": 31, "arm": "smokers"},
                {"is": "relapse", "percent": 8, "arm": "others"},
            ],
        ),
        (
            "Ipsilateral recurrence was significantly more common following open than closed repair (26.0 vs. 4.1%).",
            [
                {"is": "ipsilateral recurrence", "percent": 26, "arm": "open"},
                {"is": "ipsilateral recurrence", "percent": 4.1, "arm": "closed repair"},
            ],
        ),
        (
            "Relapse within 30 days was similar with both (12% in smokers vs 9% in others).",
            [
                {"is": "relapse", "percent": 12, "arm": "smokers", "at": "within 30 days"},
                {"is": "relapse", "percent": 9, "arm": "others", "at": "within 30 days"},
            ],
        ),
        ("Diabetes was more common in smokers than in others (31% vs 8%).", []),
    ],
)
def test_what_was_commoner_in_some(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 90 women who had the ring, 11 of them later deceased.",
         [{"is": "death", "n": 11, "of": 90, "arm": "the ring"}]),
        (
            "Another 12% needed haemodialysis and 3 of the 80 patients required tracheostomy.",
            [{"is": "haemodialysis", "percent": 12}, {"is": "tracheostomy", "n": 3, "of": 80}],
        ),
        ("Rescue drainage was needed in 4%.", [{"is": "rescue drainage", "percent": 4}]),
        ("Sera from 3 girls who died were kept.", []),
        ("Of the 46 girls who required surgery, 37 had an attempt at drainage.", []),
        ("At admission 12% of the girls required surgery.", []),
        ("In all 12% required no surgery and 70% needed two doses.", []),
    ],
)  # fmt: skip
def test_what_people_died_of_or_needed(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At the end 62% no longer met the criteria for panic.",
            [{"is": "no longer met the criteria for panic", "of": 120, "percent": 62}],
        ),
        ("Two thirds (66%) became free from all tics.", [{"is": "free from all tic", "of": 120, "percent": 66}]),
        ("Of these, 66% have remained free from tics.", [{"is": "free from tic", "of": 120, "percent": 66}]),
        (
            "Lithium effectively arrested bleeding for 48 hours in 32% of cases.",
            [{"is": "bleeding arrest", "of": 120, "percent": 32}],
        ),
        ("Optimal cytoreduction could be achieved in 94% of cases.",
         [{"is": "optimal cytoreduction", "of": 120, "percent": 94}]),
    ],
)  # fmt: skip
def test_what_people_were_rid_of(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fistula closure was obtained in 81% and 43% were functionally independent at 90 days.",
            [
                {"is": "fistula closure", "of": 120, "percent": 81, "at": "at 90 days"},
                {"is": "functionally independent", "of": 120, "percent": 43, "at": "at 90 days"},
            ],
        ),
        (
            "Rejection was documented in 14% of the girls, and 6% lost their graft within a year.",
            [{"is": "rejection", "percent": 14}],
        ),
        (
            "Of the women 80% went home, and some to a ward (7.2%), while 4.8% died there.",
            [{"is": "death", "percent": 4.8}],
        ),
        ("Rash was seen in 20%, and 12% were severe.", [{"is": "rash", "percent": 20}, {"is": "rash", "percent": 12}]),
    ],
)
def test_a_clause_of_its_own(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A decrease in graft infections from 40% to 17% was seen.",
            [{"is": "graft infection", "percent": 40}, {"is": "graft infection", "percent": 17}],
        ),
        (
            "Three women with large stones had 24% 5-year survival.",
            [{"is": "survival", "percent": 24, "at": "5-year", "arm": "large stones"}],
        ),
        (
            "There were no differences in stroke between women on aspirin and women on placebo (2% vs 3%).",
            [{"is": "stroke", "percent": 2, "arm": "aspirin"}, {"is": "stroke", "percent": 3, "arm": "placebo"}],
        ),
        ("Primary patency was 81 ± 4% at 1 year.",
         [{"is": "primary patency", "of": 120, "percent": 81, "at": "at 1 year"}]),
        (
            "Silk increased the rate of grade 2/3 late toxicity compared with wool (41% vs 11%).",
            [
                {"is": "late toxicity", "grade": "2-3", "percent": 41, "arm": "Silk"},
                {"is": "late toxicity", "grade": "2-3", "percent": 11, "arm": "wool"},
            ],
        ),
        ("The incidence of patient-ring mismatch was 0.6%.", [{"is": "patient-ring mismatch", "percent": 0.6}]),
        ("The incidence of primary resistance was 13%.", []),
        ("Published series give a mortality of 9%.", []),
        ("There was a 12% reduction in mortality.", []),
        ("Ketamine has lowered the rate of falls from 11% to 1%.", []),
    ],
)  # fmt: skip
def test_a_share_beside_the_name_of_a_rate(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eight (57%) patients in group I and 10 (38%) patients in group II are alive.",
            [
                {"is": "alive", "n": 8, "percent": 57, "arm": "group I"},
                {"is": "alive", "n": 10, "percent": 38, "arm": "group II"},
            ],
        ),
        (
            "Blood pressure was controlled in 40% with amlodipine, 52% with valsartan, and 71% with enalapril.",
            [
                {"is": "controlled blood pressure", "percent": 40, "arm": "amlodipine"},
                {"is": "controlled blood pressure", "percent": 52, "arm": "valsartan"},
                {"is": "controlled blood pressure", "percent": 71, "arm": "enalapril"},
            ],
        ),
        ("After one year 41% maintained sinus rhythm and 12% gained weight.",
         [{"is": "sinus rhythm", "of": 120, "percent": 41, "at": "After one year"}]),
        (
            "In all 4.8% wool patients versus 5.3% patients with silk had severe adverse events.",
            [
                {"is": "severe adverse event", "percent": 4.8, "arm": "wool"},
                {"is": "severe adverse event", "percent": 5.3, "arm": "silk"},
            ],
        ),
        ("Ulcers required surgical or procedural intervention in 13.5% of wool wearers.",
         [{"is": "procedural intervention", "percent": 13.5}]),
        ("The 30 women had 24 complications.", []),
        ("In all 30% had complications of diabetes such as retinopathy.", []),
        ("In 90 girls, 12 febrile seizures occurred.", [{"is": "seizure", "n": 12, "of": 120}]),
    ],
)  # fmt: skip
def test_what_people_are_or_had(text: str, expected: Facts) -> None:
    assert as_table(_REVIEWED + text) == expected
