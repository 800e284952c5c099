"""Measures the strength of the suite: mutates the page's source, and counts the mutants it notices."""
