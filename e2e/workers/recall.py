"""How a task learns that its caller waits for no more than it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Recall = Callable[[], bool]

_recall: ContextVar[Recall | None] = ContextVar("recall", default=None)


def get_recall() -> Recall:
    """Returns a function that says whether the running task is to come to its end.

    Asked for in the thread of the task, it may be called in any. Outside of a worker it always says no.
    """
    return _recall.get() or _never


@contextmanager
def recalled_by(recall: Recall) -> Iterator[None]:
    """For pools: within the block `get_recall` returns `recall`."""
    token = _recall.set(recall)
    try:
        yield
    finally:
        _recall.reset(token)


def _never() -> bool:
    return False
