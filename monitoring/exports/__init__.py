"""Files about running and ended projects."""
