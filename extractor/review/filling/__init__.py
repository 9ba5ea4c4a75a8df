"""A data-extraction form is filled: for each paper, intervention, comparator and outcome the four numbers of a 2x2
table, where each stands, and why a field is empty.

Candidates come from the shares of all tables and from the sentences of the text; weights that a person can read and
edit (patterns/weights/filling.csv) choose among them.
"""
