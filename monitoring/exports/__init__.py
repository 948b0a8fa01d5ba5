"""Files of running projects."""
