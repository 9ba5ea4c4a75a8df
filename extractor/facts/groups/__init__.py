"""Groups of participants: the arms of a paper, where they are mentioned, and whose each share is."""
