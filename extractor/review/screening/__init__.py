"""Screening of papers by rules that people write, duplicates among them, and the PRISMA 2020 flow of a review.

`rules` reads what was written, `conditions` asks the database, `duplicates` finds records of one paper, `screen` puts
them together; `flow` counts, `figure` draws what was counted.
"""
