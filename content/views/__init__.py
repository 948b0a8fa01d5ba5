"""Pages of the site and the places where staff keep them, one file for each subject."""
