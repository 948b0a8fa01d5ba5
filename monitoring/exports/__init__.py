"""Files out of monitoring, a file a noun."""
