"""A worker pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
import pickle
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, TypeVar

from e2e.workers.pool import WorkerLost, WorkerPool
from e2e.workers.worker_process import RECALL, Answer, work

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 20.0
"""Seconds of real time that a worker has to close its browser when the pool is shut down."""

TRIES = 2
"""The most workers for a task: one may die by chance; when a second one dies, the task is the reason."""


@dataclass(slots=True)
class _Item:
    future: Future[Any]
    pickled: bytes
    is_recalled: bool = False


class ProcessPool(WorkerPool):
    """`size` processes, started at once, each with a pipe of its own.

    They share nothing, so a process that is killed in the middle of a task does not affect the others.
    """

    def __init__(self, size: int) -> None:
        self._waiting: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._is_shut = False
        self._lock = threading.Lock()
        self._workers = [_Worker(self._waiting) for _ in range(size)]
        for each in self._workers:
            each.start()

    @property
    def size(self) -> int:
        """The number of processes."""
        return len(self._workers)

    @property
    def pids(self) -> list[int]:
        """The process ids of the present workers."""
        return [each.pid for each in self._workers if each.pid is not None]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See `Executor.submit`. Raises the error of pickling the function and its arguments."""
        future: Future[T] = Future()
        with self._lock:
            if self._is_shut:
                raise RuntimeError("Failed to submit a task: the worker pool has been shut down.")
            self._waiting.put(_Item(future, pickle.dumps((fn, args, kwargs))))
        return future

    def recall(self) -> None:
        """See `WorkerPool.recall`."""
        for each in self._workers:
            each.recall()

    def terminate_workers(self) -> None:
        """See `WorkerPool.terminate_workers`. Waiting tasks are cancelled."""
        self._close(cancel_futures=True)
        for each in self._workers:
            each.terminate()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `Executor.shutdown`. With `wait` it returns when all workers and browsers have ended."""
        self._close(cancel_futures=cancel_futures)
        if wait:
            for each in self._workers:
                each.join()

    def _close(self, *, cancel_futures: bool) -> None:
        with self._lock:
            if not self._is_shut:
                self._is_shut = True
                for _ in self._workers:
                    self._waiting.put(None)
        if cancel_futures:
            self._cancel_waiting()

    def _cancel_waiting(self) -> None:
        ends = 0
        with suppress(queue.Empty):
            while True:
                item = self._waiting.get_nowait()
                if item is None:
                    ends += 1
                else:
                    item.future.cancel()
        for _ in range(ends):
            self._waiting.put(None)


@dataclass(slots=True)
class _Running:
    """A process with our end of its pipe."""

    process: SpawnProcess
    connection: Any = field(repr=False)

    @classmethod
    def start(cls) -> _Running:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        # A daemon, so that it ends with this process even without a shutdown.
        process = context.Process(target=work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def end(self) -> None:
        """Closes the pipe, waits up to `PATIENCE` for the end of the process, and then kills it."""
        self.connection.close()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Worker(threading.Thread):
    """Feeds one process, and starts another in its place when it ends."""

    def __init__(self, waiting: queue.SimpleQueue[_Item | None]) -> None:
        super().__init__(name="worker", daemon=True)
        self._waiting = waiting
        # A recall must reach the job that it is meant for, so sending needs the lock.
        self._lock = threading.Lock()
        self._item: _Item | None = None
        self._is_over = False
        self._running: _Running | None = _Running.start()

    @property
    def pid(self) -> int | None:
        return self._running.process.pid if self._running else None

    def run(self) -> None:
        while (item := self._waiting.get()) is not None:
            if item.future.set_running_or_notify_cancel():
                self._carry_out(item)
        if self._running is not None:
            self._running.end()

    def recall(self) -> None:
        with self._lock, suppress(OSError):
            if self._item is not None:
                self._item.is_recalled = True
                if self._running is not None:
                    self._running.connection.send(RECALL)

    def terminate(self) -> None:
        with self._lock:
            self._is_over = True
            if self._running is not None:
                self._running.process.terminate()

    def _carry_out(self, item: _Item) -> None:
        lost: list[str] = []
        for _ in range(TRIES):
            try:
                answer = self._ask(item)
            except Exception as error:  # starting the process or reading its answer failed
                item.future.set_exception(error)
                return
            if answer.kind == "returned":
                item.future.set_result(answer.value)
                return
            if answer.kind == "raised":
                item.future.set_exception(answer.value)
                return
            lost.append(answer.value)
            if item.is_recalled or self._is_over:
                break
        item.future.set_exception(WorkerLost(", then ".join(lost)))

    def _ask(self, item: _Item) -> Answer:
        """Sends the task, and returns the answer; for a worker that ended, words for its end."""
        try:
            with self._lock:
                if self._running is None:
                    self._running = _Running.start()
                self._item = item
                self._running.connection.send_bytes(item.pickled)
            answer: Answer = pickle.loads(self._running.connection.recv_bytes())
        except (EOFError, OSError):
            return Answer("broke", f"a worker ended ({self._bury()})")
        finally:
            with self._lock:
                self._item = None
        if answer.kind == "broke":
            self._bury()
        return answer

    def _bury(self) -> str:
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return "it did not start"
        running.end()
        return f"exit code {running.process.exitcode}"
