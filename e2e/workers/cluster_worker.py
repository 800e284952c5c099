"""Runs on a worker of a cluster: compares versions, unpacks each build once, and carries out tasks."""

from __future__ import annotations

import asyncio
import io
import shutil
import threading
import uuid
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin

from e2e.workers.machine import Machine
from e2e.workers.pool import WorkerBroken
from e2e.workers.recall import recalled_by
from e2e.workers.resources import Resources, using

DescribeWorker = Callable[[], Machine]


@dataclass(slots=True)
class Here:
    """The builds of a run on this worker, by the name of their folder, and the machine.

    `refused` is the reason if the worker may not be used.
    """

    builds: Mapping[str, Path] = field(default_factory=dict)
    described: Machine | None = None
    refused: str | None = None

    def tell(self) -> str:
        """Returns the browser, or the reason why the worker is refused."""
        return self.refused or (self.described.browser if self.described else "")


@dataclass(slots=True)
class _Run:
    here: Here
    recalled: int = -1
    is_over: bool = False
    resources: dict[int, Resources] = field(default_factory=dict)


_runs: dict[str, _Run] = {}
_lock = threading.Lock()
_thread = threading.local()


class RunOnWorkers(WorkerPlugin):
    """Prepares each worker for a run, also one that joins later, and cleans up after the run."""

    def __init__(
        self, run: str, packed: Mapping[str, bytes], ours: Machine, describe: DescribeWorker
    ) -> None:
        self.name = f"jobstatus-e2e {run}"
        self.run = run
        self._packed = packed
        self._ours = ours
        self._describe = describe

    async def setup(self, worker: Worker) -> None:
        """Describes this machine, unpacks the builds that are not there yet, and tells of both."""
        # In a thread, because Playwright's sync API, which starts a browser, cannot run on a loop.
        here = await asyncio.to_thread(self._prepare)
        _runs[self.run] = _Run(here)
        worker.log_event(self.name, (worker.address, here.tell()))

    async def teardown(self, worker: Worker) -> None:
        """Closes browsers and backends of the run."""
        run = _runs.pop(self.run, None)
        if run is None:
            return
        with _lock:
            run.is_over = True
        for each in run.resources.values():
            await asyncio.to_thread(each.close)

    def _prepare(self) -> Here:
        try:
            theirs = self._describe()
            builds = {
                name: _unpack(packed, theirs.builds / name) for name, packed in self._packed.items()
            }
        except Exception as error:  # the process that prepares the workers reports it
            return Here(refused=f"it could not be prepared: {error}")
        return Here(builds, theirs, self._ours.tell_difference(theirs))


def get_here(run: str) -> Here:
    """Returns the state of `run` on this worker; raises KeyError for a run that is not prepared."""
    return _runs[run].here


def get_current() -> Here:
    """Returns the state of the run whose task runs in this thread."""
    here: Here = _thread.here
    return here


def recall(run: str, recalls: int) -> None:
    """Recalls the tasks of `run` that were submitted when at most `recalls` recalls had been made."""
    if run in _runs:
        _runs[run].recalled = recalls


def carry_out(run: str, recalls: int, job: tuple[Callable[..., Any], Any, Any]) -> Any:
    """Carries out a job in its thread of Dask, with the resources of that thread, and returns its result.

    Raises WorkerBroken where this worker may not be used, and the errors of the job.
    """
    known = _runs[run]
    if known.here.refused is not None:
        raise WorkerBroken(f"a worker that came later cannot be used: {known.here.refused}")
    me = threading.get_ident()
    with _lock:
        if known.is_over:
            raise RuntimeError("the run is over")
        resources = known.resources.setdefault(me, Resources())
    _thread.here = known.here
    function, arguments, named = job
    with using(resources), recalled_by(lambda: known.recalled >= recalls):
        try:
            return function(*arguments, **named)
        except WorkerBroken:
            with _lock:
                del known.resources[me]
            resources.close()
            raise


def _unpack(packed: bytes, folder: Path) -> Path:
    if not folder.exists():
        unfinished = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(unfinished)
        try:
            unfinished.rename(folder)
        except OSError:  # another worker of this machine was first
            shutil.rmtree(unfinished)
    return folder
