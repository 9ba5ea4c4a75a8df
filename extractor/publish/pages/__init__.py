"""The pages of a reader: home, search, a paper, a fact."""
