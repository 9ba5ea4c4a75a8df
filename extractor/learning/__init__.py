"""Learning: gold tables to the tables of patterns/weights, by `extractor patterns learn`."""
