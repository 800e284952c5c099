"""The tasks of a worker, and their results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from e2e.explorer.acts import Act
from e2e.explorer.explored_cause import ExploredCause
from e2e.explorer.leading_cause import CauseKey
from e2e.explorer.schedule import Schedule
from e2e.explorer.space import Bounds
from e2e.explorer.tree import Node, Scope


@dataclass(frozen=True, slots=True)
class PlayPiece:
    """Play a node, or its whole subtree where it is a root."""

    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class PlaySchedule:
    """Play one schedule as it is."""

    schedule: Schedule


@dataclass(frozen=True, slots=True)
class DrawSchedules:
    """Draw schedules with Hypothesis until `seconds` are over, or `count` are played.

    `seed` decides what is drawn.
    """

    seed: int
    most: int
    bounds: Bounds
    seconds: float | None
    count: int | None
    network: str


Task = PlayPiece | PlaySchedule | DrawSchedules


class Unplayable(BaseModel):
    """A schedule that could not be played to its end, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: tuple[Act, ...]
    reason: str


@dataclass(slots=True)
class TaskResult:
    """The result of a task, or of a part of it.

    `is_last` says that nothing more comes of the task, `is_done` that it was carried out to its end.
    `children` are the nodes below a node that was played alone. `failing` counts the schedules that
    break a property, and `found` those that show each cause; in `causes` are only those whose schedule is
    shorter than what the worker had of the same cause.
    """

    played: int = 0
    pruned: int = 0
    failing: int = 0
    fingerprint: int = 0
    found: Counter[CauseKey] = field(default_factory=Counter)
    causes: list[ExploredCause] = field(default_factory=list)
    unplayable: list[Unplayable] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    is_done: bool = False
    is_last: bool = True
