"""Tables of reviews for spreadsheets, a file a noun."""
