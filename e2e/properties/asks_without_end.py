"""The page does not ask without end."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.one_moment import OneMoment
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first request or WebSocket that exceeds the limit for one moment (`OneMoment`)."""
    moment = OneMoment()
    for entry in history:
        moment.apply(entry)
        if moment.is_asking_without_end:
            detail = f"{moment.asked} requests and WebSockets at one moment, and no end of it"
            return Violation(ASKS_WITHOUT_END.id, detail, entry)
    return None


ASKS_WITHOUT_END = Property(
    "asks-without-end",
    "The page waits before it asks, or connects, again: it never does so without end.",
    find,
)
