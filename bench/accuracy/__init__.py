"""How accurate the extractor is on every annotated corpus at hand, beside baselines that anyone can install.

python -m bench.accuracy
"""
