"""Studies from a CSV file or from the database, and those among them that report one trial."""
