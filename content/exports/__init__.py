"""Pages of the site as files."""
