"""One line of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


class Event(Protocol):
    """A record of the page, an event of the journal, or a mark of the stage."""

    @property
    def kind(self) -> str:
        """The event's name in snake case."""

    @property
    def at(self) -> int:
        """Virtual time in milliseconds since the epoch of the stage."""


Source = Literal["stage", "page", "backend"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place: `index` in the sequence, `act` (0 before the first act), and its source."""

    index: int
    act: int
    source: Source
    event: Event
