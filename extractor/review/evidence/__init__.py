"""The evidence table of a review: one row per study arm, every number with the sentence it stands in.

studies = find_studies(connection, Selection(drug="bortezomib"))
page = as_html(evidence_table(studies))
"""
