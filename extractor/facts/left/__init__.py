"""Numbers that became no fact, each with the reason and its value."""
