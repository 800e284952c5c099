"""Tells a running task that its caller wants it to end with its result so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Recall = Callable[[], bool]

_recall: ContextVar[Recall | None] = ContextVar("recall", default=None)


def get_recall() -> Recall:
    """Returns a function that returns whether the running task should end early.

    Call `get_recall` in the thread of the task; the function may be called in any thread. Outside of a
    worker it always returns False.
    """
    return _recall.get() or _never


@contextmanager
def recalled_by(recall: Recall) -> Iterator[None]:
    """Makes `get_recall` return `recall` within the block; for pools."""
    token = _recall.set(recall)
    try:
        yield
    finally:
        _recall.reset(token)


def _never() -> bool:
    return False
