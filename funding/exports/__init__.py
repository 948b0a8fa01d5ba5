"""Files of the rulebook, one file for each noun."""
