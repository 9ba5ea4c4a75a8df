"""What the commands do. Each module composes the layers for one or a few commands of `extractor.cli`."""
