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

from e2e.explorer.work import DrawSchedules, Order, Outcome, PlayPiece

PATIENCE = 20.0
"""Seconds of real time that a worker has to end after it was told to."""


class CrewBroke(Exception):
    """A worker could not begin, or ended without being told to; the message says what it said."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    order: Order | None = None


class Crew:
    """Hands orders to workers and gives back what came of them, in the order in which it comes."""

    def __init__(self, workers: list[_Worker], stop: Event) -> None:
        self._workers = workers
        self._stop = stop

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._workers)

    def carry_out(self, orders: deque[Order]) -> Iterator[tuple[Order, Outcome]]:
        """Yields each outcome with its order, until nothing is left of `orders`, which may grow.

        Orders come from the left. Raises CrewBroke.
        """
        while True:
            for worker in self._workers:
                if worker.order is None and orders:
                    worker.order = orders.popleft()
                    worker.connection.send(worker.order)
            busy = {each.connection: each for each in self._workers if each.order is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                outcome = _receive(worker)
                order = worker.order
                assert order is not None
                if outcome.is_last:
                    worker.order = None
                yield order, outcome

    def recall(self) -> list[tuple[Order, Outcome]]:
        """Takes back the orders that are being carried out, and returns what came of them so far."""
        self._stop.set()
        last = []
        for worker in self._workers:
            with suppress(CrewBroke):
                while worker.order is not None and worker.connection.poll(PATIENCE):
                    outcome = _receive(worker)
                    last.append((worker.order, outcome))
                    if outcome.is_last:
                        worker.order = None
        self._stop.clear()
        return last


@contextmanager
def open_crew(size: int, build: Path, browser: Path | None) -> Iterator[Crew]:
    """Starts `size` workers on the built page, and ends them with the block."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    workers = []
    try:
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, build, browser, stop))
            process.start()
            theirs.close()
            workers.append(_Worker(process, ours))
        yield Crew(workers, stop)
    finally:
        stop.set()
        for worker in workers:
            worker.connection.close()
        for worker in workers:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _receive(worker: _Worker) -> Outcome:
    try:
        said = worker.connection.recv()
    except (EOFError, OSError):
        raise CrewBroke(
            f"Failed to go on: a worker ended (exit code {worker.process.exitcode}). "
            "Was it killed, or is there no memory left?"
        ) from None
    if isinstance(said, str):
        raise CrewBroke(f"Failed to go on: {said}")
    assert isinstance(said, Outcome)
    return said


def _work(connection: Connection, build: Path, browser: Path | None, stop: Event) -> None:
    """The life of a worker: takes orders until there are no more.

    It alone loads the browser and what draws: the process that leads the crew needs neither.
    """
    from anyio.from_thread import start_blocking_portal
    from playwright.async_api import Error as PlaywrightError

    from e2e.explorer.drawing import draw_schedules
    from e2e.explorer.page_pool import PagePool
    from e2e.explorer.services import open_services

    # Ctrl-C reaches the whole group; when to end is the crew's affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with (
            start_blocking_portal("asyncio") as portal,
            portal.wrap_async_context_manager(open_services(build, browser)) as services,
        ):
            page_pool = PagePool(services)
            while True:
                order = connection.recv()
                match order:
                    case PlayPiece(node=node, scope=scope):
                        connection.send(portal.call(page_pool.play_piece, node, scope, stop.is_set))
                    case DrawSchedules():
                        for outcome in draw_schedules(order, page_pool, portal, stop.is_set):
                            connection.send(outcome)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except PlaywrightError as error:
        connection.send(f"the browser is gone: {error.message.splitlines()[0]}")
