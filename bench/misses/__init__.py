"""Every difference from a folder of gold tables, with its likely cause: python -m bench.misses GOLD_DIR."""
