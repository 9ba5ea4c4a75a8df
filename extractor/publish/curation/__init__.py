"""Curators: who they are, what they decide on facts, and where they disagree."""
