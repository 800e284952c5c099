"""Workers: processes with a backend and a browser of their own."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from e2e.explorer.tasks import DrawSchedules, PlayPiece, PlaySchedule, Task, TaskResult
from mock_backend.dialects import NamedDialect

INLINE = NamedDialect()

PATIENCE = 20.0
"""Seconds of real time that a worker has to end after it was told to."""


class BrokenWorkerPool(Exception):
    """A worker could not begin, or ended without being told to; the message says what it said."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    task: Task | None = None


class WorkerPool:
    """Hands tasks to workers and gives back what came of them, in the order in which it comes."""

    def __init__(self, workers: list[_Worker], stop: Event) -> None:
        self._workers = workers
        self._stop = stop

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._workers)

    def carry_out(self, tasks: deque[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Yields each result with its task, until nothing is left of `tasks`, which may grow.

        Tasks come from the left. Raises BrokenWorkerPool.
        """
        while True:
            for worker in self._workers:
                if worker.task is None and tasks:
                    worker.task = tasks.popleft()
                    worker.connection.send(worker.task)
            busy = {each.connection: each for each in self._workers if each.task is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                result = _receive(worker)
                task = worker.task
                assert task is not None
                if result.is_last:
                    worker.task = None
                yield task, result

    def recall(self) -> list[tuple[Task, TaskResult]]:
        """Takes back the tasks that are being carried out, and returns what came of them so far."""
        self._stop.set()
        last = []
        for worker in self._workers:
            with suppress(BrokenWorkerPool):
                while worker.task is not None and worker.connection.poll(PATIENCE):
                    result = _receive(worker)
                    last.append((worker.task, result))
                    if result.is_last:
                        worker.task = None
        self._stop.clear()
        return last


@contextmanager
def open_worker_pool(
    size: int, build: Path, browser: Path | None, dialect: NamedDialect = INLINE
) -> Iterator[WorkerPool]:
    """Starts `size` workers on the built page, and ends them with the block.

    Each loads `dialect` itself, and has its backend answer in it.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    workers = []
    try:
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, build, browser, dialect, stop))
            process.start()
            theirs.close()
            workers.append(_Worker(process, ours))
        yield WorkerPool(workers, stop)
    finally:
        stop.set()
        for worker in workers:
            worker.connection.close()
        for worker in workers:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _receive(worker: _Worker) -> TaskResult:
    try:
        said = worker.connection.recv()
    except (EOFError, OSError):
        raise BrokenWorkerPool(
            f"Failed to go on: a worker ended (exit code {worker.process.exitcode}). "
            "Was it killed, or is there no memory left?"
        ) from None
    if isinstance(said, str):
        raise BrokenWorkerPool(f"Failed to go on: {said}")
    assert isinstance(said, TaskResult)
    return said


def _work(
    connection: Connection, build: Path, browser: Path | None, dialect: NamedDialect, stop: Event
) -> None:
    """The life of a worker: takes tasks until there are no more.

    It alone loads the browser and what draws: the process that hands out the tasks needs neither.
    """
    from anyio.from_thread import start_blocking_portal
    from playwright.async_api import Error as PlaywrightError

    from e2e.explorer.drawing import draw_schedules
    from e2e.explorer.page_pool import PagePool
    from e2e.explorer.services import open_services

    # Ctrl-C reaches the whole group; when to end is for the pool to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with (
            start_blocking_portal("asyncio") as portal,
            portal.wrap_async_context_manager(
                open_services(build, browser, dialect.load())
            ) as services,
        ):
            page_pool = PagePool(services)
            while True:
                task = connection.recv()
                match task:
                    case PlayPiece(node=node, scope=scope):
                        connection.send(portal.call(page_pool.play_piece, node, scope, stop.is_set))
                    case PlaySchedule(schedule=schedule):
                        connection.send(portal.call(page_pool.play_schedule, schedule))
                    case DrawSchedules():
                        for result in draw_schedules(task, page_pool, portal, stop.is_set):
                            connection.send(result)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except PlaywrightError as error:
        connection.send(f"the browser is gone: {error.message.splitlines()[0]}")
