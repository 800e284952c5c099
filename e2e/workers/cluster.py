"""A worker pool of many machines: a Dask cluster (the optional extra `cluster`)."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from distributed import Client
from distributed.scheduler import KilledWorker

from e2e.workers.cluster_worker import DescribeWorker, RunOnWorkers, carry_out, get_here, recall
from e2e.workers.pool import ClusterRefused, WorkerBroken, WorkerLost, WorkerPool

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_LIMIT = "10s"
"""The time in which a scheduler has to answer. It limits a connection, not the work."""


class ClusterPool(WorkerPool):
    """Submits tasks to the workers of a cluster, one for each of their threads.

    When a worker is lost, Dask runs its tasks again on another one, as often as the scheduler allows
    (`distributed.scheduler.allowed-failures`). After that the future has WorkerLost.
    """

    def __init__(self, client: Client, run: str) -> None:
        self._client = client
        self._run = run
        self._recalls = 0
        self._submitted: list[Any] = []

    @property
    def size(self) -> int:
        """The number of threads of the cluster now, but at least one, because workers may still join."""
        return max(1, int(sum(self._client.nthreads().values())))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See `Executor.submit`."""
        job = (fn, args, kwargs)
        # One retry for a task whose browser was gone. Dask itself replaces a worker that is lost.
        remote = self._client.submit(
            carry_out,
            self._run,
            self._recalls,
            job,
            pure=False,
            retries=1,
        )
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        self._submitted = [each for each in self._submitted if not each.done()]
        self._submitted.append(remote)
        remote.add_done_callback(lambda done: _hand_on(done, future))
        return future

    def recall(self) -> None:
        """See `WorkerPool.recall`."""
        self._client.run(recall, self._run, self._recalls, on_error="ignore")
        self._recalls += 1

    def terminate_workers(self) -> None:
        """Cancels all tasks; the workers stay, because they belong to the cluster."""
        self._client.cancel(self._submitted)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancels the tasks that are not done. `open_cluster` cleans up on the workers."""
        self._client.cancel([each for each in self._submitted if not each.done()])
        self._submitted.clear()


@contextmanager
def open_cluster(
    address: str,
    builds: Sequence[Path],
    describe: DescribeWorker,
    tell: Callable[[str], None],
) -> Iterator[ClusterPool]:
    """Connects to the scheduler at `address`, and gives the built pages to its workers.

    Yields a pool on them. With the block they are as before: no task, no browser and no build in memory.
    `builds` are folders whose names have a hash over their content, so that each machine unpacks each of
    them once. `describe` returns the suite and the browser of the machine that it runs on; a worker must
    have those of this machine. `tell` is called with lines about the workers. Raises ClusterRefused where
    there is no scheduler or no worker, or where a worker differs.
    """
    run = uuid.uuid4().hex[:8]
    ours = describe()
    packed = {each.name: _pack(each) for each in builds}
    plugin = RunOnWorkers(run, packed, ours, describe)
    with _connect(address) as client:
        try:
            _prepare_workers(address, client, plugin, tell)
            client.subscribe_topic(plugin.name, lambda event: tell(_tell_of_late(*event[1])))
            with ClusterPool(client, run) as pool:
                yield pool
        finally:
            client.unregister_worker_plugin(plugin.name)


@contextmanager
def _connect(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=CONNECT_LIMIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterRefused(
            f"Failed to reach the cluster at {address}: {error}. Is a scheduler running there? "
            "`dask scheduler` starts one, and says its address."
        ) from None
    with client:
        yield client


def _prepare_workers(
    address: str, client: Client, plugin: RunOnWorkers, tell: Callable[[str], None]
) -> None:
    try:
        client.register_plugin(plugin, name=plugin.name)
        said = client.run(get_here, plugin.run)
    except Exception as error:  # the worker can raise any kind
        raise ClusterRefused(
            f"Failed to prepare a worker of {address}: {error}. Is this suite installed there?"
        ) from None
    if not said:
        raise ClusterRefused(
            f"Failed to work on the cluster at {address}: it has no workers. "
            f"`dask worker {address} --nthreads 1` starts one."
        )
    for worker, here in sorted(said.items()):
        if here.refused is not None:
            raise ClusterRefused(f"Failed to work on {worker}: {here.refused}")
    threads = client.nthreads()
    workers = ", ".join(
        f"{worker} with {here.described.browser}, {threads.get(worker, 1)} at a time"
        for worker, here in sorted(said.items())
    )
    tell(f"Cluster {address}: {workers}")


def _tell_of_late(worker: str, said: str) -> str:
    return f"A worker came later: {worker}, {said}"


def _hand_on(remote: Any, future: Future[T]) -> None:
    """Gives `future` the result or the error of its counterpart on the cluster."""
    try:
        if remote.cancelled():
            raise WorkerLost("its task was cancelled")
        future.set_result(remote.result())
    except KilledWorker as error:
        said = (
            f"{error.allowed_failures + 1} workers ended, {error.last_worker.address} the last one"
        )
        future.set_exception(WorkerLost(said))
    except WorkerBroken as error:
        future.set_exception(WorkerLost(str(error)))
    except BaseException as error:  # every error of the task is for the caller
        future.set_exception(error)


def _pack(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            # Only the machine that asks reads source maps, and they are most of a build.
            if file.is_file() and file.suffix != ".map":
                archive.write(file, file.relative_to(folder))
    return packed.getvalue()
