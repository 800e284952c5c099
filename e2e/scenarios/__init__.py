"""The catalogue: one race family a file."""
