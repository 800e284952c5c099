"""The catalogue. Each file has one family of races."""
