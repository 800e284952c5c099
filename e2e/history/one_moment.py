"""Counts of a page's requests, sockets and states at one moment of virtual time."""

from __future__ import annotations

from e2e.history.entry import Entry
from e2e.history.page_events import FetchStarted, FrameTaken, Shown, SocketConnecting

MOST_ASKED = 50
"""Requests and WebSockets that a page may make at one moment, besides one for each frame that it takes.

A page that makes more asks without end.
"""

MOST_SHOWN = 2_000
"""States that a page may render at one moment: twice as many as the longest flood has frames."""


class OneMoment:
    """Counts the requests, sockets and states of one page at the moment of its last record, in one act.

    Virtual time stands still while the page works: a page that asks again as soon as it is answered
    goes on for ever at one moment. Pure: `apply` is its only input.
    """

    def __init__(self) -> None:
        self._moment: tuple[int, int] | None = None
        self._told = 0
        self.asked = 0
        self.shown = 0

    @property
    def is_asking_without_end(self) -> bool:
        """Whether it has made more requests and WebSockets than `MOST_ASKED` plus one for each frame."""
        return self.asked > MOST_ASKED + self._told

    @property
    def is_rendering_without_end(self) -> bool:
        """Whether it has rendered more than `MOST_SHOWN` states."""
        return self.shown > MOST_SHOWN

    def apply(self, entry: Entry) -> None:
        """Takes in one entry; those of backend and stage change nothing."""
        if entry.source != "page":
            return
        moment = (entry.act, entry.event.at)
        if moment != self._moment:
            self._moment = moment
            self._told = self.asked = self.shown = 0
        match entry.event:
            case FetchStarted() | SocketConnecting():
                self.asked += 1
            case FrameTaken():
                self._told += 1
            case Shown():
                self.shown += 1
            case _:
                pass
