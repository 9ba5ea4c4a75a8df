"""Meta-analysis of events among patients: where the numbers come from, how they are pooled, how that is drawn.

`reading` makes studies of a CSV file or of the database, `statistics` pools them, `figures` draws them; none of the
three knows the others, they share the records in `studies.py`.
"""
