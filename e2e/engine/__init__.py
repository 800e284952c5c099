"""Plays acts on one page, one by one, each to its rest: accounts, clock, turns and history."""
