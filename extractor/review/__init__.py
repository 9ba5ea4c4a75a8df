"""Facts become what a review prints, fills in and pools: evidence tables, forms, meta-analyses, files for others."""
