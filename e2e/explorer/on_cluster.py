"""Exploring on the machines of a cluster, each with its own browser and with the same built page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from e2e.engine.browser import BrowserSource
from e2e.explorer.play_task import Setup, play_task
from e2e.explorer.tasks import Task, TaskResult
from e2e.workers import WorkerPool
from e2e.workers.machine import Machine


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler, and callbacks that describe a machine and report the workers."""

    address: str
    describe: Callable[[], Machine]
    tell: Callable[[str], None]

    @contextmanager
    def open(self, build: Path) -> Iterator[WorkerPool]:
        """See `e2e.workers.cluster.open_cluster`."""
        from e2e.workers.cluster import open_cluster

        with open_cluster(self.address, [build], self.describe, self.tell) as pool:
            yield pool


def play_on_cluster(setup: Setup, task: Task) -> TaskResult:
    """Returns the result of `play_task` with the build and the browser of the machine it runs on."""
    from e2e.workers.cluster_worker import get_current

    here = get_current()
    source = here.described.source if here.described else BrowserSource()
    assert isinstance(source, BrowserSource)
    build = here.builds[setup.build.name]
    return play_task(replace(setup, build=build, browser=source), task)
