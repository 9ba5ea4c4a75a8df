"""Accuracy and speed in one run: `make bench`."""
