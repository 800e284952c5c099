"""The tasks of a worker, and their results."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from e2e.explorer.finding import Finding, Unplayable
from e2e.explorer.space import Bounds
from e2e.explorer.tree import Node, Scope


@dataclass(frozen=True, slots=True)
class PlayPiece:
    """Play a node, or its whole subtree where it is a root."""

    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class DrawSchedules:
    """Draw schedules with Hypothesis until `seconds` are over, or `count` are played.

    `seed` decides what is drawn; `database` is where Hypothesis keeps what failed (None: nowhere).
    """

    seed: int
    most: int
    bounds: Bounds
    seconds: float | None
    count: int | None
    database: Path | None
    network: str


Task = PlayPiece | DrawSchedules


@dataclass(slots=True)
class TaskResult:
    """The result of a task, or of a part of it.

    `is_last` says that nothing more comes of the task, `is_done` that it was carried out to its end.
    `children` are the nodes below a node that was played alone. `failing` counts the schedules that
    break a property; of those only the telling ones are in `findings`.
    """

    played: int = 0
    pruned: int = 0
    failing: int = 0
    fingerprint: int = 0
    findings: list[Finding] = field(default_factory=list)
    unplayable: list[Unplayable] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    is_done: bool = False
    is_last: bool = True
