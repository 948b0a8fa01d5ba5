"""Pages of the site and its news as files."""
