"""Pages of reviews: what was decided on each paper with the flow diagram, and pooled effects with the forest plot."""
