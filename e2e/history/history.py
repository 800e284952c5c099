"""The one sequence of everything that happened in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from e2e.history.entry import Entry, Event, Source
from e2e.history.stage_events import ActBegan

E = TypeVar("E")


class History:
    """Entries in the order in which the stage learned of them; only ever appended to.

    Within one act, the records of the page are in their own order, and so are the events of the backend.
    How the two mix inside an act depends on the machine (see `get_normal_form`).
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._act = 0
        self._subscribers: list[Callable[[Entry], None]] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries so far."""
        return tuple(self._entries)

    def copy(self) -> History:
        """Returns a history of the entries so far, which does not grow with this one."""
        copied = History()
        copied._entries = list(self._entries)
        copied._act = self._act
        return copied

    def append(self, source: Source, event: Event) -> Entry:
        """Adds one event; an `ActBegan` opens the next act. Returns its entry."""
        if isinstance(event, ActBegan):
            self._act += 1
        entry = Entry(len(self._entries), self._act, source, event)
        self._entries.append(entry)
        for subscriber in tuple(self._subscribers):
            subscriber(entry)
        return entry

    def subscribe(self, subscriber: Callable[[Entry], None]) -> None:
        """Calls `subscriber` with every entry appended from now on."""
        self._subscribers.append(subscriber)

    def of_type(self, event_type: type[E]) -> Iterator[tuple[Entry, E]]:
        """Yields every entry whose event is an `event_type`, with that event."""
        for entry in self._entries:
            if isinstance(entry.event, event_type):
                yield entry, entry.event
