"""What every worker pool is: an executor that also takes back what it is carrying out."""

from __future__ import annotations

from abc import abstractmethod
from concurrent.futures import Executor


class WorkerLost(Exception):
    """The task could not be carried out: the worker that had it ended, and the one in its place as well.

    The message says how they ended; the caller adds which task it was.
    """


class WorkerBroken(Exception):
    """A task raises it when its worker is of no more use, as its browser is gone.

    The worker ends and is replaced, and the task is carried out again, once.
    """


class ClusterRefused(Exception):
    """A cluster cannot be worked on; the message says what is wrong with it, and the way out."""


class WorkerPool(Executor):
    """Carries out functions in workers, each of which keeps open what its tasks need.

    A function, its arguments and its result are pickled. While it runs it may ask whether it is recalled
    (`get_recall`), and keep a browser open for the next one (`keep_open`). A worker that dies is
    replaced, and its task is carried out once more; where that one dies too, the future has WorkerLost.
    """

    @property
    @abstractmethod
    def size(self) -> int:
        """How many tasks are carried out at a time."""

    @abstractmethod
    def recall(self) -> None:
        """Tells all tasks that are running now to come to their end: see `get_recall`.

        They end when they like, and with any result. A task that is submitted later is not recalled.
        """

    @abstractmethod
    def terminate_workers(self) -> None:
        """Ends the workers, whatever they are doing; the futures of running tasks have WorkerLost."""
