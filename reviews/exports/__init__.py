"""Files of reviews: the memo of a recommendation, letters, the record of a decision."""
