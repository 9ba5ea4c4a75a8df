"""Patient counts: which numbers count people, of what group, and what they are to the whole."""
