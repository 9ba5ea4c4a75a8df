"""Shares of participants: their numbers, and the response rates and adverse events that they become."""
