"""What a systematic review makes of the facts: meta-analyses and the files that other programs pool from."""
