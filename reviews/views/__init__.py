"""Pages of reviews, a file a noun."""
