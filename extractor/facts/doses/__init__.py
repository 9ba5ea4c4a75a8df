"""Doses: which amounts are given, of which drug, how often and by which route."""
