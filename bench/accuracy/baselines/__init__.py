"""What can be had without the extractor: a library's output, and the simplest rule that makes facts of it."""
