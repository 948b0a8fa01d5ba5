"""Files of reviews, a file a noun."""
