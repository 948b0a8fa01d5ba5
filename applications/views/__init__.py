"""Pages of proposals, for those who write them and those who read them."""
