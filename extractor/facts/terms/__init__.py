"""Terms: which outcome or event each share is a share of, and its name."""
