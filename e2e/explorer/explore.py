"""An exploration that plays every schedule of a space, until its end or an interruption."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from e2e.engine.browser import BrowserSource
from e2e.explorer.dispatcher import Dispatcher, take_from
from e2e.explorer.exploration import Exploration
from e2e.explorer.fingerprint import get_fingerprint
from e2e.explorer.on_cluster import Cluster, play_on_cluster
from e2e.explorer.play_task import INLINE, Setup, play_task
from e2e.explorer.tasks import PlayPiece, Task, TaskResult
from e2e.explorer.tree import Node, Scope, Shard
from e2e.workers import ProcessPool
from mock_backend.dialects import NamedDialect

SERVER_ADVICE = (
    "Start the server again, or leave --browser-server out to play in a browser of this machine."
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The built page to explore, the browser, the number of workers or the cluster, and the dialect."""

    build: Path
    browser: BrowserSource
    workers: int
    dialect: NamedDialect = INLINE
    cluster: Cluster | None = None

    @contextmanager
    def open_dispatcher(self) -> Iterator[Dispatcher]:
        """Yields a dispatcher to workers started for the block, or to those of the cluster.

        The workers that it starts end with the block. Raises ClusterRefused.
        """
        setup = Setup(self.build, self.browser, self.dialect)
        if self.cluster is None:
            play = partial(play_task, setup)
            with ProcessPool(self.workers) as pool:
                if self.browser.server is None:
                    yield Dispatcher(pool, play)
                else:
                    yield Dispatcher(pool, play, SERVER_ADVICE)
        else:
            with self.cluster.open(self.build) as far:
                yield Dispatcher(far, partial(play_on_cluster, setup))


@dataclass(slots=True)
class Progress:
    """The progress of an exploration, with an estimate of the number of schedules where one is known."""

    exploration: Exploration
    pieces_left: int = 0
    subtree_sizes: list[int] = field(default_factory=list)

    @property
    def estimate(self) -> int | None:
        """The estimated number of all schedules; None at random, and before the first piece is played."""
        if not self.subtree_sizes or self.exploration.mode == "random":
            return None
        mean = sum(self.subtree_sizes) / len(self.subtree_sizes)
        return self.exploration.played + round(mean * self.pieces_left)


Tell = Callable[[Progress], None]


def explore_exhaustively(
    exploration: Exploration, ground: Ground, tell: Tell, *, stops_at_first: bool = False
) -> None:
    """Plays every schedule of the space that `exploration` has not played yet, and adds to it.

    `stops_at_first` ends it with the first cause that is confirmed. After an exception (an interruption
    is one) `exploration` has the causes and pieces up to that moment.
    """
    assert len(exploration.shards) == 1
    shard = Shard(exploration.shards[0], exploration.of)
    scope = Scope(exploration.acts, exploration.bounds, shard, exploration.network)
    tasks: deque[Task] = deque([PlayPiece(Node(), scope)])
    progress = Progress(exploration)
    done = set(exploration.pieces)
    began = time.monotonic() - exploration.seconds
    with ground.open_dispatcher() as dispatcher:
        try:
            for task, result in dispatcher.carry_out(take_from(tasks)):
                assert isinstance(task, PlayPiece)
                take_piece(exploration, task, result, progress, done)
                for child in result.children:
                    if not child.is_root or is_to_play(child, scope, done):
                        tasks.append(PlayPiece(child, scope))
                progress.pieces_left = sum(1 for each in tasks if _is_piece(each)) + dispatcher.size
                exploration.seconds = time.monotonic() - began
                tell(progress)
                if stops_at_first and has_found(exploration):
                    break
            else:
                exploration.is_complete = True
        finally:
            for _, result in dispatcher.recall():
                exploration.keep(result.causes)
            exploration.seconds = round(time.monotonic() - began, 1)


def _is_piece(task: Task) -> bool:
    return isinstance(task, PlayPiece) and task.node.is_root


def is_to_play(node: Node, scope: Scope, done: set[str]) -> bool:
    """Returns whether the piece that begins with `node` belongs to this shard, and is not in `done`."""
    return scope.shard.owns(node.acts) and _name_of(node, scope) not in done


def _name_of(node: Node, scope: Scope) -> str:
    return f"{get_fingerprint(node.acts, scope.network):x}"


def take_piece(
    exploration: Exploration,
    task: PlayPiece,
    result: TaskResult,
    progress: Progress,
    done: set[str],
) -> None:
    """Adds the `result` of a piece to `exploration`, unless the piece is in `done`."""
    name = _name_of(task.node, task.scope)
    if task.node.is_root:
        progress.subtree_sizes.append(result.played)
    if name in done:
        return
    if result.is_done:
        done.add(name)
        exploration.pieces.append(name)
        add_result(exploration, result)
    else:
        exploration.keep(result.causes)


def add_result(exploration: Exploration, result: TaskResult) -> None:
    """Adds the counts and the causes of `result` to `exploration`."""
    exploration.played += result.played
    exploration.pruned += result.pruned
    exploration.failing += result.failing
    exploration.add_fingerprint(result.fingerprint)
    exploration.unplayable += result.unplayable
    exploration.keep(result.causes)
    exploration.count(result.found)


def has_found(exploration: Exploration) -> bool:
    """Returns whether a cause is confirmed on a fresh page."""
    return any(each.belief == "confirmed" for each in exploration.causes)
