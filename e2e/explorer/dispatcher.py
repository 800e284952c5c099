"""Hands tasks to a worker pool, and gives back their results."""

from __future__ import annotations

import concurrent.futures
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future

from e2e.explorer.tasks import Task, TaskResult, describe_task
from e2e.workers import WorkerLost, WorkerPool

PATIENCE = 20.0
"""Seconds of real time that a task has to end after it was recalled."""

Take = Callable[[], Task | None]
"""Returns the next task, or None where there is no task now; a later result may bring new tasks."""


class TaskLost(Exception):
    """A task could not be carried out, as two workers ended with it; the message names it."""


class Dispatcher:
    """Keeps each worker busy. It takes the next task only when a worker is free, so no task waits.

    `advice` is the end of the message of TaskLost: the likely reason that workers end, or a way out.
    """

    def __init__(
        self,
        pool: WorkerPool,
        play: Callable[[Task], TaskResult],
        advice: str = "Were they killed, or is there no memory left?",
    ) -> None:
        self._pool = pool
        self._play = play
        self._advice = advice
        self._in_flight: dict[Future[TaskResult], Task] = {}

    @property
    def size(self) -> int:
        """The number of tasks that are carried out at the same time."""
        return self._pool.size

    def carry_out(self, take: Take) -> Iterator[tuple[Task, TaskResult]]:
        """Yields each result with its task, in the order in which they come, until nothing is left.

        Raises TaskLost.
        """
        while True:
            while len(self._in_flight) < self._pool.size and (task := take()) is not None:
                self._in_flight[self._pool.submit(self._play, task)] = task
            if not self._in_flight:
                return
            done, _ = concurrent.futures.wait(self._in_flight, return_when=FIRST_COMPLETED)
            for future in done:
                task = self._in_flight.pop(future)
                yield task, self._get_result(task, future)

    def recall(self) -> list[tuple[Task, TaskResult]]:
        """Recalls the tasks in flight, and returns each with its result so far.

        A task that does not end within `PATIENCE` or that ends with an error has no result.
        """
        self._pool.recall()
        done, running = concurrent.futures.wait(self._in_flight, timeout=PATIENCE)
        if running:
            self._pool.terminate_workers()
        results = [
            (self._in_flight[each], each.result()) for each in done if each.exception() is None
        ]
        self._in_flight.clear()
        return results

    def _get_result(self, task: Task, future: Future[TaskResult]) -> TaskResult:
        try:
            return future.result()
        except WorkerLost as error:
            raise TaskLost(
                f"Failed to go on: {error}, with the same task: {describe_task(task)}. {self._advice}"
            ) from None


def take_from(tasks: deque[Task]) -> Take:
    """Returns a `Take` that takes tasks from the left of `tasks`, which may grow meanwhile."""
    return lambda: tasks.popleft() if tasks else None
