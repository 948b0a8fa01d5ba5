"""What projects owe, agree and leave behind, as files."""
