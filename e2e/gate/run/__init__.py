"""The steps of a gate, and of the other commands that build or play a page: one file for each step."""
