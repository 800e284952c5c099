"""The journal: the list of events, and its subscribers."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

from mock_backend.journal.events import JournalEvent

Subscriber = Callable[[JournalEvent], None]


class Journal:
    """Keeps every event in the order in which it happened on the backend's loop."""

    def __init__(self) -> None:
        self._events: list[JournalEvent] = []
        self._subscribers: list[Subscriber] = []

    @property
    def events(self) -> tuple[JournalEvent, ...]:
        """All events so far."""
        return tuple(self._events)

    def record(self, event: JournalEvent) -> None:
        """Appends `event`, and calls the subscribers before it returns."""
        self._events.append(event)
        for subscriber in tuple(self._subscribers):
            subscriber(event)

    def forget(self) -> None:
        """Drops every event so far. A subscriber of a long run keeps the events that it needs."""
        self._events.clear()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Calls `subscriber` with each event from now on; returns a function that ends this."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def to_json_lines(self) -> str:
        """Returns one JSON object a line: `kind`, then the fields of the event."""
        return "".join(
            json.dumps({"kind": event.kind, **dataclasses.asdict(event)}) + "\n"
            for event in self._events
        )
