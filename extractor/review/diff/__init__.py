"""What changed between two runs: new, changed and gone facts, each with its sentence and pattern."""
