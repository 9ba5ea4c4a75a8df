"""The database for others: datasette in a browser, CSV and JSON lines for other tools."""
