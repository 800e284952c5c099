"""The five scenarios that every tool plays, by their ids in the catalogue."""

from __future__ import annotations

FIVE = (
    "reconnect-late-progress",
    "cached-over-refresh",
    "missed-while-connected",
    "guard-after-a-poll-saw-completed",
    "older-answer-after-a-frame",
)
"""Those that say most about Issue 231: each is one of its findings, and the last the order of answers."""
