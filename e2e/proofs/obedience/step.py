"""The events of the backend in one act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from e2e.history.entry import Entry, Event
from e2e.history.stage_events import ActBegan

E = TypeVar("E")

_OF_JOB = re.compile(r"job (\d+)\b:? ?(.*)")
"""The beginning of the sentence of a job's act; jobs are numbered in the order of their creation."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act, and the backend's journal events in it; their order within the act means nothing."""

    act: ActBegan | None
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """The name of the act; empty before the first act."""
        return self.act.name if self.act else ""

    @property
    def job_number(self) -> int:
        """The number of the job that the act belongs to, from 1; 0 for an act without a job."""
        found = _OF_JOB.match(self.act.detail) if self.act else None
        return int(found[1]) if found else 0

    @property
    def says(self) -> str:
        """The sentence of the act, without the name of its job."""
        found = _OF_JOB.match(self.act.detail) if self.act else None
        return found[2] if found else ""

    def of_type(self, kind: type[E]) -> list[E]:
        """Returns the events of type `kind`."""
        return [each for each in self.events if isinstance(each, kind)]


def split(entries: Sequence[Entry]) -> Iterator[Step]:
    """Yields the steps of a history; the first one, before any act, has no act."""
    act: ActBegan | None = None
    events: list[Event] = []
    for each in entries:
        if isinstance(each.event, ActBegan):
            yield Step(act, tuple(events))
            act, events = each.event, []
        elif each.source == "backend":
            events.append(each.event)
    yield Step(act, tuple(events))
