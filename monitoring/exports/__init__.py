"""What projects owe and agree, as files."""
