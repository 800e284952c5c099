"""Explores, replays and shrinks schedules, and writes them as scenarios."""
