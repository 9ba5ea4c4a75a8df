"""Numbers that became no fact: one text in, every such number out, with its reason and typed value."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.documents.text import paper_from_text
from extractor.pipeline import Pipeline

# quote, reason, then what is set of: low, high, unit
TABLE: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "Pain fell (mean difference -1.17, 95% CI -2.18 to -0.16; P less than .05).",
        [
            ("1.17", "effect_estimate", -1.17),
            ("95", "confidence_interval", 95),
            ("2.18", "confidence_interval", -2.18, -0.16),
            ("0.16", "confidence_interval", -2.18, -0.16),
            ("05", "p_value", 0.05),
        ],
    ),
    (
        "The odds ratio (95% CI) was 2.1 (1.2-3.4), the C-index = 0.68 and r = -0.31.",
        [
            ("95", "confidence_interval", 95),
            ("2.1", "effect_estimate", 2.1),
            ("1.2", "confidence_interval", 1.2, 3.4),
            ("3.4", "confidence_interval", 1.2, 3.4),
            ("0.68", "statistic", 0.68),
            ("0.31", "statistic", -0.31),
        ],
    ),
    (
        "Median survival was 4.5 months (95% CI, 2.6-7.1) versus 3 months, and mean height 5.2 \u00b1 1.1 cm.",
        [
            ("4.5", "median", 4.5, "months"),
            ("95", "confidence_interval", 95),
            ("2.6", "confidence_interval", 2.6, 7.1),
            ("7.1", "confidence_interval", 2.6, 7.1),
            ("3", "median", 3, "months"),
            ("5.2", "mean", 5.2),
            ("1.1", "spread", 1.1),
        ],
    ),
    (
        "Mean age was 48 years (16-74 years) and mean follow-up 4.6 years.",
        [
            ("48", "age", 48, "years"),
            ("16", "spread", 16, 74, "years"),
            ("74", "spread", 16, 74, "years"),
            ("4.6", "follow_up", 4.6, "years"),
        ],
    ),
    (
        "The tool (1) sorted 62 different images, (2) held 3 studies and cost $40 in 2008.",
        [
            ("1", "numbering"),
            ("62", "count", 62),
            ("2", "numbering"),
            ("3", "count", 3),
            ("40", "cost", 40),
            ("2008", "date", 2008),
        ],
    ),
    (
        "The 3'-UTR, IL-6/8/10, CCK-8 and experiment 2 used 1H NMR (doi 10.1007/s12553-021).",
        [
            *((quote, "name") for quote in ("3", "6", "8", "10", "8", "2", "1")),
            *((quote, "name") for quote in ("10.1007", "12553", "021")),
        ],
    ),
    (
        "Cells grew for 48 h at 37 degrees, were read after 12-15 min, and 10% lived; a score of 7 was best.",
        [
            ("48", "duration", 48, "h"),
            ("37", "laboratory", 37, "degrees"),
            ("12", "timepoint", 12, 15, "min"),
            ("15", "timepoint", 12, 15, "min"),
            ("10", "share", 10, "%"),
            ("7", "score", 7),
        ],
    ),
    # lengths, ages and schedules are no points in time; lists are no ranges, halves are one number
    (
        "Over a 12-week period, women (18-45 years) ran 3 days a week; half-life was 6.5 h, at 2, 4 and 9 h it fell.",
        [
            ("12", "duration", 12, "week"),
            ("18", "age", 18, 45, "years"),
            ("45", "age", 18, 45, "years"),
            ("3", "schedule", 3, "days"),
            ("6.5", "duration", 6.5, "h"),
            *((quote, "timepoint", int(quote), "h") for quote in ("2", "4", "9")),
        ],
    ),
    (
        "Symptoms lasted for 2 1/2 years; on the 11th day the stay was 14 versus 19 days, at 8 weeks none was ill.",
        [
            ("2", "duration", 2.5),
            ("1", "duration", 2.5, "years"),
            ("2", "duration", 2.5, "years"),
            ("11", "timepoint", 11),
            ("14", "duration", 14),
            ("19", "duration", 19, "days"),
            ("8", "timepoint", 8, "weeks"),
        ],
    ),
    # rates, and what they are per
    (
        "Incidence was 21.4 per 10,000 person-years against 584/100,000, so 1 in 43 women fell ill.",
        [
            ("21.4", "rate", 21.4),
            ("10,000", "rate", 10000, "person-years"),
            ("584", "rate", 584),
            ("100,000", "rate", 100000),
            ("1", "rate", 1),
            ("43", "rate", 43),
        ],
    ),
    # what an integer counts stands behind it, before it, or at the end of its list
    (
        "Rats had leaks in 4, cysts in 13, 3 with fever (8 female), 1 trial ended, gas filled 21, 38, 16 and 9 guts.",
        [
            ("4", "count", 4),
            ("13", "count", 13),
            ("3", "count", 3),
            ("8", "baseline", 8),
            ("1", "count", 1),
            *((quote, "count", int(quote)) for quote in ("21", "38", "16", "9")),
        ],
    ),
    # a list has its unit or its sign at one end
    (
        "Widths were 4.7, 4.9 and 5.1 mm, scans took 12 vs 31 min; P values were .002, .003, and .005 (ps > 0.3).",
        [
            *((quote, "laboratory", float(quote)) for quote in ("4.7", "4.9")),
            ("5.1", "laboratory", 5.1, "mm"),
            ("12", "duration", 12),
            ("31", "duration", 31, "min"),
            *((quote, "p_value", float(f"0.{quote}")) for quote in ("002", "003", "005")),
            ("0.3", "p_value", 0.3),
        ],
    ),
    (
        "The tumour got 4200 rads or 2 400 rads, a 3 mol% filler and 1.9 liters/h of saline at pH 7.1.",
        [
            ("4200", "laboratory", 4200),
            ("2", "laboratory", 2400),
            ("400", "laboratory", 2400),
            ("3", "laboratory", 3),
            ("1.9", "laboratory", 1.9),
            ("7.1", "laboratory", 7.1),
        ],
    ),
    # estimates with their limits, in any bracket
    (
        "Work (3.07; 1.12-7.20), sex (OR 1.46; 1.08, 2.95), hue (-2.4 [-4.1, -0.7]); iron 9% [4-17]; dose 5 [3-8]. No.",
        [
            ("3.07", "effect_estimate", 3.07),
            ("1.12", "confidence_interval", 1.12, 7.2),
            ("7.20", "confidence_interval", 1.12, 7.2),
            ("1.46", "effect_estimate", 1.46),
            ("1.08", "confidence_interval", 1.08, 2.95),
            ("2.95", "confidence_interval", 1.08, 2.95),
            ("2.4", "effect_estimate", -2.4),
            ("4.1", "confidence_interval", -4.1, -0.7),
            ("0.7", "confidence_interval", -4.1, -0.7),
            ("9", "share", 9, "%"),
            ("4", "confidence_interval", 4, 17),
            ("17", "confidence_interval", 4, 17),
            ("5", "median", 5),
            ("3", "spread", 3, 8),
            ("8", "spread", 3, 8),
        ],
    ),
    # a trait is what the share is of, not a word nearby
    (
        "Of the lot 61% were women and 17% smokers (hypertension, 44%); 23% of women lacked iron, tea was used by 8%.",
        [
            ("61", "baseline", 61, "%"),
            ("17", "baseline", 17, "%"),
            ("44", "baseline", 44, "%"),
            ("23", "share", 23, "%"),
            ("8", "share", 8, "%"),
        ],
    ),
    (
        "A 3+3 design took 1-14C-urea, 2,6-dimethylphenol, 4-hydroxytamol and m/z 871 (SOLAR 2 trial, NSC 774411).",
        [
            *((quote, "name") for quote in ("3", "3", "1", "14", "2,6", "4", "871", "2", "774411")),
        ],
    ),
    (
        "They paid $14 270.25 (\u20ac-8.20), 7.2 \u00d7 10\u207b\u2078 mol, and 5 of 12 359 830 doses came "
        "at 11:30 am; Surg Tales 2019;4(2):11-18.",
        [
            ("14", "cost", 14270.25),
            ("270.25", "cost", 14270.25),
            ("8.20", "cost", -8.2),
            ("7.2", "laboratory", 7.2e-08),
            ("10", "laboratory"),
            ("5", "count", 5),
            *((quote, "count", 12359830) for quote in ("12", "359", "830")),
            ("11", "timepoint", 11),
            ("30", "timepoint", 30),
            *((quote, "citation") for quote in ("2019", "4", "2", "11", "18")),
        ],
    ),
    # limits, signs, powers and units as they are written
    (
        "The pooled estimate was lower [OR (95% CI): 0.52 (0.28, 0.95)].",
        [
            ("95", "confidence_interval", 95),
            ("0.52", "effect_estimate", 0.52),
            ("0.28", "confidence_interval", 0.28, 0.95),
            ("0.95", "confidence_interval", 0.28, 0.95),
        ],
    ),
    (
        "Smoking was associated with mortality, 1.41 (1.27, 1.57), as was drinking, 1.20 (1.05; 1.37).",
        [
            ("1.41", "effect_estimate", 1.41),
            ("1.27", "confidence_interval", 1.27, 1.57),
            ("1.57", "confidence_interval", 1.27, 1.57),
            ("1.20", "effect_estimate", 1.2),
            ("1.05", "confidence_interval", 1.05, 1.37),
            ("1.37", "confidence_interval", 1.05, 1.37),
        ],
    ),
    (
        "Weight fell (MD - 2.50, 95% CI - 4.30 to - 0.70), the slope was 0.10 (-0.53-0.66) and the shift "
        "12 (-37 to 57).",
        [
            ("2.50", "effect_estimate", -2.5),
            ("95", "confidence_interval", 95),
            ("4.30", "confidence_interval", -4.3, -0.7),
            ("0.70", "confidence_interval", -4.3, -0.7),
            ("0.10", "effect_estimate", 0.1),
            ("0.53", "confidence_interval", -0.53, 0.66),
            ("0.66", "confidence_interval", -0.53, 0.66),
            ("12", "effect_estimate", 12),
            ("37", "confidence_interval", -37, 57),
            ("57", "confidence_interval", -37, 57),
        ],
    ),
    (
        "The groups differed (P = 2.36E-04; P < 5.62 × 10-7; p = 4.98 × 10⁻³; p = 003).",
        [
            ("2.36", "p_value", 0.000236),
            ("04", "p_value"),
            ("5.62", "p_value", 5.62e-07),
            ("10", "p_value"),
            ("7", "p_value"),
            ("4.98", "p_value", 0.00498),
            ("10", "p_value"),
            ("003", "p_value"),
        ],
    ),
    (
        "CRP was 300 mg/L, AST 150 U/L, flow 0.53 m/year and body mass index 27 kg/m².",
        [
            ("300", "laboratory", 300, "mg/L"),
            ("150", "laboratory", 150, "U/L"),
            ("0.53", "laboratory", 0.53, "m/year"),
            ("27", "laboratory", 27, "kg/m²"),
        ],
    ),
    (
        "Intake was 30.0 (20.0-40.0) mg/day in adults, and stroke (HR 0·84, 95% CI 0·75-0·93) and rash (0·72, "
        "0·53-0·97) were rarer.",
        [
            ("30.0", "median", 30.0),
            ("20.0", "spread", 20.0, 40.0),
            ("40.0", "spread", 20.0, 40.0),
            ("0·84", "effect_estimate", 0.84),
            ("95", "confidence_interval", 95),
            ("0·75", "confidence_interval", 0.75, 0.93),
            ("0·93", "confidence_interval", 0.75, 0.93),
            ("0·72", "effect_estimate", 0.72),
            ("0·53", "confidence_interval", 0.53, 0.97),
            ("0·97", "confidence_interval", 0.53, 0.97),
        ],
    ),
    (
        "The temperatures were 277.15, 298.15, 303.15 and 308.15 K; the angles fell from 31.0° ± 9.5 (3 to 57).",
        [
            ("277.15", "laboratory", 277.15),
            ("298.15", "unknown", 298.15),
            ("303.15", "unknown", 303.15),
            ("308.15", "unknown", 308.15),
            ("31.0", "laboratory", 31.0, "°"),
            ("9.5", "spread", 9.5),
            ("3", "spread", 3, 57),
            ("57", "spread", 3, 57),
        ],
    ),
    (
        "Deaths rose to 12.3 (95% UI 11.2-13.4), and odds ratios with 95% CIs are given, 0.7 (95% Crl: 0.5-0.9).",
        [
            ("12.3", "effect_estimate", 12.3),
            ("95", "confidence_interval", 95),
            ("11.2", "confidence_interval", 11.2, 13.4),
            ("13.4", "confidence_interval", 11.2, 13.4),
            ("95", "confidence_interval", 95),
            ("0.7", "effect_estimate", 0.7),
            ("95", "confidence_interval", 95),
            ("0.5", "confidence_interval", 0.5, 0.9),
            ("0.9", "confidence_interval", 0.5, 0.9),
        ],
    ),
    (
        "Cells stopped in G2/M phase, and the scores 12‒15 were low.",
        [
            ("2", "name"),
            ("12", "score", 12, 15),
            ("15", "score", 12, 15),
        ],
    ),
    (
        "The uptake was 45⋅2 and 38•1 mL, with hyperglycaemia in 84 women of whom 12/84 (14%) had a pump.",
        [
            ("45·2", "amount", 45.2, "mL"),
            ("38·1", "amount", 38.1, "mL"),
        ],
    ),
    (
        "Smoking was associated with rash (2.01; 1.06, 3.80; p < .05) and itch (OR 6.48; CI 95%: 0.82, 51.29).",
        [
            ("2.01", "effect_estimate", 2.01),
            ("1.06", "confidence_interval", 1.06, 3.8),
            ("3.80", "confidence_interval", 1.06, 3.8),
            ("05", "p_value", 0.05),
            ("6.48", "effect_estimate", 6.48),
            ("95", "confidence_interval", 95),
            ("0.82", "confidence_interval", 0.82, 51.29),
            ("51.29", "confidence_interval", 0.82, 51.29),
        ],
    ),
    # of a share that is no fact but gives a count: 178, an evaluable number
    (
        "Recommendations were changed in 45% (80/178; P < .01) of patients whose acuity was 20/200.",
        [
            ("45", "share", 45, "%"),
            ("80", "share", 80),
            ("01", "p_value", 0.01),
            ("20", "share", 20),
            ("200", "share", 200),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_numbers_left(text: str, expected: list[tuple[Any, ...]]) -> None:
    left = Pipeline().read(paper_from_text(text)).numbers_left
    assert [(n.quote, n.reason, *(v for v in (n.low, n.high, n.unit) if v is not None)) for n in left] == expected
