"""Tools of those who work on the suite: what it costs, and whether it can fail."""
