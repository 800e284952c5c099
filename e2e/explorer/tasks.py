"""The tasks of a worker, and their results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from e2e.engine.network import DIRECT
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
    """Draw `count` schedules with Hypothesis, or fewer in `seconds`. `seed` decides the schedules."""

    seed: int
    most: int
    bounds: Bounds
    seconds: float | None
    count: int
    network: str


Task = PlayPiece | PlaySchedule | DrawSchedules


def describe_task(task: Task) -> str:
    """Returns words for the schedules of a task, with all that a person needs to play them again."""
    match task:
        case PlayPiece(node=node, scope=scope):
            said = f"the schedules that begin with {_describe_acts(node.acts)}"
            return said if scope.network == DIRECT else f"{said}, behind {scope.network}"
        case PlaySchedule(schedule=schedule):
            return f"the schedule {_describe_acts(schedule.acts)}"
        case DrawSchedules():
            return f"{task.count} schedules that were drawn from seed {task.seed}"


def _describe_acts(acts: tuple[Act, ...]) -> str:
    return ", ".join(each.model_dump_json() for each in acts) or "no act"


class Unplayable(BaseModel):
    """A schedule that could not be played to its end, and the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: tuple[Act, ...]
    reason: str


@dataclass(slots=True)
class TaskResult:
    """The result of a task.

    `is_done`: the task was carried out to its end. `drawn` counts the schedules that Hypothesis drew for
    it. `children` are the nodes below a node that was played alone. `failing` counts the schedules that
    break a property, and `found` the schedules that show each cause. `causes` has only the causes with a
    shorter schedule than the worker had for the same cause before.
    """

    played: int = 0
    drawn: int = 0
    pruned: int = 0
    failing: int = 0
    fingerprint: int = 0
    found: Counter[CauseKey] = field(default_factory=Counter)
    causes: list[ExploredCause] = field(default_factory=list)
    unplayable: list[Unplayable] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    is_done: bool = False
