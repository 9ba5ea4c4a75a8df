"""Facts become what a review prints and pools: evidence tables, meta-analyses, files for other programs."""
