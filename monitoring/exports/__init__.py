"""Files of a running project, one module for each subject."""
