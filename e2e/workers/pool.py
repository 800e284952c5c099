"""The interface of every worker pool: an executor that can also recall running tasks."""

from __future__ import annotations

from abc import abstractmethod
from concurrent.futures import Executor


class WorkerLost(Exception):
    """A task could not be carried out, because its worker ended, and the one in its place as well.

    The message says how the workers ended; the caller adds the task.
    """


class WorkerBroken(Exception):
    """A task raises it when its worker has become unusable, because its browser is gone.

    The worker ends and is replaced, and the task is carried out once more.
    """


class ClusterRefused(Exception):
    """A cluster cannot be used; the message has the reason and the way out."""


class WorkerPool(Executor):
    """Carries out functions in workers, each of which keeps open what its tasks need.

    A function, its arguments and its result are pickled. A running function may check whether it is
    recalled (`get_recall`), and keep a browser open for the next function (`keep_open`). A worker that
    dies is replaced, and its task is carried out once more; where the new worker dies as well, the future
    has WorkerLost.
    """

    @property
    @abstractmethod
    def size(self) -> int:
        """The number of tasks that are carried out at the same time."""

    @abstractmethod
    def recall(self) -> None:
        """Asks all tasks that are running now to end early: see `get_recall`.

        Each decides when it ends and with which result. A task that is submitted later is not recalled.
        """

    @abstractmethod
    def terminate_workers(self) -> None:
        """Ends the workers at once; the futures of running tasks have WorkerLost."""
