"""Gold tables beside what was extracted, row by row and cell by cell."""
