"""Schedules: explored, replayed, shrunk, and written down as scenarios."""
