"""How browsable a database of millions of facts is: `python -m bench.large`."""
