"""Plays the catalogue on a page's mutants, in several processes, and keeps a journal of the plays."""
