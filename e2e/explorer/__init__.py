"""Plays orderings of the same acts, and finds those that break a property."""
