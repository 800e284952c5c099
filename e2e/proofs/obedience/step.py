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
"""How the sentence of a job's act begins; jobs are numbered as they were created."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act, and what the backend journalled in it; within a step the events are in no order."""

    act: ActBegan | None
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """The name of the act; empty before the first."""
        return self.act.name if self.act else ""

    @property
    def job_number(self) -> int:
        """Which job the act is one of, from 1; 0 where it is of none."""
        found = _OF_JOB.match(self.act.detail) if self.act else None
        return int(found[1]) if found else 0

    @property
    def says(self) -> str:
        """The sentence of the act, without the name of its job."""
        found = _OF_JOB.match(self.act.detail) if self.act else None
        return found[2] if found else ""

    def of_type(self, kind: type[E]) -> list[E]:
        """Its events of that kind."""
        return [each for each in self.events if isinstance(each, kind)]


def split(entries: Sequence[Entry]) -> Iterator[Step]:
    """Returns the steps of a history; the first has no act."""
    act: ActBegan | None = None
    events: list[Event] = []
    for each in entries:
        if isinstance(each.event, ActBegan):
            yield Step(act, tuple(events))
            act, events = each.event, []
        elif each.source == "backend":
            events.append(each.event)
    yield Step(act, tuple(events))
