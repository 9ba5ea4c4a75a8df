"""Speed of reading beside tokenizers: `python -m bench.speed`."""
