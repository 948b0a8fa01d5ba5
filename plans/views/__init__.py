"""Pages of a plan, one file for each thing people do with it."""
