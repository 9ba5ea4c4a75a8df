"""Facts become what a review prints."""
