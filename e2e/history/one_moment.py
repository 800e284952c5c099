"""How much a page does at one moment of virtual time."""

from __future__ import annotations

from e2e.history.entry import Entry
from e2e.history.page_events import FetchStarted, FrameTaken, Shown, SocketConnecting

MOST_ASKED = 50
"""Requests and WebSockets of a page at one moment beside one for each frame: more are without end."""

MOST_SHOWN = 2_000
"""States that a page renders at one moment: twice as many as the longest flood has frames."""


class OneMoment:
    """Counts what one page does at the moment that its last record was made at, within one act.

    Virtual time stands still while the page works: a page that asks again as soon as it is answered
    does so for ever, and at one moment. Pure: `apply` is its only input.
    """

    def __init__(self) -> None:
        self._moment: tuple[int, int] | None = None
        self._told = 0
        self.asked = 0
        self.shown = 0

    @property
    def is_asking_without_end(self) -> bool:
        """Whether it has made more requests and WebSockets than `MOST_ASKED` and one for each frame."""
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
