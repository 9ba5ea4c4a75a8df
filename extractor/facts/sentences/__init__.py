"""What one sentence holds, before anything is decided: lists, shares, numbers that may count, phrases, links."""
